import CaseDomain

extension Projection {
  /// The row of an import, its exhibits, and whether these are hidden now.
  mutating func refreshImport(_ entity: EntityID, _ creation: Creation, isWithdrawn: Bool) throws {
    let run = try shown(entity, .importRun).flatMap { ImportRun($0.value, id: entity) }
    let write = try sql(
      "INSERT OR REPLACE INTO importRun (id, reference, name, withdrawn) VALUES (?1, ?2, ?3, ?4)")
    write.bind(1, entity)
    write.bind(2, creation.reference)
    write.bind(3, run?.name ?? "")
    write.bind(4, isWithdrawn ? 1 : 0)
    try write.run()
    let link = try sql("INSERT OR IGNORE INTO importExhibit (exhibit, run) VALUES (?1, ?2)")
    for value in try live(entity, .importExhibit) {
      guard let exhibit = EntityID(value.value) else { continue }
      link.bind(1, exhibit)
      link.bind(2, entity)
      try link.run()
      try refreshVisibility(of: exhibit)
    }
  }

  /// Hidden while every import that brought it is taken back.
  private mutating func refreshVisibility(of exhibit: EntityID) throws {
    let count = try sql(
      """
      SELECT count(*) FROM importExhibit JOIN importRun ON importRun.id = importExhibit.run
      WHERE exhibit = ?1 AND withdrawn = 0
      """)
    count.bind(1, exhibit)
    _ = try count.step()
    let mustHide = count.int(0) == 0
    count.reset()
    guard try isHidden(exhibit) != mustHide else { return }
    let mark =
      mustHide
      ? try sql("INSERT INTO withdrawnExhibit (exhibit, sha256) VALUES (?1, ?2)")
      : try sql("DELETE FROM withdrawnExhibit WHERE exhibit = ?1")
    mark.bind(1, exhibit)
    if mustHide {
      // From the operations: the row of an exhibit that came in the same batch may not be there yet.
      let files = try live(exhibit, .file).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
      if let hash = files.first.flatMap({ FileFacts($0.value) })?.sha256 {
        mark.bind(2, hash)
      } else {
        mark.bindNull(2)
      }
    }
    try mark.run()
    for caseID in try cases(linking: exhibit) {
      if mustHide {
        let drop = try sql("DELETE FROM caseExhibit WHERE caseID = ?1 AND exhibit = ?2")
        drop.bind(1, caseID)
        drop.bind(2, exhibit)
        try drop.run()
      }
      try linkExhibits(caseID)
    }
  }

  func isHidden(_ exhibit: EntityID) throws -> Bool {
    let select = try sql("SELECT 1 FROM withdrawnExhibit WHERE exhibit = ?1")
    select.bind(1, exhibit)
    defer { select.reset() }
    return try select.step()
  }

  /// Cases whose operations put the exhibit in. Reads all of `live`: it happens when an import is taken back, or
  /// comes again.
  private func cases(linking exhibit: EntityID) throws -> [EntityID] {
    let select = try sql("SELECT DISTINCT entity FROM live WHERE field = ?1 AND value = ?2")
    select.bind(1, Field.exhibits.rawValue)
    select.bind(2, exhibit.cbor.encoded)
    var cases: [EntityID] = []
    while try select.step() { cases.append(try select.id(0)) }
    return cases
  }
}
