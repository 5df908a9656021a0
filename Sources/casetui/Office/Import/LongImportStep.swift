import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// One step of a long import: what one transaction writes. Of a step whose transaction was not kept nothing is kept.
struct LongImportStep {
  let order: ImportOrder
  /// What was asked for, as one hash.
  let asked: Digest256
  /// By file: the check refused nothing of it, and nobody left it out.
  let isTaken: [Bool]
  /// By content that several of the files hold which are taken in, their places.
  let copies: [Digest256: [Int]]
  let lights: StatedLights
  /// So many objects it may write yet; below nothing only by a lot that came at once.
  var left: Int
  private(set) var progress: LongImportProgress
  private(set) var run: EntityID?
  private(set) var reference: String?
  /// The files whose labels were followed.
  private(set) var followed: Set<[UInt8]>
  /// The file that is being written.
  private(set) var reading: PipelineSource<ImportPiece, ImportSummary>?
  /// The contents in the vault that its operations cite.
  private(set) var cited: [Digest256] = []
  /// Of the files that it begins.
  private var exhibits: [ExhibitID] = []
  /// The contents that it begins and that further files hold.
  private var begun: [FileFacts] = []
  /// The exhibits of the files whose labels it follows, by the bytes of their paths.
  private var places: [[UInt8]: ExhibitID]
  /// By the bytes of its path, which file bears what is said of it.
  private var numbers: [[UInt8]: Int] = [:]
  private var said = ImportReport()

  init(
    _ order: ImportOrder, asked: Digest256, isTaken: [Bool], copies: [Digest256: [Int]],
    _ lights: StatedLights, objects: Int, after progress: LongImportProgress, run: EntityID?,
    reference: String?, followed: Set<[UInt8]>, reading: PipelineSource<ImportPiece, ImportSummary>?
  ) {
    self.order = order
    self.asked = asked
    self.isTaken = isTaken
    self.copies = copies
    self.lights = lights
    left = objects
    self.progress = progress
    self.run = run
    self.reference = reference
    self.followed = followed
    self.reading = reading
    places = [:]
    // The file at hand may have been begun by a build that marked at the end.
    if progress.taken.count > progress.files, let exhibit = progress.taken[progress.files]?.exhibitID {
      places[order.bundle.files[progress.files].key] = exhibit
    }
  }

  private var files: [EvidenceBundle.File] { order.bundle.files }

  mutating func write(_ writer: inout JournalWriter, _ isCancelled: () -> Bool) throws {
    try checkNotTakenBack(writer)
    while progress.files < files.count, left > 0 {
      guard isTaken[progress.files], case .success(let facts)? = order.contents[progress.files] else {
        progress.taken.append(nil)
        progress.files += 1
        continue
      }
      let file = files[progress.files]
      numbers[file.key] = progress.files
      if progress.taken.count == progress.files { try begin(file, facts, &writer) }
      guard try writeRecords(of: file, facts, &writer, isCancelled) else { break }
      writer.tookIn(facts.sha256, way: order.way(of: file, facts.sha256), isBack: isBack)
      progress.files += 1
      progress.objects = 0
    }
    try writer.writeRestated()
    try nameCopies(&writer)
    // In the step that makes an exhibit: another may follow much later, and not at all.
    try said.follow(lights, in: order.bundle, places, order.caseID, &writer)
    keepWarnings()
    try close(&writer)
  }

  /// The file at hand was taken back before this import.
  private var isBack: Bool { progress.taken[progress.files]!.isBack ?? false }

  private func checkNotTakenBack(_ writer: JournalWriter) throws {
    guard run != nil, try writer.reader(of: order.store).unfinishedImport(asked) == nil else { return }
    throw StoreError.invalid(
      "the import was taken back, or ended, by somebody else while it ran",
      remedy: "look at casetui import list; to have it again, start the import again")
  }

  /// Makes or finds the exhibit of the file at hand.
  private mutating func begin(
    _ file: EvidenceBundle.File, _ facts: FileFacts, _ writer: inout JournalWriter
  ) throws {
    // Its exhibit may have been made in this step; for the third and all others it is settled.
    if let all = copies[facts.sha256], all[1] == progress.files { try writer.settle() }
    let held = try order.exhibit(file, facts, &writer)
    exhibits.append(held.id)
    if copies[facts.sha256]?.first == progress.files { begun.append(facts) }
    if followed.insert(file.key).inserted { places[file.key] = held.id }
    said.warn(of: held, file)
    said.warn(
      ofComingBack: try held.recordsComingBack(file, facts.sha256, in: order.store, writer), in: file)
    progress.taken.append(
      .init(
        exhibit: held.id.description, reference: held.reference, state: held.state, isBack: held.isBack,
        isFirst: held.isFirst, tally: ArrivalTally(path: file.path)))
    left -= 1  // a bundle of many small files is written in steps, too
  }

  /// Writes what is read from the file at hand, as much as the step may; whether that was all.
  private mutating func writeRecords(
    of file: EvidenceBundle.File, _ facts: FileFacts, _ writer: inout JournalWriter, _ isCancelled: () -> Bool
  ) throws -> Bool {
    guard EvidenceFormats.reader(of: file.format) != nil else { return true }
    let source = try reading ?? pieces(of: file, facts, writer)
    reading = source
    let isBack = isBack
    while left > 0, let lot = source.next(isCancelled: isCancelled) {
      for piece in lot {
        try piece.write(
          &writer, &progress.taken[progress.files]!.tally, in: order.store, isBack: isBack)
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
    guard left > 0 else { return false }
    _ = try source.outcome()
    reading = nil
    return true
  }

  private func pieces(
    of file: EvidenceBundle.File, _ facts: FileFacts, _ writer: JournalWriter
  ) throws -> PipelineSource<ImportPiece, ImportSummary> {
    guard let exhibit = progress.taken[progress.files]?.exhibitID else {
      throw StoreError.damaged("an unfinished import names no exhibit for \(file.path)")
    }
    return order.pieces(
      of: file, facts, writer.preparer(of: exhibit, caseID: order.caseID), after: progress.objects)
  }

  /// What is said of an exhibit for its further files is said in the step that links it to the import: by its time it
  /// is known for the import's word, and goes with it.
  private mutating func nameCopies(_ writer: inout JournalWriter) throws {
    if !begun.isEmpty { try writer.settle() }
    for facts in begun {
      let all = copies[facts.sha256, default: []]
      for place in all.dropFirst() where place >= progress.files {
        let copy = files[place]
        numbers[copy.key] = all.first
        let held = try order.exhibit(copy, facts, &writer)
        if followed.insert(copy.key).inserted { places[copy.key] = held.id }
      }
    }
  }

  /// What was said stays with its file until the import ends.
  private mutating func keepWarnings() {
    for problem in said.problems {
      // A file of many steps is looked at in each, and says so once.
      guard let number = numbers[Array(problem.path.utf8)] else { continue }
      var warnings = progress.taken[number]?.warnings ?? []
      guard !warnings.contains(problem) else { continue }
      warnings.append(problem)
      progress.taken[number]?.warnings = warnings
    }
  }

  /// The record of the import as it is now, and where the next step begins.
  private mutating func close(_ writer: inout JournalWriter) throws {
    var state = ImportRun(
      id: run ?? EntityID(high: 0, low: 0), name: order.name, read: progress.written, new: progress.new,
      decisions: order.options.decisions?.hash, exhibits: exhibits,
      readings: order.readings(progress.taken.map { $0 != nil }),
      isUnfinished: progress.files < files.count)
    let all = zip(files, progress.taken).reduce(into: [[UInt8]: ExhibitID]()) { places, one in
      places[one.0.key] = one.1?.exhibitID
    }
    let words = order.words(of: all, lights)
    if run != nil {
      try writer.amend(state, caseID: order.caseID, saying: words)
    } else {
      state.exhibits = progress.exhibits
      let reader = try writer.reader(of: order.store)
      // Nothing new makes no unit, but for what was taken back or read otherwise and comes again.
      if try writer.appended > 0 || reader.comesAgain(state) {
        for taken in progress.taken.compactMap(\.self) where taken.isFirst == true {
          if let series = taken.tally.series { try writer.follow(series, reader) }
        }
        let made = try writer.record(state, caseID: order.caseID, saying: words)
        (run, reference) = (made.id, made.reference)
      }
    }
    if !state.isUnfinished {
      try writer.forgetUnfinished(asked)
    } else {
      let step = Array(try JSONEncoder().encode(progress))
      try writer.remember(UnfinishedImport(asked: asked, run: run, step: step))
    }
  }
}
