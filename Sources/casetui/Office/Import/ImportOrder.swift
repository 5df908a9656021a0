import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// What an import takes in, as what, and where to: the same for each of its files.
struct ImportOrder {
  /// As it was given.
  let path: String
  let bundle: EvidenceBundle
  /// By file, as `bundle`: what stands in the vault, or why nothing does; `nil` for what a person left out.
  let contents: [Result<FileFacts, ImportRefusal>?]
  let caseID: CaseID?
  let store: CaseStore
  let options: Importer.Options
  /// By content, how the decisions want it handled.
  let markings: [Digest256: HandlingMark]
  let evidence: EvidenceReader
  /// What it puts into the vault.
  let stored: StoredContent

  /// What the import is called: the last part of its path.
  var name: String { URL(fileURLWithPath: path).lastPathComponent }

  /// The contents that could be stored; of the others the report says why.
  var contentHashes: Set<Digest256> { Set(contents.compactMap { Importer.hash($0) }) }

  /// The paths of the tables that are taken in, by content: of copies the first.
  var tables: [Digest256: String] {
    let paths: [(Digest256, String)] = zip(bundle.files, contents).compactMap { file, content in
      file.format == .csv ? Importer.hash(content).map { ($0, file.path) } : nil
    }
    return Dictionary(paths) { first, _ in first }
  }

  /// How a table is read; `nil` for all else.
  func reading(of file: EvidenceBundle.File, _ content: Digest256) -> TableReading? {
    guard file.format == .csv else { return nil }
    return TableReading(of: content, named: file.tableName, options.mapping, from: options.sender)
  }

  /// How its tables are read.
  ///
  /// - Parameter isTaken: by file, as far as they are looked at, whether it is taken in.
  func readings(_ isTaken: [Bool]) -> [TableReading] {
    zip(zip(bundle.files, contents), isTaken).compactMap { one, isTaken in
      guard isTaken, case .success(let facts)? = one.1 else { return nil }
      return reading(of: one.0, facts.sha256)
    }
  }

  /// What the operations of its records call that way; 0 for all that is no table.
  func way(of file: EvidenceBundle.File, _ content: Digest256) -> UInt64 {
    reading(of: file, content)?.way ?? 0
  }

  /// Opens a file's content as it was stored; `nil` for one that was not.
  var storedContent: (EvidenceBundle.File) throws(SourceError) -> FileSource? {
    let held: [([UInt8], String)] = zip(bundle.files, contents).compactMap { file, content in
      Importer.hash(content).map { (file.key, store.vault.path(of: $0)) }
    }
    let paths = Dictionary(held) { first, _ in first }
    return { (file: EvidenceBundle.File) throws(SourceError) -> FileSource? in
      guard let path = paths[file.key] else { return nil }
      return try FileSource(path: path)
    }
  }

  /// A file's content as it was stored: what the sender's file says by now does not matter.
  func content(of file: EvidenceBundle.File, _ facts: FileFacts) throws -> FileSource {
    do throws(SourceError) { return try FileSource(path: store.vault.path(of: facts.sha256)) } catch {
      throw ImportRefusal(unreadable: file.path, error)
    }
  }
}
