import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// Writes the exhibits of a case as a bag: originals byte for byte under their references, and a table of what they are.
///
/// Source: RFC 8493.
enum EvidenceBag {
  /// Writes the folder beside its place and moves it there whole. Ctrl-C stops it.
  ///
  /// - Parameter path: of the folder, which must not exist; when something fails, nothing is left behind.
  /// - Returns: how many exhibits it holds, what it says of how it is to be handled, and the change by which their custody
  ///   says that they were exported.
  static func write(
    to path: String, case id: CaseID, in store: CaseStore, as author: Author
  ) throws -> (exhibits: Int, marking: HandlingMark, change: Change) {
    try NewFile.requireName(path)
    let (file, rows, files, mark) = try store.read { reader in
      let rows = try reader.exhibits(of: id)
      let exhibits = try rows.map { ($0.id, $0.reference, try reader.fileName(of: $0.id) ?? $0.title) }
      let mark = try SourceExport.marking(ofCase: id, reader)
      return (try reader.caseFile(id, rehash: false), rows, names(of: exhibits), mark)
    }
    var target = path
    while target.utf8.count > 1, target.utf8.last == UInt8(ascii: "/") { target.removeLast() }
    var facts = stat()
    guard lstat(target, &facts) != 0 else { throw StoreError.notMade(target, code: EEXIST) }
    let folder = target + ".partial"
    guard mkdir(folder, 0o700) == 0 else {
      guard errno == EEXIST else { throw StoreError.notMade(target, code: errno) }
      throw StoreError.invalid(
        "\(folder) is there, from an export that did not finish", remedy: "remove it, then export again")
    }
    var isDone = false
    var place = folder
    // The error that brought us here is the one to tell; a leftover folder refuses the next try by its name.
    defer { if !isDone { try? FileManager.default.removeItem(atPath: place) } }
    guard mkdir(folder + "/data", 0o700) == 0 else {
      throw StoreError.system("cannot make \(folder)/data", code: errno)
    }
    let output = BagFolder(folder)
    var writer = BagWriter(information: [
      ("Source-Organization", store.identity.officeName), ("External-Identifier", file.reference),
      ("Bagging-Date", store.today.iso),
      // The strictest of the case and of what it holds: who takes the bag in handles all of it so.
      ("Marking", mark.description),
    ])
    for (row, name) in zip(rows, files) {
      if Interruption.isAsked { throw CancellationError() }
      guard let hash = row.sha256, case .intact = store.vault.check(hash) else {
        throw StoreError.damaged(
          "the content of exhibit \(row.reference) is missing or is not what was taken in")
      }
      try writer.add(name, FileSource(path: store.vault.path(of: hash)), to: output.take)
    }
    try writer.add(tableName, MemorySource(table(rows, files)), to: output.take)
    try writer.finish(to: output.take)
    try output.finish()
    let change = try store.write(as: author) { journal -> Change in
      for row in rows {
        guard let hash = row.sha256.flatMap({ ContentHash($0.bytes) }) else { continue }
        try journal.addCustody(
          .exported, of: row.id, sha256: hash, to: "bag of \(file.reference)", caseID: nil)
      }
      // With the custody or not at all: one that failed is not told of.
      guard rename(folder, target) == 0 else { throw StoreError.system("rename to \(target)", code: errno) }
      place = target
      return journal.change
    }
    isDone = true
    return (rows.count, mark, change)
  }

  private static let tableName = "exhibits.csv"

  /// In a folder named by the reference, the sender's name of the file where that is plain: by it a reader knows which
  /// list or table it is. Else the reference, with the ending of the sender's name where that is plain. Other offices'
  /// references may hold anything, and two offices may give out the same: then the id tells them apart.
  ///
  /// - Returns: in the order of the exhibits; no two alike, also where case does not count.
  static func names(of exhibits: [(id: ExhibitID, reference: String, file: String)]) -> [String] {
    var taken: Set = [tableName]
    return exhibits.map { exhibit in
      let file = (exhibit.file as NSString).lastPathComponent
      let isName =
        (1...100).contains(file.utf8.count) && isPlain(file, besides: "._-") && !file.hasPrefix(".")
      let ending = (file as NSString).pathExtension
      let suffix = !isName && (1...8).contains(ending.utf8.count) && isPlain(ending) ? ".\(ending)" : ""
      let isGood =
        (1...100).contains(exhibit.reference.utf8.count) && isPlain(exhibit.reference, besides: "-_")
      var head = "\(isGood ? exhibit.reference : exhibit.id.description)\(suffix)"
      var number = 1
      while !taken.insert(head.lowercased()).inserted {
        number += 1
        head = "\(exhibit.id)-\(number)\(suffix)"
      }
      return isName ? "\(head)/\(file)" : head
    }
  }

  private static func isPlain(_ text: String, besides others: String = "") -> Bool {
    text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || others.utf8.contains($0)
    }
  }

  private static func table(_ rows: [ExhibitRow], _ names: [String]) -> [UInt8] {
    let writer = CSVWriter(isFormulaSafe: true)
    let head = ["file", "reference", "title", "sha256", "bytes", "grade", "origin", "marking"]
    return zip(rows, names).reduce(into: writer.row(head)) { bytes, exhibit in
      let (row, name) = exhibit
      bytes += writer.row([
        name, row.reference, row.title, row.sha256?.hex ?? "", String(row.bytes), row.grade ?? "",
        row.origin ?? "", row.marking,
      ])
    }
  }
}

/// The files of a bag on disk, one after the other.
private final class BagFolder {
  private let folder: String
  private var open: (path: String, file: Int32)?

  init(_ folder: String) { self.folder = folder }

  deinit { if let open { close(open.file) } }

  func take(_ path: String, _ piece: UnsafeRawBufferPointer) throws {
    if Interruption.isAsked { throw CancellationError() }
    if open?.path != path {
      try finish()
      let full = folder + "/" + path
      let around = full.folderAround
      guard mkdir(around, 0o700) == 0 || errno == EEXIST else {
        throw StoreError.system("cannot make \(around)", code: errno)
      }
      let file = Foundation.open(full, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard file >= 0 else { throw StoreError.system("cannot write \(full)", code: errno) }
      open = (path, file)
    }
    guard let open, !piece.isEmpty else { return }
    try NewFile.writeAll(Array(piece), to: open.file, name: path)
  }

  func finish() throws {
    guard let last = open else { return }
    open = nil
    defer { close(last.file) }
    guard fsync(last.file) == 0 else { throw StoreError.system("fsync \(last.path)", code: errno) }
  }
}
