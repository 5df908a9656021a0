import CaseDomain

/// Operations in their order, cut into the segments that one seal covers.
///
/// Source: `docs/journal.md` §5.
struct SegmentRuns {
  struct Run {
    let first: UInt64
    let last: UInt64
    /// Hash of the operation before `first`, or the genesis.
    let previous: Digest256
    let leaf: Digest256
  }

  private let feed: FeedID
  private let blind: [UInt8]
  private(set) var runs: [Run] = []
  /// Hash of the operation that was taken last, at first of the one before all.
  private(set) var head: Digest256
  /// Time of the operation that was taken last.
  private(set) var newest = HLC(0)

  // The run that is open.
  private var first: UInt64
  private var previous: Digest256
  private var hashes: [Digest256] = []
  private var lengthBytes = 0

  /// - Parameters:
  ///   - blind: the secret that blinds the leaves of this seal.
  ///   - first: the number of the first operation that comes.
  ///   - previous: the hash of the operation before it, or the genesis.
  init(feed: FeedID, blind: [UInt8], first: UInt64, previous: Digest256) {
    self.feed = feed
    self.blind = blind
    self.first = first
    self.previous = previous
    head = previous
  }

  mutating func take(_ operation: Operation) {
    let size = (operation.payload?.count ?? 0) + Segment.bytesPerOperation
    if lengthBytes + size > Segment.maximumBytes || hashes.count == Segment.maximumOperations {
      close(at: operation.header.seq - 1)
    }
    head = operation.hash
    newest = operation.header.hlc
    hashes.append(operation.hash)
    lengthBytes += size
  }

  /// Ends the run that is open, if any.
  ///
  /// - Parameter last: the number of the operation that was taken last.
  mutating func close(at last: UInt64) {
    guard !hashes.isEmpty else { return }
    let leaf = SegmentProof.leaf(
      blind: blind, feed: feed, first: first, last: last, head: head, operationsRoot: Merkle.root(hashes))
    runs.append(Run(first: first, last: last, previous: previous, leaf: leaf))
    (first, previous) = (last + 1, head)
    hashes.removeAll(keepingCapacity: true)
    lengthBytes = 0
  }
}
