import CaseDomain

// Who is like whom, and what people judge of it.
extension Command {
  static let screening: [Command] = [
    Command(
      "screen-name", "Screen a name…", keys: ["/"], hint: "name", in: [.screening, .pair],
      "Looks for a name among all actors and imported lists, in any script.",
      cli: { _ in "casetui screen name NAME" }, run: { $0.shell.ask(TypedName.form) }),
    Command(
      "screen-case", "Screen the actors of the case", keys: ["a l"], hint: "screen actors",
      in: Scope.workspace.union([.screening]),
      "Looks for every actor of the case among all others and imported lists.",
      cli: { "casetui screen case \($0.currentCase?.reference ?? "ID")" },
      unless: { $0.currentCase == nil ? "no case is open here" : nil },
      run: { model in if let tag = model.currentCase { model.screen(.actors(tag)) } }),
    Command(
      "open-pair", "See both side by side", keys: ["Enter"], hint: "compare", in: [.screening],
      "What is held of both, why their names are alike, and what was judged.",
      unless: { $0.pairInHand == nil ? "no match is selected" : nil },
      run: { $0.sendToPage(.key(.enter)) }),
    judge("same", "s", .same, "Both are one: nothing is merged, and it can be taken back."),
    judge("different", "d", .different, "They are two. It is remembered and shown with the pair."),
    judge("unsure", "u", .unsure, "Somebody looked and cannot say yet."),
    Command(
      "take-back", "Take the judgement back…", keys: ["U"], hint: "take back", in: [.screening, .pair],
      "Nothing follows from it any more; it stays in the journal.",
      cli: { "casetui actor undo \($0.pairInHand?.judgement?.id ?? "JUDGEMENT") --reason TEXT" },
      unless: { model in
        guard let pair = model.pairInHand else { return "no match is selected" }
        return pair.whyNotTakenBack
      },
      run: { model in if let draft = model.pairInHand?.takingBack { model.ask(Prompt(draft)) } }),
    Command(
      "screen-record", "Screen the selected record itself", keys: ["r"], hint: "this record",
      in: [.screening, .pair], "Looks for everybody like the record that is held.",
      cli: { _ in "casetui screen name NAME" },
      unless: { $0.pairInHand == nil ? "no match is selected" : nil },
      run: { model in
        guard let pair = model.pairInHand else { return }
        model.shell.open(ScreeningPage(.record(pair.question.held, name: pair.heldTitle)))
      }),
  ]

  private static func judge(
    _ id: String, _ key: String, _ verdict: PairJudgement.Verdict, _ explanation: String
  ) -> Command {
    Command(
      "judge-\(id)", "Judge the two \(id)…", keys: [key], hint: id, in: [.screening, .pair], explanation,
      cli: { model in
        let pair = model.pairInHand
        let ends = [pair?.askedReference, pair?.heldReference].map { reference in
          // A typed name has none.
          reference.flatMap { $0.isEmpty ? nil : $0 } ?? "RECORD"
        }
        return "casetui actor \(id) --reason TEXT \(ends.lastForShell)"
      },
      unless: { model in
        guard let pair = model.pairInHand else { return "no match is selected" }
        return pair.whyNotJudged
      },
      run: { model in if let draft = model.pairInHand?.draft(.judge(verdict)) { model.ask(Prompt(draft)) } })
  }
}

extension Model {
  /// The two that a judgement would be of.
  var pairInHand: PairInHand? { (page as? ScreeningPage)?.pair ?? (page as? PairPage)?.pair }

  /// On the screening that is open, else on a new one.
  mutating func screen(_ question: ScreeningQuestion) {
    if !change(ScreeningPage.self, { page, shell in page.ask(question, &shell) }) {
      shell.open(ScreeningPage(question))
    }
  }
}
