/// Something told to somebody outside, with what allowed it and what was held back.
///
/// Source: NSTM-4, first measure; agency policy §8.9.
public struct Disclosure: Hashable, Sendable {
  public var id: EntityID
  public var recipient: String
  public var marking: HandlingMark
  public var authority: String
  /// What the equity check came to.
  public var equities: String
  public var exhibits: [ExhibitID]
  public var withheld: [FrozenRecord.Withheld]
  public var by: Person
  public var on: Day

  public init(
    id: EntityID, recipient: String, marking: HandlingMark, authority: String, equities: String,
    exhibits: [ExhibitID], withheld: [FrozenRecord.Withheld] = [], by: Person, on: Day
  ) {
    self.id = id
    self.recipient = recipient
    self.marking = marking
    self.authority = authority
    self.equities = equities
    self.exhibits = exhibits
    self.withheld = withheld
    self.by = by
    self.on = on
  }

  /// What stands against it: nothing goes out under a milder mark than what is in it, or without its owner.
  public func obstacles(in file: CaseFile) -> [Obstacle] {
    var found: [Obstacle] = []
    if recipient.saysNothing || authority.saysNothing || equities.saysNothing {
      found.append(
        Obstacle(
          .disclosureIncomplete, .policy("8.9"),
          "recipient, authority and what the equity check came to must all be named",
          remedy: "name them: --to, --authority, --equities"))
    }
    for id in exhibits {
      guard let exhibit = file.exhibit(id) else {
        found.append(
          Obstacle(
            .entryExhibitMissing, .policy("8.9"), "exhibit \(id) is not in the case",
            remedy: "take it in first"))
        continue
      }
      if exhibit.mark.joined(with: marking) != marking {
        found.append(
          Obstacle(
            .disclosureMarking, .policy("8.8"),
            "\(exhibit.reference) is marked \(exhibit.mark), and the disclosure only \(marking)",
            remedy: "raise the marking, or withhold the exhibit"))
      }
      if !exhibit.ownersConfidential.isEmpty {
        let owners = file.ownerNames.words(exhibit.ownersConfidential) { _ in "an owner" }
        found.append(
          Obstacle(
            .disclosureConfidential, .bill("4(g)(2)"),
            "\(exhibit.reference) was given in confidence by \(owners.joined(separator: " and "))",
            remedy: "withhold it: --withhold \(exhibit.reference) --why TEXT"))
      }
    }
    return found
  }
}

extension Disclosure {
  /// What its source took back in an exhibit that does not go out is not told: whoever is told could not know.
  ///
  /// - Parameters:
  ///   - examples: some of the ids of what was taken back.
  ///   - count: how many there are.
  ///   - exhibits: the references of those that state it, and would go out.
  ///   - later: of those that take it back; empty when their file is no exhibit here.
  public static func obstacle(
    revoked examples: [String], of count: Int, statedIn exhibits: [String], revokedIn later: [String],
    case reference: String
  ) -> Obstacle {
    let more = count > examples.count ? " and \(count - examples.count) more" : ""
    let stated = exhibits.isEmpty ? "the exhibits of the case" : exhibits.joined(separator: " and ")
    let sayer = later.isEmpty ? "a file that is no exhibit here" : later.joined(separator: " and ")
    let links = later.map { "casetui evidence link \($0) --case \(reference)" }.joined(separator: "; ")
    return Obstacle(
      .disclosureRevoked, .policy("8.9"),
      "\(sayer), not among what goes out, revokes or deletes what is stated in \(stated): "
        + examples.joined(separator: ", ") + more,
      remedy: (links.isEmpty ? "" : "let that go out, too (\(links)), or ") + "withhold \(stated)")
  }
}
