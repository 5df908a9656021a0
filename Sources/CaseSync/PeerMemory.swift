import CaseDomain

/// Which of this store's heads a peer holds, so that they need not be announced again (§3.4). Good only for
/// the epoch it was made under.
struct PeerMemory: Equatable {
  let epoch: UInt64
  var heads: Set<FeedHead> = []
  private var saved: [UInt8]?

  init(epoch: UInt64) { self.epoch = epoch }

  /// - Parameter epoch: the peer's, from its HELLO.
  init(_ bytes: [UInt8]?, epoch: UInt64) {
    self.epoch = epoch
    saved = bytes
    guard let bytes, let item = try? CBORReader.decode(bytes).arrayValue, item.count == 3,
      item[0] == .uint(1), item[1] == .uint(epoch), let flat = item[2].arrayValue,
      flat.count.isMultiple(of: 3)
    else { return }
    for index in stride(from: 0, to: flat.count, by: 3) {
      guard let feed = flat[index].bytesValue.flatMap(FeedID.init(bytes:)),
        let seq = flat[index + 1].uintValue, let hash = flat[index + 2].bytesValue.flatMap(Digest256.init)
      else { continue }
      heads.insert(FeedHead(feed: feed, seq: seq, hash: hash))
    }
  }

  /// Writes only when something changed, so that a session without content leaves the store alone.
  func save(to log: any OperationLog, of peer: ReplicaID) throws {
    let flat = heads.sorted().flatMap { head -> [CBOR] in
      [.bytes(head.feed.bytes), .uint(head.seq), .bytes(head.hash.bytes)]
    }
    let bytes = CBOR.array([.uint(1), .uint(epoch), .array(flat)]).encoded
    if bytes != saved { try log.remember(bytes, of: peer) }
  }
}
