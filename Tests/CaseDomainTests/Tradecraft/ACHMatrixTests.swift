import CaseTesting
import Testing

@testable import CaseDomain

/// Source: Heuer, analysis of competing hypotheses; weights of the PARC tool; agency policy §8.2 S3.
@Suite struct ACHMatrixTests {
  /// One column per hypothesis, one string per row: marks, then credibility and relevance (`L`, `M`, `H`).
  @Test(arguments: [
    ("no mark counts but I and II", ["CC C N I II MM"], [0, 0, 0, 1_000_000, 2_000_000]),
    ("low and low", ["I N MM", "I N LL"], [1_499_849, 0]),
    ("low and medium", ["I LM"], [707_000]),
    ("low and high is not quite one", ["I LH"], [999_698]),
    ("medium and high", ["I MH"], [1_414_000]),
    ("high and high", ["II HH"], [3_998_792]),
    ("rows add up", ["I HH", "II LM", "CC MM"], [3_413_396]),
    ("a blank adds nothing", ["- I MM"], [0, 1_000_000]),
    ("no rows", [], []),
  ])
  func score(_ why: String, _ rows: [String], _ expected: [Int]) throws {
    let matrix = try ACHSample.matrix(rows)
    #expect(matrix.hypotheses.map { matrix.score(of: $0.id).millionths } == expected, "\(why)")
  }

  @Test(arguments: [
    ("apart", ["I N II MM"], [(2, 1), (1, 2), (3, 3)], false),
    ("tied at the top", ["N C I MM"], [(1, 1), (2, 1), (3, 3)], true),
    ("tied below", ["N I I MM"], [(1, 1), (2, 2), (3, 2)], false),
    ("all tied", ["I I I MM"], [(1, 1), (2, 1), (3, 1)], true),
    ("a rounding step is no tie", ["I N LH", "N I MM"], [(1, 1), (2, 2)], false),
  ])
  func ranking(_ why: String, _ rows: [String], _ expected: [(Int, Int)], _ isTied: Bool) throws {
    let ranking = try ACHSample.matrix(rows).ranking
    #expect(ranking.map { $0.hypothesis.id } == expected.map { ACHSample.hypothesis($0.0).id }, "\(why)")
    #expect(ranking.map(\.rank) == expected.map(\.1), "\(why)")
    #expect(ranking[0].isTied == isTied)
  }

  @Test(arguments: [
    ("the same everywhere", "I I I MM", ACHDiagnosticity.Verdict.nonDiagnostic, 0, 0),
    ("the ends of the scale", "CC N II HH", .diagnostic, 4, 3_998_792),
    ("consistency only", "CC C N MM", .diagnostic, 2, 0),
    ("one step", "N I I LM", .diagnostic, 1, 707_000),
    ("the same so far", "I - I MM", .undetermined, 0, 0),
    ("different so far", "I - N MM", .diagnostic, 1, 1_000_000),
    ("nothing marked", "- - - MM", .undetermined, 0, 0),
  ])
  func diagnosticity(
    _ why: String, _ row: String, _ verdict: ACHDiagnosticity.Verdict, _ spread: Int, _ scoreSpread: Int
  ) throws {
    let found = try #require(try ACHSample.matrix([row]).diagnosticity.first)
    #expect(found.verdict == verdict && found.spread == spread, "\(why)")
    #expect(found.scoreSpread.millionths == scoreSpread, "\(why)")
  }

  @Test func theMostDiagnosticRowComesFirst() throws {
    let matrix = try ACHSample.matrix(["I I MM", "C N MM", "N I LL", "N II MM"])
    #expect(matrix.diagnosticity.map { ACHSample.index($0.evidence.id) } == [4, 3, 2, 1])
  }

  @Test(
    arguments: [
      ("a lead of one row falls with it", ["N I MM"], ["1 dropped", "1 reversed"]),
      ("two rows agree", ["N I MM", "N I MM"], []),
      ("three rows agree", ["N II MM", "N II MM", "N II MM"], []),
      ("consistency turned round", ["CC I MM", "N I MM", "N I MM"], ["1 reversed"]),
      ("non-diagnostic", ["I I MM", "N I MM", "N I MM"], []),
      ("nothing", [], []),
    ] as [(String, [String], [String])])
  func sensitivity(_ why: String, _ rows: [String], _ expected: [String]) throws {
    let matrix = try ACHSample.matrix(rows)
    let found = matrix.sensitivity.map { "\(ACHSample.index($0.evidence.id)) \($0.change.rawValue)" }
    #expect(found == expected, "\(why)")
    for one in matrix.sensitivity { #expect(one.before == matrix.leading && one.after != one.before) }
  }

  @Test func blanksAndDisputesAreListed() throws {
    var matrix = try ACHSample.matrix(["I - N MM", "N N N MM"])
    #expect(!matrix.isComplete && matrix.ranking.first { $0.unmarked == 1 } != nil)
    #expect(matrix.blanks == [.init(ACHSample.row(1), ACHSample.hypothesis(2).id)])
    let second = ACHCell(ACHSample.row(2), ACHSample.hypothesis(1).id, .inconsistent, rater: "M. Osei")
    matrix = try #require(
      ACHMatrix(
        hypotheses: matrix.hypotheses, evidence: matrix.evidence, cells: matrix.cells + [second]))
    #expect(matrix.disputes == [.init(ACHSample.row(2), ACHSample.hypothesis(1).id)])
    #expect(matrix[ACHSample.row(2), ACHSample.hypothesis(1).id] == .disputed([.neutral, .inconsistent]))
    #expect(matrix.score(of: ACHSample.hypothesis(1).id).millionths == 1_000_000)
    #expect(matrix.problems().map(\.code).contains(.cellDisputed))
  }

  @Test func twoRatersOfOneMindAreNoDispute() throws {
    let matrix = try ACHSample.matrix(["I N MM"])
    let again = ACHCell(ACHSample.row(1), ACHSample.hypothesis(1).id, .inconsistent, rater: "M. Osei")
    let both = try #require(
      ACHMatrix(
        hypotheses: matrix.hypotheses, evidence: matrix.evidence, cells: matrix.cells + [again]))
    #expect(both.isComplete && both.ranking == matrix.ranking)
  }

  @Test func idsAreNotShared() throws {
    let one = ACHSample.hypothesis(1)
    #expect(ACHMatrix(hypotheses: [one, one], evidence: [], cells: []) == nil)
    let row = ACHEvidence(id: ACHSample.row(1), statement: "s", rater: "r")
    #expect(ACHMatrix(hypotheses: [one], evidence: [row, row], cells: []) == nil)
  }

  @Test(arguments: [
    ("in order", 4, ["N I I II I MM"], []),
    ("blank", 4, ["N I - II I MM"], [ObstacleCode.cellBlank]),
    ("no rows", 4, [], [.noEvidenceRow]),
  ])
  func problems(_ why: String, _ benign: Int, _ rows: [String], _ codes: [ObstacleCode]) throws {
    let full = ACHSample.policySet
    let cells = try ACHSample.matrix(rows)
    let matrix = try #require(
      ACHMatrix(hypotheses: full, evidence: cells.evidence, cells: cells.cells))
    #expect(matrix.problems().map(\.code) == codes, "\(why)")
  }

  @Test func nothingWeighedIsNotInOrder() {
    #expect(!ACHMatrix.empty.isComplete && ACHMatrix.empty.ranking.isEmpty)
    #expect(
      ACHMatrix.empty.problems().map(\.code) == [
        .tooFewHypotheses, .tooFewBenign, .benignKindMissing, .noHostileHypothesis, .noEvidenceRow,
      ])
  }

  @Test func aMarkNeedsARaterAndAPlace() throws {
    let stray = ACHCell(ACHSample.row(9), ACHSample.hypothesis(1).id, .neutral, rater: " ")
    let matrix = try #require(ACHMatrix(hypotheses: ACHSample.policySet, evidence: [], cells: [stray]))
    #expect(matrix.problems().map(\.code) == [.noEvidenceRow, .cellNoRater, .cellStray])
  }

  @Test(arguments: [
    (0, "0.00"), (1, "0.00"), (4_999, "0.00"), (5_000, "0.01"), (999_698, "1.00"), (2_827_396, "2.83"),
    (1_994_999, "1.99"), (1_050_000, "1.05"), (-5, "0.00"), (-1_414_000, "-1.41"),
    (Int.min, "-9223372036854.78"), (Int.max, "9223372036854.78"),
  ])
  func scoresPrintWithTwoDecimals(_ millionths: Int, _ text: String) {
    #expect(ACHScore(millionths: millionths).description == text)
  }

  /// The figures printed in docs/tradecraft.md §5.
  @Test func theWorkedExample() throws {
    let matrix = try ACHSample.matrix([
      "C N C C I HH", "CC I II C C MH", "C II N N N MM", "C C I CC C HL", "CC N I I I LH", "I N N N N HM",
    ])
    #expect(
      matrix.ranking.map { "H\($0.hypothesis.id.low) \($0.score) \($0.score.millionths)" } == [
        "H4 1.00 999698", "H1 1.41 1414000", "H5 3.00 2999094", "H2 3.41 3414000", "H3 4.83 4827396",
      ])
    #expect(
      matrix.sensitivity.map {
        "E\(ACHSample.index($0.evidence.id)) \($0.change.rawValue) "
          + $0.after.sorted().map { "H\($0.low)" }.joined(separator: " ")
      } == [
        "E1 dropped H4 H5", "E1 reversed H5", "E2 reversed H3", "E4 reversed H1", "E6 dropped H1",
        "E6 reversed H1",
      ])
    #expect(
      matrix.diagnosticity.map { "E\(ACHSample.index($0.evidence.id)) \($0.spread) \($0.scoreSpread)" } == [
        "E2 4 2.83", "E3 3 2.00", "E1 2 2.00", "E6 1 1.41", "E4 3 1.00", "E5 3 1.00",
      ])
  }

  // MARK: Laws

  @Test(arguments: 0..<200 as Range<UInt64>)
  func aMarkOfConsistencyNeverChangesAScore(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let matrix = ACHSample.scrambled(using: &random)
    for (index, cell) in matrix.cells.enumerated() where cell.mark.inconsistency == 0 {
      var cells = matrix.cells
      cells[index].mark = [.veryConsistent, .consistent, .neutral].randomElement(using: &random) ?? .neutral
      let other = try #require(
        ACHMatrix(hypotheses: matrix.hypotheses, evidence: matrix.evidence, cells: cells))
      #expect(other.ranking == matrix.ranking)
    }
    // A whole new row of them changes nothing, either.
    let row = ACHEvidence(
      id: ACHSample.row(99), statement: "new", credibility: .high, relevance: .high, rater: "r")
    let more = matrix.hypotheses.map { ACHCell(row.id, $0.id, .veryConsistent, rater: "r") }
    let other = try #require(
      ACHMatrix(
        hypotheses: matrix.hypotheses, evidence: matrix.evidence + [row], cells: matrix.cells + more))
    #expect(other.ranking.map(\.score) == matrix.ranking.map(\.score))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func rankingDoesNotDependOnOrder(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let matrix = ACHSample.scrambled(using: &random)
    let other = try #require(
      ACHMatrix(
        hypotheses: matrix.hypotheses.shuffled(using: &random),
        evidence: matrix.evidence.shuffled(using: &random), cells: matrix.cells.shuffled(using: &random)))
    #expect(other.ranking == matrix.ranking)
    #expect(other.diagnosticity == matrix.diagnosticity)
    #expect(Set(other.sensitivity) == Set(matrix.sensitivity))
    #expect(Set(other.blanks) == Set(matrix.blanks))
  }

  /// A worse mark never lowers the score of its hypothesis, raises it when it is worse by I or II, and leaves
  /// every other score alone.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func scoreIsMonotoneInMarks(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let matrix = ACHSample.scrambled(using: &random)
    for (index, cell) in matrix.cells.enumerated() {
      guard let place = ACHMark.allCases.firstIndex(of: cell.mark) else { continue }
      for worse in ACHMark.allCases[place...] {
        var cells = matrix.cells
        cells[index].mark = worse
        let other = try #require(
          ACHMatrix(hypotheses: matrix.hypotheses, evidence: matrix.evidence, cells: cells))
        for hypothesis in matrix.hypotheses {
          let (before, after) = (matrix.score(of: hypothesis.id), other.score(of: hypothesis.id))
          let isRaised = hypothesis.id == cell.hypothesis && worse.inconsistency > cell.mark.inconsistency
          #expect(isRaised ? after > before : after == before)
        }
      }
    }
  }

  /// What sensitivity says is what a matrix without the row, or with its marks turned, ranks.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func sensitivityIsWhatHappens(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let matrix = ACHSample.scrambled(using: &random)
    for row in matrix.evidence {
      let dropped = try #require(
        ACHMatrix(
          hypotheses: matrix.hypotheses, evidence: matrix.evidence.filter { $0.id != row.id },
          cells: matrix.cells))
      var cells = matrix.cells
      for index in cells.indices where cells[index].evidence == row.id {
        cells[index].mark = cells[index].mark.reversed
      }
      let reversed = try #require(
        ACHMatrix(hypotheses: matrix.hypotheses, evidence: matrix.evidence, cells: cells))
      for (change, other) in [(ACHSensitivity.Change.dropped, dropped), (.reversed, reversed)] {
        let found = matrix.sensitivity.first { $0.evidence.id == row.id && $0.change == change }
        #expect(found?.after == (other.leading == matrix.leading ? nil : other.leading))
      }
    }
  }
}

/// Invented matrices.
enum ACHSample {
  static func hypothesis(_ number: Int, _ kind: Hypothesis.Kind = .other) -> Hypothesis {
    Hypothesis(id: HypothesisID(high: 7, low: UInt64(number)), name: "H\(number)", kind: kind)
  }

  static func row(_ number: Int) -> ACHEvidenceID { ACHEvidenceID(high: 8, low: UInt64(number)) }
  static func index(_ id: ACHEvidenceID) -> Int { Int(id.low) }

  /// One hostile hypothesis and the four benign ones of the policy.
  static let policySet = [
    hypothesis(1, .hostile), hypothesis(2, .benign(.authorisedUse)), hypothesis(3, .benign(.resellerMixing)),
    hypothesis(4, .benign(.benignAutomation)), hypothesis(5, .benign(.otherLabSharingProxy)),
  ]

  /// `CC - N HM`: a mark or `-` for each hypothesis, then credibility and relevance.
  static func matrix(_ rows: [String]) throws -> ACHMatrix {
    let weights: [Character: ACHWeight] = ["L": .low, "M": .medium, "H": .high]
    var evidence: [ACHEvidence] = []
    var cells: [ACHCell] = []
    var columns = 0
    for (index, text) in rows.enumerated() {
      let words = text.split(separator: " ")
      let letters = Array(try #require(words.last))
      evidence.append(
        ACHEvidence(
          id: row(index + 1), statement: "E\(index + 1)", credibility: try #require(weights[letters[0]]),
          relevance: try #require(weights[letters[1]]), rater: "T. Reyes"))
      columns = words.count - 1
      for (column, word) in words.dropLast().enumerated() where word != "-" {
        let mark = try #require(ACHMark(rawValue: String(word)))
        cells.append(
          ACHCell(row(index + 1), hypothesis(column + 1).id, mark, rater: "T. Reyes"))
      }
    }
    let hypotheses = columns == 0 ? [] : (1...columns).map { hypothesis($0) }
    return try #require(ACHMatrix(hypotheses: hypotheses, evidence: evidence, cells: cells))
  }

  static func scrambled(using random: inout SeededGenerator) -> ACHMatrix {
    let hypotheses = (1...Int.random(in: 1...5, using: &random)).map { hypothesis($0) }
    let evidence = (1...Int.random(in: 1...5, using: &random)).map {
      ACHEvidence(
        id: row($0), statement: "E\($0)", credibility: .allCases.randomElement(using: &random) ?? .low,
        relevance: .allCases.randomElement(using: &random) ?? .low, rater: "r")
    }
    var cells: [ACHCell] = []
    for one in evidence {
      for hypothesis in hypotheses where !random.chance(10) {
        let mark = ACHMark.allCases.randomElement(using: &random) ?? .neutral
        cells.append(ACHCell(one.id, hypothesis.id, mark, rater: "r"))
      }
    }
    guard let matrix = ACHMatrix(hypotheses: hypotheses, evidence: evidence, cells: cells) else {
      preconditionFailure("ids are counted up")
    }
    return matrix
  }
}
