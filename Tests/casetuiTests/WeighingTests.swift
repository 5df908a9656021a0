import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Exhibits weighed for elements: on the command line, in the grid, and by two offices apart.
@Suite struct WeighingTests {
  /// An office with the shipped bundle in one case, and M1 found met on one exhibit.
  private struct Desk {
    let office: TestOffice
    let id: CaseID
    let exhibits: [ExhibitID]
    let names: [String]

    init() throws {
      office = try TestOffice("Head Office")
      id = try office.store.newCase(title: "Beiyuan", as: office.author).id
      _ = try Importer.apply(shippedBundle, to: id, in: office.store, as: office.author)
      let rows = try office.store.read { [id] in try $0.exhibits(of: id) }.sorted {
        $0.reference < $1.reference
      }
      exhibits = rows.map(\.id)
      names = rows.map(\.reference)
      let found = try office.store.setFinding(
        .m1, of: id, .met, exhibits: [exhibits[0]], rationale: "as the log shows", as: office.author)
      #expect(found.obstacles.isEmpty)
    }

    func weigh(
      _ exhibit: Int, _ strength: WeighedSupport.Strength?, contradicts: Bool = false, _ why: String = "r",
      at office: TestOffice? = nil
    ) throws {
      let place = office ?? self.office
      let weight = SupportWeight(
        .m1, exhibits[exhibit], strength, contradicts: contradicts, rationale: why, author: place.author.user)
      let outcome = try place.store.weigh(weight, in: id, as: place.author)
      #expect(outcome.obstacles.isEmpty)
    }

    func run(_ arguments: String...) throws -> Program {
      try Program(arguments + ["--store", office.path, "--json"])
    }

    func reference() throws -> String { try office.store.read { [id] in try $0.caseRow(id).reference } }
  }

  @Test func weightsAreScripted() throws {
    let desk = try Desk()
    let id = try desk.reference()
    func row(_ program: Program) throws -> [String: Any] {
      let rows = try #require(
        program.json["elements"] as? [[String: Any]], "\(program.output)\(program.errors)")
      return try #require(rows.first { $0["code"] as? String == "M1" })
    }
    func support(_ row: [String: Any]) -> [[String: Any]] { row["support"] as? [[String: Any]] ?? [] }

    let before = try row(desk.run("element", "matrix", id))
    #expect(support(before).count == 1)
    #expect(support(before)[0]["weighed"] as? Bool == false)
    #expect(support(before)[0]["strength"] as? String == "moderate")
    #expect(before["state"] as? String == "thin")

    let weighed = try desk.run(
      "element", "support", id, "--element", "M1", "--exhibit", desk.names[0], "--strength", "strong",
      "--rationale", "names \u{1B}[31m the accounts", "--as", "ann")
    #expect(weighed.status == 0, "\(weighed.errors)")
    #expect(weighed.json["allowed"] as? Bool == true)
    #expect((weighed.json["audit_number"] as? Int ?? 0) > 0)
    _ = try desk.run(
      "element", "support", id, "--element", "M1", "--exhibit", desk.names[1], "--strength", "weak",
      "--contradicts", "--rationale", "speaks of benchmarks", "--as", "ann")
    let after = try support(row(desk.run("element", "matrix", id)))
    #expect(after.map { $0["exhibit"] as? String } == [desk.names[0], desk.names[1]])
    #expect(after.map { $0["strength"] as? String } == ["strong", "weak"])
    #expect(after.map { $0["contradicts"] as? Bool } == [false, true])
    #expect(after.map { $0["cited"] as? Bool } == [true, false])
    #expect(after.map { $0["author"] as? String } == ["ann", "ann"])
    #expect(after[1]["rationale"] as? String == "speaks of benchmarks")
    #expect((after[0]["on"] as? String).flatMap { Day($0) } != nil)
    let human = try Program(["element", "matrix", id, "--store", desk.office.path])
    #expect(human.output.contains("\(desk.names[1])  weak contradiction, by ann: speaks of benchmarks"))
    #expect(!human.output.contains("\u{1B}"))

    // Again the same: nothing is written.
    let again = try desk.run(
      "element", "support", id, "--element", "M1", "--exhibit", desk.names[1], "--strength", "weak",
      "--contradicts", "--rationale", "speaks of benchmarks", "--as", "ann")
    #expect(again.status == 0)
    #expect(
      try desk.office.store.read {
        try $0.live(
          CaseStore.weightRecord(
            SupportWeight(.m1, desk.exhibits[1], nil, rationale: "", author: ""), of: desk.id), .supportWeight
        ).count
      } == 1)
  }

  @Test func refusalsSayWhatToDo() throws {
    let desk = try Desk()
    let id = try desk.reference()
    let other = try desk.office.store.newCase(title: "Another", as: desk.office.author).reference
    func refused(_ arguments: [String], _ codes: [String]) throws {
      let program = try Program(
        ["element", "support"] + arguments + ["--store", desk.office.path, "--json"])
      #expect(program.status == 4, "\(program.output)\(program.errors)")
      let obstacles = try #require(program.json["obstacles"] as? [[String: Any]])
      #expect(obstacles.map { $0["code"] as? String } == codes)
      for one in obstacles {
        #expect(one["section"] as? String == "agency policy §8.2 S4")
        #expect((one["remedy"] as? String)?.isEmpty == false)
      }
    }
    let weight = ["--element", "M1", "--exhibit", desk.names[0]]
    try refused([id] + weight + ["--strength", "weak"], ["E-WEIGH-313"])
    try refused([id] + weight + ["--strength", "none", "--contradicts", "--rationale", "r"], ["E-WEIGH-312"])
    try refused([other] + weight + ["--strength", "weak", "--rationale", "r"], ["E-WEIGH-311"])
    for (arguments, status) in [
      (["--element", "M9", "--exhibit", desk.names[0], "--strength", "weak"], 64 as Int32),
      (weight + ["--strength", "huge"], 64),
      (["--element", "M1", "--exhibit", "EX-9999", "--strength", "weak"], 3),
    ] {
      let program = try Program(
        ["element", "support", id] + arguments + ["--rationale", "r", "--store", desk.office.path, "--json"])
      #expect(program.status == status, "\(arguments)")
      let fault = program.json["error"] as? [String: Any]
      #expect((fault?["remedy"] as? String)?.isEmpty == false, "\(program.output)\(program.errors)")
    }
    #expect(try desk.office.store.read { try $0.caseFile(desk.id, rehash: false).weights } == [])
  }

  /// By keys alone, on a real store: weigh, weaken, turn, explain, choose, hide; findings go on as before.
  @Test func theGridIsPlayedByKeys() throws {
    let desk = try Desk()
    var sim = Sitting(desk.office.store, as: desk.office.author.user)
    sim.open("Beiyuan")
    sim.press("3")
    for _ in 0..<12 { sim.press("Down") }
    #expect(sim.cursorRow.contains("> M1") && sim.cursorRow.contains("[+? ]"), "\(sim.text)")
    #expect(sim.text.contains("cited, not weighed: counts as moderate support"))
    sim.press("+")
    #expect(sim.text.contains("why \(desk.names[0]) is strong support of M1"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.text.contains("type something, or leave with Esc"), "no weight without a reason")
    sim.press("text:names the accounts", "Enter")
    #expect(sim.cursorRow.contains("[++ ]"), "\(sim.text)")
    #expect(sim.status.hasPrefix("\(desk.names[0]): strong support of M1 (#"), "\(sim.status)")
    sim.press("+")
    #expect(sim.status.hasPrefix("it is strong already"))
    sim.press("-")
    #expect(sim.text.contains("> names the accounts"), "the reason that stands is offered")
    sim.press("Esc", "-", "Enter")
    #expect(sim.cursorRow.contains("[+  ]"))
    sim.press("x", "Enter")
    #expect(sim.text.contains("type something"), "a reason for it is none against it")
    sim.press("text:not all of them", "Enter")
    #expect(sim.cursorRow.contains("[x  ]"))
    #expect(sim.text.contains("Adverse: \(desk.names[0])"))
    sim.press("-", "Enter", "-", "text:says nothing", "Enter")
    #expect(sim.cursorRow.contains("[-  ]"), "\(sim.text)")
    sim.press("-")
    #expect(sim.status.hasPrefix("it does nothing already"))
    sim.press("r", "Ctrl-U", "text:says nothing at all", "Enter", "w", "s", "text:another log", "Enter")
    #expect(sim.cursorRow.contains("[++ ]"))
    #expect(
      try desk.office.store.read { try $0.caseFile(desk.id, rehash: false).weights }.map(\.rationale)
        == ["another log"])

    // A cell that nobody weighed.
    sim.press("Right", "-")
    #expect(sim.status.hasPrefix("nobody weighed it yet"))
    sim.press("x", "text:benchmarks", "Enter")
    #expect(sim.cursorRow.contains("[x  ]") && sim.cursorRow.contains("++"), "\(sim.text)")
    sim.press("Enter")
    for text in ["another log", "benchmarks", "met, found by ann", desk.names[1]] {
      #expect(sim.text.contains(text), "\(text)")
    }
    sim.press("Esc", "H")
    #expect(
      sim.text.contains("exhibits 1-2 of 2; H shows \(desk.names.count - 2) linked to nothing"), "\(sim.text)"
    )
    #expect(sim.cursorRow.contains("[x  ]"), "the same exhibit is selected")
    sim.press("Right")
    #expect(sim.model.scope == .analysis, "at the edge the arrows turn the tab")
    sim.press("Left", "Left", "Left")
    #expect(sim.model.scope == .evidence)
    // Findings as ever.
    sim.press("3", "f", "u", "Enter", "text:open", "Enter")
    #expect(sim.status.contains("undetermined"), "\(sim.status)")
  }

  /// Two offices weigh the same exhibit apart: both see one conflict, the least favourable side counts and
  /// stops the case, and one key settles it for both.
  @Test func weighedApart() throws {
    let desk = try Desk()
    let (a, b) = (desk.office, try TestOffice("Field East", user: "bob"))
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    try desk.weigh(0, .strong, "ours")
    try desk.weigh(0, .moderate, contradicts: true, "theirs", at: b)
    // The same said at both is no conflict.
    try desk.weigh(1, .weak, "alike")
    try desk.weigh(1, .weak, "alike", at: b)
    let result = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    #expect(result.refused.isEmpty && result.conflicts == 1)
    #expect(try a.digest() == b.digest())
    for office in [a, b] {
      let conflicts = try office.conflicts()
      #expect(conflicts.map(\.isHard) == [true])
      #expect(conflicts.map(\.field) == ["weight of an exhibit \(desk.names[0]) for M1"])
      #expect(
        Set(conflicts[0].sides.map(\.text)) == [
          "strong support of M1 in \(desk.names[0]): ours",
          "moderate contradiction of M1 in \(desk.names[0]): theirs",
        ])
      let file = try office.store.read { try $0.caseFile(desk.id, rehash: false) }
      #expect(file.support(.m1, desk.exhibits[0]).counted?.rationale == "theirs")
      #expect(Set(file.support(.m1, desk.exhibits[0]).weights.map(\.author)) == ["ann", "bob"])
      #expect(file.support(.m1, desk.exhibits[1]).weights.count == 1)
      #expect(file.openConflicts.contains { $0.isGuarded })
      let rebuilt = try office.store.rebuild()
      #expect(rebuilt.before == rebuilt.after)
    }
    var sim = Sitting(b.store, as: "bob")
    sim.open("Beiyuan")
    sim.press("3")
    for _ in 0..<12 { sim.press("Down") }
    #expect(sim.cursorRow.contains("[/  ]"), "\(sim.text)")
    sim.press("g", "s", "Enter", "2", "y")
    #expect(sim.status.hasPrefix("settled weight of an exhibit"), "\(sim.status)")
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    for office in [a, b] {
      #expect(try office.conflicts().isEmpty)
      let file = try office.store.read { try $0.caseFile(desk.id, rehash: false) }
      #expect(file.support(.m1, desk.exhibits[0]).weights.map(\.rationale) == ["ours"])
      #expect(try office.store.verify().isSound)
    }
    #expect(try a.digest() == b.digest())
  }

  /// A weight is part of the package: what was signed before it is void, and says so.
  @Test func aWeightVoidsWhatWasSigned() throws {
    let desk = try Desk()
    let (store, author) = (desk.office.store, desk.office.author)
    let key = try store.makeKey(for: author.user)
    _ = try store.register(
      Registration(name: author.user, roles: [.analyst, .lead], publicKey: key.encoded), as: author)
    #expect(try store.approve(desk.id, .evidentiaryMemo, text: "as stated", as: author).obstacles.isEmpty)
    let before = try store.read { try $0.caseFile(desk.id, rehash: false) }
    #expect(before.approval(.evidentiaryMemo) != nil)
    try desk.weigh(2, .weak, contradicts: true)
    let after = try store.read { try $0.caseFile(desk.id, rehash: false) }
    #expect(after.package != before.package)
    #expect(after.approval(.evidentiaryMemo) == nil)
    #expect(after.approvals.flatMap(after.faults).map(\.code) == [.approvalVoid])
  }

  /// What a register says of another exhibit is not read as one of this.
  @Test func aStrayWeightIsNotRead() throws {
    let desk = try Desk()
    let author = desk.office.author
    let named = SupportWeight(.m1, desk.exhibits[0], .strong, rationale: "r", author: "ann")
    let said = SupportWeight(.m2, desk.exhibits[1], .strong, rationale: "r", author: "ann")
    _ = try desk.office.store.setRecord(
      CaseStore.weightRecord(named, of: desk.id), .supportWeight, said.cbor, of: desk.id, as: author)
    #expect(try desk.office.store.read { try $0.caseFile(desk.id, rehash: false).weights } == [])
  }

  // MARK: the grid without a store

  @Test func aRefusedWeightKeepsItsReason() {
    var sim = AppSim()
    sim.world.weightObstacles = sim.world.decision(isAllowed: false).obstacles
    sim.press("g", "c", "Enter", "3", "+", "text:because", "Enter")
    #expect(sim.status.hasPrefix("refused: "))
    sim.press("Esc", "+")
    #expect(sim.text.contains("> because"), "what was typed is kept")
    sim.press("Enter")
    let weight = SupportWeight(
      .cs1, AppWorld.exhibitID(1), .moderate, rationale: "because", author: "")
    #expect(
      sim.works.last
        == .weigh(WeightDraft(tag: AppWorld.tag(1), weight: weight, reference: "EX-0001-FE")))
  }

  /// From each sign with each key: what is asked, or what is said instead.
  @Test(arguments: [
    (12, 0, "-", "is moderate support"), (12, 0, "x", "is strong contradiction"),
    (12, 2, "-", "is weak support"),
    (12, 2, "r", "is moderate support"), (13, 2, "+", "is moderate contradiction"),
    (13, 2, "-", "is no support"),
    (13, 2, "x", "is weak support"), (14, 0, "+", "is weak support"),
    (14, 0, "x", "is moderate contradiction"),
    // Of a dispute the side that counts.
    (14, 2, "-", "is moderate contradiction"), (0, 0, "+", "is moderate support"),
    (0, 0, "x", "is moderate contradiction"),
  ])
  func steps(_ row: Int, _ column: Int, _ key: String, _ asked: String) {
    var sim = AppSim()
    sim.press("g", "c", "Enter", "3")
    for _ in 0..<row { sim.press("Down") }
    for _ in 0..<column { sim.press("Right") }
    sim.press(key)
    #expect(sim.text.contains(asked), "\(sim.text)")
    #expect(sim.works.isEmpty)
  }

  @Test func aCaseWithoutExhibitsSaysSo() {
    var sim = AppSim()
    sim.world.exhibits = []
    sim.press("g", "c", "Enter", "3")
    #expect(sim.text.contains("no exhibit in this case"))
    sim.press("+")
    #expect(sim.status.contains("take evidence in first"))
    sim.press("Enter")
    #expect(sim.text.contains("CS1"))
    sim.press("Esc", "Right")
    #expect(sim.model.scope == .analysis)
  }

  /// Many exhibits scroll; the banner is of all that the grid may show.
  @Test(arguments: [60, 80, 100, 160]) func columnsScroll(_ width: Int) {
    var sim = AppSim(width, 24)
    sim.world.exhibits = (1...34).map { number in
      let digits = String(number + 100)
      return ExhibitLine(
        id: AppWorld.exhibitID(UInt64(number)), reference: "EX-0\(digits)-FE", title: "t", bytes: 1,
        mediaType: "text/plain", sha256: "", grade: nil, origin: nil, mark: .officeFloor)
    }
    sim.press("g", "c", "Enter", "3")
    #expect(sim.text.contains("0101"))
    #expect(!sim.text.contains("0134"))
    for number in 2...34 {
      sim.press("Right")
      #expect(sim.text.contains("x EX-0\(number + 100)-FE"), "\(sim.text)")
      #expect(sim.cursorRow.contains("[.  ]"))
    }
    #expect(sim.text.contains("of 34"))
    sim.press("H")
    #expect(sim.text.contains("exhibits 1-2 of 2; H shows 32"))
  }
}
