import ArgumentParser
import CaseDomain
import CaseStore

struct EntryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entry", abstract: "The entry of a case on the attackers list.",
    subcommands: [Set.self, Show.self])

  struct Set: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Say what a field shows, and what that rests on.")
    @Argument(help: .theCase) var id: String
    @Option(help: "One of: \(ListingField.allCases.map(\.rawValue).joined(separator: ", ")).") var field:
      String
    @Option(help: "What it shows.") var text: String
    @Option(help: "An exhibit it rests on. Repeat for several.") var exhibit: [String] = []
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let field = try ListingField.parse(field, "field")
      let (target, exhibits) = try store.read { reader in
        (
          try reader.find(id, .caseFile, as: CaseFile.self),
          try exhibit.map { try reader.find($0, .exhibit, as: Exhibit.self) }
        )
      }
      let change = try store.setEntry(
        field, of: target, to: ListingValue(text, exhibits: exhibits), as: global.author)
      var answer = try store.read { try Answer("entry").entry(target, $0) }
      answer.note(change)
      return answer
    }
  }

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show what would be, or is, published.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in try Answer("entry").entry(try reader.find(id, .caseFile), reader) }
    }
  }
}

struct ConsentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consent",
    abstract: "Owners' permission to publish what they gave in confidence (§4(g)(2)).",
    subcommands: [Give.self, Revoke.self, List.self])

  struct Give: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "give",
      abstract: "Record a consent: these exhibits in these fields, nothing else.")
    @Argument(help: .theCase) var id: String
    @Option(help: "The owner, by the name the case has.") var owner: String
    @Option(help: "Who signed for the owner.") var signer: String
    @Option(help: "EXHIBIT:FIELD. Repeat for several.") var item: [String]
    @Option(help: "The day it was given. Default: today.") var on: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, consent) = try store.read { reader in
        let target: CaseID = try reader.find(id, .caseFile)
        let file = try reader.caseFile(target, rehash: false)
        guard let owner = file.owners.first(where: { $0.name == owner }) else {
          throw StoreError.invalid(
            "case \(file.reference) names no owner \(owner)",
            remedy: "name it with: casetui case set ID --owner NAME")
        }
        let items = try item.map { text in
          let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
          guard parts.count == 2 else {
            throw Usage(message: "\(text) is not an item", remedy: "write it as EXHIBIT:FIELD")
          }
          return OwnerConsent.Item(
            try reader.find(parts[0], .exhibit), try ListingField.parse(parts[1], "field"))
        }
        return (
          target,
          OwnerConsent(
            owner: owner.id, covers: Swift.Set(items), signer: signer,
            givenOn: try on.map(Day.parse) ?? store.today)
        )
      }
      let given = try store.giveConsent(consent, in: target, as: global.author)
      var answer = try store.read { try Answer("consent").consents(target, $0) }
      answer["consent"] = .string(given.reference)
      answer.lines.insert("recorded consent \(given.reference)", at: 0)
      answer.note(given.change)
      return answer
    }
  }

  struct Revoke: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke", abstract: "Record that an owner took its consent back.")
    @Argument(help: .theCase) var id: String
    @Argument(help: "The consent.") var consent: String
    @Option(help: "The day. Default: today.") var on: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, item) = try store.read {
        (try $0.find(id, .caseFile, as: CaseFile.self), try $0.find(consent, .consent, as: Entity.self))
      }
      let change = try store.revokeConsent(
        item, in: target, on: try on.map(Day.parse) ?? store.today, as: global.author)
      var answer = try store.read { try Answer("consent").consents(target, $0) }
      answer.note(change)
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the consents of a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in try Answer("consent").consents(try reader.find(id, .caseFile), reader) }
    }
  }
}

extension Answer {
  fileprivate func entry(_ id: CaseID, _ reader: StoreReader) throws -> Answer {
    var answer = self
    let file = try reader.caseFile(id, rehash: false)
    let track = try reader.listing(of: id, evenBeforeItBegins: true)
    answer.mark(try reader.markings(ofCase: id))
    answer["id"] = .string(id.description)
    answer["reference"] = .string(file.reference)
    answer["stage"] = .optional(file.listing?.stage.rawValue)
    answer["published_on"] = .optional(track.publishedOn?.iso)
    answer["expires_on"] = .optional(track.expiresOn?.iso)
    answer["banner"] = .optional(file.listing?.stage.banner)
    answer["fields"] = .array(
      track.shownFields.map { field, value in
        .object([
          ("field", .string(field.rawValue)), ("text", .string(value.text)),
          ("exhibits", .array(value.exhibits.map { .string(file.name($0)) })),
        ])
      })
    answer.lines.append("\(file.reference)  attackers list: \(file.listing?.stage.rawValue ?? "not begun")")
    if let on = track.publishedOn, let expires = track.expiresOn {
      answer.lines.append("  published \(on), expires \(expires)")
    }
    for (field, value) in track.shownFields {
      let exhibits = value.exhibits.map { file.name($0) }.joined(separator: ", ")
      answer.lines.append("  \(field.rawValue): \(value.text)\(exhibits.isEmpty ? "" : "  [\(exhibits)]")")
    }
    return answer
  }

  fileprivate func consents(_ id: CaseID, _ reader: StoreReader) throws -> Answer {
    var answer = self
    let file = try reader.caseFile(id, rehash: false)
    answer.mark(try reader.markings(ofCase: id))
    let all = try reader.consents(of: id)
    answer["items"] = .array(
      all.map { entity, consent in
        .object([
          ("id", .string(entity.description)), ("owner", .string(file.owner(consent.owner)?.name ?? "")),
          ("signer", .string(consent.signer)), ("given_on", .string(consent.givenOn.iso)),
          ("revoked_on", .optional(consent.revokedOn?.iso)),
          (
            "covers",
            .array(
              consent.covers.map { "\(file.name($0.exhibit)):\($0.field.rawValue)" }.sorted().map {
                .string($0)
              })
          ),
        ])
      })
    for (entity, consent) in all {
      answer.lines.append(
        "\(try reader.reference(of: entity))  \(file.owner(consent.owner)?.name ?? "")  signed \(consent.signer) \(consent.givenOn)"
          + (consent.revokedOn.map { "  REVOKED \($0)" } ?? ""))
    }
    return answer
  }
}
