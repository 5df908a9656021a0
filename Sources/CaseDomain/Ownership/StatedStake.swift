/// One statement of a source about who holds whom, with where it stands.
public struct StatedStake: Hashable, Sendable {
  /// Such as `bods` or `gleif`: the name space of the ids.
  public let source: String
  /// The statement's own id in that source.
  public let statement: String
  public var holding: StatedHolding
  /// SHA-256 of the file it came in.
  public let bundle: Digest256

  public init(source: String, statement: String, holding: StatedHolding, bundle: Digest256) {
    self.source = source
    self.statement = statement
    self.holding = holding
    self.bundle = bundle
  }

  /// Which statement it is, whatever its version: the source and its id there, compared as bytes.
  public struct Name: Hashable, Comparable, Sendable {
    private let bytes: [UInt8]

    init(_ source: String, _ statement: String) {
      // No source has a zero byte in its name.
      bytes = Array(source.utf8) + [0] + Array(statement.utf8)
    }

    public static func < (left: Name, right: Name) -> Bool {
      left.bytes.lexicographicallyPrecedes(right.bytes)
    }
  }

  public var name: Name { Name(source, statement) }

  /// Ids of one source only: who is who across sources is a person's judgement.
  public var owner: OwnershipKey? { StatedStake.key(source, holding.owner) }
  public var owned: OwnershipKey? { StatedStake.key(source, holding.owned) }

  /// `bods:openownership-register-1`.
  public static func key(_ source: String, _ id: String) -> OwnershipKey? {
    id.isEmpty ? nil : OwnershipKey("\(source):\(id)")
  }

  /// Votes, appointments and consolidated accounts are control: the rule counts ownership alone
  /// (`docs/ownership.md` §1).
  public var isOwnership: Bool {
    // The kind of entity, with the role behind it: an `Ownership` is one in whatever role, and nothing else is.
    let word = holding.interest.lowercased()
    if source == "ftm", let end = word.firstIndex(of: ":") { return word[..<end] == "ownership" }
    return StatedStake.isOwnership(holding.interest)
  }

  /// By the source's word for the interest. None leaves it open, and so do those of BODS for one that is not known or
  /// not published: to take them for control would say that nobody is blocked.
  public static func isOwnership(_ interest: String) -> Bool {
    let word = interest.lowercased()
    return isTold(word)
      || word.isEmpty || ["unknowninterest", "unpublishedinterest"].contains { word.contains($0) }
  }

  /// - Parameter word: in lower case.
  private static func isTold(_ word: String) -> Bool {
    ["share", "owner", "equity"].contains { word.contains($0) }
  }

  /// It counts as ownership, and its source does not tell what is held: it may come on top of what is told, and takes
  /// nothing from it (`docs/ownership.md` §9).
  public var isUntold: Bool { isOwnership && !StatedStake.isTold(holding.interest.lowercased()) }

  /// Whether it may hold on a day, as far as its begin and end are told.
  public func isInForce(on day: Day) -> Bool {
    holding.from.map { $0.first <= day } ?? true && holding.to.map { $0.isStillOpen(on: day) } ?? true
  }

  /// It sums up what is held through others (`docs/ownership.md` §9).
  public var isIndirect: Bool { holding.isDirect == false }

  /// Whether it holds on a day, whatever day of the year or month that is stated it began or ended on.
  public func isSurelyInForce(on day: Day) -> Bool {
    holding.from.map { $0.last <= day } ?? true && holding.to.map { day < $0.first } ?? true
  }

  /// As the closure takes it: a range becomes its two ends, which it treats as sources that differ; a begin or
  /// end by the year or month makes days on which it only may hold, and so is what is held through others. Nothing
  /// for what is no ownership, or would hold on no day.
  ///
  /// - Parameter party: the party that a key stands for, where a person judged two ids to be one.
  public func holdings(_ party: (OwnershipKey) -> OwnershipKey) -> [Holding] {
    guard isOwnership, let owner, let owned else { return [] }
    let ends = ends
    let shares: [Stake?] = ends.isEmpty ? [nil] : ends.first == ends.last ? [ends[0]] : ends
    return periods.flatMap { period in
      shares.compactMap { share in
        Holding(
          owner: party(owner), owned: party(owned), share: share, from: period.from, to: period.to,
          isCertain: period.isCertain && !isIndirect)
      }
    }
  }

  private typealias Period = (from: Day?, to: Day?, isCertain: Bool)

  /// One after another, without gaps; some may have no day.
  private var periods: [Period] {
    let (from, to) = (holding.from, holding.to)
    let open = to.flatMap(\.firstDayAfter)
    if let begun = from?.last, let ends = to?.first, begun >= ends,
      from?.isExact != true || to?.isExact != true
    {
      return [(from?.first, open, false)]
    }
    let before: [Period] = from.map { $0.isExact ? [] : [($0.first, $0.last, false)] } ?? []
    let after: [Period] = to.map { $0.isExact ? [] : [($0.first, open, false)] } ?? []
    return before + [(from?.last, to?.first, true)] + after
  }

  /// What the closure takes: both ends of a range, the one end that is stated, or none.
  var ends: [Stake] { [holding.leastPPM, holding.mostPPM].compactMap { $0.flatMap { Stake(ppm: $0) } } }

  /// `50 %`, `25 % to 50 %`, `at least 25 %`, `at most 10 %`, `share not stated`, `share not readable`; `indirect`
  /// behind it for what is held through others.
  public var share: String { statedShare + (isIndirect ? ", indirect" : "") }

  private var statedShare: String {
    func text(_ ppm: Int) -> String { Stake(ppm: ppm)?.shortText ?? "\(ppm) ppm" }
    switch (holding.leastPPM, holding.mostPPM) {
    case (nil, nil): return holding.isShareUnreadable ? "share not readable" : "share not stated"
    case (let least?, nil): return "at least \(text(least))"
    case (nil, let most?): return "at most \(text(most))"
    case (let least?, let most?): return least == most ? text(least) : "\(text(least)) to \(text(most))"
    }
  }
}

extension [StatedStake] {
  /// Whether sources contradict each other on the share of one owner and company. One of its own and one through others
  /// differ, and do not contradict each other, nor do one that is told and one that is not; nor do the ends of a range.
  public var contradictEachOther: Bool {
    let told = filter { !$0.isUntold }
    let alike = told.isEmpty ? self : told
    let direct = alike.filter { !$0.isIndirect }
    return Set((direct.isEmpty ? alike : direct).map(\.ends)).subtracting([[]]).count > 1
  }
}

extension StatedDay {
  /// Of the first day that something no longer holds: the first that surely comes after; `nil` when none does.
  fileprivate var firstDayAfter: Day? { isExact ? first : last.adding(days: 1) }

  fileprivate func isStillOpen(on day: Day) -> Bool { firstDayAfter.map { day < $0 } ?? true }
}
