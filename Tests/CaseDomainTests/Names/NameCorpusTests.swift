import CaseTesting
import Foundation
import Testing

@testable import CaseDomain

/// Figures on the public half of the corpus (docs/names.md §5). Real names stay there; without it these are
/// skipped.
@Suite(
  .enabled(if: Corpus.isPresent, "SKIPPED: no corpus (docs/testing.md §1); name figures NOT checked"))
struct NameCorpusTests {
  private struct Pair {
    let first: ParsedName
    let second: ParsedName
    let isMatch: Bool
    let quality: String
    var isFound: Bool { NameComparison.score(first, second) >= NameWeights.reviewThreshold }
    var isCrossScript: Bool { NameCorpus.isForeign(first.text) != NameCorpus.isForeign(second.text) }
  }

  private let pairs: [Pair] = NameCorpus.rows("names/nomenklatura/name_bench_cases_half_a.csv").compactMap {
    row in
    guard row.count >= 6 else { return nil }
    let schema: NameSchema =
      switch row[1] {
      case "Person": .person
      case "Company", "Organization": .organisation
      case "Vessel": .vessel
      default: .unknown
      }
    return Pair(
      first: ParsedName(row[2], schema: schema), second: ParsedName(row[3], schema: schema),
      isMatch: row[4] == "true",
      quality: row[5])
  }

  @Test func labelledPairs() {
    #expect(pairs.count == 401)
    #expect(f1(pairs) >= 0.86)
    #expect(f1(pairs.filter(\.isCrossScript)) >= 0.92)
    for pair in pairs where pair.quality == "STRONG" && pair.isMatch {
      #expect(pair.isFound, "\(pair.first.text) | \(pair.second.text)")
    }
    for pair in pairs {
      #expect(
        NameComparison.score(pair.first, pair.second) == NameComparison.score(pair.second, pair.first),
        "\(pair.first.text) | \(pair.second.text)")
    }
  }

  private func f1(_ pairs: [Pair]) -> Double {
    let found = pairs.filter(\.isFound)
    let right = Double(found.filter(\.isMatch).count)
    let all = Double(found.count + pairs.filter(\.isMatch).count)
    return all > 0 ? 2 * right / all : 0
  }

  @Test(arguments: ["names/watchman/cross_script_pairs.csv", "names/human-match/similar_names.csv"])
  func pairsOfOneName(path: String) {
    let rows = NameCorpus.rows(path, skipsHeader: !path.contains("watchman")).filter {
      $0.count >= 2 && !$0[0].hasPrefix("#")
    }
    #expect(rows.count >= 20)
    for row in rows {
      #expect(
        NameComparison.score(row[0], row[1], schema: .person) >= NameWeights.reviewThreshold,
        "\(row[0]) | \(row[1])")
    }
  }

  @Test func listedAreFoundAndStrangersAreNot() {
    let listed = NameCorpus.rows("names/yente/positives_us_congress_untreated.csv").compactMap(\.first)
    let strangers = NameCorpus.rows("names/yente/negatives_us.csv").compactMap(\.first)
    #expect(listed.count == 1254)
    #expect(strangers.count == 1000)
    let shelf = NameShelf(
      listed.enumerated().map { (entity: $0.offset, names: [ParsedName($0.element, schema: .person)]) })
    let found = listed.enumerated().filter { place, name in
      shelf.hits(for: ParsedName(name, schema: .person)).contains { $0.entity == place }
    }
    #expect(found.count * 1000 >= listed.count * 995)
    let alarms = strangers.filter { !shelf.hits(for: ParsedName($0, schema: .person)).isEmpty }
    #expect(alarms.count * 100 <= strangers.count)
  }
}

private enum NameCorpus {
  static func isForeign(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.value > 0x24F && $0.properties.isAlphabetic }
  }

  static func rows(_ path: String, skipsHeader: Bool = true) -> [[String]] {
    // A file that is missing gives no rows, and the counts of rows that every test asks for fail.
    let file = Corpus.folder?.appendingPathComponent(path).path ?? ""
    let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    let rows = text.split(whereSeparator: \.isNewline).map { fields(String($0)) }
    return skipsHeader ? Array(rows.dropFirst()) : rows
  }

  private static func fields(_ line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
