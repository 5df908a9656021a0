/// The stretch of a source that is in memory: it slides, and grows only while something must be kept whole.
struct Window: ~Copyable {
  static let usualBytes = 256 * 1024

  private let source: any ByteSource
  private var storage: UnsafeMutableRawBufferPointer
  private let limitBytes: Int
  private(set) var count = 0
  /// The offset in the file of the first byte held.
  private(set) var origin = 0
  private var linesBefore = 0
  private(set) var isFinal = false

  /// - Parameter limitBytes: the most that is ever held.
  init(_ source: any ByteSource, capacity: Int = usualBytes, limitBytes: Int) {
    self.source = source
    self.limitBytes = max(capacity, limitBytes)
    storage = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { storage.deallocate() }

  var base: UnsafePointer<UInt8> {
    UnsafePointer(storage.baseAddress!.assumingMemoryBound(to: UInt8.self))
  }

  /// Drops `dropped` bytes from the front and reads on. `false`: nothing could be added, because
  /// the window is at its limit.
  mutating func refill(dropping dropped: Int) throws(SourceError) -> Bool {
    drop(dropped)
    if isFinal { return true }
    if count == storage.count {
      guard storage.count < limitBytes else { return false }
      grow()
    }
    while count < storage.count {
      let added = try source.read(into: .init(rebasing: storage[count...]))
      isFinal = added == 0
      if isFinal { break }
      count += added
    }
    return true
  }

  private mutating func drop(_ dropped: Int) {
    guard dropped > 0 else { return }
    linesBefore += newlines(before: dropped)
    count -= dropped
    origin += dropped
    storage.copyMemory(from: .init(rebasing: storage[dropped..<dropped + count]))
  }

  private mutating func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: min(limitBytes, storage.count * 2), alignment: 16)
    larger.copyMemory(from: .init(rebasing: storage[..<count]))
    storage.deallocate()
    storage = larger
  }

  private func newlines(before index: Int) -> Int {
    var found = 0
    for byte in UnsafeBufferPointer(start: base, count: index) where byte == 0x0A { found += 1 }
    return found
  }

  /// Counted from 1. `offset` must not lie before the window.
  func line(at offset: Int) -> Int {
    linesBefore + newlines(before: min(count, max(0, offset - origin))) + 1
  }
}
