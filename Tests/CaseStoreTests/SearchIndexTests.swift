import CaseDomain
import CaseTesting
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite struct SearchIndexTests {
  /// Folding stretch by stretch gives what folding the whole gives.
  @Test(arguments: 0..<20) func foldingInPartsIsFolding(seed: UInt64) {
    let parts = [
      "Plain ", "UPPER", "a", " ", "\n", "é", "e\u{301}", "\u{301}", "Ł", "ß", "漢", "漢字", "カナ", "한국", "—",
      "’", "Ａ",
      "Ж", "ی", "😀", "👩‍👩‍👧", "ı", "İ", "ﬁ", "\u{200D}", "9", "x漢y", "\r\n",
    ]
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in parts.randomElement(using: &random)!
      }
      .joined()
      let indexed = SearchText.indexed(note: text)
      #expect(
        String(decoding: indexed, as: UTF8.self).utf8.elementsEqual(SearchText.fold(text).utf8), "\(text)")
    }
  }

  /// Some letters take what follows into their Character, also a quote, which would end the word asked for.
  @Test func noQuoteOfAQueryIsSyntax() throws {
    let query = SearchText.query("\u{D4E}\"x OR y")
    #expect(query?.utf8.count { $0 == UInt8(ascii: "\"") } == 6, "\(query ?? "nothing")")
  }

  /// Text without spaces is found by any part of it, whatever other words are asked for beside it.
  @Test(arguments: [
    ("北京 上海", ["tool--1", "tool--3"]), ("上海 北京", ["tool--1", "tool--3"]), ("北 上海", ["tool--1", "tool--3"]),
    ("北京", ["tool--1", "tool--3"]), ("科 分部", ["tool--1"]), ("북한 ltd", ["tool--2"]), ("산업 ltd", ["tool--2"]),
    ("사 ltd", ["tool--2"]), ("京 市", ["tool--1"]), ("京北", []), ("北京 南海", []), ("북한 limited", []),
  ])
  func runsWithoutSpacesAreFoundByTheirParts(_ words: String, _ expected: [String]) throws {
    let office = try Office()
    try record(#"{"description":"北京市某某科技 上海市分部"}"#, "tool--1", in: office)
    try record(#"{"description":"북한산업주식회사 ltd"}"#, "tool--2", in: office)
    try record(#"{"description":"北京 上海"}"#, "tool--3", in: office)
    #expect(try office.store.search(words).map(\.id).sorted() == expected)
  }

  /// Characters beyond U+FFFF are two escapes, of which one alone stands for nothing.
  @Test(arguments: [
    (#"\ud842\udfb7\u91ce"#, "𠮷野"), (#"a\uD83D\uDE00b"#, "a😀b"), (#"x\ud842y"#, "x\u{FFFD}y"),
    (#"\udfb7\ud842\u91ce"#, "\u{FFFD}\u{FFFD}野"), (#"\ud842"#, "\u{FFFD}"),
    (#"\ud842\n\u00e9"#, "\u{FFFD} é"), (#"\u91ce"#, "野"),
  ])
  func pairsOfEscapesAreOneCharacter(_ escaped: String, _ text: String) {
    func indexed(_ description: String) -> [UInt8] {
      let bytes = Array("{\"description\":\"\(description)\"}".utf8)
      return SearchText.indexed(
        SourceRecord(
          source: "stix", externalID: "tool--1", type: "tool", name: nil, modified: nil,
          content: .inline(bytes), bundle: .zero, offset: 0, length: UInt64(bytes.count)))
    }
    #expect(indexed(escaped) == indexed(text))
  }

  @Test func whatPairsOfEscapesSayIsFound() throws {
    let office = try Office()
    try record(#"{"description":"\ud842\udfb7\u91ce of the harbour"}"#, "tool--1", in: office)
    #expect(try office.store.search("𠮷野").map(\.id) == ["tool--1"])
    #expect(try office.store.search("d842").isEmpty)
    #expect(try office.store.verify().isSound)
  }

  /// What the view makes again from an operation is what was indexed when it was written.
  @Test func theViewGivesTheTextBack() throws {
    let office = try Office()
    try record(
      "{\"name\":\"Grüne Reiher\",\"x\":\"Second LINE\",\"id\":\"hidden\"}", "identity--1", in: office)
    let bodies = try office.store.pool.read {
      try String?.fetchAll($0, sql: "SELECT body FROM searchContent ORDER BY id")
    }
    #expect(!bodies.contains(nil))
    #expect(bodies.contains("a note on sample"))
    #expect(bodies.contains("identity--1\nnamed\ngrune reiher\nsecond line\n"))
    #expect(try office.store.verify().isSound)
    #expect(try office.store.search("reiher second").map(\.id) == ["identity--1"])
    #expect(try office.store.search("hidden").isEmpty)
    let report = try office.store.rebuild()
    #expect(report.before == report.after)
    #expect(try office.store.search("reiher second").map(\.id) == ["identity--1"])
  }

  @Test(arguments: [
    "INSERT INTO searchIndex (rowid, body) VALUES (999, 'never said')",
    "INSERT INTO searchIndex (searchIndex, rowid, body) VALUES ('delete', 3, 'a note on sample')",
    "UPDATE searchText SET body = 'something else' WHERE body IS NOT NULL AND id = 1",
  ])
  func anIndexThatDoesNotFollowIsFound(damage: String) throws {
    let office = try Office()
    try office.sampleCase()
    try office.store.pool.write { db in
      let note = try Int64.fetchOne(db, sql: "SELECT id FROM searchText WHERE op IS NOT NULL")!
      try db.execute(sql: damage.replacingOccurrences(of: "3,", with: "\(note),"))
    }
    let report = try office.store.verify()
    #expect(report.damaged.contains { $0.item == "searchIndex" }, "\(report.damaged)")
    _ = try office.store.rebuild()
    #expect(try office.store.verify().isSound)
  }

  /// Without this program's function, every table can be read and words be found.
  @Test func plainSQLiteOpensTheFile() throws {
    let office = try Office()
    try office.sampleCase()
    try office.fold()
    let queue = try DatabaseQueue(path: office.path + "/case.db")
    try queue.read { db in
      let names = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
      for name in names where name != "searchIndex" { _ = try Row.fetchAll(db, sql: "SELECT * FROM \(name)") }
      let found = try Int64.fetchAll(db, sql: "SELECT rowid FROM searchIndex WHERE searchIndex MATCH 'note'")
      #expect(found.count == 1)
      #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
    }
  }

  /// What was undone is not found, and what stood before it in the same transaction is.
  @Test func anUndoneRecordIsNotFound() throws {
    struct Stop: Error {}
    let office = try Office()
    let id = try office.sampleCase()
    let exhibit = try office.store.read { try $0.exhibitIDs(of: id)[0] }
    func made(_ word: String) -> SourceRecord {
      let bytes = Array("{\"name\":\"\(word)\"}".utf8)
      return SourceRecord(
        source: "stix", externalID: "identity--\(word)", type: "identity", name: nil, modified: nil,
        content: .inline(bytes), bundle: .zero, offset: 0, length: UInt64(bytes.count))
    }
    try office.store.write(as: office.author) { writer in
      _ = try writer.takeRecord(made("heron"), of: exhibit, caseID: id)
      #expect(throws: Stop.self) {
        try writer.attempt { writer in
          _ = try writer.takeRecord(made("egret"), of: exhibit, caseID: id)
          throw Stop()
        }
      }
      _ = try writer.takeRecord(made("bittern"), of: exhibit, caseID: id)
    }
    #expect(try office.store.search("heron").count == 1)
    #expect(try office.store.search("egret").isEmpty)
    #expect(try office.store.search("bittern").count == 1)
    #expect(try office.store.verify().isSound)
  }

  /// Texts that are composed in two ways are one text: in the journal, in the rows, and when it comes again.
  @Test func textIsHeldAsTheJournalWritesIt() throws {
    let office = try Office()
    try record("{}", "Re\u{301}sume\u{301}.csv#1", in: office)
    #expect(try office.store.verify().isSound)
    #expect(try record("{}", "R\u{E9}sum\u{E9}.csv#1", in: office) == .known)
    #expect(try record("{}", "Re\u{301}sume\u{301}.csv#1", in: office) == .known)
    let scanned = try office.store.read { reader in
      var scan = try ArrivalScan(reader)
      return try scan.compare(
        "stix", "Re\u{301}sume\u{301}.csv#1", modified: nil, content: Digest256.sha256(Array("{}".utf8)),
        in: .zero,
        at: 0
      ).arrival
    }
    #expect(scanned == .known)
  }

  /// Hundreds of versions of one record are one hit, and what comes after them is found without asking again and again.
  @Test func manyVersionsAreSearchedOnce() throws {
    let office = try Office()
    try record("{\"name\":\"Reiher and many further words\"}", "identity--2", in: office)
    let versions = (0..<400).map { "{\"name\":\"Reiher v\($0)\"}" }
    try record(versions, "identity--1", in: office)
    try office.store.read { reader in
      let work = try SQLiteWork.of(reader.db) {
        let (all, first) = (try reader.search("reiher"), try reader.search("reiher", limit: 1))
        #expect(all.map(\.id) == ["identity--1", "identity--2"])
        #expect(first.map(\.id) == ["identity--1"])
      }
      #expect(work.runs(of: "WHERE searchIndex MATCH") == 3)
    }
  }

  @discardableResult
  private func record(_ text: String, _ externalID: String, in office: Office) throws -> Arrival {
    try record([text], externalID, in: office)[0]
  }

  @discardableResult
  private func record(_ texts: [String], _ externalID: String, in office: Office) throws -> [Arrival] {
    let id = try office.store.read { try $0.cases() }.first?.id ?? office.sampleCase()
    let exhibit = try office.store.read { try $0.exhibitIDs(of: id)[0] }
    return try office.store.write(as: office.author) { writer in
      try texts.map { text in
        try writer.takeRecord(
          SourceRecord(
            source: "stix", externalID: externalID, type: "identity", name: "Named", modified: nil,
            content: .inline(Array(text.utf8)), bundle: .zero, offset: 0, length: UInt64(text.utf8.count)),
          of: exhibit, caseID: id)
      }
    }
  }
}
