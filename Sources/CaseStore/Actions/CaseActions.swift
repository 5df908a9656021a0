import CaseDomain
import Foundation

/// What a change came to: the audit number people can quote.
public struct Change: Hashable, Sendable {
  /// 0 when nothing had to be written.
  public let auditNumber: Int64
  public let operations: UInt64
}

extension JournalWriter {
  public var change: Change { Change(auditNumber: auditNumber, operations: appended) }

  /// The state as this transaction sees it.
  public func reader(of store: CaseStore) throws -> StoreReader { try StoreReader(db, store: store) }
}

extension CaseStore {
  /// Opens a case under the office's next number.
  public func newCase(title: String, marking: HandlingMark? = nil, as author: Author) throws -> (
    id: CaseID, reference: String, change: Change
  ) {
    guard !title.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
      throw StoreError.invalid("a case needs a title", remedy: "pass --title TEXT")
    }
    return try write(as: author) { writer in
      let (id, reference): (CaseID, String) = try writer.create(.caseFile)
      let entity: EntityID = id.cast()
      try writer.set(Target(entity, .title), .text(title), caseID: entity)
      if let marking { try writer.set(Target(entity, .marking), .text(marking.description), caseID: entity) }
      try writer.add(Target(entity, .assignees), .text(author.user), caseID: entity)
      return (id, reference, writer.change)
    }
  }

  /// Sets one register of a case.
  public func set(_ field: Field, of id: CaseID, to value: CBOR, basis: String? = nil, as author: Author)
    throws -> Change
  {
    try write(as: author) { writer in
      try writer.set(Target(id.cast(), field), value, caseID: id.cast(), basis: basis)
      return writer.change
    }
  }

  /// Adds an element to a set of a case.
  public func add(_ value: CBOR, to field: Field, of id: CaseID, as author: Author) throws -> Change {
    try write(as: author) { writer in
      try writer.add(Target(id.cast(), field), value, caseID: id.cast())
      return writer.change
    }
  }

  public func note(_ text: String, on id: CaseID, as author: Author) throws -> Change {
    try write(as: author) { writer in
      try writer.note(id.cast(), text, caseID: id.cast())
      return writer.change
    }
  }

  /// Records a finding on an element of a case, for every model version or for each of `models` apart.
  ///
  /// - Returns: what stands in the way; nothing was written then.
  public func setFinding(
    _ element: Element, of id: CaseID, _ result: Finding.Result, exhibits: [ExhibitID], rationale: String,
    models: [String] = [], as author: Author
  ) throws -> (obstacles: [Obstacle], change: Change) {
    try write(as: author) { writer in
      let file = try writer.reader(of: self).caseFile(id, rehash: false, citing: exhibits)
      // Each model has a register of its own, so that one finding never takes the place of another model's.
      let findings = (models.isEmpty ? [nil] : models.map(Optional.some)).map { model in
        ElementFinding(
          element, Finding(result, exhibits: exhibits, rationale: rationale, author: author.user),
          model: model)
      }
      var obstacles: [Obstacle] = []
      for obstacle in findings.flatMap(file.decide) where !obstacles.contains(obstacle) {
        obstacles.append(obstacle)
      }
      for finding in findings where obstacles.isEmpty {
        try writer.set(
          Target(.derived("finding", from: id.cast(), finding.detail), .finding), finding.cbor,
          caseID: id.cast())
      }
      return (obstacles, writer.change)
    }
  }

  /// Records what an exhibit does for an element, in place of what was recorded of the two before; unequal
  /// weights of two offices stand side by side until one is settled.
  ///
  /// - Returns: what stands in the way; nothing was written then.
  public func weigh(_ weight: SupportWeight, in id: CaseID, as author: Author) throws -> (
    obstacles: [Obstacle], change: Change
  ) {
    try write(as: author) { writer in
      let file = try writer.reader(of: self).caseFile(id, rehash: false, citing: [weight.exhibit])
      let obstacles = file.decide(weight)
      if obstacles.isEmpty {
        try writer.set(
          Target(CaseStore.weightRecord(weight, of: id), .supportWeight), weight.cbor, caseID: id.cast())
      }
      return (obstacles, writer.change)
    }
  }

  /// The record of what one exhibit does for one element of a case.
  public static func weightRecord(_ weight: SupportWeight, of id: CaseID) -> EntityID {
    .derived("weight", from: id.cast(), weight.detail)
  }

  /// Sets one field of the public list entry and the exhibits it rests on.
  public func setEntry(_ field: ListingField, of id: CaseID, to value: ListingValue, as author: Author) throws
    -> Change
  {
    try write(as: author) { writer in
      try writer.set(
        Target(.derived("listing", from: id.cast(), field.rawValue), .listingEntry), value.cbor(for: field),
        caseID: id.cast())
      return writer.change
    }
  }

  /// Records an owner's consent.
  public func giveConsent(_ consent: OwnerConsent, in id: CaseID, as author: Author) throws -> (
    reference: String, change: Change
  ) {
    try write(as: author) { writer in
      let (entity, reference): (EntityID, String) = try writer.create(.consent, caseID: id.cast())
      try writer.set(Target(entity, .consent), consent.cbor, caseID: id.cast())
      return (reference, writer.change)
    }
  }

  /// Records that an owner took its consent back. Nothing takes a revocation away again.
  public func revokeConsent(_ consent: EntityID, in id: CaseID, on day: Day, as author: Author) throws
    -> Change
  {
    try write(as: author) { writer in
      try writer.add(Target(consent, .revocation), .text(day.iso), caseID: id.cast())
      return writer.change
    }
  }

  // MARK: stages

  /// Asks the rules whether a case may move and, unless it is a dry run, records the move.
  ///
  /// Every exhibit is re-hashed first, outside the transaction: it may take long.
  public func advance(
    _ id: CaseID, to target: StageTarget, days: StageDays = StageDays(), basis: String? = nil,
    dryRun: Bool, as author: Author
  ) throws -> (decision: Decision, change: Change?) {
    let checked = try read { try $0.caseFile(id, rehash: true) }
    let on = today
    let profile = try profile(on: on)
    func decide(_ file: inout CaseFile) throws -> Decision {
      file.prepare(target, days)
      let decision = file.decide(advanceTo: target, on: on, by: person(author), profile: profile)
      guard StageAct.isAct(from: decision.from, to: decision.to) else { return decision }
      return try canSign(file, author)
        ? decision : decision.adding(StageAct.unsigned(decision.to, by: person(author)))
    }
    if dryRun {
      var file = checked
      file.changedSweeps = try read { try $0.changedSweeps(of: checked, before: target) }
      return (try decide(&file), nil)
    }
    return try write(as: author) { writer in
      let reader = try writer.reader(of: self)
      var file = try reader.caseFile(id, rehash: false)
      file.takeIntegrity(from: checked)
      file.changedSweeps = try reader.changedSweeps(of: file, before: target)
      let decision = try decide(&file)
      guard decision.allowed else { return (decision, nil) }
      try writer.record(decision, target, of: file, in: reader, basis: basis) { value, entity in
        try sign(value, of: entity, as: author)
      }
      return (decision, writer.change)
    }
  }

  /// Whether the key that somebody has registered, if any, is the one this store signs with for them.
  private func canSign(_ file: CaseFile, _ author: Author) throws -> Bool {
    guard let registered = file.people[person(author)]?.publicKey else { return true }
    return try personalKey(of: author.user)?.key.encoded == registered
  }
}

extension CaseFile {
  /// Takes over what re-hashing showed for exhibits whose content and custody are still the same.
  mutating func takeIntegrity(from checked: CaseFile) {
    for index in exhibits.indices {
      if let same = checked.exhibit(exhibits[index].id), same.sha256 == exhibits[index].sha256,
        same.custody == exhibits[index].custody
      {
        exhibits[index].integrity = same.integrity
      }
    }
  }

  /// The days and the document that a move fixes are part of what is decided.
  mutating func prepare(_ target: StageTarget, _ days: StageDays) {
    switch target.stage {
    case .listing(.published):
      if let day = days.publishedOn { listing?.publishedOn = day }
      if let day = days.expiresOn { listing?.expiresOn = day }
    case .entityList(.published):
      entityList?.publishedOn = days.publishedOn
      if let notice = days.notice { entityList?.noticeCitation = notice }
    case .blocking(.published): blocking?.publishedOn = days.publishedOn
    case .blocking(.effective): blocking?.effectiveOn = days.effectiveOn
    default: break
    }
  }
}

extension JournalWriter {
  fileprivate mutating func record(
    _ decision: Decision, _ target: StageTarget, of file: CaseFile, in reader: StoreReader, basis: String?,
    sign: (CBOR, EntityID) throws -> [UInt8]?
  ) throws {
    let caseID: EntityID = file.id.cast()
    let entity = target.stage.track.map { EntityID.derived("track", from: caseID, $0.recordKey) } ?? caseID
    let from = decision.from?.name ?? "none"
    // The move names the package it was made on, and the findings it rests on.
    let findings = try Element.allCases.flatMap { element in
      try ([nil] + (element.group == .closedModel ? file.modelVersions.map(Optional.some) : [])).flatMap {
        try reader.live(
          .derived("finding", from: caseID, ElementFinding.detail(element, model: $0)), .finding
        ).map(\.dot)
      }
    }
    var details = details(target, of: file, on: decision.on)
    if StageAct.isAct(from: decision.from, to: target.stage) {
      details.append(CBORPair(StageAct.packagePlace, .bytes(file.package.bytes)))
      let bare = StageEvent(from: from, to: target.stage.name, details: details).details
      if let signature = try sign(bare, entity) {
        details.append(CBORPair(StageAct.signaturePlace, .bytes(signature)))
      }
    }
    try move(
      entity, StageEvent(from: from, to: target.stage.name, details: details), caseID: caseID, basis: basis,
      subject: file.package, restsOn: findings.sorted())
    switch target.stage {
    case .entityList(.circulated):
      guard var proposal = file.entityList?.proposal else { break }
      proposal.circulatedOn = decision.on
      try set(Target(entity, .proposal), proposal.cbor, caseID: caseID)
    case .entityList(.published):
      if let notice = file.entityList?.noticeCitation {
        try set(Target(entity, .notice), .text(notice), caseID: caseID)
      }
    default: break
    }
  }

  private func details(_ target: StageTarget, of file: CaseFile, on day: Day) -> [CBORPair] {
    var days: [(UInt64, Day?)] = []
    switch target.stage {
    case .listing: days = [(3, file.listing?.publishedOn), (4, file.listing?.expiresOn)]
    case .entityList(let stage):
      days = [(3, stage == .published ? file.entityList?.publishedOn ?? day : file.entityList?.publishedOn)]
    case .blocking(let stage):
      days = [
        (3, stage == .published ? file.blocking?.publishedOn ?? day : file.blocking?.publishedOn),
        (7, stage == .effective ? file.blocking?.effectiveOn ?? day : file.blocking?.effectiveOn),
      ]
    case .spine: break
    }
    var details = days.compactMap { key, day in day.map { CBORPair(key, .text($0.iso)) } }
    if let reason = target.reason { details.append(CBORPair(5, .text(reason.rawValue))) }
    if let review = target.reviewOn { details.append(CBORPair(6, .text(review.iso))) }
    return details.sorted { $0.key < $1.key }
  }
}
