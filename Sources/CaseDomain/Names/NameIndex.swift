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

  public var nameCount: Int { names.count }

  /// Two entities that may be one.
  public struct Pair: Sendable {
    public let first: Entity
    public let second: Entity
    public let score: Double
  }

  public struct Duplicates: Sendable {
    /// The best first, then in the order given.
    public let pairs: [Pair]
    /// Of so many names some were left out that have no more in common with them than one which scores the threshold:
    /// there may be more pairs.
    public let cutNames: Int
  }

  /// Pairs of entities with names that score `threshold` or more.
  ///
  /// - Parameter candidates: so many names are compared with each, at most.
  public func duplicates(threshold: Double = 0.85, candidates: Int = 60) -> Duplicates {
    let parts = InParallel.run { part in
      scores(of: stride(from: part, to: names.count, by: InParallel.parts), threshold, candidates)
    }
    var best: [UInt64: Double] = [:]
    for part in parts { best.merge(part.best, uniquingKeysWith: max) }
    let pairs = best.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { key, score in
      Pair(first: entities[Int(key >> 32)], second: entities[Int(key & 0xFFFF_FFFF)], score: score)
    }
    return Duplicates(pairs: pairs, cutNames: parts.reduce(0) { $0 + $1.cutNames })
  }

  private struct Scores: Sendable {
    var best: [UInt64: Double] = [:]
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
      var isCut = false
      for (order, other) in found.names.enumerated() {
        let low = UInt64(min(owners[other], owners[place]))
        let key = low << 32 | UInt64(max(owners[other], owners[place]))
        let score = NameComparison.score(name, names[other])
        guard score >= threshold else { continue }
        if order >= heavier { isCut = true }
        if score > scores.best[key] ?? -1 { scores.best[key] = score }
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
