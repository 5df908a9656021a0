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
    // The label in the higher bits, 0 for none.
    wire.append((isRevoked ? 1 : 0) | (label.map { UInt8($0.rawValue + 1) } ?? 0) << 1)
    wire.put(relationship?.kind)
    if let relationship {
      wire.put(relationship.sourceID)
      wire.put(relationship.targetID)
    }
    wire.put(references)
    wire.append(facts == nil ? 0 : 1)
    if let facts { wire.put(facts) }
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
    let flags = try reader.byte()
    isRevoked = flags & 1 == 1
    label = TLP(rawValue: Int(flags >> 1) - 1)
    guard flags >> 1 == 0 || label != nil else { throw WireFault() }
    if let kind = try reader.optionalText() {
      relationship = Relationship(kind: kind, sourceID: try reader.text(), targetID: try reader.text())
    }
    references = try reader.texts()
    if try reader.byte() == 1 { facts = try reader.facts() }
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

  fileprivate mutating func put<Item>(_ items: [Item], _ one: (inout [UInt8], Item) -> Void) {
    put(UInt32(items.count))
    for item in items { one(&self, item) }
  }

  /// Not by way of `StatedFacts.cbor`, whose tree costs more than reading the object did. A holding, which few have, is.
  fileprivate mutating func put(_ facts: StatedFacts) {
    put(facts.schema.rawValue)
    put(facts.names) { wire, name in
      wire.put(name.text)
      wire.put(name.script.rawValue)
      wire.put(name.kind.rawValue)
      wire.put(name.strength.rawValue)
      wire.put(name.romanised)
    }
    put(facts.dates.map(\.text))
    put(facts.countries)
    put(facts.identifiers) { wire, identifier in
      wire.put(identifier.kind)
      wire.put(identifier.value)
    }
    put(facts.programs)
    put(facts.traces) { wire, trace in
      wire.put(trace.kind.rawValue)
      wire.put(trace.value)
      wire.put(trace.exercise)
    }
    put(facts.holding.map(\.cbor.encoded) ?? [])
    put(facts.about)
    append(facts.isRevoked ? 1 : 0)
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
    guard let text = String(utf8: bytes) else { throw WireFault() }
    return text
  }

  mutating func texts() throws(WireFault) -> [String] {
    try list { reader throws(WireFault) in try reader.text() }
  }

  private mutating func list<Item>(_ one: (inout WireReader) throws(WireFault) -> Item) throws(WireFault)
    -> [Item]
  {
    let count = try number()
    // Each has a length at least.
    guard count <= rest.count / 4 else { throw WireFault() }
    var items: [Item] = []
    items.reserveCapacity(count)
    for _ in 0..<count { items.append(try one(&self)) }
    return items
  }

  private mutating func word<Word: RawRepresentable>() throws(WireFault) -> Word
  where Word.RawValue == String {
    guard let word = Word(rawValue: try text()) else { throw WireFault() }
    return word
  }

  mutating func facts() throws(WireFault) -> StatedFacts {
    var facts = StatedFacts()
    facts.schema = try word()
    facts.names = try list { reader throws(WireFault) in
      ActorName(
        try reader.text(), script: try reader.word(), kind: try reader.word(), strength: try reader.word(),
        romanised: try reader.optionalText())
    }
    // What the journal could not read back is left out here, too.
    facts.dates = try texts().compactMap { PartialDate(iso: $0) }
    facts.countries = try texts()
    facts.identifiers = try list { reader throws(WireFault) in
      ScreeningFacts.Identifier(kind: try reader.text(), value: try reader.text())
    }
    facts.programs = try texts()
    facts.traces = try list { reader throws(WireFault) in
      let kind: Trace.Kind = try reader.word()
      return Trace(kind, try reader.text(), exercise: try reader.optionalText())
    }.compactMap(\.self)
    let holding = try bytes()
    if !holding.isEmpty {
      // Whatever is wrong with it, this program did not write it: the file is refused with that.
      guard let cbor = try? CBORReader.decode(holding), let stated = StatedHolding(cbor) else {
        throw WireFault()
      }
      facts.holding = stated
    }
    facts.about = try optionalText()
    facts.isRevoked = try byte() == 1
    return facts
  }

  private mutating func take(_ count: Int) throws(WireFault) -> UnsafeRawBufferPointer {
    guard count <= rest.count else { throw WireFault() }
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
    return UnsafeRawBufferPointer(rebasing: rest[..<count])
  }
}
