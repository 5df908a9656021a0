import CaseDomain
import CaseStore

/// Writes one result after another while they are found, so that a long table needs no memory.
///
/// With JSON it opens the object that the answer then closes: a reader gets one whole object.
struct ResultStream {
  private let asJSON: Bool
  private let schema: String
  private let marking: HandlingMark
  private var isFirst = true
  /// The object is begun and not yet closed.
  private(set) var isOpen = false

  init(asJSON: Bool, schema: String, marking: HandlingMark) {
    self.asJSON = asJSON
    self.schema = schema
    self.marking = marking
  }

  mutating func add(row: Int, _ name: String, _ result: ScreeningResult, _ reader: StoreReader) throws {
    guard asJSON else {
      open()
      Standard.output(Printable("row \(row): \(name)").text)
      let rest = [result.cutSentence, result.isPartial ? ScreenCommand.partial : nil].compactMap(\.self)
      for line in result.hits.flatMap(\.lines) + rest { Standard.output(Printable("  " + line).text) }
      return
    }
    let item = JSON.object([
      ("row", .int(row)), ("name", .string(name)),
      ("hits", .array(try result.hits.map { try $0.json(reader) })), ("total", .int(result.total)),
      ("is_partial", .bool(result.isPartial)),
    ]).text
    open()
    Standard.output((isFirst ? "" : ",") + item)
    isFirst = false
  }

  /// Ends the list; the answer follows.
  mutating func end() {
    open()
    if asJSON { Standard.output("],") }
  }

  private mutating func open() {
    guard !isOpen else { return }
    isOpen = true
    if asJSON {
      let head = JSON.object([("schema", .string(schema)), ("marking", .string(marking.description))]).text
      Standard.output(head.dropLast() + ",\"results\":[")
    } else {
      Standard.output("Marking: \(marking)")
    }
  }
}
