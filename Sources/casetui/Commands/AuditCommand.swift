import ArgumentParser
import CaseDomain
import CaseStore

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
