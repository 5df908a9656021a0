/// What the statements in force on one day come to: at most one share for each owner and company.
///
/// - Equal statements of a pair count once. Unequal ones are never added up: the share lies between the least
///   and the greatest.
/// - A pair with a number and an "unknown" has the number: an unknown adds nothing and contradicts nothing.
/// - What only may hold on the day holds nothing or its share, unless another statement of the pair holds
///   for certain: then its share may be the true one.
/// - Self-holdings are left out, and reported.
struct SharesInForce: Sendable {
  /// By share, ordered by company: those of company `c` are `starts[c]..<starts[c + 1]`.
  private(set) var owners: [Int32] = []
  private(set) var companies: [Int32] = []
  private(set) var low: [Int32] = []
  /// -1: unknown, and then `low` is 0.
  private(set) var high: [Int32] = []
  private(set) var starts: [Int32] = [0]
  /// All statements of the share only may hold on the day.
  private(set) var onlyMayHold: [Bool] = []

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
      var doubtful: [(share: Int, ppm: Int32)] = []
      while statement < end {
        let owner = graph.owners[statement]
        var stated = Stated()
        while statement < end, graph.owners[statement] == owner {
          if graph.firstDays[statement] <= today, today < graph.endDays[statement] {
            stated.take(graph.shares[statement], isCertain: graph.areCertain[statement])
          }
          statement += 1
        }
        guard stated.isAnything else { continue }
        if owner == company {
          problems.append(.selfHolding(graph.keys[Int(owner)]))
          continue
        }
        let (least, greatest) = stated.ends
        if least < greatest {
          problems.append(
            .conflict(
              owner: graph.keys[Int(owner)], owned: graph.keys[Int(company)],
              lowPPM: Int(max(0, least)), highPPM: Int(greatest)))
        }
        if let ppm = stated.possibleBesideUnknown { doubtful.append((owners.count, ppm)) }
        owners.append(owner)
        companies.append(company)
        low.append(max(0, least))
        high.append(greatest)
        onlyMayHold.append(!stated.isCertain)
        leastTotal += Int(max(0, least))
        greatestTotal += Int(max(0, greatest))
      }
      starts.append(Int32(owners.count))
      room.append(1_000_000 - leastTotal)
      // Unknown, it is what the others leave; or what only may hold, if that is more.
      for (share, ppm) in doubtful where Int(ppm) > max(0, 1_000_000 - leastTotal) { high[share] = ppm }
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

  /// What the statements of one pair come to on one day.
  private struct Stated {
    private(set) var isAnything = false
    /// One of them holds for certain.
    private(set) var isCertain = false
    private var hasUnknown = false
    private var certain = Values()
    private var possible = Values()

    mutating func take(_ share: Int32, isCertain: Bool) {
      isAnything = true
      if isCertain { self.isCertain = true }
      if share < 0 {
        hasUnknown = true
      } else if isCertain {
        certain.take(share)
      } else {
        possible.take(share)
      }
    }

    /// The least and the greatest share; both -1 when it is unknown.
    var ends: (least: Int32, greatest: Int32) {
      if certain.low >= 0 {
        return (
          possible.low < 0 ? certain.low : min(certain.low, possible.low), max(certain.high, possible.high)
        )
      }
      // A number that only may hold does not speak for an unknown share beside it.
      return hasUnknown ? (-1, -1) : (0, possible.high)
    }

    /// The greatest share that only may hold beside one that is unknown; `nil` when it is not so.
    var possibleBesideUnknown: Int32? {
      hasUnknown && certain.low < 0 && possible.high >= 0 ? possible.high : nil
    }
  }

  /// Both -1 as long as there is none.
  private struct Values {
    private(set) var low: Int32 = -1
    private(set) var high: Int32 = -1

    mutating func take(_ share: Int32) {
      low = low < 0 ? share : min(low, share)
      high = max(high, share)
    }
  }
}
