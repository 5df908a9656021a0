import ArgumentParser
import CaseDomain
import CaseExchange
import CaseStore

/// Fills a store with operations as users make them, for `make bench`; hidden from the help.
struct BenchFillCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-fill", abstract: "Write sample operations, for benchmarks.", shouldDisplay: false)

  @Option(help: "How many.") var operations = 10_000
  @Option(help: "Cases among them, when the store has none.") var cases: Int?
  @Option(help: "Exhibits to link to them.") var exhibits = 0
  @Option(
    help:
      "Instead: entries of a list, from a table with the columns id, schema, name; rows of one id together.")
  var names: String?
  @OptionGroup var global: GlobalOptions

  private static let words = """
    designation review evidence bank shipment owner director nexus minister legal basis council regulation annex \
    listing delisting renewal humanitarian exemption licence asset freeze export control network facilitator alias \
    registry filing source report credible corroborated partner concurrence objection deadline extension statement
    """.split(separator: " ")

  /// Takes the names in as a reader of lists would: a source record with its facts for each entry.
  private func fillNames(_ path: String, _ store: CaseStore) throws -> Answer {
    let source = try FileSource(path: path)
    let file = FileFacts(
      sha256: .sha256(Array(path.utf8)), bytes: 0, mediaType: "text/csv", name: "list.csv", chunkRoot: .zero)
    var entries = 0
    try store.write(as: global.author) { writer in
      let (caseID, _): (CaseID, String) = try writer.create(.caseFile)
      let exhibit = try writer.addExhibit(file, title: "list", from: "bench", marking: nil, caseID: caseID).id
      var entry: (id: String, facts: StatedFacts)?
      func take() throws {
        guard let (id, facts) = entry else { return }
        let record = SourceRecord(
          source: "bench", externalID: id, type: "entry", name: facts.names.first?.text, modified: nil,
          content: .inline(Array(id.utf8)), bundle: file.sha256, offset: 0, length: 1, facts: facts)
        _ = try writer.takeRecord(record, of: exhibit, caseID: nil)
        entries += 1
        if entries.isMultiple(of: 10_000) { try writer.settle() }
      }
      _ = try CSVReader.read(source, path: path) { _, row in
        guard let id = row["id"], let name = row["name"] else { return }
        if entry?.id != id {
          try take()
          entry = (id, StatedFacts())
          entry?.facts.schema = NameSchema(word: row["schema"] ?? "")
        }
        let isFirst = entry?.facts.names.isEmpty ?? true
        entry?.facts.names.append(ActorName(name, kind: isFirst ? .primary : .alsoKnownAs))
      }
      try take()
    }
    var answer = Answer("bench-fill")
    answer["entries"] = .int(entries)
    return answer
  }

  func answer(_ store: CaseStore) throws -> Answer {
    if let names { return try fillNames(names, store) }
    var random = SystemRandomNumberGenerator()
    func text() -> String {
      (0..<Int.random(in: 8..<22, using: &random)).map { _ in Self.words.randomElement(using: &random)! }
        .joined(separator: " ")
    }
    let held = try store.read { try $0.cases() }.map(\.id)
    try store.write(as: global.author) { writer in
      var ids: [EntityID] = held.map { $0.cast() }
      let wanted = ids.isEmpty ? max(1, cases ?? operations / 10) : 0
      for _ in 0..<wanted {
        let (id, _): (CaseID, String) = try writer.create(.caseFile)
        ids.append(id.cast())
        try writer.set(Target(id.cast(), .title), .text(text()), caseID: id.cast())
      }
      for index in 0..<exhibits {
        let id = ids[index % ids.count]
        let file = FileFacts(
          sha256: Digest256.sha256(Array("bench \(index)".utf8)), bytes: 0, mediaType: "text/plain",
          name: text(),
          chunkRoot: .zero)
        _ = try writer.addExhibit(file, title: text(), from: "bench", marking: nil, caseID: id.cast())
        if index.isMultiple(of: 5000) { try writer.settle() }
      }
      while writer.appended < UInt64(operations) {
        let id = ids.randomElement(using: &random)!
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3: try writer.note(id, text(), caseID: id)
        case 3..<5: try writer.set(Target(id, .title), .text(text()), caseID: id)
        case 5: try writer.set(Target(id, .priority), .text(text()), caseID: id)
        case 6: try writer.set(Target(id, .dedupeSearch), .text(text()), caseID: id)
        case 7: try writer.add(Target(id, .models), .text(text()), caseID: id)
        default: try writer.set(Target(id, .publicBasis), PublicBasis(text(), exhibits: []).cbor, caseID: id)
        }
        if writer.appended.isMultiple(of: 10_000) { try writer.settle() }
      }
    }
    var answer = Answer("bench-fill")
    answer["operations"] = .int(operations)
    return answer
  }
}
