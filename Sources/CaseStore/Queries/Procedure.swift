import CaseDomain

extension StoreReader {
  /// Adds what the procedure holds: analysis, reviews, votes, tracks, relief.
  func readProcedure(into file: inout CaseFile) throws {
    let values = try caseValues(of: file)
    file.people = try people()
    file.package = try package(of: file, values)
    try readWeights(into: &file, values)
    try readAnalysis(into: &file, values)
    try readReviews(into: &file, values)
    try readTracks(into: &file, values)
    file.authors = try Set((values[.finding] + values[.claim]).map { try person(of: $0.dot) })
      .union(movers(of: file))
    try readRelief(into: &file, values)
    try readPractices(into: &file, values)
  }

  /// What each exhibit weighs for an element.
  private func readWeights(into file: inout CaseFile, _ values: CaseValues) throws {
    file.weights = try values[.supportWeight].compactMap { value in
      // What a register says of another element or exhibit is not read as one of these.
      let day = Day(milliseconds: value.saidAtMilliseconds)
      return SupportWeight(value.value, author: try person(of: value.dot).name, on: day).flatMap {
        CaseStore.weightRecord($0, of: file.id) == value.target.entity ? $0 : nil
      }
    }.sorted { ($0.detail, $0.favour, $0.rationale) < ($1.detail, $1.favour, $1.rationale) }
  }

  /// The analysis. Of a register in conflict nothing is read: the conflict itself stands in the way.
  private func readAnalysis(into file: inout CaseFile, _ values: CaseValues) throws {
    file.analysis.claims = try values.settled(.claim).compactMap { value in
      Claim(value.value, id: value.target.entity.cast(), author: try person(of: value.dot).name)
    }
    let hypotheses = values.settled(.hypothesis).compactMap {
      Hypothesis($0.value, id: $0.target.entity.cast())
    }
    let rows = try values.settled(.achEvidence).compactMap { value in
      ACHEvidence(value.value, id: value.target.entity.cast(), rater: try person(of: value.dot).name)
    }
    let cells = try values[.achCell].compactMap { ACHCell($0.value, rater: try person(of: $0.dot).name) }
    // Identifiers are unique: one value of each record was read.
    file.analysis.matrix = ACHMatrix(hypotheses: hypotheses, evidence: rows, cells: cells) ?? .empty
    file.analysis.contests = try values.settled(.contest).compactMap { value in
      Contest(value.value, id: value.target.entity.cast(), author: try person(of: value.dot).name)
    }
    file.analysis.explanations = try values[.benignExplanation].compactMap {
      BenignExplanation($0.value, by: try person(of: $0.dot).name)
    }
  }

  /// Review and clearance.
  private func readReviews(into file: inout CaseFile, _ values: CaseValues) throws {
    let caseID: EntityID = file.id.cast()
    file.approvals = try values[.approval].compactMap { value in
      let person = try person(of: value.dot)
      let isSigned = PersonalSignature.holds(
        value.value, of: caseID, by: person.name, key: file.people[person]?.publicKey)
      return Approval(value.value, by: person, isSigned: isSigned)
    }.sorted { ($0.on, $0.by) < ($1.on, $1.by) }
    file.replies = try values[.reply].compactMap { EquityReply($0.value, by: try person(of: $0.dot)) }
      .sorted { $0.agency < $1.agency }
    file.holds = try values[.hold].compactMap { value in
      guard var hold = Hold(value.value, id: value.target.entity, by: try person(of: value.dot)) else {
        return nil
      }
      if let release = try live(value.target.entity, .holdRelease).min(by: { $0.hlc < $1.hlc }) {
        hold.releasedOn = Day(release.value[1])
        hold.releaseReason = release.value[2]?.textValue
      }
      return hold
    }.sorted { $0.id < $1.id }
    // The same order in every office, of those of one number, too.
    file.records = try values[.frozenRecord].compactMap { value in
      FrozenRecord(value.value, by: try person(of: value.dot)).map { (record: $0, value.hlc, value.hash) }
    }.sorted { ($0.record.number, $0.1, $0.2) < ($1.record.number, $1.1, $1.2) }.map(\.record)
  }

  /// What comes after the decision.
  private func readRelief(into file: inout CaseFile, _ values: CaseValues) throws {
    file.petitions = try values.settled(.petition).compactMap { value in
      let decisions = try live(value.target.entity, .petitionDecision)
      let decision = decisions.count == 1 ? decisions[0] : nil
      return Petition(
        value.value, id: value.target.entity, decision: decision?.value,
        decidedBy: try decision.map { try person(of: $0.dot) })
    }.sorted { $0.id < $1.id }
    file.reliefs = try values.settled(.relief).compactMap {
      Relief($0.value, id: $0.target.entity, by: try person(of: $0.dot))
    }.sorted { $0.id < $1.id }
    file.reviews = try values[.periodicReview].compactMap {
      PeriodicReview($0.value, by: try person(of: $0.dot))
    }
    .sorted { $0.on < $1.on }
    file.measures = values.settled(.measure).compactMap { Measure($0.value) }
      .sorted { $0.kind.rawValue < $1.kind.rawValue }
    file.disclosures = try values.settled(.disclosure).compactMap {
      Disclosure($0.value, id: $0.target.entity, by: try person(of: $0.dot))
    }.sorted { $0.id < $1.id }
  }

  /// What owners and others reported: submissions, counts of attempts, indicators.
  private func readPractices(into file: inout CaseFile, _ values: CaseValues) throws {
    file.submissions = try values.settled(.submission).compactMap {
      Submission($0.value, id: $0.target.entity, by: try person(of: $0.dot))
    }.sorted { ($0.receivedOn, $0.id) < ($1.receivedOn, $1.id) }
    file.counts = try values.settled(.attemptCount).compactMap {
      AttemptCount($0.value, id: $0.target.entity, withdrawal: try withdrawal(of: $0.target.entity))
    }.inOrder
    file.indicators = try values.settled(.indicator).compactMap {
      Indicator(
        $0.value, id: $0.target.entity, by: try person(of: $0.dot),
        withdrawal: try withdrawal(of: $0.target.entity))
    }.sorted { $0.id < $1.id }
  }

  /// The day on which a case came to the stage it is at: of the newest move, else of its beginning.
  public func enteredStage(_ id: CaseID) throws -> Day? {
    let moves = try live(id.cast(), .stage)
    let times = (moves.isEmpty ? try live(id.cast(), .created) : moves).map(\.saidAtMilliseconds)
    return times.max().map { Day(milliseconds: $0) }
  }

  // MARK: tracks

  private func readTracks(into file: inout CaseFile, _ values: CaseValues) throws {
    let caseID: EntityID = file.id.cast()
    let el = EntityID.derived("track", from: caseID, Track.entityList.recordKey)
    let san = EntityID.derived("track", from: caseID, Track.blocking.recordKey)
    file.irregularities =
      try irregularities(caseID, nil, file.people)
      + irregularities(
        .derived("track", from: caseID, Track.attackersList.recordKey), .attackersList, file.people)
    if let state = try stage(of: el, EntityListStage.proposed.rawValue) {
      var track = EntityListTrack(
        stage: EntityListStage(rawValue: state.stage) ?? .proposed, isContested: state.isContested)
      track.proposal = try settled(el, .proposal).flatMap(Proposal.init)
      track.ballots = try values[.ballot].compactMap {
        Ballot($0.value, by: try person(of: $0.dot))
      }
      track.extensions = try live(el, .voteExtension).compactMap {
        ExtensionConsent($0.value, by: try person(of: $0.dot))
      }
      track.escalation = values.settled(.escalation).compactMap {
        EscalationStep($0.value)
      }
      .sorted { ($0.on, $0.level.order) < ($1.on, $1.level.order) }
      track.sweep = try settled(el, .sweep).flatMap(OwnershipSweep.init)
      track.noticeCitation = try settled(el, .notice)?.textValue
      track.publishedOn = Day(state.event?.details[3])
      file.entityList = track
      file.irregularities += try irregularities(el, .entityList, file.people)
    }
    if let state = try stage(of: san, BlockingStage.draft.rawValue) {
      var track = BlockingTrack(
        stage: BlockingStage(rawValue: state.stage) ?? .draft, isContested: state.isContested)
      track.authority = try settled(san, .blockingAuthority).flatMap(BlockingAuthority.init)
      for value in values.settled(.exceptionAnswer) {
        if let letter = value.value[1]?.textValue { track.exceptions[letter] = value.value[2]?.textValue }
      }
      track.sweep = try settled(san, .sweep).flatMap(OwnershipSweep.init)
      track.publishedOn = Day(state.event?.details[3])
      track.effectiveOn = Day(state.event?.details[7])
      file.blocking = track
      file.irregularities += try irregularities(san, .blocking, file.people)
    }
  }

  private func stage(of entity: EntityID, _ initial: String) throws -> StageState? {
    let values = try live(entity, .stage)
    return values.isEmpty ? nil : StageState(values, initial: initial)
  }

  /// Moves whose authors might not make them, and that nobody has taken back.
  private func irregularities(_ entity: EntityID, _ track: Track?, _ people: People) throws -> [Irregularity]
  {
    MoveChain(try chain(of: entity, track, people), on: track).openIrregularities
  }

  /// The moves in force and all that they replaced, each after what it replaces; the same at every replica that
  /// holds the same operations.
  private func chain(of entity: EntityID, _ track: Track?, _ people: People) throws -> [RecordedMove] {
    let target = Target(entity, .stage)
    var register: RegisterHistory?
    var moves: [RecordedMove] = []
    var places: [Dot: Int] = [:]
    var seen: Set<Dot> = []
    // Twice on the stack: first for what it replaces, then for itself.
    var open = try live(entity, .stage).map(\.dot).sorted(by: >).map { ($0, false) }
    while let (dot, isReady) = open.popLast() {
      guard let recorded = try recorded(dot), recorded.body.target == target,
        recorded.body.kind == OperationKind.stage.rawValue
      else { continue }
      guard isReady else {
        guard seen.insert(dot).inserted else { continue }
        open.append((dot, true))
        open += recorded.body.supersedes.filter { !seen.contains($0) }.sorted(by: >).map { ($0, false) }
        continue
      }
      let event = recorded.body.value.flatMap(StageEvent.init)
      let from = event.flatMap { $0.from == "none" && track != nil ? nil : Stage($0.from, on: track) }
      let to = event.flatMap { Stage($0.to, on: track) }
      let person = Person(recorded.body.author.user, office: try office(of: dot.feed))
      var roles = people.roles(of: person)
      if let to, to.irregularity(from: from, by: person, among: people) != nil {
        if register == nil { register = try RegisterHistory(self) }
        roles.formUnion(register?.people(at: recorded.operation.header.hlc).roles(of: person) ?? [])
      }
      var isUnsigned = false
      if let to, StageAct.isAct(from: from, to: to), let value = recorded.body.value {
        func isSigned(_ keys: [[UInt8]?]) -> Bool {
          StageAct.isSigned(
            value, of: entity, subject: recorded.body.subject, by: person.name, keys: keys)
        }
        let key = people[person]?.publicKey
        if !isSigned([key]) {
          // The key of then counts as well, and that there was none then.
          if register == nil { register = try RegisterHistory(self) }
          isUnsigned = !isSigned([
            key, register?.people(at: recorded.operation.header.hlc)[person]?.publicKey,
          ])
        }
      }
      places[dot] = moves.count
      moves.append(
        RecordedMove(
          from: from, to: to, by: person, roles: roles,
          replaces: recorded.body.supersedes.compactMap { places[$0] }.sorted(), isUnsigned: isUnsigned))
    }
    return moves
  }

  /// Who moved the case along its spine as an analyst: part of who worked it up.
  private func movers(of file: CaseFile) throws -> Set<Person> {
    let worked: Set<SpineStage> = [.triage, .investigation, .attribution, .package, .legalReview]
    guard worked.contains(file.stage) else { return [] }
    return try Set(live(file.id.cast(), .stage).map { try person(of: $0.dot) })
  }

  // MARK: values

  /// Live values of a case by field, but for the bulk fields of its exhibits.
  private func caseValues(of file: CaseFile) throws -> CaseValues {
    let select = try sql(
      """
      SELECT DISTINCT entity, field FROM live WHERE field >= 19 AND caseID = ?1 ORDER BY entity, field
      """)
    select.bind(1, file.id)
    var targets: [Target] = []
    while try select.step() { targets.append(Target(entity: try select.id(0), field: select.uint(1))) }
    var values = CaseValues()
    for target in targets {
      values.byField[target.field, default: []] += try projection.live(target)
    }
    return values
  }

  /// What votes, replies and signatures bind.
  private func package(of file: CaseFile, _ values: CaseValues) throws -> Digest256 {
    var items: [(target: Target, value: [UInt8])] = []
    for field in Field.allCases where field.isPackage && !field.isOfExhibit {
      items += values[field].map { ($0.target, $0.value.encoded) }
    }
    for exhibit in file.exhibits {
      for field in Field.allCases where field.isOfExhibit {
        items += try live(exhibit.id.cast(), field).map { ($0.target, $0.value.encoded) }
      }
      items.append((Target(exhibit.id.cast(), .created), []))
    }
    return PackageDigest.over(items)
  }
}

/// The live values of one case.
private struct CaseValues {
  var byField: [UInt64: [LiveValue]] = [:]

  subscript(field: Field) -> [LiveValue] { byField[field.rawValue] ?? [] }

  /// One value for each register that nobody disputes.
  func settled(_ field: Field) -> [LiveValue] {
    Dictionary(grouping: self[field], by: \.target).compactMap { _, values in
      guard let state = RegisterState(values), !state.isConflict else { return nil }
      return state.shown
    }.sorted { $0.target < $1.target }
  }
}

extension EscalationStep.Level {
  fileprivate var order: Int { EscalationStep.Level.allCases.firstIndex(of: self)! }
}
