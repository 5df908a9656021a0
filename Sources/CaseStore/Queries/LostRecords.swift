import CaseDomain

/// A record that a judgement names and that no file states any more: its import was taken back, or its table read
/// otherwise, after another office had judged.
public struct LostRecord: Hashable, Sendable {
  public let source: String
  public let externalID: String
  /// Those that had read it and were taken back, in the order of their numbers; empty where none explains it.
  public let imports: [ImportRow]
  /// The import by which its table is read otherwise since; nothing was taken back then.
  public let readOtherwiseIn: String?

  /// What became of it, and why.
  public var words: String {
    if let readOtherwiseIn {
      return "\(source):\(externalID) counts no more: its table is read otherwise since \(readOtherwiseIn)"
    }
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
    let otherwise = try readOtherwise(since: id, of: source)
    return LostRecord(
      source: source, externalID: id,
      imports: try otherwise == nil ? takenBackImports(of: id, in: source) : [], readOtherwiseIn: otherwise)
  }

  /// Every judgement in force that names such a record.
  public func judgementsWithoutRecord() throws -> [JudgementRow] {
    try judgements(naming: { try !isStated($0, $1) })
  }
}
