import ArgumentParser
import CaseDomain
import CaseExchange
import CaseStore

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take evidence in: STIX 2.0/2.1, tables, any file, or a folder of them.",
    subcommands: [Scan.self, Apply.self])

  struct Scan: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "scan", abstract: "Say what an import would do; write nothing.")
    @Argument(help: "A file or a folder.") var path: String
    @Option(help: "What the columns of tables mean: a mapping by name.") var mapping: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let report = try Importer.scan(
        path, in: store, mapping: try mapping.map { name in try store.read { try $0.mapping(named: name) } },
        isCancelled: { Interruption.isAsked }, progress: Standard.progress)
      Standard.endProgress()
      var answer = Answer("import-scan")
      answer.show(report, path)
      answer.lines.append("nothing has been written; to take it in: casetui import apply \(path) --case ID")
      return answer
    }
  }

  struct Apply: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "apply",
      abstract: "Take everything in that is not here yet; all of it, or none.")
    @Argument(help: "A file or a folder.") var path: String
    @Option(name: .customLong("case"), help: "The case it belongs to.") var caseID: String?
    @Option(help: "What the columns of tables mean: a mapping by name.") var mapping: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target = try caseID.map { id in try store.read { try $0.find(id, .caseFile, as: CaseFile.self) } }
      let report = try Importer.apply(
        path, to: target, in: store, as: global.author,
        mapping: try mapping.map { name in try store.read { try $0.mapping(named: name) } },
        isCancelled: { Interruption.isAsked },
        progress: Standard.progress)
      Standard.endProgress()
      var answer = Answer("import-apply")
      answer.show(report, path)
      return answer
    }
  }
}

extension Answer {
  fileprivate mutating func show(_ report: ImportReport, _ path: String) {
    self["path"] = .string(path)
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
    for (type, count) in types { lines.append("  \(count)  \(type)") }
    for problem in report.problems.prefix(50) {
      let place = [problem.path, problem.offset.map { "byte \($0)" }, problem.object].compactMap(\.self)
      lines.append(
        "  \(problem.severity.rawValue): \(place.joined(separator: ", ")): \(problem.reason); \(problem.remedy)"
      )
    }
    if report.problems.count > 50 { lines.append("  and \(report.problems.count - 50) more: see --json") }
  }
}
