import CaseDomain
import Testing

@testable import casetui

/// Analysis, review, deadlines and the public entry, by keys alone.
@Suite struct ScreensProcedureTests {
  private func open(_ tab: String, world: AppWorld = AppWorld()) -> AppSim {
    var sim = AppSim(world: world)
    sim.press("g", "c", "Enter", tab)
    return sim
  }

  // MARK: stages

  @Test func thePickerGroupsByTrackWithOpenTracksFirst() throws {
    var sim = AppSim()
    sim.press("g", "c", "a", "s")
    let places = [
      "spine, at investigation", "EL Entity List, at circulated", "ALIST attackers list, not begun",
    ]
    let found = try places.map { place in try #require(sim.text.range(of: place)).lowerBound }
    #expect(found == found.sorted())
    // A heading is no target: three rows down from the first stage lies the first of the next track.
    sim.press("Down", "Down", "Down", "Enter")
    #expect(sim.works == [.dryRun(AppWorld.tag(1), StageTarget(.entityList(.voted)))])
  }

  @Test func headingsOfAMenuCannotBeChosen() {
    var menu = Menu("m", [.heading("one"), .init(nil, "a"), .heading("two"), .init(nil, "b")])
    #expect(menu.handle(.enter) == .chosen(1))
    #expect(menu.handle(.down) == .handled)
    #expect(menu.handle(.enter) == .chosen(3))
    #expect(menu.handle(.up) == .handled)
    #expect(menu.handle(.enter) == .chosen(1))
    #expect(menu.handle(.home) == .handled)
    #expect(menu.handle(.enter) == .chosen(1))
    var headings = Menu("m", [.heading("one")])
    #expect(headings.handle(.enter) == .handled)
  }

  /// On every tab it is said where the tracks stand, and that something is held or irregular.
  @Test(arguments: ["1", "2", "3", "4", "5", "6", "7"]) func theHeadOfTheCase(_ tab: String) {
    let sim = open(tab)
    #expect(sim.text.contains("investigation   ALIST candidate   EL circulated"))
    #expect(sim.text.contains("! 1 hold"))
    #expect(sim.text.contains("! 1 irregular"))
  }

  @Test func placesPutOpenTracksFirst() {
    let places = AppCase.file.places
    #expect(places.map(\.track) == [nil, .attackersList, .entityList, .blocking])
    #expect(places.map { $0.at == nil } == [false, false, false, true])
    #expect(places.allSatisfy { place in place.next.allSatisfy { $0.track == place.track } })
    var file = AppCase.file
    file.listing = nil
    #expect(file.places.map(\.track) == [nil, .entityList, .attackersList, .blocking])
  }

  // MARK: the board

  /// Columns are stages, cards are cases; what keeps the selected one from going on is said below.
  @Test func theBoardShowsWhereCasesStand() {
    var sim = AppSim(120, 30)
    sim.press("g", "b")
    #expect(sim.text.contains("Board / spine"))
    for column in ["lead 1", "triage 1", "investiga… 1", "attributi… 0", "package 1", "legal-rev… 0"] {
      #expect(sim.text.contains(column), "\(column)\n\(sim.text)")
    }
    #expect(sim.cursorRow.contains(">26-0004-FE"), "the first stage that holds a case")
    sim.press("Right")
    #expect(sim.cursorRow.contains(">26-0002-FE !"))
    let summary = sim.world.summary(of: AppWorld.caseID(2))
    #expect(!summary.obstacles.isEmpty)
    #expect(sim.text.contains(summary.obstacles[0].message.prefix(40)))
    sim.press("a", "s")
    #expect(sim.text.contains("move 26-0002-FE to"))
    sim.press("Esc", "Tab")
    #expect(sim.text.contains("Board / ALIST"))
    #expect(sim.cursorRow.contains(">26-0001-FE"))
    #expect(sim.banner.contains("SP-LEI"), "the marking of what is shown")
    sim.press("Enter")
    #expect(sim.model.scope == .summary)
    sim.press("Esc", "Right", "Enter")
    #expect(sim.status.contains("no case stands at"))
  }

  // MARK: analysis

  @Test func theAnalysisSaysWhatIsMissing() {
    let sim = open("4")
    for text in [
      "no claim speaks of purpose", "no claim speaks of effect", "very likely", "moderate", "2, 1 open",
      "OPEN",
      "no search is recorded for lawful distillation", "none considered for EX-0003-FE, used on M1",
    ] { #expect(sim.text.contains(text), "\(text)") }
  }

  @Test func aClaimIsWrittenAndItsFaultsAreNamed() {
    var sim = open("4")
    sim.press("a", "c", "a", "text:It runs them.", "Enter", "text:surely", "Enter", "text:high")
    for _ in 0..<6 { sim.press("Enter") }
    sim.press("text:EX-9", "Enter")
    #expect(sim.works.isEmpty)
    #expect(sim.text.contains("a term of ICD 203"))
    #expect(sim.text.contains("this case has no exhibit EX-9"))
    sim.press("Ctrl-U", "text:likely", "Enter", "Enter", "Enter", "Enter", "Enter", "Enter", "Enter")
    sim.press("Ctrl-U", "text:ex-0001, EX-0003-FE", "Enter")
    guard case .add(let tag, .claim(let claim))? = sim.works.last else {
      return #expect(Bool(false), "\(sim.text)")
    }
    #expect(tag == AppWorld.tag(1))
    #expect(claim.layer == .attribution)
    #expect(claim.text == "It runs them.")
    #expect(claim.likelihood?.term == "likely")
    #expect(claim.confidence?.level == .high)
    #expect(claim.asOf == AppCase.today)
    #expect(claim.exhibits == [AppWorld.exhibitID(1), AppWorld.exhibitID(3)])
    #expect(sim.status == "added a claim to 26-0001-FE (#132)")
  }

  @Test func aContestIsDisposedOf() {
    var sim = open("4")
    sim.press("a", "d")
    #expect(sim.works.isEmpty)
    #expect(sim.status.contains("no contest is selected"))
    sim.press("Down", "Down", "a", "d", "r", "Enter")
    #expect(sim.text.contains("type something here"))
    sim.press("text:The logs say otherwise.", "Enter")
    guard case .dispose(_, let contest)? = sim.works.last else { return #expect(Bool(false), "\(sim.text)") }
    #expect(contest.id == AppCase.analysis.contests[0].id)
    #expect(contest.disposition?.outcome == .rejected)
    #expect(contest.disposition?.reason == "The logs say otherwise.")
  }

  @Test func aContestIsAdded() {
    var sim = open("4")
    sim.press("a", "o", "l", "text:Own models were used.", "Enter", "Enter", "Enter", "Enter")
    #expect(!sim.text.contains("say where it was searched"))
    sim.press("Enter", "Enter")
    #expect(sim.text.contains("say where it was searched"))
    sim.press("text:the model card", "Enter", "Enter", "Enter")
    guard case .add(_, .contest(let contest))? = sim.works.last else {
      return #expect(Bool(false), "\(sim.text)")
    }
    #expect(contest.kind == .lawfulDistillation)
    #expect(contest.isSearched)
    #expect(contest.weight == .medium)
  }

  // MARK: the matrix

  @Test func theGridShowsMarksBlanksAndScores() {
    let sim = open("5")
    for text in [
      "[CC]", "II", "N/I", "0.00", "2.00", "4.00", "3 blank, 1 disputed, of 9", "2 of 3",
    ] {
      #expect(sim.text.contains(text), "\(text)")
    }
  }

  @Test(arguments: [
    ("c", ACHMark.consistent), ("C", .veryConsistent), ("n", .neutral), ("i", .inconsistent),
    ("I", .veryInconsistent),
  ])
  func oneKeyMarksTheCell(_ key: String, _ mark: ACHMark) {
    var sim = open("5")
    sim.press("Down", "Down", "Right", "Right", key)
    let cell = ACHCell(AppCase.rows[2].id, AppCase.hypotheses[2].id, mark, rater: "")
    #expect(sim.works == [.mark(AppWorld.tag(1), cell)])
    #expect(sim.model.scope == .hypotheses)
  }

  /// At the edges of the grid the arrows turn to the tabs beside it; Enter marks without letters.
  @Test func theGridIsLeftByArrows() {
    var sim = open("5")
    sim.press("Enter", "Down", "Enter")
    #expect(sim.works.count == 1)
    sim.press("Left")
    #expect(sim.model.scope == .analysis)
    sim.press("Right", "Right", "Right", "Right")
    #expect(sim.model.scope == .review)
  }

  @Test func hypothesesAndRowsAreAdded() {
    var sim = open("5")
    sim.press("a", "h", "Down", "Enter", "text:It was an audit.", "Enter")
    guard case .add(_, .hypothesis(let hypothesis))? = sim.works.last else { return #expect(Bool(false)) }
    #expect(hypothesis.kind == .benign(.authorisedUse))
    #expect(hypothesis.name == "It was an audit.")
    sim.press(
      "a", "r", "text:Quiet at night", "Enter", "text:EX-0001", "Enter", "Ctrl-U", "text:huge", "Enter",
      "Enter")
    #expect(sim.text.contains("one of: low, medium, high"))
    sim.press("Ctrl-U", "text:low", "Enter", "Enter")
    guard case .add(_, .row(let row))? = sim.works.last else { return #expect(Bool(false), "\(sim.text)") }
    #expect(row.credibility == .low)
    #expect(row.relevance == .medium)
    #expect(row.exhibits == [AppWorld.exhibitID(1)])
  }

  // MARK: review

  @Test func theReviewSaysWhatCountsAndWhatDoesNot() {
    var sim = open("6")
    sim.model.size = Size(width: 140, height: 60)
    sim.press("Down")
    for text in [
      "Irregular moves", "m.lindqvist moved the case to list:consent-cleared", "Vote: open, 1 for, 0 against",
      "by 2026-12-03",
      "NOT COUNTED: Defense voted on 2026-11-06 on a package",
      "State      no vote that counts",
      "Approvals: 2, 1 void", "Equity replies: 3 of 6", "MISSING", "VOID: changed since", "non-concur",
      "Holds: 1 open",
      "OPEN, review 2026-11-28", "record 1", "holds",
    ] { #expect(sim.text.contains(text), "\(text)") }
  }

  @Test func anApprovalIsGivenAndARefusalLosesNoText() {
    var world = AppWorld()
    world.actObstacles = AppCase.procedure.approvals[1].faults
    var sim = open("6", world: world)
    sim.press("a", "p", "Enter", "text:Agreed.", "Enter")
    #expect(sim.works == [.approve(AppWorld.tag(1), .leadAgreement, text: "Agreed.", detail: nil)])
    #expect(sim.status.hasPrefix("refused: 1 obstacle"))
    #expect(sim.text.contains("is void: the record has changed since"))
    sim.world.actObstacles = []
    sim.press("Esc", "a", "p", "Enter")
    #expect(sim.text.contains("Agreed."), "what was typed is kept")
    sim.press("Enter")
    #expect(sim.status == "lead agreement of 26-0001-FE is given (#132)")
    sim.press("a", "p", "Enter")
    #expect(!sim.text.contains("Agreed."), "what was written is not offered again")
  }

  @Test func anApprovalThatNarrowsAsksToWhat() throws {
    var sim = open("6")
    let index = try #require(Approval.Kind.allCases.firstIndex(of: .nonConcurDisposition))
    sim.press("a", "p")
    for _ in 0..<index { sim.press("Down") }
    sim.press("Enter", "text:Weighed.", "Enter", "text:Nobody", "Enter")
    #expect(sim.works.isEmpty)
    #expect(sim.text.contains("one of: State, Commerce"))
    sim.press("Ctrl-U", "text:treasury", "Enter")
    #expect(
      sim.works == [.approve(AppWorld.tag(1), .nonConcurDisposition, text: "Weighed.", detail: "Treasury")])
  }

  @Test func anObjectionNeedsAReason() {
    var sim = open("6")
    sim.press("a", "e", "Enter", "Enter", "Enter")
    #expect(sim.works == [.reply(AppWorld.tag(1), .state, .concur, comment: "")])
    sim.press("a", "e", "Down", "Enter", "Down", "Down", "Down", "Enter", "Enter")
    #expect(sim.works.count == 1)
    sim.press("text:Not yet.", "Enter")
    #expect(sim.works.last == .reply(AppWorld.tag(1), .commerce, .nonConcur, comment: "Not yet."))
    #expect(sim.status == "Commerce: non-concur (#132)")
  }

  @Test func aVoteIsCastByAMember() {
    var sim = open("6")
    sim.press("a", "b")
    for member in AppCase.procedure.vote?.tally.members ?? [] { #expect(sim.text.contains(member.rawValue)) }
    sim.press("Enter", "Down", "Enter", "text:Too thin.", "Enter")
    let agency = AppCase.procedure.vote!.tally.members[0]
    #expect(sim.works == [.vote(AppWorld.tag(1), agency, .against, reason: "Too thin.")])
  }

  @Test func aHoldIsPlacedAndReleased() throws {
    var sim = open("6")
    sim.press("a", "w", "text:Ask first.", "Enter", "text:Energy", "Enter")
    #expect(sim.text.contains("2027-02-20"), "the latest day the profile allows is offered")
    sim.press("Enter")
    #expect(
      sim.works == [
        .hold(AppWorld.tag(1), reason: "Ask first.", requester: "Energy", reviewOn: AppCase.day("2027-02-20"))
      ])
    sim.press("a", "x")
    #expect(sim.works.count == 1)
    for _ in 0..<40 where !sim.cursorRow.contains("OPEN, review") { sim.press("Down") }
    sim.press("a", "x", "text:It has ended.", "Enter")
    #expect(
      sim.works.last
        == .release(AppWorld.tag(1), try #require(AppCase.file.openHolds.first).id, reason: "It has ended."))
  }

  // MARK: deadlines

  @Test func theRadarPutsOverdueFirstAndOpensTheCase() {
    var sim = AppSim()
    sim.press("g", "d")
    #expect(sim.cursorRow.contains("26-0002-FE"))
    #expect(sim.cursorRow.contains("11 d over"))
    #expect(sim.cursorRow.hasPrefix("X>"))
    #expect(sim.text.contains("1 overdue"))
    #expect(sim.text.contains("falls on Saturday"))
    #expect(sim.text.contains("bill not enacted"))
    sim.press("r")
    #expect(sim.text.contains("agency policy"))
    sim.press("Esc", "Enter")
    #expect(sim.model.scope == .summary)
    #expect(sim.model.currentCase == AppWorld.tag(2))
  }

  /// A clock that comes in front does not put the selection on another case.
  @Test func theSelectionStaysOnItsClock() {
    var sim = AppSim()
    sim.press("g", "d")
    let nearest = AppCase.deadlines.compactMap(\.deadline.dueOn).min()
    let later = AppCase.deadlines.filter { $0.deadline.dueOn != nearest }
    let generation = sim.model.shell.generations[Query.deadlines.slot] ?? 0
    sim.send(
      .reply(.deadlines, .deadlines(later, on: AppCase.today, isEnacted: false), generation: generation))
    sim.press("Down")
    let row = sim.cursorRow
    #expect(!sim.text.contains("11 d over"), "\(sim.text)")
    sim.press("Ctrl-R")
    #expect(sim.text.contains("11 d over") && sim.cursorRow == row, "\(row)\n\(sim.text)")
  }

  @Test func theDeadlinesOfACase() {
    let deadlines = AppCase.file.deadlines(profile: .introduced, enteredStageOn: AppCase.day("2026-11-10"))
    let found = Dictionary(uniqueKeysWithValues: deadlines.map { ($0.code, $0.dueOn?.iso) })
    #expect(found["interagencyClock"] == "2026-12-10")
    #expect(found["voteDeadline"] == "2026-12-03")
    #expect(found.first { $0.key.hasPrefix("holdReview") }?.value == "2026-11-28")
    #expect(found.count == 3, "\(found)")
    #expect(
      deadlines.map(\.dueOn) == deadlines.map(\.dueOn).sorted { ($0?.number ?? .max) < ($1?.number ?? .max) })
  }

  @Test func whatIsPublicAndAskedForHasClocks() {
    var file = AppCase.file
    file.stage = .suspended
    file.holds = []
    file.listing = AppCase.listing(published: true)
    file.entityList?.stage = .active
    file.entityList?.publishedOn = AppCase.day("2026-02-28")
    file.petitions = [
      Petition(
        id: EntityID(high: 4, low: 1), track: .attackersList, petitioner: "Ivanov Example Pyotr",
        standing: .listedPerson, ground: .error, reasons: "another person",
        receivedOn: AppCase.day("2026-11-01")),
      Petition(
        id: EntityID(high: 4, low: 2), track: .entityList, petitioner: "Ivanov Example Pyotr",
        standing: .listedPerson, ground: .error, reasons: "another person",
        receivedOn: AppCase.day("2026-11-01"),
        result: .denied, decidedOn: AppCase.day("2026-11-20")),
    ]
    let codes = file.deadlines(profile: .introduced, enteredStageOn: nil).map(\.code)
    for code in ["holdReview", "listTerm", "entityListReview", "routineReview"] {
      #expect(codes.contains(code), "\(code) of \(codes)")
    }
    #expect(codes.contains { $0.hasPrefix("petitionAcknowledgement-") })
    #expect(!codes.contains { $0.hasSuffix("\(EntityID(high: 4, low: 2))") }, "what is decided runs no more")
  }

  // MARK: the public entry

  @Test func whatDiffersIsMarkedInWords() {
    var sim = open("1")
    sim.model.size = Size(width: 120, height: 60)
    sim.press("p")
    for text in [
      "PUBLISHED NOW", "January to [-June-] 2026", "January to {+July+} 2026", "Other names  ADDED",
      "Country  MISSING", "Conduct window  CHANGED", "Name  same", "2026-08-01 to 2031-08-01",
      "1 required field", "1 exhibit that the fields rest on",
    ] { #expect(sim.text.contains(text), "\(text)") }
    #expect(!sim.text.contains("EX-0001"), "exhibits are no part of the public entry")
  }

  @Test func aFirstEntryHasNothingBesideIt() {
    var world = AppWorld()
    world.isPublished = false
    var sim = open("1", world: world)
    sim.model.size = Size(width: 90, height: 60)
    sim.press("p")
    #expect(sim.text.contains("NOTHING IS PUBLISHED"))
    #expect(sim.text.contains("2026-11-22 to 2031-11-22 at the longest"))
    #expect(!sim.text.contains("CHANGED"))
    #expect(!sim.text.contains("ADDED"))
  }

  /// Every command of the new screens is found by the palette and listed by help.
  @Test(arguments: [
    ("4", ["add-claim", "add-contest", "dispose"]), ("5", ["mark-neutral", "add-hypothesis", "add-row"]),
    ("6", ["approve", "reply", "vote", "hold", "release"]),
  ])
  func thePaletteKnowsThem(_ tab: String, _ ids: [String]) throws {
    let sim = open(tab)
    for id in ids {
      let command = try #require(Command.named(id))
      #expect(command.scopes.contains(sim.model.scope))
      #expect(command.cli(sim.model)?.contains("26-0001-FE") == true)
      #expect(Help.lines(in: sim.model.scope).contains { $0.text.contains(command.title) })
    }
  }

  @Test func hostileTextIsShownInNewScreens() {
    var file = AppCase.file
    file.analysis.claims[0].text = "a\u{202E}b\u{1B}[2J"
    file.holds[0].reason = "c\u{202E}d"
    let procedure = Procedure(file, profile: .introduced, on: AppCase.today)
    for tab in ["4", "6"] {
      var sim = open(tab)
      sim.model.size = Size(width: 140, height: 60)
      _ = update(&sim.model, .event(.resize(sim.model.size)))
      let effects = update(&sim.model, .event(.key(.control("r"))))
      for case .ask(.procedure(let id), let generation) in effects {
        _ = update(&sim.model, .reply(.procedure(id), .procedure(procedure), generation: generation))
      }
      #expect(sim.text.contains("<U+202E>"))
      #expect(!sim.text.unicodeScalars.contains("\u{202E}"))
      #expect(!sim.text.unicodeScalars.contains("\u{1B}"))
    }
  }
}
