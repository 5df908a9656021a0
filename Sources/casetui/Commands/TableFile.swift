import CaseExchange

/// A table that is named on the command line.
enum TableFile {
  /// The names of its columns, without white space around them, also of a table without rows: `ColumnPlaces` looks them up.
  ///
  /// - Throws: `ImportRefusal` for a file that cannot be opened or is no table.
  static func header(of path: String) throws -> [String] {
    try CSVReader.header(of: open(path), path: path)
  }

  /// Hands over each row.
  ///
  /// - Throws: `CancellationError` when the work is to stop, `ImportRefusal` for the whole file, or what `row` threw.
  static func read(_ path: String, row: (CSVRow) throws -> Void) throws -> ImportSummary {
    do {
      return try CSVReader.read(
        open(path), path: path, keepsRows: false, isCancelled: { Interruption.isAsked }
      ) { try row($1) }
    } catch let refusal as ImportRefusal where refusal.kind == .cancelled {
      // Nothing is imported here.
      throw CancellationError()
    }
  }

  private static func open(_ path: String) throws -> FileSource {
    do throws(SourceError) { return try FileSource(path: path) } catch {
      throw ImportRefusal(unreadable: path, error)
    }
  }
}
