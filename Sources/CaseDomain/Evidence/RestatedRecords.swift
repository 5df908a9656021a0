/// Source records that a file states, too, and that were written for another file: so that taking that one back leaves
/// them. Source: `docs/decisions/0036`.
public struct RestatedRecords: Hashable, Sendable {
  /// SHA-256 of the file that states them again.
  public let bundle: Digest256
  /// Whose operations hold them.
  public let feed: FeedID
  /// Runs of sequence numbers in that feed; ascending, apart from one another.
  public let runs: [Range<UInt64>]

  /// What one value holds at most.
  public static let mostRuns = 8_192
  public static let mostRecords: UInt64 = 1 << 20

  /// - Parameter numbers: sequence numbers, in any order, also several times.
  /// - Returns: as many values as it takes.
  public static func split(_ numbers: [UInt64], of feed: FeedID, statedIn bundle: Digest256) -> [Self] {
    var values: [Self] = []
    var runs: [Range<UInt64>] = []
    var records: UInt64 = 0
    func close() {
      if !runs.isEmpty { values.append(Self(bundle: bundle, feed: feed, runs: runs)) }
      (runs, records) = ([], 0)
    }
    for number in numbers.sorted() {
      if let last = runs.last, number < last.upperBound { continue }
      if records == mostRecords { close() }
      if let last = runs.last, number == last.upperBound {
        runs[runs.count - 1] = last.lowerBound..<number + 1
      } else {
        if runs.count == mostRuns { close() }
        runs.append(number..<number + 1)
      }
      records += 1
    }
    close()
    return values
  }
}

extension RestatedRecords {
  /// `{1: sha of the file, 2: feed, 3: [first, count, gap, count, …]}`: each run after the end of the one before.
  public var cbor: CBOR {
    var numbers: [CBOR] = []
    var end: UInt64 = 0
    for run in runs {
      numbers += [.uint(run.lowerBound - end), .uint(UInt64(run.count))]
      end = run.upperBound
    }
    return .record([1: .bytes(bundle.bytes), 2: .bytes(feed.bytes), 3: .array(numbers)])
  }

  /// `nil` for anything that `split` does not make.
  public init?(_ cbor: CBOR) {
    guard let bundle = cbor[1]?.bytesValue.flatMap({ Digest256($0) }), let feed = FeedID(cbor[2]),
      let numbers = cbor[3]?.arrayValue?.map(\.uintValue), numbers.count.isMultiple(of: 2),
      numbers.count <= 2 * Self.mostRuns
    else { return nil }
    var runs: [Range<UInt64>] = []
    var records: UInt64 = 0
    for place in stride(from: 0, to: numbers.count, by: 2) {
      // Sequence numbers stay below 2^62, as SQLite holds them signed.
      guard let gap = numbers[place], let count = numbers[place + 1], gap < 1 << 62, count > 0,
        count <= Self.mostRecords, runs.isEmpty || gap > 0
      else { return nil }
      let first = (runs.last?.upperBound ?? 0) + gap
      records += count
      guard first + count < 1 << 62, records <= Self.mostRecords else { return nil }
      runs.append(first..<first + count)
    }
    self.init(bundle: bundle, feed: feed, runs: runs)
  }

  /// Each page of 64 sequence numbers with a bit for each number, in order.
  public var pages: [(page: UInt64, bits: UInt64)] {
    var pages: [(page: UInt64, bits: UInt64)] = []
    for run in runs {
      for page in run.lowerBound >> 6...(run.upperBound - 1) >> 6 {
        let first = max(run.lowerBound, page << 6) & 63
        let last = min(run.upperBound - 1, page << 6 | 63) & 63
        let bits = (UInt64.max >> (63 - (last - first))) << first
        if pages.last?.page == page {
          pages[pages.count - 1].bits |= bits
        } else {
          pages.append((page, bits))
        }
      }
    }
    return pages
  }
}
