import CaseDomain

// What people do in analysis and review.
extension Command {
  static let reviewing: [Command] = [
    analysis(
      "add-claim", "Add a claim…", "a c", "claim", [.analysis],
      "A claim in one layer, with likelihood and confidence, its source and its exhibits.",
      "claim add ID --layer LAYER --text TEXT", unless: notRead
    ) { page, shell in page.startClaim(&shell) },
    analysis(
      "add-contest", "Add a contest…", "a o", "contest", [.analysis],
      "A denial or another explanation, or that a search found none.",
      "contest add ID --kind KIND --text TEXT", unless: notRead
    ) { page, shell in page.startContest(&shell) },
    analysis(
      "dispose", "Dispose of the contest…", "a d", "dispose", [.analysis],
      "Accepted, rejected, partly accepted or unresolved, with the reason.",
      "contest dispose ID CONTEST --outcome OUTCOME --reason TEXT",
      unless: { page($0)?.selectedContest == nil ? "no contest is selected" : nil }
    ) { page, shell in page.startDisposition(&shell) },
    weight(
      "stronger", "Weigh the exhibit stronger…", "+", "stronger",
      "One step stronger, for or against the element; what nobody weighed becomes moderate support."
    ) { page, shell in page.weigh(by: 1, &shell) },
    weight(
      "weaker", "Weigh the exhibit weaker…", "-", "weaker",
      "One step weaker, for or against the element, down to nothing."
    ) { page, shell in page.weigh(by: -1, &shell) },
    weight(
      "contradict", "The exhibit contradicts the element…", "x", "contradicts",
      "Turns the exhibit against the element, as strong as it is; pressed again, for it."
    ) { page, shell in page.contradict(&shell) },
    weight(
      "weight-reason", "Give the weight another reason…", "r", "rationale",
      "The same weight with another rationale; a cited exhibit is weighed as it counts."
    ) { page, shell in page.explainWeight(&shell) },
    weight(
      "weigh", "Weigh the exhibit…", "w", "weigh", "Any weight, for or against, from a menu."
    ) { page, shell in page.chooseWeight(&shell) },
    analysis(
      "unlinked", "Hide or show exhibits linked to nothing", "H", "hide unlinked", [.elements],
      "Exhibits that no finding cites and nobody weighed.", "element matrix ID"
    ) { page, shell in page.toggleUnlinked() },
    analysis(
      "cell", "Mark or read the cell…", "Enter", "cell", [.hypotheses],
      "How the row of evidence sits with the hypothesis of the column.",
      "ach mark ID --row ROW --hypothesis HYPOTHESIS --mark MARK", unless: noCell
    ) { page, shell in page.openCell(&shell) },
    mark("consistent", "C", "c", .consistent), mark("very-consistent", "CC", "C", .veryConsistent),
    mark("neutral", "N", "n", .neutral), mark("inconsistent", "I", "i", .inconsistent),
    mark("very-inconsistent", "II", "I", .veryInconsistent),
    analysis(
      "add-hypothesis", "Add a hypothesis…", "a h", "hypothesis", [.hypotheses],
      "Another explanation to test the evidence against; at least four, three of them benign.",
      "ach hypothesis ID --name TEXT --kind KIND"
    ) { page, shell in page.startHypothesis(&shell) },
    analysis(
      "add-row", "Add a row of evidence…", "a r", "row", [.hypotheses],
      "Evidence, an argument, or that something was looked for and not found.",
      "ach row ID --statement TEXT", unless: notRead
    ) { page, shell in page.startRow(&shell) },
    analysis(
      "approve", "Give an approval…", "a p", "approve", [.review],
      "An act of review or decision; it binds the record as it is now.",
      "approve ID --act ACT --text TEXT"
    ) { page, shell in page.startApproval(&shell) },
    analysis(
      "reply", "Enter an agency's reply…", "a e", "reply", [.review],
      "Concur, concur with comment, non-concur, hold or no equity.",
      "concur ID --agency AGENCY --answer ANSWER"
    ) { page, shell in page.startReply(&shell) },
    analysis(
      "vote", "Cast a vote…", "a b", "vote", [.review],
      "A member's ballot on the matter before the committee.",
      "vote cast ID --agency AGENCY --choice CHOICE", unless: { page($0)?.whyNoVote }
    ) { page, shell in page.startVote(&shell) },
    analysis(
      "hold", "Place a hold…", "a w", "hold", [.review],
      "Asks everybody to wait before something goes outside.",
      "hold place ID --reason TEXT --requester NAME"
    ) { page, shell in page.startHold(&shell) },
    analysis(
      "release", "Release the hold…", "a x", "release", [.review],
      "Ends the selected hold; nothing else does.", "hold release ID HOLD --reason TEXT",
      unless: { model in
        guard let hold = page(model)?.selectedHold else { return "no hold is selected" }
        return hold.isOpen ? nil : "it is released"
      }
    ) { page, shell in page.startRelease(&shell) },
  ]

  private static func analysis(
    _ id: String, _ title: String, _ key: String, _ hint: String, _ scopes: Set<Scope>, _ explanation: String,
    _ cli: String, unless obstacle: @escaping @Sendable (Model) -> Printable? = { _ in nil },
    run: @escaping @Sendable (inout CasePage, inout Shell) -> Void
  ) -> Command {
    Command(
      id, title, keys: [key], hint: hint, in: scopes, explanation,
      cli: { "casetui " + cli.replacing(" ID", with: " \($0.currentCase?.reference ?? "ID")") },
      unless: obstacle, run: { $0.change(CasePage.self) { page, shell in run(&page, &shell) } })
  }

  private static func weight(
    _ id: String, _ title: String, _ key: String, _ hint: String, _ explanation: String,
    run: @escaping @Sendable (inout CasePage, inout Shell) -> Void
  ) -> Command {
    analysis(
      id, title, key, hint, [.elements], explanation,
      "element support ID --element ELEMENT --exhibit EXHIBIT --strength STRENGTH --rationale TEXT",
      unless: noCell, run: run)
  }

  /// One key for one mark; the cell is the place.
  private static func mark(_ id: String, _ hint: String, _ key: String, _ mark: ACHMark) -> Command {
    analysis(
      "mark-\(id)", "Mark the cell \(mark.rawValue): \(mark.words)", key, hint, [.hypotheses],
      "Says how the row sits with the hypothesis. A mark of yours replaces the one before.",
      "ach mark ID --row ROW --hypothesis HYPOTHESIS --mark \(mark.rawValue)", unless: noCell
    ) { page, shell in page.mark(mark, &shell) }
  }

  private static func page(_ model: Model) -> CasePage? { model.page as? CasePage }
  private static let noCell: @Sendable (Model) -> Printable? = { page($0)?.whyNoCell }
  private static let notRead: @Sendable (Model) -> Printable? = {
    page($0)?.procedure == nil ? "the case is still read" : nil
  }
}
