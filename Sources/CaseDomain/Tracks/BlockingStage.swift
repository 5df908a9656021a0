/// Where a case stands on the way to a blocking of property.
///
/// Source: agency policy §8.3; H.R. 8283 (IH) §5(b).
public enum BlockingStage: String, CaseIterable, Sendable {
  case draft
  case authorityCheck = "authority-check"
  case decisionReady = "decision-ready"
  case signed, effective, published, active
  case petition, modified, removed, terminated
}
