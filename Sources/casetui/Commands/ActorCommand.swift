import ArgumentParser
import CaseDomain
import CaseStore

struct ActorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actor", abstract: "Who is who: actors of ours, and those that imports propose.",
    subcommands: [
      List.self, Show.self, Accept.self, New.self, Set.self, Same.self, Different.self, Unsure.self,
      Undo.self,
    ])

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List actors; proposed ones wait for a person.")
    @Option(help: "At most so many.") var limit: Int?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in
        let rows = try reader.actors(limit: limit?.asLimit() ?? .max)
        var answer = Answer("actor-list")
        // Mostly nothing held is stricter than anything else, and nobody is looked up.
        let strictest = answer.marking.joined(withStored: try reader.markingsHeld())
        for row in rows where answer.marking != strictest {
          answer.markAtLeast(try reader.markings(of: row.bearer))
        }
        var items: [JSON] = []
        for row in rows {
          let others = try reader.others(like: row)
          let same = try others.map { try reader.reference(of: $0) }
          let lost = try others.compactMap { try reader.lost($0) }
          items.append(
            .object(
              row.json + [
                ("same", .array(same.map { .string($0) })), ("taken_back_with", lost.importNames),
                ("read_otherwise_in", lost.readingNames),
              ]))
          answer.lines.append(
            "\(row.reference ?? "proposed")  \(row.kind)  \(row.shown)  \(row.reference == nil ? row.id : "")"
              + (same.isEmpty ? "" : "  same as \(same.joined(separator: ", "))")
              + lost.map { "; \($0.words)" }.joined())
        }
        answer["items"] = .array(items)
        return answer
      }
    }
  }

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show an actor, or what an import proposes.")
    @Argument(help: "Its number, identifier, or the identifier of a source record, also as SOURCE:ID.")
    var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in
        var answer = Answer("actor")
        do {
          try answer.show(try reader.find(id, .actor), reader)
        } catch StoreError.notFound {
          try answer.propose(id, reader)
        }
        return answer
      }
    }
  }

  struct Accept: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept",
      abstract: "Judge that a source record is an actor, and make its record.")
    @Argument(help: "The identifier of the source record, also as SOURCE:ID.") var externalID: String
    @Option(help: "person, organisation, government or unknown. Default: what the source states.")
    var kind: String?
    @Option(
      help:
        "A name; the first is the primary one. Default: all that the source states now. Repeat for several.")
    var name: [String] = []
    @Option(help: "The first name in Latin letters.") var romanised: String?
    @Option(help: "Why.") var reason: String?
    @Option(name: .customLong("case"), help: "The case whose subject it is.") var caseID: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID? = try caseID.map { id in try store.read { try $0.find(id, .caseFile) } }
      let made = try store.acceptActor(
        externalID, kind: try kind.map { try .parse($0, "kind of actor") },
        names: name.isEmpty ? nil : try names(name, romanised), romanised: romanised, reason: reason,
        caseID: target, as: global.author)
      var answer = Answer("actor")
      try store.read { try answer.show(made.id, $0) }
      answer["left_names"] = .array(
        made.left.map { .object([("name", .string($0.name.text)), ("not_in", Optional($0.absence).json)]) })
      answer.lines += made.left.map { left in
        "  left out: \(left.name.romanisedFirst): its row, \(left.absence.externalID), is \(left.absence.sentence)"
      }
      answer.note(made.change)
      return answer
    }
  }

  struct New: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Record an actor that no import proposes.")
    @Option(help: "A name; the first is the primary one. Repeat for several.") var name: [String]
    @Option(help: "The first name in Latin letters.") var romanised: String?
    @Option(help: "person, organisation, government or unknown.") var kind = "unknown"
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let made = try store.newActor(
        kind: try Actor.Kind.parse(kind, "kind of actor"), names: try names(name, romanised),
        as: global.author)
      var answer = Answer("actor")
      try store.read { try answer.show(made.id, $0) }
      answer.note(made.change)
      return answer
    }
  }
}

extension ActorCommand {
  struct Set: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Say anew what an actor is; its names are compared in that kind.")
    @Argument(help: ArgumentHelp("The actor.", valueName: "actor")) var id: String
    @Option(help: "person, organisation, government or unknown.") var kind: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let actor: ActorID = try store.read { try $0.find(id, .actor) }
      let change = try store.setKind(of: actor, to: try .parse(kind, "kind of actor"), as: global.author)
      var answer = Answer("actor")
      try store.read { try answer.show(actor, $0) }
      answer.note(change)
      return answer
    }
  }
}

/// The first name is the primary one, the rest are aliases.
///
/// - Throws: `Usage` for one without a letter or sign to be known by.
private func names(_ texts: [String], _ romanised: String?) throws -> [ActorName] {
  guard !(texts + [romanised].compactMap(\.self)).contains(where: \.saysNothing) else {
    throw Usage(
      message: "a name is empty, or blanks and signs that nobody sees",
      remedy: "write the name, or leave it out")
  }
  return texts.enumerated().map { index, text in
    ActorName(text, kind: index == 0 ? .primary : .alsoKnownAs, romanised: index == 0 ? romanised : nil)
  }
}

extension ActorRow {
  /// Romanised first: as somebody wrote it, else by our tables.
  fileprivate var shown: String {
    original.map { ActorName($0, romanised: name) }?.romanisedFirst ?? ActorName(name).romanisedFirst
  }

  fileprivate var json: [(String, JSON)] {
    [
      ("id", .string(id)), ("reference", .optional(reference)), ("status", .string(status.rawValue)),
      ("kind", .string(kind)), ("name", .string(name)), ("original", .optional(original)),
      ("country", .optional(country)),
    ]
  }
}

extension Answer {
  fileprivate mutating func show(_ id: ActorID, _ reader: StoreReader) throws {
    let actor = try reader.actor(id)
    self["id"] = .string(id.description)
    self["status"] = .string(ActorRow.Status.accepted.rawValue)
    self["kind"] = .string(actor.kind.rawValue)
    self["name"] = .string(actor.displayName)
    self["names"] = .array(actor.names.map(\.json))
    lines.append("\(actor.shownName)  (\(actor.kind.rawValue))")
    for name in actor.names {
      lines.append("  \(name.kindInWords)  \(name.romanisedFirst)  [\(name.script.rawValue)]")
    }
    try showIdentity(of: .actor(id), reader)
  }

  fileprivate mutating func propose(_ text: String, _ reader: StoreReader) throws {
    let bearer = try reader.bearer(text)
    guard case .entry(let source, let externalID) = bearer else { return }
    let versions = try reader.versions(of: externalID).filter { $0.source.utf8.elementsEqual(source.utf8) }
      .map { version in
        let stands = try reader.stands(version)
        let otherwise = try stands ? nil : reader.readOtherwise(since: version)
        return (version, isTakenBack: !stands && otherwise == nil, otherwise: otherwise)
      }
    let statements = try reader.statements(of: externalID, in: source)
    // One that a register names in its statements alone has no record of its own.
    guard let first = statements.first else {
      throw StoreError.notFound(
        "record of \(text): only statements of ownership name it",
        list: "casetui ownership tree --as-of DAY \(text.lastForShell)")
    }
    let reference = try reader.reference(of: bearer)
    let last = first.record
    let status = try reader.proposal(of: externalID, in: source, statements)
    let shown = try reader.caption(of: bearer)
    self["id"] = .string(externalID)
    self["status"] = .string(status.word)
    if case .accepted(let reference) = status { self["actor"] = .string(reference) }
    self["kind"] = .string(last.type)
    let several = try reader.rowNames(of: bearer)
    let isOneName = several.count < 2
    self["name"] = .string(isOneName ? last.name ?? shown?.text ?? externalID : externalID)
    self["row_names"] = .array(several.map { .string($0) })
    self["versions"] = .array(
      versions.map { version, isTakenBack, otherwise in
        .object([
          ("modified", .optional(version.modified)), ("sha256", .string(version.content.hex)),
          ("bundle", .string(version.bundle.hex)), ("offset", .int(version.offset)),
          ("length", .int(version.length)), ("audit_number", .int(version.auditNumber)),
          ("taken_back", .bool(isTakenBack)), ("read_otherwise_in", .optional(otherwise)),
        ])
      })
    let name = isOneName ? last.name.map { ActorName($0) } ?? shown : nil
    lines.append("\(status.heading): \(name?.romanisedFirst ?? externalID)  (\(last.type))")
    if !isOneName { lines.append("  its rows name \(several.count): \(several.joined(separator: ", "))") }
    for (version, isTakenBack, otherwise) in versions {
      lines.append(
        "  \(version.modified ?? "no time")  \(version.content.hex.prefix(16))  \(version.length) bytes, "
          + "audit number \(version.auditNumber)" + (isTakenBack ? ", taken back with its import" : "")
          + (otherwise.map { ", read otherwise since (\($0))" } ?? ""))
    }
    let now = Set(statements.flatMap(\.names).flatMap { [$0.text, $0.romanised ?? $0.text] })
    let earlier = try reader.names(of: bearer).filter { $0.isFormer && !now.contains($0.name.text) }
    show(statements, earlier: earlier.map(\.name), of: externalID)
    try showIdentity(of: bearer, reader)
    switch status {
    case .proposed:
      lines.append(
        "to accept: casetui actor accept " + (isOneName ? "" : "--name NAME ") + reference.lastForShell)
    case .accepted(let actor): lines.append("it is \(actor): casetui actor show \(actor)")
    case .nobody: break
    case .refused(let obstacle, _): lines.append("proposes no actor: \(obstacle.message); \(obstacle.remedy)")
    }
  }
}

/// What an entry of a list is to the actors of ours.
private enum Proposal {
  case proposed
  /// Judged to be one, by its acceptance or since; the actor's number.
  case accepted(String)
  /// It states nobody who could become one.
  case nobody
  /// It cannot be made one.
  case refused(StoreError, isRevoked: Bool)

  /// As in JSON.
  var word: String {
    switch self {
    case .proposed: ActorRow.Status.proposed.rawValue
    case .accepted: ActorRow.Status.accepted.rawValue
    case .nobody: "names-nobody"
    case .refused(_, let isRevoked): isRevoked ? "revoked" : "not-held"
    }
  }

  var heading: String {
    switch self {
    case .proposed: "proposed"
    case .accepted(let actor): "accepted as \(actor)"
    case .nobody: "names nobody"
    case .refused(_, let isRevoked): isRevoked ? "revoked" : "named by other rows alone"
    }
  }
}

extension StoreReader {
  fileprivate func proposal(
    of externalID: String, in source: String, _ statements: [EntryStatement]
  ) throws -> Proposal {
    let entry = NameBearer.entry(source: source, id: externalID)
    if let actor = try self.actor(thatIs: entry) { return .accepted(try reference(of: actor.cast())) }
    guard let obstacle = try obstacle(toAccepting: externalID, of: source) else {
      return statements.contains(where: \.isOfSomebody) ? .proposed : .nobody
    }
    return .refused(obstacle, isRevoked: try isRevoked(entry))
  }
}
