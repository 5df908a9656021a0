/// The days and the document that some moves fix.
public struct StageDays: Hashable, Sendable {
  /// Of a publication; today when `nil`.
  public var publishedOn: Day?
  /// The last day of a list entry's term.
  public var expiresOn: Day?
  /// When a blocking takes effect; the day of the move when `nil`.
  public var effectiveOn: Day?
  /// The Federal Register document of a publication.
  public var notice: String?

  public init(publishedOn: Day? = nil, expiresOn: Day? = nil, effectiveOn: Day? = nil, notice: String? = nil)
  {
    self.publishedOn = publishedOn
    self.expiresOn = expiresOn
    self.effectiveOn = effectiveOn
    self.notice = notice
  }
}

extension StageDays {
  /// With the days that are meant when a publication on the attackers list names none: today, and the longest term.
  public func completed(for stage: Stage, today: Day, longestTerm: (Day) -> Day?) -> StageDays {
    guard stage == .listing(.published) else { return self }
    var days = self
    let on = publishedOn ?? today
    days.publishedOn = on
    days.expiresOn = expiresOn ?? longestTerm(on) ?? on
    return days
  }
}
