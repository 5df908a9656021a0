import ArgumentParser
import CaseDomain
import CaseExchange
import CaseStore

struct OwnershipCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ownership", abstract: "Who is owned 50 percent or more by whom (OFAC FAQ 401; §5(a)).",
    subcommands: [Closure.self, Parties.self, Held.self, Tree.self, Sweep.self])

  struct Question: ParsableArguments {
    @Option(help: "An owner to begin with. Repeat for several.") var seed: [String]
    @Option(help: "The day that counts.") var asOf: String
    @Option(help: "The share in percent, above 0, up to 100, with up to four decimals. Default: 50.")
    var percent = "50"
    @Flag(help: "Only above that share, as some rules of companies have it.") var moreThan = false

    /// - Throws: when the share does not read.
    var threshold: OwnershipThreshold {
      get throws {
        let share = try Question.share(percent)
        return moreThan ? .moreThan(share) : .atLeast(share)
      }
    }

    static func share(_ percent: String) throws -> Stake {
      guard let share = HoldingCSV.share(percent), share > .zero else {
        throw Usage(
          message: "--percent \(percent) is no share above 0, up to 100, with at most four decimals",
          remedy: "write a percentage such as 50 or 33.3333")
      }
      return share
    }

    /// - Throws: when a seed, the day or the share does not read, or no row that was read names a seed: an owner
    ///   mistyped must not look like one who owns nothing.
    func compute(_ reading: HoldingCSV.Reading, _ file: String) throws -> OwnershipClosure {
      let seeds = try seed.map { text in
        guard let key = OwnershipKey(text) else {
          throw Usage(message: "a seed is empty", remedy: "name an owner")
        }
        return key
      }
      let graph = try OwnershipGraph(reading.holdings)
      let day = try Day.parse(asOf)
      // When no row could be read, the answer says so; a table without rows is refused.
      if !reading.holdings.isEmpty {
        for seed in seeds where !graph.names(seed) { throw Self.notNamed(seed, graph, reading, file) }
      }
      return OwnershipClosure.compute(graph, seeds: Swift.Set(seeds), asOf: day, threshold: try threshold)
    }

    private static func notNamed(
      _ seed: OwnershipKey, _ graph: OwnershipGraph, _ reading: HoldingCSV.Reading, _ file: String
    ) -> NotNamed {
      let near = NearNames.find(seed.text, among: graph.parties.lazy.map(\.text))
      let refused =
        reading.refusedRows == 0 ? "" : "; \(reading.refusedRows) rows could not be read and may name it"
      return NotNamed(
        message: "no row of \(file) names \(seed)\(refused)",
        remedy: near.isEmpty
          ? "write the seed as the column owner has it"
          : "one of these may be meant: \(near.joined(separator: ", "))")
    }
  }

  /// What would follow if some of the statements were not held.
  struct WhatIf: ParsableArguments {
    @Option(
      help:
        "What-if: reckon as if this statement were not held: SOURCE:STATEMENT, or its id. Repeat for several. Nothing is written."
    )
    var without: [String] = []
  }

  struct Closure: Answering {
    static let configuration = CommandConfiguration(
      commandName: "closure", abstract: "Compute it from a CSV file: owner,owned,percent,from,to.",
      discussion: "An empty percent is an unknown share: then the answer may be that it cannot be told.")
    @Argument(help: "The file.") var file: String
    @OptionGroup var question: Question
    @OptionGroup var global: GlobalOptions

    func answer() throws -> Answer {
      let reading = try HoldingCSV.read(
        FileSource(path: file), path: file, isCancelled: { Interruption.isAsked })
      var answer = Answer("ownership-closure")
      answer.tell(try question.compute(reading, file), reading, file)
      return answer
    }
  }

  struct Held: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "held", abstract: "Compute it from what the records held here state.",
      discussion: """
        A seed is SOURCE:ID, an id of one source, a name, or an actor judged to be one. Ranges count as their two ends: then the answer may be \
        that it cannot be told. Ids of several sources are one party where a person judged so (actor same); each \
        step that rests on a judgement names it.
        """)
    @OptionGroup var question: Question
    @OptionGroup var whatIf: WhatIf
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      var answer = Answer("ownership-held")
      try store.read { _ = try answer.tell(question, whatIf.without, $0) }
      return answer
    }
  }

  struct Tree: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "tree", abstract: "What a party holds, and what those hold, as sources state it on a day.",
      discussion: """
        Statements of several sources stand side by side. Rings of owners are shown once. Ids that a person judged to \
        be one (actor same) are one party; each step that rests on a judgement names it.
        """)
    @Argument(help: "The party: SOURCE:ID, an id of one source, a name, or an actor judged to be one.")
    var party: String
    @Option(help: "The day that counts.") var asOf: String
    @Option(help: "Steps from the party.") var depth = 6
    @Option(help: "The share in percent that makes a party blocked, above 0 and up to 100. Default: 50.")
    var percent = "50"
    @Flag(help: "Only above that share, as some rules of companies have it.") var moreThan = false
    @OptionGroup var whatIf: WhatIf
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let share = try Question.share(percent)
      let threshold: OwnershipThreshold = moreThan ? .moreThan(share) : .atLeast(share)
      let day = try Day.parse(asOf)
      var answer = Answer("ownership-tree")
      try store.read { reader in
        let stakes = try reader.statedStakes()
        let judged = try reader.judgedParties(in: stakes)
        let replaced = try reader.replacedStakes()
        let root = try reader.party(party, among: stakes + replaced.flatMap(\.stakes), judged)
        let stated = try StatedOwnership(
          stakes, judged, seeds: [root], asOf: day, threshold: threshold,
          leavingOut: Set(try whatIf.without.map { try reader.statement($0, among: stakes) }))
        answer.markAtLeast(try reader.mark(of: stated))
        answer.showWhatIf(stated)
        try answer.show(stated, replaced, of: root, depth: max(1, depth), reader)
      }
      return answer
    }
  }

  struct Sweep: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "sweep", abstract: "Compute it for a case and record what it came to, for the decision.",
      discussion: """
        From a CSV file as closure does, or, without one, from the records held, as held does. A decision takes one by \
        the share of its rule, or a smaller one.
        """)
    @Argument(help: "The file of holdings. Default: what the records held here state.") var file: String?
    @Option(name: .customLong("case"), help: "The case.") var id: String
    @Option(help: "The track it is for: EL or SAN.") var track = "SAN"
    @OptionGroup var question: Question
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let track = try Track.parse(track)
      guard track != .attackersList else {
        throw Usage(message: "the attackers list takes no sweep", remedy: "pass --track EL or SAN")
      }
      guard let file else { return try ofRecordsHeld(target, track, store) }
      // Once: what is computed and what is named by its digest are the same bytes.
      let bytes = try FileBytes.read(file, limit: 1 << 30)
      let reading = try HoldingCSV.read(
        MemorySource(bytes), path: file, isCancelled: { Interruption.isAsked })
      guard reading.refusedRows == 0 else {
        var answer = try Answer("ownership-sweep", on: target, in: store)
        answer.tell(try question.compute(reading, file), reading, file)
        answer.lines.append("not recorded: mend the file first")
        answer.exit = .refused
        return answer
      }
      let closure = try question.compute(reading, file)
      var answer = try Answer("ownership-sweep", on: target, in: store)
      answer.tell(closure, reading, file)
      answer.note(try record(closure, of: Digest256.sha256(bytes), target, track, store))
      return answer
    }

    private func ofRecordsHeld(_ target: CaseID, _ track: Track, _ store: CaseStore) throws -> Answer {
      var answer = try Answer("ownership-sweep", on: target, in: store)
      let stated = try store.read { try answer.tell(question, [], $0) }
      answer.note(try record(stated.closure, of: stated.digest, target, track, store))
      return answer
    }

    private func record(
      _ closure: OwnershipClosure, of holdings: Digest256, _ target: CaseID, _ track: Track,
      _ store: CaseStore
    ) throws -> Change {
      let sweep = OwnershipSweep(
        asOf: closure.asOf, holdings: holdings,
        blocked: closure.parties(.blocked).filter { !closure.seeds.contains($0) }.map(\.text),
        undetermined: closure.parties(.undetermined).map(\.text), rule: closure.threshold,
        seeds: closure.seeds.sorted().map(\.text))
      return try store.setRecord(
        CaseStore.trackRecord(track, of: target), .sweep, sweep.cbor, of: target, as: global.author)
    }
  }
}

extension OwnershipClosure {
  /// Why a party is blocked, where others are listed with it.
  fileprivate func linesAmongMany(for party: OwnershipKey) -> [String] {
    proof(for: party, most: OwnershipProof.stepsAmongMany)?.lines ?? []
  }
}

extension Answer {
  /// What follows from the records held.
  ///
  /// - Parameter leftOut: statements that do not count, as people name them.
  fileprivate mutating func tell(
    _ question: OwnershipCommand.Question, _ leftOut: [String], _ reader: StoreReader
  ) throws -> StatedOwnership {
    let stakes = try reader.statedStakes()
    let judged = try reader.judgedParties(in: stakes)
    let replaced = try reader.replacedStakes()
    // Who is named in what counts no more alone is somebody to be asked about all the same.
    let named = stakes + replaced.flatMap(\.stakes)
    let seeds = try question.seed.map { try reader.party($0, among: named, judged) }
    let stated = try StatedOwnership(
      stakes, judged, seeds: seeds, asOf: try Day.parse(question.asOf), threshold: try question.threshold,
      leavingOut: Set(try leftOut.map { try reader.statement($0, among: stakes) }))
    markAtLeast(try reader.mark(of: stated))
    showWhatIf(stated)
    let closure = stated.closure
    let why = try Grounds(stated, closure.parties(.blocked), reader)
    let others = try told(replaced, of: stated, reader)
    markAtLeast(others.mark)
    tell(closure, problems: stated.problems(), replaced: others, why: why.lines)
    tellSums(stated)
    self["statements"] = .int(stakes.count)
    let concerned = closure.parties(.blocked) + closure.parties(.undetermined)
    try showJudgements(stated, why, on: concerned, reader)
    let names = try concerned.compactMap { party in
      try reader.name(of: party, judged).map { (party.text, $0) }
    }
    self["names"] = .object(names.map { ($0.0, JSON.string($0.1)) })
    lines += names.map { "name  \($0.0)  \(ActorName($0.1).romanisedFirst)" }
    return stated
  }

  fileprivate mutating func showWhatIf(_ stated: StatedOwnership) {
    let left = stated.leftOutStakes.map { "\($0.source):\($0.statement)" }
    self["left_out"] = .array(left.map { .string($0) })
    if !left.isEmpty { lines.append("what-if, nothing is written: without \(left.joined(separator: ", "))") }
  }

  fileprivate mutating func show(
    _ stated: StatedOwnership, _ replaced: [ReplacedStake], of root: OwnershipKey, depth: Int,
    _ reader: StoreReader
  ) throws {
    let closure = stated.closure
    let tree = stated.tree(of: root, depth: depth)
    self["as_of"] = .string(closure.asOf.iso)
    self["cut"] = .bool(tree.isCut)
    let blocked = closure.parties(.blocked).filter { !closure.seeds.contains($0) }
    var grounds = try Grounds(stated, blocked, reader)
    let shown = try zip(tree.lines, stated.judgements(in: tree, of: root)).map { line, judgements in
      try ShownOwner(line, of: tree.lines.first?.party, judgements, stated, &grounds, reader)
    }
    lines += shown.flatMap(\.lines)
    self["items"] = .array(shown.map(\.json))
    if tree.isCut { lines.append("there is more below: pass a greater --depth") }
    self["blocked"] = .array(blocked.map { .string($0.text) })
    let paths = blocked.map { ($0.text, closure.linesAmongMany(for: $0)) }
    self["paths"] = .object(paths.map { ($0.0, JSON.array($0.1.map { .string($0) })) })
    let drawn = Set(tree.lines.map(\.party))
    for party in blocked where drawn.contains(party) {
      lines.append("why \(party):")
      lines += grounds.lines(party).map { "    \($0)" }
    }
    let deeper = blocked.count { !drawn.contains($0) }
    if deeper > 0 { lines.append("blocked and deeper than the tree goes: \(deeper)") }
    let problems = stated.problems()
    let others = try told(replaced, of: stated, reader)
    markAtLeast(others.mark)
    tell(problems.here, others)
    tellElsewhere(problems.elsewhere + others.elsewhere)
    tellSums(stated)
    try showJudgements(
      stated, grounds, on: tree.lines.map(\.party) + blocked + closure.parties(.undetermined), reader)
  }

  /// Statements of which a file of another origin counts than stated them before.
  fileprivate struct ToldReplaced {
    /// As many as are listed, and how many more there are.
    var reasons: [String] = []
    var unlisted = 0
    var elsewhere = 0
    /// Not blocked, and blocked if what was stated before counted.
    var blocked: [OwnershipKey] = []
    var mark = HandlingMark.officeFloor
  }

  private func told(
    _ replaced: [ReplacedStake], of stated: StatedOwnership, _ reader: StoreReader
  ) throws -> ToldReplaced {
    guard !replaced.isEmpty else { return ToldReplaced() }
    let all = try stated.turning(
      on: replaced, reader.judgedParties(in: stated.stakes + replaced.flatMap(\.stakes)))
    var exhibits = ExhibitsOfFiles(reader)
    // Those by which somebody would be blocked first.
    let sorted = all.here.filter { !$0.blocked.isEmpty } + all.here.filter(\.blocked.isEmpty)
    let reasons = try sorted.prefix(ImportSummary.maximumListedProblems).map { try $0.reason(&exhibits) }
    return ToldReplaced(
      reasons: reasons, unlisted: sorted.count - reasons.count, elsewhere: all.elsewhere,
      blocked: all.blocked, mark: try reader.mark(of: all))
  }

  /// Of a register of a million rows most problems say the same; those beyond the limit are counted.
  ///
  /// - Parameters:
  ///   - replaced: told first, for they change the answer.
  ///   - rows: those of the file, which are told elsewhere.
  ///   - unlistedRows: how many more the file has.
  private mutating func tell(
    _ problems: [OwnershipProblem], _ replaced: ToldReplaced = ToldReplaced(), with rows: [JSON] = [],
    unlistedRows: Int = 0
  ) {
    let told =
      replaced.reasons.map { (reason: $0, remedy: ReplacedStakes.One.remedy) }
      + problems.prefix(ImportSummary.maximumListedProblems).map { (reason: $0.message, remedy: $0.remedy) }
    let unlisted = problems.count + replaced.reasons.count + replaced.unlisted - told.count
    self["unlisted_problems"] = .int(unlisted + unlistedRows)
    self["problems"] = .array(
      rows + told.map { .object([("reason", .string($0.reason)), ("remedy", .string($0.remedy))]) })
    self["blocked_before"] = .array(replaced.blocked.map { .string($0.text) })
    if !replaced.blocked.isEmpty {
      let parties = replaced.blocked.map(\.text).joined(separator: ", ")
      lines.append("blocked if what other origins stated before counted: \(parties)")
    }
    lines += told.map { "problem: \($0.reason); \($0.remedy)" }
    if unlisted > 0 { lines.append("and \(unlisted) problems more of these kinds") }
  }

  fileprivate mutating func tellSums(_ stated: StatedOwnership) {
    self["untraced_sums"] = .int(stated.untracedSums)
    self["uncarried_sums"] = .int(stated.uncarriedSums)
    if stated.uncarriedSums > 0 {
      lines.append(
        "\(stated.uncarriedSums) indirect holdings are more than the chains that are stated can carry: by their last "
          + "steps less is held, so something is not held here; they count as what only may hold")
    }
    guard stated.untracedSums > 0 else { return }
    lines.append(
      "of \(stated.untracedSums) indirect holdings it was not found out whether the chain they sum up is stated: "
        + "there are too many steps; they count as what only may hold")
  }

  fileprivate mutating func tellElsewhere(_ problems: Int) {
    self["problems_elsewhere"] = .int(problems)
    guard problems > 0 else { return }
    lines.append(
      "statements about other parties, on which nothing here turns, have \(problems) such problems")
  }

  /// What steps of proofs rest on, and where judgements contradict one another.
  fileprivate mutating func showJudgements(
    _ stated: StatedOwnership, _ grounds: Grounds, on parties: [OwnershipKey], _ reader: StoreReader
  ) throws {
    self["path_judgements"] = .object(
      try grounds.steps.sorted { $0.key < $1.key }.map { party, steps in
        (
          party.text,
          .array(try steps.map { .array(try $0.judgements.map { try $0.json(reader) }) })
        )
      })
    let contradictions = stated.parties.contradictions(on: parties)
    self["contradictions"] = .array(
      try contradictions.map {
        .object([
          ("different", try $0.different.json(reader)),
          ("same", .array(try $0.same.map { try $0.json(reader) })),
        ])
      })
    lines += try contradictions.map { "warning: \(try $0.sentence(reader))" }
  }

  /// `25.5 % to 75.5 %`.
  private static func percent(_ held: ClosedRange<Int>) -> String {
    "\(Stake.shortText(ppm: held.lowerBound)) to \(Stake.shortText(ppm: held.upperBound))"
  }

  /// The owners asked about are blocked by being that, and are listed apart.
  fileprivate mutating func tell(
    _ closure: OwnershipClosure, _ reading: HoldingCSV.Reading = HoldingCSV.Reading(), _ file: String = "",
    problems: (here: [OwnershipProblem], elsewhere: Int)? = nil, replaced: ToldReplaced = ToldReplaced(),
    why: ((OwnershipKey) -> [String])? = nil
  ) {
    let blocked = closure.parties(.blocked).filter { !closure.seeds.contains($0) }
    let open = closure.parties(.undetermined)
    setParties(closure, blocked, open)
    self["read"] = .int(reading.holdings.count)
    self["refused"] = .int(reading.refusedRows)
    if reading.holdings.isEmpty, reading.refusedRows > 0 {
      lines.append("whom cannot be told: no row could be read")
    } else {
      listParties(closure, blocked, open, why ?? closure.linesAmongMany(for:))
    }
    // What was left out of the answer comes before what only should be known.
    let ofRows =
      reading.problems.filter { $0.severity == .refused }
      + reading.problems.filter { $0.severity == .warning }
    tell(
      problems?.here ?? closure.problems, replaced,
      with: ofRows.map { problem in
        .object([
          ("path", .string(problem.path)), ("offset", problem.offset.map { .int($0) } ?? .null),
          ("object", .optional(problem.object)), ("reason", .string(problem.reason)),
          ("remedy", .string(problem.remedy)),
        ])
      }, unlistedRows: reading.unlistedProblems)
    if let elsewhere = problems?.elsewhere { tellElsewhere(elsewhere + replaced.elsewhere) }
    lines += ofRows.map {
      "\(file)\($0.object.map { ", \($0)" } ?? ""): \($0.reason); \($0.remedy)"
    }
    if reading.unlistedProblems > 0 {
      lines.append("\(file): \(reading.unlistedProblems) problems more of these kinds")
    }
    if reading.refusedRows > 0 { exit = reading.holdings.isEmpty ? .refused : .partly }
  }

  /// The parties as the JSON has them.
  private mutating func setParties(
    _ closure: OwnershipClosure, _ blocked: [OwnershipKey], _ open: [OwnershipKey]
  ) {
    self["seeds"] = .array(closure.seeds.sorted().map { .string($0.text) })
    self["blocked"] = .array(blocked.map { .string($0.text) })
    self["undetermined"] = .array(open.map { .string($0.text) })
    self["paths"] = .object(
      blocked.map { ($0.text, JSON.array(closure.linesAmongMany(for: $0).map { .string($0) })) })
    self["bounds"] = .object(
      open.map { party in
        let held = closure.heldPPM(of: party)
        let open = closure.openShares(for: party, most: OpenShares.mostAmongMany)
        return (
          party.text,
          .object([
            ("least_ppm", .int(held?.lowerBound ?? 0)), ("most_ppm", .int(held?.upperBound ?? 0)),
            ("decided_by", .array(open.shares.map { .string("\($0.owner.text) in \($0.owned.text)") })),
            ("decided_by_unlisted", .int(open.unlisted)),
            ("decided_as", .array(open.beyond.map { .string($0.text) })),
            ("decided_as_unlisted", .int(open.unlistedBeyond)),
          ])
        )
      })
  }

  /// The parties as people read them.
  private mutating func listParties(
    _ closure: OwnershipClosure, _ blocked: [OwnershipKey], _ open: [OwnershipKey],
    _ why: (OwnershipKey) -> [String]
  ) {
    for party in blocked {
      lines.append("blocked  \(party.text)")
      lines += why(party).map { "    \($0)" }
    }
    for party in open {
      let held = closure.heldPPM(of: party)
      lines.append(
        "cannot be told  \(party.text): held \(held.map(Self.percent) ?? "?")"
      )
      let open = closure.openShares(for: party, most: OpenShares.mostAmongMany)
      lines += open.shares.map { "    turns on the share of \($0.owner.text) in \($0.owned.text)" }
      if open.unlisted > 0 { lines.append("    and on \(open.unlisted) shares in it more") }
      lines += open.beyond.map { "    turns on what \($0.text) turns on, too" }
      if open.unlistedBeyond > 0 {
        lines.append("    and on what \(open.unlistedBeyond) owners more turn on")
      }
    }
    if blocked.isEmpty, open.isEmpty { lines.append("nobody") }
  }
}
