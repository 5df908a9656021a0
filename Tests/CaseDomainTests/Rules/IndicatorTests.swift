import CaseDomain
import Testing

/// A reported sign needs its reporter, an exhibit, and an ordinary cause that would look the same.
struct IndicatorTests {
  private static let exhibit = ExhibitID(high: 1, low: 1)

  private static var file: CaseFile {
    var file = CaseFile(id: CaseID(high: 9, low: 9), reference: "26-0001", title: "Sample")
    file.exhibits = [
      Exhibit(
        id: exhibit, reference: "EX-0001", title: "Log", sha256: ContentHash(Array(repeating: 0, count: 32))!,
        lengthBytes: 1)
    ]
    return file
  }

  private static func indicator(_ change: (inout Indicator) -> Void = { _ in }) -> Indicator {
    var one = Indicator(
      id: EntityID(high: 0, low: 1), kind: .paymentLink, statement: "one card pays for 40 accounts",
      reporter: "Aurora Foundry", exhibits: [exhibit], sources: ["a.csv#C-1"],
      window: ConductWindow(first: Day("2026-01-02")!, last: Day("2026-01-05")!),
      details: [.init(name: "issuer", value: "XA")], benignCauses: ["a company card shared by a team"],
      responseAltered: .unknown, by: Person("ann"))
    change(&one)
    return one
  }

  private static func codes(_ indicator: Indicator, held: Bool = true) -> [String] {
    indicator.obstacles(in: file, on: Day("2026-02-01")!) { _ in held }.map(\.code.rawValue)
  }

  @Test func aCompleteOneMayBeRecorded() { #expect(Self.codes(Self.indicator()) == []) }

  @Test func eachLackIsNamed() {
    #expect(Self.codes(Self.indicator { $0.statement = " " }) == ["E-IND-931"])
    #expect(Self.codes(Self.indicator { $0.reporter = "" }) == ["E-IND-931"])
    #expect(Self.codes(Self.indicator { $0.exhibits = [] }) == ["E-IND-932"])
    #expect(Self.codes(Self.indicator { $0.exhibits = [ExhibitID(high: 5, low: 5)] }) == ["E-IND-932"])
    #expect(Self.codes(Self.indicator(), held: false) == ["E-IND-933"])
    #expect(Self.codes(Self.indicator { $0.benignCauses = [] }) == ["E-IND-934"])
    #expect(Self.codes(Self.indicator { $0.benignCauses = [" "] }) == ["E-IND-934"])
    let late = ConductWindow(first: Day("2026-01-02")!, last: Day("2026-02-02")!)
    #expect(Self.codes(Self.indicator { $0.window = late }) == ["E-IND-931"])
  }

  @Test(arguments: EvidenceKind.allCases)
  func everyKindSaysWhatMisleads(_ kind: EvidenceKind) {
    #expect(Self.indicator { $0.kind = kind }.cautions.first == kind.weakness)
    #expect(!kind.weakness.isEmpty)
  }

  @Test func similarityAsksWhetherAnswersWereAltered() {
    let one = Self.indicator { $0.kind = .outputSimilarity }
    #expect(one.cautions.count == 2)
    #expect(
      Self.indicator {
        $0.kind = .outputSimilarity; $0.responseAltered = .no
      }.cautions.count == 1)
  }

  @Test func comesBackFromItsBytes() {
    let one = Self.indicator()
    #expect(Indicator(one.cbor, id: one.id, by: one.by, withdrawal: nil) == one)
    let bare = Self.indicator {
      $0.window = nil; $0.details = []; $0.sources = []
    }
    #expect(Indicator(bare.cbor, id: bare.id, by: bare.by, withdrawal: nil) == bare)
  }
}
