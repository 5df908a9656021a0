import CaseDomain

/// Text for a page: escaped, and nothing invisible in it that could reorder or hide what a reader sees.
enum HTMLText {
  /// For element content and for attributes in double quotes. Line feeds stay; what else
  /// cannot be seen becomes visible as `⟨U+202E⟩`. Joiners stay: Persian and Indic scripts need them, and
  /// they move nothing.
  static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in normalisedLines(text) {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\u{200C}", "\u{200D}": out.append(scalar)
      case _ where scalar.cannotBeSeen:
        out.append(contentsOf: scalar.standIn.unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// CR LF as a line feed alone, as a browser reads it.
  private static func normalisedLines(_ text: String) -> [Unicode.Scalar] {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.compactMap { index in
      let isPair = scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      return isPair ? nil : scalars[index]
    }
  }
}
