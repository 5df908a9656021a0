/// A sign of extraction that somebody reports: what kind, by whom, seen when, with the ordinary causes that would
/// look the same. A claim of its reporter, never a finding.
///
/// Source: `docs/tradecraft.md` §7; agency policy §8.2 S3 (each indicator has a benign explanation).
public struct Indicator: Hashable, Sendable {
  /// One thing the report says, under the name the reporter gives it, such as `window` or `shared accounts`.
  public struct Detail: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public var id: EntityID
  public var kind: EvidenceKind
  /// In one sentence, as the reporter would sign it.
  public var statement: String
  /// Whose claim it is: the laboratory, agency or person.
  public var reporter: String
  /// Where it is stated.
  public var exhibits: [ExhibitID]
  /// External ids of the source records it rests on, such as rows of a table of account clusters.
  public var sources: [String]
  /// The days in which it was seen; `nil` when the report does not say.
  public var window: ConductWindow?
  public var details: [Detail]
  /// Ordinary causes that would look the same; at least one.
  public var benignCauses: [String]
  /// Whether the laboratory altered its answers to the accounts in question.
  public var responseAltered: Exhibit.ResponseAltered
  public var by: Person
  public var withdrawal: Withdrawal?

  public init(
    id: EntityID, kind: EvidenceKind, statement: String, reporter: String, exhibits: [ExhibitID],
    sources: [String] = [], window: ConductWindow? = nil, details: [Detail] = [], benignCauses: [String],
    responseAltered: Exhibit.ResponseAltered, by: Person, withdrawal: Withdrawal? = nil
  ) {
    self.id = id
    self.kind = kind
    self.statement = statement
    self.reporter = reporter
    self.exhibits = exhibits
    self.sources = sources
    self.window = window
    self.details = details
    self.benignCauses = benignCauses
    self.responseAltered = responseAltered
    self.by = by
    self.withdrawal = withdrawal
  }

  /// Everything that stands in the way of recording it. Empty: it may be recorded.
  ///
  /// - Parameter isHeld: whether a source record of that external id is held.
  public func obstacles(
    in file: CaseFile, on today: Day, isHeld: (String) throws -> Bool
  ) rethrows -> [Obstacle] {
    var found: [Obstacle] = []
    func report(_ code: ObstacleCode, _ section: String, _ message: String, _ remedy: String) {
      found.append(Obstacle(code, .policy(section), message, remedy: remedy))
    }
    if statement.saysNothing {
      report(.indicatorIncomplete, "8.2 S3", "it says nothing", "state in one sentence what was seen")
    }
    if reporter.saysNothing {
      report(.indicatorIncomplete, "8.2 S3", "nobody is named whose claim it is", "name the reporter")
    }
    if exhibits.isEmpty {
      report(
        .indicatorNoExhibit, "8.2 S3", "it rests on no exhibit", "name the exhibit that states it")
    }
    for id in exhibits where file.exhibit(id) == nil {
      report(
        .indicatorNoExhibit, "8.2 S3", "exhibit \(id) is not in the case", "put it in: casetui evidence link")
    }
    for source in sources where try !isHeld(source) {
      report(
        .indicatorNoSource, "8.2 S3", "no source record \(source) is held",
        "take the file in first: casetui import apply")
    }
    if benignCauses.allSatisfy(\.saysNothing) {
      report(
        .indicatorNoBenignCause, "8.2 S3", "no ordinary cause is named that would look the same",
        "name at least one; known of this kind: \(kind.weakness)")
    }
    if let window, window.last > today {
      report(
        .indicatorIncomplete, "8.2 S3", "\(window.last) has not come yet", "record the days it was seen")
    }
    return found
  }

  /// What whoever relies on it should know.
  public var cautions: [String] {
    let altered =
      kind == .outputSimilarity && responseAltered != .no
      ? ["whether the laboratory altered its answers is \(responseAltered == .yes ? "yes" : "not known")"]
      : []
    return [kind.weakness] + altered
  }
}
