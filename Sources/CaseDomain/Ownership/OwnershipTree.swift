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
    /// It was shown above with all it holds.
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
    var shown: Set<OwnershipKey> = []
    // Depth first without recursion: each entry is a party to show, with the way to it.
    var open: [(party: OwnershipKey, stakes: [StatedStake], way: [OwnershipKey])] = [(party(root), [], [])]
    while let next = open.popLast() {
      guard lines.count < Self.maximumLines else {
        isCut = true
        return
      }
      let ring = next.way.contains(next.party)
      let again = !ring && shown.contains(next.party)
      lines.append(
        Line(
          depth: next.way.count, party: next.party, stakes: next.stakes, closesRing: ring, isShownAbove: again
        ))
      guard !ring, !again, let below = held[next.party] else { continue }
      guard next.way.count < depth else {
        isCut = true
        continue
      }
      shown.insert(next.party)
      for (owned, stakes) in below.sorted(by: { $1.key < $0.key }) {
        open.append((owned, stakes, next.way + [next.party]))
      }
    }
  }
}
