import CaseDomain

/// What is claimed, what was said against it, and what else could explain it.
struct AnalysisTab: Sendable {
  enum Item: Equatable, Sendable {
    case claim(ClaimID)
    case contest(ContestID)
    case explanation(ExhibitID)
  }

  private(set) var procedure: Procedure?
  private var list = SectionList<Item>()

  /// The contest that a disposition would be for.
  var selectedContest: Contest? {
    guard case .contest(let id) = list.selected else { return nil }
    return procedure?.analysis.contests.first { $0.id == id }
  }

  mutating func take(_ procedure: Procedure) {
    self.procedure = procedure
    list.set(Self.claims(procedure) + Self.contests(procedure) + Self.explanations(procedure))
  }

  mutating func layout(_ body: Size) { list.layout(body) }
  mutating func handle(_ key: Key, _ shell: inout Shell) -> Bool { list.handle(key, &shell) }
  func draw(in rect: Rect, of frame: inout Frame) { list.draw(in: rect, of: &frame) }

  private typealias Row = SectionList<Item>.Row

  // MARK: claims

  private static func claims(_ procedure: Procedure) -> [Row] {
    let claims = procedure.analysis.claims
    var rows: [Row] = [.heading("Claims: \(grouped(claims.count))")]
    for layer in ClaimLayer.allCases {
      let here = claims.filter { $0.layer == layer }
      if here.isEmpty { rows.append(.remark("! no claim speaks of \(layer.rawValue)", .warning)) }
      rows += here.map { row($0, procedure) }
    }
    return rows
  }

  private static func row(_ claim: Claim, _ procedure: Procedure) -> Row {
    let problems = claim.problems
    let words: Printable =
      column("\(claim.layer.rawValue)", 12) + column("\(claim.likelihood?.term ?? "-")", 13)
      + column("\(claim.confidence?.level.rawValue ?? "-")", 9)
    var sheet = Sheet()
    sheet.add("\(claim.layer.rawValue): " + Printable(claim.text, cells: 2000), .heading)
    sheet.add("Likely", "\(claim.likelihood?.description ?? "no likelihood stated")")
    if let confidence = claim.confidence {
      sheet.add("Confidence", "\(confidence.level.rawValue)")
      for part in ConfidenceStatement.Basis.Part.allCases {
        sheet.add("\(part.rawValue): \(confidence.basis[part])", indent: 2)
      }
    } else {
      sheet.add("Confidence", "none stated")
    }
    sheet.add("Claimed by", "\(claim.claimant ?? "nobody named")")
    sheet.add("As of", "\(claim.asOf?.iso ?? "no day")")
    sheet.add("Exhibits", claim.exhibits.isEmpty ? "none" : procedure.names(of: claim.exhibits))
    sheet.add("Recorded", "by \(claim.author)", .dim)
    sheet.add(problems)
    return .row(
      .claim(claim.id), words + Printable(claim.text, cells: 300), sign: problems.isEmpty ? "" : "!", sheet)
  }

  // MARK: contests

  private static func contests(_ procedure: Procedure) -> [Row] {
    let contests = procedure.analysis.contests
    let open = contests.count(where: \.isOpen)
    var rows: [Row] = [
      .heading("Contests: \(grouped(contests.count))" + (open > 0 ? ", \(grouped(open)) open" : ""))
    ]
    rows += procedure.contestProblems.filter { $0.code == .contestNotSearched }.map {
      .remark("! \($0.message)", .warning)
    }
    return rows + contests.map { row($0, procedure) }
  }

  private static func row(_ contest: Contest, _ procedure: Procedure) -> Row {
    let outcome = contest.isOpen ? "OPEN" : contest.disposition?.outcome.rawValue ?? "OPEN"
    let words: Printable =
      column("\(contest.kind.rawValue)", 20) + column("\(outcome)", 16)
    var sheet = Sheet()
    sheet.add("\(contest.kind.rawValue): " + Printable(contest.text, cells: 2000), .heading)
    sheet.add("Stated by", "\(contest.statedBy ?? "nobody: raised by the office")")
    sheet.add("Weight", "\(contest.weight.rawValue)")
    sheet.add(
      "Searched",
      contest.isSearched
        ? "\(contest.searchedOn?.iso ?? "") in \(contest.searchedWhere)" : "no search is recorded",
      contest.isSearched ? .plain : .warning)
    if !contest.exhibits.isEmpty { sheet.add("Exhibits", procedure.names(of: contest.exhibits)) }
    if let disposition = contest.disposition {
      sheet.add("Outcome", "\(disposition.outcome.rawValue), by \(disposition.author)")
      sheet.add("\(disposition.reason)", indent: 2)
    }
    sheet.add(contest.problems)
    return .row(
      .contest(contest.id), words + Printable(contest.text, cells: 300), sign: contest.isOpen ? "!" : "",
      sheet)
  }

  // MARK: other explanations

  private static func explanations(_ procedure: Procedure) -> [Row] {
    let given = procedure.analysis.explanations
    let considered = Set(given.filter(\.isComplete).map(\.exhibit))
    let missing = procedure.indicators.filter { !considered.contains($0.exhibit) }
    var rows: [Row] = [.heading("Benign explanations: \(grouped(given.count))")]
    rows += missing.map { indicator -> Row in
      let elements = indicator.elements.map(\.rawValue).joined(separator: ", ")
      return .remark(
        "! none considered for " + procedure.names(of: [indicator.exhibit]) + ", used on \(elements)",
        .warning)
    }
    return rows
      + given.map { explanation -> Row in
        let words: Printable =
          procedure.names(of: [explanation.exhibit]).padded(to: 13)
          + column("\(explanation.result.rawValue)", 13)
        var sheet = Sheet()
        sheet.add(
          procedure.names(of: [explanation.exhibit]) + ": " + Printable(explanation.text, cells: 2000),
          .heading)
        sheet.add("Result", "\(explanation.result.rawValue), considered by \(explanation.consideredBy)")
        sheet.add("Why", "\(explanation.reason)")
        return .row(
          .explanation(explanation.exhibit), words + Printable(explanation.text, cells: 300),
          sign: explanation.isComplete ? "" : "!", sheet)
      }
  }
}

extension Sheet {
  /// What is not in order, with the remedy.
  fileprivate mutating func add(_ problems: [TradecraftProblem]) {
    guard !problems.isEmpty else { return add("nothing stands against it", .ok) }
    for problem in problems {
      let isRefusal = problem.severity == .refusal
      add("\(isRefusal ? "X" : "!") \(problem.message)", isRefusal ? .danger : .warning)
      add(
        "\(problem.code.rawValue)  \(problem.citation.description)  (\(problem.status.rawValue))", .dim,
        indent: 2)
      add("do: \(problem.remedy)", indent: 2)
    }
  }
}
