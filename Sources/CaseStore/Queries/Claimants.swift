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

extension StoreReader {
  /// Who states an entry as it counts now, and a name of it; `nil` of an actor of ours.
  ///
  /// - Parameter name: it may stand in a row, or a version, of another file than the entry.
  public func claimants(of bearer: NameBearer, stating name: HeldName? = nil) throws -> Claimants? {
    guard case .entry(let source, let externalID) = bearer else { return nil }
    var operations = [try newest(source, externalID)].compactMap(\.self)
    if let name, !operations.contains(name.operation) { operations.append(name.operation) }
    var origins: [[UInt8]: [UInt8]] = [:]
    var exhibits: [String] = []
    var isAnyUnnamed = false
    for file in try operations.flatMap({ try files(stating: $0) }) {
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
