/// One word of a name as written, folded: lower case, compatibility forms resolved, Latin without diacritics.
struct NameWord: Hashable, Sendable {
  /// Scalars in the original script.
  var scalars: [UInt32] = []
  var script: NameScript = .none
  /// As folded.
  var text: String { String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init))) }

  /// What stood before it: `nil` at the start, else a scalar; a space wins over other marks.
  var separator: UInt32?
  /// Held an apostrophe, as Wade–Giles and McCune–Reischauer do.
  var hasApostrophe = false
  /// Every letter was a capital.
  var isCapitals = false
  /// Single letters with full stops between: `s.a.`; one alone is an initial.
  var isInitials = false

  /// An opening bracket stands before it.
  var isBracketed = false

  /// A full stop follows it.
  var isStopped = false

  /// Has a vowel with an acute or grave accent, as no short legal form is written: `Sá` is a family name.
  var isAccented = false

  /// Where among the scalars a `d` was written with a stroke: in Vietnamese a d, in Serbian and Croatian also `dj`.
  var strokes: [Int] = []

  /// Where among the scalars a c or s was written with a cedilla.
  var cedillas: [Int] = []

  /// Azerbaijani: no other language writes names with this letter.
  var hasSchwa: Bool { script == .latin && scalars.contains(0x259) }
  /// With the letters of Azerbaijani as English lists write them: `Elçin Cəfərov` is Elchin Jafarov.
  var azerbaijani: NameWord {
    guard script == .latin else { return self }
    var word = self
    word.scalars = []
    for (place, scalar) in scalars.enumerated() {
      let letters: String? =
        switch scalar {
        case 0x259: "a"
        case 0x63: cedillas.contains(place) ? "ch" : "j"
        case 0x73: cedillas.contains(place) ? "sh" : nil
        case 0x78: "kh"
        case 0x71: "g"
        default: nil
        }
      word.scalars += letters.map { $0.unicodeScalars.map(\.value) } ?? [scalar]
    }
    word.cedillas = []
    word.strokes = []
    return word
  }

  /// Split from its neighbour by the mark between the parts of a foreign name.
  var isDotted: Bool { [0xB7, 0x30FB, 0x2022, 0xFF65, 0x2027].contains(separator) }
  /// With `dj` for each d with a stroke.
  var withoutStrokes: NameWord {
    var word = self
    for place in strokes.reversed() { word.scalars.insert(0x6A, at: place + 1) }
    word.strokes = []
    return word
  }

  /// Each letter of `j.f.` as a word of its own; other words as they are.
  var initials: [NameWord] {
    guard isDottedLetters else { return [self] }
    return scalars.enumerated().map { place, scalar in
      NameWord(
        scalars: [scalar], script: script, separator: place == 0 ? separator : 0x2E, isCapitals: isCapitals,
        isInitials: true)
    }
  }
  /// Two or more letters, no digits, with full stops between.
  var isDottedLetters: Bool {
    isInitials && scalars.count > 1
      && scalars.allSatisfy { Unicode.Scalar($0).map(\.properties.isAlphabetic) ?? false }
  }

  /// One letter of an alphabet that may be two in Latin, or such two before a full stop: `Ю.`, `Yu.`
  var isInitialOfTwo: Bool {
    switch script {
    case .cyrillic, .greek, .armenian, .georgian: scalars.count == 1
    case .latin: isStopped && scalars.count == 2 && NameLore.initialsOfTwo.contains(ascii ?? [])
    default: false
    }
  }

  /// The word when it is ASCII.
  var ascii: [UInt8]? {
    var letters: [UInt8] = []
    letters.reserveCapacity(scalars.count)
    for scalar in scalars {
      guard scalar < 0x80 else { return nil }
      letters.append(UInt8(truncatingIfNeeded: scalar))
    }
    return letters
  }
}
