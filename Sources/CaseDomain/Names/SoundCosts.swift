/// What it costs to turn one sound into another, in twentieths of a whole letter.
///
/// `plain` is for two spellings in alphabets with vowels; `loose` for a script that leaves vowels out or
/// cannot
/// write the sound. Rules, not fitted numbers: docs/names.md §1, rule 12.
struct SoundCosts: Sendable {
  static let whole: Int32 = 20
  static let plain = SoundCosts(vowel: 14, vowels: 12, glide: 8, h: 8, groups: plainGroups)
  static let loose = SoundCosts(vowel: 4, vowels: 4, glide: 4, h: 5, groups: plainGroups + looseGroups)

  /// Of leaving a sound out, by symbol.
  let drop: [Int32]
  /// Of one sound for another, `from * NameSound.count + to`.
  let exchange: [Int32]

  private init(vowel: Int32, vowels: Int32, glide: Int32, h: Int32, groups: [(String, Int32)]) {
    let count = NameSound.count
    var drop = [Int32](repeating: Self.whole, count: count)
    var exchange = [Int32](repeating: Self.whole, count: count * count)
    func set(_ a: Int, _ b: Int, _ cost: Int32) {
      exchange[a * count + b] = min(exchange[a * count + b], cost)
      exchange[b * count + a] = min(exchange[b * count + a], cost)
    }
    for a in 0..<count { exchange[a * count + a] = 0 }
    for a in 0...4 {
      drop[a] = vowel
      for b in 0...4 where a != b { set(a, b, vowels) }
    }
    drop[Int(NameSound.y)] = glide
    drop[Int(NameSound.symbol(0x68))] = h
    for (letters, cost) in groups {
      let symbols = letters.utf8.map { Int(NameSound.symbol($0)) }
      for a in symbols { for b in symbols where a != b { set(a, b, cost) } }
    }
    self.drop = drop
    self.exchange = exchange
  }

  private static let plainGroups: [(String, Int32)] = [
    ("ei", 8), ("ae", 8), ("ou", 8), ("ao", 10), ("iy", 4), ("jy", 6), ("uv", 8),
    ("bp", 12), ("fv", 10), ("bv", 14), ("fp", 14), ("td", 10), ("lr", 18), ("mn", 14), ("tz", 12), ("sz", 8),
    ("sS", 6),
    ("SC", 10), ("zZ", 8), ("Cj", 10), ("Zj", 8), ("sC", 12), ("zj", 12), ("kg", 10), ("kX", 6), ("Xh", 6),
    ("kh", 16), ("gh", 14), ("jg", 14), ("jh", 14), ("CX", 10), ("ks", 14), ("kC", 14),
    ("o0", 4), ("i1", 4), ("l1", 4), ("e3", 4), ("a4", 4), ("s5", 4), ("t7", 4),
  ]
  private static let looseGroups: [(String, Int32)] = [
    ("bp", 4), ("bpfv", 6), ("fh", 10), ("mn", 8), ("td", 4), ("lr", 5), ("szSCZj", 6), ("kgX", 4),
    ("kgXh", 8),
    ("jg", 8), ("tC", 8), ("dj", 8), ("dz", 8), ("st", 10), ("uv", 4), ("iy", 2), ("ng", 10), ("jt", 8),
  ]

  func sum(_ symbols: ArraySlice<NameSound.Symbol>) -> Int32 {
    symbols.reduce(0) { $0 &+ drop[Int($1)] }
  }
}
