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
    /// Of those written, entries of lists that have no number of OFAC's, which got one here; the first number.
    var numbered = 0
    var firstNumber: Int?
    /// Objects that are in the files already: equal rows, and entries whose number another file of the import has. In
    /// order, by external id.
    var repeated: [String] = []
    /// Objects that are no entry, alias, address or comment of a list, by external id.
    var left: [String] = []
    /// Values of entries that were written, for which OFAC has no word: `eu:601: eu-reference EU.1.2`.
    var leftValues: [String] = []
    /// How many they are, by kind.
    var leftKinds: [String: Int] = [:]
    /// What its reader refused, singly or as a whole file: `sdn.csv, byte 120: too few fields`.
    var refused: [String] = []
    var files: [File] = []
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
  /// Of the numbers in the files, and at least so much: OFAC's own have six digits.
  private var highest = 1_000_000_000
  private var numberless: [(id: String, facts: StatedFacts)] = []
  /// Entries that came in another form than rows, until all rows are known.
  private var numbered: [(id: String, facts: StatedFacts, number: Int, list: Int)] = []
  /// Of the entries in the files, by list.
  private var numbers: [Set<Int>] = [[], []]
  /// Rows in the files, to find equal ones.
  private var rows: Set<[UInt8]> = []
  /// What the files held were read as, where somebody said so against their content; `nil` until it is asked for.
  private var sources: [Digest256: Set<String>]?
  /// What an import may have been told that a table is, by the source of its records: a list before any other.
  private static let rowFormats: [(source: String, format: EvidenceFormat)] = [
    ("ofac", .sdnCSV), ("bis", .deniedPersons), ("csl", .screeningList), ("eu", .euCSV), ("uk", .ukCSV),
    ("csv", .csv),
  ]
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
    list.writeNumbered()
    list.writeNumberless()
    if list.files.isEmpty { list.files[names[0][0]] = ([], 0) }
    let files = list.files.sorted { $0.key < $1.key }
    try PublicFiles.write(files.map { ListFile(name: $0.key, bytes: $0.value.bytes) }, to: folder)
    list.accounting.files = files.map { .init(name: $0.key, rows: $0.value.rows) }
    list.accounting.others = names.joined().filter {
      list.files[$0] == nil && FileManager.default.fileExists(atPath: folder + "/" + $0)
    }
    return list.accounting
  }

  private static func exhibits(of name: String, _ reader: StoreReader) throws -> [ExhibitRow] {
    let runs = try reader.imports().filter { $0.run.withdrawal == nil }
    let held = try reader.exhibits()
    func isReference(_ reference: String) -> Bool { reference == name || reference.hasPrefix(name + "-") }
    func isName(_ text: String) -> Bool { text.utf8.elementsEqual(name.utf8) }
    // A number tells one from another; a name may be that of next week's file, too.
    let byNumber = runs.contains { isReference($0.reference) } || held.contains { isReference($0.reference) }
    let imports = runs.filter { byNumber ? isReference($0.reference) : isName($0.run.name) }
    let inThem = Set(imports.flatMap(\.run.exhibits))
    let exhibits = held.filter {
      byNumber ? isReference($0.reference) : isName($0.title) && !inThem.contains($0.id)
    }
    guard imports.count + exhibits.count <= 1 else {
      let fits = imports.map { "\($0.reference) of \($0.on)" } + exhibits.map(\.reference)
      throw StoreError.invalid(
        "\(fits.count) imports and exhibits are called \(name): \(fits.joined(separator: ", "))",
        remedy: "pass the number of the one that is meant")
    }
    if let run = imports.first?.run {
      return try run.exhibits.map { try reader.exhibitRow($0) }.sorted {
        $0.title.utf8.lexicographicallyPrecedes($1.title.utf8)
      }
    }
    guard !exhibits.isEmpty else {
      throw StoreError.notFound("import or exhibit named \(name)", list: "casetui import list")
    }
    return exhibits
  }

  private mutating func read(_ row: ExhibitRow, _ evidence: EvidenceReader, _ store: CaseStore) throws {
    guard let hash = row.sha256 else {
      throw StoreError.damaged("exhibit \(row.reference) has no content recorded")
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
    guard EvidenceFormats.reader(of: file.format) != nil else { return }
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
    // `cons:101`, `cons-add:101:7001`, `cons-comment:101`.
    let isOther = object.source == "ofac" && object.externalID.hasPrefix("cons")
    let names = Self.names[isOther ? 1 : 0]
    let own = object.source == "ofac" ? object.externalID.split(separator: ":").dropFirst().first : nil
    if let number = own.flatMap({ Int($0) }) { highest = max(highest, number) }
    if let part = parts[object.type], object.bytes.first.map({ $0 != UInt8(ascii: "<") }) ?? false {
      if let number = own.flatMap({ Int($0) }), part == 0 { numbers[isOther ? 1 : 0].insert(number) }
      guard rows.insert([UInt8(part + (isOther ? 4 : 0))] + object.bytes).inserted else {
        return accounting.repeated.append(object.externalID)
      }
      put(names[part], object.bytes + [0x0D, 0x0A])
      accounting.unchanged += 1
      return
    }
    // A table of somebody's own is no list, whomever its rows name.
    guard object.source != "csv", let facts = object.facts, !facts.names.isEmpty, facts.about == nil else {
      accounting.left.append(object.externalID)
      return
    }
    guard let id = own.flatMap({ Int($0) }) ?? number(stated: facts) else {
      return numberless.append((object.externalID, facts))
    }
    numbered.append((object.externalID, facts, id, isOther ? 1 : 0))
  }

  /// Those of an issue in XML are the rows of the same issue, if these came along, once more.
  private mutating func writeNumbered() {
    for (id, facts, number, list) in numbered {
      guard numbers[list].insert(number).inserted else {
        accounting.repeated.append(id)
        continue
      }
      accounting.written += 1
      write(facts, of: id, number, Self.names[list])
    }
  }

  /// OFAC's number as a collection of lists states it, the first time.
  private mutating func number(stated facts: StatedFacts) -> Int? {
    let stated = facts.identifiers.filter { $0.kind == OFACList.numberKind }.compactMap { Int($0.value) }
    guard let number = stated.first, stated.count == 1, given.insert(number).inserted else { return nil }
    highest = max(highest, number)
    return number
  }

  /// Entries of lists without OFAC's numbers get numbers behind all of those.
  private mutating func writeNumberless() {
    accounting.numbered = numberless.count
    accounting.written += numberless.count
    for (externalID, facts) in numberless {
      highest += 1
      accounting.firstNumber = accounting.firstNumber ?? highest
      write(facts, of: externalID, highest, Self.names[0])
    }
  }

  private mutating func write(_ facts: StatedFacts, of externalID: String, _ id: Int, _ names: [String]) {
    guard let rows = OFACRows(facts, number: id) else { return }
    put(names[0], rows.entry)
    for row in rows.alternates { put(names[1], row) }
    for row in rows.addresses { put(names[2], row) }
    if let row = rows.comment { put(names[3], row) }
    for value in rows.left {
      accounting.leftValues.append("\(externalID): \(value)")
      accounting.leftKinds[String(value.prefix { $0 != " " }), default: 0] += 1
    }
  }

  private mutating func put(_ file: String, _ row: [UInt8]) {
    files[file, default: ([], 0)].bytes += row
    files[file, default: ([], 0)].rows += 1
  }
}
