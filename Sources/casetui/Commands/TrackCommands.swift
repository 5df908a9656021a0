import ArgumentParser
import CaseDomain
import CaseStore

struct TrackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "track",
    abstract: "What a case needs on its way to a measure: authority, proposal, exceptions.",
    discussion:
      "The stages themselves are moved with: casetui case advance ID --track SAN|EL|ALIST --to STAGE.",
    subcommands: [
      Show.self, Authority.self, Exception.self, Propose.self, Fact.self, Circulate.self, Escalate.self,
    ])

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Where a case stands on each track.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      var answer = try Answer("track", on: target, in: store)
      let stages: [(Track, String?)] = [
        (.attackersList, file.listing?.stage.rawValue), (.entityList, file.entityList?.stage.rawValue),
        (.blocking, file.blocking?.stage.rawValue),
      ]
      let next = file.nextStages
      answer["items"] = .array(
        stages.map { track, stage in
          .object([
            ("track", .string(track.rawValue)), ("stage", .optional(stage)),
            ("next", .array(next.filter { $0.track == track }.map { .string($0.name) })),
          ])
        })
      answer.lines = stages.map { track, stage in
        let ways = next.filter { $0.track == track }.map(\.name).joined(separator: ", ")
        return "\(track.rawValue)  \(stage ?? "not opened")\(ways.isEmpty ? "" : "  next: \(ways)")"
      }
      if let authority = file.blocking?.authority {
        answer.lines.append(
          "  blocking under \(authority.route.rawValue): \(authority.citation)"
            + (authority.declaredOn.map { ", declared \($0)" } ?? ""))
        answer["authority"] = .object([
          ("route", .string(authority.route.rawValue)), ("citation", .string(authority.citation)),
          ("criterion", .string(authority.criterion)), ("menu", .array(authority.menu.map { .string($0) })),
          ("declared_on", .optional(authority.declaredOn?.iso)),
        ])
      }
      if let proposal = file.entityList?.proposal {
        answer.lines.append(
          "  proposal to \(proposal.action.rawValue) by \(proposal.proposer), \(proposal.articulableFacts.count) facts"
            + (proposal.circulatedOn.map { ", circulated \($0)" } ?? ", not circulated"))
      }
      return answer
    }
  }

  struct Authority: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "authority", abstract: "Choose what a blocking would rest on (§8.3).")
    @Argument(help: .theCase) var id: String
    @Option(help: "bill, executive-order or paipa.") var route: String
    @Option(help: "The emergency or order, as cited.") var citation = ""
    @Option(help: "The criterion the subject is said to meet.") var criterion = ""
    @Option(help: "A measure of the PAIPA menu. Repeat for several.") var menu: [String] = []
    @Option(help: "The day on which the national emergency was declared.") var declared: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let authority = BlockingAuthority(
        route: try .parse(route, "route"), citation: citation, criterion: criterion, menu: menu,
        declaredOn: try declared.map(Day.parse))
      var answer = try Answer("track-authority", on: target, in: store)
      answer.note(
        try store.setRecord(
          CaseStore.trackRecord(.blocking, of: target), .blockingAuthority, authority.cbor, of: target,
          as: global.author))
      return answer
    }
  }

  struct Exception: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "exception", abstract: "Answer an exception to a blocking (§5(b)(2)).")
    @Argument(help: .theCase) var id: String
    @Option(help: "A, B or C.") var letter: String
    @Option(help: "How it was considered, and what follows.") var answer: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let letter = letter.uppercased()
      guard ["A", "B", "C"].contains(letter) else {
        throw Usage(message: "\(self.letter) is not an exception of §5(b)(2)", remedy: "one of: A, B, C")
      }
      let entity = EntityID.derived("exception", from: CaseStore.trackRecord(.blocking, of: target), letter)
      var answer = try Answer("track-exception", on: target, in: store)
      answer.note(
        try store.setRecord(
          entity, .exceptionAnswer, .record([1: .text(letter), 2: .text(self.answer)]), of: target,
          as: global.author))
      return answer
    }
  }

  struct Propose: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "propose", abstract: "Write, or change, the proposal to the committee (§8.4).",
      discussion: "Changing a proposal makes votes already cast stale.")
    @Argument(help: .theCase) var id: String
    @Option(help: "add, modify or remove.") var action: String?
    @Option(help: "The member that proposes.") var proposer: String?
    @Option(help: "A section the entry rests on, such as 744.11. Repeat for several.") var section: [String] =
      []
    @Option(help: "The licence requirement.") var licenceRequirement: String?
    @Option(help: "The licence review policy.") var reviewPolicy: String?
    @Option(help: "The licence exceptions that stay, or none.") var exceptions: String?
    @Option(help: "The savings clause.") var savings: String?
    @Option(help: "Who found that Treasury sits on this matter.") var treasuryBy: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let old = file.entityList?.proposal
      guard let proposer = proposer.map({ Agency.named($0) }) ?? old?.proposer else {
        throw Usage(message: "a proposal names the member that makes it", remedy: "pass --proposer AGENCY")
      }
      var proposal = old ?? Proposal(action: .add, proposer: proposer)
      proposal.proposer = proposer
      if let action {
        let action: Proposal.Action = try .parse(action, "action")
        // Another matter: it starts with its own circulation.
        if action != proposal.action { proposal.circulatedOn = nil }
        proposal.action = action
      }
      if !section.isEmpty { proposal.basisSections = section }
      if let licenceRequirement { proposal.licenceRequirement = licenceRequirement }
      if let reviewPolicy { proposal.reviewPolicy = reviewPolicy }
      if let exceptions { proposal.exceptions = exceptions }
      if let savings { proposal.savingsClause = savings }
      if let treasuryBy {
        proposal.treasurySits = true
        proposal.treasuryDecidedBy = treasuryBy
      }
      var answer = try Answer("track-propose", on: target, in: store)
      answer.note(
        try store.setRecord(
          CaseStore.trackRecord(.entityList, of: target), .proposal, proposal.cbor, of: target,
          as: global.author))
      return answer
    }
  }

  struct Fact: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "fact", abstract: "Add a specific and articulable fact to the proposal (15 CFR 744.11(b))."
    )
    @Argument(help: .theCase) var id: String
    @Option(help: "The fact.") var text: String
    @Option(help: "An exhibit that shows it. Repeat for several.") var exhibit: [String] = []
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      guard var proposal = file.entityList?.proposal else {
        throw StoreError.invalid(
          "there is no proposal", remedy: "write it: casetui track propose \(file.reference)")
      }
      proposal.articulableFacts.append(.init(text, exhibits: try store.exhibitIDs(exhibit)))
      var answer = try Answer("track-fact", on: target, in: store)
      answer["facts"] = .int(proposal.articulableFacts.count)
      answer.note(
        try store.setRecord(
          CaseStore.trackRecord(.entityList, of: target), .proposal, proposal.cbor, of: target,
          as: global.author))
      return answer
    }
  }

  struct Circulate: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "circulate",
      abstract: "Put the matter of a request before the committee; the clock starts.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let (obstacles, change) = try store.circulate(target, as: global.author)
      var answer = try Answer("track-circulate", on: target, in: store)
      answer.judge(obstacles)
      if obstacles.isEmpty { answer.note(change) }
      return answer
    }
  }

  struct Escalate: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "escalate",
      abstract: "Record that an agency took the matter up a level, and what came of it.")
    @Argument(help: .theCase) var id: String
    @Option(help: "ACEP, EARB or President.") var level: String
    @Option(help: "The agency that took it up.") var agency: String
    @Option(help: "The day. Default: today.") var on: String?
    @Option(help: "What was decided there: adopted or rejected.") var result: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let level: EscalationStep.Level = try .parse(level, "level")
      let known = file.entityList?.escalation.first { $0.level == level }
      let result: EscalationStep.Result? = try result.map { try .parse($0, "result") }
      let step = EscalationStep(
        level: level, by: Agency.named(agency), on: try on.map(Day.parse) ?? known?.on ?? store.today,
        result: result,
        decidedOn: result == nil ? nil : store.today)
      let entity = EntityID.derived(
        "escalation", from: CaseStore.trackRecord(.entityList, of: target), level.rawValue)
      var answer = try Answer("track-escalate", on: target, in: store)
      answer.note(try store.setRecord(entity, .escalation, step.cbor, of: target, as: global.author))
      return answer
    }
  }
}

struct VoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vote", abstract: "Votes of the End-User Review Committee.",
    subcommands: [Cast.self, Extend.self, Show.self])

  struct Cast: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "cast", abstract: "Cast an agency's vote.")
    @Argument(help: .theCase) var id: String
    @Option(help: "The agency. Default: the one the user is registered for.") var agency: String?
    @Option(help: "for, against or abstain.") var choice: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let person = store.person(global.author)
      let agency = try VoteCommand.agency(agency, of: person, file, whose: "vote")
      let (obstacles, change) = try store.vote(
        target, agency: agency, try .parse(choice, "choice"), reason: reason, as: global.author)
      var answer = try Answer("vote-cast", on: target, in: store)
      answer.judge(obstacles)
      if obstacles.isEmpty { answer.note(change) }
      try answer.showVote(target, store)
      return answer
    }
  }

  struct Extend: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "extend", abstract: "Consent, for one member, to a later day. It moves when all have.")
    @Argument(help: .theCase) var id: String
    @Option(help: "The new last day.") var until: String
    @Option(help: "The agency. Default: the one the user is registered for.") var agency: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let person = store.person(global.author)
      let agency = try VoteCommand.agency(agency, of: person, file, whose: "consent")
      let (obstacles, change) = try store.extendVote(
        target, agency: agency, until: try Day.parse(until), as: global.author)
      var answer = try Answer("vote-extend", on: target, in: store)
      answer.judge(obstacles)
      if obstacles.isEmpty { answer.note(change) }
      try answer.showVote(target, store)
      return answer
    }
  }

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "How the committee stands.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      var answer = try Answer("vote", on: target, in: store)
      try answer.showVote(target, store)
      return answer
    }
  }

  /// The agency that is named, else the one that the person is registered for.
  ///
  /// - Parameter whose: what the agency says, for the message.
  private static func agency(
    _ name: String?, of person: Person, _ file: CaseFile, whose: String
  ) throws -> Agency {
    if let agency = name.map({ Agency.named($0) }) ?? file.people.agency(of: person) { return agency }
    throw Usage(
      message: "whose \(whose) it is, is not said", remedy: "pass --agency, or register the user for one")
  }
}

extension Answer {
  fileprivate mutating func showVote(_ id: CaseID, _ store: CaseStore) throws {
    let (file, profile) = try store.read { reader in
      (try reader.caseFile(id, rehash: false), try reader.profile(on: store.today))
    }
    guard let tally = file.tally(on: store.today, profile: profile) else {
      lines.append("no proposal is before the committee")
      self["outcome"] = .null
      return
    }
    self["outcome"] = .string(tally.outcome.rawValue)
    self["for"] = .int(tally.inFavour)
    self["against"] = .int(tally.against)
    self["abstained"] = .int(tally.abstained)
    self["members"] = .array(tally.members.map { .string($0.rawValue) })
    self["missing"] = .array(tally.missing.map { .string($0.rawValue) })
    self["deadline"] = .optional(tally.deadline?.iso)
    self["rule"] = .string(tally.rule.rawValue)
    self["uncounted"] = .array(tally.faults.map { .string($0) })
    let consents = file.entityList?.extensions ?? []
    let faults = consents.map { file.fault(of: $0, profile: profile) }
    self["extensions"] = .array(
      zip(consents, faults).map { consent, fault in
        .object([
          ("agency", .string(consent.agency.rawValue)), ("until", .string(consent.until.iso)),
          ("counts", .bool(fault == nil)), ("why", .optional(fault)),
        ])
      })
    lines.append(
      "\(tally.outcome.rawValue): \(tally.inFavour) for, \(tally.against) against, \(tally.abstained) abstaining, of \(tally.members.count) (\(tally.rule.rawValue))"
        + (tally.deadline.map { ", until \($0)" } ?? ""))
    lines += tally.counted.map { "  \($0.agency): \($0.choice.rawValue) by \($0.by) on \($0.on)" }
    lines += tally.faults.map { "  not counted: \($0)" }
    lines += zip(consents, faults).map { consent, fault in
      "  " + (fault ?? "\(consent.agency) consents to \(consent.until)")
    }
    if !tally.missing.isEmpty {
      lines.append("  missing: \(tally.missing.map(\.rawValue).joined(separator: ", "))")
    }
  }
}
