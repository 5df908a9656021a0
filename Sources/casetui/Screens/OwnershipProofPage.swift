import CaseDomain

/// Why a party is blocked, or on what it turns: each step with its statements, exhibits and judgements.
struct OwnershipProofPage: Page {
  /// Where a row stands: its step, and its statement or its judgement there; or what is said of the party itself.
  private enum Item: Hashable, Sendable {
    case step(Int)
    case stake(Int, Int)
    case judgement(Int, Int)
    case problem(Int)
    case placing(Int)
  }

  private let line: OwnershipLine
  private let reason: OwnershipReason
  private let view: OwnershipView
  private var list = SectionList<Item>()
  private var reader = ExhibitReader()

  init(_ line: OwnershipLine, _ reason: OwnershipReason, _ view: OwnershipView) {
    self.line = line
    self.reason = reason
    self.view = view
    list.set(Self.rows(line, reason, view))
  }

  let scope = Scope.ownershipProof
  var hints: [String] { ["exhibit"] }
  func title(_ shell: Shell) -> Printable { "Parties / ownership / why " + Printable(line.title, cells: 200) }

  func marks(_ shell: Shell) -> [HandlingMark] {
    reason.steps.flatMap(\.stakes).map { $0.exhibit?.mark ?? shell.office.mark } + [view.mark]
  }

  var selectedStake: StakeLine? {
    guard case .stake(let step, let stake) = list.selected else { return nil }
    return reason.steps[step].stakes[stake]
  }

  mutating func layout(_ body: Size, _ shell: Shell) { list.layout(body) }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    if case .exhibit(let detail) = answer { reader.take(detail, &shell) }
  }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    guard key == .enter, let selectedStake else { return list.handle(key, &shell) }
    reader.open(selectedStake.exhibit, &shell)
    return true
  }

  private static func rows(
    _ line: OwnershipLine, _ reason: OwnershipReason, _ view: OwnershipView
  ) -> [SectionList<Item>.Row] {
    let question = view.question
    var rows: [SectionList<Item>.Row] = [
      .heading(
        Printable(line.title, cells: 120) + ": " + line.resultWords + ", as of \(view.asOf.iso), rule "
          + "\(question.threshold.description)")
    ]
    if !question.leftOut.isEmpty { rows.append(.remark("! " + question.whatIf, .warning)) }
    if line.result == .undetermined { rows.append(.remark("the set holds " + line.held + " of it")) }
    for (number, step) in reason.steps.enumerated() {
      var sheet = Sheet()
      sheet.add("\(step.text)", .heading)
      rows.append(.row(.step(number), "\(number + 1)  \(step.text)", role: .heading, sheet))
      rows += step.stakes.enumerated().map { index, stake in
        var sheet = Sheet()
        sheet.add("\(stake.owner) of \(stake.owned)", .heading)
        stake.addStatement(to: &sheet)
        stake.addExhibit(to: &sheet)
        return .row(
          .stake(number, index),
          column("   " + stake.short, 20) + column("\(stake.exhibit?.reference ?? "-")", 12) + "of "
            + Printable(stake.owner, cells: 160), sheet)
      }
      rows += step.judgements.enumerated().map { index, judgement in
        var sheet = Sheet()
        sheet.add("The step does not follow without this judgement", .heading)
        sheet.add("\(judgement)")
        return .row(.judgement(number, index), "   by \(judgement)", sign: "=", sheet)
      }
    }
    rows += line.problems.enumerated().map { index, problem in
      var sheet = Sheet()
      sheet.add("! \(problem.message)", .warning)
      sheet.add("do: \(problem.remedy)")
      return .row(.problem(index), "\(problem.message)", role: .warning, sign: "!", sheet)
    }
    let cited = Set(reason.steps.flatMap(\.judgements))
    rows += line.judgements.filter { !cited.contains($0) }.enumerated().map { index, judgement in
      var sheet = Sheet()
      sheet.add("It stands where it does in the tree by this judgement", .heading)
      sheet.add("\(judgement)")
      return .row(.placing(index), "by \(judgement)", sign: "=", sheet)
    }
    return rows + view.remarks.map { .remark("! \($0)", .warning) }
  }

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) { list.draw(in: rect, of: &frame) }
}
