import CaseDomain

/// Versions that do not go out with a scope, since another one counts there.
public struct LeftVersions: Hashable, Sendable {
  /// The version that goes out took their place.
  public let earlier: Int
  /// Their source gave them the time of the version that goes out, with other content: which of the two it means, only it
  /// can say.
  public let otherSides: Int
  /// The ids of these, as bytes in order.
  public let contested: [String]
}

extension StoreReader {
  /// What an export of the versions that count leaves out.
  ///
  /// Source: docs/exchange.md, "Versions": other content under the same time is a conflict, but not a record and its
  /// deletion.
  public func leftVersions(in scope: RecordScope) throws -> LeftVersions {
    let newest = Set(try numbers(in: scope, .newest))
    let all = try numbers(in: scope, .all)
    var otherSides = 0
    var contested: Set<[UInt8]> = []
    for number in all where !newest.contains(number) {
      // Most sources give no time, and nothing of theirs is contested.
      guard let row = try sourceRow(number), let time = row.modified, !row.isOneOfMany else { continue }
      let isOther = try versions(of: row.externalID).contains { version in
        guard newest.contains(version.auditNumber), version.content != row.content,
          version.source.utf8.elementsEqual(row.source.utf8), version.modified == time
        else { return false }
        return try isRevoked(version) == isRevoked(row)
      }
      guard isOther else { continue }
      otherSides += 1
      contested.insert(Array(row.externalID.utf8))
    }
    // What says the same as the version that goes out stands among `all` in its place.
    return LeftVersions(
      earlier: max(0, all.count - newest.count - otherSides), otherSides: otherSides,
      contested: contested.sorted { $0.lexicographicallyPrecedes($1) }
        .map { String(decoding: $0, as: UTF8.self) })
  }
}
