import CaseDomain

/// The one place where the model changes: a message comes in, effects go out. No I/O, no clock.
func update(_ model: inout Model, _ message: Message) -> [Effect] {
  let said = model.shell.status
  switch message {
  case .event(.resize(let size)): model.size = size
  case .event(let event): model.handle(event)
  // Nothing is drawn anew for it: it comes before what is.
  case .clock(let now):
    model.shell.now = now
    return []
  case .reply(let query, let answer, let generation):
    if model.shell.isCurrent(query, generation) { model.take(answer) }
  case .failed(let query, let failure, let generation):
    if model.shell.isCurrent(query, generation) {
      if case .exhibit = query { model.shell.awaitedExhibit = nil }
      model.shell.say(failure.text, .danger, mark: failure.mark)
    }
  case .progress(let text, let generation):
    model.shell.jobs.progress(text, of: generation)
  case .done(let work, let result, let generation): model.finish(work, result, generation)
  case .workFailed(let work, let failure, let generation): model.fail(work, failure, generation)
  }
  model.navigate(said: said)
  model.layout()
  return model.shell.takeEffects()
}

extension Model {
  // MARK: events

  mutating func handle(_ event: Event) {
    if case .hangup = event { return shell.effects.append(.quit) }
    if event != .wake {
      shell.awaited = nil
      shell.awaitedExhibit = nil
    }
    if event == .key(.control("c")), shell.dialog == nil, !page.isTyping { return interrupt() }
    if event == .key(.control("l")) { return shell.effects.append(.redraw) }
    if shell.dialog != nil { return handleInDialog(event) }
    if withPage({ $0.handle(event, &$1) }) { return }
    guard case .key(let key) = event else { return }
    let (whole, prefixed) = Command.begun(by: key.name, in: scope)
    if let whole {
      run(whole)
    } else if !prefixed.isEmpty {
      openPrefixMenu(key.name, prefixed)
    } else {
      shell.say("\(key.name) does nothing here; ? shows what does", .dim)
    }
  }

  mutating func sendToPage(_ event: Event) { withPage { _ = $0.handle(event, &$1) } }

  mutating func run(_ command: Command) {
    if let why = command.obstacle(self) {
      shell.say("\(command.title.trimmedEllipsis): " + why, .warning)
    } else {
      command.run(&self)
    }
  }

  private mutating func openPrefixMenu(_ prefix: String, _ commands: [Command]) {
    let items = commands.map { command -> Menu.Item in
      let keys = command.keys.first { $0.hasPrefix(prefix + " ") }?.dropFirst(prefix.count + 1)
      return Menu.Item(keys?.first, "\(command.title)", obstacle: command.obstacle(self))
    }
    let titles = ["g": "g: go", "a": "a: act", "c": "c: create", "o": "o: options"]
    shell.dialog = .menu(
      Menu("\(titles[prefix] ?? prefix)", items), commands.map { .command($0.id) })
  }

  // MARK: answers

  fileprivate mutating func take(_ answer: Reply) {
    switch answer {
    case .office(let office): shell.office = office
    case .health(let health): shell.health = health
    case .places(let tag, let places):
      // Not over what somebody types or reads by now, nor where another case is.
      if shell.dialog == nil, !page.isTyping, currentCase == tag {
        shell.dialog = StagePage.menu(tag, places)
      } else {
        shell.say("a s once more shows where \(tag.reference) can go", .dim)
      }
    case .verbs(let verbs): shell.verbs = verbs
    default: break
    }
    for index in pages.indices { pages[index].take(answer, &shell) }
  }

  /// What comes of it may take the screen: it was begun by the last key, and nothing is typed or read.
  private func isAwaited(_ generation: Int) -> Bool {
    shell.awaited == generation && shell.dialog == nil && !page.isTyping
  }

  fileprivate mutating func finish(_ work: Work, _ result: WorkResult, _ generation: Int) {
    let isAwaited = isAwaited(generation)
    guard shell.jobs.end(generation, .success(result), at: shell.now, isShown: isAwaited) else { return }
    if let sheet = shell.sentForms.removeValue(forKey: generation), !result.hasWritten { shell.keep(sheet) }
    if let sent = shell.sentTexts.removeValue(forKey: generation), result.isRefusal {
      shell.keep(sent.text, as: sent.key)
    }
    // Its target and decisions were for that import.
    if case .apply(let evidence, _) = work {
      shell.importTargets[evidence.path] = nil
      shell.importDecisions[evidence.path] = nil
      if shell.unfinishedImport?.path == evidence.path { shell.unfinishedImport = nil }
    }
    shell.report(result, of: work, isAwaited: isAwaited)
    shell.jobs.tell(shell.status, of: generation)
    for index in pages.indices { pages[index].take(result, of: work, &shell) }
    offerEnrolment(after: result, of: work, generation, isAwaited: isAwaited)
    if result.hasWritten { reload() }
    switch work {
    case .apply, .sync: shell.ask(.health)  // what is held is more than it was
    default: break
    }
    shell.startNext()
  }

  /// Asks where the exchange was asked for, and not once another key was pressed: the next one would answer. Nor where it
  /// was answered for another key: the same letter typed twice would answer for this one.
  private mutating func offerEnrolment(
    after result: WorkResult, of work: Work, _ generation: Int, isAwaited: Bool
  ) {
    guard case .synced(let view) = result, view.unknownPeerWords != nil else { return }
    guard isAwaited, shell.dialog == nil, page is SyncPage else {
      shell.say(view.sentence(of: work) + "; g j shows its key words", .warning)
      return shell.jobs.tell(shell.status, of: generation)
    }
    guard !work.enrols else { return }
    change(SyncPage.self) { page, shell in page.offerEnrolment(&shell) }
  }

  mutating func fail(_ work: Work, _ failure: Trouble, _ generation: Int) {
    let isAwaited = isAwaited(generation)
    guard shell.jobs.end(generation, .failure(failure), at: shell.now) else { return }
    shell.jobs.tell(failure.text, of: generation)
    shell.say(failure.text, failure.isCancelled ? .warning : .danger, mark: failure.mark)
    if var sheet = shell.sentForms.removeValue(forKey: generation) {
      sheet.error = failure.text
      sheet.errorMark = failure.mark
      if isAwaited {
        shell.dialog = .form(sheet)
      } else {
        // Its texts are there when it is opened again.
        shell.keep(sheet)
        if !failure.isCancelled { shell.sayWhereItIs() }
      }
    }
    if let sent = shell.sentTexts.removeValue(forKey: generation) { shell.keep(sent.text, as: sent.key) }
    // Whoever mistyped a path, or stopped, does not begin from nothing.
    switch work {
    case .scan(let evidence), .apply(let evidence, _):
      shell.keep(evidence.path.text, as: ImportPage.prompt.key)
      shell.unfinishedImport = evidence
    default: break
    }
    for index in pages.indices { pages[index].take(failure, of: work) }
    // A run that failed may have written something all the same.
    reload()
    shell.startNext()
  }

  private mutating func reload() {
    shell.ask(.office)
    withPage { $0.appear(&$1) }
  }

  // MARK: places

  /// What was `said` before the message belongs to the screen that is left.
  fileprivate mutating func navigate(said: Printable) {
    if !shell.navigation.isEmpty, shell.status == said { shell.say("") }
    while !shell.navigation.isEmpty {
      switch shell.navigation.removeFirst() {
      case .open(let page): pages.append(page)
      case .go(let page): go(page)
      case .back: if pages.count > 1 { pages.removeLast() }
      }
      layout()
      withPage { $0.appear(&$1) }
    }
  }

  private mutating func go(_ page: any Page) {
    if let index = pages.firstIndex(where: { $0.scope == page.scope }) {
      pages.removeLast(pages.count - 1 - index)
      if page.isAnswer { pages[index] = page }
    } else {
      pages.removeLast(pages.count - 1)
      pages.append(page)
    }
  }

  mutating func goBack() {
    if pages.count > 1 { shell.back() } else { shell.say("this is the first screen; Q quits", .dim) }
  }

  mutating func interrupt() {
    if shell.job != nil { shell.cancelJob() } else { askToQuit("nothing runs that could be cancelled") }
  }

  mutating func quit() {
    if let job = shell.job {
      let waiting = shell.jobs.waiting.count
      askToQuit("still \(job.work.title)" + (waiting > 0 ? "; \(counted(waiting, "work")) waiting" : ""))
    } else {
      shell.effects.append(.quit)
    }
  }

  private mutating func askToQuit(_ why: Printable) {
    shell.dialog = .menu(
      Menu("quit? " + why, [Menu.Item("q", "quit casetui"), Menu.Item("s", "stay")]), [.quit, .nothing])
  }

  /// Tells the top page its size, so that it knows what is on the screen.
  mutating func layout() {
    // Where the body is depends on the tabs alone.
    let frame = Chrome(marking: "", title: "", tabs: page.tabs)
    let body = frame.rows(for: size).body.size
    withPage { $0.layout(body, $1) }
    layoutDialog()
  }
}

extension WorkResult {
  var hasWritten: Bool {
    switch self {
    case .written, .caseOpened, .imported: true
    case .synced(let result): result.unknownPeerWords == nil
    case .verdict(let verdict): verdict.auditNumber > 0
    case .answered(let answered): answered.auditNumber > 0
    case .refused, .verified, .scanned, .screened: false
    }
  }
}

extension Shell {
  /// The status row, in words.
  ///
  /// - Parameter isAwaited: what there is to see or to read is opened; else it is said where it is.
  mutating func report(_ result: WorkResult, of work: Work, isAwaited: Bool) {
    switch result {
    case .written(0): say("nothing changed: it was so already")
    case .written(let number): say("\(work.doneTitle) (#\(number))", .ok)
    case .caseOpened(let tag, let number):
      say("opened \(tag.reference) (#\(number))", .ok)
      if isAwaited { open(CasePage(tag)) } else { sayWhereItIs() }
    case .refused(let obstacles):
      say("refused: \(counted(obstacles.count, "obstacle")), nothing was written", .danger)
      show(Reading("refused", obstacles.flatMap(\.lines)), isAwaited)
    case .verdict(let verdict):
      say(verdict.sentence, verdict.decision.allowed ? .ok : .warning)
      guard case .dryRun = work else { return }
      if isAwaited { open(StagePage(verdict)) } else { sayWhereItIs() }
    case .verified(let detail):
      switch detail.integrity {
      case .damaged(let why): say("DAMAGED: \(why)", .danger)
      case .intact: say("intact: content and custody are what was taken in", .ok)
      case .notChecked: say("not checked")
      }
    case .scanned(let view):
      say("dry run: \(counted(view.read, "object")) read, \(grouped(view.refused)) refused; nothing written")
    case .imported(let view):
      say(
        "imported: \(grouped(view.new)) new, \(grouped(view.changed)) changed, "
          + "\(counted(view.exhibits.count, "exhibit"))", .ok)
    case .answered(let answered): report(answered, isAwaited)
    case .screened(let screening): say(screening.sentence, screening.sentenceRole)
    case .synced(let view):
      say(view.sentence(of: work), view.role(of: work))
    }
  }
}

extension Shell {
  private mutating func show(_ reading: Reading, _ isAwaited: Bool) {
    if isAwaited { dialog = .read(reading) } else { sayWhereItIs() }
  }

  /// What was written needs no more than a line; what was asked for, or refused, is there to read.
  private mutating func report(_ answered: Answered, _ isAwaited: Bool) {
    if answered.isUnchanged, !answered.isRefused {
      say("nothing changed: it was so already")
    } else if answered.auditNumber > 0, !answered.isRefused {
      say("\(answered.title): done (#\(answered.auditNumber))", .ok)
      guard answered.isToRead else { return }
      show(Reading("\(answered.title)", answered.lines, marks: [answered.mark]), isAwaited)
    } else {
      say("\(answered.title): \(answered.isRefused ? "refused" : "done")", answered.isRefused ? .danger : .ok)
      show(Reading("\(answered.title)", answered.lines, marks: [answered.mark]), isAwaited)
    }
  }
}

extension Work {
  fileprivate var doneTitle: Printable {
    switch self {
    case .setTitle(let tag, _): "changed the title of \(tag.reference)"
    case .note(let tag, _): "added a note to \(tag.reference)"
    case .setFinding(let draft):
      "\(draft.element.rawValue) of \(draft.tag.reference): \(draft.result.rawValue)"
    case .weigh(let draft): "\(draft.reference): \(draft.weight.words) of \(draft.weight.element.rawValue)"
    case .judge(let draft, _): draft.doneTitle
    case .resolve(let conflict, _): "settled \(conflict.field)"
    case .approve(let tag, let kind, _, _): "\(kind.title) of \(tag.reference) is given"
    case .reply(_, let agency, let answer, _): "\(agency): \(answer.rawValue)"
    case .vote(_, let agency, let choice, _): "\(agency) votes \(choice.rawValue)"
    case .hold(let tag, _, _, let day): "\(tag.reference) is held; review on \(day)"
    case .release(let tag, _, _): "a hold on \(tag.reference) is released"
    case .add(let tag, let record): "added a \(record.type.name) to \(tag.reference)"
    case .dispose(_, let contest): "contest: \(contest.disposition?.outcome.rawValue ?? "open")"
    case .mark(_, let cell): "marked \(cell.mark.rawValue): \(cell.mark.words)"
    default: "done: \(title)"
    }
  }
}

extension String {
  fileprivate var trimmedEllipsis: String { hasSuffix("…") ? String(dropLast()) : self }
}
