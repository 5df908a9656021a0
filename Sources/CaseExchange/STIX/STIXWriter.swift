import Foundation

/// Writes a bundle whose objects are the bytes they came with.
///
/// Call `begin`, then `append` for each object, then `finish`.
public struct STIXWriter {
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  private var isFirst = true

  /// - Parameter sink: takes the bytes in order; each call's bytes are valid only during it.
  public init(sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.sink = sink
  }

  /// Of version 5, as validators know no later one: the same objects give the same bundle, byte for byte.
  ///
  /// - Parameter objects: the ids of the objects, in any order.
  public static func bundleID(of objects: some Sequence<String>) -> UUID {
    let names = objects.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let text = NameUUID.text(of: "bundle:\(names.joined(separator: "\n"))")
    guard let id = UUID(uuidString: text) else { preconditionFailure("\(text) is no UUID") }
    return id
  }

  /// Whether an object is of STIX 2.0 by what it says itself (`STIXSpecVersion.of`).
  public static func isOfSTIX20(_ object: [UInt8]) throws -> Bool {
    let properties = try JSON.parse(object)
    let facts = STIXSpecVersion.ObjectFacts(
      hasSpecVersion: properties["spec_version"] != nil,
      isStatedAs20: properties["spec_version"]?.text == STIXSpecVersion.v20.rawValue,
      hasCreated: properties["created"] != nil)
    return STIXSpecVersion.of(facts, stated: nil) == .v20
  }

  /// - Parameter specVersion: "2.0" when every object is of that version, which then must be said on
  ///   the bundle; `nil` for STIX 2.1, where a bundle has none.
  public func begin(id: UUID, specVersion: String? = nil) throws {
    let version = specVersion == "2.0" ? ",\"spec_version\":\"2.0\"" : ""
    try put("{\"type\":\"bundle\",\"id\":\"bundle--\(id.uuidString.lowercased())\"\(version),\"objects\":[")
  }

  /// - Throws: `JSONError` unless `object` is one JSON object, so that no damaged record breaks the
  ///   whole bundle; or what the sink throws.
  public mutating func append(_ object: UnsafeRawBufferPointer) throws {
    try JSON.validate(object)
    guard object.first == UInt8(ascii: "{") else {
      throw JSONError(JSONFault(kind: .unexpectedByte, offset: 0), line: 1)
    }
    try put(isFirst ? "\n" : ",\n")
    isFirst = false
    try sink(object)
  }

  public mutating func append(_ object: [UInt8]) throws {
    try object.withUnsafeBytes { try append($0) }
  }

  public func finish() throws {
    try put(isFirst ? "]}\n" : "\n]}\n")
  }

  private func put(_ text: String) throws {
    var text = text
    try text.withUTF8 { try sink(UnsafeRawBufferPointer($0)) }
  }
}
