/// How a Latin spelling sounds, one small number for each sound: spellings of one name come close.
///
/// Source: docs/names.md §1, rules 10–12. Not the phonetics of one language: it joins what lists spell in
/// several ways (`Sergei`, `Sergey`, `Sergej`; `Khaled`, `Chaled`; `Voloutine`, `Volutin`).
enum NameSound {
  typealias Symbol = UInt8

  /// Sounds in order; digits follow. `S` is sh, `C` ch, `Z` zh, `X` kh.
  private static let alphabet = Array("aeiouybpfvmtdnlrszSCZjkgXh0123456789".utf8)
  static let vowels: ClosedRange<Symbol> = 0...4
  static let y: Symbol = 5
  static let count = 36
  @inline(__always) static func isMOrN(_ symbol: Symbol) -> Bool { symbol == m || symbol == n }
  @inline(__always) static func isN(_ symbol: Symbol) -> Bool { symbol == n }
  /// What no system writes for an h at the beginning of a syllable: Hakka f, Wade–Giles hs and k, g, kh are.
  static func isOtherThanH(_ symbol: Symbol) -> Bool {
    guard let key = keyLetter(symbol) else { return false }
    return key == 0x54 || key == 0x52 || key == 0x4E || key == 0x53 || symbol == p || symbol == b
  }
  /// Initials that pinyin tells apart and no mixture of systems exchanges: w and f, g and h.
  static func arePinyinApart(_ a: Symbol, _ b: Symbol) -> Bool {
    (a == v && b == f) || (a == f && b == v) || (a == g && b == h) || (a == h && b == g)
  }
  static let h = symbol(0x68)
  private static let f = symbol(0x66)
  private static let g = symbol(0x67)
  private static let v = symbol(0x76)
  private static let p = symbol(0x70)
  private static let b = symbol(0x62)
  private static let m = symbol(0x6D)
  private static let n = symbol(0x6E)

  static func symbol(_ letter: UInt8) -> Symbol { symbolOf[Int(letter)] }
  static func letter(_ symbol: Symbol) -> UInt8 {
    Int(symbol) < alphabet.count ? alphabet[Int(symbol)] : 0x3F
  }
  private static let symbolOf: [Symbol] = {
    var table = [Symbol](repeating: 0, count: 256)
    for (place, letter) in alphabet.enumerated() { table[Int(letter)] = Symbol(place) }
    return table
  }()

  /// The sounds of ASCII letters and digits. Double sounds count once.
  ///
  /// - Parameter isLatin: written so, not romanised here: `hs` may be Wade–Giles.
  static func symbols(of letters: [UInt8], isLatin: Bool = true) -> [Symbol] {
    var output: [UInt8] = []
    output.reserveCapacity(letters.count)
    var place = 0
    while place < letters.count {
      place += step(letters, at: place, isLatin: isLatin, to: &output)
    }
    return output.reduce(into: []) { symbols, letter in
      let next = symbol(letter)
      if symbols.last != next || next >= 26 { symbols.append(next) }
    }
  }

  /// Writes the sound at `place` and says how many letters it took.
  private static func step(_ text: [UInt8], at place: Int, isLatin: Bool, to output: inout [UInt8]) -> Int {
    func at(_ offset: Int) -> UInt8 {
      let index = place + offset
      return index >= 0 && index < text.count ? text[index] : 0
    }
    func starts(_ group: StaticString) -> Bool {
      group.withUTF8Buffer { letters in
        letters.count <= text.count - place
          && letters.enumerated().allSatisfy { text[place + $0.offset] == $0.element }
      }
    }
    func emit(_ sound: StaticString, _ taken: Int) -> Int {
      output.append(sound)
      return taken
    }
    let next = at(1)
    switch text[place] {
    case 0x73:  // s
      if starts("shch") { return emit("S", 4) }
      if starts("sch") { return emit("S", 3) }
      if starts("sh") { return emit("S", 2) }
      if starts("ssu"), text.count == 3 { return emit("si", 3) }
      if starts("sz") { return emit("s", 2) }
      return emit("s", 1)
    case 0x74:  // t
      if starts("tsch") { return emit("C", 4) }
      if starts("tch") { return emit("C", 3) }
      if starts("tj"), place > 0 { return emit("C", 2) }
      if starts("th") { return emit("t", 2) }
      if starts("ts") || starts("tz") { return emit("z", 2) }
      return emit("t", 1)
    case 0x63:  // c
      if starts("ch") { return emit("C", 2) }
      if starts("cz") { return emit("C", 2) }
      if starts("ck") { return emit("k", 2) }
      return emit(next == 0x65 || next == 0x69 || next == 0x79 ? "s" : "k", 1)
    case 0x7A:  // z
      if starts("zh") { return emit("Z", 2) }
      return emit("z", 1)
    case 0x6B:  // k
      if starts("kh") { return emit("X", 2) }
      return emit("k", 1)
    case 0x67:  // g
      // Two syllables of a Korean or Chinese name meet: `Jeongho`.
      if starts("gh"), at(-1) == 0x6E, isVowel(at(2)) { return emit("g", 1) }
      if starts("gh") { return emit("g", 2) }
      if starts("gyi") { return emit("di", 3) }
      return emit("g", 1)
    case 0x70:  // p
      if starts("ph") { return emit("f", 2) }
      return emit("p", 1)
    case 0x64:  // d
      if starts("dzh") { return emit("j", 3) }
      if starts("dj") { return emit("j", 2) }
      if starts("dh") { return emit("d", 2) }
      return emit("d", 1)
    case 0x71: return emit("k", next == 0x75 && isVowel(at(2)) ? 2 : 1)  // q
    case 0x78:  // x
      if place == 0 { return emit("S", 1) }
      return emit("ks", 1)
    case 0x77: return emit("v", 1)
    case 0x68:  // h
      // Wade–Giles hs.
      if isLatin, place == 0, next == 0x73, at(2) == 0x69 || at(2) == 0x75 { return emit("S", 2) }
      return emit("h", 1)
    case 0x61: return emit("a", 1)
    case 0x65:  // e
      if next == 0x65 || next == 0x69 || next == 0x79 { return emit("i", 2) }
      if next == 0x6A, !isVowel(at(2)) { return emit("i", 2) }
      if next == 0x6F { return emit("eo", 2) }
      return emit("e", 1)
    case 0x69:  // i
      if next == 0x79 || next == 0x69 { return emit("i", 2) }
      if next == 0x6A, !isVowel(at(2)) { return emit("i", 2) }
      if next == 0x65, at(2) != 0 { return emit("i", 2) }
      return emit("i", 1)
    case 0x6F:  // o
      if next == 0x75 || next == 0x6F { return emit("u", 2) }
      if next == 0x65 { return emit("o", 2) }
      return emit("o", 1)
    case 0x75:  // u
      if next == 0x65, at(2) != 0 { return emit("u", 2) }
      return emit("u", 1)
    case 0x79:  // y
      if isVowel(next), next != 0x79 { return emit("y", 1) }
      return emit("i", 1)
    case 0x6A:  // j
      if place > 0, !isVowel(next) { return emit("i", 1) }
      return emit("j", 1)
    case let letter: return emitOne(letter, to: &output)
    }
  }

  private static func emitOne(_ letter: UInt8, to output: inout [UInt8]) -> Int {
    output.append(letter)
    return 1
  }

  static func isVowel(_ letter: UInt8) -> Bool {
    [0x61, 0x65, 0x69, 0x6F, 0x75, 0x79].contains(letter)
  }

  /// The class of a consonant for blocking keys: sounds that spellings exchange share one letter; `nil` for
  /// vowels, y and h.
  static func keyLetter(_ symbol: Symbol) -> UInt8? {
    switch letter(symbol) {
    case 0x62, 0x70, 0x66, 0x76: 0x42  // B
    case 0x6D, 0x6E: 0x4E  // N
    case 0x74, 0x64: 0x54  // T
    case 0x6C, 0x72: 0x52  // R
    case 0x73, 0x7A, 0x53, 0x43, 0x5A, 0x6A: 0x53  // S
    case 0x6B, 0x67, 0x58: 0x4B  // K
    case let digit where digit >= 0x30 && digit <= 0x39: digit
    default: nil
    }
  }
}
