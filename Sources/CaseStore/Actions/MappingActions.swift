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

/// A mapping that an office keeps.
public struct SavedMapping: Hashable, Sendable {
  public let name: String
  public let mapping: ColumnMapping
  /// Whose it is.
  public let office: String
  public let isOwn: Bool
}

extension StoreReader {
  /// Those that nobody disputes, of every office in view, by name; of one name our own first.
  public func mappings() throws -> [SavedMapping] {
    let select = try sql("SELECT DISTINCT entity FROM live WHERE field = ?1")
    select.bind(1, Field.columnMapping.rawValue)
    var entities: [EntityID] = []
    while try select.step() { entities.append(try select.id(0)) }
    return try entities.compactMap { entity -> SavedMapping? in
      guard let state = RegisterState(try live(entity, .columnMapping)), !state.isConflict,
        let found = ColumnMapping.read(state.shown.value)
      else { return nil }
      let own = EntityID.derived("mapping", from: store.identity.office.cast(), found.name)
      return SavedMapping(
        name: found.name, mapping: found.mapping, office: try officeName(of: state.shown.dot.feed),
        isOwn: entity == own)
    }.sorted {
      guard !$0.name.utf8.elementsEqual($1.name.utf8) else {
        return ($1.isOwn ? 1 : 0, $0.office) < ($0.isOwn ? 1 : 0, $1.office)
      }
      return $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
  }

  /// Our own of that name, else another office's.
  ///
  /// - Throws: when none has that name, or only several others' have.
  public func mapping(named name: String) throws -> ColumnMapping {
    let found = try mappings().filter { $0.name.utf8.elementsEqual(name.utf8) }
    guard let first = found.first else {
      throw StoreError.notFound("mapping named \(name)", list: "casetui mapping list")
    }
    guard first.isOwn || found.count == 1 else {
      throw StoreError.invalid(
        "\(found.count) offices have a mapping named \(name): \(found.map(\.office).joined(separator: ", "))",
        remedy: "look at them with casetui mapping list, and save the one that is meant as your own: "
          + "casetui mapping save")
    }
    return first.mapping
  }
}
