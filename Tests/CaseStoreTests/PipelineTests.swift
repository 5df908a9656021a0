import Foundation
import Synchronization
import Testing

@testable import CaseStore

@Suite struct PipelineTests {
  struct Broken: Error, Equatable { let what: String }

  /// Items of one byte and of more than a whole lot.
  @Test(arguments: [1, 1000, Pipeline.lotBytes + 1])
  func everythingComesInOrder(bytes: Int) throws {
    var used: [Int] = []
    let count = try Pipeline.run { outlet in
      for number in 0..<5000 { try outlet.put(number, bytes: bytes) }
      return 5000
    } use: {
      used.append($0)
    }
    #expect(count == 5000)
    #expect(used == Array(0..<5000))
  }

  @Test func whatTheMakerThrowsComesAfterWhatItMade() {
    var used: [Int] = []
    #expect(throws: Broken(what: "made")) {
      try Pipeline.run { outlet in
        for number in 0..<10 { try outlet.put(number, bytes: Pipeline.lotBytes) }
        throw Broken(what: "made")
      } use: {
        used.append($0)
      }
    }
    #expect(used == Array(0..<10))
  }

  @Test func whatTheUserThrowsEndsTheMaking() {
    let made = Mutex(0)
    #expect(throws: Broken(what: "used")) {
      try Pipeline.run { outlet in
        defer { made.withLock { $0 = -$0 } }  // its thread has ended when `run` returns
        while true {
          try outlet.put(1, bytes: Pipeline.lotBytes)
          made.withLock { $0 += 1 }
        }
      } use: { (_: Int) in
        throw Broken(what: "used")
      }
    }
    #expect(made.withLock { $0 } <= 0)
  }

  @Test func theMakerLearnsOfACancellation() {
    var used = 0
    #expect(throws: Broken(what: "cancelled")) {
      try Pipeline.run {
        used == 100
      } make: { outlet in
        while true {
          if outlet.isCancelled { throw Broken(what: "cancelled") }
          try outlet.put(1, bytes: Pipeline.lotBytes)
        }
      } use: {
        used += $0
      }
    }
    #expect(used >= 100)
  }

  /// What waits is not used any more, also when the maker had ended before the cancellation.
  @Test func aCancellationEndsTheUse() {
    var used = 0
    #expect(throws: CancellationError.self) {
      try Pipeline.run {
        used == 3
      } make: { outlet in
        for _ in 0..<10 { try outlet.put(1, bytes: Pipeline.lotBytes) }
      } use: {
        used += $0
      }
    }
    #expect(used == 3)
  }

  @Test func aMakerThatMakesNothingLearnsOfACancellation() {
    #expect(throws: Broken(what: "cancelled")) {
      try Pipeline.run {
        true
      } make: { (outlet: PipelineOutlet<Int>) in
        // So often and no longer: where nobody tells it, it ends too.
        for _ in 0..<10_000_000 {
          if outlet.isCancelled { throw Broken(what: "cancelled") }
          sched_yield()
        }
      } use: { (_: Int) in
      }
    }
  }

  /// What came is not kept, though nothing more would have come.
  @Test func aCancellationBehindTheLastLotCounts() {
    var used = 0
    #expect(throws: CancellationError.self) {
      try Pipeline.run {
        used == 1
      } make: { outlet in
        try outlet.put(1, bytes: 1)
      } use: {
        used += $0
      }
    }
    #expect(used == 1)
  }

  /// Whoever uses slowly is not drowned: a few megabytes wait, however much is made.
  @Test func littleStandsBetween() throws {
    let made = Mutex(0)
    var farthest = 0
    var used = 0
    try Pipeline.run { outlet in
      for _ in 0..<1000 {
        made.withLock { $0 += 1 }
        try outlet.put((), bytes: Pipeline.lotBytes)
      }
    } use: { _ in
      if used.isMultiple(of: 100) { for _ in 0..<50 { sched_yield() } }
      used += 1
      farthest = max(farthest, made.withLock { $0 } - used)
    }
    #expect(used == 1000)
    #expect(farthest <= Pipeline.maximumBytes / Pipeline.lotBytes + 2, "\(farthest)")
  }
}
