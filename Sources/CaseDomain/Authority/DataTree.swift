/// A small JSON text (RFC 8259, UTF-8) as it was written, read strictly.
///
/// For files that people write by hand, so narrower than JSON: whole numbers only, at most 256 KiB and 8
/// levels; a key that comes twice is refused, for programs differ in which one they take. Foreign files are
/// read elsewhere, by a reader that streams; the pure core may not reach it.
enum DataTree: Equatable {
  case null
  case bool(Bool)
  case number(Int)
  case text(String)
  case list([DataTree])
  /// In the order of the text.
  case object([Member])

  struct Member: Equatable {
    let key: String
    let value: DataTree
  }

  static let limitBytes = 262_144
  static let maximumDepth = 8

  struct Fault: Error, Equatable {
    let line: Int
    let reason: String
  }

  init(_ bytes: [UInt8]) throws(Fault) {
    guard bytes.count <= DataTree.limitBytes else {
      throw Fault(line: 1, reason: "the file is longer than \(DataTree.limitBytes) bytes")
    }
    var reader = Reader(bytes: bytes)
    self = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.next != nil { throw reader.fault("something follows the end of the value") }
  }
}

private struct Reader {
  let bytes: [UInt8]
  var position = 0

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  func fault(_ reason: String) -> DataTree.Fault {
    DataTree.Fault(line: 1 + bytes[..<min(position, bytes.count)].count { $0 == 0x0A }, reason: reason)
  }

  mutating func skipSpace() {
    while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { position += 1 }
  }

  /// Takes the byte when it comes next.
  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard let next, UInt32(next) == byte.value else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) throws(DataTree.Fault) -> DataTree {
    skipSpace()
    switch next {
    case nil: throw fault("the text ends where a value should be")
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth < DataTree.maximumDepth else {
        throw fault("values are nested more than \(DataTree.maximumDepth) deep")
      }
      return next == UInt8(ascii: "{") ? try object(depth: depth + 1) : try list(depth: depth + 1)
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ word: String, _ value: DataTree) throws(DataTree.Fault) -> DataTree {
    guard bytes[position...].starts(with: word.utf8) else {
      throw fault("a word other than true, false and null")
    }
    position += word.utf8.count
    return value
  }

  private mutating func number() throws(DataTree.Fault) -> Int {
    let start = position
    let isNegative = take("-")
    let digits = position
    var value = 0
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      let (product, high) = value.multipliedReportingOverflow(by: 10)
      let (sum, over) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      if high || over { throw fault("a number that is too large") }
      value = sum
      position += 1
    }
    if position == digits {
      position = start
      throw fault("a byte that JSON does not allow at this place")
    }
    if bytes[digits] == UInt8(ascii: "0"), position > digits + 1 {
      throw fault("a number that begins with 0")
    }
    if let byte = next, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte) {
      throw fault("a number that is not whole")
    }
    return isNegative ? -value : value
  }

  private mutating func list(depth: Int) throws(DataTree.Fault) -> DataTree {
    position += 1
    var items: [DataTree] = []
    skipSpace()
    if take("]") { return .list(items) }
    while true {
      items.append(try value(depth: depth))
      skipSpace()
      if take("]") { return .list(items) }
      guard take(",") else { throw fault("neither a comma nor the end of the list") }
    }
  }

  private mutating func object(depth: Int) throws(DataTree.Fault) -> DataTree {
    position += 1
    var members: [DataTree.Member] = []
    skipSpace()
    if take("}") { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("no key where a key should be") }
      let key = try text()
      if members.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) {
        throw fault("the key \(key) comes twice in one object")
      }
      skipSpace()
      guard take(":") else { throw fault("no colon after the key \(key)") }
      members.append(.init(key: key, value: try value(depth: depth)))
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { throw fault("neither a comma nor the end of the object") }
    }
  }

  // MARK: Text

  private mutating func text() throws(DataTree.Fault) -> String {
    position += 1
    var content: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          throw fault("bytes that are not valid UTF-8")
        }
        position += 1
        return text
      case UInt8(ascii: "\\"): content += Array(String(try escape()).utf8)
      case 0..<0x20: throw fault("a raw control character inside a string")
      default:
        content.append(byte)
        position += 1
      }
    }
    throw fault("the text ends inside a string")
  }

  private mutating func escape() throws(DataTree.Fault) -> Unicode.Scalar {
    position += 1
    guard let byte = next else { throw fault("the text ends inside a string") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw fault("an escape that is not known here")
    }
  }

  private mutating func unicodeEscape() throws(DataTree.Fault) -> Unicode.Scalar {
    let first = try hexUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take("\\"), take("u") else { throw fault("half of a surrogate pair") }
    let second = try hexUnit()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
    else { throw fault("half of a surrogate pair") }
    return scalar
  }

  private mutating func hexUnit() throws(DataTree.Fault) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("an escape that is not known here")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
