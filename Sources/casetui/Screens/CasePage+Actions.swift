import CaseDomain

// Dialogs of analysis and review: a menu for what is chosen, then a form for what is written.
extension CasePage {
  // MARK: analysis

  mutating func startClaim(_ shell: inout Shell) {
    guard let procedure else { return }
    let sheets = ClaimLayer.allCases.map { layer in
      FormSheet(
        "claim on \(layer.rawValue), \(tag.reference)", .claim(tag, layer, procedure.references),
        lines: [
          "Likelihood in a term of ICD 203 or empty; confidence low, moderate or high, with its basis."
        ],
        texts: [7: procedure.on.iso])
    }
    shell.dialog = .menu(
      Menu("claim on", ClaimLayer.allCases.map { Menu.Item($0.rawValue.first, "\($0.rawValue)") }),
      sheets.map { .form($0) })
  }

  mutating func startContest(_ shell: inout Shell) {
    guard let procedure else { return }
    let sheets = Contest.Kind.allCases.map { kind in
      FormSheet(
        "contest (\(kind.rawValue)), \(tag.reference)", .contest(tag, kind, procedure.references),
        lines: [
          "What was stated against the case, or that a search found nothing. Weight: low, medium, high."
        ],
        texts: [2: procedure.on.iso, 4: Contest.Weight.medium.rawValue])
    }
    shell.dialog = .menu(
      Menu(
        "contest of what kind", Contest.Kind.allCases.map { Menu.Item($0.rawValue.first, "\($0.rawValue)") }),
      sheets.map { .form($0) })
  }

  mutating func startDisposition(_ shell: inout Shell) {
    guard let contest = selectedContest else { return }
    let outcomes = Contest.Disposition.Outcome.allCases
    let sheets = outcomes.map { outcome in
      FormSheet(
        "why \(outcome.rawValue): \(contest.kind.rawValue), \(tag.reference)",
        .disposition(tag, contest, outcome),
        lines: [Printable(contest.text, cells: 300)])
    }
    shell.dialog = .menu(
      Menu("this contest is", outcomes.map { Menu.Item($0.rawValue.first, "\($0.rawValue)") }),
      sheets.map { .form($0) })
  }

  // MARK: the matrix

  mutating func startHypothesis(_ shell: inout Shell) {
    let kinds: [Hypothesis.Kind] = [.hostile] + BenignKind.allCases.map { .benign($0) } + [.other]
    let sheets = kinds.map { kind in
      FormSheet(
        "hypothesis (\(kind.name)), \(tag.reference)", .hypothesis(tag, kind),
        lines: ["What would have happened, in words of its own:"])
    }
    shell.dialog = .menu(
      Menu(
        "hypothesis of what kind", kinds.map { Menu.Item(nil, "\($0.isBenign ? "benign: " : "")\($0.name)") }),
      sheets.map { .form($0) })
  }

  mutating func startRow(_ shell: inout Shell) {
    guard let procedure else { return }
    shell.ask(
      FormSheet(
        "row of evidence, \(tag.reference)", .row(tag, procedure.references),
        lines: [
          "A piece of evidence, an argument, or that something was not found. Weights: low, medium, high."
        ],
        texts: [2: ACHWeight.medium.rawValue, 3: ACHWeight.medium.rawValue]))
  }

  mutating func mark(_ mark: ACHMark, _ shell: inout Shell) {
    if let cell = cell(mark) { shell.start(.mark(tag, cell)) }
  }

  /// What a key of its own does, for those who use arrows alone.
  mutating func openCell(_ shell: inout Shell) {
    if let whyNoCell { return shell.say(whyNoCell, .warning) }
    let keys: [(Character, ACHMark)] = [
      ("C", .veryConsistent), ("c", .consistent), ("n", .neutral), ("i", .inconsistent),
      ("I", .veryInconsistent),
    ]
    let marks = keys.compactMap { key, mark in
      cell(mark).map { (Menu.Item(key, "\(mark.rawValue)  \(mark.words)"), Choice.mark(tag, $0)) }
    }
    shell.dialog = .menu(
      Menu("this cell", [Menu.Item("r", "read it in full")] + marks.map(\.0)), [.readCell] + marks.map(\.1))
  }

  // MARK: review

  mutating func startApproval(_ shell: inout Shell) {
    let kinds = Approval.Kind.allCases
    let sheets = kinds.map { kind in
      FormSheet(
        "\(kind.title), \(tag.reference)", .approval(tag, kind),
        lines: [
          "Takes: \(kind.roles.map(\.rawValue).sorted().joined(separator: " or "))"
            + (kind.isSigned ? ", signed with a personal key." : "."),
          "It binds the record as it is now; a later change voids it.",
        ])
    }
    shell.dialog = .menu(
      Menu("give which approval", kinds.map { Menu.Item(nil, "\($0.title)") }), sheets.map { .form($0) })
  }

  mutating func startReply(_ shell: inout Shell) {
    let answers = EquityReply.Answer.allCases
    let menus = EquityReply.awaited.map { agency in
      Choice.next(
        Menu("\(agency) answers", answers.map { Menu.Item(nil, "\($0.rawValue)") }),
        answers.map { answer in
          .form(
            FormSheet(
              "\(agency): \(answer.rawValue), \(tag.reference)", .reply(tag, agency, answer),
              lines: ["What the letter says besides:"]))
        })
    }
    shell.dialog = .menu(Menu("reply of", EquityReply.awaited.map { Menu.Item(nil, "\($0)") }), menus)
  }

  /// Why there is nothing to vote on; `nil` when there is.
  var whyNoVote: Printable? {
    procedure == nil
      ? "the review is still read" : procedure?.vote == nil ? "nothing is before the committee" : nil
  }

  mutating func startVote(_ shell: inout Shell) {
    guard let vote = procedure?.vote else { return }
    let choices = Ballot.Choice.allCases
    let menus = vote.tally.members.map { agency in
      Choice.next(
        Menu("\(agency) votes", choices.map { Menu.Item(nil, "\($0.rawValue)") }),
        choices.map { choice in
          .form(
            FormSheet(
              "\(agency) votes \(choice.rawValue), \(tag.reference)", .vote(tag, agency, choice),
              lines: [
                "To \(vote.proposal.action.rawValue) the entry. The vote binds the package as it is now."
              ]))
        })
    }
    shell.dialog = .menu(Menu("vote of", vote.tally.members.map { Menu.Item(nil, "\($0)") }), menus)
  }

  mutating func startHold(_ shell: inout Shell) {
    shell.ask(
      FormSheet(
        "hold on \(tag.reference)", .hold(tag),
        lines: ["Nothing goes outside until the hold is released by name."],
        texts: procedure?.holdLimit.map { [2: $0.iso] } ?? [:]))
  }

  mutating func startRelease(_ shell: inout Shell) {
    guard let hold = selectedHold else { return }
    shell.ask(
      FormSheet(
        "release the hold for \(hold.requester), \(tag.reference)", .release(tag, hold),
        lines: [Printable(hold.reason, cells: 300)]))
  }
}

extension Hypothesis.Kind {
  fileprivate var isBenign: Bool { if case .benign = self { true } else { false } }
}
