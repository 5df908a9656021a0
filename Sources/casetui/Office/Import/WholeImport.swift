import CaseDomain
import CaseExchange
import CaseStore

/// An import in one transaction: all of it or none.
struct WholeImport {
  let order: ImportOrder
  let isCancelled: () -> Bool
  let progress: (String) -> Void
  /// With what is known of the bundle as a whole.
  private(set) var report: ImportReport
  private var references: References
  private var exhibits: [ExhibitID] = []
  private var readings: [TableReading] = []
  private var lights: StatedLights
  private var issues = ListIssuesTogether()
  /// By the bytes of its path, the exhibit that holds a file.
  private var places: [[UInt8]: ExhibitID] = [:]
  private let contents: Set<Digest256>
  /// Contents that were made exhibits of since the listed rows were brought up to date.
  private var made: Set<Digest256> = []

  /// Ends the transaction without an error: the report says what was wrong.
  struct Undo: Error { let report: ImportReport }

  /// - Parameter lights: what is said of the bundle's bags as such.
  init(
    _ order: ImportOrder, _ report: ImportReport, _ lights: StatedLights, _ isCancelled: @escaping () -> Bool,
    _ progress: @escaping (String) -> Void
  ) {
    self.order = order
    self.report = report
    self.lights = lights
    self.isCancelled = isCancelled
    self.progress = progress
    references = References(in: order.store.folder)
    contents = order.contentHashes
  }

  /// - Throws: `Undo` when its only file is refused.
  mutating func write(_ writer: inout JournalWriter) throws {
    let isAlone = order.bundle.files.count == 1
    for (file, content) in zip(order.bundle.files, order.contents) {
      guard let content else {
        report.leave(file)
        continue
      }
      progress("reading \(file.path)")
      let before = (report: report.mark, issues: issues)
      references.begin()
      do {
        let facts = try content.get()
        var isBack = false
        // One file alone needs no savepoint: when it fails, the whole transaction does. Of what nothing is read nothing is
        // refused beyond this.
        if isAlone || EvidenceFormats.reader(of: file.format) == nil {
          isBack = try takeIn(file, facts, &writer)
        } else {
          try writer.attempt { isBack = try takeIn(file, facts, &$0) }
        }
        // Not in the attempt, which would copy what is known of all files before.
        writer.tookIn(facts.sha256, way: order.way(of: file, facts.sha256), isBack: isBack)
        try references.keep()
      } catch let refusal as ImportRefusal where refusal.kind != .cancelled {
        report.goBack(to: before.report)
        issues = before.issues
        references.drop()
        report.refuse(file, refusal)
        if isAlone { throw Undo(report: report) }
      }
    }
    try writer.settle()
    try report.follow(lights, in: order.bundle, places, order.caseID, &writer)
    let reader = try writer.reader(of: order.store)
    report.danglingRefs = try references.dangling { try reader.isAnyStanding($0) }
    // Beyond this it is done.
    if isCancelled() { throw CancellationError() }
    try record(&writer, reader)
  }

  /// - Returns: whether it was taken back before this import.
  private mutating func takeIn(
    _ file: EvidenceBundle.File, _ facts: FileFacts, _ writer: inout JournalWriter
  ) throws -> Bool {
    // Another name of bytes that have just come: their exhibit has to be found.
    if made.contains(facts.sha256) {
      try writer.settle()
      made.removeAll()
    }
    let held = try order.exhibit(file, facts, &writer)
    if held.state == .new { made.insert(facts.sha256) }
    var light: StatedLights.Stated?
    if EvidenceFormats.reader(of: file.format) != nil {
      light = try takeInRecords(file, facts, held, &writer)
    }
    report.warn(of: held, file)
    report.warn(
      ofComingBack: try held.recordsComingBack(file, facts.sha256, in: order.store, writer), in: file)
    report.take(file, held.state, held.reference)
    // Nothing fails beyond this: a refused file is not among them.
    lights.note(light, of: file.path)
    exhibits.append(held.id)
    places[file.key] = held.id
    if let reading = order.reading(of: file, facts.sha256) { readings.append(reading) }
    return held.isBack
  }

  /// The strictest label that its objects bear.
  private mutating func takeInRecords(
    _ file: EvidenceBundle.File, _ facts: FileFacts, _ held: ImportedExhibit, _ writer: inout JournalWriter
  ) throws -> StatedLights.Stated? {
    let store = order.store
    var tally = ArrivalTally(path: file.path)
    var count = ProgressCount(of: file, progress)
    let made = order.pieces(of: file, facts, writer.preparer(of: held.id, caseID: order.caseID))
    let summary: ImportSummary
    do {
      summary = try made.drain(isCancelled: isCancelled) { piece in
        try references.note(piece.prepared.record.externalID, piece.references)
        count.next()
        if count.value.isMultiple(of: 20_000) { try writer.settle() }
        try piece.write(&writer, &tally, in: store, isBack: held.isBack)
      }
    } catch is CancellationError {
      throw ImportRefusal.cancelled(path: file.path, offset: 0)
    }
    try writer.writeRestated()
    report.add(summary, tally)
    try writer.settle()
    let reader = try writer.reader(of: store)
    let source = FileProvenance(origin: held.origin, name: file.name, isMailed: file.isInMail)
    try report.warn(tally, from: source, besides: contents, reader)
    try report.warnOutdated(tally, besides: contents, reader)
    try report.warn(ofOwnEvent: tally, reader)
    try report.warn(ofRowsTwice: file, facts.sha256, from: order.options.sender, in: nil, reader)
    if held.isFirst {
      if let series = tally.series { try writer.follow(series, reader) }
      let check = ListIssueCheck(file: file, content: facts.sha256, tally: tally, refused: summary.refused)
      try report.warn(
        check, held.id, in: nil, besides: &issues, wasAsked: order.options.wasAsked, reader)
    }
    return tally.light
  }

  /// The record of the import as one unit.
  private mutating func record(_ writer: inout JournalWriter, _ reader: StoreReader) throws {
    let unit = ImportRun(
      id: EntityID(high: 0, low: 0), name: order.name, read: report.read, new: report.new,
      decisions: order.options.decisions?.hash, exhibits: exhibits, readings: readings)
    // Nothing new makes no unit, but for what was taken back or read otherwise and comes again.
    guard try writer.appended > 0 || reader.comesAgain(unit) else { return }
    let before = try reader.readingsBefore(readings)
    report.reference =
      try writer.record(unit, caseID: order.caseID, saying: order.words(of: places, lights)).reference
    guard let before else { return }
    try writer.settle()
    report.warn(
      of: try writer.reader(of: order.store).replaced(since: before), order.path, order.tables)
  }
}
