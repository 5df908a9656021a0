/// A statement of ownership whose version that counts came from another origin than an earlier one, and does not say
/// the same. Both are claims: a person sees whose word counts, and what was stated before it (`docs/ownership.md` §9).
public struct ReplacedStake: Hashable, Sendable {
  /// What one version says, and whose file it came in.
  public struct Version: Hashable, Sendable {
    /// `nil` when it says that the statement no longer stands.
    public let stake: StatedStake?
    /// SHA-256 of its file.
    public let file: Digest256
    /// Whose file that is, in words.
    public let sender: String

    public init(stake: StatedStake?, file: Digest256, sender: String) {
      self.stake = stake
      self.file = file
      self.sender = sender
    }
  }

  /// As of a `StatedStake`.
  public let source: String
  public let statement: String
  public let counting: Version
  /// Of each other origin its latest, the latest first.
  public let earlier: [Version]

  public init(source: String, statement: String, counting: Version, earlier: [Version]) {
    self.source = source
    self.statement = statement
    self.counting = counting
    self.earlier = earlier
  }

  public var name: StatedStake.Name { StatedStake.Name(source, statement) }

  /// What any of its versions says.
  public var stakes: [StatedStake] { ([counting] + earlier).compactMap(\.stake) }

  /// What others stated before, of each owner and company the greatest share.
  fileprivate var statedBefore: [StatedStake] {
    var greatest: [OwnershipPair?: StatedStake] = [:]
    for stake in earlier.compactMap(\.stake) {
      var pair: OwnershipPair?
      if let owner = stake.owner, let owned = stake.owned { pair = OwnershipPair(owner: owner, owned: owned) }
      func least(_ stake: StatedStake) -> Int { stake.ends.min()?.ppm ?? -1 }
      if let known = greatest[pair], least(known) >= least(stake) { continue }
      greatest[pair] = stake
    }
    return Array(greatest.values)
  }
}

/// What turns on whose word counts.
public struct ReplacedStakes: Sendable {
  /// Of the owners asked about and whatever hangs on them.
  public struct One: Hashable, Sendable {
    public let stake: ReplacedStake
    /// The companies that it names which would be blocked by what was stated before.
    public let blocked: [OwnershipKey]
  }

  public fileprivate(set) var here: [One] = []
  /// So many are about other parties, on which nothing here turns.
  public fileprivate(set) var elsewhere = 0
  /// Not blocked by the versions that count, and blocked if those before them did.
  public fileprivate(set) var blocked: [OwnershipKey] = []
}

extension StatedOwnership {
  /// What turns on statements of which a file of another origin counts than stated them before.
  ///
  /// - Parameter judged: who is who, also in what was stated before.
  /// - Throws: `OwnershipGraphTooLarge`.
  public func turning(
    on replaced: [ReplacedStake], _ judged: JudgedParties
  ) throws(OwnershipGraphTooLarge) -> ReplacedStakes {
    var found = ReplacedStakes()
    guard !replaced.isEmpty else { return found }
    let names = Set(replaced.map(\.name))
    let before = try StatedOwnership(
      stakes.filter { !names.contains($0.name) } + replaced.flatMap(\.statedBefore), judged, seeds: seeds,
      asOf: closure.asOf, threshold: closure.threshold, leavingOut: leftOut)
    let now = Set(closure.parties(.blocked).map { judged($0) })
    found.blocked = before.closure.parties(.blocked).filter { !now.contains($0) }
    let blocked = Set(found.blocked)
    let reached = before.reached().union(reached().map { judged($0) })
    for one in replaced {
      let isHere = one.stakes.contains { $0.owner.map { reached.contains(judged($0)) } ?? false }
      guard isHere else {
        found.elsewhere += 1
        continue
      }
      let companies = Set(one.earlier.compactMap { $0.stake?.owned }.map { judged($0) })
      found.here.append(ReplacedStakes.One(stake: one, blocked: companies.intersection(blocked).sorted()))
    }
    return found
  }
}
