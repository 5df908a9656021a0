import CaseDomain
import CaseTesting
import Testing

@testable import CaseStore

@Suite struct KeySpillTests {
  /// Everything that was added is found with its value, nothing else is, wherever it lies by now.
  @Test(arguments: [1, 7, 500, 100_000]) func whatWasAddedIsFound(limit: Int) throws {
    let office = try Office()
    var spill = KeySpill(in: office.store.folder, limit: limit)
    var random = SeededGenerator(seed: UInt64(limit))
    let keys = (0..<(limit < 10 ? 300 : 5000)).map { _ in random.next() }
    for (index, key) in keys.enumerated() {
      #expect(try spill.value(of: key)?.first == nil)
      try spill.add(key, (UInt64(index), key ^ 1))
    }
    for (index, key) in keys.enumerated() {
      let value = try #require(try spill.value(of: key))
      #expect(value.first == UInt64(index) && value.second == key ^ 1)
      #expect(try !spill.contains(key &+ 1))
    }
  }

  /// What is added to a copy is not in what it was copied from.
  @Test func copiesGoTheirOwnWay() throws {
    let office = try Office()
    var one = KeySpill(in: office.store.folder, limit: 4)
    for key in 0..<10 { try one.add(UInt64(key)) }
    var other = one
    for key in 10..<20 { try other.add(UInt64(key)) }
    #expect(try (0..<10).allSatisfy { try one.contains($0) && other.contains($0) })
    #expect(try (10..<20).allSatisfy { try !one.contains($0) && other.contains($0) })
  }

  /// What was added since is dropped as a whole, or kept, wherever it lies by then.
  @Test(arguments: [2, 7, 1_000]) func anAttemptIsKeptOrDropped(limit: Int) throws {
    let office = try Office()
    var spill = KeySpill(in: office.store.folder, limit: limit)
    var kept: Set<UInt64> = []
    for round in 0..<20 as Range<UInt64> {
      let keys = (0..<5 as Range<UInt64>).map { round * 10 + $0 }
      spill.begin()
      for key in keys { try spill.add(key, (key, 1)) }
      #expect(try keys.allSatisfy { try spill.contains($0) })
      if round.isMultiple(of: 3) { spill.drop() } else { try spill.keep() }
      if !round.isMultiple(of: 3) { kept.formUnion(keys) }
    }
    for key in 0..<210 as Range<UInt64> {
      #expect(try spill.value(of: key)?.first == (kept.contains(key) ? key : nil))
    }
  }

  /// Neighbouring keys: the least, the greatest, and those at the ends of what is read at once.
  @Test func keysAtTheEdges() throws {
    let office = try Office()
    var spill = KeySpill(in: office.store.folder, limit: 257)
    let keys = (0..<257).map { UInt64($0) * 3 } + [UInt64.max]
    for key in keys.dropLast() { try spill.add(key) }
    try spill.add(.max)
    #expect(try keys.allSatisfy { try spill.contains($0) })
    #expect(try (0..<256).allSatisfy { try !spill.contains(UInt64($0) * 3 + 1) })
  }

  /// A filter never loses a key, and passes few that were not given to it.
  @Test func aFilterIsSeldomWrong() {
    var random = SeededGenerator(seed: 3)
    var filter = KeyFilter(capacity: 10_000)
    let keys = (0..<10_000).map { _ in random.next() }
    for key in keys { filter.insert(key) }
    #expect(keys.allSatisfy { filter.mayContain($0) })
    let wrong = (0..<10_000).count { _ in filter.mayContain(random.next()) }
    #expect(wrong < 100, "\(wrong) of 10,000")
  }

  /// A scan that forgets nothing says the same as one that keeps all in memory.
  @Test func aScanWithLittleMemorySaysTheSame() throws {
    let office = try Office()
    var random = SeededGenerator(seed: 11)
    let objects = (0..<3000).map { _ in
      (id: "id-\(random.next() % 400)", modified: "m\(random.next() % 3)", content: random.next() % 4)
    }
    func arrivals(_ limit: Int) throws -> [Arrival] {
      try office.store.read { reader in
        var scan = try ArrivalScan(reader, limit: limit)
        return try objects.enumerated().map { place, object in
          try scan.compare(
            "stix", object.id, modified: object.modified,
            content: Digest256.sha256(Array("\(object.id)\(object.content)".utf8)), in: .zero,
            at: UInt64(place)
          ).arrival
        }
      }
    }
    /// What the words mean, by hand.
    var seen: [String: [(String, UInt64)]] = [:]
    let meant = objects.map { object -> Arrival in
      let versions = seen[object.id] ?? []
      if versions.contains(where: { $0.1 == object.content }) { return .known }
      seen[object.id, default: []].append((object.modified, object.content))
      if versions.isEmpty { return .new }
      return versions.contains { $0.0 == object.modified } ? .conflict : .changed
    }
    #expect(try arrivals(5) == meant)
    #expect(try arrivals(100_000) == meant)
    #expect(Set(meant).count == 4)
  }
}
