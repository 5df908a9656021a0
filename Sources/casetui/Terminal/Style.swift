/// What a cell means. How it looks is the theme's business; the meaning is always in the text too.
enum Role: UInt8, CaseIterable, Sendable {
  case plain, dim, banner, heading, selected, marked, ok, warning, danger, key, hidden, added, removed

  /// The letter that stands for the role in golden files.
  var letter: Character {
    switch self {
    case .plain: "."
    case .dim: "d"
    case .banner: "B"
    case .heading: "h"
    case .selected: "S"
    case .marked: "m"
    case .ok: "o"
    case .warning: "w"
    case .danger: "X"
    case .key: "k"
    case .hidden: "H"
    case .added: "+"
    case .removed: "-"
    }
  }
}

/// The 16 palette colours; the background is never set, so light terminals stay light.
enum Colour: Int32, Sendable {
  case black, red, green, yellow, blue, magenta, cyan, white
  case brightBlack, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan, brightWhite
}

struct Style: Hashable, Sendable {
  var colour: Colour?
  var bold = false
  var underline = false
  var reverse = false
}

/// How roles look on this terminal.
struct Theme: Hashable, Sendable {
  /// 0 is monochrome: bold, underline and reverse only.
  var colours: Int

  static let mono = Theme(colours: 0)

  init(colours: Int) { self.colours = colours }

  /// Honours `NO_COLOR` and `TERM=dumb`. `colours` is what terminfo says of the terminal.
  init(environment: [String: String], colours: Int) {
    let isMono = environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb" || colours < 8
    self.init(colours: isMono ? 0 : colours)
  }

  func style(of role: Role) -> Style {
    if colours == 0 { return Self.mono(role) }
    return switch role {
    case .plain: Style()
    case .dim: Style(colour: colours >= 16 ? .brightBlack : nil)
    case .heading: Style(bold: true)
    case .banner, .selected: Style(reverse: true)
    case .marked, .warning: Style(colour: .yellow)
    case .ok, .added: Style(colour: .green)
    case .danger, .removed: Style(colour: .red)
    case .key: Style(colour: .cyan)
    case .hidden: Style(colour: .magenta, reverse: true)
    }
  }

  private static func mono(_ role: Role) -> Style {
    switch role {
    case .plain, .dim, .ok: Style()
    case .banner, .selected, .hidden: Style(reverse: true)
    case .heading, .marked, .warning, .added: Style(bold: true)
    case .danger: Style(bold: true, reverse: true)
    case .key, .removed: Style(underline: true)
    }
  }
}

/// The structural signs, so that a terminal that draws lines badly can have `-|+`.
struct Glyphs: Hashable, Sendable {
  let horizontal: Printable
  let vertical: Printable
  let topLeft: Printable
  let topRight: Printable
  let bottomLeft: Printable
  let bottomRight: Printable
  /// Where a line goes on and another leaves it to the right.
  let tee: Printable
  let ellipsis: Printable

  static let unicode = Glyphs(
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘",
    tee: "├", ellipsis: "…")
  static let ascii = Glyphs(
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
    tee: "+", ellipsis: "..")
}
