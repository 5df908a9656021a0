import CaseDomain
import CaseExchange
import CaseStore

/// A dry run: reads a bundle as an import would and writes nothing.
struct ImportScan {
  let store: CaseStore
  let bundle: EvidenceBundle
  let evidence: EvidenceReader
  let options: Importer.Options
  let isCancelled: () -> Bool
  let progress: (String) -> Void
  private let reader: StoreReader
  private let names: HeldFileNames
  private var report: ImportReport
  private var arrivals: ArrivalScan
  private var references: References
  private var open: OpenQuestions
  private var issues = ListIssuesTogether()
  /// The contents of the files before the one at hand.
  private var own: Set<Digest256> = []

  init(
    _ store: CaseStore, _ reader: StoreReader, _ bundle: EvidenceBundle, by evidence: EvidenceReader,
    _ options: Importer.Options, _ isCancelled: @escaping () -> Bool, _ progress: @escaping (String) -> Void
  ) throws {
    self.store = store
    self.reader = reader
    self.bundle = bundle
    self.evidence = evidence
    self.options = options
    self.isCancelled = isCancelled
    self.progress = progress
    names = try reader.heldFileNames()
    arrivals = try ArrivalScan(reader)
    references = References(in: store.folder)
    open = OpenQuestions(today: store.today, reading: options.reading)
    report = ImportReport(bundle)
    try report.check(bundle.bags, in: bundle, &open, isCancelled)
  }

  /// Reads all files; what a person should decide is in the report.
  ///
  /// - Parameter path: of the bundle, as it was given.
  mutating func run(_ path: String) throws -> ImportReport {
    for file in bundle.files {
      progress("reading \(file.path)")
      try scan(file)
    }
    report.danglingRefs = try references.dangling { try reader.isAnyStanding($0) }
    let decisions = open.finish(bundle)
    if decisions.unasked > 0 {
      report.problems.append(
        ImportProblem(
          path: path,
          reason: "\(decisions.unasked) more questions would be asked than a decisions file holds",
          remedy: "scan and take in the bundle in parts", severity: .warning))
    }
    report.decisions = decisions
    return report
  }

  private mutating func scan(_ file: EvidenceBundle.File) throws {
    let before = (report: report.mark, open: open.mark(before: file), issues: issues)
    arrivals.begin()
    references.begin()
    var content: Digest256?
    do {
      let hash = try bundle.hash(of: file, isCancelled)
      content = hash
      open.note(file, hash, heldAs: names.contents(at: file.path, named: file.name))
      let isAgain = !own.insert(hash).inserted
      let held = try reader.exhibit(holding: hash)
      if EvidenceFormats.reader(of: file.format) != nil {
        try scanRecords(of: file, hash, isAgain: isAgain, held)
      }
      // By content no document is read; somebody may have said that it is.
      if EvidenceFormats.reader(of: file.format) == nil || options.format != nil,
        try bundle.mayHoldMacros(file, isCancelled)
      {
        open.ask(.macros, file, "it may hold macros", answer: DecisionFile.Question.take)
      }
      // What is asked is about the bytes whose hash the decisions bear.
      try bundle.refuseChanged(file)
      report.take(file, held == nil ? .new : .known, try held.map { try reader.exhibitRow($0).reference })
      try arrivals.keep()
      try references.keep()
    } catch let refusal as ImportRefusal where refusal.kind != .cancelled {
      // What was broken off is not refused: nobody has looked at it yet.
      if isCancelled() { throw CancellationError() }
      report.goBack(to: before.report)
      open.goBack(to: before.open, without: file)
      issues = before.issues
      arrivals.drop()
      references.drop()
      open.noteRefused(file, content)
      report.refuse(file, refusal)
    }
  }

  private mutating func scanRecords(
    of file: EvidenceBundle.File, _ hash: Digest256, isAgain: Bool, _ held: ExhibitID?
  ) throws {
    var tally = ArrivalTally(path: file.path)
    var validity = STIXValidity(file)
    var count = ProgressCount(of: file, progress)
    let source = try bundle.source(of: file)
    let summary = try evidence.read(file, source, options.mapping, isCancelled) { object in
      count.next()
      try references.note(object.externalID, object.references)
      validity.check(object)
      open.note(object, of: file)
      let leftOut = object.leftOutOfComparison
      if leftOut > 0 { tally.trimmed(object.externalID, leftOut, at: object.offset) }
      let record = SourceRecord(
        object, .inline(object.bytes), of: hash, 0, withFacts: file.format == .csv)
      let isRevoked = object.stated?.isRevoked ?? false
      let taking = try arrivals.compare(
        record.source, record.externalID, modified: record.modified, content: record.contentHash,
        reading: record.reading, isOneOfMany: record.isOneOfMany, isRevoked: isRevoked, isAgain: isAgain,
        in: hash, at: record.offset)
      tally.count(
        taking, object.source, object.type, object.externalID, isRevoked: isRevoked, at: object.offset)
    }
    report.add(summary, tally)
    let origin = try held == nil ? nil : reader.provenance(of: hash).origin
    let sender = FileProvenance(origin: origin ?? options.sender, name: file.name, isMailed: file.isInMail)
    try report.warn(tally, from: sender, besides: own, reader)
    try report.warnOutdated(tally, besides: own, reader)
    try report.warn(ofOwnEvent: tally, reader)
    try report.warn(ofRowsTwice: file, hash, from: options.sender, in: nil, reader)
    let check = ListIssueCheck(file: file, content: hash, tally: tally, refused: summary.refused)
    if held == nil {
      report.add(try check.comesFromOthers(nil, from: options.sender, reader))
      report.add(try check.isEmpty(from: options.sender, reader))
    }
    if held == nil, let day = try check.day({ try bundle.source(of: file) }) {
      let together = issues.note(check, of: day)
      let former = try check.isOlder(day, nil, in: nil, from: options.sender, reader)
      if let former { report.toldOf.insert(former.issue.content) }
      if let older = former?.says ?? together {
        open.ask(.olderIssue, file, older, answer: DecisionFile.Question.take)
      }
    }
    report.problems += validity.finish(summary)
    report.invalidObjects += validity.invalid
  }
}
