import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// Takes evidence in: every file becomes an exhibit, byte for byte; what STIX files and tables state
/// becomes source records. One transaction: all of it is there afterwards, or none.
enum Importer {
  /// What a person may say beside the path.
  struct Options {
    /// What every file that is no container is read as; `nil` goes by content.
    var format: EvidenceFormat?
    /// What the columns of tables mean; `nil` goes by their headers.
    var mapping: ColumnMapping?
    /// What was decided after a scan, with the hash of its file.
    var decisions: (file: DecisionFile, hash: Digest256)?
  }

  /// Reads everything and writes nothing.
  static func scan(
    _ path: String, in store: CaseStore, _ options: Options = Options(),
    isCancelled: @escaping () -> Bool = { false }, progress: (String) -> Void = { _ in }
  ) throws -> ImportReport {
    let started = ContinuousClock.now
    let bundle = try EvidenceBundle.list(path, as: options.format, isCancelled: isCancelled)
    var report = ImportReport(bundle)
    var references = References()
    var open = OpenQuestions(today: store.today)
    try report.check(bundle.bags, in: bundle, &open, isCancelled)
    try store.read { reader in
      var scan = ArrivalScan(reader)
      let titles = try reader.exhibitTitles()
      for file in bundle.files {
        progress("reading \(file.path)")
        var part = report
        let before = (scan, references, open)
        do {
          let hash = try hash(of: file, in: bundle, isCancelled)
          open.note(file, hash, heldAs: titles[file.path])
          let held = try reader.exhibits(withContent: hash).first.map { try reader.exhibitRow($0).reference }
          if EvidenceFormats.reader(of: file.format) != nil {
            var tally = Tally(path: file.path)
            var validity = STIXValidity(file)
            let summary = try read(file, of: bundle, options.mapping, isCancelled) { object in
              references.note(object.externalID, object.references)
              validity.check(object)
              open.note(object, of: file)
              let arrival = try scan.classify(
                object.source, object.externalID, modified: object.modified,
                content: Digest256.sha256(object.bytes))
              tally.count(arrival, object.externalID, at: object.offset)
            }
            part.add(summary, tally)
            part.problems += validity.finish(summary)
            part.invalidObjects += validity.invalid
          } else if try mayHoldMacros(file, in: bundle) {
            open.ask(.macros, file, "it may hold macros", answer: DecisionFile.Question.take)
          }
          part.take(file, held == nil ? .new : .known, held)
          report = part
        } catch let refusal as ImportRefusal where refusal.kind != .cancelled {
          (scan, references, open) = before
          report.refuse(file, refusal)
        }
      }
      report.danglingRefs = try references.dangling { try !reader.versions(of: $0).isEmpty }
    }
    report.decisions = open.finish()
    report.seconds = (ContinuousClock.now - started).seconds
    return report
  }

  /// Takes everything in that is not here yet.
  static func apply(
    _ path: String, to caseID: CaseID?, in store: CaseStore, as author: Author,
    _ options: Options = Options(),
    isCancelled: @escaping () -> Bool = { false }, progress: (String) -> Void = { _ in }
  ) throws -> ImportReport {
    let started = ContinuousClock.now
    let bundle = try EvidenceBundle.list(path, as: options.format, isCancelled: isCancelled)
    var report = ImportReport(bundle)
    var references = References()
    var unasked = OpenQuestions(today: store.today)
    try report.check(bundle.bags, in: bundle, &unasked, isCancelled)
    if let decisions = options.decisions?.file { try follow(decisions, bundle, isCancelled) }
    let left = options.decisions?.file.left ?? []
    // Content first: it is durable before anything speaks of it. A crash leaves unused files at worst.
    let contents = try bundle.files.map { file -> Result<FileFacts, ImportRefusal>? in
      guard !left.contains(file.path) else { return nil }
      progress("storing \(file.path)")
      return try content(of: file, in: bundle, store, isCancelled)
    }
    try store.write(as: author) { writer in
      var exhibits: [ExhibitID] = []
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
          let take: (inout JournalWriter) throws -> Void = { writer in
            exhibit = try takeIn(
              file, facts, of: bundle, path, options, to: caseID, in: store, &writer, isCancelled, &part,
              &seen)
          }
          // One file alone needs no savepoint: when it fails, the whole transaction does.
          if bundle.files.count == 1 { try take(&writer) } else { try writer.attempt(take) }
          (report, references) = (part, seen)
          if let exhibit { exhibits.append(exhibit) }
        } catch let refusal as ImportRefusal where refusal.kind != .cancelled {
          report.refuse(file, refusal)
          if bundle.files.count == 1 { throw Undo(report: report) }
        }
      }
      let reader = try writer.reader(of: store)
      report.danglingRefs = try references.dangling { try !reader.versions(of: $0).isEmpty }
      // Nothing new makes no unit, but for what was taken back and comes again.
      if try writer.appended > 0 || exhibits.contains(where: { try reader.isTakenBack($0) }) {
        let run = ImportRun(
          id: EntityID(high: 0, low: 0), name: URL(fileURLWithPath: path).lastPathComponent,
          read: report.read,
          new: report.new, decisions: options.decisions?.hash, exhibits: exhibits)
        report.reference = try writer.record(run, caseID: caseID).reference
      }
    } onUndo: { (undo: Undo) in
      report = undo.report
    }
    report.seconds = (ContinuousClock.now - started).seconds
    return report
  }

  /// - Throws: `Usage` when the bundle is not what the decisions were made for.
  private static func follow(
    _ decisions: DecisionFile, _ bundle: EvidenceBundle, _ isCancelled: () -> Bool
  ) throws {
    let now = try bundle.files.map { file in
      DecisionFile.File(
        path: file.path, sha256: try hash(of: file, in: bundle, isCancelled), lengthBytes: file.lengthBytes,
        format: file.format.rawValue)
    }
    let differences = decisions.differences(from: now)
    guard differences.isEmpty else {
      throw Usage(
        message: "the bundle has changed since the scan: \(differences.prefix(5).joined(separator: "; "))"
          + (differences.count > 5 ? " and \(differences.count - 5) more" : ""),
        remedy: "scan it again, and decide anew")
    }
  }

  /// Ends the transaction without an error: the report says what was wrong.
  private struct Undo: Error { let report: ImportReport }

  private static func takeIn(
    _ file: EvidenceBundle.File, _ facts: FileFacts, of bundle: EvidenceBundle, _ path: String,
    _ options: Options, to caseID: CaseID?, in store: CaseStore, _ writer: inout JournalWriter,
    _ isCancelled: @escaping () -> Bool,
    _ report: inout ImportReport, _ references: inout References
  ) throws -> ExhibitID {
    let reader = try writer.reader(of: store)
    let exhibit: ExhibitID
    let reference: String
    var state = ImportedFile.State.known
    if let held = try reader.exhibits(withContent: facts.sha256).first {
      exhibit = held
      reference = try reader.exhibitRow(held).reference
      if let caseID { try writer.link(held, to: caseID) }
    } else {
      (exhibit, reference) = try writer.addExhibit(
        facts, title: file.path, from: "import of \(URL(fileURLWithPath: path).lastPathComponent)",
        marking: options.decisions?.file.marking(of: file.path), caseID: caseID)
      state = .new
    }
    if EvidenceFormats.reader(of: file.format) != nil {
      let mapping = options.mapping
      let preparer = writer.preparer(of: exhibit, caseID: caseID)
      var tally = Tally(path: file.path)
      var taken = 0
      // Read, encoded, hashed and folded on a thread of its own; written here, in the order of the file.
      let summary = try Pipeline.run(isCancelled: isCancelled) { outlet in
        var salts = Salts()
        return try read(file, of: bundle, mapping, { outlet.isCancelled }) { object in
          let record = try record(object, of: facts.sha256, store.vault)
          let piece = Piece(object, preparer.prepare(record, &salts))
          try outlet.put(piece, bytes: piece.prepared.approximateBytes)
        }
      } use: { piece in
        references.note(piece.prepared.record.externalID, piece.references)
        taken += 1
        if taken.isMultiple(of: 20_000) { try writer.settle() }
        let id = piece.prepared.record.externalID
        if piece.isTrimmed { tally.trimmed(id, at: piece.offset) }
        tally.count(try writer.take(piece.prepared), id, at: piece.offset)
      }
      report.add(summary, tally)
    }
    report.take(file, state, reference)
    return exhibit
  }

  /// One object on its way from the thread that reads to the one that writes.
  private struct Piece: Sendable {
    let prepared: PreparedRecord
    let references: [String]
    let offset: Int
    /// It states more than is kept to be compared.
    let isTrimmed: Bool

    init(_ object: SourceObject, _ prepared: PreparedRecord) {
      self.prepared = prepared
      isTrimmed = object.facts != prepared.record.facts
      references = object.references
      offset = object.offset
    }
  }

  private static func record(
    _ object: SourceObject, of bundle: Digest256, _ vault: EvidenceVault
  ) throws -> SourceRecord {
    let content: SourceRecord.Content
    if object.bytes.count <= SourceRecord.inlineLimit {
      content = .inline(object.bytes)
    } else {
      content = .blob(
        try vault.take(object.bytes, name: object.externalID, mediaType: "application/json").sha256)
    }
    return SourceRecord(
      source: object.source, externalID: object.externalID, type: object.type, name: object.name,
      modified: object.modified, content: content, bundle: bundle, offset: UInt64(object.offset),
      length: UInt64(object.bytes.count), facts: object.facts?.bounded(toBytes: maximumFactBytes))
  }

  /// What a record states is in its operation, beside its bytes, and an operation has a limit.
  private static let maximumFactBytes = 256 * 1024

  // MARK: reading

  /// Hands over each object of a file by the reader of its format.
  private static func read(
    _ file: EvidenceBundle.File, of bundle: EvidenceBundle, _ mapping: ColumnMapping?,
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let source = try open(file, in: bundle)
    if file.format == .csv {
      return try CSVReader.read(source, path: file.path, mapping: mapping, isCancelled: isCancelled) {
        row, _ in
        try object(row)
      }
    }
    guard let reader = EvidenceFormats.reader(of: file.format) else {
      return ImportSummary(path: file.path, container: .document)
    }
    return try reader.read(source, path: file.path, isCancelled: isCancelled, object: object)
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
        throw ImportRefusal(unreadable: file.path, error)
      }
    }
  }

  private static func content(
    of file: EvidenceBundle.File, in bundle: EvidenceBundle, _ store: CaseStore, _ isCancelled: () -> Bool
  ) throws -> Result<FileFacts, ImportRefusal> {
    do {
      let source = try open(file, in: bundle)
      let name = URL(fileURLWithPath: file.path).lastPathComponent
      return .success(
        try store.vault.take(name: name, mediaType: mediaType(file)) { buffer in
          if isCancelled() { throw CancellationError() }
          do throws(SourceError) { return try source.read(into: buffer) } catch {
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

/// How the objects of one file stand to what is held.
private struct Tally {
  let path: String
  private(set) var counts: [Arrival: Int] = [:]
  /// What somebody changed silently: said of the first thousand, counted for all.
  private(set) var problems: [ImportProblem] = []

  init(path: String) { self.path = path }

  /// It states more values than are compared; all are in its bytes.
  mutating func trimmed(_ externalID: String, at offset: Int) {
    guard problems.count < 1000 else { return }
    problems.append(
      ImportProblem(
        path: path, offset: offset, object: externalID,
        reason: "it states more names or values than are compared",
        remedy: "nothing to do: all are in its bytes and are found by search", severity: .warning))
  }

  mutating func count(_ arrival: Arrival, _ externalID: String, at offset: Int) {
    counts[arrival, default: 0] += 1
    guard arrival == .conflict, problems.count < 1000 else { return }
    problems.append(
      ImportProblem(
        path: path, offset: offset, object: externalID,
        reason: "the same modified time is here with other content",
        remedy: "compare the versions with casetui search \(externalID); all are kept",
        severity: .warning))
  }
}

/// Which identifiers were seen and which were referred to. Hashes of 8 bytes, keyed anew in each run, so that
/// no sender can make two alike: a bundle may hold millions.
private struct References {
  private var defined: Set<UInt64> = []
  private var wanted: [UInt64: String] = [:]

  mutating func note(_ externalID: String, _ references: [String]) {
    defined.insert(key(externalID))
    for reference in references {
      let key = key(reference)
      if !defined.contains(key) { wanted[key] = reference }
    }
  }

  /// How many were referred to and are neither here nor, as `holds` says, in the store.
  func dangling(_ holds: (String) throws -> Bool) rethrows -> Int {
    try wanted.filter { !defined.contains($0.key) }.filter { try !holds($0.value) }.count
  }

  private func key(_ id: String) -> UInt64 {
    var hasher = Hasher()
    // Bytes: to `String` two texts are equal that differ only in how they are composed.
    var id = id
    id.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}

extension ImportReport {
  fileprivate init(_ bundle: EvidenceBundle) {
    problems = bundle.problems
    refused = bundle.problems.count { $0.severity == .refused }
    let outer = bundle.files.filter { $0.container == nil }
    kind = !bundle.bags.isEmpty ? "bag" : outer.count == 1 ? outer[0].format.rawValue : "folder"
  }

  /// Each bag's verdict, and a question for each file that is not what its manifest says.
  fileprivate mutating func check(
    _ paths: [String], in bundle: EvidenceBundle, _ open: inout OpenQuestions, _ isCancelled: () -> Bool
  ) throws {
    for path in paths {
      let found = try Bag.check(path, in: bundle, isCancelled: isCancelled)
      bags.append(BagVerdict(path: path, verdict: found.verdict.rawValue, checkedFiles: found.checkedFiles))
      // What is wrong with a bag refuses none of its files: it is said, and a person decides.
      problems += found.problems.map { problem in
        ImportProblem(
          path: problem.path, offset: problem.offset, object: problem.object, reason: problem.reason,
          remedy: problem.remedy, severity: .warning)
      }
      for problem in found.problems where problem.severity == .refused {
        guard let file = bundle.files.first(where: { $0.path.utf8.elementsEqual(problem.path.utf8) }) else {
          continue
        }
        open.ask(.manifest, file, problem.reason, answer: DecisionFile.Question.take)
      }
    }
  }

  fileprivate mutating func add(_ summary: ImportSummary, _ tally: Tally) {
    read += summary.read
    refused += summary.refused
    new += tally.counts[.new, default: 0]
    known += tally.counts[.known, default: 0]
    changed += tally.counts[.changed, default: 0]
    conflicts += tally.counts[.conflict, default: 0]
    byType.merge(summary.byType) { $0 + $1 }
    problems += summary.problems + tally.problems
    mappedBytes += summary.objectBytes
    rawBytes -= summary.objectBytes
  }

  /// Every byte of a file that is taken in is in an object that was read, or kept raw with the file.
  fileprivate mutating func take(
    _ file: EvidenceBundle.File, _ state: ImportedFile.State, _ reference: String?
  ) {
    rawBytes += file.lengthBytes
    if EvidenceFormats.reader(of: file.format) == nil { attachments += 1 }
    files.append(
      ImportedFile(
        path: file.path, role: file.format.rawValue, lengthBytes: file.lengthBytes, state: state,
        reference: reference))
    if let reference { exhibits.append(reference) }
  }

  fileprivate mutating func leave(_ file: EvidenceBundle.File) {
    ignoredBytes += file.lengthBytes
    files.append(
      ImportedFile(
        path: file.path, role: file.format.rawValue, lengthBytes: file.lengthBytes, state: .left,
        reference: nil))
  }

  fileprivate mutating func refuse(_ file: EvidenceBundle.File, _ refusal: ImportRefusal) {
    refused += 1
    ignoredBytes += file.lengthBytes
    problems.append(
      ImportProblem(
        path: file.path, offset: refusal.offset, object: refusal.line.map { "line \($0)" },
        reason: refusal.reason, remedy: refusal.remedy, severity: .refused))
    files.append(
      ImportedFile(
        path: file.path, role: file.format.rawValue, lengthBytes: file.lengthBytes, state: .refused,
        reference: nil))
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
