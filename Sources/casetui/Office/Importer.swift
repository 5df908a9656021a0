import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// Takes evidence in: every file becomes an exhibit, byte for byte; what STIX files and tables state
/// becomes source records. One transaction, all of it or none; much of it goes to `LongImport`.
enum Importer {
  /// What a person may say beside the path.
  struct Options {
    /// What every file that is no container is read as, mail too where it is `attachment`; `nil` goes by content.
    var format: EvidenceFormat?
    /// What the columns of tables mean; `nil` goes by their headers.
    var mapping: ColumnMapping?
    /// Who sent it, such as an owner; not empty. It becomes the origin of the exhibits, and part of the keys of rows.
    var sender: String?
    /// What was decided after a scan, with the hash of its file.
    var decisions: (file: DecisionFile, hash: Digest256)?
    /// What a dry run read that somebody looked at: anything else is refused. `nil` when nobody did.
    var scanned: [DecisionFile.File]?
    /// Objects of one step; `nil` writes everything in one transaction, unless there is more than `longBytes` of it.
    var stepObjects: Int?

    /// What of it decides how tables are read.
    var reading: DecisionFile.Reading {
      .init(sender: sender, mapping: mapping.map { Digest256.sha256($0.cbor(named: "").encoded) })
    }
    /// A person was asked what a scan found, and about all of it.
    var wasAsked: Bool { decisions.map { $0.file.unasked == 0 } ?? false }
  }

  /// Beyond this an import is written in steps (docs/decisions/0033).
  static let longBytes = 64 << 20

  /// Reads everything and writes nothing.
  static func scan(
    _ path: String, in store: CaseStore, _ options: Options = Options(),
    isCancelled: @escaping () -> Bool = { false }, progress: @escaping (String) -> Void = { _ in }
  ) throws -> ImportReport {
    let started = ContinuousClock.now
    try StoreFolder.refuseStore(path)
    let evidence = EvidenceReader(store.folder, sender: options.sender)
    var bundle = try EvidenceBundle.list(
      path, as: options.format, by: evidence.containers(isCancelled), isCancelled: isCancelled)
    try refuseStores(in: bundle)
    try needTable(bundle, options)
    let listed = bundle
    try bundle.tellTablesApart { file in
      do { return try hash(of: file, in: listed, isCancelled) } catch let refusal as ImportRefusal
        where refusal.kind != .cancelled
      {
        return nil  // it is refused, and said to be, when its turn comes
      }
    }
    var report = ImportReport(bundle)
    var references = References(in: store.folder)
    var open = OpenQuestions(today: store.today, reading: options.reading)
    try report.check(bundle.bags, in: bundle, &open, isCancelled)
    try store.read { reader in
      var scan = try ArrivalScan(reader)
      let names = try reader.heldFileNames()
      var own: Set<Digest256> = []
      for file in bundle.files {
        progress("reading \(file.path)")
        var part = report
        let before = (scan, references, open)
        var content: Digest256?
        do {
          let hash = try hash(of: file, in: bundle, isCancelled)
          content = hash
          open.note(file, hash, heldAs: names.contents(at: file.path, named: file.name))
          let isAgain = !own.insert(hash).inserted
          let held = try reader.exhibit(holding: hash).map { try reader.exhibitRow($0).reference }
          if EvidenceFormats.reader(of: file.format) != nil {
            var tally = ArrivalTally(path: file.path)
            var validity = STIXValidity(file)
            var count = ProgressCount(of: file, progress)
            let summary = try evidence.read(
              file, try Importer.open(file, in: bundle), options.mapping, isCancelled
            ) { object in
              count.next()
              try references.note(object.externalID, object.references)
              validity.check(object)
              open.note(object, of: file)
              let leftOut = leftOut(of: object)
              if leftOut > 0 { tally.trimmed(object.externalID, leftOut, at: object.offset) }
              let record = record(
                object, .inline(object.bytes), of: hash, 0, withFacts: file.format == .csv)
              let taking = try scan.compare(
                record.source, record.externalID, modified: record.modified, content: record.contentHash,
                reading: record.reading, isOneOfMany: record.isOneOfMany,
                isRevoked: object.stated?.isRevoked ?? false, isAgain: isAgain, in: hash,
                at: record.offset)
              tally.count(
                taking, object.source, object.type, object.externalID,
                isRevoked: object.stated?.isRevoked ?? false, at: object.offset)
            }
            part.add(summary, tally)
            let origin = try held == nil ? nil : reader.provenance(of: hash).origin
            try part.warn(
              tally, from: FileProvenance(origin: origin ?? options.sender, name: file.name), besides: own,
              reader)
            try part.warnOutdated(tally, besides: own, reader)
            let check = ListIssueCheck(file: file, content: hash, tally: tally, refused: summary.refused)
            if held == nil, check.mayBearDay,
              let older = try check.isOlder(
                Importer.open(file, in: bundle), nil, from: options.sender, reader)
            {
              open.ask(.olderIssue, file, older, answer: DecisionFile.Question.take)
            }
            part.problems += validity.finish(summary)
            part.invalidObjects += validity.invalid
          } else if try mayHoldMacros(file, in: bundle) {
            open.ask(.macros, file, "it may hold macros", answer: DecisionFile.Question.take)
          }
          part.take(file, held == nil ? .new : .known, held)
          report = part
        } catch let refusal as ImportRefusal where refusal.kind != .cancelled {
          // What was broken off is not refused: nobody has looked at it yet.
          if isCancelled() { throw CancellationError() }
          (scan, references, open) = before
          open.noteRefused(file, content)
          report.refuse(file, refusal)
        }
      }
      report.danglingRefs = try references.dangling { try reader.isAnyStanding($0) }
    }
    let decisions = open.finish(bundle)
    if decisions.unasked > 0 {
      report.problems.append(
        ImportProblem(
          path: path,
          reason: "\(decisions.unasked) more questions would be asked than a decisions file holds",
          remedy: "scan and take in the bundle in parts", severity: .warning))
    }
    report.decisions = decisions
    report.seconds = (ContinuousClock.now - started).seconds
    return report
  }

  /// Takes everything in that is not here yet. Of what is refused, and of an import that does not end well, nothing
  /// stays, but for the steps that a long import has done.
  static func apply(
    _ path: String, to caseID: CaseID?, in store: CaseStore, as author: Author,
    _ options: Options = Options(),
    isCancelled: @escaping () -> Bool = { false }, progress: @escaping (String) -> Void = { _ in }
  ) throws -> ImportReport {
    let stored = StoredContent()
    do {
      let report = try apply(path, to: caseID, in: store, as: author, options, stored, isCancelled, progress)
      if report.refused > 0 { try store.discardUncited(stored.all) }
      return report
    } catch {
      try store.discardUncited(stored.all)
      throw error
    }
  }

  private static func apply(
    _ path: String, to caseID: CaseID?, in store: CaseStore, as author: Author, _ options: Options,
    _ stored: StoredContent, _ isCancelled: @escaping () -> Bool, _ progress: @escaping (String) -> Void
  ) throws -> ImportReport {
    let started = ContinuousClock.now
    try StoreFolder.refuseStore(path)
    try store.folder.removeLeftovers()
    let evidence = EvidenceReader(store.folder, sender: options.sender)
    var bundle = try EvidenceBundle.list(
      path, as: options.format, by: evidence.containers(isCancelled), isCancelled: isCancelled)
    try refuseStores(in: bundle)
    try needTable(bundle, options)
    if let decisions = options.decisions?.file { try follow(decisions, bundle, options, isCancelled) }
    let scanned = try options.scanned.map { try files(in: bundle, asScanned: $0) } ?? [:]
    let left = left(in: bundle, options)
    let decided = options.decisions?.file.contents ?? [:]
    let refused = options.decisions?.file.refused ?? []
    // Content first: it is durable before anything speaks of it. A crash leaves unused files at worst.
    var contents: [Result<FileFacts, ImportRefusal>?] = []
    for file in bundle.files {
      guard !left.contains(file.key) else {
        contents.append(nil)
        continue
      }
      guard !refused.contains(file.key) else {
        contents.append(.failure(refusedByScan(file)))
        continue
      }
      progress("storing \(file.path)")
      let content = try content(of: file, in: bundle, store, isCancelled)
      if case .success(let facts) = content {
        stored.add(facts.sha256)
        // It was looked at before it was copied.
        if let then = decided[file.key], then != facts.sha256 { throw changed(["\(file.path) has changed"]) }
        if let then = scanned[file.key], then.sha256 != facts.sha256 {
          throw changed(["\(file.path) has changed"])
        }
      }
      contents.append(content)
    }
    let hashes = Dictionary(zip(bundle.files, contents).map { ($0.key, hash($1)) }) { first, _ in first }
    bundle.tellTablesApart { hashes[$0.key] ?? nil }
    var report = ImportReport(bundle)
    var references = References(in: store.folder)
    var unasked = OpenQuestions(today: store.today)
    try report.check(bundle.bags, in: bundle, &unasked, isCancelled)
    let size = bundle.files.reduce(0) { $0 + $1.lengthBytes }
    // One that was begun in steps is ended so, whatever is said of steps now.
    let isLong = try size > longBytes || LongImport.isUnfinished(bundle, contents, caseID, options, in: store)
    if let stepObjects = options.stepObjects ?? (isLong ? LongImport.usualStep : nil) {
      var long = try LongImport(
        bundle, contents, report, path: path, by: evidence, to: caseID, in: store, as: author, options,
        stored, stepObjects: stepObjects)
      report = try long.run(isCancelled, progress)
      report.seconds = (ContinuousClock.now - started).seconds
      return report
    }
    let own = Importer.stored(contents)
    let markings = options.decisions?.file.markings ?? [:]
    try store.write(as: author) { writer in
      var exhibits: [ExhibitID] = []
      var readings: [TableReading] = []
      var lights = StatedLights()
      var places: [[UInt8]: ExhibitID] = [:]
      for (file, content) in zip(bundle.files, contents) {
        guard let content else {
          report.leave(file)
          continue
        }
        progress("reading \(file.path)")
        do {
          let facts = try content.get()
          var (part, seen) = (report, references)
          var exhibit: ExhibitID?
          var light: StatedLights.Stated?
          let take: (inout JournalWriter) throws -> Void = { writer in
            (exhibit, light) = try takeIn(
              file, facts, of: path, by: evidence, options, markings, to: caseID, in: store, stored, own,
              &writer, isCancelled, progress, &part, &seen)
          }
          // One file alone needs no savepoint: when it fails, the whole transaction does.
          if bundle.files.count == 1 { try take(&writer) } else { try writer.attempt(take) }
          (report, references) = (part, seen)
          lights.note(light, of: file.path)
          if let exhibit {
            exhibits.append(exhibit)
            places[file.key] = exhibit
          }
          if let reading = reading(of: file, facts.sha256, options) { readings.append(reading) }
        } catch let refusal as ImportRefusal where refusal.kind != .cancelled {
          report.refuse(file, refusal)
          if bundle.files.count == 1 { throw Undo(report: report) }
        }
      }
      try report.follow(lights, in: bundle, places, caseID, &writer)
      let reader = try writer.reader(of: store)
      report.danglingRefs = try references.dangling { try reader.isAnyStanding($0) }
      // Beyond this it is done.
      if isCancelled() { throw CancellationError() }
      let unit = ImportRun(
        id: EntityID(high: 0, low: 0), name: URL(fileURLWithPath: path).lastPathComponent,
        read: report.read, new: report.new, decisions: options.decisions?.hash, exhibits: exhibits,
        readings: readings)
      // Nothing new makes no unit, but for what was taken back or read otherwise and comes again.
      if try writer.appended > 0 || reader.comesAgain(unit) {
        let said = words(of: places, lights, in: bundle, options)
        let before = try reader.readingsBefore(readings)
        report.reference = try writer.record(unit, caseID: caseID, saying: said).reference
        if let before {
          try writer.settle()
          report.warn(
            of: try writer.reader(of: store).replaced(since: before), path, tables(bundle, contents))
        }
      }
    } onUndo: { (undo: Undo) in
      report = undo.report
    }
    report.seconds = (ContinuousClock.now - started).seconds
    return report
  }

  /// - Throws: `StoreError.usage` when a folder of the bundle is a store.
  private static func refuseStores(in bundle: EvidenceBundle) throws {
    for file in bundle.files where file.container == nil && file.name == "case.db" {
      try StoreFolder.refuseStore(bundle.folder + "/" + file.path)
    }
  }

  /// - Throws: `Usage` when a mapping is given and no file is read as a table: it would be dropped in silence.
  private static func needTable(_ bundle: EvidenceBundle, _ options: Options) throws {
    guard options.mapping != nil, !bundle.files.contains(where: { $0.format == .csv }) else { return }
    let read = bundle.files.prefix(5).map { "\($0.path) is read as \($0.format.rawValue)" }
    let more = bundle.files.count > 5 ? " and \(bundle.files.count - 5) more" : ""
    throw Usage(
      message: "a mapping says what the columns of a table mean, and no file is read as one: "
        + (read.isEmpty ? "there is no file" : read.joined(separator: ", ") + more),
      remedy: "leave --mapping out, or say that they are tables with --format csv")
  }

  /// - Throws: `Usage` when the bundle is not what the decisions were made for.
  private static func follow(
    _ decisions: DecisionFile, _ bundle: EvidenceBundle, _ options: Options, _ isCancelled: () -> Bool
  ) throws {
    if let then = decisions.reading, then != options.reading {
      throw Usage(
        message: "the scan was made with another "
          + (then.mapping == options.reading.mapping ? "--from" : "--mapping") + " than this import has",
        remedy: "give the one of the scan, or scan again and decide anew")
    }
    let now = try bundle.files.map { file in
      var content: Digest256?
      do { content = try hash(of: file, in: bundle, isCancelled) } catch let refusal as ImportRefusal
        where refusal.kind != .cancelled
      {
        content = nil  // it is refused when its turn comes, as it was in the scan
      }
      return DecisionFile.File(
        path: file.path, sha256: content, lengthBytes: file.lengthBytes, format: file.format.rawValue)
    }
    let differences = decisions.differences(from: now)
    guard differences.isEmpty else { throw changed(differences) }
  }

  /// What a dry run read, by the bytes of its path. Contents are compared when they are stored.
  ///
  /// - Throws: `Usage` when there are other files now, or one is read as something else.
  private static func files(
    in bundle: EvidenceBundle, asScanned scanned: [DecisionFile.File]
  ) throws -> [[UInt8]: DecisionFile.File] {
    let then = Dictionary(scanned.map { (Array($0.path.utf8), $0) }) { first, _ in first }
    let now = bundle.files.map { file in
      DecisionFile.File(
        path: file.path, sha256: then[file.key]?.sha256, lengthBytes: file.lengthBytes,
        format: file.format.rawValue)
    }
    let differences = DecisionFile(files: scanned, questions: []).differences(from: now)
    guard differences.isEmpty else { throw changed(differences) }
    return then
  }

  /// What is left out, by the bytes of its path: with a container goes what it holds.
  private static func left(in bundle: EvidenceBundle, _ options: Options) -> Set<[UInt8]> {
    var left = options.decisions?.file.left ?? []
    guard !left.isEmpty else { return [] }
    // A container stands before its members.
    for file in bundle.files {
      if let container = file.container, left.contains(Array(container.utf8)) { left.insert(file.key) }
    }
    return left
  }

  private static func refusedByScan(_ file: EvidenceBundle.File) -> ImportRefusal {
    ImportRefusal(
      unreadable: file.path,
      SourceError(
        path: file.path, reason: "the scan refused it, so nobody was asked about it",
        remedy: "scan again, which says why, and decide anew if it can be read by now"))
  }

  private static func changed(_ differences: [String]) -> Usage {
    Usage(
      message: "the bundle has changed since the scan: \(differences.prefix(5).joined(separator: "; "))"
        + (differences.count > 5 ? " and \(differences.count - 5) more" : ""),
      remedy: "scan it again, and decide anew")
  }

  /// Ends the transaction without an error: the report says what was wrong.
  private struct Undo: Error { let report: ImportReport }

  private static func takeIn(
    _ file: EvidenceBundle.File, _ facts: FileFacts, of path: String, by evidence: EvidenceReader,
    _ options: Options, _ markings: [Digest256: HandlingMark], to caseID: CaseID?, in store: CaseStore,
    _ stored: StoredContent, _ own: Set<Digest256>, _ writer: inout JournalWriter,
    _ isCancelled: @escaping () -> Bool, _ progress: @escaping (String) -> Void,
    _ report: inout ImportReport, _ references: inout References
  ) throws -> (ExhibitID, StatedLights.Stated?) {
    var light: StatedLights.Stated?
    let held = try exhibit(file, facts, of: path, options, markings, to: caseID, in: store, &writer)
    if EvidenceFormats.reader(of: file.format) != nil {
      var tally = ArrivalTally(path: file.path)
      var count = ProgressCount(of: file, progress)
      let made = pieces(
        of: file, facts, in: store, stored, by: evidence, options,
        writer.preparer(of: held.id, caseID: caseID))
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
      light = tally.light
      report.add(summary, tally)
      try writer.settle()
      let reader = try writer.reader(of: store)
      try report.warn(
        tally, from: FileProvenance(origin: held.origin, name: file.name), besides: own, reader)
      try report.warnOutdated(tally, besides: own, reader)
      if held.isFirst {
        try report.warn(
          ListIssueCheck(file: file, content: facts.sha256, tally: tally, refused: summary.refused), held.id,
          in: nil, wasAsked: options.wasAsked, reader)
      }
    }
    report.warn(of: held, file)
    report.warn(ofComingBack: try recordsComingBack(held, file, facts.sha256, in: store, writer), in: file)
    report.take(file, held.state, held.reference)
    writer.tookIn(
      facts.sha256, way: reading(of: file, facts.sha256, options)?.way ?? 0, isBack: held.isBack)
    return (held.id, light)
  }

  /// The exhibit that holds a file's content, made if there is none.
  struct Holding {
    let id: ExhibitID
    let reference: String
    let state: ImportedFile.State
    /// What it has as origin, when somebody else is said to have sent it now.
    var otherOrigin: String?
    /// How it is handled, when a person decided now that it be handled more strictly and another one had marked it before.
    var laxerMark: HandlingMark?
    /// What it has as origin now.
    var origin: String?
    /// It was taken back, and comes again.
    var isBack = false
    /// No import that stands took it in before.
    var isFirst = true
  }

  /// - Parameter markings: by content, how the decisions want it handled.
  static func exhibit(
    _ file: EvidenceBundle.File, _ facts: FileFacts, of path: String, _ options: Options,
    _ markings: [Digest256: HandlingMark], to caseID: CaseID?, in store: CaseStore,
    _ writer: inout JournalWriter
  ) throws -> Holding {
    let decided = markings[facts.sha256] ?? options.decisions?.file.marking(of: file.path)
    let reader = try writer.reader(of: store)
    func setOrigin(of exhibit: ExhibitID) throws {
      guard let sender = options.sender else { return }
      try writer.setOrigin(sender, of: exhibit, caseID: caseID)
    }
    if let held = try reader.exhibit(holding: facts.sha256) {
      if let caseID { try writer.link(held, to: caseID) }
      let row = try reader.exhibitRow(held)
      let origin = row.origin.flatMap { $0.saysNothing ? nil : $0 }
      if origin == nil { try setOrigin(of: held) }
      // One exhibit holds the bytes, and everybody who sent them is on record: that is the link between them.
      if let sender = options.sender, let origin, !origin.utf8.elementsEqual(sender.utf8) {
        try writer.addSender(sender, of: held, caseID: caseID)
      }
      // One name is the exhibit's; under which others the bytes came is part of what came. A title that somebody gave it
      // since is no name of a file.
      let isTitle = row.title.inNFC.utf8.elementsEqual(file.path.inNFC.utf8)
      let first = try reader.fileName(of: held)?.inNFC
      if !isTitle || first?.utf8.elementsEqual(file.name.inNFC.utf8) != true {
        try writer.addName(file.path, of: held, caseID: caseID)
      }
      var laxer: HandlingMark?
      if let decided, decided != .officeFloor {
        let (mark, _) = try writer.markAtLeast(decided, held, caseID: caseID)
        if mark.tlp < decided.tlp { laxer = mark }
      }
      let isOther = origin.map { !$0.utf8.elementsEqual((options.sender ?? $0).utf8) } ?? false
      return Holding(
        id: held, reference: row.reference, state: .known, otherOrigin: isOther ? origin : nil,
        laxerMark: laxer, origin: origin ?? options.sender,
        isBack: try !writer.hasTakenIn(facts.sha256) && reader.isTakenBack(content: facts.sha256),
        isFirst: try !writer.hasTakenIn(facts.sha256) && !reader.isBroughtByImport(held))
    }
    try store.requireContent(facts.sha256, name: facts.name)
    let made = try writer.addExhibit(
      facts, title: file.path,
      from: (options.sender.map { "\($0), " } ?? "")
        + "import of \(URL(fileURLWithPath: path).lastPathComponent)",
      marking: decided, caseID: caseID)
    try setOrigin(of: made.id)
    return Holding(id: made.id, reference: made.reference, state: .new, origin: options.sender)
  }

  /// What an import says of who sent exhibits, of how they are handled and of what they are called.
  ///
  /// - Parameter places: by the bytes of the path of a file, the exhibit that holds it.
  static func words(
    of places: [[UInt8]: ExhibitID], _ lights: StatedLights, in bundle: EvidenceBundle, _ options: Options
  ) -> [ExhibitID: ImportWord] {
    let decisions = options.decisions?.file
    let (contents, decided) = (decisions?.contents ?? [:], decisions?.markings ?? [:])
    var words: [ExhibitID: ImportWord] = [:]
    for (path, exhibit) in places {
      var word = words[exhibit] ?? ImportWord()
      word.sender = options.sender
      let name = String(decoding: path, as: UTF8.self)
      word.names.insert(name)
      let mark =
        contents[path].flatMap { decided[$0] }
        ?? decisions?.marking(of: name)
      if let mark, mark != .officeFloor { word.markings.insert(mark) }
      words[exhibit] = word
    }
    for (path, stated) in lights.bearing(in: bundle) {
      guard let exhibit = places[Array(path.utf8)] else { continue }
      words[exhibit, default: ImportWord()].markings.insert(.floor(with: stated.tlp))
    }
    return words
  }

  /// How many records, that an import which was taken back had read from a file, count again with it though nothing is
  /// read from it now.
  static func recordsComingBack(
    _ held: Holding, _ file: EvidenceBundle.File, _ content: Digest256, in store: CaseStore,
    _ writer: JournalWriter
  ) throws -> Int {
    guard held.isBack, file.format == .attachment else { return 0 }
    return try writer.reader(of: store).recordsTakenBack(in: content)
  }

  /// The contents that could be stored; of the others the report says why.
  static func stored(_ contents: [Result<FileFacts, ImportRefusal>?]) -> Set<Digest256> {
    Set(contents.compactMap { hash($0) })
  }

  private static func hash(_ content: Result<FileFacts, ImportRefusal>?) -> Digest256? {
    if case .success(let facts)? = content { facts.sha256 } else { nil }
  }

  /// The paths of the tables that are taken in, by content: of copies the first.
  static func tables(
    _ bundle: EvidenceBundle, _ contents: [Result<FileFacts, ImportRefusal>?]
  ) -> [Digest256: String] {
    let paths: [(Digest256, String)] = zip(bundle.files, contents).compactMap { file, content in
      file.format == .csv ? hash(content).map { ($0, file.path) } : nil
    }
    return Dictionary(paths) { first, _ in first }
  }

  /// How a table is read; `nil` for all else.
  static func reading(
    of file: EvidenceBundle.File, _ content: Digest256, _ options: Options
  ) -> TableReading? {
    guard file.format == .csv else { return nil }
    return TableReading(of: content, named: file.tableName, options.mapping, from: options.sender)
  }

  /// The objects of a file as its exhibit holds it: read, encoded, hashed and folded on a thread of its own, in the
  /// order of the file.
  ///
  /// - Parameter skipped: so many objects at the front are read and not handed over.
  static func pieces(
    of file: EvidenceBundle.File, _ facts: FileFacts, in store: CaseStore, _ stored: StoredContent,
    by evidence: EvidenceReader, _ options: Options, _ preparer: RecordPreparer,
    after skipped: Int = 0
  ) -> PipelineSource<Piece, ImportSummary> {
    let vault = store.vault
    let mapping = options.mapping
    let way = reading(of: file, facts.sha256, options)?.way ?? 0
    // Who decided on a scan was asked about dates in the future.
    let today = options.wasAsked ? nil : store.today
    return Pipeline.start { outlet in
      var salts = Salts()
      var number = 0
      return try evidence.read(file, try content(of: file, facts, in: vault), mapping, { outlet.isCancelled })
      {
        object in
        number += 1
        guard number > skipped else { return }
        let piece = Piece(
          object, preparer.prepare(try record(object, of: facts.sha256, way, vault), &salts),
          late: today.flatMap { object.lateDay($0) })
        if let content = piece.content { stored.add(content) }
        try outlet.put(piece, bytes: piece.prepared.approximateBytes)
      }
    }
  }

  /// One object on its way from the thread that reads to the one that writes.
  struct Piece: Sendable {
    let prepared: PreparedRecord
    let references: [String]
    private let offset: Int
    /// How many of the names and values it states are not kept to be compared.
    private let leftOut: Int
    /// The day in the future that it is dated on, where somebody should hear of it.
    private let late: Day?
    /// The label of its sender, where that is stricter than what counts without one.
    private let light: TLP?

    /// Its bytes, when they are too many to stand in the journal.
    var content: Digest256? {
      if case .blob(let hash) = prepared.record.content { hash } else { nil }
    }

    fileprivate init(_ object: SourceObject, _ prepared: PreparedRecord, late: Day?) {
      self.late = late
      light = object.light.flatMap { StatedLights.matters($0) ? $0 : nil }
      self.prepared = prepared
      leftOut = (object.stated?.count ?? 0) - (prepared.record.facts?.count ?? 0)
      references = object.references
      offset = object.offset
    }

    /// - Throws: when its content is not in the vault any more, besides what the store throws.
    ///
    /// - Parameter isBack: its file was taken back before this import, and comes again.
    func write(
      _ writer: inout JournalWriter, _ tally: inout ArrivalTally, in store: CaseStore, isBack: Bool
    ) throws {
      let id = prepared.record.externalID
      if let content { try store.requireContent(content, name: id) }
      if leftOut > 0 { tally.trimmed(id, leftOut, at: offset) }
      if let late { tally.late(late, id, at: offset) }
      if let light { tally.labelled(light, id) }
      tally.count(
        try writer.take(prepared, isBack: isBack), prepared.record.source, prepared.record.type, id,
        isRevoked: prepared.record.facts?.isRevoked ?? false, at: offset)
    }
  }

  private static func record(
    _ object: SourceObject, of bundle: Digest256, _ way: UInt64, _ vault: EvidenceVault
  ) throws -> SourceRecord {
    let content: SourceRecord.Content
    if object.bytes.count <= SourceRecord.inlineLimit {
      content = .inline(object.bytes)
    } else {
      content = .blob(
        try vault.take(object.bytes, name: object.externalID, mediaType: "application/json").sha256)
    }
    return record(object, content, of: bundle, way)
  }

  /// The record of an object, as an import writes it and a scan compares it.
  ///
  /// - Parameter withFacts: a scan needs what is stated in tables alone, where it depends on how they are read.
  private static func record(
    _ object: SourceObject, _ content: SourceRecord.Content, of bundle: Digest256, _ way: UInt64,
    withFacts: Bool = true
  ) -> SourceRecord {
    SourceRecord(
      source: object.source, externalID: object.externalID, type: object.type, name: object.name,
      modified: object.modified, content: content, bundle: bundle, offset: UInt64(object.offset),
      length: UInt64(object.bytes.count),
      facts: withFacts ? object.stated?.bounded(toBytes: maximumFactBytes) : nil, way: way)
  }

  /// What a record states is in its operation, beside its bytes, and an operation has a limit.
  private static let maximumFactBytes = 256 * 1024

  /// How many of the names and values that an object states its record would leave out.
  private static func leftOut(of object: SourceObject) -> Int {
    // A value takes less than 32 times its bytes in the object; most objects are too short for it to matter.
    guard let stated = object.stated, object.bytes.count > maximumFactBytes / 32 else { return 0 }
    return stated.count - stated.bounded(toBytes: maximumFactBytes).count
  }

  // MARK: reading

  /// Hands over each object by the reader of its format, in this process.
  static func readInPlace(
    _ source: any ByteSource, as format: EvidenceFormat, path: String, _ mapping: ColumnMapping?,
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    if format == .csv {
      return try CSVReader.read(source, path: path, mapping: mapping, isCancelled: isCancelled) { row, _ in
        try object(row)
      }
    }
    guard let reader = EvidenceFormats.reader(of: format) else {
      return ImportSummary(path: path, container: .document)
    }
    return try reader.read(source, path: path, isCancelled: isCancelled, object: object)
  }

  /// A file's content as it was stored: what the sender's file says by now does not matter.
  static func content(
    of file: EvidenceBundle.File, _ facts: FileFacts, in vault: EvidenceVault
  ) throws -> FileSource {
    do throws(SourceError) { return try FileSource(path: vault.path(of: facts.sha256)) } catch {
      throw ImportRefusal(unreadable: file.path, error)
    }
  }

  private static func open(_ file: EvidenceBundle.File, in bundle: EvidenceBundle) throws -> any ByteSource {
    do throws(SourceError) { return try bundle.open(file) } catch {
      throw ImportRefusal(unreadable: file.path, error)
    }
  }

  private static func mayHoldMacros(_ file: EvidenceBundle.File, in bundle: EvidenceBundle) throws -> Bool {
    let source = try open(file, in: bundle)
    do throws(SourceError) { return try MacroDocument.isSuspected(source) } catch {
      throw ImportRefusal(unreadable: file.path, error)
    }
  }

  private static func hash(
    of file: EvidenceBundle.File, in bundle: EvidenceBundle, _ isCancelled: () -> Bool
  ) throws -> Digest256 {
    let source = try open(file, in: bundle)
    return try EvidenceVault.hash { buffer in
      if isCancelled() { throw CancellationError() }
      // A member may turn out damaged only here: then it alone is refused.
      do throws(SourceError) { return try source.read(into: buffer) } catch {
        if isCancelled() { throw CancellationError() }
        throw ImportRefusal(unreadable: file.path, error)
      }
    }
  }

  private static func content(
    of file: EvidenceBundle.File, in bundle: EvidenceBundle, _ store: CaseStore, _ isCancelled: () -> Bool
  ) throws -> Result<FileFacts, ImportRefusal> {
    do {
      let source = try open(file, in: bundle)
      return .success(
        try store.vault.take(name: file.name, mediaType: mediaType(file)) { buffer in
          if isCancelled() { throw CancellationError() }
          do throws(SourceError) { return try source.read(into: buffer) } catch {
            if isCancelled() { throw CancellationError() }
            throw ImportRefusal(unreadable: file.path, error)
          }
        })
    } catch let refusal as ImportRefusal {
      return .failure(refusal)
    }
  }

  static func mediaType(_ file: EvidenceBundle.File) -> String {
    switch file.format {
    case .stix: return "application/stix+json"
    case .csv, .sdnCSV, .screeningList, .euCSV, .ukCSV: return "text/csv"
    case .gleif where (file.path as NSString).pathExtension.lowercased() == "xml":
      return "application/xml"
    case .misp, .mispGalaxy, .mispTemplates, .followTheMoney, .bods, .gleif, .companiesHouse:
      return "application/json"
    case .caseUCO: return "application/ld+json"
    case .sdnXML, .unXML, .euXML: return "application/xml"
    case .deniedPersons: return "text/tab-separated-values"
    case .mail: return "message/rfc822"
    case .mailbox: return "application/mbox"
    case .zip: return "application/zip"
    case .tar: return "application/x-tar"
    case .gzip: return "application/gzip"
    case .attachment:
      let types = [
        "txt": "text/plain", "md": "text/markdown", "json": "application/json", "pdf": "application/pdf",
        "csv": "text/csv", "eml": "message/rfc822", "png": "image/png", "jpg": "image/jpeg",
        "zip": "application/zip",
      ]
      return types[(file.path as NSString).pathExtension.lowercased()] ?? "application/octet-stream"
    }
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// Says how far the reading of a long file is.
struct ProgressCount {
  private let path: String
  private let progress: (String) -> Void
  private(set) var value = 0
  private static let step = 50_000

  init(of file: EvidenceBundle.File, _ progress: @escaping (String) -> Void) {
    path = file.path
    self.progress = progress
  }

  mutating func next() {
    value += 1
    if value.isMultiple(of: Self.step) { progress("reading \(path): \(value) objects") }
  }
}
