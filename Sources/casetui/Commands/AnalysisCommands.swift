import ArgumentParser
import CaseDomain
import CaseStore

struct ClaimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: "What is claimed, in four layers, in the words of ICD 203.",
    subcommands: [Add.self, Set.self, List.self, Lint.self])

  struct Words: ParsableArguments {
    @Option(help: "conduct, attribution, purpose or effect.") var layer: String?
    @Option(help: "What is claimed.") var text: String?
    @Option(help: "How likely, in a term of ICD 203, such as \"very likely\".") var likelihood: String?
    @Option(help: "low, moderate or high.") var confidence: String?
    @Option(help: "What the confidence rests on: the quality of the sources.") var sources: String?
    @Option(help: "What the confidence rests on: how much there is.") var volume: String?
    @Option(help: "What the confidence rests on: what is assumed.") var assumptions: String?
    @Option(help: "An exhibit it rests on. Repeat for several.") var exhibit: [String] = []
    @Option(help: "Whose claim it is.") var claimant: String?
    @Option(help: "The day for which they made it.") var asOf: String?
    @Option(help: "For the report: \(Claim.Topic.allCases.map(\.rawValue).joined(separator: " or ")).")
    var topic: String?

    func change(_ claim: inout Claim, in store: CaseStore) throws {
      try Usage.requireSeen([("text", [text]), ("claimant", [claimant])])
      if let layer { claim.layer = try .parse(layer, "layer") }
      if let text { claim.text = text }
      if let likelihood {
        guard let term = Likelihood(term: likelihood) else {
          throw Usage(
            message: "\(likelihood) is not a term of ICD 203",
            remedy: "one of: \(Likelihood.all.map(\.term).joined(separator: ", "))")
        }
        claim.likelihood = term
      }
      if let confidence {
        let old = claim.confidence?.basis
        claim.confidence = ConfidenceStatement(
          try .parse(confidence, "confidence"),
          basis: .init(
            sourceQuality: sources ?? old?.sourceQuality ?? "", volume: volume ?? old?.volume ?? "",
            assumptions: assumptions ?? old?.assumptions ?? ""))
      }
      if !exhibit.isEmpty { claim.exhibits = try store.exhibitIDs(exhibit) }
      if let claimant { claim.claimant = claimant }
      if let asOf { claim.asOf = try Day.parse(asOf) }
      if let topic { claim.topic = try .parse(topic, "topic") }
    }
  }

  struct Add: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a claim to a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var words: Words
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      guard words.layer != nil, words.text != nil else {
        throw Usage(message: "a claim needs its layer and its text", remedy: "pass --layer and --text")
      }
      var claim = Claim(id: ClaimID(high: 0, low: 0), layer: .conduct, text: "", author: global.author.user)
      try words.change(&claim, in: store)
      let added = try store.addRecord(.claim, .claim, claim.cbor, to: target, as: global.author)
      var answer = try Answer("claim", on: target, in: store)
      answer["id"] = .string(added.reference)
      answer.tell(claim, reference: added.reference)
      answer.note(added.change)
      return answer
    }
  }

  struct Set: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "set", abstract: "Change a claim.")
    @Argument(help: .theCase) var id: String
    @Argument(help: "The claim.") var claim: String
    @OptionGroup var words: Words
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let claimID: ClaimID = try store.read { try $0.find(claim, .claim) }
      guard var old = file.analysis.claims.first(where: { $0.id == claimID }) else {
        throw StoreError.notFound(
          "claim \(claim) in case \(file.reference)", list: "casetui claim list \(file.reference)")
      }
      try words.change(&old, in: store)
      let change = try store.setRecord(claimID.cast(), .claim, old.cbor, of: target, as: global.author)
      var answer = try Answer("claim", on: target, in: store)
      answer.tell(old, reference: claim)
      answer.note(change)
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The claims of a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      var answer = try Answer("claim-list", on: target, in: store)
      let names = try store.read { reader in
        try file.analysis.claims.map { try reader.reference(of: $0.id.cast()) }
      }
      answer["items"] = .array(zip(file.analysis.claims, names).map { .object($0.json($1, file)) })
      for (claim, name) in zip(file.analysis.claims, names) { answer.tell(claim, reference: name) }
      return answer
    }
  }

  struct Lint: Answering {
    static let configuration = CommandConfiguration(
      commandName: "lint",
      abstract: "Look at the wording of a text: likelihood, confidence, and words of guilt.")
    @Argument(help: "The text.") var text: String
    @OptionGroup var global: GlobalOptions

    func answer() throws -> Answer {
      let findings = ProductLint.findings(in: text)
      var answer = Answer("claim-lint")
      answer["items"] = .array(
        findings.map {
          .object([
            ("rule", .string($0.rule.rawValue)), ("section", .string($0.rule.citation.description)),
            ("offset", .int($0.utf8Offset)), ("message", .string($0.message)),
            ("remedy", .string($0.rule.remedy)),
            ("refused", .bool($0.rule.severity == .refusal)),
          ])
        })
      answer.lines = findings.map { "byte \($0.utf8Offset): \($0.message); \($0.rule.remedy)" }
      if findings.isEmpty { answer.lines = ["nothing to say"] }
      if findings.contains(where: { $0.rule.severity == .refusal }) { answer.exit = .refused }
      return answer
    }
  }
}

extension Claim {
  fileprivate func json(_ reference: String, _ file: CaseFile) -> [(String, JSON)] {
    [
      ("id", .string(reference)), ("layer", .string(layer.rawValue)), ("text", .string(text)),
      ("likelihood", .optional(likelihood?.term)),
      ("band", .optional(likelihood.map { "\($0.band.low)-\($0.band.high)" })),
      ("confidence", .optional(confidence?.level.rawValue)), ("claimant", .optional(claimant)),
      ("as_of", .optional(asOf?.iso)), ("topic", .optional(topic?.rawValue)), ("author", .string(author)),
      ("exhibits", .array(exhibits.map { .string(file.name($0)) })),
      ("problems", .array(problems.map { .string("\($0.message); \($0.remedy)") })),
    ]
  }
}

extension Answer {
  fileprivate mutating func tell(_ claim: Claim, reference: String) {
    lines.append("\(reference)  \(claim.layer.rawValue): \(claim.text)")
    if let likelihood = claim.likelihood { lines.append("    \(likelihood)") }
    if let confidence = claim.confidence { lines.append("    confidence \(confidence.level.rawValue)") }
    lines += claim.problems.map {
      "    \($0.severity == .refusal ? "to mend" : "look at"): \($0.message); \($0.remedy)"
    }
  }
}

struct ACHCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ach", abstract: "Competing explanations set against the evidence (Heuer).",
    subcommands: [AddHypothesis.self, Row.self, Mark.self, Show.self])

  struct AddHypothesis: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "hypothesis", abstract: "Add an explanation.")
    @Argument(help: .theCase) var id: String
    @Option(help: "In a few words.") var name: String
    @Option(
      help: "hostile, other, or benign: \(BenignKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let plain = kind.replacing("-", with: " ")
      let benign = BenignKind.allCases.first { $0.rawValue == plain }.map(Hypothesis.Kind.benign)
      guard let kind = benign ?? Hypothesis.Kind(name: plain) else {
        throw Usage(
          message: "\(kind) is not a kind of hypothesis",
          remedy: "hostile, other, or one of: \(BenignKind.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      let hypothesis = Hypothesis(id: HypothesisID(high: 0, low: 0), name: name, kind: kind)
      let added = try store.addRecord(
        .hypothesis, .hypothesis, hypothesis.cbor, to: target, as: global.author)
      var answer = try Answer("ach-hypothesis", on: target, in: store)
      answer["id"] = .string(added.reference)
      answer.lines.append("\(added.reference)  \(kind.name): \(name)")
      answer.note(added.change)
      return answer
    }
  }

  struct Row: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "row", abstract: "Add a piece of evidence, an argument, or the absence of something.")
    @Argument(help: .theCase) var id: String
    @Option(help: "What it says.") var statement: String
    @Option(help: "An exhibit. Repeat for several.") var exhibit: [String] = []
    @Option(help: "low, medium or high.") var credibility = "medium"
    @Option(help: "low, medium or high.") var relevance = "medium"
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let row = ACHEvidence(
        id: ACHEvidenceID(high: 0, low: 0), statement: statement, exhibits: try store.exhibitIDs(exhibit),
        credibility: try .parse(credibility, "weight"), relevance: try .parse(relevance, "weight"),
        rater: global.author.user)
      let added = try store.addRecord(.achEvidence, .achEvidence, row.cbor, to: target, as: global.author)
      var answer = try Answer("ach-row", on: target, in: store)
      answer["id"] = .string(added.reference)
      answer.lines.append("\(added.reference)  \(statement)")
      answer.note(added.change)
      return answer
    }
  }

  struct Mark: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "mark", abstract: "Say how a row sits with a hypothesis: CC, C, N, I or II.")
    @Argument(help: .theCase) var id: String
    @Option(help: "The row.") var row: String
    @Option(help: "The hypothesis.") var hypothesis: String
    @Option(help: "CC, C, N, I or II.") var mark: String
    @Option(help: "Why.") var note = ""
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let (evidence, explanation): (ACHEvidenceID, HypothesisID) = try store.read { reader in
        (try reader.find(row, .achEvidence), try reader.find(hypothesis, .hypothesis))
      }
      let cell = ACHCell(
        evidence, explanation, try .parse(mark.uppercased(), "mark"), rater: global.author.user, note: note)
      let change = try store.setMark(cell, of: target, as: global.author)
      var answer = try Answer("ach-mark", on: target, in: store)
      answer.note(change)
      return answer
    }
  }

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "The matrix: marks, least inconsistent first, and what turns the order.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let matrix = file.analysis.matrix
      var answer = try Answer("ach", on: target, in: store)
      answer["complete"] = .bool(matrix.isComplete)
      answer["ranking"] = .array(
        matrix.ranking.map {
          .object([
            ("rank", .int($0.rank)), ("tied", .bool($0.isTied)), ("name", .string($0.hypothesis.name)),
            ("kind", .string($0.hypothesis.kind.name)), ("inconsistency", .string($0.score.description)),
            ("unmarked", .int($0.unmarked)),
          ])
        })
      answer["rows"] = .array(
        matrix.evidence.map { row in
          .object([
            ("statement", .string(row.statement)),
            ("marks", .array(matrix.hypotheses.map { .optional(matrix[row.id, $0.id].mark?.rawValue) })),
          ])
        })
      answer["diagnosticity"] = .array(
        matrix.diagnosticity.map {
          .object([
            ("statement", .string($0.evidence.statement)), ("verdict", .string($0.verdict.rawValue)),
            ("spread", .int($0.spread)),
          ])
        })
      answer["sensitivity"] = .array(
        matrix.sensitivity.map {
          .object([("statement", .string($0.evidence.statement)), ("change", .string($0.change.rawValue))])
        })
      for row in matrix.evidence {
        let marks = matrix.hypotheses.map { matrix[row.id, $0.id].mark?.rawValue ?? "-" }
        answer.lines.append("  \(marks.map { $0.padded(3) }.joined(separator: " "))  \(row.statement)")
      }
      answer.lines += matrix.ranking.map {
        "\($0.rank)\($0.isTied ? "=" : " ")  inconsistency \($0.score)  \($0.hypothesis.kind.name): \($0.hypothesis.name)"
      }
      for turn in matrix.sensitivity {
        answer.lines.append("  turns on: \(turn.evidence.statement) (\(turn.change.rawValue))")
      }
      answer.lines += matrix.problems().map { "  to mend: \($0.message); \($0.remedy)" }
      return answer
    }
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

struct ContestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contest", abstract: "Denials and other explanations, and what the office made of each.",
    subcommands: [Add.self, Dispose.self, Benign.self, List.self])

  struct Add: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Record a denial or another explanation, or that none was found.")
    @Argument(help: .theCase) var id: String
    @Option(help: "denial, lawful-distillation, timeline or other.") var kind: String
    @Option(help: "What was stated.") var text: String
    @Option(help: "By whom.") var statedBy: String?
    @Option(help: "Where it was looked for.") var searched: String = ""
    @Option(help: "The day of that search. Default: today, when --searched is given.") var searchedOn: String?
    @Option(help: "low, medium or high.") var weight = "medium"
    @Option(help: "An exhibit. Repeat for several.") var exhibit: [String] = []
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try Usage.requireSeen([("text", [text]), ("stated-by", [statedBy])])
      let (target, _) = try store.caseFile(id)
      let contest = Contest(
        id: ContestID(high: 0, low: 0), kind: try .parse(kind, "kind"), statedBy: statedBy, text: text,
        exhibits: try store.exhibitIDs(exhibit),
        searchedOn: try searchedOn.map(Day.parse) ?? (searched.saysNothing ? nil : store.today),
        searchedWhere: searched, weight: try .parse(weight, "weight"))
      let added = try store.addRecord(.contest, .contest, contest.cbor, to: target, as: global.author)
      var answer = try Answer("contest", on: target, in: store)
      answer["id"] = .string(added.reference)
      answer.lines.append("\(added.reference)  \(contest.kind.rawValue): \(text)")
      answer.note(added.change)
      return answer
    }
  }

  struct Dispose: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "dispose", abstract: "Say what the office made of a contest.")
    @Argument(help: .theCase) var id: String
    @Argument(help: "The contest.") var contest: String
    @Option(help: "accepted, rejected, partly-accepted or unresolved.") var outcome: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let contestID: ContestID = try store.read { try $0.find(contest, .contest) }
      guard var old = file.analysis.contests.first(where: { $0.id == contestID }) else {
        throw StoreError.notFound(
          "contest \(contest) in case \(file.reference)", list: "casetui contest list \(file.reference)")
      }
      old.disposition = .init(try .parse(outcome, "outcome"), reason: reason, author: global.author.user)
      var answer = try Answer("contest", on: target, in: store)
      answer.note(try store.setRecord(contestID.cast(), .contest, old.cbor, of: target, as: global.author))
      return answer
    }
  }

  struct Benign: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "benign", abstract: "Record an innocent explanation of an indicator that was considered.")
    @Argument(help: .theCase) var id: String
    @Option(help: "The exhibit that carries the indicator.") var exhibit: String
    @Option(help: "What could explain it.") var text: String
    @Option(help: "excluded, not-excluded or partly.") var result: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let explanation = BenignExplanation(
        exhibit: try store.exhibitIDs([exhibit])[0], text: text, consideredBy: global.author.user,
        result: try .parse(result, "result"), reason: reason)
      var answer = try Answer("contest-benign", on: target, in: store)
      answer.note(try store.add(explanation.cbor, to: .benignExplanation, of: target, as: global.author))
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The contests of a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let contests = file.analysis.contests
      let names = try store.read { reader in try contests.map { try reader.reference(of: $0.id.cast()) } }
      var answer = try Answer("contest-list", on: target, in: store)
      answer["items"] = .array(
        zip(contests, names).map { contest, name in
          .object([
            ("id", .string(name)), ("kind", .string(contest.kind.rawValue)), ("text", .string(contest.text)),
            ("stated_by", .optional(contest.statedBy)), ("weight", .string(contest.weight.rawValue)),
            ("searched_on", .optional(contest.searchedOn?.iso)), ("open", .bool(contest.isOpen)),
            ("outcome", .optional(contest.disposition?.outcome.rawValue)),
            ("reason", .optional(contest.disposition?.reason)),
          ])
        })
      answer.lines = zip(contests, names).map { contest, name in
        "\(name)  \(contest.kind.rawValue)  \(contest.disposition?.outcome.rawValue ?? "open")  \(contest.text)"
      }
      answer.lines += Contest.problems(in: contests).map { "  to mend: \($0.message); \($0.remedy)" }
      answer.lines += BenignExplanation.problems(
        with: file.findings, explanations: file.analysis.explanations
      )
      .map { "  to mend: \($0.message); \($0.remedy)" }
      return answer
    }
  }
}
