import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// An import of much: checked whole, then written in steps. Each step is one transaction that also says where the
/// next begins, so the same import goes on there after a crash (docs/decisions/0033).
struct LongImport {
  static let usualStep = 50_000

  private let order: ImportOrder
  private let author: Author
  private let stepObjects: Int
  private let asked: Digest256
  private var report: ImportReport
  private var references: References
  /// What the senders say of how their files are to be handled, as the check found it.
  private var lights: StatedLights
  /// By file: what the check found; `nil` for what is not taken in.
  private var checked: [ImportSummary?] = []
  /// By content that several of the files hold which are taken in, their places.
  private var copies: [Digest256: [Int]] = [:]
  /// The files whose labels were followed by this run.
  private var followed: Set<[UInt8]> = []
  private var progress = LongImportProgress()
  private var run: EntityID?
  /// The file that is being written.
  private var reading: PipelineSource<ImportPiece, ImportSummary>?

  /// - Parameters:
  ///   - report: with what is known of the bundle as a whole.
  ///   - lights: what is said of its bags as such.
  init(
    _ order: ImportOrder, _ report: ImportReport, _ lights: StatedLights, as author: Author, stepObjects: Int
  ) {
    self.order = order
    self.report = report
    self.lights = lights
    self.author = author
    self.stepObjects = max(1, stepObjects)
    references = References(in: order.store.folder)
    asked = order.asked
  }

  mutating func run(_ isCancelled: @escaping () -> Bool, _ say: @escaping (String) -> Void) throws
    -> ImportReport
  {
    defer { reading?.abandon() }
    try check(isCancelled, say)
    guard checked.contains(where: { $0 != nil }) else { return report }
    for (place, content) in order.contents.enumerated() where checked[place] != nil {
      if case .success(let facts)? = content { copies[facts.sha256, default: []].append(place) }
    }
    copies = copies.filter { $0.value.count > 1 }
    try resume()
    let total = checked.reduce(0) { $0 + ($1?.read ?? 0) }
    while progress.files < order.bundle.files.count {
      if isCancelled() { throw ImportStopped(reference: report.reference, done: progress.written, of: total) }
      try writeStep(isCancelled)
      say("writing: \(progress.written) of \(total) objects")
    }
    try tell()
    return report
  }

  /// Reads everything as it stands in the vault: what will be refused is known before anything is written.
  private mutating func check(_ isCancelled: @escaping () -> Bool, _ say: @escaping (String) -> Void) throws {
    for (file, content) in zip(order.bundle.files, order.contents) {
      guard let content else {
        report.leave(file)
        checked.append(nil)
        continue
      }
      do {
        let source = try order.content(of: file, try content.get())
        var count = ProgressCount(of: file, say)
        var seen = references
        var stated = lights
        let summary = try order.evidence.read(file, source, order.options.mapping, isCancelled) { object in
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

  /// Goes on where an import of the same was left.
  private mutating func resume() throws {
    let store = order.store
    guard let held = try store.read({ try $0.unfinishedImport(asked) }) else {
      let readings = order.readings(checked.map { $0 != nil })
      progress.readBefore = try store.read { try $0.readingsBefore(readings) }
      return
    }
    do {
      progress = try JSONDecoder().decode(LongImportProgress.self, from: Data(held.step))
    } catch {
      throw StoreError.damaged("what the store says of an unfinished import cannot be read: \(error)")
    }
    progress.before = progress.written
    run = held.run
    if let run { report.reference = try store.read { try $0.reference(of: run) } }
  }

  private mutating func writeStep(_ isCancelled: () -> Bool) throws {
    var step = LongImportStep(
      order, asked: asked, isTaken: checked.map { $0 != nil }, copies: copies, lights, objects: stepObjects,
      after: progress, run: run, reference: report.reference, followed: followed, reading: reading)
    // What a failed transaction did not keep is not kept here either.
    reading = nil
    defer { if step.reading !== reading { step.reading?.abandon() } }
    try order.store.write(as: author) { writer in try step.write(&writer, isCancelled) }
    order.stored.keep(step.cited)
    (progress, run, reading, followed) = (step.progress, step.run, step.reading, step.followed)
    report.reference = step.reference
  }

  /// What is known once all is written.
  private mutating func tell() throws {
    let own = order.contentHashes
    var issues = ListIssuesTogether()
    for (place, (file, (summary, taken))) in zip(order.bundle.files, zip(checked, progress.taken))
      .enumerated()
    {
      guard let summary, let taken else { continue }
      report.add(summary, taken.tally)
      if case .success(let facts)? = order.contents[place] {
        try order.store.read { reader in
          let origin = try reader.provenance(of: facts.sha256).origin
          let source = FileProvenance(origin: origin, name: file.name, isMailed: file.isInMail)
          try report.warn(taken.tally, from: source, besides: own, reader)
          try report.warnOutdated(taken.tally, besides: own, reader)
          try report.warn(ofOwnEvent: taken.tally, reader)
          try report.warn(ofRowsTwice: file, facts.sha256, from: order.options.sender, in: run, reader)
          if taken.isFirst == true, let exhibit = taken.exhibitID {
            let check = ListIssueCheck(
              file: file, content: facts.sha256, tally: taken.tally, refused: summary.refused)
            try report.warn(
              check, exhibit, in: run, besides: &issues, wasAsked: order.options.wasAsked, reader)
          }
        }
      }
      report.problems += taken.warnings ?? []
      report.take(file, taken.state, taken.reference)
    }
    if let before = progress.readBefore {
      let replaced = try order.store.read { try $0.replaced(since: before) }
      report.warn(of: replaced, order.path, order.tables)
    }
    report.resumed = progress.before
    report.danglingRefs = try order.store.read { reader in
      try references.dangling { try reader.isAnyStanding($0) }
    }
  }
}

extension ImportOrder {
  /// An import of just this was stopped between two steps.
  var isUnfinished: Bool {
    get throws { try store.read { try $0.unfinishedImport(asked) != nil } }
  }

  /// What was asked for, as one hash: anything else is another import.
  fileprivate var asked: Digest256 {
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
}

/// A long import was cancelled between two steps.
struct ImportStopped: Error {
  /// Of the import; `nil` while it has brought nothing new.
  let reference: String?
  let done: Int
  let of: Int
}
