import CaseDomain
import CaseStore

extension CaseStore {
  /// A case by what a person typed, and the case itself.
  func caseFile(_ text: String) throws -> (id: CaseID, file: CaseFile) {
    try read { reader in
      let id: CaseID = try reader.find(text, .caseFile)
      return (id, try reader.caseFile(id, rehash: false))
    }
  }

  func exhibitIDs(_ texts: [String]) throws -> [ExhibitID] {
    try read { reader in try texts.map { try reader.find($0, .exhibit) } }
  }
}

extension Answer {
  /// For something done to a case: its marking and that of what is in it, what stood in the way, what was written.
  init(_ schema: String, on id: CaseID, in store: CaseStore) throws {
    self.init(schema)
    let (row, marks) = try store.read { (try $0.caseRow(id), try $0.markings(ofCase: id)) }
    mark(marks)
    self["case"] = .string(row.reference)
  }

  /// Whether it was allowed, and every obstacle when not.
  mutating func judge(_ obstacles: [Obstacle]) {
    self["allowed"] = .bool(obstacles.isEmpty)
    self["obstacles"] = .array(obstacles.map { .object($0.json) })
    guard !obstacles.isEmpty else { return }
    exit = .refused
    lines.append("refused")
    show(obstacles)
  }

  /// Each obstacle with its rule and what to do.
  mutating func show(_ obstacles: [Obstacle]) {
    for obstacle in obstacles {
      lines.append("  \(obstacle.code.rawValue)  \(obstacle.section)  (\(obstacle.status.rawValue))")
      lines.append("      \(obstacle.message)")
      lines.append("      do: \(obstacle.remedy)")
    }
  }
}
