import CaseDomain

/// A record of the GLEIF, however it was written.
///
/// A relationship of GLEIF is consolidation or management, so its holding carries the word and no share. The
/// start node is the owned one.
///
/// Source: GLEIF LEI-CDF 3.1, RR-CDF 2.1; `docs/exchange.md`, "GLEIF".
enum GLEIFRecord {
  case entity(Entity)
  case relationship(Relationship)
  case exception(Exception)

  struct Entity {
    let lei: String
    var updated: String?
    var name: String?
    var otherNames: [OtherName] = []
    var founded: String?
    var jurisdiction: String?
    /// The register it stands in, and its number there.
    var authority: String?
    var number: String?
    /// Such as `ISSUED`, of the LEI itself.
    var status: String?
    var deleted: String?
  }

  struct OtherName {
    let text: String
    /// Such as `PREVIOUS_LEGAL_NAME`.
    let type: String?
  }

  /// Codes that stand for no register.
  ///
  /// Source: GLEIF Registration Authorities List.
  static let noRegisters: Set = ["RA888888", "RA999999"]
  /// Of the registration of an LEI or a relationship that was made by mistake, or twice.
  static let voidStatuses: Set = ["ANNULLED", duplicate]
  static let duplicate = "DUPLICATE"

  struct Relationship {
    let start: String
    let end: String
    let type: String
    var updated: String?
    var status: String?
    /// Such as `PUBLISHED`, of the record itself.
    var registrationStatus: String?
    /// Those that say how long it holds: others are of accounts and documents.
    var periods: [Period] = []
    var deleted: String?

    /// The type of such a period.
    static let period = "RELATIONSHIP_PERIOD"
  }

  struct Period {
    var from: String?
    var to: String?
  }

  struct Exception {
    let lei: String
    let category: String
    var reason: String?
    /// When it was stated.
    var stated: String?
    /// When the GLEIF took it out (`Extension`, `Deletion`, `DeletedAt`), as delta files say it; so of all records.
    var deleted: String?
  }

  /// Printed after "refused: ".
  static let isNoRecord = "it has neither an `LEI` nor a `Relationship`"
  static let lacksNode = "its relationship lacks a start, an end or a type"

  /// The object, and what is wrong beside the identifiers it states.
  var taken: (object: SourceObject, warnings: [RecordWarning]) {
    switch self {
    case .entity(let entity): (entity.object, [])
    case .relationship(let relationship):
      relationship.object(Self.warnings(relationship.start, relationship.end))
    case .exception(let exception): (exception.object, Self.warnings(exception.lei))
    }
  }

  private static func warnings(_ leis: String...) -> [RecordWarning] {
    leis.compactMap { RecordWarning(ScreeningFacts.Identifier(kind: "lei", value: $0)) }
  }
}

extension GLEIFRecord.Entity {
  fileprivate var object: SourceObject {
    var found = SourceObject(source: "gleif")
    found.externalID = lei
    found.type = "lei-record"
    found.modified = deleted ?? updated
    found.isRevoked = deleted != nil || GLEIFRecord.voidStatuses.contains(status ?? "")
    var facts = StatedFacts()
    facts.schema = .organisation
    if let name { facts.names.append(ActorName(name)) }
    facts.names += otherNames.map {
      ActorName($0.text, kind: $0.type == "PREVIOUS_LEGAL_NAME" ? .formerlyKnownAs : .alsoKnownAs)
    }
    facts.dates = RegisterText.dates(founded)
    facts.countries = RegisterText.countries([jurisdiction])
    facts.identifiers = [.init(kind: "lei", value: lei)]
    if let authority, let number, !GLEIFRecord.noRegisters.contains(authority) {
      facts.identifiers.append(.init(kind: authority.lowercased(), value: number))
    }
    found.country = facts.countries.first
    found.takeNames(facts.names)
    found.facts = facts
    return found
  }
}

extension GLEIFRecord.Relationship {
  fileprivate func object(_ warnings: [RecordWarning]) -> (object: SourceObject, warnings: [RecordWarning]) {
    var found = SourceObject(source: "gleif")
    found.externalID = "\(start) \(type) \(end)"
    // The record that stays says the same of the same two: the one that goes must not take its place.
    if registrationStatus == GLEIFRecord.duplicate { found.externalID += " \(GLEIFRecord.duplicate)" }
    found.type = "lei-relationship"
    found.modified = deleted ?? updated
    let isVoid = GLEIFRecord.voidStatuses.contains(registrationStatus ?? "")
    found.isRevoked = deleted != nil || isVoid || status.map { $0 != "ACTIVE" } ?? false
    found.references = RegisterText.references([start, end], of: found.externalID)
    found.takeNames([], otherwise: type)
    // What else is revoked holds until it ended, or was revoked; this was never to be said.
    guard !isVoid else { return (found, warnings) }
    var facts = StatedFacts()
    var words = HoldingWords()
    var holding = StatedHolding(owner: end, owned: start, isDirect: isDirect, interest: type)
    let stated = periods.map { period in
      holding.from = words.day(period.from, "StartDate")
      holding.to = words.day(period.to, "EndDate")
      words.check(holding)
      return (from: holding.from, to: holding.to)
    }
    // A begin or an end that is not stated sets no limit to the whole.
    let (begins, ends) = (stated.compactMap(\.from), stated.compactMap(\.to))
    holding.from = begins.count < stated.count ? nil : begins.min { $0.first < $1.first }
    holding.to = ends.count < stated.count ? nil : ends.max { $0.last < $1.last }
    facts.holding = holding
    found.facts = facts
    return (found, warnings + words.warnings + (periods.count > 1 ? [severalPeriods] : []))
  }

  private var severalPeriods: RecordWarning {
    RecordWarning(
      reason:
        "it states \(periods.count) periods of the relationship, which count as one: from the first begin to the last end",
      remedy: "read in it whether the day that matters lies between two of them")
  }

  private var isDirect: Bool? {
    switch type {
    case "IS_DIRECTLY_CONSOLIDATED_BY": true
    case "IS_ULTIMATELY_CONSOLIDATED_BY": false
    default: nil
    }
  }
}

extension GLEIFRecord.Exception {
  fileprivate var object: SourceObject {
    var found = SourceObject(source: "gleif")
    found.externalID = "\(lei) \(category)"
    found.type = "lei-exception"
    found.modified = deleted ?? stated
    found.isRevoked = deleted != nil
    found.references = [lei]
    found.takeNames([], otherwise: reason ?? category)
    return found
  }
}
