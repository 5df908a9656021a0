import CaseDomain

/// Reads statements of ownership from a table with the columns `owner`, `owned`, `percent`, `from` and `to`.
///
/// Ids are kept byte for byte. `percent` has at most four decimals; empty means unknown. `from` is the first
/// day, `to` the first day no longer: `YYYY-MM-DD`, or empty for no limit. Columns come in any order.
public enum HoldingCSV {
  /// Beyond this many lines the file is refused: all statements are held in memory.
  public static let maximumLines = 10_000_000

  public struct Reading: Equatable, Sendable {
    /// In the order of the file.
    public internal(set) var holdings: [Holding] = []
    /// In the order of the file; `object` is `line 7`, counted from 1.
    public internal(set) var problems: [ImportProblem] = []
    /// Refusals and warnings beyond `ImportSummary.maximumListedProblems` of each, which are only counted.
    public internal(set) var unlistedProblems = 0
    /// Rows not taken in, each with one problem or more.
    public internal(set) var refusedRows = 0

    public init() {}
  }

  /// A share as people write it: digits, a point, at most four decimals; `nil` when it does not read.
  public static func share(_ text: String) -> Stake? { HoldingColumns.stake(text) }

  /// - Parameter path: for the messages.
  /// - Throws: `ImportRefusal` when nothing of the file can be used: it is not CSV, a column is missing, or no row stands
  ///   below the header.
  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool = { false }
  ) throws -> Reading {
    try read(source, path: path, maximumLines: maximumLines, isCancelled: isCancelled)
  }

  static func read(
    _ source: any ByteSource, path: String, maximumLines: Int, isCancelled: () -> Bool = { false }
  ) throws -> Reading {
    let lines = LineCounter(source, path: path, limit: maximumLines)
    var pass = HoldingPass(path: path, lines: lines)
    let summary = try CSVReader.read(lines, path: path, keepsRows: false, isCancelled: isCancelled) {
      object, row in
      try pass.take(row, offset: object.offset)
    }
    return try pass.finish(summary)
  }
}

/// One reading of one table.
private struct HoldingPass {
  private let path: String
  private let lines: LineCounter
  private var columns: HoldingColumns?
  private var reading = HoldingCSV.Reading()
  private var listed = ListedProblems()

  init(path: String, lines: LineCounter) {
    self.path = path
    self.lines = lines
  }

  mutating func take(_ row: CSVRow, offset: Int) throws {
    let columns = try columns ?? readHeader(row.header)
    let (holding, defects) = columns.holding(row.fields)
    if let holding { reading.holdings.append(holding) } else { reading.refusedRows += 1 }
    for defect in defects { report(defect, offset: offset) }
  }

  private mutating func readHeader(_ header: [String]) throws -> HoldingColumns {
    let columns: HoldingColumns
    switch HoldingColumns.find(in: header) {
    case .success(let found): columns = found
    case .failure(let missing):
      throw ImportRefusal(
        .notCSV, path: path, offset: 0, line: 1,
        reason: "the header has no column \(RowDefect.quote(missing.names))",
        remedy: "name the columns owner, owned, percent, from and to, in small letters; "
          + "a column may be empty but must be there")
    }
    self.columns = columns
    if !columns.unused.isEmpty {
      report(
        RowDefect(
          "the columns \(RowDefect.quote(columns.unused)) are not used",
          remedy: "nothing, unless one of them was meant to be owner, owned, percent, from or to",
          severity: .warning),
        offset: 0)
    }
    return columns
  }

  private mutating func report(_ defect: RowDefect, offset: Int) {
    report(
      ImportProblem(
        path: path, offset: offset, object: "line \(lines.line(at: offset))", reason: defect.reason,
        remedy: defect.remedy, severity: defect.severity))
  }

  private mutating func report(_ problem: ImportProblem) {
    if listed.admits(problem.severity) {
      reading.problems.append(problem)
    } else {
      reading.unlistedProblems += 1
    }
  }

  /// Adds what the table's reader found, with lines in place of rows, in the order of the file.
  ///
  /// - Throws: when there is no row: of what an empty table leaves out it must not look as if nobody held it.
  mutating func finish(_ summary: ImportSummary) throws -> HoldingCSV.Reading {
    guard columns != nil || summary.refused > 0 else {
      throw ImportRefusal(
        .notCSV, path: path, offset: 0, line: 1, reason: "no row stands below the header",
        remedy: "put one holding into each row, in the columns owner, owned, percent, from and to")
    }
    for problem in summary.problems {
      let offset = problem.offset ?? 0
      report(
        ImportProblem(
          path: path, offset: offset, object: "line \(lines.line(at: offset))", reason: problem.reason,
          remedy: problem.remedy, severity: problem.severity))
    }
    reading.unlistedProblems += summary.unlistedProblems
    reading.refusedRows += summary.refused
    if columns == nil {
      report(
        RowDefect(
          "no row could be read, so the columns were not checked",
          remedy: "put one holding into each row below the header", severity: .warning),
        offset: 0)
    }
    let order = reading.problems.indices.sorted {
      let (left, right) = (reading.problems[$0].offset ?? 0, reading.problems[$1].offset ?? 0)
      return left != right ? left < right : $0 < $1
    }
    reading.problems = order.map { reading.problems[$0] }
    return reading
  }
}

/// Passes bytes through and remembers where lines end. Messages name lines, as an editor shows them: a quoted
/// field may hold line ends, so that the number of a row is not that of its line.
private final class LineCounter: ByteSource {
  private let source: any ByteSource
  private let path: String
  private let limit: Int
  private var count = 0
  /// Offsets of the line feeds, ascending.
  private var ends: [Int] = []

  init(_ source: any ByteSource, path: String, limit: Int) {
    self.source = source
    self.path = path
    self.limit = limit
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    let added = try source.read(into: buffer)
    for index in 0..<added where buffer[index] == 0x0A { ends.append(count + index) }
    count += added
    guard ends.count <= limit else {
      throw SourceError(
        path: path, reason: "it has more than \(limit) lines",
        remedy: "leave out companies that no case leads to, or split the file")
    }
    return added
  }

  /// Counted from 1.
  func line(at offset: Int) -> Int {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low + 1
  }
}
