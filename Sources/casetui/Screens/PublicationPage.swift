import CaseDomain

/// What the public would read of a case, beside what is published now.
struct PublicationPage: Page {
  let tag: CaseTag
  private var view: PublicationView?
  private var scroll = Scroll()
  private var width = 80

  init(_ tag: CaseTag) { self.tag = tag }

  let scope = Scope.publication
  var hints: [String] { ["down"] }
  func title(_ shell: Shell) -> Printable { "\(tag.reference) / Public entry" }
  func currentCase(_ shell: Shell) -> CaseTag? { tag }
  func marks(_ shell: Shell) -> [HandlingMark] {
    [view?.mark ?? shell.office.line(of: tag.id)?.mark ?? .officeFloor]
  }

  mutating func appear(_ shell: inout Shell) { shell.ask(.publication(tag.id)) }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    if case .publication(let found) = answer, found.tag.id == tag.id { view = found }
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    width = body.width
    scroll.layout(lines: rows(in: body.width).count, height: body.height)
  }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    return scroll.handle(key)
  }

  // MARK: drawing

  /// One row of the screen: across, or a half on each side.
  private enum Row {
    case whole(Sheet.Line)
    case halves(Sheet.Line?, Sheet.Line?)
  }

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
    let half = (rect.width - 1) / 2
    let rows = rows(in: rect.width)
    for (y, row) in zip(rect.y..<rect.maxY, rows.dropFirst(scroll.top)) {
      switch row {
      case .whole(let line):
        frame.put(
          line.text, at: Point(x: rect.x + 1 + line.indent, y: y), width: rect.width - 2 - line.indent,
          role: line.role)
      case .halves(let left, let right):
        frame.verticalLine(in: Rect(x: rect.x + half, y: y, width: 1, height: 1), role: .dim)
        if let left { frame.put(left.text, at: Point(x: rect.x + 1, y: y), width: half - 2, role: left.role) }
        if let right {
          frame.put(
            right.text, at: Point(x: rect.x + half + 2, y: y), width: rect.width - half - 3, role: right.role)
        }
      }
    }
    if rows.count - scroll.top > rect.height, rect.height > 1 {
      let more: Printable = " more below: PgDn "
      frame.put(more, at: Point(x: rect.maxX - more.cells - 1, y: rect.maxY - 1), role: .key)
    }
  }

  private func rows(in width: Int) -> [Row] {
    guard let view else { return [.whole(Sheet.Line(text: "reading the entry…", role: .dim, indent: 0))] }
    let isBeside = width >= 100
    var rows = view.heading.wrapped(to: width - 2).map(Row.whole)
    for field in view.fields {
      let state: Printable = "  " + field.state
      rows.append(.whole(Sheet.Line(text: "", role: .plain, indent: 0)))
      rows.append(.whole(Sheet.Line(text: field.title + state, role: field.role, indent: 0)))
      let (now, next) = field.sides
      if isBeside {
        let half = (width - 1) / 2
        let left = now.wrapped(to: half - 2)
        let right = next.wrapped(to: width - half - 3)
        for line in 0..<max(left.count, right.count) {
          rows.append(
            .halves(
              line < left.count ? Sheet.Line(text: left[line], role: field.nowRole, indent: 0) : nil,
              line < right.count ? Sheet.Line(text: right[line], role: field.nextRole, indent: 0) : nil))
        }
      } else {
        var sheet = Sheet()
        if field.isPublished { sheet.add("now:  " + now, field.nowRole, indent: 2) }
        if !field.isPublished || !field.isSame { sheet.add("next: " + next, field.nextRole, indent: 2) }
        rows += sheet.wrapped(to: width - 2).map(Row.whole)
      }
    }
    return rows + view.foot.wrapped(to: width - 2).map(Row.whole)
  }
}

/// One line of the comparison: a field, or what stands around the fields.
private struct ComparedField {
  let title: Printable
  /// Empty: nothing is shown there.
  let now: String
  let next: String
  let isRequired: Bool
  /// Whether an entry is published at all.
  let isPublished: Bool

  var isSame: Bool { now.utf8.elementsEqual(next.utf8) }

  /// In words, so that it reads without colour.
  var state: Printable {
    if next.isEmpty, isRequired { return "MISSING: an entry is not published without it" }
    if !isPublished { return "" }
    if isSame { return "same" }
    if WordDiff.lookAlike(now, next) { return "CHANGED in spaces, or in how letters are encoded" }
    return now.isEmpty ? "ADDED" : next.isEmpty ? "REMOVED" : "CHANGED"
  }

  var role: Role { next.isEmpty && isRequired ? .danger : isPublished && !isSame ? .warning : .heading }
  var nowRole: Role { isSame || now.isEmpty ? .plain : .removed }
  var nextRole: Role { isSame || !isPublished || next.isEmpty ? .plain : .added }

  /// Both texts with what differs in brackets.
  var sides: (now: Printable, next: Printable) {
    guard isPublished else { return ("-", shown(next)) }
    if isSame || now.isEmpty || next.isEmpty { return (shown(now), shown(next)) }
    let runs = WordDiff.runs(now, next)
    return (WordDiff.marked(runs.left, "[-", "-]"), WordDiff.marked(runs.right, "{+", "+}"))
  }

  private func shown(_ text: String) -> Printable { text.isEmpty ? "not shown" : "\(text)" }
}

extension PublicationView {
  fileprivate var heading: Sheet {
    var sheet = Sheet()
    let left: Printable = published == nil ? "NOTHING IS PUBLISHED" : "PUBLISHED NOW"
    sheet.add(left + "  beside  WHAT WOULD BE PUBLISHED", .heading)
    sheet.add("Track", isOpen ? "list:\(next.stage.rawValue)" : "not opened yet", .dim)
    if let banner = next.stage.banner { sheet.add("Banner", "\(banner)", .warning) }
    let changes = fields.count { $0.isPublished && !$0.isSame }
    let missing = fields.count { $0.isRequired && $0.next.isEmpty }
    if published != nil {
      sheet.add(
        "Differs", changes == 0 ? "nothing: both say the same" : "in " + counted(changes, "place"),
        changes == 0 ? .ok : .warning)
    }
    if missing > 0 { sheet.add("Missing", counted(missing, "required field"), .danger) }
    return sheet
  }

  fileprivate var fields: [ComparedField] {
    ListingField.allCases.map { field in
      ComparedField(
        title: "\(field.title)", now: published?.entry[field]?.text ?? "",
        next: next.entry[field]?.text ?? "",
        isRequired: field.isRequired, isPublished: published != nil)
    } + [term]
  }

  /// The term as recorded, or the longest that a publication now could have.
  private var term: ComparedField {
    func words(_ from: Day?, _ to: Day?) -> String {
      "\(from?.iso ?? "no day") to \(to?.iso ?? "no day")"
    }
    let now = published.map { words($0.publishedOn, $0.expiresOn) } ?? ""
    let planned = published == nil ? words(on, longestTerm) + " at the longest" : now
    return ComparedField(
      title: "Term", now: now, next: planned, isRequired: true, isPublished: published != nil)
  }

  fileprivate var foot: Sheet {
    var sheet = Sheet()
    sheet.gap()
    let exhibits = Set(next.shownFields.flatMap(\.value.exhibits)).count
    sheet.add(
      "Not shown to the public: \(counted(exhibits, "exhibit")) that the fields rest on, "
        + "\(counted(next.consents.count, "consent")) of owners, the case number.", .dim)
    return sheet
  }
}

extension ListingField {
  fileprivate var title: String {
    switch self {
    case .primaryName: "Name"
    case .aliases: "Other names"
    case .kind: "Kind"
    case .country: "Country"
    case .basis: "Basis"
    case .conductWindow: "Conduct window"
    case .statementOfReasons: "Statement of reasons"
    case .petitionRoute: "Petition route"
    case .relatedEntries: "Related entries"
    }
  }
}
