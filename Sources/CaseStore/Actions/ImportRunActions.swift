import CaseDomain

extension JournalWriter {
  /// Records an import as a unit, with the exhibits it made or found.
  @discardableResult
  public mutating func record(_ run: ImportRun, caseID: CaseID?) throws -> (id: EntityID, reference: String) {
    let (id, reference): (EntityID, String) = try create(.importRun, caseID: caseID?.cast())
    for exhibit in run.exhibits {
      try add(Target(id, .importExhibit), exhibit.cbor, caseID: caseID?.cast())
    }
    try set(Target(id, .importRun), run.cbor, caseID: caseID?.cast())
    return (id, reference)
  }
}

extension CaseStore {
  /// Takes an import back as a unit: what only it brought is in no case and no answer any more. Nothing leaves the
  /// journal, and the same file brings it again.
  ///
  /// - Returns: what stands in the way; nothing was written then.
  public func undo(_ id: EntityID, reason: String, as author: Author) throws -> (
    obstacles: [Obstacle], change: Change
  ) {
    guard !reason.saysNothing else {
      throw StoreError.invalid("taking an import back needs a reason", remedy: "pass --reason TEXT")
    }
    return try write(as: author) { writer in
      let reader = try writer.reader(of: self)
      guard let row = try reader.imports().first(where: { $0.run.id == id }) else {
        throw StoreError.notFound("import \(id)")
      }
      guard row.run.withdrawal == nil else {
        throw StoreError.invalid(
          "\(row.reference) is taken back already", remedy: "to have it again, import the file again")
      }
      let obstacles = try reader.citations(of: row.run)
      if obstacles.isEmpty {
        try writer.add(Target(id, .withdrawal), Withdrawal(on: today, reason: reason).cbor)
      }
      return (obstacles, writer.change)
    }
  }
}
