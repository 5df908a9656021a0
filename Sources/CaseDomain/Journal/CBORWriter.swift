import Foundation

/// Appends deterministic CBOR to a byte buffer.
public struct CBORWriter {
  public private(set) var bytes: [UInt8] = []

  public init(capacity: Int = 0) {
    if capacity > 0 { bytes.reserveCapacity(capacity) }
  }

  public mutating func reset() { bytes.removeAll(keepingCapacity: true) }

  public mutating func uint(_ value: UInt64) { head(0, value) }
  public mutating func array(_ count: Int) { head(0x80, UInt64(count)) }
  public mutating func map(_ count: Int) { head(0xA0, UInt64(count)) }
  public mutating func null() { bytes.append(0xF6) }
  public mutating func bool(_ value: Bool) { bytes.append(value ? 0xF5 : 0xF4) }

  public mutating func bytes(_ value: some Collection<UInt8>) {
    head(0x40, UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  public mutating func bytes(_ value: UnsafeRawBufferPointer) {
    head(0x40, UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  public mutating func bytes(_ value: Digest256) {
    head(0x40, 32)
    value.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// Writes the text in NFC.
  public mutating func text(_ value: String) {
    let composed = value.inNFC
    head(0x60, UInt64(composed.utf8.count))
    bytes.append(contentsOf: composed.utf8)
  }

  /// Bytes that are already one well-formed item.
  public mutating func raw(_ item: some Collection<UInt8>) { bytes.append(contentsOf: item) }

  public mutating func write(_ item: CBOR) {
    switch item {
    case .uint(let value): head(0, value)
    case .negative(let value): head(0x20, value)
    case .bytes(let value): bytes(value)
    case .text(let value): text(value)
    case .array(let items):
      array(items.count)
      for item in items { write(item) }
    case .map(let pairs):
      map(pairs.count)
      for pair in pairs {
        uint(pair.key)
        write(pair.value)
      }
    case .bool(let value): bool(value)
    case .null: null()
    }
  }

  private mutating func head(_ major: UInt8, _ value: UInt64) {
    switch value {
    case 0..<24: bytes.append(major | UInt8(value))
    case 24..<0x100:
      bytes.append(major | 24)
      bytes.append(UInt8(value))
    case 0x100..<0x1_0000:
      bytes.append(major | 25)
      withUnsafeBytes(of: UInt16(value).bigEndian) { bytes.append(contentsOf: $0) }
    case 0x1_0000..<0x1_0000_0000:
      bytes.append(major | 26)
      withUnsafeBytes(of: UInt32(value).bigEndian) { bytes.append(contentsOf: $0) }
    default:
      bytes.append(major | 27)
      withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
  }
}

extension String {
  /// As the journal writes it, and so as it comes back: in NFC.
  public var inNFC: String {
    utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
  }
}
