import CaseDomain

/// Hypotheses across, evidence down: how each row sits with each explanation, and what that leaves standing.
struct HypothesesTab: Sendable {
  private(set) var procedure: Procedure?
  private var list = ListState(count: 0)
  private var across = 0
  private var columns = 1

  private var matrix: ACHMatrix { procedure?.analysis.matrix ?? .empty }

  var hypothesis: Hypothesis? { matrix.hypotheses.indices.contains(across) ? matrix.hypotheses[across] : nil }
  var evidence: ACHEvidence? {
    matrix.evidence.indices.contains(list.selected) ? matrix.evidence[list.selected] : nil
  }
  /// Why no mark can be set; `nil` when one can.
  var whyNoCell: Printable? {
    if procedure == nil { return "the matrix is still read" }
    if matrix.hypotheses.isEmpty { return "no hypothesis yet: a h adds one" }
    return matrix.evidence.isEmpty ? "no row of evidence yet: a r adds one" : nil
  }

  mutating func take(_ procedure: Procedure) {
    self.procedure = procedure
    list.setCount(matrix.evidence.count)
    across = max(0, min(across, matrix.hypotheses.count - 1))
  }

  mutating func layout(_ body: Size) {
    list.setHeight(max(1, body.height - 1 - Self.footRows(in: body.height)))
    columns = max(1, (body.width - Self.gutter - Self.statementAtLeast) / Self.columnWidth)
  }

  private static let gutter = 3
  private static let statementAtLeast = 22
  private static let columnWidth = 9
  private static func footRows(in height: Int) -> Int { height >= 14 ? 9 : 3 }

  /// Whether the key was for the grid. At its left and right edge the arrows are for the tabs.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .right, .character("l"):
      guard across + 1 < matrix.hypotheses.count else { return false }
      across += 1
    case .left, .character("h"):
      guard across > 0 else { return false }
      across -= 1
    default: return list.handle(key)
    }
    return true
  }

  /// The cell with another mark, as this author would state it; the note on it is kept.
  func cell(_ mark: ACHMark) -> ACHCell? {
    guard let evidence, let hypothesis else { return nil }
    let standing = matrix.cells.first { $0.evidence == evidence.id && $0.hypothesis == hypothesis.id }
    return ACHCell(evidence.id, hypothesis.id, mark, rater: "", note: standing?.note ?? "")
  }

  /// Everything known of the selected cell.
  var reading: Reading? {
    guard let evidence, let hypothesis, let procedure else { return nil }
    var sheet = Sheet()
    sheet.add(Printable(evidence.statement, cells: 2000), .heading)
    sheet.add("Under", "\(name(across)) " + Printable(hypothesis.name, cells: 600))
    sheet.add("Kind", "\(hypothesis.kind.name)")
    sheet.add(
      "Weight", "credibility \(evidence.credibility.rawValue), relevance \(evidence.relevance.rawValue)")
    sheet.add("Exhibits", evidence.exhibits.isEmpty ? "none" : procedure.names(of: evidence.exhibits))
    let marks = matrix.cells.filter { $0.evidence == evidence.id && $0.hypothesis == hypothesis.id }
    if marks.isEmpty { sheet.add("nobody has marked this cell", .warning) }
    for mark in marks {
      sheet.add("\(mark.mark.rawValue)  \(mark.mark.words), by \(mark.rater)")
      if !mark.note.isEmpty { sheet.add("\(mark.note)", indent: 4) }
    }
    sheet.gap()
    for problem in procedure.matrixProblems {
      sheet.add("\(problem.severity == .refusal ? "X" : "!") \(problem.message)")
      sheet.add("do: \(problem.remedy)", indent: 2)
    }
    return Reading("cell", sheet.lines.map(\.text))
  }

  private func name(_ index: Int) -> String { "H\(index + 1)" }

  // MARK: drawing

  func draw(in rect: Rect, of frame: inout Frame) {
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
    if let whyNoCell, matrix.hypotheses.isEmpty {
      frame.put(whyNoCell, at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 2, role: .dim)
      return
    }
    guard rect.width >= Self.gutter + Self.columnWidth + 6 else { return }
    let shown = shownColumns
    let (body, foot) = rect.splitBottom(Self.footRows(in: rect.height))
    let (header, grid) = body.splitTop(1)
    let statement = rect.width - Self.gutter - shown.count * Self.columnWidth
    frame.put("Evidence", at: Point(x: header.x + Self.gutter, y: header.y), width: statement, role: .heading)
    for (place, index) in shown.enumerated() {
      let x = header.x + Self.gutter + statement + place * Self.columnWidth
      let role: Role = index == across ? .key : .heading
      frame.put(
        column("\(name(index))", Self.columnWidth - 1), at: Point(x: x, y: header.y), width: Self.columnWidth,
        role: role)
    }
    var list = list
    list.setHeight(grid.height)
    for (y, row) in zip(grid.y..<grid.maxY, list.visible) {
      draw(row, isSelected: row == list.selected, shown, at: y, in: grid, statement, &frame)
    }
    if matrix.evidence.isEmpty, let whyNoCell {
      frame.put(whyNoCell, at: Point(x: grid.x + Self.gutter, y: grid.y), width: grid.width - 4, role: .dim)
    }
    drawFoot(in: foot, shown, statement, &frame)
  }

  /// The columns that fit, the selected one among them.
  private var shownColumns: Range<Int> {
    let count = matrix.hypotheses.count
    let first = max(0, min(across - columns + 1, count - columns))
    return first..<min(count, first + columns)
  }

  private func draw(
    _ row: Int, isSelected: Bool, _ shown: Range<Int>, at y: Int, in rect: Rect, _ statement: Int,
    _ frame: inout Frame
  ) {
    let evidence = matrix.evidence[row]
    let role: Role = isSelected ? .selected : .plain
    if isSelected {
      frame.fill(Rect(x: rect.x, y: y, width: Self.gutter + statement, height: 1), role: .selected)
      frame.put(">", at: Point(x: rect.x + 1, y: y), role: .selected)
      frame.cursor = Point(x: rect.x + 1, y: y)
    }
    let text = Printable(evidence.statement, cells: 300)
      .truncated(to: statement - 1, ellipsis: frame.glyphs.ellipsis)
    frame.put(text, at: Point(x: rect.x + Self.gutter, y: y), width: statement - 1, role: role)
    for (place, index) in shown.enumerated() {
      let x = rect.x + Self.gutter + statement + place * Self.columnWidth
      let entry = matrix[evidence.id, matrix.hypotheses[index].id]
      let isHere = isSelected && index == across
      let mark: Printable = isHere ? "[" + entry.words + "]" : " " + entry.words
      frame.put(
        mark, at: Point(x: x, y: y), width: Self.columnWidth - 1, role: isHere ? .selected : entry.role)
      if isHere { frame.cursor = Point(x: x + 1, y: y) }
    }
  }

  /// Scores, ranks and blanks below their columns; then what is selected, and what is wrong.
  private func drawFoot(
    in rect: Rect, _ shown: Range<Int>, _ statement: Int, _ frame: inout Frame
  ) {
    let ranking = matrix.ranking
    let rows = matrix.evidence.count
    let lines: [(Printable, (ACHRank) -> Printable)] = [
      ("Inconsistency score", { "\($0.score.description)" }),
      ("Rank (1 is least inconsistent)", { "\($0.rank)\($0.isTied ? " tied" : "")" }),
      ("Not marked", { "\($0.unmarked) of \(rows)" }),
    ]
    for (y, line) in zip(rect.y..<rect.maxY, lines) {
      frame.put(
        line.0, at: Point(x: rect.x + Self.gutter, y: y), width: max(0, statement - 1), role: .heading)
      for (place, index) in shown.enumerated() {
        guard let rank = ranking.first(where: { $0.hypothesis.id == matrix.hypotheses[index].id }) else {
          continue
        }
        let x = rect.x + Self.gutter + statement + place * Self.columnWidth
        frame.put(line.1(rank), at: Point(x: x, y: y), width: Self.columnWidth - 1)
      }
    }
    guard rect.height > lines.count + 1 else { return }
    drawSelection(in: rect.splitTop(lines.count).rest.inset(x: 1), &frame)
  }

  private func drawSelection(in rect: Rect, _ frame: inout Frame) {
    var sheet = Sheet()
    sheet.add("")
    if let hypothesis {
      sheet.add(
        "\(name(across)) of \(matrix.hypotheses.count)",
        Printable(hypothesis.name, cells: 160) + " (\(hypothesis.kind.name))")
    }
    if let evidence, let procedure {
      let exhibits: Printable =
        evidence.exhibits.isEmpty ? "no exhibit" : procedure.names(of: evidence.exhibits)
      sheet.add(
        "Row",
        exhibits + ", credibility \(evidence.credibility.rawValue), relevance \(evidence.relevance.rawValue)")
    }
    let (blanks, disputes) = (matrix.blanks.count, matrix.disputes.count)
    let cells = matrix.evidence.count * matrix.hypotheses.count
    sheet.add(
      "Cells",
      blanks + disputes == 0 ? "all \(cells) marked" : "! \(blanks) blank, \(disputes) disputed, of \(cells)",
      blanks + disputes == 0 ? .ok : .warning)
    if let first = procedure?.matrixProblems.first, let count = procedure?.matrixProblems.count {
      let more: Printable = count > 1 ? "; \(count - 1) more: Enter, r" : ""
      let isRefusal = first.severity == .refusal
      let problem: Printable = "\(isRefusal ? "X" : "!") \(first.message)"
      sheet.add(problem + more, isRefusal ? .danger : .warning)
    }
    sheet.draw(in: Rect(x: rect.x, y: rect.y, width: rect.width, height: rect.height - 1), of: &frame)
    frame.put(
      "C CC consistent   I II inconsistent   N neutral   . blank   / disputed",
      at: Point(x: rect.x, y: rect.maxY - 1),
      width: rect.width, role: .dim)
  }
}

extension ACHMatrix.Entry {
  fileprivate var words: Printable {
    switch self {
    case .blank: "."
    case .marked(let mark): "\(mark.rawValue)"
    case .disputed(let marks): "\(marks.map(\.rawValue).joined(separator: "/"))"
    }
  }

  fileprivate var role: Role {
    switch self {
    case .blank: .warning
    case .marked: .plain
    case .disputed: .danger
    }
  }
}

extension ACHMark {
  var words: String {
    switch self {
    case .veryConsistent: "very consistent"
    case .consistent: "consistent"
    case .neutral: "neutral"
    case .inconsistent: "inconsistent"
    case .veryInconsistent: "very inconsistent"
    }
  }
}
