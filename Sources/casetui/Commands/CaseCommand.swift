import ArgumentParser
import CaseDomain
import CaseStore

struct CaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case", abstract: "Open, list, show, change and advance cases.",
    subcommands: [New.self, List.self, Show.self, Set.self, Note.self, Advance.self])

  struct New: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Open a case.")
    @Option(help: "What it is called.") var title: String
    @Option(help: "Its marking, such as CUI//SP-LEI TLP:AMBER.") var marking: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let mark = try marking.map { try HandlingMark.parse($0) }
      let (id, reference, change) = try store.newCase(title: title, marking: mark, as: global.author)
      var answer = try store.read { try Answer("case").showing(id, in: $0) }
      answer.note(change)
      answer.lines.insert("opened case \(reference)", at: 0)
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List cases, the last changed first.")
    @Option(help: "At most so many.") var limit: Int?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let rows = try store.read { try $0.cases(limit: limit?.asLimit() ?? .max) }
      var answer = Answer("case-list")
      answer.mark(rows.map(\.marking))
      answer["items"] = .array(rows.map { .object($0.json) })
      answer.lines = rows.map { row in
        let flags =
          (row.isContested ? " CONTESTED" : "") + (row.conflicts > 0 ? " \(row.conflicts) conflicts" : "")
        return
          "\(row.reference)  \(row.track ?? row.stage)  \(row.exhibits) ex\(flags)  \(row.title)"
      }
      return answer
    }
  }

  struct Show: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in try Answer("case").showing(try reader.find(id, .caseFile), in: reader) }
    }
  }

  struct Note: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "note", abstract: "Write a note on a case.")
    @Argument(help: .theCase) var id: String
    @Argument(help: "The note.") var text: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      guard !text.saysNothing else {
        throw Usage(message: "a note needs words", remedy: "write what is to stay on record")
      }
      let target: CaseID = try store.read { try $0.find(id, .caseFile) }
      var answer = Answer("case-note")
      answer.note(try store.note(text, on: target, as: global.author))
      return answer
    }
  }

  struct Set: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Change what a case says.")
    @Argument(help: .theCase) var id: String
    @Option(help: "What it is called.") var title: String?
    @Option(help: "Its marking.") var marking: String?
    @Option(help: "How urgent it is, in the office's words.") var priority: String?
    @Option(help: "What it alleges: mea, fanp or both.") var theory: String?
    @Option(help: "What was searched for duplicates, and what came of it.") var search: String?
    @Option(help: "The grade of the lead, such as B2.") var grade: String?
    @Option(help: "Who is under inquiry: individual or entity.") var subjectKind: String?
    @Option(help: "What the subject did: conducted, directed or account-broker. Repeat for several.")
    var subjectRole: [String] = []
    @Option(help: "Why it would be an entity of concern: A, B or C of §3(4). Repeat for several.")
    var concern: [String] = []
    @Option(help: "The actor record of the subject.") var actor: String?
    @Option(help: "Which assessment named it, and when: 4(a):DAY or 4(e):DAY.") var identified: String?
    @Option(help: "A stretch of conduct: FIRST..LAST. Repeat for several.") var conduct: [String] = []
    @Option(help: "A version of the model that was queried. Repeat for several.") var model: [String] = []
    @Option(help: "An owner of the model, by name.") var owner: String?
    @Option(help: "Whether that owner is a US person.") var usPerson: YesNo?
    @Option(help: "A version of that owner's terms, by name.") var terms: String?
    @Option(help: "The first day of those terms.") var termsFrom: String?
    @Option(help: "The last day of those terms; none while in force.") var termsTo: String?
    @Option(help: "Whether they specifically bar building another model.") var barsTraining: YesNo?
    @Option(help: "Whether they restrict access by location.") var restrictsLocation: YesNo?
    @Option(help: "What may be said in public about why.") var basis: String?
    @Option(help: "An exhibit that statement rests on. Repeat for several.") var exhibit: [String] = []
    @Option(help: "Somebody who works on it. Repeat for several.") var assign: [String] = []
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID = try store.read { try $0.find(id, .caseFile) }
      let change = try store.write(as: global.author) { writer in
        try write(target, &writer, try writer.reader(of: store))
        return writer.change
      }
      var answer = try store.read { try Answer("case").showing(target, in: $0) }
      answer.note(change)
      return answer
    }

    private func write(_ id: CaseID, _ writer: inout JournalWriter, _ reader: StoreReader) throws {
      let entity: EntityID = id.cast()
      func set(_ field: Field, _ value: CBOR) throws {
        try writer.set(Target(entity, field), value, caseID: entity)
      }
      func add(_ field: Field, _ value: CBOR) throws {
        try writer.add(Target(entity, field), value, caseID: entity)
      }
      if let title {
        guard !title.saysNothing else {
          throw Usage(message: "a case needs a title", remedy: "pass --title TEXT")
        }
        try set(.title, .text(title))
      }
      try Usage.requireSeen([
        ("priority", [priority]), ("search", [search]), ("basis", [basis]), ("model", model),
        ("owner", [owner]), ("terms", [terms]), ("assign", assign),
      ])
      if let marking { try set(.marking, .text(HandlingMark.parse(marking).description)) }
      if let priority { try set(.priority, .text(priority)) }
      if let theory { try set(.theory, .text(Theory.parse(theory, "theory").rawValue)) }
      if let search { try set(.dedupeSearch, .text(search)) }
      if let grade { try set(.grade, .record([1: .text(AdmiraltyGrade.parse(grade).description)])) }
      if let identified { try set(.identification, Identification.parse(identified).cbor) }
      for window in conduct { try add(.conduct, ConductWindow.parse(window).cbor) }
      for name in model { try add(.models, .text(name)) }
      for name in assign { try add(.assignees, .text(name)) }
      if subjectKind != nil || !subjectRole.isEmpty || !concern.isEmpty || actor != nil {
        let subject = try subject(reader, entity)
        try writer.setSubject(subject, of: id, reader)
      }
      if let basis {
        let exhibits: [ExhibitID] = try exhibit.map { try reader.find($0, .exhibit) }
        try set(.publicBasis, PublicBasis(basis, exhibits: exhibits).cbor)
      }
      if let owner { try setOwner(owner, entity, &writer, reader) }
    }

    /// What is not named here stays as it was.
    private func subject(_ reader: StoreReader, _ entity: EntityID) throws -> Subject {
      var subject = try reader.live(entity, .subject).last.flatMap { Subject($0.value) } ?? Subject()
      if let subjectKind { subject.kind = try Subject.Kind.parse(subjectKind, "kind of subject") }
      if let actor { subject.actor = try reader.find(actor, .actor) }
      if !subjectRole.isEmpty {
        subject.roles = Swift.Set(try subjectRole.map { try Subject.Role.parse($0, "role") })
      }
      if !concern.isEmpty {
        subject.concernBases = Swift.Set(try concern.map { try Subject.ConcernBasis.parse($0, "basis") })
      }
      return subject
    }

    private func setOwner(
      _ name: String, _ entity: EntityID, _ writer: inout JournalWriter, _ reader: StoreReader
    ) throws {
      let target = Target(entity, .owners)
      let held = try reader.live(entity, .owners).compactMap { Owner($0.value) }.first { $0.name == name }
      var owner =
        held ?? Owner(id: OwnerID(bytes: EntityID.derived("owner", from: entity, name).bytes)!, name: name)
      if let usPerson { owner.isUSPerson = usPerson.isYes }
      if let held, held != owner { try writer.remove(target, held.cbor, caseID: entity) }
      try writer.add(target, owner.cbor, caseID: entity)
      guard let terms else { return }
      guard let termsFrom else {
        throw Usage(message: "terms need their first day", remedy: "add --terms-from YYYY-MM-DD")
      }
      try writer.add(
        Target(entity, .terms),
        TermsVersion(
          owner: owner.id, name: terms, from: try Day.parse(termsFrom), to: try termsTo.map(Day.parse),
          barsTraining: barsTraining?.isYes, restrictsLocation: restrictsLocation?.isYes
        ).cbor, caseID: entity)
    }
  }

  struct Advance: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "advance",
      abstract: "Move a case to a stage, or list everything that stands in the way.",
      discussion: """
        Stages: lead, triage, investigation, attribution, package, legal-review, interagency, closed, \
        suspended. With --track ALIST: candidate, eligible, consent-cleared, determination, published, \
        withdrawn, expired, re-identified. With --track EL: proposed, circulated, voted, adopted, rejected, \
        escalated, drafted, approved-unpublished, published, active, request, modified, removed. With --track \
        SAN: draft, authority-check, decision-ready, signed, effective, published, active, petition, modified, \
        removed, terminated. Without --track, list:STAGE, el:STAGE and san:STAGE say the same.
        """)
    @Argument(help: .theCase) var id: String
    @Option(help: "The stage.") var to: String
    @Option(help: "The track: ALIST, EL or SAN.") var track: String?
    @Flag(help: "Only say whether it may move.") var dryRun = false
    @Option(help: "For publication: the day. Default: today.") var publishOn: String?
    @Option(help: "For publication: the last day of the term. Default: the longest the profile allows.")
    var expires: String?
    @Option(help: "For closing, suspending and withdrawing: why.") var reason: String?
    @Option(help: "For suspending: the day the hold is looked at again.") var review: String?
    @Option(help: "For a blocking: the day it takes effect. Default: today.") var effective: String?
    @Option(help: "For the Entity List: the Federal Register document.") var notice: String?
    @Option(help: "Why, in words, for the record.") var because: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID = try store.read { try $0.find(id, .caseFile) }
      let stage = try StageTarget.parse(to, on: track, reason: reason, review: review)
      let days = try days(stage, store)
      let (decision, change) = try store.advance(
        target, to: stage, days: days, basis: because, dryRun: dryRun, as: global.author)
      var answer = Answer("case-advance")
      answer.mark(try store.read { try $0.markings(ofCase: target) })
      answer.show(decision, hasMoved: change != nil)
      if let change { answer.note(change) }
      if dryRun { answer.lines.append("dry run: nothing has been written") }
      answer.exit = decision.allowed ? .ok : .refused
      return answer
    }

    private func days(_ stage: StageTarget, _ store: CaseStore) throws -> StageDays {
      try StageDays(
        publishedOn: try publishOn.map(Day.parse), expiresOn: try expires.map(Day.parse),
        effectiveOn: try effective.map(Day.parse), notice: notice
      ).completed(for: stage.stage, in: store)
    }
  }
}

extension StageDays {
  /// With the days that the profile in force gives.
  func completed(for stage: Stage, in store: CaseStore) throws -> StageDays {
    var profile: AuthorityProfile?
    if stage == .listing(.published) { profile = try store.profile(on: publishedOn ?? store.today) }
    return completed(for: stage, today: store.today) { profile?.longestListing(from: $0) }
  }
}

extension Answer {
  mutating func show(_ decision: Decision, hasMoved: Bool) {
    self["allowed"] = .bool(decision.allowed)
    self["from"] = .optional(decision.from?.plain)
    self["to"] = .string(decision.to.plain)
    self["track"] = .optional(decision.to.track?.rawValue)
    self["obstacles"] = .array(decision.obstacles.map { .object($0.json) })
    self["not_checked"] = .array(decision.notChecked.map { .string($0) })
    self["notes"] = .array(decision.notes.map { .string($0) })
    lines.append(
      (hasMoved ? "moved" : decision.allowed ? "may move" : "refused")
        + ": \(decision.from?.plain ?? "none") -> \(decision.to.plain)")
    show(decision.obstacles)
    for line in decision.notChecked { lines.append("  not checked by this version: \(line)") }
    for line in decision.notes { lines.append("  note: \(line)") }
  }

  fileprivate func showing(_ id: CaseID, in reader: StoreReader) throws -> Answer {
    var answer = self
    let row = try reader.caseRow(id)
    let file = try reader.caseFile(id, rehash: false)
    answer.mark([row.marking] + file.exhibits.map(\.mark.description))
    if let actor = file.subject.actor { answer.markAtLeast(try reader.markings(of: .actor(actor))) }
    for (name, value) in row.json { answer[name] = value }
    let profile = try reader.profile(on: reader.store.today)
    let matrix = file.matrixRows(profile: profile)
    answer["elements"] = .array(
      matrix.map { line in
        .object([
          ("code", .string(line.element.rawValue)), ("section", .string(line.element.citation.description)),
          ("finding", .string(line.state.rawValue)),
          ("exhibits", .array(line.exhibits.map { .string(file.name($0)) })),
        ])
      })
    let actor = try file.subject.actor.map {
      (reference: try reader.reference(of: $0.cast()), name: try reader.actor($0).shownName)
    }
    // Also by way of others.
    let same = try file.subject.actor.map { try reader.cluster(of: .actor($0)).members } ?? []
    let lost = try same.compactMap { try reader.lost($0) }
    answer["subject"] = .object([
      ("actor", .optional(actor?.reference)), ("name", .optional(actor?.name)),
      ("kind", .optional(file.subject.kind?.rawValue)),
      ("roles", .array(file.subject.roles.map(\.rawValue).sorted().map { .string($0) })),
      ("concern", .array(file.subject.concernBases.map(\.rawValue).sorted().map { .string($0) })),
      ("taken_back_with", lost.importNames), ("read_otherwise_in", lost.readingNames),
    ])
    answer["theory"] = .optional(file.theory?.rawValue)
    answer["owners"] = .array(
      file.owners.map { owner in
        .object([("name", .string(owner.name)), ("us_person", owner.isUSPerson.map { .bool($0) } ?? .null)])
      })
    let absent = file.absentInOrder.map(\.words)
    answer["absent_exhibits"] = .array(absent.map { .string($0) })
    let takeDown = file.reasonsToTakeDown(on: reader.store.today, profile: profile)
    answer["take_down"] = .array(takeDown.map { .object($0.json) })
    answer["next_stages"] = .array(file.nextStages.map { .string($0.plain) })
    let met = matrix.count { $0.isFavourable }
    answer.lines += [
      "\(row.reference)  \(row.title)",
      "  stage \(row.isContested ? "CONTESTED, in force: " : "")\(row.stage)"
        + (row.track.map { ", tracks: \($0)" } ?? ""),
      "  subject \(actor.map { "\($0.reference)  \($0.name)" } ?? file.subject.kind?.rawValue ?? "none set"), theory \(file.theory?.rawValue ?? "none chosen"), owners \(file.owners.isEmpty ? "none recorded" : file.owners.map(\.name).joined(separator: ", "))",
      "  \(row.exhibits) exhibits, \(met) of \(matrix.count) elements as the case needs them, \(row.conflicts) open conflicts",
      "  next: \(file.nextStages.map(\.plain).joined(separator: ", "))",
    ]
    let toCome = row.exhibits - file.exhibits.count
    answer["exhibits_to_come"] = .int(toCome)
    if toCome > 0 {
      answer.lines.append(
        "  \(toCome) of these exhibits are not in this store yet: exchange with the office that put them in")
    }
    answer.lines += absent.map { "  it rests on \($0)" }
    answer.lines += lost.map {
      "  its subject is judged the same as a record that counts no more: \($0.words)"
    }
    for reason in takeDown {
      answer.lines += [
        "  its entry is published, and \(reason.message) (\(reason.section))", "    do: \(reason.remedy)",
      ]
    }
    return answer
  }
}

extension CaseRow {
  var json: [(String, JSON)] {
    [
      ("id", .string(id.description)), ("reference", .string(reference)), ("title", .string(title)),
      ("stage", .string(stage)), ("contested", .bool(isContested)), ("track", .optional(track)),
      ("item_marking", .string(marking)), ("priority", .optional(priority)),
      ("assignees", .string(assignees)),
      ("evidence_count", .int(exhibits)), ("conflict_count", .int(conflicts)),
      ("changed_at", .int(changedAt)),
    ]
  }
}

extension Obstacle {
  var json: [(String, JSON)] {
    [
      ("code", .string(code.rawValue)), ("section", .string(section)), ("status", .string(status.rawValue)),
      ("message", .string(message)), ("remedy", .string(remedy)),
    ]
  }
}

extension Stage {
  /// `published` for the attackers list, as it was before there were other tracks; `el:published`, `san:active`.
  var plain: String {
    switch self {
    case .spine, .listing: name
    case .entityList, .blocking: description
    }
  }
}

extension Track {
  /// By code or by the words people use.
  static func parse(_ text: String) throws -> Track {
    let named: [String: Track] = [
      "list": .attackersList, "attackers-list": .attackersList, "entity-list": .entityList,
      "blocking": .blocking,
    ]
    guard let track = Track(rawValue: text.uppercased()) ?? named[text.lowercased()] else {
      throw Usage(message: "\(text) is not a track", remedy: "one of: ALIST, EL, SAN")
    }
    return track
  }
}

extension StageTarget {
  static func parse(_ text: String, on track: String?, reason: String?, review: String?) throws -> StageTarget
  {
    let plain = text.lowercased().replacingOccurrences(of: "_", with: "-")
    let track = try track.map(Track.parse)
    let found: Stage?
    if let track {
      found = Stage(plain.split(separator: ":").last.map(String.init) ?? plain, on: track)
    } else {
      let code = SpineStage.allCases.first { $0.code?.lowercased() == plain }
      found = code.map { .spine($0) } ?? Stage(plain) ?? Stage(plain, on: .attackersList)
    }
    guard let stage = found else {
      let all = Stage.all(on: track) + (track == nil ? Stage.all(on: .attackersList) : [])
      throw Usage(
        message: "\(text) is not a stage\(track.map { " of \($0.rawValue)" } ?? "")",
        remedy: "one of: \(all.map(\.name).joined(separator: ", "))"
          + (track == nil ? "; with --track EL or SAN, theirs" : ""))
    }
    return StageTarget(
      stage, reason: try reason.map { try ReasonCode.parse($0, "reason") },
      reviewOn: try review.map(Day.parse))
  }
}

extension AdmiraltyGrade {
  static func parse(_ text: String) throws -> AdmiraltyGrade {
    guard let grade = AdmiraltyGrade(text) else {
      throw Usage(message: "\(text) is not a grade", remedy: "a letter A to F and a digit 1 to 6, such as B2")
    }
    return grade
  }
}

extension Identification {
  fileprivate static func parse(_ text: String) throws -> Identification {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let source = Source(rawValue: parts[0]) else {
      throw Usage(
        message: "\(text) does not say which assessment and when",
        remedy: "write 4(a):YYYY-MM-DD or 4(e):YYYY-MM-DD")
    }
    return Identification(source, on: try Day.parse(parts[1]))
  }
}

extension ConductWindow {
  static func parse(_ text: String) throws -> ConductWindow {
    guard let dots = text.range(of: "..") else {
      throw Usage(message: "\(text) is not a stretch of days", remedy: "write it as FIRST..LAST")
    }
    let (first, last) = (
      try Day.parse(String(text[..<dots.lowerBound])), try Day.parse(String(text[dots.upperBound...]))
    )
    guard let window = ConductWindow(first: first, last: last) else {
      throw Usage(message: "\(last) lies before \(first)", remedy: "write the earlier day first")
    }
    return window
  }
}
