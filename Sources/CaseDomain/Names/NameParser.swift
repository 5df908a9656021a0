/// Cuts a name into words with roles, and reads each in Latin letters.
///
/// Source: docs/names.md §1, rules 7–9.
struct NameParser {
  struct Result {
    var schema: NameSchema
    var readings: [NameReading]
    var forms: [LegalForm]
  }

  private struct Token {
    var letters: [UInt8]
    var script: NameScript
    var separator: UInt32?
    var hasApostrophe = false
    /// Han characters of the word, for other readings.
    var han: [UInt32] = []
    var isTranscribed = false

    /// Mandarin and Korean readings have their vowels; foreign names in Han, kana or Hangul do not.
    var isLoose: Bool { isTranscribed || (script.isLoose && script != .han && script != .hangul) }
  }

  private let words: [NameWord]
  private var schema: NameSchema
  private var forms: [LegalForm] = []

  init(words: [NameWord], schema: NameSchema) {
    self.words = words
    self.schema = schema
  }

  mutating func parse() -> Result {
    let isTranscribed = words.contains { $0.isDotted && $0.script.isUnspaced }
    var tokens = words.flatMap { self.tokens(of: $0, isTranscribed: isTranscribed) }
    if schema == .unknown { schema = guess(tokens) }
    if schema != .person || forms.isEmpty == false || hasTrailingForm(tokens) {
      tokens = withoutForms(tokens)
    }
    var readings = [reading(of: tokens)]
    if schema == .person || schema == .organisation {
      if let korean = koreanReading(of: tokens) { readings.append(reading(of: korean)) }
      if let japanese = japaneseReading() { readings.append(reading(of: japanese)) }
      if let mandarin = wadeGilesReading(of: tokens) { readings.append(reading(of: mandarin)) }
    }
    return Result(schema: schema, readings: readings, forms: forms)
  }

  // MARK: Words to tokens

  private mutating func tokens(of word: NameWord, isTranscribed: Bool) -> [Token] {
    switch word.script {
    case .han where !isTranscribed: hanTokens(of: word)
    case .hangul where isKoreanName(word):
      word.scalars.map { scalar in
        var letters: [UInt8] = []
        Hangul.append(scalar, to: &letters)
        return Token(letters: letters, script: .hangul, separator: nil)
      }
    case .hangul where schema != .person && words.count > 1 || schema == .organisation: hangulTokens(of: word)
    case .arabic:
      if let rest = Arabic.withoutArticle(word.scalars) {
        [
          Token(letters: Array("al".utf8), script: .arabic, separator: word.separator),
          Token(
            letters: Romaniser.letters(of: NameWord(scalars: rest, script: .arabic)), script: .arabic,
            separator: nil),
        ]
      } else {
        [plainToken(word)]
      }
    default: [plainToken(word)]
    }
  }

  private func plainToken(_ word: NameWord) -> Token {
    Token(
      letters: Romaniser.letters(of: word), script: word.script, separator: word.separator,
      hasApostrophe: word.hasApostrophe, isTranscribed: word.script.isUnspaced)
  }

  /// A Korean name is written as one word of two to four syllables; a foreign one is longer.
  private func isKoreanName(_ word: NameWord) -> Bool {
    let syllables = words.reduce(0) { $0 + $1.scalars.count }
    return schema != .organisation && schema != .vessel && (2...5).contains(syllables)
      && words.allSatisfy { $0.scalars.allSatisfy(Hangul.syllables.contains) }
  }

  /// Legal forms and generic words are read as such, the characters between them one by one.
  private mutating func hanTokens(of word: NameWord) -> [Token] {
    let characters = word.scalars.map(NameTables.simplified)
    var result: [Token] = []
    var place = 0
    while place < characters.count {
      let rest = characters[place...]
      if schema != .person, characters.count > 2 {
        if let form = LegalForm.han.first(where: { rest.starts(with: $0.characters) }) {
          forms.append(form.form)
          place += form.characters.count
          continue
        }
        if let generic = GenericWord.han.first(where: { rest.starts(with: $0.characters) }) {
          for letters in generic.letters.split(separator: 0x20) {
            result.append(Token(letters: Array(letters), script: .latin, separator: 0x20))
          }
          place += generic.characters.count
          continue
        }
      }
      let character = characters[place]
      let reading =
        (place == 0 && schema == .person ? HanSurname.reading(of: character) : nil)
        ?? NameTables.pinyin(of: character) ?? NameTables.pinyin(of: word.scalars[place])
      if let reading {
        result.append(
          Token(
            letters: reading, script: .han, separator: place == 0 ? word.separator : nil, han: [character]))
      }
      place += 1
    }
    return result
  }

  /// What companies end in is split off.
  private mutating func hangulTokens(of word: NameWord) -> [Token] {
    guard
      let ending = GenericWord.hangul.first(where: {
        word.scalars.suffix($0.syllables.count) == $0.syllables[...]
      })
    else { return [plainToken(word)] }
    var head = word
    head.scalars.removeLast(ending.syllables.count)
    var result = head.scalars.isEmpty ? [] : [plainToken(head)]
    if ending.letters.isEmpty { forms.append(.stock) }
    for letters in ending.letters.split(separator: 0x20) {
      result.append(Token(letters: Array(letters), script: .latin, separator: 0x20))
    }
    return result
  }

  // MARK: Other readings

  private func koreanReading(of tokens: [Token]) -> [Token]? {
    guard schema == .person, (2...4).contains(tokens.count), tokens.allSatisfy({ !$0.han.isEmpty }) else {
      return nil
    }
    var result: [Token] = []
    for (place, token) in tokens.enumerated() {
      guard let character = token.han.first, let syllable = NameTables.hangul(of: character) else {
        return nil
      }
      var letters: [UInt8] = []
      Hangul.append(syllable, to: &letters)
      // 金 as a family name is Kim, elsewhere geum.
      if place == 0, character == 0x91D1 { letters = Array("kim".utf8) }
      result.append(Token(letters: letters, script: .hangul, separator: token.separator))
    }
    return result
  }

  private func japaneseReading() -> [Token]? {
    guard schema == .person else { return nil }
    let han = words.filter { $0.script == .han }
    guard han.count == words.count, let parts = JapaneseName.reading(of: han.map(\.scalars)) else {
      return nil
    }
    return parts.map { Token(letters: $0, script: .kana, separator: 0x20) }
  }

  private func wadeGilesReading(of tokens: [Token]) -> [Token]? {
    guard schema == .person, tokens.allSatisfy({ $0.script == .latin }),
      let pinyin = WadeGiles.pinyin(of: tokens.map { ($0.letters, $0.hasApostrophe) })
    else { return nil }
    return zip(tokens, pinyin).map { token, letters in
      Token(letters: letters, script: .latin, separator: token.separator)
    }
  }

  // MARK: Legal forms

  private func guess(_ tokens: [Token]) -> NameSchema {
    let isBody =
      !forms.isEmpty || hasTrailingForm(tokens)
      || tokens.contains { GenericWord.concept(of: $0.letters) != nil }
    return isBody ? .organisation : .person
  }

  /// `Name LLC` given as a person's name: the form is no part of it.
  private func hasTrailingForm(_ tokens: [Token]) -> Bool {
    guard tokens.count >= 2, let last = tokens.last, last.letters.count >= 3 else { return false }
    return LegalForm.byFirstWord[last.letters]?.contains { $0.words.count == 1 && $0.form != .company }
      ?? false
      && !NameLore.titles.contains(last.letters) && last.letters != Array("est".utf8)
      && last.letters != Array("ano".utf8)
  }

  private mutating func withoutForms(_ tokens: [Token]) -> [Token] {
    var kept: [Token] = []
    var found: [LegalForm] = []
    var place = 0
    while place < tokens.count {
      if let phrase = phrase(in: tokens, at: place, isFirst: kept.isEmpty) {
        found.append(phrase.form)
        place += phrase.words.count
      } else {
        kept.append(tokens[place])
        place += 1
      }
    }
    // A name of nothing but forms is a name all the same.
    let isName = kept.contains { !NameLore.particles.contains($0.letters) }
    guard isName else { return tokens }
    forms += found
    return kept
  }

  private func phrase(in tokens: [Token], at place: Int, isFirst: Bool) -> LegalForm.Phrase? {
    guard let candidates = LegalForm.byFirstWord[tokens[place].letters] else { return nil }
    return candidates.first { phrase in
      let end = place + phrase.words.count
      guard end <= tokens.count else { return false }
      for offset in phrase.words.indices where tokens[place + offset].letters != phrase.words[offset] {
        return false
      }
      guard phrase.isAmbiguous else { return true }
      return isFirst || tokens[end...].allSatisfy { LegalForm.byFirstWord[$0.letters] != nil }
        || tokens[place...].allSatisfy { LegalForm.byFirstWord[$0.letters] != nil }
    }
  }

  // MARK: Roles

  private func reading(of tokens: [Token]) -> NameReading {
    var reading = NameReading.Builder()
    let letters = tokens.filter { !$0.letters.isEmpty }
    reading.isLoose = letters.contains(where: \.isLoose)
    var place = 0
    while place < letters.count {
      let token = letters[place]
      let isLast = place == letters.count - 1
      place += 1
      if let value = number(token, isLast: isLast, isFirst: place == 1) {
        var sum = value
        if NameNumber.isTens(value), place < letters.count,
          let unit = NameNumber.value(of: letters[place].letters, readsRoman: false), (1...9).contains(unit)
        {
          sum += unit
          place += 1
        }
        reading.append(Array("\(sum)".utf8), role: .number)
        continue
      }
      let role = role(
        of: token, isAlone: letters.count == 1, opensPair: place == 1 && letters.count == 2,
        isLong: letters.count >= 3)
      reading.append(token.letters, role: role, isLatin: token.script == .latin)
    }
    return reading.carriesName ? NameReading(reading) : allWords(letters)
  }

  private func allWords(_ tokens: [Token]) -> NameReading {
    var reading = NameReading.Builder()
    reading.isLoose = tokens.contains(where: \.isLoose)
    for token in tokens { reading.append(token.letters, role: .word, isLatin: token.script == .latin) }
    return NameReading(reading)
  }

  private func number(_ token: Token, isLast: Bool, isFirst: Bool) -> Int? {
    switch schema {
    case .person: nil
    default: NameNumber.value(of: token.letters, readsRoman: !isFirst)
    }
  }

  private func role(of token: Token, isAlone: Bool, opensPair: Bool, isLong: Bool) -> NamePart.Role {
    let letters = token.letters
    if isAlone { return .word }
    switch schema {
    case .person:
      if token.script == .han || token.script == .hangul && !token.isTranscribed { return .word }
      if letters.count == 1 { return letters == Array("y".utf8) ? .particle : .initial }
      if NameLore.titles.contains(letters) { return .title }
      // "Ben" alone before a family name is a given name.
      if NameLore.particles.contains(letters), !opensPair || letters != Array("ben".utf8) { return .particle }
      return isLong && Patronymic.isOne(letters) ? .patronymic : .word
    default:
      if NameLore.particles.contains(letters) { return .particle }
      return GenericWord.concept(of: letters) != nil ? .generic : .word
    }
  }
}

/// East Slavic patronymics: a name from the father's, left out as often as given.
enum Patronymic {
  private static let endings =
    """
    ovich evich ovna evna ovych evych ichna ovitch evitch owicz ewicz avich evits ovits avits ovitsch \
    ovici ovics evics \
    owitsch ewitsch obichi ebichi ovitj evitj ovitsj owitsj ovitx ovic ovyc
    """.split(separator: " ").map { Array($0.utf8) }

  static func isOne(_ letters: [UInt8]) -> Bool {
    letters.count >= 7 && endings.contains { letters.suffix($0.count).elementsEqual($0) }
  }
}
