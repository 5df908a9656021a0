/// Japanese in the letters of Kunrei (ISO 3602), as Hepburn writes it: `Huzimoto Syoiti` is Fujimoto Shoichi.
enum Kunrei {
  /// `nil` unless every word is of kana syllables, and one of them can only be Kunrei.
  static func hepburn(of words: [[UInt8]]) -> [[UInt8]]? {
    var isCertain = false
    var result: [[UInt8]] = []
    for word in words {
      guard let spelled = spelled(word, &isCertain) else { return nil }
      result.append(spelled)
    }
    return isCertain ? result : nil
  }

  private static func spelled(_ word: [UInt8], _ isCertain: inout Bool) -> [UInt8]? {
    guard word.count >= 2 else { return nil }
    var output: [UInt8] = []
    var place = 0
    while place < word.count {
      let letter = word[place]
      let next = place + 1 < word.count ? word[place + 1] : 0
      if vowels.contains(letter) || letter == n && !vowels.contains(next) && next != y
        || doubled.contains(letter) && next == letter
      {
        output.append(letter)
        place += 1
        continue
      }
      let end = next == y && letter != y ? place + 2 : place + 1
      guard end < word.count, vowels.contains(word[end]), consonants.contains(letter) else { return nil }
      let onset = word[place..<end]
      if let other = others[Array(onset)] ?? others[Array(onset) + [word[end]]] {
        output += other
        isCertain = true
      } else {
        output += onset
      }
      output.append(word[end])
      place = end + 1
    }
    return output
  }

  private static let y: UInt8 = 0x79
  private static let n: UInt8 = 0x6E
  private static let vowels = Set("aiueo".utf8)
  private static let doubled = Set("kstp".utf8)
  private static let consonants = Set("kgsztdnhbpmyrw".utf8)
  /// What stands for a consonant, before any vowel or before one.
  private static let others: [[UInt8]: [UInt8]] = {
    let pairs = "sy=sh ty=ch zy=j si=sh ti=ch tu=ts hu=f zi=j"
    return pairs.split(separator: " ").reduce(into: [:]) { table, pair in
      let parts = pair.split(separator: "=").map { Array($0.utf8) }
      table[parts[0]] = parts[1]
    }
  }()
}
