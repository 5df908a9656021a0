import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// How names in other scripts are shown, and what is stated of an entry of a list. Everybody here is invented.
@Suite struct EntryShownTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  private static let person = """
    {"id":"p1","schema":"Person","properties":{"name":["Орлин Васк"],"alias":["O. Wask"],"birthDate":["1975-03-12"],\
    "nationality":["ru"],"passportNumber":["X123456"],"programId":["CYBER"]}}

    """

  @discardableResult
  private func take(_ text: String, _ name: String, from sender: String? = nil) throws -> ImportReport {
    try Importer.apply(
      scratch.write(text, name), to: nil, in: office.store, as: office.author,
      .init(sender: sender))
  }

  private func run<Command: StoreCommand>(_: Command.Type, _ arguments: String...) throws -> Answer {
    try #require(try Command.parseAsRoot(arguments + ["--as", "ann"]) as? Command).answer(office.store)
  }

  private func shown(_ id: String) throws -> Answer { try run(ActorCommand.Show.self, id) }

  /// Romanised first, the original beside it: of a record, and of an actor that nobody romanised.
  @Test func searchRomanisesNames() throws {
    try take(Self.person, "people.json")
    _ = try office.store.newActor(
      kind: .person, names: [ActorName("Десса Миров")], as: office.author)
    _ = try office.store.newActor(
      kind: .organisation, names: [ActorName("北垣星图", romanised: "Beiyuan Xingtu")], as: office.author)
    for (word, name) in [
      ("Орлин", "Orlin Vask (Орлин Васк)"), ("Десса", "Dessa Mirov (Десса Миров)"),
      ("北垣", "Beiyuan Xingtu (北垣星图)"),
    ] {
      let found = try run(SearchCommand.self, word)
      #expect(found.lines.count == 1 && found.lines[0].hasSuffix("  \(name)"), "\(found.lines)")
      #expect(found.rows("items").map { $0.text("romanised") } == [name])
      #expect(try run(ActorCommand.List.self).lines.contains { $0.contains(name) } == (word != "Орлин"))
      var sitting = Sitting(office.store, as: "ann")
      sitting.press("g", "/", "text:\(word)", "Enter")
      #expect(sitting.text.contains(name), "\(sitting.text)")
    }
    #expect(try run(SearchCommand.self, "people.json").rows("items").map { $0.text("romanised") } == [nil])
    #expect(try shown("AC-0001").lines.contains("  primary  Dessa Mirov (Десса Миров)  [Cyrl]"))
  }
}
