/// Which keys of statements are one party, by the judgements of people that stand.
///
/// *Same* joins, followed as far as it leads, by way of actors and of records that no statement names too.
/// *Unsure*, and what offices differ about, join nothing. Reckoned anew whenever it is asked for: a judgement
/// that is taken back parts again what it joined. Source: `docs/ownership.md` §10.
public struct JudgedParties: Sendable {
  /// A pair that somebody judged different, and that other judgements make one all the same.
  public struct Contradiction: Hashable, Sendable {
    public let different: JudgementRow
    /// From the one to the other, the fewest that lead there.
    public let same: [JudgementRow]
  }

  /// Nobody judged anything: each key is a party of its own.
  public static let none = JudgedParties([], in: [])

  /// Of joined keys that statements name: the first of them in the order of their bytes.
  private let party: [OwnershipKey: OwnershipKey]
  private let members: [OwnershipKey: [OwnershipKey]]
  private let links: Links
  private let contradictions: [OwnershipKey: [Contradiction]]

  /// - Parameters:
  ///   - judgements: those that stand, in any order.
  ///   - stakes: the statements; what they do not name is only a way from one to another.
  public init(_ judgements: [JudgementRow], in stakes: [StatedStake]) {
    let keys =
      judgements.isEmpty ? [] : Set(stakes.flatMap { [$0.owner, $0.owned] }.compactMap(\.self))
    let links = Links(judgements.sorted { $0.id < $1.id })
    self.links = links
    var party: [OwnershipKey: OwnershipKey] = [:]
    var members: [OwnershipKey: [OwnershipKey]] = [:]
    var firstOfClass: [Int: OwnershipKey] = [:]
    for all in links.classes() {
      let named = all.compactMap { links.keys[$0] }.filter(keys.contains).sorted()
      guard named.count > 1 else { continue }
      members[named[0]] = named
      for key in named { party[key] = named[0] }
      for node in all { firstOfClass[node] = named[0] }
    }
    var contradictions: [OwnershipKey: [Contradiction]] = [:]
    for row in links.apart {
      guard let one = links.number(of: row.first), let other = links.number(of: row.second),
        let first = firstOfClass[one], first == firstOfClass[other]
      else { continue }
      contradictions[first, default: []].append(
        Contradiction(different: row, same: links.way(from: [one], to: other)))
    }
    self.party = party
    self.members = members
    self.contradictions = contradictions
  }

  /// The key that stands for all that are one with it; the key itself when nothing is.
  public func callAsFunction(_ key: OwnershipKey) -> OwnershipKey { party[key] ?? key }

  /// All keys of a party that statements name, in the order of their bytes, the one that stands for them first.
  public func keys(of key: OwnershipKey) -> [OwnershipKey] { members[self(key)] ?? [key] }

  /// The keys that are one party, for each party of several, in the order of their first.
  public var joined: [[OwnershipKey]] { members.sorted { $0.key < $1.key }.map(\.value) }

  /// The judgements that make a key one with the nearest of others, the fewest; empty when it is one of them, or
  /// is no party with any.
  public func joins(_ key: OwnershipKey, with others: Set<OwnershipKey>) -> [JudgementRow] {
    guard !others.contains(key), let end = links.number(of: key) else { return [] }
    return links.way(from: others.sorted().compactMap(links.number), to: end)
  }

  /// Where judgements contradict one another on who these parties are.
  public func contradictions(on parties: some Sequence<OwnershipKey>) -> [Contradiction] {
    Set(parties.map { self($0) }).sorted().flatMap { contradictions[$0] ?? [] }
  }

  /// The judged bearers as a graph: *same* are its edges.
  private struct Links: Sendable {
    private(set) var keys: [OwnershipKey?] = []
    private(set) var apart: [JudgementRow] = []
    private var edges: [[(to: Int, row: JudgementRow)]] = []
    /// By the bytes of their CBOR: two ids that only look alike are two.
    private var numbers: [[UInt8]: Int] = [:]
    private var byKey: [OwnershipKey: Int] = [:]

    init(_ rows: [JudgementRow]) {
      for row in rows where row.verdict == .same {
        let (one, other) = (add(row.first), add(row.second))
        edges[one].append((other, row))
        edges[other].append((one, row))
      }
      apart = rows.filter { $0.verdict == .different }
    }

    private mutating func add(_ bearer: NameBearer) -> Int {
      let bytes = bearer.cbor.encoded
      if let known = numbers[bytes] { return known }
      let number = keys.count
      numbers[bytes] = number
      let key: OwnershipKey? =
        if case .entry(let source, let id) = bearer { StatedStake.key(source, id) } else { nil }
      keys.append(key)
      edges.append([])
      if let key { byKey[key] = number }
      return number
    }

    func number(of bearer: NameBearer) -> Int? { numbers[bearer.cbor.encoded] }
    func number(of key: OwnershipKey) -> Int? { byKey[key] }

    func classes() -> [[Int]] {
      var seen = [Bool](repeating: false, count: keys.count)
      var found: [[Int]] = []
      for start in keys.indices where !seen[start] {
        seen[start] = true
        var members = [start]
        var next = 0
        while next < members.count {
          for edge in edges[members[next]] where !seen[edge.to] {
            seen[edge.to] = true
            members.append(edge.to)
          }
          next += 1
        }
        found.append(members)
      }
      return found
    }

    /// Breadth first, so that the way is one of the shortest; empty when none leads there.
    func way(from starts: [Int], to end: Int) -> [JudgementRow] {
      var cameBy: [Int: (from: Int, row: JudgementRow)] = [:]
      var open = starts
      var next = 0
      var seen = Set(starts)
      while next < open.count, open[next] != end {
        for edge in edges[open[next]] where seen.insert(edge.to).inserted {
          cameBy[edge.to] = (open[next], edge.row)
          open.append(edge.to)
        }
        next += 1
      }
      var way: [JudgementRow] = []
      var place = end
      while let step = cameBy[place] {
        way.append(step.row)
        place = step.from
      }
      return way.reversed()
    }
  }
}
