import ArgumentParser
import CaseDomain
import CaseStore
import Foundation

struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "The administrative record: close it, hand it out, check it, compare it.",
    subcommands: [Freeze.self, Export.self, Verify.self, Diff.self, List.self])

  struct Freeze: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "freeze", abstract: "Close the record over everything the decider has, adverse items too.",
      discussion: """
        Hashes every exhibit again first. The package does not change, so approvals, replies and votes on it \
        stand. With several --withhold, give a --why for each, in the same order, or one for all. What is withheld \
        takes along exhibits with the same bytes, what came in it, such as in an archive or a mail, and the archive \
        or mail that it came in.
        """)
    @Argument(help: .theCase) var id: String
    @Option(help: "An exhibit that an export leaves out. Repeat for several.") var withhold: [String] = []
    @Option(help: "Why it is left out.") var why: [String] = []
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      guard why.count == withhold.count || (why.count == 1 && !withhold.isEmpty) else {
        throw Usage(
          message: "\(withhold.count) exhibits are withheld and \(why.count) reasons given",
          remedy: "add --why TEXT for each --withhold EXHIBIT")
      }
      let target: CaseID = try store.read { try $0.find(id, .caseFile) }
      let exhibits = try store.exhibitIDs(withhold)
      let named = exhibits.enumerated().map { place, exhibit in
        FrozenRecord.Withheld(exhibit, reason: why.count == 1 ? why[0] : why[place])
      }
      var withheld = named
      try store.read { reader in
        let all = try reader.exhibitIDs(of: target)
        for one in named {
          let along = try reader.withheldAlong(with: [one.exhibit])
          for exhibit in all
          where along.contains(exhibit) && !withheld.contains(where: { $0.exhibit == exhibit }) {
            withheld.append(FrozenRecord.Withheld(exhibit, reason: one.reason))
          }
        }
      }
      let outcome = try store.freeze(target, withholding: withheld, as: global.author)
      var answer = try Answer("record-freeze", on: target, in: store)
      answer.judge(outcome.obstacles)
      guard let record = outcome.record, let manifest = outcome.manifest else { return answer }
      answer.show(record, manifest)
      answer["changed"] = .bool(outcome.isNew)
      answer.lines.append(
        outcome.isNew
          ? "record \(record.number) is closed over \(manifest.exhibits.count) exhibits and \(manifest.operations.count) operations"
          : "nothing has changed since record \(record.number) was closed on \(record.on)")
      answer.lines += manifest.absentExhibits.map { "  it rests on \($0)" }
      answer.note(outcome.change)
      return answer
    }
  }

  struct Export: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Write a closed record as a folder that sha256sum and openssl can check.",
      discussion:
        "The store stays as it is: no custody entry is made, for what is handed out is a frozen copy.")
    @Argument(help: .theCase) var id: String
    @Option(help: "The new folder.") var out: String
    @Option(help: "The record, as record list names it. Default: the newest.") var number: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID = try store.read { try $0.find(id, .caseFile) }
      let parts = try store.recordParts(of: target, named: number)
      try RecordFolder.write(parts, to: out, from: store.vault)
      var answer = try Answer("record-export", on: target, in: store)
      answer.show(parts.record, parts.manifest)
      answer["out"] = .string(out)
      answer["seals"] = .int(parts.seals.count)
      answer["signatures"] = .int(parts.signatures.count)
      answer.lines.append(
        "record \(parts.record.number) is in \(out): \(parts.operations.count) operations, \(parts.seals.count) seals, "
          + "\(parts.signatures.count) personal signatures")
      answer.lines += parts.manifest.absentExhibits.map { "  it rests on \($0)" }
      answer.lines.append("check it there with: sha256sum -c SHA256SUMS, and the commands in README.txt")
      return answer
    }
  }

  struct Verify: Answering {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Check an exported folder, or whether the record of a case still holds.",
      discussion: """
        A folder is checked whole and without a store: sums, manifest, operations, seals, signatures; what is \
        wrong is named, and the exit code is 8. One in the form of another build is refused with exit code 4. \
        For a case: the package that was closed and the package now; \
        exit code 4 when it has changed, 8 when an exhibit is damaged.
        """)
    @Argument(help: "The exported folder, or the case.") var what: String
    @Option(help: "Of a case: the record, as record list names it. Default: the newest.") var number: String?
    @OptionGroup var global: GlobalOptions

    func answer() throws -> Answer {
      if RecordFolder.isFolder(what) { return try folder() }
      do { return try ofCase() } catch let error as StoreError {
        var facts = stat()
        let isFolder = stat(what, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
        switch error {
        case .notFound where isFolder, .notAStore where isFolder:
          throw StoreError.invalid(
            "\(what) is a folder, and no exported record",
            remedy: "give the folder that casetui record export wrote, or a case")
        default: throw error
        }
      }
    }

    private func ofCase() throws -> Answer {
      let store = try CaseStore.open(at: global.path)
      for warning in store.warnings { Standard.error("warning: \(warning)") }
      let answer = try answer(store)
      try store.close()
      return answer
    }

    private func folder() throws -> Answer {
      let report = try RecordFolder.check(what)
      var answer = Answer("record-verify")
      if let manifest = report.manifest {
        answer.mark([manifest.marking])
        answer["case"] = .string(manifest.reference)
        answer["number"] = .int(manifest.number)
        answer["exhibits"] = .int(manifest.exhibits.count)
      }
      answer["folder"] = .string(what)
      answer["ok"] = .bool(report.faults.isEmpty)
      answer["files"] = .int(report.files)
      answer["seals"] = .int(report.seals)
      answer["signatures"] = .int(report.signatures)
      answer["faults"] = .array(
        report.faults.map { .object([("file", .string($0.file)), ("reason", .string($0.reason))]) })
      answer.lines = report.faults.map { "WRONG  \($0.file)  \($0.reason)" }
      answer.lines.append(
        "\(report.files) files, \(report.seals) seals, \(report.signatures) personal signatures checked; "
          + "\(report.faults.count) wrong")
      answer.exit = report.faults.isEmpty ? .ok : .damaged
      return answer
    }

    private func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID = try store.read { try $0.find(what, .caseFile) }
      let state = try store.recordState(of: target, named: number, rehash: true)
      var answer = try Answer("record-verify", on: target, in: store)
      answer.show(state)
      let damaged = state.file.exhibits.compactMap { exhibit -> (String, String)? in
        guard case .damaged(let reason) = exhibit.integrity else { return nil }
        return (exhibit.reference, reason)
      }
      answer["ok"] = .bool(state.holds && damaged.isEmpty)
      answer["damaged"] = .array(
        damaged.map { .object([("reference", .string($0.0)), ("reason", .string($0.1))]) })
      answer.lines += damaged.map { "BROKEN  \($0.0)  \($0.1)" }
      answer.exit = !damaged.isEmpty ? .damaged : state.holds ? .ok : .refused
      return answer
    }
  }

  struct Diff: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "What changed in a case since its record was closed, and what that voided.")
    @Argument(help: .theCase) var id: String
    @Option(help: "The record, as record list names it. Default: the newest.") var number: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID = try store.read { try $0.find(id, .caseFile) }
      let state = try store.recordState(of: target, named: number, rehash: false)
      var answer = try Answer("record-diff", on: target, in: store)
      answer.show(state)
      answer["unchanged"] = .bool(state.differences.isEmpty)
      answer["changes"] = .array(
        state.differences.map { one in
          .object([
            ("change", .string(one.change.rawValue)), ("part", .string(one.part)),
            ("name", .string(one.name)),
            (
              "fields",
              .array(
                one.facts.map {
                  .object([
                    ("field", .string($0.name)), ("before", .string($0.before)), ("after", .string($0.after)),
                  ])
                })
            ),
          ])
        })
      answer.lines += state.differences.map(\.words)
      if state.differences.isEmpty { answer.lines.append("nothing has changed") }
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The closed records of a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      var answer = try Answer("record-list", on: target, in: store)
      answer["items"] = .array(
        file.distinctRecords.map { record in
          .object([
            ("name", .string(file.name(of: record))), ("number", .int(record.number)),
            ("on", .string(record.on.iso)), ("by", .string(record.by.name)),
            ("package", .string(record.package.hex)), ("manifest", .string(record.manifest.hex)),
            ("withheld", .int(record.withheld.count)), ("holds", .bool(record.package == file.package)),
          ])
        })
      answer.lines = file.distinctRecords.map { record in
        "\(file.name(of: record))  closed \(record.on) by \(record.by)  "
          + (record.package == file.package ? "holds" : "the package has changed since")
      }
      if file.records.isEmpty { answer.lines.append("no record is closed") }
      return answer
    }
  }
}

extension Answer {
  fileprivate mutating func show(_ record: FrozenRecord, _ manifest: RecordManifest) {
    mark([marking.description, manifest.marking])
    self["number"] = .int(record.number)
    self["frozen_on"] = .string(record.on.iso)
    self["frozen_by"] = .string(record.by.name)
    self["package"] = .string(record.package.hex)
    self["manifest"] = .string(record.manifest.hex)
    self["exhibits"] = .int(manifest.exhibits.count)
    self["absent_exhibits"] = .array(manifest.absentExhibits.map { .string($0) })
    self["pages"] = .int(manifest.exhibits.map(\.lastPage).max() ?? 0)
    self["withheld"] = .array(
      manifest.exhibits.filter(\.withheld).map {
        .object([
          ("number", .string($0.number)), ("reference", .string($0.reference)),
          ("reason", .optional($0.withheldReason)),
        ])
      })
  }

  /// The packages then and now, and the acts that a change voided.
  fileprivate mutating func show(_ state: RecordState) {
    mark([marking.description, state.stored.marking] + state.file.exhibits.map(\.mark.description))
    let voided = state.file.voidedActs
    func word(_ item: RecordItem, _ key: String) -> String { item.facts[key]?.words ?? "" }
    self["number"] = .int(state.record.number)
    self["frozen_on"] = .string(state.record.on.iso)
    self["frozen_by"] = .string(state.record.by.name)
    self["holds"] = .bool(state.holds)
    self["package_then"] = .string(state.record.package.hex)
    self["package_now"] = .string(state.file.package.hex)
    self["voided"] = .array(
      voided.map { item in
        .object(
          [("name", .string(item.name))]
            + ["act", "by", "on", "why"].map { ($0, .string(word(item, $0))) })
      })
    lines.append(
      state.holds
        ? "record \(state.record.number), closed on \(state.record.on), still holds"
        : "record \(state.record.number), closed on \(state.record.on), does not hold any more: the package has changed"
    )
    lines.append("  package then  \(state.record.package)")
    lines.append("  package now   \(state.file.package)")
    lines += voided.map { "VOID  \($0.name) on \(word($0, "on")): \(word($0, "why"))" }
  }
}
