import CaseTesting
import CaseDomain
import Foundation
import Testing

@testable import CaseExchange

/// Every file of the corpus of lists: which reader takes it, what it counts, and what it refuses where.
@Suite(.enabled(if: Corpus.isPresent, Corpus.isMissing))
struct ListCorpusTests {
  private static func format(of path: String) -> EvidenceFormat? {
    switch true {
    case path.hasSuffix("invalidFiles/csl.csv"), path.contains("/us-csl/"): .screeningList
    case path.contains("/ofac-"): .sdnCSV
    case path.contains("/bis-dpl/"): .deniedPersons
    case path.contains("/eu-journal/"): .euCSV
    case path.hasSuffix("sdn.xml"): .sdnXML
    case path.hasSuffix("sample_eu.xml"): .euXML
    case path.hasSuffix("sample_unsc.xml"): .unXML
    default: nil
    }
  }

  @Test func everyFileIsTakenByItsReaderAlone() throws {
    let files = try Corpus.expected("sanctions/")
    for (path, _) in files {
      let name = path.split(separator: "/").last.map { $0.replacingOccurrences(of: ".gz", with: "") } ?? ""
      let takers = ListReaders.recognising(try Corpus.bytes(path), name: name)
      #expect(takers == [Self.format(of: path)].compactMap { $0 }, "\(path)")
    }
    #expect(files.count > 50)
  }

  /// No reader of lists takes what belongs to others.
  @Test(arguments: [
    "stix/", "misp/", "xml/", "email/", "case_uco/", "ownership/", "names/", "json/", "unicode/",
  ])
  func foreignFilesAreLeftAlone(_ folder: String) throws {
    for (path, _) in try Corpus.expected(folder) where !path.contains(".tar") {
      let name = String(path.split(separator: "/").last ?? "")
      #expect(ListReaders.recognising(try Corpus.bytes(path), name: name).isEmpty, "\(path)")
    }
  }

  /// Rows that cannot be taken in, by the file, with the row and the start of the reason.
  private static let refusals: [String: [(String, String)]] = [
    "sanctions/ofac-invalid/invalidFiles/sdn.csv.gz": [("row 7380", "it has 1 columns")],
    "sanctions/ofac-invalid/invalidFiles/csl.csv": [
      ("row 2", "it has 2 columns"), ("row 4", "it has 2 columns"), ("row 5", "it has 6 columns"),
      ("row 9", "it has 1 columns"),
    ],
    "sanctions/us-csl/csl-older-full.csv.gz": [
      ("row 2", "it repeats the header"), ("row 4229", "a quoted field has no closing quote"),
    ],
  ]

  @Test func countsAreThoseExpected() throws {
    var files = 0
    for (path, facts) in try Corpus.expected("sanctions/") {
      guard let format = Self.format(of: path) else { continue }
      files += 1
      let bytes = try Corpus.bytes(path)
      let found = try ListReaders.read(format, bytes, path: path)
      let summary = try #require(found.summary, "\(path): \(String(describing: found.refusal))")
      #expect(found.accountsFor(bytes), "\(path)")
      let refused = found.problems.filter { $0.severity == .refused }
      let expected = Self.refusals[path] ?? []
      #expect(refused.map(\.object) == expected.map(\.0), "\(path)")
      #expect(zip(refused, expected).allSatisfy { $0.reason.hasPrefix($1.1) }, "\(path): \(refused)")
      if let rows = Self.rows(facts, format) { #expect(summary.read + summary.refused == rows, "\(path)") }
      try Self.check(found, facts, format, path)
    }
    #expect(files == 49)
  }

  /// All records of the file without its header.
  private static func rows(_ facts: [String: Any], _ format: EvidenceFormat) -> Int? {
    guard let columns = facts["columns"] as? [String: Int] else { return nil }
    return columns.values.reduce(0, +) - (format == .sdnCSV ? 0 : 1)
  }

  private static func check(
    _ found: ListReading, _ facts: [String: Any], _ format: EvidenceFormat, _ path: String
  ) throws {
    switch format {
    case .sdnCSV: try checkSDN(found, facts, path)
    case .sdnXML: checkSDNXML(found, facts)
    case .unXML: checkUN(found, facts)
    case .euXML:
      #expect(found.objects.count == facts["entities"] as? Int)
      #expect(found.objects.allSatisfy { $0.facts?.schema == .person })
      #expect(found.objects.reduce(0) { $0 + ($1.facts?.names.count ?? 0) } == facts["name_aliases"] as? Int)
    case .deniedPersons:
      #expect(found.objects.count == facts["denied_persons"] as? Int)
      #expect(Set(found.objects.compactMap(\.name)).count == (facts["distinct_names"] as? Int))
    case .euCSV:
      let types = found.objects.reduce(into: [String: Int]()) { $0[$1.identityClass ?? "", default: 0] += 1 }
      #expect(types == facts["by_schema"] as? [String: Int], "\(path)")
      #expect(Set(found.objects.map(\.externalID)).count == found.objects.count, "\(path)")
    case .screeningList: checkScreening(found, facts, path)
    default: Issue.record("no check for \(format)")
    }
  }

  private static func checkSDN(_ found: ListReading, _ facts: [String: Any], _ path: String) throws {
    #expect(Set(found.objects.map(\.externalID)).count == found.objects.count, "\(path)")
    if let types = facts["by_type"] as? [String: Int] {
      let counted = found.objects.reduce(into: [String: Int]()) {
        $0[$1.identityClass ?? "(entity)", default: 0] += 1
      }
      #expect(counted == types, "\(path)")
      #expect(found.objects.count == facts["entries"] as? Int, "\(path)")
      let top = facts["programs_top"] as? [String: Int] ?? [:]
      let programs = found.objects.reduce(into: [String: Int]()) { counts, object in
        for program in object.facts?.programs ?? [] { counts[program, default: 0] += 1 }
      }
      #expect(top.allSatisfy { programs[$0.key] == $0.value }, "\(path)")
    }
    if let kinds = facts["alias_types"] as? [String: Int] {
      let counted = found.objects.reduce(into: [String: Int]()) {
        $0[$1.facts?.names.first?.kind.rawValue ?? "", default: 0] += 1
      }
      #expect(counted == kinds, "\(path)")
    }
    if let entries = facts["distinct_sdn_ids"] as? Int {
      #expect(Set(found.objects.flatMap(\.references)).count == entries, "\(path)")
    }
    if let countries = facts["countries_top"] as? [String: Int] {
      let counted = found.objects.reduce(into: [String: Int]()) { $0[$1.country ?? "-0-", default: 0] += 1 }
      #expect(countries.allSatisfy { counted[$0.key] == $0.value }, "\(path)")
    }
  }

  private static func checkSDNXML(_ found: ListReading, _ facts: [String: Any]) {
    #expect(found.objects.count == facts["sdn_entries"] as? Int)
    let names = found.objects.flatMap { $0.facts?.names ?? [] }
    #expect(names.count { $0.kind != .primary } == facts["akas"] as? Int)
    let programs = found.objects.reduce(into: [String: Int]()) { counts, object in
      for program in object.facts?.programs ?? [] { counts[program, default: 0] += 1 }
    }
    #expect(programs == facts["programs"] as? [String: Int])
    #expect(
      found.problems.map(\.reason) == ["the list declares 8197 entries and holds 8"]
        && found.problems[0].severity == .warning)
  }

  private static func checkUN(_ found: ListReading, _ facts: [String: Any]) {
    #expect(found.objects.count { $0.type == "un-individual" } == facts["individuals"] as? Int)
    let lists = found.objects.reduce(into: [String: Int]()) {
      $0[$1.facts?.programs.first ?? "", default: 0] += 1
    }
    #expect(lists == facts["by_list"] as? [String: Int])
    let aliases = found.objects.flatMap { $0.facts?.names ?? [] }.filter { $0.kind != .primary }
    let expected =
      (facts["individual_aliases_nonempty"] as? Int ?? 0) + (facts["with_original_script"] as? Int ?? 0)
    #expect(aliases.count == expected)
    #expect(aliases.count { $0.strength == .weak } == (facts["alias_quality"] as? [String: Int])?["Low"])
    #expect(aliases.count { $0.script == .arabic } == facts["with_original_script"] as? Int)
  }

  private static func checkScreening(_ found: ListReading, _ facts: [String: Any], _ path: String) {
    if let types = facts["by_type"] as? [String: Int], found.summary?.refused == 0 {
      let counted = found.objects.reduce(into: [String: Int]()) {
        $0[$1.identityClass ?? "", default: 0] += 1
      }
      #expect(counted == types, "\(path)")
    }
  }

  /// Counted by a script of its own over the cells, which are prose now and then.
  @Test func numbersOfTheAnnexes() throws {
    var counts: [String: Int] = [:]
    var unread = 0
    for (path, _) in try Corpus.expected("sanctions/eu-journal/") {
      let found = try ListReaders.read(.euCSV, try Corpus.bytes(path), path: path)
      for identifier in found.objects.flatMap({ $0.facts?.identifiers ?? [] }) {
        counts[identifier.kind, default: 0] += 1
      }
      unread += found.problems.count { $0.reason.contains("cannot be read as one") }
    }
    let expected = [
      "bic": 4, "imo": 770, "inn": 753, "kpp": 149, "lei": 2, "mmsi": 4, "national-id": 283, "ogrn": 70,
      "okpo": 19, "passport": 336, "registration": 842, "tax-id": 1_368, "travel-document": 1, "uscc": 20,
    ]
    #expect(counts == expected && unread == 0)
  }

  /// The plain tables beside the official lists go to the reader of plain tables.
  @Test func plainTables() throws {
    var files = 0
    for (path, facts) in try Corpus.expected("sanctions/")
    where Self.format(of: path) == nil && path.hasSuffix(".csv") {
      files += 1
      let columns = try #require(facts["columns"] as? [String: Int])
      let summary = try CSVReader.read(MemorySource(try Corpus.bytes(path)), path: path) { _, _ in }
      #expect(summary.read + summary.refused == facts["rows"] as? Int, "\(path)")
      #expect(summary.refused == (columns.count > 1 ? 1 : 0), "\(path)")
    }
    #expect(files == 9)
  }

  /// Aliases, addresses and remarks find the entry they belong to.
  @Test func partsReferToEntries() throws {
    let entries = try ListReaders.read(
      .sdnCSV, try Corpus.bytes("sanctions/ofac-2018/sdn.csv.gz"), path: "sdn.csv")
    let ids = Set(entries.objects.map(\.externalID))
    for part in ["alt.csv.gz", "add.csv.gz"] {
      let found = try ListReaders.read(.sdnCSV, try Corpus.bytes("sanctions/ofac-2018/\(part)"), path: part)
      #expect(
        found.objects.allSatisfy { $0.references.count == 1 && ids.contains($0.references[0]) }, "\(part)")
    }
    let dated = entries.objects.count { !($0.facts?.dates.isEmpty ?? true) }
    // Each states the list's own number as well.
    let numbered = entries.objects.count { $0.facts?.identifiers.contains { $0.kind != "ofac" } ?? false }
    let weak = entries.objects.count { $0.facts?.names.contains { $0.strength == .weak } ?? false }
    // Counted by a script of its own over the clauses of the remarks.
    #expect(dated == 3_517)
    #expect(weak == 1_018)
    #expect(numbered == 3_785)
  }
}
