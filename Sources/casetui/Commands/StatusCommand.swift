import ArgumentParser
import CaseDomain
import CaseStore

struct StatusCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Counts, feeds, digests and settings.")
  @OptionGroup var global: GlobalOptions

  /// Of what was kept aside, so many are shown.
  private static let mostShown = 20

  func answer(_ store: CaseStore) throws -> Answer {
    let (status, kept) = try store.read { reader in
      (try reader.status(), try reader.keptAside(limit: Self.mostShown))
    }
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
    answer["kept_aside"] = .array(
      kept.map {
        .object([
          ("received_at", .int($0.receivedAt)), ("peer", .string($0.peer.description)),
          ("office", .optional($0.office)), ("feed", .string($0.feed.description)),
          ("reason", .string($0.reason)),
        ])
      })
    answer["unread"] = .int(status.unread)
    answer["fast_clocks"] = .array(status.fastClocks.map { .string($0.sentence) })
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
    if status.quarantined > 0 {
      answer.lines.append(
        "  \(status.quarantined) received items are kept aside"
          + (status.quarantined > kept.count ? ", of which the last \(kept.count):" : ":"))
      answer.lines += kept.map {
        "    \(Moment($0.receivedAt))  from \($0.office ?? String($0.peer.description.prefix(8))): \($0.reason)"
      }
    }
    if status.unread > 0 {
      answer.lines.append("  \(status.unread) operations were made by a newer version or are withheld")
    }
    answer.lines += status.fastClocks.map { "  clock: \($0.sentence)" }
    return answer
  }
}
