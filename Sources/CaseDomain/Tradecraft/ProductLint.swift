/// Reads analytic prose for what ICD 203 and fairness rule out. It finds words; whether they are apt, a person
/// decides.
///
/// Source: ICD 203, expressions of likelihood and confidence (wording not compared with the official text); the
/// words of guilt are agency policy.
public enum ProductLint {
  /// All findings, in the order of the text. Empty when nothing is amiss.
  public static func findings(in text: String) -> [LintFinding] {
    let bytes = Array(text.utf8)
    let read = sentences(of: text)
    var findings = read.flatMap { sentence, reading in
      reading.expressions.compactMap { finding(for: $0, in: sentence, bytes) }
    }
    findings += read.compactMap { combined($0.sentence, $0.reading, bytes) }
    if let mixed = mixedRows(read, bytes) { findings.append(mixed) }
    return findings.sorted {
      ($0.utf8Offset, $0.rule.rawValue) < ($1.utf8Offset, $1.rule.rawValue)
    }
  }

  /// The terms of the scale that a text uses, in its order.
  public static func likelihoods(in text: String) -> [Likelihood] {
    sentences(of: text).flatMap { $0.reading.likelihoods.map(\.likelihood) }
  }

  private typealias Read = (sentence: Sentence, reading: LintReading)

  private static func sentences(of text: String) -> [Read] {
    let words = TextWords(text).all
    var next = 0
    return Sentence.split(text).map { sentence in
      let start = next
      while next < words.count, words[next].range.lowerBound < sentence.utf8Range.upperBound { next += 1 }
      return (sentence, LintReading(words[start..<next]))
    }
  }

  private static func finding(
    for expression: LintReading.Expression, in sentence: Sentence, _ bytes: [UInt8]
  ) -> LintFinding? {
    let words = quoted(expression.range, bytes)
    return switch expression.meaning {
    case .likelihood, .confidence: nil
    case .modified, .offScale:
      LintFinding(
        rule: .offScale, utf8Range: expression.range, words: words, sentence: sentence,
        message: "\"\(words)\" is not on the ICD 203 scale")
    case .certainty:
      LintFinding(
        rule: .certainty, utf8Range: expression.range, words: words, sentence: sentence,
        message: "\"\(words)\" leaves no room for doubt; the scale runs from 1 to 99 percent")
    case .guilt:
      LintFinding(
        rule: .guilt, utf8Range: expression.range, words: words, sentence: sentence,
        message: "\"\(words)\" asserts guilt")
    }
  }

  private static func combined(_ sentence: Sentence, _ reading: LintReading, _ bytes: [UInt8]) -> LintFinding?
  {
    guard let likelihood = reading.expressions.first(where: \.isDegree),
      let confidence = reading.expressions.first(where: { $0.meaning == .confidence })
    else { return nil }
    let degree = quoted(likelihood.range, bytes)
    let level = quoted(confidence.range, bytes)
    return LintFinding(
      rule: .likelihoodWithConfidence, utf8Range: likelihood.range, words: degree, sentence: sentence,
      message: "\"\(degree)\" and \"\(level)\" stand in one sentence")
  }

  private static func mixedRows(_ read: [Read], _ bytes: [UInt8]) -> LintFinding? {
    let terms = read.flatMap { sentence, reading in
      reading.likelihoods.map { (likelihood: $0.likelihood, range: $0.range, sentence: sentence) }
    }
    guard let first = terms.first,
      let other = terms.first(where: { $0.likelihood.row != first.likelihood.row }),
      !read.contains(where: { isDisclaimer($0.sentence) })
    else { return nil }
    let words = quoted(other.range, bytes)
    return LintFinding(
      rule: .mixedRows, utf8Range: other.range, words: words, sentence: other.sentence,
      message: "\"\(words)\" is of row \(other.likelihood.row.rawValue), "
        + "\"\(quoted(first.range, bytes))\" before it of row \(first.likelihood.row.rawValue)")
  }

  private static let sameAssessment = TextPhrase("same assessment of probability")
  private static let negations = ["not", "never", "no"].map { Array($0.utf8) }

  private static func isDisclaimer(_ sentence: Sentence) -> Bool {
    let words = TextWords(sentence.text).all
    return words.indices.contains { sameAssessment.length(in: words, at: $0) != nil }
      && !words.contains { negations.contains($0.key) }
  }

  private static func quoted(_ range: Range<Int>, _ bytes: [UInt8]) -> String {
    String(decoding: bytes[range.clamped(to: bytes.indices)], as: UTF8.self)
  }
}

extension LintReading.Expression {
  /// A degree of likelihood, on the scale or made from a term of it.
  fileprivate var isDegree: Bool {
    switch meaning {
    case .likelihood, .modified: true
    case .offScale, .certainty, .confidence, .guilt: false
    }
  }
}

extension LintReading {
  fileprivate var likelihoods: [(likelihood: Likelihood, range: Range<Int>)] {
    expressions.compactMap { expression in
      if case .likelihood(let likelihood) = expression.meaning { (likelihood, expression.range) } else { nil }
    }
  }
}
