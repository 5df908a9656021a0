/// A body that decides or is consulted, and its members.
///
/// The Operating Committee for Export Policy and the End-User Review Committee are two bodies, though most
/// agencies sit on both (`docs/policy.md`; H.R. 8283 (IH) §3(12), §5(a)).
public struct Committee: Hashable, Codable, Sendable, Sourced {
  public enum Code: String, Codable, CaseIterable, Sendable {
    /// Operating Committee for Export Policy.
    case ocep = "OCEP"
    /// End-User Review Committee.
    case erc = "ERC"
  }

  public var code: Code
  public var title: String
  /// `nil` when the chair is not known; else one of the members.
  public var chair: Agency?
  /// Each with one vote. Empty only when the profile does not know the committee.
  public var members: [Agency]
  /// Who sits in some matters only, and in which.
  public var conditionalMembers: [Agency] = []
  public var condition: String?
  /// Without a vote.
  public var observers: [Agency] = []
  /// `nil` when no vote of this committee is counted here.
  public var votingRule: VotingRule?
  public var source: String?
  public var section: String
  public var status: RuleStatus

  /// What it takes to add a party. Every vote, where no rule is recorded.
  public var addRule: Tally.Rule { votingRule?.add ?? .unanimous }
  /// What it takes to remove or modify an entry.
  public var removeRule: Tally.Rule { votingRule?.removeOrModify ?? .unanimous }

  /// With no member there is never more than half of the members: nothing is adopted.
  static func unknown(_ code: Code) -> Committee {
    let nothing = VotingRule(
      add: .majorityOfMembers, removeOrModify: .majorityOfMembers, postpone: .majorityOfMembers,
      section: "", status: .notVerified)
    return Committee(
      code: code, title: code.rawValue, members: [], votingRule: nothing, section: "", status: .notVerified)
  }
}

/// How the votes of a committee are counted.
public struct VotingRule: Hashable, Codable, Sendable, Sourced {
  public var add: Tally.Rule
  public var removeOrModify: Tally.Rule
  /// To move the day by which it votes.
  public var postpone: Tally.Rule
  public var source: String?
  public var section: String
  public var status: RuleStatus
}

extension Agency: Codable {}
extension Tally.Rule: Codable {}
