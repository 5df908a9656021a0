import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// An imported list, written out again in OFAC's delimited form, every entry accounted for.
///
/// It is read once more from the files as they came, whatever earlier or later imports brought of the same records. Rows
/// that came in that form go out byte for byte; entries of other lists are written from what they state. It repeats
/// others' statements and adds none of this office's.
struct ImportedList {
  struct Accounting: Equatable {
    /// Objects of the files.
    var records = 0
    /// Of these, rows that went out as they came, and rows that were written from what is stated.
    var unchanged = 0
    var written = 0
    /// Of those written, entries of lists that have no number of OFAC's, which got one here.
    var numbered = 0
    /// Further rows of entries that were written, which went into these.
    var joined = 0
    /// Objects that are in the files already: equal rows, and entries whose number another file of the import has. In
    /// order, by external id.
    var repeated: [String] = []
    /// Objects that are no entry, alias, address or comment of a list, by external id; behind a colon why an entry is
    /// none that stands: `x-1: an earlier version`, `t.csv#1: its source (csv) is no list`.
    var left: [String] = []
    /// Values of entries that were written, for which OFAC has no word: `eu:601: eu-reference EU.1.2`.
    var leftValues: [String] = []
    /// How many they are, by kind.
    var leftKinds: [String: Int] = [:]
    /// What its reader refused, singly or as a whole file: `sdn.csv, byte 120: too few fields`.
    var refused: [String] = []
    /// Files that nothing reads, such as attachments and archives.
    var notRead: [String] = []
    var files: [File] = []
    /// Of the exhibits it was read from, as stored.
    var markings: Set<String> = []
    /// Files of a list that were in the folder before, and that this export does not write.
    var others: [String] = []

    struct File: Equatable {
      let name: String
      let rows: Int
    }
  }

  /// Of the list of Specially Designated Nationals, and of the other lists, whose rows OFAC numbers by themselves.
  private static let names = [
    ["SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV"],
    ["CONS_PRIM.CSV", "CONS_ALT.CSV", "CONS_ADD.CSV", "CONS_COMMENTS.CSV"],
  ]

  private var files: [String: (bytes: [UInt8], rows: Int)] = [:]
  private var accounting = Accounting()
  /// What came in another form than rows, of each record the version that counts, in the order of their first.
  private var versions: [Version] = []
  /// Where a record stands there, by `key`.
  private var places: [[UInt8]: Int] = [:]
  /// Of the entries in the files, by list.
  private var numbers: [Set<Int>] = [[], []]
  /// Rows that go out as they came, of each the version that counts, in the order of their first.
  private var rows: [(file: String, bytes: [UInt8])] = []
  /// Where a row stands there, by its part, list and id.
  private var rowPlaces: [[UInt8]: Int] = [:]
  /// All that came, to find equal ones.
  private var seenRows: Set<[UInt8]> = []
  /// Of the entries that came as rows, by list; without those whose aliases and addresses were taken from their XML.
  private var rowNumbers: [Set<Int>] = [[], []]
  /// Files that came as rows.
  private var rowFiles: Set<String> = []
  /// What the files held were read as, where somebody said so against their content; `nil` until it is asked for.
  private var sources: [Digest256: Set<String>]?
  /// What an import may have been told that a table is, by the source of its records: a list before any other.
  private static let rowFormats: [(source: String, format: EvidenceFormat)] = [
    ("ofac", .sdnCSV), ("bis", .deniedPersons), ("csl", .screeningList), ("eu", .euCSV), ("uk", .ukCSV),
    ("csv", .csv),
  ]
  /// Whose entries are on a list: of the lists, and of FollowTheMoney, as collections of lists come in it. Whom a register,
  /// a threat report or a table of somebody's own names is not designated by that.
  private static let lists = ["ofac", "bis", "csl", "un", "eu", "uk", "ftm"]
  /// OFAC's numbers that entries of collections state.
  private var given: Set<Int> = []

  /// - Parameter name: of an import (`IM-0001`, or what was given to it), or of an exhibit. Files of the same name in the
  ///   folder are replaced when all are whole, as those of our own list are (`docs/publication.md` §6).
  /// - Throws: when nothing, or more than one import or exhibit, has that name.
  static func write(
    _ name: String, to folder: String, in store: CaseStore
  ) throws -> Accounting {
    var list = ImportedList()
    let evidence = EvidenceReader(store.folder)
    for row in try store.read({ try exhibits(of: name, $0) }) { try list.read(row, evidence, store) }
    list.writeRows()
    list.writeEntries()
    let files = list.files.sorted { $0.key < $1.key }
    // What stands in the folder is not replaced by nothing.
    guard !files.isEmpty else { return list.accounting }
    try PublicFiles.write(files.map { ListFile(name: $0.key, bytes: $0.value.bytes) }, to: folder)
    list.accounting.files = files.map { .init(name: $0.key, rows: $0.value.rows) }
    list.accounting.others = names.joined().filter {
      list.files[$0] == nil && FileManager.default.fileExists(atPath: folder + "/" + $0)
    }
    return list.accounting
  }

  private static func exhibits(of name: String, _ reader: StoreReader) throws -> [ExhibitRow] {
    switch try reader.importOrExhibit(named: name) {
    case .exhibit(let row): return [row]
    case .imported(let row):
      return try row.run.exhibits.map { try reader.exhibitRow($0) }.sorted {
        $0.title.utf8.lexicographicallyPrecedes($1.title.utf8)
      }
    }
  }

  private mutating func read(_ row: ExhibitRow, _ evidence: EvidenceReader, _ store: CaseStore) throws {
    accounting.markings.insert(row.marking)
    guard let hash = row.sha256 else {
      throw StoreError.damaged("exhibit \(row.reference) has no content recorded")
    }
    // "As it came" is said of these bytes.
    guard case .intact = store.vault.check(hash) else {
      throw StoreError.damaged(
        "the content of exhibit \(row.reference) is missing or is not what was taken in")
    }
    // The title is what people call it by now; numbers of rows hang on what the file was called.
    let name = try store.read { try $0.fileName(of: row.id) } ?? row.title.lastComponent
    let path = row.title.lastComponent.utf8.elementsEqual(name.utf8) ? row.title : name
    do {
      let source = try FileSource(path: store.vault.path(of: hash))
      var format = try evidence.containers { false }.kind(of: source, name: name).format
      if format == .csv || EvidenceFormats.reader(of: format) == nil {
        if sources == nil { sources = try store.read { try $0.sourcesByFile() } }
        let held = sources?[hash] ?? []
        if let said = Self.rowFormats.first(where: { held.contains($0.source) })?.format {
          format = said
        } else if !held.isEmpty {
          accounting.refused.append(
            "\(path): its records (\(held.sorted().joined(separator: ", "))) were read as --format said, "
              + "which its content does not show")
          return
        }
      }
      try read(.init(path: path, lengthBytes: source.lengthBytes, format: format), source, evidence)
    } catch let error as SourceError {
      throw StoreError.invalid("\(row.reference): \(error.reason)", remedy: error.remedy)
    }
  }

  private mutating func read(
    _ file: EvidenceBundle.File, _ source: FileSource, _ evidence: EvidenceReader
  ) throws(SourceError) {
    guard EvidenceFormats.reader(of: file.format) != nil else { return accounting.notRead.append(file.path) }
    do {
      let summary = try evidence.read(file, source, nil, { false }) { add($0) }
      accounting.refused += summary.problems.filter { $0.severity == .refused }.map { problem in
        let place = problem.offset.map { ", byte \($0)" } ?? ""
        return "\(file.path)\(place): \(problem.reason)"
      }
      let unlisted = summary.refused - summary.problems.filter { $0.severity == .refused }.count
      if unlisted > 0 { accounting.refused.append("\(file.path): \(unlisted) more") }
    } catch let refusal as ImportRefusal {
      accounting.refused.append("\(file.path): \(refusal.reason)")
    } catch {
      throw SourceError(path: file.path, reason: "\(error)", remedy: "see what casetui doctor says")
    }
  }

  private mutating func add(_ object: SourceObject) {
    accounting.records += 1
    let parts = ["sdn-entry": 0, "sdn-alias": 1, "sdn-address": 2, "sdn-comment": 3]
    if object.source == "ofac", let part = parts[object.type],
      object.bytes.first.map({ $0 != UInt8(ascii: "<") }) ?? false
    {
      return take(row: object, part)
    }
    guard Self.lists.contains(object.source) else {
      return accounting.left.append("\(object.externalID): its source (\(object.source)) is no list")
    }
    take(Version(object))
  }

  /// Of the versions of a row the one that came last counts: rows bear no time.
  private mutating func take(row: SourceObject, _ part: Int) {
    let list = Self.list(row.source, row.externalID)
    let file = Self.names[list][part]
    rowFiles.insert(file)
    if part == 0, let number = Self.ownNumber(row.source, row.externalID) {
      numbers[list].insert(number)
      rowNumbers[list].insert(number)
    }
    let kind = UInt8(part + list * 4)
    guard seenRows.insert([kind] + row.bytes).inserted else {
      return accounting.repeated.append(row.externalID)
    }
    let key = [kind] + row.externalID.utf8
    if let place = rowPlaces[key] {
      accounting.left.append("\(row.externalID): an earlier version")
      rows[place].bytes = row.bytes
    } else {
      rowPlaces[key] = rows.count
      rows.append((file, row.bytes))
      accounting.unchanged += 1
    }
  }

  private mutating func writeRows() {
    for row in rows { put(row.file, row.bytes + [0x0D, 0x0A]) }
  }

  // MARK: entries in another form

  /// One version of what came in another form than rows.
  private struct Version {
    let source: String
    let id: String
    /// As `SourceTime` has it; "" for none, which is before any.
    let time: String
    let content: Digest256
    let identityClass: String?
    var stated: Stated

    indirect enum Stated {
      case facts(StatedFacts)
      case nothing
      case revoked
    }

    init(_ object: SourceObject) {
      source = object.source
      id = object.externalID
      time = object.modified.flatMap { SourceTime.sortable($0, of: object.source) } ?? ""
      content = Digest256.sha256(object.bytes)
      identityClass = object.identityClass
      stated =
        object.isRevoked ? .revoked : object.facts.map { $0.isRevoked ? .revoked : .facts($0) } ?? .nothing
    }

    var key: [UInt8] { Self.key(source, id) }
    static func key(_ source: String, _ id: String) -> [UInt8] { source.utf8 + [0] + id.utf8 }
  }

  /// Of the versions of a record the latest counts, of those without a time, or with the same, the one that came last.
  private mutating func take(_ version: Version) {
    let key = version.key
    guard let place = places[key] else {
      places[key] = versions.count
      return versions.append(version)
    }
    if version.content == versions[place].content { return accounting.repeated.append(version.id) }
    accounting.left.append("\(version.id): an earlier version")
    if !version.time.utf8.lexicographicallyPrecedes(versions[place].time.utf8) { versions[place] = version }
  }

  private mutating func writeEntries() {
    joinRows()
    let entries = versions.compactMap { version -> (version: Version, facts: StatedFacts)? in
      switch version.stated {
      case .facts(let facts) where facts.about == nil && !facts.names.isEmpty: return (version, facts)
      case .facts(let facts) where isJoined(facts, in: version.source): return nil
      case .revoked: accounting.left.append("\(version.id): revoked")
      case .facts, .nothing: accounting.left.append(version.id)
      }
      return nil
    }
    // Those with numbers of OFAC's come first: the others get what is free.
    var numberless: [(version: Version, facts: StatedFacts)] = []
    for (version, facts) in entries {
      guard let number = Self.ownNumber(version.source, version.id) ?? number(stated: facts) else {
        numberless.append((version, facts))
        continue
      }
      let list = Self.list(version.source, version.id)
      // Those of an issue in XML are the rows of the same issue, if these came along, once more.
      guard numbers[list].insert(number).inserted else {
        accounting.repeated.append(version.id)
        writeWhatNoRowSays(version, facts, number, list)
        continue
      }
      _ = write(version, facts, number, Self.names[list])
    }
    for (version, facts) in numberless where write(version, facts, freeNumber(for: version), Self.names[0]) {
      accounting.numbered += 1
    }
  }

  /// Lists that give an entry several rows say in each further one which entry it is about.
  private mutating func joinRows() {
    for version in versions {
      guard case .facts(let row) = version.stated, let about = row.about, isJoined(row, in: version.source),
        let place = places[Version.key(version.source, about)],
        case .facts(var entry) = versions[place].stated
      else { continue }
      versions[place].stated = .facts(StatedFacts())  // Held once, so that adding to it copies nothing.
      entry.join(row)
      versions[place].stated = .facts(entry)
      accounting.joined += 1
    }
  }

  /// Whether the entry that a row is about is here, and stands.
  private func isJoined(_ row: StatedFacts, in source: String) -> Bool {
    guard let about = row.about, let place = places[Version.key(source, about)],
      case .facts(let entry) = versions[place].stated
    else { return false }
    return entry.about == nil && !entry.names.isEmpty
  }

  /// `cons:101`, `cons-add:101:7001`, `cons-comment:101` are of the other lists.
  private static func list(_ source: String, _ id: String) -> Int {
    source == "ofac" && id.hasPrefix("cons") ? 1 : 0
  }

  private static func ownNumber(_ source: String, _ id: String) -> Int? {
    guard source == "ofac" else { return nil }
    return id.split(separator: ":").dropFirst().first.flatMap { Int($0) }
  }

  // MARK: numbers

  /// OFAC's number as a collection of lists states it, the first time.
  private mutating func number(stated facts: StatedFacts) -> Int? {
    let stated = facts.identifiers.filter { $0.kind == OFACList.numberKind }.compactMap {
      identifier -> Int? in
      let digits = identifier.value.utf8
      guard (1...10).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(identifier.value), number < GivenNumber.range.lowerBound
      else { return nil }
      return number
    }
    guard let number = stated.first, stated.count == 1, given.insert(number).inserted else { return nil }
    return number
  }

  /// A number that follows from source and id, so that it is the party's in every export, and those of two lists do not
  /// meet but by chance; when it is taken here, the next that is free.
  private mutating func freeNumber(for version: Version) -> Int {
    let digest = Digest256.sha256(version.key).bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    var number = GivenNumber.range.lowerBound + Int(digest % UInt64(GivenNumber.range.count))
    while numbers.contains(where: { $0.contains(number) }) {
      number = number == GivenNumber.range.upperBound ? GivenNumber.range.lowerBound : number + 1
    }
    numbers[0].insert(number)
    return number
  }

  /// - Returns: `false` when its name would be read as none.
  private mutating func write(
    _ version: Version, _ facts: StatedFacts, _ number: Int, _ names: [String]
  ) -> Bool {
    guard let rows = OFACRows(facts, number: number, identityClass: version.identityClass) else {
      accounting.left.append("\(version.id): name \(facts.names[0].text)")
      return false
    }
    accounting.written += 1
    put(names[0], rows.entry)
    for row in rows.alternates { put(names[1], row) }
    for row in rows.addresses { put(names[2], row) }
    if let row = rows.comment { put(names[3], row) }
    for value in rows.left {
      accounting.leftValues.append("\(version.id): \(value)")
      accounting.leftKinds[String(value.prefix { $0 != " " }), default: 0] += 1
    }
    return true
  }

  /// The aliases and addresses in the XML of an entry that came as a row, where the file of aliases or that of addresses
  /// did not come. Where it came, what is not in it was dropped; what others state of the entry is not OFAC's.
  private mutating func writeWhatNoRowSays(
    _ version: Version, _ facts: StatedFacts, _ number: Int, _ list: Int
  ) {
    guard version.source == "ofac", rowNumbers[list].remove(number) != nil,
      let written = OFACRows(facts, number: number, identityClass: version.identityClass)
    else { return }
    let names = Self.names[list]
    for (file, rows) in [(names[1], written.alternates), (names[2], written.addresses)]
    where !rowFiles.contains(file) {
      for row in rows { put(file, row) }
    }
  }

  private mutating func put(_ file: String, _ row: [UInt8]) {
    files[file, default: ([], 0)].bytes += row
    files[file, default: ([], 0)].rows += 1
  }
}
