import ArgumentParser
import CaseDomain
import CaseStore
import Foundation

struct PetitionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "petition",
    abstract: "Requests to reconsider or to be taken off, and what came of them (§8.6).",
    subcommands: [Add.self, Acknowledge.self, Decide.self, List.self])

  struct Add: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Record a request.",
      discussion: Track.allCases.map { track in
        "Grounds on \(track.rawValue): \(Petition.Ground.known(to: track).map(\.rawValue).joined(separator: ", "))."
      }.joined(separator: "\n"))
    @Argument(help: .theCase) var id: String
    @Option(help: "ALIST, EL or SAN.") var track: String
    @Option(help: "Who asks.") var petitioner: String
    @Option(help: "listed-person or majority-owner.") var standing: String
    @Option(
      help: """
        \(Petition.Ground.allCases.map(\.rawValue).joined(separator: ", ")). On EL any ground in writing counts: the \
        nearest of these, and its own words with --reasons.
        """)
    var ground: String
    @Option(help: "What is said.") var reasons: String
    @Option(help: "The day it came. Default: today.") var received: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let petition = Petition(
        id: EntityID(high: 0, low: 0), track: try Track.parse(track), petitioner: petitioner,
        standing: try .parse(standing, "standing"), ground: try .parse(ground, "ground"), reasons: reasons,
        receivedOn: try received.map(Day.parse) ?? store.today)
      let added = try store.addPetition(petition, to: target, as: global.author)
      var answer = try Answer("petition", on: target, in: store)
      answer.judge(added.obstacles)
      guard added.obstacles.isEmpty else { return answer }
      answer["id"] = .string(added.reference)
      answer.lines.append("\(added.reference)  \(petitioner), \(petition.ground.rawValue)")
      answer.note(added.change)
      return answer
    }
  }

  struct Acknowledge: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "acknowledge", abstract: "Record that the request was acknowledged.")
    @Argument(help: .theCase) var id: String
    @Argument(help: "The petition.") var petition: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      var (target, petition) = try store.petition(petition, in: id)
      petition.acknowledgedOn = store.today
      var answer = try Answer("petition", on: target, in: store)
      answer.note(try store.setRecord(petition.id, .petition, petition.cbor, of: target, as: global.author))
      return answer
    }
  }

  struct Decide: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "decide", abstract: "Decide a request, in writing.",
      discussion:
        "Whether the decision counts for the step that follows is asked there: by whom, and apart from whom.")
    @Argument(help: .theCase) var id: String
    @Argument(help: "The petition.") var petition: String
    @Option(help: "granted, denied or modified.") var result: String
    @Option(help: "The written reasons.") var reasons: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, petition) = try store.petition(petition, in: id)
      let value = Petition.decision(try .parse(result, "result"), on: store.today, reasons)
      var answer = try Answer("petition", on: target, in: store)
      answer.note(try store.setRecord(petition.id, .petitionDecision, value, of: target, as: global.author))
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The petitions of a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let names = try store.read { reader in try file.petitions.map { try reader.reference(of: $0.id) } }
      var answer = try Answer("petition-list", on: target, in: store)
      answer["items"] = .array(
        zip(file.petitions, names).map { petition, name in
          .object([
            ("id", .string(name)), ("track", .string(petition.track.rawValue)),
            ("petitioner", .string(petition.petitioner)), ("ground", .string(petition.ground.rawValue)),
            ("received_on", .string(petition.receivedOn.iso)),
            ("acknowledged_on", .optional(petition.acknowledgedOn?.iso)),
            ("result", .optional(petition.result?.rawValue)),
            ("decided_on", .optional(petition.decidedOn?.iso)),
            ("decided_by", .optional(petition.decidedBy?.name)),
          ])
        })
      answer.lines = zip(file.petitions, names).map { petition, name in
        "\(name)  \(petition.track.rawValue)  \(petition.petitioner)  \(petition.ground.rawValue)  received \(petition.receivedOn)  \(petition.result?.rawValue ?? "open")"
      }
      return answer
    }
  }
}

extension CaseStore {
  fileprivate func petition(_ text: String, in id: String) throws -> (CaseID, Petition) {
    let (target, file) = try caseFile(id)
    let entity: EntityID = try read { try $0.find(text, .petition) }
    guard let petition = file.petitions.first(where: { $0.id == entity }) else {
      throw StoreError.notFound(
        "petition \(text) in case \(file.reference)", list: "casetui petition list \(file.reference)")
    }
    return (target, petition)
  }
}

struct LicenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "licence", abstract: "Licences, exceptions and waivers under a blocking authority (§8.6).",
    subcommands: [Grant.self, List.self])

  struct Grant: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "grant", abstract: "Record one that was granted.")
    @Argument(help: .theCase) var id: String
    @Option(help: "\(Relief.Kind.allCases.map(\.rawValue).joined(separator: ", ")).") var kind: String
    @Option(help: "bill, executive-order or paipa.") var authority: String
    @Option(help: "What it allows.") var scope: String
    @Option(help: "The first day. Default: today.") var from: String?
    @Option(help: "The last day.") var to: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, _) = try store.caseFile(id)
      let relief = Relief(
        id: EntityID(high: 0, low: 0), kind: try .parse(kind, "kind"),
        authority: try .parse(authority, "authority"),
        scope: scope, from: try from.map(Day.parse) ?? store.today, to: try to.map(Day.parse),
        by: store.person(global.author))
      let obstacles = relief.obstacles(profile: try store.profile(on: store.today))
      var answer = try Answer("licence", on: target, in: store)
      answer.judge(obstacles)
      guard obstacles.isEmpty else { return answer }
      let added = try store.addRecord(.relief, .relief, relief.cbor, to: target, as: global.author)
      answer["id"] = .string(added.reference)
      answer.lines.append("\(added.reference)  \(relief.kind.rawValue): \(scope)")
      answer.note(added.change)
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The relief given in a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let names = try store.read { reader in try file.reliefs.map { try reader.reference(of: $0.id) } }
      var answer = try Answer("licence-list", on: target, in: store)
      answer["items"] = .array(
        zip(file.reliefs, names).map { relief, name in
          .object([
            ("id", .string(name)), ("kind", .string(relief.kind.rawValue)),
            ("authority", .string(relief.authority.rawValue)),
            ("scope", .string(relief.scope)), ("from", .string(relief.from.iso)),
            ("to", .optional(relief.to?.iso)),
            ("in_force", .bool(relief.isInForce(on: store.today))),
          ])
        })
      answer.lines = zip(file.reliefs, names).map { relief, name in
        "\(name)  \(relief.kind.rawValue)  \(relief.from) to \(relief.to?.iso ?? "open")  \(relief.scope)"
      }
      return answer
    }
  }
}

struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "The range of measures considered (NSTM-4, fourth measure).",
    subcommands: [Set.self, List.self])

  struct Set: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Say what a measure would do, what agencies think of it, and what was decided.")
    @Argument(help: .theCase) var id: String
    @Option(help: "\(Measure.Kind.allCases.map(\.rawValue).joined(separator: ", ")).") var kind: String
    @Option(help: "What would allow it.") var authority: String?
    @Option(help: "What it would do.") var effect: String?
    @Option(help: "Whom else the measure would hurt.") var collateral: String?
    @Option(help: "What else is at stake.") var equities: String?
    @Option(help: "AGENCY=VIEW. Repeat for several.") var view: [String] = []
    @Option(help: "open, chosen, rejected or deferred.") var decision: String?
    @Option(help: "Why.") var reason: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      let kind: Measure.Kind = try .parse(kind, "measure")
      var measure = file.measures.first { $0.kind == kind } ?? Measure(kind: kind)
      if let authority { measure.authority = authority }
      if let effect { measure.effect = effect }
      if let collateral { measure.collateralHarm = collateral }
      if let equities { measure.equities = equities }
      for view in view {
        let parts = view.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
          throw Usage(message: "\(view) is not a view", remedy: "write AGENCY=VIEW")
        }
        measure.views[Agency.named(parts[0])] = parts[1]
      }
      if let decision { measure.decision = try .parse(decision, "decision") }
      if let reason { measure.reason = reason }
      if measure.decision != .open, measure.reason.saysNothing {
        throw Usage(message: "a decision needs its reason", remedy: "pass --reason TEXT")
      }
      var answer = try Answer("measure", on: target, in: store)
      answer.note(
        try store.setRecord(
          CaseStore.besideRecord("measure", of: target, kind.rawValue), .measure, measure.cbor, of: target,
          as: global.author))
      return answer
    }
  }

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The measures considered in a case.")
    @Argument(help: .theCase) var id: String
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (target, file) = try store.caseFile(id)
      var answer = try Answer("measure-list", on: target, in: store)
      answer["items"] = .array(
        file.measures.map { measure in
          .object([
            ("kind", .string(measure.kind.rawValue)), ("authority", .string(measure.authority)),
            ("effect", .string(measure.effect)), ("collateral_harm", .string(measure.collateralHarm)),
            ("equities", .string(measure.equities)),
            (
              "views",
              .object(
                measure.views.sorted { $0.key < $1.key }.map { ($0.key.rawValue, JSON.string($0.value)) })
            ),
            ("decision", .string(measure.decision.rawValue)), ("reason", .string(measure.reason)),
          ])
        })
      answer.lines = file.measures.map { "\($0.kind.rawValue)  \($0.decision.rawValue)  \($0.reason)" }
      let missing = Measure.Kind.allCases.filter { kind in !file.measures.contains { $0.kind == kind } }
      if !missing.isEmpty {
        answer.lines.append("not considered yet: \(missing.map(\.rawValue).joined(separator: ", "))")
      }
      answer["not_considered"] = .array(missing.map { .string($0.rawValue) })
      return answer
    }
  }
}

struct DiscloseCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "disclose",
    abstract: "Tell somebody outside what a case holds: a STIX bundle and a record of it.",
    discussion: """
      Exhibits an owner gave in confidence, and those marked above --marking, have to be withheld; so has every exhibit \
      with the same bytes, and in confidence also what came in such an archive or mail, and one that holds such an \
      exhibit. What is withheld takes along the exhibits of the case that hold the same bytes, what came in it, such as \
      in an archive or a mail, and the archive or mail that it came in. What its source has revoked or deleted \
      since in an exhibit that does not go out is not told; what only others did is told, and that they did is said.
      """
  )
  @Argument(help: .theCase) var id: String
  @Option(help: "The recipient.") var to: String
  @Option(help: "What allows it.") var authority: String
  @Option(help: "What the equity check came to.") var equities: String
  @Option(help: "The marking of what goes out.") var marking: String
  @Option(help: "An exhibit to withhold. Repeat for several.") var withhold: [String] = []
  @Option(help: "Why those are withheld.") var why: String = ""
  @Option(help: "The file to write the STIX bundle to.") var out: String?
  @Flag(help: "Only say whether it may go out.") var dryRun = false
  @OptionGroup var global: GlobalOptions

  func answer(_ store: CaseStore) throws -> Answer {
    let (target, file) = try store.caseFile(id)
    let named = try store.exhibitIDs(withhold)
    // Neither the same bytes under another number may go out, nor what came in them or what they came in.
    let along = try store.read { try $0.withheldAlong(with: named) }
    let withheld = named + file.exhibits.map(\.id).filter { along.contains($0) && !named.contains($0) }
    guard withheld.isEmpty || !why.saysNothing else {
      throw Usage(message: "why the exhibits are withheld is not said", remedy: "pass --why TEXT")
    }
    let disclosure = Disclosure(
      id: EntityID(high: 0, low: 0), recipient: to, marking: try HandlingMark.parse(marking),
      authority: authority,
      equities: equities, exhibits: file.exhibits.map(\.id).filter { !withheld.contains($0) },
      withheld: withheld.map { .init($0, reason: why) }, by: store.person(global.author), on: store.today)
    let files = Swift.Set(
      file.exhibits.filter { disclosure.exhibits.contains($0.id) }.compactMap { Digest256($0.sha256.bytes) }
    )
    let later = try store.read { reader in
      try LaterStatements(
        in: RecordScope(caseID: target, source: "stix", files: files), of: Swift.Set(disclosure.exhibits),
        reader)
    }
    let obstacles = disclosure.obstacles(in: file) + later.obstacles(case: file.reference)
    var answer = try Answer("disclose", on: target, in: store)
    answer.judge(obstacles)
    answer["exhibits"] = .array(disclosure.exhibits.map { .string(file.name($0)) })
    answer["withheld"] = .array(withheld.map { .string(file.name($0)) })
    if withheld.count > named.count {
      answer.lines.append(
        "withheld, too, as the same bytes, as what came in them or as what they came in: "
          + withheld.dropFirst(named.count).map { file.name($0) }.joined(separator: ", "))
    }
    answer.show(later)
    if dryRun { answer.lines.append("dry run: nothing has been written") }
    guard obstacles.isEmpty, !dryRun else { return answer }
    if let out {
      let account = try STIXExport.write(
        to: out, caseID: target, from: files, marking: disclosure.marking, in: store)
      answer["out"] = .string(out)
      answer["objects"] = .int(account.written)
      answer.lines.append("wrote a bundle of \(account.written) objects to \(out)")
      answer.showMarking(ofFile: account.marking)
      answer.show(left: account.left)
      answer.show(marksLeftOut: account)
    }
    let added: (id: EntityID, reference: String, change: Change)
    do {
      added = try store.addRecord(.disclosure, .disclosure, disclosure.cbor, to: target, as: global.author)
    } catch {
      // Nothing is out that no record tells of. The file is ours: it was made anew.
      if let out { unlink(out) }
      throw error
    }
    answer["id"] = .string(added.reference)
    answer.lines.append("\(added.reference)  disclosed to \(to) under \(disclosure.marking)")
    answer.note(added.change)
    return answer
  }
}
