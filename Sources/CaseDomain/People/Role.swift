/// What a person may be to a case. Codes are those of the procedure.
///
/// Source: agency policy §8.1.
public enum Role: String, CaseIterable, Sendable {
  case analyst
  case lead
  case custodian
  case devilsAdvocate = "devils-advocate"
  case counsel
  case dojReviewer = "doj-reviewer"
  case stateDesk = "state-desk"
  case treasuryLiaison = "treasury-liaison"
  case ercChair = "erc-chair"
  case ercMember = "erc-member"
  case decider
  case consentOfficer = "consent-officer"
  case privacy
  case records
  case publisher
  case congressionalAffairs = "congressional-affairs"

  public var code: String {
    switch self {
    case .analyst: "AN"
    case .lead: "LD"
    case .custodian: "CU"
    case .devilsAdvocate: "DA"
    case .counsel: "CO"
    case .dojReviewer: "DJ"
    case .stateDesk: "ST"
    case .treasuryLiaison: "TR"
    case .ercChair: "CH"
    case .ercMember: "EM"
    case .decider: "DE"
    case .consentOfficer: "OC"
    case .privacy: "PR"
    case .records: "RE"
    case .publisher: "PU"
    case .congressionalAffairs: "CA"
    }
  }

  /// As written in a sentence.
  public var title: String {
    switch self {
    case .devilsAdvocate: "devil's advocate"
    case .dojReviewer: "Justice reviewer"
    case .stateDesk: "State desk"
    case .treasuryLiaison: "Treasury liaison"
    case .ercChair: "ERC chair"
    case .ercMember: "ERC member"
    case .consentOfficer: "owner-consent officer"
    case .privacy: "privacy officer"
    case .records: "records officer"
    case .congressionalAffairs: "congressional affairs"
    default: rawValue
    }
  }

  /// What somebody may do whom the office has not registered: the work of an analyst, and nothing that
  /// decides, clears or publishes.
  public static let unregistered: Set<Role> = [.analyst, .custodian]
}
