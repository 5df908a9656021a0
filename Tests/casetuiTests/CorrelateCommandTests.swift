import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Two owners' tables, plain or under keyed hashes, and what the office can tell from them.
@Suite struct CorrelateCommandTests {
  /// Two owners that state the same object, byte for byte: it is one record, and a link all the same.
  @Test func theSameObjectOfTwoOwnersIsALink() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let object = """
      {"type":"ipv4-addr","spec_version":"2.1","id":"ipv4-addr--5b1d0000-0000-5000-8000-00000000000a","value":"192.0.2.44"}
      """
    func bundle(_ digit: Int) -> String {
      #"{"type":"bundle","id":"bundle--5b1d0000-0000-4000-8000-00000000000\#(digit)","objects":[\#(object)]}"#
    }
    try desk.take(try desk.write("a.json", bundle(1)), from: "Aurora Foundry")
    try desk.take(try desk.write("b.json", bundle(2)), from: "Larkspur Cognition")
    #expect(try desk.shared() == ["ip Aurora Foundry:1 Larkspur Cognition:1"])
    try desk.take(try desk.write("b.json", bundle(2)), from: "Larkspur Cognition")
    #expect(try desk.shared() == ["ip Aurora Foundry:1 Larkspur Cognition:1"])
  }

  /// The second version of an object in a file links its sender, whatever stands before it.
  @Test(arguments: [false, true]) func theOrderOfVersionsDoesNotMatter(isNewestFirst: Bool) throws {
    let desk = try CommandDesk(case: "Shared cards")
    func event(_ versions: [(String, String)]) -> String {
      let attributes = versions.map { time, value in
        """
        {"uuid":"5b1d0000-0000-4000-8000-000000000001","type":"ip-src","value":"\(value)","timestamp":"\(time)"}
        """
      }
      return """
        {"Event":{"uuid":"5b1d0000-0000-4000-8000-00000000000a","info":"Relays","Attribute":[
        \(attributes.joined(separator: ","))]}}
        """
    }
    let (old, new) = (("1767225600", "198.51.100.7"), ("1769904000", "203.0.113.9"))
    try desk.take(try desk.write("a.json", event([new])), from: "Aurora Foundry")
    let second = try desk.write("b.json", event(isNewestFirst ? [new, old] : [old, new]))
    try desk.take(second, from: "Larkspur Cognition")
    #expect(try desk.shared() == ["ip Aurora Foundry:1 Larkspur Cognition:1"])
    let count = try desk.store.read { try $0.sourceCount() }
    #expect(try desk.run(ImportCommand.Apply.self, second).read["new"] as? Int == 0)
    #expect(try desk.store.read { try $0.sourceCount() } == count, "the same file again writes nothing")
  }

  /// One exhibit that two owners submitted links both.
  @Test func twoSubmissionsOfOneExhibitAreALink() throws {
    let desk = try CommandDesk(case: "Shared cards")
    _ = try desk.run(
      ImportCommand.Apply.self, try desk.write("t.csv", "id,ip\n1,192.0.2.44\n"), "--case", "26-0001")
    for owner in ["Aurora Foundry", "Larkspur Cognition"] {
      _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", owner)
      #expect(try desk.shared() == [])
      let answer = try desk.run(
        SubmissionCommand.Add.self, "26-0001", "--owner", owner, "--given-by", "M. Osei", "--channel", "desk",
        "--use", "this case", "--sharing", "nobody", "--exhibit", "EX-0001", "--voluntary")
      #expect(answer.exit == .ok, "\(answer.lines)")
    }
    #expect(try desk.shared() == ["ip Aurora Foundry:1 Larkspur Cognition:1"])
  }

  private static let aurora = """
    cluster_id,payment_fingerprint,ip,notes
    A-1,pf-77,192.0.2.7;192.0.2.8,first
    A-2,pf-78,198.51.100.9,second

    """
  private static let larkspur = """
    cluster_id,card_fingerprint,source_ip
    L-9,pf-77,203.0.113.5
    L-10,pf-99,198.51.100.9

    """

  @Test(arguments: [
    (["A=id", "A=name"], "A is given two meanings"), (["A=id", "B=id"], "A and B both mean id"),
    (["caf\u{E9}=ip", "cafe\u{301}=ip"], "cafe\u{301} is given two meanings"),
  ])
  func aMappingSaysOneThing(_ columns: [String], _ why: String) throws {
    let desk = try CommandDesk(case: "Shared cards")
    let arguments = ["m"] + columns.flatMap { ["--column", $0] } + ["--as", "ann"]
    let error = #expect(throws: Usage.self) { try MappingCommand.Save.parse(arguments).answer(desk.store) }
    #expect(error?.message == why)
    // Traces may stand in several columns.
    _ = try desk.run(
      MappingCommand.Save.self, "m", "--column", "I=id", "--column", "A=ip", "--column", "B=ip")
  }

  @Test func twoOwnersTablesMeet() throws {
    let desk = try CommandDesk(case: "Shared cards")
    try desk.take(try desk.write("a.csv", Self.aurora), from: "Aurora Foundry")
    #expect(try desk.shared() == [])
    try desk.take(try desk.write("l.csv", Self.larkspur), from: "Larkspur Cognition")
    #expect(
      try desk.shared() == [
        "ip Aurora Foundry:1 Larkspur Cognition:1", "payment Aurora Foundry:1 Larkspur Cognition:1",
      ])
  }

  @Test func aSavedMappingReadsTheNextTable() throws {
    let desk = try CommandDesk(case: "Shared cards")
    _ = try desk.run(
      MappingCommand.Save.self, "larkspur", "--kind", "payment-link", "--column", "Nr=id", "--column",
      "Karte=payment")
    try desk.take(try desk.write("a.csv", Self.aurora), from: "Aurora Foundry")
    try desk.take(
      try desk.write("l.csv", "Nr,Karte\n1,pf-77\n"), from: "Larkspur Cognition", mapping: "larkspur")
    #expect(try desk.shared() == ["payment Aurora Foundry:1 Larkspur Cognition:1"])
    #expect(try desk.run(MappingCommand.List.self).rows("items").map { $0.text("kind") } == ["payment-link"])
    let wrong = try desk.write("m.csv", "Nr,Konto\n1,x\n")
    let refused = try ImportCommand.Apply.parse([wrong, "--mapping", "larkspur", "--as", "ann"]).answer(
      desk.store)
    #expect(refused.exit == .refused)
    #expect(refused.rows("problems").first?.text("reason")?.contains("Karte") == true)
  }

  /// A table of the bundle that the mapping is not for is refused with what to do, which leads on.
  @Test func aTableThatAMappingIsNotForIsImportedAlone() throws {
    let desk = try CommandDesk(case: "Shared cards")
    _ = try desk.run(MappingCommand.Save.self, "cards", "--column", "Nr=id", "--column", "Karte=payment")
    _ = try desk.run(MappingCommand.Save.self, "boxes", "--column", "Nr=id", "--column", "Post=email")
    try desk.write("in/cards.csv", "Nr,Karte\n1,pf-77\n")
    let boxes = try desk.write("in/boxes.csv", "Nr,Post\n1,desk@mail.example\n")
    let folder = try desk.run(ImportCommand.Apply.self, desk.folder + "/in", "--mapping", "cards")
    #expect(folder.exit == .partly && folder.read["new"] as? Int == 1)
    let refused = folder.rows("problems").first { $0.text("severity") == "refused" }
    #expect(refused?.text("path") == "boxes.csv")
    #expect(refused?.text("remedy")?.hasPrefix("import this file alone, with a mapping of its own") == true)
    let alone = try desk.run(ImportCommand.Apply.self, boxes, "--mapping", "boxes")
    #expect(alone.exit == .ok && alone.read["new"] as? Int == 1)
    let keys = try desk.store.read { reader in
      var keys: [String] = []
      try reader.sourceRecords { keys.append($0.externalID) }
      return keys.sorted()
    }
    #expect(keys == ["boxes.csv#1", "cards.csv#1"])
  }

  private func hash(_ desk: CommandDesk, _ path: String, _ out: String, key: String) throws -> String {
    let out = desk.folder + "/" + out
    _ = try CorrelateCommand.Hash.parse(
      [path, "--key", key, "--exercise", "winter", "--keep", "cluster_id", "--out", out]
    ).answer()
    return out
  }

  /// The office correlates what it cannot read.
  @Test func keyedHashesMeetWithoutTheirValues() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let one = try hash(desk, try desk.write("a.csv", Self.aurora), "ha.csv", key: key)
    let two = try hash(desk, try desk.write("l.csv", Self.larkspur), "hl.csv", key: key)
    try desk.take(one, from: "Aurora Foundry")
    try desk.take(two, from: "Larkspur Cognition")
    #expect(
      try desk.shared() == [
        "ip Aurora Foundry:1 Larkspur Cognition:1", "payment Aurora Foundry:1 Larkspur Cognition:1",
      ])
    try desk.store.close()
    // No byte of the office's folder shows a value, or the key.
    let secrets = ["pf-77", "pf-78", "pf-99", "192.0.2.7", "198.51.100.9", "203.0.113.5"]
    let keyText = try String(contentsOfFile: key, encoding: .utf8).trimmingCharacters(
      in: .whitespacesAndNewlines)
    for secret in secrets + [keyText] { #expect(try !holds(desk.folder + "/office", secret), "\(secret)") }
    #expect(try holds(desk.folder + "/office", "Larkspur Cognition"), "the search itself finds what is there")
  }

  /// One column has no separator and is a table all the same; what stands for nothing is not hashed.
  /// Several columns of one kind become one: two of one name would be refused where the table goes.
  @Test func columnsOfOneKindAreHashedIntoOne() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let table = try desk.write("t.csv", "id,ip,source_ip\n1,192.0.2.1,192.0.2.2\n2,192.0.2.1,192.0.2.1\n")
    let out = desk.folder + "/hashed.csv"
    _ = try CorrelateCommand.Hash.parse([
      table, "--exercise", "winter", "--key", key, "--keep", "id", "--out", out,
    ]).answer()
    let rows = try String(contentsOfFile: out, encoding: .utf8).split(whereSeparator: \.isNewline)
    #expect(rows.first == "id,hmac:ip:winter")
    #expect(rows.dropFirst().map { $0.split(separator: ";").count } == [2, 1])
    let taken = try desk.run(ImportCommand.Apply.self, out)
    #expect(taken.exit == .ok && taken.read["new"] as? Int == 2)
  }

  @Test func aKeyedColumnAloneIsATable() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    for (owner, name) in [("Aurora Foundry", "a"), ("Larkspur Cognition", "l")] {
      let table = try desk.write(
        "\(name).csv", "email\ndesk@mail.example\nN/A\nunknown\n\(name)@mail.example\nat desk\n")
      let out = desk.folder + "/h\(name).csv"
      let done = try CorrelateCommand.Hash.parse([table, "--key", key, "--exercise", "winter", "--out", out])
        .answer()
      #expect(done.read["values"] as? Int == 2 && done.read["passed_over"] as? Int == 1)
      #expect(done.exit == .partly && done.notes.count == 1)
      #expect(done.rows("problems").map { $0.text("object") } == ["column email"], "\(done.lines)")
      try desk.take(out, from: owner)
    }
    #expect(try desk.shared() == ["email Aurora Foundry:1 Larkspur Cognition:1"])
  }

  /// All that can be told from hashes is which are equal: other values and another key with the same pattern of
  /// equality give a store that answers the same, but for the hashes themselves.
  @Test func nothingButEqualityIsTold() throws {
    func tell(_ rename: (String) -> String) throws -> ([String], [[String]]) {
      let desk = try CommandDesk(case: "Shared cards")
      let key = desk.folder + "/exercise.key"
      _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
      let one = try hash(desk, try desk.write("a.csv", rename(Self.aurora)), "ha.csv", key: key)
      let two = try hash(desk, try desk.write("l.csv", rename(Self.larkspur)), "hl.csv", key: key)
      try desk.take(one, from: "Aurora Foundry")
      try desk.take(two, from: "Larkspur Cognition")
      // Every cell of both files, each value numbered by its first appearance.
      var numbers: [String: Int] = [:]
      let cells = try [one, two].flatMap { path in
        try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map { line in
          line.split(whereSeparator: { ",;\"".contains($0) }).map { cell -> String in
            guard cell.utf8.count == 64 else { return String(cell) }
            let number = numbers[String(cell), default: numbers.count]
            numbers[String(cell)] = number
            return "hash \(number)"
          }
        }
      }
      return (try desk.shared(), cells)
    }
    let plain = try tell { $0 }
    let renamed = try tell {
      $0.replacingOccurrences(of: "pf-77", with: "a much longer card 4111")
        .replacingOccurrences(of: "198.51.100.9", with: "2001:db8::1")
    }
    #expect(plain.0 == renamed.0 && plain.0.count == 2)
    #expect(plain.1 == renamed.1)
    let unequal = try tell { $0.replacingOccurrences(of: "L-9,pf-77", with: "L-9,pf-70") }
    #expect(unequal.1 != plain.1, "equality does show")
  }

  /// Nor the order in which rows and values stood.
  @Test(arguments: [[], ["--keep", "id"]]) func orderIsNotTold(keep: [String]) throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let values = (0..<8).map { "192.0.2.\($0);198.51.100.\($0);203.0.113.\($0)" }
    func hashed(_ name: String, _ rows: [(Int, String)]) throws -> String {
      let text = "id,ip\n" + rows.map { "\($0.0),\($0.1)\n" }.joined()
      let out = desk.folder + "/h\(name)"
      _ = try CorrelateCommand.Hash.parse(
        [try desk.write(name, text), "--key", key, "--exercise", "winter", "--out", out] + keep
      ).answer()
      return try String(contentsOfFile: out, encoding: .utf8)
    }
    let plain = try hashed("a.csv", values.enumerated().map { ($0.offset, $0.element) })
    let turned = try hashed(
      "b.csv",
      values.enumerated().reversed().map { row in
        (row.offset, row.element.split(separator: ";").reversed().joined(separator: ";"))
      })
    #expect(plain == turned)
    #expect(plain.split(whereSeparator: \.isNewline).count == 9)
    let other = try hashed("c.csv", values.enumerated().map { ($0.offset, $0.element + ";192.0.2.99") })
    #expect(other != plain, "other values do show")
  }

  /// What is written is a table that the office can read, or is refused.
  @Test(arguments: ["winter;26", "winter\t26", "winter\r\n26", "winter\u{2028}26", "a,b", "a:b", "\u{200B}"])
  func anExerciseHasAPlainName(_ name: String) throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let table = try desk.write("a.csv", Self.aurora)
    let out = desk.folder + "/out.csv"
    let error = #expect(throws: Usage.self) {
      _ = try CorrelateCommand.Hash.parse([table, "--key", key, "--exercise", name, "--out", out]).answer()
    }
    #expect(error?.message == "an exercise needs a plain name")
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  /// Names of kept columns that hold what parts columns elsewhere; in either form of Unicode.
  @Test func keptColumnsHaveAnyName() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let table = try desk.write(
      "t.csv", "no,\"a;b;c;d\",\"x\ty\",cafe\u{301}\n1,2,3,192.0.2.44\n")
    let out = desk.folder + "/hashed.csv"
    _ = try CorrelateCommand.Hash.parse([
      table, "--key", key, "--exercise", "winter", "--column", "caf\u{E9}=ip", "--keep", "a;b;c;d", "--keep",
      "x\ty", "--out", out,
    ]).answer()
    let taken = try desk.run(ImportCommand.Apply.self, out)
    #expect(taken.exit == .ok && taken.read["new"] as? Int == 1, "\(taken.lines)")
    #expect(taken.rows("problems").allSatisfy { $0.text("reason")?.contains("parted by") != true })
    let text = try String(contentsOfFile: out, encoding: .utf8)
    #expect(text.hasPrefix("\"a;b;c;d\",\"x\ty\",hmac:ip:winter\r\n2,3,"), "\(text)")
  }

  /// A network of one address meets the address, hashed as in the clear.
  @Test func aHashedNetworkOfOneAddressLinks() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let tables = [
      ("LabA", "id,cidr\n1,198.51.100.9/32;192.0.2.0/24\n"), ("LabB", "id,ip\n7,198.51.100.9\n"),
      ("LabC", "id,cidr\n3,203.0.113.0/24\n"),
    ]
    var headers: [String] = []
    for (owner, text) in tables {
      let out = desk.folder + "/h\(owner).csv"
      _ = try CorrelateCommand.Hash.parse([
        try desk.write("\(owner).csv", text), "--key", key, "--exercise", "winter", "--out", out,
      ]).answer()
      let lines = try String(contentsOfFile: out, encoding: .utf8).split(whereSeparator: \.isNewline)
      headers.append(String(lines[0]))
      try desk.take(out, from: owner)
    }
    #expect(headers == ["hmac:network:winter,hmac:ip:winter", "hmac:ip:winter", "hmac:network:winter"])
    #expect(try desk.shared() == ["ip LabA:1 LabB:1"])
  }

  /// Owners who spell the exercise otherwise do not meet, and that is said.
  @Test func exercisesSpelledApartAreSaid() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    for (owner, exercise) in [("LabA", "Winter 27"), ("LabB", "winter27"), ("LabC", "spring")] {
      let out = desk.folder + "/h\(owner).csv"
      _ = try CorrelateCommand.Hash.parse([
        try desk.write("\(owner).csv", "id,ip\n1,198.51.100.9\n"), "--key", key, "--exercise", exercise,
        "--out",
        out,
      ]).answer()
      try desk.take(out, from: owner)
    }
    #expect(try desk.shared() == [])
    let answer = try desk.run(CorrelateCommand.List.self)
    #expect(answer.read["exercises_alike"] as? [[String]] == [["Winter 27", "winter27"]])
    #expect(answer.lines.contains { $0.hasPrefix("! Winter 27 and winter27 are exercises apart") })
    // What was taken back is of no exercise any more.
    let run = try #require(
      try desk.store.read { try $0.imports() }.first { $0.run.name.hasSuffix("hLabB.csv") }?.run)
    #expect(try desk.store.undo(run.id, reason: "misspelt", as: Author(user: "ann")).obstacles == [])
    #expect(
      try desk.run(CorrelateCommand.List.self).read["exercises_alike"] as? [[String]] == [])
  }

  /// Each value of a long cell is hashed, and once.
  @Test func manyValuesOfACellAreHashed() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let many = (0..<30_000).map { "w\($0)" } + ["w7"]
    let out = desk.folder + "/hashed.csv"
    let done = try CorrelateCommand.Hash.parse([
      try desk.write("t.csv", "id,wallet\n1,\(many.joined(separator: ";"))\n"), "--key", key, "--exercise",
      "winter", "--out", out,
    ]).answer()
    #expect(done.read["values"] as? Int == 30_000)
  }

  /// What stands in the way is named, and not what is only worth a word.
  @Test func theRowThatIsRefusedIsNamed() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let table = try desk.write("t.csv", "id;payment;note\n1;PAYA;x\n2;PAYB\n")
    let error = #expect(throws: Usage.self) {
      _ = try CorrelateCommand.Hash.parse([
        table, "--key", key, "--exercise", "winter", "--out", desk.folder + "/out.csv",
      ]).answer()
    }
    #expect(error?.remedy == "correct them: row 3: it has 2 columns, the header has 3")
  }

  /// As ssh does: a key that others can read is no secret, and one that others can write may be another's.
  @Test(arguments: [0o644, 0o604, 0o640, 0o620, 0o602])
  func aKeyThatIsOpenToOthersIsRefused(_ mode: Int) throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let table = try desk.write("a.csv", Self.aurora)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
    let error = #expect(throws: StoreError.self) { try hash(desk, table, "out.csv", key: key) }
    #expect(error?.message == "\(key) is open to other users (mode \(String(mode, radix: 8)))")
    #expect(error?.remedy.contains("chmod 600 FILE") == true)
    #expect(!FileManager.default.fileExists(atPath: desk.folder + "/out.csv"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    _ = try hash(desk, table, "out.csv", key: key)
  }

  @Test func whatWouldShowAHashedColumnIsRefused() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let table = try desk.write("a.csv", Self.aurora)
    let out = desk.folder + "/out.csv"
    for keep in ["ip", "nothing"] {
      #expect(throws: Usage.self) {
        _ = try CorrelateCommand.Hash.parse(
          [table, "--key", key, "--exercise", "winter", "--keep", keep, "--out", out]
        ).answer()
      }
    }
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  /// A semicolon in what is one value makes no link of its halves; between values of other kinds it parts them.
  @Test func aSemicolonInAValuePartsNothing() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let tables = [
      "id,user_agent,prompt_template,url,ip\n1,Mozilla/5.0 (Windows NT 10.0; Win64; x64) Alpha/1,"
        + "translate; then explain,https://relay.example/a;v=1,192.0.2.1; 192.0.2.2\n",
      "id,user_agent,prompt_template,url,ip\n1,Opera/9 (Windows NT 6.1; Win64; rv) Beta/2,"
        + "summarise; then explain,https://other.example/b;v=1,192.0.2.3;192.0.2.2\n",
    ]
    for (name, table) in zip(["Aurora Foundry", "Larkspur Cognition"], tables) {
      try desk.take(try desk.write("\(name).csv", table), from: name)
    }
    #expect(try desk.shared() == ["ip Aurora Foundry:1 Larkspur Cognition:1"])
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let out = desk.folder + "/hashed.csv"
    let done = try CorrelateCommand.Hash.parse([
      desk.folder + "/Aurora Foundry.csv", "--exercise", "winter", "--key", key, "--out", out,
    ]).answer()
    #expect(done.read["values"] as? Int == 5)
    let taken = try desk.run(ImportCommand.Apply.self, out)
    #expect(taken.exit == .ok)
    let traces = try desk.store.read { reader in
      var count = 0
      try reader.sourceRecords(in: RecordScope(caseID: nil)) { row in
        count += try reader.facts(of: row)?.traces.count { $0.exercise != nil } ?? 0
      }
      return count
    }
    #expect(traces == 5, "hashes of one cell stay apart")
  }

  /// One long cell takes none of the other values of its row from comparison; scan and import count what is left out.
  @Test func aLongCellHidesNothingElse() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let many = (0..<30_000).map { "10.0.\($0 / 256).\($0 % 256)" }.joined(separator: ";")
    let big = try desk.write("big.csv", "id,ip,payment\n1,\(many),PAYQQ\n")
    func reasons(_ answer: Answer) -> [String] {
      answer.rows("problems").compactMap { $0.text("reason") }.filter { $0.contains("are not compared") }
    }
    let scanned = reasons(try desk.run(ImportCommand.Scan.self, big))
    #expect(scanned.count == 1)
    #expect(reasons(try desk.run(ImportCommand.Apply.self, big, "--from", "LabA")) == scanned)
    _ = try desk.run(
      ImportCommand.Apply.self, try desk.write("small.csv", "id,payment\n1,PAYQQ\n"), "--from", "LabB")
    #expect(try desk.shared() == ["payment LabA:1 LabB:1"])
  }

  /// Of a record that states many names as many are listed as have room; scan and import count the others.
  @Test(arguments: [(512, nil), (513, 1), (1_200, 688)] as [(Int, Int?)])
  func namesThatAreNotListedAreCounted(many: Int, leftOut: Int?) throws {
    let desk = try CommandDesk(case: "Many names")
    let names = (1..<many).map { "\"Zorvanek Q\($0)\"" }.joined(separator: ",")
    let file = try desk.write(
      "many.ftm.json",
      """
      {"id":"m","schema":"Person","properties":{"name":["Zorvanek Primar"],"alias":[\(names)]}}

      """)
    let expected =
      leftOut.map { ["\($0) of the names and values it states are not compared, and link nobody"] } ?? []
    func reasons(_ answer: Answer) -> [String] {
      answer.rows("problems").compactMap { $0.text("reason") }.filter { $0.contains("are not compared") }
    }
    #expect(reasons(try desk.run(ImportCommand.Scan.self, file)) == expected)
    #expect(reasons(try desk.run(ImportCommand.Apply.self, file)) == expected)
  }

  @Test func whatStandsForNothingLinksNobody() throws {
    let desk = try CommandDesk(case: "Shared cards")
    for (number, owner) in ["LabA", "LabB"].enumerated() {
      let entity = """
        {"id":"p\(number)","schema":"Person","properties":{"name":["Orlin Vask \(number)"],"email":["n/a"],\
        "phone":["+"]}}

        """
      try desk.take(try desk.write("\(owner).json", entity), from: owner)
    }
    #expect(try desk.shared() == [])
  }

  /// One address is one value, whichever format states it.
  @Test func anAddressWrittenAsANetworkLinks() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let bundle = """
      {"type":"bundle","id":"bundle--5b1d0000-0000-4000-8000-000000000001","objects":[\
      {"type":"ipv4-addr","spec_version":"2.1","id":"ipv4-addr--5b1d0000-0000-5000-8000-00000000000a",\
      "value":"198.51.100.9/32"}]}
      """
    try desk.take(try desk.write("a.json", bundle), from: "LabA")
    try desk.take(try desk.write("b.csv", "id,cidr\n1,198.51.100.9/32\n"), from: "LabB")
    #expect(try desk.shared() == ["ip LabA:1 LabB:1"])
    // In a column of addresses, too; a network of many is none.
    try desk.take(try desk.write("c.csv", "id,ip\n1,198.51.100.9/32\n2,198.51.100.0/24\n"), from: "LabC")
    #expect(try desk.shared() == ["ip LabA:1 LabB:1 LabC:1"])
    let hashes = try ["ip\n198.51.100.9/32\n", "ip\n198.51.100.9\n"].enumerated().map { place, text in
      let out = desk.folder + "/h\(place).csv"
      let key = desk.folder + "/exercise.key"
      if place == 0 { _ = try CorrelateCommand.Key.parse(["--out", key]).answer() }
      let table = try desk.write("t\(place).csv", text)
      _ = try CorrelateCommand.Hash.parse([table, "--key", key, "--exercise", "winter", "--out", out])
        .answer()
      return try String(contentsOfFile: out, encoding: .utf8)
    }
    #expect(hashes[0] == hashes[1])
  }

  @Test func twoSpellingsAreOneOwner() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let canary = "id,canary\n1,canary-of-an-invented-lab\n"
    for (name, owner) in [("c1", "Aurora Foundry"), ("c2", "aurora  foundry ")] {
      // Other bytes: two files.
      _ = try desk.run(
        ImportCommand.Apply.self, try desk.write("\(name).csv", canary + "2,\(name)-only\n"), "--from", owner)
    }
    #expect(try desk.shared() == [])
    let all = try desk.run(CorrelateCommand.List.self, "--all").rows("items")
    let submissions = all.first?["submissions"] as? [[String: Any]]
    #expect(submissions?.map { $0.text("owner") } == ["Aurora Foundry"])
    #expect(submissions?.map { ($0["exhibits"] as? [String])?.count } == [2])
    _ = try desk.run(
      ImportCommand.Apply.self, try desk.write("c3.csv", canary), "--from", "Larkspur Cognition")
    #expect(try desk.shared() == ["canary Aurora Foundry:2 Larkspur Cognition:1"])
  }

  /// Two who send one file state its records once.
  @Test func aFileOfTwoSendersCountsOnce() throws {
    let desk = try CommandDesk(case: "Shared cards")
    let rows = (0..<600).map { "\($0),192.0.2.44" }
    let path = try desk.write("t.csv", "id,ip\n" + rows.joined(separator: "\n") + "\n")
    for sender in ["Aurora Foundry", "Larkspur Cognition"] {
      _ = try desk.run(ImportCommand.Apply.self, path, "--from", sender)
    }
    let list = try desk.run(CorrelateCommand.List.self)
    let item = try #require(list.rows("items").first)
    #expect(item["records"] as? Int == 600 && item["common"] as? Bool == false)
    #expect((item["submissions"] as? [[String: Any]])?.map { $0["records"] as? Int } == [600, 600])
    #expect(!list.lines.contains { $0.contains("COMMON") })
  }

  /// What is misspelt, and a table with nothing in it, is no table of hashes.
  @Test(arguments: [
    ("id,ip\n1,192.0.2.1\n", ["--column", "typo=ip"], "there is no column typo"),
    ("id,ip\n1,192.0.2.1\n", ["--column", "ip=ip", "--column", "Nr=id"], "there is no column Nr"),
    ("id,ip\n", ["--keep", "nope"], "there is no column nope"),
    ("id,ip\n", [], "there is no value in ip, and nothing was written"),
    (
      "id,ip\n1,here\n2,\n", [],
      "there is no value in ip, and nothing was written; 1 cannot be what their column says"
    ),
    (
      "id,ip\n1,192.0.2.1\n", ["--column", " ip=ip", "--keep", "ip"],
      "column ip would be both hashed and shown"
    ),
    ("id,ip\n1,192.0.2.1\n", ["--keep", "id", "--keep", " id"], "two columns would be called id"),
    (
      "id,ip,hmac:ip:winter\n1,192.0.2.1,\n", ["--keep", "hmac:ip:winter"],
      "two columns would be called hmac:ip:winter"
    ),
  ])
  func nothingHashedIsRefused(_ table: String, _ words: [String], _ why: String) throws {
    let desk = try CommandDesk(case: "Shared cards")
    let key = desk.folder + "/exercise.key"
    _ = try CorrelateCommand.Key.parse(["--out", key]).answer()
    let out = desk.folder + "/hashed.csv"
    let path = try desk.write("t.csv", table)
    let error = #expect(throws: Usage.self) {
      _ = try CorrelateCommand.Hash.parse([path, "--exercise", "winter", "--key", key, "--out", out] + words)
        .answer()
    }
    #expect(error?.message == why)
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test func indicatorsAreScripted() throws {
    let desk = try CommandDesk(case: "Shared cards")
    try desk.take(try desk.write("a.csv", Self.aurora), from: "Aurora Foundry")
    let words = [
      "26-0001", "--kind", "payment-link", "--statement", "One card pays for two clusters.", "--reporter",
      "Aurora Foundry", "--exhibit", "EX-0001", "--source", "a.csv#A-1", "--response-altered", "unknown",
      "--seen", "2026-01-02..2026-01-05", "--detail", "issuer=XA", "--as", "ann",
    ]
    let refused = try IndicatorCommand.Add.parse(words).answer(desk.store)
    #expect(refused.exit == .refused)
    #expect(refused.rows("obstacles").map { $0.text("code") } == ["E-IND-934"])
    let added = try IndicatorCommand.Add.parse(words + ["--benign", "a team's card"]).answer(desk.store)
    #expect(added.exit == .ok)
    let listed = try desk.run(IndicatorCommand.List.self, "26-0001").rows("items")
    #expect(listed.map { $0.text("kind") } == ["payment-link"])
    _ = try desk.run(IndicatorCommand.Withdraw.self, "26-0001", "IN-0001", "--reason", "entered twice")
    let after = try desk.run(IndicatorCommand.List.self, "26-0001").rows("items")
    #expect(after.map { $0.text("withdrawal_reason") } == ["entered twice"])
    let error = #expect(throws: StoreError.self) {
      try desk.run(IndicatorCommand.Withdraw.self, "26-0001", "IN-0001", "--reason", "not paid at all")
    }
    #expect(error?.message.hasSuffix("is taken back already") == true, "\(error?.message ?? "")")
    let still = try desk.run(IndicatorCommand.List.self, "26-0001").rows("items")
    #expect(still.map { $0.text("withdrawal_reason") } == ["entered twice"])
  }

  /// What is given twice is there once, a cause that says nothing is none, and two values of one detail are refused.
  @Test func anIndicatorSaysEachThingOnce() throws {
    let desk = try CommandDesk(case: "Shared cards")
    try desk.take(try desk.write("a.csv", Self.aurora), from: "Aurora Foundry")
    let words = [
      "26-0001", "--kind", "payment-link", "--statement", "One card pays for two clusters.", "--reporter",
      "Aurora Foundry", "--exhibit", "EX-0001", "--exhibit", "EX-0001", "--response-altered", "unknown",
      "--benign", "a team's card", "--benign", "", "--detail", "a=1", "--as", "ann",
    ]
    let error = #expect(throws: Usage.self) {
      _ = try IndicatorCommand.Add.parse(words + ["--detail", "a=2"]).answer(desk.store)
    }
    #expect(error?.message == "a is given two values")
    #expect(try IndicatorCommand.Add.parse(words + ["--detail", "b=2"]).answer(desk.store).exit == .ok)
    let item = try #require(try desk.run(IndicatorCommand.List.self, "26-0001").rows("items").first)
    #expect(item["benign_causes"] as? [String] == ["a team's card"])
    #expect((item["exhibits"] as? [String])?.count == 1)
    #expect(item["details"] as? [String: String] == ["a": "1", "b": "2"])
  }

  /// Whether any file below a folder holds the text, as UTF-8 or UTF-16.
  private func holds(_ folder: String, _ text: String) throws -> Bool {
    let needles = [Data(text.utf8), text.data(using: .utf16LittleEndian)].compactMap(\.self)
    let names = try #require(FileManager.default.enumerator(atPath: folder))
    for case let name as String in names {
      guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
      if needles.contains(where: { bytes.range(of: $0) != nil }) { return true }
    }
    return false
  }
}

extension CommandDesk {
  /// Takes a table in and says whose it is.
  fileprivate func take(_ path: String, from owner: String, mapping: String? = nil) throws {
    let more = mapping.map { ["--mapping", $0] } ?? []
    let command = try ImportCommand.Apply.parse([path, "--case", "26-0001", "--as", "ann"] + more)
    let answer = try command.answer(store)
    #expect(answer.exit == .ok)
    let exhibit = try #require(answer.rows("files").first?.text("exhibit"))
    _ = try run(EvidenceCommand.Set.self, exhibit, "--origin", owner)
  }

  /// Kind, owners and their records, of each shared value.
  fileprivate func shared() throws -> [String] {
    try run(CorrelateCommand.List.self).rows("items").map { row in
      let submissions = row["submissions"] as? [[String: Any]] ?? []
      let owners = submissions.map { "\($0.text("owner") ?? "?"):\($0["records"] as? Int ?? -1)" }
      return "\(row.text("kind") ?? "?") \(owners.joined(separator: " "))"
    }
  }
}
