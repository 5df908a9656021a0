import CaseDomain
import Foundation

/// Two or more values that offices gave apart, side by side.
public struct ConflictRow: Hashable, Sendable {
  public struct Side: Hashable, Sendable {
    public let value: CBOR
    /// In words, for people; a judgement of a pair is its verdict and its reason. Of values that read alike also all that
    /// they hold.
    public fileprivate(set) var text: String
    /// Why it was said.
    public let reason: String?
    /// Who said it first, as `user` and the time are.
    public let office: String
    public let user: String
    public let saidAtMilliseconds: UInt64
    /// This office says it, alone or as others do.
    public fileprivate(set) var isOurs: Bool
    /// The other offices that say it, in the order in which they did; that of `office` among them when it is another.
    public fileprivate(set) var others: [String]
    public fileprivate(set) var dots: [Dot]

    /// Those of `others` that said it after `office`.
    public var later: [String] { others.filter { $0 != office } }
  }

  /// Eight hexadecimal digits that name the target.
  public let id: String
  public let target: Target
  public let caseID: CaseID?
  public let caseReference: String?
  /// The number of what it is about that has one besides: an exhibit, an actor, an import, a practice.
  public let record: String?
  public let field: String
  /// Of a judgement of a pair, both by name and reference, each at most `longestName` characters; else empty.
  public let about: [String]
  /// Blocks outward moves until it is settled.
  public let isHard: Bool
  /// The value they all replaced, or those, where they settled one conflict apart; `nil` when there was none or it is not
  /// held.
  public let base: String?
  public let sides: [Side]

  /// The numbers of the case and of the record that it is about; `nil` when it is about neither, such as a judgement.
  public var place: String? {
    let numbers = [caseReference, record].compactMap(\.self)
    return numbers.isEmpty ? nil : numbers.joined(separator: " ")
  }

  /// Characters of a name in `about`. Its sender chose it: it shall not hide what is to be settled.
  public static let longestName = 120
}

extension Target {
  /// How people name a conflict.
  public var conflictID: String {
    let bytes = entity.bytes + withUnsafeBytes(of: field.bigEndian, Array.init)
    return Hex.encode(Digest256.sha256(bytes).bytes.prefix(4))
  }
}

extension StoreReader {
  public func conflictCount() throws -> Int { try count("conflict") }

  public func conflicts() throws -> [ConflictRow] {
    let select = try sql(
      "SELECT entity, field, caseID, hard FROM conflict ORDER BY hard DESC, caseID, field, entity")
    var found: [(Target, CaseID?, Bool)] = []
    while try select.step() {
      found.append(
        (
          Target(entity: try select.id(0), field: select.uint(1)),
          select.isNull(2) ? nil : try select.id(2), select.int(3) != 0
        ))
    }
    return try found.map { try conflict($0, caseID: $1, isHard: $2) }
  }

  private func conflict(_ target: Target, caseID: CaseID?, isHard: Bool) throws -> ConflictRow {
    let values = try projection.contending(target).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
    var sides: [ConflictRow.Side] = []
    var bases: [Set<Dot>] = []
    for value in values {
      let body = try body(of: value.dot)
      bases.append(Set(body?.supersedes ?? []))
      let isOurs = try feeds.existing(value.dot.feed).map { try replica(of: $0) } == store.identity.replica
      let office = try officeName(of: value.dot.feed)
      if let same = sides.firstIndex(where: { $0.value == value.value }) {
        sides[same].isOurs = sides[same].isOurs || isOurs
        if !isOurs, !sides[same].others.contains(office) { sides[same].others.append(office) }
        sides[same].dots.append(value.dot)
        continue
      }
      sides.append(
        ConflictRow.Side(
          value: value.value, text: try inConflict(value.value, body, target), reason: body?.basis,
          office: office, user: body?.author.user ?? "",
          saidAtMilliseconds: body?.saidAtMilliseconds ?? value.hlc.milliseconds, isOurs: isOurs,
          others: isOurs ? [] : [office], dots: [value.dot]))
    }
    let texts = Dictionary(sides.map { ($0.text, 1) }, uniquingKeysWith: +)
    for index in sides.indices where texts[sides[index].text, default: 1] > 1 {
      sides[index].text += "; in full: \(sides[index].value.legible)"
    }
    let common = bases.dropFirst().reduce(bases.first ?? []) { $0.intersection($1) }
    var replaced: [String] = []
    for dot in common.sorted() {
      let body = try body(of: dot)
      guard let text = try body?.value.map({ try inConflict($0, body, target) }) else { continue }
      if !replaced.contains(where: { $0.utf8.elementsEqual(text.utf8) }) { replaced.append(text) }
    }
    return ConflictRow(
      id: target.conflictID, target: target, caseID: caseID,
      caseReference: try caseID.map { try caseRow($0).reference },
      record: try number(of: target.entity),
      field: try label(target), about: try values.first.map { try about($0.value, target) } ?? [],
      isHard: isHard,
      base: replaced.isEmpty
        ? nil : replaced.joined(separator: " | ") + (replaced.count > 1 ? " (said apart)" : ""),
      sides: sides)
  }

  /// Of a record that is in no case; what is in one is told by its case and its field.
  private func number(of entity: EntityID) throws -> String? {
    switch try recordType(of: entity) {
    case .exhibit, .actor, .importRun, .practice: try reference(of: entity)
    default: nil
    }
  }

  private func inConflict(_ value: CBOR, _ body: OperationBody?, _ target: Target) throws -> String {
    guard target.field == Field.pairJudgement.rawValue, let pair = PairJudgement(value) else {
      return try describe(value, Field(rawValue: target.field))
    }
    return pair.verdict.rawValue + (body?.basis.map { "; because: \($0)" } ?? "")
  }

  private func about(_ value: CBOR, _ target: Target) throws -> [String] {
    guard target.field == Field.pairJudgement.rawValue, let pair = PairJudgement(value) else { return [] }
    return try [pair.first, pair.second].map { bearer in
      let reference = try reference(of: bearer)
      guard let name = try caption(of: bearer)?.display else { return reference }
      let cut = name.unicodeScalars.prefix(ConflictRow.longestName)
      let isWhole = cut.endIndex == name.unicodeScalars.endIndex
      return "\(String(String.UnicodeScalarView(cut)))\(isWhole ? "" : "…") (\(reference))"
    }
  }

  private func replica(of feed: Int64) throws -> ReplicaID {
    let select = try sql("SELECT replica FROM feed WHERE feed = ?1")
    select.bind(1, feed)
    defer { select.reset() }
    _ = try select.step()
    return try select.id(0)
  }

  /// `title`, `finding on M1`, `list entry statementOfReasons`.
  private func label(_ target: Target) throws -> String {
    guard let field = Field(rawValue: target.field) else { return "field \(target.field)" }
    let detail: String? =
      switch field {
      case .finding:
        try projection.live(target).first.flatMap { live in
          live.value[1]?.textValue.map { element in
            "on \(element)" + (live.value[5]?.textValue.map { " for \($0)" } ?? "")
          }
        }
      case .supportWeight:
        try projection.live(target).first.flatMap { SupportWeight($0.value, author: "") }.map {
          "\(try reference(of: $0.exhibit.cast())) for \($0.element.rawValue)"
        }
      case .listingEntry: try projection.live(target).first?.value[1]?.textValue
      case .claim, .hypothesis, .contest, .hold, .petition: try reference(of: target.entity)
      default: nil
      }
    return detail.map { "\(field.name) \($0)" } ?? field.name
  }

  /// A value in words.
  public func describe(_ value: CBOR, _ field: Field?) throws -> String {
    switch field {
    case .stage: return StageEvent(value).map { "\($0.from) -> \($0.to)" } ?? value.legible
    case .finding:
      guard let finding = ElementFinding(value, author: "") else { return value.legible }
      let exhibits = try finding.finding.exhibits.map { try reference(of: $0.cast()) }
      return
        "\(finding.finding.result.rawValue) on \(exhibits.isEmpty ? "no exhibit" : exhibits.joined(separator: ", "))"
        + (finding.finding.rationale.isEmpty ? "" : ": \(finding.finding.rationale)")
    case .supportWeight:
      guard let weight = SupportWeight(value, author: "") else { return value.legible }
      let exhibit = try reference(of: weight.exhibit.cast())
      return "\(weight.words) of \(weight.element.rawValue) in \(exhibit): \(weight.rationale)"
    case .exhibits: return try ExhibitID(value).map { try reference(of: $0.cast()) } ?? value.legible
    case .listingEntry:
      guard let text = value[2]?.textValue else { return value.legible }
      return try text + cited(value[3])
    case .publicBasis:
      guard let basis = PublicBasis(value) else { return value.legible }
      return try basis.statement + cited(value[2])
    case .grade: return value[1]?.textValue ?? value.legible
    case .created: return Creation(value)?.reference ?? value.legible
    case .names: return ActorName(value)?.display ?? value.legible
    case .file: return FileFacts(value).map { "\($0.name) (\($0.bytes) bytes)" } ?? value.legible
    case .sourceRecord: return value[2]?.textValue ?? value.legible
    case .custody:
      return CustodyEntry.read(value).map { "\($0.entry.action.rawValue) by \($0.entry.by)" } ?? value.legible
    case .enrolment:
      return value[1]?.bytesValue.flatMap { try? FeedDescriptor(encoded: $0) }?.officeName ?? value.legible
    case .subject: return try Subject(value).map(describe) ?? value.legible
    case .identification:
      return Identification(value).map { "\($0.source.rawValue) on \($0.on)" } ?? value.legible
    case .conduct: return ConductWindow(value).map { "\($0.first) to \($0.last)" } ?? value.legible
    case .owners:
      return Owner(value).map { owner in
        owner.name + (owner.isUSPerson.map { $0 ? ", a US person" : ", not a US person" } ?? "")
      } ?? value.legible
    case .terms:
      return TermsVersion(value).map { "\($0.name), \($0.from) to \($0.to?.iso ?? "now")" } ?? value.legible
    case .parties:
      guard let party = Party(value) else { return value.legible }
      return "\(try actor(party.actor).displayName) as \(party.role)"
    case .judgements:
      return Judgement(value).map { "\($0.verdict.rawValue) as \($0.externalID)" } ?? value.legible
    case .pairJudgement:
      guard let pair = PairJudgement(value) else { return value.legible }
      let ends = try [pair.first, pair.second].map { bearer in
        let name = try caption(of: bearer).map { " \($0.display)" } ?? ""
        return try reference(of: bearer) + name
      }
      return "\(ends[0]) and \(ends[1]): \(pair.verdict.rawValue)"
    case .claim:
      guard let claim = Claim(value, id: ClaimID(high: 0, low: 0), author: "") else { return value.legible }
      let confidence = claim.confidence.map { "\($0.level.rawValue) confidence" }
      let weighed = [claim.likelihood?.description, confidence].compactMap(\.self).joined(separator: ", ")
      let words = "\(claim.layer.rawValue): \(claim.text)" + (weighed.isEmpty ? "" : " (\(weighed))")
      return try words + cited(value[8])
    case .contest:
      guard let contest = Contest(value, id: ContestID(high: 0, low: 0), author: "") else {
        return value.legible
      }
      let by = contest.statedBy.map { " by \($0)" } ?? ""
      let disposition = contest.disposition.map { "; \($0.outcome.rawValue): \($0.reason)" } ?? ""
      let words = "\(contest.kind.rawValue)\(by): \(contest.text); weight \(contest.weight.rawValue)"
      return try words + disposition + cited(value[4])
    case .petition:
      guard
        let petition = Petition(value, id: EntityID(high: 0, low: 0), decision: nil, decidedBy: nil)
      else { return value.legible }
      return "\(petition.petitioner) on \(petition.track.rawValue), received \(petition.receivedOn)"
        + "; \(petition.ground.rawValue): \(petition.reasons)"
    case .registration, .hypothesis, .hold: return value[1]?.textValue ?? value.legible
    case .practice, .indicator: return value[2]?.textValue ?? value.legible
    case .attemptCount:
      return AttemptCount(value, id: EntityID(high: 0, low: 0))?.attributed ?? value.legible
    case .submission: return value[3]?.textValue.map { "given by \($0)" } ?? value.legible
    case .confidence: return "an owner's (\(value.legible.prefix(8)))"
    case .consent:
      guard let consent = OwnerConsent(value, revokedOn: nil) else { return value.legible }
      let items = try consent.covers.map { "\(try reference(of: $0.exhibit.cast())) in \($0.field.rawValue)" }
      return "\(items.sorted().joined(separator: ", ")); signed \(consent.signer), \(consent.givenOn)"
    default: return value.legible
    }
  }

  /// Which exhibits a value cites, as the end of it.
  private func cited(_ exhibits: CBOR?) throws -> String {
    guard case .array(let items)? = exhibits, !items.isEmpty else { return "" }
    let names = try items.compactMap { ExhibitID($0) }.map { try reference(of: $0.cast()) }
    return "; on \(names.joined(separator: ", "))"
  }

  private func describe(_ subject: Subject) throws -> String {
    let actor = try subject.actor.map { id in
      try reference(of: id.cast()) + (try caption(of: .actor(id)).map { " \($0.display)" } ?? "")
    }
    let roles = subject.roles.map(\.rawValue).sorted().joined(separator: ", ")
    let bases = subject.concernBases.map { "§3(4)(\($0.rawValue))" }.sorted().joined(separator: ", ")
    return [actor ?? "", subject.kind?.rawValue ?? "kind not set", roles, bases].filter { !$0.isEmpty }
      .joined(separator: "; ")
  }
}

extension CBOR {
  /// Text as it is; anything else in a form like JSON, bytes as hexadecimal.
  public var legible: String {
    switch self {
    case .text(let text): text
    case .uint(let value): String(value)
    case .negative(.max): "-18446744073709551616"
    case .negative(let value): "-\(value + 1)"
    case .bytes(let bytes): Hex.encode(bytes)
    case .array(let items): "[" + items.map(\.legible).joined(separator: ", ") + "]"
    case .map(let pairs): "{" + pairs.map { "\($0.key): \($0.value.legible)" }.joined(separator: ", ") + "}"
    case .bool(let value): String(value)
    case .null: "none"
    }
  }
}
