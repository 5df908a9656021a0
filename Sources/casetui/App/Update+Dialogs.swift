import CaseDomain

// What the dialogs over a screen do with keys, and what comes of them.
extension Model {
  mutating func ask(_ prompt: Prompt) { shell.ask(prompt) }

  mutating func layoutDialog() {
    let inner = Rect(size).inset(y: 1)
    switch shell.dialog {
    case .palette(var palette):
      palette.layout(inner)
      shell.dialog = .palette(palette)
    case .read(var reading):
      let size = Reading.size(in: inner)
      reading.text.setSize(Size(width: size.width - 2, height: size.height))
      shell.dialog = .read(reading)
    case .pick(var picker):
      picker.list.setHeight(min(picker.rows.count, max(1, inner.height - 6)))
      shell.dialog = .pick(picker)
    case .menu, .prompt, .form, nil: break
    }
  }

  mutating func handleInDialog(_ event: Event) {
    switch shell.dialog {
    case .menu(let menu, let choices): handle(event, in: menu, choices)
    case .prompt(let prompt): handle(event, in: prompt)
    case .form(let form): handle(event, in: form)
    case .pick(let picker): handle(event, in: picker)
    case .palette(let palette): handle(event, in: palette)
    case .read(let reading): handle(event, in: reading)
    case nil: break
    }
  }

  private mutating func handle(_ event: Event, in menu: Menu, _ choices: [Choice]) {
    guard case .key(let key) = event else { return }
    var menu = menu
    switch menu.handle(key) {
    case .chosen(let index):
      shell.dialog = nil
      choose(choices[index])
    case .cancel: shell.dialog = nil
    case .handled: shell.dialog = .menu(menu, choices)
    case .ignored:
      if key == .control("c") { return shell.dialog = nil }
      shell.say("\(key.name) is not in this menu; Esc leaves it", .dim)
    }
  }

  private mutating func handle(_ event: Event, in prompt: Prompt) {
    var prompt = prompt
    switch event {
    case .key(.escape), .key(.control("c")):
      // The text that stands is offered without that.
      if prompt.field.text != prompt.standing { shell.keep(prompt.field.text, as: prompt.key) }
      shell.dialog = nil
    case .key(.enter):
      shell.dialog = nil
      let newest = shell.jobs.newest
      if let why = submit(prompt.purpose, prompt.field.text) {
        prompt.error = why
        shell.dialog = .prompt(prompt)
      } else {
        // Asked once more, somebody may say no.
        if shell.dialog != nil { shell.keep(prompt.field.text, as: prompt.key) }
        // Kept until the work is done: neither a refusal nor a failure loses it.
        if shell.jobs.newest != newest {
          shell.sentTexts[shell.jobs.newest] = (prompt.key, prompt.field.text)
        }
      }
    default:
      switch prompt.field.handle(event) {
      case .changed: prompt.error = nil
      case .pasteTooLong(let bytes): prompt.error = "the pasted text has \(bytes) bytes; 10 kB is the limit"
      case .moved, .ignored: break
      }
      shell.dialog = .prompt(prompt)
    }
  }

  private mutating func handle(_ event: Event, in sheet: FormSheet) {
    var sheet = sheet
    (sheet.error, sheet.errorMark) = (nil, nil)
    if event == .key(.control("c")) { return leave(sheet) }
    switch sheet.form.handle(event) {
    case .cancel: return leave(sheet)
    case .submit:
      switch sheet.purpose.read(sheet.form.texts) {
      case .success(.screen(let question)):
        shell.dialog = nil
        return screen(question)
      case .success(let work):
        shell.dialog = nil
        let newest = shell.jobs.newest
        shell.start(work)
        // The texts are kept until the work is done: a refusal loses none.
        if shell.jobs.newest != newest { shell.sentForms[shell.jobs.newest] = sheet }
        return
      case .failure(let faults): sheet.form.show(errors: faults.byField)
      }
    case .pasteTooLong(let bytes): sheet.error = "the pasted text has \(bytes) bytes; 10 kB is the limit"
    case .handled, .ignored: break
    }
    shell.dialog = .form(sheet)
  }

  private mutating func leave(_ sheet: FormSheet) {
    shell.keep(sheet)
    shell.dialog = nil
  }

  private mutating func handle(_ event: Event, in picker: Picker) {
    guard case .key(let key) = event else { return }
    var picker = picker
    switch key {
    case .escape, .character("q"), .control("c"): return shell.dialog = nil
    case .character(" "):
      if picker.rows.indices.contains(picker.list.selected) {
        let id = picker.rows[picker.list.selected].id
        if picker.marked.remove(id) == nil { picker.marked.insert(id) }
        picker.list.move(by: 1)
      }
    case .enter:
      var draft = picker.draft
      draft.exhibits = picker.rows.map(\.id).filter(picker.marked.contains)
      shell.dialog = nil
      return ask(
        Prompt(
          Prompt.rationaleTitle(draft), .rationale(draft),
          lines: ["\(draft.element.title)", "Say why the exhibits show it, or do not:"],
          text: draft.rationale, keptAs: "\(Prompt.rationaleTitle(draft)), \(draft.tag.reference)"))
    default: _ = picker.list.handle(key)
    }
    shell.dialog = .pick(picker)
  }

  private mutating func handle(_ event: Event, in palette: Palette) {
    var palette = palette
    switch event {
    case .key(.escape), .key(.control("c")): shell.dialog = nil
    case .key(.enter):
      guard let id = palette.selected?.id else { return }
      shell.dialog = nil
      choose(shell.verbs.first { $0.id == id }.map { .verb($0) } ?? .command(id))
    default:
      _ = palette.handle(event)
      shell.dialog = .palette(palette)
    }
  }

  private mutating func handle(_ event: Event, in reading: Reading) {
    guard case .key(let key) = event else { return }
    var reading = reading
    switch key {
    case .escape, .enter, .backspace, .character("q"), .character("?"), .control("c"): shell.dialog = nil
    default:
      _ = reading.text.handle(key)
      shell.dialog = .read(reading)
    }
  }

  func isOpen(_ command: Command) -> Bool { command.scopes.contains(scope) }

  mutating func openPalette() {
    let entries = Command.active(in: scope).filter { $0.id != "palette" }.map { command in
      Palette.Entry(
        id: command.id, title: command.title, keys: command.keys[0], explanation: command.explanation,
        cli: command.cli(self), obstacle: command.obstacle(self))
    }
    let verbs = shell.verbs.map { verb in
      Palette.Entry(
        id: verb.id, title: verb.title, keys: "", explanation: verb.explanation,
        cli: "casetui \(verb.title)", obstacle: nil)
    }
    shell.dialog = .palette(Palette(entries, verbs: verbs))
  }

  mutating func openHelp() { shell.dialog = .read(Reading("help: \(scope.rawValue)", Help.lines(in: scope))) }

  // MARK: what was chosen

  private mutating func choose(_ choice: Choice) {
    switch choice {
    case .command(let id): if let command = Command.named(id) { run(command) }
    case .target(let tag, let stage): chooseTarget(tag, stage)
    case .reason(let tag, let stage, let reason): chooseReason(tag, stage, reason)
    case .result(let draft):
      // The exhibits of another case are not those of the finding.
      guard (page as? CasePage)?.tag.id == draft.tag.id else { return sayNotHere() }
      change(CasePage.self) { page, shell in page.pickExhibits(draft, &shell) }
    case .order(let order):
      if !change(CasesPage.self, { page, shell in page.sort(by: order, &shell) }) { sayNotHere() }
    case .importInto(_, let tag):
      if !change(ImportPage.self, { page, shell in page.setTarget(tag, &shell) }) { sayNotHere() }
    case .importIntoTyped(let path):
      ask(
        Prompt(
          "target case", .importTarget(path: path), lines: ["Number of the case:"],
          keptAs: "target of \(path)"))
    case .enrol(let peer, let words): shell.start(.sync(peer: peer, enrol: words))
    case .settle(let conflict, let choice): shell.start(.resolve(conflict, choice))
    case .sync(let peer): shell.start(.sync(peer: peer, enrol: nil))
    case .askPeer: ask(SyncPage.prompt)
    case .ownershipRule(let rule):
      if !change(OwnershipPage.self, { page, shell in page.set(rule, &shell) }) { sayNotHere() }
    case .form(let sheet): shell.ask(sheet)
    case .verb(let verb): startVerb(verb)
    case .send(let verb, let words): shell.start(.verb(verb, words))
    case .next(let menu, let choices): shell.dialog = .menu(menu, choices)
    case .mark(let tag, let cell): shell.start(.mark(tag, cell))
    case .weigh(let draft): shell.weigh(draft)
    case .openExhibit(let exhibit, let tag): shell.open(CasePage(tag, at: exhibit))
    case .readCell:
      if !change(CasePage.self, { page, shell in page.readCell(&shell) }) { sayNotHere() }
    case .cancelJob(let generation):
      if let job = shell.jobs.waiting.first(where: { $0.generation == generation }) {
        return fail(job.work, Trouble(message: "taken back before it began", isCancelled: true), generation)
      }
      guard shell.job?.generation == generation else { return shell.say("it has ended", .warning) }
      shell.cancelJob()
    case .quit: shell.effects += shell.job == nil ? [.quit] : [.cancelWork, .quit]
    case .nothing: break
    }
  }

  private static let notHere: Printable = "its page is no longer on the screen"

  private mutating func sayNotHere() { shell.say("nothing was done: " + Self.notHere, .warning) }

  /// What was typed for a page that is not on top is not lost in silence.
  ///
  /// - Returns: why it was not taken.
  private mutating func give<P: Page>(
    to kind: P.Type, _ body: (inout P, inout Shell) -> Void
  ) -> Printable? {
    change(kind, body) ? nil : Self.notHere + "; Esc keeps the text"
  }

  private mutating func chooseTarget(_ tag: CaseTag, _ stage: Stage) {
    if !FormPurpose.days(stage).isEmpty {
      return shell.ask(
        FormSheet("\(stage) \(tag.reference)", .move(tag, stage), lines: ["\(FormPurpose.daysHint(stage))"]))
    }
    let reasons = ReasonCode.fitting(stage)
    guard !reasons.isEmpty else { return shell.start(.dryRun(tag, StageTarget(stage))) }
    shell.dialog = .menu(
      Menu("\(stage): why?", reasons.map { Menu.Item(nil, "\($0.rawValue)") }),
      reasons.map { .reason(tag, stage, $0) })
  }

  /// What needs nothing that the screen does not know is done at once when it only reads, and asks first when
  /// it does not.
  private mutating func startVerb(_ verb: Verb) {
    // Only a case that is open is meant; one that happens to be selected in a list is not.
    let tag = Scope.workspace.contains(scope) ? currentCase : nil
    let known = verb.known(tag)
    let title = verb.title + (tag.map { " \($0.reference)" } ?? "")
    guard verb.parts.indices.allSatisfy({ known[$0] != nil }),
      case .success(let words) = verb.read(verb.parts.indices.map { known[$0] ?? "" })
    else {
      return shell.ask(
        FormSheet(title, .verb(verb), lines: ["\(verb.explanation)"], texts: known))
    }
    if verb.isReading { return shell.start(.verb(verb, words)) }
    shell.dialog = .menu(
      Menu(
        "\(verb.parts.isEmpty ? verb.title : title)?",
        [
          Menu.Item("n", "no"), Menu.Item("y", "yes"),
          Menu.Item(nil, Printable(verb.explanation, cells: 70)),
        ]), [.nothing, .send(verb, words), .nothing])
  }

  private mutating func chooseReason(_ tag: CaseTag, _ stage: Stage, _ reason: ReasonCode) {
    guard stage == .spine(.suspended) else {
      return shell.start(.dryRun(tag, StageTarget(stage, reason: reason)))
    }
    ask(
      Prompt(
        "review", .reviewDay(tag, stage, reason), lines: ["Day to look at the hold again (YYYY-MM-DD):"],
        keptAs: "review of \(tag.reference)"))
  }

  /// - Returns: why the text cannot be taken.
  private mutating func submit(_ purpose: Purpose, _ text: String) -> Printable? {
    let trimmed = text.trimmed
    if trimmed.isEmpty, !purpose.mayBeEmpty { return "type something, or leave with Esc" }
    let given = trimmed.isEmpty ? nil : trimmed
    switch purpose {
    case .newCase: shell.start(.newCase(title: trimmed))
    case .title(let tag): shell.start(.setTitle(tag, trimmed))
    case .note(let tag): shell.start(.note(tag, trimmed))
    case .importPath:
      // Only a case that is open is meant; one that happens to be selected in a list is not.
      let path = BytePath(trimmed)
      var evidence = Incoming(path: path)
      if let unfinished = shell.unfinishedImport, unfinished.path == path {
        evidence = unfinished
      } else {
        shell.importTargets[path] = nil
        shell.importDecisions[path] = nil
      }
      if Scope.workspace.contains(scope), let tag = currentCase {
        shell.importTargets.updateValue(tag, forKey: path)
      }
      let page = ImportPage(evidence, shell)
      shell.open(page)
      shell.start(.scan(page.evidence))
    case .importTarget: return setImportTarget(trimmed)
    case .importSender:
      do throws(Usage) { _ = try Importer.Options.sender(given) } catch {
        return "\(error.message); \(error.remedy)"
      }
      return give(to: ImportPage.self) { page, shell in page.setSender(given, &shell) }
    case .importMapping: return give(to: ImportPage.self) { page, shell in page.setMapping(given, &shell) }
    case .importDecisions:
      return give(to: ImportPage.self) { page, shell in page.setDecisions(given, &shell) }
    case .peer: shell.start(.sync(peer: trimmed, enrol: nil))
    case .search: shell.navigation.append(.go(SearchPage(text: trimmed)))
    case .parties: return give(to: PartiesPage.self) { page, shell in page.find(trimmed, &shell) }
    case .ownershipDay:
      guard let day = Day(trimmed) else { return "write the day as 2027-01-31" }
      return give(to: OwnershipPage.self) { page, shell in page.set(day, &shell) }
    case .reviewDay(let tag, let stage, let reason):
      guard let day = Day(trimmed) else { return "write the day as 2027-01-31" }
      shell.start(.dryRun(tag, StageTarget(stage, reason: reason, reviewOn: day)))
    case .rationale(var draft):
      draft.rationale = trimmed
      shell.start(.setFinding(draft))
    case .weight(var draft):
      draft.weight.rationale = trimmed
      shell.start(.weigh(draft))
    case .judgement(let draft): shell.start(.judge(draft, reason: trimmed))
    case .value(let conflict): ConflictPage.confirm(.text(text), of: conflict, &shell)
    }
    return nil
  }

  private mutating func setImportTarget(_ text: String) -> Printable? {
    let wanted = text.uppercased()
    let fits = shell.office.cases.filter { $0.reference == wanted || $0.reference.hasPrefix(wanted + "-") }
    guard fits.count == 1 else {
      return fits.isEmpty ? "there is no case \(text)" : "\(text) fits \(fits.count) cases; type more of it"
    }
    return give(to: ImportPage.self) { page, shell in page.setTarget(fits[0].tag, &shell) }
  }
}

extension String {
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
