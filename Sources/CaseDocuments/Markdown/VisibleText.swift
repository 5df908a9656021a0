import CaseDomain

/// Text in which nothing is hidden: controls, reordering and invisible characters become `<LF>`, `<U+202E>`.
enum VisibleText {
  /// One line without spaces at its ends. A tab is a space.
  static func of(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\t" {
        result.append(" ")
      } else if scalar.hasNoGlyph, !isSpelling(scalars, at: index) {
        result += standIn(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    let visible = result.unicodeScalars
    guard let start = visible.firstIndex(where: { !$0.properties.isWhitespace }),
      let end = visible.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    let text = visible[start...end]
    // A mark without a letter would join whatever stands before the text.
    guard let first = text.first, first.joinsWhatIsBefore else { return String(text) }
    return standIn(first) + String(text.dropFirst())
  }

  private static func standIn(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "<LF>"
    case "\r": return "<CR>"
    case "\u{1B}": return "<ESC>"
    default:
      let plain = String(scalar.value, radix: 16, uppercase: true)
      return "<U+\(String(repeating: "0", count: max(0, 4 - plain.utf8.count)) + plain)>"
    }
  }

  /// The (non-)joiner between letters of scripts that are spelt with it, such as Persian.
  private static func isSpelling(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard [0x200C, 0x200D].contains(scalars[index].value), index > 0, index + 1 < scalars.count else {
      return false
    }
    return scalars[index - 1].isOfJoiningScript && scalars[index + 1].isOfJoiningScript
  }
}

extension Unicode.Scalar {
  fileprivate var joinsWhatIsBefore: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: properties.isGraphemeExtend || properties.isEmojiModifier
    }
  }
}
