/// Refuses what one file states under one identifier beyond 1,000 times.
///
/// Each version of a record is compared with all others: a file that states one identifier a hundred thousand times would
/// cost the square of that. Who means such a file has mistaken the column of its ids. Rows that stand beside each other
/// under one key, as the accounts of a cluster do, are no versions and have no limit.
///
/// Memory: 2 MB, whatever the file. Identifiers share counters, so one that is too often is never missed, and one that is
/// not is taken for it only in a file of hundreds of millions of objects; the same file gives the same answer everywhere.
/// Source: `docs/exchange.md`, "Limits".
public struct VersionLimit {
  public static let most = 1_000

  private static let slots = 1 << 19
  private var counts: [UInt16] = []
  private var refused = 0
  private var refusedBytes = 0
  private var types: [String: Int] = [:]
  /// Of the first that was refused.
  private var example: (externalID: String, offset: Int)?

  public init() {}

  /// Whether an object is taken in; asked of each once, in the order of the file.
  public mutating func admits(_ object: SourceObject) -> Bool {
    if object.source == "csv", object.type != "csv-row" { return true }
    if counts.isEmpty { counts = [UInt16](repeating: 0, count: 2 * Self.slots) }
    // FNV-1a, whose result is the same in every process.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in object.externalID.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let mixed = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
    let first = Int(mixed >> 45)
    let second = Self.slots + Int(mixed >> 26 & UInt64(Self.slots - 1))
    if counts[first] >= Self.most, counts[second] >= Self.most {
      refuse(object)
      return false
    }
    if counts[first] < Self.most { counts[first] += 1 }
    if counts[second] < Self.most { counts[second] += 1 }
    return true
  }

  private mutating func refuse(_ object: SourceObject) {
    refused += 1
    refusedBytes += object.length
    if types[object.type] != nil || types.count < ImportSummary.maximumTypes {
      types[object.type, default: 0] += 1
    }
    example = example ?? (object.externalID, object.offset)
  }

  /// The summary of the file without what was refused, and with the reason.
  public func settle(_ summary: ImportSummary) -> ImportSummary {
    guard let example else { return summary }
    var summary = summary
    summary.refuse(
      ImportProblem(
        path: summary.path, offset: example.offset, object: example.externalID,
        reason:
          "\(refused) objects whose identifier this file states more than \(Self.most) times are not taken in",
        remedy: "if they are different things, take another column as their id: --mapping; "
          + "if not, ask for a file that states each thing once",
        severity: .refused),
      refused, bytes: refusedBytes, types: types)
    return summary
  }
}
