import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Screening and judging by keys. Everybody here is invented.
@Suite struct ScreeningPageTests {
  private static let typed = TypedName(name: "Pyotr Primerov")

  // MARK: without a store

  @Test func aNameIsTypedWithWhatIsKnownBesides() {
    var sim = AppSim()
    sim.press("g", "n")
    #expect(sim.text.contains("screen a name"))
    sim.press("Ctrl-S")
    #expect(sim.text.contains("type something here"))
    sim.press(
      "text:Pyotr Primerov", "Enter", "text:ship", "Enter", "text:yesterday", "Enter", "text:PK; Xyzzy",
      "Enter", "text:imo 9000001", "Enter", "text:7", "Enter")
    for fault in [
      "one of: person, organisation, vessel", "write the date as", "Xyzzy is not known as a country",
      "imo 9000001 is no identifier: write it as KIND:VALUE", "write a number from 0 to 1",
    ] {
      #expect(sim.text.contains(fault), "\(fault)")
    }
    sim.press(
      "Ctrl-U", "text:person", "Enter", "Ctrl-U", "text:1970-03", "Enter", "Ctrl-U",
      "text:PK; AF", "Enter", "Ctrl-U", "text:IMO:9000001; passport: X1", "Enter", "Ctrl-U", "text:0.5")
    sim.press("Enter")
    let question = ScreeningQuestion.name(
      TypedName(
        name: "Pyotr Primerov", schema: .person, born: PartialDate(iso: "1970-03"), countries: ["PK", "AF"],
        identifiers: [.init(kind: "imo", value: "9000001"), .init(kind: "passport", value: "X1")],
        threshold: 0.5))
    #expect(sim.effects.last == .ask(.screening(question), generation: 1))
    #expect(
      sim.text.contains(
        "Asked for Pyotr Primerov, person, born or founded 1970-03, country PK, country AF, imo 9000001"))
    #expect(sim.text.contains("from 0.50"))
    #expect(sim.works.isEmpty, "a name is only read")
  }

  /// Nothing is said of anybody but that names are alike, and the romanised name has its original beside it.
  @Test func theWordsAreFair() {
    var sim = AppSim()
    sim.press("g", "n", "text:Pyotr Primerov", "Ctrl-S")
    #expect(sim.text.contains("possible matches"))
    #expect(sim.text.contains("it says nothing about conduct"))
    #expect(sim.text.contains("Petr Primerov (Пётр Примеров)"))
    #expect(sim.text.contains("leak<U+202E>vorem"), "hostile names are seen for what they are")
    sim.press("End", "Enter")
    #expect(sim.model.scope == .pair)
    #expect(sim.text.contains("it says nothing about conduct"))
    #expect(sim.text.contains("-0.25  born or founded in years two or more apart"))
    #expect(sim.text.contains("+0.02  a country in common: XA / XA"))
    #expect(sim.banner.contains("CUI//SP-LEI//FEDCON"), "names may come from any case")
  }

  /// The features of a match that are shown add up to the score that is shown.
  @Test func theReasonsAddUp() {
    for match in AppScreening.matches("Pyotr Primerov", of: AppScreening.first) {
      let sum = match.features.reduce(0) { $0 + $1.effect }
      #expect(abs(min(1, max(0, sum)) - match.score) < 0.000_001)
    }
  }

  @Test func aTypedNameIsNotJudged() {
    var sim = AppSim()
    sim.press("g", "n", "text:Pyotr Primerov", "Ctrl-S")
    for key in ["s", "d", "u", "U"] {
      sim.press(key)
      #expect(sim.status.contains("a typed name is no record; r screens the held one"), "\(key)")
    }
    sim.press("Enter", "s")
    #expect(sim.text.contains("Cannot be judged: a typed name is no record"))
    #expect(sim.text.contains("casetui actor new makes an actor of a name"))
    #expect(sim.works.isEmpty)
    // What it says to do can be done.
    sim.press("r", "d", "text:two births", "Enter")
    #expect(sim.works.count == 1)
  }

  @Test(arguments: [("s", PairJudgement.Verdict.same), ("d", .different), ("u", .unsure)])
  func aJudgementNeedsAReason(_ key: String, _ verdict: PairJudgement.Verdict) {
    var sim = AppSim()
    sim.press("g", "c", "Enter", "a", "l", key)
    #expect(sim.text.contains("AC-0001-FE  Pyotr Primerov"))
    #expect(sim.text.contains("AC-0002-FE  Petr Primerov (Пётр Примеров)"))
    sim.press("Enter")
    #expect(sim.text.contains("type something"))
    #expect(sim.works.count == 1, "only the screening")
    sim.press("text:two births", "Esc", key)
    #expect(sim.text.contains("> two births"), "what was typed is kept")
    sim.press("Enter")
    let draft = JudgementDraft(
      first: AppScreening.first, second: AppScreening.second, firstReference: "AC-0001-FE",
      secondReference: "AC-0002-FE", firstTitle: "AC-0001-FE  Pyotr Primerov",
      secondTitle: "AC-0002-FE  Petr Primerov (Пётр Примеров)", act: .judge(verdict))
    #expect(sim.works.last == .judge(draft, reason: "two births"))
    #expect(sim.status == "AC-0001-FE and AC-0002-FE: judged \(verdict.rawValue) (#132)")
  }

  @Test func aJudgementIsShownAndTakenBack() {
    var sim = AppSim(160, 40)
    sim.press("g", "c", "Enter", "a", "l", "U")
    #expect(sim.status.hasSuffix("nobody judged the two"))
    sim.press("Down")
    #expect(sim.cursorRow.contains("different"))
    #expect(sim.text.contains("by b.chen, Headquarters, on 2026-11-20"))
    sim.press("Enter")
    for text in [
      "judged different by b.chen, Headquarters, on 2026-11-20: another year of birth, by the register",
      "taken back by ada.novak, Field East, on 2026-11-20: the passport was misread",
      "judged same by ada.novak, Field East, on 2026-11-18: one passport",
    ] { #expect(sim.text.contains(text), "\(sim.text)") }
    sim.press("U", "text:I looked again", "Enter")
    guard case .judge(let draft, "I looked again")? = sim.works.last else { return #expect(Bool(false)) }
    #expect(draft.act == .takeBack(id: "0123456789ab", was: "different"))
    #expect(sim.status == "AC-0001-FE and E-4711: no longer judged different (#132)")
    sim.press("Esc", "End", "U")
    #expect(sim.text.contains("why AC-0001-FE and E-0001 are no longer judged same"))
  }

  /// What could not be written is not typed again.
  @Test func aReasonOutlivesAFailure() {
    var sim = AppSim()
    sim.press("g", "c", "Enter", "a", "l")
    sim.holdsWork = true
    sim.press("s", "text:one passport", "Enter")
    guard case .work(let work, let generation)? = sim.effects.last else { return #expect(Bool(false)) }
    sim.send(
      .workFailed(work, Trouble(message: "the store is busy", remedy: "try again"), generation: generation))
    #expect(sim.status == "the store is busy; try again")
    sim.press("s")
    #expect(sim.text.contains("> one passport"))
  }

  /// Looked at one after the other, each pair is answered: the answer of one is not void because the next was
  /// asked for.
  @Test func everyPairThatWasJudgedIsReadAgain() {
    let pairs = [AppScreening.second, AppScreening.listed, AppScreening.other].map {
      PairQuestion(asked: .record(AppScreening.first), held: $0)
    }
    var model = Model(size: Size(width: 80, height: 24))
    for pair in pairs { model.shell.ask(.pair(pair)) }
    for pair in pairs { #expect(model.shell.isCurrent(.pair(pair), 1)) }
    model.shell.ask(.pair(pairs[0]))
    #expect(!model.shell.isCurrent(.pair(pairs[0]), 1), "asked anew, the answer before is void")
  }

  @Test func theActorsOfACaseAreScreenedOnceUnasked() {
    var sim = AppSim()
    sim.press("g", "c", "Enter", "a", "l")
    let question = ScreeningQuestion.actors(AppWorld.tag(1))
    #expect(sim.works == [.screen(question)])
    #expect(sim.text.contains("AC-0003-FE  Wang Shili (王示例): 0 possible matches"))
    #expect(sim.text.contains("so common that not all names like it were compared"))
    sim.press("Enter", "Esc", "Ctrl-R", "d", "text:r", "Enter")
    #expect(sim.works.count == 2)
    sim.press("a", "l")
    #expect(sim.works.last == .screen(question), "asked again, it is screened again")
  }

  @Test func aCancelledScreeningSaysWhatToDo() {
    var sim = AppSim()
    sim.holdsWork = true
    sim.press("g", "c", "Enter", "a", "l")
    sim.send(.progress("actor 2 of 9", generation: 1))
    #expect(sim.text.contains("screening the actors of 26-0001-FE: actor 2 of 9   Ctrl-C cancels"))
    sim.press("Ctrl-C")
    #expect(sim.effects.last == .cancelWork)
    let work = sim.works[0]
    sim.send(
      .workFailed(
        work, Trouble(message: "cancelled", remedy: "start it again", isCancelled: true), generation: 1))
    #expect(sim.text.contains("Not finished: cancelled"))
    #expect(sim.works.count == 1, "it does not begin again by itself")
    sim.press("a", "l")
    #expect(sim.works.count == 2)
  }

  /// While another work runs, the actors wait for it; a name does not.
  @Test func onlyOneWorkRuns() {
    var sim = AppSim()
    sim.holdsWork = true
    sim.press("g", "c", "Enter", "g", "i", "text:a.json", "Enter", "g", "c", "Enter", "a", "l")
    #expect(sim.works.count == 1)
    #expect(sim.text.contains("Not screened yet: this waits until what runs has ended"))
    sim.press("/", "text:Pyotr Primerov", "Ctrl-S")
    #expect(sim.text.contains("possible matches"))
    sim.press("g", "h", "g", "c", "Enter", "a", "l")
    #expect(
      sim.works.count == 1 && sim.model.shell.jobs.waiting.count == 1, "asked for twice, it is done once")
    sim.answerWork()
    #expect(sim.works.count == 3, "what was held once more, then this")
    #expect(sim.text.contains("AC-0001-FE  Pyotr Primerov"))
  }

  /// Of how many names are held it says that they become more, as long as they do.
  @Test func anImportThatRunsAddsNames() {
    var sim = AppSim(80, 24)
    sim.press("g", "i", "text:list.json", "Enter", "t", "w")
    sim.holdsWork = true
    sim.press("C", "g", "n", "text:Pyotr Primerov", "Ctrl-S")
    let words = sim.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("17,061 names held, an import adds more"), "\(sim.text)")
    #expect(sim.text.contains("it says nothing about conduct"), "\(sim.text)")
    sim.answerWork()
    #expect(sim.text.contains("17,061 names held") && !sim.text.contains("adds more"), "\(sim.text)")
    // A dry run adds none.
    sim.holdsWork = true
    sim.press("g", "i", "text:other.json", "Enter", "Esc")
    #expect(sim.model.shell.job != nil)
    #expect(sim.text.contains("17,061 names held") && !sim.text.contains("adds more"), "\(sim.text)")
  }

  /// However narrow the screen, a match is never shown without what it does not say.
  @Test(arguments: [(60, 20), (40, 20)]) func aNarrowScreenSaysThatAMatchIsNoVerdict(
    _ width: Int, _ height: Int
  ) {
    var sim = AppSim(width, height)
    sim.press("g", "c", "Enter", "a", "l")
    let words = sim.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("it says nothing about conduct."), "\(sim.text)")
    #expect(sim.cursorRow.contains("1.00"), "\(sim.text)")
  }

  @Test func anActorThatWasFoundIsScreened() {
    var sim = AppSim()
    sim.world.found.append(
      FoundLine(
        kind: "actor", reference: "AC-0001-FE", title: "Pyotr Primerov", bearer: AppScreening.first,
        caseTag: nil, mark: nil))
    sim.press("g", "/", "text:primerov", "Enter", "End", "Enter")
    #expect(sim.model.scope == .screening)
    #expect(
      sim.effects.last
        == .ask(.screening(.record(AppScreening.first, name: "Pyotr Primerov")), generation: 1))
  }

  /// G2: without a letter key of the screen.
  @Test func arrowsAndThePaletteAreEnough() {
    var sim = AppSim()
    sim.press(
      ":", "text:screening", "Enter", "text:Pyotr Primerov", "Enter", "Enter", "Enter", "Enter", "Enter",
      "Enter")
    sim.press("Down", ":", "text:selected record", "Enter")
    sim.press("Down", ":", "text:judge the two diff", "Enter", "text:two births", "Enter")
    #expect(sim.works.count == 1)
  }

  // MARK: with a store

  /// An office with actors, a case of one of them, and a list that was imported.
  private struct Desk {
    let office: TestOffice
    let scratch: Scratch
    let tag: CaseTag

    init() throws {
      office = try TestOffice("Screening")
      scratch = try Scratch()
      let (store, author) = (office.store, office.author)
      let made = try store.newCase(title: "Primerov", as: author)
      tag = CaseTag(id: made.id, reference: made.reference)
      for names in [["Пётр Примеров", "P. Primerov"], ["Pyotr Primerov"]] {
        _ = try store.newActor(
          kind: .person,
          names: names.enumerated().map { ActorName($1, kind: $0 == 0 ? .primary : .alsoKnownAs) }, as: author
        )
      }
      let list = try scratch.write(
        """
        {"id":"X-1","schema":"Person","properties":{"name":["Petr Primerow"],"weakAlias":["Petya"],\
        "birthDate":["1970-03-12"],"country":["xa"]}}
        {"id":"X-2","schema":"Person","properties":{"name":["Nobody Atall"],"birthDate":["1985"],"passportNumber":["P 77-01"]}}

        """, "targets.ftm.json")
      _ = try Importer.apply(list, to: nil, in: store, as: author)
      let id = try store.read { try $0.find("AC-0001", .actor, as: Actor.self) }
      try store.write(as: author) { writer in
        try writer.set(
          Target(made.id.cast(), .subject), Subject(actor: id, kind: .individual).cbor, caseID: made.id.cast()
        )
      }
    }

    var judgements: [JudgementRow] {
      get throws {
        try office.store.read { reader in
          try reader.judgements(of: .actor(try reader.find("AC-0001", .actor)))
        }
      }
    }
  }

  /// Goes down to the row with the text.
  private static func select(_ text: String, _ sim: inout Sitting) {
    sim.press("Home")
    for _ in 0..<20 where !sim.cursorRow.contains(text) { sim.press("Down") }
    #expect(sim.cursorRow.contains(text), "\(sim.text)")
  }

  @Test func aListedNameIsFoundJudgedAndRemembered() throws {
    let desk = try Desk()
    var sim = Sitting(desk.office.store, as: "ann")
    sim.press("g", "n", "text:Petr Primerow", "Ctrl-S")
    #expect(sim.cursorRow.contains("1.00"), "\(sim.text)")
    #expect(sim.cursorRow.contains("X-1"), "\(sim.text)")
    sim.press("r")
    #expect(sim.text.contains("AC-0001-SCR") && sim.text.contains("AC-0002-SCR"), "\(sim.text)")
    // So does an entry that search finds.
    _ = try desk.office.store.search("primerow")
    sim.press("g", "/", "text:primerow", "Enter", "Enter")
    #expect(sim.model.scope == .screening)
    #expect(sim.text.contains("X-1  Petr Primerow: 2 possible matches"), "\(sim.text)")

    sim.open("Primerov")
    sim.press("a", "l")
    #expect(
      sim.text.contains("AC-0001-SCR  Pyotr Primerov (Пётр Примеров): 2 possible matches"), "\(sim.text)")
    Self.select("X-1", &sim)
    sim.press("d", "text:another birth year", "Enter")
    #expect(sim.status.hasPrefix("AC-0001-SCR and X-1: judged different (#"), "\(sim.status)")
    #expect(sim.cursorRow.contains("different") && sim.cursorRow.contains("X-1"), "\(sim.text)")
    #expect(try desk.judgements.map(\.verdict) == [.different])

    // The negative is remembered when it is screened again, and by whom.
    sim.press("a", "l")
    Self.select("X-1", &sim)
    #expect(sim.cursorRow.contains("different"))
    sim.press("Enter")
    #expect(sim.text.contains("judged different by ann, Screening, on"), "\(sim.text)")
    #expect(sim.text.contains("another birth year"))
    #expect(sim.text.contains("targets.ftm.json"))
    sim.press("U", "text:the year was a slip", "Enter")
    #expect(sim.status.contains("no longer judged different"))
    #expect(try desk.judgements.isEmpty || desk.judgements.allSatisfy { $0.verdict == .withdrawn })
    #expect(sim.text.contains("Not judged"), "\(sim.text)")
    sim.press("End")
    #expect(sim.text.contains("taken back by ann"), "\(sim.text)")

    // Judged the same it is no match any more, but stands below with its judgement.
    sim.press("s", "text:one passport", "Enter", "Esc", "a", "l")
    #expect(sim.text.contains("1 possible match"), "\(sim.text)")
    #expect(sim.text.contains("Judged before:"))
    sim.press("End")
    #expect(sim.cursorRow.contains("same") && sim.cursorRow.contains("X-1"))
    sim.press("Enter")
    let history = try desk.office.store.read { reader in
      try reader.judgementHistory(.actor(reader.find("AC-0001", .actor)), reader.bearer("X-1"))
    }
    #expect(history.map(\.verdict) == [.same, .withdrawn, .different])
    #expect(history.map(\.reason) == ["one passport", "the year was a slip", "another birth year"])
    #expect(Set(history.map(\.by)) == ["ann"])
  }

  /// Judged from the other side, as a match of the record that was matched, a pair is judged in the list of the
  /// actors, too; and in the list that is opened again from the jobs.
  @Test func whatIsJudgedFromTheOtherSideIsShown() throws {
    let desk = try Desk()
    var sim = Sitting(desk.office.store, as: "ann")
    sim.open("Primerov")
    sim.press("a", "l")
    #expect(sim.text.contains("from 0.70, 2 not judged"), "\(sim.text)")
    Self.select("AC-0002", &sim)
    sim.press("r")
    Self.select("AC-0001", &sim)
    sim.press("s", "text:one passport", "Enter")
    #expect(sim.status.hasPrefix("AC-0002-SCR and AC-0001-SCR: judged same (#"), "\(sim.status)")
    sim.press("q")
    #expect(sim.cursorRow.contains("AC-0002-SCR") && sim.cursorRow.contains("same"), "\(sim.text)")
    #expect(sim.text.contains("from 0.70, 1 not judged"), "\(sim.text)")
    sim.press("g", "j", "Enter")
    #expect(sim.text.contains("from 0.70, 1 not judged"), "\(sim.text)")
    #expect(sim.works.count == 2, "nothing is screened again")
  }

  /// What somebody else judged meanwhile is there when the list is read again, and nobody is looked for anew.
  @Test func whatIsJudgedMeanwhileIsShown() throws {
    let desk = try Desk()
    var sim = Sitting(desk.office.store, as: "ann")
    sim.open("Primerov")
    sim.press("a", "l")
    let ends = try desk.office.store.read { (try $0.bearer("X-1"), try $0.bearer("AC-0001")) }
    _ = try desk.office.store.judge(
      ends.0, ends.1, .different, reason: "two births", as: desk.office.author)
    sim.press("Ctrl-R")
    #expect(sim.works.count == 1)
    #expect(sim.text.contains("from 0.70, 1 not judged"), "\(sim.text)")
    Self.select("X-1", &sim)
    #expect(sim.cursorRow.contains("different"), "\(sim.text)")
  }

  /// What a source calls its records, and their ids, makes none of them a record of ours.
  @Test func whatASourceCallsItsRecordsIsItsOwn() throws {
    let desk = try Desk()
    let rows = [
      #"{"id":"01a22b87f0557501876f67d5437b30aa","schema":"Exhibit","properties":{"name":["Blockerino"]}}"#,
      #"{"id":"AC-0001-SCR","schema":"Person","properties":{"name":["Hostile Twin"]}}"#,
      #"{"id":"A-9","schema":"Actor","properties":{"name":["Zedrik Inventov"]}}"#,
    ]
    _ = try Importer.apply(
      desk.scratch.write(rows.joined(separator: "\n") + "\n", "more.ftm.json"), to: nil,
      in: desk.office.store, as: desk.office.author)
    for (name, id) in [("Hostile Twin", "AC-0001-SCR"), ("Zedrik Inventov", "A-9")] {
      #expect(try desk.office.store.search(name).count == 1)
      var sim = Sitting(desk.office.store, as: "ann")
      sim.press("g", "/", "text:\(name)", "Enter", "g", "p")
      let asked = (sim.model.page as? PartiesPage)?.whom
      guard case .record(.entry(source: let source, id: id), reference: id)? = asked else {
        return #expect(Bool(false), "\(sim.text)")
      }
      sim.press("Esc", "Enter")
      let question = (sim.model.page as? ScreeningPage)?.question
      #expect(question == .record(.entry(source: source, id: id), name: name), "\(sim.text)")
      #expect(sim.text.contains("\(name): "), "\(sim.text)")
    }
    let store = desk.office.store
    let source = try #require(try store.search("hostile").first?.source)
    let twin = NameBearer.entry(source: source, id: "AC-0001-SCR")
    let reference = try store.read { try $0.reference(of: twin) }
    #expect(reference.hasSuffix(":AC-0001-SCR"), "alone it names the actor")
    #expect(try store.read { try $0.bearer(reference) } == twin)

    _ = try store.search("blockerino")
    var sim = Sitting(store, as: "ann")
    sim.press("g", "/", "text:blockerino", "Enter")
    #expect(sim.cursorRow.contains("Blockerino") && sim.model.shell.statusRole != .danger, "\(sim.text)")
  }

  /// An entry with the same identifier is found whatever its name; a kind that nobody states is said to be one.
  @Test func anIdentifierFinds() throws {
    let desk = try Desk()
    var sim = Sitting(desk.office.store, as: "ann")
    sim.press(
      "g", "n", "text:Somebody Else", "Enter", "Enter", "Enter", "Enter", "text:passport:p7701; imo:9000001")
    sim.press("Ctrl-S")
    #expect(sim.text.contains("X-2  ") || sim.text.contains(" X-2"), "\(sim.text)")
    #expect(sim.text.contains("! no record held states an identifier of kind imo"), "\(sim.text)")
    #expect(sim.text.contains("   kinds held: passport"), "\(sim.text)")
    #expect(!sim.text.contains("of kind passport"))
  }

  /// Of a number that hundreds state, a hundred are offered, always the same, and the answer says that there are more.
  @Test func aPlaceholderOffersAHundred() throws {
    let desk = try Desk()
    func take(_ numbers: Range<Int>, _ name: String) throws {
      let rows = numbers.map { number in
        #"{"id":"N-\#(1000 + number)","schema":"Person","properties":{"name":["Tarn \#(number)"],"passportNumber":["000"]}}"#
          + "\n"
      }
      _ = try Importer.apply(
        desk.scratch.write(rows.joined(), name), to: nil, in: desk.office.store, as: desk.office.author)
    }
    func asked() throws -> ScreeningResult {
      try desk.office.store.read { reader in
        try Screener(reader).screen(
          ScreeningQuery(
            "Quill Everdene", schema: .person,
            facts: ScreeningFacts(identifiers: [.init(kind: "passport", value: "000")])),
          limit: 500)
      }
    }
    try take(0..<100, "a.ftm.json")
    let all = try asked()
    #expect(all.total == 100 && !all.isPartial)
    try take(100..<101, "b.ftm.json")
    let cut = try asked()
    #expect(cut.total == 100 && cut.isPartial)
    #expect(Set(cut.hits.map(\.id)) == Set(all.hits.map(\.id)))
  }

  /// An id with spaces in it names one record: in the prompt, for the text that was left there, and on the command
  /// line.
  @Test func anIdMayHaveSpaces() throws {
    let desk = try Desk()
    let rows = ["acme 0", "acme 1"].map {
      #"{"id":"\#($0)","schema":"Person","properties":{"name":["Pyotr Primerov"]}}"# + "\n"
    }
    _ = try Importer.apply(
      desk.scratch.write(rows.joined(), "acme.ftm.json"), to: nil, in: desk.office.store,
      as: desk.office.author
    )
    var sim = Sitting(desk.office.store, as: "ann")
    sim.open("Primerov")
    sim.press("a", "l")
    Self.select("acme 0", &sim)
    sim.press("s")
    #expect(sim.text.contains("why AC-0001-SCR and acme 0 are the same"), "\(sim.text)")
    sim.press("text:one passport", "Esc")
    Self.select("acme 1", &sim)
    sim.press("s")
    #expect(sim.text.contains("why AC-0001-SCR and acme 1 are the same"), "\(sim.text)")
    #expect(!sim.text.contains("one passport"), "that was said of another pair")
    sim.press("Esc", ":", "text:judge the two diff")
    #expect(sim.text.contains("casetui actor different --reason TEXT AC-0001-SCR 'acme 1'"), "\(sim.text)")
    sim.press("Esc", "Enter")
    #expect(sim.text.contains("AC-0001-SCR beside acme 1"), "\(sim.text)")
  }

  /// Of more matches than are shown, those that nobody judged come first, and all of them are counted.
  @Test func whatNobodyJudgedIsReached() throws {
    let desk = try Desk()
    let (store, author) = (desk.office.store, desk.office.author)
    let rows = (10..<40).map {
      #"{"id":"T-\#($0)","schema":"Person","properties":{"name":["Pyotr Primerov"]}}"# + "\n"
    }
    _ = try Importer.apply(
      desk.scratch.write(rows.joined(), "twins.ftm.json"), to: nil, in: store, as: author)
    func screened() throws -> ScreenedParty {
      let work = Work.screen(.actors(desk.tag))
      let result = try LiveOffice(store, as: author).result(of: work).get()
      guard case .screened(let screening) = result else { throw Trouble(message: "not screened") }
      return try #require(screening.parties.first)
    }
    let first = try screened()
    let total = first.total
    #expect(total >= 30 && first.hits.count == 20 && first.openBeyond == total - 20)
    let asked = try #require(first.bearer)
    for hit in first.hits {
      _ = try store.judge(asked, hit.bearer, .different, reason: "another birth", as: author)
    }
    let second = try screened()
    #expect(second.total == total && second.openBeyond == 0)
    #expect(second.hits.count { $0.judgement == nil } == total - 20, "each of them is there")
    #expect(second.hits.count == 20 && second.hits.map(\.score) == second.hits.map(\.score).sorted(by: >))
    #expect(second.judged.count == total - 20, "whose places they took stand below")
    var sim = Sitting(store, as: "ann")
    sim.open("Primerov")
    sim.press("a", "l")
    #expect(sim.text.contains("\(total) possible matches from 0.70, \(total - 20) not judged"), "\(sim.text)")
    #expect(sim.text.contains("20 of them here: those that nobody judged come first"), "\(sim.text)")
    let judged = try #require(second.hits.first { $0.judgement == nil })
    Self.select(judged.reference, &sim)
    sim.press("u", "text:nothing to go by", "Enter")
    #expect(sim.text.contains("\(total - 21) not judged"), "\(sim.text)")
  }

  /// What was judged of others, who are one with the two, stands on their page as in the list; and what is taken back
  /// is what was said, of those it was said of.
  @Test func whatIsJudgedByWayOfOthersIsShown() throws {
    let desk = try Desk()
    let (store, author) = (desk.office.store, desk.office.author)
    let ends = try store.read { reader in try ["AC-0001", "AC-0002", "X-1"].map { try reader.bearer($0) } }
    _ = try store.judge(ends[0], ends[1], .same, reason: "one passport", as: author)
    _ = try store.judge(ends[1], ends[2], .different, reason: "two births", as: author)
    var sim = Sitting(store, as: "ann")
    sim.open("Primerov")
    sim.press("a", "l")
    Self.select("X-1", &sim)
    let row = sim.cursorRow
    #expect(row.contains("different") && sim.text.contains("from 0.70, 0 not judged"), "\(sim.text)")
    sim.press("Enter")
    let words = sim.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("judged different by way of "), "\(sim.text)")
    #expect(words.contains("AC-0002-SCR and X-1, by ann") || words.contains("X-1 and AC-0002-SCR, by ann"))
    #expect(!words.contains("Not judged"))
    sim.press("Esc")
    #expect(sim.cursorRow == row && sim.text.contains("from 0.70, 0 not judged"), "\(sim.text)")
    sim.press("U")
    #expect(
      sim.text.contains("why AC-0002-SCR and X-1 are no longer judged different")
        || sim.text.contains("why X-1 and AC-0002-SCR are no longer judged different"), "\(sim.text)")
    sim.press("text:a mistake", "Enter")
    #expect(sim.text.contains("from 0.70, 1 not judged"), "\(sim.text)")
    #expect(try store.read { try $0.standingJudgement(ends[0], ends[2]) } == nil)
  }

  /// Judgements that contradict one another by way of a third are said to.
  @Test func aContradictionIsShown() throws {
    let desk = try Desk()
    let (store, author) = (desk.office.store, desk.office.author)
    let ends = try store.read { reader in try ["AC-0001", "AC-0002", "X-1"].map { try reader.bearer($0) } }
    _ = try store.judge(ends[0], ends[1], .same, reason: "one passport", as: author)
    _ = try store.judge(ends[1], ends[2], .same, reason: "one address", as: author)
    _ = try store.judge(ends[0], ends[2], .different, reason: "two births", as: author)
    var sim = Sitting(store, as: "ann")
    sim.open("Primerov")
    sim.press("a", "l")
    Self.select("X-1", &sim)
    #expect(sim.cursorRow.contains("different"))
    sim.press("Enter", "End")
    let words = sim.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("X-1 are judged different, and the same by way of others"), "\(sim.text)")
    #expect(words.contains("! AC-0001-SCR and X-1") || words.contains("! X-1 and AC-0001-SCR"))
  }

  /// Two offices judge apart: the pair says so instead of choosing, and both judgements are shown.
  @Test func judgedApart() throws {
    let desk = try Desk()
    let (a, b) = (desk.office, try TestOffice("Field East", user: "bob"))
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    for (office, verdict) in [(a, PairJudgement.Verdict.same), (b, .different)] {
      let ends = try office.store.read { (try $0.bearer("AC-0001"), try $0.bearer("X-1")) }
      _ = try office.store.judge(ends.0, ends.1, verdict, reason: "by \(verdict.rawValue)", as: office.author)
    }
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    var sim = Sitting(a.store, as: "ann")
    sim.open("Primerov")
    sim.press("a", "l")
    Self.select("X-1", &sim)
    #expect(sim.cursorRow.contains("contested"), "\(sim.text)")
    sim.press("Enter", "End")
    #expect(sim.text.contains("by same") && sim.text.contains("by different"), "\(sim.text)")
  }
}
