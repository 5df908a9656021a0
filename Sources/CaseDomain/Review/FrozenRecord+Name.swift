extension CaseFile {
  /// What people type to name a closed record: its number; with the start of its manifest's hash behind it where
  /// two offices closed one of that number apart, such as `2-1f3a09`.
  public func name(of record: FrozenRecord) -> String {
    let others = distinctRecords.filter { $0.number == record.number && $0.manifest != record.manifest }
    guard !others.isEmpty else { return String(record.number) }
    let hash = record.manifest.hex
    let length = stride(from: 6, to: hash.utf8.count, by: 2).first { length in
      !others.contains { $0.manifest.hex.hasPrefix(hash.prefix(length)) }
    }
    return "\(record.number)-\(hash.prefix(length ?? hash.utf8.count))"
  }

  /// The closed records that a name fits: a number, a number and the start of a hash, or `nil` for those of the
  /// highest number. Empty for anything else.
  public func records(named name: String?) -> [FrozenRecord] {
    guard let name else {
      let newest = distinctRecords.map(\.number).max()
      return distinctRecords.filter { $0.number == newest }
    }
    let parts = name.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let number = UInt64(parts[0]) else { return [] }
    return distinctRecords.filter { record in
      record.number == number && (parts.count == 1 || record.manifest.hex.hasPrefix(parts[1].lowercased()))
        && (parts.count == 1 || !parts[1].isEmpty)
    }
  }

  /// Two databases of one office may have closed the very same; that is one record.
  public var distinctRecords: [FrozenRecord] {
    records.reduce(into: []) { kept, record in
      if !kept.contains(where: { $0.number == record.number && $0.manifest == record.manifest }) {
        kept.append(record)
      }
    }
  }
}
