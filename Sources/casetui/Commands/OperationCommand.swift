import ArgumentParser
import CaseDomain
import CaseStore

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
