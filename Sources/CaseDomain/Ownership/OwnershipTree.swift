/// What a party holds, and what those hold, as sources state it on one day: to be read, not a rule.
public struct OwnershipTree: Sendable {
  public struct Line: Hashable, Sendable {
    /// 0 for the party asked about.
    public let depth: Int
    public let party: OwnershipKey
    /// All statements of this step in force on the day, side by side; empty for the party asked about.
    public let stakes: [StatedStake]
    /// It stands further up on the way here: a ring of owners. What it holds is not repeated.
    public let closesRing: Bool
    /// It was shown above with what it holds, as far as the depth allows here, too.
    public let isShownAbove: Bool
  }

  public static let maximumLines = 10_000

  /// In the order of reading: a party, then what it holds.
  public private(set) var lines: [Line] = []
  /// There is more below, beyond the depth or the number of lines.
  public private(set) var isCut = false

  /// - Parameters:
  ///   - party: that a key stands for, where a person judged two ids to be one.
  ///   - depth: steps from the root.
  public init(
    of root: OwnershipKey, _ stakes: [StatedStake], on day: Day, depth: Int,
    party: (OwnershipKey) -> OwnershipKey
  ) {
    var held: [OwnershipKey: [OwnershipKey: [StatedStake]]] = [:]
    for stake in stakes where stake.isInForce(on: day) {
      guard let owner = stake.owner, let owned = stake.owned else { continue }
      held[party(owner), default: [:]][party(owned), default: []].append(stake)
    }
    /// By party: how far from the root it was shown with what it holds.
    var shown: [OwnershipKey: Int] = [:]
    /// Where these were shown the depth cut something off below, or may have: a ring led back above, to what may be cut.
    var cutBelow: Set<OwnershipKey> = []
    /// What these hold was shown nowhere.
    var unshown: Set<OwnershipKey> = []
    // Depth first without recursion: each entry is a party to show, with the way to it.
    var open: [(party: OwnershipKey, stakes: [StatedStake], way: [OwnershipKey])] = [(party(root), [], [])]
    while let next = open.popLast() {
      guard lines.count < Self.maximumLines else {
        isCut = true
        return
      }
      let ring = next.way.contains(next.party)
      let isCutAbove = cutBelow.contains(next.party)
      // Met nearer to the root, it is shown again with what was cut off: for each party no more often than the depth.
      let again = !ring && shown[next.party].map { !isCutAbove || $0 <= next.way.count } ?? false
      lines.append(
        Line(
          depth: next.way.count, party: next.party, stakes: next.stakes, closesRing: ring, isShownAbove: again
        ))
      if let start = next.way.firstIndex(of: next.party) { cutBelow.formUnion(next.way[(start + 1)...]) }
      if again, isCutAbove { cutBelow.formUnion(next.way) }
      guard !ring, !again, let below = held[next.party] else { continue }
      guard next.way.count < depth else {
        unshown.insert(next.party)
        cutBelow.formUnion(next.way)
        continue
      }
      shown[next.party] = next.way.count
      unshown.remove(next.party)
      cutBelow.remove(next.party)
      for (owned, stakes) in below.sorted(by: { $1.key < $0.key }) {
        open.append((owned, stakes, next.way + [next.party]))
      }
    }
    isCut = !unshown.isEmpty
  }
}
