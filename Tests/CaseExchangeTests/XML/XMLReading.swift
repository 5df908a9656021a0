@testable import CaseExchange

/// What a test sees of a document: each token with its place in the file, as text.
struct XMLReading: Equatable {
  var tokens: [String] = []
  var fault: XMLFault?
  var line: Int?
  var elements = 0

  init(_ bytes: [UInt8], pieceBytes: Int = .max, capacity: Int = Window.usualBytes) {
    var stream = XMLStream(MemorySource(bytes, pieceBytes: pieceBytes), capacity: capacity)
    do {
      while true {
        let token = try stream.next()
        if token.kind == .end { return }
        tokens.append(Self.describe(token, stream))
        if token.kind == .open { elements += 1 }
        if token.kind == .starved { return }
      }
    } catch let fault as XMLFault {
      self.fault = fault
      line = stream.line(at: fault.offset)
    } catch {
      tokens.append("\(error)")
    }
  }

  init(_ text: String) { self.init(Array(text.utf8)) }

  private static func describe(_ token: XMLToken, _ stream: borrowing XMLStream) -> String {
    let place = "\(stream.offset(of: token))+\(token.end - token.start)"
    switch token.kind {
    case .open:
      let attributes = stream.attributes().map { " \($0.name)=[\($0.value)]" }.joined()
      return "\(place) <\(stream.text(of: token))\(attributes)>"
    case .close: return "\(place) </\(stream.text(of: token))>"
    case .text, .section: return "\(place) \(token.kind) [\(stream.text(of: token))]"
    default: return "\(place) \(token.kind)"
    }
  }
}
