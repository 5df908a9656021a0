import CaseDomain
import CaseStore

/// What a command says: one JSON object, or lines for people.
struct Answer {
  var schema: String
  var marking = HandlingMark.officeFloor
  var fields: [(String, JSON)] = []
  var lines: [String] = []
  var exit = Exit.ok
  /// What a person should know besides; on stderr.
  var notes: [String] = []
  /// It wrote something, and says more of it than one line in the terminal can.
  var isToRead = false
  /// Its head was written already, by a `ResultStream`.
  var continues = false

  init(_ schema: String) { self.schema = "casetui.\(schema)/1" }

  subscript(_ name: String) -> JSON {
    get { fields.first { $0.0 == name }?.1 ?? .null }
    set { fields.append((name, newValue)) }
  }

  mutating func mark(_ marks: some Sequence<HandlingMark>) {
    marking = HandlingMark.mostRestrictive(of: marks) ?? .officeFloor
  }

  /// As strictly as before at least, and as all of these.
  mutating func markAtLeast(_ texts: some Sequence<String>) {
    marking = marking.joined(withStored: texts)
  }

  mutating func markAtLeast(_ mark: HandlingMark) { marking = marking.joined(with: mark) }

  mutating func mark(_ texts: [String]) { mark(texts.map { HandlingMark(stored: $0) }) }

  /// Every change says what changed and under which number.
  mutating func note(_ change: Change) {
    self["audit_number"] = .int(change.auditNumber)
    self["operations"] = .int(change.operations)
    lines.append(
      change.operations == 0
        ? "nothing to change" : "audit number \(change.auditNumber), \(change.operations) operations")
  }

  func print(asJSON: Bool) {
    for note in notes { Standard.error(note) }
    if continues {
      if asJSON { return Standard.output(String(JSON.object(fields).text.dropFirst())) }
      for line in lines { Standard.output(Printable(line).text) }
    } else if asJSON {
      let head: [(String, JSON)] = [("schema", .string(schema)), ("marking", .string(marking.description))]
      Standard.output(JSON.object(head + fields).text)
    } else {
      Standard.output("Marking: \(marking)")
      for line in lines { Standard.output(Printable(line).text) }
    }
  }
}
