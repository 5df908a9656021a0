/// The legal numbers of one version of a text, as data. A rule asks here; it holds no number of its own.
///
/// Two kinds of file, one form (`docs/authority.md`): a text, and the office's policy, which fills what the
/// text leaves open (`merging(policy:)`).
public struct AuthorityProfile: Hashable, Codable, Sendable {
  public enum Kind: String, Codable, CaseIterable, Sendable { case text, policy }

  public var kind: Kind = .text
  /// Such as `H.R. 8283`.
  public var instrument: String
  /// Such as `IH`, as introduced in the House.
  public var textVersion: String
  public var title: String
  /// The first day on which decisions are judged by this text, and the last (`nil`: still). Not the day a
  /// law took effect: see `enactedOn`.
  public var inForceFrom: Day
  public var inForceTo: Day?
  /// `nil` while the text is a bill: then no clock runs.
  public var enactedOn: Day?
  /// From when the annual updates of the report count; the text leaves it open.
  public var updatesRunFrom: UpdateStart = .report
  /// What the years of the look-back are; the text leaves it open.
  public var lookBackCounts: LookBackCount = .fullCalendarYears
  /// Elements that one origin alone cannot carry (agency policy).
  public var elementsNeedingOrigins: [Element] = []
  public var parameters: [Parameter] = []
  public var committees: [Committee] = []
  public var switches: [DatedRule] = []
  /// Points the text leaves open, and how they are read here.
  public var readings: [String] = []
  /// The version of the policy that was merged in; `nil` when none was.
  public var policyVersion: String?

  public enum UpdateStart: String, Codable, CaseIterable, Sendable { case report, enactment }

  public enum LookBackCount: String, Codable, CaseIterable, Sendable {
    /// From 1 January to 31 December.
    case fullCalendarYears
    /// Twelve months each, counted back from the day the assessment began.
    case months
  }

  public func isInForce(on day: Day) -> Bool {
    inForceFrom <= day && inForceTo.map { day <= $0 } ?? true
  }

  /// The parameter of that key; `nil` when this text has none.
  public subscript(_ key: Parameter.Key) -> Parameter? { parameters.first { $0.key == key } }

  /// The rule of that key; `nil` when this text has none.
  public subscript(_ key: DatedRule.Key) -> DatedRule? { switches.first { $0.key == key } }

  /// The committee as this text has it; without members, so that it decides nothing, when it has none.
  public func committee(_ code: Committee.Code) -> Committee {
    committees.first { $0.code == code } ?? .unknown(code)
  }
}

extension Sequence<AuthorityProfile> {
  /// The profile by which an event of that day is judged; the latest to begin when two overlap.
  public func inForce(on day: Day) -> AuthorityProfile? {
    filter { $0.isInForce(on: day) }.max { $0.inForceFrom < $1.inForceFrom }
  }
}

extension AuthorityProfile {
  /// The last day a publication of that day may run to; `nil` when the text has no such limit.
  public func longestListing(from day: Day) -> Day? {
    self[.listTerm]?.number.flatMap { day.adding(years: $0) }
  }
}
