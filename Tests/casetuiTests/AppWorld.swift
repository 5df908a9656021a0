import CaseDomain

@testable import casetui

/// What a store would answer: an invented office, for screens that are tested without one.
struct AppWorld {
  static let now: UInt64 = 1_795_340_460_000  // 2026-11-22 09:41 UTC

  static func caseID(_ number: UInt64) -> CaseID { CaseID(high: 1, low: number) }
  static func exhibitID(_ number: UInt64) -> ExhibitID { ExhibitID(high: 2, low: number) }

  static let lei = try! HandlingMark.parse("CUI//SP-LEI//FEDCON TLP:AMBER+STRICT")

  var office = Office(
    name: "Field East", user: "ada.novak",
    cases: [
      line(1, "Ivanov Example Pyotr  Иванов Пётр", .investigation, exhibits: 3, mark: lei),
      line(2, "Wang Placeholder  王示例", .triage, by: "b.chen", conflicts: 1),
      line(3, "al-Mithal Trading  المثال للتجارة", .package, isContested: true),
      line(4, "Müller Beispiel GmbH", .lead, by: "b.chen"),
      line(5, "leak\u{202E}fdp.exe Holdings", .closed, by: "b.chen"),
    ],
    conflicts: 2,
    peers: [
      PeerLine(
        office: "Headquarters", words: "amber bridge cobalt dune", address: "ssh://hq/store",
        lastSyncAt: now - 7_200_000)
    ], readAt: now, mark: lei, isLoaded: true)
  var exhibits = [
    exhibit(1, "Account log, invented lab", grade: "B2", origin: "Example Lab"),
    exhibit(2, "证人陈述 (witness statement)", grade: nil, origin: nil),
    exhibit(3, "Переписка, часть 2", grade: "C3", origin: "Example Partner", mark: lei),
  ]
  var conflicts = [
    ConflictLine(
      id: "0a1b2c3d", caseTag: tag(2), mark: .officeFloor, field: "title", isHard: false, base: "Wang",
      sides: [
        side("The subject directed 3 transfers from account 4471", "Field East", "ada.novak", isOurs: true),
        side(
          "The subject directed 4 transfers from account 4471 for 陈示例", "Headquarters", "l.ito", isOurs: false
        ),
      ], isText: true),
    ConflictLine(
      id: "4e5f6a7b", caseTag: tag(3), mark: lei, field: "finding on M1", isHard: true, base: nil,
      sides: [
        side("met on EX-0001-FE: logs show it", "Field East", "ada.novak", isOurs: true),
        side("undetermined on no exhibit: logs are thin", "Headquarters", "l.ito", isOurs: false),
      ], isText: false),
  ]
  var scan = ImportView(
    read: 412, new: 371, known: 33, changed: 6, conflicts: 1, refused: 2, danglingRefs: 4,
    byType: [.init(type: "indicator", count: 300), .init(type: "threat-actor", count: 112)],
    problems: [
      .init(
        isRefused: false, place: "notice.docm", reason: "it may hold macros",
        remedy: "taken as “take” unless a file of decisions says otherwise: import scan --decisions",
        isQuestion: true),
      .init(
        isRefused: true, place: "protokoll_王.json byte 812", reason: "the object has no id",
        remedy: "ask the sender for a corrected bundle"),
      .init(
        isRefused: false, place: "2025-06/\u{1B}]0;x\u{07}.csv row 3", reason: "the date lies in the future",
        remedy: "compare it with the original"),
    ],
    files: [.init(path: "in/bundle.json", role: "stix", bytes: 1_800_000, state: "new", reference: nil)],
    seconds: 6.1, mappedBytes: 1_790_000, rawBytes: 9_200, ignoredBytes: 800, reference: "IM-0007-FE",
    questions: 1)
  var found = [
    FoundLine(
      kind: "case", reference: "26-0002-FE", title: "Wang Placeholder  王示例", caseTag: tag(2),
      mark: .officeFloor),
    FoundLine(kind: "exhibit", reference: "EX-0002-FE", title: "证人陈述", caseTag: nil, mark: nil),
  ]
  /// What the command line can do besides.
  var verbs: [Verb] = []
  var isMoveAllowed = false
  var isSweepUnchecked = false
  var isPublished = true
  var isPeerKnown = true
  var difference: SyncDifference?
  var missingFiles = 0
  var fastClocks: [String] = []
  /// Of the key of whoever answers.
  var peerWords = "amber bridge cobalt dune"
  var hasRegisters = true
  var findingObstacles: [Obstacle] = []
  var weightObstacles: [Obstacle] = []
  /// Against an approval, a reply or a vote.
  var actObstacles: [Obstacle] = []

  static func tag(_ number: UInt64) -> CaseTag {
    CaseTag(id: caseID(number), reference: "26-000\(number)-FE")
  }

  private static func line(
    _ number: UInt64, _ title: String, _ stage: SpineStage, exhibits: Int = 0, by user: String = "ada.novak",
    conflicts: Int = 0, isContested: Bool = false, mark: HandlingMark = .officeFloor
  ) -> CaseLine {
    CaseLine(
      id: caseID(number), reference: "26-000\(number)-FE", title: title, stage: stage.rawValue,
      isContested: isContested, track: number == 1 ? "list:candidate" : nil, mark: mark, priority: nil,
      assignees: user, exhibits: exhibits, conflicts: conflicts, changedAt: now - number * 86_400_000)
  }

  private static func exhibit(
    _ number: UInt64, _ title: String, grade: String?, origin: String?, mark: HandlingMark = .officeFloor
  ) -> ExhibitLine {
    ExhibitLine(
      id: exhibitID(number), reference: "EX-000\(number)-FE", title: title, bytes: 2_100_000 + number,
      mediaType: "text/plain", sha256: String(repeating: "9f2c41d0", count: 8), grade: grade, origin: origin,
      mark: mark)
  }

  private static func side(_ text: String, _ office: String, _ user: String, isOurs: Bool)
    -> ConflictLine.Side
  {
    ConflictLine.Side(text: text, office: office, user: user, at: now - 90_000_000, isOurs: isOurs)
  }

  // MARK: answers

  func reply(to query: Query) -> Reply {
    switch query {
    case .office: .office(office)
    case .health: .health(Health(exhibits: 3, quarantined: 0, unread: 0))
    case .summary(let id): .summary(summary(of: id))
    case .exhibits(let id): .exhibits(id, exhibits)
    case .exhibit(let id): .exhibit(detail(of: id))
    case .matrix(let id): .matrix(id, matrix)
    case .audit(let id, let before): .audit(id, audit(before), isFirst: before == .max, isLast: before < 100)
    case .places(let tag): .places(tag, places)
    case .procedure: .procedure(AppCase.procedure)
    case .deadlines: .deadlines(AppCase.deadlines, on: AppCase.today, isEnacted: false)
    case .parties(let whom, let text):
      .parties(
        whom, text,
        hasRegisters ? AppOwnership.parties(whom, text) : PartyList(rows: [], total: 0, asked: nil))
    case .ownership(let question): .ownership(AppOwnership.view(of: question))
    case .publication: .publication(AppCase.publication(isPublished: isPublished))
    case .conflicts: .conflicts(conflicts)
    case .screening(let question): .screening(AppScreening.screening(question))
    case .pair(let question): .pair(AppScreening.pair(question))
    case .judgements(let pairs): .judgements(pairs, pairs.map(AppScreening.standing))
    case .verbs: .verbs(verbs)
    case .search(let text):
      .found(text, found, isAll: true)
    }
  }

  /// The spine, a track that is open, and one that could be begun.
  private var places: [TrackPlace] {
    let stage: SpineStage = isMoveAllowed ? .lead : .investigation
    return [
      TrackPlace(
        track: nil, at: .spine(stage),
        next: [.spine(isMoveAllowed ? .triage : .attribution), .spine(.closed), .spine(.suspended)]),
      TrackPlace(track: .entityList, at: .entityList(.circulated), next: [.entityList(.voted)]),
      TrackPlace(track: .attackersList, at: nil, next: [.listing(.candidate)]),
    ]
  }

  func summary(of id: CaseID) -> CaseSummary {
    CaseSummary(
      line: office.line(of: id) ?? Self.line(6, "Новое дело", .lead), subject: "Иванов Пётр",
      theory: "model extraction attack",
      owners: ["Example Model Works"], notes: ["Ask the lab for the terms in force in May."], elementsMet: 1,
      elements: 27, next: .spine(.attribution), obstacles: decision(isAllowed: false).obstacles,
      isSweepUnchecked: isSweepUnchecked,
      places: [.spine(.investigation), .listing(.candidate), .entityList(.circulated)],
      openHolds: id == Self.caseID(1) ? 1 : 0, irregular: id == Self.caseID(1) ? 1 : 0)
  }

  private func detail(of id: ExhibitID) -> ExhibitDetail {
    ExhibitDetail(
      id: id,
      custody: [
        CustodyStep(
          at: Self.now - 5_000_000, action: "received", from: "Example Lab", to: "Field East", by: "ada.novak"
        ),
        CustodyStep(
          at: Self.now - 1_000_000, action: "verified", from: "Field East", to: "Field East", by: "b.chen"),
      ])
  }

  private var matrix: ElementGrid {
    let rows = Element.allCases.map { element in
      let cells = Self.cells[element] ?? [:]
      guard element == .m1 || element == .m2 else {
        return ElementLine(
          element: element, state: .gap, isFavourable: false, exhibits: [], note: "no finding", findings: [],
          cells: cells)
      }
      return ElementLine(
        element: element, state: element == .m1 ? .met : .thin, isFavourable: element == .m1,
        exhibits: ["EX-0001-FE", "EX-0003-FE"], note: element == .m1 ? "" : "1 of 2 independent origins",
        findings: [
          .init(
            result: .met, author: "ada.novak", rationale: "The logs show queries the terms bar.",
            exhibits: [Self.exhibitID(1), Self.exhibitID(3)])
        ], cells: cells)
    }
    return ElementGrid(rows: rows, exhibits: exhibits)
  }

  /// One of each sign.
  static let cells: [Element: [ExhibitID: SupportEntry]] = [
    .m1: [
      exhibitID(1): .weighed(
        weight(.m1, 1, .strong, "The log names the accounts and the terms they broke.")),
      exhibitID(3): .notWeighed(.met),
    ],
    .m2: [
      exhibitID(1): .weighed(weight(.m2, 1, .moderate, "Answers were kept.")),
      exhibitID(3): .weighed(
        weight(.m2, 3, .weak, "The letter speaks of benchmarks  王示例.", contradicts: true)),
    ],
    .m3: [
      exhibitID(1): .weighed(weight(.m3, 1, nil, "It says nothing of purpose.")),
      exhibitID(3): .disputed([
        weight(.m3, 3, .strong, "It names another use.", contradicts: true),
        weight(.m3, 3, .weak, "It names training."),
      ]),
    ],
  ]

  private static func weight(
    _ element: Element, _ exhibit: UInt64, _ strength: WeighedSupport.Strength?, _ why: String,
    contradicts: Bool = false
  ) -> SupportWeight {
    SupportWeight(
      element, exhibitID(exhibit), strength, contradicts: contradicts, rationale: why, author: "b.chen",
      on: Day("2026-11-20"))
  }

  private func audit(_ before: Int64) -> [AuditLine] {
    let newest: Int64 = before == .max ? 130 : before - 1
    return stride(from: newest, through: max(1, newest - 59), by: -1).map { number in
      AuditLine(
        number: number, at: Self.now - UInt64(130 - number) * 600_000,
        user: number.isMultiple(of: 3) ? "b.chen" : "ada.novak",
        office: "Field East",
        what: number.isMultiple(of: 2) ? "title = Иванов Пётр" : "added exhibits EX-0001-FE",
        caseReference: "26-0001-FE")
    }
  }

  /// The rules themselves, asked about an empty case, or a lead with its grade and search: real codes and words.
  func decision(isAllowed: Bool) -> Decision {
    var file = CaseFile(id: Self.caseID(1), reference: "26-0001-FE", title: "Ivanov Example")
    file.stage = isAllowed ? .lead : .investigation
    file.leadGrade = AdmiraltyGrade("C3")
    file.duplicateSearch = "names and references; nothing found"
    return file.decide(
      advanceTo: .spine(isAllowed ? .triage : .attribution), on: Day(year: 2026, month: 11, day: 22)!,
      by: Person("ada.novak"), profile: .introduced)
  }

  func result(of work: Work) -> Result<WorkResult, Trouble> {
    switch work {
    case .newCase: .success(.caseOpened(Self.tag(6), auditNumber: 131))
    case .approve, .reply, .vote:
      .success(actObstacles.isEmpty ? .written(auditNumber: 132) : .refused(actObstacles))
    case .screen(let question): .success(.screened(AppScreening.screening(question)))
    case .setTitle, .note, .resolve, .judge, .hold, .release, .add, .dispose, .mark:
      .success(.written(auditNumber: 132))
    case .weigh:
      .success(weightObstacles.isEmpty ? .written(auditNumber: 132) : .refused(weightObstacles))
    case .setFinding:
      .success(findingObstacles.isEmpty ? .written(auditNumber: 132) : .refused(findingObstacles))
    case .verb(let verb, _):
      .success(
        .answered(
          Answered(title: verb.title, mark: Self.lei, lines: ["as asked"], isRefused: false, auditNumber: 132)
        ))
    case .dryRun(let tag, let target, _): .success(.verdict(verdict(tag, target, auditNumber: 0)))
    case .advance(let tag, let target, _): .success(.verdict(verdict(tag, target, auditNumber: 133)))
    case .verify(let id, _):
      .success(.verified(ExhibitDetail(id: id, integrity: .damaged("the bytes hash to 00, not 9f"))))
    case .scan(let evidence):
      evidence.path == "missing"
        ? .failure(Trouble(message: "missing cannot be read", remedy: "check the path"))
        : .success(.scanned(scan))
    case .apply: .success(.imported(scan))
    case .sync(let peer, let words):
      .success(
        .synced(
          SyncView(
            peer: peer, received: 12, sent: 3, bytes: 4096, conflicts: 2, difference: difference,
            missingFiles: missingFiles, fastClocks: fastClocks, seconds: 0.4,
            unknownPeerWords: isPeerKnown || words == peerWords ? nil : peerWords)))
    }
  }

  private func verdict(_ tag: CaseTag, _ target: StageTarget, auditNumber: Int64) -> StageVerdict {
    StageVerdict(
      tag: tag, target: target, decision: decision(isAllowed: isMoveAllowed), mark: Self.lei,
      auditNumber: auditNumber)
  }
}
