import CaseDomain

extension StoreReader {
  /// The names of the rows that stand beside each other under one key, as those of a cluster do, in the table that counts:
  /// each once, in the order stated. A row without a name of its own states its id, which is none.
  ///
  /// - Returns: Nothing of a record that has versions, and of an actor of ours.
  public func rowNames(of bearer: NameBearer) throws -> [String] {
    guard case .entry(let source, let id) = bearer, let newest = try newest(source, id),
      let row = try sourceRow(newest)
    else { return [] }
    let select = try sql.composed(
      """
      SELECT name FROM sourceRecord AS r
      WHERE externalID = ?1 AND source = ?2 AND name IS NOT NULL AND \(StoreReader.isOneOfMany("r"))
        AND \(StoreReader.stands("r"))
        AND (bundle = ?3 OR EXISTS (
          SELECT 1 FROM restatedRecord AS again WHERE again.op = r.op AND again.bundle = ?3))
      GROUP BY name ORDER BY min(op)
      """)
    select.bind(1, id)
    select.bind(2, source)
    select.bind(3, row.bundle)
    var names: [String] = []
    while try select.step() {
      let name = select.text(0)
      if !id.utf8.reversed().starts(with: "#\(name)".utf8.reversed()) { names.append(name) }
    }
    return names
  }

  /// Why nobody can be made of such rows without a name that a person gives; `nil` when they have one name, or none.
  func obstacle(toNaming record: NameBearer) throws -> StoreError? {
    let names = try rowNames(of: record)
    guard names.count > 1 else { return nil }
    return .invalid(
      "its rows name \(names.count): \(names.prefix(5).joined(separator: ", "))\(names.count > 5 ? ", …" : "")",
      remedy: "pass --name with what the actor is called")
  }
}
