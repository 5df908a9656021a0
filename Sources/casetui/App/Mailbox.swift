import Foundation

/// Messages from the threads that work, until the loop takes them. Putting one in wakes the loop.
final class Mailbox: @unchecked Sendable {
  private let lock = NSLock()
  private var messages: [Message] = []
  private let wake = Wake()

  func post(_ message: Message) {
    lock.withLock { messages.append(message) }
    wake.signal()
  }

  func take() -> [Message] {
    lock.withLock {
      defer { messages = [] }
      return messages
    }
  }
}
