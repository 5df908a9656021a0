import ArgumentParser
import CaseDomain
import CaseExchange
import CaseStore
import Foundation

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Take evidence in: STIX, MISP, FollowTheMoney, official lists, registers, mail, tables, archives, any file.",
    subcommands: [Scan.self, Apply.self, List.self, Undo.self])

  struct Reading: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "What the file, or each file in a folder or an archive, is read as. Default: by its content.",
        discussion: EvidenceFormat.allCases.map(\.rawValue).joined(separator: ", ")))
    var format: String?
    @Option(help: "What the columns of tables mean: a mapping by name.") var mapping: String?
    @Option(
      name: .customLong("from"),
      help: "Who sent it: the origin of its exhibits, and what keeps the rows of two senders apart.")
    var sender: String?

    /// As they were given, to be given again.
    var words: String {
      [("format", format), ("mapping", mapping), ("from", sender)].compactMap { name, value in
        value.map { $0.forShell(asOption: name) }
      }.joined()
    }

    func validate() throws {
      do throws(Usage) { _ = try Importer.Options.sender(sender) } catch {
        throw ValidationError("--from: \(error.message); \(error.remedy)")
      }
    }

    func options(_ store: CaseStore) throws -> Importer.Options {
      Importer.Options(
        format: try format.map { try .parse($0, "format") },
        mapping: try mapping.map { name in try store.read { try $0.mapping(named: name) } },
        sender: try Importer.Options.sender(sender))
    }
  }

  struct Scan: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "scan", abstract: "Say what an import would do; write nothing into the store.",
      discussion: """
        For STIX it says what breaks the standard; nothing is refused for that. With --decisions it writes a file of \
        what a person should decide, for import apply.
        """)
    @Argument(help: "A file or a folder.") var path: String
    @Option(help: "The new file of decisions to write.") var decisions: String?
    @OptionGroup var reading: Reading
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      if let decisions { try Self.requireOutside(decisions, path) }
      let report = try Importer.scan(
        path, in: store, try reading.options(store), isCancelled: { Interruption.isAsked },
        progress: Standard.progress)
      Standard.endProgress()
      var answer = Answer("import-scan")
      answer.show(report, path)
      let open = report.decisions?.questions ?? []
      answer.markAtLeast(try store.read { try $0.markings(of: report) })
      answer["questions"] = .array(
        open.map { one in
          .object([
            ("about", .string(one.about.rawValue)), ("path", .string(one.path)), ("says", .string(one.says)),
            ("answer", .string(one.answer)),
          ])
        })
      for one in open {
        answer.lines.append(
          "  to decide: \(one.path.isEmpty ? "all files" : one.path): \(one.says); if nothing is said: \(one.answer)"
        )
      }
      if let decisions, let file = report.decisions {
        try NewFile.write(Array(file.text.utf8), to: decisions)
        answer["decisions"] = .string(decisions)
        answer.lines.append(
          "wrote \(decisions); change its answers, then: casetui import apply \(path.pathForShell) "
            + "--decisions \(decisions.pathForShell)\(reading.words) --case ID")
      } else {
        answer.lines.append(
          "nothing has been written; to take it in: casetui import apply \(path.pathForShell)\(reading.words) --case ID"
        )
      }
      return answer
    }

    /// - Throws: `Usage` for a file of decisions in the folder that is scanned: it would be one file more than was looked
    ///   at, and no import would follow it.
    private static func requireOutside(_ decisions: String, _ path: String) throws {
      func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
      let (folder, bundle) = (real(decisions.folderAround), real(path))
      guard folder != bundle, !folder.utf8.starts(with: (bundle == "/" ? bundle : bundle + "/").utf8) else {
        throw Usage(
          message: "\(decisions) would stand among the files of \(path), and the bundle would be another one",
          remedy: "write the decisions into a folder beside it")
      }
    }
  }

  struct Apply: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "apply",
      abstract: "Take everything in that is not here yet.",
      discussion: """
        Up to 64 MiB is one transaction; a file that is refused leaves the others. More is checked whole first and \
        then written in steps. If it is stopped or killed between them, the same command goes on from the last \
        step, and import undo takes back what is there.
        """)
    @Argument(help: "A file or a folder.") var path: String
    @Option(name: .customLong("case"), help: "The case it belongs to.") var caseID: String?
    @Option(help: "The file of decisions that a scan wrote; the bundle must be the same.") var decisions:
      String?
    @Option(
      help: "Write in steps of so many objects, however small the bundle is. Default for large ones: 50000.")
    var step: Int?
    @OptionGroup var reading: Reading
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if let step, step < 1 { throw ValidationError("--step takes a number from 1 on") }
    }

    func answer(_ store: CaseStore) throws -> Answer {
      let target = try caseID.map { id in try store.read { try $0.find(id, .caseFile, as: CaseFile.self) } }
      var options = try reading.options(store)
      if let decisions { options.decisions = try DecisionFile.read(at: decisions) }
      options.stepObjects = step
      let report = try Importer.apply(
        path, to: target, in: store, as: global.author, options, isCancelled: { Interruption.isAsked },
        progress: Standard.progress)
      Standard.endProgress()
      var answer = Answer("import-apply")
      answer.show(report, path)
      answer.markAtLeast(try store.read { try $0.markings(of: report) })
      answer["import"] = .optional(report.reference)
      answer["resumed"] = .int(report.resumed)
      if report.resumed > 0 {
        answer.lines.append("  went on after \(report.resumed) objects that an earlier run had written")
      }
      if let reference = report.reference {
        answer.lines.append(
          "import \(reference); to take it back: casetui import undo \(reference) --reason TEXT")
      } else if report.files.contains(where: { $0.state == .known }) {
        answer.lines.append(
          "nothing is recorded: all of it is here already" + (try store.read { try $0.hold(on: report) }))
      }
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The imports, newest first.")
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      var answer = Answer("import-list")
      let (rows, names, unfinished) = try store.read { reader in
        let rows = try reader.imports()
        return (
          rows, try rows.map { try $0.run.exhibits.map { try reader.reference(of: $0.cast()) } },
          Set(try reader.unfinishedImports().compactMap(\.run))
        )
      }
      // An import is called as its file is.
      answer.markAtLeast(try store.read { try $0.markings(ofExhibits: names.flatMap(\.self)) })
      answer["items"] = .array(
        zip(rows, names).map { row, exhibits in
          .object([
            ("id", .string(row.reference)), ("identifier", .string(row.run.id.description)),
            ("name", .string(row.run.name)), ("on", .string(row.on.iso)), ("by", .string(row.by)),
            ("read", .int(row.run.read)), ("new", .int(row.run.new)),
            ("exhibits", .array(exhibits.map { .string($0) })),
            ("decisions", .optional(row.run.decisions?.hex)),
            ("unfinished", .bool(row.standing(unfinished) != nil)),
            ("withdrawn_on", .optional(row.run.withdrawal?.on.iso)),
            ("withdrawal_reason", .optional(row.run.withdrawal?.reason)),
          ])
        })
      let numbers = Dictionary(rows.map { ($0.reference, 1) }, uniquingKeysWith: +)
      for row in rows {
        // Where a backup was restored, two may have one number: `find` takes this for one of them.
        let which = numbers[row.reference] == 1 ? "" : " (\(row.run.id))"
        let open = row.standing(unfinished).map { "; not finished\($0)" } ?? ""
        let back = row.run.withdrawal.map { "  taken back on \($0.on): \($0.reason)" } ?? ""
        answer.lines.append(
          "\(row.reference)\(which)  \(row.on)  \(row.run.name)  \(row.run.exhibits.count) files, \(row.run.new) new of "
            + "\(row.run.read) objects, by \(row.by)\(back)\(open)")
      }
      if rows.isEmpty { answer.lines.append("nothing was imported") }
      return answer
    }
  }

  struct Undo: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "undo", abstract: "Take an import back as a unit, unless something rests on it.",
      discussion:
        "What only it brought is in no case and no answer any more. It stays on record; the same file brings it again."
    )
    @Argument(help: ArgumentHelp("The import.", valueName: "import")) var id: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let entity: EntityID = try store.read { try $0.find(id, .importRun, as: Entity.self) }
      let followed = try store.read { try $0.sweepsThatFollow() }
      let done = try store.undo(entity, reason: reason, as: global.author)
      var answer = Answer("import-undo")
      try store.read { reader in
        answer.markAtLeast(try reader.markings(of: entity))
        // What rests on it may be known from other files.
        if !done.obstacles.isEmpty { answer.markAtLeast(try reader.markingsHeld()) }
      }
      answer.judge(done.obstacles)
      if done.obstacles.isEmpty {
        answer.note(done.change)
        if let row = try store.read({ try $0.imports().first { $0.run.id == entity } }) {
          answer["import"] = .string(row.reference)
          answer["name"] = .string(row.run.name)
          answer.lines.append("took back \(row.reference) of \(row.on): \(row.run.name)")
          try store.read { reader in
            answer.lines += try reader.fate(of: row.run)
            let stillFollow = Set(try reader.sweepsThatFollow())
            let changed = followed.filter { !stillFollow.contains($0) }
            answer["sweeps_changed"] = .array(changed.map { .string($0) })
            answer.lines += changed.map { "  \($0) does not follow any more; run it again" }
          }
        }
        answer.isToRead = true
      }
      return answer
    }
  }
}

extension ImportRow {
  /// Of an import that is not wholly in, who can end it; `nil` of every other.
  ///
  /// - Parameter here: the imports that can go on here.
  fileprivate func standing(_ here: Set<EntityID>) -> String? {
    if here.contains(run.id) { return ": the same import apply goes on" }
    return run.isUnfinished && run.withdrawal == nil ? " at \(office)" : nil
  }
}

extension StoreReader {
  /// What keeps here what an import found and did not bring.
  fileprivate func hold(on report: ImportReport) throws -> String {
    let byHand = try report.exhibits.filter { name in
      // Of two with one number, as after a restored backup, nothing is said.
      do { return try !isBroughtByImport(find(name, .exhibit)) } catch StoreError.ambiguous { return false }
    }
    if byHand.isEmpty { return ", and goes when the import that brought it is taken back" }
    let rest =
      byHand.count < report.exhibits.count
      ? "; the rest goes when the import that brought it is taken back" : ""
    return ", and \(byHand.prefix(5).joined(separator: ", "))\(byHand.count > 5 ? ", …" : "") "
      + "stays whatever import is taken back: somebody added it without one" + rest
  }

  /// What became of the exhibits of an import that was taken back, twenty of them.
  fileprivate func fate(of run: ImportRun) throws -> [String] {
    let gone = try run.exhibits.filter { try isHidden($0) }
    let stay = run.exhibits.filter { !gone.contains($0) }
    func line(_ word: String, _ exhibits: [ExhibitID]) throws -> [String] {
      guard !exhibits.isEmpty else { return [] }
      let names = try exhibits.prefix(20).map { try reference(of: $0.cast()) }.joined(separator: ", ")
      return ["  \(word): \(names)" + (exhibits.count > 20 ? " and \(exhibits.count - 20) more" : "")]
    }
    return try line("taken back", gone) + line("here without what this import read or did", stay)
  }
}

extension Answer {
  fileprivate mutating func show(_ report: ImportReport, _ path: String) {
    self["path"] = .string(path)
    self["kind"] = .string(report.kind)
    self["records"] = .int(report.read)
    self["attachments"] = .int(report.attachments)
    self["bytes_mapped"] = .int(report.mappedBytes)
    self["bytes_raw"] = .int(report.rawBytes)
    self["bytes_ignored"] = .int(report.ignoredBytes)
    self["invalid_stix"] = .int(report.invalidObjects)
    self["bags"] = .array(
      report.bags.map {
        .object([
          ("path", .string($0.path)), ("verdict", .string($0.verdict)),
          ("checked_files", .int($0.checkedFiles)),
        ])
      })
    self["read"] = .int(report.read)
    self["new"] = .int(report.new)
    self["known"] = .int(report.known)
    self["changed"] = .int(report.changed)
    self["conflicts"] = .int(report.conflicts)
    self["refused"] = .int(report.refused)
    let types = report.byType.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    self["by_type"] = .object(types.map { ($0.key, .int($0.value)) })
    self["dangling_refs"] = .int(report.danglingRefs)
    self["files"] = .array(
      report.files.map {
        .object([
          ("path", .string($0.path)), ("role", .string($0.role)), ("bytes", .int($0.lengthBytes)),
          ("state", .string($0.state.rawValue)), ("exhibit", .optional($0.reference)),
        ])
      })
    self["problems"] = .array(
      report.problems.map {
        .object([
          ("path", .string($0.path)), ("offset", $0.offset.map { .int($0) } ?? .null),
          ("object", .optional($0.object)),
          ("severity", .string($0.severity.rawValue)), ("reason", .string($0.reason)),
          ("remedy", .string($0.remedy)),
        ])
      })
    self["seconds"] = .number(report.seconds)
    exit = report.refused == 0 ? .ok : report.isAllRefused ? .refused : .partly
    lines.append(
      "\(report.read) objects read: \(report.new) new, \(report.known) known, \(report.changed) changed, "
        + "\(report.conflicts) in conflict, \(report.refused) refused; \(report.danglingRefs) references lead outside"
    )
    for file in report.files {
      lines.append(
        "  \(file.state.rawValue)  \(file.reference ?? "-")  \(file.path)  (\(file.role), \(file.lengthBytes) bytes)"
      )
    }
    lines.append(
      "  bytes: \(report.mappedBytes) in objects, \(report.rawBytes) kept raw with their files, "
        + "\(report.ignoredBytes) in files not taken in")
    for bag in report.bags { lines.append("  bag \(bag.path.isEmpty ? "." : bag.path): \(bag.verdict)") }
    for (type, count) in types { lines.append("  \(count)  \(type)") }
    for problem in report.refusedFirst.prefix(50) {
      let place = [problem.path, problem.offset.map { "byte \($0)" }, problem.object].compactMap(\.self)
      lines.append(
        "  \(problem.severity.rawValue): \(place.joined(separator: ", ")): \(problem.reason); \(problem.remedy)"
      )
    }
    if report.problems.count > 50 { lines.append("  and \(report.problems.count - 50) more: see --json") }
  }
}
