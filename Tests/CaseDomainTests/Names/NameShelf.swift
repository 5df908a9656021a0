@testable import CaseDomain

/// Names held in memory and found as the store finds them: by `NameCandidates` over a table of keys.
struct NameShelf<Entity: Hashable & Sendable>: Sendable {
  struct Hit: Sendable {
    let entity: Entity
    let name: ParsedName
    let score: Double
  }

  private let names: [(entity: Entity, name: ParsedName)]
  private let keys: [Int64: [Int64]]

  init(_ entries: some Sequence<(entity: Entity, names: [ParsedName])>) {
    names = entries.flatMap { entry in entry.names.map { (entry.entity, $0) } }
    var keys: [Int64: [Int64]] = [:]
    for (place, one) in names.enumerated() {
      for key in NameKeys.numbers(of: one.name) { keys[key, default: []].append(Int64(place)) }
    }
    self.keys = keys
  }

  /// At or above the review threshold, the best first and each entity once; ties in the order given.
  func hits(for query: ParsedName) -> [Hit] {
    let found = NameCandidates(
      for: query, held: names.count, canBe: { query.canBe(names[Int($0)].name) }, names: { keys[$0] ?? [] })
    var best: [Entity: (place: Int, score: Double)] = [:]
    for place in found.names.map(Int.init).sorted() where query.canBe(names[place].name) {
      let score = NameComparison.score(query, names[place].name)
      let entity = names[place].entity
      if score >= NameWeights.reviewThreshold, score > best[entity]?.score ?? -1 {
        best[entity] = (place, score)
      }
    }
    return best.sorted { ($1.value.score, $0.value.place) < ($0.value.score, $1.value.place) }.map {
      Hit(entity: $0.key, name: names[$0.value.place].name, score: $0.value.score)
    }
  }
}
