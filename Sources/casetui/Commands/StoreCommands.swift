import ArgumentParser
import CaseDomain
import CaseExchange
import CaseStore
import Foundation

struct StatusCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Counts, feeds, digests and settings.")
  @OptionGroup var global: GlobalOptions

  func answer(_ store: CaseStore) throws -> Answer {
    let status = try store.read { try $0.status() }
    var answer = Answer("status")
    answer["store"] = .string(store.folder.path)
    answer["office"] = .string(store.identity.officeName)
    answer["replica_id"] = .string(store.identity.replica.description)
    answer["counts"] = .object(status.counts.map { ($0.name, .int($0.count)) })
    answer["feeds"] = .array(
      status.feeds.map {
        .object([
          ("feed", .string($0.feed.description)), ("office", .string($0.office)), ("seq", .int($0.seq)),
          ("sealed_seq", .int($0.sealedSeq)), ("head", .string($0.hash.hex)), ("own", .bool($0.isOwn)),
          ("branch", .int($0.branch)),
        ])
      })
    answer["heads_digest"] = .string(status.headsDigest.hex)
    answer["state_digest"] = .string(status.stateDigest.hex)
    answer["unsealed"] = .int(status.unsealed)
    answer["quarantined"] = .int(status.quarantined)
    answer["unread"] = .int(status.unread)
    answer["sqlite_version"] = .string(status.sqliteVersion)
    answer["journal_mode"] = .string(status.journalMode)
    answer["synchronous"] = .string(status.synchronous)
    answer["wal_gate"] = .string(status.gate)
    answer.lines = ["\(store.identity.officeName)  \(store.folder.path)"]
    answer.lines += status.counts.filter { $0.count > 0 || !$0.name.hasSuffix("_taken_back") }.map {
      "  \($0.count)  \($0.name)" + ($0.name.hasSuffix("_taken_back") ? ", counted above, too" : "")
    }
    for feed in status.feeds {
      answer.lines.append(
        "  feed \(feed.feed.description.prefix(8))  \(feed.office)\(feed.isOwn ? " (own)" : "")  \(feed.seq) operations, \(feed.sealedSeq) sealed"
      )
    }
    answer.lines += [
      "  state \(status.stateDigest.hex)", "  heads \(status.headsDigest.hex)",
      "  SQLite \(status.sqliteVersion), \(status.journalMode), synchronous \(status.synchronous), \(status.gate)",
    ]
    if status.quarantined > 0 { answer.lines.append("  \(status.quarantined) received items are kept aside") }
    if status.unread > 0 {
      answer.lines.append("  \(status.unread) operations were made by a newer version or are withheld")
    }
    return answer
  }
}

struct VerifyCommand: Answering {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute every hash, chain, seal, table and file; name what is damaged.")
  @OptionGroup var global: GlobalOptions

  func answer() throws -> Answer {
    let store = try CaseStore.open(at: global.path, inspecting: true)
    let answer = try answer(store)
    try store.close()
    return answer
  }

  private func answer(_ store: CaseStore) throws -> Answer {
    let report = try store.verify(isCancelled: { Interruption.isAsked }) {
      Standard.progress("checking \($0)")
    }
    Standard.endProgress()
    var answer = Answer("verify")
    answer["ok"] = .bool(report.isSound)
    answer["checked"] = .object(report.checked.map { ($0.name, .int($0.count)) })
    answer["damaged"] = .array(
      report.damaged.map {
        .object([
          ("kind", .string($0.kind)), ("item", .string($0.item)), ("reason", .string($0.reason)),
          ("remedy", .string($0.remedy)),
        ])
      })
    answer["absent"] = .array(report.absent.map { .string($0) })
    answer["remarks"] = .array(report.remarks.map { .string($0) })
    answer.lines = report.damaged.map { "DAMAGED  \($0.kind) \($0.item): \($0.reason); \($0.remedy)" }
    answer.lines += report.absent.map { "not here yet: \($0)" }
    answer.lines += report.remarks.map { "note: \($0)" }
    answer.lines.append(
      "checked " + report.checked.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
        + ": \(report.isSound ? "sound" : "\(report.damaged.count) damaged")")
    answer.exit = report.isSound ? .ok : .damaged
    return answer
  }
}

struct RebuildCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Make every table anew from the journal.")
  @OptionGroup var global: GlobalOptions

  func answer(_ store: CaseStore) throws -> Answer {
    let report = try store.rebuild(isCancelled: { Interruption.isAsked }) {
      Standard.progress("\($0) operations")
    }
    Standard.endProgress()
    var answer = Answer("rebuild")
    let equal = report.before == report.after
    answer["ok"] = .bool(true)
    answer["checked"] = .object([("operations", .int(report.operations))])
    answer["damaged"] = .array(
      equal ? [] : [.string("the tables did not follow from the journal; they do now")])
    answer["before_digest"] = .string(report.before.hex)
    answer["after_digest"] = .string(report.after.hex)
    answer["state_digest"] = .string(report.stateAfter.hex)
    answer.lines = [
      "replayed \(report.operations) operations",
      equal
        ? "the tables are equal to those before: \(report.after.hex.prefix(16))"
        : "the tables were not what the journal says; they are now",
    ]
    return answer
  }
}

struct SearchCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find cases, exhibits, actors, notes and source records by their words.")
  @Argument(help: "Words; the last may be the start of one.") var text: [String]
  @Option(help: "At most so many.") var limit = 50
  @OptionGroup var global: GlobalOptions

  func answer(_ store: CaseStore) throws -> Answer {
    let words = text.joined(separator: " ")
    guard SearchText.query(words) != nil else {
      throw Usage(message: "there is no word to look for", remedy: "write letters or digits")
    }
    let limit = try limit.asLimit()
    // One more tells whether there are more.
    let found = try store.search(words, limit: limit < .max ? limit + 1 : limit)
    let hits = found.prefix(limit)
    var answer = Answer("search")
    answer.markAtLeast(try store.read { reader in try hits.flatMap { try reader.markings(of: $0) } })
    answer["is_partial"] = .bool(found.count > hits.count)
    answer["items"] = .array(
      hits.map {
        .object([
          ("kind", .string($0.kind)), ("id", .string($0.id)), ("reference", .optional($0.reference)),
          ("title", .string($0.title)), ("romanised", .optional($0.name?.romanisedFirst)),
        ])
      })
    answer.lines = hits.map { "\($0.reference ?? $0.id)  \($0.kind)  \($0.shown)" }
    if hits.isEmpty { answer.lines = ["nothing has these words"] }
    if found.count > hits.count { answer.lines.append("and more: add a word, or pass a greater --limit") }
    return answer
  }
}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write data in others' formats.",
    subcommands: [STIX.self, MISP.self, FTM.self, Table.self, Bag.self])

  struct STIX: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "stix", abstract: "Write a STIX bundle; unchanged objects as they came, byte for byte.")
    @Option(name: .customLong("case"), help: "Only what belongs to this case.") var caseID: String?
    @Option(help: "The new file.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID? = try caseID.map { id in try store.read { try $0.find(id, .caseFile) } }
      let count = try STIXExport.write(to: out, caseID: target, in: store) {
        Standard.progress("\($0) objects")
      }
      Standard.endProgress()
      var answer = Answer("export-stix")
      try answer.mark(asIn: target, store)
      answer["out"] = .string(out)
      answer["objects"] = .int(count)
      answer.lines = ["wrote \(count) objects to \(out)"]
      if let target { answer.show(try store.read { try LaterStatements(of: target, source: "stix", $0) }) }
      return answer
    }
  }

  struct MISP: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "misp",
      abstract: "Write a case as a MISP event, with the attributes, objects and reports that came from MISP.",
      discussion: """
        Nothing is set to be blocked (to_ids) or passed on (distribution), whatever the original said: the values are \
        claims. All else of an original is as it came.
        """)
    @Option(name: .customLong("case"), help: "The case.") var caseID: String
    @Option(help: "The new file.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID = try store.read { try $0.find(caseID, .caseFile) }
      var answer = Answer("export-misp")
      try answer.mark(asIn: target, store)
      let account = try SourceExport.misp(to: out, case: target, in: store)
      answer.wrote(account.attributes, "attributes", out)
      answer["objects"] = .int(account.objects)
      answer["object_attributes"] = .int(account.objectAttributes)
      answer["event_reports"] = .int(account.reports)
      answer["left_out"] = .object(account.left.map { ($0.what, .int($0.count)) })
      answer.lines.append(
        "and \(account.objects) objects with \(account.objectAttributes) attributes in them, "
          + "and \(account.reports) event reports")
      answer.lines += account.left.map { "  left out: \($0.count) \($0.what)" }
      answer.show(try store.read { try LaterStatements(of: target, source: "misp", $0) })
      return answer
    }
  }

  struct FTM: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "ftm",
      abstract: "Write FollowTheMoney entities: those that came so and hold now, and actors of ours.",
      discussion:
        """
        Of each entity the newest version; none that was deleted. An entity that came as one is unchanged. With --case the \
        versions count that exhibits of the case state; later ones of others are said.
        """)
    @Option(name: .customLong("case"), help: "Only what belongs to this case.") var caseID: String?
    @Option(help: "The new file.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID? = try caseID.map { id in try store.read { try $0.find(id, .caseFile) } }
      var answer = Answer("export-ftm")
      try answer.mark(asIn: target, store)
      let done = try SourceExport.followTheMoney(to: out, case: target, in: store)
      answer.wrote(done.written, "entities", out)
      answer["left_out"] = .int(done.left)
      if done.left > 0 {
        answer.lines.append("  left out: \(done.left) records: earlier versions, and what was deleted")
      }
      answer["actors_left_out"] = .int(done.actorsLeft)
      if done.actorsLeft > 0 {
        answer.lines.append("  left out: \(done.actorsLeft) actors whose acceptance was taken back")
      }
      if let target { answer.show(try store.read { try LaterStatements(of: target, source: "ftm", $0) }) }
      return answer
    }
  }

  struct Bag: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "bag",
      abstract: "Write the exhibits of a case as a bag: originals, manifests, and a table.",
      discussion: "Any BagIt tool can check it. The chain of custody says that they were exported.")
    @Option(name: .customLong("case"), help: "The case.") var caseID: String
    @Option(help: "The new folder.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID = try store.read { try $0.find(caseID, .caseFile) }
      var answer = Answer("export-bag")
      try answer.mark(asIn: target, store)
      let (exhibits, change) = try EvidenceBag.write(to: out, case: target, in: store, as: global.author)
      answer.wrote(exhibits, "exhibits", out)
      // An empty bag changes nothing, and is written all the same.
      if change.operations > 0 { answer.note(change) }
      return answer
    }
  }

  struct Table: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "csv", abstract: "Write a table that is safe to open in a spreadsheet.",
      discussion:
        "A field that would run as a formula gets an apostrophe before it: for reading, not for exchange.")
    @Argument(help: "evidence, records or traces.") var what: String
    @Option(name: .customLong("case"), help: "Only what belongs to this case.") var caseID: String?
    @Option(help: "The new file.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID? = try caseID.map { id in try store.read { try $0.find(id, .caseFile) } }
      let kind = try SourceExport.Table.parse(what, "table")
      var answer = Answer("export-csv")
      try answer.mark(asIn: target, store)
      let (written, left) = try SourceExport.table(kind, to: out, case: target, in: store)
      answer.wrote(written, "rows", out)
      if kind != .evidence { answer["left_out"] = .int(left) }
      if left > 0 {
        answer.lines.append(
          "left out: \(left) records that say the same as the one before them under their id, mostly of another file"
        )
      }
      return answer
    }
  }
}

extension Answer {
  /// At least as strictly as a case and its exhibits; as all exhibits for `nil`.
  fileprivate mutating func mark(asIn id: CaseID?, _ store: CaseStore) throws {
    markAtLeast(try store.read { try $0.markings(ofCase: id) })
  }

  fileprivate mutating func wrote(_ count: Int, _ things: String, _ out: String) {
    self["out"] = .string(out)
    self[things] = .int(count)
    lines = ["wrote \(count) \(things) to \(out)"]
  }
}

struct OperationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "op", abstract: "Operations of the journal.", subcommands: [Show.self])

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show an operation in full.")
    @Argument(help: "The start of its hash, or FEED:SEQ.") var name: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in
        let (number, operation, body) = try reader.operation(name)
        var answer = Answer("op")
        let header = operation.header
        answer["hash"] = .string(operation.hash.hex)
        answer["audit_number"] = .int(number)
        answer["feed"] = .string(header.feed.description)
        answer["seq"] = .int(header.seq)
        answer["previous"] = .string(header.previous.hex)
        answer["hlc"] = .int(header.hlc.value)
        answer["flags"] = .int(header.flags.rawValue)
        answer["payload_hash"] = .string(header.payloadHash.hex)
        answer["payload_length"] = .int(header.payloadLength)
        answer["office"] = .string(try reader.officeName(of: header.feed))
        if let body {
          answer["body"] = body.json
          answer.markAtLeast(try reader.markings(of: body))
        }
        answer.lines = [
          "\(operation.hash.hex)",
          "  \(try reader.officeName(of: header.feed)), operation \(header.seq), audit number \(number)",
          "  said \(Moment(body?.saidAtMilliseconds ?? header.hlc.milliseconds)) by \(body?.author.user ?? "?")",
        ]
        if let value = body?.value {
          let field = body?.target.flatMap { Field(rawValue: $0.field) }
          answer.lines.append("  \(field?.name ?? "value"): \(try reader.describe(value, field))")
        }
        return answer
      }
    }
  }
}

extension OperationBody {
  fileprivate var json: JSON {
    func dots(_ dots: [Dot]) -> JSON { .array(dots.map { .string($0.description) }) }
    return .object([
      ("kind", .string(OperationKind(rawValue: kind).map { "\($0)" } ?? "\(kind)")), ("schema", .int(schema)),
      ("min_reader", .int(minimumReader)), ("case_id", .optional(caseID?.description)),
      (
        "target",
        target.map {
          .object([
            ("entity", .string($0.entity.description)),
            ("field", .string(Field(rawValue: $0.field).map(\.name) ?? "\($0.field)")),
          ])
        } ?? .null
      ),
      ("value", value?.json ?? .null), ("supersedes", dots(supersedes)), ("rests_on", dots(restsOn)),
      (
        "actor",
        .object([
          ("user", .string(author.user)), ("role", .string(author.role)),
          ("assurance", .int(author.assurance)),
          ("on_behalf_of", .optional(author.onBehalfOf)),
        ])
      ),
      ("said_at", .int(saidAtMilliseconds)), ("zone_minutes", .int(zoneMinutes)), ("basis", .optional(basis)),
      ("subject", .optional(subject?.hex)),
    ])
  }
}

extension CBOR {
  fileprivate var json: JSON {
    switch self {
    case .uint(let value): .int(value)
    case .negative: .int(intValue ?? 0)
    case .bytes(let bytes): .string(Hex.encode(bytes))
    case .text(let text): .string(text)
    case .array(let items): .array(items.map(\.json))
    case .map(let pairs): .object(pairs.map { (String($0.key), $0.value.json) })
    case .bool(let value): .bool(value)
    case .null: .null
    }
  }
}

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Who did what, when.", subcommands: [Log.self])

  struct Log: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "log", abstract: "List operations, the newest first.")
    @Option(name: .customLong("case"), help: "Only of this case.") var caseID: String?
    @Option(help: "Only those before this audit number.") var before: Int64?
    @Option(help: "At most so many.") var limit = 50
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      var answer = Answer("audit-log")
      let rows = try store.read { reader in
        let rows = try reader.audit(
          of: try caseID.map { try reader.find($0, .caseFile) }, before: before ?? .max,
          limit: limit.asLimit())
        answer.markAtLeast(try reader.markings(of: rows))
        return rows
      }
      answer["items"] = .array(
        rows.map {
          .object([
            ("audit_number", .int($0.number)), ("hash", .string($0.hash.hex)),
            ("feed", .string($0.feed.description)),
            ("seq", .int($0.seq)), ("office", .string($0.office)), ("user", .string($0.user)),
            ("role", .string($0.role)),
            ("said_at", .int($0.saidAtMilliseconds)), ("kind", .string($0.kind)),
            ("field", .string($0.field)),
            ("what", .string($0.what)), ("basis", .optional($0.basis)),
            ("case", .optional($0.caseID?.description)),
          ])
        })
      answer.lines = rows.map {
        "\($0.number)  \(Moment($0.saidAtMilliseconds))  \($0.office)/\($0.user)  \($0.what)"
      }
      return answer
    }
  }
}

struct VersionCommand: Answering {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the versions of program, journal and SQLite.")
  @OptionGroup var global: GlobalOptions

  func answer() throws -> Answer {
    var answer = Answer("version")
    answer["version"] = .string(Casetui.version)
    answer["journal"] = .int(OperationHeader.version)
    answer["reducer"] = .int(Merge.reducerVersion)
    answer["sqlite_version"] = .string(CaseStore.sqliteVersion)
    answer.lines = [
      "casetui \(Casetui.version), journal \(OperationHeader.version), SQLite \(CaseStore.sqliteVersion)"
    ]
    return answer
  }
}

struct DoctorCommand: Answering {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check this machine and, when there is one, the store's settings.")
  @OptionGroup var global: GlobalOptions

  func answer() throws -> Answer {
    var answer = Answer("doctor")
    var checks: [(String, Bool, String)] = [
      ("sqlite", true, "\(CaseStore.sqliteVersion): \(CaseStore.walGate)"),
      terminal(ProcessInfo.processInfo.environment["TERM"] ?? ""),
      ("cryptography", true, "FIPS-approved algorithms (SHA-256, ECDSA P-384); the module is not validated"),
      ("user", geteuid() != 0, geteuid() == 0 ? "running as root: use an account of your own" : NSUserName()),
    ]
    checks.append(readers())
    if StoreFolder(global.path).isStore {
      do {
        let store = try CaseStore.open(at: global.path)
        checks.append(("store", true, "\(global.path): settings read back as wanted"))
        for warning in store.warnings { checks.append(("store", false, warning)) }
        try store.close()
      } catch {
        checks.append(("store", false, Failure(error).message))
      }
    } else {
      checks.append(("store", true, "none at \(global.path)"))
    }
    answer["checks"] = .array(
      checks.map { .object([("name", .string($0.0)), ("ok", .bool($0.1)), ("what", .string($0.2))]) })
    answer.lines = checks.map { "\($0.1 ? "ok  " : "LOOK")  \($0.0)  \($0.2)" }
    return answer
  }

  /// Whether the terminal UI can be drawn, as far as the name of the terminal says it.
  private func terminal(_ name: String) -> (String, Bool, String) {
    switch name {
    case "": ("terminal", false, "TERM is not set: set it to what your terminal is, or use the commands")
    case "dumb":
      ("terminal", false, "\(TerminalRefusal.dumb.message.text); \(TerminalRefusal.dumb.remedy.text)")
    default: ("terminal", true, name)
    }
  }

  /// Whether files are read where they can do no harm; each limit is tried.
  private func readers() -> (String, Bool, String) {
    guard let program = EvidenceReader.ownProgram else {
      return ("readers", false, "files are read in this process: it is not the program casetui")
    }
    let open = ReaderAttempt.allCases.filter { !$0.isDenied(to: program) }.map(\.rawValue)
    return open.isEmpty
      ? ("readers", true, "files are read in a process that can open, reach and start nothing, within limits")
      : ("readers", false, "a process that reads files is not denied: \(open.joined(separator: ", "))")
  }
}
