import CaseDomain
import CaseStore

// Deadlines, the public entry, and what people do in analysis and review.
extension Effects {
  // MARK: reads

  func deadlines(_ reader: StoreReader) throws -> Reply {
    let (today, holidays) = (store.today, ShippedProfiles.holidays)
    let profile = try reader.profile(on: today)
    func line(_ deadline: Deadline, _ row: CaseRow?) -> DeadlineLine {
      DeadlineLine(
        tag: row.map { CaseTag(id: $0.id, reference: $0.reference) }, title: row?.title ?? "",
        mark: row.map { HandlingMark(stored: $0.marking) } ?? .officeFloor, deadline: deadline,
        note: deadline.note(in: holidays)?.description)
    }
    // The text's own clocks run from enactment, and have no day before it.
    var lines = profile.statutoryDeadlines().filter { $0.dueOn != nil }.map { line($0, nil) }
    for row in try reader.cases() {
      // A closed case without a track has no clock.
      guard row.stage != SpineStage.closed.rawValue || row.track != nil else { continue }
      lines += try reader.caseFile(row.id, rehash: false)
        .deadlines(profile: profile, enteredStageOn: try reader.enteredStage(row.id)).map { line($0, row) }
    }
    return .deadlines(lines, on: today, isEnacted: profile.enactedOn != nil)
  }

  func publication(of id: CaseID, _ reader: StoreReader) throws -> PublicationView {
    let row = try reader.caseRow(id)
    let track = try reader.listing(of: id, evenBeforeItBegins: true)
    let entity = CaseStore.trackRecord(.attackersList, of: id)
    let moves = try reader.live(entity, .stage)
    return PublicationView(
      tag: CaseTag(id: id, reference: row.reference),
      mark: HandlingMark(stored: row.marking).joined(withStored: try reader.markings(ofCase: id)),
      next: track, isOpen: !moves.isEmpty,
      longestTerm: try reader.profile(on: store.today).longestListing(from: store.today), on: store.today,
      published: try published(track, moves, of: id, reader))
  }

  /// The track with its entry as it was at the move to published; `nil` while the entry is not on the list.
  private func published(
    _ track: ListingTrack, _ moves: [LiveValue], of id: CaseID, _ reader: StoreReader
  ) throws -> ListingTrack? {
    guard [.published, .reidentified].contains(track.stage), let last = moves.first,
      let moment = try moment(ofPublication: last, reader)
    else { return nil }
    var published = track
    for field in ListingField.allCases {
      published.entry[field] = try entry(field, of: id, at: moment, reader)
    }
    return published
  }

  /// When the entry went public: the move in force, or the one to published before it.
  private func moment(ofPublication move: LiveValue, _ reader: StoreReader) throws -> (
    hlc: HLC?, said: UInt64
  )? {
    var (body, isFirst) = (try reader.body(of: move.dot), true)
    while let one = body {
      if one.value.flatMap(StageEvent.init)?.to == ListingStage.published.rawValue {
        return (isFirst ? move.hlc : nil, one.saidAtMilliseconds)
      }
      body = try one.supersedes.first.flatMap { try reader.body(of: $0) }
      isFirst = false
    }
    return nil
  }

  /// What a field said then: the value in force, or the first before it that is no younger.
  private func entry(
    _ field: ListingField, of id: CaseID, at moment: (hlc: HLC?, said: UInt64), _ reader: StoreReader
  ) throws -> ListingValue? {
    let entity = EntityID.derived("listing", from: id.cast(), field.rawValue)
    guard let live = try reader.live(entity, .listingEntry).max(by: { $0.hlc < $1.hlc }) else { return nil }
    if let hlc = moment.hlc, live.hlc < hlc { return ListingValue.read(live.value)?.value }
    var body = try reader.body(of: live.dot)
    // The value in force is younger, or nothing tells; those before it are compared by the clock.
    if moment.hlc != nil { body = try body?.supersedes.first.flatMap { try reader.body(of: $0) } }
    while let one = body, one.saidAtMilliseconds > moment.said {
      body = try one.supersedes.first.flatMap { try reader.body(of: $0) }
    }
    return body?.value.flatMap(ListingValue.read)?.value
  }

  // MARK: work

  func review(_ work: Work) throws -> WorkResult {
    switch work {
    case .approve(let tag, let kind, let text, let detail):
      return Self.outcome(try store.approve(tag.id, kind, text: text, detail: detail, as: author))
    case .reply(let tag, let agency, let answer, let comment):
      return Self.outcome(try store.reply(tag.id, agency: agency, answer, comment: comment, as: author))
    case .vote(let tag, let agency, let choice, let reason):
      return Self.outcome(try store.vote(tag.id, agency: agency, choice, reason: reason, as: author))
    case .hold(let tag, let reason, let requester, let day):
      let placed = try store.hold(tag.id, reason: reason, requester: requester, reviewOn: day, as: author)
      return .written(auditNumber: placed.change.auditNumber)
    case .release(let tag, let hold, let reason):
      return .written(
        auditNumber: try store.release(hold, in: tag.id, reason: reason, as: author).auditNumber)
    case .add(let tag, let record):
      let (field, value) = record.stored
      let added = try store.addRecord(record.type, field, value, to: tag.id, as: author)
      return .written(auditNumber: added.change.auditNumber)
    case .dispose(let tag, let contest):
      return .written(
        auditNumber: try store.setRecord(contest.id.cast(), .contest, contest.cbor, of: tag.id, as: author)
          .auditNumber)
    case .mark(let tag, let cell):
      return .written(auditNumber: try store.setMark(cell, of: tag.id, as: author).auditNumber)
    default: return .refused([])
    }
  }

  private static func outcome(_ done: (obstacles: [Obstacle], change: Change)) -> WorkResult {
    done.obstacles.isEmpty ? .written(auditNumber: done.change.auditNumber) : .refused(done.obstacles)
  }
}

extension NewRecord {
  fileprivate var stored: (Field, CBOR) {
    switch self {
    case .claim(let claim): (.claim, claim.cbor)
    case .contest(let contest): (.contest, contest.cbor)
    case .hypothesis(let hypothesis): (.hypothesis, hypothesis.cbor)
    case .row(let row): (.achEvidence, row.cbor)
    }
  }
}
