import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// An import of much: checked whole, then written in steps. Each step is one transaction that also says where the
/// next begins, so the same import goes on there after a crash (docs/decisions/0033).
struct LongImport {
  static let usualStep = 50_000

  private let bundle: EvidenceBundle
  /// What the senders say of how their files are to be handled, as the check found it.
  private var lights = StatedLights()
  /// By file, as `bundle`; `nil` for what a person left out.
  private let contents: [Result<FileFacts, ImportRefusal>?]
  private let path: String
  private let evidence: EvidenceReader
  private let caseID: CaseID?
  private let store: CaseStore
  private let author: Author
  private let options: Importer.Options
  private let stepObjects: Int
  private let stored: StoredContent
  private let asked: Digest256
  /// By content, how the decisions want it handled.
  private let markings: [Digest256: HandlingMark]
  private var report: ImportReport
  private var references: References
  /// By file: what the check found; `nil` for what is not taken in.
  private var checked: [ImportSummary?] = []
  /// By content that several of the files hold which are taken in, their places.
  private var copies: [Digest256: [Int]] = [:]
  /// The files whose labels were followed by this run.
  private var followed: Set<[UInt8]> = []
  private var progress = Progress()
  private var run: EntityID?
  /// The file that is being written.
  private var reading: PipelineSource<Importer.Piece, ImportSummary>?

  /// Where the import stands after a step; kept in the store as JSON.
  private struct Progress: Codable {
    /// Files that are done.
    var files = 0
    /// Objects of the next file that are done.
    var objects = 0
    /// By file, for those that were begun; `nil` for what is not taken in.
    var taken: [Taken?] = []
    /// How its tables counted before it began; `nil` when it replaces no reading.
    var readBefore: ReadingsBefore?
    /// What runs before this one brought; not kept.
    var before = 0

    private enum CodingKeys: String, CodingKey { case files, objects, taken, readBefore }

    var new: Int { taken.reduce(0) { $0 + ($1?.tally.counts[.new] ?? 0) } }
    var written: Int { taken.reduce(0) { $0 + ($1?.tally.counts.values.reduce(0, +) ?? 0) } }
  }

  private struct Taken: Codable {
    let exhibit: String
    let reference: String
    let state: ImportedFile.State
    /// It was taken back before this import; `nil` of a step that an earlier build wrote.
    let isBack: Bool?
    /// No import that stands took it in before; `nil` as above.
    let isFirst: Bool?
    var tally: ArrivalTally
    /// What was said when its exhibit was made or found, for the run that ends the import; `nil` as above.
    var warnings: [ImportProblem]?
  }

  /// - Parameter report: with what is known of the bundle as a whole.
  init(
    _ bundle: EvidenceBundle, _ contents: [Result<FileFacts, ImportRefusal>?], _ report: ImportReport,
    path: String, by evidence: EvidenceReader, to caseID: CaseID?, in store: CaseStore, as author: Author,
    _ options: Importer.Options, _ stored: StoredContent, stepObjects: Int
  ) throws {
    self.bundle = bundle
    self.contents = contents
    self.report = report
    self.path = path
    self.evidence = evidence
    self.caseID = caseID
    self.store = store
    self.author = author
    self.options = options
    self.stored = stored
    references = References(in: store.folder)
    self.stepObjects = max(1, stepObjects)
    markings = options.decisions?.file.markings ?? [:]
    asked = LongImport.hash(bundle, contents, caseID, options)
  }

  mutating func run(_ isCancelled: @escaping () -> Bool, _ say: @escaping (String) -> Void) throws
    -> ImportReport
  {
    defer { reading?.abandon() }
    try check(isCancelled, say)
    guard checked.contains(where: { $0 != nil }) else { return report }
    for (place, content) in contents.enumerated() where checked[place] != nil {
      if case .success(let facts)? = content { copies[facts.sha256, default: []].append(place) }
    }
    copies = copies.filter { $0.value.count > 1 }
    try resume()
    let total = checked.reduce(0) { $0 + ($1?.read ?? 0) }
    while progress.files < bundle.files.count {
      if isCancelled() { throw ImportStopped(reference: report.reference, done: progress.written, of: total) }
      try writeStep(isCancelled)
      say("writing: \(progress.written) of \(total) objects")
    }
    let own = Importer.stored(contents)
    for (place, (file, (summary, taken))) in zip(bundle.files, zip(checked, progress.taken)).enumerated() {
      guard let summary, let taken else { continue }
      report.add(summary, taken.tally)
      if case .success(let facts)? = contents[place] {
        try store.read { reader in
          let origin = try reader.provenance(of: facts.sha256).origin
          try report.warn(
            taken.tally, from: FileProvenance(origin: origin, name: file.name), besides: own, reader)
          try report.warnOutdated(taken.tally, besides: own, reader)
          if taken.isFirst == true, let exhibit = ExhibitID(taken.exhibit) {
            try report.warn(
              ListIssueCheck(file: file, content: facts.sha256, tally: taken.tally, refused: summary.refused),
              exhibit, in: run, wasAsked: options.wasAsked, reader)
          }
        }
      }
      report.problems += taken.warnings ?? []
      report.take(file, taken.state, taken.reference)
    }
    if let before = progress.readBefore {
      report.warn(
        of: try store.read { try $0.replaced(since: before) }, path, Importer.tables(bundle, contents))
    }
    report.resumed = progress.before
    report.danglingRefs = try store.read { reader in
      try references.dangling { try reader.isAnyStanding($0) }
    }
    return report
  }

  // MARK: the check

  /// Reads everything as it stands in the vault: what will be refused is known before anything is written.
  private mutating func check(_ isCancelled: @escaping () -> Bool, _ say: @escaping (String) -> Void) throws {
    for (file, content) in zip(bundle.files, contents) {
      guard let content else {
        report.leave(file)
        checked.append(nil)
        continue
      }
      do {
        let source = try Importer.content(of: file, try content.get(), in: store.vault)
        var count = ProgressCount(of: file, say)
        var seen = references
        var stated = lights
        let summary = try evidence.read(file, source, options.mapping, isCancelled) { object in
          count.next()
          stated.note(object.light, object.externalID, of: file.path)
          try seen.note(object.externalID, object.references)
        }
        (references, lights) = (seen, stated)
        checked.append(summary)
      } catch let refusal as ImportRefusal where refusal.kind != .cancelled {
        report.refuse(file, refusal)
        checked.append(nil)
      }
    }
  }

  /// An import of just this was stopped between two steps.
  static func isUnfinished(
    _ bundle: EvidenceBundle, _ contents: [Result<FileFacts, ImportRefusal>?], _ caseID: CaseID?,
    _ options: Importer.Options, in store: CaseStore
  ) throws -> Bool {
    let asked = hash(bundle, contents, caseID, options)
    return try store.read { try $0.unfinishedImport(asked) != nil }
  }

  /// What was asked for, as one hash: anything else is another import.
  private static func hash(
    _ bundle: EvidenceBundle, _ contents: [Result<FileFacts, ImportRefusal>?], _ caseID: CaseID?,
    _ options: Importer.Options
  ) -> Digest256 {
    var items: [CBOR] = zip(bundle.files, contents).map { file, content in
      // What cannot be stored has no hash; it is refused anew by each run.
      let hash = try? content?.get().sha256
      let folder = file.tableFolder.isEmpty ? [] : [CBOR.text(file.tableFolder)]
      let copied = file.copiedName.map { [CBOR.text(file.tableFolder), .text($0)] }
      return .array(
        [.text(file.path), .text(file.format.rawValue), .bytes(hash?.bytes ?? []), .bool(content == nil)]
          + (copied ?? folder))
    }
    items.append(caseID.map { .bytes($0.bytes) } ?? .null)
    items.append(options.decisions.map { .bytes($0.hash.bytes) } ?? .null)
    items.append(options.mapping?.cbor(named: "") ?? .null)
    // An import that an earlier build left unfinished had no sender, and goes on.
    if let sender = options.sender { items.append(.text(sender)) }
    return Digest256.sha256(CBOR.array(items).encoded)
  }

  // MARK: the steps

  /// Goes on where an import of the same was left.
  private mutating func resume() throws {
    guard let held = try store.read({ try $0.unfinishedImport(asked) }) else {
      progress.readBefore = try store.read { try $0.readingsBefore(readings(checked.map { $0 != nil })) }
      return
    }
    do {
      progress = try JSONDecoder().decode(Progress.self, from: Data(held.step))
    } catch {
      throw StoreError.damaged("what the store says of an unfinished import cannot be read: \(error)")
    }
    progress.before = progress.written
    run = held.run
    if let run { report.reference = try store.read { try $0.reference(of: run) } }
  }

  private mutating func writeStep(_ isCancelled: () -> Bool) throws {
    // What a failed transaction did not keep is not kept here either.
    var (progress, run, reading, followed) = (progress, run, reading, followed)
    var reference = report.reference
    var cited: [Digest256] = []
    self.reading = nil
    defer { if reading !== self.reading { reading?.abandon() } }
    try store.write(as: author) { writer in
      try checkNotTakenBack(run, writer)
      var exhibits: [ExhibitID] = []
      var begun: [FileFacts] = []
      // The file at hand may have been begun by a build that marked at the end.
      var places = place(of: progress)
      var numbers: [[UInt8]: Int] = [:]
      var said = ImportReport()
      var left = stepObjects
      while progress.files < bundle.files.count, left > 0 {
        guard checked[progress.files] != nil, case .success(let facts)? = contents[progress.files] else {
          progress.taken.append(nil)
          progress.files += 1
          continue
        }
        let file = bundle.files[progress.files]
        numbers[file.key] = progress.files
        if progress.taken.count == progress.files {
          // Its exhibit may have been made in this step; for the third and all others it is settled.
          if let all = copies[facts.sha256], all[1] == progress.files { try writer.settle() }
          let held = try Importer.exhibit(
            file, facts, of: path, options, markings, to: caseID, in: store, &writer)
          exhibits.append(held.id)
          if copies[facts.sha256]?.first == progress.files { begun.append(facts) }
          if followed.insert(file.key).inserted { places[file.key] = held.id }
          said.warn(of: held, file)
          said.warn(
            ofComingBack: try Importer.recordsComingBack(held, file, facts.sha256, in: store, writer),
            in: file)
          progress.taken.append(
            Taken(
              exhibit: held.id.description, reference: held.reference, state: held.state,
              isBack: held.isBack, isFirst: held.isFirst, tally: ArrivalTally(path: file.path)))
          left -= 1  // a bundle of many small files is written in steps, too
        }
        if EvidenceFormats.reader(of: file.format) != nil {
          let source = try reading ?? pieces(of: file, facts, after: progress, writer)
          reading = source
          while left > 0, let lot = source.next(isCancelled: isCancelled) {
            for piece in lot {
              try piece.write(
                &writer, &progress.taken[progress.files]!.tally, in: store,
                isBack: progress.taken[progress.files]!.isBack ?? false)
              if let content = piece.content { cited.append(content) }
            }
            progress.objects += lot.count
            left -= lot.count
            if isCancelled() { left = 0 }
          }
          if left > 0, isCancelled() {
            // Its maker has ended, and may have been told of it: what came is kept, the rest is read anew.
            left = 0
            reading = nil
          }
          if left <= 0 { break }
          _ = try source.outcome()
          reading = nil
        }
        writer.tookIn(
          facts.sha256, way: Importer.reading(of: file, facts.sha256, options)?.way ?? 0,
          isBack: progress.taken[progress.files]!.isBack ?? false)
        progress.files += 1
        progress.objects = 0
      }
      try writer.writeRestated()
      // What is said of an exhibit for its further files is said in the step that links it to the import: by its time it
      // is known for the import's word, and goes with it.
      if !begun.isEmpty { try writer.settle() }
      for facts in begun {
        let all = copies[facts.sha256, default: []]
        for place in all.dropFirst() where place >= progress.files {
          let copy = bundle.files[place]
          numbers[copy.key] = all.first
          let held = try Importer.exhibit(
            copy, facts, of: path, options, markings, to: caseID, in: store, &writer)
          if followed.insert(copy.key).inserted { places[copy.key] = held.id }
        }
      }
      // In the step that makes an exhibit: another may follow much later, and not at all.
      try said.follow(lights, in: bundle, places, caseID, &writer)
      for problem in said.problems {
        // A file of many steps is looked at in each, and says so once.
        guard let number = numbers[Array(problem.path.utf8)] else { continue }
        var warnings = progress.taken[number]?.warnings ?? []
        guard !warnings.contains(problem) else { continue }
        warnings.append(problem)
        progress.taken[number]?.warnings = warnings
      }
      (run, reference) = try close(&writer, progress, run, reference, exhibits)
    }
    stored.keep(cited)
    (self.progress, self.run, self.reading, self.followed) = (progress, run, reading, followed)
    report.reference = reference
  }

  /// The exhibits of the files that were begun.
  private func places(of progress: Progress) -> [[UInt8]: ExhibitID] {
    zip(bundle.files, progress.taken).reduce(into: [:]) { places, one in
      places[one.0.key] = one.1.flatMap { ExhibitID($0.exhibit) }
    }
  }

  /// The exhibit of the file that is being written, if there is one.
  private func place(of progress: Progress) -> [[UInt8]: ExhibitID] {
    guard progress.taken.count > progress.files, let taken = progress.taken[progress.files] else {
      return [:]
    }
    return ExhibitID(taken.exhibit).map { [bundle.files[progress.files].key: $0] } ?? [:]
  }

  private func pieces(
    of file: EvidenceBundle.File, _ facts: FileFacts, after progress: Progress, _ writer: JournalWriter
  ) throws -> PipelineSource<Importer.Piece, ImportSummary> {
    guard let exhibit = progress.taken[progress.files].flatMap({ ExhibitID($0.exhibit) }) else {
      throw StoreError.damaged("an unfinished import names no exhibit for \(file.path)")
    }
    return Importer.pieces(
      of: file, facts, in: store, stored, by: evidence, options,
      writer.preparer(of: exhibit, caseID: caseID), after: progress.objects)
  }

  /// The record of the import as it is now, and where the next step begins.
  private func close(
    _ writer: inout JournalWriter, _ progress: Progress, _ run: EntityID?, _ reference: String?,
    _ exhibits: [ExhibitID]
  ) throws -> (EntityID?, String?) {
    var (run, reference) = (run, reference)
    let isDone = progress.files == bundle.files.count
    var state = ImportRun(
      id: run ?? EntityID(high: 0, low: 0), name: URL(fileURLWithPath: path).lastPathComponent,
      read: progress.written, new: progress.new, decisions: options.decisions?.hash, exhibits: exhibits,
      readings: readings(progress.taken.map { $0 != nil }))
    let words = Importer.words(of: places(of: progress), lights, in: bundle, options)
    if run != nil {
      try writer.amend(state, caseID: caseID, saying: words)
    } else {
      state.exhibits = progress.taken.compactMap { $0.flatMap { ExhibitID($0.exhibit) } }
      let reader = try writer.reader(of: store)
      // Nothing new makes no unit, but for what was taken back or read otherwise and comes again.
      if try writer.appended > 0 || reader.comesAgain(state) {
        let made = try writer.record(state, caseID: caseID, saying: words)
        (run, reference) = (made.id, made.reference)
      }
    }
    if isDone {
      try writer.forgetUnfinished(asked)
    } else {
      let step = Array(try JSONEncoder().encode(progress))
      try writer.remember(UnfinishedImport(asked: asked, run: run, step: step))
    }
    return (run, reference)
  }

  /// How its tables are read.
  ///
  /// - Parameter isTaken: by file, as far as they are looked at, whether it is taken in.
  private func readings(_ isTaken: [Bool]) -> [TableReading] {
    zip(zip(bundle.files, contents), isTaken).compactMap { one, isTaken in
      guard isTaken, case .success(let facts)? = one.1 else { return nil }
      return Importer.reading(of: one.0, facts.sha256, options)
    }
  }

  private func checkNotTakenBack(_ run: EntityID?, _ writer: JournalWriter) throws {
    guard run != nil, try writer.reader(of: store).unfinishedImport(asked) == nil else { return }
    throw StoreError.invalid(
      "the import was taken back, or ended, by somebody else while it ran",
      remedy: "look at casetui import list; to have it again, start the import again")
  }
}

/// A long import was cancelled between two steps.
struct ImportStopped: Error {
  /// Of the import; `nil` while it has brought nothing new.
  let reference: String?
  let done: Int
  let of: Int
}
