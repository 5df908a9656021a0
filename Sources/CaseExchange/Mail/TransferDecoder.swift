/// Takes off the transfer encoding of a mail part, in pieces.
///
/// Lenient, as every mail program is: what is no base64 digit is passed over, a `=` that encodes nothing stays.
/// Source: RFC 2045 §6.7, §6.8.
final class TransferDecoder: ByteSource {
  enum Encoding { case base64, quotedPrintable }

  private let encoded: any ByteSource
  private let encoding: Encoding
  private var ready: [UInt8] = []
  private var given = 0
  private var isAtEnd = false
  /// Base64: bits not yet given, and how many digits they are. Quoted-printable: what follows a `=`.
  private var bits: UInt32 = 0
  private var digits = 0
  private var held: [UInt8] = []

  init(_ encoded: any ByteSource, _ encoding: Encoding) {
    self.encoded = encoded
    self.encoding = encoding
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    while given == ready.count, !isAtEnd { try decodePiece() }
    let count = min(buffer.count, ready.count - given)
    ready.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[given..<given + count])) }
    given += count
    return count
  }

  /// All at once, for what is in memory and small.
  static func decode(_ bytes: some Sequence<UInt8>, _ encoding: Encoding) -> [UInt8] {
    let decoder = TransferDecoder(MemorySource([]), encoding)
    for byte in bytes { decoder.take(byte) }
    decoder.finish()
    return decoder.ready
  }

  private func decodePiece() throws(SourceError) {
    ready.removeAll(keepingCapacity: true)
    given = 0
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    defer { piece.deallocate() }
    let count = try encoded.read(into: piece)
    for byte in piece[..<count] { take(byte) }
    if count == 0 { finish() }
  }

  private func take(_ byte: UInt8) {
    switch encoding {
    case .base64: takeDigit(byte)
    case .quotedPrintable: takeQuoted(byte)
    }
  }

  private func finish() {
    isAtEnd = true
    endGroup()
    ready += held
    held = []
  }

  // MARK: Base64

  private func takeDigit(_ byte: UInt8) {
    if byte == UInt8(ascii: "=") { return endGroup() }
    guard let digit = Self.value(byte) else { return }
    bits = bits << 6 | digit
    digits += 1
    guard digits == 4 else { return }
    ready += [
      UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
      UInt8(truncatingIfNeeded: bits),
    ]
    (bits, digits) = (0, 0)
  }

  /// A group of two or three digits holds one or two bytes.
  private func endGroup() {
    if digits == 2 { ready.append(UInt8(truncatingIfNeeded: bits >> 4)) }
    if digits == 3 {
      ready += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
    }
    (bits, digits) = (0, 0)
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  // MARK: Quoted-printable

  private func takeQuoted(_ byte: UInt8) {
    if held.isEmpty {
      if byte == UInt8(ascii: "=") { held = [byte] } else { ready.append(byte) }
      return
    }
    held.append(byte)
    if byte == 0x0A {
      // A soft line end, if only spaces and a CR stand between.
      if !held.dropFirst().dropLast().allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { ready += held }
      held = []
    } else if held.count == 3, let high = Self.hex(held[1]), let low = Self.hex(held[2]) {
      ready.append(high << 4 | low)
      held = []
    } else if ![0x20, 0x09, 0x0D].contains(byte), held.count > 2 || Self.hex(byte) == nil {
      ready += held
      held = []
    } else if held.count > 256 {
      ready += held
      held = []
    }
  }

  static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
    default: nil
    }
  }
}
