/// One piece of markup or one run of text, by its place in the window.
struct XMLToken: Equatable {
  enum Kind: UInt8 {
    /// An opening tag. For `<a/>` a `close` without bytes of its own follows.
    case open
    case close
    /// Text between two pieces of markup, with references still in it.
    case text
    /// What stands inside `<![CDATA[…]]>`.
    case section
    case comment
    case instruction
    case declaration
    /// The document is complete.
    case end
    /// More bytes are needed.
    case starved
  }

  let kind: Kind
  /// The whole token, in the window.
  let start: Int
  let end: Int
  /// What it says: the name of a tag, the text of a text or section.
  var contentStart = 0
  var contentEnd = 0
  /// The text holds references or carriage returns, and is not what is meant as it stands.
  var needsDecoding = false
}

struct XMLAttribute: Equatable {
  let nameStart: Int
  let nameEnd: Int
  let valueStart: Int
  let valueEnd: Int
  let needsDecoding: Bool
}
