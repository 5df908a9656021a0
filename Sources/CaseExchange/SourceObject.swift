import CaseDomain

/// One object as somebody else stated it: what an import proposes to keep as a source record.
///
/// The fields are read from the bytes for search and display; the bytes are the record.
public struct SourceObject: Equatable, Sendable {
  /// The name space of `externalID`: `stix`, `csv`, `ofac`, …
  public var source = ""
  /// The source's own key: a STIX id, or `file name#row key` for a table.
  public var externalID = ""
  /// A STIX type such as `threat-actor`; `csv-row` or `account-cluster` for a table.
  public var type = ""
  /// "2.0" of all objects of a STIX bundle that said so before; else as written on the object, else on its bundle before it.
  /// "" when neither says.
  public var specVersion = ""
  /// Timestamps as written; nothing is parsed or rounded. `SourceTime` reads `modified`.
  public var created: String?
  public var modified: String?
  /// For display: `name`, else the most telling other property. At most 1,024 bytes.
  public var name: String?
  public var aliases: [String] = []
  /// Organisation, individual, … as written (`identity_class`).
  public var identityClass: String?
  /// As written, from `country` or a custom `x_…country…` property.
  public var country: String?
  public var isRevoked = false
  /// A label of the Traffic Light Protocol that was read and is not in the bytes.
  public var label: TLP?
  /// Set for a STIX relationship that has both ends.
  public var relationship: Relationship?
  /// The ids this object refers to, each once, in the order of the text: every `…_ref` and `…_refs`.
  public var references: [String] = []
  /// What it states that we compare with others: names, identifiers, shares, values that correlate.
  public var facts: StatedFacts?
  /// Where the bytes stand in the file.
  public var offset = 0
  /// The object exactly as it stands in the file.
  public var bytes: [UInt8] = []

  public var length: Int { bytes.count }

  /// What it states, and that it no longer stands where the source says so.
  public var stated: StatedFacts? {
    guard isRevoked else { return facts }
    var stated = facts ?? StatedFacts()
    stated.isRevoked = true
    return stated
  }

  /// Whether it describes somebody who could become an actor, if a person accepts it.
  public var describesActor: Bool { SourceRecord.naming.contains(type) }

  public struct Relationship: Equatable, Sendable {
    /// Such as `attributed-to` or `located-at`.
    public let kind: String
    public let sourceID: String
    public let targetID: String
  }

  public init(source: String = "") { self.source = source }
}
