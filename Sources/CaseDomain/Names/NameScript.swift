/// The writing systems romanisation tells apart: finer than `Script`, which records what an analyst chose.
enum NameScript: UInt8, CaseIterable, Sendable {
  case none, latin, cyrillic, greek, arabic, hebrew, han, kana, hangul, indic, sinhala, thai, khmer, myanmar,
    armenian
  case georgian, ethiopic, other

  /// Of one scalar; `none` for digits, marks shared by scripts and punctuation.
  static func of(_ scalar: UInt32) -> NameScript {
    switch scalar {
    case 0...0x40, 0x5B...0x60, 0x7B...0xBF, 0x300...0x36F: .none
    case 0x41...0x2AF, 0x1D00...0x1DBF, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF: .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: .cyrillic
    case 0x531...0x58F: .armenian
    case 0x590...0x5FF: .hebrew
    case 0x600...0x6FF, 0x750...0x77F, 0x8A0...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFE: .arabic
    case 0x900...0xD7F: .indic
    case 0xD80...0xDFF: .sinhala
    case 0xE00...0xEFF: .thai
    case 0x1000...0x109F: .myanmar
    case 0x10A0...0x10FF, 0x1C90...0x1CBF, 0x2D00...0x2D2F: .georgian
    case 0x1200...0x139F: .ethiopic
    case 0x1780...0x17FF: .khmer
    case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: .kana
    case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: .hangul
    case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .han
    default: .other
    }
  }

  /// Written without spaces, so that a neighbour in another script starts a word.
  var isUnspaced: Bool { self == .han || self == .kana || self == .hangul }
  /// Leaves out vowels, or spells foreign names by its own syllables: vowels tell little.
  var isLoose: Bool { self != .latin && self != .none && self != .cyrillic && self != .greek }
}
