import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Screening and judging by the command line. Everybody here is invented.
@Suite struct ScreenHeldTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    office = try TestOffice("Screening")
    for (kind, names) in [
      (Actor.Kind.person, ["Пётр Примеров", "P. Primerov"]), (.person, ["Pyotr Primerov"]),
      (.organisation, ["Lantern Analytics GmbH"]),
    ] {
      _ = try office.store.newActor(
        kind: kind, names: names.enumerated().map { ActorName($1, kind: $0 == 0 ? .primary : .alsoKnownAs) },
        as: office.author)
    }
    try office.store.close()
  }

  private func run(_ arguments: String...) throws -> Program {
    try Program(arguments + ["--store", office.path, "--as", "ann", "--json"])
  }

  private func text(_ arguments: String...) throws -> String {
    try Program(arguments + ["--store", office.path, "--as", "ann"]).output
  }

  private func hits(_ json: [String: Any]) -> [[String: Any]] { json["hits"] as? [[String: Any]] ?? [] }

  /// The pair says by which names; a kind of identifier that nobody states is no silent miss; another reason is kept.
  @Test func whatWasAskedAndFoundIsSaid() throws {
    let pairs = try run("screen", "duplicates").json
    let pair = try #require((pairs["pairs"] as? [[String: Any]])?.first)
    #expect((pair["a_match"] as? [String: Any])?["kind"] as? String == "primary", "\(pair)")
    #expect((pair["b_match"] as? [String: Any])?["strength"] as? String == "strong")
    #expect((pair["features"] as? [Any])?.isEmpty == false)
    let shown = try text("screen", "duplicates")
    #expect(shown.contains("       by: ") && shown.contains(" [strong primary] / "), "\(shown)")

    let odd = try run("screen", "name", "Nobody Atall", "--identifier", "nosuchkind:1")
    let problem = try #require((odd.json["problems"] as? [[String: Any]])?.first)
    #expect((problem["reason"] as? String)?.contains("nosuchkind") == true, "\(odd.output)")
    let shared = try run("screen", "name", "Nobody Atall", "--identifier", "kpp:100001001")
    let reasons = (shared.json["problems"] as? [[String: Any]] ?? []).compactMap { $0["reason"] as? String }
    #expect(reasons == ["kpp names a tax office, which many share: it is compared with none"])

    let same = ["actor", "same", "AC-0001-SCR", "AC-0002-SCR", "--reason"]
    #expect(try Program(same + ["one passport", "--store", office.path]).status == 0)
    let again = try Program(same + ["and one birth", "--store", office.path])
    #expect(again.output.contains(": and one birth") && !again.output.contains("nothing to change"))
    #expect(
      try Program(same + ["and one birth", "--store", office.path]).output.contains("nothing to change"))
  }

  /// Which of an actor's names a hit is like is said when it is not the one it is shown by.
  @Test func aCaseSaysWhichNameMatched() throws {
    let made = try run("case", "new", "--title", "Lantern").json
    let id = try #require(made["id"] as? String)
    let actor = try run(
      "actor", "new", "--kind", "person", "--name", "Mira Sampleton", "--name", "Primerov Petr"
    ).json
    let number = try #require(actor["id"] as? String)
    #expect(try run("case", "set", id, "--actor", number, "--subject-kind", "individual").status == 0)
    let shown = try text("screen", "case", id)
    #expect(shown.contains("asked as Primerov Petr"), "\(shown)")
    #expect(!(try text("screen", "name", "Primerov Petr")).contains("asked as"))
  }

  @Test func aNameIsFoundWithItsReasons() throws {
    let program = try run("screen", "name", "Petr Primerov", "--limit", "5")
    #expect(program.status == 0, "\(program.errors)")
    let found = hits(program.json)
    #expect(found.map { $0["id"] as? String } == ["AC-0001-SCR", "AC-0002-SCR"], "\(program.output)")
    #expect(found.allSatisfy { ($0["score"] as? Double ?? 0) >= 0.7 })
    #expect(found.allSatisfy { ($0["features"] as? [Any])?.isEmpty == false })
    #expect(found.first?["caption"] as? String == "Пётр Примеров")
    #expect(program.json["ms"] is Double)
    #expect(try hits(run("screen", "name", "Petr Primerov", "--limit", "1").json).count == 1)
    // Romanised first, the original beside it.
    #expect(try text("screen", "name", "Petr Primerov").contains("(Пётр Примеров)"))
    #expect(try run("screen", "name", "x", "--born", "yesterday").status == 64)
    #expect(try run("screen", "name", "x", "--threshold", "7").status == 64)
  }

  /// What the limit cuts is said, and in a case whom nobody judged comes before whom somebody did.
  @Test func whatTheLimitCutsIsSaid() throws {
    let id = try #require(try run("case", "new", "--title", "Lantern").json["id"] as? String)
    let made = try run("actor", "new", "--kind", "person", "--name", "Petr Primerov").json
    let number = try #require(made["id"] as? String)
    #expect(try run("case", "set", id, "--actor", number, "--subject-kind", "individual").status == 0)
    func first() throws -> String? {
      let items = try run("screen", "case", id, "--limit", "1").json["items"] as? [[String: Any]]
      return items?.first.flatMap { hits($0).first?["id"] as? String }
    }
    let best = try #require(try first())
    let cut = "  1 of 2 shown; a higher --limit shows more; those that nobody judged come first"
    #expect(try text("screen", "case", id, "--limit", "1").contains(cut))
    #expect(try !text("screen", "case", id).contains(" shown; "))
    #expect(try run("actor", "different", number, best, "--reason", "two births").status == 0)
    let next = try #require(try first())
    #expect(next != best)
    let table = try scratch.write("full_name\nPetr Primerov\n", "names.csv")
    let shown = try text("screen", "file", table, "--column", "full_name", "--limit", "1")
    #expect(shown.contains("  1 of 3 shown; a higher --limit shows more"), "\(shown)")
    #expect(try !text("screen", "file", table, "--column", "full_name").contains(" shown; "))
  }

  @Test func aTableHasOneResultForEachRow() throws {
    let table = try scratch.write(
      "full_name,born\nPyotr Primerov,1970\nNobody Known,\nLantern Analytics,\n", "names.csv")
    let program = try run("screen", "file", table, "--column", "full_name")
    #expect(program.status == 0, "\(program.errors)")
    let results = try #require(program.json["results"] as? [[String: Any]])
    #expect(results.map { $0["name"] as? String } == ["Pyotr Primerov", "Nobody Known", "Lantern Analytics"])
    #expect(results.map { hits($0).isEmpty } == [false, true, false])
    #expect(program.json["rows"] as? Int == 3)
    #expect(program.json["found"] as? Int == 2)
    let refused = try run("screen", "file", table, "--column", "name")
    #expect(refused.status == 64)
    #expect(refused.errors.contains("full_name"))
    // Nobody is found in a table of a header alone, whatever column is asked for.
    let head = try scratch.write("full_name,born\n", "head.csv")
    #expect(try run("screen", "file", head, "--column", "full_name").status == 0)
    #expect(try run("screen", "file", head, "--column", "name").status == 64)
  }

  /// Of an actor of a case the kind is known: an option that would change nothing is none.
  @Test func aCaseIsScreenedByTheKindsOfItsActors() throws {
    #expect(try run("screen", "case", "26-0001", "--schema", "person").status == 64)
    let named = try run("screen", "name", "Pyotr Primerov", "--schema", "person")
    #expect(named.status == 0 && !hits(named.json).isEmpty, "\(named.errors)")
    #expect(try run("screen", "name", "Pyotr Primerov", "--schema", "wombat").status == 64)
  }

  /// What a row says and cannot be read is named, and the name is looked for without it; a row without a name
  /// is no name without hits.
  @Test func whatCannotBeReadInARowIsListed() throws {
    let table = try scratch.write(
      """
      full_name,born,schema,country,identifier
      Pyotr Primerov,12/12/1999,Person,,
      Pyotr Primerov,1990-13-45,Alien,Xyzzy,passport
      ,1970,,,
      Lantern Analytics,,Company,DE,lei:529900T8BM49AURSDO54; imo:9000001

      """, "names.csv")
    let program = try run("screen", "file", table, "--column", "full_name")
    #expect(program.status == 2, "one row names nobody: \(program.errors)")
    let results = try #require(program.json["results"] as? [[String: Any]])
    #expect(results.map { $0["row"] as? Int } == [2, 3, 5])
    #expect(results.map { hits($0).isEmpty } == [false, false, false])
    let problems = try #require(program.json["problems"] as? [[String: Any]])
    let told = problems.map { "\($0["object"] ?? ""): \($0["reason"] ?? "")" }
    #expect(
      told == [
        "row 2: born: 12/12/1999 is not a date", "row 3: schema: Alien is no kind of name",
        "row 3: born: 1990-13-45 is not a date", "row 3: country: Xyzzy is not known as a country",
        "row 3: identifier: passport is no identifier", "row 4: full_name is empty",
        "row 5: the LEI \"529900T8BM49AURSDO54\" fails its check digits (ISO 17442)",
      ])
    #expect(problems.allSatisfy { ($0["remedy"] as? String)?.isEmpty == false })
    #expect(program.json["rows"] as? Int == 3 && program.json["refused"] as? Int == 1)
  }

  /// The file breaks off in the middle: what was found stands, and the object says why it ends.
  @Test func aTableThatBreaksOffIsStillOneObject() throws {
    let table = try scratch.write("full_name\nPyotr Primerov\n\"open\n", "names.csv")
    let program = try run("screen", "file", table, "--column", "full_name")
    #expect(program.status == 4, "\(program.output)")
    #expect((program.json["results"] as? [Any])?.count == 1, "\(program.output)")
    #expect((program.json["error"] as? [String: Any])?["code"] is String)
  }

  /// Nobody waits for what is written behind `| head -1`.
  @Test func aScreeningThatNobodyReadsStops() throws {
    let table = try scratch.write(
      "full_name\nPyotr Primerov\nNobody Known\nLantern Analytics\n", "names.csv")
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let program = try Program(
      ["screen", "file", table, "--column", "full_name", "--store", office.path, "--as", "ann"],
      to: pipe.fileHandleForWriting)
    #expect(program.status == 130, "\(program.errors)")
    #expect(program.errors.contains("no name of \(table) after row 2 was looked for"), "\(program.errors)")
  }

  /// Stopped, it says where, and all that it found until then.
  @Test func aScreeningThatIsStoppedIsStillOneObject() throws {
    // More than a pipe holds: it cannot end before it is read.
    let name = String(repeating: "Nobody Known ", count: 40)
    let table = try scratch.write(
      "full_name\n\"\"\n" + String(repeating: name + "\n", count: 400), "names.csv")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: builtProduct("casetui"))
    process.arguments = [
      "screen", "file", table, "--column", "full_name", "--store", office.path, "--as", "ann", "--json",
    ]
    let (out, err) = (Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = err
    process.standardInput = FileHandle.nullDevice
    try process.run()
    var output = out.fileHandleForReading.availableData
    process.terminate()
    output += out.fileHandleForReading.readDataToEndOfFile()
    let errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 143, "\(errors)")
    let json = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
    let rows = try #require(json["rows"] as? Int)
    #expect((1..<400).contains(rows) && (json["results"] as? [Any])?.count == rows)
    #expect(json["refused"] as? Int == 1 && (json["problems"] as? [Any])?.count == 1)
    let error = try #require(json["error"] as? [String: Any])
    #expect(error["code"] as? String == "E-CANCELLED")
    #expect((error["message"] as? String)?.contains("after row \(rows + 2) ") == true, "\(error)")
    #expect(errors.contains("row 2: full_name is empty") && !errors.contains("import the file"))
  }

  @Test func judgementsAreMadeShownAndTakenBack() throws {
    let made = try run("actor", "same", "AC-0001", "AC-0002", "--reason", "one passport")
    #expect(made.status == 0, "\(made.errors)")
    let id = try #require(made.json["judgement"] as? String)
    let shown = try run("actor", "show", "AC-0002").json
    #expect(shown["same"] as? [String] == ["AC-0001-SCR"])
    let judgement = try #require((shown["judgements"] as? [[String: Any]])?.first)
    #expect(judgement["by"] as? String == "ann")
    #expect(judgement["reason"] as? String == "one passport")
    #expect(try text("actor", "list").contains("same as AC-0001-SCR"))
    let listed = try run("actor", "list").json["items"] as? [[String: Any]] ?? []
    #expect(listed.compactMap { $0["same"] as? [String] }.filter { !$0.isEmpty }.count == 2)
    #expect(try run("actor", "undo", id, "--reason", "another passport").status == 0)
    #expect(try run("actor", "show", "AC-0002").json["same"] as? [String] == [])
    #expect(try run("actor", "undo", id).status == 4)
    #expect(try run("actor", "different", "AC-0001", "AC-0002", "--reason", "two births").status == 0)
    #expect(try text("actor", "show", "AC-0001").contains("judged different by ann"))
    #expect(try run("actor", "unsure", "AC-0001", "AC-0009", "--reason", "r").status == 3)
    #expect(try run("actor", "same", "AC-0001", "AC-0001", "--reason", "r").status == 4)
  }
}
