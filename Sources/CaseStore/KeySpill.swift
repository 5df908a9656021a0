/// Keys of 64 bits, each with two numbers: as many as the disk takes, in a bounded part of memory.
///
/// The newest stand in memory; beyond `limit` they go, sorted, to a temporary file that has no name. A filter in memory
/// (2 bytes a key) tells nearly always that a file does not hold a key, so looking for what is new costs no reading.
/// A copy shares the files, which never change.
public struct KeySpill: Sendable {
  /// What stands beside a key.
  public typealias Value = (first: UInt64, second: UInt64)

  /// Keys in memory before they go to a file: some 13 MB.
  public static let usualLimit = 250_000

  private let folder: StoreFolder
  private let limit: Int
  private var recent: [UInt64: Pair] = [:]
  private var runs: [Run] = []
  private var attempt: Attempt?

  /// What was added since `begin`: a copy to go back to would cost as much as all that is there.
  private struct Attempt {
    var recent: [UInt64: Pair] = [:]
    /// How many files there were.
    let runs: Int
  }

  private struct Pair {
    let first: UInt64
    let second: UInt64
  }

  /// - Parameter folder: where the temporary files go.
  public init(in folder: StoreFolder, limit: Int = KeySpill.usualLimit) {
    self.folder = folder
    self.limit = limit
  }

  /// Adds a key that is not there yet.
  public mutating func add(_ key: UInt64, _ value: Value = (0, 0)) throws {
    let pair = Pair(first: value.first, second: value.second)
    guard attempt == nil else {
      attempt?.recent[key] = pair
      if let added = attempt?.recent, added.count >= limit {
        attempt?.recent.removeAll()
        try spill(added)
      }
      return
    }
    recent[key] = pair
    try spillWhenFull()
  }

  /// What is added from here on is kept, or dropped as a whole.
  public mutating func begin() { attempt = Attempt(runs: runs.count) }

  public mutating func keep() throws {
    guard let added = attempt?.recent else { return }
    attempt = nil
    for (key, pair) in added { recent[key] = pair }
    try spillWhenFull()
  }

  public mutating func drop() {
    guard let attempt else { return }
    runs.removeLast(runs.count - attempt.runs)
    self.attempt = nil
  }

  public func value(of key: UInt64) throws -> Value? {
    if let pair = attempt?.recent[key] { return (pair.first, pair.second) }
    if let pair = recent[key] { return (pair.first, pair.second) }
    for run in runs { if let value = try run.value(of: key) { return value } }
    return nil
  }

  public func contains(_ key: UInt64) throws -> Bool { try value(of: key) != nil }

  private mutating func spillWhenFull() throws {
    guard recent.count >= limit else { return }
    try spill(recent)
    recent.removeAll(keepingCapacity: true)
  }

  private mutating func spill(_ pairs: [UInt64: Pair]) throws {
    var rows = pairs.map { Row(key: $0.key, first: $0.value.first, second: $0.value.second) }
    rows.sort { $0.key < $1.key }
    runs.append(try Run(rows, in: folder))
  }

  fileprivate struct Row {
    let key: UInt64
    let first: UInt64
    let second: UInt64
  }

  /// One sorted file.
  private final class Run: Sendable {
    private let file: SpillFile
    private let count: Int
    private let filter: KeyFilter
    /// The key of every `stride`th row.
    private let marks: [UInt64]
    private static let stride = 128

    init(_ rows: [Row], in folder: StoreFolder) throws {
      file = try SpillFile(in: folder)
      count = rows.count
      var filter = KeyFilter(capacity: rows.count)
      for row in rows { filter.insert(row.key) }
      self.filter = filter
      marks = Swift.stride(from: 0, to: rows.count, by: Run.stride).map { rows[$0].key }
      try rows.withUnsafeBytes { try file.append($0) }
    }

    func value(of key: UInt64) throws -> Value? {
      guard filter.mayContain(key) else { return nil }
      // The last mark that is not above the key begins the rows among which it is.
      var (low, high) = (0, marks.count)
      while low < high {
        let middle = (low + high) / 2
        if marks[middle] <= key { low = middle + 1 } else { high = middle }
      }
      guard low > 0 else { return nil }
      let first = (low - 1) * Run.stride
      let row = try file.rows(first, min(Run.stride, count - first)).first { $0.key == key }
      return row.map { ($0.first, $0.second) }
    }
  }
}

/// Says of a key that it is not there, or that it may be: wrongly for 1 in some 500.
struct KeyFilter: Sendable {
  private var words: [UInt64]
  private let mask: UInt64

  /// 16 bits a key, and twice that at most.
  init(capacity: Int) {
    var bits = 1024
    while bits < 16 * capacity { bits *= 2 }
    words = [UInt64](repeating: 0, count: bits / 64)
    mask = UInt64(bits - 1)
  }

  mutating func insert(_ key: UInt64) {
    for turn in 0..<KeyFilter.places {
      let bit = place(of: key, turn)
      words[Int(bit >> 6)] |= 1 << (bit & 63)
    }
  }

  func mayContain(_ key: UInt64) -> Bool {
    for turn in 0..<KeyFilter.places {
      let bit = place(of: key, turn)
      if words[Int(bit >> 6)] & 1 << (bit & 63) == 0 { return false }
    }
    return true
  }

  private static let places: UInt64 = 4

  /// The keys are hashes already.
  private func place(of key: UInt64, _ turn: UInt64) -> UInt64 { (key &+ turn &* (key >> 32 | 1)) & mask }
}

extension SpillFile {
  fileprivate func rows(_ first: Int, _ count: Int) throws -> [KeySpill.Row] {
    let size = MemoryLayout<KeySpill.Row>.stride
    return try [KeySpill.Row](unsafeUninitializedCapacity: count) { buffer, filled in
      try fill(
        UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count * size), from: first * size)
      filled = count
    }
  }
}
