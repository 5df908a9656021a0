import CaseDomain

/// What lies over the screen and takes the keys.
enum Dialog: Sendable {
  case menu(Menu, [Choice])
  case prompt(Prompt)
  case form(FormSheet)
  case pick(Picker)
  case palette(Palette)
  case read(Reading)
}

/// What choosing an item of a menu does.
indirect enum Choice: Equatable, Sendable {
  case command(String)
  case target(CaseTag, Stage)
  case reason(CaseTag, Stage, ReasonCode)
  case result(FindingDraft)
  case order(CaseOrder)
  case importInto(path: String, CaseTag?)
  case importIntoTyped(path: String)
  /// With the words of its key that were shown.
  case enrol(peer: String, words: String)
  case settle(ConflictLine, Resolution)
  case sync(peer: String)
  case askPeer
  case ownershipRule(OwnershipThreshold)
  case form(FormSheet)
  case verb(Verb)
  /// With everything it was given.
  case send(Verb, [String])
  /// One menu after another: an agency, then its answer.
  case next(Menu, [Choice])
  case mark(CaseTag, ACHCell)
  case weigh(WeightDraft)
  case readCell
  /// Where the case has it.
  case openExhibit(ExhibitID, CaseTag)
  /// The work of this generation, if it still runs.
  case cancelJob(generation: Int)
  case quit
  case nothing
}

/// What the text of a prompt is for.
enum Purpose: Equatable, Sendable {
  case newCase
  case title(CaseTag)
  case note(CaseTag)
  case importPath
  case importTarget(path: String)
  case importSender
  case importMapping
  case importDecisions
  case peer
  case search
  case parties
  case ownershipDay
  case reviewDay(CaseTag, Stage, ReasonCode)
  case rationale(FindingDraft)
  case weight(WeightDraft)
  case judgement(JudgementDraft)
  case value(ConflictLine)

  /// An empty text takes back what was said.
  var mayBeEmpty: Bool {
    switch self {
    case .importSender, .importMapping, .importDecisions: true
    default: false
    }
  }
}

/// One line of text to type, with what to know above it.
struct Prompt: Equatable, Sendable {
  let title: String
  let purpose: Purpose
  var lines: [Printable] = []
  var field: TextField
  /// What was typed and left is kept under it: the title, unless that does not name what the text is of.
  let key: String
  /// The text that was there before anything was typed.
  let standing: String
  /// What was wrong with the last try.
  var error: Printable?

  /// - Parameter isOffer: typing replaces the text, as where a day stands for another.
  init(
    _ title: String, _ purpose: Purpose, lines: [Printable] = [], text: String = "", isOffer: Bool = false,
    keptAs key: String? = nil
  ) {
    self.title = title
    self.purpose = purpose
    self.lines = lines
    field = TextField(text, isOffer: isOffer)
    self.key = key ?? title
    standing = text
  }

  static func rationaleTitle(_ draft: FindingDraft) -> String {
    "why \(draft.element.rawValue) is \(draft.result.rawValue)"
  }

  /// A weight always says why; the reason that stands is offered.
  init(_ draft: WeightDraft) {
    self.init(
      draft.title, .weight(draft),
      lines: [
        "\(draft.weight.element.title)",
        "Say what in the exhibit makes it so. It voids what was signed before:",
      ], text: draft.weight.rationale)
  }

  func draw(in rect: Rect, of frame: inout Frame) {
    let width = min(76, rect.width - 2)
    let wrapped = lines.flatMap { $0.wrapped(to: max(1, width - 2)) }
    let height = wrapped.count + 2 + (error == nil ? 0 : 1)
    let inside = Overlay.centeredBox(
      Printable(title), content: Size(width: width, height: height), in: rect, of: &frame)
    var y = inside.y
    for line in wrapped {
      frame.put(line, at: Point(x: inside.x + 1, y: y), width: inside.width - 1)
      y += 1
    }
    if let error {
      frame.put("! " + error, at: Point(x: inside.x + 1, y: y), width: inside.width - 1, role: .danger)
      y += 1
    }
    frame.put(">", at: Point(x: inside.x + 1, y: y), role: .key)
    field.draw(
      in: Rect(x: inside.x + 3, y: y, width: inside.width - 4, height: 1), of: &frame, isFocused: true)
    frame.put(
      "Enter accept   Esc back (text is kept)", at: Point(x: inside.x + 1, y: inside.maxY - 1),
      width: inside.width - 1, role: .dim)
  }
}

/// Exhibits to cite, marked with Space.
struct Picker: Equatable, Sendable {
  let title: Printable
  var draft: FindingDraft
  let rows: [ExhibitLine]
  var list: ListState
  var marked: Set<ExhibitID>

  init(_ draft: FindingDraft, _ rows: [ExhibitLine]) {
    title = "exhibits for \(draft.element.rawValue) (\(draft.result.rawValue))"
    self.draft = draft
    self.rows = rows
    marked = Set(draft.exhibits)
    list = ListState(count: rows.count)
  }

  func draw(in rect: Rect, of frame: inout Frame) {
    let size = Size(width: min(76, rect.width - 2), height: min(rows.count + 2, rect.height - 4))
    let inside = Overlay.centeredBox(title, content: size, in: rect, of: &frame)
    let (body, foot) = inside.splitTop(inside.height - 1)
    let table = Table(
      columns: [
        .init(title: "EX", width: .fixed(12)), .init(title: "Title", width: .flex(minimum: 20)),
        .init(title: "Grade", width: .fixed(5)),
      ], emptyText: "no exhibits in this case: take evidence in first")
    table.draw(list, in: body, of: &frame) { range in
      rows[range].map { row in
        Table.Row(
          cells: ["\(row.reference)", Printable(row.title, cells: 120), "\(row.grade ?? "-")"],
          sign: marked.contains(row.id) ? "*" : "", role: marked.contains(row.id) ? .marked : .plain)
      }
    }
    frame.put(
      "Space mark   Enter accept (\(marked.count) marked)   Esc back", at: Point(x: foot.x + 1, y: foot.y),
      width: foot.width - 1, role: .dim)
  }
}

/// Something to read: help, a list of obstacles.
struct Reading: Sendable {
  let title: Printable
  /// The markings of what it says and the page below may not.
  let marks: [HandlingMark]
  var text: TextView

  init(_ title: Printable, _ lines: [Printable], marks: [HandlingMark] = []) {
    self.title = title
    self.marks = marks
    text = TextView(lines)
  }

  static func size(in rect: Rect) -> Size { Size(width: min(92, rect.width - 2), height: rect.height - 2) }

  func draw(in rect: Rect, of frame: inout Frame) {
    let size = Self.size(in: rect)
    let height = min(size.height, text.lines.flatMap { $0.wrapped(to: max(1, size.width - 2)) }.count)
    let inside = Overlay.centeredBox(
      title, content: Size(width: size.width, height: height), in: rect, of: &frame)
    // On the border, where it hides nothing; a screen without room for one has none for this.
    guard text.draw(in: inside.inset(x: 1), of: &frame), inside.maxY < rect.maxY else { return }
    let more: Printable = " more below: PgDn "
    frame.put(more, at: Point(x: inside.maxX - more.cells - 1, y: inside.maxY), role: .key)
  }
}
