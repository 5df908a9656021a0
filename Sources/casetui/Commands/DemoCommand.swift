import ArgumentParser
import CaseDomain
import CaseStore

struct DemoCommand: Answering {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Make a demo office with invented actors from the evidence bundle that ships.",
    discussion:
      "Eight people act, each in one role. One case runs from a lead to a published entry."
  )

  @Argument(help: "The folder to make.") var folder: String
  @Option(help: "The folder of the evidence bundle.") var bundle: String
  @OptionGroup var global: GlobalOptions

  func answer() throws -> Answer {
    let store = try CaseStore.create(at: folder, office: "Demonstration Bureau", user: "analyst", tag: "DB")
    var demo = Demo(store: store)
    try demo.run(bundle)
    var answer = Answer("demo")
    let rows = try store.read { try $0.cases() }
    answer.mark(rows.map(\.marking))
    answer["store"] = .string(store.folder.path)
    answer["cases"] = .int(rows.count)
    answer.lines = ["made a demo office in \(store.folder.path); everybody in it is invented"]
    answer.lines += rows.map {
      "  \($0.reference)  \($0.track ?? $0.stage)  \($0.title)"
    }
    try store.close()
    return answer
  }
}

/// What the demo office does, step by step, through the same actions as the commands.
struct Demo {
  let store: CaseStore
  private let analyst = Author(user: "analyst", role: "analyst")
  private let counsel = Author(user: "counsel", role: "counsel")
  private let decider = Author(user: "decider", role: "decider")
  private let publisher = Author(user: "publisher", role: "publisher")
  private let advocate = Author(user: "advocate", role: "devils-advocate")
  private let desk = Author(user: "desk", role: "state-desk")
  private let consents = Author(user: "consents", role: "consent-officer")
  private let privacy = Author(user: "privacy", role: "privacy")
  /// Exhibits of the bundle by the end of their file's name.
  private var exhibits: [String: ExhibitID] = [:]

  init(store: CaseStore) { self.store = store }

  mutating func run(_ bundle: String) throws {
    try enlist()
    let main = try store.newCase(
      title: "Beiyuan Xingtu: coordinated querying of Aurora-4",
      marking: try .parse("CUI//SP-LEI//FEDCON TLP:AMBER"),
      as: analyst
    ).id
    try takeIn(bundle, main)
    try grade()
    try describe(main)
    try find(main)
    try analyse(main)
    try publish(main)
    try broker(bundle)
    let lead = try store.newCase(title: "Tip: unusual volume from Wahat Naseem addresses", as: analyst).id
    _ = try store.note("Received by telephone; the caller has not sent anything yet.", on: lead, as: analyst)
  }

  // MARK: evidence

  private mutating func takeIn(_ bundle: String, _ id: CaseID) throws {
    let report = try Importer.apply(bundle, to: id, in: store, as: analyst)
    guard report.refused == 0 else {
      throw StoreError.invalid(
        "the bundle \(bundle) was not taken in whole", remedy: "look at it with casetui import scan")
    }
    for row in try store.read({ try $0.exhibits(of: id) }) {
      exhibits[row.title.split(separator: "/").last.map(String.init) ?? row.title] = row.id
    }
  }

  private func exhibit(_ name: String) throws -> ExhibitID {
    guard let id = exhibits[name] else {
      throw StoreError.invalid(
        "the bundle has no file \(name)", remedy: "use the bundle that ships: demo/bundle")
    }
    return id
  }

  private func grade() throws {
    let grades = [
      (
        "aurora-letter-in-confidence.md", "B2", "Aurora Foundry", "an interested witness with first-hand logs"
      ),
      ("account-clusters.csv", "B2", "Aurora Foundry", "the owner's own count"),
      ("proxy-log-excerpt.txt", "B2", "Larkspur Cognition", "another owner's gateway, seen independently"),
      ("aurora-terms-excerpt.md", "A1", "Aurora Foundry terms archive", "the published text"),
      ("beiyuan-denial.md", "C3", "Beiyuan Xingtu", "the accused speaks for itself"),
      ("academic-note-lawful-distillation.md", "B3", "Thornbury Institute", "nobody paid for it"),
      ("bundle.json", "C3", "Meridian Exchange", "compiled from several owners"),
    ]
    for (name, grade, origin, reason) in grades {
      let id = try exhibit(name)
      _ = try store.set(.grade, of: id, to: .record([1: .text(grade), 2: .text(reason)]), as: analyst)
      _ = try store.set(.origin, of: id, to: .text(origin), as: analyst)
    }
  }

  // MARK: the case

  private func describe(_ id: CaseID) throws {
    let subject = try store.acceptActor(
      "threat-actor--1189939b-1c54-4e7d-ab49-8437ebb8b821", kind: .organisation,
      names: [
        ActorName("北垣星图", romanised: "Beiyuan Xingtu"), ActorName("Бэйюань Синту", kind: .alsoKnownAs),
        ActorName("BYXT", kind: .alsoKnownAs, strength: .weak),
      ], reason: "same registration number and panel handle", caseID: id, as: analyst)
    let owner = Owner(
      id: OwnerID(bytes: EntityID.derived("owner", from: id.cast(), "Aurora Foundry").bytes)!,
      name: "Aurora Foundry",
      isUSPerson: true)
    try store.write(as: analyst) { writer in
      let entity: EntityID = id.cast()
      func add(_ field: Field, _ value: CBOR) throws {
        try writer.add(Target(entity, field), value, caseID: entity)
      }
      func set(_ field: Field, _ value: CBOR) throws {
        try writer.set(Target(entity, field), value, caseID: entity)
      }
      try set(.grade, .record([1: .text("B2")]))
      try set(.dedupeSearch, .text("searched 北垣, Beiyuan, BYXT: no other case"))
      try set(.theory, .text(Theory.attack.rawValue))
      try set(
        .subject,
        Subject(actor: subject.id, kind: .entity, roles: [.conducted, .directed], concernBases: [.location])
          .cbor)
      try set(.identification, Identification(.assessment, on: day("2026-05-01")).cbor)
      try add(.conduct, ConductWindow(first: day("2025-06-17"), last: day("2026-03-21"))!.cbor)
      for model in ["Aurora-4", "Aurora-4 Pro"] { try add(.models, .text(model)) }
      try add(.owners, owner.cbor)
      try add(
        .terms,
        TermsVersion(
          owner: owner.id, name: "7.2", from: day("2025-03-01"), to: day("2025-11-30"), barsTraining: true,
          restrictsLocation: true
        ).cbor)
      try add(
        .terms,
        TermsVersion(
          owner: owner.id, name: "8.0", from: day("2025-12-01"), barsTraining: true, restrictsLocation: true
        ).cbor)
    }
    for name in ["aurora-letter-in-confidence.md", "account-clusters.csv"] {
      _ = try store.set(.confidence, of: try exhibit(name), to: owner.id.cbor, as: analyst)
      _ = try store.set(
        .marking, of: try exhibit(name), to: .text("CUI//PROPIN//FEDCON TLP:AMBER+STRICT"), as: analyst)
    }
    _ = try store.set(
      .responseAltered, of: try exhibit("aurora-letter-in-confidence.md"), to: .text("yes"),
      basis: "reasoning was shortened from 12 January 2026 (item 4)", as: analyst)
    _ = try store.note(
      "The denial (exhibit beiyuan-denial.md) explains part of the prompts as benchmarks; the note of the Thornbury Institute leaves purpose open.",
      on: id, as: counsel)
  }

  private func find(_ id: CaseID) throws {
    let letter = "aurora-letter-in-confidence.md"
    let log = "proxy-log-excerpt.txt"
    let terms = "aurora-terms-excerpt.md"
    let clusters = "account-clusters.csv"
    let denial = "beiyuan-denial.md"
    let findings: [(Element, Finding.Result, [String], String)] = [
      (.cs1, .met, [letter], "the owner states that weights never left its premises"),
      (.cs2, .met, [terms], "access is under the terms, both versions"),
      (.cs3, .met, [letter], "own interface only"),
      (.ow1, .met, [terms], "the owner sets the terms"),
      (.ow2, .met, [letter], "incorporated in San Aurelio"),
      (.ecA, .met, ["bundle.json"], "headquarters as the report gives them"),
      (.m1, .met, [letter, log], "no permission was asked for or given, say two owners"),
      (.m2, .met, [letter, clusters], "worked solutions at volume"),
      (.m3, .met, [letter, log, "bundle.json"], "pattern and timing; the accused denies it"),
      (.m4i, .met, [log], "the place was refused and the account came back by another address"),
      (.m4iii, .met, [terms], "clause 4.3 of both versions"),
      (.p1, .met, [clusters, log], "one template from many accounts in the same second"),
      (.p3, .met, [clusters], "25 clusters joined by payment, pool and login scheme"),
      (
        .p4, .undetermined, [letter, denial],
        "the rate fits the release, which the accused says was planned earlier"
      ),
      (.x1, .notMet, [terms, log], "clauses 4.3 and 9.1"),
      (.x2, .notMet, [terms], "no exception fits accounts under other names"),
      (.x3, .notMet, [letter], "the owner states that it authorised nobody"),
    ]
    for (element, result, names, rationale) in findings {
      let outcome = try store.setFinding(
        element, of: id, result, exhibits: try names.map(exhibit), rationale: rationale, as: analyst)
      try allow(outcome.obstacles, "finding on \(element.rawValue)")
    }
    // What is cited and not weighed counts as moderate support: the grid shows both.
    let weights: [(Element, String, WeighedSupport.Strength?, Bool, String)] = [
      (.m1, letter, .strong, false, "item 2 says that nobody was permitted, and which terms applied"),
      (.m1, log, .moderate, false, "shows the accounts; whose they are follows from other exhibits"),
      (.m3, log, .moderate, false, "the pattern fits the training of a model"),
      (.m3, denial, .weak, true, "benchmarks would explain part of the prompts"),
      (.m3, "academic-note-lawful-distillation.md", nil, false, "speaks of the technique, not of this case"),
      (.p1, clusters, .strong, false, "25 clusters in the same second, with times"),
    ]
    for (element, name, strength, contradicts, rationale) in weights {
      let outcome = try store.weigh(
        SupportWeight(
          element, try exhibit(name), strength, contradicts: contradicts, rationale: rationale,
          author: analyst.user), in: id, as: analyst)
      try allow(outcome.obstacles, "weight of \(name) for \(element.rawValue)")
    }
    _ = try store.set(
      .publicBasis, of: id,
      to: PublicBasis(
        "Two owners of US models state that coordinated accounts queried their models against their terms between June 2025 and March 2026. The entity denies this.",
        exhibits: try [log, terms, denial].map(exhibit)
      ).cbor, as: counsel)
  }

  // MARK: analysis

  private func analyse(_ id: CaseID) throws {
    try claim(id)
    try compare(id)
    try contest(id)
    try explain(id)
    try measure(id)
  }

  /// What is claimed, with likelihood or confidence.
  private func claim(_ id: CaseID) throws {
    let letter = try exhibit("aurora-letter-in-confidence.md")
    let log = try exhibit("proxy-log-excerpt.txt")
    let clusters = try exhibit("account-clusters.csv")
    let report = try exhibit("bundle.json")
    let basis = ConfidenceStatement.Basis(
      sourceQuality: "two owners with first-hand logs, both interested",
      volume: "25 clusters over nine months",
      assumptions: "payment data were not shared between unrelated customers")
    let claims: [(ClaimLayer, String, Likelihood.Band?, AnalyticConfidence?, String, [ExhibitID])] = [
      (
        .conduct, "Two owners state that coordinated accounts queried their models against their terms.", nil,
        nil,
        "Aurora Foundry", [letter, log]
      ),
      (
        .attribution, "It is likely that Beiyuan Xingtu ran or directed the accounts.", .likely, nil,
        "this office",
        [log, report]
      ),
      (
        .purpose, "The questions fit the training of another model.", nil, .moderate, "this office",
        [clusters, letter]
      ),
      (
        .effect, "Aurora Foundry states that a rival model gained on its published benchmarks.", nil, nil,
        "Aurora Foundry", [letter]
      ),
    ]
    for (layer, text, band, level, claimant, rests) in claims {
      let claim = Claim(
        id: ClaimID(high: 0, low: 0), layer: layer, text: text, likelihood: band.map { Likelihood($0) },
        confidence: level.map { ConfidenceStatement($0, basis: basis) }, exhibits: rests, claimant: claimant,
        asOf: day("2026-04-20"), author: analyst.user)
      _ = try store.addRecord(.claim, .claim, claim.cbor, to: id, as: analyst)
    }
  }

  /// What else could explain it: hypotheses against evidence.
  private func compare(_ id: CaseID) throws {
    let log = try exhibit("proxy-log-excerpt.txt")
    let clusters = try exhibit("account-clusters.csv")
    let denial = try exhibit("beiyuan-denial.md")
    let hypotheses: [(String, Hypothesis.Kind)] = [
      ("the entity trained a rival model on the answers", .hostile),
      ("a customer with permission", .benign(.authorisedUse)),
      ("a reseller's unrelated customers", .benign(.resellerMixing)),
      ("scheduled evaluations", .benign(.benignAutomation)),
      ("another laboratory behind the same proxy", .benign(.otherLabSharingProxy)),
    ]
    let rows: [(String, [ExhibitID], ACHWeight, [ACHMark])] = [
      (
        "one template from many accounts in the same second", [clusters, log], .high,
        [.consistent, .inconsistent, .inconsistent, .consistent, .consistent]
      ),
      (
        "25 clusters joined by payment and login scheme", [clusters], .medium,
        [.consistent, .veryInconsistent, .neutral, .inconsistent, .inconsistent]
      ),
      (
        "the entity's denial: benchmarks only", [denial], .low,
        [.inconsistent, .neutral, .neutral, .consistent, .neutral]
      ),
    ]
    let named = try hypotheses.map { name, kind in
      try store.addRecord(
        .hypothesis, .hypothesis, Hypothesis(id: HypothesisID(high: 0, low: 0), name: name, kind: kind).cbor,
        to: id,
        as: analyst
      ).id
    }
    for (statement, rests, credibility, marks) in rows {
      let row = ACHEvidence(
        id: ACHEvidenceID(high: 0, low: 0), statement: statement, exhibits: rests, credibility: credibility,
        rater: analyst.user)
      let added = try store.addRecord(.achEvidence, .achEvidence, row.cbor, to: id, as: analyst).id
      for (hypothesis, mark) in zip(named, marks) {
        _ = try store.setMark(
          ACHCell(added.cast(), hypothesis.cast(), mark, rater: analyst.user), of: id, as: analyst)
      }
    }
  }

  /// What was said against it, and what became of that.
  private func contest(_ id: CaseID) throws {
    let denial = try exhibit("beiyuan-denial.md")
    let note = try exhibit("academic-note-lawful-distillation.md")
    let contests:
      [(Contest.Kind, String?, String, ExhibitID, Contest.Weight, Contest.Disposition.Outcome, String)] = [
        (
          .denial, "Beiyuan Xingtu", "the prompts were benchmarks", denial, .medium, .partlyAccepted,
          "part of the prompts are; the clusters are not"
        ),
        (
          .lawfulDistillation, "Thornbury Institute", "the technique is ordinary", note, .low, .unresolved,
          "purpose stays open; the terms decide"
        ),
        (
          .timeline, "Beiyuan Xingtu", "the release was planned before", denial, .medium, .unresolved,
          "no document shows the plan"
        ),
      ]
    for (kind, by, text, rests, weight, outcome, why) in contests {
      let contest = Contest(
        id: ContestID(high: 0, low: 0), kind: kind, statedBy: by, text: text, exhibits: [rests],
        searchedOn: day("2026-04-18"), searchedWhere: "public statements and the bundle", weight: weight,
        disposition: .init(outcome, reason: why, author: analyst.user))
      _ = try store.addRecord(.contest, .contest, contest.cbor, to: id, as: analyst)
    }
  }

  /// Lawful explanations, exhibit by exhibit.
  private func explain(_ id: CaseID) throws {
    let letter = try exhibit("aurora-letter-in-confidence.md")
    let log = try exhibit("proxy-log-excerpt.txt")
    let clusters = try exhibit("account-clusters.csv")
    let report = try exhibit("bundle.json")
    let denial = try exhibit("beiyuan-denial.md")
    for rests in [letter, log, clusters, report, try exhibit("aurora-terms-excerpt.md"), denial] {
      let explanation = BenignExplanation(
        exhibit: rests, text: "a reseller's customers, or scheduled evaluations", consideredBy: analyst.user,
        result: .partly, reason: "explains single clusters; not the shared payment data")
      _ = try store.add(explanation.cbor, to: .benignExplanation, of: id, as: analyst)
    }
  }

  /// What could be done, and why it is or is not.
  private func measure(_ id: CaseID) throws {
    for (kind, authority, decision, why) in [
      (
        Measure.Kind.attackersList, "H.R. 8283 (IH) §4(g), a bill", Measure.Decision.chosen,
        "fits the conduct; ends by itself"
      ),
      (.entityList, "15 CFR 744.11", .deferred, "the committee has not met"),
      (.noAction, "", .rejected, "two owners ask for an answer"),
    ] {
      let measure = Measure(kind: kind, authority: authority, decision: decision, reason: why)
      _ = try store.setRecord(
        CaseStore.besideRecord("measure", of: id, kind.rawValue), .measure, measure.cbor, of: id, as: analyst)
    }
  }

  // MARK: publication

  /// Whom the office registers; all sign with keys of their own.
  private func enlist() throws {
    let people: [(Author, Set<OfficeRole>)] = [
      (analyst, [.analyst, .lead, .custodian, .records]), (advocate, [.devilsAdvocate]),
      (counsel, [.counsel]),
      (desk, [.stateDesk]), (consents, [.consentOfficer]), (privacy, [.privacy]), (decider, [.decider]),
      (publisher, [.publisher]),
    ]
    for (author, roles) in people {
      let key = try store.makeKey(for: author.user)
      let outcome = try store.register(
        Registration(name: author.user, roles: roles, publicKey: key.encoded), as: analyst)
      try allow(outcome.obstacles, "registration of \(author.user)")
    }
  }

  private func publish(_ id: CaseID) throws {
    try writeEntry(id)
    try move(id, .listing(.candidate), analyst)
    try move(id, .listing(.eligible), analyst)
    try move(id, .listing(.consentCleared), consents)
    // The package is whole; from here on everybody speaks of the same one.
    try approve(id, .leadAgreement, "worth the work: two owners, first-hand logs", analyst)
    for stage in [SpineStage.triage, .investigation, .attribution] { try move(id, .spine(stage), analyst) }
    try approve(
      id, .achReview, "the shared proxy was weighed; it does not explain the payment data", advocate)
    try move(id, .spine(.package), analyst)
    try approve(id, .evidentiaryMemo, "as the exhibits state", analyst)
    try move(id, .spine(.legalReview), analyst)
    try approve(id, .legalMemo, "standard: specific and articulable facts; the text is a bill", counsel)
    try approve(id, .authorityCited, "H.R. 8283 (IH) §4(g); agency policy until enactment", counsel)
    try approve(id, .maskingDone, "no US person is named but the owners, who agreed", privacy)
    try move(id, .spine(.interagency), counsel)
    for agency in EquityReply.awaited {
      let outcome = try store.reply(
        id, agency: agency, agency == .energy ? .noEquity : .concur, comment: "letter of 4 May 2026", as: desk
      )
      try allow(outcome.obstacles, "reply of \(agency)")
    }
    _ = try store.freeze(id, as: analyst)
    try approve(id, .listDetermination, "the entry is to be published for the longest term", decider)
    try move(id, .listing(.determination), decider)
    let today = store.today
    try move(
      id, .listing(.published), publisher,
      days: StageDays(publishedOn: today, expiresOn: store.profile(on: today).longestListing(from: today)))
  }

  private func writeEntry(_ id: CaseID) throws {
    let log = try exhibit("proxy-log-excerpt.txt")
    let letter = try exhibit("aurora-letter-in-confidence.md")
    let report = try exhibit("bundle.json")
    let entry: [(ListingField, String, [ExhibitID])] = [
      (.primaryName, "Beiyuan Xingtu Technology Co., Ltd. (北垣星图)", [report]),
      (.aliases, "BYXT; Бэйюань Синту", [report]), (.kind, "entity", []),
      (.country, "as stated by the report", [report]),
      (.basis, "stated to have conducted and directed", [log, report]),
      (.conductWindow, "2025-06-17 to 2026-03-21", [letter]),
      (
        .statementOfReasons,
        "Two owners state that coordinated accounts queried their models against their terms. The entity denies this.",
        [log]
      ),
      (
        .petitionRoute,
        "Write to the Demonstration Bureau; new facts or an error are grounds (agency policy).", []
      ),
    ]
    for (field, text, rests) in entry {
      _ = try store.setEntry(field, of: id, to: ListingValue(text, exhibits: rests), as: analyst)
    }
    let owner = try store.read { try $0.caseFile(id, rehash: false).owners[0].id }
    _ = try store.giveConsent(
      OwnerConsent(
        owner: owner, covers: [.init(letter, .conductWindow)], signer: "Ines Calloway, general counsel",
        givenOn: store.today),
      in: id, as: counsel)
  }

  private func approve(_ id: CaseID, _ kind: Approval.Kind, _ text: String, _ author: Author) throws {
    try allow(try store.approve(id, kind, text: text, as: author).obstacles, kind.title)
  }

  /// An account broker may be sanctioned and listed elsewhere, but not on this list.
  private func broker(_ bundle: String) throws {
    let id = try store.newCase(
      title: "Ostrov Relay: accounts sold into places not served",
      marking: try .parse("CUI//SP-LEI//FEDCON TLP:AMBER"),
      as: analyst
    ).id
    let actor = try store.acceptActor(
      "threat-actor--b92e9243-f862-43ba-9b81-555064c41735", kind: .organisation,
      names: [
        ActorName("Остров Релей", romanised: "Ostrov Relay"), ActorName("relay-k", kind: .alsoKnownAs),
      ],
      reason: "the panel's own name", caseID: id, as: analyst)
    try store.write(as: analyst) { writer in
      let entity: EntityID = id.cast()
      for name in ["proxy-log-excerpt.txt", "bundle.json"] { try writer.link(try exhibit(name), to: id) }
      try writer.set(Target(entity, .grade), .record([1: .text("C3")]), caseID: entity)
      try writer.set(
        Target(entity, .dedupeSearch), .text("searched Остров, Ostrov, relay-k: no other case"),
        caseID: entity)
      try writer.set(Target(entity, .theory), .text(Theory.provider.rawValue), caseID: entity)
      try writer.set(
        Target(entity, .subject), Subject(actor: actor.id, kind: .entity, roles: [.accountBroker]).cbor,
        caseID: entity)
      try writer.set(
        Target(entity, .identification), Identification(.assessment, on: day("2026-05-01")).cbor,
        caseID: entity)
      try writer.add(
        Target(entity, .conduct), ConductWindow(first: day("2025-08-05"), last: day("2026-02-11"))!.cbor,
        caseID: entity)
    }
    try move(id, .spine(.triage), analyst)
    try approve(id, .leadAgreement, "the panel names places that are not served", analyst)
    try move(id, .spine(.investigation), analyst)
    try move(id, .listing(.candidate), analyst)
  }

  // MARK: steps

  private func move(
    _ id: CaseID, _ target: StageTarget, _ author: Author, days: StageDays = StageDays()
  ) throws {
    let (decision, _) = try store.advance(id, to: target, days: days, dryRun: false, as: author)
    try allow(decision.obstacles, "move to \(decision.to.plain)")
  }

  /// The demo shows a case that runs: an obstacle means that demo and rules no longer fit.
  private func allow(_ obstacles: [Obstacle], _ what: String) throws {
    guard let first = obstacles.first else { return }
    throw StoreError.invalid(
      "the demo's \(what) is refused: \(obstacles.map(\.message).joined(separator: "; "))",
      remedy: first.remedy)
  }

  private func day(_ text: String) -> Day { Day(text)! }
}
