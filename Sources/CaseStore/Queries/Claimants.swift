import CaseDomain

/// Whose files state something, as far as that is on record. In whose form it is stated is another thing: anybody can
/// send a list that looks like an office's.
public struct Claimants: Hashable, Sendable {
  /// Everybody who is on record as having sent one of the files, each once however it is spelt, in the order of
  /// their bytes.
  public let origins: [String]
  /// Of one of the files nobody is on record as having sent it.
  public let isAnyUnnamed: Bool
  /// The numbers of the exhibits that hold the files, each once; the one that it was read from first.
  public let exhibits: [String]
}

/// How a source record that search found stands now.
public struct FoundStanding: Hashable, Sendable {
  /// Who states it by the name it was found by; `nil` where that names nobody, and only says that it no longer stands.
  public let claimants: Claimants?
  /// An earlier version called it so, and the one that counts does not, or says that it no longer stands.
  public let isFormer: Bool
  public let revocation: Revocation?
}

extension StoreReader {
  /// Whose files state a name; without one, an entry as it counts now. Who replaces or revokes what others stated claims
  /// nothing of it.
  ///
  /// - Returns: `nil` of an actor of ours, and of an entry that no longer stands.
  public func claimants(of bearer: NameBearer, stating name: HeldName? = nil) throws -> Claimants? {
    guard case .entry(let source, let externalID) = bearer else { return nil }
    if let name { return try claimants(stating: name.operation) }
    guard let newest = try newest(source, externalID), try !isRevoked(version: newest) else { return nil }
    return try claimants(stating: newest)
  }

  /// - Returns: `nil` for what is no source record.
  public func standing(of hit: SearchHit) throws -> FoundStanding? {
    guard let source = hit.source else { return nil }
    // What alone calls it so may be what says that it no longer stands.
    let version = try lastStatement(of: hit, source) ?? (hit.name == nil ? nil : hit.version)
    let counting = try newest(source, hit.id)
    return FoundStanding(
      claimants: try version.map { try claimants(stating: $0) },
      isFormer: version != nil && version != counting,
      revocation: try revocation(of: .entry(source: source, id: hit.id)))
  }

  /// Versions by one name are one hit: of these the last that does not itself say that the record no longer stands.
  private func lastStatement(of hit: SearchHit, _ source: String) throws -> Int64? {
    let select = try sql.composed(
      """
      SELECT sourceRecord.op FROM sourceRecord JOIN op ON op.id = sourceRecord.op
      WHERE externalID = ?1 AND source = ?2 AND sourceRecord.type = ?3
        AND coalesce(sourceRecord.name, externalID) = ?4
        AND sourceRecord.op NOT IN (SELECT op FROM revokedRecord) AND \(StoreReader.stands("sourceRecord"))
      ORDER BY coalesce(modified, '') DESC, op.hlc DESC, op.hash DESC LIMIT 1
      """)
    select.bind(1, hit.id)
    select.bind(2, source)
    select.bind(3, hit.kind)
    select.bind(4, hit.title)
    defer { select.reset() }
    return try select.step() ? select.int(0) : nil
  }

  private func claimants(stating operation: Int64) throws -> Claimants {
    var origins: [[UInt8]: [UInt8]] = [:]
    var exhibits: [String] = []
    var isAnyUnnamed = false
    for file in try files(stating: operation) {
      if file.exhibits.isEmpty { isAnyUnnamed = true }
      for exhibit in file.exhibits {
        if !exhibits.contains(exhibit.reference) { exhibits.append(exhibit.reference) }
        let said = [exhibit.origin].compactMap(\.self).filter { !$0.saysNothing }
        let senders = try said + self.senders(of: exhibit.id)
        if senders.isEmpty { isAnyUnnamed = true }
        for sender in senders {
          let key = Array((Exhibit.originKey(sender) ?? sender).utf8)
          if origins[key] == nil { origins[key] = Array(sender.utf8) }
        }
      }
    }
    let sorted = origins.values.sorted { $0.lexicographicallyPrecedes($1) }
    return Claimants(
      origins: sorted.map { String(decoding: $0, as: UTF8.self) }, isAnyUnnamed: isAnyUnnamed,
      exhibits: exhibits)
  }
}
