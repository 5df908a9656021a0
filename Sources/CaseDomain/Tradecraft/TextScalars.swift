/// A text as Unicode scalars, each with its offset in UTF-8 bytes. Scalars, because `\r\n` is one character
/// of Swift, and a rule about line ends must see both halves.
struct TextScalars: Sendable {
  private let scalars: [Unicode.Scalar]
  /// One more than there are scalars: the last is the length of the text.
  private let offsets: [Int]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    offsets = scalars.reduce(into: [0]) { $0.append(($0.last ?? 0) + UTF8.width($1)) }
  }

  var count: Int { scalars.count }

  /// `nil` before the start and from the end on.
  subscript(_ index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

  /// In UTF-8 bytes; the length of the text from its end on.
  func offset(_ index: Int) -> Int { offsets[min(max(index, 0), scalars.count)] }

  func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range.clamped(to: scalars.indices)]))
  }

  /// The first index from `index` on whose scalar is not `skipped`; `count` when there is none.
  func first(from index: Int, after skipped: (Unicode.Scalar) -> Bool) -> Int {
    var index = max(index, 0)
    while let scalar = self[index], skipped(scalar) { index += 1 }
    return min(index, count)
  }
}

extension Unicode.Scalar {
  /// A letter, mark or digit.
  var isWordPart: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  var isSpace: Bool { properties.isWhitespace }
  var isLetter: Bool { properties.isAlphabetic }
  /// An ordinary or non-breaking hyphen; dashes part words.
  var isHyphen: Bool { self == "-" || self == "\u{2010}" || self == "\u{2011}" }
  /// Not seen by a reader: soft hyphen, zero-width space, direction marks.
  var isUnseen: Bool { properties.generalCategory == .format }
}
