import CaseDomain
import CaseExchange
import CaseStore

// What is written, and what takes long.
extension Effects {
  func result(of work: Work, _ progress: @escaping @Sendable (String) -> Void) throws -> WorkResult {
    try store.markingErrors { try carryOut(work, progress) }
  }

  private func carryOut(
    _ work: Work, _ progress: @escaping @Sendable (String) -> Void
  ) throws -> WorkResult {
    switch work {
    case .newCase(let title):
      let (id, reference, change) = try store.newCase(title: title, as: author)
      return .caseOpened(CaseTag(id: id, reference: reference), auditNumber: change.auditNumber)
    case .setTitle(let tag, let title):
      return .written(
        auditNumber: try store.set(.title, of: tag.id, to: .text(title), as: author).auditNumber)
    case .note(let tag, let text):
      return .written(auditNumber: try store.note(text, on: tag.id, as: author).auditNumber)
    case .dryRun(let tag, let target, let days): return try advance(tag, target, days, dryRun: true)
    case .advance(let tag, let target, let days): return try advance(tag, target, days, dryRun: false)
    case .setFinding(let draft): return try setFinding(draft)
    case .weigh(let draft):
      var weight = draft.weight
      weight.author = author.user
      let (obstacles, change) = try store.weigh(weight, in: draft.tag.id, as: author)
      return obstacles.isEmpty ? .written(auditNumber: change.auditNumber) : .refused(obstacles)
    case .verify(let id, _):
      return .verified(ExhibitDetail(try store.read { try $0.exhibit(id, rehash: true) }))
    case .scan(let evidence):
      let report = try Importer.scan(
        evidence.path.text, in: store, try options(evidence), isCancelled: { self.isCancelled },
        progress: progress)
      return .scanned(ImportView(report, marks: try marks(of: report)))
    case .apply(let evidence, let tag):
      var options = try options(evidence)
      options.scanned = evidence.scanned
      if let decisions = evidence.decisions { options.decisions = try DecisionFile.read(at: decisions.text) }
      let report = try Importer.apply(
        evidence.path.text, to: tag?.id, in: store, as: author, options,
        isCancelled: { self.isCancelled }, progress: progress)
      return .imported(ImportView(report, marks: try marks(of: report)))
    case .sync(let peer, let words):
      let result = try Syncer.run(
        peer, in: store, as: author, enrol: words != nil, keyWords: words,
        isCancelled: { self.isCancelled }, progress: progress)
      return .synced(SyncView(result, address: peer))
    case .screen(let question):
      return .screened(
        try store.read {
          try screening(question, $0, isCancelled: { self.isCancelled }, progress: progress)
        })
    case .judge(let draft, let reason): return try judge(draft, reason: reason)
    case .resolve(let conflict, let choice):
      let shown = Set(conflict.sides.flatMap(\.dots))
      let (_, change) = try store.resolve(conflict.id, choice.choice, shown: shown, as: author)
      return .written(auditNumber: change.auditNumber)
    case .approve, .reply, .vote, .hold, .release, .add, .dispose, .mark: return try review(work)
    case .verb(let verb, let words):
      return .answered(
        try .run(
          words, of: verb, as: author, on: store, isCancelled: { self.isCancelled }, progress: progress))
    }
  }

  private func advance(
    _ tag: CaseTag, _ target: StageTarget, _ days: StageDays, dryRun: Bool
  ) throws -> WorkResult {
    let completed = try days.completed(for: target.stage, in: store)
    let (decision, change) = try store.advance(
      tag.id, to: target, days: completed, dryRun: dryRun, as: author)
    let marks = try store.read { try $0.markings(ofCase: tag.id) }.map { HandlingMark(stored: $0) }
    return .verdict(
      StageVerdict(
        tag: tag, target: target, days: days, decision: decision,
        mark: HandlingMark.mostRestrictive(of: marks) ?? .officeFloor,
        auditNumber: change?.auditNumber ?? 0))
  }

  private func marks(of report: ImportReport) throws -> [HandlingMark] {
    [HandlingMark.officeFloor.joined(withStored: try store.read { try $0.markings(of: report) })]
  }

  private func options(_ evidence: Incoming) throws -> Importer.Options {
    Importer.Options(
      mapping: try evidence.mapping.map { name in try store.read { try $0.mapping(named: name) } },
      sender: try Importer.Options.sender(evidence.sender))
  }

  private func setFinding(_ draft: FindingDraft) throws -> WorkResult {
    let (obstacles, change) = try store.setFinding(
      draft.element, of: draft.tag.id, draft.result, exhibits: draft.exhibits, rationale: draft.rationale,
      as: author)
    return obstacles.isEmpty ? .written(auditNumber: change.auditNumber) : .refused(obstacles)
  }
}

extension Resolution {
  fileprivate var choice: CaseStore.Choice {
    switch self {
    case .ours: .ours
    case .theirs: .theirs
    case .both: .both
    case .text(let text): .value(.text(text))
    }
  }
}

extension ImportView {
  fileprivate init(_ report: ImportReport, marks: [HandlingMark]) {
    self.init(
      read: report.read, new: report.new, known: report.known, changed: report.changed,
      conflicts: report.conflicts, refused: report.refused, danglingRefs: report.danglingRefs,
      byType: report.byType.map { TypeCount(type: $0.key, count: $0.value) }
        .sorted { ($1.count, $0.type) < ($0.count, $1.type) },
      problems: (report.decisions?.questions ?? []).map(Problem.init) + report.refusedFirst.map(Problem.init),
      files: report.files.map(File.init), exhibits: report.exhibits, seconds: report.seconds,
      mappedBytes: report.mappedBytes, rawBytes: report.rawBytes, ignoredBytes: report.ignoredBytes,
      reference: report.reference, questions: report.decisions?.questions.count ?? 0,
      scanned: report.decisions?.files, bags: report.bags, resumed: report.resumed, marks: marks)
  }
}

extension ImportView.Problem {
  fileprivate init(_ problem: ImportProblem) {
    let place = [problem.path, problem.object, problem.offset.map { "byte \($0)" }]
    self.init(
      isRefused: problem.severity == .refused, place: place.compactMap(\.self).joined(separator: " "),
      reason: problem.reason, remedy: problem.remedy)
  }
}

extension ImportView.Problem {
  fileprivate init(_ question: DecisionFile.Question) {
    self.init(
      isRefused: false, place: question.path.isEmpty ? "all files" : question.path,
      reason: question.says,
      remedy:
        "taken as “\(question.answer)” unless a file of decisions (d) says otherwise: import scan --decisions",
      isQuestion: true)
  }
}

extension ImportView.File {
  fileprivate init(_ file: ImportedFile) {
    self.init(
      path: file.path, role: file.role, bytes: UInt64(max(0, file.lengthBytes)), state: file.state.rawValue,
      reference: file.reference)
  }
}

extension SyncView {
  fileprivate init(_ result: SyncResult, address: String) {
    self.init(
      peer: result.peerName.isEmpty ? address : result.peerName, received: result.receivedOperations,
      sent: result.sentOperations, bytes: result.bytesIn + result.bytesOut, conflicts: result.conflicts,
      refused: result.refused, difference: result.difference, missingFiles: result.missingFiles,
      fastClocks: result.fastClocks.map(\.sentence), seconds: result.seconds,
      unknownPeerWords: result.unknownPeerWords)
  }
}
