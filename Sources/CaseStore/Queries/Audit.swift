import CaseDomain
import Foundation

/// One operation as the audit log shows it.
public struct AuditRow: Hashable, Sendable {
  /// The number in this store, in order of arrival.
  public let number: Int64
  public let hash: Digest256
  public let feed: FeedID
  public let seq: UInt64
  public let office: String
  public let user: String
  public let role: String
  public let saidAtMilliseconds: UInt64
  public let kind: String
  public let field: String
  /// What it did, in words.
  public let what: String
  public let basis: String?
  public let caseID: CaseID?
  /// Whose field it is about.
  public let entity: EntityID?
  /// Whom its value names.
  public let bearers: [NameBearer]
}

extension OperationBody {
  /// Whom its value names.
  var bearers: [NameBearer] {
    guard let target, let value else { return [] }
    return target.bearers(in: value)
  }
}

extension Target {
  /// Whom a value of its field names: both of a judgement, who has a part in a case. The record that an actor was made of
  /// counts with the actor, whose field says so.
  func bearers(in value: CBOR) -> [NameBearer] {
    switch Field(rawValue: field) {
    case .pairJudgement: PairJudgement(value).map { [$0.first, $0.second] } ?? []
    case .parties: Party(value).map { [NameBearer.actor($0.actor)] } ?? []
    case .subject: Subject(value)?.actor.map { [NameBearer.actor($0)] } ?? []
    default: []
    }
  }
}

extension StoreReader {
  /// Operations, the newest first: of one case or of all, with numbers below `before`.
  public func audit(of caseID: CaseID? = nil, before: Int64 = .max, limit: Int = 100) throws -> [AuditRow] {
    let filter = caseID == nil ? "" : "AND op.caseID = ?3"
    let select = try sql.composed(
      """
      SELECT op.id, op.hash, op.feed, op.seq, op.hlc, op.payload FROM op
      WHERE op.id < ?1 \(filter) ORDER BY op.id DESC LIMIT ?2
      """)
    select.bind(1, before)
    select.bind(2, limit)
    if let caseID { select.bind(3, caseID) }
    var raw: [(Int64, Digest256, Int64, UInt64, UInt64, [UInt8]?)] = []
    while try select.step() {
      raw.append(
        (
          select.int(0), try select.digest(1), select.int(2), select.uint(3), select.uint(4),
          select.isNull(5) ? nil : select.bytes(5)
        ))
    }
    return try raw.map { try auditRow($0.0, $0.1, $0.2, $0.3, $0.4, $0.5) }
  }

  private func auditRow(
    _ number: Int64, _ hash: Digest256, _ feed: Int64, _ seq: UInt64, _ hlc: UInt64, _ payload: [UInt8]?
  ) throws -> AuditRow {
    let body = payload.flatMap { try? OperationBody(payload: $0) }
    let identifier = try feeds.identifier(of: feed)
    let field = body?.target.flatMap { Field(rawValue: $0.field) }
    let kind = body.flatMap { OperationKind(rawValue: $0.kind) }
    let bearers = body?.bearers ?? []
    return AuditRow(
      number: number, hash: hash, feed: identifier, seq: seq, office: try officeName(of: identifier),
      user: body?.author.user ?? "", role: body?.author.role ?? "",
      saidAtMilliseconds: body?.saidAtMilliseconds ?? HLC(hlc).milliseconds,
      kind: kind.map { "\($0)" } ?? body.map { "kind \($0.kind)" } ?? "withheld",
      field: field?.name ?? body?.target.map { "field \($0.field)" } ?? "",
      what: try what(body, kind, field), basis: body?.basis, caseID: body?.caseID.map { $0.cast() },
      entity: body?.target?.entity, bearers: bearers)
  }

  private func what(_ body: OperationBody?, _ kind: OperationKind?, _ field: Field?) throws -> String {
    guard let body else { return "withheld, or not in a form this version reads" }
    guard let kind else { return "made by a newer version" }
    let value = try body.value.map { try describe($0, field) } ?? ""
    return switch kind {
    case .create: "created \(value)"
    case .set: "\(field?.name ?? "field") = \(value)"
    case .add: "added \(field?.name ?? "value") \(value)"
    case .remove: "removed \(field?.name ?? "value")"
    case .note: "note: \(value)"
    case .stage: "moved \(value)"
    case .record: "took in \(value)"
    case .custody: "custody: \(value)"
    case .enrol: "enrolled \(value)"
    }
  }

  /// An operation by the start of its hash (six digits or more), or by `FEED:SEQ`.
  public func operation(_ text: String) throws -> (
    number: Int64, operation: CaseDomain.Operation, body: OperationBody?
  ) {
    let parts = text.split(separator: ":")
    let select: SQLStatement
    if parts.count == 2, let feed = FeedID(String(parts[0])), let seq = UInt64(parts[1]),
      let number = try feeds.existing(feed)
    {
      select = try sql(
        "SELECT id, feed, seq, branch FROM op WHERE feed = ?1 AND seq = ?2 ORDER BY branch LIMIT 1")
      select.bind(1, number)
      select.bind(2, seq)
    } else {
      let digits = text.lowercased()
      guard digits.utf8.count >= 6, digits.utf8.count <= 64,
        Hex.decode(digits + (digits.utf8.count.isMultiple(of: 2) ? "" : "0")) != nil
      else {
        throw StoreError.invalid(
          "\(text) is not the name of an operation", remedy: "give its hash, or FEED:SEQ")
      }
      select = try sql(
        "SELECT id, feed, seq, branch FROM op WHERE lower(hex(hash)) >= ?1 AND lower(hex(hash)) < ?1 || 'g' LIMIT 2"
      )
      select.bind(1, digits)
    }
    guard try select.step() else {
      throw StoreError.notFound("operation \(text)", list: "casetui audit log")
    }
    let (id, feed, seq, branch) = (select.int(0), select.int(1), select.uint(2), select.int(3))
    let several = try select.step()
    select.reset()
    guard !several else { throw StoreError.ambiguous("operation \(text)", ["several"]) }
    let operation = try load(feed: feed, seq: seq, branch: branch)
    return (id, operation, operation.payload.flatMap { try? OperationBody(payload: $0) })
  }

  private func load(feed: Int64, seq: UInt64, branch: Int64) throws -> CaseDomain.Operation {
    let identifier = try feeds.identifier(of: feed)
    var previous: [Digest256] = []
    if seq == 1 {
      let select = try sql("SELECT descriptor FROM feed WHERE feed = ?1")
      select.bind(1, feed)
      _ = try select.step()
      previous = [try FeedDescriptor(encoded: select.bytes(0)).genesis]
      select.reset()
    } else {
      let select = try sql("SELECT hash FROM op WHERE feed = ?1 AND seq = ?2 ORDER BY branch")
      select.bind(1, feed)
      select.bind(2, seq - 1)
      while try select.step() { previous.append(try select.digest(0)) }
    }
    let row = try sql.composed(
      "SELECT \(OperationRow.columns) FROM op WHERE feed = ?1 AND seq = ?2 AND branch = ?3")
    row.bind(1, feed)
    row.bind(2, seq)
    row.bind(3, branch)
    _ = try row.step()
    defer { row.reset() }
    for parent in previous {
      let (_, operation) = try OperationRow.read(row, feed: identifier, previous: parent)
      if operation.header.hash == operation.hash { return operation }
    }
    throw StoreError.damaged("operation \(identifier):\(seq) does not have the hash it was stored with")
  }
}
