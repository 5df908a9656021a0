import CaseDomain
import Foundation

/// What this store last acknowledged, kept outside the database and out of backups (docs/journal.md §8).
///
/// A database that is shorter than its witness lost acknowledged operations: an incident, not a
/// start-up. Two slots are written in turn, each with its own hash, so that a torn write leaves the
/// other.
struct Witness: Equatable, Sendable {
  var incarnation: UInt64
  /// Operations of this incarnation's own feed, and the hash of the last.
  var seq: UInt64
  var head: Digest256
  /// The last seal of the incarnation.
  var sealNumber: UInt64
  var sealHash: Digest256
  /// Operations of all feeds.
  var operations: UInt64
  /// `StoreFolder.place`, so that a copy on another machine or disk is noticed.
  var place: String

  static let slotSize = 512

  private func encoded(generation: UInt64) -> [UInt8] {
    let content = CBOR.array([
      .uint(1), .uint(generation), .uint(incarnation), .uint(seq), .bytes(head.bytes), .uint(sealNumber),
      .bytes(sealHash.bytes), .uint(operations), .text(place),
    ]).encoded
    let framed = withUnsafeBytes(of: UInt32(content.count).bigEndian, Array.init) + content
    return Digest256.sha256(framed).bytes + framed
  }

  private static func decode(_ slot: ArraySlice<UInt8>) -> (generation: UInt64, Witness)? {
    let slot = Array(slot)
    guard slot.count >= 36 else { return nil }
    let count = slot[32..<36].reduce(0) { $0 << 8 | Int($1) }
    guard slot.count >= 36 + count, Digest256.sha256(slot[32..<36 + count]).bytes == Array(slot[..<32]),
      let item = try? CBORReader.decode(slot[36..<36 + count]).arrayValue, item.count == 9,
      let generation = item[1].uintValue, let incarnation = item[2].uintValue, let seq = item[3].uintValue,
      let head = item[4].bytesValue.flatMap(Digest256.init), let sealNumber = item[5].uintValue,
      let sealHash = item[6].bytesValue.flatMap(Digest256.init), let operations = item[7].uintValue,
      let place = item[8].textValue
    else { return nil }
    return (
      generation,
      Witness(
        incarnation: incarnation, seq: seq, head: head, sealNumber: sealNumber, sealHash: sealHash,
        operations: operations, place: place)
    )
  }

  /// The newest whole slot; `nil` when there is no witness or both slots are damaged.
  static func load(_ path: String) throws -> Witness? { try newest(path)?.witness }

  private static func newest(_ path: String) throws -> (generation: UInt64, witness: Witness)? {
    guard access(path, F_OK) == 0 else { return nil }
    let bytes = try PrivateFile.read(path)
    return [bytes.prefix(slotSize), bytes.dropFirst(slotSize).prefix(slotSize)]
      .compactMap(decode).max { $0.generation < $1.generation }
      .map { (generation: $0.generation, witness: $0.1) }
  }

  /// Writes the slot that is not the newest and waits until it is on the disk.
  func save(_ path: String) throws {
    let generation = (try Witness.newest(path)?.generation ?? 0) + 1
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw StoreError.system("cannot write \(path)", code: errno) }
    defer { close(file) }
    var slot = encoded(generation: generation)
    slot += [UInt8](repeating: 0, count: Witness.slotSize - slot.count)
    let offset = off_t(generation.isMultiple(of: 2) ? 0 : Witness.slotSize)
    let count = slot.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, offset) }
    guard count == slot.count else { throw StoreError.system("cannot write \(path)", code: errno) }
    guard fdatasync(file) == 0 else { throw StoreError.system("fdatasync \(path)", code: errno) }
  }
}
