import CaseDomain

extension CSVReader {
  /// Reads a table as evidence: as `read` does, and says of which columns nothing is read.
  ///
  /// - Parameters:
  ///   - mapping: what the columns mean; `nil` goes by the words of the header.
  ///   - object: takes the source record that each row proposes.
  /// - Throws: `ImportRefusal` for the whole file, or what `object` threw.
  public static func readEvidence(
    _ source: any ByteSource, path: String, mapping: ColumnMapping? = nil,
    isCancelled: () -> Bool = { false }, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var header: [String]?
    var summary = try read(source, path: path, mapping: mapping, isCancelled: isCancelled) { found, row in
      if header == nil { header = row.header }
      try object(found)
    }
    if let problem = header.flatMap({ unreadColumns($0, mapping, path: path) }) { summary.report(problem) }
    return summary
  }

  /// That columns mean nothing, or mean something by their names that the mapping leaves out; `nil` where there is none. Of
  /// keyed columns more is said (`CSVColumns.headerProblems`).
  private static func unreadColumns(
    _ header: [String], _ mapping: ColumnMapping?, path: String
  ) -> ImportProblem? {
    let places = ColumnPlaces(header)
    func columns(of mapping: ColumnMapping) -> Set<Int> {
      Set(mapping.columns.compactMap { places[$0.header] })
    }
    let known = columns(of: .guess(header: header))
    let read = mapping.map { columns(of: $0) } ?? known
    let unread = header.indices.filter { index in
      !read.contains(index) && (mapping == nil || known.contains(index)) && !header[index].isEmpty
        && !header[index].lowercased().hasPrefix("hmac:")
    }
    guard !unread.isEmpty else { return nil }
    return ImportProblem(
      path: path, offset: nil, object: "row 1",
      reason: "columns from which nothing is read: \(RowDefect.quote(unread.map { header[$0] }))",
      remedy: mapping == nil
        ? "search finds what is in them; to have more read, say what they mean: casetui mapping save"
        : "if one of them is meant, save a mapping that names it, too: casetui mapping save",
      severity: .warning)
  }
}
