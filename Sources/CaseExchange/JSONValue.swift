/// A JSON value as it was written: order and every digit kept.
public enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The number's own text; never rounded.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// In the order of the text; no two keys are equal.
  case object([Member])

  public struct Member: Equatable, Sendable {
    public let key: String
    public let value: JSONValue

    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The member of an object with that name, compared as bytes; `nil` when there is none.
  public subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// The one value in `bytes`.
  public static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue { try JSON.parse(bytes) }

  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements of an array, in order; none for any other value.
  var elements: [JSONValue] {
    if case .array(let values) = self { values } else { [] }
  }

  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  /// A string, or a number in the text it was written in; `nil` for any other value.
  var scalar: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
    }
  }

  /// The texts of one string, or of the strings in an array.
  var texts: [String] { text.map { [$0] } ?? elements.compactMap(\.text) }
}

/// Reading JSON that is in memory. The rules are those of `JSONScanner`; both functions give the same verdict.
public enum JSON {
  /// The one value in `bytes`.
  public static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
    var tree = JSONTree()
    try scan(bytes) { tree.take($0, $1) }
    return tree.root
  }

  public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    let parsed = bytes.withUnsafeBytes { buffer in
      Result { () throws(JSONError) in try parse(buffer) }
    }
    return try parsed.get()
  }

  /// Checks that `bytes` are exactly one JSON value, without building it.
  public static func validate(_ bytes: UnsafeRawBufferPointer) throws(JSONError) {
    try scan(bytes) { _, _ in }
  }

  public static func validate(_ bytes: [UInt8]) throws(JSONError) {
    let checked = bytes.withUnsafeBytes { buffer in
      Result { () throws(JSONError) in try validate(buffer) }
    }
    try checked.get()
  }

  @inline(__always)
  private static func scan(
    _ bytes: UnsafeRawBufferPointer, _ take: (JSONToken, borrowing JSONScanner) -> Void
  ) throws(JSONError) {
    // An empty buffer has no address; the scanner never reads it.
    let base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
    var scanner = JSONScanner(
      base.assumingMemoryBound(to: UInt8.self), count: bytes.count, isFinal: true)
    do {
      while true {
        let token = try scanner.next()
        if token.kind == .end { return }
        take(token, scanner)
      }
    } catch {
      throw JSONError(error, line: 1 + bytes.prefix(error.offset).count { $0 == 0x0A })
    }
  }
}

/// Puts tokens together. A stack instead of recursion, so that nesting costs no call depth.
struct JSONTree {
  private(set) var root = JSONValue.null
  private var open: [Container] = []

  private struct Container {
    let isObject: Bool
    var key = ""
    var values: [JSONValue] = []
    var members: [JSONValue.Member] = []
  }

  mutating func take(_ token: JSONToken, _ scanner: borrowing JSONScanner) {
    switch token.kind {
    case .openObject: open.append(Container(isObject: true))
    case .openArray: open.append(Container(isObject: false))
    case .closeObject: add(.object(open.removeLast().members))
    case .closeArray: add(.array(open.removeLast().values))
    case .key: open[open.count - 1].key = scanner.string(of: token)
    case .string: add(.string(scanner.string(of: token)))
    case .number: add(.number(scanner.string(of: token)))
    case .yes: add(.bool(true))
    case .no: add(.bool(false))
    case .null: add(.null)
    case .end, .starved: break
    }
  }

  private mutating func add(_ value: JSONValue) {
    guard let last = open.indices.last else {
      root = value
      return
    }
    if open[last].isObject {
      open[last].members.append(.init(key: open[last].key, value: value))
    } else {
      open[last].values.append(value)
    }
  }
}
