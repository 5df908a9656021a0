/// Finds, among many names, the pairs that may be one.
///
/// In memory and immutable. Two names are compared when they share keys that carry enough of the weight of one; a key
/// weighs the more the fewer names have it. One name is looked for by `NameCandidates`. Source: docs/names.md §4.
public struct NameIndex<Entity: Hashable & Sendable>: Sendable {
  private let entities: [Entity]
  /// By name: its entity's place in `entities`.
  private let owners: [Int32]
  private let names: [ParsedName]
  private let postings: NamePostings

  /// - Parameter entries: an entity and all its names; an entity may come more than once.
  public init(_ entries: some Sequence<(entity: Entity, names: [ParsedName])>) {
    var entities: [Entity] = []
    var owners: [Int32] = []
    var names: [ParsedName] = []
    for entry in entries {
      for name in entry.names {
        names.append(name)
        owners.append(Int32(truncatingIfNeeded: entities.count))
      }
      entities.append(entry.entity)
    }
    self.entities = entities
    self.owners = owners
    self.names = names
    postings = NamePostings(names)
  }

  /// Two entities that may be one.
  public struct Pair: Sendable {
    public let first: Entity
    public let second: Entity
    public let score: Double
    /// The places, among the names of `first` and of `second`, of the two that score it; of several the foremost.
    public let names: (first: Int, second: Int)
  }

  public struct Duplicates: Sendable {
    /// The best first, then in the order given.
    public let pairs: [Pair]
    /// Of so many names some were left out that have no more in common with them than one which scores the threshold, or
    /// not all that share a key were looked at: there may be more pairs.
    public let cutNames: Int
  }

  /// Pairs of entities with names that score `threshold` or more.
  ///
  /// - Parameter candidates: so many names are compared with each, at most.
  public func duplicates(threshold: Double = 0.85, candidates: Int = 60) -> Duplicates {
    let parts = InParallel.run { part in
      scores(of: stride(from: part, to: names.count, by: InParallel.parts), threshold, candidates)
    }
    var best: [UInt64: Best] = [:]
    for part in parts { best.merge(part.best) { $1.isBetter(than: $0) ? $1 : $0 } }
    // By owner, the place of its first name.
    var starts = [Int](repeating: 0, count: entities.count)
    for (place, owner) in owners.enumerated().reversed() { starts[Int(owner)] = place }
    let pairs = best.sorted { ($1.value.score, $0.key) < ($0.value.score, $1.key) }.map { key, best in
      let (first, second) = (Int(key >> 32), Int(key & 0xFFFF_FFFF))
      return Pair(
        first: entities[first], second: entities[second], score: best.score,
        names: (Int(best.first) - starts[first], Int(best.second) - starts[second]))
    }
    return Duplicates(pairs: pairs, cutNames: parts.reduce(0) { $0 + $1.cutNames })
  }

  /// The best score of a pair, and the places of the names that make it.
  private struct Best: Sendable {
    let score: Double
    let first: Int32
    let second: Int32

    func isBetter(than other: Best) -> Bool {
      (score, other.first, other.second) > (other.score, first, second)
    }
  }

  private struct Scores: Sendable {
    var best: [UInt64: Best] = [:]
    var cutNames = 0
  }

  /// The best score of each pair of entities that one of the names at `places` and a later name make.
  private func scores(
    of places: StrideTo<Int>, _ threshold: Double, _ candidates: Int
  ) -> Scores {
    var scores = Scores()
    var scratch = NamePostings.Scratch(count: names.count)
    for place in places {
      let name = names[place]
      let found = postings.candidates(
        for: name, atMost: candidates, share: NamePostings.duplicateShare, after: place, scratch: &scratch
      ) { owners[$0] != owners[place] && name.canBe(names[$0]) }
      let heavier = found.names.count - found.lightest
      var isCut = found.isCut
      for (order, other) in found.names.enumerated() {
        // It comes after this one, and so does its owner.
        let key = UInt64(owners[place]) << 32 | UInt64(owners[other])
        let score = NameComparison.score(name, names[other])
        guard score >= threshold else { continue }
        if order >= heavier { isCut = true }
        let pair = Best(
          score: score, first: Int32(truncatingIfNeeded: place), second: Int32(truncatingIfNeeded: other))
        if scores.best[key].map({ pair.isBetter(than: $0) }) ?? true { scores.best[key] = pair }
      }
      if isCut { scores.cutNames += 1 }
    }
    return scores
  }
}

extension ParsedName {
  /// A person is no ship and no company; what was not said may be any of them.
  public func canBe(_ other: ParsedName) -> Bool {
    schema == other.schema || core.isSchemaGuessed || other.core.isSchemaGuessed
  }

  /// The same of a name of this kind, without parsing it.
  public func canBe(_ kind: NameSchema) -> Bool {
    schema == kind || kind == .unknown || core.isSchemaGuessed
  }
}
