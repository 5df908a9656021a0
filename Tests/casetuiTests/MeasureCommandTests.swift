import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// What owners give, the practice library and its guidance, figures in the report, and findings by model.
@Suite struct MeasureCommandTests {
  private let ann = Author(user: "ann")
  private static let advice = "Compare the timing of accounts that pay by one and the same card."

  private func run<Command: StoreCommand>(
    _ office: PublishedOffice, _: Command.Type, _ arguments: String...
  ) throws -> Answer {
    let command = try #require(try Command.parseAsRoot(arguments + ["--as", "ann"]) as? Command)
    return try command.answer(office.store)
  }

  /// Listed, on a finding that carries an exhibit: without one the report is refused.
  private func decide(_ office: PublishedOffice) throws {
    _ = try office.store.setFinding(
      .m1, of: office.id, .met, exhibits: [office.report], rationale: "no permission was given", as: ann)
    try office.list()
  }

  private func take(_ office: PublishedOffice, _ title: String, _ text: String) throws -> String {
    let file = try office.store.vault.take(Array(text.utf8), name: "b.txt", mediaType: "text/plain")
    return try office.store.write(as: ann) { writer in
      try writer.addExhibit(file, title: title, from: "sender", marking: nil, caseID: office.id).reference
    }
  }

  // MARK: submissions

  private static let terms = [
    "--owner", "Aurora Foundry", "--given-by", "M. Osei", "--channel", "intake desk", "--use",
    "this case only", "--sharing", "no other agency", "--received", "2025-04-30",
  ]

  private func submit(_ office: PublishedOffice, _ more: String...) throws -> Answer {
    let command = try SubmissionCommand.Add.parse(["25-0001-DB", "--as", "ann"] + Self.terms + more)
    return try command.answer(office.store)
  }

  /// §4(f): what came in confidence is so from the same moment on, and the record shows how it came.
  @Test func aSubmissionMakesItsExhibitsConfidential() throws {
    let office = try PublishedOffice()
    let secret = "The canary accounts of March answered in a dialect that nobody else has seen."
    let reference = try take(office, "Note on canaries", secret + "\n")
    let exhibit: ExhibitID = try office.store.read { try $0.find(reference, .exhibit) }
    func owners() throws -> Set<OwnerID> {
      try office.store.read { try $0.exhibit(exhibit, rehash: false) }.ownersConfidential
    }
    #expect(try owners().isEmpty)
    let refused = try submit(office, "--exhibit", reference, "--confidential")
    #expect(refused.exit == .refused)
    #expect(refused.rows("obstacles").map { $0.text("code") } == ["E-SUB-912"])
    #expect(try owners().isEmpty, "a refused submission changes nothing")
    let added = try submit(office, "--exhibit", reference, "--confidential", "--voluntary")
    #expect(added.exit == .ok, "\(added.lines)")
    #expect(try owners() == [office.owner.id])
    let item = try #require(
      try run(office, SubmissionCommand.List.self, "25-0001-DB").rows("items").first)
    #expect(item.text("id") == "SB-0001-DB" && item.text("owner") == "Aurora Foundry")
    #expect(item.text("use") == "this case only" && item.text("sharing") == "no other agency")
    #expect(item["confidential"] as? Bool == true && item["voluntary"] as? Bool == true)
    #expect(item["exhibits"] as? [String] == [reference])

    // The memorandum says how it came; a press text that quotes it is refused.
    let claim = Claim(
      id: ClaimID(high: 0, low: 0), layer: .conduct, text: "accounts answered alike", exhibits: [exhibit],
      claimant: "Aurora Foundry", asOf: Day("2025-04-30"), author: "ann")
    _ = try office.store.addRecord(.claim, .claim, claim.cbor, to: office.id, as: ann)
    let memo = try MemoCommand.parse(["25-0001-DB", "--out", office.scratch.path + "/memo.md"])
      .answer(office.store)
    #expect(memo.exit == .ok, "\(memo.lines)")
    #expect(
      try office.file("memo.md").contains(
        "given by Aurora Foundry on 2025-04-30, voluntarily, in confidence (SB-0001-DB)"))
    _ = try office.store.set(
      .publicBasis, of: office.id, to: PublicBasis(secret, exhibits: [exhibit]).cbor, as: ann)
    let press = try MemoCommand.parse([
      "25-0001-DB", "--kind", "press", "--out", office.scratch.path + "/press.md",
    ]).answer(office.store)
    #expect(press.exit == .refused)
    #expect(press.rows("leaks").first?.text("exhibit") == reference)
  }

  @Test func whatIsHeldForAnotherOwnerStaysTheirs() throws {
    let office = try PublishedOffice()
    let other = OwnerID(high: 9, low: 9)
    _ = try office.store.set(.confidence, of: office.letter, to: other.cbor, as: ann)
    let refused = try submit(office, "--exhibit", "EX-0002-DB", "--confidential", "--voluntary")
    #expect(refused.rows("obstacles").map { $0.text("code") } == ["E-SUB-914"])
    #expect(
      try office.store.read { try $0.exhibit(office.letter, rehash: false) }.ownersConfidential == [other])
  }

  // MARK: practices

  private func learn(_ office: PublishedOffice, _ text: String, _ more: String...) throws -> Answer {
    try PracticeCommand.Add.parse(
      ["--as", "ann", "--kind", "detect", "--text", text, "--source", "the desk"] + more
    ).answer(office.store)
  }

  private func guidance(_ office: PublishedOffice, _ name: String = "guidance.md") throws -> Answer {
    try GuidanceCommand.parse([
      "--out", office.scratch.path + "/" + name, "--force", "--dated", "2025-06-01",
    ]).answer(office.store)
  }

  /// §4(h)(2): what an owner has not permitted is not in the bytes, nor that there is such a thing.
  @Test(arguments: ["guidance.md", "guidance.html"])
  func guidanceHoldsBackWhatOwnersDoNotPermit(_ name: String) throws {
    let office = try PublishedOffice()
    let hidden = "Ask each suspect account for the fourth verse of a song that does not exist."
    let resting = "Watch for the two vaults by the way in which their names are never told."
    #expect(try learn(office, Self.advice).exit == .ok)
    let given = try learn(office, hidden, "--owner", "Aurora Foundry", "--case", "25-0001-DB")
    #expect(given.read["may_be_published"] as? Bool == false)
    #expect(try learn(office, resting, "--exhibit", "EX-0002-DB").exit == .ok)
    let answer = try guidance(office, name)
    #expect(answer.exit == .ok, "\(answer.lines)")
    let text = try office.file(name)
    #expect(text.contains(Self.advice))
    for secret in [hidden, resting, "Aurora Foundry", "PR-0002", "PR-0003", "fourth verse", "held back"] {
      #expect(!text.contains(secret), "\(secret)")
    }
    #expect(answer.read["practices"] as? Int == 1)
    #expect(answer.rows("held_back").map { $0.text("id") } == ["PR-0002-DB", "PR-0003-DB"])
    #expect(answer.notes.first?.contains("held back 2 of 3") == true)
    #expect(answer.notes.first?.contains("PR-0002-DB, PR-0003-DB") == true)

    // With the owner's permission it is published, without the owner's name; retired, it is not, for good.
    #expect(
      try run(office, PracticeCommand.Permit.self, "PR-0002-DB", "--by", "general counsel").exit == .ok)
    #expect(try guidance(office, name).read["practices"] as? Int == 2)
    #expect(try office.file(name).contains("fourth verse"))
    #expect(!(try office.file(name)).contains("Aurora Foundry"))
    #expect(
      try run(office, PracticeCommand.Retire.self, "PR-0002-DB", "--reason", "the owner asks").exit == .ok)
    let last = try guidance(office, name)
    #expect(last.read["practices"] as? Int == 1)
    #expect(!(try office.file(name)).contains("fourth verse"))
    #expect(
      (last.rows("held_back").first?["reasons"] as? [String])?.first?.contains("the owner asks") == true)
  }

  /// Whatever road a held-back text takes into the document, the bytes are looked at.
  @Test func aTextThatIsHeldBackLeaksByNoOtherRoad() throws {
    let office = try PublishedOffice()
    let secret = "Ask each suspect account for the fourth verse of a song that does not exist."
    _ = try learn(office, secret, "--owner", "Aurora Foundry", "--case", "25-0001-DB")
    _ = try learn(office, secret)
    let twice = try guidance(office)
    #expect(twice.exit == .refused)
    #expect(twice.rows("leaks").first?.text("exhibit") == "PR-0001-DB")
    #expect(!FileManager.default.fileExists(atPath: office.scratch.path + "/guidance.md"))
    // A practice of nobody's that quotes a letter given in confidence.
    let other = try PublishedOffice()
    _ = try learn(other, "They say: \(PublishedOffice.secret)")
    let quoted = try guidance(other)
    #expect(quoted.exit == .refused)
    #expect(quoted.rows("leaks").first?.text("exhibit") == "EX-0002-DB")
  }

  /// An owner may let out in a practice the very words of its letter, and nothing else of it.
  @Test func whatIsPermittedMayBeQuoted() throws {
    let office = try PublishedOffice()
    _ = try learn(
      office, PublishedOffice.secret, "--owner", "Aurora Foundry", "--case", "25-0001-DB", "--exhibit",
      "EX-0002-DB", "--permitted-by", "general counsel")
    let answer = try guidance(office)
    #expect(answer.exit == .ok, "\(answer.lines)")
    #expect(try office.file("guidance.md").contains("two vaults"))
    #expect(!(try office.file("guidance.md")).contains("Letter of the owner"))
  }

  @Test func aPracticeBelongsToNoCase() throws {
    let office = try PublishedOffice()
    let added = try learn(office, Self.advice, "--weaknesses", "Resellers share cards.")
    #expect(added.read["id"] as? String == "PR-0001-DB")
    #expect(
      try learn(office, Self.advice, "--permitted-by", "x").rows("obstacles").map { $0.text("code") }
        == ["E-PRACTICE-921"])
    let list = try run(office, PracticeCommand.List.self, "--kind", "detect").rows("items")
    #expect(list.map { $0.text("text") } == [Self.advice])
    #expect(try run(office, PracticeCommand.List.self, "--kind", "respond").rows("items").isEmpty)
    #expect(
      try run(office, PracticeCommand.Show.self, "PR-0001").read["weaknesses"] as? String
        == "Resellers share cards.")
  }

  // MARK: figures and the report

  private func count(
    _ office: PublishedOffice, _ figure: String, _ claimant: String, _ from: String, _ to: String,
    _ more: String...
  ) throws -> Answer {
    try CountCommand.Add.parse(
      [
        "25-0001-DB", "--as", "ann", "--count", figure, "--of", "exchanges", "--from", from, "--to", to,
        "--claimant", claimant, "--as-of", "2025-05-01", "--exhibit", "EX-0001-DB",
      ] + more
    ).answer(office.store)
  }

  /// §4(b)(4), (6): figures of two claimants stand side by side, none is added to another.
  @Test func figuresStandSideBySideInTheReport() throws {
    let office = try PublishedOffice()
    #expect(
      try count(office, "28,800,000", "Northgate", "2024-03-01", "2024-05-31", "--more-than").exit == .ok)
    #expect(try count(office, "151000000", "Aurora Foundry", "2024-03-01", "2024-05-31").exit == .ok)
    #expect(try count(office, "400", "Northgate", "2022-12-01", "2023-01-31").exit == .ok)
    #expect(try count(office, "12", "Northgate", "2025-01-01", "2025-01-31").exit == .ok)
    #expect(try count(office, "77", "Northgate", "2024-07-01", "2024-07-31").exit == .ok)
    #expect(
      try run(office, CountCommand.Withdraw.self, "25-0001-DB", "CT-0005-DB", "--reason", "typing error")
        .exit == .ok)
    for bad in ["many", "-4", "99999999999999999999", ""] {
      #expect(throws: (any Error).self) {
        try count(office, bad, "Northgate", "2024-03-01", "2024-05-31")
      }
    }
    #expect(throws: Usage.self) { try count(office, "1", "Northgate", "2024-05-31", "2024-03-01") }

    let list = try run(office, CountCommand.List.self, "25-0001-DB", "--begun", "2025-04-01")
    #expect(
      list.rows("look_backs").map { $0.text("from") ?? "" } == ["2023-01-01", "2023-04-01"])
    let coverage = list.rows("items").reduce(into: [String: [String]]()) { found, item in
      let both = item["coverage"] as? [String: String]
      found[item.text("id") ?? ""] = [both?["fullCalendarYears"] ?? "", both?["months"] ?? ""]
    }
    #expect(coverage["CT-0001-DB"] == ["within", "within"])
    #expect(coverage["CT-0003-DB"] == ["overlaps", "outside"])
    #expect(coverage["CT-0004-DB"] == ["outside", "within"])
    #expect(list.rows("items").count == 5)

    try decide(office)
    let out = office.scratch.path + "/report.md"
    let answer = try ReportCommand.parse(["--out", out, "--begun", "2025-04-01"]).answer(office.store)
    #expect(answer.exit == .ok, "\(answer.lines)")
    let text = try office.file("report.md")
    let (northgate, aurora) = (
      "Northgate, as of 2025-05-01: more than 28,800,000 exchanges from 2024-03-01 to 2024-05-31.[^E1]",
      "Aurora Foundry, as of 2025-05-01: 151,000,000 exchanges from 2024-03-01 to 2024-05-31.[^E1]"
    )
    #expect(text.contains(northgate) && text.contains(aurora))
    #expect(text.contains("400 exchanges from 2022-12-01 to 2023-01-31 (days outside the look-back period"))
    #expect(!text.contains("12 exchanges") && !text.contains("77 exchanges"))
    #expect(!text.contains("179,800,") && !text.contains("179800"))
    // Without the day the assessment began nobody can say which figures count, and the answer says so.
    let undated = try ReportCommand.parse(["--out", out, "--force"]).answer(office.store)
    #expect(undated.notes.contains { $0.contains("5 counts") })
    #expect(!(try office.file("report.md")).contains("28,800,000"))
  }

  /// R3, R4, R5, R6 and R8 come from the record; what nobody recorded stays a gap.
  @Test func theReportIsFilledFromTheRecord() throws {
    let office = try PublishedOffice()
    try decide(office)
    let out = office.scratch.path + "/report.md"
    func report() throws -> (gaps: [String], items: [String: String]) {
      let answer = try ReportCommand.parse(["--out", out, "--force"]).answer(office.store)
      #expect(answer.exit == .ok, "\(answer.lines)")
      let parts = try office.file("report.md").components(separatedBy: "\n## ")
      return (
        (answer.read["gaps"] as? [String] ?? []).filter { $0.hasPrefix("R") },
        Dictionary(parts.map { (String($0.prefix(2)), $0) }) { first, _ in first }
      )
    }
    #expect(try report().gaps == ["R3", "R4", "R5", "R6", "R7", "R8"])
    func claim(_ layer: String, _ text: String, _ topic: String?) throws {
      let answer = try ClaimCommand.Add.parse(
        [
          "25-0001-DB", "--as", "ann", "--layer", layer, "--text", text, "--claimant", "Northgate", "--as-of",
          "2025-05-01", "--exhibit", "EX-0001-DB",
        ] + (topic.map { ["--topic", $0] } ?? [])
      ).answer(office.store)
      #expect(answer.exit == .ok, "\(answer.lines)")
    }
    try claim("conduct", "a ministry paid for the proxies", "material-assistance")
    try claim("attribution", "the accounts were rented from a data centre at Example Harbour", "location")
    try claim("effect", "a rival was sold at a tenth of the price", nil)
    _ = try learn(
      office, Self.advice, "--strengths", "It is early.", "--weaknesses", "Resellers share cards.")
    _ = try learn(
      office, "Ask for the fourth verse of the song.", "--owner", "Aurora Foundry", "--case", "25-0001-DB",
      "--strengths", "Nobody knows it.")
    _ = try learn(office, "Lower the quota.")
    var measure = Measure(kind: .demarche, authority: "State", effect: "Two partners were briefed.")
    func set(_ decision: Measure.Decision) throws {
      measure.decision = decision
      measure.reason = "as reasoned"
      _ = try office.store.setRecord(
        CaseStore.besideRecord("measure", of: office.id, "demarche"), .measure, measure.cbor, of: office.id,
        as: ann)
    }
    try set(.deferred)
    let first = try report()
    #expect(first.gaps == ["R7", "R8"])
    #expect(
      first.items["R3"]?.contains("Northgate, as of 2025-05-01: a ministry paid for the proxies[^E1]") == true
    )
    #expect(first.items["R4"]?.contains("Example Harbour[^E1]") == true)
    #expect(first.items["R4"]?.contains("ministry") == false)
    #expect(first.items["R5"]?.contains("Strengths: It is early. Weaknesses: Resellers share cards.") == true)
    #expect(first.items["R5"]?.contains("verse") == false && first.items["R5"]?.contains("quota") == false)
    #expect(first.items["R6"]?.contains("a tenth of the price[^E1]") == true)
    try set(.chosen)
    let second = try report()
    #expect(second.gaps == ["R7"])
    #expect(second.items["R8"]?.contains("Two partners were briefed.") == true)
  }

  // MARK: findings by model

  /// §3(2): CS1 to CS3 for each model version.
  @Test func findingsAreOfOneModelOrOfAll() throws {
    let office = try PublishedOffice()
    try office.write { writer, entity in
      for model in ["Aurora-3", "Aurora-4"] {
        try writer.add(Target(entity, .models), .text(model), caseID: entity)
      }
    }
    func set(_ finding: String, _ more: String...) throws -> Answer {
      try ElementCommand.Set.parse(
        [
          "25-0001-DB", "--as", "ann", "--element", "CS1", "--finding", finding, "--exhibit", "EX-0001-DB",
          "--rationale", "as the report states",
        ] + more
      ).answer(office.store)
    }
    func models() throws -> (state: String, note: String, models: [String]) {
      let rows = try run(office, ElementCommand.Matrix.self, "25-0001-DB").rows("elements")
      let row = try #require(rows.first { $0.text("code") == "CS1" })
      let each = (row["models"] as? [[String: Any]] ?? []).map {
        "\($0.text("model") ?? "") \($0.text("finding") ?? "")"
      }
      return (row.text("finding") ?? "", row.text("note") ?? "", each)
    }
    // Graded, so that a finding on it can be met.
    _ = try office.store.set(.grade, of: office.report, to: .record([1: .text("B2")]), as: ann)
    #expect(try set("met", "--model", "Aurora-9").rows("obstacles").map { $0.text("code") } == ["E-FIND-306"])
    #expect(try set("met", "--model", "Aurora-3").exit == .ok)
    #expect(try models() == ("gap", "Aurora-4: no finding", ["Aurora-3 met", "Aurora-4 gap"]))
    #expect(try set("not-met", "--model", "Aurora-4").exit == .ok)
    #expect(
      try models() == ("not met", "Aurora-4: not met", ["Aurora-3 met", "Aurora-4 not met"]),
      "one model's finding does not take the place of another's")
    let refused = try office.store.advance(
      office.id, to: .spine(.attribution), dryRun: true, as: ann)
    #expect(!refused.decision.allowed)
    #expect(try set("met", "--model", "Aurora-3", "--model", "Aurora-4").exit == .ok)
    #expect(try models() == ("met", "", ["Aurora-3 met", "Aurora-4 met"]))
    // In the tables made anew as well.
    _ = try office.store.rebuild()
    #expect(try models() == ("met", "", ["Aurora-3 met", "Aurora-4 met"]))
  }

  /// What was recorded before models could be named covers every model.
  @Test func anOldFindingCoversEveryModel() throws {
    let office = try PublishedOffice()
    let old = CBOR.record([
      1: .text("CS2"), 2: .text("met"), 3: .array([office.report.cbor]), 4: .text("terms are public"),
    ])
    try office.write { writer, entity in
      for model in ["Aurora-3", "Aurora-4"] {
        try writer.add(Target(entity, .models), .text(model), caseID: entity)
      }
      try writer.set(Target(.derived("finding", from: entity, "CS2"), .finding), old, caseID: entity)
    }
    let file = try office.store.read { try $0.caseFile(office.id, rehash: false) }
    for model in ["Aurora-3", "Aurora-4"] { #expect(file.matrix[.cs2, model: model].isMet) }
    #expect(file.matrix.apart(.cs2).isEmpty)
  }
}
