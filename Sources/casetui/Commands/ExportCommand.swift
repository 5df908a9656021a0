import ArgumentParser
import CaseDomain
import CaseStore

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write data in others' formats.",
    subcommands: [STIX.self, MISP.self, FTM.self, Table.self, Bag.self])

  struct STIX: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "stix", abstract: "Write a STIX bundle; unchanged objects as they came, byte for byte.")
    @Option(name: .customLong("case"), help: "Only what belongs to this case.") var caseID: String?
    @Option(help: "The new file.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID? = try caseID.map { id in try store.read { try $0.find(id, .caseFile) } }
      let account = try STIXExport.write(to: out, caseID: target, in: store) {
        Standard.progress("\($0) objects")
      }
      Standard.endProgress()
      var answer = Answer("export-stix")
      try answer.mark(asIn: target, store)
      answer.wrote(account.written, "objects", out)
      answer.showMarking(ofFile: account.marking)
      answer.show(left: account.left)
      answer.show(marksLeftOut: account)
      if let target { answer.show(try store.read { try LaterStatements(of: target, source: "stix", $0) }) }
      try answer.showConfidence(of: target, .records(source: "stix"), store)
      return answer
    }
  }

  struct MISP: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "misp",
      abstract: "Write a case as a MISP event, with the attributes, objects and reports that came from MISP.",
      discussion: """
        Nothing is set to be blocked (to_ids) or passed on (distribution), whatever the original said: the values are \
        claims. What an original says of other events, of who entered or saw something, and tags that are its sender's own \
        stay here. All else of it is as it came.
        """)
    @Option(name: .customLong("case"), help: "The case.") var caseID: String
    @Option(help: "The new file.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID = try store.read { try $0.find(caseID, .caseFile) }
      var answer = Answer("export-misp")
      try answer.mark(asIn: target, store)
      let account = try SourceExport.misp(to: out, case: target, in: store)
      answer.wrote(account.attributes, "attributes", out)
      answer.showMarking(ofFile: account.marking)
      answer["objects"] = .int(account.objects)
      answer["object_attributes"] = .int(account.objectAttributes)
      answer["event_reports"] = .int(account.reports)
      answer["left_out"] = .object(account.left.map { ($0.what, .int($0.count)) })
      answer.lines.append(
        "and \(account.objects) objects with \(account.objectAttributes) attributes in them, "
          + "and \(account.reports) event reports")
      answer.lines += account.left.map { "  left out: \($0.count) \($0.what)" }
      answer.show(contested: account.contested)
      answer.show(try store.read { try LaterStatements(asMISP: target, $0) })
      try answer.showConfidence(of: target, .files(account.files), store)
      return answer
    }
  }

  struct FTM: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "ftm",
      abstract: "Write FollowTheMoney entities: those that came so and hold now, and actors of ours.",
      discussion:
        """
        Of each entity the newest version; none that was deleted. An entity that came as one is unchanged. With --case the \
        versions count that exhibits of the case state; later ones of others are said.
        """)
    @Option(name: .customLong("case"), help: "Only what belongs to this case.") var caseID: String?
    @Option(help: "The new file.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID? = try caseID.map { id in try store.read { try $0.find(id, .caseFile) } }
      var answer = Answer("export-ftm")
      try answer.mark(asIn: target, store)
      if let target { answer.markAtLeast(try store.read { try $0.markings(ofPartiesTo: target) }) }
      let done = try SourceExport.followTheMoney(to: out, case: target, in: store)
      answer.wrote(done.written, "entities", out)
      answer.showMarking(ofFile: nil)
      answer["left_out"] = .int(done.left)
      let earlier = done.versions.earlier + done.deleted
      if earlier > 0 {
        answer.lines.append("  left out: \(earlier) records: earlier versions, and what was deleted")
      }
      answer.show(contested: done.versions.contested)
      answer["actors_left_out"] = .int(done.actorsLeft)
      if done.actorsLeft > 0 {
        answer.lines.append("  left out: \(done.actorsLeft) actors whose acceptance was taken back")
      }
      if let target { answer.show(try store.read { try LaterStatements(of: target, source: "ftm", $0) }) }
      try answer.showConfidence(of: target, .records(source: "ftm"), and: done.actorFiles, store)
      return answer
    }
  }

  struct Bag: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "bag",
      abstract: "Write the exhibits of a case as a bag: originals, manifests, and a table.",
      discussion: "Any BagIt tool can check it. The chain of custody says that they were exported.")
    @Option(name: .customLong("case"), help: "The case.") var caseID: String
    @Option(help: "The new folder.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID = try store.read { try $0.find(caseID, .caseFile) }
      var answer = Answer("export-bag")
      try answer.mark(asIn: target, store)
      let (exhibits, mark, change) = try EvidenceBag.write(
        to: out, case: target, in: store, as: global.author)
      answer.wrote(exhibits, "exhibits", out)
      answer.showMarking(ofFile: mark)
      try answer.showConfidence(of: target, .whatever, store)
      // An empty bag changes nothing, and is written all the same.
      if change.operations > 0 {
        answer.note(change)
        answer.isToRead = true
      }
      return answer
    }
  }

  struct Table: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "csv", abstract: "Write a table that is safe to open in a spreadsheet.",
      discussion:
        "A field that would run as a formula gets an apostrophe before it: for reading, not for exchange.")
    @Argument(help: "evidence, records or traces.") var what: String
    @Option(name: .customLong("case"), help: "Only what belongs to this case.") var caseID: String?
    @Option(help: "The new file.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let target: CaseID? = try caseID.map { id in try store.read { try $0.find(id, .caseFile) } }
      let kind = try SourceExport.Table.parse(what, "table")
      var answer = Answer("export-csv")
      try answer.mark(asIn: target, store)
      let account = try SourceExport.table(kind, to: out, case: target, in: store)
      answer.wrote(account.written, "rows", out)
      answer.showMarking(ofFile: account.marking)
      if kind != .evidence { answer["left_out"] = .int(account.left) }
      if kind == .traces {
        answer["keyed_left_out"] = .int(account.keyedHashes)
        if account.keyedHashes > 0 { answer.lines.append("left out: \(account.keyedHashes) keyed hashes") }
      }
      if account.left > 0 {
        answer.lines.append(
          "left out: \(account.left) records that say the same as the one before them under their id, mostly of another "
            + "file")
      }
      if let target, kind != .evidence {
        answer.show(try store.read { try LaterStatements(of: target, source: nil, $0) })
      }
      let matter: StatedMatter
      switch kind {
      case .evidence: matter = .whatever
      case .records: matter = .records(source: nil)
      case .traces: matter = .files(account.files)
      }
      try answer.showConfidence(of: target, matter, store)
      return answer
    }
  }
}

extension Answer {
  /// At least as strictly as a case and its exhibits; as all exhibits for `nil`.
  fileprivate mutating func mark(asIn id: CaseID?, _ store: CaseStore) throws {
    markAtLeast(try store.read { try $0.markings(ofCase: id) })
  }

  /// What the file says of how it is to be handled; nothing, where its format has no place for it.
  mutating func showMarking(ofFile mark: HandlingMark?) {
    self["file_marking"] = .optional(mark?.description)
    lines.append(
      mark.map { "the file says how it is to be handled: \($0)" }
        ?? "the file itself carries no marking: say how it is to be handled where you hand it on")
  }

  /// Which exhibits that owners gave in confidence are in what went out: it is theirs to permit.
  ///
  /// Source: H.R. 8283 (IH) §4(g)(2); agency policy §8.9.
  ///
  /// - Parameter files: whose statements are in it, whatever case these are in.
  fileprivate mutating func showConfidence(
    of id: CaseID?, _ matter: StatedMatter, and files: Set<Digest256> = [], _ store: CaseStore
  ) throws {
    let exhibits = try store.read { reader in
      let own = try reader.referencesInConfidence(of: id, stating: matter)
      let others = try files.isEmpty ? [] : reader.referencesInConfidence(of: nil, stating: .files(files))
      return Set(own + others).sorted()
    }
    self["given_in_confidence"] = .array(exhibits.map { .string($0) })
    guard !exhibits.isEmpty else { return }
    lines.append(
      "given in confidence by an owner, and in it: \(exhibits.joined(separator: ", ")); "
        + "do not hand it on without that owner's permission (what may leave: casetui disclose)")
  }

  /// What had said how a bundle is to be handled and did not go out, as the file says so itself.
  mutating func show(marksLeftOut account: STIXExport.Account) {
    self["handling_reports_left_out"] = .int(account.ownReports)
    if account.ownReports > 0 {
      lines.append("  left out: \(account.ownReports) reports on how earlier bundles are to be handled")
    }
    self["marks_replaced"] = .array(account.replacedMarks.map { .string($0) })
    lines += account.replacedMarks.map {
      "  replaced: \($0): what is held under it is not what the standard defines"
    }
  }

  /// Versions that did not go out.
  mutating func show(left: LeftVersions) {
    self["left_out"] = .int(left.earlier + left.otherSides)
    if left.earlier > 0 { lines.append("  left out: \(left.earlier) earlier versions of objects") }
    show(contested: left.contested)
  }

  /// - Parameter ids: of records of which one side of a conflict went out.
  fileprivate mutating func show(contested ids: [String]) {
    self["contested"] = .array(ids.map { .string($0) })
    lines += ids.prefix(20).map {
      "  contested: \($0): its source gave other content under the same time, and one of the two went out"
    }
    if ids.count > 20 { lines.append("  contested: \(ids.count - 20) more; --json names all") }
  }

  fileprivate mutating func wrote(_ count: Int, _ things: String, _ out: String) {
    self["out"] = .string(out)
    self[things] = .int(count)
    lines = ["wrote \(count) \(things) to \(out)"]
  }
}
