import CaseDomain
import CaseStore
import Testing

@testable import casetui

/// Judgements of one pair, made apart.
@Suite struct JudgementSyncTests {
  /// Whoever settles with a reason of their own says it themselves, and a judgement that was taken back elsewhere
  /// leaves a trace here: who took it back, and why.
  @Test func whatWasTakenBackElsewhereIsShown() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let actors = try ["Mira Sampleton", "Mira Sampletom"].map {
      try a.store.newActor(kind: .person, names: [ActorName($0)], as: a.author)
    }
    let (one, other) = (NameBearer.actor(actors[0].id), NameBearer.actor(actors[1].id))
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    _ = try a.store.judge(one, other, .same, reason: "one passport", as: a.author)
    _ = try b.store.judge(one, other, .different, reason: "two births", as: b.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    _ = try a.store.resolve(
      try #require(try a.conflicts().first?.id), .theirs, basis: "I asked the registrar", as: a.author)
    let own = try #require(try a.store.read { try $0.judgement(one, other) })
    #expect(own.by == a.author.user && own.settled == nil && own.reason == "I asked the registrar")

    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    _ = try b.store.undoJudgement(own.id, reason: "the wrong registrar", as: b.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    for actor in actors {
      let shown = try #require(
        try ActorCommand.Show.parseAsRoot([actor.reference]) as? ActorCommand.Show
      ).answer(a.store)
      #expect(shown.rows("judgements").isEmpty)
      let back = try #require(shown.rows("taken_back").first)
      #expect(back.text("by") == "bob" && back.text("reason") == "the wrong registrar")
      #expect(shown.lines.contains { $0.contains("taken back by bob on ") }, "\(shown.lines)")
    }
    #expect {
      try a.store.undoJudgement(own.id, reason: "again", as: a.author)
    } throws: { "\($0)".contains("taken back by bob on ") && "\($0)".contains("the wrong registrar") }
    _ = try a.store.judge(one, other, .unsure, reason: "anew", as: a.author)
    #expect(try a.store.read { try $0.takenBack(of: one) }.isEmpty)
  }

  /// An office takes a list back of which another had judged meanwhile: wherever the judgement shows, it says so.
  @Test func aJudgementOfWhatWasTakenBackSaysSo() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let scratch = try Scratch()
    let path = try scratch.write(
      #"{"id":"p1","schema":"Person","properties":{"name":["Orlin Vask"]}}"# + "\n", "people.json")
    let opened = try a.store.newCase(title: "Relays", as: a.author)
    let run = try #require(
      try Importer.apply(path, to: opened.id, in: a.store, as: a.author).reference)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    func ask<Command: StoreCommand>(_: Command.Type, _ arguments: String...) throws -> Answer {
      try #require(try Command.parseAsRoot(arguments + ["--as", b.author.user]) as? Command).answer(b.store)
    }
    _ = try ask(ActorCommand.Accept.self, "p1", "--case", opened.reference)
    let actor = try #require(
      try ask(ActorCommand.List.self).rows("items").compactMap { $0.text("reference") }.first)
    func shown() throws -> [Answer] {
      [
        try ask(ActorCommand.List.self), try ask(ActorCommand.Show.self, actor),
        try ask(CaseCommand.Show.self, opened.reference),
      ]
    }
    func says(_ lines: [String]) -> Bool {
      lines.contains {
        $0.contains("p1 was taken back with import \(run) on ") && $0.contains("(forged list)")
      }
    }
    #expect(try shown().allSatisfy { !says($0.lines) })
    let unit: EntityID = try a.store.read { try $0.find(run, .importRun) }
    #expect(try a.store.undo(unit, reason: "forged list", as: a.author).obstacles.isEmpty)
    let result = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    #expect(result.judgementsWithoutRecord == 1 && says(result.lostJudgements), "\(result.lostJudgements)")
    for answer in try shown() { #expect(says(answer.lines), "\(answer.lines)") }
    let row = try #require(try ask(ActorCommand.Show.self, actor).rows("judgements").first)
    #expect(row["stands"] as? Bool == false && row["taken_back_with"] as? [String] == [run])
    // Who is one with it by way of another is told so, too.
    let other = try b.store.newActor(kind: .person, names: [ActorName("Orlin Vasko")], as: b.author)
    _ = try ask(ActorCommand.Same.self, other.reference, actor, "--reason", "one passport")
    _ = try ask(
      CaseCommand.Set.self, opened.reference, "--actor", other.reference, "--subject-kind", "individual")
    for answer in [
      try ask(ActorCommand.Show.self, other.reference), try ask(CaseCommand.Show.self, opened.reference),
    ] {
      #expect(says(answer.lines), "\(answer.lines)")
    }
  }

  /// What is read otherwise was not taken back: the judgement names the import by which it is.
  @Test func aJudgementOfWhatIsReadOtherwiseSaysSo() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let scratch = try Scratch()
    let table = try scratch.write("No,name\n1,Orlin Vask\n2,Dessa Mirov\n", "t.csv")
    func read(_ mapping: ColumnMapping?) throws -> String {
      try #require(
        try Importer.apply(table, to: nil, in: a.store, as: a.author, .init(mapping: mapping)).reference)
    }
    _ = try read(nil)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    let actor = try b.store.newActor(kind: .person, names: [ActorName("Dessa Mirova")], as: b.author)
    _ = try #require(
      try ActorCommand.Same.parseAsRoot([
        actor.reference, "t.csv#3", "--reason", "one address", "--as", b.author.user,
      ]) as? ActorCommand.Same
    ).answer(b.store)
    let since = try read(
      ColumnMapping(evidence: nil, columns: [.init("No", .id), .init("name", .name)]))
    let result = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    let words = "t.csv#3 counts no more: its table is read otherwise since \(since)"
    #expect(result.lostJudgements.count == 1)
    #expect(result.lostJudgements.allSatisfy { $0.contains(words) }, "\(result.lostJudgements)")
    let shown = try #require(
      try ActorCommand.Show.parseAsRoot([actor.reference]) as? ActorCommand.Show
    ).answer(b.store)
    #expect(shown.lines.contains { $0.hasSuffix(words) }, "\(shown.lines)")
    let row = try #require(shown.rows("judgements").first)
    #expect(row["stands"] as? Bool == false && row["taken_back_with"] as? [String] == [])
    #expect(row["read_otherwise_in"] as? [String] == [since])
  }

  /// While offices differ on the subject of a case, the actor of each is screened, and that is said.
  @Test func bothSubjectsOfACaseAreScreened() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let actors = try ["Mira Sampleton", "Barnaby Fieldglass"].map {
      try a.store.newActor(kind: .person, names: [ActorName($0)], as: a.author).reference
    }
    let opened = try a.store.newCase(title: "Relays", as: a.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    for (office, actor) in zip([a, b], actors) {
      let set = [opened.reference, "--actor", actor, "--subject-kind", "individual"]
      _ = try #require(
        try CaseCommand.Set.parseAsRoot(set + ["--as", office.author.user]) as? CaseCommand.Set
      ).answer(office.store)
    }
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    for office in [a, b] {
      let answer = try #require(
        try ScreenCommand.Case.parseAsRoot([opened.reference, "--as", office.author.user])
          as? ScreenCommand.Case
      ).answer(office.store)
      #expect(answer.rows("items").compactMap { $0.text("actor") }.sorted() == actors.sorted())
      #expect(answer.notes.contains { $0.hasPrefix("offices differ on the subject") }, "\(answer.notes)")
      var sitting = Sitting(office.store, as: office.author.user)
      sitting.open("Relays")
      sitting.press("a", "l")
      #expect(sitting.text.contains("! offices differ on the subject of the case"), "\(sitting.text)")
      for actor in actors { #expect(sitting.text.contains(actor), "\(sitting.text)") }
    }
  }

  /// Two offices name the pair in either order and differ: one conflict on both sides, and meanwhile nothing
  /// follows from either judgement; settling it settles both.
  @Test func judgementsThatDifferMeetInOneConflict() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let actors = try ["Mira Sampleton", "Mira Sampletom", "Barnaby Fieldglass"].map {
      try a.store.newActor(kind: .person, names: [ActorName($0)], as: a.author).id
    }
    let (one, other, third) = (
      NameBearer.actor(actors[0]), NameBearer.actor(actors[1]), NameBearer.actor(actors[2])
    )
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    _ = try a.store.judge(one, other, .same, reason: "one passport", as: a.author)
    _ = try b.store.judge(other, one, .different, reason: "two births", as: b.author)
    _ = try a.store.judge(one, third, .same, reason: "said so", as: a.author)
    _ = try b.store.judge(third, one, .same, reason: "so it is", as: b.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    for office in [a, b] {
      let conflicts = try office.conflicts()
      #expect(conflicts.count == 1, "\(conflicts)")
      #expect(conflicts.first?.sides.count == 2)
      let words = try #require(conflicts.first).sides.map(\.text)
      #expect(Set(words) == ["same; because: one passport", "different; because: two births"])
      let about = try #require(conflicts.first).about.map { $0.prefix(14) }
      #expect(Set(about) == ["Mira Sampleton", "Mira Sampletom"])
      try office.store.read { (reader: StoreReader) throws in
        #expect(try Set(reader.cluster(of: one).members) == [one, third])
        #expect(try reader.judgement(one, other)?.word == "contested")
        #expect(try reader.judgement(one, third)?.word == "same")
        #expect(try reader.identityJudgements().map { Set([$0.first, $0.second]) } == [[one, third]])
      }
    }
    let id = try #require(try b.conflicts().first?.id)
    _ = try b.store.resolve(id, .ours, as: Author(user: "carla", role: "analyst", assurance: 0))
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    #expect(try a.conflicts().isEmpty)
    let settled = try #require(try a.store.read { try $0.judgement(one, other) })
    #expect(settled.verdict == .different)
    #expect(settled.reason == "two births", "it is taken over with its reason")
    #expect(settled.by == "bob" && settled.office == "Field East", "whose words they are")
    #expect(settled.settled?.by == "carla" && settled.settled?.office == "Field East")
    #expect(settled.sentence.hasPrefix("judged different by bob on "), "\(settled.sentence)")
    #expect(settled.sentence.contains("; settled so by carla on "))
    let history = try a.store.read { try $0.judgementHistory(one, other) }
    #expect(history.map(\.by).sorted() == [a.author.user, "bob", "bob"].sorted())
    #expect(history.map { $0.settled != nil } == [true, false, false])
    #expect(try a.digest() == b.digest())
    for office in [a, b] {
      #expect(try office.store.verify().isSound)
      let rebuilt = try office.store.rebuild()
      #expect(rebuilt.before == rebuilt.after)
    }
  }
}
