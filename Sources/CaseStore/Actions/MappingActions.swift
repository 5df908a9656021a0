import CaseDomain

/// Meanings of columns that the office keeps under a name.
extension CaseStore {
  /// Saves a mapping, over an earlier one of that name.
  ///
  /// - Returns: with the mapping that this office had under that name.
  public func save(
    _ mapping: ColumnMapping, named name: String, as author: Author
  ) throws -> (change: Change, replaced: ColumnMapping?) {
    guard !name.saysNothing else {
      throw StoreError.invalid("a mapping needs a name", remedy: "name it after the sender and the table")
    }
    guard !mapping.columns.isEmpty || mapping.evidence != nil else {
      throw StoreError.invalid(
        "the mapping gives no column a meaning",
        remedy: "say what at least one means: --column HEADER=MEANING")
    }
    return try write(as: author) { writer in
      let target = Target(EntityID.derived("mapping", from: identity.office.cast(), name), .columnMapping)
      let replaced = try writer.projection.live(target).last.flatMap { ColumnMapping.read($0.value)?.mapping }
      try writer.set(target, mapping.cbor(named: name))
      return (writer.change, replaced)
    }
  }
}

extension StoreReader {
  /// Those that nobody disputes, of every office in view, by name.
  public func mappings() throws -> [(name: String, mapping: ColumnMapping)] {
    let select = try sql("SELECT DISTINCT entity FROM live WHERE field = ?1")
    select.bind(1, Field.columnMapping.rawValue)
    var entities: [EntityID] = []
    while try select.step() { entities.append(try select.id(0)) }
    return try entities.compactMap { try settled($0, .columnMapping).flatMap { ColumnMapping.read($0) } }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// - Throws: when none has that name.
  public func mapping(named name: String) throws -> ColumnMapping {
    guard let found = try mappings().first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      throw StoreError.notFound("mapping named \(name)", list: "casetui mapping list")
    }
    return found.mapping
  }
}
