import CaseDomain
import CaseStore
import Foundation
import Synchronization

/// Runs effects: the only part of the screen that touches store, exchange and clock.
///
/// Reads go one after the other on one thread, writes and long work on another; both post what they found.
final class Effects: @unchecked Sendable {
  let store: CaseStore
  let author: Author
  private let post: @Sendable (Message) -> Void
  private let reading = DispatchQueue(label: "casetui.reads", qos: .userInitiated)
  private let working = DispatchQueue(label: "casetui.work")
  private let lock = NSLock()
  /// The newest question of each slot: one that is no longer wanted is not asked.
  private var newest: [Query.Slot: Int] = [:]
  private var cancelled = false

  init(_ store: CaseStore, as author: Author, post: @escaping @Sendable (Message) -> Void) {
    self.store = store
    self.author = author
    self.post = post
  }

  /// What the loop does itself (`redraw`, `suspend`, `quit`) is none of this.
  func run(_ effect: Effect) {
    switch effect {
    case .ask(let query, let generation):
      lock.withLock { newest[query.slot] = generation }
      reading.asyncAfter(deadline: .now() + .milliseconds(query.patience)) { self.answer(query, generation) }
    case .work(let work, let generation):
      lock.withLock { cancelled = false }
      working.async { self.perform(work, generation) }
    case .cancelWork: lock.withLock { cancelled = true }
    case .redraw, .suspend, .quit: break
    }
  }

  /// Lets what is being written finish, so that nothing is left half done; gives up after a while.
  func finish(within seconds: Double) {
    lock.withLock { cancelled = true }
    let done = DispatchSemaphore(value: 0)
    working.async { done.signal() }
    _ = done.wait(timeout: .now() + seconds)
  }

  var isCancelled: Bool { lock.withLock { cancelled } }

  private func answer(_ query: Query, _ generation: Int) {
    guard lock.withLock({ newest[query.slot] == generation }) else { return }
    do {
      post(.reply(query, try reply(to: query), generation: generation))
    } catch {
      post(.failed(query, Trouble(error), generation: generation))
    }
  }

  private func perform(_ work: Work, _ generation: Int) {
    let lastProgress = Mutex(ContinuousClock.now - .seconds(1))
    let progress: @Sendable (String) -> Void = { text in
      // At most four times a second.
      let isDue = lastProgress.withLock { last in
        guard ContinuousClock.now - last > .milliseconds(250) else { return false }
        last = .now
        return true
      }
      if isDue { self.post(.progress(text, generation: generation)) }
    }
    do {
      post(.done(work, try result(of: work, progress), generation: generation))
    } catch {
      post(.workFailed(work, Trouble(error), generation: generation))
    }
  }
}

extension Query {
  /// Milliseconds to wait whether the question is still wanted: a preview is not while a key is held down.
  fileprivate var patience: Int {
    switch self {
    case .summary, .exhibit: 60
    default: 0
    }
  }
}

extension Trouble {
  init(_ error: any Error) {
    let failure = Failure(error)
    self.init(
      message: failure.message, remedy: failure.remedy, isCancelled: failure.exit == .interrupted,
      mark: failure.marking == .officeFloor ? nil : failure.marking)
  }
}
