/// A share that is not settled, and on which an answer hangs.
public struct OpenShare: Hashable, Sendable {
  public enum Reason: String, Hashable, Sendable {
    /// No source gives the size.
    case unknown
    /// Sources differ.
    case conflicting
    /// Whether it is held on the day: a begin or end is given by the year or month, or cannot be read.
    case date = "date not exact, or indirect"
  }

  public let owner: OwnershipKey
  public let owned: OwnershipKey
  /// Parts per million. Several unknown shares of one company have this much together.
  public let possiblePPM: ClosedRange<Int>
  public let reason: Reason
}

extension OpenShare: CustomStringConvertible {
  /// `A of C: 0.0000 % to 40.0000 % (unknown)`.
  public var description: String {
    "\(owner) of \(owned): \(Stake.text(ppm: possiblePPM.lowerBound)) to "
      + "\(Stake.text(ppm: possiblePPM.upperBound)) (\(reason.rawValue))"
  }
}

extension OwnershipClosure {
  /// The unsettled shares that decide on an undetermined party: once all are settled, so is the answer.
  ///
  /// Those that possible members hold of the party, and of undetermined holders it hangs on. Not always the
  /// fewest. By company, then by owner, in the order of their bytes; empty for any other answer.
  public func openShares(for party: OwnershipKey) -> [OpenShare] {
    guard let number = graph.number(of: party), answer(number) == .undetermined else { return [] }
    var found: [OpenShare] = []
    var seen: Set<Int32> = [number]
    var open = [number]
    while let company = open.popLast() {
      for share in Int(shares.starts[Int(company)])..<Int(shares.starts[Int(company) + 1]) {
        let owner = shares.owners[share]
        guard possibleRound[Int(owner)] >= 0 else { continue }
        if let unsettled = openShare(share) { found.append(unsettled) }
        if answer(owner) == .undetermined, seen.insert(owner).inserted { open.append(owner) }
      }
    }
    return found.sorted { $0.owned != $1.owned ? $0.owned < $1.owned : $0.owner < $1.owner }
  }

  /// `nil` when only one size is possible.
  private func openShare(_ share: Int) -> OpenShare? {
    let company = Int(shares.companies[share])
    let isUnknown = shares.isUnknown(share)
    let low = Int(shares.low[share])
    let high = isUnknown ? shares.roomForUnknown(company) : Int(shares.high[share])
    guard low < high else { return nil }
    return OpenShare(
      owner: graph.keys[Int(shares.owners[share])], owned: graph.keys[company], possiblePPM: low...high,
      reason: isUnknown ? .unknown : shares.onlyMayHold[share] ? .date : .conflicting)
  }
}
