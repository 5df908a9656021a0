/// A row on which the outcome hangs: were it wrong, other hypotheses would lead.
public struct ACHSensitivity: Hashable, Sendable {
  public enum Change: String, CaseIterable, Sendable {
    /// The row is left out.
    case dropped
    /// Its marks are turned round: CC for II, C for I.
    case reversed
  }

  public let evidence: ACHEvidence
  public let change: Change
  /// The hypotheses of rank 1 as things stand.
  public let before: Set<HypothesisID>
  /// The hypotheses of rank 1 after the change.
  public let after: Set<HypothesisID>
}

extension ACHMatrix {
  /// The single rows that, dropped or reversed, change which hypotheses lead, in the order of the rows. A tie
  /// made or broken is a change. Empty when no single row decides.
  public var sensitivity: [ACHSensitivity] {
    let scores = hypotheses.map { ($0.id, score(of: $0.id)) }
    let before = ACHMatrix.leading(scores)
    return evidence.flatMap { row in
      ACHSensitivity.Change.allCases.compactMap { change -> ACHSensitivity? in
        let changed = scores.map { id, score in
          let added = change == .reversed ? inconsistency(row, id, read: \.reversed) : 0
          return (id, ACHScore(millionths: score.millionths - inconsistency(row, id) + added))
        }
        let after = ACHMatrix.leading(changed)
        return before == after
          ? nil : ACHSensitivity(evidence: row, change: change, before: before, after: after)
      }
    }
  }
}
