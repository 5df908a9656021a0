import CaseDomain

/// One statement, in the form of 0.4 or the older one.
struct BODSStatement {
  private let statement: JSONValue
  private let details: JSONValue
  /// 0.1 to 0.3: everything stands in the statement itself, and ids are those of statements.
  let isOld: Bool
  /// The id of the record, so that its later statements are versions of it; without one, of the statement.
  let id: String?
  private let type: String?
  private(set) var warnings: [RecordWarning] = []
  private(set) var object: SourceObject?

  init(_ statement: JSONValue) {
    self.statement = statement
    isOld = statement["recordType"] == nil && statement["statementType"] != nil
    details = isOld ? statement : statement["recordDetails"] ?? .null
    let ids = isOld ? ["statementID"] : ["recordId", "statementId"]
    id = ids.compactMap { RegisterText.filled(statement[$0]) }.first
    type = Self.type(statement, isOld: isOld)
    guard let id, let type else { return }
    object = describe(id, type)
    if isOld { return }
    let validator = BODSValidator.defects(of: statement)
    warnings += validator.defects.map { RecordWarning(reason: $0.text) }
    if validator.unlisted > 0 { warnings.append("\(validator.unlisted) more such defects are not listed") }
  }

  /// Why nothing can be made of it.
  var obstacle: String {
    if id == nil { return "it has neither a `statementId` nor a `recordId`" }
    return "it has no `recordType`"
  }

  private static func type(_ statement: JSONValue, isOld: Bool) -> String? {
    guard isOld else {
      return statement["recordType"]?.text.flatMap { STIXIdentifier.isType($0) ? $0 : nil }
    }
    switch statement["statementType"]?.text {
    case "entityStatement": return "entity"
    case "personStatement": return "person"
    case "ownershipOrControlStatement": return "relationship"
    default: return nil
    }
  }

  private mutating func describe(_ id: String, _ type: String) -> SourceObject {
    var found = SourceObject(source: "bods")
    found.externalID = id
    found.type = type
    found.specVersion = statement["publicationDetails"]?["bodsVersion"]?.text ?? ""
    found.modified = statement["statementDate"]?.text
    found.isRevoked = isClosed
    var facts = StatedFacts()
    switch type {
    case "entity": describeEntity(&facts)
    case "person": describePerson(&facts)
    case "relationship":
      facts.holding = holding()
      warnOfReplaced()
    default: break
    }
    found.country = facts.countries.first
    found.takeNames(facts.names, otherwise: facts.holding?.interest)
    found.facts = facts.saysNothing ? nil : facts
    found.references = references(of: id)
    return found
  }

  private var isClosed: Bool { statement["recordStatus"]?.text == "closed" }

  // MARK: Parties

  private mutating func describeEntity(_ facts: inout StatedFacts) {
    facts.schema = .organisation
    facts.addName(RegisterText.filled(details["name"]))
    for name in details["alternateNames"]?.elements ?? [] {
      facts.addName(RegisterText.filled(name), kind: .alsoKnownAs)
    }
    facts.dates = RegisterText.dates(details["foundingDate"])
    let place = details["jurisdiction"] ?? details["incorporatedInJurisdiction"]
    facts.countries = RegisterText.countries([place?["code"] ?? place?["name"]])
    takeIdentifiers(&facts)
  }

  private mutating func describePerson(_ facts: inout StatedFacts) {
    facts.schema = .person
    var hasPrimary = false
    for name in details["names"]?.elements ?? [] {
      let parts = ["givenName", "patronymicName", "familyName"].compactMap { RegisterText.filled(name[$0]) }
      let full = RegisterText.filled(name["fullName"]) ?? parts.joined(separator: " ")
      if full.saysNothing { continue }
      let isFormer = ["former", "birth"].contains(name["type"]?.text ?? "")
      let kind = isFormer ? ActorName.Kind.formerlyKnownAs : hasPrimary ? .alsoKnownAs : .primary
      hasPrimary = hasPrimary || !isFormer
      facts.names.append(ActorName(full, kind: kind))
    }
    if let first = facts.names.firstIndex(where: { $0.kind == .primary }), first > 0 {
      facts.names.insert(facts.names.remove(at: first), at: 0)
    }
    facts.dates = RegisterText.dates(details["birthDate"])
    facts.countries = RegisterText.countries(
      (details["nationalities"]?.elements ?? []).map { $0["code"] ?? $0["name"] })
    takeIdentifiers(&facts)
  }

  private mutating func takeIdentifiers(_ facts: inout StatedFacts) {
    for entry in details["identifiers"]?.elements ?? [] {
      guard let value = RegisterText.filled(entry["id"]) else { continue }
      let scheme = RegisterText.filled(entry["scheme"])
      guard let word = scheme ?? RegisterText.filled(entry["schemeName"]) else { continue }
      let kind = RegisterIdentifier.kind(scheme: word, value)
      facts.addIdentifier(kind, value)
    }
  }

  // MARK: Relationships

  private func party(_ name: String) -> String? {
    guard let value = details[name] else { return nil }
    let old = ["describedByEntityStatement", "describedByPersonStatement"].map { value[$0] }
    return ([value] + old).compactMap { RegisterText.filled($0) }.first
  }

  private func references(of id: String) -> [String] {
    let components = isOld ? details["componentStatementIDs"] : details["componentRecords"]
    let named = [
      RegisterText.filled(statement["declarationSubject"]), party("subject"), party("interestedParty"),
    ]
    let replaced = statement["replacesStatements"]?.texts ?? []
    return RegisterText.references(named.compactMap { $0 } + (components?.texts ?? []) + replaced, of: id)
  }

  private mutating func holding() -> StatedHolding? {
    guard let owner = party("interestedParty"), let owned = party("subject") else { return nil }
    var words = HoldingWords()
    let interests = (details["interests"]?.elements ?? []).map { BODSInterest($0, &words) }
    var holding = StatedHolding(owner: owner, owned: owned)
    let shareholdings = interests.filter { $0.isShareholding || $0.isUntold }
    if shareholdings.count > 1 {
      for one in shareholdings {
        var single = StatedHolding(owner: owner, owned: owned)
        one.fill(&single)
        words.check(single)
      }
      SeveralShareholdings(shareholdings).fill(&holding)
      let untold = shareholdings.filter(\.isUntold)
      warnings.append(Self.warning(of: shareholdings.count, isUntold: !untold.isEmpty, holding))
      if let begin = holding.from, untold.contains(where: { $0.mayHold(before: begin) }) {
        warnings.append(Self.warning(of: begin))
      }
    } else {
      let greatest = interests.max { $0.rank.lexicographicallyPrecedes($1.rank) }
      greatest?.fill(&holding)
      if let greatest, greatest.isUntold, greatest.share != nil { warnings.append(Self.warning(of: holding)) }
      words.check(holding)
    }
    if isClosed, holding.to == nil { holding.to = words.day(statement["statementDate"], "statementDate") }
    warnings += words.warnings
    return holding
  }

  private static func share(_ holding: StatedHolding) -> String {
    func text(_ ppm: Int?) -> String { ppm.map { Stake.shortText(ppm: $0) } ?? "?" }
    return "\(text(holding.leastPPM)) to \(text(holding.mostPPM))"
  }

  /// Of a share that may be one of ownership.
  private static func warning(of holding: StatedHolding) -> RecordWarning {
    let word = holding.interest.isEmpty ? "" : " (\(holding.interest))"
    return RecordWarning(
      reason: "it does not say what is held\(word), so its share counts as one of \(share(holding))",
      remedy: "ask the source what is held; where the answer turns on it, it cannot be told")
  }

  /// - Parameter isUntold: of one of them it is not said that it is a shareholding.
  private static func warning(of count: Int, isUntold: Bool, _ holding: StatedHolding) -> RecordWarning {
    RecordWarning(
      reason: "it states \(count) shareholdings\(isUntold ? ", or what may be some," : "") of one party, "
        + "which count as one of \(share(holding))",
      remedy: "read in it what holds on the day that matters; where the answer turns on it, it cannot be told"
    )
  }

  /// Of what is not told and may have been held before a holding begins.
  private static func warning(of begin: StatedDay) -> RecordWarning {
    RecordWarning(
      reason:
        "it does not say what was held before its shareholdings, of half or more, began (\(begin.words)), "
        + "and this does not count on the days before",
      remedy: "for such a day read in it what may have been held, and ask the source")
  }

  /// Of 0.1 to 0.3, where a later statement has an id of its own: no statement is known by what replaces it.
  private mutating func warnOfReplaced() {
    let replaced = statement["replacesStatements"]?.texts ?? []
    guard isOld, !replaced.isEmpty else { return }
    let named = replaced.prefix(3).map { RowDefect.quote($0) }.joined(separator: ", ")
    let more = replaced.count > 3 ? " and \(replaced.count - 3) more" : ""
    warnings.append(
      RecordWarning(
        reason: "it replaces \(named)\(more), which still count beside it where they are held",
        remedy: "leave the replaced statements out of an answer with --without"))
  }
}

/// Shareholdings of one relationship, as one: a relationship is one holding here. It lasts as long as any of them, and
/// its share lies between the least and the most that they come to on a day of that time.
private struct SeveralShareholdings {
  private let all: [BODSInterest]
  private let steps: [Step]

  /// What they come to from a day on, until one of them begins or ends: the greatest that surely holds, as two of them may
  /// be one, stated twice; and their sum.
  private struct Step {
    let day: Int
    let least: Int
    let most: Int
  }

  /// Beginnings and ends on more days than these are no account of a holding, and would be reckoned each with all.
  private static let mostDays = 1_000

  init(_ all: [BODSInterest]) {
    // What holds on no day says nothing of the others' days.
    let lasting = all.filter { $0.start < $0.end }
    self.all = lasting.isEmpty ? all : lasting
    steps = Self.steps(of: self.all.map(\.span))
  }

  /// - Returns: nothing where there are too many days: then none of it is sure, and all of it possible.
  private static func steps(of spans: [BODSInterest.Span]) -> [Step] {
    let days = Set(spans.flatMap { [$0.start, $0.sureStart, $0.sureEnd, $0.end] })
    guard days.count <= mostDays else { return [] }
    // What is held through others comes on top of what is held directly, or does not count (`docs/ownership.md` §9).
    let direct = spans.filter { !$0.isIndirect }
    let counted = direct.isEmpty ? spans : direct
    return days.map { day in
      let least = counted.reduce(0) { $1.sureStart <= day && day < $1.sureEnd ? max($0, $1.least) : $0 }
      let sum = spans.reduce(0) { $1.start <= day && day < $1.end ? $0 + $1.most : $0 }
      return Step(day: day, least: least, most: min(1_000_000, sum))
    }
  }

  func fill(_ holding: inout StatedHolding) {
    // What is not told only may add to shareholdings. One that goes on when the last of them has ended counts longer,
    // and one that began before the first of them earlier: else nobody would hold anything on those days. Then nothing
    // is sure, so that a majority which is sure is not given away for an earlier begin.
    let shareholdings = all.filter(\.isShareholding)
    let told = shareholdings.isEmpty ? all : shareholdings
    guard let firstTold = told.min(by: { $0.start < $1.start }),
      let lastTold = told.max(by: { $0.end < $1.end })
    else { return }
    let last = all.filter { $0.end > lastTold.end }.max { $0.end < $1.end } ?? lastTold
    let earlier = all.filter { $0.start < firstTold.start && $0.most > 0 }.min { $0.start < $1.start }
    var first = firstTold
    if let earlier, least(from: earlier, to: last) >= Self.half || least(from: first, to: last) < Self.half {
      first = earlier
    }
    firstTold.fill(&holding)
    holding.from = first.from
    holding.to = last.to
    let ways = Set(all.map(\.isDirect))
    holding.isDirect = ways.count == 1 ? all[0].isDirect : nil
    holding.leastPPM = least(from: first, to: last)
    let (start, end) = (first.start, last.end)
    holding.mostPPM = steps.filter { start <= $0.day && $0.day < end }.map(\.most).max() ?? 1_000_000
    holding.isShareUnreadable = false
  }

  private static let half = 500_000

  /// The least of all days from the sure begin of one to the sure end of another.
  private func least(from first: BODSInterest, to last: BODSInterest) -> Int {
    let (start, end) = (first.sureStart, last.sureEnd)
    return steps.filter { start <= $0.day && $0.day < end }.map(\.least).min() ?? 0
  }
}

/// One interest of a relationship.
private struct BODSInterest {
  /// The word of the source; empty without one.
  let interestWord: String
  let share: (least: Int, most: Int)?
  private let isShareUnreadable: Bool
  let from: StatedDay?
  let to: StatedDay?
  /// `nil` when it does not say.
  let isDirect: Bool?

  init(_ interest: JSONValue, _ words: inout HoldingWords) {
    interestWord = interest["type"]?.text ?? ""
    from = words.day(interest["startDate"], "startDate")
    to = words.day(interest["endDate"], "endDate")
    share = interest["share"].flatMap(Self.range)
    isShareUnreadable =
      (interestWord == "shareholding" || Self.untold.contains(interestWord)) && share == nil
      && interest["share"].map(Self.saysANumber) ?? false
    switch interest["directOrIndirect"]?.text ?? interest["interestLevel"]?.text {
    case "direct": isDirect = true
    case "indirect": isDirect = false
    default: isDirect = nil
    }
    if isShareUnreadable, let stated = interest["share"] { words.share(Self.text(stated), nil) }
  }

  /// Words for an interest that is not told: it may be a shareholding.
  private static let untold: Set = ["", "unknownInterest", "unpublishedInterest"]

  var isShareholding: Bool { interestWord == "shareholding" }
  var isUntold: Bool { Self.untold.contains(interestWord) }

  /// Of ownership, in parts per million: none that is sure where it is not told what is held.
  var least: Int { isUntold ? 0 : share?.least ?? 0 }

  /// In parts per million: all where no share is stated.
  var most: Int { share?.most ?? 1_000_000 }

  // Numbers of days (`Day.number`): it may hold from `start` on and before `end`, and holds for sure on those between
  // `sureStart` and `sureEnd`.
  var start: Int { from?.first.number ?? .min }
  var sureStart: Int { from?.last.number ?? .min }
  var sureEnd: Int { to?.first.number ?? .max }
  var end: Int { to.map { $0.isExact ? $0.first.number : $0.last.number + 1 } ?? .max }

  func mayHold(before begin: StatedDay) -> Bool { start < min(end, begin.first.number) && most > 0 }

  /// What of it is reckoned with on each day.
  struct Span {
    let start: Int
    let sureStart: Int
    let sureEnd: Int
    let end: Int
    let least: Int
    let most: Int
    let isIndirect: Bool
  }

  var span: Span {
    Span(
      start: start, sureStart: sureStart, sureEnd: sureEnd, end: end, least: least, most: most,
      isIndirect: isDirect == false)
  }

  /// The greatest stands for the relationship: ownership before what is not told, and that before control; what has a
  /// number, what is still in force, what began last.
  var rank: [Int] {
    [
      isShareholding ? 2 : isUntold ? 1 : 0, share == nil ? 0 : 1, to == nil ? 1 : 0,
      from?.first.number ?? .min,
    ]
  }

  /// Votes and other rights are control, not ownership, so their numbers stay in the bytes.
  func fill(_ holding: inout StatedHolding) {
    holding.interest = interestWord
    if isShareholding || isUntold {
      holding.leastPPM = share.map { _ in least }
      holding.mostPPM = share?.most
      holding.isShareUnreadable = isShareUnreadable
    }
    holding.from = from
    holding.to = to
    holding.isDirect = isDirect
  }

  private static let numbers = ["exact", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"]

  private static func saysANumber(_ share: JSONValue) -> Bool {
    numbers.contains { name in
      switch share[name] {
      case .number?, .string?: true
      default: false
      }
    }
  }

  /// `exact 150`, `minimum 60, maximum 40`.
  private static func text(_ share: JSONValue) -> String {
    numbers.compactMap { name in share[name]?.scalar.map { "\(name) \($0)" } }.joined(separator: ", ")
  }

  /// The open end of a range is its closed one here: half a ppm decides nothing. A share finer than a part per million
  /// lies between two of them.
  private static func range(_ share: JSONValue) -> (least: Int, most: Int)? {
    // In 0.1 to 0.3 `exclusiveMinimum` is a word of truth, not a number.
    func number(_ name: String) -> PercentNumber? {
      guard case .number(let digits)? = share[name] else { return nil }
      return PercentNumber(digits)
    }
    if let exact = number("exact") { return (exact.down, exact.up) }
    let least = number("minimum") ?? number("exclusiveMinimum")
    let most = number("maximum") ?? number("exclusiveMaximum")
    guard least != nil || most != nil else { return nil }
    let range = (least: least?.down ?? 0, most: most?.up ?? 1_000_000)
    return range.least <= range.most ? range : nil
  }
}
