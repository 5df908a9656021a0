import CaseDomain
import Foundation

/// One line of the case list.
public struct CaseRow: Hashable, Sendable {
  public let id: CaseID
  public let reference: String
  public let title: String
  public let stage: String
  public let isContested: Bool
  /// The stage of the attackers-list track; `nil` until it is begun.
  public let track: String?
  public let marking: String
  public let priority: String?
  public let assignees: String
  public let exhibits: Int
  public let conflicts: Int
  /// Unix milliseconds of the newest change to what is listed here.
  public let changedAt: UInt64
}

extension StoreReader {
  /// Cases, most recently changed first.
  public func cases(limit: Int = .max) throws -> [CaseRow] {
    try caseRows("ORDER BY hlc DESC, id LIMIT ?1") { $0.bind(1, limit) }
  }

  public func caseRow(_ id: CaseID) throws -> CaseRow {
    guard let row = try caseRows("WHERE id = ?1", { $0.bind(1, id) }).first else {
      throw StoreError.notFound("case \(id)", list: "casetui case list")
    }
    return row
  }

  private func caseRows(_ tail: String, _ bind: (SQLStatement) -> Void) throws -> [CaseRow] {
    let select = try sql.composed(
      """
      SELECT id, reference, title, stage, contested, track, marking, priority, assignees, exhibits, hlc,
        (SELECT count(*) FROM conflict WHERE conflict.caseID = caseFile.id)
          -- From the conflicts, which are few: a case may have thousands of exhibits.
          + (SELECT count(*) FROM conflict CROSS JOIN caseExhibit
             ON caseExhibit.caseID = caseFile.id AND caseExhibit.exhibit = conflict.entity
             WHERE conflict.field IN (\(Self.fieldsOfExhibit)) AND conflict.caseID IS NOT caseFile.id)
      FROM caseFile \(tail)
      """)
    bind(select)
    var rows: [CaseRow] = []
    while try select.step() {
      rows.append(
        CaseRow(
          id: try select.id(0), reference: select.text(1), title: select.text(2), stage: select.text(3),
          isContested: select.int(4) != 0, track: select.optionalText(5), marking: select.text(6),
          priority: select.optionalText(7), assignees: select.text(8), exhibits: Int(select.int(9)),
          conflicts: Int(select.int(11)), changedAt: HLC(select.uint(10)).milliseconds))
    }
    return rows
  }

  /// As SQL has them in a list: what is said of an exhibit counts in each case that has it, whichever it was said in.
  private static let fieldsOfExhibit = Field.allCases.filter(\.isOfExhibit).map { String($0.rawValue) }
    .joined(separator: ", ")

  // MARK: the whole case

  /// Everything the guards look at.
  ///
  /// - Parameters:
  ///   - rehash: reads every exhibit's content again and sets its integrity; else it is unknown.
  ///   - proposed: What something that is to be decided cites, beside what the case cites already.
  public func caseFile(_ id: CaseID, rehash: Bool, citing proposed: [ExhibitID] = []) throws -> CaseFile {
    let entity: EntityID = id.cast()
    let row = try caseRow(id)
    var file = CaseFile(id: id, reference: row.reference, title: row.title)
    let stage = StageState(try live(entity, .stage), initial: SpineStage.lead.rawValue)
    file.stage = SpineStage(rawValue: stage.stage) ?? .lead
    file.isContested = stage.isContested
    if file.stage == .suspended, let move = stage.event {
      file.suspendedFrom = SpineStage(rawValue: move.from)
      file.suspensionReviewOn = Day(move.details[6])
    }
    file.leadGrade = try settled(entity, .grade)?[1]?.textValue.flatMap(AdmiraltyGrade.init)
    file.duplicateSearch = try RegisterState(live(entity, .dedupeSearch))?.shown.value.textValue
    file.theory = try settled(entity, .theory)?.textValue.flatMap(Theory.init)
    file.subject = try settled(entity, .subject).flatMap(Subject.init) ?? Subject()
    file.identification = try settled(entity, .identification).flatMap(Identification.init)
    file.publicBasis = try settled(entity, .publicBasis).flatMap(PublicBasis.init)
    file.conduct = try elements(entity, .conduct, ConductWindow.init).sorted { $0.first < $1.first }
    file.owners = try elements(entity, .owners, Owner.init).sorted { $0.id < $1.id }
    file.terms = try elements(entity, .terms, TermsVersion.init).sorted { $0.from < $1.from }
    file.modelVersions = try elements(entity, .models) { $0.textValue }.sorted()
    let exhibits = try exhibitIDs(of: id)
    let confidence = try ownersConfidential(of: Set(exhibits))
    file.exhibits = try exhibits.map {
      try exhibit($0, rehash: rehash, ownersConfidential: confidence[$0] ?? [])
    }
    file.findings = try Element.allCases.flatMap {
      try findings(on: $0, of: id, models: $0.group == .closedModel ? file.modelVersions : [])
    }
    file.openConflicts = try openConflicts(of: id)
    file.listing = try listing(of: id)
    try readProcedure(into: &file)
    try nameOtherOwners(in: &file)
    let present = Set(file.exhibits.map(\.id))
    for id in file.citedExhibits.union(proposed).subtracting(present) {
      file.absent[id] = try absence(of: id)
    }
    return file
  }

  /// Owners whom other cases name under identifiers of theirs, where exhibits or consents of this one have these.
  private func nameOtherOwners(in file: inout CaseFile) throws {
    var others = Set(file.listing?.consents.map(\.owner) ?? [])
    for exhibit in file.exhibits { others.formUnion(exhibit.ownersConfidential) }
    others.subtract(file.owners.map(\.id))
    guard !others.isEmpty else { return }
    file.otherOwners = OwnerNames(try ownerNames().names.filter { others.contains($0.key) })
  }

  /// What is known here of an exhibit that a case cites and does not have.
  private func absence(of id: ExhibitID) throws -> AbsentExhibit {
    AbsentExhibit(
      reference: try reference(of: id.cast()),
      takenBack: try takenBackImports(of: id).compactMap { row in
        row.run.withdrawal.map { .init(importReference: row.reference, withdrawal: $0) }
      })
  }

  private func elements<Value>(_ entity: EntityID, _ field: Field, _ read: (CBOR) -> Value?) throws -> [Value]
  {
    try live(entity, field).map(\.value).reduce(into: [CBOR]()) { unique, value in
      if !unique.contains(value) { unique.append(value) }
    }.compactMap(read)
  }

  /// All findings that stand on one element, for every model version and for each of `models` apart: two on
  /// the same are a conflict.
  public func findings(on element: Element, of id: CaseID, models: [String] = []) throws -> [ElementFinding] {
    try ([nil] + models.map(Optional.some)).flatMap { model -> [ElementFinding] in
      let entity = EntityID.derived("finding", from: id.cast(), ElementFinding.detail(element, model: model))
      guard let state = RegisterState(try live(entity, .finding)) else { return [] }
      return try ([state.shown] + state.others).compactMap { value in
        // What a register says of another element or model is not read as one on this.
        ElementFinding(value.value, author: try body(of: value.dot)?.author.user ?? "").flatMap {
          $0.detail.utf8.elementsEqual(ElementFinding.detail(element, model: model).utf8) ? $0 : nil
        }
      }
    }
  }

  private func openConflicts(of id: CaseID) throws -> [OpenConflict] {
    let select = try sql.composed(
      """
      SELECT field, hard FROM conflict
      WHERE caseID = ?1 OR (field IN (\(Self.fieldsOfExhibit))
        AND entity IN (SELECT exhibit FROM caseExhibit WHERE caseExhibit.caseID = ?1))
      ORDER BY field, entity
      """)
    select.bind(1, id)
    var conflicts: [OpenConflict] = []
    while try select.step() {
      let name = Field(rawValue: select.uint(0))?.name ?? "field \(select.uint(0))"
      conflicts.append(OpenConflict(field: name, isGuarded: select.int(1) != 0))
    }
    return conflicts
  }

  private func listing(of id: CaseID) throws -> ListingTrack? {
    let entity = EntityID.derived("track", from: id.cast(), "alist")
    return try live(entity, .stage).isEmpty ? nil : listing(of: id, evenBeforeItBegins: true)
  }

  /// The track with what its entry would show, also before anybody opened it.
  public func listing(of id: CaseID, evenBeforeItBegins _: Bool) throws -> ListingTrack {
    let entity = EntityID.derived("track", from: id.cast(), "alist")
    let values = try live(entity, .stage)
    let state = StageState(values, initial: ListingStage.candidate.rawValue)
    var track = ListingTrack(stage: ListingStage(rawValue: state.stage) ?? .candidate)
    for field in ListingField.allCases {
      let entry = EntityID.derived("listing", from: id.cast(), field.rawValue)
      if let value = try settled(entry, .listingEntry).flatMap(ListingValue.read) {
        track.entry[value.field] = value.value
      }
    }
    track.consents = try consents(of: id).map(\.consent)
    track.publishedOn = Day(state.event?.details[3])
    track.expiresOn = Day(state.event?.details[4])
    return track
  }

  /// Consents recorded in the case, revoked ones too.
  public func consents(of id: CaseID) throws -> [(id: EntityID, consent: OwnerConsent)] {
    let select = try sql(
      "SELECT DISTINCT entity FROM live WHERE field >= 19 AND field = ?1 AND caseID = ?2 ORDER BY entity")
    select.bind(1, Field.consent.rawValue)
    select.bind(2, id)
    var entities: [EntityID] = []
    while try select.step() { entities.append(try select.id(0)) }
    return try entities.compactMap { entity in
      let revoked = try live(entity, .revocation).compactMap { Day($0.value) }.min()
      return try settled(entity, .consent).flatMap { OwnerConsent($0, revokedOn: revoked) }.map {
        (entity, $0)
      }
    }
  }
}

extension Day {
  init?(_ cbor: CBOR?) {
    guard let text = cbor?.textValue else { return nil }
    self.init(text)
  }
}
