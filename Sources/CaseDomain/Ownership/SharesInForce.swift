/// What the statements in force on one day come to: at most one share for each owner and company.
///
/// - Equal statements of a pair count once. Unequal ones are never added up: the share lies between the least
///   and the greatest.
/// - A pair with a number and an "unknown" has the number: an unknown adds nothing and contradicts nothing.
/// - Self-holdings are left out, and reported.
struct SharesInForce: Sendable {
  /// By share, ordered by company: those of company `c` are `starts[c]..<starts[c + 1]`.
  private(set) var owners: [Int32] = []
  private(set) var companies: [Int32] = []
  private(set) var low: [Int32] = []
  /// -1: unknown, and then `low` is 0.
  private(set) var high: [Int32] = []
  private(set) var starts: [Int32] = [0]

  /// By company: what its least known shares leave to unknown holders. Negative when they exceed 100 %.
  private(set) var room: [Int] = []
  private(set) var problems: [OwnershipProblem] = []

  /// The same shares by owner: those of owner `o` are `order[starts[o]..<starts[o + 1]]`.
  let byOwner: CountingSort

  init(_ graph: OwnershipGraph, on day: Day) {
    let today = Int32(day.number)
    let count = graph.keys.count
    starts.reserveCapacity(count + 1)
    room.reserveCapacity(count)
    for company in 0..<Int32(count) {
      var statement = Int(graph.starts[Int(company)])
      let end = Int(graph.starts[Int(company) + 1])
      var leastTotal = 0
      var greatestTotal = 0
      while statement < end {
        let owner = graph.owners[statement]
        var stated = Stated()
        while statement < end, graph.owners[statement] == owner {
          if graph.firstDays[statement] <= today, today < graph.endDays[statement] {
            stated.take(graph.shares[statement])
          }
          statement += 1
        }
        guard stated.isAnything else { continue }
        if owner == company {
          problems.append(.selfHolding(graph.keys[Int(owner)]))
          continue
        }
        if stated.low < stated.high {
          problems.append(
            .conflict(
              owner: graph.keys[Int(owner)], owned: graph.keys[Int(company)],
              lowPPM: Int(stated.low), highPPM: Int(stated.high)))
        }
        owners.append(owner)
        companies.append(company)
        low.append(max(0, stated.low))
        high.append(stated.high)
        leastTotal += Int(max(0, stated.low))
        greatestTotal += Int(max(0, stated.high))
      }
      starts.append(Int32(owners.count))
      room.append(1_000_000 - leastTotal)
      if greatestTotal > 1_000_000 {
        problems.append(
          .overWhole(owned: graph.keys[Int(company)], leastPPM: leastTotal, greatestPPM: greatestTotal))
      }
    }
    problems.sort { $0.isShownBefore($1) }
    byOwner = CountingSort(owners, classes: count)
  }

  /// The most an unknown holder of `company` can hold, in parts per million.
  func roomForUnknown(_ company: Int) -> Int { max(0, room[company]) }

  func isUnknown(_ share: Int) -> Bool { high[share] < 0 }

  /// The known values of one pair on one day.
  private struct Stated {
    private(set) var isAnything = false
    /// Both -1 as long as no value is known.
    private(set) var low: Int32 = -1
    private(set) var high: Int32 = -1

    mutating func take(_ share: Int32) {
      isAnything = true
      guard share >= 0 else { return }
      low = low < 0 ? share : min(low, share)
      high = max(high, share)
    }
  }
}
