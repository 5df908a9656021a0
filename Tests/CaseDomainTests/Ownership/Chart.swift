import CaseDomain

/// A chart of ownership in short: `A 50 B, B 25.5 C, A ? C` (`?`: unknown), `2026-01-01 A 50 B` from that day,
/// `A 50 B 2027-01-01` to that day.
struct Chart {
  static let today = Day("2027-03-01")!
  static let half = OwnershipThreshold.atLeast(Stake(ppm: 500_000)!)

  var holdings: [Holding]

  init(_ text: String) {
    holdings = text.split(separator: ",").map { line in
      var words = line.split(separator: " ").map(String.init)
      let from = words.first.flatMap { Day($0) }
      if from != nil { words.removeFirst() }
      let to = words.last.flatMap { Day($0) }
      precondition(words.count == (to == nil ? 3 : 4), "\(line)")
      let share = words[1] == "?" ? nil : Stake(ppm: Int((Double(words[1])! * 10_000).rounded()))!
      return Holding(owner: key(words[0]), owned: key(words[2]), share: share, from: from, to: to)!
    }
  }

  func closure(
    _ seeds: String, on day: Day = today, threshold: OwnershipThreshold = half
  ) throws -> OwnershipClosure {
    OwnershipClosure.compute(
      try OwnershipGraph(holdings), seeds: seeds.split(separator: " ").map { key(String($0)) }, asOf: day,
      threshold: threshold)
  }
}

func key(_ text: String) -> OwnershipKey { OwnershipKey(text)! }

extension OwnershipClosure {
  /// `A B`, in the order of the bytes.
  func names(_ answer: Answer) -> String { parties(answer).map(\.text).joined(separator: " ") }
}
