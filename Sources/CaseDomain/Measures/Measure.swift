/// One of the measures considered against the conduct, taken or not.
///
/// Source: NSTM-4, fourth measure ("explore a range of measures"); agency policy §8.9.
public struct Measure: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case attackersList = "attackers-list"
    case entityList = "entity-list"
    case blocking
    case paipaMenu = "paipa-menu"
    case visaAction = "visa-action"
    case demarche
    case criminalReferral = "criminal-referral"
    case procurementExclusion = "procurement-exclusion"
    case civilActionSupport = "civil-action-support"
    case noAction = "no-action"
  }
  public enum Decision: String, CaseIterable, Sendable { case open, chosen, rejected, deferred }

  public var kind: Kind
  public var authority: String
  public var effect: String
  public var collateralHarm: String
  public var equities: String
  /// Each agency's view, as it was given.
  public var views: [Agency: String]
  public var decision: Decision
  public var reason: String

  public init(
    kind: Kind, authority: String = "", effect: String = "", collateralHarm: String = "",
    equities: String = "", views: [Agency: String] = [:], decision: Decision = .open, reason: String = ""
  ) {
    self.kind = kind
    self.authority = authority
    self.effect = effect
    self.collateralHarm = collateralHarm
    self.equities = equities
    self.views = views
    self.decision = decision
    self.reason = reason
  }
}
