import CaseDomain

// What the keys of the elements grid do to the selected cell.
extension CasePage {
  /// One step stronger (`1`) or weaker (`-1`), on the side on which it stands.
  mutating func weigh(by steps: Int, _ shell: inout Shell) {
    guard let favour = elements.entry.favour else {
      guard steps > 0 else { return shell.say("nobody weighed it yet: + supports, x contradicts", .warning) }
      return ask(SupportWeight.moderate, &shell)
    }
    let next = abs(favour) + steps
    guard next <= 3 else {
      return shell.say("it is strong already; r gives another reason", .warning)
    }
    guard next >= 0 else { return shell.say("it does nothing already; x contradicts", .warning) }
    ask(favour < 0 ? -next : next, &shell)
  }

  /// To the other side, as strong as it is.
  mutating func contradict(_ shell: inout Shell) {
    let favour = elements.entry.favour ?? 0
    ask(favour == 0 ? -SupportWeight.moderate : -favour, &shell)
  }

  /// Another reason for the same weight.
  mutating func explainWeight(_ shell: inout Shell) {
    guard let favour = elements.entry.favour else {
      return shell.say("nobody weighed it yet: + supports, x contradicts", .warning)
    }
    ask(favour, &shell)
  }

  /// Every weight there is, for those who use arrows alone or know at once.
  mutating func chooseWeight(_ shell: inout Shell) {
    let choices: [(Character, Int)] = [
      ("s", 3), ("m", 2), ("w", 1), ("n", 0), ("1", -1), ("2", -2), ("3", -3),
    ]
    let prompts = choices.compactMap { key, favour in
      draft(favour).map { (Menu.Item(key, "\($0.weight.words)"), Choice.weigh($0)) }
    }
    guard let exhibit = elements.exhibit, let element = elements.selected?.element else { return }
    shell.dialog = .menu(
      Menu("\(exhibit.reference) for \(element.rawValue)", prompts.map(\.0)), prompts.map(\.1))
  }

  private mutating func ask(_ favour: Int, _ shell: inout Shell) {
    if let draft = draft(favour) { shell.weigh(draft) }
  }

  private func draft(_ favour: Int) -> WeightDraft? {
    guard let exhibit = elements.exhibit,
      let weight = elements.weight(SupportWeight.strength(abs(favour)), contradicts: favour < 0)
    else { return nil }
    return WeightDraft(tag: tag, weight: weight, reference: exhibit.reference)
  }
}

extension SupportWeight {
  fileprivate static func strength(_ steps: Int) -> WeighedSupport.Strength? {
    switch steps {
    case 0: nil
    case 1: .weak
    case 2: .moderate
    default: .strong
    }
  }
}
