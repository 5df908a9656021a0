/// Which words of two texts differ, so that it reads without colour: `[-old-]` and `{+new+}`.
enum WordDiff {
  struct Run: Equatable, Sendable {
    var words: [String]
    let isChanged: Bool
  }

  /// Longer texts are shown whole: comparing them word by word says little.
  static let maximumWords = 400

  /// Both texts as runs of words that they share or not.
  static func runs(_ left: String, _ right: String) -> (left: [Run], right: [Run]) {
    let (a, b) = (words(left), words(right))
    guard a.count <= maximumWords, b.count <= maximumWords else {
      return ([Run(words: a, isChanged: a != b)], [Run(words: b, isChanged: a != b)])
    }
    var common = (a: [Bool](repeating: false, count: a.count), b: [Bool](repeating: false, count: b.count))
    let lengths = table(a, b)
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        common.a[i] = true
        common.b[j] = true
        (i, j) = (i + 1, j + 1)
      } else if lengths[i + 1][j] >= lengths[i][j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return (group(a, common.a), group(b, common.b))
  }

  /// A side with its own words in brackets.
  static func marked(_ runs: [Run], _ open: String, _ close: String) -> Printable {
    runs.map { run in
      let text = run.words.joined(separator: " ")
      return run.isChanged ? "\(open)\(text)\(close)" : "\(text)" as Printable
    }.joined(separator: " ")
  }

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// Lengths of the longest common sequences of the ends.
  private static func table(_ a: [String], _ b: [String]) -> [[Int]] {
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i][j] = a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    return lengths
  }

  private static func group(_ words: [String], _ isCommon: [Bool]) -> [Run] {
    zip(words, isCommon).reduce(into: []) { runs, next in
      if runs.last?.isChanged == !next.1 {
        runs[runs.count - 1].words.append(next.0)
      } else {
        runs.append(Run(words: [next.0], isChanged: !next.1))
      }
    }
  }
}
