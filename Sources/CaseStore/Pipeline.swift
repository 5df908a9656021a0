import Foundation

/// Makes values on a thread of its own while the calling thread uses them, in the order they were made.
///
/// Little stands between the two: the maker waits while `maximumBytes` of what it made are unused.
public enum Pipeline {
  static let maximumBytes = 2 << 20
  /// Items change hands in lots of this size, so that the threads meet seldom.
  static let lotBytes = 64 << 10
  /// While nothing comes, whoever may cancel is asked so often.
  fileprivate static let patienceSeconds = 0.1

  /// - Parameters:
  ///   - isCancelled: asked on the calling thread, between lots, while none comes, and behind the last; the maker learns
  ///     of it from its outlet.
  ///   - make: what it throws is thrown here, once everything made before was used.
  ///   - use: what it throws ends the making and is thrown here.
  /// - Returns: what `make` returned. Its thread has ended by then.
  public static func run<Item: Sendable, Outcome: Sendable>(
    isCancelled: () -> Bool = { false },
    make: @escaping @Sendable (PipelineOutlet<Item>) throws -> Outcome,
    use: (Item) throws -> Void
  ) throws -> Outcome {
    try start(make).drain(isCancelled: isCancelled, use)
  }

  /// As `run`, for a caller that asks for each lot when it wants it. It must come to the end, or `abandon`.
  public static func start<Item: Sendable, Outcome: Sendable>(
    _ make: @escaping @Sendable (PipelineOutlet<Item>) throws -> Outcome
  ) -> PipelineSource<Item, Outcome> {
    let source = PipelineSource<Item, Outcome>()
    let thread = Thread {
      let outlet = PipelineOutlet(
        put: { try source.put($0, bytes: $1) }, isCancelled: { source.isCancelled })
      source.finish(
        Result {
          let outcome = try make(outlet)
          try outlet.flush()
          return outcome
        })
    }
    thread.stackSize = 4 << 20
    thread.start()
    return source
  }
}

/// Where the maker of a pipeline puts what it makes; used on its thread alone.
public final class PipelineOutlet<Item: Sendable> {
  private let hand: ([Item], Int) throws -> Void
  private let asked: () -> Bool
  private var lot: [Item] = []
  private var bytes = 0

  fileprivate init(put: @escaping ([Item], Int) throws -> Void, isCancelled: @escaping () -> Bool) {
    hand = put
    asked = isCancelled
  }

  /// Whether the work was cancelled. The maker says so in its own words, by what it throws.
  public var isCancelled: Bool { asked() }

  /// - Parameter bytes: how much memory the item takes, about.
  /// - Throws: when nobody wants it any more; the maker passes that on.
  public func put(_ item: Item, bytes: Int) throws {
    lot.append(item)
    self.bytes += bytes
    if self.bytes >= Pipeline.lotBytes { try flush() }
  }

  fileprivate func flush() throws {
    guard !lot.isEmpty else { return }
    try hand(lot, bytes)
    lot.removeAll(keepingCapacity: true)
    bytes = 0
  }
}

/// Between the two threads of a pipeline. Everything it holds is read and written under its lock.
public final class PipelineSource<Item: Sendable, Outcome: Sendable>: @unchecked Sendable {
  private struct Abandoned: Error {}

  private let condition = NSCondition()
  private var lots: [(items: [Item], bytes: Int)] = []
  private var waitingBytes = 0
  private var result: Result<Outcome, any Error>?
  private var cancelled = false
  private var abandoned = false

  fileprivate init() {}

  fileprivate var isCancelled: Bool { condition.withLock { cancelled || abandoned } }

  fileprivate func put(_ items: [Item], bytes: Int) throws {
    try condition.withLock {
      while waitingBytes >= Pipeline.maximumBytes, !abandoned { condition.wait() }
      if abandoned { throw Abandoned() }
      lots.append((items, bytes))
      waitingBytes += bytes
      condition.broadcast()
    }
  }

  fileprivate func finish(_ result: Result<Outcome, any Error>) {
    condition.withLock {
      self.result = result
      condition.broadcast()
    }
  }

  /// The next lot; `nil` when the maker has ended and everything was taken.
  ///
  /// - Parameter isCancelled: asked on the calling thread now and then while nothing comes; the maker is told. What it
  ///   makes all the same is handed over.
  public func next(isCancelled: () -> Bool = { false }) -> [Item]? {
    while true {
      let (lot, isEnded) = condition.withLock { () -> ([Item]?, Bool) in
        guard !lots.isEmpty else { return (nil, result != nil) }
        let lot = lots.removeFirst()
        waitingBytes -= lot.bytes
        condition.broadcast()
        return (lot.items, false)
      }
      if lot != nil || isEnded { return lot }
      if isCancelled() { cancel() }
      condition.withLock {
        guard lots.isEmpty, result == nil else { return }
        _ = condition.wait(until: Date(timeIntervalSinceNow: Pipeline.patienceSeconds))
      }
    }
  }

  /// Uses everything that is made, to the end. Once cancelled, nothing more is used, and nothing returned.
  ///
  /// - Throws: when it was cancelled, what the maker says of that, or `CancellationError` where the maker had ended.
  public func drain(isCancelled: () -> Bool, _ use: (Item) throws -> Void) throws -> Outcome {
    do {
      while let lot = next(isCancelled: isCancelled) {
        if isCancelled() {
          cancel()
          while next() != nil {}
          _ = try outcome()
          throw CancellationError()
        }
        for item in lot { try use(item) }
      }
    } catch {
      abandon()
      throw error
    }
    let made = try outcome()
    if isCancelled() { throw CancellationError() }
    return made
  }

  /// Tells the maker that the work was cancelled.
  private func cancel() { condition.withLock { cancelled = true } }

  /// Drops what waits, and waits until the maker has noticed.
  public func abandon() {
    condition.withLock {
      abandoned = true
      lots = []
      waitingBytes = 0
      condition.broadcast()
      while result == nil { condition.wait() }
    }
  }

  /// What the maker returned, or its error; only after `next` gave `nil`.
  public func outcome() throws -> Outcome { try condition.withLock { try result!.get() } }
}
