import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// Takes evidence in: every file becomes an exhibit, byte for byte; what it states becomes source records. In one
/// transaction (`WholeImport`), much of it in steps (`LongImport`).
enum Importer {
  /// What a person may say beside the path.
  struct Options {
    /// What every file that is no container is read as, mail too where it is `attachment`, and a single archive where it
    /// is that; `nil` goes by content.
    var format: EvidenceFormat?
    /// What the columns of tables mean; `nil` goes by their headers.
    var mapping: ColumnMapping?
    /// Who sent it, such as an owner; `sender(_:)` looks at what was typed. It becomes the origin of the exhibits, and part of the keys of rows.
    var sender: String?
    /// What was decided after a scan, with the hash of its file.
    var decisions: (file: DecisionFile, hash: Digest256)?
    /// What a dry run read that somebody looked at: anything else is refused. `nil` when nobody did.
    var scanned: [DecisionFile.File]?
    /// Objects of one step; `nil` writes everything in one transaction, unless there is more than `longBytes` of it.
    var stepObjects: Int?

    /// What of it decides how files are read.
    var reading: DecisionFile.Reading {
      .init(
        sender: sender, mapping: mapping.map { Digest256.sha256($0.cbor(named: "").encoded) },
        format: format?.rawValue ?? "")
    }
    /// The name of a sender as it was typed; `nil` when nobody is named.
    ///
    /// - Throws: `Usage` when it says nothing: the exhibits would have come from nobody.
    static func sender(_ typed: String?) throws(Usage) -> String? {
      guard let typed else { return nil }
      guard !typed.saysNothing else {
        throw Usage(
          message: "the name of who sent it has nothing in it that can be seen",
          remedy: "give the name, or name nobody")
      }
      return typed
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
    let evidence = EvidenceReader(store.folder, sender: options.sender)
    var bundle = try list(path, by: evidence, options, isCancelled)
    let listed = bundle
    try bundle.tellTablesApart { file in
      do { return try listed.hash(of: file, isCancelled) } catch let refusal as ImportRefusal
        where refusal.kind != .cancelled
      {
        return nil  // it is refused, and said to be, when its turn comes
      }
    }
    return try store.read { reader in
      var scan = try ImportScan(store, reader, bundle, by: evidence, options, isCancelled, progress)
      var report = try scan.run(path)
      report.seconds = (ContinuousClock.now - started).seconds
      return report
    }
  }

  /// Takes everything in that is not here yet. Of what is refused, and of an import that does not end well, nothing
  /// stays, but for the steps that a long import has done.
  static func apply(
    _ path: String, to caseID: CaseID?, in store: CaseStore, as author: Author,
    _ options: Options = Options(),
    isCancelled: @escaping () -> Bool = { false }, progress: @escaping (String) -> Void = { _ in }
  ) throws -> ImportReport {
    let started = ContinuousClock.now
    let stored = StoredContent()
    do {
      let order = try order(path, to: caseID, in: store, options, stored, isCancelled, progress)
      var report = try take(order, as: author, isCancelled, progress)
      report.seconds = (ContinuousClock.now - started).seconds
      if report.refused > 0 { try store.discardUncited(stored.all) }
      return report
    } catch {
      try store.discardUncited(stored.all)
      throw error
    }
  }

  /// Stores what is to be taken in. Content comes first: it is durable before anything speaks of it, and a crash leaves
  /// unused files at worst.
  private static func order(
    _ path: String, to caseID: CaseID?, in store: CaseStore, _ options: Options, _ stored: StoredContent,
    _ isCancelled: @escaping () -> Bool, _ progress: (String) -> Void
  ) throws -> ImportOrder {
    try store.folder.removeLeftovers()
    let evidence = EvidenceReader(store.folder, sender: options.sender)
    var bundle = try list(path, by: evidence, options, isCancelled)
    if let decisions = options.decisions?.file { try follow(decisions, bundle, options, isCancelled) }
    let scanned = try options.scanned.map { try files(in: bundle, asScanned: $0) } ?? [:]
    let left = left(in: bundle, options)
    let decided = options.decisions?.file.contents ?? [:]
    let refused = options.decisions?.file.refused ?? []
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
      let content = try bundle.keep(file, in: store.vault, isCancelled)
      contents.append(content)
      guard let hash = hash(content) else { continue }
      stored.add(hash)
      // It was looked at before it was copied; what could not be read then was not.
      let isAsDecided = decided[file.key].map { $0 == hash } ?? true
      let isAsScanned = scanned[file.key].map { $0.sha256 == hash } ?? true
      guard isAsDecided, isAsScanned else { throw changed(["\(file.path) has changed"]) }
    }
    let hashes = Dictionary(zip(bundle.files, contents).map { ($0.key, hash($1)) }) { first, _ in first }
    bundle.tellTablesApart { hashes[$0.key] ?? nil }
    return ImportOrder(
      path: path, bundle: bundle, contents: contents, caseID: caseID, store: store, options: options,
      markings: options.decisions?.file.markings ?? [:], evidence: evidence, stored: stored)
  }

  private static func take(
    _ order: ImportOrder, as author: Author, _ isCancelled: @escaping () -> Bool,
    _ progress: @escaping (String) -> Void
  ) throws -> ImportReport {
    var report = ImportReport(order.bundle)
    var unasked = OpenQuestions(today: order.store.today)
    try report.check(
      order.bundle.bags, in: order.bundle, stored: order.storedContent, &unasked, isCancelled)
    let size = order.bundle.files.reduce(0) { $0 + $1.lengthBytes }
    // One that was begun in steps is ended so, whatever is said of steps now.
    let isLong = try size > longBytes || order.isUnfinished
    if let stepObjects = order.options.stepObjects ?? (isLong ? LongImport.usualStep : nil) {
      var long = LongImport(order, report, unasked.lights, as: author, stepObjects: stepObjects)
      return try long.run(isCancelled, progress)
    }
    var whole = WholeImport(order, report, unasked.lights, isCancelled, progress)
    do {
      try order.store.write(as: author) { writer in try whole.write(&writer) }
    } catch let undo as WholeImport.Undo {
      return undo.report
    }
    return whole.report
  }

  /// - Throws: `ImportRefusal`; `StoreError.usage` when it is or holds a store; `Usage` when a mapping is not for it.
  private static func list(
    _ path: String, by evidence: EvidenceReader, _ options: Options, _ isCancelled: @escaping () -> Bool
  ) throws -> EvidenceBundle {
    try StoreFolder.refuseStore(path)
    let bundle = try EvidenceBundle.list(
      path, as: options.format, by: evidence.containers(isCancelled), isCancelled: isCancelled)
    try refuseStores(in: bundle)
    try needTable(bundle, options)
    return bundle
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
    if let then = decisions.reading {
      let now = options.reading
      let differing = [
        ("--format", then.format != nil && then.format != now.format),
        ("--mapping", then.mapping != now.mapping),
        ("--from", then.sender != now.sender),
      ]
      if let option = differing.first(where: { $0.1 })?.0 {
        throw Usage(
          message: "the scan was made with another \(option) than this import has",
          remedy: "give the one of the scan, or scan again and decide anew")
      }
    }
    let now = try bundle.files.map { file in
      var content: Digest256?
      do { content = try bundle.hash(of: file, isCancelled) } catch let refusal as ImportRefusal
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

  static func hash(_ content: Result<FileFacts, ImportRefusal>?) -> Digest256? {
    if case .success(let facts)? = content { facts.sha256 } else { nil }
  }
}
