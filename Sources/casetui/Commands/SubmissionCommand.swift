import ArgumentParser
import CaseDomain
import CaseStore

struct SubmissionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submission", abstract: "What owners give the office, and on which terms (§4(f)).",
    subcommands: [Add.self, List.self])

  struct Add: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Record what an owner gave of its own will.",
      discussion: """
        With --confidential its exhibits count as given in confidence from then on, in every case they are in, and so \
        does every exhibit with the same bytes. What came in a named archive or mail is part of what was given.
        """)
    @Argument(help: .theCase) var id: String
    @Option(help: "The owner, by name, as the case names it.") var owner: String
    @Option(help: "Who handed it over for the owner.") var givenBy: String
    @Option(help: "How it came.") var channel: String
    @Option(help: "What may be used for what, in the owner's words.") var use: String
    @Option(help: "With whom it may be shared, and with whom not.") var sharing: String
    @Option(help: "An exhibit it brought. Repeat for several.") var exhibit: [String] = []
    @Flag(help: "The owner gave it of its own will.") var voluntary = false
    @Flag(help: "The owner asks that it be kept in confidence.") var confidential = false
    @Option(help: "The day it was received. Default: today.") var received: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let submission = Submission(
        id: EntityID(high: 0, low: 0), owner: try file.owner(named: owner).id,
        receivedOn: try received.map(Day.parse) ?? store.today, givenBy: givenBy, channel: channel,
        isVoluntary: voluntary,
        terms: .init(use: use, sharing: sharing, isConfidential: confidential),
        exhibits: try store.exhibitIDs(exhibit), by: store.person(global.author))
      let added = try store.receive(submission, in: target, as: global.author)
      var answer = try Answer("submission", on: target, in: store)
      answer.judge(added.obstacles)
      guard let reference = added.reference else { return answer }
      answer["id"] = .string(reference)
      answer.lines.append("\(reference)  given by \(givenBy) for \(owner) on \(submission.receivedOn)")
      let contents = try store.read { reader in try added.contents.map { try reader.reference(of: $0.cast()) }
      }
      answer["contents"] = .array(contents.map { .string($0) })
      if !contents.isEmpty {
        answer.lines.append("  with what came in it: " + contents.joined(separator: ", "))
      }
      if confidential {
        answer.lines.append(
          "  given in confidence from now on: "
            + (submission.exhibits.map { file.name($0) } + contents).joined(separator: ", "))
      }
      answer.note(added.change)
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "What owners gave in a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let names = try store.read { reader in try file.submissions.map { try reader.reference(of: $0.id) } }
      var answer = try Answer("submission-list", on: target, in: store)
      answer["items"] = .array(
        zip(file.submissions, names).map { submission, name in
          .object([
            ("id", .string(name)),
            ("owner", .string(file.owner(submission.owner)?.name ?? submission.owner.description)),
            ("received_on", .string(submission.receivedOn.iso)), ("given_by", .string(submission.givenBy)),
            ("channel", .string(submission.channel)), ("voluntary", .bool(submission.isVoluntary)),
            ("use", .string(submission.terms.use)), ("sharing", .string(submission.terms.sharing)),
            ("confidential", .bool(submission.terms.isConfidential)),
            ("exhibits", .array(submission.exhibits.map { .string(file.name($0)) })),
            ("recorded_by", .string(submission.by.name)),
          ])
        })
      for (submission, name) in zip(file.submissions, names) {
        let exhibits = submission.exhibits.map { file.name($0) }.joined(separator: ", ")
        answer.lines += [
          "\(name)  \(submission.receivedOn)  \(file.owner(submission.owner)?.name ?? "an owner"), "
            + "given by \(submission.givenBy)\(submission.terms.isConfidential ? ", in confidence" : "")"
            + "  [\(exhibits)]",
          "    use: \(submission.terms.use)", "    sharing: \(submission.terms.sharing)",
        ]
      }
      return answer
    }
  }
}

extension CaseFile {
  /// An owner of the case by the name a person typed.
  func owner(named name: String) throws -> Owner {
    guard let owner = owners.first(where: { $0.name == name }) else {
      throw StoreError.invalid(
        "case \(reference) names no owner \(name)",
        remedy: "name it with: casetui case set ID --owner NAME")
    }
    return owner
  }
}
