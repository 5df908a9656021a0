import CaseDomain
import Foundation

/// A source record with everything that does not depend on what the store holds: encoded, hashed and
/// folded. Made away from the database, so that one thread can make what another writes.
public struct PreparedRecord: Sendable {
  public let record: SourceRecord
  let target: Target
  let caseID: EntityID?
  let content: Digest256
  let payload: [UInt8]
  let payloadHash: Digest256
  /// What the full-text index gets, as UTF-8.
  let text: [UInt8]

  /// How much memory it takes, about.
  public var approximateBytes: Int { 2 * payload.count + text.count + 256 }
}

/// Makes prepared records for one exhibit, as one author, at one time. A value that any thread may use.
public struct RecordPreparer: Sendable {
  let exhibit: ExhibitID
  let caseID: CaseID?
  let author: Author
  let nowMilliseconds: UInt64

  public func prepare(_ record: SourceRecord, _ salts: inout Salts) -> PreparedRecord {
    let target = Target(exhibit.cast(), .sourceRecord)
    let body = OperationBody(
      kind: .record, caseID: caseID?.cast(), target: target, value: record.cbor, author: author,
      saidAtMilliseconds: nowMilliseconds)
    let payload = body.payload(salt: salts.next())
    return PreparedRecord(
      record: record, target: target, caseID: caseID?.cast(), content: record.contentHash, payload: payload,
      payloadHash: payload.withUnsafeBytes { OperationHeader.hash(payload: $0) },
      text: SearchText.indexed(record))
  }
}

/// Salts for payloads: 16 random bytes each, asked of the system many at a time.
public struct Salts: Sendable {
  private var bytes: ArraySlice<UInt8> = []

  public init() {}

  mutating func next() -> [UInt8] {
    if bytes.count < 16 { refill() }
    defer { bytes = bytes.dropFirst(16) }
    return Array(bytes.prefix(16))
  }

  private mutating func refill() {
    var fresh = [UInt8](repeating: 0, count: 256)  // as much as the system gives at once
    guard fresh.withUnsafeMutableBytes({ getentropy($0.baseAddress!, $0.count) }) == 0 else {
      preconditionFailure("the system gives no random numbers: \(String(cString: strerror(errno)))")
    }
    bytes = fresh[...]
  }
}
