import ArgumentParser
import CaseDomain
import CaseStore
import CaseSync
import Foundation

struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Make two offices' stores equal; see and settle conflicts.",
    subcommands: [Run.self, Serve.self, Conflicts.self, Resolve.self, Peers.self])

  struct Run: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "run", abstract: "Synchronise with a peer.")
    @Argument(help: "A store's folder, or ssh://[user@]host/path.") var peer: String
    @Flag(help: "Take an unknown peer in. Compare its key words with that office first.") var enrol = false
    @Option(help: ArgumentHelp("The ssh program.", visibility: .hidden)) var ssh = "ssh"
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let result = try Syncer.run(
        peer, in: store, as: global.author, enrol: enrol, ssh: ssh, isCancelled: { Interruption.isAsked },
        progress: Standard.progress)
      Standard.endProgress()
      var answer = Answer("sync-run")
      answer["peer"] = .string(peer)
      answer["peer_name"] = .string(result.peerName)
      if let words = result.unknownPeerWords {
        answer["enrolled"] = .bool(false)
        answer["peer_key_words"] = .string(words)
        answer["own_key_words"] = .string(store.keyWords)
        answer.lines = [
          "refused: \(result.peerName) is not enrolled here; nothing was exchanged",
          "  its key words: \(words)", "  ours:          \(store.keyWords)",
          "  do: compare the words with that office by voice, then run again with --enrol",
        ]
        answer.exit = .notPermitted
      }
      answer["sent_ops"] = .int(result.sentOperations)
      answer["received_ops"] = .int(result.receivedOperations)
      answer["bytes_out"] = .int(result.bytesOut)
      answer["bytes_in"] = .int(result.bytesIn)
      answer["round_trips"] = .int(result.roundTrips)
      answer["conflicts"] = .int(result.conflicts)
      answer["refused"] = .int(result.refused.count)
      answer["refused_reasons"] = .array(result.refused.map { .string($0) })
      answer["missing_files"] = .int(result.missingFiles)
      answer["fast_clocks"] = .array(result.fastClocks.map { .string($0.sentence) })
      answer["judgements_without_record"] = result.judgementsWithoutRecord.map { JSON.int($0) } ?? .null
      answer["state_digest"] = .string(result.stateDigest)
      answer["peer_state_digest"] = .string(result.peerStateDigest)
      answer["difference"] = .optional(result.difference?.message)
      answer["seconds"] = .number(result.seconds)
      guard result.unknownPeerWords == nil else { return answer }
      answer.lines = [
        "\(result.peerName): sent \(result.sentOperations), received \(result.receivedOperations) operations; "
          + "\(result.bytesOut) bytes out, \(result.bytesIn) in, \(result.roundTrips) round trips",
        result.difference.map { "\($0.message); \($0.remedy)" }
          ?? (result.missingFiles == 0
            ? "both stores are equal" : "both stores hold the same record, and files of it are missing here"),
        "\(result.conflicts) open conflicts" + (result.conflicts > 0 ? ": see casetui sync conflicts" : ""),
      ]
      if let count = result.judgementsWithoutRecord, count > 0 {
        answer.markAtLeast(try store.read { try $0.markingsHeld() })
        let rest = count - result.lostJudgements.count
        answer.lines.append("\(count) judgements name a record that counts no more")
        answer.lines += result.lostJudgements.map { "  \($0)" } + (rest > 0 ? ["  and \(rest) more"] : [])
        answer.lines.append("  do: judge anew, or take them back with casetui actor undo")
      }
      answer.lines += result.refused.map { "  not taken in: \($0)" }
      if result.missingFiles > 0 {
        let rest = result.missingFiles - result.missing.count
        answer.lines.append(
          "  missing: \(result.missing.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : ""))
        answer.lines.append(
          "  do: the peer did not give them; exchange with an office that holds them (casetui verify names all)"
        )
      }
      answer.lines += result.fastClocks.map { "  clock: \($0.sentence)" }
      if !result.refused.isEmpty || result.missingFiles > 0 { answer.exit = .partly }
      if result.difference == .damage { answer.exit = .damaged }
      return answer
    }
  }

  struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "serve",
      abstract: "Answer a peer on stdin and stdout; ssh starts this on the other machine.")
    @Flag(help: "Speak on stdin and stdout.") var stdio = false
    @Flag(help: "Refuse to take unknown peers in.") var noEnrol = false
    @Argument(help: "The store's folder.") var folder: String

    func run() throws {
      guard stdio else {
        Failure(Usage(message: "there is no other way to serve yet", remedy: "pass --stdio")).print(
          asJSON: false)
        throw ExitCode(Exit.usage.rawValue)
      }
      signal(SIGPIPE, SIG_IGN)
      do {
        let store = try CaseStore.open(at: folder)
        let transport = StdioTransport.standardStreams()
        let log = SQLiteOperationLog(store)
        let report = try Peer.serve(log: log, transport: transport, acceptsEnrolment: !noEnrol)
        try log.finish()
        for alarm in report.alarms { Standard.error("exchange with \(report.peerName): \(alarm)") }
        try store.close()
      } catch {
        let failure = Failure(error)
        failure.print(asJSON: false)
        throw ExitCode(failure.exit.rawValue)
      }
    }
  }

  struct Conflicts: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "conflicts", abstract: "Show what offices said apart, side by side.")
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      var answer = Answer("sync-conflicts")
      let rows = try store.read { reader in
        let rows = try reader.conflicts()
        answer.markAtLeast(try rows.flatMap { try reader.markings(of: $0) })
        return rows
      }
      answer["items"] = .array(rows.map { .object($0.json) })
      for row in rows {
        answer.lines.append(
          "\(row.id)  \(row.place ?? "-")  \(row.field)  \(row.isHard ? "blocks outward moves" : "")")
        if !row.about.isEmpty { answer.lines.append("    about   \(row.about.joined(separator: " and "))") }
        if let base = row.base { answer.lines.append("    base    \(base)") }
        for side in row.sides {
          let also = side.later.isEmpty ? "" : "; also \(side.later.joined(separator: ", "))"
          answer.lines.append(
            "    \(side.isOurs ? "ours  " : "theirs")  \(side.text)  "
              + "(\(side.office), \(side.user), \(Moment(side.saidAtMilliseconds))\(also))")
        }
      }
      if rows.isEmpty { answer.lines = ["no open conflicts"] }
      return answer
    }
  }

  struct Resolve: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "resolve",
      abstract: "Settle a conflict; both originals stay readable.")
    @Argument(help: ArgumentHelp("The conflict.", valueName: "conflict")) var id: String
    @Option(help: "ours, theirs, both or value.") var take: String
    @Option(help: "With --take theirs: the office whose value it is, where several others differ.")
    var office: String?
    @Option(help: "With --take value: the text.") var value: String?
    @Option(help: "Why.") var reason: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let choice: CaseStore.Choice
      guard office == nil || take == "theirs" else {
        throw Usage(
          message: "--take \(take) is of no office", remedy: "leave --office out, or pass --take theirs")
      }
      switch take {
      case "ours": choice = .ours
      case "theirs": choice = office.map { .theirsOf(office: $0) } ?? .theirs
      case "both": choice = .both
      case "value":
        guard let value else { throw Usage(message: "there is no value", remedy: "add --value TEXT") }
        choice = .value(.text(value))
      default: throw Usage(message: "\(take) is no choice", remedy: "one of: ours, theirs, both, value")
      }
      var answer = Answer("sync-resolve")
      // Once it is settled nothing tells what it was about.
      try store.read { reader in
        let settled = try reader.conflicts().filter { $0.id == id.lowercased() }
        answer.markAtLeast(try settled.flatMap { try reader.markings(of: $0) })
      }
      let (text, change) = try store.resolve(id, choice, basis: reason, as: global.author)
      answer["id"] = .string(id)
      answer["value"] = .string(text)
      answer["conflicts"] = .int(try store.read { try $0.conflictCount() })
      answer.lines = ["settled \(id): \(text)"]
      answer.note(change)
      return answer
    }
  }

  struct Peers: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "peers", abstract: "List the offices that were taken in.")
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let rows = try store.read { try $0.peers() }
      var answer = Answer("sync-peers")
      answer["items"] = .array(
        rows.map {
          .object([
            ("replica_id", .string($0.replica.description)), ("office", .string($0.office)),
            ("key_words", .string($0.words)),
            ("last_sync_at", $0.lastSyncAt.map { .int($0) } ?? .null), ("address", .optional($0.address)),
          ])
        })
      answer.lines = rows.map {
        "\($0.office)  \($0.lastSyncAt.map { Moment($0).description } ?? "never")  \($0.address ?? "")"
      }
      return answer
    }
  }
}

extension ConflictRow {
  fileprivate var json: [(String, JSON)] {
    [
      ("id", .string(id)),
      (
        "target",
        .object([
          ("entity", .string(target.entity.description)), ("field", .string(field)),
          ("case", .optional(caseID?.description)), ("reference", .optional(caseReference)),
          ("record", .optional(record)),
          ("about", .array(about.map { .string($0) })),
        ])
      ),
      ("hard", .bool(isHard)), ("base", .optional(base)),
      (
        "values",
        .array(
          sides.map {
            .object([
              ("value", .string($0.text)), ("office", .string($0.office)), ("user", .string($0.user)),
              ("said_at", .int($0.saidAtMilliseconds)), ("ours", .bool($0.isOurs)),
              ("other_offices", .array($0.others.map { .string($0) })),
            ])
          })
      ),
    ]
  }
}
