import CaseDomain
import CaseStore
import Foundation

// What the store says, as the rows that the screens show.
extension Effects {
  func reply(to query: Query) throws -> Reply { try store.markingErrors { try read(query) } }

  private func read(_ query: Query) throws -> Reply {
    try store.read { reader in
      switch query {
      case .verbs: return .verbs(try Verb.catalogue())
      case .office: return .office(try office(reader))
      case .health:
        let status = try reader.status()
        return .health(
          Health(
            exhibits: try reader.exhibitCount(), quarantined: status.quarantined, unread: status.unread))
      case .summary(let id): return .summary(try summary(of: id, reader))
      case .exhibits(let id): return .exhibits(id, try exhibits(of: id, reader))
      case .exhibit(let id): return .exhibit(ExhibitDetail(try reader.exhibit(id, rehash: false)))
      case .matrix(let id): return .matrix(id, try matrix(of: id, reader))
      case .audit(let id, let before): return try audit(of: id, before: before, reader)
      case .places(let tag): return .places(tag, try reader.caseFile(tag.id, rehash: false).places)
      case .procedure(let id):
        return .procedure(
          Procedure(
            try reader.caseFile(id, rehash: false), profile: try reader.profile(on: store.today),
            on: store.today))
      case .deadlines: return try deadlines(reader)
      case .parties(let whom, let text):
        return .parties(whom, text, try parties(of: whom, with: text, reader))
      case .ownership(let question): return .ownership(try ownership(question, reader))
      case .publication(let id): return .publication(try publication(of: id, reader))
      case .conflicts: return .conflicts(try reader.conflicts().map { try conflict($0, reader) })
      case .search(let text):
        let hits = try reader.search(text, limit: Self.searchPage + 1)
        return .found(
          text,
          try hits.prefix(Self.searchPage).map { hit in
            var line = try found(hit, reader)
            line.bearer = try bearer(of: hit, reader)
            return line
          }, isAll: hits.count <= Self.searchPage)
      case .screening(let question): return .screening(try screening(question, reader))
      case .pair(let question): return .pair(try pair(question, reader))
      case .judgements(let pairs): return .judgements(pairs, try standing(pairs, reader))
      }
    }
  }

  private func office(_ reader: StoreReader) throws -> Office {
    var marks = MarkCache()
    let peers = try reader.peers().map {
      PeerLine(office: $0.office, words: $0.words, address: $0.address, lastSyncAt: $0.lastSyncAt)
    }
    return Office(
      name: store.identity.officeName, user: author.user,
      cases: try reader.cases().map { CaseLine($0, mark: marks[$0.marking]) },
      conflicts: try reader.conflictCount(),
      peers: peers, readAt: CaseStore.wallClock(),
      mark: HandlingMark.officeFloor.joined(withStored: try reader.markingsHeld()), isLoaded: true)
  }

  private func summary(of id: CaseID, _ reader: StoreReader) throws -> CaseSummary {
    var marks = MarkCache()
    let row = try reader.caseRow(id)
    let file = try reader.caseFile(id, rehash: false)
    let profile = try reader.profile(on: store.today)
    let matrix = file.matrixRows(profile: profile)
    var summary = CaseSummary(
      line: CaseLine(row, mark: marks[row.marking]),
      mark: HandlingMark(stored: row.marking).joined(withStored: try reader.markings(ofCase: id))
        .joined(withStored: try reader.markings(ofPartiesTo: id)))
    summary.subject =
      try file.subject.actor.map { try reader.actor($0).shownName } ?? file.subject.kind?.rawValue
    summary.theory = file.theory.map(Self.words)
    summary.owners = file.owners.map(\.name)
    summary.notes = try reader.live(id.cast(), .notes).compactMap(\.value.textValue)
    summary.absent = file.absentInOrder.map(\.words)
    summary.takeDown = file.reasonsToTakeDown(on: store.today, profile: profile)
    summary.elements = matrix.count
    summary.elementsMet = matrix.filter(\.isFavourable).count
    summary.places = file.places.compactMap(\.at)
    summary.openHolds = file.openHolds.count
    summary.irregular = file.irregularities.count
    summary.next = file.nextStages.first { $0 != .spine(.closed) && $0 != .spine(.suspended) }
    if let next = summary.next {
      let decision = file.decide(
        advanceTo: StageTarget(next), on: store.today, by: store.person(author), profile: profile)
      // Nothing was hashed for this look; the move does it.
      summary.obstacles = decision.obstacles.filter { $0.code != .exhibitNotRehashed }
      summary.isSweepUnchecked = file.sweep(askedForBy: StageTarget(next)) != nil
    }
    return summary
  }

  private static func words(_ theory: Theory) -> String {
    switch theory {
    case .attack: "model extraction attack"
    case .provider: "fraudulent account network provider"
    case .both: "attack, and fraudulent account network provider"
    }
  }

  /// By number; identifiers of one moment are in no order.
  private func exhibits(of id: CaseID, _ reader: StoreReader) throws -> [ExhibitLine] {
    try reader.exhibits(of: id).map(ExhibitLine.init).sorted {
      ($0.reference.utf8.count, $0.reference) < ($1.reference.utf8.count, $1.reference)
    }
  }

  private func matrix(of id: CaseID, _ reader: StoreReader) throws -> ElementGrid {
    let file = try reader.caseFile(id, rehash: false)
    let rows = file.matrixRows(profile: try reader.profile(on: store.today)).map { row in
      let linked = file.exhibits.map { ($0.id, file.support(row.element, $0.id)) }.filter(\.1.isLinked)
      return ElementLine(
        element: row.element, state: row.state, isFavourable: row.isFavourable,
        exhibits: row.exhibits.map { file.name($0) }, note: row.note,
        findings: file.findings.filter { $0.element == row.element }.map { found in
          ElementLine.Standing(
            result: found.finding.result, author: found.finding.author, rationale: found.finding.rationale,
            exhibits: found.finding.exhibits)
        }, cells: Dictionary(linked) { first, _ in first })
    }
    return ElementGrid(rows: rows, exhibits: try exhibits(of: id, reader))
  }

  private static let auditPage = 200
  private static let searchPage = 200

  private func audit(of id: CaseID?, before: Int64, _ reader: StoreReader) throws -> Reply {
    let rows = try reader.audit(of: id, before: before, limit: Self.auditPage)
    var references: [CaseID: String] = [:]
    let lines = rows.map { row -> AuditLine in
      if let id = row.caseID, references[id] == nil { references[id] = try? reader.caseRow(id).reference }
      return AuditLine(
        number: row.number, at: row.saidAtMilliseconds, user: row.user, office: row.office, what: row.what,
        caseReference: row.caseID.flatMap { references[$0] })
    }
    return .audit(id, lines, isFirst: before == .max, isLast: rows.count < Self.auditPage)
  }

  private func conflict(_ row: ConflictRow, _ reader: StoreReader) throws -> ConflictLine {
    let marks = try reader.markings(of: row).map { HandlingMark(stored: $0) }
    return ConflictLine(
      id: row.id, caseTag: row.caseID.map { CaseTag(id: $0, reference: row.caseReference ?? "") },
      record: row.record, mark: HandlingMark.mostRestrictive(of: marks) ?? .officeFloor, field: row.field,
      about: row.about, isHard: row.isHard, base: row.base,
      sides: row.sides.map {
        ConflictLine.Side(
          text: $0.text, office: $0.office, user: $0.user, at: $0.saidAtMilliseconds, isOurs: $0.isOurs,
          dots: $0.dots, later: $0.later)
      }, isText: row.sides.allSatisfy { $0.value.textValue != nil })
  }

  private func found(_ hit: SearchHit, _ reader: StoreReader) throws -> FoundLine {
    var tag: CaseTag?
    var (exhibit, cases): (ExhibitID?, [CaseTag]) = (nil, [])
    // A source names the types of its records as it likes: what has a source is no record of ours.
    switch hit.source == nil ? hit.kind : "" {
    case "case", "note":
      if let id = CaseID(hit.id), let row = try? reader.caseRow(id) {
        tag = CaseTag(id: id, reference: row.reference)
      }
    case "exhibit":
      guard let id = ExhibitID(hit.id) else { break }
      exhibit = id
      cases = try reader.cases(with: id).map { CaseTag(id: $0, reference: try reader.caseRow($0).reference) }
      if cases.count == 1 { tag = cases[0] }
    default: break
    }
    return FoundLine(
      kind: hit.kind, reference: hit.reference ?? String(hit.id.prefix(12)), title: hit.shown, caseTag: tag,
      mark: HandlingMark.mostRestrictive(of: try reader.markings(of: hit).map { HandlingMark(stored: $0) }),
      record: record(of: hit), exhibit: exhibit, cases: cases)
  }
}

/// Markings as values; there are few different ones.
private struct MarkCache {
  private var known: [String: HandlingMark] = [:]

  subscript(_ text: String) -> HandlingMark {
    mutating get {
      if let mark = known[text] { return mark }
      let mark = HandlingMark(stored: text)
      known[text] = mark
      return mark
    }
  }
}

extension CaseLine {
  fileprivate init(_ row: CaseRow, mark: HandlingMark) {
    self.init(
      id: row.id, reference: row.reference, title: row.title, stage: row.stage, isContested: row.isContested,
      track: row.track, mark: mark, priority: row.priority, assignees: row.assignees, exhibits: row.exhibits,
      conflicts: row.conflicts, changedAt: row.changedAt)
  }
}

extension ExhibitLine {
  init(_ row: ExhibitRow) {
    var marks = MarkCache()
    self.init(
      id: row.id, reference: row.reference, title: row.title, bytes: row.bytes, mediaType: row.mediaType,
      sha256: row.sha256.map { Hex.encode($0.bytes) } ?? "no content recorded", grade: row.grade,
      origin: row.origin, mark: marks[row.marking])
  }
}

extension ExhibitDetail {
  init(_ exhibit: Exhibit) {
    let integrity: Integrity =
      switch exhibit.integrity {
      case .unknown: .notChecked
      case .intact: .intact
      case .damaged(let reason): .damaged(reason)
      }
    self.init(
      id: exhibit.id, integrity: integrity,
      custody: exhibit.custody.entries.map {
        CustodyStep(at: $0.atMilliseconds, action: $0.action.rawValue, from: $0.from, to: $0.to, by: $0.by)
      })
  }
}
