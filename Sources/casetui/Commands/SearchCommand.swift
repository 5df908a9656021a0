import ArgumentParser
import CaseDomain
import CaseStore

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
    let standings = try store.read { reader in try hits.map { try reader.standing(of: $0) } }
    answer["items"] = .array(
      zip(hits, standings).map { hit, standing in
        .object([
          ("kind", .string(hit.kind)), ("id", .string(hit.id)), ("reference", .optional(hit.reference)),
          ("title", .string(hit.title)), ("romanised", .optional(hit.name?.romanisedFirst)),
          ("former_version", .bool(standing?.isFormer ?? false)),
          ("revoked", .bool(standing?.revocation != nil)),
          ("revoked_by", .optional(standing?.revocation?.other?.description)),
          ("claimed_by", (standing?.claimants).json),
          ("claimed_by_nobody", .bool(standing?.claimants?.isAnyUnsigned ?? false)),
          ("exhibits", .array((standing?.claimants?.exhibits ?? []).map { .string($0) })),
        ])
      })
    answer.lines = zip(hits, standings).map { hit, standing in
      var parts = [hit.reference ?? hit.id, hit.kind, hit.shown]
      if let claimants = standing?.claimants { parts.append(claimants.sentence) }
      if standing?.isFormer == true { parts.append(ActorName.statedEarlier) }
      if let revocation = standing?.revocation { parts.append(revocation.sentence) }
      return parts.joined(separator: "  ")
    }
    if hits.isEmpty { answer.lines = ["nothing has these words"] }
    if found.count > hits.count { answer.lines.append("and more: add a word, or pass a greater --limit") }
    return answer
  }
}
