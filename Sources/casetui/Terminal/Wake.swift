import CNcurses

/// Wakes the event loop from any thread. What there is to do waits in the caller's own queue.
struct Wake: Sendable {
  func signal() { cn_wake() }
}
