import CaseDomain
import CaseTesting
import Foundation
import Testing

@testable import CaseExchange

@Suite struct CSVTests {
  private typealias Read = (objects: [SourceObject], rows: [CSVRow], summary: ImportSummary)

  private func read(
    _ bytes: [UInt8], pieceBytes: Int = .max, capacity: Int = 4096, mapping: ColumnMapping? = nil
  ) throws -> Read {
    var objects: [SourceObject] = []
    var rows: [CSVRow] = []
    let summary = try CSVReader.read(
      MemorySource(bytes, pieceBytes: pieceBytes), path: "in/accounts.csv", capacity: capacity,
      mapping: mapping
    ) {
      objects.append($0)
      rows.append($1)
    }
    return (objects, rows, summary)
  }

  private func read(_ text: String, capacity: Int = 4096, mapping: ColumnMapping? = nil) throws -> Read {
    try read(Array(text.utf8), capacity: capacity, mapping: mapping)
  }

  /// Without a meaning a column links nobody, so white space around its name must not take it.
  @Test func whiteSpaceAroundNamesOfColumns() throws {
    let found = try read(" id, ip,\u{A0}email\t\n7,192.0.2.7,desk@mail.example\n")
    #expect(found.rows.map(\.header) == [["id", "ip", "email"]])
    #expect(found.rows.first?[" ip "] == "192.0.2.7")
    #expect(found.objects.map(\.externalID) == ["accounts.csv#7"])
    #expect(found.objects.first?.facts?.traces.map(\.kind) == [.ip, .email])
    #expect(found.objects.first?.bytes == Array("7,192.0.2.7,desk@mail.example".utf8))
    for (text, reason) in [
      ("ip, ip\n1,2\n", "two columns have the same name, but for white space around it"),
      ("ip,ip\n1,2\n", "two columns have the same name"), ("ip, ,x\n1,2,3\n", "a column has no name"),
      ("ip,ip,,\n1,2,,\n", "two columns have the same name"),
    ] {
      let refusal = #expect(throws: ImportRefusal.self) { try read(text) }
      #expect(refusal?.reason == reason)
    }
  }

  /// Their names are not compared each with all the others.
  @Test func manyColumnsWithLongNames() throws {
    let accents = String(repeating: "e\u{301}", count: 300)
    let names = (1...CSVReader.maximumColumns).map { "hmac:ip:\($0)\(accents)" }
    let hash = String(repeating: "a", count: 64)
    let cells = Array(repeating: hash, count: names.count).joined(separator: ",")
    let found = try read("\(names.joined(separator: ","))\n\(cells)\n", capacity: 1 << 16)
    let traces = try #require(found.objects.first?.facts?.traces)
    #expect(traces.count == names.count && Set(traces.map(\.exercise)).count == names.count)
    #expect(found.rows.first?["hmac:ip:1000\(accents)".precomposedStringWithCanonicalMapping] == hash)
    #expect(found.summary.problems.isEmpty)
  }

  @Test(
    arguments: [
      ("a,b\r\n1,2\r\n", [["1", "2"]]),
      ("a,b\n1,2", [["1", "2"]]),
      ("a,b\r\n\"x\"\"y\",\"p,q\r\nr\"\r\n", [["x\"y", "p,q\r\nr"]]),
      ("a,b\n,\n\"\",\n", [["", ""], ["", ""]]),
      ("a\n\nx\n", [[""], ["x"]]),
      ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
      ("a,b\n 1 ,七\n", [[" 1 ", "七"]]),
      ("a,b\n1,\"2\"", [["1", "2"]]),
      ("a,b\n=1+1,@x\n", [["=1+1", "@x"]]),
      ("a,b\n", []),
    ] as [(String, [[String]])])
  func rows(_ text: String, _ fields: [[String]]) throws {
    let found = try read(text)
    #expect(found.rows.map(\.fields) == fields && found.summary.refused == 0)
    for capacity in 1...20 {
      let pieces = try read(Array(text.utf8), pieceBytes: 1, capacity: capacity)
      #expect(pieces.rows == found.rows && pieces.objects == found.objects && pieces.summary == found.summary)
    }
  }

  /// `column ip: 1, the first in row 2`.
  private static func counted(_ problem: ImportProblem) -> String {
    let count = problem.reason.split(separator: ":").last?.split(separator: ";").first ?? ""
    return "\(problem.object ?? ""):\(count)"
  }

  /// What cannot be what its column says links nobody, and is said once a column; what stands for nothing is not said.
  @Test func whatCannotBeAValueIsNone() throws {
    let found = try read(
      """
      ip,sha256,phone,asn,email,domain
      192.0.2.7;see notes,\(String(repeating: "A", count: 64)),+1 (202) 555-0100,64500,desk@mail.example,a.example
      #N/A,abc,1.20256E+10,AS64500,n/a,-
      2001:db8::1,NULL,none,192.0.2.0/24,Unknown,https://a.example
      ::ffff:192.0.2.7,not available,tel:+1-202-555-0100 ext. 7,nowhere,desk at mail,

      """)
    let traces = found.objects.map { ($0.facts?.traces ?? []).map { "\($0.kind.rawValue) \($0.value)" } }
    #expect(
      traces[0] == [
        "ip 192.0.2.7", "file-hash " + String(repeating: "a", count: 64), "phone +12025550100",
        "network as64500", "email desk@mail.example", "domain a.example",
      ])
    #expect(traces[1] == ["network as64500"])
    #expect(traces[2] == ["ip 2001:db8::1", "network 192.0.2.0/24"])
    #expect(traces[3] == ["ip ::ffff:192.0.2.7", "phone +120255501007"])
    #expect(
      found.summary.problems.map(Self.counted) == [
        "column ip: 1, the first in row 2", "column sha256: 1, the first in row 3",
        "column phone: 1, the first in row 3", "column asn: 1, the first in row 5",
        "column email: 1, the first in row 5", "column domain: 1, the first in row 4",
      ])
  }

  /// No plain value stands under a keyed name, and a keyed name that means nothing is said.
  @Test func keyedColumnsHoldKeyedHashesAlone() throws {
    let hash = String(repeating: "0f", count: 32)
    let found = try read(
      "HMAC:Email:Winter,hmac:nothing:x,hmac:ip\n\(hash.uppercased());desk@mail.example,\(hash),\(hash)\n#N/A,,\n"
    )
    #expect(found.objects[0].facts?.traces == [Trace(.email, hash, exercise: "Winter")].compactMap(\.self))
    #expect(found.objects[1].facts == nil)
    #expect(
      found.summary.problems.map(\.object) == [
        "column hmac:nothing:x", "column hmac:ip", "column HMAC:Email:Winter",
      ])
    #expect(!found.summary.problems.contains { $0.reason.contains("desk@") })
  }

  /// A table whose columns mean nothing links nobody: it is said, once a table.
  @Test func columnsFromWhichNothingIsReadAreSaid() throws {
    func said(_ text: String, _ mapping: ColumnMapping? = nil) throws -> [String] {
      try CSVReader.readEvidence(
        MemorySource(Array(text.utf8)), path: "t.csv", mapping: mapping, object: { _ in }
      ).problems.map(\.reason)
    }
    let nothing = "columns from which nothing is read: "
    #expect(
      try said("Kunde,Rechnungsadresse,IP-Adresse\nx,y,z\n") == [
        nothing + #""Kunde", "Rechnungsadresse", "IP-Adresse""#
      ])
    #expect(try said("id,name,email\n1,x,desk@mail.example\n").isEmpty)
    #expect(try said("name,title\nx,y\n") == [nothing + #""title""#], "the first of two counts")
    #expect(try said("hmac:nothing:x,id\n1,2\n").count == 1, "said of keyed columns by another word")
    // What a mapping leaves out is meant, but for what a header says by itself.
    let mapping = ColumnMapping(columns: [.init("no", .id)])
    #expect(try said("no,box,email\n1,x,desk@mail.example\n", mapping) == [nothing + #""email""#])
    #expect(try said("no,box\n1,x\n", mapping).isEmpty)
  }

  /// What could be two days is no time, and is said once a file.
  @Test func anUncertainTimeIsNone() throws {
    let found = try read(
      "id,modified\n1,01/02/2026\n2,2026-02-05\n3,31/12/2025\n4,\n5,2026-02-05T09:00:00+01:00\n")
    #expect(
      found.objects.map(\.modified) == [nil, "2026-02-05", nil, nil, "2026-02-05T09:00:00+01:00"])
    #expect(found.summary.problems.map(\.object) == ["column modified"])
    #expect(found.summary.problems.first?.reason.contains(": 2, the first in row 2;") == true)
    #expect(found.summary.refused == 0)
  }

  /// As spreadsheets write tables where the comma stands in numbers; the quoting stays as strict.
  @Test(
    arguments: [
      ("a;b\r\n1,5;\"x;\"\"y\"\r\n", ";", [["1,5", "x;\"y"]]),
      ("a\tb\n1,2\t\n", "\t", [["1,2", ""]]),
      ("\u{FEFF}\"a,b,c\";\"d\"\n1;2\n", ";", [["1", "2"]]),
      ("a,b;c\n1,2\n", ",", [["1", "2"]]), ("a;b;c,d\n1;2;3\n", ";", [["1", "2", "3"]]),
      ("a;b", ";", []),
    ] as [(String, String, [[String]])])
  func separators(_ text: String, _ separator: String, _ fields: [[String]]) throws {
    for (piece, capacity) in [(Int.max, 4096), (1, 1), (3, 7)] {
      let found = try read(Array(text.utf8), pieceBytes: piece, capacity: capacity)
      #expect(found.rows.map(\.fields) == fields && found.summary.refused == 0)
      #expect(found.summary.fileBytes == text.utf8.count)
      for object in found.objects {
        #expect(Array(text.utf8)[object.offset..<object.offset + object.length].elementsEqual(object.bytes))
      }
      let name = [";": "semicolons", "\t": "tabs"][separator]
      #expect(found.summary.problems.map(\.severity) == (name == nil ? [] : [.warning]))
      #expect(name.map { found.summary.problems[0].reason.contains($0) } ?? true)
    }
  }

  /// Spreadsheets write such a line before the header, obey it, and do not show it.
  @Test(arguments: [
    "sep=;\r\nid;ip\r\n7;192.0.2.7\r\n", "\u{FEFF}\"sep=;\"\nid;ip\n7;192.0.2.7\n",
    "SEP=\t\nid\tip\n7\t192.0.2.7\n", "sep=,\nid,ip\n7,192.0.2.7\n",
    "sep=;\nid;\"ip\";\n7;192.0.2.7;\n",
  ])
  func aLineThatSaysTheSeparator(_ text: String) throws {
    for (piece, capacity) in [(Int.max, 4096), (1, 1), (3, 7)] {
      let found = try read(Array(text.utf8), pieceBytes: piece, capacity: capacity)
      #expect(found.rows.map(\.header) == [["id", "ip"]])
      #expect(found.rows.map(\.fields) == [["7", "192.0.2.7"]])
      #expect(found.rows.map(\.number) == [2] && found.summary.problems.isEmpty)
      let object = try #require(found.objects.first)
      #expect(Array(text.utf8)[object.offset..<object.offset + object.length].elementsEqual(object.bytes))
      #expect(found.summary.fileBytes == text.utf8.count && found.summary.objectBytes == object.length)
    }
    #expect(throws: ImportRefusal.self) { try read("sep=;\n") }
  }

  /// Spreadsheets write columns behind the last that anybody named or filled.
  @Test func columnsWithoutANameAtTheEnd() throws {
    let row = "9,192.0.2.9,x,\"y\""
    let found = try read(
      "id,ip, ,\n7,192.0.2.7,,\n8,192.0.2.8, ,\n\(row)\n10,192.0.2.10\n11,192.0.2.11,\n12\n13,a,b,c,d\n")
    #expect(found.rows.map(\.header).allSatisfy { $0 == ["id", "ip"] })
    #expect(found.rows.map(\.fields) == (7...11).map { ["\($0)", "192.0.2.\($0)"] })
    #expect(found.objects.dropFirst(2).first?.bytes == Array(row.utf8), "a row is whole")
    #expect(
      found.summary.problems.map(\.reason) == [
        "it has 1 columns, the header has 4", "it has 5 columns, the header has 4",
        "cells in columns without a name: 2, the first in row 4; they are kept with their rows, and not compared",
      ])
    #expect(found.summary.problems.map(\.severity) == [.refused, .refused, .warning])
    let text = Array("id,ip, ,\n9,192.0.2.9,x\n".utf8)
    let once = try CSVReader.read(MemorySource(text), path: "x.csv", keepsRows: false) { _, _ in }
    #expect(
      once.problems.map(\.reason) == [
        "cells in columns without a name: 1, the first in row 2; they are not read"
      ])
    #expect(try read("id,ip,,\n7,192.0.2.7,,\n").summary.problems.isEmpty)
  }

  @Test func aQuoteThatDoesNotFitNamesTheSeparator() throws {
    let refusal = try #require(throws: ImportRefusal.self) { try read("a;b\n1;x\"y\n") }
    #expect(refusal.offset == 7 && refusal.reason.contains("parted by semicolons"))
    let comma = try #require(throws: ImportRefusal.self) { try read("a,b\n1,x\"y\n") }
    #expect(comma.reason.contains("parted by commas"))
  }

  @Test(
    arguments: [
      ("a;b\n1;2\n", "x.csv", .csv), ("a\tb\n", "x.TSV", .csv), ("a,b\n", "x.tsv", .attachment),
      ("a\tb\n", "x.txt", .attachment), ("words\n", "x.csv", .attachment),
      ("cluster_id,account_id,payment_fingerprint\nc1,a1,p1\n", "clusters", .csv),
      ("\u{FEFF}cluster_id;n\nc1;2\n", "c.txt", .csv), ("hmac:ip:winter\n0f\n", "x", .csv),
      ("Name\temail\nx\ty\n", "x.txt", .csv), ("name,email", "x.txt", .csv),
      ("Name, email\n\nDear all,\n", "x.txt", .attachment), ("name,n\nx,1\n", "x.txt", .attachment),
      ("sep=;\r\ncluster_id;n\r\nc1;2\r\n", "x.txt", .csv), ("sep=;\r\na;b\r\n", "x.csv", .csv),
      ("cluster_id,n,,\nc1,2,,\n", "x.txt", .csv), ("name,n,,\nx,1,,\n", "x.txt", .attachment),
      ("name,email\n\"x\"y,z\n", "x.txt", .attachment), ("hmac: a word, or two\nx,y\n", "x", .attachment),
    ] as [(String, String, EvidenceFormat)])
  func recognised(_ text: String, _ name: String, _ format: EvidenceFormat) throws {
    #expect(try ContainersInPlace().kind(of: MemoryBytes(Array(text.utf8)), name: name).format == format)
  }

  @Test(arguments: [
    ("", 0, "empty"), ("a,\"b\n1,2\n", 2, "no closing"), ("a,b\n1,\"2\"x\n", 9, "between"),
    ("a,b\n1,2\"x\n", 7, "does not start"), ("a,b\n1,2\rx\n", 7, "without a line feed"),
    ("a,b\n1,2\r", 7, "without a line feed"), ("a,,b\n", 0, "no name"), (",,\n1,2,3\n", 0, "no name"),
    ("a,a\n", 0, "same name"),
    (String(repeating: ",", count: 1_000), 1_000, "columns"),
    (String(repeating: "x", count: 1_000_001), 0, "longer than 1000000"),
    (
      "a\n\"" + String(repeating: "x", count: 3_000_000), 3_000_003,
      "row starts at byte 2, and a field is longer"
    ),
  ])
  func refusedWhole(_ text: String, _ offset: Int, _ reason: String) throws {
    let refusal = try #require(throws: ImportRefusal.self) { try read(text) }
    #expect(refusal.kind == .notCSV && refusal.offset == offset && refusal.reason.contains(reason))
    #expect(refusal.line != nil && !refusal.remedy.isEmpty)
  }

  /// A row that is too long is refused by itself, wherever the window ends.
  @Test(
    arguments: [
      ("x," + String(repeating: "y", count: 1_000_001), 10, "a field is longer"),
      ("\"" + String(repeating: "\"\"\n", count: 400_000) + "\",", 8, "a field is longer"),
      (String(repeating: ",", count: 1_000), 1_008, "columns"),
    ], [7, 4 << 20])
  func aLongRowIsRefusedSingly(_ row: (text: String, offset: Int, reason: String), _ capacity: Int) throws {
    let found = try read("a,b\nx,y\n" + row.text + "\r\nz,w\n", capacity: capacity)
    #expect(found.rows.map(\.fields) == [["x", "y"], ["z", "w"]] && found.rows.map(\.number) == [2, 4])
    let problem = try #require(found.summary.problems.first)
    #expect(problem.object == "row 3" && problem.offset == row.offset && problem.reason.contains(row.reason))
    #expect(found.summary.refused == 1 && found.summary.refusedBytes == row.text.utf8.count)
  }

  @Test func aLongRowMayBeTheLast() throws {
    let row = "x," + String(repeating: "y", count: 1_000_001)
    let found = try read("a,b\n" + row)
    #expect(found.rows.isEmpty && found.summary.refusedBytes == row.utf8.count)
  }

  @Test func aRowLongerThanTheWindowIsRefusedSingly() throws {
    let field = String(repeating: "y", count: 900_000)
    let row = Array(repeating: field, count: 20).joined(separator: ",")
    let found = try read("a,b\nx,y\n\(row)\nz,w\n", capacity: 1 << 20)
    #expect(found.rows.map(\.fields) == [["x", "y"], ["z", "w"]])
    let problem = try #require(found.summary.problems.first)
    #expect(problem.offset == 8 && problem.reason == "a row is longer than 16777216 bytes")
    #expect(found.summary.refusedBytes == row.utf8.count)
  }

  /// Both find the same end of a row, or the same fault, however the bytes come.
  @Test func longRowsEndWhereOthersDo() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<4_000 {
      let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        Array("a\",\r\n".utf8)[Int.random(in: 0...4, using: &random)]
      }
      let stretch = Int.random(in: 1...5, using: &random)
      #expect(Self.shortEnd(bytes) == Self.longEnd(bytes, stretch), "\(bytes) by \(stretch)")
    }
  }

  private enum RowEnd: Equatable {
    case next(Int)
    case fault(CSVFault.Kind)
  }

  private static func shortEnd(_ bytes: [UInt8]) -> RowEnd {
    bytes.withUnsafeBufferPointer { bytes in
      var scanner = CSVScanner()
      do throws(CSVFault) {
        let isFound = try scanner.scan(bytes, from: 0, isFinal: true)
        return .next(isFound ? scanner.next : -1)
      } catch { return .fault(error.kind) }
    }
  }

  private static func longEnd(_ bytes: [UInt8], _ stretch: Int) -> RowEnd {
    var row = CSVLongRow(separator: UInt8(ascii: ","))
    var start = 0
    while true {
      let end = min(bytes.count, start + stretch)
      do throws(CSVFault) {
        let found = try Array(bytes[start..<end]).withUnsafeBufferPointer { part throws(CSVFault) in
          try row.take(part, isFinal: end == bytes.count)
        }
        if let found { return .next(start + found) }
      } catch { return .fault(error.kind) }
      start = end
    }
  }

  @Test func utf16IsRefused() throws {
    let refusal = try #require(throws: ImportRefusal.self) { try read([0xFF, 0xFE, 0x61, 0x00]) }
    #expect(refusal.reason.contains("UTF-16"))
  }

  @Test(
    arguments: [
      ("1".utf8.map { $0 }, 8, "1 columns"),
      ("1,2,3".utf8.map { $0 }, 8, "3 columns"),
      ([0x31, 0x2C, 0xFF], 10, "UTF-8"),
      ([0x31, 0x2C, 0x00], 10, "NUL"),
      ([0x31, 0x2C, 0xE4, 0xB8], 10, "UTF-8"),
    ] as [([UInt8], Int, String)])
  func refusedSingly(_ row: [UInt8], _ offset: Int, _ reason: String) throws {
    let found = try read(Array("a,b\nx,y\n".utf8) + row + Array("\nz,w\n".utf8))
    #expect(found.rows.map(\.number) == [2, 4] && found.summary.refused == 1)
    let problem = try #require(found.summary.problems.first)
    #expect(problem.object == "row 3" && problem.offset == offset && problem.reason.contains(reason))
    #expect(found.summary.refusedBytes == row.count)
  }

  @Test func blankLinesAreNoted() throws {
    let found = try read("a,b\n\n1,2\n\n")
    #expect(
      found.rows.map(\.number) == [3] && found.summary.problems.map(\.severity) == [.warning, .warning])
  }

  // MARK: What a row proposes

  @Test func cluster() throws {
    let text = "cluster_id,name,country,aliases,note\nC-9,\"Night \"\"Q\"\"\",XA,one;two,proxy\nC-7,,,,\n"
    let object = try read(text).objects[0]
    #expect(object.externalID == "accounts.csv#C-9" && object.type == "account-cluster")
    #expect(object.name == "Night \"Q\"" && object.country == "XA" && object.aliases == ["one", "two"])
    // With an accent behind it a semicolon is another Character.
    let accented = try read(text.replacing("one;two", with: "one;\u{301}two")).objects[0]
    #expect(accented.aliases == ["one", "\u{301}two"])
    #expect(Array(text.utf8)[object.offset...].starts(with: object.bytes))
    #expect(String(decoding: object.bytes, as: UTF8.self) == "C-9,\"Night \"\"Q\"\"\",XA,one;two,proxy")
    #expect(try read(text).objects[1].name == "C-7")
  }

  @Test(arguments: [
    ("id,x\nk1,\n", "accounts.csv#k1"), ("x,y\n1,2\n", "accounts.csv#2"),
    ("id,x\n,5\n", "accounts.csv#row 2"),
    ("id,x\n \t,5\n", "accounts.csv#row 2"),
  ])
  func key(_ text: String, _ id: String) throws {
    let object = try read(text).objects[0]
    #expect(object.externalID == id && object.type == "csv-row")
  }

  /// A row without an id is no version of the row whose id is its number.
  @Test func aRowWithoutAnIDIsNobodyElse() throws {
    let found = try read("id,name\n1,Ann Quill\n2,Bo Tarn\n,Carl Zephyrino\n4,Dan Quandar\n")
    #expect(
      found.objects.map(\.externalID) == [
        "accounts.csv#1", "accounts.csv#2", "accounts.csv#row 4", "accounts.csv#4",
      ])
  }

  /// A mapping comes back from the journal in NFC, and names the column all the same.
  @Test(arguments: ["caf\u{E9}", "cafe\u{301}", " cafe\u{301}\t"])
  func aHeaderIsMetInEitherForm(_ written: String) throws {
    for header in ["caf\u{E9}", "cafe\u{301}"] {
      let found = try read(
        "id,\(header)\n1,pf-77\n",
        mapping: ColumnMapping(columns: [.init("id", .id), .init(written, .trace(.payment, exercise: nil))]))
      #expect(found.objects.first?.facts?.traces == [Trace(.payment, "pf-77")].compactMap(\.self))
      #expect(found.objects.first?.externalID == "accounts.csv#1")
    }
  }

  @Test func rowsByColumn() throws {
    let row = try read("a,é\n1,2\n").rows[0]
    #expect(row["é"] == "2" && row["e"] == nil)
    #expect(row["e\u{301}"] == "2", "as the journal would hold its name")
  }

  // MARK: Writing

  @Test(arguments: [
    ("plain", "plain", "plain"), ("a,b", "\"a,b\"", "\"a,b\""), ("a\"b", "\"a\"\"b\"", "\"a\"\"b\""),
    ("=1+1", "=1+1", "\"'=1+1\""), ("+1", "+1", "\"'+1\""), ("-1", "-1", "\"'-1\""), ("@x", "@x", "\"'@x\""),
    ("\tx", "\tx", "\"'\tx\""), ("\rx", "\"\rx\"", "\"'\rx\""),
    ("=\"x\"", "\"=\"\"x\"\"\"", "\"'=\"\"x\"\"\""),
    ("＝1", "＝1", "\"'＝1\""), ("＋1", "＋1", "\"'＋1\""), ("－1", "－1", "\"'－1\""), ("＠x", "＠x", "\"'＠x\""),
    (" =1", " =1", "\"' =1\""), ("\n=1", "\"\n=1\"", "\"'\n'=1\""),
    // Where a spreadsheet parts columns by semicolons or tabs, quotes within a cell end nothing.
    ("x;=A1;y", "x;=A1;y", "x;'=A1;y"), ("x\t@A1", "x\t@A1", "x\t'@A1"),
    // Nor does a quote behind them hide a formula: it opens the cell.
    ("x;\"=1+1;z", "\"x;\"\"=1+1;z\"", "\"x;\"\"'=1+1;z\""), ("x;'=1", "x;'=1", "x;''=1"),
    ("x; \u{FEFF}＝A", "x; \u{FEFF}＝A", "x; \u{FEFF}'＝A"),
    ("x\n-1", "\"x\n-1\"", "\"x\n'-1\""), ("x;y=A1", "x;y=A1", "x;y=A1"), ("a=b;c", "a=b;c", "a=b;c"),
    ("\u{A0}\u{FEFF}@x", "\u{A0}\u{FEFF}@x", "\"'\u{A0}\u{FEFF}@x\""),
    (" x=1", " x=1", " x=1"), ("  ", "  ", "  "),
    ("", "", ""),
  ])
  func writing(_ field: String, _ plain: String, _ safe: String) {
    #expect(CSVWriter(isFormulaSafe: false).row([field, "z"]) == Array("\(plain),z\r\n".utf8))
    #expect(CSVWriter(isFormulaSafe: true).row([field, "z"]) == Array("\(safe),z\r\n".utf8))
  }

  /// A name that holds what parts columns elsewhere stays one name.
  @Test(arguments: [("x;y;z", "\"x;y;z\""), ("x\ty\tz", "\"x\ty\tz\""), ("plain", "plain")])
  func separatorsInQuotes(_ field: String, _ written: String) throws {
    let writer = CSVWriter(isFormulaSafe: false, quotesSeparators: true)
    #expect(writer.row([field, "z"]) == Array("\(written),z\r\n".utf8))
    let found = try read(writer.row([field, "b"]) + writer.row(["1", field]))
    #expect(found.rows.map(\.header) == [[field, "b"]] && found.rows.map(\.fields) == [["1", field]])
  }

  /// What is written is read back the same.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let alphabet = ["a", ",", "\"", "\r\n", "\n", "é", " ", "=", "七"]
    func field() -> String { (0..<random(6)).map { _ in alphabet[random(alphabet.count)] }.joined() }
    let rows = (0..<1 + random(5)).map { _ in [field(), field(), field()] }
    let writer = CSVWriter(isFormulaSafe: false)
    let bytes = writer.row(["a", "b", "c"]) + rows.flatMap { writer.row($0) }
    #expect(try read(bytes, pieceBytes: 1, capacity: 1 + random(30)).rows.map(\.fields) == rows)
  }

  @Test func everyPrefixIsReadOrRefused() {
    let bytes = Array("a,b\r\n\"x\"\"y\",\"p,q\r\nr\"\r\n1,é\r\n".utf8)
    for count in bytes.indices {
      do { _ = try read(Array(bytes[..<count]), capacity: 3) } catch { #expect(error is ImportRefusal) }
    }
  }
}
