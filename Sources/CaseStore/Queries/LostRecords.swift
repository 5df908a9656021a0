import CaseDomain

/// A record that a judgement names and that no file states any more: its import was taken back after another office
/// had judged.
public struct LostRecord: Hashable, Sendable {
  public let source: String
  public let externalID: String
  /// Those that had read it and were taken back, in the order of their numbers; empty where none explains it.
  public let imports: [ImportRow]

  /// What became of it, and why.
  public var words: String {
    guard !imports.isEmpty else { return "\(source):\(externalID) is stated by no file any more" }
    let all = imports.map { row in
      row.reference + (row.run.withdrawal.map { " on \($0.on) (\($0.reason))" } ?? "")
    }
    return "\(source):\(externalID) was taken back with import \(all.joined(separator: " and "))"
  }
}

extension StoreReader {
  /// The records that a judgement in force names and that no file states any more.
  public func lost(by row: JudgementRow) throws -> [LostRecord] {
    guard row.verdict != .withdrawn else { return [] }
    return try [row.first, row.second].compactMap { try lost($0) }
  }

  /// - Returns: `nil` for an actor, and for a record that some file states.
  public func lost(_ bearer: NameBearer) throws -> LostRecord? {
    guard case .entry(let source, let id) = bearer, try !isStated(source, id) else { return nil }
    return LostRecord(source: source, externalID: id, imports: try takenBackImports(of: id, in: source))
  }

  /// Every judgement in force that names such a record.
  public func judgementsWithoutRecord() throws -> [JudgementRow] {
    try judgements(naming: { try !isStated($0, $1) })
  }
}
