import ArgumentParser
import CaseDomain
import CaseStore

extension OwnershipCommand {
  /// As the list of parties on the screen (`g p`).
  struct Parties: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "parties", abstract: "List who is named in the statements of ownership held here.",
      discussion: "Those that hold most come first. Ids that a person judged to be one are one party.")
    @Argument(help: "Only those with each of these words in a name, also in Latin letters, or an id.")
    var words: [String] = []
    @Option(help: "At most so many.") var limit = 1_000
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let limit = try limit.asLimit()
      return try store.read { reader in
        let stakes = try reader.statedStakes()
        let judged = try reader.judgedParties(in: stakes)
        let (found, total) = try reader.statedParties(stakes, judged, with: words, limit: limit)
        var answer = Answer("ownership-parties")
        answer.markAtLeast(try reader.mark(of: found, in: stakes, judged))
        answer["total"] = .int(total)
        answer["items"] = .array(
          found.map { party in
            .object([
              ("party", .string(party.key.text)), ("ids", .array(party.keys.map { .string($0.text) })),
              ("name", .optional(party.name)), ("holds", .int(party.holds)), ("held", .int(party.held)),
            ])
          })
        answer.lines = found.map { party in
          let name = party.name.map { ActorName($0).romanisedFirst + "  " } ?? ""
          let ids = party.keys.map(\.text).joined(separator: " = ")
          return "\(name)\(ids)  holds \(party.holds), is held in \(party.held)"
        }
        if total == 0 { answer.lines = ["no statement of ownership names such a party"] }
        if total > found.count { answer.lines.append("\(found.count) of \(total)") }
        return answer
      }
    }
  }
}
