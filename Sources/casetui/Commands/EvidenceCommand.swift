import ArgumentParser
import CaseDomain
import CaseStore
import Foundation

struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Exhibits: add, list, show, grade, export, verify.",
    subcommands: [Add.self, Link.self, List.self, Show.self, Set.self, Export.self, Verify.self])

  struct Add: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Take a file in as an exhibit, byte for byte.")
    @Argument(help: "The file.") var path: String
    @Option(name: .customLong("case"), help: "The case it belongs to.") var caseID: String?
    @Option(help: "What it is called. Default: the file's name.") var title: String?
    @Option(help: "Whose hands it came from.") var from = "unrecorded"
    @Option(help: "Its marking.") var marking: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID? = try caseID.map { id in try store.read { try $0.find(id, .caseFile) } }
      let mark = try marking.map { try HandlingMark.parse($0) }
      let added = try store.addExhibit(
        path: path, title: title, mediaType: "application/octet-stream", from: from, marking: mark,
        caseID: target, as: global.author, isCancelled: { Interruption.isAsked })
      var answer = try store.read { try Answer("evidence").showing(added.id, in: $0) }
      answer.note(added.change)
      return answer
    }
  }

  struct Link: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "link", abstract: "Put an exhibit into a case.")
    @Argument(help: "The exhibit.") var exhibit: String
    @Option(name: .customLong("case"), help: "The case.") var caseID: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, item) = try store.read {
        (try $0.find(caseID, .caseFile, as: CaseFile.self), try $0.find(exhibit, .exhibit, as: Exhibit.self))
      }
      try store.read { try $0.requireNotTakenBack(item) }
      var answer = Answer("evidence-link")
      answer.note(
        try store.write(as: global.author) { writer in
          try writer.place(item, in: target)
          return writer.change
        })
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List exhibits of a case, or all.")
    @Option(name: .customLong("case"), help: "The case.") var caseID: String?
    @Option(help: "At most so many.") var limit: Int?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in
        let target: CaseID? = try caseID.map { try reader.find($0, .caseFile) }
        let rows = try reader.exhibits(of: target, limit: limit?.asLimit() ?? .max)
        var answer = Answer("evidence-list")
        answer.mark(rows.map(\.marking))
        answer["items"] = .array(try rows.map { .object(try $0.json(reader)) })
        answer.lines = rows.map {
          "\($0.reference)  \($0.grade ?? "--")  \($0.bytes) bytes  \($0.sha256?.hex.prefix(12) ?? "-")  \($0.title)"
        }
        return answer
      }
    }
  }

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show an exhibit and its chain of custody.")
    @Argument(help: "The exhibit.") var exhibit: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in
        try Answer("evidence").showing(try reader.find(exhibit, .exhibit), in: reader)
      }
    }
  }

  struct Set: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Grade, mark or describe an exhibit.")
    @Argument(help: "The exhibit.") var exhibit: String
    @Option(help: "What it is called.") var title: String?
    @Option(help: "Its grade, such as B2.") var grade: String?
    @Option(help: "Why that grade.") var reason: String?
    @Option(help: "Where the statement first came from.") var origin: String?
    @Option(help: "Its marking.") var marking: String?
    @Option(
      help: "The owner who gave it, and what came in it, in confidence, by name, as recorded in --case.")
    var confidential: String?
    @Option(name: .customLong("case"), help: "The case that names that owner.") var caseID: String?
    @Option(help: "Whether the lab altered its answers: no, yes or unknown.") var responseAltered: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try Usage.requireSeen([("title", [title]), ("reason", [reason]), ("origin", [origin])])
      let item: ExhibitID = try store.read { try $0.find(exhibit, .exhibit) }
      try store.read { try $0.requireNotTakenBack(item) }
      var contents: [ExhibitID] = []
      let change = try store.write(as: global.author) { writer in
        let entity: EntityID = item.cast()
        if let title { try writer.set(Target(entity, .title), .text(title)) }
        if let grade {
          try writer.set(
            Target(entity, .grade),
            .record([1: .text(AdmiraltyGrade.parse(grade).description), 2: reason.map { .text($0) }]))
        }
        if let origin { try writer.setOrigin(origin, of: item, caseID: nil) }
        if let marking { try writer.setMarking(HandlingMark.parse(marking), of: item, caseID: nil) }
        if let responseAltered {
          let word = try Exhibit.ResponseAltered.parse(responseAltered, "answer")
          try writer.set(Target(entity, .responseAltered), .text(word.rawValue))
        }
        if let confidential {
          let owner = try owner(confidential, item, try writer.reader(of: store))
          contents = try writer.setConfidence(of: item, to: owner)
        }
        return writer.change
      }
      var answer = try store.read { try Answer("evidence").showing(item, in: $0) }
      if !contents.isEmpty {
        let names = try store.read { reader in try contents.map { try reader.reference(of: $0.cast()) } }
        answer.lines.append(
          "given in confidence with it, as they came in it: " + names.joined(separator: ", "))
      }
      answer.note(change)
      return answer
    }

    private func owner(_ name: String, _ item: ExhibitID, _ reader: StoreReader) throws -> OwnerID {
      guard let caseID else {
        throw Usage(
          message: "an owner is named by a case", remedy: "add --case ID, and name the owner there first")
      }
      let file = try reader.caseFile(try reader.find(caseID, .caseFile), rehash: false)
      guard let owner = file.owners.first(where: { $0.name == name }) else {
        throw StoreError.invalid(
          "case \(file.reference) names no owner \(name)",
          remedy: "name it with: casetui case set ID --owner NAME")
      }
      return owner.id
    }
  }

  struct Export: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Copy an exhibit's original bytes out; the custody chain says so.")
    @Argument(help: "The exhibit.") var exhibit: String
    @Option(help: "The new file.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try NewFile.requireName(out)
      let item: ExhibitID = try store.read { try $0.find(exhibit, .exhibit) }
      let change = try store.export(item, to: out, as: global.author)
      var answer = try store.read { try Answer("evidence-export").showing(item, in: $0) }
      answer["out"] = .string(out)
      answer.note(change)
      return answer
    }
  }

  struct Verify: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Hash every exhibit's content again and check its chain of custody.")
    @Option(name: .customLong("case"), help: "Only of this case.") var caseID: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in
        let target: CaseID? = try caseID.map { try reader.find($0, .caseFile) }
        var answer = Answer("evidence-verify")
        var broken: [JSON] = []
        var checked = 0
        var marks: [HandlingMark] = []
        let rows = try reader.exhibits(of: target)
        let confidence = try reader.ownersConfidential(of: Swift.Set(rows.map(\.id)))
        for row in rows {
          if Interruption.isAsked { throw CancellationError() }
          Standard.progress("hashing \(row.reference)")
          let exhibit = try reader.exhibit(
            row.id, rehash: true, ownersConfidential: confidence[row.id] ?? [])
          checked += 1
          marks.append(exhibit.mark)
          guard case .damaged(let reason) = exhibit.integrity else { continue }
          broken.append(
            .object([
              ("id", .string(row.id.description)), ("reference", .string(row.reference)),
              ("reason", .string(reason)),
            ]))
          answer.lines.append("BROKEN  \(row.reference)  \(reason)")
        }
        Standard.endProgress()
        answer.mark(marks)
        answer["checked"] = .int(checked)
        answer["broken"] = .array(broken)
        answer.lines.append("\(checked) exhibits hashed, \(broken.count) broken")
        answer.exit = broken.isEmpty ? .ok : .damaged
        return answer
      }
    }
  }
}

extension Answer {
  /// Lines that the further names of one exhibit take.
  private static let mostNames = 20

  fileprivate func showing(_ id: ExhibitID, in reader: StoreReader) throws -> Answer {
    var answer = self
    let row = try reader.exhibitRow(id)
    let exhibit = try reader.exhibit(id, rehash: true)
    answer.mark([exhibit.mark])
    // How the answer is to be handled stands in it once.
    for (name, value) in try row.json(reader) where name != "marking" { answer[name] = value }
    let integrity: String
    switch exhibit.integrity {
    case .intact: integrity = "intact"
    case .unknown: integrity = "unknown"
    case .damaged(let reason):
      integrity = "damaged: \(reason)"
      answer.exit = .damaged
    }
    answer["integrity"] = .string(integrity)
    answer.lines += [
      "\(row.reference)  \(row.title)",
      "  sha256 \(row.sha256?.hex ?? "-")  \(row.bytes) bytes  \(integrity)",
      "  grade \(row.grade ?? "none")  origin \(row.origin ?? "none")  \(row.marking)",
    ]
    try answer.showTakenBack(id, in: reader)
    let senders = try reader.senders(of: id)
    answer["also_from"] = .array(senders.map { .string($0) })
    if !senders.isEmpty { answer.lines.append("  also sent by \(senders.joined(separator: ", "))") }
    let names = try reader.furtherNames(of: id)
    answer["also_called"] = .array(names.map { .string($0) })
    answer.lines += names.prefix(Self.mostNames).map { "  also called \($0)" }
    if names.count > Self.mostNames {
      answer.lines.append("  and \(names.count - Self.mostNames) more names: --json has all")
    }
    for chain in try reader.custody(of: id) {
      for entry in chain.entries {
        answer.lines.append(
          "  custody \(entry.position)  \(Moment(entry.atMilliseconds))  \(entry.action.rawValue)  \(entry.from) -> \(entry.to)  by \(entry.by)"
        )
      }
    }
    return answer
  }
}

extension Answer {
  /// Of an exhibit that only imports brought which were taken back: which, and why. Its bytes may still go out.
  fileprivate mutating func showTakenBack(_ id: ExhibitID, in reader: StoreReader) throws {
    let imports = try reader.isTakenBack(id) ? try reader.takenBackImports(of: id) : []
    self["taken_back"] = .array(
      imports.map { row in
        .object([
          ("import", .string(row.reference)), ("on", .optional(row.run.withdrawal?.on.iso)),
          ("reason", .optional(row.run.withdrawal?.reason)),
        ])
      })
    let what = try reader.isHidden(id) ? "taken back" : "what was read from it was taken back"
    for row in imports {
      let why = row.run.withdrawal.map { " on \($0.on): \($0.reason)" } ?? ""
      lines.append("  \(what) with import \(row.reference)\(why)")
    }
  }
}

extension ExhibitRow {
  func json(_ reader: StoreReader) throws -> [(String, JSON)] {
    let custody = try reader.custody(of: id).flatMap(\.entries).map { entry in
      JSON.object([
        ("position", .int(entry.position)), ("action", .string(entry.action.rawValue)),
        ("from", .string(entry.from)),
        ("to", .string(entry.to)), ("at", .int(entry.atMilliseconds)), ("by", .string(entry.by)),
        ("sha256", .string(entry.sha256.description)),
      ])
    }
    return [
      ("id", .string(id.description)), ("reference", .string(reference)), ("sha256", .optional(sha256?.hex)),
      ("bytes", .int(bytes)), ("title", .string(title)), ("media_type", .string(mediaType)),
      ("grade", .optional(grade)),
      ("origin", .optional(origin)), ("item_marking", .string(marking)), ("marking", .string(marking)),
      ("custody", .array(custody)),
    ]
  }
}

/// A moment in UTC, for people.
struct Moment: CustomStringConvertible {
  private let milliseconds: UInt64
  init(_ milliseconds: UInt64) { self.milliseconds = milliseconds }

  var description: String {
    let seconds = milliseconds / 1000 % 86400
    func two(_ number: UInt64) -> String { (number < 10 ? "0" : "") + String(number) }
    return
      "\(Day(milliseconds: milliseconds)) \(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))Z"
  }
}
