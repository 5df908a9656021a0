import CaseDomain

// What people do with parties and who holds them.
extension Command {
  static let goParties = Command(
    "go-parties", "Go to parties and ownership", keys: ["g p"], hint: "ownership", in: Scope.everywhere,
    "Who holds whom by the registers held here; first the subject of the case, or the record, you come from.",
    cli: { _ in "casetui ownership tree PARTY --as-of DAY" }, run: openParties)

  /// From a place that is about somebody, a list of its own that Esc leaves again. Only a case that is open is
  /// meant; one that happens to be selected in a list is not.
  private static let openParties: @Sendable (inout Model) -> Void = { model in
    if let record = (model.page as? SearchPage)?.selectedRecord {
      model.shell.open(PartiesPage(record))
    } else if Scope.workspace.contains(model.scope), let tag = model.currentCase {
      model.shell.open(PartiesPage(.subject(tag)))
    } else {
      model.shell.navigation.append(.go(PartiesPage()))
    }
  }

  static let owning: [Command] = [
    Command(
      "find-party", "Find a party…", keys: ["/"], hint: "find", in: [.parties],
      "Keeps the parties that have every word in a name, also in Latin letters, or an id.",
      run: { $0.ask(Prompt("find a party", .parties, lines: ["Words of a name or an id:"])) }),
    Command(
      "party-read", "Read the name and all ids of the party…", keys: ["v"], hint: "ids", in: [.parties],
      "In full, to be typed where somebody judges who is who, whatever the size of the screen.",
      unless: { ($0.page as? PartiesPage)?.whyNothingToRead },
      run: { $0.change(PartiesPage.self) { page, shell in page.readSelected(&shell) } }),
    Command(
      "exhibit", "Read the exhibit of the statement", keys: ["Enter"], hint: "exhibit",
      in: [.ownership, .ownershipProof],
      "The file in which the source states it, with its custody. On the party asked about: all who hold it.",
      cli: { $0.exhibitReference.map { "casetui evidence show \($0)" } },
      unless: { $0.exhibitReference == nil ? "no statement with an exhibit is selected" : nil },
      run: { $0.sendToPage(.key(.enter)) }),
    ownership(
      "why", "Why: the proof path…", "w", "why",
      "Each step from the party asked about, with its statements, exhibits and judgements.",
      unless: { $0.whyNoReason }
    ) { page, shell in page.openReason(&shell) },
    ownership(
      "ownership-read", "Read all that is said of the row…", "v", "read",
      "The statement, what is wrong with shares, who judged and why, whatever the size of the screen.",
      unless: { $0.whyNothingToRead }
    ) { page, shell in page.readSelected(&shell) },
    ownership(
      "what-if", "What-if: leave the statement out, or take it back in", "x", "what-if",
      "Reckons as if the selected statement were not held. Nothing is written.",
      unless: { $0.selectedStake == nil ? "no statement is selected" : nil }
    ) { page, shell in page.toggleSelected(&shell) },
    ownership(
      "what-if-none", "What-if: take everything back in", "X", "all back",
      "Reckons with every statement again.",
      unless: { $0.question.leftOut.isEmpty ? "nothing is left out" : nil }
    ) { page, shell in page.takeAllBack(&shell) },
    ownership(
      "as-of", "As of another day…", "t", "as of", "Only statements in force on that day count."
    ) { page, shell in shell.dialog = .prompt(page.dayPrompt) },
    ownership("deeper", "One step deeper", "+", "deeper", "Shows what those hold at the ends of the tree.") {
      page, shell in page.deepen(by: 1, &shell)
    },
    ownership("shallower", "One step less deep", "-", "less", "Takes the deepest steps away.") {
      page, shell in page.deepen(by: -1, &shell)
    },
    ownership(
      "ownership-rule", "Rule of ownership…", "o t", "rule",
      "At least 50 percent, as OFAC's rule has it, or more than 50 percent. Shares cascade and are never multiplied."
    ) { _, shell in shell.dialog = OwnershipPage.ruleMenu },
    ownership(
      "ask-about", "Ask about the selected party", "f", "ask about it",
      "Its own tree, with Esc back to this one."
    ) { page, shell in page.openSelected(&shell) },
    Command(
      "unfold", "Show what it holds", keys: ["Right", "l"], in: [.ownership],
      "Shows again what the selected party holds.", run: { $0.sendToPage(.key(.right)) }),
    Command(
      "fold", "Hide what it holds", keys: ["Left", "h"], in: [.ownership],
      "Hides what the selected party holds; on a party that shows nothing, goes to its holder.",
      run: { $0.sendToPage(.key(.left)) }),
  ]

  private static func ownership(
    _ id: String, _ title: String, _ key: String, _ hint: String, _ explanation: String,
    unless obstacle: @escaping @Sendable (OwnershipPage) -> Printable? = { _ in nil },
    run: @escaping @Sendable (inout OwnershipPage, inout Shell) -> Void
  ) -> Command {
    Command(
      id, title, keys: [key], hint: hint, in: [.ownership], explanation,
      cli: { ($0.page as? OwnershipPage)?.cli },
      unless: { ($0.page as? OwnershipPage).flatMap(obstacle) },
      run: { $0.change(OwnershipPage.self) { page, shell in run(&page, &shell) } })
  }
}

extension Model {
  fileprivate var exhibitReference: String? {
    switch page {
    case let page as OwnershipPage: page.selectedStake?.exhibit?.reference
    case let page as OwnershipProofPage: page.selectedStake?.exhibit?.reference
    default: nil
    }
  }
}
