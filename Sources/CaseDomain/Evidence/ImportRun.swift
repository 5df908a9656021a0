/// One import as a unit: what was given, what it brought, and whether it was taken back.
///
/// Taking it back hides what only it brought; nothing leaves the journal, and the same file brings it again.
/// Source: `docs/exchange.md`.
public struct ImportRun: Hashable, Sendable {
  public var id: EntityID
  /// The last part of the path that was given.
  public var name: String
  /// Objects read, and of these how many were not held before.
  public var read: Int
  public var new: Int
  /// SHA-256 of the decisions file that was followed; `nil` for none.
  public var decisions: Digest256?
  /// Exhibits it made, or found here.
  public var exhibits: [ExhibitID]
  /// How it reads the tables among them.
  public var readings: [TableReading]
  public var withdrawal: Withdrawal?
  /// It is written in steps, and its last one is not: not all that its files state is here.
  public var isUnfinished: Bool

  public init(
    id: EntityID, name: String, read: Int, new: Int, decisions: Digest256? = nil,
    exhibits: [ExhibitID] = [], readings: [TableReading] = [], withdrawal: Withdrawal? = nil,
    isUnfinished: Bool = false
  ) {
    self.id = id
    self.name = name
    self.read = read
    self.new = new
    self.decisions = decisions
    self.exhibits = exhibits
    self.readings = readings
    self.withdrawal = withdrawal
    self.isUnfinished = isUnfinished
  }
}

extension ImportRun {
  /// Without its exhibits, its readings and its withdrawal, which are operations of their own.
  public var cbor: CBOR {
    .record([
      1: .text(name), 2: .int(read), 3: .int(new), 4: decisions.map { .bytes($0.bytes) },
      5: isUnfinished ? .bool(true) : nil,
    ])
  }

  public init?(_ cbor: CBOR, id: EntityID) {
    guard let name = cbor[1]?.textValue, let read = cbor[2]?.intValue, let new = cbor[3]?.intValue else {
      return nil
    }
    self.init(
      id: id, name: name, read: read, new: new,
      decisions: cbor[4]?.bytesValue.flatMap { Digest256($0) },
      isUnfinished: cbor[5]?.boolValue ?? false)
  }
}

extension ImportRun {
  /// Why it cannot be taken back: something rests on what it brought.
  public static func obstacle(exhibit: String, citedBy place: String) -> Obstacle {
    Obstacle(
      .importCited, .policy("8.2 S1"), "exhibit \(exhibit) is cited by \(article(of: place)) \(place)",
      remedy: "take that back or let it rest on another exhibit first, or keep the import")
  }

  public static func obstacle(record: String, citedBy place: String) -> Obstacle {
    Obstacle(
      .importCited, .policy("8.2 S1"), "source record \(record) is cited by \(article(of: place)) \(place)",
      remedy: "take that back first, or keep the import")
  }

  private static func article(of place: String) -> String {
    place.first.map { "aeiou".contains($0) } ?? false ? "an" : "a"
  }
}
