/// Turns bytes into text that is safe to draw, one scalar at a time.
///
/// What the terminal would obey, reorder or hide becomes a stand-in such as `<ESC>`, `<U+202E>`, `<0xFF>`.
/// Of a picture built of several (family, skin tone, picture style) each part is drawn by itself and what joins them
/// as a stand-in: terminals disagree on the width of the whole, and names that differ in it alone shall not look the
/// same. Total: any bytes give a result. Source: docs/architecture.md §6.
struct Escaping {
  private(set) var text = ""
  private(set) var cells = 0
  private(set) var hadHidden = false
  private(set) var hidden: [Range<Int>] = []

  /// Marks drawn on one base; ncurses keeps no more in a cell.
  static let marksPerCluster = 4

  /// What a mark would join; `nil` at the start and after a stand-in, where it would join foreign text.
  private var base: Unicode.Scalar?
  private var last: Unicode.Scalar?
  private var marks = 0
  private var uncounted = 0

  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      guard let (scalar, length) = Self.decode(bytes, at: index) else {
        standIn("<0x\(Self.hex(UInt32(bytes[index]), digits: 2))>")
        index += 1
        continue
      }
      index += length
      let following = Self.decode(bytes, at: index)
      if scalar.isRegionalIndicator, let (second, length) = following, second.isRegionalIndicator {
        standIn("<flag \(scalar.regionalLetter)\(second.regionalLetter)>")
        index += length
      } else {
        take(scalar, before: following?.0)
      }
    }
    endCluster()
  }

  private mutating func take(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) {
    if (0x20..<0x7F).contains(scalar.value) { return draw(scalar, cells: 1) }
    switch scalar.value {
    case 9:
      draw(" ", cells: 1)
    case 0x200C, 0x200D:
      if base != nil, last?.joinsInScript == true, next?.joinsInScript == true, next?.isLetter == true {
        mark(scalar)
      } else {
        standIn(scalar)
      }
    // Text or picture style, skin tones: no two terminals draw them alike.
    case 0xFE0E, 0xFE0F, 0x1F3FB...0x1F3FF:
      standIn(scalar)
    default:
      guard !scalar.mustBeShown, let width = Width.of(scalar) else { return standIn(scalar) }
      if width > 0 {
        draw(scalar, cells: width)
      } else if base != nil, scalar.joins(last) {
        mark(scalar)
      } else {
        standIn(scalar)
      }
    }
  }

  private mutating func draw(_ scalar: Unicode.Scalar, cells width: Int) {
    endCluster()
    text.unicodeScalars.append(scalar)
    cells += width
    base = scalar
    last = scalar
  }

  private mutating func mark(_ scalar: Unicode.Scalar) {
    guard marks < Self.marksPerCluster else { return uncounted += 1 }
    marks += 1
    text.unicodeScalars.append(scalar)
    last = scalar
  }

  private mutating func endCluster() {
    let count = uncounted
    marks = 0
    uncounted = 0
    if count > 0 { standIn(count == 1 ? "<+1 mark>" : "<+\(count) marks>") }
  }

  private mutating func standIn(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0..<0x20: standIn("<\(Self.controlNames[Int(scalar.value)])>")
    case 0x7F: standIn("<DEL>")
    default: standIn("<U+\(Self.hex(scalar.value, digits: 4))>")
    }
  }

  private mutating func standIn(_ ascii: String) {
    endCluster()
    let start = text.utf8.count
    text += ascii
    cells += ascii.utf8.count
    hidden.append(start..<start + ascii.utf8.count)
    hadHidden = true
    base = nil
    last = nil
  }

  private static let controlNames = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR", "SO", "SI",
    "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
  ]

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let plain = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - plain.utf8.count)) + plain
  }

  /// `nil` where no well-formed UTF-8 sequence starts: overlong forms and surrogates included.
  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int)? {
    guard index < bytes.count else { return nil }
    let lead = bytes[index]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length: Int
    let smallest: UInt32
    switch lead {
    case 0xC2...0xDF: (length, smallest) = (2, 0x80)
    case 0xE0...0xEF: (length, smallest) = (3, 0x800)
    case 0xF0...0xF4: (length, smallest) = (4, 0x10000)
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for byte in bytes[index + 1..<index + length] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  /// Where to cut bytes that go on, so that no scalar is cut in two.
  static func lastScalarBoundary(in bytes: [UInt8]) -> Int {
    var end = bytes.count
    while end > 0, bytes.count - end < 3, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
    guard end > 0, bytes[end - 1] >= 0xC0 else { return bytes.count }
    return end - 1
  }
}

extension Unicode.Scalar {
  /// Controls, whatever reorders or cannot be seen, and what has no agreed glyph.
  ///
  /// What the domain says (`hasNoGlyph`), which this folder does not know; a test holds the two equal.
  var mustBeShown: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
    // U+20E3 makes a keycap, on whose width terminals disagree. U+2800 is a blank that is no space.
    default:
      properties.isDefaultIgnorableCodePoint || isRegionalIndicator || value == 0x20E3 || value == 0x2800
    }
  }

  fileprivate var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// Whether this scalar without width shares the cell of the one before. Marks always do.
  fileprivate func joins(_ previous: Unicode.Scalar?) -> Bool {
    switch (previous?.hangul, hangul) {
    case (_, nil), (.leading, .vowel), (.vowel, .vowel), (.vowel, .final), (.final, .final): true
    default: false
    }
  }

  private enum Hangul { case leading, vowel, final }

  /// What a letter of Hangul, or a whole syllable by its end, lets follow.
  private var hangul: Hangul? {
    switch value {
    case 0x1100...0x115F, 0xA960...0xA97C: .leading
    case 0x1160...0x11A7, 0xD7B0...0xD7C6: .vowel
    case 0x11A8...0x11FF, 0xD7CB...0xD7FB: .final
    case 0xAC00...0xD7A3: (value - 0xAC00) % 28 == 0 ? .vowel : .final
    default: nil
    }
  }

  var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }
  fileprivate var regionalLetter: Character { Character(Unicode.Scalar(UInt8(value - 0x1F1E6) + 65)) }

  /// Of a script whose spelling needs the (non-)joiner: the domain's `isOfJoiningScript`.
  var joinsInScript: Bool {
    switch value {
    case 0x0600...0x08FF, 0x0900...0x0DFF, 0x1000...0x109F, 0x1780...0x18AF: true
    default: false
    }
  }
}
