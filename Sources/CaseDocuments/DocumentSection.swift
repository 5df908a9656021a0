import CaseDomain

/// A run of sentences in a document, and whether they assert facts.
public enum DocumentSection: Hashable, Sendable {
  case findings, publicBasis, argument, opinion
  case answer(ReportItem)
  case changes
  case practices(Practice.Kind)
  case grounds, reasons

  public enum Nature: String, Sendable {
    /// Every sentence needs an exhibit.
    case fact
    case argument
    case opinion
  }

  /// As refusals name it: "sentence 3 of Findings has no exhibit".
  public var title: String {
    switch self {
    case .findings: "Findings"
    case .publicBasis: "Public basis"
    case .argument: "Argument"
    case .opinion: "Opinion"
    case .answer(let item): item.code
    case .changes: "Changes since the last report"
    case .practices(.detect): "Practices to detect attacks"
    case .practices(.prevent): "Practices to prevent attacks"
    case .practices(.respond): "Practices to respond to attacks"
    case .grounds: "Grounds of the petition"
    case .reasons: "Reasons for the decision"
    }
  }

  public var nature: Nature {
    switch self {
    case .findings, .publicBasis, .changes, .reasons: .fact
    // What a petitioner says is a claim of the petitioner's.
    case .argument, .grounds: .argument
    // Advice, which asserts nothing about anybody.
    case .opinion, .practices: .opinion
    case .answer(let item): item.nature
    }
  }
}
