import ArgumentParser
import CaseDomain
import CaseExchange
import CaseStore
import Foundation

struct CorrelateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correlate",
    abstract: "Values that the submissions of several owners share: links to look at, not findings.",
    subcommands: [List.self, Key.self, Hash.self])

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Shared values, the rarest first, with the files that state them.")
    @Option(
      help: ArgumentHelp(
        "Only this kind.", discussion: Trace.Kind.allCases.map(\.rawValue).joined(separator: ", ")))
    var kind: String?
    @Flag(help: "Also values in two files of one owner, or of nobody known.") var all = false
    @Option(help: "At most so many.") var limit = 1_000
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let kind = try kind.map { try Trace.Kind.parse($0, "kind of value") }
      var answer = Answer("correlate-list")
      try store.read { reader in
        let (found, total) = try reader.correlations(
          kind: kind, onlyAcrossOwners: !all, limit: limit.asLimit())
        let rows = try Set(found.flatMap { $0.submissions.flatMap(\.exhibits) }).map {
          ($0, try reader.exhibitRow($0))
        }
        let exhibits = Dictionary(uniqueKeysWithValues: rows)
        let alike = try reader.exercisesAlike()
        answer["exercises_alike"] = .array(alike.map { .array($0.map { .string($0) }) })
        answer.mark(rows.map { $0.1.marking })
        answer["total"] = .int(total)
        answer["items"] = .array(found.map { $0.json(exhibits.mapValues(\.reference)) })
        for one in found {
          answer.lines.append(
            "\(one.trace.kind.rawValue)  \(one.trace.value)"
              + (one.trace.exercise.map { "  (keyed hash, exercise \($0))" } ?? "")
              + (one.isCommon ? "  COMMON: \(one.records) records, rather a resource of many" : ""))
          answer.lines += one.submissions.map { submission in
            let files = submission.exhibits.compactMap { exhibits[$0]?.reference }.joined(separator: ", ")
            return
              "    \(submission.submitter ?? "no owner on record")  \(submission.records) records  [\(files)]"
          }
        }
        answer.lines.append(
          total == 0
            ? all ? "no value is in two files" : "no value is shared by two owners"
            : total > found.count ? "\(found.count) of \(total)" : "\(total) values")
        answer.lines += alike.map {
          "! \($0.joined(separator: " and ")) are exercises apart: hashes of one do not meet those of another; "
            + "if one is meant, have its owners hash again under one spelling"
        }
      }
      return answer
    }
  }

  struct Key: Answering {
    static let configuration = CommandConfiguration(
      commandName: "key", abstract: "Make the key of an exercise, for the owners to share among themselves.",
      discussion:
        "Keep it away from the office: who has it can find addresses and phone numbers by trying all of them."
    )
    @Option(help: "The file to write; it must not exist.") var out: String
    @OptionGroup var global: GlobalOptions

    func answer() throws -> Answer {
      var generator = SystemRandomNumberGenerator()
      let bytes = (0..<TraceKey.byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
      try NewFile.write(Array((Hex.encode(bytes) + "\n").utf8), to: out)
      var answer = Answer("correlate-key")
      answer["path"] = .string(out)
      answer.lines.append("wrote \(out); give it to the owners of the exercise, and to nobody else")
      return answer
    }
  }

  struct Hash: Answering {
    static let configuration = CommandConfiguration(
      commandName: "hash", abstract: "For an owner: put keyed hashes in place of the values of a table.",
      discussion: """
        Columns of values that correlate become columns hmac:KIND:EXERCISE; the others are left out unless kept \
        with --keep. Rows and the hashes in a cell are sorted. Without the key it can be told which values are equal, \
        how often they stand, which stand in one row, and what is kept; nothing else. Keep a column of ids where the \
        table may come again with other rows: without one its rows are known by their number. Exit code 2: values were \
        left out, as they cannot be what their column says.
        """)
    @Argument(help: "The table (CSV).") var file: String
    @Option(help: "The key of the exercise, in a file that nobody else may read.") var key: String
    @Option(help: "The name of the exercise, as all its owners spell it.") var exercise: String
    @Option(help: "A column that goes along as it is. Repeat for several.") var keep: [String] = []
    @Option(help: "The file to write; it must not exist.") var out: String
    @OptionGroup var meanings: ColumnMeanings
    @OptionGroup var global: GlobalOptions

    func answer() throws -> Answer {
      let text = String(decoding: try PrivateFile.read(key, limit: 1_000), as: UTF8.self)
      guard
        let secret = Hex.decode(text.trimmingCharacters(in: .whitespacesAndNewlines)).flatMap(TraceKey.init)
      else {
        throw Usage(
          message: "\(key) holds no key of an exercise", remedy: "make one: casetui correlate key --out FILE")
      }
      // By scalars: a carriage return and a line feed are one character.
      let isPlain = !exercise.unicodeScalars.contains { scalar in
        ",:;\"".unicodeScalars.contains(scalar)
          || [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
      }
      guard !exercise.saysNothing, isPlain else {
        throw Usage(
          message: "an exercise needs a plain name",
          remedy: "pass --exercise NAME without , : ; quotes, tabs or ends of lines")
      }
      let mapping = meanings.column.isEmpty ? nil : ColumnMapping(columns: try meanings.columns())
      // A table without rows, too, has columns that can be missing.
      var table = try HashedTable(
        secret, exercise: exercise, keep: keep, mapping: mapping,
        header: TableFile.header(of: file))
      let summary = try TableFile.read(file) { table.take($0) }
      guard summary.refused == 0 else {
        let first = summary.problems.first { $0.severity == .refused }
        throw Usage(
          message: "\(summary.refused) rows of \(file) cannot be read, and nothing was written",
          remedy: "correct them: \(first.map { "\($0.object ?? ""): \($0.reason)" } ?? "")")
      }
      guard table.values > 0 else {
        let others = table.passedOver.values.reduce(0, +)
        throw Usage(
          message: "there is no value in \(table.columns.joined(separator: ", ")), and nothing was written"
            + (others > 0 ? "; \(others) cannot be what their column says" : ""),
          remedy: "look at the table, or say with --column HEADER=KIND which columns hold values")
      }
      try NewFile.write(table.bytes, to: out)
      var answer = Answer("correlate-hash")
      answer["rows"] = .int(summary.read)
      answer["values"] = .int(table.values)
      answer["path"] = .string(out)
      answer["passed_over"] = .int(table.passedOver.values.reduce(0, +))
      let passedOver = table.passedOver.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      let problems = passedOver.map { header, count in
        (
          object: "column \(header)", reason: "\(count) values cannot be what it says, and were left out",
          remedy: "look at these cells; of a column of something else say so: --column HEADER=KIND"
        )
      }
      answer["problems"] = .array(
        problems.map {
          .object([
            ("object", .string($0.object)), ("reason", .string($0.reason)), ("remedy", .string($0.remedy)),
          ])
        })
      answer.notes += problems.map { "warning: \($0.object): \($0.reason); \($0.remedy)" }
      if !problems.isEmpty { answer.exit = .partly }
      answer.lines.append("\(table.values) values of \(summary.read) rows hashed into \(out)")
      return answer
    }
  }
}

/// A table whose values are replaced by keyed hashes. Neither the rows nor the hashes in a cell stand in the order of the
/// table: that order would tell more than which values are equal.
private struct HashedTable {
  private let key: TraceKey
  private let exercise: String
  private let keep: [String]
  private let writer = CSVWriter(isFormulaSafe: false, quotesSeparators: true)
  /// By kind, the columns that hold it: one kind is one column of the table that is written.
  private var hashed: [(kind: Trace.Kind, headers: [String])] = []
  /// Cells of each row: what is kept, then the hashes of each kind.
  private var rows: [[String]] = []
  private(set) var values = 0
  /// Values that cannot be what their column says, by column.
  private(set) var passedOver: [String: Int] = [:]

  /// - Parameter header: of the table.
  /// - Throws: `Usage` for columns that it has not, that hold nothing to be hashed, or that would be called alike.
  init(_ key: TraceKey, exercise: String, keep: [String], mapping: ColumnMapping?, header: [String]) throws {
    self.key = key
    self.exercise = exercise
    self.keep = keep.map(\.trimmingSpace)
    try begin(header, mapping ?? .guess(header: header))
  }

  /// Those that are hashed.
  var columns: [String] { hashed.flatMap(\.headers) }

  /// With a header; the rows sorted by their bytes.
  var bytes: [UInt8] {
    // The column of addresses that stood as networks is there when there are any.
    let last = keep.count + hashed.count - 1
    let isLastEmpty = hashed.last?.headers.isEmpty == true && rows.allSatisfy { $0[last].isEmpty }
    let width = isLastEmpty ? last : last + 1
    let sorted = rows.map { writer.row(Array($0.prefix(width))) }.sorted { $0.lexicographicallyPrecedes($1) }
    return writer.row(Array(names.prefix(width))) + sorted.joined()
  }

  /// Of the columns that are written.
  private var names: [String] { keep + hashed.map { "hmac:\($0.kind.rawValue):\(exercise)" } }

  mutating func take(_ row: CSVRow) {
    // What is no value links nobody, in the clear or not.
    var found: [Trace.Kind: Set<String>] = [:]
    for column in hashed {
      for header in column.headers {
        for value in TraceForm.values(inCell: row[header] ?? "", column.kind) {
          guard TraceForm.fits(value, column.kind, header: header) else {
            passedOver[header, default: 0] += 1
            continue
          }
          if let hash = key.hash(column.kind, value, exercise: exercise) {
            found[hash.kind, default: []].insert(hash.value)
          }
        }
      }
    }
    values += found.values.reduce(0) { $0 + $1.count }
    rows.append(
      keep.map { row[$0] ?? "" } + hashed.map { (found[$0.kind] ?? []).sorted().joined(separator: ";") })
  }

  private mutating func begin(_ header: [String], _ mapping: ColumnMapping) throws {
    let places = ColumnPlaces(header)
    for name in keep + mapping.columns.map(\.header.trimmingSpace) where places[name] == nil {
      throw Usage(
        message: "there is no column \(name)",
        remedy: "name a column of the table: \(header.joined(separator: ", "))")
    }
    for column in mapping.columns {
      guard case .trace(let kind, nil) = column.meaning else { continue }
      // White space around it, which does not count, must not hide what is to be hashed from --keep.
      let name = column.header.trimmingSpace
      if let place = hashed.firstIndex(where: { $0.kind == kind }) {
        hashed[place].headers.append(name)
      } else {
        hashed.append((kind, [name]))
      }
    }
    guard !hashed.isEmpty else {
      throw Usage(
        message: "no column holds values that correlate",
        remedy:
          "say which: --column HEADER=KIND; kinds: \(Trace.Kind.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    for name in keep
    where hashed.contains(where: { $0.headers.contains { ColumnMapping.Column.names($0, name) } }) {
      throw Usage(message: "column \(name) would be both hashed and shown", remedy: "leave it out of --keep")
    }
    // A network of one address is that address.
    if hashed.contains(where: { $0.kind == .network }), !hashed.contains(where: { $0.kind == .ip }) {
      hashed.append((.ip, []))
    }
    for (place, name) in names.enumerated()
    where names[..<place].contains(where: { ColumnMapping.Column.names($0, name) }) {
      throw Usage(
        message: "two columns would be called \(name)",
        remedy: "keep each column once, or give the exercise another name")
    }
  }
}

extension Correlation {
  fileprivate func json(_ references: [ExhibitID: String]) -> JSON {
    .object([
      ("kind", .string(trace.kind.rawValue)), ("value_or_hash", .string(trace.value)),
      ("exercise", .optional(trace.exercise)), ("records", .int(records)), ("common", .bool(isCommon)),
      (
        "submissions",
        .array(
          submissions.map { one in
            .object([
              ("owner", .optional(one.submitter)), ("records", .int(one.records)),
              ("exhibits", .array(one.exhibits.compactMap { references[$0] }.map { .string($0) })),
            ])
          })
      ),
    ])
  }
}
