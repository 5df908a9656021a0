import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// The contract that scripts rely on, for the verbs of the procedure.
@Suite struct ProcedureCommandTests {
  @Test func theClosureOfAFile() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "owner,owned,percent,from,to\nX,A,50,,\nA,B,50,,\nB,C,,,\nX,D,49.9999,,\nX,E,50,2026-06-01,\n",
      "holdings.csv")
    let run = try Program(["ownership", "closure", file, "--seed", "X", "--as-of", "2026-01-01", "--json"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.json["blocked"] as? [String] == ["A", "B"])
    #expect(run.json["undetermined"] as? [String] == ["C"])
    let paths = try #require(run.json["paths"] as? [String: [String]])
    #expect(paths["B"]?.count == 3)
    let bad = try scratch.write("owner,owned,percent,from,to\nX,A,fifty,,\n", "bad.csv")
    #expect(
      try Program(["ownership", "closure", bad, "--seed", "X", "--as-of", "2026-01-01", "--json"]).status == 4
    )
    #expect(
      try Program(["ownership", "closure", file, "--seed", "X", "--as-of", "soon", "--json"]).status == 64)
  }

  /// A mistyped owner must not look like one who owns nobody.
  @Test func aSeedThatNoRowNamesIsRefused() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "owner,owned,percent,from,to\nNarwhal Holding,Ash,60,,\nNarwhal Holding,Elm,,,\n", "holdings.csv")
    func run(_ seed: String) throws -> Program {
      try Program(["ownership", "closure", file, "--seed", seed, "--as-of", "2026-01-01", "--json"])
    }
    let typo = try run("Narwal Holding")
    #expect(typo.status == 3)
    let error = try #require(typo.json["error"] as? [String: Any])
    #expect(error["code"] as? String == "E-NOT-FOUND")
    #expect((error["message"] as? String)?.hasSuffix("holdings.csv names Narwal Holding") == true)
    #expect(error["remedy"] as? String == "one of these may be meant: Narwhal Holding")
    #expect(try run("Zzz").status == 3)
    #expect(try run("Elm").json["blocked"] as? [String] == [], "who holds nothing is named all the same")
    let told = try Program([
      "ownership", "closure", file, "--seed", "Narwhal Holding", "--as-of", "2026-01-01",
    ])
    #expect(told.output.contains("cannot be told  Elm: held 0 % to 100 %"), "\(told.output)")
  }

  /// "may move" is for a dry run.
  @Test func aMoveThatWasMadeIsSaid() throws {
    let desk = try CommandDesk()
    let (id, _, _) = try desk.store.newCase(title: "Relays", as: Author(user: "ann"))
    func advance(_ more: String...) throws -> Answer {
      try desk.run(
        CaseCommand.Advance.self, [id.description, "--track", "SAN", "--to", "draft"] + more)
    }
    let dry = try advance("--dry-run")
    #expect(dry.exit == .ok && dry.lines.first == "may move: none -> san:draft", "\(dry.lines)")
    let made = try advance()
    #expect(made.exit == .ok && made.lines.first == "moved: none -> san:draft", "\(made.lines)")
    let refused = try advance()
    #expect(refused.exit == .refused && refused.lines.first?.hasPrefix("refused: ") == true)
  }

  @Test func aDryRunOnATrackListsObstacles() throws {
    let office = try TestOffice("Head Office")
    try office.store.close()
    func run(_ arguments: String...) throws -> Program {
      try Program(arguments + ["--store", office.path, "--as", "ann", "--json"])
    }
    let id = try #require(try run("case", "new", "--title", "T").json["id"] as? String)
    #expect(try run("case", "advance", id, "--track", "SAN", "--to", "draft").status == 0)
    #expect(try run("track", "authority", id, "--route", "bill").status == 0)
    let refused = try run("case", "advance", id, "--track", "SAN", "--to", "authority-check", "--dry-run")
    #expect(refused.status == 4)
    #expect(refused.json["allowed"] as? Bool == false)
    let obstacles = try #require(refused.json["obstacles"] as? [[String: Any]])
    #expect(obstacles.map { $0["code"] as? String } == ["E-GATE-602", "E-GATE-603"])
    #expect(
      obstacles.allSatisfy {
        ($0["remedy"] as? String)?.isEmpty == false && ($0["section"] as? String)?.isEmpty == false
      })

    // With the day of enactment and an emergency the bill carries it.
    #expect(try run("authority", "set", "--enacted", "2026-10-01", "--basis", "Public Law").status == 0)
    #expect(try run("track", "authority", id, "--route", "bill", "--citation", "an emergency").status == 0)
    #expect(
      try run("case", "advance", id, "--track", "SAN", "--to", "authority-check", "--dry-run").status == 0)
    let clocks = try run("deadline", "list").json["items"] as? [[String: Any]]
    #expect(
      clocks?.contains { $0["due_on"] as? String == "2027-03-30" && $0["title"] as? String == "assessment" }
        == true)
  }

  /// A calendar says how many deadlines are not in it, and cancels what was met.
  @Test func aCalendarSaysWhatIsNotInIt() throws {
    let desk = try CommandDesk(case: "Quiet relays")
    func calendar() throws -> (answer: Answer, text: String) {
      let path = desk.folder + "/\(UUID().uuidString).ics"
      let answer = try desk.run(DeadlineCommand.List.self, "--ics", path)
      return (answer, try String(contentsOfFile: path, encoding: .utf8))
    }
    let placed = try desk.run(
      HoldCommand.Place.self, "26-0001", "--reason", "a trial", "--requester", "DOJ")
    let hold = try #require(placed.read["id"] as? String)
    let (before, text) = try calendar()
    let (events, left) = (before.read["ics_events"] as? Int ?? 0, before.read["ics_left_out"] as? Int ?? 0)
    let withDay = before.rows("items").count { $0["due_on"] is String }
    #expect(events == withDay && left == before.rows("items").count - withDay && left > 0, "\(before.lines)")
    #expect(before.lines.contains("\(events) of \(events + left) are in it; \(left) have no day yet"))
    #expect(!text.contains("CANCELLED") && before.read["ics_cancelled"] as? Int == 0)
    let uids = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("UID:26-0001") }
    _ = try desk.run(HoldCommand.Release.self, "26-0001", hold, "--reason", "it is over")
    let (after, later) = try calendar()
    #expect(after.read["ics_events"] as? Int == events - 1 && after.read["ics_cancelled"] as? Int == 1)
    #expect(later.contains("STATUS:CANCELLED"))
    #expect(uids.allSatisfy { later.contains($0) }, "under the name it had")
  }

  /// §8.6: a ground that the track does not know is no petition, and nothing is written.
  @Test func aPetitionHasAGroundOfItsTrack() throws {
    let office = try TestOffice("Head Office")
    try office.store.close()
    func run(_ arguments: String...) throws -> Program {
      try Program(arguments + ["--store", office.path, "--as", "ann", "--json"])
    }
    let id = try #require(try run("case", "new", "--title", "T").json["id"] as? String)
    func add(_ track: String, _ ground: String) throws -> Program {
      try run(
        "petition", "add", id, "--track", track, "--petitioner", "Northwind Lattice", "--standing",
        "listed-person", "--ground", ground, "--reasons", "the project was ended")
    }
    for (track, ground) in [("ALIST", "remedial-steps"), ("SAN", "new-facts"), ("SAN", "error")] {
      let refused = try add(track, ground)
      #expect(refused.status == 4)
      let obstacles = try #require(refused.json["obstacles"] as? [[String: Any]])
      #expect(obstacles.map { $0["code"] as? String } == ["E-GATE-805"])
      #expect(obstacles[0]["section"] as? String == "agency policy §8.6")
      #expect(
        (obstacles[0]["remedy"] as? String)?.contains(track == "SAN" ? "remedial-steps" : "new-facts") == true
      )
    }
    #expect((try run("petition", "list", id).json["items"] as? [Any])?.isEmpty == true)
    #expect(try add("EL", "remedial-steps").status == 0 && add("ALIST", "error").status == 0)
    #expect((try run("petition", "list", id).json["items"] as? [Any])?.count == 2)
  }

  /// 50 USC 1622(d): the day of the declaration is kept with the authority.
  @Test func theEmergencyHasItsDay() throws {
    let office = try TestOffice("Head Office")
    try office.store.close()
    func run(_ arguments: String...) throws -> Program {
      try Program(arguments + ["--store", office.path, "--as", "ann", "--json"])
    }
    let id = try #require(try run("case", "new", "--title", "T").json["id"] as? String)
    #expect(try run("case", "advance", id, "--track", "SAN", "--to", "draft").status == 0)
    let authority = ["track", "authority", id, "--route", "executive-order", "--citation", "EO 99001"]
    func declared() throws -> String? {
      (try run("track", "show", id).json["authority"] as? [String: Any])?["declared_on"] as? String
    }
    #expect(try Program(authority + ["--store", office.path, "--as", "ann"]).status == 0)
    #expect(try declared() == nil)
    let set = authority + ["--declared", "2026-03-01", "--store", office.path, "--as", "ann"]
    #expect(try Program(set).status == 0)
    #expect(try declared() == "2026-03-01")
    #expect(try Program(authority + ["--declared", "soon", "--store", office.path]).status == 64)
  }

  @Test func onlyALeadChangesTheRegister() throws {
    let office = try TestOffice("Head Office")
    try office.store.close()
    func run(_ user: String, _ arguments: String...) throws -> Program {
      try Program(arguments + ["--store", office.path, "--as", user, "--json"])
    }
    #expect(try run("bob", "user", "set", "bob", "--with", "decider").status == 4)
    #expect(try run("ann", "user", "set", "cora", "--with", "counsel").status == 0)
    #expect(try run("ann", "user", "key", "cora").json["signs"] as? Bool == true)
    let id = try #require(try run("ann", "case", "new", "--title", "T").json["id"] as? String)
    #expect(try run("ann", "approve", id, "--act", "legal-memo", "--text", "t").status == 4)
    #expect(try run("cora", "approve", id, "--act", "legal-memo", "--text", "t").status == 0)
    let acts = try run("ann", "review", "show", id).json["approvals"] as? [[String: Any]]
    #expect(acts?.first?["counts"] as? Bool == true)
    #expect(acts?.first?["signed"] as? Bool == true)
    #expect(try run("ann", "case", "set", id, "--theory", "mea").status == 0)
    let later = try run("ann", "review", "show", id).json["approvals"] as? [[String: Any]]
    #expect(later?.first?["counts"] as? Bool == false, "the record changed")
  }

  @Test func claimsAndContestsAreScripted() throws {
    let office = try TestOffice("Head Office")
    try office.store.close()
    func run(_ arguments: String...) throws -> Program {
      try Program(arguments + ["--store", office.path, "--as", "ann", "--json"])
    }
    let id = try #require(try run("case", "new", "--title", "T").json["id"] as? String)
    let claim = try run(
      "claim", "add", id, "--layer", "purpose", "--text",
      "It is likely, with high confidence, that they trained on it.")
    #expect(claim.status == 0)
    let items = try run("claim", "list", id).json["items"] as? [[String: Any]]
    #expect((items?.first?["problems"] as? [String])?.contains { $0.contains("one sentence") } == true)
    #expect(try run("claim", "lint", "It is likely, with high confidence, that it rains.").status == 4)
    #expect(try run("claim", "lint", "They are guilty.").json["items"] as? [[String: Any]] != nil)
    #expect(try run("ach", "hypothesis", id, "--name", "a reseller", "--kind", "reseller-mixing").status == 0)
    #expect(try run("ach", "hypothesis", id, "--name", "x", "--kind", "unheard-of").status == 64)
    #expect(
      try run("measure", "set", id, "--kind", "demarche", "--decision", "rejected").status == 64, "no reason")
    let measures = try run(
      "measure", "set", id, "--kind", "demarche", "--decision", "rejected", "--reason", "tried")
    #expect(measures.status == 0)
    let waiver = try run("licence", "grant", id, "--kind", "waiver", "--authority", "bill", "--scope", "all")
    #expect(waiver.status == 4, "the bill has no waiver")
  }
}
