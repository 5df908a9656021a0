/// The works that this sitting started: the one that runs, and what became of those that take long.
///
/// A value that messages feed; moments come with them.
struct Jobs: Equatable, Sendable {
  struct Job: Equatable, Sendable {
    enum State: Equatable, Sendable {
      case running, cancelling, done
      /// It was asked for and the rules said no.
      case refused
      case failed(Trouble)
      case cancelled(Trouble)
    }

    let work: Work
    let generation: Int
    /// Unix milliseconds.
    let startedAt: UInt64
    fileprivate(set) var endedAt: UInt64?
    fileprivate(set) var state = State.running
    fileprivate(set) var progress = ""
    fileprivate(set) var result: WorkResult?
    /// What the status row said when it ended.
    fileprivate(set) var outcome: Printable = ""

    var isCancelling: Bool { state == .cancelling }
    var hasEnded: Bool { endedAt != nil }
    var trouble: Trouble? {
      switch state {
      case .failed(let trouble), .cancelled(let trouble): trouble
      default: nil
      }
    }

    /// How long it took, in milliseconds; until now for one that runs.
    func took(_ now: UInt64) -> UInt64 {
      let end = endedAt ?? now
      return end > startedAt ? end - startedAt : 0
    }
  }

  private(set) var running: Job?
  /// The newest first.
  private(set) var ended: [Job] = []
  private var count = 0

  /// Older ones are dropped: each keeps its result.
  static let mostKept = 50
  /// Milliseconds from which any work is a long one.
  static let long: UInt64 = 2_000

  /// The one that runs first, then the newest.
  var all: [Job] { [running].compactMap(\.self) + ended }

  /// - Returns: its generation, by which messages name it.
  mutating func start(_ work: Work, at now: UInt64) -> Int {
    count += 1
    running = Job(work: work, generation: count, startedAt: now)
    return count
  }

  mutating func progress(_ text: String, of generation: Int) {
    if running?.generation == generation { running?.progress = text }
  }

  mutating func cancel() { running?.state = .cancelling }

  /// Nothing runs any more. `tell` says later what came of it.
  ///
  /// - Returns: `false` when it is not the one that runs.
  mutating func end(_ generation: Int, _ ending: Result<WorkResult, Trouble>, at now: UInt64) -> Bool {
    guard var job = running, job.generation == generation else { return false }
    running = nil
    job.endedAt = now
    switch ending {
    case .success(let result):
      job.result = result
      job.state = result.isRefusal ? .refused : .done
    case .failure(let trouble): job.state = trouble.isCancelled ? .cancelled(trouble) : .failed(trouble)
    }
    guard job.isKept else { return true }
    ended.insert(job, at: 0)
    ended = Array(ended.prefix(Self.mostKept))
    return true
  }

  mutating func tell(_ outcome: Printable, of generation: Int) {
    if let index = ended.firstIndex(where: { $0.generation == generation }) { ended[index].outcome = outcome }
  }
}

extension Jobs.Job {
  /// A note that was written is no job; what took long, failed, or left something to read is.
  fileprivate var isKept: Bool {
    if trouble != nil || took(0) >= Jobs.long { return true }
    switch work {
    case .scan, .apply, .sync, .verify, .screen: return true
    case .verb:
      guard case .answered(let answered) = result else { return true }
      return answered.auditNumber == 0
    default: return false
    }
  }
}

extension WorkResult {
  fileprivate var isRefusal: Bool {
    switch self {
    case .refused: true
    case .answered(let answered): answered.isRefused
    default: false
    }
  }
}
