import Foundation
import Testing

/// Whatever the network, the disks and the clocks do, replicas end with the same operations and state.
/// `SEEDS=10000 swift test --filter SimulationTests` looks further.
@Suite struct SimulationTests {
  static let seeds = ProcessInfo.processInfo.environment["SEEDS"].flatMap(UInt64.init) ?? 300
  private static let batch: UInt64 = 25

  @Test(arguments: 0..<(seeds + batch - 1) / batch)
  func replicasConverge(batch: UInt64) {
    for seed in batch * Self.batch..<min((batch + 1) * Self.batch, Self.seeds) {
      var simulation = Simulation(seed: seed)
      do { try simulation.run() } catch { Issue.record("seed \(seed): \(error)") }
    }
  }

  @Test func sameSeedSameTrace() throws {
    for seed: UInt64 in [3, 11, 42] {
      var first = Simulation(seed: seed)
      var second = Simulation(seed: seed)
      try first.run()
      try second.run()
      #expect(first.trace == second.trace)
      #expect(first.seen == second.seen)
    }
  }

  /// A world in which nothing goes wrong proves nothing.
  @Test func everythingHappens() throws {
    var total = Simulation.Sightings()
    for seed: UInt64 in 1000..<1020 {
      var simulation = Simulation(seed: seed)
      try simulation.run()
      total.broken += simulation.seen.broken
      total.restores += simulation.seen.restores
      total.forks += simulation.seen.forks
      total.rotations += simulation.seen.rotations
      total.conflicts += simulation.seen.conflicts
      total.contested += simulation.seen.contested
      total.noOpBytes.formUnion(simulation.seen.noOpBytes)
    }
    #expect(total.broken > 10)
    #expect(total.restores > 5)
    #expect(total.forks > 0)
    #expect(total.rotations > 5)
    #expect(total.conflicts > 5)
    #expect(total.contested > 2)
    #expect(total.noOpBytes.allSatisfy { (500...600).contains($0) })
  }
}
