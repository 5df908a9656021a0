/// Every hand an exhibit passed through, each entry naming the hash of the one before.
///
/// Hashing comes in as a function (SHA-256), so that the chain itself needs no library.
public struct CustodyChain: Hashable, Sendable {
  public typealias SHA256 = ([UInt8]) -> [UInt8]

  public let entries: [CustodyEntry]

  public init(_ entries: [CustodyEntry] = []) { self.entries = entries }

  /// Who holds the exhibit now; `nil` before it was received.
  public var holder: String? {
    entries.last(where: \.handsOver)?.to
  }

  /// The entry that would continue this chain.
  public func next(
    _ action: CustodyAction, from: String, to: String, atMilliseconds: UInt64, by: String,
    sha256: ContentHash, hash: SHA256
  ) -> CustodyEntry {
    CustodyEntry(
      position: entries.count, action: action, from: from, to: to, atMilliseconds: atMilliseconds, by: by,
      sha256: sha256, previousHash: entries.last.flatMap { ContentHash(hash($0.canonicalBytes)) })
  }

  public func appending(_ entry: CustodyEntry) -> CustodyChain { CustodyChain(entries + [entry]) }

  /// Where an entry does not follow from the one before, in words; empty when every link holds.
  public func brokenLinks(hash: SHA256) -> [String] {
    zip(entries, entries.dropFirst()).filter { $1.previousHash?.bytes != hash($0.canonicalBytes) }
      .map { "entry \($1.position): does not follow from the entry before" }
  }

  /// What is wrong on reading the chain of an exhibit whose bytes hash to `sha256`; empty when nothing is.
  /// Links need hashing: see `brokenLinks`.
  public func faults(of sha256: ContentHash) -> [String] {
    guard let first = entries.first else { return ["no custody entry"] }
    var faults =
      first.action == .received ? [] : ["the first entry is \(first.action.rawValue), not received"]
    var handover: CustodyEntry?
    for (index, entry) in entries.enumerated() {
      func fault(_ what: String) { faults.append("entry \(index): \(what)") }
      if entry.position != index { fault("numbered \(entry.position)") }
      if entry.sha256 != sha256 { fault("the bytes hashed to \(entry.sha256)") }
      if let handover, entry.from != handover.to, !entry.acknowledges(handover) {
        fault("from \(entry.from), but \(handover.to) held it")
      }
      if entry.handsOver {
        handover = entry
      } else if entry.to != entry.from {
        fault("\(entry.action.rawValue) cannot hand over")
      }
      if (index == 0) != (entry.previousHash == nil) { fault("link to the entry before is misplaced") }
    }
    return faults
  }
}
