import CaseDomain
import GRDB
import Testing

@testable import CaseStore
@testable import casetui

/// Files with the same bytes under many names are one exhibit, in one import as in several.
@Suite struct ManyNamesTests {
  private final class Count {
    var count = 0
  }

  /// Nothing is read from them, so that none is refused on its own: the row of their exhibit, with all of its names, is
  /// brought up to date for all of them at once and not for each.
  @Test func theirExhibitIsListedOnce() throws {
    let office = try TestOffice("Head Office", clock: { 1_790_000_000_000 })
    let scratch = try Scratch()
    for number in 0..<40 { _ = try scratch.write("the same words", "many/note \(number).txt") }
    _ = try scratch.write("other words", "many/other.txt")
    let indexed = Count()
    try office.store.pool.writeWithoutTransaction { db in
      db.trace { if "\($0)".contains("FROM searchText WHERE entity") { indexed.count += 1 } }
    }
    let report = try Importer.apply(
      scratch.path + "/many", to: nil, in: office.store, as: office.author)
    #expect(report.refused == 0)
    #expect(indexed.count < 10)
    let exhibits = try office.store.read { try $0.exhibits() }
    #expect(exhibits.count == 2)
    let names = try office.store.read { reader in
      try exhibits.map { try reader.live($0.id.cast(), .alsoCalled).count }
    }
    #expect(names.sorted() == [0, 39])
    #expect(try office.store.verify().isSound)
  }
}
