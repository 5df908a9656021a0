/// The legal numbers of one version of a text, as data. A rule asks here; it holds no number of its own.
public struct AuthorityProfile: Hashable, Codable, Sendable {
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
  public var updatesRunFrom: UpdateStart
  /// Elements that one origin alone cannot carry (agency policy).
  public var elementsNeedingOrigins: [Element]
  public var parameters: [Parameter]
  /// Points the text leaves open, and how they are read here.
  public var readings: [String]

  public enum UpdateStart: String, Codable, Sendable { case report, enactment }

  public func isInForce(on day: Day) -> Bool {
    inForceFrom <= day && inForceTo.map { day <= $0 } ?? true
  }

  /// The parameter of that key; `nil` when this text has none.
  public subscript(_ key: Parameter.Key) -> Parameter? { parameters.first { $0.key == key } }

  public func citation(of parameter: Parameter) -> Citation {
    parameter.status == .agencyPolicy
      ? .policy(parameter.section)
      : Citation(instrument, version: textVersion, section: parameter.section)
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
