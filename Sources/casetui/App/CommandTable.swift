import CaseDomain

// The table itself. Order is the order in menus, palette and help.
extension Command {
  private static func press(_ key: Key) -> @Sendable (inout Model) -> Void {
    { $0.sendToPage(.key(key)) }
  }

  static let moving: [Command] = [
    Command(
      "open", "Open the selected row", keys: ["Enter"], hint: "open",
      in: [.home, .cases, .board, .search, .sync, .deadlines, .parties], "Opens what is selected.",
      cli: { $0.currentCase.map { "casetui case show \($0.reference)" } }, run: press(.enter)),
    Command(
      "look", "Read the selected row in full", keys: ["Enter"], hint: "read",
      in: [.evidence, .elements, .analysis, .review, .caseAudit, .audit],
      "Shows everything known of the selected row.",
      run: press(.enter)),
    Command(
      "confirm", "Make the move", keys: ["Enter"], hint: "make the move", in: [.stage],
      "Records the move that was checked, when nothing stands in its way.",
      cli: { model in
        (model.page as? StagePage).flatMap(\.verdict).map {
          "casetui case advance \($0.tag.reference) --to \($0.target.stage)"
        }
      },
      unless: { ($0.page as? StagePage)?.whyNotMovable }, run: press(.enter)),
    Command(
      "down", "Next row", keys: ["Down", "j"], hint: "scroll", in: Scope.everywhere, "Moves to the next row.",
      run: press(.down)),
    Command(
      "up", "Previous row", keys: ["Up", "k"], in: Scope.everywhere, "Moves to the row before.",
      run: press(.up)),
    Command(
      "page-down", "Next page", keys: ["PgDn", "Ctrl-F"], in: Scope.everywhere, "Moves a page on.",
      run: press(.pageDown)),
    Command(
      "page-up", "Previous page", keys: ["PgUp", "Ctrl-B"], in: Scope.everywhere, "Moves a page back.",
      run: press(.pageUp)),
    Command(
      "last", "Last row", keys: ["End", "G"], in: Scope.everywhere, "Moves to the last row.", run: press(.end)
    ),
    Command(
      "tab-next", "Next tab", keys: ["Tab", "Right", "l"], hint: "next tab",
      in: Scope.workspace.subtracting(Scope.grids), "Turns to the next tab of the case.", run: press(.tab)),
    Command(
      "tab-back", "Previous tab", keys: ["Shift-Tab", "Left", "h"],
      in: Scope.workspace.subtracting(Scope.grids), "Turns to the tab before.", run: press(.backTab)),
    Command(
      "column-next", "Next column, then next tab", keys: ["Right", "l"], in: Scope.grids,
      "Moves to the hypothesis or exhibit on the right; at the last one to the next tab.", run: press(.right)),
    Command(
      "column-back", "Previous column, then previous tab", keys: ["Left", "h"], in: Scope.grids,
      "Moves to the hypothesis or exhibit on the left; at the first one to the tab before.", run: press(.left)
    ),
    Command(
      "board-next", "Next stage", keys: ["Right", "l"], in: [.board], "Moves to the stage on the right.",
      run: press(.right)),
    Command(
      "board-back", "Previous stage", keys: ["Left", "h"], in: [.board], "Moves to the stage on the left.",
      run: press(.left)),
    Command(
      "lane", "Next track", keys: ["Tab"], hint: "track", in: [.board],
      "Turns the board from the spine to each track.", run: press(.tab)),
    Command(
      "lane-back", "Previous track", keys: ["Shift-Tab"], in: [.board], "Turns the board back.",
      run: press(.backTab)),
    Command(
      "matrix-tab-next", "Next tab", keys: ["Tab"], in: Scope.grids, "Turns to the next tab of the case.",
      run: press(.tab)),
    Command(
      "matrix-tab-back", "Previous tab", keys: ["Shift-Tab"], in: Scope.grids, "Turns to the tab before.",
      run: press(.backTab)),
    Command(
      "tab-number", "Tab by number", keys: ["1-7", "1", "2", "3", "4", "5", "6", "7"], hint: "tab",
      in: Scope.workspace,
      "1 Summary, 2 Evidence, 3 Elements, 4 Analysis, 5 ACH, 6 Review, 7 Audit.", run: press(.tab)),
    Command(
      "mark", "Mark the row and move down", keys: ["Space"], hint: "mark", in: [.cases],
      "Marks stay when the list is filtered.", run: press(.character(" "))),
    Command(
      "mark-all", "Mark all shown", keys: ["M", "Ctrl-A"], in: [.cases], "Marks every row that is shown.",
      run: { $0.change(CasesPage.self) { page, shell in page.markAll(&shell) } }),
    Command(
      "clear-marks", "Clear marks", keys: ["Ctrl-\\"], in: [.cases], "Takes all marks away.",
      run: { $0.change(CasesPage.self) { page, shell in page.clearMarks(&shell) } }),
    Command(
      "find", "Find as you type", keys: ["/"], hint: "find", in: [.cases],
      "Keeps the rows that have every word in number, title, stage or person.",
      cli: { _ in "casetui case list" },
      run: { $0.change(CasesPage.self) { page, _ in page.startFinding() } }),
    Command(
      "sort", "Sort…", keys: ["s"], hint: "sort", in: [.cases], "Chooses the order of the list.",
      run: { $0.shell.dialog = CasesPage.sortMenu }),
    Command(
      "preview", "Preview on or off", keys: ["p"], in: [.cases], "Shows or hides what follows the selection.",
      run: { $0.change(CasesPage.self) { page, _ in page.showsPreview.toggle() } }),
  ]

  static let going: [Command] = [
    Command(
      "go-home", "Go to my desk", keys: ["g h"], hint: "my desk", in: Scope.everywhere,
      "What waits for you, and the office.",
      cli: { _ in "casetui status" }, run: { $0.shell.navigation.append(.go(HomePage())) }),
    Command(
      "go-cases", "Go to cases", keys: ["g c"], hint: "cases", in: Scope.everywhere,
      "All cases of this office.",
      cli: { _ in "casetui case list" }, run: { $0.shell.navigation.append(.go(CasesPage())) }),
    Command(
      "go-import", "Import evidence…", keys: ["g i"], hint: "import", in: Scope.everywhere,
      "Reads a bundle or file and reports; writes nothing until you say so.",
      cli: { _ in "casetui import scan PATH, then casetui import apply PATH" },
      run: { $0.ask(ImportPage.prompt) }),
    Command(
      "go-sync", "Go to sync and conflicts", keys: ["g s"], hint: "sync", in: Scope.everywhere,
      "Peers, how old the last exchange is, and what to settle.",
      cli: { _ in "casetui sync conflicts; an exchange: casetui sync run PEER" },
      run: { $0.shell.navigation.append(.go(SyncPage())) }),
    Command(
      "go-board", "Go to the board", keys: ["g b"], hint: "board", in: Scope.everywhere,
      "A column for each stage of the spine or a track, and what keeps a case from going on.",
      run: { $0.shell.navigation.append(.go(BoardPage())) }),
    goParties,
    Command(
      "go-deadlines", "Go to deadlines", keys: ["g d"], hint: "deadlines", in: Scope.everywhere,
      "Every clock that runs, in all cases, the nearest first.",
      cli: { _ in "casetui deadline list" }, run: { $0.shell.navigation.append(.go(DeadlinesPage())) }),
    Command(
      "go-screening", "Go to screening of names", keys: ["g n"], hint: "screening", in: Scope.everywhere,
      "Who among all actors and imported lists has a name like one; and what was judged of it.",
      cli: { _ in "casetui screen name NAME; many: casetui screen file FILE" },
      run: { $0.shell.navigation.append(.go(ScreeningPage())) }),
    Command(
      "go-audit", "Go to the audit log", keys: ["g a"], in: Scope.everywhere,
      "Who did what, the newest first.", cli: { _ in "casetui audit log" },
      run: { $0.shell.navigation.append(.go(AuditPage())) }),
    Command(
      "go-jobs", "Go to jobs", keys: ["g j"], hint: "jobs", in: Scope.everywhere,
      "Imports, exchanges, screenings and checks of this sitting: running, done, failed.",
      run: { $0.shell.navigation.append(.go(JobsPage())) }),
    Command(
      "search", "Search everything…", keys: ["g /"], hint: "search", in: Scope.everywhere,
      "Full-text search over cases, exhibits, actors, notes and source records.",
      cli: { _ in "casetui search TEXT" }, run: { $0.ask(Prompt("search", .search, lines: ["Words:"])) }),
    Command(
      "first", "First row", keys: ["Home", "g g"], in: Scope.everywhere, "Moves to the first row.",
      run: press(.home)),
  ]

  static let acting = onCases + screening

  private static let onCases: [Command] = [
    Command(
      "advance", "Move the case to a stage…", keys: ["a s"], hint: "move stage",
      in: Scope.workspace.union([.cases, .board, .home, .search]),
      "Checks first and lists everything that stands in the way.",
      cli: { "casetui case advance \($0.currentCase?.reference ?? "ID") --to STAGE --dry-run" },
      unless: noCase, run: { model in if let tag = model.currentCase { model.shell.ask(.places(tag)) } }),
    Command(
      "publication", "Preview the public entry", keys: ["p"], hint: "public entry", in: Scope.workspace,
      "What the public would read on the attackers list, beside what is published now.",
      cli: { "casetui entry show \($0.currentCase?.reference ?? "ID")" },
      run: { model in
        if let tag = model.currentCase { model.shell.open(PublicationPage(tag)) }
      }),
    Command(
      "look-deadline", "Read the rule of the deadline", keys: ["r"], hint: "rule", in: [.deadlines],
      "The rule a clock comes from, and what a calendar says of its last day.",
      run: { $0.change(DeadlinesPage.self) { page, shell in page.read(&shell) } }),
    Command(
      "set-title", "Change the title…", keys: ["a t"], hint: "title", in: Scope.workspace.union([.cases]),
      "Sets the title of the case; the old one stays in the audit log.",
      cli: { "casetui case set \($0.currentCase?.reference ?? "ID") --title TEXT" }, unless: noCase,
      run: { model in
        guard let tag = model.currentCase else { return }
        let title = model.shell.office.line(of: tag.id)?.title ?? ""
        model.ask(Prompt("title of \(tag.reference)", .title(tag), text: title))
      }),
    Command(
      "note", "Add a note…", keys: ["a n"], hint: "note", in: Scope.workspace.union([.cases, .board]),
      "Adds a note to the case; notes are never removed.",
      cli: { "casetui case note \($0.currentCase?.reference ?? "ID") TEXT" }, unless: noCase,
      run: { model in
        if let tag = model.currentCase { model.ask(Prompt("note on \(tag.reference)", .note(tag))) }
      }),
    Command(
      "finding", "Set a finding on the element…", keys: ["f", "a f"], hint: "finding", in: [.elements],
      "Met, not met or undetermined, on exhibits, with the reason.",
      cli: { model in
        let element = (model.page as? CasePage)?.selectedElement?.element.rawValue ?? "ELEMENT"
        return
          "casetui element set \(model.currentCase?.reference ?? "ID") --element \(element) --finding RESULT"
      },
      run: { $0.change(CasePage.self) { page, shell in page.startFinding(&shell) } }),
    Command(
      "verify", "Read the exhibit again and compare its hash", keys: ["v", "a v"], hint: "verify",
      in: [.evidence], "Re-hashes the stored content and checks its custody.",
      cli: { model in
        "casetui evidence verify --case \(model.currentCase?.reference ?? "ID")"
      },
      run: { model in
        guard let row = (model.page as? CasePage)?.selectedExhibit else { return }
        model.shell.start(.verify(row.id, row.reference))
      }),
    Command(
      "sync", "Exchange with a peer now…", keys: ["y"], hint: "sync now", in: [.sync],
      "Sends what the peer lacks and takes what it has.", cli: { _ in "casetui sync run PEER" },
      run: { $0.change(SyncPage.self) { page, shell in page.startSync(&shell) } }),
    Command(
      "enrol-peer", "Enrol the peer that is not known…", keys: ["e"], hint: "enrol", in: [.sync],
      "Shows its key words again; enrol it when somebody there has read them out.",
      cli: { _ in "casetui sync run PEER --enrol" },
      unless: { ($0.page as? SyncPage)?.unknown == nil ? "no peer waits to be enrolled" : nil },
      run: { $0.change(SyncPage.self) { page, shell in page.offerEnrolment(&shell) } }),
    Command(
      "open-job", "Open what came of it", keys: ["Enter"], hint: "result", in: [.jobs],
      "The page that the work ends on, or why it failed.",
      unless: { ($0.page as? JobsPage)?.selected == nil ? "no work is selected" : nil }, run: press(.enter)),
    Command(
      "cancel-job", "Cancel the selected work…", keys: ["x"], hint: "cancel", in: [.jobs],
      "Asks first. What is unfinished is not kept; what was committed stays.",
      unless: { ($0.page as? JobsPage)?.whyNotCancelled },
      run: { $0.change(JobsPage.self) { page, shell in page.askToCancel(&shell) } }),
    Command(
      "import-target", "Choose the target case…", keys: ["t"], hint: "target", in: [.importing],
      "The case that the exhibits go to.",
      unless: { ($0.page as? ImportPage)?.whatBecameOfIt($0.shell) },
      run: { $0.change(ImportPage.self) { page, shell in page.chooseTarget(&shell) } }),
    Command(
      "import-sender", "Say who sent it…", keys: ["f"], hint: "from", in: [.importing],
      "An owner by name: the origin of the exhibits, and what keeps the rows of two senders apart. Scans again.",
      unless: { ($0.page as? ImportPage)?.whyNotChanged($0.shell) },
      run: {
        $0.ask(
          Prompt(
            "from", .importSender,
            lines: ["Who sent it, such as the name of an owner; empty: nobody is named"],
            text: ($0.page as? ImportPage)?.evidence.sender ?? "", isOffer: true,
            keptAs: "from \(importPath($0))"))
      }),
    Command(
      "import-mapping", "Choose a saved mapping…", keys: ["m"], hint: "mapping", in: [.importing],
      "What the columns of its tables mean, as casetui mapping save kept it. Scans again.",
      cli: { _ in "casetui mapping list" },
      unless: { ($0.page as? ImportPage)?.whyNotChanged($0.shell) },
      run: {
        // One that was not found is offered to be mended.
        let name = ($0.page as? ImportPage)?.evidence.mapping ?? ""
        $0.ask(
          Prompt(
            "mapping", .importMapping,
            lines: ["Name of a mapping (casetui mapping list shows all); empty: none"],
            text: name, isOffer: true, keptAs: "mapping \(importPath($0))"))
      }),
    Command(
      "import-decisions", "Follow a file of decisions…", keys: ["d"], hint: "decisions", in: [.importing],
      "What to take and what to leave, as answered in a file that casetui import scan --decisions wrote.",
      cli: { model in
        (model.page as? ImportPage).map {
          "casetui import scan \($0.evidence.path.text.pathForShell) --decisions FILE"
        }
      },
      unless: { ($0.page as? ImportPage)?.whyNotChanged($0.shell) },
      run: {
        $0.ask(
          Prompt(
            "decisions", .importDecisions, lines: ["Path of the file with the answers; empty: none"],
            text: ($0.page as? ImportPage)?.evidence.decisions?.text ?? "", isOffer: true,
            keptAs: "decisions \(importPath($0))"))
      }),
    Command(
      "import-read", "Read the selected problem in full", keys: ["Enter"], hint: "read", in: [.importing],
      "Shows what is wrong and what to do, whatever its length.", run: press(.enter)),
    Command(
      "import-figures", "Read all figures and files…", keys: ["v"], hint: "figures", in: [.importing],
      "What was counted, with every type, exhibit and file, whatever the size of the screen.",
      unless: { ($0.page as? ImportPage)?.whyNoFigures },
      run: { $0.change(ImportPage.self) { page, shell in page.readFigures(&shell) } }),
    Command(
      "import-apply", "Import for good", keys: ["C"], hint: "import", in: [.importing],
      "Writes what the dry run showed, unless a file has changed since; in one piece up to 64 MB, in steps beyond.",
      cli: { model in
        guard let page = model.page as? ImportPage else { return nil }
        return
          "casetui import apply \(page.evidence.path.text.pathForShell)\(page.target.map { " --case \($0.reference)" } ?? "")"
          + (page.evidence.sender.map { $0.forShell(asOption: "from") } ?? "")
          + (page.evidence.mapping.map { $0.forShell(asOption: "mapping") } ?? "")
          + (page.evidence.decisions.map { " --decisions \($0.text.pathForShell)" } ?? "")
      },
      unless: { ($0.page as? ImportPage)?.whyNotApplicable($0.shell) },
      run: { $0.change(ImportPage.self) { page, shell in page.apply(&shell) } }),
  ]

  static let resolving: [Command] = [
    resolve("1", "ours", "Keep our value", .ours), resolve("2", "theirs", "Take their value", .theirs),
    resolve("3", "both", "Keep both texts", .both),
    Command(
      "edit", "Write the value yourself…", keys: ["e"], hint: "edit", in: [.conflict],
      "Settles the conflict with a text of your own.",
      cli: { model in
        (model.page as? ConflictPage)?.conflict.map {
          "casetui sync resolve \($0.id) --take value --value TEXT"
        }
      },
      unless: { ($0.page as? ConflictPage)?.whyNot(.text("")) },
      run: { $0.change(ConflictPage.self) { page, shell in page.edit(&shell) } }),
    Command(
      "next-conflict", "Next conflict", keys: ["n", "]"], hint: "next", in: [.conflict],
      "Shows the conflict after this one.",
      run: { $0.change(ConflictPage.self) { page, shell in page.next(&shell) } }),
    Command(
      "previous-conflict", "Previous conflict", keys: ["N", "["], in: [.conflict],
      "Shows the conflict before this one.",
      run: { $0.change(ConflictPage.self) { page, shell in page.previous(&shell) } }),
  ]

  private static func resolve(_ key: String, _ hint: String, _ title: String, _ choice: Resolution) -> Command
  {
    Command(
      "take-\(hint)", title, keys: [key], hint: hint, in: [.conflict],
      "A new audit entry settles the conflict; both originals stay readable.",
      cli: { model in
        (model.page as? ConflictPage)?.conflict.map { conflict in
          let isOneOfMany = conflict.sides.count { !$0.isOurs } > 1
          let office = choice == .theirs && isOneOfMany ? conflict.theirs?.office : nil
          return "casetui sync resolve \(conflict.id) --take \(hint)"
            + (office.map { " --office \($0.quotedForShell)" } ?? "")
        }
      },
      unless: { ($0.page as? ConflictPage)?.whyNot(choice) },
      run: { $0.change(ConflictPage.self) { page, shell in page.resolve(choice, &shell) } })
  }

  static let creating: [Command] = [
    Command(
      "new-case", "New case…", keys: ["c c"], hint: "new case",
      // There c marks a cell.
      in: Scope.everywhere.subtracting([.hypotheses]),
      "Opens a case under the next number of this office.", cli: { _ in "casetui case new --title TEXT" },
      run: { $0.ask(Prompt("new case", .newCase, lines: ["Title of the case:"])) }),
    Command(
      "create-note", "New note…", keys: ["c n"],
      in: Scope.workspace.union([.cases]).subtracting([.hypotheses]),
      "Adds a note to the case.",
      cli: { "casetui case note \($0.currentCase?.reference ?? "ID") TEXT" }, unless: noCase,
      run: { model in
        if let tag = model.currentCase { model.ask(Prompt("note on \(tag.reference)", .note(tag))) }
      }),
  ]

  static let options: [Command] = [
    Command(
      "ascii", "Lines as - | + or as drawn lines", keys: ["o l"], in: Scope.everywhere,
      "For terminals that draw lines badly.",
      run: { model in model.glyphs = model.glyphs == .unicode ? .ascii : .unicode }),
    Command(
      "option-redraw", "Redraw the screen", keys: ["o r", "Ctrl-L"], in: Scope.everywhere,
      "Draws everything again after something else wrote on the terminal.",
      run: { $0.shell.effects.append(.redraw) }),
    Command(
      "reload", "Read everything again", keys: ["o u", "Ctrl-R"], in: Scope.everywhere,
      "Takes in what other programs wrote to the store.",
      run: { model in
        model.shell.ask(.office)
        model.withPage { $0.appear(&$1) }
        model.shell.say("read again")
      }),
  ]

  static let leaving: [Command] = [
    Command(
      "palette", "Find a command", keys: [":", "Ctrl-P", "F10"], hint: "command", in: Scope.everywhere,
      "Every command of this screen, with what it is on the command line.", run: { $0.openPalette() }),
    Command(
      "help", "Help for this screen", keys: ["?", "F1"], hint: "help", in: Scope.everywhere,
      "All keys that do something here.", run: { $0.openHelp() }),
    Command(
      "back", "Back one level", keys: ["Esc", "q", "Backspace"], hint: "back", in: Scope.everywhere,
      "Leaves this screen.", run: { $0.goBack() }),
    Command(
      "cancel", "Cancel the running work", keys: ["Ctrl-C"], hint: "cancel", in: Scope.everywhere,
      "Stops an import, a check or an exchange; what is unfinished is not kept.", run: { $0.interrupt() }),
    Command(
      "suspend", "Suspend to the shell", keys: ["Ctrl-Z"], in: Scope.everywhere,
      "Gives the terminal to the shell; fg comes back.", run: { $0.shell.effects.append(.suspend) }),
    Command(
      "quit", "Quit casetui", keys: ["Q"], in: Scope.everywhere, "Asks first when something still runs.",
      run: { $0.quit() }),
  ]

  /// What is said of one import is not offered for another.
  private static func importPath(_ model: Model) -> String {
    (model.page as? ImportPage)?.evidence.path.text ?? ""
  }

  private static let noCase: @Sendable (Model) -> Printable? = {
    $0.currentCase == nil ? "no case is selected" : nil
  }
}
