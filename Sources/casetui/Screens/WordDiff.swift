/// Which words of two texts differ, so that it reads without colour: `[-old-]` and `{+new+}`.
///
/// Bytes count, and not whether two letters look alike. White space other than one space between words is a word.
enum WordDiff {
  struct Run: Equatable, Sendable {
    /// White space among them as it is written, but for one space between two words.
    var words: [String]
    let isChanged: Bool
  }

  /// Longer texts are shown whole: comparing them word by word says little.
  static let maximumWords = 400

  /// Both texts as runs of words that they share or not.
  static func runs(_ left: String, _ right: String) -> (left: [Run], right: [Run]) {
    let (a, b) = (words(left), words(right))
    guard a.count <= maximumWords, b.count <= maximumWords else {
      let isChanged = !left.utf8.elementsEqual(right.utf8)
      return ([Run(words: a, isChanged: isChanged)], [Run(words: b, isChanged: isChanged)])
    }
    var common = (a: [Bool](repeating: false, count: a.count), b: [Bool](repeating: false, count: b.count))
    let lengths = table(a, b)
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if isSame(a[i], b[j]) {
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

  /// The two differ, and by looking at them nobody can tell: in white space, or in how letters are encoded.
  static func lookAlike(_ left: String, _ right: String) -> Bool {
    func seen(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
    // Equal strings are canonically equivalent.
    return !left.utf8.elementsEqual(right.utf8) && seen(left) == seen(right)
  }

  /// A side with its own words in brackets; white space that both have is one space.
  static func marked(_ runs: [Run], _ open: String, _ close: String) -> Printable {
    runs.compactMap { run -> Printable? in
      guard !run.isChanged else { return "\(open)\(run.words.joined(separator: " "))\(close)" }
      let words = run.words.filter { !$0.allSatisfy(\.isWhitespace) }
      return words.isEmpty ? nil : "\(words.joined(separator: " "))"
    }.joined(separator: " ")
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    one.utf8.elementsEqual(other.utf8)
  }

  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var rest = text[...]
    while let first = rest.first {
      let word = rest.prefix { $0.isWhitespace == first.isWhitespace }
      rest = rest.dropFirst(word.count)
      // One space parts two words, unless it begins or ends the text.
      let isBetween = !words.isEmpty && !rest.isEmpty && isSame(String(word), " ")
      if !isBetween { words.append(String(word)) }
    }
    return words
  }

  /// Lengths of the longest common sequences of the ends.
  private static func table(_ a: [String], _ b: [String]) -> [[Int]] {
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i][j] =
          isSame(a[i], b[j]) ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
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
