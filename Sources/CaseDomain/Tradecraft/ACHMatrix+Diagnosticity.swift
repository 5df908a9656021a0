/// Whether a row tells the hypotheses apart.
public struct ACHDiagnosticity: Hashable, Sendable {
  public enum Verdict: String, CaseIterable, Sendable {
    case diagnostic
    /// The same mark under every hypothesis: true or not, it decides nothing.
    case nonDiagnostic = "non-diagnostic"
    /// No difference so far, but not every cell is marked.
    case undetermined
  }

  public let evidence: ACHEvidence
  public let verdict: Verdict
  /// Steps between the most and the least consistent mark, 0 to 4 (CC to II); 0 when nothing is marked.
  public let spread: Int
  /// The most it adds to any score less the least it adds to any: what it can do to the ranking. Zero for a
  /// row that differs only in marks of consistency.
  public let scoreSpread: ACHScore
}

extension ACHMatrix {
  /// Every row, the one that can move the ranking most first; then by spread, then by id.
  public var diagnosticity: [ACHDiagnosticity] {
    evidence.map(diagnosticity).sorted {
      if $0.scoreSpread != $1.scoreSpread { return $0.scoreSpread > $1.scoreSpread }
      if $0.spread != $1.spread { return $0.spread > $1.spread }
      return $0.evidence.id < $1.evidence.id
    }
  }

  private func diagnosticity(of row: ACHEvidence) -> ACHDiagnosticity {
    let marks = hypotheses.compactMap { self[row.id, $0.id].mark }
    let spread = (marks.map(\.position).max() ?? 0) - (marks.map(\.position).min() ?? 0)
    let steps = (marks.map(\.inconsistency).max() ?? 0) - (marks.map(\.inconsistency).min() ?? 0)
    let verdict: ACHDiagnosticity.Verdict =
      spread > 0 ? .diagnostic : marks.count < hypotheses.count ? .undetermined : .nonDiagnostic
    return ACHDiagnosticity(
      evidence: row, verdict: verdict, spread: spread, scoreSpread: ACHScore(millionths: steps * row.weight))
  }
}
