/// What the words of one sentence say of likelihood, certainty, confidence and guilt.
struct LintReading: Sendable {
  enum Meaning: Hashable, Sendable {
    case likelihood(Likelihood)
    /// A degree that is on neither row, made from a term that is: `highly likely`.
    case modified
    case offScale, certainty, confidence, guilt
  }

  struct Expression: Hashable, Sendable {
    let meaning: Meaning
    /// In UTF-8 bytes of the whole text.
    let range: Range<Int>
  }

  /// In the order of the text; none overlaps another.
  let expressions: [Expression]

  /// - Parameter words: those of the sentence.
  init(_ words: ArraySlice<TextWords.Word>) {
    let words = Array(words)
    let firstChance = words.firstIndex { LintLexicon.chances.contains($0.key) } ?? words.count
    var expressions: [Expression] = []
    var index = 0
    while index < words.count {
      guard let (meaning, length) = LintReading.expression(in: words, at: index, firstChance)
      else {
        index += 1
        continue
      }
      let end = min(index + max(length, 1), words.count)
      if let meaning {
        let first = meaning == .modified ? max(index - 1, 0) : index
        let range = words[first].range.lowerBound..<words[end - 1].range.upperBound
        expressions.append(Expression(meaning: meaning, range: range))
      }
      index = end
    }
    self.expressions = expressions
  }

  /// What stands at `index` and how many words it takes up; no meaning for words that only look like one.
  /// - Parameter firstChance: the index of the first word such as `chance`.
  private static func expression(
    in words: [TextWords.Word], at index: Int, _ firstChance: Int
  ) -> (Meaning?, Int)? {
    guard let first = words[index].key.first,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        || LintLexicon.firstWords.contains(words[index].key)
    else { return nil }
    func longest(_ phrases: [TextPhrase]) -> Int? {
      phrases.lazy.compactMap { $0.length(in: words, at: index) }.first
    }
    if let length = longest(LintLexicon.notLikelihood) ?? longest(LintLexicon.notConfidence) {
      return (nil, length)
    }
    if let (likelihood, length) = likelihood(in: words, at: index, firstChance) {
      let isModified =
        index > 0 && words[index].isClose && LintLexicon.modifiers.contains(words[index - 1].key)
      return (isModified ? .modified : .likelihood(likelihood), length)
    }
    if let length = longest(LintLexicon.certainty) ?? extremePercent(in: words, at: index) {
      return (.certainty, length)
    }
    if let length = longest(LintLexicon.offScale) { return (.offScale, length) }
    if let length = longest(LintLexicon.guilt) { return (.guilt, length) }
    if let length = longest(LintLexicon.confidence) { return (.confidence, length) }
    if index > 0, words[index].key == LintLexicon.confident,
      LintLexicon.beforeConfident.contains(words[index - 1].key)
    {
      return (.confidence, 1)
    }
    return nil
  }

  private static func likelihood(
    in words: [TextWords.Word], at index: Int, _ firstChance: Int
  ) -> (Likelihood, Int)? {
    for (phrase, likelihood) in Likelihood.phrases {
      guard let length = phrase.length(in: words, at: index) else { continue }
      guard words[index].key != LintLexicon.remote || isRemoteChance(words, index, firstChance)
      else { return nil }
      return (likelihood, length)
    }
    return nil
  }

  private static func isRemoteChance(
    _ words: [TextWords.Word], _ index: Int, _ firstChance: Int
  ) -> Bool {
    if index + 1 < words.count, LintLexicon.chances.contains(words[index + 1].key) { return true }
    return firstChance < index && LintLexicon.copulas.contains(words[index - 1].key)
  }

  /// `0 percent`, `100.0 %`.
  private static func extremePercent(in words: [TextWords.Word], at index: Int) -> Int? {
    var number = words[index].key[...]
    if let point = number.firstIndex(of: UInt8(ascii: ".")),
      number[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") })
    {
      number = number[..<point]
    }
    guard number.elementsEqual("0".utf8) || number.elementsEqual("100".utf8) else { return nil }
    return LintLexicon.percent.lazy.compactMap { $0.length(in: words, at: index + 1) }.first.map { $0 + 1 }
  }
}
