import CaseDomain
import Testing

@testable import CaseStore

/// What screening makes of entries that have several versions, or no row of their own. Everybody here is invented.
@Suite struct StatedNowTests {
  private let office: Office
  private let exhibit: ExhibitID

  init() throws {
    office = try Office()
    exhibit = try office.sampleExhibit()
  }

  private func state(
    _ id: String, _ names: [ActorName], passport: String? = nil, about: String? = nil,
    isRevoked: Bool = false, source: String = "listx"
  ) throws {
    var facts = StatedFacts()
    facts.schema = .organisation
    facts.names = names
    facts.identifiers = passport.map { [.init(kind: "passport", value: $0)] } ?? []
    facts.about = about
    facts.isRevoked = isRevoked
    let record = SourceRecord(
      source: source, externalID: id, type: "entry", name: names.first?.text, modified: nil,
      content: .inline(Array("\(id) \(names) \(passport ?? "") \(about ?? "")".utf8)), bundle: .sha256([1]),
      offset: 0, length: 1, facts: facts)
    try office.store.write(as: office.author) { writer in
      _ = try writer.takeRecord(record, of: exhibit, caseID: nil)
    }
  }

  private func state(_ id: String, _ name: String, passport: String? = nil, about: String? = nil) throws {
    try state(id, [ActorName(name)], passport: passport, about: about)
  }

  private func hits(_ name: String, passport: String? = nil) throws -> [ScreeningHit] {
    let facts = ScreeningFacts(identifiers: passport.map { [.init(kind: "passport", value: $0)] } ?? [])
    return try office.store.read {
      try Screener($0).screen(ScreeningQuery(name, schema: .organisation, facts: facts)).hits
    }
  }

  private func duplicates(_ imported: String? = nil) throws -> DuplicateSearch {
    try office.store.read { try $0.duplicates(imported: imported) }
  }

  private func entry(_ id: String) -> NameBearer { .entry(source: "listx", id: id) }

  // MARK: identifiers

  /// In its own row, and in a row about it.
  @Test(arguments: [false, true]) func whatOneNoLongerStatesIsNotShared(isInARowOfItsOwn: Bool) throws {
    func second(_ passport: String) throws {
      if isInARowOfItsOwn {
        try state("paper", [], passport: passport, about: "102")
      } else {
        try state("102", "Brasswick Foundry", passport: passport)
      }
    }
    try state("101", "Tarnwick Works", passport: "A123")
    try state("102", "Brasswick Foundry")
    try second("A123")
    #expect(try duplicates().pairs.map { $0.shared.map(\.value) } == [["A123"]])
    #expect(try Set(hits("Zzz", passport: "A123").map(\.id)) == ["101", "102"])
    try second("B999")
    #expect(try duplicates().pairs.isEmpty)
    #expect(try hits("Zzz", passport: "A123").map(\.id) == ["101"])
    #expect(try hits("Zzz", passport: "B999").map(\.id) == ["102"])
    #expect(try hits("Zzz", passport: "B999").first?.features.last?.kind == .identifier)
  }

  /// A row that is about somebody else now says nothing of whom it was about before.
  @Test func aRowThatIsAboutAnotherNowCountsForThatOne() throws {
    try state("101", "Tarnwick Works")
    try state("102", "Brasswick Foundry")
    try state("paper", [], passport: "A123", about: "101")
    try state("paper", [], passport: "A123", about: "102")
    #expect(try hits("Zzz", passport: "A123").map(\.id) == ["102"])
    let facts = try office.store.read { reader in try ["101", "102"].map { try reader.facts(of: entry($0)) } }
    #expect(facts.map(\.identifiers.count) == [0, 1])
  }

  /// What more than ten entries state offers no pairs, and is said with how many state it.
  @Test(arguments: [10, 11, 13]) func anIdentifierOfManyIsSaidToBeLeftOut(_ bearers: Int) throws {
    for place in 0..<bearers {
      try state("e\(place)", "\(Self.words[place]) Works", passport: "NONE")
      // A second version of the same entry is no further bearer.
      try state("e\(place)", "\(Self.words[place]) Lantern", passport: "NONE")
    }
    let found = try duplicates()
    #expect(found.pairs.count { !$0.shared.isEmpty } == (bearers > 10 ? 0 : 45))
    #expect(found.common.map(\.bearers) == (bearers > 10 ? [bearers] : []))
    #expect(found.common.allSatisfy { $0.identifier == .init(kind: "passport", value: "NONE") })
  }
  private static let words = [
    "Tarnwick", "Brasswick", "Orlen", "Velmar", "Quist", "Dessa", "Ulbek", "Fenrow", "Marrow", "Holm",
    "Castine", "Juniper", "Petrel",
  ]

  // MARK: names

  /// A name that an earlier version alone gave is said to be a former one; what is still stated is not.
  @Test func aFormerNameIsSaidToBeOne() throws {
    try state("101", "Tornlund Holding")
    try state("101", "Brasswick Trading")
    let hit = try #require(try hits("Tornlund Holding").first)
    #expect(hit.caption.text == "Brasswick Trading" && hit.name.name.text == "Tornlund Holding")
    #expect(hit.name.isFormer && hit.score == 1)
    #expect(try hits("Brasswick Trading").map(\.name.isFormer) == [false])
    // Stated by both versions, it is current, of the kind that is stated now.
    try state(
      "101", [ActorName("Tarnwick"), ActorName("Tornlund Holding", kind: .formerlyKnownAs, strength: .weak)])
    let again = try #require(try hits("Tornlund Holding").first)
    #expect(!again.name.isFormer && again.name.name.kind == .formerlyKnownAs)
    #expect(again.name.name.strength == .weak)
  }

  /// Of two names that are as much alike the one that is stated now is shown.
  @Test func aNameThatIsStatedNowGoesFirst() throws {
    try state("101", "Tornlund Holding")
    try state("101", "Tornlund Holding Ltd")
    let hit = try #require(try hits("Tornlund Holding").first)
    #expect(hit.name.name.text == "Tornlund Holding Ltd" && !hit.name.isFormer)
  }

  @Test func aFormerAliasRowIsFormer() throws {
    try state("101", "Brasswick Trading")
    try state("alt", "Tornlund Holding", about: "101")
    #expect(try hits("Tornlund Holding").map(\.name.isFormer) == [false])
    try state("alt", "Tarnwick Works", about: "101")
    #expect(try hits("Tornlund Holding").map(\.name.isFormer) == [true])
    try state("102", "Tornlund Holding")
    let pair = try #require(try duplicates().pairs.first)
    #expect([pair.isFirstFormer, pair.isSecondFormer] == [true, false])
  }

  /// Whichever row was read first, somebody is shown by the primary name of the entry's own row.
  @Test func theCaptionIsThePrimaryName() throws {
    try state("alt", [ActorName("Weak Lantern", kind: .formerlyKnownAs, strength: .weak)], about: "101")
    try state("alt2", [ActorName("Alias Works")], about: "101")
    try state("101", "Brasswick Trading")
    #expect(try office.store.read { try $0.caption(of: entry("101"))?.text } == "Brasswick Trading")
    _ = try office.store.judge(
      entry("101"), .entry(source: "listx", id: "x"), .same, reason: "r", as: office.author)
    let value = PairJudgement(entry("101"), .entry(source: "listx", id: "x"), .same)?.cbor
    let words = try office.store.read { try $0.describe(#require(value), .pairJudgement) }
    #expect(words.contains("101 Brasswick Trading"), "\(words)")
  }

  // MARK: what an actor is made of

  private func namesAccepted(_ proposal: String) throws -> [String] {
    let made = try office.store.acceptActor(
      proposal, kind: nil, names: nil, reason: nil, as: office.author)
    return try office.store.read { try $0.actor(made.id).names.map(\.text) }
  }

  /// Another source's record of the same id gives no name to one that has none.
  @Test func anActorIsNotCalledAsAnotherSourceCallsItsId() throws {
    try state("X1", [])
    try state("X1", [ActorName("Brasswick Trading")], source: "listy")
    #expect(try namesAccepted("listx:X1") == ["X1"])
  }

  /// What its source corrected is no name of an actor; where nothing else is stated, it is.
  @Test func anActorHasTheNamesThatAreStatedNow() throws {
    try state("101", "Tornlund Holdign")
    try state("101", "Tornlund Holding")
    try state("alt", "Brasswick Traiding", about: "101")
    try state("alt", "Brasswick Trading", about: "101")
    #expect(try Set(namesAccepted("101")) == ["Tornlund Holding", "Brasswick Trading"])
    try state("102", "Velmar Lantern")
    try state("102", [])
    #expect(try namesAccepted("102") == ["Velmar Lantern"])
  }

  /// An entry of a list may have thousands of names, each in a row of its own: they are read once, and not again
  /// for each of them, each pair or each hit.
  @Test func theNamesOfAnEntryAreReadOnce() throws {
    func reads(_ body: (StoreReader) throws -> Void) throws -> Int {
      try office.store.read { reader in
        let work = try SQLiteWork.of(reader.db) { try body(reader) }
        return work.runs(of: "n.about = ?1 AND r.source = ?2 AND EXISTS")
      }
    }
    try state("sdn:1", [ActorName("Tarnwick Works")], source: "ofac")
    for place in Self.words.indices {
      let alias = ActorName("\(Self.words[place]) Lantern")
      try state("alt:1:\(place)", [alias], about: "sdn:1", source: "ofac")
    }
    try state("sdn:2", [ActorName("Castine Lantern")], source: "ofac")
    let ofAcceptance = try reads { reader in
      let now = try reader.namesStatedNow(of: .entry(source: "ofac", id: "sdn:1"))
      #expect(now.names.count == Self.words.count + 1 && now.left.isEmpty)
    }
    #expect(ofAcceptance == 1)
    let ofPairs = try reads { reader in
      let pairs = try reader.duplicates(imported: nil).pairs
      #expect(pairs.map { Set([$0.firstMatch.text, $0.secondMatch.text]) } == [["Castine Lantern"]])
    }
    #expect(ofPairs == 2)
    let ofHits = try reads { reader in
      let query = ScreeningQuery("Petrel Lantern", schema: .organisation)
      let hits = try Screener(reader).screen(query, limit: 1).hits
      #expect(hits.map(\.id) == ["sdn:1"])
    }
    #expect(ofHits == 1)
  }

  // MARK: who can be accepted

  private func refused(_ id: String) -> StoreError? {
    #expect(throws: StoreError.self) {
      try office.store.acceptActor(id, kind: nil, names: nil, reason: nil, as: office.author)
    }
  }

  @Test func whatIsRevokedIsNotAccepted() throws {
    try state("101", "Brasswick Trading")
    try state("101", [], isRevoked: true)
    let refusal = try #require(refused("101"))
    #expect(refusal.message.contains("revoked") && refusal.remedy.contains("casetui actor new"))
    #expect(try office.store.read { try $0.actors() }.isEmpty)
    // Stated again, it stands.
    try state("101", "Brasswick Trading Works")
    _ = try office.store.acceptActor("101", kind: nil, names: nil, reason: nil, as: office.author)
  }

  /// An entry whose aliases alone are held can be named and judged, and not accepted.
  @Test func anEntryWithoutARowOfItsOwnIsNamed() throws {
    try state("alt", "Orphan Lantern", about: "999")
    try state("101", "Brasswick Trading")
    #expect(try hits("Orphan Lantern").map(\.id) == ["999"])
    #expect(try office.store.read { try $0.bearer("999") } == entry("999"))
    #expect(try office.store.read { try $0.bearer("listx:999") } == entry("999"))
    _ = try office.store.judge(entry("999"), entry("101"), .different, reason: "r", as: office.author)
    #expect(try office.store.read { try $0.judgements(of: entry("999")).count } == 1)
    let refusal = try #require(refused("999"))
    #expect(refusal.message.contains("only rows about it") && refusal.remedy.contains("import the file"))
    try state("999", "Lantern Works")
    _ = try office.store.acceptActor("999", kind: nil, names: nil, reason: nil, as: office.author)
    #expect(throws: StoreError.self) { try office.store.read { try $0.bearer("998") } }
  }
}
