import CaseTesting
import Testing

@testable import CaseDomain

@Suite struct AdmiraltyGradeTests {
  @Test(arguments: [
    ("A1", true), ("c3", true), ("C3", true), ("A3", true), ("C1", true), ("D1", false), ("A4", false),
    ("C4", false), ("F1", false), ("A6", false), ("F6", false),
  ])
  func meetsC3(_ text: String, _ enough: Bool) throws {
    #expect(try #require(AdmiraltyGrade(text)).meets(AdmiraltyGrade(.c, .three)) == enough)
  }

  @Test(arguments: ["", "C", "3C", "G1", "A0", "A7", "C33", " C3", "C٣", "Ｃ3"])
  func isNotAGrade(_ text: String) { #expect(AdmiraltyGrade(text) == nil) }

  @Test func whatCannotBeJudgedMeetsNoFloorNotEvenTheLowest() {
    let floor = AdmiraltyGrade(.f, .six)
    #expect(!AdmiraltyGrade(.f, .one).meets(floor))
    #expect(!AdmiraltyGrade(.a, .six).meets(floor))
    #expect(AdmiraltyGrade(.e, .five).meets(floor))
  }
}

@Suite struct HandlingMarkTests {
  @Test(arguments: [
    ("CUI//SP-LEI/PROPIN//FEDCON TLP:AMBER", "CUI//SP-LEI/PROPIN//FEDCON TLP:AMBER"),
    ("CUI//PROPIN/EXPT/SP-PRVCY/SP-LEI", "CUI//SP-LEI/SP-PRVCY/EXPT/PROPIN TLP:AMBER"),
    ("CONTROLLED//NOFORN", "CUI//NOFORN TLP:AMBER"),
    ("CUI//FED ONLY/NOFORN tlp:red", "CUI//FED ONLY/NOFORN TLP:RED"),
    ("(CUI)", "CUI TLP:AMBER"),
    ("", "CUI TLP:AMBER"),
    ("TLP:AMBER+STRICT", "CUI TLP:AMBER+STRICT"),
    ("TLP:CLEAR", "UNCLASSIFIED TLP:CLEAR"),
    ("TLP:WHITE", "UNCLASSIFIED TLP:CLEAR"),
    ("UNCLASSIFIED TLP:GREEN", "UNCLASSIFIED TLP:GREEN"),
  ])
  func reads(_ text: String, _ printed: String) throws {
    let mark = try HandlingMark.parse(text)
    #expect(mark.description == printed)
    let again = try HandlingMark.parse(printed)
    #expect(again == mark)
  }

  @Test(arguments: [
    "S", "TS", "(S)", "(TS//SI)", "SECRET", "secret", "TOP SECRET", "Top Secret//SCI", "CONFIDENTIAL", "(C)",
    "SECRET//NOFORN", "CUI//SECRET", "CUI//SP-LEI//NOFORN SECRET", "TLP:RED SECRET", "NATO-SECRET",
    "TLP:SECRET",
    "TOP\u{A0}SECRET",
  ])
  func refusesClassified(_ text: String) {
    #expect {
      try HandlingMark.parse(text)
    } throws: { error in
      if case .classified = error as? MarkRefusal { true } else { false }
    }
  }

  @Test(arguments: [
    "CUI//", "CUI//lei//", "CUI//REL TO USA", "CUI//A", "CUI//LEI//PROPIN", "CUI//FEDCON//LEI", "FOUO",
    "TLP:PINK", "TLP:RED TLP:GREEN", "CUI/LEI", "CUI//LEI//FEDCON//X", "ＳＥＣＲＥＴ", "CUI//LEI FEDCON",
  ])
  func refusesWhatItCannotRead(_ text: String) {
    #expect {
      try HandlingMark.parse(text)
    } throws: { error in
      if case .unreadable = error as? MarkRefusal { true } else { false }
    }
  }

  @Test func tlpIsOrdered() {
    #expect(TLP.clear < .green && TLP.green < .amber && TLP.amber < .amberStrict && TLP.amberStrict < .red)
    #expect(TLP.mostRestrictive(of: [.green, .amberStrict, .amber]) == .amberStrict)
    #expect(TLP.mostRestrictive(of: []) == nil)
  }

  /// The mark of a product is the most restrictive of its parts: a join in the lattice of marks.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func joinIsLeastUpperBound(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func mark() -> HandlingMark {
      let names = ["SP-LEI", "LEI", "PROPIN", "EXPT", "PRVCY"].compactMap(CUIMark.Category.init)
      let cui = CUIMark(
        categories: Set(names.filter { _ in Bool.random(using: &random) }),
        dissemination: Set(CUIMark.Dissemination.allCases.filter { _ in Bool.random(using: &random) }))
      return HandlingMark(
        cui: Bool.random(using: &random) ? cui : nil, tlp: TLP.allCases.randomElement(using: &random)!)
    }
    let (a, b, c) = (mark(), mark(), mark())
    #expect(a.joined(with: b) == b.joined(with: a))
    #expect(a.joined(with: b).joined(with: c) == a.joined(with: b.joined(with: c)))
    #expect(a.joined(with: a) == a)
    let all = HandlingMark.mostRestrictive(of: [a, b, c])!
    for part in [a, b, c] {
      #expect(all.joined(with: part) == all)
      #expect(all.tlp >= part.tlp)
    }
    #expect(all.tlp == [a.tlp, b.tlp, c.tlp].max())
  }
}

@Suite struct CustodyTests {
  private static let sha = ContentHash(Sample.toyHash([1]))!

  /// `received A B`, one entry a line; chained as it should be.
  private static func chain(_ lines: String...) -> CustodyChain {
    lines.reduce(CustodyChain()) { chain, line in
      let words = line.split(separator: " ").map(String.init)
      return chain.appending(
        chain.next(
          CustodyAction(rawValue: words[0])!, from: words[1], to: words[2], atMilliseconds: 5, by: words[1],
          sha256: sha, hash: Sample.toyHash))
    }
  }

  @Test(arguments: [
    ("one entry", chain("received lab desk"), 0),
    (
      "a whole life",
      chain("received lab desk", "stored desk desk", "viewed desk desk", "transferred desk hq"), 0
    ),
    ("both sides write", chain("received lab desk", "transferred desk hq", "received desk hq"), 0),
    ("empty", CustodyChain(), 1),
    ("not received first", chain("stored desk desk"), 1),
    ("handed on by who did not hold it", chain("received lab desk", "transferred hq lab"), 1),
    (
      "acknowledged by somebody else",
      chain("received lab desk", "transferred desk hq", "received desk bureau"), 1
    ),
    ("viewing hands nothing over", chain("received lab desk", "viewed desk hq"), 1),
  ])
  func reads(_ why: String, _ chain: CustodyChain, _ faults: Int) {
    #expect(chain.faults(of: Self.sha).count == faults, "\(why)")
    #expect(chain.brokenLinks(hash: Sample.toyHash).isEmpty, "\(why)")
  }

  @Test func anyChangedEntryBreaksTheChain() {
    let good = Self.chain("received lab desk", "viewed desk desk", "verified desk desk")
    for index in good.entries.indices.dropLast() {
      let old = good.entries[index]
      var entries = good.entries
      entries[index] = CustodyEntry(
        position: old.position, action: old.action, from: old.from, to: old.to, atMilliseconds: 6, by: old.by,
        sha256: old.sha256, previousHash: old.previousHash)
      #expect(CustodyChain(entries).brokenLinks(hash: Sample.toyHash).count == 1)
    }
  }

  @Test func aDroppedOrMovedEntryShows() {
    let entries = Self.chain("received lab desk", "viewed desk desk", "verified desk desk").entries
    #expect(!CustodyChain([entries[0], entries[2]]).faults(of: Self.sha).isEmpty)
    #expect(!CustodyChain([entries[0], entries[2], entries[1]]).faults(of: Self.sha).isEmpty)
    #expect(!CustodyChain(Array(entries.dropFirst())).faults(of: Self.sha).isEmpty)
  }

  @Test func fieldsCannotRunIntoEachOther() {
    func entry(_ from: String, _ to: String) -> [UInt8] {
      CustodyChain().next(
        .received, from: from, to: to, atMilliseconds: 5, by: "x", sha256: Self.sha, hash: Sample.toyHash
      ).canonicalBytes
    }
    #expect(entry("ab", "c") != entry("a", "bc"))
  }

  @Test func otherBytesAreDamage() {
    let exhibit = Sample.exhibit(Sample.lab, "EX-0001", "B2", origin: nil)
    #expect(exhibit.integrity(rehashed: exhibit.sha256, hash: Sample.toyHash) == .intact)
    let other = exhibit.integrity(rehashed: Self.sha, hash: Sample.toyHash)
    #expect(other != .intact && other != .unknown)
  }
}
