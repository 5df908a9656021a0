/// Text of an object in a message: short, in one line, without characters that steer a terminal.
enum Excerpt {
  private static let maximumBytes = 120

  static func quoted(_ text: Bytes) -> String { "'\(plain(text))'" }

  static func plain(_ text: Bytes) -> String {
    let front = text.part(0..<cut(text))
    let shown = String(decoding: front, as: UTF8.self).map { $0.isShown ? $0 : "\u{FFFD}" }
    return String(shown) + (front.count < text.count ? "…" : "")
  }

  /// Where the front of a long text ends, so that no character is cut.
  private static func cut(_ text: Bytes) -> Int {
    guard text.count > maximumBytes else { return text.count }
    var end = maximumBytes
    while end > 0 && text[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }
}

extension Character {
  fileprivate var isShown: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
  }
}
