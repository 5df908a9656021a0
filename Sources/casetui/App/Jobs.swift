/// The works that this sitting started: the one that runs, those that wait for it, and what became of those that take
/// long. One runs at a time, so that what is written is what was seen.
///
/// A value that messages feed; moments come with them.
struct Jobs: Equatable, Sendable {
  struct Job: Equatable, Sendable {
    enum State: Equatable, Sendable {
      /// Another runs.
      case waiting
      case running, cancelling, done
      /// It was asked for and the rules said no.
      case refused
      case failed(Trouble)
      case cancelled(Trouble)
    }

    let work: Work
    let generation: Int
    /// Unix milliseconds; of one that waits, when it was asked for.
    fileprivate(set) var startedAt: UInt64
    fileprivate(set) var endedAt: UInt64?
    fileprivate(set) var state: State
    fileprivate(set) var progress = ""
    fileprivate(set) var result: WorkResult?
    /// What the status row said when it ended.
    fileprivate(set) var outcome: Printable = ""

    var isCancelling: Bool { state == .cancelling }
    /// What waits can be taken back, whatever it is.
    var canBeCancelled: Bool { isWaiting || state == .running && work.canBeStopped }
    var isWaiting: Bool { state == .waiting }
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
  /// In the order in which they were asked for.
  private(set) var waiting: [Job] = []
  /// The newest first.
  private(set) var ended: [Job] = []
  /// Those that were dropped from `ended`, too; and how many of them failed.
  private(set) var endedInAll = 0
  private(set) var failedInAll = 0
  /// Generation of the last that was asked for; 0 before the first.
  private(set) var newest = 0

  /// Older ones are dropped: each keeps its result.
  static let mostKept = 50
  /// Milliseconds from which any work is a long one.
  static let long: UInt64 = 2_000

  /// The one that runs first, then those that wait, then the newest.
  var all: [Job] { [running].compactMap(\.self) + waiting + ended }

  /// It runs, or waits until what was asked for before has ended.
  ///
  /// - Returns: its generation, by which messages name it.
  mutating func start(_ work: Work, at now: UInt64) -> Int {
    newest += 1
    let isFree = running == nil && waiting.isEmpty
    let job = Job(work: work, generation: newest, startedAt: now, state: isFree ? .running : .waiting)
    if isFree { running = job } else { waiting.append(job) }
    return newest
  }

  /// - Returns: what runs from now on; `nil` when something runs already or nothing waits.
  mutating func startNext(at now: UInt64) -> Job? {
    guard running == nil, !waiting.isEmpty else { return nil }
    var job = waiting.removeFirst()
    (job.state, job.startedAt) = (.running, now)
    running = job
    return job
  }

  /// Runs or waits; what is being cancelled may be asked for anew.
  func isAskedFor(_ work: Work) -> Bool {
    let isRunning = running.map { $0.state == .running && $0.work.isSame(as: work) } ?? false
    return isRunning || waiting.contains { $0.work.isSame(as: work) }
  }

  mutating func progress(_ text: String, of generation: Int) {
    if running?.generation == generation { running?.progress = text }
  }

  mutating func cancel() { running?.state = .cancelling }

  /// It runs, or waits, no more. `tell` says later what came of it.
  ///
  /// - Parameter isShown: what came of it takes the screen; what does not is found among the jobs.
  /// - Returns: `false` when it does neither.
  mutating func end(
    _ generation: Int, _ ending: Result<WorkResult, Trouble>, at now: UInt64, isShown: Bool = true
  ) -> Bool {
    guard var job = all.first(where: { $0.generation == generation && !$0.hasEnded }) else { return false }
    if running?.generation == generation { running = nil }
    waiting.removeAll { $0.generation == generation }
    job.endedAt = now
    switch ending {
    case .success(let result):
      job.result = result
      job.state = result.isRefusal ? .refused : .done
    case .failure(let trouble): job.state = trouble.isCancelled ? .cancelled(trouble) : .failed(trouble)
    }
    guard job.isKept(isShown: isShown) else { return true }
    endedInAll += 1
    if case .failed = job.state { failedInAll += 1 }
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
  fileprivate func isKept(isShown: Bool) -> Bool {
    if trouble != nil || state == .refused || took(0) >= Jobs.long { return true }
    switch work {
    case .scan, .apply, .sync, .verify, .screen: return true
    case .newCase, .dryRun: return !isShown
    case .verb:
      guard case .answered(let answered) = result else { return true }
      return answered.auditNumber == 0 || answered.isToRead
    default: return false
    }
  }
}

extension WorkResult {
  var isRefusal: Bool {
    switch self {
    case .refused: true
    case .answered(let answered): answered.isRefused
    default: false
    }
  }
}
