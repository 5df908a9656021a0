/// One value that no operation has replaced yet.
public struct LiveValue: Hashable, Sendable {
  public let target: Target
  public let dot: Dot
  public let hash: Digest256
  public let hlc: HLC
  public let value: CBOR
  public let caseID: EntityID?
  /// When its author said so, in Unix milliseconds; what is written at once has one time.
  public let saidAtMilliseconds: UInt64

  public init(
    target: Target, dot: Dot, hash: Digest256, hlc: HLC, value: CBOR, caseID: EntityID?,
    saidAtMilliseconds: UInt64 = 0
  ) {
    self.target = target
    self.dot = dot
    self.hash = hash
    self.hlc = hlc
    self.value = value
    self.caseID = caseID
    self.saidAtMilliseconds = saidAtMilliseconds
  }

  /// What this value adds to the digests of its store and case (docs/journal.md §7.4).
  public var digest: Digest256 { LiveValue.digest(of: hash, on: target) }

  /// What the value of the operation named `hash` adds.
  public static func digest(of hash: Digest256, on target: Target) -> Digest256 {
    var head = (target.entity.high.bigEndian, target.entity.low.bigEndian, target.field.bigEndian)
    return withUnsafeBytes(of: &head) { head in
      hash.withUnsafeBytes { Digest256.sha256(prefix: 0x05, head, $0) }
    }
  }
}

/// Where the merge rules keep the values: rows of a database, or a dictionary in tests.
public protocol LiveValues {
  mutating func insert(_ value: LiveValue) throws
  /// Takes the value of `dot` away if it is live on `target`; says whether it was.
  mutating func remove(_ dot: Dot, from target: Target) throws -> Bool
  /// Whether the operation itself has arrived.
  func holds(_ dot: Dot) throws -> Bool
  /// Remembers that `dot` was replaced on `target` before it arrived.
  mutating func markDead(_ dot: Dot, on target: Target) throws
  func isDead(_ dot: Dot, on target: Target) throws -> Bool
  /// Remembers an operation that this version cannot reduce.
  mutating func keepUnread(_ operation: Operation, body: OperationBody?) throws
}

/// The merge rules: state is a function of the set of operations, whatever their order of arrival
/// (docs/journal.md §7).
public enum Merge {
  /// Raised when the same operations would give another state; part of seals and digests.
  public static let reducerVersion: UInt64 = 1

  /// Takes one operation, seen for the first time, into the state.
  ///
  /// - Returns: the target it touched; `nil` when nothing changed that a reader could see.
  public static func apply(
    _ operation: Operation, body: OperationBody?, to state: inout some LiveValues
  ) throws -> Target? {
    guard operation.payload != nil else { return nil }  // a stub: its value is withheld
    guard let body, body.minimumReader <= OperationBody.readerVersion,
      let kind = OperationKind(rawValue: body.kind), let target = body.target,
      let field = Field(rawValue: target.field), fits(kind, field.rule), isWellFormed(body, kind, field)
    else {
      try state.keepUnread(operation, body: body)
      return nil
    }
    let dot = operation.dot
    if field.rule != .addOnlySet {
      for replaced in body.supersedes where replaced != dot {
        if try !state.remove(replaced, from: target), try !state.holds(replaced) {
          try state.markDead(replaced, on: target)
        }
      }
    }
    guard kind != .remove, let value = body.value else { return target }
    if field.rule != .addOnlySet, try state.isDead(dot, on: target) { return target }
    try state.insert(
      LiveValue(
        target: target, dot: dot, hash: operation.hash, hlc: operation.header.hlc, value: value,
        caseID: body.caseID, saidAtMilliseconds: body.saidAtMilliseconds))
    return target
  }

  /// Which kinds of operation may touch a field of the rule.
  static func fits(_ kind: OperationKind, _ rule: MergeRule) -> Bool {
    switch rule {
    case .freeRegister, .guardedRegister: kind == .set
    case .addOnlySet: kind == .add || kind == .create || kind == .record || kind == .custody || kind == .enrol
    case .removableSet: kind == .add || kind == .remove
    case .notes: kind == .note || kind == .remove
    case .stage: kind == .stage
    }
  }

  private static func isWellFormed(_ body: OperationBody, _ kind: OperationKind, _ field: Field) -> Bool {
    switch kind {
    case .remove: body.value == nil
    case .stage: body.value.flatMap(StageEvent.init) != nil
    // A row is made of each: one that cannot be read would stop everything that comes with it.
    case _ where field == .sourceRecord: body.value.map(SourceRecord.isReadable) ?? false
    default: body.value != nil
    }
  }
}

/// What a register says when all its live values are looked at together.
public struct RegisterState: Sendable {
  /// The value to show: the newest by clock, ties by hash. It counts for nothing outward while
  /// `isConflict`.
  public let shown: LiveValue
  /// The other values, newest first; equal values appear once.
  public let others: [LiveValue]

  public var isConflict: Bool { !others.isEmpty }

  /// `nil` when no value is live.
  public init?(_ values: [LiveValue]) {
    let ordered = values.sorted { ($0.hlc, $0.hash) > ($1.hlc, $1.hash) }
    guard let newest = ordered.first else { return nil }
    shown = newest
    var distinct: [LiveValue] = []
    for value in ordered.dropFirst()
    where value.value != newest.value && !distinct.contains(where: { $0.value == value.value }) {
      distinct.append(value)
    }
    others = distinct
  }
}

/// One recorded move of a case or track.
public struct StageEvent: Hashable, Sendable {
  public let from: String
  public let to: String
  /// What the move fixes, such as the days of a publication; keys from 3 up.
  public let details: CBOR

  public init(from: String, to: String, details: [CBORPair] = []) {
    self.from = from
    self.to = to
    self.details = .map([CBORPair(1, .text(from)), CBORPair(2, .text(to))] + details)
  }

  public init?(_ value: CBOR) {
    guard let from = value[1]?.textValue, let to = value[2]?.textValue else { return nil }
    self.from = from
    self.to = to
    details = value
  }
}

/// Where a case or track stands, given all its live moves.
public struct StageState: Sendable {
  /// The stage in force; while contested the common source of the moves, so that nothing outward
  /// follows from a disputed one (docs/journal.md §7.3).
  public let stage: String
  public let isContested: Bool
  public let live: [LiveValue]
  /// The move in force, when exactly one target stands.
  public let event: StageEvent?

  public init(_ values: [LiveValue], initial: String) {
    live = values.sorted { ($0.hlc, $0.hash) > ($1.hlc, $1.hash) }
    let events = live.compactMap { StageEvent($0.value) }
    guard let first = events.first else {
      (stage, isContested, event) = (initial, false, nil)
      return
    }
    if events.allSatisfy({ $0.to == first.to }) {
      (stage, isContested, event) = (first.to, false, first)
    } else {
      let sources = Set(events.map(\.from))
      (stage, isContested, event) = (sources.count == 1 ? first.from : initial, true, nil)
    }
  }
}
