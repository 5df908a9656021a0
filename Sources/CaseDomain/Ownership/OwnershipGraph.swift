/// All statements of ownership, numbered densely, for any day. Built once, asked often.
public struct OwnershipGraph: Sendable {
  public static let maximumHoldings = 100_000_000

  /// Each person or company that a statement names, by its number.
  let keys: [OwnershipKey]
  private let numbers: [OwnershipKey: Int32]

  /// The statements, by company and then by owner: those of company `c` are `starts[c]..<starts[c + 1]`.
  let starts: [Int32]
  let owners: [Int32]
  /// Parts per million; -1 is unknown.
  let shares: [Int32]
  /// Days since 1970-01-01: first inclusive, last exclusive.
  let firstDays: [Int32]
  let endDays: [Int32]
  /// Whether it holds on these days, or only may.
  let areCertain: [Bool]

  /// Every person or company named, in no particular order.
  public var parties: [OwnershipKey] { keys }

  /// - Throws: `OwnershipGraphTooLarge` beyond 100,000,000 statements.
  public init(_ holdings: [Holding]) throws(OwnershipGraphTooLarge) {
    try self.init(holdings, limit: Self.maximumHoldings)
  }

  init(_ holdings: [Holding], limit: Int) throws(OwnershipGraphTooLarge) {
    guard holdings.count <= limit else {
      throw OwnershipGraphTooLarge(holdings: holdings.count, limit: limit)
    }
    var numbering = Numbering(capacity: holdings.count)
    let owner = holdings.map { numbering.number($0.owner) }
    let owned = holdings.map { numbering.number($0.owned) }
    keys = numbering.keys
    numbers = numbering.numbers

    // Two stable counting sorts: by owner, then by company.
    let byOwner = CountingSort(owner, classes: keys.count).order
    let sorted = CountingSort(byOwner.map { owned[Int($0)] }, classes: keys.count)
    let order = sorted.order.map { Int(byOwner[Int($0)]) }
    starts = sorted.starts
    owners = order.map { owner[$0] }
    shares = order.map { Int32(holdings[$0].share?.ppm ?? -1) }
    firstDays = order.map { holdings[$0].from.map { Int32($0.number) } ?? .min }
    areCertain = order.map { holdings[$0].isCertain }
    endDays = order.map { holdings[$0].to.map { Int32($0.number) } ?? .max }
  }

  /// Whether a statement names it, on whatever day.
  public func names(_ key: OwnershipKey) -> Bool { numbers[key] != nil }

  /// The number of a key; `nil` when no statement names it.
  func number(of key: OwnershipKey) -> Int32? { numbers[key] }

  private struct Numbering {
    private(set) var keys: [OwnershipKey] = []
    private(set) var numbers: [OwnershipKey: Int32] = [:]

    init(capacity: Int) { numbers.reserveCapacity(capacity) }

    mutating func number(_ key: OwnershipKey) -> Int32 {
      let new = Int32(keys.count)
      let known = numbers[key, default: new]
      guard known == new else { return known }
      numbers[key] = new
      keys.append(key)
      return new
    }
  }
}

/// More statements than the dense numbers are made for.
public struct OwnershipGraphTooLarge: Error, Equatable, Sendable {
  public let holdings: Int
  public let limit: Int

  /// Printed after "refused: ", so no full stop.
  public var message: String { "\(holdings) statements of ownership are more than the limit of \(limit)" }
  public var remedy: String { "leave out companies that no case leads to, or split the register by country" }
}

/// Stable order of places by a small number they carry.
struct CountingSort {
  /// Class `c` is at `starts[c]..<starts[c + 1]` of `order`.
  let starts: [Int32]
  /// Places in `classOf`.
  let order: [Int32]

  /// - Parameter classOf: for each place a class in `0..<classes`.
  init(_ classOf: [Int32], classes: Int) {
    var starts = [Int32](repeating: 0, count: classes + 1)
    for number in classOf { starts[Int(number) + 1] += 1 }
    for index in 0..<classes { starts[index + 1] += starts[index] }
    var next = starts
    var order = [Int32](repeating: 0, count: classOf.count)
    for (place, number) in classOf.enumerated() {
      order[Int(next[Int(number)])] = Int32(place)
      next[Int(number)] += 1
    }
    self.starts = starts
    self.order = order
  }
}
