import ArgumentParser
import CaseDomain
import CaseExchange
import CaseStore

struct OwnershipCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ownership", abstract: "Who is owned 50 percent or more by whom (OFAC FAQ 401; §5(a)).",
    subcommands: [Closure.self, Held.self, Tree.self, Sweep.self])

  struct Question: ParsableArguments {
    @Option(help: "An owner to begin with. Repeat for several.") var seed: [String]
    @Option(help: "The day that counts.") var asOf: String
    @Option(help: "The share in percent, up to four decimals. Default: 50.") var percent = "50"
    @Flag(help: "Only above that share, as some rules of companies have it.") var moreThan = false

    /// - Throws: when a seed, the day or the share does not read.
    func compute(_ holdings: [Holding], seeds: [OwnershipKey]? = nil) throws -> OwnershipClosure {
      let seeds =
        try seeds
        ?? seed.map { text in
          guard let key = OwnershipKey(text) else {
            throw Usage(message: "a seed is empty", remedy: "name an owner")
          }
          return key
        }
      guard let share = HoldingCSV.share(percent) else {
        throw Usage(message: "\(percent) is not a share", remedy: "write a percentage such as 50 or 33.3333")
      }
      return OwnershipClosure.compute(
        try OwnershipGraph(holdings), seeds: Swift.Set(seeds), asOf: try Day.parse(asOf),
        threshold: moreThan ? .moreThan(share) : .atLeast(share))
    }
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
      answer.tell(try question.compute(reading.holdings), reading, file)
      return answer
    }
  }

  struct Held: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "held", abstract: "Compute it from what the records held here state.",
      discussion: """
        A seed is SOURCE:ID, an id of one source, or a name. Ranges count as their two ends: then the answer may be \
        that it cannot be told. Who is who across sources is a person's judgement.
        """)
    @OptionGroup var question: Question
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      var answer = Answer("ownership-held")
      try store.read { reader in
        let stakes = try reader.statedStakes()
        let seeds = try question.seed.map { try reader.party($0, among: stakes) }
        let closure = try question.compute(stakes.flatMap { $0.holdings { $0 } }, seeds: seeds)
        answer.tell(closure)
        answer["statements"] = .int(stakes.count)
        let named = closure.parties(.blocked) + closure.parties(.undetermined)
        let names = try named.compactMap { party in try reader.name(of: party).map { (party.text, $0) } }
        answer["names"] = .object(names.map { ($0.0, JSON.string($0.1)) })
        answer.lines += names.map { "name  \($0.0)  \($0.1)" }
      }
      return answer
    }
  }

  struct Tree: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "tree", abstract: "What a party holds, and what those hold, as sources state it on a day.",
      discussion: "Statements of several sources stand side by side. Rings of owners are shown once.")
    @Argument(help: "The party: SOURCE:ID, an id of one source, or a name.") var party: String
    @Option(help: "The day that counts.") var asOf: String
    @Option(help: "Steps from the party.") var depth = 6
    @Option(help: "The share in percent that makes a party blocked. Default: 50.") var percent = "50"
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      guard let share = HoldingCSV.share(percent) else {
        throw Usage(message: "\(percent) is not a share", remedy: "write a percentage such as 50 or 33.3333")
      }
      let day = try Day.parse(asOf)
      var answer = Answer("ownership-tree")
      try store.read { reader in
        let stakes = try reader.statedStakes()
        let root = try reader.party(party, among: stakes)
        let tree = OwnershipTree(of: root, stakes, on: day, depth: max(1, depth)) { $0 }
        let closure = OwnershipClosure.compute(
          try OwnershipGraph(stakes.flatMap { $0.holdings { $0 } }), seeds: [root], asOf: day,
          threshold: .atLeast(share))
        try answer.show(tree, closure, reader)
      }
      return answer
    }
  }

  struct Sweep: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "sweep", abstract: "Compute it for a case and record what it came to, for the decision.")
    @Argument(help: "The file of holdings.") var file: String
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
      let bytes = try FileBytes.read(file, limit: 1 << 30)
      let reading = try HoldingCSV.read(
        FileSource(path: file), path: file, isCancelled: { Interruption.isAsked })
      guard reading.refusedRows == 0 else {
        var answer = try Answer("ownership-sweep", on: target, in: store)
        answer.tell(try question.compute(reading.holdings), reading, file)
        answer.lines.append("not recorded: mend the file first")
        answer.exit = .refused
        return answer
      }
      let closure = try question.compute(reading.holdings)
      let sweep = OwnershipSweep(
        asOf: try Day.parse(question.asOf), holdings: Digest256.sha256(bytes),
        blocked: closure.parties(.blocked).filter { !closure.seeds.contains($0) }.map(\.text),
        undetermined: closure.parties(.undetermined).map(\.text))
      var answer = try Answer("ownership-sweep", on: target, in: store)
      answer.tell(closure, reading, file)
      answer.note(
        try store.setRecord(
          CaseStore.trackRecord(track, of: target), .sweep, sweep.cbor, of: target, as: global.author))
      return answer
    }
  }
}

extension Answer {
  fileprivate mutating func show(
    _ tree: OwnershipTree, _ closure: OwnershipClosure, _ reader: StoreReader
  ) throws {
    self["as_of"] = .string(closure.asOf.iso)
    self["cut"] = .bool(tree.isCut)
    var exhibits: [Digest256: String] = [:]
    func exhibit(_ bundle: Digest256) throws -> String {
      if let known = exhibits[bundle] { return known }
      let held = try reader.exhibits(withContent: bundle).first
      exhibits[bundle] = try held.map { try reader.exhibitRow($0).reference } ?? "-"
      return exhibits[bundle] ?? "-"
    }
    var items: [JSON] = []
    for line in tree.lines {
      let answer = closure.answer(for: line.party)
      let name = try reader.name(of: line.party)
      items.append(
        .object([
          ("depth", .int(line.depth)), ("party", .string(line.party.text)), ("name", .optional(name)),
          ("result", .optional(answer?.rawValue)), ("ring", .bool(line.closesRing)),
          ("shown_above", .bool(line.isShownAbove)),
          (
            "statements",
            .array(
              try line.stakes.map { stake in
                .object([
                  ("share", .string(stake.share)), ("interest", .string(stake.holding.interest)),
                  ("ownership", .bool(stake.isOwnership)), ("statement", .string(stake.statement)),
                  ("from", .optional(stake.holding.from?.iso)), ("to", .optional(stake.holding.to?.iso)),
                  ("exhibit", .string(try exhibit(stake.bundle))),
                ])
              })
          ),
        ]))
      let indent = String(repeating: "   ", count: line.depth)
      let result = line.depth == 0 ? "asked about" : answer?.rawValue ?? "no ownership stated"
      lines.append(
        "\(indent)\(name.map { "\($0)  (\(line.party.text))" } ?? line.party.text)  \(result)"
          + (line.closesRing ? "  ring: shown above" : line.isShownAbove ? "  shown above" : ""))
      for stake in line.stakes {
        let days = [stake.holding.from.map { "from \($0)" }, stake.holding.to.map { "to \($0)" }]
          .compactMap(\.self).joined(separator: " ")
        let kind =
          stake.isOwnership ? stake.share : "\(stake.holding.interest): control, which does not count"
        let parts = [kind, try exhibit(stake.bundle), stake.statement] + (days.isEmpty ? [] : [days])
        lines.append("\(indent)   · \(parts.joined(separator: "  "))")
      }
    }
    self["items"] = .array(items)
    if tree.isCut { lines.append("there is more below: pass a greater --depth") }
    let blocked = closure.parties(.blocked).filter { !closure.seeds.contains($0) }
    self["blocked"] = .array(blocked.map { .string($0.text) })
    let paths = blocked.map { ($0.text, closure.proof(for: $0)?.lines ?? []) }
    self["paths"] = .object(paths.map { ($0.0, JSON.array($0.1.map { .string($0) })) })
    for (party, steps) in paths {
      lines.append("why \(party):")
      lines += steps.map { "    \($0)" }
    }
    lines += closure.problems.prefix(ImportSummary.maximumListedProblems).map {
      "problem: \($0.message); \($0.remedy)"
    }
  }

  /// The owners asked about are blocked by being that, and are listed apart.
  fileprivate mutating func tell(
    _ closure: OwnershipClosure, _ reading: HoldingCSV.Reading = HoldingCSV.Reading(), _ file: String = ""
  ) {
    let blocked = closure.parties(.blocked).filter { !closure.seeds.contains($0) }
    self["seeds"] = .array(closure.seeds.sorted().map { .string($0.text) })
    let open = closure.parties(.undetermined)
    self["blocked"] = .array(blocked.map { .string($0.text) })
    self["undetermined"] = .array(open.map { .string($0.text) })
    self["paths"] = .object(
      blocked.map { ($0.text, JSON.array((closure.proof(for: $0)?.lines ?? []).map { .string($0) })) })
    self["bounds"] = .object(
      open.map { party in
        let held = closure.heldPPM(of: party)
        return (
          party.text,
          .object([
            ("least_ppm", .int(held?.lowerBound ?? 0)), ("most_ppm", .int(held?.upperBound ?? 0)),
            (
              "decided_by",
              .array(closure.openShares(for: party).map { .string("\($0.owner.text) in \($0.owned.text)") })
            ),
          ])
        )
      })
    self["read"] = .int(reading.holdings.count)
    self["refused"] = .int(reading.refusedRows)
    // Of a register of a million rows most problems say the same; those beyond the limit are counted.
    let told = closure.problems.prefix(ImportSummary.maximumListedProblems)
    self["unlisted_problems"] = .int(closure.problems.count - told.count)
    self["problems"] = .array(
      reading.problems.map { problem in
        .object([
          ("path", .string(problem.path)), ("offset", problem.offset.map { .int($0) } ?? .null),
          ("object", .optional(problem.object)), ("reason", .string(problem.reason)),
          ("remedy", .string(problem.remedy)),
        ])
      }
        + told.map { .object([("reason", .string($0.message)), ("remedy", .string($0.remedy))]) })
    for party in blocked {
      lines.append("blocked  \(party.text)")
      lines += (closure.proof(for: party)?.lines ?? []).map { "    \($0)" }
    }
    for party in open {
      let held = closure.heldPPM(of: party)
      lines.append(
        "cannot be told  \(party.text): held \(held.map { "\($0.lowerBound) to \($0.upperBound) ppm" } ?? "?")"
      )
      lines += closure.openShares(for: party).map {
        "    turns on the share of \($0.owner.text) in \($0.owned.text)"
      }
    }
    if blocked.isEmpty, open.isEmpty { lines.append("nobody") }
    lines += told.map { "problem: \($0.message); \($0.remedy)" }
    if closure.problems.count > told.count {
      lines.append("and \(closure.problems.count - told.count) problems more of these kinds")
    }
    lines += reading.problems.map {
      "\(file)\($0.object.map { ", \($0)" } ?? ""): \($0.reason); \($0.remedy)"
    }
    if reading.refusedRows > 0 { exit = reading.holdings.isEmpty ? .refused : .partly }
  }
}
