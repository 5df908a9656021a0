import CaseDomain

/// What the rules say to a move: everything in its way, and what a person has to check.
struct StagePage: Page {
  private(set) var verdict: StageVerdict?
  private var scroll = Scroll()

  init(_ verdict: StageVerdict) { self.verdict = verdict }

  let scope = Scope.stage
  var hints: [String] { ["confirm", "down"] }
  func currentCase(_ shell: Shell) -> CaseTag? { verdict?.tag }
  func marks(_ shell: Shell) -> [HandlingMark] { verdict.map { [$0.mark] } ?? [] }

  func title(_ shell: Shell) -> Printable {
    guard let verdict else { return "Stage move" }
    return "\(verdict.tag.reference) / to \(verdict.target.stage)"
  }

  /// `nil` when Enter makes the move.
  var whyNotMovable: Printable? {
    guard let verdict else { return "nothing was checked" }
    if verdict.auditNumber > 0 { return "the move was made" }
    return verdict.decision.allowed
      ? nil : counted(verdict.decision.obstacles.count, "obstacle") + " in the way"
  }

  /// The spine first, then the tracks that are open, then those that could be begun.
  static func menu(_ tag: CaseTag, _ places: [TrackPlace]) -> Dialog? {
    guard places.contains(where: { !$0.next.isEmpty }) else { return nil }
    var (items, choices): ([Menu.Item], [Choice]) = ([], [])
    for place in places {
      items.append(.heading(place.words))
      choices.append(.nothing)
      items += place.next.map { Menu.Item(nil, $0.words) }
      choices += place.next.map { .target(tag, $0) }
    }
    return .menu(Menu("move \(tag.reference) to", items), choices)
  }

  mutating func take(_ result: WorkResult, of work: Work, _ shell: inout Shell) {
    guard case .verdict(let verdict) = result, case .advance = work, verdict.tag == self.verdict?.tag else {
      return
    }
    self.verdict = verdict
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    scroll.layout(lines: sheet.wrapped(to: body.width - 2).count, height: body.height)
  }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if key == .enter {
      if let why = whyNotMovable {
        shell.say("not moved: " + why, .warning)
      } else if let verdict {
        shell.start(.advance(verdict.tag, verdict.target, verdict.days))
      }
      return true
    }
    return scroll.handle(key)
  }

  private var sheet: Sheet {
    var sheet = Sheet()
    guard let verdict else { return sheet }
    let decision = verdict.decision
    sheet.add(
      "From \(decision.from?.description ?? "not begun") to \(decision.to), on \(decision.on.iso)", .heading)
    if let reason = verdict.target.reason { sheet.add("reason: \(reason.rawValue)") }
    if verdict.auditNumber > 0 {
      sheet.add("The move was made: audit entry #\(verdict.auditNumber).", .ok)
    } else if decision.allowed {
      sheet.add("Nothing that is checked stands in the way. Enter makes the move.", .ok)
    } else {
      sheet.add("Refused: \(counted(decision.obstacles.count, "obstacle")). Nothing was written.", .danger)
    }
    for note in decision.notes { sheet.add("note: \(note)") }
    for obstacle in decision.obstacles {
      sheet.gap()
      sheet.add("X \(obstacle.message)", .danger)
      sheet.add(
        "\(obstacle.code.rawValue)  \(obstacle.section)  (\(obstacle.status.rawValue))", .dim, indent: 2)
      sheet.add("do: \(obstacle.remedy)", indent: 2)
    }
    sheet.gap()
    sheet.add("Not checked by this version; a person has to:", .heading)
    for line in decision.notChecked { sheet.add("? \(line)", indent: 2) }
    return sheet
  }

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    let goesOn = sheet.draw(in: rect.inset(x: 1), of: &frame, top: scroll.top)
    if goesOn, rect.height > 1 {
      let more: Printable = " more below: PgDn "
      frame.put(more, at: Point(x: rect.maxX - more.cells - 1, y: rect.maxY - 1), role: .key)
    }
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
  }
}

extension TrackPlace {
  /// `ALIST attackers list, at published`; `SAN blocking, not begun`.
  fileprivate var words: Printable {
    let name: Printable = track.map { "\($0.rawValue) \($0.title)" } ?? "spine"
    let place: Printable = at.map { ", at \($0.name)" } ?? ", not begun"
    return name + place + (next.isEmpty ? ": no step leads on" : "")
  }
}

extension Stage {
  /// Under the heading of its track.
  fileprivate var words: Printable {
    switch self {
    case .spine(let stage): "\(stage.code ?? "  ")  \(stage.rawValue)"
    case .listing, .entityList, .blocking: "    \(name)"
    }
  }
}

extension StageVerdict {
  var sentence: Printable {
    if auditNumber > 0 { return "moved \(tag.reference) to \(target.stage) (#\(auditNumber))" }
    return decision.allowed
      ? "\(tag.reference) can move to \(target.stage); nothing written yet"
      : "\(tag.reference) cannot move to \(target.stage): \(counted(decision.obstacles.count, "obstacle"))"
  }
}
