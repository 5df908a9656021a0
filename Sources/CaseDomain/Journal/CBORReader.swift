import Foundation

/// Reads deterministic CBOR and refuses every other way of writing the same thing.
///
/// Nesting deeper than 16 is refused: nothing in the journal needs it.
public struct CBORReader {
  public static let maximumDepth = 16

  private let base: UnsafeRawBufferPointer
  public private(set) var offset = 0

  /// - Parameter bytes: must outlive the reader.
  public init(_ bytes: UnsafeRawBufferPointer) { base = bytes }

  public var isAtEnd: Bool { offset == base.count }

  /// Reads exactly one item from all of `bytes`.
  public static func decode(_ bytes: some Collection<UInt8>) throws(CBORError) -> CBOR {
    let contiguous = ContiguousArray(bytes)
    let result: Result<CBOR, CBORError> = contiguous.withUnsafeBytes { buffer in
      var reader = CBORReader(buffer)
      do throws(CBORError) {
        let item = try reader.item()
        try reader.end()
        return .success(item)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  public func end() throws(CBORError) {
    guard isAtEnd else { throw fail("bytes after the end of the item") }
  }

  public mutating func uint() throws(CBORError) -> UInt64 {
    let (major, value) = try head()
    guard major == 0 else { throw fail("expected an unsigned integer") }
    return value
  }

  public mutating func array() throws(CBORError) -> Int { try container(4, "an array") }
  public mutating func map() throws(CBORError) -> Int { try container(5, "a map") }

  /// The bytes of a byte string, pointing into the reader's buffer.
  public mutating func bytes() throws(CBORError) -> UnsafeRawBufferPointer {
    let (major, value) = try head()
    guard major == 2 else { throw fail("expected a byte string") }
    return try take(value)
  }

  public mutating func bytes(count: Int) throws(CBORError) -> UnsafeRawBufferPointer {
    let value = try bytes()
    guard value.count == count else {
      throw fail("expected \(count) bytes, found \(value.count)")
    }
    return value
  }

  public mutating func digest() throws(CBORError) -> Digest256 {
    Digest256(loading: try bytes(count: 32))
  }

  public mutating func text() throws(CBORError) -> String {
    let (major, value) = try head()
    guard major == 3 else { throw fail("expected text") }
    return try text(length: value)
  }

  /// Reads null when it is next.
  public mutating func skipNull() -> Bool {
    guard offset < base.count, base[offset] == 0xF6 else { return false }
    offset += 1
    return true
  }

  public mutating func item() throws(CBORError) -> CBOR { try item(depth: 0) }

  /// Moves past one item of any kind and checks its form.
  public mutating func skip() throws(CBORError) { _ = try item(depth: 0) }

  private mutating func item(depth: Int) throws(CBORError) -> CBOR {
    guard depth < CBORReader.maximumDepth else { throw fail("nested deeper than 16") }
    let (major, value) = try head()
    switch major {
    case 0: return .uint(value)
    case 1: return .negative(value)
    case 2: return .bytes(Array(try take(value)))
    case 3: return .text(try text(length: value))
    case 4:
      let count = try checked(count: value)
      var items: [CBOR] = []
      items.reserveCapacity(min(count, 1024))
      for _ in 0..<count { items.append(try item(depth: depth + 1)) }
      return .array(items)
    case 5:
      let count = try checked(count: value)
      var pairs: [CBORPair] = []
      pairs.reserveCapacity(min(count, 64))
      for _ in 0..<count {
        let key = try uint()
        if let last = pairs.last?.key, key <= last { throw fail("map keys not in order or repeated") }
        pairs.append(CBORPair(key, try item(depth: depth + 1)))
      }
      return .map(pairs)
    default:
      switch value {
      case 20: return .bool(false)
      case 21: return .bool(true)
      case 22: return .null
      default: throw fail("floats, tags and other simple values are not used")
      }
    }
  }

  private mutating func container(_ major: UInt8, _ name: String) throws(CBORError) -> Int {
    let (found, value) = try head()
    guard found == major else { throw fail("expected \(name)") }
    return try checked(count: value)
  }

  /// Every item takes at least one byte, so a count beyond what is left is a lie.
  private func checked(count: UInt64) throws(CBORError) -> Int {
    guard count <= UInt64(base.count - offset) else { throw fail("more items declared than bytes left") }
    return Int(count)
  }

  private mutating func take(_ length: UInt64) throws(CBORError) -> UnsafeRawBufferPointer {
    guard length <= UInt64(base.count - offset) else { throw fail("string runs past the end") }
    let slice = UnsafeRawBufferPointer(rebasing: base[offset..<offset + Int(length)])
    offset += Int(length)
    return slice
  }

  private mutating func text(length: UInt64) throws(CBORError) -> String {
    let slice = try take(length)
    if slice.allSatisfy({ $0 < 0x80 }) { return String(decoding: slice, as: UTF8.self) }
    guard let text = String(utf8: slice) else { throw fail("text is not UTF-8") }
    guard text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8) else {
      throw fail("text is not in NFC")
    }
    return text
  }

  private mutating func head() throws(CBORError) -> (major: UInt8, value: UInt64) {
    guard offset < base.count else { throw fail("the bytes end too early") }
    let first = base[offset]
    let major = first >> 5
    let short = first & 31
    if major == 7 {
      guard short >= 20, short <= 22 else { throw fail("floats, tags and other simple values are not used") }
      offset += 1
      return (7, UInt64(short))
    }
    guard major != 6 else { throw fail("floats, tags and other simple values are not used") }
    if short < 24 {
      offset += 1
      return (major, UInt64(short))
    }
    let width: Int
    let smallest: UInt64
    switch short {
    case 24: (width, smallest) = (1, 24)
    case 25: (width, smallest) = (2, 0x100)
    case 26: (width, smallest) = (4, 0x1_0000)
    case 27: (width, smallest) = (8, 0x1_0000_0000)
    default: throw fail("indefinite lengths are not used")
    }
    guard offset + 1 + width <= base.count else { throw fail("the bytes end too early") }
    var value: UInt64 = 0
    for index in 1...width { value = value << 8 | UInt64(base[offset + index]) }
    guard value >= smallest else { throw fail("a number is not written in its shortest form") }
    offset += 1 + width
    return (major, value)
  }

  private func fail(_ reason: String) -> CBORError { CBORError(offset: offset, reason: reason) }
}
