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
  public var describesActor: Bool { ["threat-actor", "intrusion-set", "identity"].contains(type) }

  public struct Relationship: Equatable, Sendable {
    /// Such as `attributed-to` or `located-at`.
    public let kind: String
    public let sourceID: String
    public let targetID: String
  }

  public init(source: String = "") { self.source = source }
}

/// Something in a file that a person should know of. Nothing is left out in silence.
public struct ImportProblem: Equatable, Codable, Sendable {
  public enum Severity: String, Codable, Sendable {
    /// The object was not taken in; the others were.
    case refused
    /// It was taken in, or kept with the file.
    case warning
  }

  /// Of a file of a bundle, as it is called there.
  public let path: String
  /// In bytes from the start of the file; `nil` when the problem has no place.
  public let offset: Int?
  /// The object's id, the row, or the property; `nil` when it has none.
  public let object: String?
  /// Printed after "refused: " or "warning: ", so no full stop.
  public let reason: String
  public let remedy: String
  public let severity: Severity

  public init(
    path: String, offset: Int? = nil, object: String? = nil, reason: String, remedy: String,
    severity: Severity
  ) {
    self.path = path
    self.offset = offset
    self.object = object
    self.reason = reason
    self.remedy = remedy
    self.severity = severity
  }
}

extension ImportProblem {
  /// Of what it names, which others wrote, at most the first KiB.
  fileprivate var bounded: ImportProblem {
    guard let object, object.utf8.count > 1_024 else { return self }
    return ImportProblem(
      path: path, offset: offset, object: object.cut(1_024) + "…", reason: reason, remedy: remedy,
      severity: severity)
  }
}

/// How many refusals and how many warnings were listed: neither kind takes the place of the other.
struct ListedProblems: Equatable, Codable, Sendable {
  private var refusals = 0
  private var warnings = 0

  /// Whether one more is listed, up to `ImportSummary.maximumListedProblems` of its kind.
  mutating func admits(_ severity: ImportProblem.Severity) -> Bool {
    let listed = severity == .refused ? refusals : warnings
    guard listed < ImportSummary.maximumListedProblems else { return false }
    if severity == .refused { refusals += 1 } else { warnings += 1 }
    return true
  }
}

/// What one file held.
public struct ImportSummary: Equatable, Codable, Sendable {
  public enum Container: String, Codable, Sendable {
    case bundle, object, array, table, document, lines, archive
  }

  /// Most of a hostile file's problems would say the same: so many refusals are listed, and so many warnings, and those
  /// beyond are only counted.
  public static let maximumListedProblems = 10_000
  static let maximumTypes = 10_000

  public var path: String
  public var container: Container
  public var bundleID: String?
  public var bundleSpecVersion: String?
  /// Objects handed to the caller.
  public private(set) var read = 0
  /// Objects refused singly.
  public private(set) var refused = 0
  /// How many objects of each type were read. Beyond 10,000 types the rest count as `(other)`.
  public private(set) var byType: [String: Int] = [:]
  public private(set) var problems: [ImportProblem] = []
  public private(set) var unlistedProblems = 0
  private var listed = ListedProblems()
  /// By `CSVReader`: the number of the last row, also of one that was refused; the header is 1.
  public internal(set) var lastRow: Int?
  /// The whole file; of these the objects read, and the objects refused. What is left is the container.
  public internal(set) var fileBytes = 0
  public internal(set) var objectBytes = 0
  public internal(set) var refusedBytes = 0

  public init(path: String, container: Container) {
    self.path = path
    self.container = container
  }

  /// Sorted by type, compared as bytes.
  public var types: [(type: String, count: Int)] {
    byType.map { (type: $0.key, count: $0.value) }
      .sorted { $0.type.utf8.lexicographicallyPrecedes($1.type.utf8) }
  }

  /// - Parameter isInside: its bytes are part of another object's, which counts them.
  mutating func count(_ object: SourceObject, isInside: Bool = false) {
    read += 1
    if !isInside { objectBytes += object.length }
    tally(object.type)
  }

  /// Counts what is no record of its own, such as the tags of an event.
  mutating func tally(_ type: String, _ number: Int = 1) {
    guard number > 0 else { return }
    let isKnown = byType[type] != nil || byType.count < Self.maximumTypes
    byType[isKnown ? type : "(other)", default: 0] += number
  }

  /// Takes back the count of objects that were read and are not taken in after all.
  ///
  /// - Parameter bytes: theirs; those of objects inside others were counted with these, so no more go than there are.
  mutating func refuse(_ problem: ImportProblem, _ number: Int, bytes: Int, types: [String: Int]) {
    report(problem)
    refused += number - 1
    read -= number
    let gone = min(bytes, objectBytes)
    objectBytes -= gone
    refusedBytes += gone
    for (type, count) in types {
      let key = byType[type] == nil ? "(other)" : type
      byType[key] = byType[key].map { $0 - count }.flatMap { $0 > 0 ? $0 : nil }
    }
  }

  /// Whether a file of so many bytes can have this summary: it comes from a process that read hostile bytes.
  public func isPossible(forBytes lengthBytes: Int) -> Bool {
    let counts = [refused, unlistedProblems] + byType.values
    return [fileBytes, objectBytes, refusedBytes].allSatisfy { (0...max(0, lengthBytes)).contains($0) }
      && counts.allSatisfy { (0...(1 << 40)).contains($0) }
  }

  mutating func report(_ problem: ImportProblem) {
    if problem.severity == .refused { refused += 1 }
    guard listed.admits(problem.severity) else {
      unlistedProblems += 1
      return
    }
    problems.append(problem.bounded)
  }
}

/// Why a whole file was turned down. Nothing of it may be kept: undo what was taken in so far.
public struct ImportRefusal: Error, Equatable, Codable, Sendable {
  public enum Kind: String, Codable, Sendable {
    /// There is nothing of that path.
    case missing
    case unreadable, notJSON, notSTIX, notCSV, cancelled
    /// It is of a known format and breaks its rules.
    case malformed
    /// It would take more memory, time or depth than a reader may spend.
    case overBudget = "over-budget"
  }

  public let kind: Kind
  public let path: String
  /// In bytes from the start of the file; `nil` when the refusal has no place.
  public let offset: Int?
  /// Counted from 1.
  public let line: Int?
  /// Printed after "refused: ", so no full stop.
  public let reason: String
  public let remedy: String

  init(_ kind: Kind, path: String, offset: Int?, line: Int?, reason: String, remedy: String) {
    self.kind = kind
    self.path = path
    self.offset = offset
    self.line = line
    self.reason = reason
    self.remedy = remedy
  }

  init(_ error: SourceError) {
    self.init(
      error.isMissing ? .missing : .unreadable, path: error.path, offset: nil, line: nil,
      reason: error.reason, remedy: error.remedy)
  }

  /// A file that could not be opened or read.
  public init(unreadable path: String, _ error: SourceError) {
    self.init(
      error.isMissing ? .missing : .unreadable, path: path, offset: nil, line: nil, reason: error.reason,
      remedy: error.remedy)
  }

  /// The process that read it ended before it had answered.
  public static func brokenOff(path: String, reason: String, kind: Kind = .unreadable) -> ImportRefusal {
    ImportRefusal(
      kind, path: path, offset: nil, line: nil, reason: reason,
      remedy: "keep it as it is with --format attachment, and tell whoever maintains casetui")
  }

  public static func cancelled(path: String, offset: Int) -> ImportRefusal {
    ImportRefusal(
      .cancelled, path: path, offset: offset, line: nil, reason: "cancelled",
      remedy: "import the file again when you are ready; nothing of it was kept")
  }
}
