import CaseDomain
import Testing

@testable import CaseStore

/// Names, identifiers and judgements in the store. Everybody here is invented.
@Suite struct ScreeningTests {
  private let office: Office
  private let exhibit: ExhibitID

  init() throws {
    office = try Office()
    exhibit = try office.sampleExhibit()
  }

  private func state(
    _ id: String, _ names: [String], schema: NameSchema = .person, source: String = "listx",
    born: String? = nil, identifier: String? = nil, of kind: String = "lei", about: String? = nil,
    content: String = "1"
  ) throws {
    var facts = StatedFacts()
    facts.schema = schema
    facts.names = names.enumerated().map { ActorName($1, kind: $0 == 0 ? .primary : .alsoKnownAs) }
    facts.dates = [born.flatMap { PartialDate(iso: $0) }].compactMap(\.self)
    facts.identifiers = identifier.map { [.init(kind: kind, value: $0)] } ?? []
    facts.about = about
    let record = SourceRecord(
      source: source, externalID: id, type: "entry", name: names.first, modified: nil,
      content: .inline(Array("\(id) \(content)".utf8)), bundle: .sha256([1]), offset: 0, length: 1,
      facts: facts)
    try office.store.write(as: office.author) { writer in
      _ = try writer.takeRecord(record, of: exhibit, caseID: nil)
    }
  }

  private func screen(_ query: ScreeningQuery, threshold: Double = 0.7) throws -> [ScreeningHit] {
    try office.store.read { try Screener($0).screen(query, threshold: threshold).hits }
  }

  private func ids(_ name: String, _ facts: ScreeningFacts = ScreeningFacts()) throws -> [String] {
    try screen(ScreeningQuery(name, schema: .person, facts: facts)).map(\.id)
  }

  /// A proposal becomes an actor with every name that its list states, also in rows of their own; once only.
  @Test func anAcceptedActorHasAllItsNames() throws {
    try state("p1", ["Quentin Lanternmaker", "Q Lanternmaker"])
    try state("alias-1", ["The Lamplighter"], about: "p1")
    let made = try office.store.acceptActor(
      "listx:p1", kind: .person, names: nil, reason: nil, as: office.author)
    let names = try office.store.read { try $0.actor(made.id).names }
    #expect(names.map(\.text) == ["Quentin Lanternmaker", "Q Lanternmaker", "The Lamplighter"])
    #expect(names.map(\.kind) == [.primary, .alsoKnownAs, .alsoKnownAs])
    #expect(throws: StoreError.self) {
      try office.store.acceptActor("p1", kind: .person, names: nil, reason: nil, as: office.author)
    }
    let query = try office.store.read { try $0.screeningQuery(for: .actor(made.id)) }
    #expect(query.names.count == 3)
  }

  /// Unless somebody says what it is, it is what its source says; what nobody says may be anything.
  @Test func anAcceptedActorIsOfTheKindItsSourceStates() throws {
    try state("p", ["Quentin Lanternmaker"], schema: .person)
    try state("o", ["Lanternmaker Works"], schema: .organisation)
    try state("v", ["Lantern Star"], schema: .vessel)
    try state("p2", ["Quentin Lanternmaker"], schema: .person)
    func accept(_ id: String) throws -> ActorID {
      let made = try office.store.acceptActor(id, kind: nil, names: nil, reason: nil, as: office.author)
      return made.id
    }
    let made = try ["p", "o", "v"].map(accept)
    let kinds = try office.store.read { reader in try made.map { try reader.actor($0).kind } }
    #expect(kinds == [.person, .organisation, .unknown])
    func others(like actor: ActorID) throws -> [String] {
      try screen(office.store.read { try $0.screeningQuery(for: .actor(actor)) }).map(\.id)
    }
    #expect(try others(like: made[0]) == ["p2"])
    // Said to be a company it is compared with companies only, until somebody corrects that.
    _ = try office.store.setKind(of: made[0], to: .organisation, as: office.author)
    #expect(try others(like: made[0]) == [])
    _ = try office.store.setKind(of: made[0], to: .person, as: office.author)
    #expect(try others(like: made[0]) == ["p2"])
  }

  /// What was judged of a record counts for the actor that was made of it.
  @Test func aJudgementOutlastsTheAcceptance() throws {
    try state("p", ["Quentin Lanternmaker"])
    try state("q", ["Quentin Lanternmaker"])
    _ = try office.store.judge(
      entry("p"), entry("q"), .different, reason: "born elsewhere", as: office.author)
    let made = try office.store.acceptActor("p", kind: nil, names: nil, reason: nil, as: office.author).id
    let hits = try screen(office.store.read { try $0.screeningQuery(for: .actor(made)) })
    #expect(hits.map(\.id) == ["q"])
    #expect(hits.first?.judgement?.verdict == .different)
    let pairs = try office.store.read { try $0.duplicates(imported: nil).pairs }
    #expect(pairs.count == 3)
    let verdicts = pairs.map { $0.judgement?.verdict?.rawValue ?? "none" }.sorted()
    #expect(verdicts == ["different", "different", "same"])
  }

  @Test(arguments: [
    ("Pyotr Primerov", ["p1"]), ("Примеров Пётр", ["p1"]), ("Petr Primerof", ["p1"]),
    ("Quentin Lanternmaker", ["p2"]), ("Lantermaker Quentin", ["p2"]), ("Odd Otherwise", []),
  ])
  func namesAreFoundAcrossSpellings(_ asked: String, _ found: [String]) throws {
    try state("p1", ["Пётр Примеров"])
    try state("p2", ["Quentin Lanternmaker", "Q Lanternmaker"])
    #expect(try ids(asked) == found)
  }

  /// A date, a country or an identifier moves the score; what nobody says moves nothing.
  @Test func factsRaiseAndLower() throws {
    try state("old", ["Mira Sampleton"], born: "1950-02-03")
    try state("young", ["Mira Sampleton"], born: "1985-02-03")
    try state("silent", ["Mira Sampleton"])
    let born = ScreeningFacts(birthDates: [PartialDate(year: 1985, month: 2, day: 3)!])
    let hits = try screen(ScreeningQuery("Mira Sampletom", schema: .person, facts: born), threshold: 0.4)
    try #require(hits.map(\.id) == ["young", "silent", "old"])
    #expect(hits.map { $0.features.contains { $0.kind == .birthDate } } == [true, false, true])
    #expect(hits[0].score > hits[1].score && hits[1].score > hits[2].score)
  }

  /// An identifier finds an entry whose name alone would not.
  @Test func anIdentifierFindsAnotherName() throws {
    try state("c1", ["Mira Sampleton"], identifier: "5299 00-AB")
    let facts = ScreeningFacts(identifiers: [.init(kind: "lei", value: "529900ab")])
    #expect(try ids("Mira Somerton", facts) == ["c1"])
    #expect(try ids("Mira Somerton") == [])
  }

  /// Who has nothing but a tax office in common with the one asked for is no hit.
  @Test func aNumberOfManyFindsNobody() throws {
    for (id, name) in [("c1", "Mira Sampleton"), ("c2", "Ottilie Brasswick")] {
      try state(id, [name], identifier: "100001001", of: "kpp")
    }
    let facts = ScreeningFacts(identifiers: [.init(kind: "kpp", value: "100001001")])
    #expect(try ids("Quentin Lanternmaker", facts) == [])
    #expect(try ids("Mira Sampleton", facts) == ["c1"])
  }

  /// An alias in a row of its own is a hit of the entry it is about, once.
  @Test func anAliasRowLeadsToItsEntry() throws {
    try state("36", ["Quentin Lanternmaker"])
    try state("alt:7", ["Barnaby Fieldglass"], about: "36")
    let hits = try screen(ScreeningQuery("Barnaby Fieldglass", schema: .person))
    #expect(hits.map(\.id) == ["36"])
    #expect(hits.first?.caption.text == "Quentin Lanternmaker")
    #expect(hits.first?.name.name.text == "Barnaby Fieldglass")
  }

  /// An alias that does not say what it names is compared as its entry is, whichever of the two came first.
  @Test(arguments: [true, false]) func anAliasInheritsTheKindOfItsEntry(isEntryFirst: Bool) throws {
    let entry = { try state("36", ["Lanternmaker Works"], schema: .organisation) }
    if isEntryFirst { try entry() }
    // Told from its words it would be a person.
    try state("alt:7", ["Velma S.A."], schema: .unknown, about: "36")
    if !isEntryFirst { try entry() }
    #expect(try ids("Manuel Tere Velmasa").isEmpty)
    #expect(try screen(ScreeningQuery("Velma", schema: .organisation)).map(\.id) == ["36"])
    #expect(try screen(ScreeningQuery("Velma", schema: .person)).isEmpty)
    #expect(
      try office.store.read { try $0.names(of: .entry(source: "listx", id: "36")).map(\.schema) }
        == [.organisation, .organisation])
    try soundAndRebuilt()
  }

  @Test func actorsOfOursAreFoundAndFollowTheirNames() throws {
    let (actor, reference, _) = try office.store.newActor(
      kind: .person, names: [ActorName("Mira Sampleton")], as: office.author)
    #expect(try ids("Mira Sampleton") == [reference])
    let target = Target(actor.cast(), .names)
    try office.store.write(as: office.author) { writer in
      try writer.remove(target, ActorName("Mira Sampleton").cbor)
      try writer.add(target, ActorName("Barnaby Fieldglass").cbor)
    }
    #expect(try ids("Mira Sampleton") == [])
    #expect(try ids("Barnaby Fieldglass") == [reference])
    try soundAndRebuilt()
  }

  /// The tables are a function of the journal: whatever was done, a replay gives the same rows.
  @Test func rebuildAndVerifyGiveEqualRows() throws {
    try state("p1", ["Пётр Примеров"], identifier: "1")
    try state("p1", ["Пётр Примеров", "Petya"], content: "2")
    let (actor, _, _) = try office.store.newActor(
      kind: .unknown, names: [ActorName("北垣星图", romanised: "Beiyuan Xingtu")], as: office.author)
    try office.store.write(as: office.author) { writer in
      try writer.set(Target(actor.cast(), .actorKind), .text("organisation"))
    }
    _ = try office.store.judge(
      .actor(actor), .entry(source: "listx", id: "p1"), .different, reason: "r", as: office.author)
    try soundAndRebuilt()
    #expect(try office.store.read { try $0.names(of: .actor(actor)).count } == 2)
    try office.store.pool.write { try $0.execute(sql: "DELETE FROM nameKey WHERE key > 0") }
    #expect(try !office.store.verify().isSound)
    _ = try office.store.rebuild()
    try soundAndRebuilt()
  }

  private func soundAndRebuilt() throws {
    let report = try office.store.verify()
    #expect(report.isSound, "\(report.damaged)")
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
  }

  /// So many are as near as those that were compared that some were left out: that is said, and it is not said where what
  /// was left out has little in common with the name.
  @Test func whatIsLeftOutIsSaid() throws {
    let syllables = ["vel", "mar", "tor", "nun", "dak", "gan", "tu", "lin", "fro", "keth"]
    func word(_ number: Int) -> String {
      [number / 100, number / 10 % 10, number % 10].map { syllables[$0] }.joined()
    }
    func take(_ names: [String], from source: String) throws {
      try office.store.write(as: office.author) { writer in
        for (place, name) in names.enumerated() {
          var facts = StatedFacts()
          facts.schema = .person
          facts.names = [ActorName(name)]
          let record = SourceRecord(
            source: source, externalID: "\(source)\(place)", type: "entry", name: name, modified: nil,
            content: .inline(Array("\(place) \(name)".utf8)), bundle: .sha256([1]), offset: 0, length: 1,
            facts: facts)
          _ = try writer.takeRecord(record, of: exhibit, caseID: nil)
        }
      }
    }
    func asked(_ name: String) throws -> ScreeningResult {
      try office.store.read { try Screener($0).screen(ScreeningQuery(name, schema: .person)) }
    }
    try take(
      (0..<410).flatMap { ["Mira \(word($0))", "\(word($0 + 500)) Sampleton"] } + ["Mira Sampleton"],
      from: "listx")
    let ordinary = try asked("Mira Sampleton")
    #expect(ordinary.total == 1 && !ordinary.isPartial)
    try take(
      [String](repeating: "Barnaby Fieldglass", count: 410) + ["Barnaby Fieldglass Quill"], from: "listy")
    let common = try asked("Barnaby Fieldglass Quill")
    #expect(common.total == 400 && common.isPartial && common.hits.first?.score == 1)
  }

  /// Hundreds of ships that bear nearly the name of a person take no person's place.
  @Test func anotherKindTakesNoPlace() throws {
    let names: [(String, NameSchema, Int)] = [
      ("Tarik Belmond", .vessel, 459), ("Tarik Belmond", .person, 5), ("Tarik Belmont", .person, 1),
    ]
    try office.store.write(as: office.author) { writer in
      for (name, schema, count) in names {
        for place in 0..<count {
          var facts = StatedFacts()
          facts.schema = schema
          facts.names = [ActorName(name)]
          let id = "\(schema) \(name) \(place)"
          let record = SourceRecord(
            source: "listx", externalID: id, type: "entry", name: name, modified: nil,
            content: .inline(Array(id.utf8)), bundle: .sha256([1]), offset: 0, length: 1, facts: facts)
          _ = try writer.takeRecord(record, of: exhibit, caseID: nil)
        }
      }
    }
    let found = try office.store.read { reader in
      let screener = try Screener(reader)
      // Asked twice, it is answered from what is remembered.
      return try (0..<2).map { _ in
        try screener.screen(ScreeningQuery("Tarik Belmont", schema: .person))
      }
    }
    for result in found { #expect(result.total == 6 && !result.isPartial) }
    let ships = try office.store.read {
      try Screener($0).screen(ScreeningQuery("Tarik Belmond", schema: .vessel))
    }
    #expect(ships.total == 400 && ships.isPartial)
  }

  // MARK: judgements

  private func entry(_ id: String) -> NameBearer { .entry(source: "listx", id: id) }

  private func judge(_ a: String, _ b: String, _ verdict: PairJudgement.Verdict) throws -> String {
    try office.store.judge(entry(a), entry(b), verdict, reason: "because", as: office.author).id
  }

  private func cluster(_ id: String) throws -> IdentityCluster {
    try office.store.read { try $0.cluster(of: entry(id)) }
  }

  @Test func judgementsJoinPartAndAreTakenBack() throws {
    for id in ["a", "b", "c"] { try state(id, ["Mira Sampleton"]) }
    let first = try judge("a", "b", .same)
    _ = try judge("c", "b", .same)
    #expect(try Set(cluster("a").members) == Set(["a", "b", "c"].map(entry)))
    #expect(try cluster("a").contradictions.isEmpty)
    _ = try judge("a", "c", .different)
    #expect(try cluster("b").contradictions.map(\.verdict) == [.different])
    let undone = try office.store.undoJudgement(first, reason: "a mistake", as: office.author).undone
    #expect(undone.verdict == .same)
    #expect(undone.by == "ann")
    #expect(try cluster("a").members == [entry("a")])
    // Named again, in the other order, it is the same judgement.
    #expect(try judge("b", "a", .same) == first)
    #expect(try Set(cluster("a").members).count == 3)
  }

  /// However many are one on either side, what was judged of two of them counts for all.
  @Test func aJudgementBetweenLargeClustersCounts() throws {
    let (ones, others) = ((0..<34).map { "a\($0)" }, (0..<33).map { "b\($0)" })
    for id in ones + others { try state(id, ["Mira Sampleton"]) }
    for id in ones.dropFirst() { _ = try judge("a0", id, .same) }
    for id in others.dropFirst() { _ = try judge("b0", id, .same) }
    #expect(try office.store.read { try $0.standingJudgement(entry("a0"), entry("b0")) } == nil)
    let id = try judge("a7", "b9", .different)
    for (one, other) in [("a0", "b0"), ("b5", "a3"), ("a7", "b0")] {
      let found = try office.store.read { try $0.standingJudgement(entry(one), entry(other)) }
      #expect(found?.id == id && found?.verdict == .different, "\(one), \(other)")
    }
  }

  /// Of several judgements between two that are one with others, that somebody cannot say hides neither that somebody
  /// could nor that offices differ, in whatever order they were made.
  @Test(arguments: [true, false]) func whoCannotSayHidesNobody(isFirst: Bool) throws {
    for id in ["a0", "a1", "b0", "b1"] { try state(id, ["Mira Sampleton"]) }
    _ = try judge("a0", "a1", .same)
    _ = try judge("b0", "b1", .same)
    let (one, other) = isFirst ? ("a0", "a1") : ("a1", "a0")
    _ = try judge(one, "b1", .unsure)
    func stands() throws -> [String?] {
      try office.store.read { reader in
        try [("a0", "b0"), ("b0", "a0")].map { try reader.standingJudgement(entry($0), entry($1))?.word }
      }
    }
    #expect(try stands() == ["unsure", "unsure"])
    _ = try judge(other, "b1", .different)
    #expect(try stands() == ["different", "different"])
    // Offices differ about it.
    try office.store.pool.write {
      try $0.execute(sql: "UPDATE pairJudgement SET verdict = 'contested' WHERE verdict = 'different'")
    }
    #expect(try stands() == ["contested", "contested"])
  }

  /// What was judged of a record is read once, however many it is asked about with, and is what each pair says alone.
  @Test func judgementsOfManyPairsAreReadOnce() throws {
    let others = (0..<12).map { "b\($0)" }
    for id in ["a0", "a1"] + others { try state(id, ["Mira Sampleton"]) }
    for id in others.prefix(9) { _ = try judge("a0", id, .unsure) }
    _ = try judge("a0", "a1", .same)
    _ = try judge("a1", "b9", .different)
    try office.store.read { reader in
      func rows(_ ids: [String]) throws -> [JudgementRow?] {
        try reader.standingJudgements(ids.map { (asked: entry("a0"), held: entry($0)) })
      }
      let each = try others.map { try reader.standingJudgement(entry("a0"), entry($0)) }
      #expect(try rows(others) == each)
      let words: [String?] = Array(repeating: "unsure", count: 9) + ["different", nil, nil]
      #expect(each.map { $0?.word } == words)
      let ofOne = try SQLiteWork.of(reader.db) { _ = try rows(["b0"]) }
      let ofMany = try SQLiteWork.of(reader.db) { _ = try rows(Array(others.prefix(9))) }
      let lists = "SELECT pair, verdict FROM pairJudgement WHERE first"
      #expect(ofOne.runs(of: lists) > 0 && ofMany.runs(of: lists) == ofOne.runs(of: lists))
    }
  }

  @Test func aJudgementSurvivesAnotherImport() throws {
    try state("a", ["Mira Sampleton"])
    try state("b", ["Mira Sampletom"])
    let query = try office.store.read { try $0.screeningQuery(for: entry("a")) }
    #expect(try screen(query).map(\.id) == ["b"])
    _ = try judge("a", "b", .different)
    try state("b", ["Mira Sampletom"], content: "2")
    let hits = try screen(query)
    #expect(hits.map(\.judgement?.verdict) == [.different])
    #expect(hits.first?.judgement?.reason == "because")
    _ = try judge("a", "b", .same)
    #expect(try screen(query).isEmpty)
  }

  @Test func whatCannotBeJudgedIsRefused() throws {
    try state("a", ["Mira Sampleton"])
    #expect(throws: StoreError.self) { try judge("a", "a", .same) }
    #expect(throws: StoreError.self) {
      try office.store.judge(entry("a"), entry("b"), .same, reason: " ", as: office.author)
    }
    #expect(throws: StoreError.self) {
      try office.store.undoJudgement("abcdef012345", reason: nil, as: office.author)
    }
    try state("a", ["Mira Sampleton"], source: "listy")
    #expect(throws: StoreError.self) { try office.store.read { try $0.bearer("a") } }
    #expect(try office.store.read { try $0.bearer("listy:a") } == .entry(source: "listy", id: "a"))
  }

  // MARK: duplicates

  /// The pair says by which names it was found, and of what kind; facts count as in screening, and what they part is
  /// counted.
  @Test func duplicatesSayWhyAndHeedFacts() throws {
    try state("a", ["Mira Sampleton", "Barnaby Fieldglass"], born: "1950-01-02")
    try state("b", ["Ottilie Brasswick", "Fieldglass Barnaby"])
    try state("c", ["Fieldglass Barnaby"], born: "1980")
    let found = try office.store.read { try $0.duplicates(imported: nil) }
    #expect(
      found.pairs.map { [$0.first, $0.second] } == [[entry("b"), entry("c")], [entry("a"), entry("b")]])
    #expect(found.contradicted == 1, "born thirty years apart")
    let pair = try #require(found.pairs.last)
    #expect(pair.firstName.text == "Mira Sampleton" && pair.secondName.text == "Ottilie Brasswick")
    #expect(pair.firstMatch.text == "Barnaby Fieldglass" && pair.firstMatch.kind == .alsoKnownAs)
    #expect(pair.secondMatch.text == "Fieldglass Barnaby" && pair.secondMatch.kind == .alsoKnownAs)
    #expect(abs(pair.features.reduce(0) { $0 + $1.effect } - pair.score) < 1e-9)
    let all = try office.store.read { try $0.duplicates(imported: nil, threshold: 0.7) }
    #expect(all.pairs.count == 3 && all.contradicted == 0)
    #expect(all.pairs.last?.features.last?.kind == .birthDate, "\(all.pairs)")
  }

  /// Of more pairs than are asked for those with an identifier in common come first, whatever their names, and then those
  /// whose names are most alike; the others are counted, and nothing is looked up for them.
  @Test func theBestDuplicatesAreShownAndTheRestCounted() throws {
    for number in 0..<8 { try state("d\(number)", ["Quentin Lanternmaker"]) }
    try state("x", ["Mira Sampleton"], identifier: "SAMPLE1")
    try state("y", ["Ottilie Brasswick"], identifier: "SAMPLE1")
    try office.store.read { reader in
      let all = try reader.duplicates(imported: nil)
      #expect(all.pairs.count == 29 && all.unlisted == 0)
      let work = try SQLiteWork.of(reader.db) {
        let some = try reader.duplicates(imported: nil, limit: 5)
        #expect(some.pairs.count == 5 && some.unlisted == 24)
        #expect(some.pairs.contains { [$0.first, $0.second] == [entry("x"), entry("y")] })
      }
      #expect(work.runs(of: "JOIN listedName n ON n.id BETWEEN r.op") < 8)
    }
  }

  /// The names of an entry are looked up once, however many pairs it is in.
  @Test func namesOfDuplicatesAreLookedUpOnce() throws {
    for number in 0..<8 { try state("d\(number)", ["Quentin Lanternmaker", "Lamplighter \(number)"]) }
    try office.store.read { reader in
      let work = try SQLiteWork.of(reader.db) {
        let pairs = try reader.duplicates(imported: nil).pairs
        #expect(pairs.count == 28)
        #expect(Set(pairs.map(\.firstMatch.text)) == ["Quentin Lanternmaker"])
      }
      #expect(work.runs(of: "JOIN listedName n ON n.id BETWEEN r.op") == 8)
    }
  }

  @Test func duplicatesByNameAndByIdentifier() throws {
    try state("a", ["Mira Sampleton"])
    try state("b", ["Sampleton Mira"])
    try state("c", ["Barnaby Fieldglass"], identifier: "77")
    try state("d", ["Quentin Lanternmaker"], identifier: "7-7")
    try state("e", ["Quentin Lanternmaker"], source: "listy")
    // Names and a number: one pair, with both.
    try state("f", ["Ottilie Brasswick"], identifier: "9")
    try state("g", ["Brasswick Ottilie"], identifier: "9")
    let pairs = try office.store.read { try $0.duplicates(imported: "listx").pairs }
    #expect(
      pairs.map { [$0.first, $0.second] } == [
        [entry("f"), entry("g")], [entry("a"), entry("b")], [entry("c"), entry("d")],
      ])
    #expect(pairs.map { $0.shared.map(\.value) } == [["9"], [], ["77"]])
    #expect(try office.store.read { try $0.duplicates(imported: nil).pairs.count } == 4)
    #expect(throws: StoreError.self) { try office.store.read { try $0.duplicates(imported: "listz") } }
  }
}
