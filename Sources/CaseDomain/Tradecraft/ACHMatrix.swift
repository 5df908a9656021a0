/// Hypotheses against evidence. Marks can be missing; two unequal marks in one cell are a dispute, never a
/// choice, and count as blank.
///
/// Source: Heuer, analysis of competing hypotheses (not compared with the original).
public struct ACHMatrix: Hashable, Sendable {
  public enum Entry: Hashable, Sendable {
    case blank
    case marked(ACHMark)
    /// The unequal marks that stand, each once.
    case disputed([ACHMark])

    /// `nil` when blank or disputed.
    public var mark: ACHMark? { if case .marked(let mark) = self { mark } else { nil } }
  }

  /// Where a cell is.
  public struct Place: Hashable, Sendable {
    public let evidence: ACHEvidenceID
    public let hypothesis: HypothesisID

    public init(_ evidence: ACHEvidenceID, _ hypothesis: HypothesisID) {
      self.evidence = evidence
      self.hypothesis = hypothesis
    }
  }

  public let hypotheses: [Hypothesis]
  public let evidence: [ACHEvidence]
  public let cells: [ACHCell]
  private let entries: [Place: Entry]

  /// Nothing to weigh yet.
  public static let empty = ACHMatrix()

  private init() { (hypotheses, evidence, cells, entries) = ([], [], [], [:]) }

  /// `nil` when two hypotheses, or two rows, share an id.
  public init?(hypotheses: [Hypothesis], evidence: [ACHEvidence], cells: [ACHCell]) {
    guard Set(hypotheses.map(\.id)).count == hypotheses.count,
      Set(evidence.map(\.id)).count == evidence.count
    else { return nil }
    self.hypotheses = hypotheses
    self.evidence = evidence
    self.cells = cells
    entries = Dictionary(grouping: cells) { Place($0.evidence, $0.hypothesis) }.mapValues { group in
      let marks = ACHMark.allCases.filter { mark in group.contains { $0.mark == mark } }
      return marks.count == 1 ? .marked(marks[0]) : .disputed(marks)
    }
  }

  public subscript(_ evidence: ACHEvidenceID, _ hypothesis: HypothesisID) -> Entry {
    entries[Place(evidence, hypothesis)] ?? .blank
  }

  /// Cells that nobody has marked, row by row.
  public var blanks: [Place] { places { $0 == .blank } }
  /// Cells in which unequal marks stand, row by row.
  public var disputes: [Place] { places { if case .disputed = $0 { true } else { false } } }
  /// There is something to rank, every cell is marked, and none is disputed.
  public var isComplete: Bool {
    !hypotheses.isEmpty && !evidence.isEmpty && blanks.isEmpty && disputes.isEmpty
  }

  private func places(where isWanted: (Entry) -> Bool) -> [Place] {
    evidence.flatMap { row in
      hypotheses.map { Place(row.id, $0.id) }.filter { isWanted(self[$0.evidence, $0.hypothesis]) }
    }
  }

  /// All that keeps the analysis from being relied on.
  public func problems(policy: HypothesisPolicy = .office) -> [TradecraftProblem] {
    var problems = policy.problems(with: hypotheses)
    func report(_ code: ObstacleCode, _ message: String, _ remedy: String) {
      problems.append(TradecraftProblem(code, .policy("8.2 S3"), message, remedy: remedy))
    }
    if evidence.isEmpty { report(.noEvidenceRow, "the matrix has 0 rows of evidence", "add the evidence") }
    let total = evidence.count * hypotheses.count
    if !blanks.isEmpty {
      report(
        .cellBlank, "\(blanks.count) of \(total) cells are blank: \(list(blanks))",
        "mark each; N when it says nothing either way")
    }
    if !disputes.isEmpty {
      report(
        .cellDisputed, "\(disputes.count) of \(total) cells hold unequal marks: \(list(disputes))",
        "settle each mark, and say why")
    }
    let unsigned =
      cells.count { $0.rater.saysNothing } + evidence.count { $0.rater.saysNothing }
    if unsigned > 0 {
      report(.cellNoRater, "\(unsigned) marks or weights name no rater", "record who gave them")
    }
    let strays = cells.count { cell in
      !hypotheses.contains { $0.id == cell.hypothesis } || !evidence.contains { $0.id == cell.evidence }
    }
    if strays > 0 {
      report(
        .cellStray, "\(strays) marks are for a row or hypothesis that is not in the matrix",
        "add the row or hypothesis, or withdraw the marks")
    }
    return problems
  }

  /// The first few places in words.
  private func list(_ places: [Place]) -> String {
    let names = places.prefix(3).map { place in
      let row = evidence.first { $0.id == place.evidence }?.statement ?? ""
      let hypothesis = hypotheses.first { $0.id == place.hypothesis }?.name ?? ""
      return "\"\(row)\" under \"\(hypothesis)\""
    }
    return names.joined(separator: "; ") + (places.count > 3 ? "; …" : "")
  }
}
