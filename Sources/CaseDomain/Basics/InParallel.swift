import Dispatch

/// Work that falls into parts of which none needs another, done on all processors at once.
///
/// What comes out depends on the parts alone, never on which of them was done first.
enum InParallel {
  /// Divides work so that no processor waits long for another.
  static let parts = 8
  /// Fewer elements are not worth waking another processor.
  private static let least = 64

  /// - Returns: what `body` gives for `0..<parts`, in that order.
  static func run<Result: Sendable>(_ body: @Sendable (Int) -> Result) -> [Result] {
    var results = [Result?](repeating: nil, count: parts)
    results.withUnsafeMutableBufferPointer { buffer in
      // Each part writes its own place.
      nonisolated(unsafe) let buffer = buffer
      DispatchQueue.concurrentPerform(iterations: parts) { buffer[$0] = body($0) }
    }
    return results.compactMap { $0 }
  }

  /// - Returns: what `body` gives for each element, in the order of the elements.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ body: @Sendable (Element) -> Result
  ) -> [Result] {
    guard elements.count >= least else { return elements.map(body) }
    return run { part in
      let range = elements.count * part / parts..<elements.count * (part + 1) / parts
      return elements[range].map(body)
    }.flatMap { $0 }
  }
}
