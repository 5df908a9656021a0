import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// Takes evidence in: every file becomes an exhibit, byte for byte; what STIX files and tables state
/// becomes source records. One transaction: all of it is there afterwards, or none.
enum Importer {
  /// Reads everything and writes nothing.
  static func scan(
    _ path: String, in store: CaseStore, mapping: ColumnMapping? = nil,
    isCancelled: @escaping () -> Bool = { false }, progress: (String) -> Void = { _ in }
  ) throws -> ImportReport {
    let started = ContinuousClock.now
    let bundle = try EvidenceBundle.list(path, isCancelled: isCancelled)
    var report = ImportReport(bundle)
    var references = References()
    try store.read { reader in
      var scan = ArrivalScan(reader)
      for file in bundle.files {
        progress("reading \(file.path)")
        var part = report
        let before = (scan, references)
        do {
          let hash = try hash(of: file, in: bundle, isCancelled)
          let held = try reader.exhibits(withContent: hash).first.map { try reader.exhibitRow($0).reference }
          if file.role != .attachment {
            var tally = Tally(path: file.path)
            let summary = try read(file, of: bundle, mapping, isCancelled) { object in
              references.note(object.externalID, object.references)
              let arrival = try scan.classify(
                object.source, object.externalID, modified: object.modified,
                content: Digest256.sha256(object.bytes))
              tally.count(arrival, object.externalID, at: object.offset)
            }
            part.add(summary, tally)
          }
          part.take(file, held == nil ? .new : .known, held)
          report = part
        } catch let refusal as ImportRefusal where refusal.kind != .cancelled {
          (scan, references) = before
          report.refuse(file, refusal)
        }
      }
      report.danglingRefs = try references.dangling { try !reader.versions(of: $0).isEmpty }
    }
    report.seconds = (ContinuousClock.now - started).seconds
    return report
  }

  /// Takes everything in that is not here yet.
  static func apply(
    _ path: String, to caseID: CaseID?, in store: CaseStore, as author: Author,
    mapping: ColumnMapping? = nil, isCancelled: @escaping () -> Bool = { false },
    progress: (String) -> Void = { _ in }
  ) throws -> ImportReport {
    let started = ContinuousClock.now
    let bundle = try EvidenceBundle.list(path, isCancelled: isCancelled)
    var report = ImportReport(bundle)
    var references = References()
    // Content first: it is durable before anything speaks of it. A crash leaves unused files at worst.
    let contents = try bundle.files.map { file -> Result<FileFacts, ImportRefusal> in
      progress("storing \(file.path)")
      return try content(of: file, in: bundle, store, isCancelled)
    }
    try store.write(as: author) { writer in
      for (file, content) in zip(bundle.files, contents) {
        progress("reading \(file.path)")
        do {
          let facts = try content.get()
          var (part, seen) = (report, references)
          let take: (inout JournalWriter) throws -> Void = { writer in
            try takeIn(
              file, facts, of: bundle, path, mapping, to: caseID, in: store, &writer, isCancelled, &part,
              &seen)
          }
          // One file alone needs no savepoint: when it fails, the whole transaction does.
          if bundle.files.count == 1 { try take(&writer) } else { try writer.attempt(take) }
          (report, references) = (part, seen)
        } catch let refusal as ImportRefusal where refusal.kind != .cancelled {
          report.refuse(file, refusal)
          if bundle.files.count == 1 { throw Undo(report: report) }
        }
      }
      let reader = try writer.reader(of: store)
      report.danglingRefs = try references.dangling { try !reader.versions(of: $0).isEmpty }
    } onUndo: { (undo: Undo) in
      report = undo.report
    }
    report.seconds = (ContinuousClock.now - started).seconds
    return report
  }

  /// Ends the transaction without an error: the report says what was wrong.
  private struct Undo: Error { let report: ImportReport }

  private static func takeIn(
    _ file: EvidenceBundle.File, _ facts: FileFacts, of bundle: EvidenceBundle, _ path: String,
    _ mapping: ColumnMapping?, to caseID: CaseID?, in store: CaseStore, _ writer: inout JournalWriter,
    _ isCancelled: @escaping () -> Bool,
    _ report: inout ImportReport, _ references: inout References
  ) throws {
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
        marking: nil,
        caseID: caseID)
      state = .new
    }
    if file.role != .attachment {
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
        tally.count(try writer.take(piece.prepared), piece.prepared.record.externalID, at: piece.offset)
      }
      report.add(summary, tally)
    }
    report.take(file, state, reference)
  }

  /// One object on its way from the thread that reads to the one that writes.
  private struct Piece: Sendable {
    let prepared: PreparedRecord
    let references: [String]
    let offset: Int

    init(_ object: SourceObject, _ prepared: PreparedRecord) {
      self.prepared = prepared
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
      length: UInt64(object.bytes.count), facts: object.facts)
  }

  // MARK: reading

  /// Hands over each object of a STIX file or table.
  private static func read(
    _ file: EvidenceBundle.File, of bundle: EvidenceBundle, _ mapping: ColumnMapping?,
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let source = try open(file, in: bundle)
    return file.role == .stix
      ? try STIXReader.read(source, path: file.path, isCancelled: isCancelled, object: object)
      : try CSVReader.read(source, path: file.path, mapping: mapping, isCancelled: isCancelled) { row, _ in
        try object(row)
      }
  }

  private static func open(_ file: EvidenceBundle.File, in bundle: EvidenceBundle) throws -> any ByteSource {
    do throws(SourceError) { return try bundle.open(file) } catch {
      throw ImportRefusal(unreadable: file.path, error)
    }
  }

  private static func hash(
    of file: EvidenceBundle.File, in bundle: EvidenceBundle, _ isCancelled: () -> Bool
  ) throws -> Digest256 {
    let source = try open(file, in: bundle)
    return try EvidenceVault.hash { buffer in
      if isCancelled() { throw CancellationError() }
      return try source.read(into: buffer)
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
    switch file.role {
    case .stix: return "application/stix+json"
    case .csv: return "text/csv"
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
  }

  fileprivate mutating func take(
    _ file: EvidenceBundle.File, _ state: ImportedFile.State, _ reference: String?
  ) {
    files.append(
      ImportedFile(
        path: file.path, role: file.role.rawValue, lengthBytes: file.lengthBytes, state: state,
        reference: reference))
    if let reference { exhibits.append(reference) }
  }

  fileprivate mutating func refuse(_ file: EvidenceBundle.File, _ refusal: ImportRefusal) {
    refused += 1
    problems.append(
      ImportProblem(
        path: file.path, offset: refusal.offset, object: refusal.line.map { "line \($0)" },
        reason: refusal.reason,
        remedy: refusal.remedy, severity: .refused))
    files.append(
      ImportedFile(
        path: file.path, role: file.role.rawValue, lengthBytes: file.lengthBytes, state: .refused,
        reference: nil))
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
