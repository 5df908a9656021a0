import CaseDomain

/// One case: summary, evidence, elements, audit.
struct CasePage: Page {
  /// The numbers are the keys. Source: docs/architecture.md §6; those it names besides are not built.
  enum Tab: Int, CaseIterable, Sendable {
    case summary = 1, evidence, elements, audit

    var title: String {
      switch self {
      case .summary: "Summary"
      case .evidence: "Evidence"
      case .elements: "Elements"
      case .audit: "Audit"
      }
    }
  }

  let tag: CaseTag
  private(set) var tab = Tab.summary
  private var summary = SummaryTab()
  private var evidence = EvidenceTab()
  private var elements = ElementsTab()
  private var audit: AuditList

  init(_ tag: CaseTag) {
    self.tag = tag
    audit = AuditList(tag.id)
  }

  var scope: Scope {
    switch tab {
    case .summary: .summary
    case .evidence: .evidence
    case .elements: .elements
    case .audit: .caseAudit
    }
  }

  var hints: [String] {
    switch tab {
    case .summary: ["advance", "set-title", "note", "tab-next"]
    case .evidence: ["look", "verify", "tab-next"]
    case .elements: ["look", "finding", "advance", "tab-next"]
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
    return [own] + (tab == .evidence ? evidence.marks : [])
  }

  // MARK: what is loaded

  mutating func appear(_ shell: inout Shell) {
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
    case .audit: audit.reload(&shell)
    }
  }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    switch answer {
    case .summary(let found) where found.line.id == tag.id: summary.take(found)
    case .exhibits(tag.id, let rows): evidence.take(rows, &shell, asksDetail: tab == .evidence)
    case .exhibit(let detail): evidence.take(detail)
    case .matrix(tag.id, let rows): elements.take(rows)
    case .audit(tag.id, let rows, let isFirst, let isLast): audit.take(rows, isFirst: isFirst, isLast: isLast)
    default: break
    }
  }

  mutating func take(_ result: WorkResult, of work: Work, _ shell: inout Shell) {
    if case .verified(let detail) = result { evidence.take(detail) }
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    switch tab {
    case .summary: summary.layout(body)
    case .evidence: evidence.layout(body)
    case .elements: elements.layout(body)
    case .audit: audit.layout(body)
    }
  }

  // MARK: keys

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    switch key {
    case .tab, .right, .character("l"): turn(by: 1, &shell)
    case .backTab, .left, .character("h"): turn(by: -1, &shell)
    case .character(let digit) where digit.wholeNumberValue.flatMap(Tab.init) != nil:
      turn(to: Tab(rawValue: digit.wholeNumberValue!)!, &shell)
    default:
      switch tab {
      case .summary: return summary.scroll.handle(key)
      case .evidence: return evidence.handle(key, &shell)
      case .elements: return elements.handle(key, &shell)
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

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    switch tab {
    case .summary: summary.draw(in: rect, of: &frame)
    case .evidence: evidence.draw(in: rect, of: &frame)
    case .elements: elements.draw(in: rect, of: &frame)
    case .audit: audit.draw(in: rect, of: &frame)
    }
  }
}
