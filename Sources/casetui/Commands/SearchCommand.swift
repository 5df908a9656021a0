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
    let claimants = try store.read { reader in
      try hits.map { hit in
        try hit.source.flatMap { try reader.claimants(of: .entry(source: $0, id: hit.id)) }
      }
    }
    answer["items"] = .array(
      zip(hits, claimants).map { hit, claimants in
        .object([
          ("kind", .string(hit.kind)), ("id", .string(hit.id)), ("reference", .optional(hit.reference)),
          ("title", .string(hit.title)), ("romanised", .optional(hit.name?.romanisedFirst)),
          ("claimed_by", claimants.json),
          ("exhibits", .array((claimants?.exhibits ?? []).map { .string($0) })),
        ])
      })
    answer.lines = zip(hits, claimants).map { hit, claimants in
      "\(hit.reference ?? hit.id)  \(hit.kind)  \(hit.shown)" + (claimants.map { "  \($0.sentence)" } ?? "")
    }
    if hits.isEmpty { answer.lines = ["nothing has these words"] }
    if found.count > hits.count { answer.lines.append("and more: add a word, or pass a greater --limit") }
    return answer
  }
}
