/// How much one bundle may unfold to. What would go beyond is refused before a byte of it is handed out.
public struct ReadingBudget: Codable, Equatable, Sendable {
  /// Unpacked bytes of all containers together.
  public var maximumBytes = 64 * 1024 * 1024 * 1024
  /// Unpacked bytes for one packed; asked only above `freeBytes`. Deflate reaches 1,030; honest tables 20.
  public var maximumRatio = 100
  public var freeBytes = 1024 * 1024
  /// Members of all containers together, those refused included.
  public var maximumEntries = 100_000
  /// Files of the bundle: those of its folder first, then members.
  public var maximumFiles = EvidenceBundle.maximumFiles
  /// Containers inside containers; the outermost is 1.
  public var maximumDepth = 4

  /// What was granted so far.
  public private(set) var bytes = 0
  public private(set) var entries = 0

  public init() {}

  /// Why an archive, or one member, would cost too much. Printed after "refused: ", so no full stop.
  struct Excess: Error, Equatable {
    let reason: String
  }

  mutating func takeEntry() throws(Excess) {
    guard entries < maximumEntries else {
      throw Excess(reason: "there are more than \(maximumEntries) members")
    }
    entries += 1
  }

  mutating func take(_ count: Int) throws(Excess) {
    let (total, isTooMuch) = bytes.addingReportingOverflow(count)
    guard count >= 0, !isTooMuch, total <= maximumBytes else {
      throw Excess(reason: "it unfolds to more than \(maximumBytes) bytes")
    }
    bytes = total
  }

  /// Whether `unpacked` bytes may come of `packed`.
  func checkRatio(unpacked: Int, packed: Int) throws(Excess) {
    let (most, isEndless) = packed.multipliedReportingOverflow(by: maximumRatio)
    guard unpacked <= freeBytes || isEndless || unpacked <= most else {
      throw Excess(reason: "\(packed) bytes unfold to \(unpacked) or more: over \(maximumRatio) for one")
    }
  }

  /// The most that may come of `packed` bytes now.
  func room(for packed: Int) -> Int {
    let (most, isEndless) = packed.multipliedReportingOverflow(by: maximumRatio)
    return min(maximumBytes - bytes, isEndless ? .max : max(freeBytes, most))
  }

  static let remedy = "ask the sender for smaller parts, or unpack it yourself where it can do no harm"
}
