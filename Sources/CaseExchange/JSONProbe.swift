/// What the beginning of a file shows of its first record, if it is JSON: on this its format is told.
struct JSONProbe {
  /// The keys of the outermost object, or of the first object in the outermost array.
  private(set) var keys: Set<String> = []
  /// The strings directly under those keys.
  private(set) var strings: [String: String] = [:]
  /// `key.key`: the keys one level below, those of the first object in an array included.
  private(set) var inner: Set<String> = []
  /// The first record ends in what was looked at: it has no further keys.
  private(set) var isComplete = false

  /// More than this is not needed to know any format.
  private static let maximumTokens = 4_000

  init(_ head: FileHead) {
    guard let address = head.bytes.baseAddress, head.bytes.count > 0 else { return }
    var scanner = JSONScanner(
      address.assumingMemoryBound(to: UInt8.self), count: head.bytes.count, isFinal: head.isWhole)
    scanner.isSequence = true
    // A file that breaks off or breaks the rules is still of the format that it began as.
    do throws(JSONFault) { try look(&scanner) } catch { return }
  }

  private mutating func look(_ scanner: inout JSONScanner) throws(JSONFault) {
    var base = 0
    var key = ""
    var isInArray = false
    for _ in 0..<Self.maximumTokens {
      let token = try scanner.next()
      switch token.kind {
      case .end, .starved: return
      case .openArray:
        if scanner.depth == 1 { isInArray = true }
      case .openObject:
        if base == 0 { base = scanner.depth }
      case .closeObject:
        if base > 0, scanner.depth < base {
          isComplete = true
          return
        }
      case .key where scanner.depth == base:
        key = scanner.string(of: token)
        keys.insert(key)
      case .key where scanner.depth <= base + 2:
        inner.insert("\(key).\(scanner.string(of: token))")
      case .string where scanner.depth == base:
        strings[key] = scanner.string(of: token)
      default:
        if base == 0, !isInArray { return }
      }
    }
  }

  func has(_ wanted: String...) -> Bool { wanted.allSatisfy(keys.contains) }
  func hasInner(_ wanted: String...) -> Bool { wanted.allSatisfy(inner.contains) }
}
