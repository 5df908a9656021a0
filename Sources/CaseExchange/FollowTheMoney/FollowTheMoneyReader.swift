import CaseDomain

/// Reads FollowTheMoney entities: JSON lines, an array, or a delta whose lines say `ADD`, `MOD` or `DEL`.
///
/// A deletion is a record of its own, `isRevoked`, with the bytes that say so.
/// Source: the FollowTheMoney model, `docs/exchange.md`.
public enum FollowTheMoneyReader: FormatReader {
  public static let format = EvidenceFormat.followTheMoney

  public static func recognises(_ head: FileHead) -> Bool {
    let probe = JSONProbe(head)
    return probe.has("id", "schema", "properties")
      || probe.has("op", "entity") && ["ADD", "MOD", "DEL"].contains(probe.strings["op"] ?? "")
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    try read(source, path: path, capacity: Window.usualBytes, isCancelled: isCancelled, object: object)
  }

  /// With the size open to tests.
  static func read(
    _ source: any ByteSource, path: String, capacity: Int, isCancelled: () -> Bool,
    object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let flat = FlatJSON(
      capacity: capacity, remedy: "give FollowTheMoney entities, one a line; other files can be attachments")
    var hasToldOfObjects = false
    return try flat.read(
      source, path: path, from: FollowTheMoneyRecord.self, isCancelled: isCancelled, object: object
    ) { record in
      guard record.holdsObjects, !hasToldOfObjects, case .taken(let found, let warnings) = record.reading
      else { return record.reading }
      hasToldOfObjects = true
      return .taken(found, warnings: warnings + [holdsObjects])
    }
  }

  static let holdsObjects = RecordWarning(
    reason: "among its properties stand objects, such as entities, which are not read (said once a file)",
    remedy: "ask the sender for entities that name each other by `id`, one a line")
}

/// One record, from its tokens: an entity, or a line of a delta with an entity in it.
///
/// Which of the two it is may show last, so it is read as both.
private struct FollowTheMoneyRecord: RecordBuilder {
  private var itself = FollowTheMoneyEntity()
  private var inner: FollowTheMoneyEntity?
  private var operation: Operation?
  private var key = Key.other

  private enum Operation { case addition, deletion, unknown }
  private enum Key { case op, entity, other }

  mutating func take(_ token: JSONToken, _ scanner: borrowing JSONScanner) {
    if token.kind == .key, itself.depth == 1 {
      begin(token, scanner)
    } else if key == .entity {
      inner?.take(token, scanner)
    } else if key == .op, token.kind == .string, itself.depth == 1 {
      operation = scanner.withText(of: token) { Self.operation($0) }
    }
    itself.take(token, scanner)
  }

  private mutating func begin(_ token: JSONToken, _ scanner: borrowing JSONScanner) {
    key = scanner.withText(of: token) { $0.equals("op") ? .op : $0.equals("entity") ? .entity : .other }
    switch key {
    case .op: operation = .unknown
    case .entity: inner = FollowTheMoneyEntity()
    case .other: break
    }
  }

  private static func operation(_ word: UnsafeBufferPointer<UInt8>) -> Operation {
    if word.equals("DEL") { return .deletion }
    return word.equals("ADD") || word.equals("MOD") ? .addition : .unknown
  }

  var holdsObjects: Bool { operation == nil ? itself.holdsObjects : inner?.holdsObjects ?? false }

  var reading: RecordReading {
    switch operation {
    case nil: itself.reading(isDeleted: false)
    case .unknown: .refused("its `op` is none of ADD, MOD and DEL")
    case .addition: inner?.reading(isDeleted: false) ?? .refused(Self.hasNoEntity)
    case .deletion: inner?.reading(isDeleted: true) ?? .refused(Self.hasNoEntity)
    }
  }

  private static let hasNoEntity = "it has no `entity`"
}
