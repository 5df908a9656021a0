/// A hybrid logical clock reading: Unix milliseconds << 16 | counter (docs/journal.md §6). It orders
/// concurrent values for display only; causality comes from `supersedes` and `rests on`.
public struct HLC: Hashable, Sendable, Comparable {
  public let value: UInt64

  /// How far a remote operation may pull the local clock ahead of the wall clock.
  public static let boundMilliseconds: UInt64 = 5 * 60 * 1000

  public init(_ value: UInt64) { self.value = value }

  public init(milliseconds: UInt64, counter: UInt64 = 0) { value = milliseconds << 16 | counter }

  public var milliseconds: UInt64 { value >> 16 }

  public static func < (left: HLC, right: HLC) -> Bool { left.value < right.value }

  /// The next reading for a local event.
  public func next(wallMilliseconds: UInt64) -> HLC {
    max(HLC(milliseconds: wallMilliseconds), HLC(value &+ 1))
  }

  /// The reading after a remote one was seen; a reading beyond the bound does not move this clock.
  public func seeing(_ remote: HLC, wallMilliseconds: UInt64) -> HLC {
    remote.isSuspect(wallMilliseconds: wallMilliseconds) ? self : max(self, remote)
  }

  /// The reading after one whose operation the next local one replaces, and whose order nothing but the readings says: it
  /// is followed however far ahead it lies. From 2^62 on none is, so that there always are readings left.
  public func replacing(_ seen: HLC) -> HLC { seen.value < 1 << 62 ? max(self, seen) : self }

  /// Whether the reading lies further ahead of the wall clock than the bound.
  public func isSuspect(wallMilliseconds: UInt64) -> Bool {
    milliseconds > wallMilliseconds + HLC.boundMilliseconds
  }
}
