/// One line of the evidence × element matrix, in words.
public struct MatrixRow: Hashable, Sendable {
  public enum State: String, CaseIterable, Sendable {
    case met
    case notMet = "not met"
    case undetermined
    /// Nothing decided, or "met" with no exhibit that can carry it.
    case gap
    /// Met, but below the grade or the number of origins asked for.
    case thin
    case conflicted
  }

  public let element: Element
  public let state: State
  /// Every exhibit that any standing finding cites.
  public let exhibits: [ExhibitID]
  /// Why the state is `gap` or `thin`; empty otherwise.
  public let note: String

  /// The state is the answer the case needs.
  public var isFavourable: Bool { state.rawValue == element.answerNeeded.rawValue }
}

extension CaseFile {
  public var matrix: Matrix { Matrix(findings) }

  /// A row for every element, in the order of the catalogue.
  public func matrixRows(profile: AuthorityProfile) -> [MatrixRow] {
    let matrix = matrix
    return Element.allCases.map { row($0, matrix[$0], profile) }
  }

  private func row(_ element: Element, _ entry: Matrix.Entry, _ profile: AuthorityProfile) -> MatrixRow {
    switch entry {
    case .none: return MatrixRow(element: element, state: .gap, exhibits: [], note: "no finding")
    case .conflicted(let findings):
      let exhibits = findings.flatMap(\.exhibits).reduce(into: [ExhibitID]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      return MatrixRow(element: element, state: .conflicted, exhibits: exhibits, note: "")
    case .one(let finding):
      let (state, note) = state(of: element, finding, profile)
      return MatrixRow(element: element, state: state, exhibits: finding.exhibits, note: note)
    }
  }

  private func state(
    of element: Element, _ finding: Finding, _ profile: AuthorityProfile
  ) -> (MatrixRow.State, String) {
    switch finding.result {
    case .notMet: return (.notMet, "")
    case .undetermined: return (.undetermined, "")
    case .met: break
    }
    let support = Support(of: finding, among: exhibits)
    if support.usable.isEmpty { return (.gap, "no exhibit that can carry it") }
    if let floor = profile[.exhibitGrade]?.grade, !support.hasGrade(atLeast: floor) {
      return (.thin, "no exhibit graded \(floor) or better")
    }
    if profile.elementsNeedingOrigins.contains(element),
      let needed = profile[.independentOrigins]?.number, support.origins.count < needed
    {
      return (.thin, "\(support.origins.count) of \(needed) independent origins")
    }
    return (.met, "")
  }
}
