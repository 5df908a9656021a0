/// Keys that spellings of one name share: to find candidates in a table `(key, entity)` without comparing
/// all.
///
/// A key is the consonants of a word by class (`NameSound.keyLetter`) after `=`, or its letters, whole and, from four
/// letters on, with one left out, after `~`. Two names share a key when a word of both differs by vowels, by sounds
/// often exchanged, or by one slip of the hand. The letters of all words are one key, so that whoever has just the
/// name asked for is always among the weightiest.
/// Source: docs/names.md §4.
public enum NameKeys {
  /// All keys to store for a name, sorted, each once.
  public static func keys(of name: ParsedName) -> [String] {
    Set(
      groups(of: name).flatMap { group in
        group.exact.map { "=" + $0.asciiText } + group.near.map { "~" + $0.asciiText }
      }
    ).sorted()
  }

  /// The keys of one word, or of two written as one.
  struct Group {
    var exact: [[UInt8]] = []
    var near: [[UInt8]] = []
    var isJoined = false
  }

  static func groups(of name: ParsedName) -> [Group] {
    name.core.readings.flatMap(groups)
  }

  private static func groups(of reading: NameReading) -> [Group] {
    let bearing = reading.words.indices.filter { isBearing(reading.words[$0].role) }
    // A name of titles or generic words has nothing better.
    let chosen =
      bearing.count >= 2 ? bearing : reading.words.indices.filter { reading.words[$0].role != .particle }
    var groups = chosen.map { place in
      let word = reading.words[place]
      var group = group(of: [word], in: reading, isJoined: false)
      // Of generic words the idea: `Mfg`, `Manufacturing`.
      if bearing.count < 2, word.concept != 0 { group.exact.append(Array("#c\(word.concept)".utf8)) }
      if word.country != 0 { group.exact.append(Array("@\(word.country)".utf8)) }
      return group
    }
    for length in 2...4 where reading.words.count >= length {
      for place in 0...(reading.words.count - length) {
        let run = reading.words[place..<(place + length)]
        // Two or three words, or more when they are syllables and particles, may be written as one.
        let isRun = length <= 3 || run.allSatisfy { $0.count <= 5 }
        if isRun, let last = run.last, last.role != .particle, last.role != .initial {
          groups.append(group(of: Array(run), in: reading, isJoined: true))
        }
      }
    }
    groups.append(Group(near: [whole(reading)], isJoined: true))
    if reading.words.count > 1 { groups.append(Group(near: [joined(reading)], isJoined: true)) }
    return groups.filter { !$0.exact.isEmpty || !$0.near.isEmpty }
  }

  /// All words but titles, in the order of the alphabet.
  private static func whole(_ reading: NameReading) -> [UInt8] {
    let words = reading.words.filter { $0.role != .title }.map {
      Array(reading.letters[Int($0.letterStart)..<Int($0.letterStart + $0.letterCount)])
    }
    return Array(words.sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0x20]))
  }

  /// All words but titles as one, in the order written.
  private static func joined(_ reading: NameReading) -> [UInt8] {
    reading.words.filter { $0.role != .title }.flatMap {
      reading.letters[Int($0.letterStart)..<Int($0.letterStart + $0.letterCount)]
    }
  }

  private static func isBearing(_ role: NamePart.Role) -> Bool {
    role == .word || role == .number || role == .patronymic
  }

  private static func group(of words: [NameReading.Word], in reading: NameReading, isJoined: Bool) -> Group {
    let symbols = words.flatMap { reading.symbols[Int($0.start)..<Int($0.start + $0.count)] }
    let skeleton = skeleton(of: symbols)
    guard !skeleton.isEmpty else { return Group() }
    var group = Group(exact: [skeleton], isJoined: isJoined)
    if words.count == 1, let word = words.first {
      // Spellings of one name that sound unlike: Robert and Bob, Wong and Wang.
      for number in [word.groups.0, word.groups.1] where number != 0 {
        group.exact.append(Array("#\(number)".utf8))
      }
    }
    let letters = words.flatMap {
      reading.letters[Int($0.letterStart)..<Int($0.letterStart + $0.letterCount)]
    }
    switch letters.count {
    // Hundreds of names have the consonants of `SEA`.
    case 2...3 where !isJoined: group.near = [letters]
    case 4...14: group.near = isJoined ? [letters] : withoutOne(letters)
    default: break
    }
    return group
  }

  /// The word itself and all that one slip less leaves of it.
  private static func withoutOne(_ word: [UInt8]) -> [[UInt8]] {
    [word] + word.indices.map { place in Array(word[..<place] + word[(place + 1)...]) }
  }

  /// Consonant classes; `A` first for a word that begins with a vowel.
  static func skeleton(of symbols: [NameSound.Symbol]) -> [UInt8] {
    var letters: [UInt8] = []
    for (place, symbol) in symbols.enumerated() {
      if let letter = NameSound.keyLetter(symbol) {
        if letters.last != letter || letter < 0x41 { letters.append(letter) }
      } else if place == 0 {
        letters.append(0x41)
      }
    }
    return letters
  }
}
