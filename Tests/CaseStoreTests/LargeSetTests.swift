import CaseDomain
import Testing

@testable import CaseStore

/// One among many costs what it costs among few: an exhibit of a large case, a name of an exhibit that has many.
@Suite struct LargeSetTests {
  private let office: Office
  private let caseID: CaseID
  private let file: FileFacts

  init() throws {
    office = try Office()
    caseID = try office.sampleCase()
    file = try office.store.vault.take(Array("x".utf8), name: "x.txt", mediaType: "text/plain")
  }

  @Test func anExhibitOfALargeCaseIsLookedUpByItself() throws {
    func link(_ title: String) throws -> Int {
      try office.store.write(as: office.author) { writer in
        let exhibit = try writer.addExhibit(file, title: title, from: "sender", marking: nil, caseID: nil).id
        try writer.settle()
        return try SQLiteWork.of(writer.db) {
          let isNew = try writer.link(exhibit, to: caseID)
          let isNewAgain = try writer.link(exhibit, to: caseID)
          #expect(isNew && !isNewAgain)
          try writer.settle()
        }.hundreds
      }
    }
    let amongFew = try link("first")
    try office.store.write(as: office.author) { writer in
      for number in 0..<300 {
        _ = try writer.addExhibit(
          file, title: "Letter \(number)", from: "sender", marking: nil, caseID: caseID)
      }
    }
    #expect(try link("last") < amongFew + 20)
    let other = try office.store.newCase(title: "Other", as: office.author).id
    #expect(try office.store.read { try $0.caseRow(caseID).exhibits } == 303)
    #expect(try office.store.read { try $0.caseRow(other).exhibits } == 0)
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
  }

  /// What it costs to mark a case grows with its exhibits, and not with their square, where all have the same bytes.
  @Test func theMarkingsOfACaseAreGatheredOnce() throws {
    func work(with count: Int) throws -> Int {
      try office.store.write(as: office.author) { writer in
        for number in 0..<count {
          _ = try writer.addExhibit(
            file, title: "Letter \(number)", from: "sender", marking: nil, caseID: caseID)
        }
      }
      return try office.store.read { reader in
        try SQLiteWork.of(reader.db) {
          let markings = try reader.markings(ofCase: caseID)
          #expect(!markings.isEmpty)
        }.hundreds
      }
    }
    let amongSome = try work(with: 150)
    #expect(try work(with: 150) < 3 * amongSome)
  }

  @Test func aNameOfManyIsLookedUpByItself() throws {
    let exhibit = try office.store.read { try $0.exhibits(of: caseID)[0].id }
    func name(_ path: String) throws -> (work: Int, written: UInt64) {
      try office.store.write(as: office.author) { writer in
        let work = try SQLiteWork.of(writer.db) {
          for _ in 0..<10 { try writer.addName(path, of: exhibit, caseID: caseID) }
        }
        return (work.hundreds, writer.appended)
      }
    }
    let amongFew = try name("bundle/first.txt")
    #expect(amongFew.written == 1)
    try office.store.write(as: office.author) { writer in
      for number in 0..<300 { try writer.addName("bundle/\(number).txt", of: exhibit, caseID: caseID) }
    }
    let amongMany = try name("bundle/last.txt")
    #expect(amongMany.written == 1 && amongMany.work < amongFew.work + 20)
    #expect(try name("bundle/7.txt").written == 0)
  }
}
