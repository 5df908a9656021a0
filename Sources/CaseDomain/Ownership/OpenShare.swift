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

/// What an undetermined party turns on, where many are listed: in full these would grow with the square of a chain.
public struct OpenShares: Hashable, Sendable {
  /// So many for each at most (`docs/ownership.md` §9).
  public static let mostAmongMany = 32

  /// By company, then by owner, in the order of their bytes.
  public var shares: [OpenShare] = []
  /// How many more of the party itself, beside those listed.
  public var unlisted = 0
  /// Undetermined owners that it turns on, too: what these turn on is said of each of them.
  public var beyond: [OwnershipKey] = []
  /// How many of these are not listed.
  public var unlistedBeyond = 0
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
    openShares(for: party, most: .max).shares
  }

  /// The same where many parties are listed: those nearest to the party, one generation of holders after the other.
  ///
  /// - Parameter most: so many shares at most, and so many companies whose shares are looked at.
  public func openShares(for party: OwnershipKey, most: Int) -> OpenShares {
    guard let number = graph.number(of: party), answer(number) == .undetermined else { return OpenShares() }
    var found: [OpenShare] = []
    var seen: Set<Int32> = [number]
    var next = [number]
    var place = 0
    var unlisted = 0
    while place < next.count, place < most, place == 0 || found.count < most {
      let company = Int(next[place])
      var ofCompany: [OpenShare] = []
      var owners: [Int32] = []
      for share in Int(shares.starts[company])..<Int(shares.starts[company + 1]) {
        let owner = shares.owners[share]
        guard possibleRound[Int(owner)] >= 0 else { continue }
        if let unsettled = openShare(share) { ofCompany.append(unsettled) }
        if answer(owner) == .undetermined, seen.insert(owner).inserted { owners.append(owner) }
      }
      // Another company is listed whole, or not at all: its own entry says what it turns on.
      if place > 0, ofCompany.count > most - found.count { break }
      next += owners.sorted { graph.keys[Int($0)] < graph.keys[Int($1)] }
      found += ofCompany.sorted { $0.owner < $1.owner }.prefix(most)
      unlisted += max(0, ofCompany.count - most)
      place += 1
    }
    let beyond = next[place...].map { graph.keys[Int($0)] }.sorted()
    return OpenShares(
      shares: found.sorted { $0.owned != $1.owned ? $0.owned < $1.owned : $0.owner < $1.owner },
      unlisted: unlisted, beyond: Array(beyond.prefix(most)), unlistedBeyond: max(0, beyond.count - most))
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
