import CaseDomain
import Testing

/// Readings of clocks: docs/journal.md §6.
@Suite struct HLCTests {
  private static let wall: UInt64 = 1_780_000_000_000
  private let own = HLC(milliseconds: Self.wall)

  @Test func whatIsOnlySeenMovesNoClockBeyondTheBound() {
    let near = HLC(milliseconds: Self.wall + HLC.boundMilliseconds)
    let far = HLC(milliseconds: Self.wall + HLC.boundMilliseconds + 1)
    #expect(own.seeing(near, wallMilliseconds: Self.wall) == near)
    #expect(own.seeing(far, wallMilliseconds: Self.wall) == own)
  }

  @Test func whatIsReplacedIsFollowed() {
    let far = HLC(milliseconds: Self.wall * 2)
    #expect(own.replacing(far) == far)
    #expect(own.replacing(far).next(wallMilliseconds: Self.wall) > far)
    #expect(far.replacing(own) == far)
  }

  /// Readings are to be left for all that is still to be said.
  @Test func noReadingFromHereOnIsFollowed() {
    let last = HLC((1 << 62) - 1)
    #expect(own.replacing(last) == last)
    for far in [UInt64(1) << 62, .max] { #expect(own.replacing(HLC(far)) == own) }
  }
}
