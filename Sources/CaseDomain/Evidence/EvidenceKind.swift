/// What a piece of evidence about extraction is, with what is known to mislead about it.
///
/// Source: `docs/tradecraft.md` §7; joint advisory AA26-251A, which labs answer.
public enum EvidenceKind: String, CaseIterable, Hashable, Sendable {
  case accountCluster = "account-cluster"
  case paymentLink = "payment-link"
  case network
  case requestMetadata = "request-metadata"
  case promptPattern = "prompt-pattern"
  case timing
  case sharedInfrastructure = "shared-infrastructure"
  case outputSimilarity = "output-similarity"
  case canary
  case selfIdentification = "self-identification"
  case lineage
  case corporateRecord = "corporate-record"
  case humanReport = "human-report"

  /// What is known to mislead: shown wherever one is recorded.
  public var weakness: String {
    switch self {
    case .accountCluster: "account identifiers mean something only to the laboratory that gave them"
    case .paymentLink: "cards are shared, and virtual ones issued in bulk; data on US persons is protected"
    case .network: "proxies are shared, and clusters merge falsely"
    case .requestMetadata: "clients are imitated"
    case .promptPattern: "evaluation suites repeat the same prompts"
    case .timing: "batch jobs keep hours, too"
    case .sharedInfrastructure: "one pool has many tenants"
    case .outputSimilarity: "models share training data; answers may have been altered for suspects"
    case .canary: "it needs an unbroken chain of custody"
    case .selfIdentification: "models repeat what the web says of other models"
    case .lineage: "open weights are used lawfully"
    case .corporateRecord: "nominees hold for others"
    case .humanReport: "one report may come back by several roads"
    }
  }
}
