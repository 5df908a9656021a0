/// How many of something somebody says there were, in a window of days: a claim, never a fact of the office.
///
/// Published figures differ by claimant and by day, so none replaces another and nothing adds them up.
///
/// Source: H.R. 8283 (IH) §4(b)(4)(B), §4(b)(6).
public struct AttemptCount: Hashable, Sendable {
  public enum Unit: String, CaseIterable, Sendable {
    /// Single requests and their answers.
    case exchanges
    case accounts
    /// Attempted attacks, which is what §4(b)(4)(B) asks for.
    case attempts
  }

  /// How a window lies to a look-back.
  public enum Coverage: String, Sendable {
    case within
    /// Some of its days lie outside, and nobody knows how much of the count with them.
    case overlaps
    case outside
  }

  public var id: EntityID
  /// 0 and up.
  public var count: Int
  /// The claimant says "more than", "at least" or the like.
  public var isLowerBound: Bool
  public var unit: Unit
  public var window: ConductWindow
  public var claimant: String
  /// The day for which the claimant gave the figure.
  public var asOf: Day
  /// Where it is stated.
  public var exhibit: ExhibitID
  /// The day and the reason it was taken back as recorded by mistake; it stays on record.
  public var withdrawal: Withdrawal?

  public init(
    id: EntityID, count: Int, isLowerBound: Bool, unit: Unit, window: ConductWindow, claimant: String,
    asOf: Day, exhibit: ExhibitID, withdrawal: Withdrawal? = nil
  ) {
    self.id = id
    self.count = count
    self.isLowerBound = isLowerBound
    self.unit = unit
    self.window = window
    self.claimant = claimant
    self.asOf = asOf
    self.exhibit = exhibit
    self.withdrawal = withdrawal
  }

  public func coverage(of lookBack: LookBack) -> Coverage {
    if window.first >= lookBack.first, window.last <= lookBack.last { return .within }
    return window.last < lookBack.first || window.first > lookBack.last ? .outside : .overlaps
  }

  /// `more than 28,800,000 exchanges from 2026-03-01 to 2026-05-31`.
  public var figure: String {
    "\(isLowerBound ? "more than " : "")\(AttemptCount.grouped(count)) \(unit.rawValue) "
      + "from \(window.first) to \(window.last)"
  }

  /// With whose figure it is and for which day.
  public var attributed: String { "\(claimant), as of \(asOf): \(figure)" }

  /// Digits in groups of three.
  static func grouped(_ count: Int) -> String {
    let digits = Array(String(count.magnitude))
    let text = digits.enumerated().map { index, digit in
      (index > 0 && (digits.count - index) % 3 == 0 ? "," : "") + String(digit)
    }
    return (count < 0 ? "-" : "") + text.joined()
  }

  /// Everything that stands in the way of recording it. Empty: it may be recorded.
  public func obstacles(in file: CaseFile, on today: Day) -> [Obstacle] {
    var found: [Obstacle] = []
    func report(_ code: ObstacleCode, _ message: String, _ remedy: String) {
      found.append(Obstacle(code, .policy("8.10"), message, remedy: remedy))
    }
    if count < 0 { report(.claimIncomplete, "a count of \(count) is below 0", "record the figure as stated") }
    if claimant.saysNothing {
      report(.claimNoClaimant, "nobody is named whose figure it is", "name the source")
    }
    if file.exhibit(exhibit) == nil {
      report(
        .claimNoExhibit, "exhibit \(exhibit) is not in the case",
        "put in where the figure is stated: casetui evidence link")
    }
    if asOf < window.last {
      report(
        .claimNoDate, "a figure as of \(asOf) cannot speak of days to \(window.last)",
        "record the day for which it was given, and the days it speaks of")
    }
    if asOf > today {
      report(.claimNoDate, "\(asOf) has not come yet", "record the day for which it was given")
    }
    return found
  }
}

/// A record that somebody took back: when and why. It stays on record and no longer counts.
public struct Withdrawal: Hashable, Sendable {
  public var on: Day
  public var reason: String

  public init(on: Day, reason: String) {
    self.on = on
    self.reason = reason
  }
}

extension Sequence<AttemptCount> {
  /// By day, claimant and identifier; claims stand side by side.
  public var inOrder: [AttemptCount] {
    sorted { left, right in
      if left.asOf != right.asOf { return left.asOf < right.asOf }
      if !left.claimant.utf8.elementsEqual(right.claimant.utf8) {
        return left.claimant.utf8.lexicographicallyPrecedes(right.claimant.utf8)
      }
      return left.id < right.id
    }
  }
}
