import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// A form in which a list leaves.
enum ListFormat: String, CaseIterable {
  case sdnCSV = "sdn-csv"
  case sdnXML = "sdn-xml"
  case entityListCSV = "entity-list-csv"
  case screeningCSV = "csl-csv"
  case attackersJSON = "attackers-json"
  case attackersCSV = "attackers-csv"
  case attackersHTML = "attackers-html"
  case stix
  case ftm
}

/// A finished file, before anything is written.
struct ListFile {
  let name: String
  let bytes: [UInt8]
}

/// Something protected that an output holds.
struct FoundLeak: Hashable {
  let file: String
  let owner: String
  let exhibit: String
  /// In bytes from the start of the file; `nil` where a field is refused as a whole.
  let offset: Int?
  let message: String
  let remedy: String
}

/// Why nothing was written.
struct PublicationRefusal: Error {
  let leaks: [FoundLeak]
}

/// Makes the files of the lists of one day, checks their bytes, and only then writes.
struct PublicationExport {
  let state: PublicationState
  let day: Day
  /// Entries that the files show in full.
  private var shown: [PublishedEntry] = []
  private(set) var files: [ListFile] = []
  /// Text that is cut apart in the files, whole.
  private var uncut: [ListFile] = []

  init(_ state: PublicationState, asOf day: Day) {
    self.state = state
    self.day = day
  }

  /// - Throws: `StoreError.invalid` with the entry and field that a format has no way to write.
  mutating func add(_ format: ListFormat) throws {
    do throws(ListFault) {
      for file in try made(format) { files.append(file) }
    } catch {
      throw StoreError.invalid(error.message, remedy: error.remedy)
    }
  }

  private mutating func made(_ format: ListFormat) throws(ListFault) -> [ListFile] {
    let ledger = state.ledger
    func take(_ list: PublishedEntry.List?) -> [PublishedEntry] {
      let entries = ledger.entries(asOf: day, on: list)
      shown += entries
      return entries
    }
    switch format {
    case .sdnCSV:
      let sdn = try SDNFiles(take(.sdn))
      uncut.append(ListFile(name: "SDN.CSV", bytes: sdn.uncutRemarks))
      return [
        ListFile(name: "SDN.CSV", bytes: sdn.sdn), ListFile(name: "ALT.CSV", bytes: sdn.alternates),
        ListFile(name: "ADD.CSV", bytes: sdn.addresses),
        ListFile(name: "SDN_COMMENTS.CSV", bytes: sdn.comments),
      ]
    case .sdnXML: return [ListFile(name: "SDN.XML", bytes: try SDNXML.bytes(take(.sdn), publishedOn: day))]
    case .entityListCSV:
      return [ListFile(name: "entity-list.csv", bytes: try EntityListCSV.bytes(take(.entityList)))]
    case .screeningCSV:
      return [
        ListFile(name: "consolidated.csv", bytes: try ScreeningListCSV.bytes(take(.sdn) + take(.entityList)))
      ]
    case .attackersJSON:
      _ = take(.attackers)
      let entries = ledger.history(asOf: day, on: .attackers)
      return [ListFile(name: "attackers.json", bytes: try AttackersJSON.bytes(entries, asOf: day))]
    case .attackersCSV:
      _ = take(.attackers)
      let entries = ledger.history(asOf: day, on: .attackers)
      return [ListFile(name: "attackers.csv", bytes: try AttackersCSV.bytes(entries))]
    case .attackersHTML:
      _ = take(.attackers)
      let page = AttackersPage(publisher: state.publisher)
      return [
        ListFile(
          name: "index.html", bytes: try page.bytes(ledger.history(asOf: day, on: .attackers), asOf: day))
      ]
    case .stix:
      _ = take(nil)
      let entries = ledger.history(asOf: day) + ledger.followedListings(asOf: day)
      let bytes = try STIXListing.bytes(
        entries, publisher: state.publisher, publisherSince: state.publisherSince)
      return [ListFile(name: "listing.stix.json", bytes: bytes)]
    case .ftm:
      _ = take(nil)
      let entries = ledger.history(asOf: day) + ledger.followedListings(asOf: day)
      return [
        ListFile(
          name: "entities.ftm.jsonl",
          bytes: try FollowTheMoneyLines.bytes(entries, authority: state.publisher, dataset: "casetui")),
        ListFile(name: Self.deletions, bytes: try FollowTheMoneyLines.deletions(entries)),
      ]
    }
  }

  /// The names of lists without a byte: an official form has no other way to say that nobody is on it.
  var emptyLists: [String] {
    let empty = files.filter { $0.bytes.isEmpty && $0.name != Self.deletions }.map(\.name)
    // Who is on the list need have no other name, no address and no long remark.
    return empty.contains("SDN.CSV") ? empty : empty.filter { !Self.besideSDN.contains($0) }
  }

  private static let besideSDN: Set<String> = ["ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV"]

  /// Empty while all entries stand.
  private static let deletions = "ended.ftm.jsonl"

  /// What changed since a day, on all lists.
  mutating func addDelta(since: Day) {
    let delta = state.ledger.diff(from: since, to: day)
    shown += delta.added + delta.changed.map(\.to)
    files.append(ListFile(name: "delta.json", bytes: Array((delta.json.text + "\n").utf8)))
  }

  /// - Throws: `PublicationRefusal` with everything protected that the files hold.
  func check() throws(PublicationRefusal) {
    let spans = state.spans(for: shown)
    var leaks: [FoundLeak] = []
    for file in files + uncut {
      leaks += spans.leaks(in: file.bytes).map { leak in
        FoundLeak(
          file: file.name, owner: leak.owner, exhibit: leak.exhibit, offset: leak.offset,
          message: "\(file.name): \(leak.message)", remedy: leak.remedy)
      }
    }
    var seen: Set<PublicationState.Withheld> = []
    for held in shown.flatMap(state.unpermitted) where seen.insert(held).inserted {
      leaks.append(
        FoundLeak(
          file: "", owner: held.owner, exhibit: held.exhibit, offset: nil,
          message:
            "the entry \(held.entry) shows \(held.field.rawValue), which rests on exhibit \(held.exhibit), "
            + "given in confidence by \(held.owner), without its permission for that exhibit and field",
          remedy: "withdraw the entry, or record that owner's consent for it"))
    }
    guard leaks.isEmpty else { throw PublicationRefusal(leaks: leaks) }
  }

  /// Writes every file under a temporary name, and renames them when all are whole.
  func write(to folder: String) throws { try PublicFiles.write(files, to: folder) }
}

/// Files that others read: whole or not at all.
enum PublicFiles {
  /// Writes every file under a temporary name, and renames them when all are whole. Files of the same names are replaced.
  ///
  /// - Parameter folder: is made when it is not there.
  /// - Throws: `Usage` for a folder without a name; `StoreError` when it cannot be made, or when a folder has the name of a
  ///   file: then nothing was replaced.
  static func write(_ files: [ListFile], to folder: String) throws {
    try NewFile.requireName(folder)
    try make(folder)
    for file in files {
      let final = folder + "/" + file.name
      var facts = stat()
      guard lstat(final, &facts) != 0 || facts.st_mode & S_IFMT != S_IFDIR else {
        throw StoreError.invalid(
          "\(final) is a folder, and a file is to be written there",
          remedy: "move it away, or give another folder; nothing has been written")
      }
    }
    var written: [(temporary: String, final: String)] = []
    do {
      for file in files {
        let final = folder + "/" + file.name
        written.append((try temporary(file.bytes, for: final), final))
      }
      for (temporary, final) in written {
        guard rename(temporary, final) == 0 else {
          throw StoreError.system("rename to \(final)", code: errno)
        }
      }
    } catch {
      for (temporary, _) in written { unlink(temporary) }
      throw error
    }
    let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { throw StoreError.system("cannot open \(folder)", code: errno) }
    defer { close(handle) }
    guard fsync(handle) == 0 else { throw StoreError.system("fsync \(folder)", code: errno) }
  }

  /// Makes a folder, and those around it, where they are not there.
  private static func make(_ folder: String) throws {
    if mkdir(folder, 0o777) == 0 { return }
    var code = errno
    let around = folder.folderAround
    if code == ENOENT, around != folder {
      try make(around)
      if mkdir(folder, 0o777) == 0 { return }
      code = errno
    }
    guard code == EEXIST else { throw StoreError.system("cannot make \(folder)", code: code) }
    // A link that leads nowhere, too, is there.
    var facts = stat()
    guard stat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
      throw StoreError.invalid("\(folder) is there already and not a folder", remedy: "give another folder")
    }
  }

  /// Writes bytes beside their final name; returns where.
  static func temporary(_ bytes: [UInt8], for final: String) throws -> String {
    let temporary = "\(final).\(getpid()).new"
    unlink(temporary)
    try NewFile.write(bytes, to: temporary, mode: 0o644)
    return temporary
  }
}

extension PublicationDelta {
  /// `casetui/list-delta/1`: what was added, removed and changed; `docs/publication.md` §6.
  var json: JSON {
    .object([
      ("schema", .string("casetui/list-delta/1")), ("from", .string(from.iso)), ("to", .string(to.iso)),
      ("added", .array(added.map { .object($0.listed) })),
      ("removed", .array(removed.map { .object($0.ended) })),
      (
        "changed",
        .array(
          changed.map { change in
            .object(
              change.to.listed + [
                (
                  "fields",
                  .array(
                    change.fields.map { field in
                      .object([
                        ("field", .string(field.field.rawValue)),
                        ("from", .array(field.from.map { .string($0) })),
                        ("to", .array(field.to.map { .string($0) })),
                      ])
                    })
                )
              ])
          })
      ),
    ])
  }
}

extension PublishedEntry {
  /// As lists of entries show it.
  var listed: [(String, JSON)] {
    [
      ("list", .string(list.rawValue)), ("reference", .string(reference)), ("uid", .int(uid)),
      ("name", .string(name.text)), ("kind", .string(kind.rawValue)), ("status", .string(status.rawValue)),
      ("published_on", .string(publishedOn.iso)), ("expires_on", .optional(expiresOn?.iso)),
    ]
  }

  /// What is said of an entry that has ended: no name.
  var ended: [(String, JSON)] {
    [
      ("list", .string(list.rawValue)), ("reference", .string(reference)), ("uid", .int(uid)),
      ("status", .string(status.rawValue)), ("published_on", .string(publishedOn.iso)),
      ("expires_on", .optional(expiresOn?.iso)), ("banner", .optional(status.banner)),
    ]
  }
}
