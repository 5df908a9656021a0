import CaseDomain
import CaseStore
import CaseSync
import Foundation
import Synchronization
import Testing

@testable import casetui

@Suite struct TwoOfficesTests {
  /// 200 edits in each office, 40 of them on the same fields, three syncs: equal, and 40 conflicts on both
  /// sides until each is settled.
  @Test func editsApartMeet() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let ids = try (0..<100).map { try a.store.newCase(title: "Case \($0)", as: a.author).id }
    let first = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    #expect(first.stateDigest == first.peerStateDigest)
    for (office, name) in [(a, "A"), (b, "B")] {
      for number in 0..<40 {
        _ = try office.store.set(.title, of: ids[number], to: .text("\(name) \(number)"), as: office.author)
      }
      for number in 0..<160 {
        _ = try office.store.note("\(name) note \(number)", on: ids[number % 100], as: office.author)
      }
    }
    for _ in 0..<3 {
      let result = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
      #expect(result.stateDigest == result.peerStateDigest)
      #expect(result.conflicts == 40)
      #expect(result.refused.isEmpty)
    }
    #expect(try a.digest() == b.digest())
    let (ours, theirs) = (try a.conflicts(), try b.conflicts())
    #expect(ours.count == 40)
    #expect(Set(ours.map(\.id)) == Set(theirs.map(\.id)))
    for conflict in ours + theirs {
      #expect(conflict.sides.count == 2)
      #expect(conflict.base?.hasPrefix("Case ") == true)
      #expect(conflict.sides.filter(\.isOurs).count == 1)
    }
    // A key and a yes each, with both values side by side; the next one comes by itself.
    var desk = Sitting(a.store, as: a.author.user)
    desk.press("g", "s", "Enter")
    for number in 0..<ours.count {
      #expect(desk.text.contains("conflict 1 of \(40 - number)"), "\(desk.text)")
      desk.press(number.isMultiple(of: 2) ? "1" : "2", "y")
      #expect(desk.status.hasPrefix("settled title"), "\(desk.status)")
    }
    #expect(desk.text.contains("no conflict is open"))
    let last = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    #expect(last.conflicts == 0)
    #expect(try b.conflicts().isEmpty)
    #expect(try a.digest() == b.digest())
    for office in [a, b] {
      #expect(try office.store.verify().isSound)
      let rebuilt = try office.store.rebuild()
      #expect(rebuilt.before == rebuilt.after)
    }
  }

  /// Two different statements do not read alike: what tells them apart is shown.
  @Test func whatTellsTheSidesApartIsShown() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let id = try a.store.newCase(title: "Relays", as: a.author).id
    let actors = try ["Mira Sampleton", "Barnaby Fieldglass"].map {
      try a.store.newActor(kind: .person, names: [ActorName($0)], as: a.author)
    }
    let file = try a.store.vault.take(Array("a letter".utf8), name: "l.txt", mediaType: "text/plain")
    let exhibit = try a.store.write(as: a.author) { writer in
      try writer.addExhibit(file, title: "l.txt", from: "a host", marking: nil, caseID: id)
    }
    func claim(_ text: String, _ date: String? = nil) -> CBOR {
      Claim(
        id: ClaimID(high: 0, low: 0), layer: .conduct, text: text, claimant: "Northgate",
        asOf: date.flatMap { Day($0) }, author: "ann"
      ).cbor
    }
    func contest(_ text: String) -> CBOR {
      Contest(
        id: ContestID(high: 0, low: 0), kind: .denial, statedBy: "the subject", text: text, exhibits: [],
        weight: .medium
      ).cbor
    }
    let said = try a.store.addRecord(.claim, .claim, claim("as it was"), to: id, as: a.author)
    let dated = try a.store.addRecord(.claim, .claim, claim("of a day"), to: id, as: a.author)
    let denied = try a.store.addRecord(.contest, .contest, contest("it denies"), to: id, as: a.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    for (office, words, actor, cited, day) in [
      (a, "one relay", actors[0].id, [exhibit.id], "2026-01-01"),
      (b, "two relays", actors[1].id, [ExhibitID](), "2026-01-02"),
    ] {
      _ = try office.store.setRecord(said.id, .claim, claim(words), of: id, as: office.author)
      _ = try office.store.setRecord(dated.id, .claim, claim("of a day", day), of: id, as: office.author)
      _ = try office.store.setRecord(denied.id, .contest, contest(words), of: id, as: office.author)
      _ = try office.store.setRecord(
        id.cast(), .publicBasis, PublicBasis("as shown", exhibits: cited).cbor, of: id, as: office.author)
      var subject = Subject()
      subject.actor = actor
      _ = try office.store.setRecord(id.cast(), .subject, subject.cbor, of: id, as: office.author)
    }
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    let texts = Dictionary(
      try a.conflicts().map { ($0.field, Set($0.sides.map(\.text))) }, uniquingKeysWith: { $0.union($1) })
    #expect(texts["claim \(said.reference)"] == ["conduct: one relay", "conduct: two relays"], "\(texts)")
    let alike = try #require(texts["claim \(dated.reference)"])
    #expect(alike.count == 2 && alike.allSatisfy { $0.hasPrefix("conduct: of a day; in full: ") }, "\(alike)")
    #expect(
      texts["contest \(denied.reference)"] == [
        "denial by the subject: one relay; weight medium", "denial by the subject: two relays; weight medium",
      ], "\(texts)")
    #expect(texts[Field.publicBasis.name] == ["as shown; on \(exhibit.reference)", "as shown"], "\(texts)")
    #expect(
      texts[Field.subject.name] == [
        "\(actors[0].reference) Mira Sampleton; kind not set",
        "\(actors[1].reference) Barnaby Fieldglass; kind not set",
      ], "\(texts)")
  }

  /// An exhibit and an actor stand in no case: a conflict says which it is about, and is marked as that.
  @Test func aConflictSaysWhatItIsAbout() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let scratch = try Scratch()
    let exhibit = try a.store.addExhibit(
      path: try scratch.write("x", "list.txt"), title: nil, mediaType: "text/plain", from: "ann",
      marking: nil, caseID: nil, as: a.author)
    let actor = try a.store.newActor(kind: .unknown, names: [ActorName("Glass Heron")], as: a.author).id
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    for (office, title, kind) in [(a, "Amber", Actor.Kind.person), (b, "Birch", Actor.Kind.organisation)] {
      _ = try office.store.set(.title, of: exhibit.id, to: .text(title), as: office.author)
      _ = try office.store.setKind(of: actor, to: kind, as: office.author)
    }
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    func list() throws -> Answer {
      try #require(try SyncCommand.Conflicts.parseAsRoot([]) as? SyncCommand.Conflicts).answer(a.store)
    }
    let mild = try list()
    #expect(mild.marking == .officeFloor)
    let records = mild.rows("items").compactMap { ($0["target"] as? [String: Any])?.text("record") }
    let reference = try a.store.read { try $0.reference(of: actor.cast()) }
    #expect(Set(records) == [exhibit.reference, reference])
    for (record, field) in [(exhibit.reference, "title"), (reference, "kind")] {
      #expect(mild.lines.contains { $0.contains("  \(record)  ") && $0.contains(field) }, "\(mild.lines)")
    }

    _ = try a.store.set(.marking, of: exhibit.id, to: .text("CUI TLP:RED"), as: a.author)
    #expect(try list().marking.description == "CUI TLP:RED")
    var desk = Sitting(a.store, as: a.author.user)
    desk.press("g", "s")
    #expect(desk.text.contains(exhibit.reference) && desk.text.contains(reference), "\(desk.text)")
    #expect(desk.banner.contains("TLP:RED"), "\(desk.text)")
    desk.press("Enter")
    if !desk.text.contains("Amber") { desk.press("Right") }
    #expect(desk.text.contains("title of \(exhibit.reference)"), "\(desk.text)")
    #expect(desk.banner.contains("TLP:RED"), "\(desk.text)")
    desk.press("Right")
    #expect(desk.text.contains(reference) && desk.banner.contains("TLP:AMBER"), "\(desk.text)")
    let conflict = try #require(try a.conflicts().first { $0.record == exhibit.reference })
    let settled = try SyncCommand.Resolve.parseAsRoot([conflict.id, "--take", "theirs", "--as", "ann"])
    let answer = try #require(settled as? SyncCommand.Resolve).answer(a.store)
    #expect(answer.read["value"] as? String == "Birch" && answer.marking.description == "CUI TLP:RED")
  }

  /// What nobody has read settles nothing: not in the terminal, where it came meanwhile, and not on the command
  /// line.
  @Test func onlyWhatWasReadIsTaken() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    let c = try TestOffice("Field West")
    let id = try a.store.newCase(title: "Case", as: a.author).id
    for other in [b, c] { _ = try Syncer.run(other.path, in: a.store, as: a.author, enrol: true) }
    for (office, title) in [(a, "Amber"), (b, "Birch"), (c, "Cedar")] {
      _ = try office.store.set(.title, of: id, to: .text(title), as: office.author)
    }
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    var desk = Sitting(a.store, as: a.author.user)
    desk.press("g", "s", "Enter")
    #expect(desk.text.contains("Birch"), "\(desk.text)")
    _ = try Syncer.run(c.path, in: a.store, as: a.author, enrol: false)
    desk.press("2")
    #expect(desk.text.contains("y yes: Birch"), "\(desk.text)")
    desk.press("y")
    #expect(desk.status.contains("has changed since it was shown; read what stands now"), "\(desk.status)")
    let conflict = try #require(try a.conflicts().first)
    #expect(conflict.sides.count == 3)

    func settle(_ arguments: String...) throws -> Answer {
      let command = try SyncCommand.Resolve.parseAsRoot([conflict.id] + arguments + ["--as", "ann"])
      return try #require(command as? SyncCommand.Resolve).answer(a.store)
    }
    #expect {
      try settle("--take", "theirs")
    } throws: {
      "\($0)".contains("Field East: Birch") && "\($0)".contains("Field West: Cedar")
        && "\($0)".contains("--office NAME")
    }
    #expect(throws: StoreError.self) { try settle("--take", "theirs", "--office", "Head Office") }
    #expect(throws: Usage.self) { try settle("--take", "ours", "--office", "Field East") }
    #expect(try a.conflicts().count == 1, "nothing of it settled anything")

    // Shown anew, with the third named, the one that is read is taken.
    let read = try #require(conflict.sides.last { !$0.isOurs }).text
    #expect(desk.text.contains(read) && desk.text.contains("! 1 more value stand"), "\(desk.text)")
    desk.press("2", "y")
    #expect(desk.status.hasPrefix("settled title"), "\(desk.status)")
    #expect(try a.store.read { try $0.caseRow(id).title } == read)
    #expect(try a.conflicts().isEmpty)

    // On the command line the office says which.
    _ = try b.store.set(.title, of: id, to: .text("Beech"), as: b.author)
    _ = try c.store.set(.title, of: id, to: .text("Cypress"), as: c.author)
    _ = try a.store.set(.title, of: id, to: .text("Alder"), as: a.author)
    for other in [b, c] { _ = try Syncer.run(other.path, in: a.store, as: a.author, enrol: false) }
    #expect(try a.conflicts().first?.sides.count == 3)
    _ = try settle("--take", "theirs", "--office", "Field East")
    #expect(try a.store.read { try $0.caseRow(id).title } == "Beech")
  }

  /// What two offices say alike is of both, whoever said it first: ours is what we said, each is found by its name, and
  /// nothing is ours where this office said nothing.
  @Test func whatTwoOfficesSayAlikeIsOfBoth() throws {
    // Later than any wall clock: the other office's end of a session on this machine reads that one.
    let milliseconds = Mutex<UInt64>(2_000_000_000_000)
    let clock: @Sendable () -> UInt64 = {
      milliseconds.withLock { now in
        now += 1
        return now
      }
    }
    let a = try TestOffice("Head Office", clock: clock)
    let b = try TestOffice("Field East", user: "bob", clock: clock)
    let c = try TestOffice("Field West", clock: clock)
    let d = try TestOffice("Field South", clock: clock)
    let id = try a.store.newCase(title: "Case", as: a.author).id
    for other in [b, c] { _ = try Syncer.run(other.path, in: a.store, as: a.author, enrol: true) }
    for (office, title) in [(b, "Birch"), (a, "Birch"), (c, "Cedar")] {
      _ = try office.store.set(.title, of: id, to: .text(title), as: office.author)
    }
    for other in [b, c, d] { _ = try Syncer.run(other.path, in: a.store, as: a.author, enrol: true) }

    let sides = try #require(try a.conflicts().first).sides
    #expect(sides.map(\.text) == ["Birch", "Cedar"])
    #expect(sides.map(\.isOurs) == [true, false])
    #expect(sides.map(\.others) == [["Field East"], ["Field West"]])
    let conflict = try #require(try c.conflicts().first)
    #expect(conflict.sides.map(\.others) == [["Field East", "Head Office"], []])

    // Nothing is ours in an office that said nothing.
    #expect(throws: StoreError.self) { try d.store.resolve(conflict.id, .ours, as: d.author) }
    var desk = Sitting(d.store, as: d.author.user)
    desk.press("g", "s", "Enter")
    #expect(desk.text.contains("also Head Office") && !desk.text.contains("OURS"), "\(desk.text)")
    desk.press("1")
    #expect(desk.status.contains("no value is ours"), "\(desk.status)")
    #expect(try d.conflicts().count == 1)

    _ = try c.store.resolve(conflict.id, .theirsOf(office: "Head Office"), as: c.author)
    #expect(try c.store.read { try $0.caseRow(id).title } == "Birch")
    _ = try a.store.resolve(conflict.id, .ours, as: a.author)
    #expect(try a.store.read { try $0.caseRow(id).title } == "Birch")
  }

  @Test func anUnknownPeerLearnsNothing() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    _ = try a.store.newCase(title: "Secret", as: a.author)
    let before = try b.digest()
    let result = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    #expect(result.unknownPeerWords == b.store.keyWords)
    #expect(result.sentOperations == 0 && result.receivedOperations == 0)
    #expect(try b.digest() == before)
    #expect(try b.store.read { try $0.peers() }.isEmpty)
    let program = try Program(["sync", "run", b.path, "--store", a.path, "--json"])
    #expect(program.status == 5)
    #expect(program.json["peer_key_words"] as? String == b.store.keyWords)
  }

  /// The same record is not all: of what the peer cannot give it says so.
  @Test func contentThatThePeerLacksIsMissed() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    let scratch = try Scratch()
    let path = try scratch.write("cards of Velmar", "cards.txt")
    _ = try Importer.apply(path, to: nil, in: b.store, as: b.author)
    let content = Digest256.sha256(Array("cards of Velmar".utf8))
    try FileManager.default.removeItem(atPath: b.store.vault.path(of: content))
    let reference = try b.store.read { reader in
      try reader.exhibitRow(#require(try reader.exhibit(holding: content))).reference
    }
    let result = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    #expect(result.stateDigest == result.peerStateDigest)
    #expect(result.missingFiles == 1)
    #expect(result.missing == [reference])
    let program = try Program(["sync", "run", b.path, "--store", a.path, "--json"])
    #expect(program.status == Exit.partly.rawValue)
    #expect(program.json["missing_files"] as? Int == 1)
  }

  /// Two stores at one address, one after the other: only the one whose words were shown is taken in.
  @Test func aStorePutInThePlaceOfAnotherLearnsNothing() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    let c = try TestOffice("Field West")
    _ = try a.store.newCase(title: "Secret", as: a.author)
    let before = try c.digest()
    let result = try Syncer.run(c.path, in: a.store, as: a.author, enrol: true, keyWords: b.store.keyWords)
    #expect(result.unknownPeerWords == c.store.keyWords)
    #expect(try c.digest() == before)
    #expect(try a.store.read { try $0.peers() }.isEmpty)
    let other = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true, keyWords: b.store.keyWords)
    #expect(other.unknownPeerWords == nil)
    #expect(try a.digest() == b.digest())
  }

  /// A conflict that two offices settled apart is one again, and came from both of the values that they settled.
  @Test func twoSettlementsHaveTwoBases() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    let id = try a.store.newCase(title: "Case", as: a.author).id
    func sync(enrol: Bool = false) throws {
      _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: enrol)
    }
    try sync(enrol: true)
    for (office, title) in [(a, "Amber"), (b, "Birch")] {
      _ = try office.store.set(.title, of: id, to: .text(title), as: office.author)
    }
    try sync()
    for office in [a, b] {
      let conflict = try #require(try office.conflicts().first)
      #expect(conflict.base == "Case")
      _ = try office.store.resolve(conflict.id, .ours, as: office.author)
    }
    try sync()
    let bases = try [a, b].map { try #require(try $0.conflicts().first).base }
    #expect(bases[0] == bases[1])
    #expect(
      bases[0] == "Amber | Birch (said apart)" || bases[0] == "Birch | Amber (said apart)", "\(bases)")
  }

  @Test func stagesMovedApartAreContested() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    let id = try a.store.newCase(title: "Case", as: a.author).id
    _ = try a.store.set(.grade, of: id, to: .record([1: .text("B2")]), as: a.author)
    _ = try a.store.set(.dedupeSearch, of: id, to: .text("none"), as: a.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    #expect(try a.store.advance(id, to: .spine(.triage), dryRun: false, as: a.author).decision.allowed)
    #expect(try b.store.advance(id, to: .close(.duplicate), dryRun: false, as: b.author).decision.allowed)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    for office in [a, b] {
      let row = try office.store.read { try $0.caseRow(id) }
      #expect(row.isContested)
      #expect(row.stage == "lead")
      #expect(try office.conflicts().map(\.isHard) == [true])
    }
    _ = try b.store.resolve(try b.conflicts()[0].id, .theirs, as: b.author)
    _ = try Syncer.run(a.path, in: b.store, as: b.author, enrol: false)
    #expect(try a.store.read { try $0.caseRow(id).stage } == "triage")
    #expect(try a.conflicts().isEmpty)
  }

  /// Evidence bytes travel after the operations that speak of them.
  @Test func evidenceReachesTheOtherOffice() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    let id = try a.store.newCase(title: "Case", as: a.author).id
    let report = try Importer.apply(shippedBundle, to: id, in: a.store, as: a.author)
    #expect(report.refused == 0)
    let result = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    #expect(result.stateDigest == result.peerStateDigest)
    for exhibit in try b.store.read({ try $0.exhibitIDs(of: id) }) {
      #expect(try b.store.read { try $0.exhibit(exhibit, rehash: true).integrity } == .intact)
    }
    #expect(try b.store.verify().absent.isEmpty)
    #expect(try b.store.read { try $0.search("北垣") }.isEmpty == false)
    // Re-import at the other office adds nothing.
    let again = try Importer.apply(shippedBundle, to: id, in: b.store, as: b.author)
    #expect(again.new == 0 && again.known == again.read)
    #expect(try a.digest() == b.digest())
  }

  /// Several exhibits of a case that is listed already come in one batch: all are in it.
  @Test func allExhibitsOfABatchAreInTheirCase() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    let scratch = try Scratch()
    let id = try a.store.newCase(title: "Case", as: a.author).id
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    for number in 0..<3 { _ = try scratch.write("letter \(number)", "b/\(number).txt") }
    _ = try Importer.apply(scratch.path + "/b", to: id, in: a.store, as: a.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    for office in [a, b] {
      #expect(try office.store.read { try $0.exhibitIDs(of: id).count } == 3)
      #expect(try office.store.read { try $0.cases() }.map(\.exhibits) == [3])
      #expect(try office.store.verify().isSound)
    }
  }

  /// An office restored from an old copy gets its own lost operations back from the peer.
  @Test func aRestoredOfficeIsMadeWhole() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    _ = try a.store.newCase(title: "Before", as: a.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    let copy = a.path + "-backup"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try FileManager.default.copyItem(atPath: a.path, toPath: copy)
    let id = try a.store.newCase(title: "After the backup", as: a.author).id
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)

    let restored = try CaseStore.open(at: copy)
    #expect(!restored.warnings.isEmpty)
    #expect(try restored.read { try $0.cases() }.count == 1)
    _ = try restored.newCase(title: "Written after the restore", as: a.author)
    let result = try Syncer.run(b.path, in: restored, as: a.author, enrol: false)
    #expect(result.refused.isEmpty, "\(result.refused)")
    #expect(result.stateDigest == result.peerStateDigest)
    #expect(try restored.read { try $0.caseRow(id).title } == "After the backup")
    #expect(try restored.read { try $0.cases() }.count == 3)
    // Both cases of its second number are there: it is neither's, and what is said of them tells them apart.
    let twins = try restored.read { try $0.cases() }.filter { $0.title != "Before" }
    #expect(Set(twins.map(\.reference)).count == 1)
    var fits: [String] = []
    do {
      let found: CaseID = try restored.read { try $0.find(twins[0].reference, .caseFile) }
      Issue.record("\(found) was taken for both")
    } catch StoreError.ambiguous(_, let named) { fits = named }
    let found = try fits.map { named -> CaseID in
      let start = named.split(whereSeparator: { "()".contains($0) }).last.map(String.init)
      return try restored.read { try $0.find(try #require(start), .caseFile) }
    }
    #expect(found.count == 2 && Set(found) == Set(twins.map(\.id)), "\(fits)")
    #expect(try restored.verify().isSound)
    #expect(try b.store.verify().isSound)
  }

  /// As ssh would run it: another process, over pipes.
  @Test func anotherProcessAnswers() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    _ = try a.store.newCase(title: "Case", as: a.author)
    let scratch = try Scratch()
    let ssh = try scratch.write(
      "#!/bin/sh\necho 'Welcome to the machine'\nshift 2\nexec sh -c \"$(echo \"$*\" | sed 's|^casetui|\(builtProduct("casetui"))|')\"\n",
      "ssh")
    chmod(ssh, 0o755)
    let result = try Syncer.run(
      "ssh://somebody@host\(b.path)", in: a.store, as: a.author, enrol: true, ssh: ssh)
    #expect(result.stateDigest == result.peerStateDigest)
    #expect(try a.digest() == b.digest())
    #expect(throws: SyncError.self) {
      try Syncer.run("ssh://host/nowhere", in: a.store, as: a.author, enrol: false, ssh: "/bin/false")
    }
    #expect(throws: SyncError.self) {
      try Syncer.run("ssh://-oProxyCommand=x/y", in: a.store, as: a.author, enrol: false, ssh: ssh)
    }
  }

  /// A peer that was named from one folder is called from any other.
  @Test func aPathOfAPeerIsKeptWhole() throws {
    let (first, second) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    let scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path + "/in", withIntermediateDirectories: true)
    let winding = scratch.path + "/in/../../" + second.path.lastComponent
    let result = try Syncer.run(winding, in: first.store, as: first.author, enrol: true)
    #expect(result.unknownPeerWords == nil)
    let kept = try first.store.read { try $0.peers() }.compactMap(\.address)
    #expect(kept == [URL(fileURLWithPath: second.path).standardizedFileURL.path])
  }

  /// A record that two offices took in is found once.
  @Test func oneRecordOfTwoOfficesIsOneHit() throws {
    let (first, second) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    let scratch = try Scratch()
    for (office, name) in [(first, "Orlin Vask"), (second, "Orlin Vask"), (second, "Orlin Vaskov")] {
      let row = #"{"id":"p1","schema":"Person","properties":{"name":["\#(name)"]}}"# + "\n"
      _ = try Importer.apply(
        scratch.write(row, "\(office === first)/\(name).json"), to: nil, in: office.store, as: office.author)
    }
    _ = try Syncer.run(second.path, in: first.store, as: first.author, enrol: true)
    let found = try first.store.search("orlin").filter { $0.kind != "exhibit" }
    #expect(found.map(\.title).sorted() == ["Orlin Vask", "Orlin Vaskov"], "\(found)")
    #expect(try first.store.search("orlin", limit: 1).count == 1)
  }
}
