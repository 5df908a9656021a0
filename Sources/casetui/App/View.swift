import CaseDomain

/// Draws the model and reads nothing else.
func view(_ model: Model) -> MarkedFrame {
  let shell = model.shell
  return model.chrome.compose(size: model.size, glyphs: model.glyphs) { frame, body in
    model.page.draw(in: body, of: &frame, shell)
    frame.keepCursor(in: body)
  } overlay: { frame, inner in
    guard let dialog = shell.dialog else { return }
    frame.cursor = nil
    dialog.draw(in: inner, of: &frame)
    frame.keepCursor(in: inner)
  }
}

extension Frame {
  /// A row that is not there has no cursor.
  fileprivate mutating func keepCursor(in rect: Rect) {
    if let place = cursor, !rect.contains(place) { cursor = nil }
  }
}

extension Dialog {
  /// The markings of what the dialog names and the page below may not.
  fileprivate func marks(_ shell: Shell) -> [HandlingMark] {
    switch self {
    case .pick(let picker): picker.rows.map(\.mark)
    case .menu(_, let choices):
      choices.compactMap { choice in
        guard case .importInto(_, let tag?) = choice else { return nil }
        return shell.office.line(of: tag.id)?.mark
      }
    case .read(let reading): reading.marks
    case .form(let sheet): [sheet.errorMark].compactMap(\.self)
    case .prompt, .palette: []
    }
  }

  fileprivate func draw(in rect: Rect, of frame: inout Frame) {
    switch self {
    case .menu(let menu, _): menu.draw(in: rect.inset(x: 1), of: &frame)
    case .prompt(let prompt): prompt.draw(in: rect, of: &frame)
    case .form(let form): form.draw(in: rect, of: &frame)
    case .pick(let picker): picker.draw(in: rect, of: &frame)
    case .palette(let palette): palette.draw(in: rect, of: &frame)
    case .read(let reading): reading.draw(in: rect, of: &frame)
    }
  }
}

extension Model {
  /// Everything around the page, from the command table and what all pages share.
  var chrome: Chrome {
    Chrome(
      marking: "\(marking)", title: "casetui  " + page.title(shell), info: info, tabs: page.tabs,
      selectedTab: page.selectedTab, status: status, statusRole: showsProgress ? .plain : shell.statusRole,
      keys: keys)
  }

  /// The most restrictive marking of what is on the screen; the office's floor when nothing there has one.
  private var marking: String {
    let marks = page.marks(shell) + (shell.dialog?.marks(shell) ?? []) + [shell.statusMark].compactMap(\.self)
    return (HandlingMark.mostRestrictive(of: marks) ?? .officeFloor).description
  }

  private var info: Printable {
    let office = shell.office
    guard office.isLoaded else { return "reading…" }
    let synced = office.lastSyncAt.map { "  synced " + Stamp.age(of: $0, at: office.readAt) } ?? ""
    return "\(office.name)  " + counted(office.cases.count, "case") + synced
  }

  private var showsProgress: Bool { shell.job != nil && !shell.isStatusNew }

  private var status: Printable {
    guard showsProgress, let job = shell.job else { return shell.status }
    let state: Printable = job.isCancelling ? "cancelling: " : ""
    let progress: Printable = job.progress.isEmpty ? "" : ": \(job.progress)"
    return state + "\(job.work.shortTitle)" + progress + (job.canBeCancelled ? "   Ctrl-C cancels" : "")
  }

  private var keys: [Chrome.KeyHint] {
    let own = page.hints.compactMap(Command.named).filter { $0.obstacle(self) == nil }.map { command in
      Chrome.KeyHint("\(command.keys[0])", "\(command.hint)", isOptional: true)
    }
    let prefixes: [Chrome.KeyHint] =
      [.init("g", "go", isOptional: true)]
      + (Command.begun(by: "a", in: scope).prefixed.isEmpty ? [] : [.init("a", "act", isOptional: true)])
    return own + prefixes + [.init(":", "command"), .init("?", "help"), .init("q", "back")]
  }
}
