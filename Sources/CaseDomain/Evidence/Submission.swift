/// What an owner gave the office of its own will, through which channel and on which terms.
///
/// Source: H.R. 8283 (IH) §4(f): owners may share voluntarily, quickly and confidentially; §4(c).
public struct Submission: Hashable, Sendable {
  /// What the owner allows, in the owner's words. Nothing is allowed beyond them.
  public struct Terms: Hashable, Sendable {
    /// What may be used for what.
    public var use: String
    /// With whom it may be shared, and with whom not.
    public var sharing: String
    /// The owner asks that it be kept in confidence.
    public var isConfidential: Bool

    public init(use: String, sharing: String, isConfidential: Bool) {
      self.use = use
      self.sharing = sharing
      self.isConfidential = isConfidential
    }
  }

  public var id: EntityID
  public var owner: OwnerID
  public var receivedOn: Day
  /// Who handed it over for the owner.
  public var givenBy: String
  /// How it came, such as `upload to the desk's intake address`.
  public var channel: String
  /// Given without being compelled: what was compelled came by another road than §4(f).
  public var isVoluntary: Bool
  public var terms: Terms
  public var exhibits: [ExhibitID]
  /// Who recorded it.
  public var by: Person

  public init(
    id: EntityID, owner: OwnerID, receivedOn: Day, givenBy: String, channel: String, isVoluntary: Bool,
    terms: Terms, exhibits: [ExhibitID], by: Person
  ) {
    self.id = id
    self.owner = owner
    self.receivedOn = receivedOn
    self.givenBy = givenBy
    self.channel = channel
    self.isVoluntary = isVoluntary
    self.terms = terms
    self.exhibits = exhibits
    self.by = by
  }

  /// Everything that stands in the way of recording it. Empty: it may be recorded.
  ///
  /// - Parameters:
  ///   - held: by exhibit, every owner who is on record as having given this very exhibit in confidence. The same bytes
  ///     may be another's as an exhibit of their own.
  ///   - today: nothing is received later.
  public func obstacles(
    in file: CaseFile, held: [ExhibitID: Set<OwnerID>] = [:], on today: Day
  ) -> [Obstacle] {
    var found: [Obstacle] = []
    func report(_ code: ObstacleCode, _ citation: Citation, _ message: String, _ remedy: String) {
      found.append(Obstacle(code, citation, message, remedy: remedy))
    }
    if file.owner(owner) == nil {
      report(
        .submissionOwner, .bill("4(f)"), "the case names no such owner",
        "name the owner first: casetui case set \(file.reference) --owner NAME")
    }
    if !isVoluntary {
      report(
        .submissionNotVoluntary, .bill("4(f)"), "it is not said that the owner gave it voluntarily",
        "confirm it, or take what was compelled in as evidence: casetui evidence add")
    }
    let missing = [
      ("who gave it", givenBy), ("the channel", channel), ("what it may be used for", terms.use),
      ("with whom it may be shared", terms.sharing),
    ].filter { $0.1.saysNothing }.map(\.0)
    if !missing.isEmpty {
      report(
        .submissionIncomplete, .policy("8.10"), "not recorded: \(missing.joined(separator: ", "))",
        "record them in the owner's words")
    }
    if receivedOn > today {
      report(
        .submissionIncomplete, .policy("8.10"), "\(receivedOn) has not come yet",
        "record the day it was received")
    }
    if exhibits.isEmpty {
      report(
        .submissionIncomplete, .policy("8.10"), "it brought no exhibit",
        "take in what came, or a note of what was said, and name it")
    }
    for id in exhibits {
      guard let exhibit = file.exhibit(id) else {
        report(
          .entryExhibitMissing, .policy("8.10"), "exhibit \(id) is not in the case",
          "put it in: casetui evidence link")
        continue
      }
      let others = (held[id] ?? []).subtracting(file.ownerNames.identifiers(of: owner))
      if terms.isConfidential, !others.isEmpty {
        report(
          .submissionHeldForAnother, .policy("8.10"),
          "\(exhibit.reference) is held in confidence for another owner",
          "take the file in again as an exhibit of its own")
      }
    }
    return found
  }
}
