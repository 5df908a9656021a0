/// What the statements in force say that cannot all be so. The closure is computed all the same.
public enum OwnershipProblem: Hashable, Sendable {
  /// It is stated to hold a share of itself. Left out, of the sum of its shares too.
  case selfHolding(OwnershipKey)
  /// Sources differ on one share. The closure takes every value from the least to the greatest as possible.
  case conflict(owner: OwnershipKey, owned: OwnershipKey, lowPPM: Int, highPPM: Int)
  /// The known shares come to more than 100 %: the least of each pair, and the greatest.
  case overWhole(owned: OwnershipKey, leastPPM: Int, greatestPPM: Int)

  /// What is wrong, with the numbers; no full stop.
  public var message: String {
    switch self {
    case .selfHolding(let party):
      "\(party) is stated to hold a share of itself"
    case .conflict(let owner, let owned, let low, let high):
      "statements of the share of \(owner) in \(owned) differ: "
        + "from \(Stake.text(ppm: low)) to \(Stake.text(ppm: high))"
    case .overWhole(let owned, let least, let greatest) where least > 1_000_000:
      "the stated shares of \(owned) come to \(Stake.text(ppm: least))"
        + (greatest > least ? " or, where sources differ, up to \(Stake.text(ppm: greatest))" : "")
    case .overWhole(let owned, _, let greatest):
      "the stated shares of \(owned) come to \(Stake.text(ppm: greatest)) when, where sources differ, "
        + "the greatest is taken"
    }
  }

  /// The company whose shares it is about.
  public var owned: OwnershipKey {
    switch self {
    case .selfHolding(let party): party
    case .conflict(_, let owned, _, _), .overWhole(let owned, _, _): owned
    }
  }

  /// What the analyst can do now.
  public var remedy: String {
    switch self {
    case .selfHolding: "nothing, if it holds its own shares; otherwise correct the owner or the company"
    case .conflict: "find out which source holds on that day; give the others an end, or take them out"
    case .overWhole: "look for a holding that has ended, the same holder under two ids, or a wrong share"
    }
  }
}

extension OwnershipProblem {
  /// By company, then by owner; what concerns a company as a whole comes last.
  func isShownBefore(_ other: OwnershipProblem) -> Bool {
    if owned != other.owned { return owned < other.owned }
    guard let owner else { return false }
    return other.owner.map { owner < $0 } ?? true
  }

  private var owner: OwnershipKey? {
    switch self {
    case .selfHolding(let owner), .conflict(let owner, _, _, _): owner
    case .overWhole: nil
    }
  }
}
