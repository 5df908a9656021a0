/// One sentence of a text, with its place.
public struct Sentence: Hashable, Sendable {
  /// Without white space at either end.
  public let text: String
  /// In UTF-8 bytes of the whole text.
  public let utf8Range: Range<Int>
}

extension Sentence {
  /// The sentences of a text, in order.
  ///
  /// A sentence ends at `.`, `!`, `?` or `…` with white space after it, unless the point belongs to an
  /// abbreviation, a number or an initial, or the next word is in lower case; at an empty line; and before a
  /// line that starts a list item, a heading, a table row or a label (`Confidence:`). A single line end does
  /// not end it: prose is wrapped. In doubt two sentences stay one, so that the lint says too much, not too
  /// little.
  public static func split(_ text: String) -> [Sentence] {
    let scalars = TextScalars(text)
    var sentences: [Sentence] = []
    var start = scalars.first(from: 0, after: \.isBlank)
    var index = start
    while start < scalars.count {
      guard let end = Boundary.end(in: scalars, from: start, at: index) else {
        index += 1
        continue
      }
      var last = end
      while last > start, scalars[last - 1]?.isBlank == true { last -= 1 }
      if last > start {
        let range = scalars.offset(start)..<scalars.offset(last)
        sentences.append(Sentence(text: scalars.text(start..<last), utf8Range: range))
      }
      start = scalars.first(from: end, after: \.isBlank)
      index = start
    }
    return sentences
  }
}

/// Where a sentence ends.
private enum Boundary {
  /// In scalars; what is longer is no citation.
  private static let longestCitation = 80

  /// The index after the sentence from `start`, when it ends at `index`.
  static func end(in scalars: TextScalars, from start: Int, at index: Int) -> Int? {
    guard let scalar = scalars[index] else { return scalars.count }
    if scalar.isLineEnd { return lineEnds(in: scalars, at: index) ? index : nil }
    if scalar.isWideTerminator { return closed(in: scalars, from: index + 1) }
    // Of a run such as "?!" or "..." the first sign decides for all.
    guard scalar.isTerminator, index == start || scalars[index - 1]?.isTerminator != true else { return nil }
    let end = closed(in: scalars, from: scalars.first(from: index + 1, after: \.isTerminator))
    guard let after = scalars[end] else { return scalars.count }
    guard after.isSpace else { return nil }
    let next = scalars.first(from: end, after: { $0.isSpace || $0.isOpener })
    if scalars[next]?.properties.isLowercase == true { return nil }
    let isSinglePoint = scalar == "." && scalars[index + 1]?.isTerminator != true
    if isSinglePoint && Abbreviation.holds(in: scalars, from: start, point: index, next: next) { return nil }
    return end
  }

  /// Past closing quotes and brackets, and a citation such as `[EX-0001]` set straight after the point.
  private static func closed(in scalars: TextScalars, from index: Int) -> Int {
    let end = scalars.first(from: index, after: \.isCloser)
    guard scalars[end] == "[" else { return end }
    let close = (end..<min(end + longestCitation, scalars.count)).first { scalars[$0] == "]" }
    return close.map { scalars.first(from: $0 + 1, after: \.isCloser) } ?? end
  }

  /// An empty line follows, or a line that begins something new.
  private static func lineEnds(in scalars: TextScalars, at index: Int) -> Bool {
    // "\r\n" is one line end.
    let lineStart = scalars[index] == "\r" && scalars[index + 1] == "\n" ? index + 2 : index + 1
    let first = scalars.first(from: lineStart, after: { $0.isBlank && !$0.isLineEnd })
    guard let scalar = scalars[first] else { return true }
    return scalar.isLineEnd || scalar == "\u{2029}" || startsAnew(in: scalars, at: first)
  }

  private static func startsAnew(in scalars: TextScalars, at first: Int) -> Bool {
    guard let scalar = scalars[first] else { return true }
    if scalar == "#" || scalar == "|" || scalar == ">" { return true }
    if scalar.isBullet { return scalars[first + 1]?.isSpace == true }
    if scalar.isASCIIDigit {
      let end = scalars.first(from: first, after: \.isASCIIDigit)
      return (scalars[end] == "." || scalars[end] == ")") && scalars[end + 1]?.isSpace == true
    }
    return startsWithLabel(in: scalars, at: first)
  }

  /// At most four words, the first with a capital letter, then a colon.
  private static func startsWithLabel(in scalars: TextScalars, at first: Int) -> Bool {
    guard scalars[first]?.properties.isUppercase == true else { return false }
    let end = scalars.first(from: first, after: { $0.isWordPart || $0 == " " || $0.isHyphen })
    guard scalars[end] == ":" else { return false }
    return (first..<end).count { scalars[$0] == " " } < 4
  }
}

/// A point that belongs to a word.
private enum Abbreviation {
  /// Never the end of a sentence: a name or a number follows.
  private static let open: Set<String> = [
    "e.g", "i.e", "cf", "v", "vs", "viz", "approx", "est", "mr", "mrs", "ms", "dr", "prof", "gen", "sen",
    "rep", "gov", "col", "lt", "sgt", "hon", "st", "exh", "ex", "supp", "incl", "resp",
  ]
  /// Part of a reference when a number follows: `No. 5`, `Art. 3`, `Sept. 4`.
  private static let numbered: Set<String> = [
    "no", "nos", "art", "arts", "sec", "secs", "sect", "para", "paras", "par", "p", "pp", "ch", "fig", "figs",
    "vol", "vols", "ed", "eq", "pt", "tab", "app", "reg", "regs", "stat", "ca", "c",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
  ]
  /// May end a sentence; does when a word follows that begins one.
  private static let closing: Set<String> = [
    "inc", "ltd", "corp", "co", "llc", "plc", "gmbh", "jr", "sr", "etc", "al", "ph.d", "bros", "dept",
  ]
  /// Words that begin a sentence more often than they continue a name.
  private static let openers: Set<String> = [
    "the", "this", "that", "these", "those", "it", "we", "they", "he", "she", "in", "on", "at", "as", "but",
    "and", "if", "when", "while", "however", "there", "our", "its", "their", "analysts", "such", "both",
    "some", "no", "not", "for", "from", "with", "by", "an", "a", "after", "before", "since", "although",
    "because", "another", "other", "all", "each", "one", "two", "i", "you", "what", "who", "is", "are",
  ]

  /// - Parameters:
  ///   - start: of the sentence.
  ///   - point: the index of the point.
  ///   - next: the index of the first scalar of what follows, past white space and opening signs.
  static func holds(in scalars: TextScalars, from start: Int, point: Int, next: Int) -> Bool {
    var first = point
    while first > start, let scalar = scalars[first - 1], scalar.isWordPart || scalar == "." { first -= 1 }
    let word = scalars.text(first..<point).lowercased()
    // "1." at the head of a list item.
    if first == start && !word.isEmpty && word.unicodeScalars.allSatisfy(\.isASCIIDigit) { return true }
    if open.contains(word) { return true }
    let follower = scalars[next]
    if numbered.contains(word), follower?.isASCIIDigit == true || follower == "§" || follower == "#" {
      return true
    }
    guard closing.contains(word) || isInitials(word) else { return false }
    let end = scalars.first(from: next, after: \.isWordPart)
    return !openers.contains(scalars.text(next..<max(end, next)).lowercased())
  }

  /// `u.s`, `d.c`, or one letter: `J. Osei`.
  private static func isInitials(_ word: String) -> Bool {
    let parts = word.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
    return parts.allSatisfy { $0.count == 1 && $0.first?.isLetter == true }
  }
}

extension Unicode.Scalar {
  fileprivate var isTerminator: Bool { self == "." || self == "!" || self == "?" || self == "\u{2026}" }
  /// Chinese and Japanese full stops need no space after them.
  fileprivate var isWideTerminator: Bool { self == "\u{3002}" || self == "\u{FF01}" || self == "\u{FF1F}" }
  fileprivate var isLineEnd: Bool {
    switch value {
    case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
  fileprivate var isBlank: Bool { isSpace || isUnseen }
  fileprivate var isBullet: Bool { self == "-" || self == "*" || self == "+" || self == "\u{2022}" }
  fileprivate var isOpener: Bool {
    switch properties.generalCategory {
    case .openPunctuation, .initialPunctuation: true
    default: self == "\"" || self == "'" || self == "*" || self == "_"
    }
  }
  fileprivate var isCloser: Bool {
    switch properties.generalCategory {
    case .closePunctuation, .finalPunctuation: true
    default: self == "\"" || self == "'" || self == "*" || self == "_"
    }
  }
}
