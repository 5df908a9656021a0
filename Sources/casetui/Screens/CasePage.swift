import CaseDomain

/// One case: summary, evidence, elements, analysis, hypotheses, review, audit.
struct CasePage: Page {
  /// The numbers are the keys.
  enum Tab: Int, CaseIterable, Sendable {
    case summary = 1, evidence, elements, analysis, hypotheses, review, audit

    var title: String {
      switch self {
      case .summary: "Summary"
      case .evidence: "Evidence"
      case .elements: "Elements"
      case .analysis: "Analysis"
      case .hypotheses: "ACH"
      case .review: "Review"
      case .audit: "Audit"
      }
    }
  }

  let tag: CaseTag
  private(set) var tab = Tab.summary
  private var summary = SummaryTab()
  private var evidence: EvidenceTab
  private(set) var elements = ElementsTab()
  private var analysis = AnalysisTab()
  private var hypotheses = HypothesesTab()
  private var review = ReviewTab()
  private var audit: AuditList

  /// - Parameter exhibit: the one that is selected, on the tab of evidence.
  init(_ tag: CaseTag, at exhibit: ExhibitID? = nil) {
    self.tag = tag
    audit = AuditList(tag.id)
    if exhibit != nil { tab = .evidence }
    evidence = EvidenceTab(at: exhibit)
  }

  var scope: Scope {
    switch tab {
    case .summary: .summary
    case .evidence: .evidence
    case .elements: .elements
    case .analysis: .analysis
    case .hypotheses: .hypotheses
    case .review: .review
    case .audit: .caseAudit
    }
  }

  var hints: [String] {
    switch tab {
    case .summary: ["advance", "set-title", "note", "publication", "tab-next"]
    case .evidence: ["look", "verify", "tab-next"]
    case .elements: ["finding", "stronger", "weaker", "contradict", "look", "weight-reason", "weigh"]
    case .analysis: ["look", "add-claim", "add-contest", "dispose", "tab-next"]
    case .hypotheses: ["cell", "mark-consistent", "mark-inconsistent", "add-hypothesis", "add-row"]
    case .review: ["look", "approve", "reply", "vote", "hold", "tab-next"]
    case .audit: ["look", "tab-next"]
    }
  }

  var tabs: [Printable] { Tab.allCases.map { "\($0.rawValue) \($0.title)" } }
  var selectedTab: Int { tab.rawValue - 1 }
  func currentCase(_ shell: Shell) -> CaseTag? { tag }

  func title(_ shell: Shell) -> Printable {
    let title = shell.office.line(of: tag.id)?.title ?? summary.summary?.line.title ?? ""
    return "Cases / \(tag.reference) " + Printable(title, cells: 200)
  }

  func marks(_ shell: Shell) -> [HandlingMark] {
    let own = shell.office.line(of: tag.id)?.mark ?? summary.summary?.line.mark ?? .officeFloor
    // Every tab may tell of what its exhibits say.
    let whole = [own, summary.summary?.mark].compactMap(\.self)
    return whole + (tab == .evidence ? evidence.marks : tab == .elements ? elements.marks : [])
  }

  // MARK: what is loaded

  mutating func appear(_ shell: inout Shell) {
    evidence.forgetDetails()
    shell.ask(.summary(tag.id))
    load(&shell)
  }

  private mutating func load(_ shell: inout Shell) {
    switch tab {
    case .summary: break
    case .evidence: shell.ask(.exhibits(tag.id))
    case .elements:
      shell.ask(.matrix(tag.id))
      // The finding's prompt offers them.
      shell.ask(.exhibits(tag.id))
    case .analysis, .hypotheses, .review: shell.ask(.procedure(tag.id))
    case .audit: audit.reload(&shell)
    }
  }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    switch answer {
    case .summary(let found) where found.line.id == tag.id: summary.take(found)
    case .exhibits(tag.id, let rows): evidence.take(rows, &shell, asksDetail: tab == .evidence)
    case .exhibit(let detail): evidence.take(detail, &shell)
    case .matrix(tag.id, let grid): elements.take(grid)
    case .procedure(let found) where found.tag.id == tag.id:
      analysis.take(found)
      hypotheses.take(found)
      review.take(found)
    case .audit(tag.id, let rows, let isFirst, let isLast): audit.take(rows, isFirst: isFirst, isLast: isLast)
    default: break
    }
  }

  mutating func take(_ result: WorkResult, of work: Work, _ shell: inout Shell) {
    if case .verified(let detail) = result { evidence.take(detail, &shell) }
  }

  mutating func layout(_ whole: Size, _ shell: Shell) {
    let body = Size(width: whole.width, height: whole.height - Self.headRows(in: whole.height))
    switch tab {
    case .summary: summary.layout(body)
    case .evidence: evidence.layout(body)
    case .elements: elements.layout(body)
    case .analysis: analysis.layout(body)
    case .hypotheses: hypotheses.layout(body)
    case .review: review.layout(body)
    case .audit: audit.layout(body)
    }
  }

  // MARK: keys

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    // In the grid the arrows are for its columns first, and Enter for the cell.
    if tab == .hypotheses {
      if hypotheses.handle(key) { return true }
      if key == .enter {
        openCell(&shell)
        return true
      }
    }
    if tab == .elements {
      if elements.handle(key) { return true }
      if key == .enter {
        if let reading = elements.reading { shell.dialog = .read(reading) }
        return true
      }
    }
    switch key {
    case .tab, .right, .character("l"): turn(by: 1, &shell)
    case .backTab, .left, .character("h"): turn(by: -1, &shell)
    case .character(let digit) where digit.wholeNumberValue.flatMap(Tab.init) != nil:
      turn(to: Tab(rawValue: digit.wholeNumberValue!)!, &shell)
    default:
      switch tab {
      case .summary: return summary.scroll.handle(key)
      case .evidence: return evidence.handle(key, &shell)
      case .analysis: return analysis.handle(key, &shell)
      case .elements, .hypotheses: return false
      case .review: return review.handle(key, &shell)
      case .audit: return audit.handle(key, &shell)
      }
    }
    return true
  }

  private mutating func turn(by steps: Int, _ shell: inout Shell) {
    let count = Tab.allCases.count
    turn(to: Tab.allCases[(selectedTab + steps + count) % count], &shell)
  }

  private mutating func turn(to next: Tab, _ shell: inout Shell) {
    guard next != tab else { return }
    tab = next
    load(&shell)
  }

  // MARK: findings

  var selectedElement: ElementLine? { tab == .elements ? elements.selected : nil }
  var selectedExhibit: ExhibitLine? { tab == .evidence ? evidence.selected : nil }

  mutating func startFinding(_ shell: inout Shell) {
    guard let line = elements.selected else { return }
    let standing = line.findings.first
    let drafts = Finding.Result.allCases.map {
      FindingDraft(
        tag: tag, element: line.element, result: $0, exhibits: standing?.exhibits ?? [],
        rationale: standing?.rationale ?? "")
    }
    let keys: [Character] = ["m", "n", "u"]
    shell.dialog = .menu(
      Menu(
        "\(line.element.rawValue): \(line.element.title)",
        zip(keys, drafts).map { Menu.Item($0, "\($1.result.rawValue)") }), drafts.map { .result($0) })
  }

  mutating func pickExhibits(_ draft: FindingDraft, _ shell: inout Shell) {
    shell.dialog = .pick(Picker(draft, evidence.rows))
  }

  // MARK: analysis and review

  var procedure: Procedure? { review.procedure }
  var selectedContest: Contest? { tab == .analysis ? analysis.selectedContest : nil }
  var selectedHold: Hold? { tab == .review ? review.selectedHold : nil }
  var whyNoCell: Printable? { tab == .elements ? elements.whyNoCell : hypotheses.whyNoCell }
  mutating func toggleUnlinked() { elements.toggleUnlinked() }
  func cell(_ mark: ACHMark) -> ACHCell? { hypotheses.cell(mark) }

  func readCell(_ shell: inout Shell) {
    if let reading = hypotheses.reading { shell.dialog = .read(reading) }
  }

  // MARK: drawing

  /// The row above the tab that says where every track stands.
  private static func headRows(in height: Int) -> Int { height >= 12 ? 1 : 0 }

  private func drawHead(in rect: Rect, of frame: inout Frame) {
    guard !rect.isEmpty, let summary = summary.summary else { return }
    let places = summary.places.map { stage -> Printable in
      stage.track.map { "\($0.rawValue) \(stage.name)" } ?? "\(stage.name)"
    }
    var x = rect.x + 1
    x += frame.put(
      places.joined(separator: "   "), at: Point(x: x, y: rect.y), width: rect.maxX - x - 1, role: .dim)
    let warnings: [(Int, Printable)] = [
      (summary.openHolds, "   ! " + counted(summary.openHolds, "hold")),
      (summary.irregular, "   ! \(grouped(summary.irregular)) irregular"),
      (summary.line.isContested ? 1 : 0, "   ! contested"),
    ]
    for (count, text) in warnings where count > 0 && x < rect.maxX - 1 {
      x += frame.put(text, at: Point(x: x, y: rect.y), width: rect.maxX - x - 1, role: .warning)
    }
  }

  func draw(in whole: Rect, of frame: inout Frame, _ shell: Shell) {
    let (head, rect) = whole.splitTop(Self.headRows(in: whole.height))
    drawHead(in: head, of: &frame)
    switch tab {
    case .summary: summary.draw(in: rect, of: &frame)
    case .evidence: evidence.draw(in: rect, of: &frame)
    case .elements: elements.draw(in: rect, of: &frame)
    case .analysis: analysis.draw(in: rect, of: &frame)
    case .hypotheses: hypotheses.draw(in: rect, of: &frame)
    case .review: review.draw(in: rect, of: &frame)
    case .audit: audit.draw(in: rect, of: &frame)
    }
  }
}
