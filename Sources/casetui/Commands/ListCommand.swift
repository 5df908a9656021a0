import ArgumentParser
import CaseDomain
import CaseStore

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The public lists, as of any day: show, compare, export, publish.",
    discussion: """
      Lists follow from the recorded moves alone; a move that is contested, or made by somebody without the \
      role, publishes nothing. Nothing is written while a file would hold what an owner gave in confidence.
      """,
    subcommands: [Show.self, Diff.self, Export.self, Publish.self])

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "What is on the lists, and what has ended.")
    @Option(help: "alist, el or sdn. Default: all.") var list: String?
    @Option(help: "As of a day, YYYY-MM-DD. Default: today.") var asOf: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let list = try list.map(PublishedEntry.List.parse(typed:))
      let day = try asOf.map(Day.parse) ?? store.today
      return try store.read { reader in
        let publications = try reader.publications()
        let entries = publications.ledger.history(asOf: day, on: list)
        var answer = Answer("list")
        try answer.pass(publications, in: reader)
        answer["as_of"] = .string(day.iso)
        answer["items"] = .array(entries.map { .object($0.status.isInForce ? $0.listed : $0.ended) })
        answer.lines = entries.map { entry in
          "\(entry.list.typed)  \(entry.reference)  \(entry.status.rawValue)  \(entry.publishedOn) to "
            + "\(entry.expiresOn?.iso ?? "no set day")\(entry.status.isInForce ? "  \(entry.name.text)" : "")"
        }
        let inForce = entries.count { $0.status.isInForce }
        answer.lines.append("\(inForce) in force on \(day), \(entries.count - inForce) ended")
        return answer
      }
    }
  }

  struct Diff: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff", abstract: "What was added, removed and changed between two days.")
    @Argument(help: "From this day's list, YYYY-MM-DD.") var from: String
    @Argument(help: "To this day's list.") var to: String
    @Option(help: "alist, el or sdn. Default: all.") var list: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let list = try list.map(PublishedEntry.List.parse(typed:))
      let (from, to) = (try Day.parse(from), try Day.parse(to))
      return try store.read { reader in
        let publications = try reader.publications()
        let delta = publications.ledger.diff(from: from, to: to, on: list)
        var answer = Answer("list-diff")
        try answer.pass(publications, in: reader)
        guard case .object(let fields) = delta.json else { return answer }
        for (name, value) in fields where name != "schema" { answer[name] = value }
        answer.lines = delta.added.map { "added    \($0.list.typed)  \($0.reference)  \($0.name.text)" }
        answer.lines += delta.removed.map {
          "removed  \($0.list.typed)  \($0.reference)  \($0.status.rawValue)"
        }
        for change in delta.changed {
          answer.lines.append(
            "changed  \(change.to.list.typed)  \(change.to.reference)  \(change.to.name.text)")
          answer.lines += change.fields.map {
            "    \($0.field.rawValue): \($0.from.joined(separator: " | ")) -> \($0.to.joined(separator: " | "))"
          }
        }
        if delta.isEmpty { answer.lines = ["no difference"] }
        return answer
      }
    }
  }

  struct Export: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write a list in one format.")
    @Option(help: "One of: \(ListFormat.allCases.map(\.rawValue).joined(separator: ", ")).") var format:
      String
    @Option(help: "As of a day, YYYY-MM-DD. Default: today.") var asOf: String?
    @Option(
      help:
        "Not our own list, but an import or an exhibit, by its number, or by its name when one alone has it: it goes out again, as sdn-csv only."
    )
    var imported: String?
    @Option(help: "The folder to write into; made when it is not there.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      if let imported { return try export(imported, store) }
      let format = try ListFormat.parse(format, "format")
      return try store.publish([format], asOf: asOf.map(Day.parse), since: nil, to: out, "list-export")
    }

    private func export(_ name: String, _ store: CaseStore) throws -> Answer {
      guard format == "sdn-csv" else {
        throw Usage(message: "an imported list goes out as sdn-csv only", remedy: "pass --format sdn-csv")
      }
      guard asOf == nil else {
        throw Usage(
          message: "an imported list goes out as it came, whatever the day",
          remedy: "leave --as-of out; for another day's list name that day's import: casetui import list")
      }
      let done = try ImportedList.write(name, to: out, in: store)
      var answer = Answer("list-export-imported")
      answer.markAtLeast(done.markings)
      answer["out"] = .string(out)
      answer["records"] = .int(done.records)
      answer["unchanged"] = .int(done.unchanged)
      answer["written"] = .int(done.written)
      answer["joined"] = .int(done.joined)
      answer["numbered_here"] = .int(done.numbered)
      answer["repeated"] = .array(done.repeated.map { .string($0) })
      answer["left"] = .array(done.left.map { .string($0) })
      answer["left_values"] = .array(done.leftValues.map { .string($0) })
      answer["refused"] = .array(done.refused.map { .string($0) })
      answer["not_read"] = .array(done.notRead.map { .string($0) })
      answer["files"] = .array(
        done.files.map { .object([("name", .string($0.name)), ("rows", .int($0.rows))]) })
      answer.lines.append(
        "\(done.records) records: \(done.unchanged) as they came, \(done.written) written from what they state, "
          + "\(done.left.count) are no entry of a list that stands, \(done.refused.count) were refused")
      if done.joined > 0 {
        answer.lines.append(
          "  \(done.joined) are further rows of these: what they state is written with their entries")
      }
      if !done.repeated.isEmpty {
        answer.lines.append(
          "  \(done.repeated.count) are there already: they go out once")
      }
      if done.numbered > 0 {
        answer.lines.append(
          "  \(done.numbered) of those written have no number of OFAC's: theirs, of ten digits, follows from source and id"
        )
      }
      if done.files.isEmpty {
        answer.lines.append("  nothing was written: there is no entry of a list in it")
      }
      answer.lines += done.files.map { "  \($0.name)  \($0.rows) rows" }
      if !done.leftKinds.isEmpty {
        let kinds = done.leftKinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        answer.lines.append(
          "  \(done.leftValues.count) values have no word of OFAC's: "
            + kinds.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
      }
      answer.list("left out", done.left)
      answer.list("left out", done.leftValues)
      answer.list("refused", done.refused)
      answer.list("not read", done.notRead)
      if !done.others.isEmpty {
        answer.notes.append(
          "\(out) holds \(done.others.joined(separator: ", ")) of another export: no part of what was written now"
        )
      }
      if done.files.isEmpty {
        answer.exit = .refused
      } else if !done.left.isEmpty || !done.leftValues.isEmpty || !done.refused.isEmpty {
        answer.exit = .partly
      }
      return answer
    }
  }

  struct Publish: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "publish", abstract: "Write every list in every format at once.")
    @Option(help: "The folder to write into; made when it is not there.") var out: String
    @Option(help: "As of a day, YYYY-MM-DD. Default: today.") var asOf: String?
    @Option(help: "Write delta.json, too: what changed since this day.") var since: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.publish(
        ListFormat.allCases, asOf: asOf.map(Day.parse), since: since.map(Day.parse), to: out, "list-publish")
    }
  }
}

extension Answer {
  /// The first of many, and how many more there are.
  fileprivate mutating func list(_ what: String, _ all: [String]) {
    lines += all.prefix(20).map { "  \(what): \($0)" }
    if all.count > 20 { lines.append("  \(what): \(all.count - 20) more; --json names all") }
  }
}

extension CaseStore {
  fileprivate func publish(
    _ formats: [ListFormat], asOf: Day?, since: Day?, to folder: String, _ schema: String
  ) throws -> Answer {
    let day = asOf ?? today
    var answer = Answer(schema)
    let export = try read { reader in
      let state = try PublicationState(reader)
      try answer.pass(state.publications, in: reader)
      var export = PublicationExport(state, asOf: day)
      for format in formats { try export.add(format) }
      if let since { export.addDelta(since: since) }
      return export
    }
    answer["as_of"] = .string(day.iso)
    answer["out"] = .string(folder)
    if !export.state.confidential.notCompared.isEmpty {
      answer["not_compared"] = .array(export.state.confidential.notCompared.map { .string($0) })
      answer.notes.append(
        "not compared, because they are no small text: "
          + export.state.confidential.notCompared.joined(separator: ", "))
    }
    do throws(PublicationRefusal) {
      try export.check()
    } catch {
      answer.refuse(error)
      return answer
    }
    try export.write(to: folder)
    answer["leaks"] = .array([])
    answer["files"] = .array(
      export.files.map { file in
        .object([
          ("name", .string(file.name)), ("bytes", .int(file.bytes.count)),
          ("sha256", .string(Digest256.sha256(file.bytes).hex)),
        ])
      })
    answer.lines += export.files.map { "wrote \(folder)/\($0.name), \($0.bytes.count) bytes" }
    let empty = export.emptyLists
    answer["empty"] = .array(empty.map { .string($0) })
    if !empty.isEmpty {
      answer.lines.append(
        "empty, as nobody is on that list: \(empty.joined(separator: ", ")); "
          + "who reads them may not see by that who was on it, so tell them")
    }
    return answer
  }
}

extension Answer {
  /// Public, unless it has to speak of moves that publish nothing: those are internal.
  fileprivate mutating func pass(_ publications: Publications, in reader: StoreReader) throws {
    marking = HandlingMark(cui: nil, tlp: .clear)
    guard !publications.passedOver.isEmpty else { return }
    mark(try publications.passedOver.map { try reader.caseRow($0.caseID).marking })
    self["passed_over"] = .array(
      publications.passedOver.map { passed in
        .object([
          ("case", .string(passed.reference)), ("to", .string(passed.to.description)),
          ("by", .string(passed.by.name)), ("on", .string(passed.on.iso)), ("reason", .string(passed.reason)),
        ])
      })
    notes += publications.passedOver.map {
      "not published: \($0.reference) to \($0.to) by \($0.by) on \($0.on): \($0.reason)"
    }
  }

  /// Says what was found; the answer then ends refused.
  mutating func refuse(_ refusal: PublicationRefusal) {
    exit = .refused
    marking = .officeFloor
    self["leaks"] = .array(
      refusal.leaks.map { leak in
        .object([
          ("file", .string(leak.file)), ("owner", .string(leak.owner)), ("exhibit", .string(leak.exhibit)),
          ("offset", leak.offset.map { .int($0) } ?? .null),
          ("section", .string(Citation.bill("4(g)(2)").description)),
          ("message", .string(leak.message)), ("remedy", .string(leak.remedy)),
        ])
      })
    lines.append("refused: nothing was written (\(Citation.bill("4(g)(2)")))")
    for leak in refusal.leaks { lines += ["  \(leak.message)", "      do: \(leak.remedy)"] }
  }
}

extension PublishedEntry.List {
  /// As people type it.
  fileprivate var typed: String {
    switch self {
    case .attackers: "alist"
    case .entityList: "el"
    case .sdn: "sdn"
    }
  }

  fileprivate static func parse(typed text: String) throws -> Self {
    if let list = allCases.first(where: { $0.typed == text.lowercased() || $0.rawValue == text.lowercased() })
    {
      return list
    }
    throw Usage(
      message: "\(text) is not a list", remedy: "one of: \(allCases.map(\.typed).joined(separator: ", "))")
  }
}
