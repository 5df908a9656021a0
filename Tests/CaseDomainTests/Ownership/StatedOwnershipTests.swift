import CaseDomain
import Testing

/// Statements of two registers, `a` and `b`, and what people judged of their records.
@Suite struct StatedOwnershipTests {
  /// `a:X 60 a:C1, b:C2 55~ b:D`, `~` for what is held through others, `^` for what only may hold today, `!` for an
  /// interest that is not told, whose share is one from nothing on, `%` for votes held through others; the file of a
  /// statement is its source.
  private static func stakes(_ text: String) -> [StatedStake] {
    text.split(separator: ",").enumerated().map { number, line in
      let words = line.split(separator: " ").map(String.init)
      let (owner, owned) = (words[0].split(separator: ":"), words[2].split(separator: ":"))
      precondition(owner[0] == owned[0], "a statement is of one source: \(line)")
      let isVotes = words[1].hasSuffix("%")
      let isIndirect = words[1].hasSuffix("~") || isVotes
      let mayHold = words[1].hasSuffix("^")
      let isUntold = words[1].hasSuffix("!")
      let share = words[1].dropLast(isIndirect || mayHold || isUntold ? 1 : 0)
      let ppm = share == "?" ? nil : Int(share)! * 10_000
      return StatedStake(
        source: String(owner[0]), statement: "s\(number + 1)",
        holding: StatedHolding(
          owner: String(owner[1]), owned: String(owned[1]), leastPPM: isUntold ? ppm.map { _ in 0 } : ppm,
          mostPPM: ppm, from: mayHold ? StatedDay("\(Chart.today.year)") : nil,
          isDirect: isIndirect ? false : nil,
          interest: isUntold ? "unknownInterest" : isVotes ? "votingRights" : "shareholding"),
        bundle: .zero)
    }
  }

  /// What is held through others is a sum of statements, when those are held; else it may be one, or not (FAQ 401:
  /// it counts only by way of parties that are themselves in the set).
  @Test(arguments: [
    ("a:X 100 a:H, a:H 26 a:O, a:X 26~ a:O", "a:H", ""),
    ("a:X 100 a:H, a:H 51 a:O, a:X 51~ a:O", "a:H a:O", ""),
    ("a:X 75~ a:O", "", "a:O"), ("a:X 40~ a:O", "", ""), ("a:X 60 a:O, a:X 40~ a:O", "a:O", ""),
    // A share of its own is no chain, and comes on top.
    ("a:X 10 a:O, a:X 60~ a:O", "", "a:O"), ("a:X 30 a:O, a:X 20~ a:O", "", "a:O"),
    ("a:X 30 a:O, a:X 19~ a:O", "", ""),
    ("a:X 10 a:O, a:X 100 a:H, a:H 60 a:O, a:X 60~ a:O", "a:H a:O", ""),
    ("a:X 10 a:O, a:X 10 a:H, a:H 60 a:O, a:X 6~ a:O", "", ""),
    // Nor is a ring through what is held.
    ("a:X 10 a:O, a:O 5 a:H, a:H 5 a:O, a:X 60~ a:O", "", "a:O"),
    // The chain is that of another owner.
    ("a:Y 100 a:H, a:H 60 a:O, a:X 60~ a:O", "", "a:O"), ("a:X ?~ a:O", "", "a:O"),
  ])
  func indirectHoldingsAreNoSecondShare(_ stakes: String, _ blocked: String, _ open: String) throws {
    let stated = try Self.stated(stakes)
    #expect(self.blocked(stated) == blocked)
    #expect(stated.closure.parties(.undetermined).map(\.text).joined(separator: " ") == open)
    #expect(!stated.problems().here.contains { if case .conflict = $0 { true } else { false } })
  }

  /// Of what a chain ends in it carries no more than its last step: 60 % rests on more than what is held. What the steps
  /// can carry is no second share, whatever they say at their least.
  @Test(arguments: [
    ("a:X 60 a:H, a:H 10 a:O, a:X 60~ a:O", "a:H", "a:O", 1),
    ("a:X 60 a:H, a:H 59 a:O, a:X 60~ a:O", "a:H a:O", "", 1),
    ("a:X 60 a:H, a:H 10 a:O, a:X 10~ a:O", "a:H", "", 0),
    ("a:X 60 a:H, a:H 10 a:O, a:X ?~ a:O", "a:H", "", 0),
    ("a:X 60 a:H, a:H 10 a:O, a:X 10~ a:O, a:X 60~ a:O", "a:H", "a:O", 1),
    // The last steps of several chains come together, and one of unknown size may be all.
    ("a:X 10 a:H, a:X 10 a:I, a:H 30 a:O, a:I 30 a:O, a:X 60~ a:O", "", "", 0),
    ("a:X 10 a:H, a:X 10 a:I, a:H 30 a:O, a:I 29 a:O, a:X 60~ a:O", "", "a:O", 1),
    ("a:X 10 a:H, a:H ? a:O, a:X 60~ a:O", "", "", 0),
    ("a:X 10 a:H, a:H 20 a:O, a:H 60 a:O, a:X 60~ a:O", "", "", 0),
    // What somebody else holds, or only the company's own holdings lead to, carries nothing of it.
    ("a:X 10 a:H, a:H 10 a:O, a:Y 60 a:O, a:X 60~ a:O", "", "a:O", 1),
    ("a:X 10 a:H, a:H 10 a:O, a:O 90 a:P, a:P 60 a:O, a:X 60~ a:O", "", "a:O a:P", 1),
    ("a:X 10 a:H, a:H 10 a:O, a:O 90 a:P, a:P 60 a:O, a:X 1 a:P, a:X 60~ a:O", "", "", 0),
    // Of votes nothing is summed up.
    ("a:X 60 a:H, a:H 10 a:O, a:X 60% a:O", "a:H", "", 0),
  ])
  func aChainCarriesWhatItsLastStepDoes(
    _ stakes: String, _ blocked: String, _ open: String, _ uncarried: Int
  ) throws {
    let stated = try Self.stated(stakes)
    #expect(self.blocked(stated) == blocked)
    #expect(stated.closure.parties(.undetermined).map(\.text).joined(separator: " ") == open)
    #expect(stated.uncarriedSums == uncarried && stated.untracedSums == 0)
  }

  /// What only may hold, or is nothing, is no chain that a stated sum would be counted twice with; beside a sum it may
  /// come on top, and beside an unknown share it may be the true one.
  @Test(arguments: [
    ("a:X 10^ a:O, a:X 45~ a:O", "a:O"), ("a:X 0 a:H, a:H 10 a:O, a:X 60~ a:O", "a:O"),
    ("a:X 60^ a:H, a:H 10 a:O, a:X 60~ a:O", "a:H a:O"),
    ("a:X 60^ a:O, a:Y 55 a:O, a:X ? a:O", "a:O"), ("a:X 60^ a:O, a:Y 55 a:O", "a:O"),
    ("a:X 40^ a:O, a:Y 55 a:O, a:X ? a:O", ""),
  ])
  func whatOnlyMayHoldIsNoAnswer(_ stakes: String, _ open: String) throws {
    let stated = try Self.stated(stakes)
    #expect(blocked(stated) == "")
    #expect(stated.closure.parties(.undetermined).map(\.text).joined(separator: " ") == open)
  }

  /// An interest that is not told is no step of a chain, and beside a share that is told it only may add: it takes
  /// nothing from it, is no number for one that is not stated, and contradicts none.
  @Test(arguments: [
    ("a:X 10! a:H, a:H 40 a:O, a:X 60~ a:O", "", "a:O"),
    ("a:X ?! a:H, a:H 40 a:O, a:X 60~ a:O", "", "a:H a:O"),
    ("a:X 10 a:H, a:H 40! a:O, a:X 60~ a:O", "", "a:O"),
    ("a:X 60 a:O, a:X 5! a:O", "a:O", ""), ("a:X 60 a:O, a:X ?! a:O", "a:O", ""),
    ("a:X 48 a:O, a:X 5! a:O", "", "a:O"), ("a:X 40 a:O, a:X 5! a:O", "", ""),
    ("a:X ? a:O, a:Y 10 a:O, a:X 5! a:O", "", "a:O"), ("a:X 60^ a:O, a:X 55! a:O", "", "a:O"),
    ("a:X 40 a:O, a:X 5! a:O, a:X 6~ a:O", "", "a:O"), ("a:X 80! a:O", "", "a:O"),
  ])
  func untoldInterestsOnlyMayAdd(_ stakes: String, _ blocked: String, _ open: String) throws {
    let stated = try Self.stated(stakes)
    #expect(self.blocked(stated) == blocked)
    #expect(stated.closure.parties(.undetermined).map(\.text).joined(separator: " ") == open)
    #expect(!stated.problems().here.contains { if case .conflict = $0 { true } else { false } })
  }

  /// `a:C1=b:C2` same, `a:C1#b:C2` different, `a:C1?b:C2` unsure; `AC` is an actor of ours. Named j1, j2, …
  private static func judgements(_ text: String) -> [JudgementRow] {
    text.split(separator: ",").enumerated().map { number, line in
      let line = line.trimmingPrefix { $0 == " " }
      let sign = line.firstIndex { "=#?".contains($0) }!
      let verdicts: [Character: PairJudgement.Verdict] = ["=": .same, "#": .different, "?": .unsure]
      return JudgementRow(
        id: "j\(number + 1)", first: bearer(line[..<sign]), second: bearer(line[line.index(after: sign)...]),
        verdict: verdicts[line[sign]], by: "ann", office: "Desk", saidAtMilliseconds: 0,
        reason: "r\(number + 1)")
    }
  }

  private static func bearer(_ text: Substring) -> NameBearer {
    let parts = text.split(separator: ":")
    guard parts.count == 2 else { return .actor(ActorID(high: 1, low: UInt64(text.utf8.last ?? 0))) }
    return .entry(source: String(parts[0]), id: String(parts[1]))
  }

  private static func stated(
    _ stakes: String, _ judgements: String = "", seeds: String = "a:X", leavingOut: [Int] = []
  ) throws -> StatedOwnership {
    let stakes = Self.stakes(stakes)
    return try StatedOwnership(
      stakes, JudgedParties(Self.judgements(judgements), in: stakes),
      seeds: seeds.split(separator: " ").map { key(String($0)) },
      asOf: Chart.today, threshold: Chart.half, leavingOut: Set(leavingOut.map { stakes[$0 - 1].name }))
  }

  private func blocked(_ stated: StatedOwnership) -> String {
    stated.closure.parties(.blocked).filter { !stated.closure.seeds.contains($0) }.map(\.text)
      .joined(separator: " ")
  }

  /// `a:X 60 a:C1 | j1`: the statements of each step and what it rests on; seeds without judgement are left out.
  private func grounds(_ stated: StatedOwnership, _ party: String) throws -> [String] {
    try #require(stated.grounds(for: key(party))).compactMap { step in
      if case .seed = step.step, step.judgements.isEmpty { return nil }
      let statements = step.statements.map { "\($0.owner!) \($0.share) \($0.owned!)" }.joined(separator: ", ")
      return (statements.isEmpty ? step.line : statements)
        + (step.judgements.isEmpty ? "" : " | " + step.judgements.map(\.id).joined(separator: " "))
    }
  }

  private static let chain = "a:X 60 a:C1,b:C2 55 b:D"

  @Test(arguments: [
    ("two registers stay apart", "", "a:C1"),
    ("a judgement joins the chain", "a:C1=b:C2", "a:C1 b:D"),
    ("so does one by way of an actor", "a:C1=AC,AC=b:C2", "a:C1 b:D"),
    ("and by way of a record that no statement names", "a:C1=c:R,c:R=b:C2", "a:C1 b:D"),
    ("unsure joins nothing", "a:C1?b:C2", "a:C1"),
    ("different joins nothing", "a:C1#b:C2", "a:C1"),
    ("others that are one change nothing", "a:Y=b:Z", "a:C1"),
  ])
  func chains(_ why: String, _ judgements: String, _ expected: String) throws {
    #expect(blocked(try Self.stated(Self.chain, judgements)) == expected, "\(why)")
  }

  /// What is wrong with other parties is counted, and what hangs on the owner by whatever chain is named: through
  /// judgements, too, and through a share that what-if leaves out.
  @Test(arguments: [
    ("a:X 60 a:C,a:V 60 a:C", "", "a:C", 0), ("a:Y 60 a:C,a:V 60 a:C", "", "", 1),
    ("a:X 60 a:C,a:C 60 a:D,a:V 60 a:D,a:W 70 a:Z,a:V 70 a:Z", "", "a:D", 1),
    ("a:X 60 a:C,b:E 60 b:D,b:V 60 b:D", "a:C=b:E", "b:D", 0), ("a:V 60 a:X,a:W 60 a:X", "", "a:X", 0),
  ])
  func problemsAreThoseOfWhatIsReached(
    _ stakes: String, _ judgements: String, _ here: String, _ elsewhere: Int
  ) throws {
    let problems = try Self.stated(stakes, judgements).problems()
    #expect(problems.here.map(\.owned.text).joined(separator: " ") == here)
    #expect(problems.elsewhere == elsewhere)
  }

  /// Neither register alone reaches the half of D; together they do, and only where both owners are one party.
  @Test func sharesOfTwoRegistersAddUpOnlyForOneParty() throws {
    let half = "a:X 30 a:D1,b:E 30 b:D2,a:X 80 a:E1"
    #expect(blocked(try Self.stated(half)) == "a:E1")
    #expect(blocked(try Self.stated(half, "a:D1=b:D2")) == "a:E1")
    #expect(blocked(try Self.stated(half, "a:E1=b:E")) == "a:E1")
    let joined = try Self.stated(half, "a:D1=b:D2,a:E1=b:E")
    #expect(blocked(joined) == "a:D1 a:E1")
    #expect(
      try grounds(joined, "a:D1") == ["a:X 80 % a:E1", "b:E 30 % b:D2, a:X 30 % a:D1 | j2 j1"])
  }

  @Test func eachStepNamesTheJudgementsItRestsOn() throws {
    let joined = try Self.stated(Self.chain + ",b:D 50 b:F", "a:C1=AC,AC=b:C2")
    #expect(
      try grounds(joined, "b:F") == ["a:X 60 % a:C1", "b:C2 55 % b:D | j1 j2", "b:D 50 % b:F"],
      "what follows from the joined step by one register's own ids rests on nothing more")
    let step = try #require(joined.grounds(for: key("b:D"))?.last)
    #expect(step.judgements.map(\.by) == ["ann", "ann"] && step.judgements.map(\.reason) == ["r1", "r2"])
    #expect(step.line == "a:C1 holds 55.0000 % of b:D: 55.0000 % in all, at least 50 %")
  }

  /// The step follows from the greater statement alone; its number is that of the least, which is named, too.
  @Test func theStatementOfTheNumberIsNamed() throws {
    let joined = try Self.stated("a:X 100 a:C,b:X 50 b:C", "a:X=b:X,a:C=b:C")
    let step = try #require(joined.grounds(for: key("a:C"))?.last)
    #expect(step.line == "a:X holds 50.0000 % of a:C: 50.0000 % in all, at least 50 %")
    #expect(step.statements.map { $0.owner?.text } == ["a:X"] && step.judgements.isEmpty)
    #expect(step.least.map { $0.owner?.text } == ["b:X"])
    let alone = try Self.stated("a:X 50 a:C,b:X 50 b:C", "a:X=b:X,a:C=b:C")
    #expect(try #require(alone.grounds(for: key("a:C"))?.last).least.isEmpty)
  }

  /// The proofs of a long chain, together, grow with its length.
  @Test func proofsOfManyPartiesAreCut() throws {
    let count = 200
    let chain = (0..<count).map { "a:\($0 == 0 ? "X" : "C\($0)") 60 a:C\($0 + 1)" }.joined(separator: ",")
    let stated = try Self.stated(chain)
    let all = stated.grounds(for: (1...count).map { key("a:C\($0)") })
    #expect(all.count == count)
    #expect(all.values.allSatisfy { $0.count <= OwnershipProof.stepsAmongMany + 1 })
    let last = try #require(all[key("a:C200")])
    #expect(last.first?.line == "a:C168 is blocked, as its own proof shows")
    #expect(last.dropFirst().allSatisfy { $0.statements.count == 1 })
    #expect(stated.grounds(for: key("a:C200"))?.count == count + 1)
  }

  /// The whole chain stands in one register; that the other has the same parties changes nothing.
  @Test func whatOneRegisterGivesByItselfRestsOnNoJudgement() throws {
    let both = "b:X 60 b:C,a:X 60 a:C,b:C 70 b:D,a:C 70 a:D"
    let joined = try Self.stated(both, "a:X=b:X,a:C=b:C,a:D=b:D")
    #expect(try grounds(joined, "b:D") == ["a:X 60 % a:C", "a:C 70 % a:D"])
    let asked = try Self.stated(both, "a:X=b:X,a:C=b:C,a:D=b:D", seeds: "b:X")
    #expect(
      try grounds(asked, "a:D") == ["a:X is a seed | j1", "b:X 60 % b:C", "b:C 70 % b:D"],
      "the line names another record than the one asked for")
  }

  /// A statement that another register contradicts still gives the least that both agree on.
  @Test func registersThatDifferMakeAnInterval() throws {
    let differing = "a:X 60 a:C,b:X 40 b:C"
    let joined = try Self.stated(differing, "a:X=b:X,a:C=b:C")
    #expect(joined.closure.answer(for: key("a:C")) == .undetermined)
    #expect(joined.closure.heldPPM(of: key("a:C")) == 400_000...600_000)
    let both = try Self.stated("a:X 80 a:C,b:X 60 b:C", "a:X=b:X,a:C=b:C")
    #expect(try grounds(both, "a:C") == ["a:X 80 % a:C"], "80 % is 60 % at least, and needs no judgement")
  }

  /// One source's range is no contradiction; two sources' values are.
  @Test func aRangeIsNoConflictOfSources() throws {
    func range(_ source: String, _ least: Int, _ most: Int) -> StatedStake {
      StatedStake(
        source: source, statement: "s",
        holding: StatedHolding(owner: "X", owned: "C", leastPPM: least, mostPPM: most), bundle: .zero)
    }
    func problems(_ stakes: [StatedStake]) throws -> Int {
      let judged = JudgedParties(Self.judgements("a:X=b:X,a:C=b:C"), in: stakes)
      let stated = try StatedOwnership(
        stakes, judged, seeds: [key("a:X")], asOf: Chart.today, threshold: Chart.half)
      #expect(stated.closure.problems.count == 1)
      return stated.problems().here.count
    }
    #expect(try problems([range("a", 250_000, 500_000)]) == 0)
    #expect(try problems([range("a", 250_000, 500_000), range("b", 250_000, 500_000)]) == 0)
    #expect(try problems([range("a", 250_000, 500_000), range("b", 300_000, 300_000)]) == 1)
  }

  @Test func takingAJudgementBackPartsAgain() throws {
    #expect(
      try Self.stated(Self.chain).closure.parties(.blocked)
        == Self.stated(Self.chain, "a:C1#b:C2").closure.parties(.blocked))
    let other = try Self.stated(Self.chain, "a:C1=AC")
    #expect(blocked(other) == "a:C1", "one half of the way leads nowhere")
    #expect(other.parties.keys(of: key("a:C1")) == [key("a:C1")])
  }

  /// The union stands, and both judgements are named.
  @Test func aContradictionNamesBothJudgements() throws {
    let stated = try Self.stated(Self.chain, "a:C1=AC,AC=b:C2,a:C1#b:C2,a:Y#b:Z")
    #expect(blocked(stated) == "a:C1 b:D")
    let found = stated.parties.contradictions(on: [key("b:C2"), key("a:C1")])
    #expect(found.map(\.different.id) == ["j3"])
    #expect(found.first?.same.map(\.id) == ["j1", "j2"])
    #expect(stated.parties.contradictions(on: [key("a:X"), key("a:Y")]).isEmpty)
  }

  @Test func theTreeIsOfPartiesAndNamesJudgements() throws {
    let stated = try Self.stated(Self.chain + ",b:X 10 b:D", "a:C1=b:C2,a:X=b:X")
    let tree = stated.tree(of: key("a:X"), depth: 9)
    let judged = stated.judgements(in: tree, of: key("a:X"))
    let lines = zip(tree.lines, judged).map { line, rows in
      "\(line.depth) \(line.party)" + line.stakes.map { " \($0.share)" }.joined()
        + rows.map { " \($0.id)" }.joined()
    }
    #expect(lines == ["0 a:X", "1 a:C1 60 %", "2 b:D 55 % j1", "1 b:D 10 % j2"])
  }

  /// What-if: as if a statement were not held; the tree still shows it.
  @Test func aStatementLeftOutDoesNotCount() throws {
    let chart = "a:X 60 a:C,a:C 40 a:D,a:X 25 a:D"
    #expect(blocked(try Self.stated(chart)) == "a:C a:D")
    let less = try Self.stated(chart, leavingOut: [3])
    #expect(blocked(less) == "a:C")
    #expect(less.closure.heldPPM(of: key("a:D")) == 400_000...400_000)
    #expect(less.tree(of: key("a:X"), depth: 9).lines.count == 4)
    #expect(blocked(try Self.stated(chart, leavingOut: [1])) == "")
  }

  /// A statement's earlier version, of another origin, counts for the question what would follow from it: with all that is
  /// stated beside it, and of several origins the greatest share, so that nobody hides one behind another.
  @Test func whatTurnsOnWhoseWordCountsIsReckonedAsAWhole() throws {
    let now = Self.stakes("a:X 100 a:Y,a:Y 30 a:C,a:X 10 a:C,a:C 60 a:D,a:Q 10 a:R")
    func replaced(_ place: Int, _ earlier: String) -> ReplacedStake {
      let stake = now[place - 1]
      return ReplacedStake(
        source: stake.source, statement: stake.statement,
        counting: .init(stake: stake, file: .zero, sender: "E"),
        earlier: Self.stakes(earlier).map { .init(stake: $0, file: .zero, sender: "R") })
    }
    let stated = try StatedOwnership(
      now, .none, seeds: [key("a:X")], asOf: Chart.today, threshold: Chart.half)
    #expect(blocked(stated) == "a:Y")
    let found = try stated.turning(
      on: [replaced(3, "a:X 1 a:C,a:X 20 a:C"), replaced(5, "a:Q 60 a:R")], .none)
    #expect(found.blocked.map(\.text) == ["a:C", "a:D"])
    #expect(found.here.map { $0.blocked.map(\.text) } == [["a:C"]])
    #expect(found.elsewhere == 1)
    #expect(try stated.turning(on: [replaced(3, "a:X 19 a:C")], .none).blocked == [])
    #expect(try stated.turning(on: [], .none).here == [])
  }

  /// Ids that only look alike are two.
  @Test func idsAreComparedAsBytes() throws {
    let stakes = "a:X 60 a:C\u{E9},b:Ce\u{301} 60 b:D"
    #expect(blocked(try Self.stated(stakes, "a:Ce\u{301}=b:C\u{E9}")) == "a:C\u{E9}")
    let names = Self.stakes("a:X 60 a:C").map(\.name) + Self.stakes("b:X 60 b:C").map(\.name)
    #expect(Set(names).count == 2)
  }
}
