import CaseDomain

/// The day that a list in XML bears itself: `generationDate` of the EU's, `dateGenerated` of the UN's, `Publish_Date` of
/// OFAC's. Read from the front alone.
public enum ListIssueDay {
  /// `nil` for a file that is no such list, or states no day; its reader says what is wrong with it.
  public static func read(_ source: any ByteSource) -> Day? {
    var stream = XMLStream(source, capacity: 16 * 1_024)
    do { return try day(&stream) } catch { return nil }
  }

  /// Before the first entry stand the outermost element and what tells of the list.
  private static let mostTokens = 64

  private static func day(_ stream: inout XMLStream) throws -> Day? {
    var isDay = false
    for _ in 0..<mostTokens {
      let token = try stream.next()
      switch token.kind {
      case .open:
        let name = stream.text(of: token)
        if stream.depth == 1, !StatedText.isSame(name, "sdnList") { return stated(name, stream.attributes()) }
        if StatedText.isSame(name, "sdnEntry") { return nil }
        isDay = StatedText.isSame(name, "Publish_Date")
      case .text where isDay: return StatedText.trimmed(stream.text(of: token)).flatMap(american)
      case .end, .starved: return nil
      default: continue
      }
    }
    return nil
  }

  private static func stated(_ root: String, _ attributes: [(name: String, value: String)]) -> Day? {
    let name = ["export": "generationDate", "CONSOLIDATED_LIST": "dateGenerated"][root]
    return attributes.first { $0.name == name }.flatMap { Day(String($0.value.prefix(10))) }
  }

  /// `05/21/2027`, month first.
  private static func american(_ text: String) -> Day? {
    let parts = text.split(separator: "/")
    guard parts.count == 3, parts[2].utf8.count == 4, parts.allSatisfy({ $0.utf8.count <= 4 }) else {
      return nil
    }
    func two(_ part: Substring) -> String { part.utf8.count == 1 ? "0\(part)" : String(part) }
    return Day("\(parts[2])-\(two(parts[0]))-\(two(parts[1]))")
  }
}
