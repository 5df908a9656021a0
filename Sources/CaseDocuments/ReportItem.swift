import CaseDomain

/// What the report to the committees answers, R1 to R8.
///
/// Source: H.R. 8283 (IH) §4(b)(1)–(8), by way of §4(d).
public enum ReportItem: Int, CaseIterable, Sendable {
  case r1 = 1, r2, r3, r4, r5, r6, r7, r8

  public var code: String { "R\(rawValue)" }
  public var citation: Citation { .bill("4(b)(\(rawValue))") }

  public var title: String {
    switch self {
    case .r1: "Attackers and account network providers determined"
    case .r2: "Countries of origin, and countries where providers exist"
    case .r3: "Government bodies giving material assistance"
    case .r4: "Methods, and attempted attacks in the look-back period"
    case .r5: "Strengths and weaknesses of ways to detect attacks"
    case .r6: "Economic and security consequences"
    case .r7: "What the Government does for victims"
    case .r8: "Diplomatic strategy with allies"
    }
  }

  /// Whether its sentences are evaluation or policy, and so may stand without an exhibit.
  public var nature: DocumentSection.Nature {
    switch self {
    case .r5, .r8: .opinion
    case .r1, .r2, .r3, .r4, .r6, .r7: .fact
    }
  }

  /// The only recipients. Source: H.R. 8283 (IH) §3(1).
  public static let recipients = [
    "Committee on Foreign Affairs of the House of Representatives",
    "Committee on Banking, Housing, and Urban Affairs of the Senate",
  ]
}
