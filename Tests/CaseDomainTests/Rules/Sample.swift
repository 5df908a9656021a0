import Testing

@testable import CaseDomain

/// An invented case that meets every condition this version checks, so that a test breaks one thing at a time.
enum Sample {
  static let profile = AuthorityProfile.introduced
  static let today = day("2027-03-01")
  static let aurora = Owner(id: OwnerID(high: 1, low: 1), name: "Aurora Foundry", isUSPerson: true)
  static let lab = ExhibitID(high: 2, low: 1)
  static let host = ExhibitID(high: 2, low: 2)
  static let registry = ExhibitID(high: 2, low: 3)

  static func day(_ text: String) -> Day { Day(text)! }

  /// Deterministic and far from SHA-256; enough to see that links are compared.
  static func toyHash(_ bytes: [UInt8]) -> [UInt8] {
    (0..<32).map { lane in bytes.reduce(UInt8(lane)) { ($0 &* 31) ^ ($1 &+ UInt8(lane)) } }
  }

  static func exhibit(
    _ id: ExhibitID, _ reference: String, _ grade: String?, origin: String?, owner: OwnerID? = nil
  ) -> Exhibit {
    let hash = ContentHash(toyHash(Array(reference.utf8)))!
    let entry = CustodyChain().next(
      .received, from: "Aurora Foundry", to: "desk 4", atMilliseconds: 1, by: "T. Reyes", sha256: hash,
      hash: toyHash)
    return Exhibit(
      id: id, reference: reference, title: reference, sha256: hash, lengthBytes: 10,
      grade: grade.flatMap { AdmiraltyGrade($0) }, origin: origin,
      ownersConfidential: Set([owner].compactMap(\.self)),
      custody: CustodyChain([entry]), integrity: .intact)
  }

  static func finding(
    _ element: Element, _ result: Finding.Result, _ exhibits: [ExhibitID] = [lab, host]
  ) -> ElementFinding {
    ElementFinding(
      element, Finding(result, exhibits: exhibits, rationale: "as exhibited", author: "T. Reyes"))
  }

  static func caseFile(at stage: SpineStage, listing: ListingStage? = nil) -> CaseFile {
    var file = CaseFile(
      id: CaseID(high: 3, low: 1), reference: "26-0001", title: "Northwind Lattice Research")
    file.stage = stage
    file.leadGrade = AdmiraltyGrade("C3")
    file.duplicateSearch = "names and references; nothing found"
    file.theory = .both
    file.subject = Subject(kind: .entity, roles: [.conducted], concernBases: [.location])
    file.conduct = [ConductWindow(first: day("2026-05-01"), last: day("2026-07-31"))!]
    file.modelVersions = ["Borealis 3"]
    file.owners = [aurora]
    file.terms = [
      TermsVersion(
        owner: aurora.id, name: "2025-01", from: day("2025-01-01"), barsTraining: true,
        restrictsLocation: true)
    ]
    file.exhibits = [
      exhibit(lab, "EX-0001", "B2", origin: "Aurora Foundry", owner: aurora.id),
      exhibit(host, "EX-0002", "C3", origin: "Halden Compute"),
      exhibit(registry, "EX-0003", "A1", origin: "company registry"),
    ]
    file.findings = Element.allCases.map { finding($0, $0.answerNeeded) }
    file.publicBasis = PublicBasis("The office states that...", exhibits: [registry])
    file.identification = Identification(.assessment, on: day("2026-12-01"))
    file.listing = listing.map { track(at: $0) }
    addProcedure(to: &file)
    return file
  }

  static func track(at stage: ListingStage) -> ListingTrack {
    var entry = Dictionary(
      uniqueKeysWithValues: ListingField.allCases.map { ($0, ListingValue("text", exhibits: [registry])) })
    entry[.conductWindow] = ListingValue("May to July 2026", exhibits: [lab])
    return ListingTrack(
      stage: stage, entry: entry,
      consents: [
        OwnerConsent(
          owner: aurora.id, covers: [.init(lab, .conductWindow)], signer: "M. Osei",
          givenOn: day("2027-01-10"))
      ], publishedOn: today, expiresOn: day("2032-03-01"))
  }
}

extension CaseFile {
  /// The codes of what stands in the way, once each refusal was read as a sentence with a source and a remedy.
  func codes(
    _ target: StageTarget, by person: Person? = nil, on day: Day = Sample.today,
    profile: AuthorityProfile = Sample.profile
  ) -> [ObstacleCode] {
    let person = person ?? Sample.actor(target, self)
    return decide(advanceTo: target, on: day, by: person, profile: profile).obstacles.readAsSentences()
  }

  mutating func set(
    _ element: Element, _ result: Finding.Result?, _ exhibits: [ExhibitID] = [Sample.lab, Sample.host]
  ) {
    findings.removeAll { $0.element == element }
    if let result { findings.append(Sample.finding(element, result, exhibits)) }
  }

  mutating func change(_ id: ExhibitID, _ edit: (inout Exhibit) -> Void) {
    for index in exhibits.indices where exhibits[index].id == id { edit(&exhibits[index]) }
  }
}

extension ElementFinding {
  /// The same, about one model version.
  func about(_ model: String) -> ElementFinding { ElementFinding(element, finding, model: model) }
}

extension CaseFile {
  /// Findings for models apart, and one for all where `all` says so.
  mutating func findApart(
    _ element: Element, _ results: [String: Finding.Result], all: Finding.Result? = nil
  ) {
    set(element, all)
    findings += results.sorted { $0.key < $1.key }.map { Sample.finding(element, $0.value).about($0.key) }
  }
}

extension [Obstacle] {
  /// What a lawyer asks of a refusal: what is wrong, by which section, what to do; no full stop, no blank.
  func readAsSentences() -> [ObstacleCode] {
    for one in self {
      #expect(!one.message.isEmpty && !one.remedy.isEmpty && !one.section.isEmpty, "\(one)")
      #expect(!one.message.hasSuffix(".") && !one.remedy.hasSuffix("."), "\(one)")
      #expect(!one.message.contains("  ") && !one.message.contains("Optional("), "\(one)")
    }
    return map(\.code)
  }
}

/// One row of a table: a change to the sample, and exactly the obstacles it must bring.
struct Row: Sendable, CustomTestStringConvertible {
  let why: String
  let codes: [ObstacleCode]
  let change: @Sendable (inout CaseFile) -> Void

  init(_ why: String, _ codes: [ObstacleCode] = [], _ change: @escaping @Sendable (inout CaseFile) -> Void) {
    self.why = why
    self.codes = codes
    self.change = change
  }

  var testDescription: String { why }
}
