/// Where a proposal to the End-User Review Committee stands. `approvedUnpublished` is decided but not public.
///
/// Source: agency policy §8.4; 15 CFR 744.11, 744.16 (not verified).
public enum EntityListStage: String, CaseIterable, Sendable {
  case proposed, circulated, voted, adopted, rejected, escalated, drafted
  case approvedUnpublished = "approved-unpublished"
  case published, active, request, modified, removed
}
