import CaseDomain

// A source object as bytes, on its way from the process that reads a file to the one that asked for it. Both are
// the same program, so the form has no version; what arrives is held to be hostile all the same, for the reader
// worked on hostile bytes.

extension SourceObject {
  /// Appends the object: each text and list with its length in 4 bytes before it, the lowest first.
  public func encode(into wire: inout [UInt8]) {
    wire.put(source)
    wire.put(externalID)
    wire.put(type)
    wire.put(specVersion)
    wire.put(created)
    wire.put(modified)
    wire.put(name)
    wire.put(aliases)
    wire.put(identityClass)
    wire.put(country)
    wire.append(isRevoked ? 1 : 0)
    wire.put(relationship?.kind)
    if let relationship {
      wire.put(relationship.sourceID)
      wire.put(relationship.targetID)
    }
    wire.put(references)
    wire.put(facts.map(\.cbor.encoded) ?? [])
    wire.put(UInt32(truncatingIfNeeded: offset))
    wire.put(UInt32(truncatingIfNeeded: offset >> 32))
    wire.put(bytes)
  }

  /// - Throws: `WireFault` for anything that `encode` does not write.
  public init(wire: UnsafeRawBufferPointer) throws(WireFault) {
    var reader = WireReader(wire)
    self.init(source: try reader.text())
    externalID = try reader.text()
    type = try reader.text()
    specVersion = try reader.text()
    created = try reader.optionalText()
    modified = try reader.optionalText()
    name = try reader.optionalText()
    aliases = try reader.texts()
    identityClass = try reader.optionalText()
    country = try reader.optionalText()
    isRevoked = try reader.byte() == 1
    if let kind = try reader.optionalText() {
      relationship = Relationship(kind: kind, sourceID: try reader.text(), targetID: try reader.text())
    }
    references = try reader.texts()
    let stated = try reader.bytes()
    if !stated.isEmpty {
      guard let cbor = try? CBORReader.decode(Array(stated)) else { throw WireFault() }
      facts = StatedFacts(cbor)
    }
    let (low, high) = (try reader.number(), try reader.number())
    guard high < 1 << 30 else { throw WireFault() }
    offset = high << 32 | low
    bytes = Array(try reader.bytes())
    guard reader.isAtEnd else { throw WireFault() }
  }
}

/// The bytes are not those of an object.
public struct WireFault: Error, Equatable, Sendable {}

extension [UInt8] {
  private static var none: UInt32 { .max }

  fileprivate mutating func put(_ number: UInt32) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }

  fileprivate mutating func put(_ text: String) {
    put(UInt32(text.utf8.count))
    append(contentsOf: text.utf8)
  }

  fileprivate mutating func put(_ text: String?) {
    if let text { put(text) } else { put([UInt8].none) }
  }

  fileprivate mutating func put(_ texts: [String]) {
    put(UInt32(texts.count))
    for text in texts { put(text) }
  }

  fileprivate mutating func put(_ bytes: [UInt8]) {
    put(UInt32(bytes.count))
    append(contentsOf: bytes)
  }
}

/// Takes an object's bytes apart, never beyond their end.
private struct WireReader {
  private var rest: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() throws(WireFault) -> UInt8 { try take(1)[0] }

  mutating func number() throws(WireFault) -> Int {
    Int(UInt32(littleEndian: try take(4).loadUnaligned(as: UInt32.self)))
  }

  mutating func bytes() throws(WireFault) -> UnsafeRawBufferPointer { try take(try number()) }

  mutating func text() throws(WireFault) -> String {
    guard let text = try optionalText() else { throw WireFault() }
    return text
  }

  mutating func optionalText() throws(WireFault) -> String? {
    let count = try number()
    if count == UInt32.max { return nil }
    let bytes = try take(count)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw WireFault() }
    return text
  }

  mutating func texts() throws(WireFault) -> [String] {
    let count = try number()
    guard count <= rest.count / 4 else { throw WireFault() }
    var texts: [String] = []
    texts.reserveCapacity(count)
    for _ in 0..<count { texts.append(try text()) }
    return texts
  }

  private mutating func take(_ count: Int) throws(WireFault) -> UnsafeRawBufferPointer {
    guard count <= rest.count else { throw WireFault() }
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
    return UnsafeRawBufferPointer(rebasing: rest[..<count])
  }
}
