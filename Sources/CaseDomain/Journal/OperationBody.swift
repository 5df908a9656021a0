/// A record of any kind: cases, exhibits, actors, findings… (docs/journal.md §7).
public enum Entity {}
public typealias EntityID = ID<Entity>

/// What an operation speaks of: one field of one record.
public struct Target: Hashable, Sendable, Comparable {
  public let entity: EntityID
  /// The number of the field in the registry (`Field`); numbers this version does not know are kept.
  public let field: UInt64

  public init(_ entity: EntityID, _ field: Field) {
    self.entity = entity
    self.field = field.rawValue
  }

  public init(entity: EntityID, field: UInt64) {
    self.entity = entity
    self.field = field
  }

  public static func < (left: Target, right: Target) -> Bool {
    (left.entity, left.field) < (right.entity, right.field)
  }
}

/// Who made a change: vouched for by the office's seal.
public struct Author: Hashable, Sendable {
  public var user: String
  /// As the office calls it: `analyst`, `counsel`, `decider`…
  public var role: String
  /// How sure the office is of the person: 0 a name given on the command line, 1 the login of the
  /// operating system, 2 a personal key.
  public var assurance: UInt64
  public var onBehalfOf: String?

  public init(user: String, role: String = "analyst", assurance: UInt64 = 0, onBehalfOf: String? = nil) {
    self.user = user
    self.role = role
    self.assurance = assurance
    self.onBehalfOf = onBehalfOf
  }
}

/// A place in an all-or-nothing group: same feed, contiguous.
public struct TransactionPart: Hashable, Sendable {
  public let id: UInt64
  public let index: UInt64
  public let count: UInt64

  public init(id: UInt64, index: UInt64, count: UInt64) {
    self.id = id
    self.index = index
    self.count = count
  }
}

/// The meaning of an operation; the payload wraps it with its salt (docs/journal.md §3.2).
public struct OperationBody: Hashable, Sendable {
  public var kind: UInt64
  public var schema: UInt64 = 1
  /// The lowest reader version that may reduce this operation.
  public var minimumReader: UInt64 = 1
  public var caseID: EntityID?
  public var target: Target?
  public var value: CBOR?
  /// The values this one replaces: those its author saw.
  public var supersedes: [Dot] = []
  /// What the decision rests on.
  public var restsOn: [Dot] = []
  public var author: Author
  /// What the user's clock showed: Unix milliseconds and minutes east of UTC.
  public var saidAtMilliseconds: UInt64
  public var zoneMinutes: Int = 0
  public var basis: String?
  /// Digest of the package voted on or advanced.
  public var subject: Digest256?
  public var transaction: TransactionPart?
  /// A person's own signature; opaque to this version.
  public var userSignature: CBOR?

  /// The newest body this version reduces.
  public static let readerVersion: UInt64 = 1

  public init(
    kind: OperationKind, caseID: EntityID? = nil, target: Target? = nil, value: CBOR? = nil,
    supersedes: [Dot] = [], restsOn: [Dot] = [], author: Author, saidAtMilliseconds: UInt64,
    basis: String? = nil, subject: Digest256? = nil
  ) {
    self.kind = kind.rawValue
    self.caseID = caseID
    self.target = target
    self.value = value
    self.supersedes = supersedes
    self.restsOn = restsOn
    self.author = author
    self.saidAtMilliseconds = saidAtMilliseconds
    self.basis = basis
    self.subject = subject
  }
}

extension OperationBody {
  /// `[salt, body]`, as hashed and stored.
  ///
  /// - Parameter salt: 16 random bytes, so that nobody can guess a short body from its hash.
  public func payload(salt: [UInt8]) -> [UInt8] {
    precondition(salt.count == 16)
    let body = encoded
    var writer = CBORWriter(capacity: body.count + 24)
    writer.array(2)
    writer.bytes(salt)
    writer.bytes(body)
    return writer.bytes
  }

  public var encoded: [UInt8] {
    var writer = CBORWriter(capacity: 256)
    let optional: [Bool] = [
      caseID != nil, target != nil, value != nil, !supersedes.isEmpty, !restsOn.isEmpty, basis != nil,
      subject != nil, transaction != nil, userSignature != nil,
    ]
    writer.map(5 + optional.count { $0 })
    writer.uint(1)
    writer.uint(kind)
    writer.uint(2)
    writer.uint(schema)
    writer.uint(3)
    writer.uint(minimumReader)
    if let caseID {
      writer.uint(4)
      writer.bytes(caseID.bytes)
    }
    if let target {
      writer.uint(5)
      writer.array(2)
      writer.bytes(target.entity.bytes)
      writer.uint(target.field)
    }
    if let value {
      writer.uint(6)
      writer.write(value)
    }
    write(supersedes, key: 7, into: &writer)
    write(restsOn, key: 8, into: &writer)
    writer.uint(9)
    writer.array(4)
    writer.text(author.user)
    writer.text(author.role)
    writer.uint(author.assurance)
    if let behalf = author.onBehalfOf { writer.text(behalf) } else { writer.null() }
    writer.uint(10)
    writer.array(2)
    writer.uint(saidAtMilliseconds)
    writer.write(.int(zoneMinutes))
    if let basis {
      writer.uint(11)
      writer.text(basis)
    }
    if let subject {
      writer.uint(12)
      writer.bytes(subject)
    }
    if let transaction {
      writer.uint(13)
      writer.array(3)
      writer.uint(transaction.id)
      writer.uint(transaction.index)
      writer.uint(transaction.count)
    }
    if let userSignature {
      writer.uint(14)
      writer.write(userSignature)
    }
    return writer.bytes
  }

  private func write(_ dots: [Dot], key: UInt64, into writer: inout CBORWriter) {
    guard !dots.isEmpty else { return }
    writer.uint(key)
    writer.array(dots.count)
    for dot in dots { dot.encode(into: &writer) }
  }

  /// Opens a payload.
  ///
  /// - Throws: `CBORError` with the offset inside the payload or, once the body is reached, the body.
  public init(payload: UnsafeRawBufferPointer) throws(CBORError) {
    var outer = CBORReader(payload)
    guard try outer.array() == 2 else {
      throw CBORError(offset: 0, reason: "a payload is [salt, body]")
    }
    _ = try outer.bytes(count: 16)
    let body = try outer.bytes()
    try outer.end()
    try self.init(body: body)
  }

  public init(payload: [UInt8]) throws(CBORError) {
    let result: Result<OperationBody, CBORError> = payload.withUnsafeBytes { buffer in
      do throws(CBORError) { return .success(try OperationBody(payload: buffer)) } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  private init(body: UnsafeRawBufferPointer) throws(CBORError) {
    var reader = CBORReader(body)
    let count = try reader.map()
    self.init(kind: .create, author: Author(user: ""), saidAtMilliseconds: 0)
    var last: UInt64 = 0
    var found: UInt64 = 0
    for _ in 0..<count {
      let key = try reader.uint()
      guard key > last else {
        throw CBORError(offset: reader.offset, reason: "body keys not in order or repeated")
      }
      last = key
      if key < 64 { found |= 1 << key }
      switch key {
      case 1: kind = try reader.uint()
      case 2: schema = try reader.uint()
      case 3: minimumReader = try reader.uint()
      case 4: caseID = EntityID(raw: try reader.bytes(count: 16))
      case 5:
        guard try reader.array() == 2 else {
          throw CBORError(offset: reader.offset, reason: "a target is [entity, field]")
        }
        let entity = EntityID(raw: try reader.bytes(count: 16))!
        target = Target(entity: entity, field: try reader.uint())
      case 6: value = try reader.item()
      case 7: supersedes = try OperationBody.dots(&reader)
      case 8: restsOn = try OperationBody.dots(&reader)
      case 9:
        guard try reader.array() == 4 else {
          throw CBORError(offset: reader.offset, reason: "an author has four parts")
        }
        author.user = try reader.text()
        author.role = try reader.text()
        author.assurance = try reader.uint()
        author.onBehalfOf = reader.skipNull() ? nil : try reader.text()
      case 10:
        guard try reader.array() == 2 else {
          throw CBORError(offset: reader.offset, reason: "said_at is [milliseconds, zone]")
        }
        saidAtMilliseconds = try reader.uint()
        guard let zone = try reader.item().intValue else {
          throw CBORError(offset: reader.offset, reason: "a zone is a number of minutes")
        }
        zoneMinutes = zone
      case 11: basis = try reader.text()
      case 12: subject = try reader.digest()
      case 13:
        guard try reader.array() == 3 else {
          throw CBORError(offset: reader.offset, reason: "a transaction part has three numbers")
        }
        transaction = TransactionPart(
          id: try reader.uint(), index: try reader.uint(), count: try reader.uint())
      case 14: userSignature = try reader.item()
      default: try reader.skip()  // a newer writer's; minimumReader says whether it matters
      }
    }
    try reader.end()
    let required: UInt64 = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 9 | 1 << 10
    guard found & required == required else {
      throw CBORError(offset: reader.offset, reason: "a body lacks kind, schema, reader, author or time")
    }
  }

  private static func dots(_ reader: inout CBORReader) throws(CBORError) -> [Dot] {
    let count = try reader.array()
    var dots: [Dot] = []
    dots.reserveCapacity(min(count, 256))
    for _ in 0..<count { dots.append(try Dot(from: &reader)) }
    return dots
  }
}
