import CaseDomain
import CaseExchange
import Testing

@testable import casetui

/// What was decided on a scan holds for exactly those files.
@Suite struct DecisionFileTests {
  private static let hash = Digest256.sha256([1])

  private static var sample: DecisionFile {
    DecisionFile(
      files: [
        .init(path: "a.csv", sha256: hash, lengthBytes: 7, format: "csv"),
        .init(path: "b \"x\".doc", sha256: .sha256([2]), lengthBytes: 9, format: "attachment"),
      ],
      questions: [
        .init(about: .marking, path: "", says: "none", answer: "CUI TLP:AMBER"),
        .init(about: .marking, path: "a.csv", says: "none", answer: "CUI TLP:RED"),
        .init(about: .macros, path: "b \"x\".doc", says: "it may hold macros", answer: "leave"),
      ])
  }

  private static func read(_ text: String) throws -> DecisionFile {
    try DecisionFile.read(Array(text.utf8), path: "d.json")
  }

  @Test func comesBackFromItsBytes() throws {
    #expect(try Self.read(Self.sample.text) == Self.sample)
    #expect(Self.sample.left == [Array("b \"x\".doc".utf8)])
    #expect(Self.sample.marking(of: "a.csv") == HandlingMark(cui: .basic, tlp: .red))
    #expect(Self.sample.marking(of: "c") == HandlingMark(cui: .basic, tlp: .amber))
  }

  /// A file of an earlier build says of none that it was refused.
  @Test func whatWasRefusedIsMarked() throws {
    #expect(!Self.sample.text.contains("refused") && Self.sample.refused.isEmpty)
    var file = Self.sample
    file.files[0].isRefused = true
    #expect(try Self.read(file.text) == file)
    #expect(file.refused == [Array("a.csv".utf8)])
    let changed = file.text.replacingOccurrences(of: "\"refused\":true", with: "\"refused\":\"no\"")
    let fault = #expect(throws: Usage.self) { try Self.read(changed) }
    #expect(fault?.message.contains("file 1 says of `refused`") == true, "\(fault?.message ?? "")")
  }

  @Test(arguments: [
    ("\"leave\"", "\"perhaps\"", "question 3: perhaps is no answer"),
    ("\"CUI TLP:RED\"", "\"VERY SECRET\"", "question 2: VERY SECRET is no marking"),
    ("macro-document", "moon-phase", "question 3 lacks"),
    ("\"CUI TLP:RED\"", "\"\"", "question 2 has no answer"),
    ("\"leave\"}", "\" \\t\"}", "question 3 has no answer"),
    ("\"asked\"", "\"once\"", "`asked` is missing"),
    ("\"marking-missing a.csv\"", "7", "`asked` names a question by what is no text"),
    ("import-decisions/1", "import-decisions/9", "this version"),
    ("\"path\":\"a.csv\",\"says\"", "\"path\":\"z.csv\",\"says\"", "question 2 is about z.csv"),
    (
      "\"about\":\"macro-document\"", "\"about\":\"same-name-other-content\"",
      "the question macro-document b \"x\".doc is missing"
    ),
    ("\"bytes\":7", "\"bytes\":\"7\"", "file 1 lacks"), ("{\n\"schema\"", "[\n\"schema\"", "line 2"),
    ("\"answer\":\"leave\"", "\"answer\":leave", "line 7"),
    (
      "\"a.csv\",\"says\"", "\"\",\"says\"",
      "questions 1 and 2 are one, with two answers: CUI TLP:AMBER and CUI TLP:RED"
    ),
  ])
  func whatDoesNotReadIsNamed(_ part: String, _ other: String, _ words: String) throws {
    let text = Self.sample.text
    let changed = text.replacingOccurrences(of: part, with: other)
    #expect(changed != text)
    let fault = #expect(throws: Usage.self) { try Self.read(changed) }
    #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
  }

  /// An office ahead of UTC, or behind it, is not in the future.
  @Test(arguments: [
    ("2026-06-01T23:59:59-12:00", nil), ("2026-06-02T10:00:00Z", nil),
    ("2026-06-02T23:00:00-05:00", "2026-06-03"),
    ("2026-06-03", "2026-06-03"), ("2027-01-01T00:00:00.5Z", "2027-01-01"), ("2026-06-01", nil),
    ("soon", nil),
  ])
  func theDayAfterTomorrowIsLate(time: String, day: String?) throws {
    let today = try #require(Day("2026-06-01"))
    var object = SourceObject(source: "stix")
    object.modified = time
    #expect(object.lateDay(today)?.iso == day)
    (object.created, object.modified) = (time, "2020-01-01T00:00:00Z")
    #expect(object.lateDay(today)?.iso == day)
  }

  /// No road leads from an answer that does not read to evidence without a marking.
  @Test func anUnreadableMarkingIsTheStrictest() {
    var file = Self.sample
    file.questions[0].answer = "GLASS//OF 2031"
    #expect(file.marking(of: "c") == .strictest)
  }

  @Test func aChangedBundleIsTold() {
    var now = Self.sample.files
    #expect(Self.sample.differences(from: now) == [])
    now[0].sha256 = .sha256([9])
    now[1].path = "c.doc"
    #expect(
      Self.sample.differences(from: now) == ["a.csv has changed", "b \"x\".doc is gone", "c.doc is new"])
  }
}
