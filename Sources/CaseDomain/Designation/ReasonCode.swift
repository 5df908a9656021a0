/// Why a case is closed or suspended, or an entry withdrawn.
public enum ReasonCode: String, CaseIterable, Sendable {
  case duplicate
  case outOfScope = "out-of-scope"
  case insufficientEvidence = "insufficient-evidence"
  case authorisedUse = "authorised-use"
  case referred
  case awaitingEvidence = "awaiting-evidence"
  case awaitingAgency = "awaiting-agency"
  case legalHold = "legal-hold"
  case entryInError = "entry-in-error"
  case changedCircumstances = "changed-circumstances"
  case consentRevoked = "consent-revoked"
  case emergencyLapsed = "emergency-lapsed"
  case authorityEnded = "authority-ended"

  public func fits(_ stage: Stage) -> Bool { ReasonCode.fitting(stage).contains(self) }

  /// Empty for a stage that needs no reason.
  public static func fitting(_ stage: Stage) -> [ReasonCode] {
    switch stage {
    case .spine(.closed): [.duplicate, .outOfScope, .insufficientEvidence, .authorisedUse, .referred]
    case .spine(.suspended): [.awaitingEvidence, .awaitingAgency, .legalHold]
    case .listing(.withdrawn):
      [.insufficientEvidence, .authorisedUse, .entryInError, .changedCircumstances, .consentRevoked]
    case .blocking(.terminated): [.emergencyLapsed, .authorityEnded]
    default: []
    }
  }
}
