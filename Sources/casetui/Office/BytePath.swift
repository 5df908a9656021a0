/// A path, or a name, that is told from others by its bytes: two Strings that look alike, in two Unicode forms, are
/// equal, and the files are two (security.md, C15).
struct BytePath: Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
  let text: String

  init(_ text: String) { self.text = text }
  init(stringLiteral text: String) { self.text = text }

  static func == (left: BytePath, right: BytePath) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  static func < (left: BytePath, right: BytePath) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(Array(text.utf8)) }
}
