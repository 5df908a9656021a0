import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Two senders call their tables alike and number their rows alike: with `--from` neither stands for the other.
@Suite struct SenderTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  private func table(_ folder: String, _ name: String, key: String = "1") throws -> String {
    try scratch.write("id,name,email\n\(key),\(name),desk@mail.example\n", "\(folder)/accounts.csv")
  }

  private func take(_ path: String, from sender: String?, step: Int? = nil) throws -> ImportReport {
    var options = Importer.Options()
    options.sender = sender
    options.stepObjects = step
    return try Importer.apply(path, to: nil, in: office.store, as: office.author, options)
  }

  @Test func aSenderHasANameThatCanBeSeen() throws {
    #expect(try Importer.Options.sender(nil) == nil)
    #expect(try Importer.Options.sender("Aurora Foundry") == "Aurora Foundry")
    for name in ["", "  ", "\u{200B}"] {
      #expect(throws: Usage.self, "\(name)") { try Importer.Options.sender(name) }
    }
  }

  @Test func rowsOfTwoSendersStandBesideEachOther() throws {
    let first = try take(table("a", "Orlin Vask"), from: "Aurora Foundry")
    let second = try take(table("b", "Dessa Mirov"), from: "Larkspur Cognition")
    #expect(first.new == 1 && second.new == 1 && second.changed == 0)
    #expect(second.problems.isEmpty)
    let keys = try office.store.read { reader in
      var keys: [String] = []
      try reader.sourceRecords { keys.append($0.externalID) }
      return keys
    }
    #expect(keys == ["Aurora Foundry/accounts.csv#1", "Larkspur Cognition/accounts.csv#1"])
    // Next week's table of the same sender is a version.
    let later = try take(table("c", "Dessa Mirova"), from: "Larkspur Cognition")
    #expect(later.new == 0 && later.changed == 1)
    #expect(later.problems.count == 1, "it says that its rows count as versions")
  }

  @Test func aScanComparesWithTheSendersOwnRows() throws {
    _ = try take(table("a", "Orlin Vask"), from: "Aurora Foundry")
    let other = try table("b", "Dessa Mirov")
    for (sender, counts) in [("Aurora Foundry", [0, 1]), ("Larkspur Cognition", [1, 0])] {
      let report = try Importer.scan(other, in: office.store, .init(sender: sender))
      #expect([report.new, report.changed] == counts, "\(sender)")
    }
  }

  @Test func theSenderIsTheOriginOfTheExhibits() throws {
    let path = try table("a", "Orlin Vask")
    let report = try take(path, from: nil)
    let reference = try #require(report.exhibits.first)
    func origin() throws -> String? {
      try office.store.read { try $0.exhibitRow($0.find(reference, .exhibit)).origin }
    }
    #expect(try origin() == nil)
    _ = try take(path, from: "Aurora Foundry")
    #expect(try origin() == "Aurora Foundry")
    let other = try take(path, from: "Larkspur Cognition")
    #expect(try origin() == "Aurora Foundry", "what is on record stays")
    #expect(other.problems.map(\.reason) == ["the same bytes are held as \(reference), from Aurora Foundry"])
  }

  private func links(_ office: TestOffice) throws -> [[String?]] {
    try office.store.read { try $0.correlations() }.found.map { $0.submissions.map(\.submitter) }
  }

  /// Two owners who send the same bytes: one exhibit, and a link between them, at every office alike.
  @Test(arguments: [nil, 1] as [Int?]) func theSameBytesOfTwoSendersAreALink(step: Int?) throws {
    let path = try table("a", "Orlin Vask")
    _ = try take(path, from: "Aurora Foundry", step: step)
    #expect(try links(office) == [])
    for _ in 0..<2 { _ = try take(path, from: "Larkspur Cognition", step: step) }
    _ = try take(path, from: "Aurora Foundry", step: step)
    #expect(try links(office) == [["Aurora Foundry", "Larkspur Cognition"]])
    let found = try office.store.read { try $0.correlations() }.found
    #expect(found.first?.submissions.map(\.records) == [1, 1])
    let field = try TestOffice("Field East", user: "bob")
    _ = try Syncer.run(field.path, in: office.store, as: office.author, enrol: true)
    _ = try Importer.apply(
      path, to: nil, in: field.store, as: field.author, .init(sender: "Larkspur Cognition"))
    _ = try Syncer.run(field.path, in: office.store, as: office.author, enrol: false)
    #expect(try links(field) == links(office) && links(field).count == 1)
    #expect(try office.digest() == field.digest())
    #expect(try office.conflicts().isEmpty)
  }

  /// Offices that took the same bytes in from two senders apart hold two exhibits, and the link.
  @Test func theSameBytesAtTwoOfficesAreALink() throws {
    let path = try table("a", "Orlin Vask")
    let field = try TestOffice("Field East", user: "bob")
    _ = try Syncer.run(field.path, in: office.store, as: office.author, enrol: true)
    _ = try take(path, from: "Aurora Foundry")
    _ = try Importer.apply(
      path, to: nil, in: field.store, as: field.author, .init(sender: "Larkspur Cognition"))
    _ = try Syncer.run(field.path, in: office.store, as: office.author, enrol: false)
    #expect(try links(office).map(Set.init) == [["Aurora Foundry", "Larkspur Cognition"]])
    #expect(try links(field).map(Set.init) == [["Aurora Foundry", "Larkspur Cognition"]])
  }

  @Test func aLongImportHasASender() throws {
    let report = try take(table("a", "Orlin Vask"), from: "Aurora Foundry", step: 1)
    let exhibit = try #require(report.exhibits.first)
    let row = try office.store.read { try $0.exhibitRow($0.find(exhibit, .exhibit)) }
    #expect(row.origin == "Aurora Foundry")
    #expect(try office.store.search("Orlin").count == 1)
  }
}
