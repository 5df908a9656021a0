import CaseDomain

/// Somebody asked for and somebody held side by side: what is known of both, why they are alike, what was judged.
///
/// Source: docs/names.md §7.
struct PairPage: Page {
  private let opened: PairInHand
  private var detail: PairDetail?
  private var scroll = Scroll()

  init(_ pair: PairInHand) { opened = pair }

  let scope = Scope.pair
  var hints: [String] {
    ["judge-same", "judge-different", "judge-unsure", "take-back", "screen-record", "down"]
  }

  func title(_ shell: Shell) -> Printable {
    let asked = opened.askedReference.isEmpty ? opened.askedTitle : opened.askedReference
    return "Screening / \(Printable(asked, cells: 60)) beside \(opened.heldReference)"
  }

  /// Names may come from any case and any list.
  func marks(_ shell: Shell) -> [HandlingMark] { [shell.office.mark] }

  var pair: PairInHand {
    PairInHand(
      question: opened.question, askedReference: opened.askedReference, heldReference: opened.heldReference,
      askedTitle: opened.askedTitle, heldTitle: opened.heldTitle,
      judgement: detail.map(\.judgement) ?? opened.judgement)
  }

  mutating func appear(_ shell: inout Shell) { shell.ask(.pair(opened.question)) }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    if case .pair(let found) = answer, found.question == opened.question { detail = found }
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    scroll.layout(lines: rows(in: body.width).count, height: body.height)
  }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    return scroll.handle(key)
  }

  // MARK: drawing

  /// One row of the screen: across, or a label and a half on each side.
  private enum Row {
    case whole(Sheet.Line)
    case sides(label: Printable, Printable, Printable, Role)
  }

  private static let labelWidth = 12

  /// Cells of the left and of the right half.
  private static func halves(of width: Int) -> (left: Int, right: Int) {
    let room = max(2, width - 1 - labelWidth - 3)
    return (room / 2, room - room / 2)
  }

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
    let (left, right) = Self.halves(of: rect.width)
    let start = rect.x + 1 + Self.labelWidth
    let rows = rows(in: rect.width)
    for (y, row) in zip(rect.y..<rect.maxY, rows.dropFirst(scroll.top)) {
      switch row {
      case .whole(let line):
        frame.put(
          line.text, at: Point(x: rect.x + 1 + line.indent, y: y), width: rect.width - 2 - line.indent,
          role: line.role)
      case .sides(let label, let one, let other, let role):
        frame.put(label, at: Point(x: rect.x + 1, y: y), width: Self.labelWidth - 1, role: .dim)
        frame.put(one, at: Point(x: start, y: y), width: left, role: role)
        frame.verticalLine(in: Rect(x: start + left, y: y, width: 1, height: 1), role: .dim)
        frame.put(other, at: Point(x: start + left + 2, y: y), width: right, role: role)
      }
    }
    if rows.count - scroll.top > rect.height, rect.height > 1 {
      let more: Printable = " more below: PgDn "
      frame.put(more, at: Point(x: rect.maxX - more.cells - 1, y: rect.maxY - 1), role: .key)
    }
  }

  private func rows(in width: Int) -> [Row] {
    guard let detail else {
      return [.whole(Sheet.Line(text: "reading both records…", role: .dim, indent: 0))]
    }
    let (asked, held) = (detail.asked, detail.held)
    let who = asked.reference.isEmpty ? "a typed name" : "\(asked.source) \(asked.reference)"
    return whole(heading(detail), width)
      + [.sides(label: "", "ASKED FOR", "HELD", .heading)]
      + sides("Record", [who], ["\(held.source) \(held.reference)"], width)
      + sides("Kind", [asked.kind], [held.kind], width) + sides("Names", asked.names, held.names, width)
      + sides("Born/formed", asked.dates, held.dates, width)
      + sides("Country", asked.countries, held.countries, width)
      + sides("Numbers", asked.identifiers, held.identifiers, width)
      + sides("Same as", asked.same, held.same, width)
      + sides("Came in", [asked.origin], [held.origin], width)
      + sides("Claimed", [], [detail.match?.claimed ?? ""], width)
      + sides("On its list", [asked.absence], [held.absence], width)
      + whole(reasons(detail), width) + whole(history(detail), width)
  }

  private func whole(_ sheet: Sheet, _ width: Int) -> [Row] { sheet.wrapped(to: width - 2).map(Row.whole) }

  /// Nothing where neither side has a value.
  private func sides(_ label: Printable, _ asked: [String], _ held: [String], _ width: Int) -> [Row] {
    let (left, right) = Self.halves(of: width)
    func lines(_ texts: [String], _ cells: Int) -> [Printable] {
      let known = texts.filter { !$0.isEmpty }
      return known.isEmpty ? ["-"] : known.flatMap { Printable($0, cells: 400).wrapped(to: max(1, cells)) }
    }
    guard (asked + held).contains(where: { !$0.isEmpty }) else { return [] }
    let (one, other) = (lines(asked, left - 1), lines(held, right - 1))
    return (0..<max(one.count, other.count)).map { line in
      .sides(
        label: line == 0 ? label : "", line < one.count ? one[line] : "",
        line < other.count ? other[line] : "",
        .plain)
    }
  }

  private func heading(_ detail: PairDetail) -> Sheet {
    var sheet = Sheet()
    if let match = detail.match {
      sheet.add(
        "Possible match, score " + score(match.score) + "; from " + score(NameWeights.reviewThreshold)
          + " on a person should look", .heading)
    } else {
      sheet.add("Nothing to compare: one of the two has no name", .heading)
    }
    if let why = pair.whyNotJudged {
      sheet.add(
        "Cannot be judged: " + why
          + ", whose matches can be judged; casetui actor new makes an actor of a name",
        .warning)
    } else if let judgement = detail.judgement {
      sheet.add(judgement.sentence, judgement.verdict == nil ? .danger : .marked)
    } else {
      sheet.add("Not judged: s same, d different, u unsure", .marked)
    }
    sheet.add("A likeness of names; it says nothing about conduct.", .dim)
    return sheet
  }

  private func reasons(_ detail: PairDetail) -> Sheet {
    var sheet = Sheet()
    guard let match = detail.match else { return sheet }
    sheet.gap()
    sheet.add("Why " + score(match.score), .heading)
    sheet.add("\(Printable(match.asked, cells: 200)) / \(Printable(match.compared, cells: 200))")
    for feature in match.features { sheet.add(feature.line, indent: 2) }
    return sheet
  }

  private func history(_ detail: PairDetail) -> Sheet {
    var sheet = Sheet()
    guard detail.question.askedBearer != nil else { return sheet }
    sheet.gap()
    sheet.add("Judgements, the newest first", .heading)
    if detail.history.isEmpty { sheet.add("nobody judged the two", .dim, indent: 2) }
    for judgement in detail.history { sheet.add(judgement.sentence, indent: 2) }
    let apart = detail.asked.contradictions
    for pair in apart + detail.held.contradictions.filter({ !apart.contains($0) }) {
      sheet.add(
        "! \(Printable(pair, cells: 200)) are judged different, and the same by way of others: take one judgement back",
        .danger, indent: 2)
    }
    return sheet
  }
}
