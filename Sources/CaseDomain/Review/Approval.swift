/// An act of one person on the package as it was at that moment: a review, a clearance, a signature.
///
/// It binds the package's digest; when the package changes afterwards the act is void, and says so.
/// Source: agency policy §8.1 (acts bind the package), §8.8 invariant 8.
public struct Approval: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case leadAgreement = "lead-agreement"
    case achReview = "ach-review"
    case evidentiaryMemo = "evidentiary-memo"
    case supportOverride = "support-override"
    case legalMemo = "legal-memo"
    case authorityCited = "authority-cited"
    case maskingDone = "masking-done"
    case nonConcurDisposition = "non-concur-disposition"
    case listDetermination = "list-determination"
    case emergencyOverride = "emergency-override"
    case blockingDecision = "blocking-decision"
    case licencePlan = "licence-plan"
    case noticeFiled = "notice-filed"
    case entryRuleApproved = "entry-rule-approved"

    /// Who may give it.
    public var roles: Set<Role> {
      switch self {
      case .leadAgreement: [.lead]
      case .achReview: [.devilsAdvocate]
      case .evidentiaryMemo: [.analyst]
      case .supportOverride, .legalMemo, .authorityCited, .emergencyOverride: [.counsel]
      case .maskingDone: [.privacy, .counsel]
      case .nonConcurDisposition, .listDetermination, .blockingDecision: [.decider]
      case .licencePlan: [.treasuryLiaison, .stateDesk]
      case .noticeFiled: [.publisher]
      case .entryRuleApproved: [.ercChair]
      }
    }

    /// Whether it must be made with the person's own key.
    public var isSigned: Bool {
      switch self {
      case .listDetermination, .blockingDecision, .evidentiaryMemo, .legalMemo, .achReview: true
      default: false
      }
    }

    public var title: String { rawValue.split(separator: "-").joined(separator: " ") }
  }

  public var kind: Kind
  public var by: Person
  public var on: Day
  /// What is decided or why, in words. May carry what the act speaks of, such as an element.
  public var text: String
  /// What it narrows to: an element code for `supportOverride`, an agency for `nonConcurDisposition`.
  public var detail: String?
  public var package: Digest256
  /// Whether a signature with the person's registered key was checked and holds.
  public var isSigned: Bool

  public init(
    _ kind: Kind, by: Person, on: Day, text: String, detail: String? = nil, package: Digest256,
    isSigned: Bool = false
  ) {
    self.kind = kind
    self.by = by
    self.on = on
    self.text = text
    self.detail = detail
    self.package = package
    self.isSigned = isSigned
  }
}
