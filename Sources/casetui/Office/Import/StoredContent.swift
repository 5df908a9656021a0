import CaseDomain
import Synchronization

/// What an import has put into the vault and nothing on record cites yet: what to discard when it does not end well.
/// Written by the thread that reads, too.
final class StoredContent: Sendable {
  private let hashes = Mutex<Set<Digest256>>([])

  var all: [Digest256] { hashes.withLock { Array($0) } }

  func add(_ hash: Digest256) { _ = hashes.withLock { $0.insert(hash) } }

  /// They are cited now, durably.
  func keep(_ cited: [Digest256]) { hashes.withLock { $0.subtract(cited) } }
}
