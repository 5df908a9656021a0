extension Unicode.Scalar {
  /// A control, or what reorders text, is invisible, or has no glyph that is agreed on: private use, and what
  /// will never be a character.
  ///
  /// The same in every version of Unicode, as far as these promise it: bytes that are hashed follow from it.
  public var cannotBeSeen: Bool {
    if (0x20..<0x7F).contains(value) { return false }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: return true
    // U+2800 is a blank that is no space.
    default:
      return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint || value == 0x2800
    }
  }

  /// Besides, what this version of Unicode does not know: for what is shown, and hashed nowhere.
  public var hasNoGlyph: Bool { cannotBeSeen || properties.generalCategory == .unassigned }

  /// What people read in its place: `⟨U+202E⟩`.
  public var standIn: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "\u{27E8}U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "\u{27E9}"
  }

  /// Of a script whose spelling needs the (non-)joiner: Arabic and its kin, Indic, Khmer, Mongolian.
  public var isOfJoiningScript: Bool {
    switch value {
    case 0x0600...0x08FF, 0x0900...0x0DFF, 0x1000...0x109F, 0x1780...0x18AF: true
    default: false
    }
  }
}
