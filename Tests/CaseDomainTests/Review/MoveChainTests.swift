import Testing

@testable import CaseDomain

/// What mends an irregular move and what does not: docs/policy.md §8.1, docs/decisions/0021.
@Suite struct MoveChainTests {
  /// `from>to CODES`, where `-` opens the track; each move replaces the one before it.
  private static func chain(_ moves: [String], on track: Track? = nil) -> [String] {
    open(moves.enumerated().map { ($1, $0 == 0 ? [] : [$0 - 1]) }, on: track)
  }

  private static func open(_ moves: [(String, [Int])], on track: Track? = nil) -> [String] {
    MoveChain(moves.map { move($0.0, $0.1, track) }, on: track).openIrregularities.map { found in
      "\(found.from?.name ?? "-")>\(found.to.name)"
    }
  }

  private static func move(_ text: String, _ replaces: [Int], _ track: Track?) -> RecordedMove {
    let parts = text.split(whereSeparator: { $0 == ">" || $0 == " " }).map(String.init)
    let roles = Role.allCases.filter { parts.dropFirst(2).contains($0.code) }
    return RecordedMove(
      from: parts[0] == "-" ? nil : Stage(parts[0], on: track), to: Stage(parts[1], on: track),
      by: Person("somebody"), roles: Set(roles), replaces: replaces)
  }

  private static let toReview = [
    "lead>triage AN", "triage>investigation AN", "investigation>attribution AN", "attribution>package AN",
    "package>legal-review AN",
  ]
  private static let stolen = toReview + ["legal-review>interagency AN"]

  @Test(
    arguments: [
      ("as the procedure has it", toReview + ["legal-review>interagency CO"], []),
      ("without the role", stolen, ["legal-review>interagency"]),
      (
        "suspended and resumed", stolen + ["interagency>suspended LD", "suspended>interagency AN"],
        ["legal-review>interagency"]
      ),
      (
        "suspended and resumed twice",
        stolen + [
          "interagency>suspended LD", "suspended>interagency AN", "interagency>suspended CO",
          "suspended>interagency LD",
        ], ["legal-review>interagency"]
      ),
      ("closed", stolen + ["interagency>closed LD"], ["legal-review>interagency"]),
      ("taken to before it", stolen + ["interagency>package CO"], []),
      (
        "taken to before it by one who may not", stolen + ["interagency>package PU"],
        ["legal-review>interagency", "interagency>package"]
      ),
      ("taken back to where it stood", stolen + ["interagency>legal-review CO"], []),
      (
        "taken back to where it stood by one who may not", stolen + ["interagency>legal-review AN"],
        ["legal-review>interagency", "interagency>legal-review"]
      ),
      (
        "taken back and made again",
        stolen + ["interagency>package AN", "package>legal-review AN", "legal-review>interagency CO"], []
      ),
      (
        "taken back and stolen again",
        stolen + ["interagency>package AN", "package>legal-review AN", "legal-review>interagency AN"],
        ["legal-review>interagency"]
      ),
      ("a jump", ["lead>interagency CO"], ["lead>interagency"]),
      (
        "a jump, and part of the way back", ["lead>interagency CO", "interagency>package CO"],
        ["lead>interagency"]
      ),
      (
        "a jump, and the whole way back",
        [
          "lead>interagency CO", "interagency>package CO", "package>attribution AN",
          "attribution>investigation AN", "investigation>triage AN", "triage>lead AN",
        ], []
      ),
      ("a jump that lead takes back at once", ["lead>interagency CO", "interagency>lead LD"], []),
      (
        "resumed elsewhere than it was suspended",
        ["lead>triage AN", "triage>suspended LD", "suspended>interagency AN"], ["suspended>interagency"]
      ),
      (
        "a stage stated that it was not at", ["lead>triage AN", "suspended>interagency AN"],
        ["triage>interagency"]
      ),
      ("a beginning that is none", ["suspended>interagency AN"], ["lead>interagency"]),
      ("suspended without the role", ["lead>triage AN", "triage>suspended AN"], ["triage>suspended"]),
      (
        "suspended without the role, and resumed",
        ["lead>triage AN", "triage>suspended AN", "suspended>triage LD"], []
      ),
      (
        "resumed without the role", ["lead>triage AN", "triage>suspended LD", "suspended>triage PU"],
        ["suspended>triage"]
      ),
      (
        "resumed without the role, then suspended and resumed",
        [
          "lead>triage AN", "triage>suspended LD", "suspended>triage PU", "triage>suspended LD",
          "suspended>triage AN",
        ], []
      ),
      (
        "both suspended and resumed without the role: each undoes its own, and nothing else",
        stolen + ["interagency>suspended AN", "suspended>interagency LD"], ["legal-review>interagency"]
      ),
      ("closed without the role", ["lead>triage AN", "triage>closed AN"], ["triage>closed"]),
      (
        "closed without the role, and opened again",
        ["lead>triage AN", "triage>closed AN", "closed>triage LD"], []
      ),
      ("opened again after a regular closing", ["lead>closed LD", "closed>lead LD"], ["closed>lead"]),
      ("to a stage of a later version", ["lead>triage AN", "triage>a-later-stage AN"], []),
    ] as [(String, [String], [String])])
  func onTheSpine(_ why: String, _ moves: [String], _ open: [String]) {
    #expect(Self.chain(moves) == open, "\(why)")
  }

  @Test(
    arguments: [
      (
        "adopted without the role, and gone on", .entityList,
        ["voted>adopted EM", "adopted>drafted CO", "drafted>approved-unpublished CH"],
        ["voted>adopted"]
      ),
      (
        "taken back to the vote, and on", .entityList,
        [
          "voted>adopted EM", "adopted>drafted CO", "drafted>voted CH", "voted>adopted CH",
          "adopted>drafted CO",
        ], []
      ),
      (
        "taken back to the vote by a member", .entityList, ["voted>adopted EM", "adopted>voted EM"],
        ["voted>adopted", "adopted>voted"]
      ),
      (
        "signed by counsel, taken back and signed by the decider", .blocking,
        ["decision-ready>signed CO", "signed>decision-ready DE", "decision-ready>signed DE"], []
      ),
      (
        "signed by counsel, and in effect", .blocking,
        ["decision-ready>signed CO", "signed>effective DE"], ["decision-ready>signed"]
      ),
      (
        "published by an analyst, and withdrawn", .attackersList,
        ["determination>published AN", "published>withdrawn DE"], []
      ),
      (
        "published by an analyst, and expired", .attackersList,
        ["determination>published AN", "published>expired PU"], []
      ),
      (
        "withdrawn by a stranger", .attackersList,
        ["determination>published PU", "published>withdrawn AN", "withdrawn>re-identified AN"],
        ["published>withdrawn"]
      ),
    ] as [(String, Track, [String], [String])])
  func onATrack(_ why: String, _ track: Track, _ moves: [String], _ open: [String]) throws {
    // The way to where it begins: in one regular step of a chair's, decider's and all others' roles.
    let first = try #require(moves.first?.split(separator: ">").first.map(String.init))
    let all = Role.allCases.map(\.code).joined(separator: " ")
    let begins = try #require(Stage(first, on: track))
    let way = try #require(Self.way(to: begins))
    #expect(Self.chain(way.map { "\($0) \(all)" } + moves, on: track) == open, "\(why)")
  }

  /// The shortest regular way from the opening of a track to a stage.
  private static func way(to goal: Stage) -> [String]? {
    let all = Transition.listingTable + Transition.entityListTable + Transition.blockingTable
    let first = Stage.all(on: goal.track)[0]
    var ways: [(Stage, [String])] = [(first, ["->\(first.name)"])]
    var seen: Set<Stage> = [first]
    while !ways.isEmpty {
      let (stage, way) = ways.removeFirst()
      if stage == goal { return way }
      for step in all where step.from == stage && seen.insert(step.to).inserted {
        ways.append((step.to, way + ["\(stage.name)>\(step.to.name)"]))
      }
    }
    return nil
  }

  /// Every step of every track, made by nobody who may: it stays open while the record goes on, is taken back by
  /// whoever may make it, and is then mended.
  @Test(arguments: Track.allCases) func everyStepCanBeTakenBack(_ track: Track) throws {
    let table = [Transition.listingTable, Transition.entityListTable, Transition.blockingTable]
    for step in table.joined() where step.to.track == track {
      guard let from = step.from else { continue }
      let way = try #require(Self.way(to: from)).map {
        "\($0) \(Role.allCases.map(\.code).joined(separator: " "))"
      }
      let bad = way + ["\(from.name)>\(step.to.name)"]
      #expect(Self.chain(bad, on: track) == ["\(from.name)>\(step.to.name)"])
      let role = try #require(Role.allCases.first(where: step.roles.contains))
      let back = Transition.step(from: step.to, to: from)?.roles.first ?? role
      #expect(Self.chain(bad + ["\(step.to.name)>\(from.name) \(back.code)"], on: track) == [])
      for other in Role.allCases where !step.roles.contains(other) {
        guard Transition.step(from: step.to, to: from) == nil else { break }
        let moves = bad + ["\(step.to.name)>\(from.name) \(other.code)"]
        #expect(Self.chain(moves, on: track).count == 2, "\(from) by \(other)")
      }
    }
  }

  /// Apart: what one office mends, another may have built on.
  @Test func twoWaysApart() {
    let moves: [(String, [Int])] = Self.stolen.enumerated().map { ($1, $0 == 0 ? [] : [$0 - 1]) }
    let back = moves + [("interagency>package CO", [5])]
    #expect(Self.open(back) == [])
    let apart = back + [("interagency>suspended LD", [5])]
    #expect(Self.open(apart) == ["legal-review>interagency"])
    // Settled for the way that was not mended: still open. For the other: said again, and so mended.
    #expect(Self.open(apart + [("interagency>suspended LD", [6, 7])]) == ["legal-review>interagency"])
    #expect(Self.open(apart + [("interagency>package CO", [6, 7])]) == [])
    // A settlement says what one of the two said; a third thing is no settlement.
    #expect(
      Self.open(apart + [("triage>lead CO", [6, 7])]) == ["legal-review>interagency", "interagency>lead"])
  }

  /// Nothing in a list that is not one of moves traps, and no cycle goes round.
  @Test func aListThatIsNoChain() {
    #expect(Self.open([]) == [])
    #expect(Self.open([("lead>triage AN", [0, 1, -1, .max])]) == [])
    #expect(Self.open([("lead>triage AN", [1]), ("triage>investigation AN", [0, 1])]) == [])
  }

  /// Linear: what is kept for a move does not grow with the moves before it.
  @Test func manyMoves() {
    var moves = Self.stolen
    for _ in 0..<10_000 { moves += ["interagency>suspended LD", "suspended>interagency AN"] }
    #expect(Self.chain(moves) == ["legal-review>interagency"])
  }

  /// The case offers the way back to whoever may take it, and the refusal names it.
  @Test func theWayBackIsOffered() throws {
    var file = Sample.blockingFile(at: .signed)
    file.irregularities = [
      Irregularity(
        from: .blocking(.decisionReady), to: .blocking(.signed), by: Sample.counsel, needs: [.decider])
    ]
    #expect(file.nextStages.contains(.blocking(.decisionReady)))
    #expect(file.codes(.blocking(.decisionReady), by: Sample.decider) == [])
    #expect(file.codes(.blocking(.decisionReady), by: Sample.counsel) == [.roleNotHeld])
    let refused = file.decide(
      advanceTo: .listing(.determination), on: Sample.today, by: Sample.decider, profile: Sample.profile)
    #expect(!refused.allowed)
    file.blocking?.stage = .effective
    let published = file.decide(
      advanceTo: .blocking(.published), on: Sample.today, by: Sample.publisher, profile: Sample.profile)
    #expect(published.obstacles.map(\.code) == [.irregularMove])
    let remedy = published.obstacles.first?.remedy
    #expect(remedy?.hasSuffix("casetui case advance 26-0001 --to san:decision-ready") == true)
    // What would become public again is asked what publication is asked.
    file.blocking?.stage = .terminated
    file.irregularities = [
      Irregularity(
        from: .blocking(.active), to: .blocking(.terminated), by: Sample.analyst, needs: [.decider])
    ]
    #expect(file.codes(.blocking(.active), by: Sample.decider) == [])
    file.hold()
    #expect(file.codes(.blocking(.active), by: Sample.decider) == [.openHold])
  }
}
