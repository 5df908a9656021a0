import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// An imported list, written out again in OFAC's delimited form, every entry accounted for.
///
/// Rows that came in that form go out byte for byte; entries of other lists are written from what they state.
/// It repeats others' statements and adds none of this office's.
struct ImportedList {
  struct Accounting: Equatable {
    /// Newest versions of records of the list.
    var records = 0
    /// Of these, rows that went out as they came, and rows that were written from what is stated.
    var unchanged = 0
    var written = 0
    /// Records that are no entry, alias, address or comment of a list, by external id.
    var left: [String] = []
    /// Rows in each file.
    var files: [(name: String, rows: Int)] = []

    static func == (left: Accounting, right: Accounting) -> Bool {
      left.records == right.records && left.unchanged == right.unchanged && left.written == right.written
        && left.left == right.left && left.files.elementsEqual(right.files, by: ==)
    }
  }

  private static let null = "-0- "
  private static let names = ["SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV"]

  private let bundles: Set<Digest256>
  private var files = [[UInt8]](repeating: [], count: 4)
  private var rows = [0, 0, 0, 0]
  private var accounting = Accounting()
  private var number = 0

  /// - Parameter name: of an import (`IM-0001`), of what was given to it, or of an exhibit.
  /// - Throws: when nothing of that name was imported.
  static func write(
    _ name: String, to folder: String, in store: CaseStore
  ) throws -> Accounting {
    let list = try store.read { reader in
      var list = ImportedList(bundles: try bundles(of: name, reader))
      try list.read(reader)
      return list
    }
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw StoreError.system("cannot make \(folder)", code: errno)
    }
    var accounting = list.accounting
    for (place, bytes) in list.files.enumerated() where list.rows[place] > 0 || place == 0 {
      try NewFile.write(bytes, to: folder + "/" + names[place])
      accounting.files.append((names[place], list.rows[place]))
    }
    return accounting
  }

  private init(bundles: Set<Digest256>) { self.bundles = bundles }

  private static func bundles(of name: String, _ reader: StoreReader) throws -> Set<Digest256> {
    let runs = try reader.imports().filter { row in
      row.run.withdrawal == nil
        && (row.run.name.utf8.elementsEqual(name.utf8) || row.reference == name
          || row.reference.hasPrefix(name + "-"))
    }
    var exhibits = runs.flatMap(\.run.exhibits)
    if exhibits.isEmpty {
      exhibits = try reader.exhibits().filter { $0.title == name || $0.reference == name }.map(\.id)
    }
    let hashes = try exhibits.compactMap { try reader.exhibitRow($0).sha256 }
    guard !hashes.isEmpty else { throw StoreError.notFound("an import or exhibit named \(name)") }
    return Set(hashes)
  }

  private mutating func read(_ reader: StoreReader) throws {
    var newest: [String: SourceRow] = [:]
    try reader.sourceRecords(of: nil) { row in
      if bundles.contains(row.bundle) { newest["\(row.source)\u{0}\(row.externalID)"] = row }
    }
    let ordered = newest.values.sorted {
      $0.bundle != $1.bundle
        ? $0.bundle.hex < $1.bundle.hex : ($0.offset, $0.externalID) < ($1.offset, $1.externalID)
    }
    accounting.records = ordered.count
    for row in ordered { try add(row, reader) }
  }

  private mutating func add(_ row: SourceRow, _ reader: StoreReader) throws {
    let parts = ["sdn-entry": 0, "sdn-alias": 1, "sdn-address": 2, "sdn-comment": 3]
    let bytes = try reader.bytes(of: row)
    if let part = parts[row.type], bytes.first.map({ $0 != UInt8(ascii: "<") }) ?? false {
      files[part] += bytes + [0x0D, 0x0A]
      rows[part] += 1
      accounting.unchanged += 1
      return
    }
    guard let facts = try reader.facts(of: row), let primary = facts.names.first, facts.about == nil else {
      accounting.left.append(row.externalID)
      return
    }
    number += 1
    accounting.written += 1
    // The source's own number where its id ends in one.
    let id = row.externalID.split(separator: ":").last.flatMap { Int($0) } ?? number
    put(
      0,
      [
        String(id), quoted(primary.text), quoted(kind(facts.schema)),
        quoted(facts.programs.joined(separator: "] [")),
        Self.null, Self.null, Self.null, Self.null, Self.null, Self.null, Self.null, quoted(remarks(facts)),
      ])
    for (place, alias) in facts.names.dropFirst().enumerated() {
      let kind = alias.kind == .formerlyKnownAs ? "fka" : alias.kind == .nowKnownAs ? "nka" : "aka"
      put(
        1,
        [
          String(id), String(place + 1), quoted(kind), quoted(alias.text),
          alias.strength == .weak ? quoted("weak") : Self.null,
        ])
    }
  }

  private mutating func put(_ file: Int, _ fields: [String]) {
    files[file] += Array(fields.joined(separator: ",").utf8) + [0x0D, 0x0A]
    rows[file] += 1
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
