import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// The contract that scripts rely on: fields, exit codes, and nothing half-written.
@Suite struct CommandTests {
  private func run(_ office: TestOffice, _ arguments: String...) throws -> Program {
    try Program(arguments + ["--store", office.path, "--json"])
  }

  @Test func anOfficeIsMade() throws {
    let scratch = try Scratch()
    let made = try Program([
      "init", scratch.path + "/office", "--office", "Zoë Süd", "--user", "ann", "--json",
    ])
    #expect(made.status == 0, "\(made.errors)")
    for field in ["schema", "marking", "store", "office_id", "replica_id"] {
      #expect(made.json[field] != nil, "\(field)")
    }
    let again = try Program(["init", scratch.path + "/office", "--office", "X", "--user", "ann", "--json"])
    #expect(again.status == 4)
    #expect((again.json["error"] as? [String: Any])?["remedy"] != nil)
  }

  /// Nobody can be answerable for what is written, or find it again, by a name that says nothing.
  @Test func anOfficeNeedsNames() throws {
    let scratch = try Scratch()
    func make(
      _ folder: String = "office", office: String = "Head Office", user: String = "ann", _ more: String...
    ) throws -> Program {
      let path = folder.isEmpty ? "" : scratch.path + "/" + folder
      return try Program(["init", path, "--office", office, "--user", user, "--json"] + more)
    }
    let refused = [
      try make(""), try make(office: "  "), try make(user: ""), try make(user: " \u{200B} "),
      try make("office", "--tag", ""), try make("office", "--tag", " "), try make("office", "--tag", "A\nB"),
      try make("office", "--tag", "A-1/2"), try make("office", "--tag", "NINEFOLDS"),
    ]
    for program in refused {
      #expect(program.status == 64, "\(program.output)")
      let error = program.json["error"] as? [String: Any]
      #expect(error?["code"] as? String == "E-USAGE" && error?["remedy"] is String)
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/office"))
    #expect(try make("office", "--tag", "fe2").status == 0)
    let store = scratch.path + "/office"
    let made = try Program(["case", "new", "--title", "Case", "--store", store, "--json"])
    #expect((made.json["reference"] as? String)?.hasSuffix("-FE2") == true, "\(made.output)")
    for words in [["case", "new", "--title", "Case", "--as", " "], ["case", "list", "--as", ""]] {
      #expect(try Program(words + ["--store", store]).status == 64)
    }
    #expect(try Program(["user", "set", "", "--with", "lead", "--as", "ann", "--store", store]).status == 64)
    let users = try Program(["user", "list", "--store", store, "--json"])
    #expect((users.json["items"] as? [[String: Any]])?.map { $0["name"] as? String } == ["ann"])
  }

  /// What is written of a case stays in the journal for good, blanks too.
  @Test func blanksAreNotWrittenIntoACase() throws {
    let desk = try CommandDesk(case: "Vane")
    let before = try desk.store.read { try $0.stateDigest() }
    for option in ["--title", "--priority", "--search", "--basis", "--model", "--owner", "--assign"] {
      #expect(throws: Usage.self, "\(option)") {
        try desk.run(CaseCommand.Set.self, "26-0001", option, " \u{200B}\t")
      }
    }
    for text in ["", "   "] {
      #expect(throws: Usage.self) { try desk.run(CaseCommand.Note.self, "26-0001", text) }
    }
    #expect(try desk.store.read { try $0.stateDigest() } == before)
  }

  /// What the terminal shows as a stand-in is escaped in JSON, which may be looked at in one.
  @Test func jsonHidesNothing() {
    let text = "a\u{3164}\u{2800}\u{34F}\u{E0101}\u{115F}\u{FE0F}\u{180B}\u{E000}\u{378}\u{202E}\u{85}é七"
    let escapes =
      #"a\u3164\u2800\u034f\udb40\udd01\u115f\ufe0f\u180b\ue000\u0378\u202e\u0085é七"#
    #expect(JSON.string(text).text.utf8.elementsEqual("\"\(escapes)\"".utf8))
  }

  /// What cannot be read of a command line is told without obeying it: a name may hold what moves a terminal.
  @Test(arguments: [
    ["import", "scan", "z\u{1B}]0;owned\u{7}a.json", "x"], ["evidence", "list", "--limit", "\u{1B}[31m"],
    ["evidence", "add", "a.txt", "b\u{1B}]0;owned\u{7}a.txt"], ["case", "list", "--json", "--x\u{1B}[31m"],
    ["\u{9B}31m"], ["init", "--help"],
  ])
  func nothingTypedReachesTheTerminalAsItIs(_ words: [String]) throws {
    let program = try Program(words, environment: ["HOME": "/nowhere\u{1B}[31m"])
    let isHelp = words.last == "--help"
    #expect(program.status == (isHelp ? 0 : 64) && program.errors.isEmpty == isHelp)
    let text = program.output + program.errors
    #expect(
      !text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control }, "\(text)")
    #expect(text.contains(isHelp ? "USAGE: casetui init" : "See 'casetui"), "\(text)")
  }

  /// The command that is offered can be copied.
  @Test func theNextCommandIsQuoted() throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/Office of Zoë's"
    let answer = try InitCommand.parse([folder, "--office", "Zoë Süd", "--user", "ann"]).answer()
    let quoted = "'" + folder.replacing("'", with: #"'\''"#) + "'"
    #expect(answer.lines.last == "next: casetui --store \(quoted) case new --title TEXT")
  }

  @Test func casesAreScripted() throws {
    let office = try TestOffice("Head Office")
    let made = try run(office, "case", "new", "--title", "A \u{1B}[31m case")
    let id = try #require(made.json["id"] as? String)
    #expect(made.json["stage"] as? String == "lead")
    #expect(made.json["evidence_count"] as? Int == 0)
    #expect((made.json["elements"] as? [Any])?.count == 27)
    #expect(!made.output.contains("\u{1B}"))
    let list = try run(office, "case", "list")
    #expect((list.json["items"] as? [[String: Any]])?.first?["id"] as? String == id)
    #expect(try run(office, "case", "show", id).json["title"] as? String == "A \u{1B}[31m case")
    #expect(try run(office, "case", "set", id, "--title", "B").json["title"] as? String == "B")
    #expect(try run(office, "case", "show", "26-9999").status == 3)
    #expect(try run(office, "case", "set", id, "--title", " ").status == 64)
    #expect(try run(office, "case", "advance", id, "--to", "nowhere").status == 64)
    let human = try Program(["case", "show", id, "--store", office.path])
    #expect(human.output.hasPrefix("Marking: "))
    let refused = try run(office, "case", "advance", id, "--to", "triage", "--dry-run")
    #expect(refused.status == 4)
    #expect(refused.json["allowed"] as? Bool == false)
    let obstacles = try #require(refused.json["obstacles"] as? [[String: Any]])
    #expect(obstacles.count == 2)
    for obstacle in obstacles {
      for field in ["code", "section", "message", "remedy"] {
        #expect((obstacle[field] as? String)?.isEmpty == false)
      }
    }
  }

  @Test func evidenceIsScripted() throws {
    let office = try TestOffice("Head Office")
    let id = try #require(try run(office, "case", "new", "--title", "Case").json["id"] as? String)
    let applied = try run(office, "import", "apply", shippedBundle, "--case", id)
    #expect(applied.status == 0, "\(applied.errors)")
    for field in [
      "read", "new", "known", "changed", "conflicts", "refused", "by_type", "dangling_refs", "problems",
      "seconds",
    ] {
      #expect(applied.json[field] != nil, "\(field)")
    }
    #expect(applied.json["read"] as? Int == 73)
    let items = try #require(
      try run(office, "evidence", "list", "--case", id).json["items"] as? [[String: Any]])
    #expect(items.count == 8)
    for field in ["id", "sha256", "bytes", "title", "grade", "marking", "custody"] {
      #expect(items[0][field] != nil, "\(field)")
    }
    let exhibit = try #require(items[0]["reference"] as? String)
    let scratch = try Scratch()
    let out = scratch.path + "/copy"
    #expect(try run(office, "evidence", "export", exhibit, "--out", out).status == 0)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: out))
    #expect(Digest256.sha256(bytes).hex == items[0]["sha256"] as? String)
    #expect(try run(office, "evidence", "export", exhibit, "--out", out).status != 0)
    let verified = try run(office, "evidence", "verify")
    #expect(verified.json["checked"] as? Int == 8)
    #expect((verified.json["broken"] as? [Any])?.isEmpty == true)
    let set = try run(
      office, "element", "set", id, "--element", "M1", "--finding", "met", "--exhibit", exhibit,
      "--rationale", "r")
    #expect(set.status == 0, "\(set.errors)")
    let elements = try #require(try run(office, "element", "matrix", id).json["elements"] as? [[String: Any]])
    #expect(elements.first { $0["code"] as? String == "M1" }?["exhibits"] as? [String] == [exhibit])
    #expect(try run(office, "element", "set", id, "--element", "M2", "--finding", "met").status == 4)
    #expect(try run(office, "actor", "list").output.contains("Beiyuan Xingtu model group"))
    #expect((try run(office, "search", "Beiyuan").json["items"] as? [Any])?.isEmpty == false)
    let status = try run(office, "status")
    for field in [
      "counts", "feeds", "heads_digest", "state_digest", "sqlite_version", "journal_mode", "synchronous",
    ] {
      #expect(status.json[field] != nil, "\(field)")
    }
    #expect(status.json["synchronous"] as? String == "FULL")
    let verify = try run(office, "verify")
    #expect(verify.status == 0 && verify.json["ok"] as? Bool == true)
    let rebuilt = try run(office, "rebuild")
    #expect(rebuilt.json["before_digest"] as? String == rebuilt.json["after_digest"] as? String)
    let log = try #require(try run(office, "audit", "log", "--limit", "3").json["items"] as? [[String: Any]])
    let hash = try #require(log[0]["hash"] as? String)
    #expect(try run(office, "op", "show", String(hash.prefix(12))).json["hash"] as? String == hash)
  }

  /// Unchanged objects leave as they came, byte for byte.
  @Test func stixGoesRound() throws {
    let office = try TestOffice("Head Office")
    let original = try String(contentsOfFile: shippedBundle + "/bundle.json", encoding: .utf8)
    #expect(try run(office, "import", "apply", shippedBundle + "/bundle.json").status == 0)
    let scratch = try Scratch()
    let out = scratch.path + "/out.json"
    let exported = try run(office, "export", "stix", "--out", out)
    #expect(exported.json["objects"] as? Int == 48)
    let other = try TestOffice("Field East")
    #expect(
      try run(other, "import", "scan", shippedBundle + "/bundle.json").json["invalid_stix"] as? Int == 0)
    let scan = try run(other, "import", "scan", out)
    #expect(scan.json["invalid_stix"] as? Int == 0, "what we write is valid by our own rules: \(scan.output)")
    // Beside them a label, the banner in words, and a report that puts all under both.
    #expect(try run(other, "import", "apply", out).json["new"] as? Int == 48 + 3)
    var unchanged = 0
    try other.store.read { reader in
      try reader.sourceRecords { row in
        let text = String(decoding: try reader.bytes(of: row), as: UTF8.self)
        if original.contains(text) {
          unchanged += 1
        } else {
          #expect(!original.contains("\"id\": \"\(row.externalID)\""), "\(row.externalID) changed on the way")
        }
      }
    }
    #expect(unchanged == 48)
    #expect(try run(office, "export", "stix", "--out", out).status != 0, "an existing file was overwritten")
  }

  @Test(arguments: [
    ("{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[{\"type\":\"identity\"", "cut.json"),
    ("{\"name\":\"no STIX\"}", "other.json"), ("{\"type\":\"bundle\",,}", "comma.json"),
  ])
  func whatIsNotSTIXIsRefusedWhole(_ text: String, _ name: String) throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let before = try office.digest()
    // A lone file that does not even look like STIX is kept as an attachment; these claim to be.
    let file = try scratch.write(text, name)
    let program = try run(office, "import", "apply", file)
    let problems = program.json["problems"] as? [[String: Any]] ?? []
    if program.status == 0 {
      #expect(program.json["read"] as? Int == 0, "\(program.output)")
    } else {
      #expect(program.status == 4, "\(program.output) \(program.errors)")
      #expect(problems.first?["remedy"] != nil)
      #expect(try office.digest() == before)
      #expect(try office.store.read { try $0.exhibitCount() } == 0)
    }
  }

  @Test func aBadFileInAFolderLeavesTheOthers() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    _ = try scratch.write(KillTests.bundle(5), "b/good.json")
    _ = try scratch.write(String(KillTests.bundle(5).dropLast(40)), "b/bad.json")
    let program = try run(office, "import", "apply", scratch.path + "/b")
    #expect(program.status == 2, "\(program.output)")
    #expect(program.json["read"] as? Int == 5)
    #expect(program.json["refused"] as? Int == 1)
    #expect(try office.store.read { try $0.exhibitCount() } == 1)
    #expect(try office.store.verify().isSound)
  }

  @Test func theDemoRunsToAPublishedEntry() throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/demo"
    let demo = try Program(["demo", folder, "--bundle", shippedBundle, "--json"])
    #expect(demo.status == 0, "\(demo.errors)")
    let entry = try Program(["entry", "show", "26-0001-DB", "--store", folder, "--json"])
    #expect(entry.json["stage"] as? String == "published" || entry.status == 3)
    let list = try Program(["case", "list", "--store", folder, "--json"])
    let items = try #require(list.json["items"] as? [[String: Any]])
    #expect(items.contains { $0["track"] as? String == "list:published" })
    // An account broker is not eligible for this list, whatever else is in order: §4(g).
    let broker = try #require(items.first { $0["track"] as? String == "list:candidate" }?["id"] as? String)
    let refused = try Program(["case", "advance", broker, "--to", "eligible", "--store", folder, "--json"])
    #expect(refused.status == 4)
    #expect(refused.output.contains("4(g)"))
    #expect(try Program(["verify", "--store", folder]).status == 0)
    let users = try Program(["audit", "log", "--limit", "500", "--store", folder, "--json"]).output
    for user in ["analyst", "counsel", "decider", "publisher"] {
      #expect(users.contains("\"user\":\"\(user)\""))
    }
  }

  /// An actor is known by a name that somebody can see.
  @Test func aNameThatSaysNothingIsRefused() throws {
    let office = try TestOffice("Head Office")
    for name in ["", "   ", "\u{1B}\u{202E}"] {
      #expect(try run(office, "actor", "new", "--name", name).status == 64)
      #expect(try run(office, "actor", "new", "--name", "Mira Sampleton", "--name", name).status == 64)
      #expect(try run(office, "actor", "new", "--name", "Mira Sampleton", "--romanised", name).status == 64)
    }
    #expect((try run(office, "actor", "list").json["items"] as? [Any])?.isEmpty == true)
    #expect(try run(office, "actor", "new", "--name", "Mira Sampleton").status == 0)
  }

  /// One code for a file that is not there, and advice that fits.
  @Test(arguments: [
    ["screen", "file", "FILE", "--column", "name"], ["import", "scan", "FILE"], ["import", "apply", "FILE"],
    ["evidence", "add", "FILE", "--case", "CASE"],
    ["correlate", "hash", "FILE", "--key", "FILE", "--exercise", "x", "--out", "OUT"],
    ["ownership", "sweep", "FILE", "--case", "CASE", "--seed", "a", "--as-of", "2026-01-01"],
  ])
  func aFileThatIsNotThereIsNotFound(_ words: [String]) throws {
    let office = try TestOffice("Head Office")
    let id = try #require(try run(office, "case", "new", "--title", "Case").json["id"] as? String)
    let scratch = try Scratch()
    let names = ["FILE": scratch.path + "/none.csv", "OUT": scratch.path + "/out.csv", "CASE": id]
    let given = words.map { names[$0] ?? $0 } + (words[0] == "correlate" ? [] : ["--store", office.path])
    let missing = try Program(given)
    #expect(missing.status == 3, "\(missing.errors)")
    #expect(
      missing.errors.contains("check the path") && !missing.errors.contains("the disk"), "\(missing.errors)")
  }

  /// Zero rows, or no word, would look as if nothing were there.
  @Test(arguments: [
    ["search", "Ivan", "--limit", "0"], ["search", ""], ["search", "--", "..."],
    ["correlate", "list", "--limit", "0"], ["correlate", "list", "--limit", "-1"],
    ["actor", "list", "--limit", "0"],
    ["case", "list", "--limit", "0"], ["audit", "log", "--limit", "0"],
    ["ownership", "parties", "--limit", "0"],
  ])
  func whatFindsNothingByItselfIsRefused(_ words: [String]) throws {
    let office = try TestOffice("Head Office")
    let refused = try Program([words[0], "--store", office.path] + words.dropFirst())
    #expect(refused.status == 64, "\(words): \(refused.errors)")
  }

  /// Whoever finds half an answer must not take it for all of it.
  @Test func anAnswerThatIsLostIsAFailure() throws {
    let office = try TestOffice("Head Office")
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    for form in [[], ["--json"]] {
      let lost = try Program(["case", "list", "--store", office.path] + form, to: full)
      #expect(lost.status == 1, "\(lost.errors)")
      #expect(
        lost.errors.contains("error E-OUTPUT") && lost.errors.contains("No space left"), "\(lost.errors)")
    }
  }

  /// What a signal stopped ends as a shell expects of that signal.
  @Test(
    arguments: [
      (Exit.interrupted, SIGINT, 130), (.interrupted, SIGTERM, 143), (.interrupted, SIGHUP, 129),
      (.interrupted, 0, 130), (.ok, SIGTERM, 0), (.failed, SIGINT, 1),
    ] as [(Exit, Int32, Int32)])
  func theExitCodeNamesTheSignal(_ exit: Exit, _ signal: Int32, _ code: Int32) {
    #expect(Interruption.code(of: exit, stoppedBy: signal) == code)
  }

  /// A person reads what there is; a script has asked for an object.
  @Test func aNounWithoutItsVerbIsAnErrorToAScript() throws {
    #expect(try Program(["screen"]).status == 0)
    for words in [["screen", "--json"], ["--json"]] {
      let program = try Program(words)
      #expect(program.status == 64 && program.json.text("schema") == "casetui.error/1", "\(program.output)")
      #expect((program.json["error"] as? [String: Any])?.text("code") == "E-USAGE")
    }
  }

  /// What nobody would see does not go into the journal.
  @Test(arguments: [
    "evidence set EX-0001 --title BLANK", "evidence set EX-0001 --origin BLANK",
    "hold place 26-0001 --reason BLANK --requester FBI", "hold place 26-0001 --reason r --requester BLANK",
    "contest add 26-0001 --kind denial --text BLANK", "claim add 26-0001 --layer conduct --text BLANK",
  ])
  func blanksAreNotWritten(_ line: String) throws {
    let desk = try CommandDesk(case: "Quiet relays")
    _ = try desk.run(EvidenceCommand.Add.self, try desk.write("a.txt", "words"), "--case", "26-0001")
    let before = try desk.store.read { try $0.audit().count }
    let words = line.split(separator: " ").map { $0 == "BLANK" ? " \u{200B}" : String($0) }
    let command = try #require(try Casetui.parseAsRoot(words + ["--as", "ann"]) as? any StoreCommand)
    let refused = #expect(throws: Usage.self) { try command.answer(desk.store) }
    #expect(refused?.message.contains("has nothing in it that can be seen") == true)
    #expect(try desk.store.read { try $0.audit().count } == before)
  }

  /// What is no file is said to be what it is, with what to do about just that.
  @Test func pathsThatAreNoFilesAreSaid() throws {
    let desk = try CommandDesk(case: "Vane")
    let folder = (try desk.write("in/a.txt", "words") as NSString).deletingLastPathComponent
    let added = #expect(throws: StoreError.self) {
      try desk.run(EvidenceCommand.Add.self, folder, "--case", "26-0001")
    }
    #expect(added?.remedy.contains("casetui import apply") == true)
    let link = folder + "/link.txt"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder + "/a.txt")
    let linked = #expect(throws: StoreError.self) {
      try desk.run(EvidenceCommand.Add.self, link, "--case", "26-0001")
    }
    #expect(linked?.description.contains("link.txt is a symbolic link, and links are not followed;") == true)
    #expect(linked?.remedy == "give the path of the file itself")
    try desk.store.close()
    let compared = try Program(["screen", "compare", folder])
    #expect(compared.errors.contains("it is a folder; give the path of a file in it"), "\(compared.errors)")
    #expect(try Program(["screen", "compare", ""]).errors.contains("\"\": no path was given; name a file"))
    let record = try Program(["record", "verify", folder, "--store", desk.folder + "/office"])
    #expect(record.errors.contains("\(folder) is a folder, and no exported record"), "\(record.errors)")
    for (out, why) in [("", "no path to write to was given"), ("-", "- is not standard output")] {
      let key = try Program(["correlate", "key", "--out", out])
      #expect(key.status == 64 && key.errors.contains(why), "\(key.errors)")
    }
  }

  @Test func helpNamesEveryCommand() throws {
    let help = try Program(["--help"])
    #expect(help.status == 0)
    for name in [
      "init", "import", "case", "element", "evidence", "actor", "sync", "verify", "rebuild", "export",
      "audit",
    ] {
      #expect(help.output.contains("  \(name)"), "\(name)")
    }
    #expect(!help.output.contains("bench-fill") && !help.output.contains("read-evidence"))
    #expect(try Program(["case", "lst"]).status == 64)
  }
}
