import ArgumentParser
import CaseDomain
import CaseStore

struct ApproveCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Give an act of review or decision on the case as it is now.",
    discussion: "It binds everything the decision rests on: when that changes, the act is void and says so.")
  @Argument(help: .theCase) var id: String
  @Option(help: "The act: \(Approval.Kind.allCases.map(\.rawValue).joined(separator: ", ")).") var act: String
  @Option(help: "What is decided, and why.") var text: String
  @Option(help: "What it narrows to: an element for support-override, an agency for non-concur-disposition.")
  var detail: String?
  @OptionGroup var global: GlobalOptions

  func answer(_ store: CaseStore) throws -> Answer {
    let kind = try Approval.Kind.parse(act, "act")
    let (target, _) = try store.caseFile(id)
    guard !text.saysNothing else {
      throw Usage(message: "an act needs its reasons", remedy: "pass --text TEXT")
    }
    let (obstacles, change) = try store.approve(target, kind, text: text, detail: detail, as: global.author)
    var answer = try Answer("approve", on: target, in: store)
    answer.judge(obstacles)
    if obstacles.isEmpty {
      answer.lines.append("\(kind.title) given by \(global.author.user)")
      answer.note(change)
    }
    return answer
  }
}

struct ConcurCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "concur", abstract: "Record an agency's answer in the equity check (§8.2 S6).")
  @Argument(help: .theCase) var id: String
  @Option(help: "The agency.") var agency: String
  @Option(help: "\(EquityReply.Answer.allCases.map(\.rawValue).joined(separator: ", ")).") var answer: String
  @Option(help: "What it says besides.") var comment = ""
  @OptionGroup var global: GlobalOptions

  func answer(_ store: CaseStore) throws -> Answer {
    let reply = try EquityReply.Answer.parse(self.answer, "answer")
    let (target, _) = try store.caseFile(id)
    if [.nonConcur, .hold].contains(reply), comment.saysNothing {
      throw Usage(message: "an objection needs its reason", remedy: "pass --comment TEXT")
    }
    let (obstacles, change) = try store.reply(
      target, agency: Agency.named(agency), reply, comment: comment, as: global.author)
    var answer = try Answer("concur", on: target, in: store)
    answer.judge(obstacles)
    if obstacles.isEmpty { answer.note(change) }
    let file = try store.caseFile(id).file
    answer["replies"] = .array(
      EquityReply.awaited.map { agency in
        let reply = file.reply(of: agency)
        return .object([
          ("agency", .string(agency.rawValue)), ("answer", .optional(reply?.answer.rawValue)),
          ("on", .optional(reply?.on.iso)), ("current", .bool(reply?.package == file.package)),
        ])
      })
    answer.lines += EquityReply.awaited.map { agency in
      let reply = file.reply(of: agency)
      return "  \(agency): \(reply?.answer.rawValue ?? "no reply")"
        + (reply.map { $0.package == file.package ? "" : ", on a package that has changed since" } ?? "")
    }
    return answer
  }
}

struct HoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold", abstract: "Ask everybody to wait before something goes outside, or stop asking.",
    subcommands: [Place.self, Release.self, List.self])

  struct Place: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "place", abstract: "Place a hold.")
    @Argument(help: .theCase) var id: String
    @Option(help: "Why.") var reason: String
    @Option(help: "For whom.") var requester: String
    @Option(help: "The day it is looked at again. Default: as late as the profile allows.") var review:
      String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try Usage.requireSeen([("reason", [reason]), ("requester", [requester])])
      let (target, _) = try store.caseFile(id)
      let longest = try store.profile(on: store.today)[.holdReview]?.number.flatMap {
        store.today.adding(days: $0)
      }
      let review = try review.map(Day.parse) ?? longest ?? store.today
      if let longest, review > longest {
        throw StoreError.invalid("a hold is looked at again by \(longest)", remedy: "name an earlier day")
      }
      let placed = try store.hold(
        target, reason: reason, requester: requester, reviewOn: review, as: global.author)
      var answer = try Answer("hold", on: target, in: store)
      answer["id"] = .string(placed.reference)
      answer["review_on"] = .string(review.iso)
      answer.lines.append(
        "\(placed.reference) stands until it is released; it is looked at again on \(review)")
      answer.note(placed.change)
      return answer
    }
  }

  struct Release: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "release", abstract: "End a hold.")
    @Argument(help: .theCase) var id: String
    @Argument(help: "The hold.") var hold: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let entity: EntityID = try store.read { try $0.find(hold, .hold) }
      var answer = try Answer("hold", on: target, in: store)
      answer.note(try store.release(entity, in: target, reason: reason, as: global.author))
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The holds of a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      var answer = try Answer("hold-list", on: target, in: store)
      let references = try store.read { reader in try file.holds.map { try reader.reference(of: $0.id) } }
      answer["items"] = .array(
        zip(file.holds, references).map { hold, reference in
          .object([
            ("id", .string(reference)), ("reason", .string(hold.reason)),
            ("requester", .string(hold.requester)),
            ("by", .string(hold.by.name)), ("on", .string(hold.on.iso)),
            ("review_on", .string(hold.reviewOn.iso)),
            ("released_on", .optional(hold.releasedOn?.iso)),
          ])
        })
      answer.lines = zip(file.holds, references).map { hold, reference in
        "\(reference)  \(hold.isOpen ? "open" : "released \(hold.releasedOn?.iso ?? "")")  for \(hold.requester): \(hold.reason)"
      }
      return answer
    }
  }
}

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Approvals, replies and reviews of a case.",
    subcommands: [Show.self, Add.self])

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "What has been given, whether it still counts, and why not.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      var answer = try Answer("review", on: target, in: store)
      answer["package"] = .string(file.package.hex)
      answer["frozen_record"] = .optional(file.frozenRecord.map { "\($0.number)" })
      answer["approvals"] = .array(
        file.approvals.map { approval in
          let faults = file.faults(of: approval)
          return .object([
            ("act", .string(approval.kind.rawValue)), ("by", .string(approval.by.name)),
            ("on", .string(approval.on.iso)), ("text", .string(approval.text)),
            ("signed", .bool(approval.isSigned)),
            ("counts", .bool(faults.isEmpty)), ("faults", .array(faults.map { .object($0.json) })),
          ])
        })
      answer["irregular"] = .array(
        file.irregularities.map { .string("\($0.by) to \($0.to)") })
      for approval in file.approvals {
        let faults = file.faults(of: approval)
        answer.lines.append(
          "\(approval.on)  \(approval.kind.title) by \(approval.by)\(approval.isSigned ? ", signed" : "")  \(faults.isEmpty ? "counts" : "void")"
        )
        answer.show(faults)
      }
      for found in file.irregularities {
        answer.lines.append("irregular: \(found.by) \(found.fault)")
      }
      return answer
    }
  }

  struct Add: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Record a review that came round: annual, reassessment or emergency (§8.6).")
    @Argument(help: .theCase) var id: String
    @Option(help: "\(PeriodicReview.Kind.allCases.map(\.rawValue).joined(separator: ", ")).") var kind: String
    @Option(help: "What it came to.") var result: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let review = PeriodicReview(
        kind: try .parse(kind, "kind of review"), on: store.today, by: store.person(global.author),
        result: result)
      var answer = try Answer("review-add", on: target, in: store)
      answer.note(try store.add(review.cbor, to: .periodicReview, of: target, as: global.author))
      return answer
    }
  }
}

extension Agency {
  /// By name, whatever the case of its letters, among those the procedure knows; else as it is typed.
  static func named(_ text: String) -> Agency {
    let known: [Agency] = EquityReply.awaited
    return known.first { $0.rawValue.lowercased() == text.lowercased() } ?? Agency(text)
  }
}
