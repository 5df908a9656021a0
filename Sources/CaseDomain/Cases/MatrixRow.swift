/// One line of the evidence × element matrix, in words.
public struct MatrixRow: Hashable, Sendable {
  public enum State: String, CaseIterable, Sendable {
    case met
    case notMet = "not met"
    case undetermined
    /// Nothing decided, or "met" with no exhibit that can carry it.
    case gap
    /// Met, but below the grade, the strength or the number of origins asked for, or contradicted as
    /// strongly; or not met, as the case needs, and supported as strongly.
    case thin
    /// Met, and counsel gave up the grade, the strength or the number of origins.
    case waived
    case conflicted
  }

  public let element: Element
  public let state: State
  /// Every exhibit that any standing finding cites.
  public let exhibits: [ExhibitID]
  /// Why the state is `gap`, `thin` or `waived`, and what a finding cites that is not in the case; else empty.
  public let note: String
  /// For each model version, where something was found for one of them apart; else empty.
  public var models: [ModelState] = []

  /// How one model version stands.
  public struct ModelState: Hashable, Sendable {
    public let model: String
    public let state: State
    public let note: String
  }

  /// The state is the answer the case needs.
  public var isFavourable: Bool { state.isFavourable(to: element) }
}

extension MatrixRow.State {
  /// It is the answer that a case needs on this element.
  public func isFavourable(to element: Element) -> Bool {
    (self == .waived ? MatrixRow.State.met : self).rawValue == element.answerNeeded.rawValue
  }
}

extension MatrixRow {
  /// Of models apart the row shows the one that lacks most, and its note says which lack what.
  fileprivate init(_ row: MatrixRow, _ models: [ModelState]) {
    let lacking = models.filter { !$0.state.isFavourable(to: row.element) }
    let order: [State] = [.conflicted, .notMet, .gap, .undetermined, .thin]
    let words = lacking.map { one in
      "\(one.model): \(one.note.isEmpty ? one.state.rawValue : one.note)"
    }
    self.init(
      element: row.element,
      state: order.first { state in lacking.contains { $0.state == state } } ?? row.state,
      exhibits: row.exhibits, note: lacking.isEmpty ? row.note : words.joined(separator: "; "), models: models
    )
  }
}

extension CaseFile {
  public var matrix: Matrix { Matrix(findings, models: namedModels) }

  /// The model versions that have a name, each once.
  public var namedModels: [String] {
    modelVersions.reduce(into: []) { kept, model in
      if !model.saysNothing, !kept.contains(where: { $0.utf8.elementsEqual(model.utf8) }) {
        kept.append(model)
      }
    }
  }

  /// A row for every element, in the order of the catalogue.
  public func matrixRows(profile: AuthorityProfile) -> [MatrixRow] {
    let matrix = matrix
    return Element.allCases.map { element in
      let models = matrix.apart(element).map { one in
        let row = row(element, one.entry, profile)
        return MatrixRow.ModelState(model: one.model, state: row.state, note: row.note)
      }
      return MatrixRow(row(element, matrix[element], profile), models)
    }
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
    case .notMet:
      let against = outweighing(finding, of: element, profile: profile)
      return against.isEmpty
        ? (.notMet, "")
        : (.thin, "found not met, and \(against.map(name).joined(separator: ", ")) supports it as strongly")
    case .undetermined: return (.undetermined, "")
    case .met: break
    }
    guard let found = assessment(of: element, carriedBy: finding, profile: profile) else {
      return (.thin, "no lowest grade is set, so nothing can carry it")
    }
    let missing = Support(of: finding, among: exhibits).missing.map { "it cites \(absence(of: $0).words)" }
    let shortfalls = found.shortfalls.map(\.message).joined(separator: "; ")
    return switch found.strength {
    case .gap: (.gap, (["no exhibit that can carry it"] + missing).joined(separator: "; "))
    case .thin: (.thin, ([shortfalls] + missing).joined(separator: "; "))
    case .waived:
      (
        .waived,
        (["\(shortfalls); waived by \(waiver(of: element)?.author ?? "counsel")"] + missing).joined(
          separator: "; ")
      )
    case .met: (.met, missing.joined(separator: "; "))
    }
  }
}
