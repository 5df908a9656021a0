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
    /// Objects that are no entry, alias, address or comment of a list, by external id.
    var left: [String] = []
    /// What its reader refused, singly or as a whole file: `sdn.csv, byte 120: too few fields`.
    var refused: [String] = []
    var files: [File] = []

    struct File: Equatable {
      let name: String
      let rows: Int
    }
  }

  private static let null = "-0- "
  /// Of the list of Specially Designated Nationals, and of the other lists, whose rows OFAC numbers by themselves.
  private static let names = [
    ["SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV"],
    ["CONS_PRIM.CSV", "CONS_ALT.CSV", "CONS_ADD.CSV", "CONS_COMMENTS.CSV"],
  ]

  private var files: [String: (bytes: [UInt8], rows: Int)] = [:]
  private var accounting = Accounting()
  /// Of the numbers in the files, and at least so much: OFAC's own have six digits.
  private var highest = 1_000_000_000
  private var numberless: [StatedFacts] = []
  /// OFAC's numbers that entries of collections state.
  private var given: Set<Int> = []

  /// - Parameter name: of an import (`IM-0001`, or what was given to it: the newest of that name), or of an exhibit.
  /// - Throws: when nothing of that name was imported.
  static func write(
    _ name: String, to folder: String, in store: CaseStore
  ) throws -> Accounting {
    var list = ImportedList()
    let evidence = EvidenceReader(store.folder)
    for row in try store.read({ try exhibits(of: name, $0) }) { try list.read(row, evidence, store) }
    list.writeNumberless()
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw StoreError.system("cannot make \(folder)", code: errno)
    }
    if list.files.isEmpty { list.files[names[0][0]] = ([], 0) }
    for (name, file) in list.files.sorted(by: { $0.key < $1.key }) {
      try NewFile.write(file.bytes, to: folder + "/" + name)
      list.accounting.files.append(.init(name: name, rows: file.rows))
    }
    return list.accounting
  }

  private static func exhibits(of name: String, _ reader: StoreReader) throws -> [ExhibitRow] {
    let run = try reader.imports().first { row in
      row.run.withdrawal == nil
        && (row.run.name.utf8.elementsEqual(name.utf8) || row.reference == name
          || row.reference.hasPrefix(name + "-"))
    }
    if let run {
      return try run.run.exhibits.map { try reader.exhibitRow($0) }.sorted {
        $0.title.utf8.lexicographicallyPrecedes($1.title.utf8)
      }
    }
    let held = try reader.exhibits().filter {
      $0.title.utf8.elementsEqual(name.utf8) || $0.reference == name || $0.reference.hasPrefix(name + "-")
    }
    guard let exhibit = held.last else {
      throw StoreError.notFound("import or exhibit named \(name)", list: "casetui import list")
    }
    return [exhibit]
  }

  private mutating func read(_ row: ExhibitRow, _ evidence: EvidenceReader, _ store: CaseStore) throws {
    guard let hash = row.sha256 else {
      throw StoreError.damaged("exhibit \(row.reference) has no content recorded")
    }
    let fileName = row.title.lastComponent
    do throws(SourceError) {
      let source = try FileSource(path: store.vault.path(of: hash))
      let format = try evidence.containers { false }.kind(of: source, name: fileName).format
      try read(.init(path: row.title, lengthBytes: source.lengthBytes, format: format), source, evidence)
    } catch {
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
      put(names[part], object.bytes + [0x0D, 0x0A])
      accounting.unchanged += 1
      return
    }
    guard let facts = object.facts, let primary = facts.names.first, facts.about == nil else {
      accounting.left.append(object.externalID)
      return
    }
    accounting.written += 1
    guard let id = own.flatMap({ Int($0) }) ?? number(stated: facts) else { return numberless.append(facts) }
    write(facts, primary, id, names)
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
    for facts in numberless {
      guard let primary = facts.names.first else { continue }
      highest += 1
      accounting.firstNumber = accounting.firstNumber ?? highest
      write(facts, primary, highest, Self.names[0])
    }
  }

  private mutating func write(_ facts: StatedFacts, _ primary: ActorName, _ id: Int, _ names: [String]) {
    put(
      names[0],
      [
        String(id), quoted(primary.text), quoted(kind(facts.schema)),
        quoted(facts.programs.joined(separator: "] [")),
        Self.null, Self.null, Self.null, Self.null, Self.null, Self.null, Self.null, quoted(remarks(facts)),
      ])
    for (place, alias) in facts.names.dropFirst().enumerated() {
      let kind = alias.kind == .formerlyKnownAs ? "fka" : alias.kind == .nowKnownAs ? "nka" : "aka"
      put(
        names[1],
        [
          String(id), String(place + 1), quoted(kind), quoted(alias.text),
          alias.strength == .weak ? quoted("weak") : Self.null,
        ])
    }
  }

  private mutating func put(_ file: String, _ fields: [String]) {
    put(file, Array(fields.joined(separator: ",").utf8) + [0x0D, 0x0A])
  }

  private mutating func put(_ file: String, _ row: [UInt8]) {
    files[file, default: ([], 0)].bytes += row
    files[file, default: ([], 0)].rows += 1
  }

  private func quoted(_ text: String) -> String {
    guard !text.saysNothing else { return Self.null }
    // A row is a line there.
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "\"\(line.replacingOccurrences(of: "\"", with: "\"\""))\""
  }

  private func kind(_ schema: NameSchema) -> String {
    switch schema {
    case .person: "individual"
    case .vessel: "vessel"
    case .organisation, .unknown: ""
    }
  }

  private func remarks(_ facts: StatedFacts) -> String {
    let clauses =
      facts.dates.map { "DOB \($0.text)" } + facts.countries.map { "nationality \($0)" }
      + facts.identifiers.map { "\($0.kind) \($0.value)" }
    return clauses.isEmpty ? "" : clauses.joined(separator: "; ") + "."
  }
}
