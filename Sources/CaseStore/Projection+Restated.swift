import CaseDomain

extension Projection {
  /// Marks the records that a file states, too. A value that cannot be read marks none.
  func insertRestated(_ value: LiveValue) throws {
    guard let restated = RestatedRecords(value.value) else { return }
    let write = try sql(
      """
      INSERT INTO restated (feedID, page, bundle, bits) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (feedID, page, bundle) DO UPDATE SET bits = bits | excluded.bits
      """)
    for (page, bits) in restated.pages {
      write.bind(1, restated.feed)
      write.bind(2, page)
      write.bind(3, restated.bundle)
      write.bind(4, bits)
      try write.run()
    }
  }
}

/// What the file at hand states that was written for another one, gathered until it is written down. A value, so that a
/// part of a transaction that is undone takes it along.
struct RestatedChanges {
  private struct Source: Hashable {
    let exhibit: Target
    let caseID: EntityID?
    let bundle: Digest256
    let feed: Int64
  }
  private var numbers: [Source: [UInt64]] = [:]

  mutating func add(_ version: HeldVersion, statedBy prepared: PreparedRecord) {
    let source = Source(
      exhibit: Target(prepared.target.entity, .restated), caseID: prepared.caseID,
      bundle: prepared.record.bundle, feed: version.feed)
    numbers[source, default: []].append(version.seq)
  }

  /// The values to write, in an order that does not depend on hashing; none is kept.
  mutating func take(_ feeds: FeedNumbers) throws -> [(target: Target, caseID: EntityID?, value: CBOR)] {
    defer { numbers.removeAll(keepingCapacity: true) }
    return try numbers.sorted {
      ($0.key.exhibit, $0.key.bundle, $0.key.feed) < ($1.key.exhibit, $1.key.bundle, $1.key.feed)
    }.flatMap { source, numbers in
      RestatedRecords.split(numbers, of: try feeds.identifier(of: source.feed), statedIn: source.bundle)
        .map { (source.exhibit, source.caseID, $0.cbor) }
    }
  }
}
