import CaseTesting
import Testing

@testable import CaseDomain

@Suite struct NameIndexTests {
  @Test func keysAreText() {
    let keys = NameKeys.keys(of: ParsedName("Velmar Torn", schema: .person))
    #expect(keys.contains("=BRNR"))
    #expect(keys.contains("~velmar"))
    #expect(keys.contains("~vlmar"))
    #expect(keys == keys.sorted())
    #expect(Set(keys).count == keys.count)
  }

  @Test(arguments: [
    ("Sergei Orlanov", "Сергей Орланов"), ("Khaled Tarquni", "Chalid Tarkuni"),
    ("van der Tarn", "Vandertarn"),
    ("张书恒", "Zhang Shuheng"), ("Robert Tarn", "Bob Tarm"), ("al-Velmani", "Alvelmani"), ("Velmxr", "Velmar"),
  ])
  func spellingsShareAKey(_ first: String, _ second: String) {
    let a = Set(NameKeys.keys(of: ParsedName(first, schema: .person)))
    let b = Set(NameKeys.keys(of: ParsedName(second, schema: .person)))
    #expect(!a.isDisjoint(with: b))
  }

  /// Invented names: 2,000 of them, two words each.
  private static let names: [String] = {
    var random = SeededGenerator(seed: 11)
    let syllables = [
      "vel", "mar", "tor", "nun", "dak", "ri", "sho", "bel", "gan", "tu", "lin", "fro", "za", "keth", "mo",
      "pir", "yas", "wen",
    ]
    func word() -> String {
      (0..<Int.random(in: 2...4, using: &random)).map { _ in syllables.randomElement(using: &random) ?? "vel"
      }.joined()
    }
    return (0..<800).map { _ in "\(word()) \(word())" }
  }()
  private static let shelf = NameShelf(
    names.enumerated().map { (entity: $0.offset, names: [ParsedName($0.element, schema: .person)]) })

  @Test func everyNameFindsItself() {
    for (place, name) in Self.names.enumerated() {
      let hits = Self.shelf.hits(for: ParsedName(name.uppercased(), schema: .person))
      #expect(hits.contains { $0.entity == place && $0.score == 1 })
    }
  }

  /// Hundreds of short names have the same consonants: the one that was asked for is compared all the same.
  @Test func aShortNameFindsItselfAmongManyAlike() {
    let vowels = [
      "a", "e", "i", "o", "u", "aa", "ae", "ai", "ao", "au", "ea", "ei", "eo", "ia", "io", "oa", "oi", "ua",
      "ui", "y",
    ]
    let names = vowels.flatMap { first in
      ["b", "v", "p", "f"].flatMap { start in vowels.map { start + first + "b" + $0 } }
    }
    #expect(names.count == 1600)
    let shelf = NameShelf(
      (names + ["veb", "ana i", "sol"]).enumerated().map {
        (entity: $0.offset, names: [ParsedName($0.element, schema: .organisation)])
      })
    for (place, name) in [(1600, "VEB"), (1601, "ANA I"), (1602, "SOL")] {
      let hits = shelf.hits(for: ParsedName(name, schema: .unknown))
      #expect(hits.contains { $0.entity == place && $0.score == 1 }, "\(name)")
    }
    // What is like hundreds of them, and none in full, says that not all were compared.
    let keys = names.map { NameKeys.numbers(of: ParsedName($0, schema: .organisation)) }
    func isPartial(_ text: String) -> Bool {
      NameCandidates(
        for: ParsedName(text, schema: .organisation), held: names.count, canBe: { _ in true },
        names: { key in keys.indices.filter { keys[$0].contains(key) }.map(Int64.init) }
      ).isPartial
    }
    #expect(isPartial("wubiwub"))
    #expect(!isPartial("veb"))
  }

  /// Two words written as one are found by their letters, though a thousand names begin with such consonants.
  @Test func wordsWrittenAsOneAreFoundAmongManyAlike() {
    let vowels = [
      "a", "e", "i", "o", "u", "ae", "ai", "ao", "au", "ea", "ei", "eo", "ia", "io", "oa", "oi", "ua", "ui",
    ]
    // The consonants of `huatuo`, and those of `hua`.
    let alike = vowels.flatMap { first in
      ["t", "d", "tt"].flatMap { middle in vowels.map { first + middle + $0 } }
        + vowels.flatMap { ["h\(first) bor\($0)s", "\(first) fen\($0)k"] }
    }
    #expect(alike.count > 1_500)
    let shelf = NameShelf(
      (alike + ["Huatuo Technologies Co., Ltd."]).enumerated().map {
        (entity: $0.offset, names: [ParsedName($0.element, schema: .organisation)])
      })
    for name in ["Hua Tuo Technology Co., Ltd.", "华佗技术有限公司"] {
      let hits = shelf.hits(for: ParsedName(name, schema: .unknown))
      #expect(hits.contains { $0.entity == alike.count }, "\(name)")
    }
  }

  @Test func aSlipIsFound() {
    var random = SeededGenerator(seed: 5)
    var found = 0
    for (place, name) in Self.names.enumerated() {
      var letters = Array(name)
      letters[Int.random(in: 1..<4, using: &random)] = "x"
      if Self.shelf.hits(for: ParsedName(String(letters), schema: .person)).contains(where: {
        $0.entity == place
      }) {
        found += 1
      }
    }
    #expect(found >= Self.names.count * 99 / 100)
  }

  /// Blocking loses nothing that a comparison of all would find at the review threshold.
  @Test func blockingFindsWhatAFullScanFinds() {
    let parsed = Self.names.map { ParsedName($0, schema: .person) }
    var expected = 0
    var lost = 0
    for query in parsed.prefix(60) {
      let hits = Set(Self.shelf.hits(for: query).map(\.entity))
      for (place, name) in parsed.enumerated()
      where NameComparison.score(query, name) >= NameWeights.reviewThreshold {
        expected += 1
        if !hits.contains(place) { lost += 1 }
      }
    }
    #expect(expected >= 60)
    #expect(lost * 50 <= expected, "\(lost) of \(expected) lost")
  }

  @Test func hitsComeBestFirstAndOncePerEntity() {
    let entries = [
      (entity: "a", names: ["Velmar Tornquist", "Velmar Tornqvist"].map { ParsedName($0, schema: .person) }),
      (entity: "b", names: [ParsedName("Velmar Tornkvist", schema: .person)]),
      (entity: "c", names: [ParsedName("Velmar Tornquist", schema: .organisation)]),
    ]
    let hits = NameShelf(entries).hits(for: ParsedName("Velmar Tornquist", schema: .person))
    #expect(hits.map(\.entity) == ["a", "b"])
    #expect(hits[0].score == 1)
    #expect(hits[0].name.text == "Velmar Tornquist")
  }

  @Test func aQueryOfUnknownKindFindsAllKinds() {
    let schemas: [NameSchema] = [.person, .organisation, .vessel]
    let shelf = NameShelf(schemas.map { (entity: $0, names: [ParsedName("Velmar Orlania", schema: $0)]) })
    #expect(
      Set(shelf.hits(for: ParsedName("Velmar Orlania", schema: .unknown)).map(\.entity)) == Set(schemas))
    #expect(shelf.hits(for: ParsedName("Velmar Orlania", schema: .vessel)).map(\.entity) == [.vessel])
  }

  @Test func duplicatesComeInPairs() {
    let texts = ["Velmar Tornquist", "Rami Lindgarde", "TORNQUIST, Velmar", "Ghazi Tarquni"]
    let index = NameIndex(
      texts.enumerated().map { (entity: $0.offset, names: [ParsedName($0.element, schema: .person)]) })
    let found = index.duplicates()
    #expect(found.pairs.map { [$0.first, $0.second] } == [[0, 2]] && found.cutNames == 0)
  }

  /// A pair says which names of its two make its score: of several that do, the foremost.
  @Test func aPairSaysByWhichNames() {
    func parsed(_ texts: [String]) -> [ParsedName] { texts.map { ParsedName($0, schema: .person) } }
    let entries = [
      ["Ghazi Tarquni"], ["Rami Lindgarde", "Velmar Tornquist", "Velmar Tornquist"],
      ["Orlan Brasswick", "Velmar Tornkvist", "TORNQUIST, Velmar", "Velmar Tornquist"],
    ]
    let index = NameIndex(entries.enumerated().map { (entity: $0.offset, names: parsed($0.element)) })
    let pairs = index.duplicates().pairs
    #expect(pairs.map { [$0.first, $0.second] } == [[1, 2]])
    #expect(pairs.first?.names.first == 1)
    let second = parsed(entries[2]).map { NameComparison.score(parsed(entries[1])[1], $0) }
    #expect(pairs.first?.names.second == second.firstIndex(of: second.max() ?? 0))
  }

  /// Of a name that too many bear not all pairs are found, and that is said; others that were cut are no matter.
  @Test func whatIsLeftOutOfDuplicatesIsCounted() {
    func found(_ texts: [String], candidates: Int) -> NameIndex<Int>.Duplicates {
      NameIndex(
        texts.enumerated().map { (entity: $0.offset, names: [ParsedName($0.element, schema: .person)]) }
      ).duplicates(candidates: candidates)
    }
    let alike = [String](repeating: "Velmar Tornquist", count: 10)
    let whole = found(alike, candidates: 9)
    #expect(whole.pairs.count == 45 && whole.cutNames == 0)
    // The first four have more than five behind them.
    let cut = found(alike, candidates: 5)
    #expect(cut.pairs.count == 35 && cut.cutNames == 4)
    // Much in common, and not alike: nor is what was left out.
    let others = ["Lindgarde", "Kethmo", "Frozapir", "Brasswick"].map { "Velmar Tornquist Orlan \($0)" }
    #expect(found(others, candidates: 1).cutNames == 0)
  }

  /// Lists of words that all names have are not walked for each name: what tells the names apart is enough.
  @Test func wordsThatAllHaveAreNotWalked() {
    let names = (0..<2_000).map { ParsedName("Party \($0) Trading", schema: .organisation) }
    let postings = NamePostings(names)
    var scratch = NamePostings.Scratch(count: names.count)
    var walked = 0
    for (place, name) in names.enumerated() {
      let found = postings.candidates(
        for: name, atMost: 60, share: NamePostings.duplicateShare, after: place, scratch: &scratch
      ) { _ in true }
      walked += found.walked
      #expect(!found.isCut)
    }
    #expect(walked < 400 * names.count, "\(walked)")
  }

  /// Where nothing else tells names apart a list is walked only so far, and that is said.
  @Test func aListThatIsTooLongIsCut() {
    let names = [ParsedName](repeating: ParsedName("Velmar Tornquist", schema: .person), count: 50)
    let postings = NamePostings(names)
    var scratch = NamePostings.Scratch(count: names.count)
    for (place, count) in [(0, 10), (38, 10), (39, 10), (45, 4), (49, 0)] {
      let found = postings.candidates(
        for: names[place], atMost: 60, share: NamePostings.duplicateShare, after: place, scratch: &scratch,
        longestWalk: 10
      ) { _ in true }
      #expect(found.names.sorted() == Array(place + 1..<place + 1 + count))
      #expect(found.isCut == (place < 39))
    }
  }

  /// Of more than are asked for the weightiest are found, the first of those that weigh as much: whatever list gave them.
  @Test func theWeightiestAreFound() {
    let texts = ["Velmar Tornquist Orlan", "Velmar Lindgarde", "Velmar Tornquist", "Tornquist Velmar Orlan"]
    let names = (0..<40).flatMap { _ in texts.map { ParsedName($0, schema: .person) } }
    let postings = NamePostings(names)
    var scratch = NamePostings.Scratch(count: names.count)
    func found(_ limit: Int) -> [Int] {
      postings.candidates(
        for: names[0], atMost: limit, share: 0.15, after: 0, scratch: &scratch
      ) { _ in true }.names
    }
    #expect(found(500).count == names.count - 1)
    let best = found(45)
    #expect(best.prefix(39) == Array(stride(from: 4, to: 160, by: 4))[...])
    #expect(best.suffix(6) == [3, 7, 11, 15, 19, 23])
  }

  /// However many of another kind are as much alike, they take nobody's place.
  @Test func anotherKindTakesNoPlace() {
    func entries(_ all: [(count: Int, text: String, schema: NameSchema)]) -> [(Int, [ParsedName])] {
      let names = all.flatMap { one in
        [ParsedName](repeating: ParsedName(one.text, schema: one.schema), count: one.count)
      }
      return names.enumerated().map { ($0.offset, [$0.element]) }
    }
    let shelf = NameShelf(
      entries([
        (459, "Tarik Belmond", .vessel), (5, "Tarik Belmond", .person), (1, "Tarik Belmont", .person),
      ]).map { (entity: $0.0, names: $0.1) })
    let hits = shelf.hits(for: ParsedName("Tarik Belmont", schema: .person))
    #expect(Set(hits.map(\.entity)) == Set(459..<465))
    let index = NameIndex(
      entries([
        (1, "Tarik Belmont", .person), (70, "Tarik Belmont", .vessel), (1, "Tarik Belmond", .person),
      ]).map { (entity: $0.0, names: $0.1) })
    #expect(index.duplicates().pairs.filter { $0.first == 0 }.map(\.second) == [71])
  }

  @Test func anEmptyIndexFindsNothing() {
    let index = NameIndex([(entity: 1, names: [])])
    #expect(NameShelf([(entity: 1, names: [])]).hits(for: ParsedName("Velmar", schema: .person)).isEmpty)
    #expect(index.duplicates().pairs.isEmpty)
    #expect(Self.shelf.hits(for: ParsedName("…", schema: .person)).isEmpty)
  }
}
