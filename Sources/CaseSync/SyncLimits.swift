/// The bounds of docs/sync-protocol.md §6.
public enum SyncLimits {
  public static let version: UInt64 = 1
  public static let preambleNoise = 64 * 1024
  public static let body = (1 << 20) + (1 << 10)
  public static let decompressedBody = 8 << 20
  public static let versions = 8
  public static let headsPerMessage = 4096
  public static let announcedHeads = 262_144
  public static let wants = 4096
  public static let blobWants = 64
  /// So many that lack are looked up at once; when they are done with, the next.
  public static let blobNeeds = 4096
  public static let sealsPerMessage = 1000
  public static let segmentsPerMessage = 1024
  /// Seals kept in memory until one bears signatures: an office signs what it sends at the end of each exchange.
  public static let unsignedSeals = 1_000_000
  public static let blobPiece = 1 << 20
  public static let alarmBytes = 1024
  public static let alarms = 64
  /// A sender collects segments until a message reaches this size.
  public static let segmentBytes = 512 * 1024
  /// A receiver commits at the first of these (§3.8).
  public static let commitOperations = 10_000
  public static let commitBytes = 8 << 20
  public static let commitMilliseconds: UInt64 = 1000
}
