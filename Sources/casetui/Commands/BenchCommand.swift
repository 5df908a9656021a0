import ArgumentParser
import CaseDomain
import CaseStore

/// Fills a store with operations as users make them, for `make bench`; hidden from the help.
struct BenchFillCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-fill", abstract: "Write sample operations, for benchmarks.", shouldDisplay: false)

  @Option(help: "How many.") var operations = 10_000
  @Option(help: "Cases among them, when the store has none.") var cases: Int?
  @Option(help: "Exhibits to link to them.") var exhibits = 0
  @OptionGroup var global: GlobalOptions

  private static let words = """
    designation review evidence bank shipment owner director nexus minister legal basis council regulation annex \
    listing delisting renewal humanitarian exemption licence asset freeze export control network facilitator alias \
    registry filing source report credible corroborated partner concurrence objection deadline extension statement
    """.split(separator: " ")

  func answer(_ store: CaseStore) throws -> Answer {
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
