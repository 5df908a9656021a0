import ArgumentParser
import CaseDomain
import CaseStore

struct PracticeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "practice",
    abstract: "The practice library: how to detect, prevent and respond (NSTM-4, third measure; §4(h)).",
    subcommands: [Add.self, List.self, Show.self, Permit.self, Retire.self])

  struct Add: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Record a practice; it belongs to no case.")
    @Option(help: "detect, prevent or respond.") var kind: String
    @Option(help: "What to do.") var text: String
    @Option(help: "Where the office has it from.") var source: String
    @Option(help: "An exhibit it rests on. Repeat for several.") var exhibit: [String] = []
    @Option(help: "The owner who gave it, by name, as recorded in --case.") var owner: String?
    @Option(name: .customLong("case"), help: "The case that names that owner.") var caseID: String?
    @Option(help: "Who signed for the owner that it may be published.") var permittedBy: String?
    @Option(help: "The day they did. Default: today.") var permittedOn: String?
    @Option(help: "Of a way to detect: what it does well; said in R5 of the report.") var strengths = ""
    @Option(help: "Of a way to detect: what it misses.") var weaknesses = ""
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      var giver: Practice.Giver?
      if let owner {
        guard let caseID else {
          throw Usage(
            message: "an owner is named by a case", remedy: "add --case ID, and name the owner there first")
        }
        let named = try store.caseFile(caseID).file.owner(named: owner)
        giver = Practice.Giver(id: named.id, name: named.name)
      }
      let permission = try permittedBy.map {
        Practice.Permission(signer: $0, on: try permittedOn.map(Day.parse) ?? store.today)
      }
      let practice = Practice(
        id: EntityID(high: 0, low: 0), kind: try .parse(kind, "kind"), text: text, source: source,
        exhibits: try store.exhibitIDs(exhibit), giver: giver, permission: permission, strengths: strengths,
        weaknesses: weaknesses, author: store.person(global.author))
      let added = try store.learn(practice, as: global.author)
      guard let id = added.id else {
        var answer = Answer("practice")
        answer.judge(added.obstacles)
        return answer
      }
      var answer = try store.read { try Answer("practice").showing(try $0.practice(id), in: $0) }
      answer.judge([])
      answer.note(added.change)
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The library, and what of it may be published.")
    @Option(help: "Only detect, prevent or respond.") var kind: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let only: Practice.Kind? = try kind.map { try .parse($0, "kind") }
      return try store.read { reader in
        let rows = try reader.practices().filter { only == nil || $0.practice?.kind == only }
        var answer = Answer("practice-list")
        answer.mark(try rows.flatMap { try $0.marks(reader) })
        answer["items"] = .array(try rows.map { .object(try $0.json(reader)) })
        answer.lines = rows.map { row in
          "\(row.reference)  \(row.practice?.kind.rawValue ?? "-")  "
            + "\(row.mayBePublished ? "may be published" : "held back")  \(row.practice?.text ?? "in conflict")"
        }
        return answer
      }
    }
  }

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a practice.")
    @Argument(help: "The practice.") var practice: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in
        try Answer("practice").showing(try reader.practice(named: practice), in: reader)
      }
    }
  }

  struct Permit: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "permit", abstract: "Record the owner's permission to publish a practice (§4(h)(2)).")
    @Argument(help: "The practice.") var practice: String
    @Option(help: "Who signed for the owner.") var by: String
    @Option(help: "The day they did. Default: today.") var on: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let row = try store.read { try $0.practice(named: practice) }
      guard var value = row.practice else {
        throw StoreError.invalid(
          "offices say unequal things of \(row.reference)", remedy: "settle it first: casetui sync conflicts")
      }
      value.permission = Practice.Permission(signer: by, on: try on.map(Day.parse) ?? store.today)
      let obstacles = value.obstacles(on: store.today)
      var answer = Answer("practice-permit")
      answer.judge(obstacles)
      guard obstacles.isEmpty else { return answer }
      let change = try store.write(as: global.author) { writer in
        try writer.set(Target(row.id, .practice), value.cbor)
        return writer.change
      }
      answer["id"] = .string(row.reference)
      answer.note(change)
      return answer
    }
  }

  struct Retire: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "retire",
      abstract:
        "Take a practice out of what is published, for good: outdated, or its owner no longer allows it.")
    @Argument(help: "The practice.") var practice: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let row = try store.read { try $0.practice(named: practice) }
      var answer = Answer("practice-retire")
      answer["id"] = .string(row.reference)
      answer.note(try store.withdraw(row.id, of: nil, reason: reason, as: global.author))
      return answer
    }
  }
}

extension StoreReader {
  fileprivate func practice(named text: String) throws -> PracticeRow {
    try practice(find(text, .practice, as: Entity.self))
  }

  fileprivate func practice(_ id: EntityID) throws -> PracticeRow {
    guard let row = try practices().first(where: { $0.id == id }) else {
      throw StoreError.notFound("practice \(id)", list: "casetui practice list")
    }
    return row
  }
}

extension PracticeRow {
  /// Markings of the exhibits it rests on.
  fileprivate func marks(_ reader: StoreReader) throws -> [HandlingMark] {
    try (practice?.exhibits ?? []).compactMap { id in
      reserves.contains(.unknownExhibit(id)) ? nil : HandlingMark(stored: try reader.exhibitRow(id).marking)
    }
  }

  fileprivate func json(_ reader: StoreReader) throws -> [(String, JSON)] {
    [
      ("id", .string(reference)), ("kind", .optional(practice?.kind.rawValue)),
      ("text", .optional(practice?.text)), ("source", .optional(practice?.source)),
      (
        "exhibits",
        .array(try (practice?.exhibits ?? []).map { .string(try reader.reference(of: $0.cast())) })
      ),
      ("owner", .optional(practice?.giver?.name)),
      ("permitted_by", .optional(practice?.permission?.signer)),
      ("permitted_on", .optional(practice?.permission?.on.iso)),
      ("strengths", .optional(practice?.strengths)), ("weaknesses", .optional(practice?.weaknesses)),
      ("retired_on", .optional(practice?.withdrawal?.on.iso)),
      ("retirement_reason", .optional(practice?.withdrawal?.reason)),
      ("author", .optional(practice?.author.name)), ("may_be_published", .bool(mayBePublished)),
      ("held_back", .array(mayBePublished ? [] : try reasons(reader).map { .string($0) })),
    ]
  }
}

extension Answer {
  fileprivate func showing(_ row: PracticeRow, in reader: StoreReader) throws -> Answer {
    var answer = self
    answer.mark(try row.marks(reader))
    for (name, value) in try row.json(reader) { answer[name] = value }
    answer.lines.append("\(row.reference)  \(row.practice?.kind.rawValue ?? "in conflict")")
    if let practice = row.practice {
      answer.lines += ["  \(practice.words)", "  source: \(practice.source)"]
      if let giver = practice.giver { answer.lines.append("  given by \(giver.name)") }
    }
    answer.lines +=
      row.mayBePublished ? ["  may be published"] : try row.reasons(reader).map { "  held back: \($0)" }
    return answer
  }
}
