import CaseTesting
import Testing

@testable import CaseDomain

/// The manifest of a record: its bytes, its pages, its names, and what it is compared by.
@Suite struct RecordManifestTests {
  private static func manifest(
    _ file: CaseFile = Sample.caseFile(at: .legalReview), withheld: [FrozenRecord.Withheld] = [],
    names: [ExhibitID: String] = [:]
  ) -> RecordManifest {
    let contents = Dictionary(
      uniqueKeysWithValues: file.exhibits.map {
        ($0.id, RecordSource.Content(name: names[$0.id] ?? "a.txt", lines: $0.id == Sample.lab ? 130 : nil))
      })
    return RecordManifest(
      file, number: 1, by: Sample.records, on: Sample.today, profile: Sample.profile, withheld: withheld,
      source: RecordSource(
        marking: .officeFloor, contents: contents,
        operations: [RecordOperation(feed: "00", seq: 1, name: "11", withheld: false)],
        signatures: [
          RecordSignature(
            .approval, what: "legal-memo", by: "C. Ito", office: "", entity: "aa", operation: "11", key: "01")
        ]))
  }

  // MARK: bytes

  @Test func theBytesFollowFromTheValueAlone() throws {
    let file = Sample.caseFile(at: .legalReview)
    var shuffled = file
    var generator = SeededGenerator(seed: 7)
    shuffled.findings.shuffle(using: &generator)
    shuffled.exhibits.shuffle(using: &generator)
    shuffled.approvals.shuffle(using: &generator)
    shuffled.replies.shuffle(using: &generator)
    shuffled.analysis.claims.shuffle(using: &generator)
    shuffled.analysis.contests.shuffle(using: &generator)
    shuffled.analysis.explanations.shuffle(using: &generator)
    let bytes = Self.manifest(file).bytes
    #expect(bytes == Self.manifest(shuffled).bytes)
    #expect(bytes.last == 0x0A && !bytes.contains(0x0D))
    #expect(try RecordManifest(bytes: bytes) == Self.manifest(file))
    #expect(try RecordManifest(bytes: bytes).bytes == bytes)
  }

  @Test func nothingHidesInTheText() throws {
    var file = Sample.caseFile(at: .legalReview)
    file.title = "right\u{202E}tfel \u{1B}[31m \u{2028} 名\u{0}"
    let manifest = Self.manifest(file)
    let text = String(decoding: manifest.bytes, as: UTF8.self)
    for hidden in ["\u{202E}", "\u{1B}", "\u{2028}", "\u{0}"] {
      #expect(!text.contains(hidden))
      #expect(!manifest.contents.contains(hidden))
    }
    #expect(text.contains("名"))
    #expect(try RecordManifest(bytes: manifest.bytes).title == file.title)
  }

  @Test func foreignBytesAreNotAManifest() {
    #expect(throws: RecordFault.self) { try RecordManifest(bytes: Array("{}".utf8)) }
    #expect(throws: RecordFault.self) { try RecordManifest(bytes: [0xFF]) }
    var other = Self.manifest()
    other.format = "casetui-record/1"
    #expect(throws: RecordFault.self) { try RecordManifest(bytes: other.bytes) }
    #expect(RecordManifest.statedFormat(in: other.bytes) == "casetui-record/1")
    #expect(RecordManifest.statedFormat(in: Self.manifest().bytes) == RecordManifest.format)
    for text in ["{}", "{\"format\":\"casetui-record/\"}", "{\"format\":\"casetui-record/1\\n\"}", "\u{0}"] {
      #expect(RecordManifest.statedFormat(in: Array(text.utf8)) == nil)
    }
  }

  @Test func itHoldsAllThatTheDeciderHad() {
    let file = Sample.caseFile(at: .legalReview)
    let manifest = Self.manifest(file)
    #expect(manifest.exhibits.map(\.number) == ["E-001", "E-002", "E-003"])
    #expect(manifest.findings.count == file.findings.count)
    #expect(manifest.claims.count == 4 && manifest.hypotheses.count == 4 && manifest.matrixCells.count == 4)
    #expect(manifest.contests.count == 3 && manifest.benignExplanations.count == 3)
    #expect(manifest.approvals.count == file.approvals.count && manifest.equityReplies.count == 6)
    #expect(manifest.profile.instrument == "H.R. 8283" && manifest.package == file.package.hex)
    let finding = manifest.findings.first { $0.id == "M1" }
    #expect(finding?.facts["section"] == .text("H.R. 8283 (IH) §3(11)(A)"))
    #expect(finding?.facts["exhibits"] == .texts(["E-001", "E-002"]))
  }

  /// What nobody cites is in the record too, and says so.
  @Test func anExhibitNobodyCitesIsInIt() {
    var file = Sample.caseFile(at: .legalReview)
    let alone = ExhibitID(high: 2, low: 9)
    file.exhibits.append(Sample.exhibit(alone, "EX-0009", nil, origin: nil))
    let exhibit = Self.manifest(file).exhibits.last
    #expect(exhibit?.reference == "EX-0009")
    #expect(exhibit?.citedIn == [])
  }

  // MARK: pages

  @Test(
    arguments: [
      (0, nil, 1), (1, nil, 1), (65_536, nil, 1), (65_537, nil, 2), (200_000, nil, 4), (0, 0, 1), (10, 1, 1),
      (9000, 60, 1), (9000, 61, 2), (9000, 120, 2), (9000, 130, 3),
    ] as [(UInt64, UInt64?, UInt64)])
  func pagesAreCounted(_ bytes: UInt64, _ lines: UInt64?, _ pages: UInt64) {
    #expect(RecordPages.count(bytes: bytes, lines: lines) == pages)
  }

  @Test(
    arguments: [
      ("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2), ("名\r\nž\t", 2),
    ] as [(String, UInt64)])
  func linesAreCountedHoweverTheyCome(_ text: String, _ lines: UInt64) {
    let bytes = Array(text.utf8)
    for split in 0...bytes.count {
      var counter = RecordPages.Counter()
      bytes[..<split].withUnsafeBytes { counter.take($0) }
      bytes[split...].withUnsafeBytes { counter.take($0) }
      #expect(counter.lines == lines)
    }
  }

  @Test(
    arguments: [
      [0x00], [0x61, 0x00], [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xE0, 0x80, 0x80],
    ] as [[UInt8]])
  func whatIsNotTextHasNoLines(_ bytes: [UInt8]) {
    var counter = RecordPages.Counter()
    bytes.withUnsafeBytes { counter.take($0) }
    #expect(counter.lines == nil)
  }

  @Test func everyPageIsInTheIndex() {
    var file = Sample.caseFile(at: .legalReview)
    file.exhibits[1] = Exhibit(
      id: Sample.host, reference: "EX-0002", title: "dump", sha256: file.exhibits[1].sha256,
      lengthBytes: 70_000)
    let manifest = Self.manifest(file, withheld: [.init(Sample.registry, reason: "source")])
    let lines = manifest.index.split(separator: "\n")
    #expect(
      lines == [
        "page,exhibit,reference,page_of_exhibit,unit,first,last,withheld,file",
        "26-0001-000001,E-001,EX-0001,1,lines,1,60,no,exhibits/E-001-a.txt",
        "26-0001-000002,E-001,EX-0001,2,lines,61,120,no,exhibits/E-001-a.txt",
        "26-0001-000003,E-001,EX-0001,3,lines,121,130,no,exhibits/E-001-a.txt",
        "26-0001-000004,E-002,EX-0002,1,bytes,1,65536,no,exhibits/E-002-a.txt",
        "26-0001-000005,E-002,EX-0002,2,bytes,65537,70000,no,exhibits/E-002-a.txt",
        "26-0001-000006,E-003,EX-0003,1,bytes,1,10,yes,exhibits/E-003.withheld.txt",
      ])
    #expect(manifest.contents.contains("E-003 EX-0003: source"))
    #expect(manifest.stub(for: manifest.exhibits[2]).contains("Reason: source"))
  }

  // MARK: names

  @Test(arguments: [
    ("letter.txt", "letter.txt"), ("../../x", "x"), ("/etc/passwd", "passwd"), ("..\\..\\win.ini", "win.ini"),
    ("dir/\u{301}x", "x"), ("dir\\\u{301}x", "x"),
    ("..", "file"), ("", "file"), ("/", "file"), (".hidden", "hidden"), ("-rf", "rf"),
    ("a b\tc\n.txt", "a_b_c_.txt"),
    ("\u{1B}[31mred\u{202E}", "31mred"), ("北斗.pdf", "pdf"), ("報告 2026.pdf", "2026.pdf"),
    ("a;rm -rf $HOME.sh", "a_rm_-rf_HOME.sh"),
    ("x.", "x"), ("__a__", "a"),
  ])
  func namesAreMadeSafe(_ name: String, _ safe: String) {
    #expect(RecordExhibit.safe(name) == safe)
  }

  @Test func longNamesKeepTheirEnding() {
    let name = RecordExhibit.safe(String(repeating: "a", count: 5000) + ".json")
    #expect(name.utf8.count == 80 && name.hasSuffix("a.json"))
    #expect(RecordExhibit.safe("a." + String(repeating: "b", count: 5000)).utf8.count == 80)
  }

  @Test func equalNamesDoNotMeet() {
    let file = Sample.caseFile(at: .legalReview)
    let names = [Sample.lab: "X.txt", Sample.host: "x.TXT", Sample.registry: "a/X.txt"]
    let files = Self.manifest(file, names: names).exhibits.map { $0.file.lowercased() }
    #expect(Set(files).count == 3)
  }

  // MARK: what was asked, allowed and told outside

  private static let full: CaseFile = {
    var file = Sample.entityFile(at: .escalated)
    file.blocking = Sample.blockingFile(at: .active).blocking
    file.blocking?.sweep?.blocked = ["b", "a"]
    file.petitions = [Sample.petition(.entityList, .denied), Sample.petition(.blocking, nil)]
    file.reliefs = [
      Relief(
        id: EntityID(high: 30, low: 1), kind: .generalLicence, authority: .executiveOrder, scope: "wind-down",
        from: Sample.today, by: Sample.liaison)
    ]
    file.disclosures = [
      Disclosure(
        id: EntityID(high: 31, low: 1), recipient: "Aurora Foundry", marking: .officeFloor,
        authority: "NSTM-4", equities: "none", exhibits: [Sample.host],
        withheld: [.init(Sample.lab, reason: "given in confidence")], by: Sample.desk, on: Sample.today)
    ]
    file.entityList?.escalation = [.init(level: .acep, by: .defense, on: Sample.today)]
    let matter = file.matter
    file.entityList?.extensions = [
      ExtensionConsent(agency: .state, until: Sample.today, by: Sample.member(.state), matter: matter),
      ExtensionConsent(agency: .energy, until: Sample.today, by: Sample.member(.energy), matter: nil),
    ]
    return file
  }()

  @Test func petitionsLicencesDisclosuresAndTheCommitteesWayAreParts() throws {
    let manifest = Self.manifest(Self.full)
    let parts = Dictionary(uniqueKeysWithValues: manifest.sections.map { ($0.singular, $0.items) })
    #expect(parts["petition"]?.map { $0.facts["result"] } == [.text("denied"), nil])
    #expect(parts["petition"]?.first?.facts["decided_by"] == .text("E. Marsh"))
    #expect(parts["licence"]?.map { $0.facts["scope"] } == [.text("wind-down")])
    #expect(parts["disclosure"]?.first?.facts["exhibits"] == .texts(["E-002"]))
    #expect(parts["disclosure"]?.first?.facts["withheld"] == .texts(["E-001: given in confidence"]))
    #expect(parts["escalation"]?.map(\.id) == ["ACEP"])
    let consents = try #require(parts["consent to a later day"])
    #expect(consents.map { $0.facts["counts"] } == [.flag(false), .flag(true)])
    #expect(parts["ownership sweep"]?.map(\.id) == ["EL", "SAN"])
    #expect(parts["ownership sweep"]?.last?.facts["blocked"] == .texts(["a", "b"]))
    #expect(parts["ownership sweep"]?.last?.facts["rule"] == .text("at least 50 %"))
    #expect(parts["ownership sweep"]?.last?.facts["seeds"] == .texts(["x:1"]))
    #expect(try RecordManifest(bytes: manifest.bytes) == manifest)
    for title in ["## Petitions", "## Licences", "## Disclosures", "## Steps up", "## Ownership sweeps"] {
      #expect(manifest.contents.contains(title))
    }
  }

  /// Each of them is compared, one by one.
  @Test func aChangeOfEachOfThemIsNamed() {
    let changes: [(String, (inout CaseFile) -> Void)] = [
      ("petition", { $0.petitions.removeLast() }), ("licence", { $0.reliefs[0].to = Sample.today }),
      ("disclosure", { $0.disclosures[0].recipient = "somebody else" }),
      ("escalation", { $0.entityList?.escalation[0].result = .adopted }),
      ("consent to a later day", { $0.entityList?.extensions.removeLast() }),
      ("ownership sweep", { $0.blocking?.sweep?.undetermined = ["c"] }),
    ]
    let before = Self.manifest(Self.full)
    for (part, change) in changes {
      var file = Self.full
      change(&file)
      #expect(before.differences(to: Self.manifest(file)).map(\.part) == [part])
      #expect(!before.saysTheSame(as: Self.manifest(file)))
    }
  }

  /// A manifest of before these were parts keeps its bytes, and its table of contents says nothing of them.
  @Test func anOlderManifestIsReadAsItIs() throws {
    var old = Self.manifest(Self.full)
    (old.petitions, old.licences, old.disclosures) = (nil, nil, nil)
    (old.escalations, old.extensionConsents, old.sweeps) = (nil, nil, nil)
    let bytes = old.bytes
    #expect(!String(decoding: bytes, as: UTF8.self).contains("petitions"))
    let read = try RecordManifest(bytes: bytes)
    #expect(read == old && read.bytes == bytes)
    #expect(!read.contents.contains("## Petitions"))
    let added = read.differences(to: Self.manifest(Self.full))
    #expect(added.allSatisfy { $0.change == .added } && added.count == 9)
  }

  // MARK: what a record is called

  @Test func recordsClosedApartHaveNamesOfTheirOwn() {
    func record(_ number: UInt64, _ manifest: String, by name: String = "R. Voss") -> FrozenRecord {
      FrozenRecord(
        number: number, package: Sample.package,
        manifest: Digest256(hex: manifest + String(repeating: "0", count: 64 - manifest.utf8.count))!,
        by: Person(name), on: Sample.today)
    }
    var file = Sample.caseFile(at: .legalReview)
    file.records = [record(1, "aa"), record(2, "bbbbbb11"), record(2, "bbbbbb22", by: "B. Ode")]
    let names = file.records.map(file.name)
    #expect(names == ["1", "2-bbbbbb11", "2-bbbbbb22"])
    for (name, one) in zip(names, file.records) { #expect(file.records(named: name) == [one]) }
    #expect(file.records(named: "2").count == 2 && file.records(named: nil).count == 2)
    #expect(file.records(named: "2-BBBBBB22").map(\.by.name) == ["B. Ode"])
    for none in ["3", "2-", "2-c", "", "-1", "two", "1-bb"] { #expect(file.records(named: none) == []) }
    // The very same, closed by two databases of one office: one record, one name.
    file.records = [record(2, "bb"), record(2, "bb")]
    #expect(file.name(of: file.records[1]) == "2" && file.records(named: nil).count == 1)
  }

  // MARK: differences

  @Test func whatChangedIsNamed() {
    let before = Sample.caseFile(at: .legalReview)
    var after = before
    after.package = .zero
    after.change(Sample.lab) { $0.grade = AdmiraltyGrade("E5") }
    after.set(.m1, .notMet)
    // Sorts before all others, so that every number of an exhibit shifts.
    after.exhibits.append(Sample.exhibit(ExhibitID(high: 1, low: 1), "EX-0000", "A1", origin: "x"))
    after.analysis.claims[0].text = "another text"
    after.analysis.contests.removeLast()
    let words = Self.manifest(before).differences(to: Self.manifest(after)).map(\.words)
    #expect(words.contains("exhibit EX-0001 changed: grade B2 -> E5"))
    #expect(words.contains("exhibit EX-0000 added"))
    #expect(words.contains { $0.hasPrefix("finding M1 unauthorised changed: result met -> not met") })
    #expect(
      words.contains {
        $0.hasPrefix("claim ") && $0.contains("text Aurora Foundry states what it observed. -> another text")
      })
    #expect(words.contains { $0.hasPrefix("contest ") && $0.hasSuffix("removed") })
    #expect(!words.contains { $0.hasPrefix("finding M2") }, "only the numbers of its exhibits shifted")
    #expect(Self.manifest(before).differences(to: Self.manifest(before)) == [])
  }

  @Test func twoFindingsOnOneElementAreToldApart() {
    let before = Sample.caseFile(at: .legalReview)
    var after = before
    after.findings.append(
      ElementFinding(.m1, Finding(.notMet, exhibits: [Sample.lab], rationale: "other", author: "B. Ode")))
    let found = Self.manifest(before).differences(to: Self.manifest(after)).filter { $0.part == "finding" }
    #expect(found.map(\.change) == [.added])
  }

  @Test func aSecondFreezeSaysTheSame() {
    let first = Self.manifest()
    var second = first
    (second.number, second.frozenBy, second.frozenOn) = (2, "somebody", "2027-04-01")
    #expect(first.saysTheSame(as: second))
    second.package = Digest256.zero.hex
    #expect(!first.saysTheSame(as: second))
  }

  // MARK: who, and what stands in the way

  @Test(arguments: [
    (Sample.records, true), (Sample.counsel, true), (Sample.analyst, true), (Sample.publisher, false),
    (Sample.decider, false), (Person("nobody registered"), true),
  ])
  func whoMayCloseIt(_ person: Person, _ may: Bool) {
    let obstacles = Sample.caseFile(at: .legalReview).obstacles(toFreezeBy: person, withholding: [])
    #expect(obstacles.map(\.code) == (may ? [] : [.roleNotHeld]))
  }

  @Test func everyDamagedExhibitIsNamed() {
    var file = Sample.caseFile(at: .legalReview)
    file.change(Sample.lab) { $0.integrity = .damaged(reason: "other bytes") }
    file.change(Sample.registry) { $0.integrity = .damaged(reason: "gone") }
    let obstacles = file.obstacles(toFreezeBy: Sample.records, withholding: [])
    #expect(obstacles.map(\.code) == [.exhibitDamaged, .exhibitDamaged])
    #expect(obstacles[0].message.contains("EX-0001") && obstacles[1].message.contains("EX-0003"))
  }

  @Test func whatIsWithheldIsInTheCaseAndHasAReason() {
    let file = Sample.caseFile(at: .legalReview)
    func codes(_ withheld: [FrozenRecord.Withheld]) -> [ObstacleCode] {
      file.obstacles(toFreezeBy: Sample.records, withholding: withheld).map(\.code)
    }
    #expect(codes([.init(Sample.lab, reason: "privileged")]) == [])
    #expect(codes([.init(Sample.lab, reason: " ")]) == [.reasonMissing])
    #expect(codes([.init(ExhibitID(high: 9, low: 9), reason: "x")]) == [.entryExhibitMissing])
    #expect(codes([.init(Sample.lab, reason: "a"), .init(Sample.lab, reason: "b")]) == [.reasonMissing])
  }

  @Test func voidedActsAreListed() {
    var file = Sample.caseFile(at: .legalReview)
    #expect(file.voidedActs == [])
    file.package = .zero
    let acts = file.voidedActs.map(\.id)
    #expect(acts.count { $0 == "approval" } == file.approvals.count)
    #expect(acts.count { $0 == "reply" } == 6)
  }
}
