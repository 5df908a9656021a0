/// Cuts a name into words with roles, and reads each in Latin letters.
///
/// Source: docs/names.md §1, rules 7–9.
struct NameParser {
  struct Result {
    var schema: NameSchema
    var readings: [NameReading]
    var forms: [LegalForm]
    /// Of a Korean name in Hangul alone.
    var syllables: [UInt32] = []
    /// Says what it is: by a legal form that is no word or name, or by a generic word.
    var isBody = false
    /// Begins as the names of ships do; with what nothing else begins with.
    var hasPrefix = false
    var isShip = false
    /// Holds legal forms alone, which nobody can be told by; `AG` and `Pat` may be a name.
    var isFormsAlone = false
  }

  struct Token {
    var letters: [UInt8]
    var script: NameScript
    var separator: UInt32?
    var hasApostrophe = false
    /// Han characters of the word, for other readings.
    var han: [UInt32] = []
    /// The syllable of a Korean name.
    var syllable: UInt32?
    var isTranscribed = false
    /// Written in capitals alone; in single letters with full stops between.
    var isCapitals = false
    var isInitials = false
    /// One of these letters, which in Latin may be two: `Ю.`
    var isInitial = false
    /// No short legal form.
    var isAccented = false
    /// `MV` before the name of a ship.
    var isPrefix = false

    /// One letter, no digit.
    var isLetter: Bool { letters.count == 1 && letters[0] >= 0x61 }
    /// Behind a hyphen.
    var isHyphened: Bool { separator == 0x2D || (0x2010...0x2015).contains(separator ?? 0) }

    /// Mandarin and Korean readings have their vowels; foreign names in Han, kana or Hangul do not.
    var isLoose: Bool { isTranscribed || (script.isLoose && script != .han && script != .hangul) }
  }

  private let words: [NameWord]
  private let schema: NameSchema
  /// Nobody said so.
  private let isGuessed: Bool
  private var forms: [LegalForm] = []
  /// A form was found that is no word or name.
  private var isCertain = false

  /// - Parameters:
  ///   - schema: what it is read as, never `unknown`.
  ///   - isGuessed: whoever gave the name did not say so.
  init(words: [NameWord], schema: NameSchema, isGuessed: Bool = false) {
    self.words = schema == .person ? Arabic.joiningGod(words) : words
    self.schema = schema
    self.isGuessed = isGuessed
  }

  mutating func parse() -> Result {
    let isTranscribed = words.contains { $0.isDotted && $0.script.isUnspaced }
    var tokens = words.flatMap { self.tokens(of: $0, isTranscribed: isTranscribed) }
    let prefix = schema == .person ? nil : VesselPrefix.first(in: tokens)
    if let prefix, schema == .vessel { tokens = prefix.joined(tokens) }
    if schema == .person { tokens = withServants(tokens) }
    let isFormsAlone = isFormsAlone(tokens)
    tokens = withoutForms(tokens)
    var readings = [reading(of: tokens)]
    if schema == .person || schema == .organisation {
      let korean = koreanReading(of: tokens)
      if let korean { readings.append(reading(of: korean)) }
      if let usual = usualReading(of: korean ?? tokens) { readings.append(reading(of: usual)) }
      if let japanese = japaneseReading() { readings.append(reading(of: japanese)) }
      if let mandarin = wadeGilesReading(of: tokens) { readings.append(reading(of: mandarin)) }
      if let hepburn = kunreiReading(of: tokens) { readings.append(reading(of: hepburn)) }
      if let plain = plainKoreanReading(of: tokens) { readings.append(reading(of: plain)) }
      if let eastern = cyrillicReading() { readings.append(reading(of: eastern)) }
    }
    if words.contains(where: { !$0.strokes.isEmpty }) {
      var other = NameParser(words: words.map(\.withoutStrokes), schema: schema, isGuessed: isGuessed)
      readings += other.parse().readings.prefix(1)
    }
    for part in otherNames() + inBothScripts() {
      var other = NameParser(words: part, schema: schema, isGuessed: isGuessed)
      let result = other.parse()
      readings += result.readings.prefix(1)
      for form in result.forms where !forms.contains(form) { forms.append(form) }
    }
    if words.contains(where: \.hasSchwa) {
      var other = NameParser(words: words.map(\.azerbaijani), schema: schema, isGuessed: isGuessed)
      readings += other.parse().readings.prefix(1)
    }
    // `General` before a name is a rank.
    let telling = tokens.drop { NameLore.titles.contains($0.letters) }
    let isBody = isCertain || telling.contains { GenericWord.tellsBody($0.letters) }
    // Beside the one as written: `J.C.` is also `JC`.
    if let initials = initialsReading(isBody: isBody) { readings.insert(initials, at: 0) }
    return Result(
      schema: schema, readings: readings, forms: forms, syllables: syllables, isBody: isBody,
      hasPrefix: prefix != nil,
      isShip: prefix?.isCertain ?? false, isFormsAlone: isFormsAlone)
  }

  // MARK: Words to tokens

  private mutating func tokens(of word: NameWord, isTranscribed: Bool) -> [Token] {
    switch word.script {
    case .han where !isTranscribed: hanTokens(of: word)
    case .hangul where isKoreanName(word):
      word.scalars.map { scalar in
        var letters: [UInt8] = []
        Hangul.append(scalar, to: &letters)
        return Token(letters: letters, script: .hangul, separator: nil, syllable: scalar)
      }
    case .hangul where schema != .person: hangulTokens(of: word)
    case .arabic: arabicTokens(of: word)
    case .latin where schema == .person: latinTokens(of: word)
    default: [plainToken(word)]
    }
  }

  /// The article is a word; so are, in the name of a body, the prepositions written with it.
  private func arabicTokens(of word: NameWord) -> [Token] {
    guard let (before, rest) = Arabic.parted(word.scalars, isPerson: schema == .person) else {
      return [plainToken(word)]
    }
    let letters = Romaniser.letters(of: NameWord(scalars: rest, script: .arabic))
    return (before + [letters]).enumerated().map { place, letters in
      Token(letters: letters, script: .arabic, separator: place == 0 ? word.separator : nil)
    }
  }

  /// `Noureddine`, `Abderrahmane`: with the article as it is written elsewhere.
  private func latinTokens(of word: NameWord) -> [Token] {
    var token = plainToken(word)
    if let letters = ArticleWithin.spelled(token.letters) { token.letters = letters }
    // `Ma. del Carmen`, `Mª`
    if word.isStopped, token.letters.elementsEqual("ma".utf8) { token.letters = Array("maria".utf8) }
    return [token]
  }

  private func plainToken(_ word: NameWord) -> Token {
    Token(
      letters: Romaniser.letters(of: word), script: word.script, separator: word.separator,
      hasApostrophe: word.hasApostrophe, isTranscribed: word.script.isUnspaced, isCapitals: word.isCapitals,
      isInitials: word.isInitials,
      isInitial: word.isInitials && word.scalars.count == 1 || word.isInitialOfTwo,
      isAccented: word.isAccented)
  }

  /// A Korean name is written as one word of two to four syllables; a foreign one is longer.
  private func isKoreanName(_ word: NameWord) -> Bool {
    let syllables = words.reduce(0) { $0 + $1.scalars.count }
    return schema == .person && (2...5).contains(syllables)
      && words.allSatisfy { $0.scalars.allSatisfy(Hangul.syllables.contains) }
  }

  /// Legal forms and generic words are read as such, the characters between them one by one.
  private mutating func hanTokens(of word: NameWord) -> [Token] {
    let characters = word.scalars.map(NameTables.simplified)
    if let form = singleForm(characters) { return take(form) }
    var result: [Token] = []
    var place = 0
    while place < characters.count {
      let rest = characters[place...]
      if schema != .person, characters.count > 2 || words.count > 1 {
        if let form = LegalForm.han.first(where: { rest.starts(with: $0.characters) }) {
          _ = take(form.form)
          place += form.characters.count
          continue
        }
        if let number = HanNumber.starting(rest) {
          result.append(Token(letters: Array("\(number.value)".utf8), script: .latin, separator: 0x20))
          place += number.count
          continue
        }
        if let found = ChinesePlace.starting(rest) {
          result.append(Token(letters: ChinesePlace.pinyin[found.number], script: .latin, separator: 0x20))
          place += found.count
          continue
        }
        if let generic = GenericWord.han.first(where: { rest.starts(with: $0.characters) }) {
          for letters in generic.letters.split(separator: 0x20) {
            result.append(Token(letters: Array(letters), script: .latin, separator: 0x20))
          }
          place += generic.characters.count
          continue
        }
        // The rank of a place is not said in other languages: 市 of a town, 省 of a province.
        if GenericWord.ranks.contains(characters[place]), place >= 2, place + 1 < characters.count {
          place += 1
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

  /// `(株)`, `(주)`: one character that stands alone beside the name of a company.
  private func singleForm(_ characters: [UInt32]) -> LegalForm? {
    guard schema != .person, words.count > 1, characters.count == 1, let only = characters.first else {
      return nil
    }
    return LegalForm.single[only]
  }

  /// No name or word is written as it is.
  private mutating func take(_ form: LegalForm) -> [Token] {
    forms.append(form)
    isCertain = true
    return []
  }

  /// What companies end in is split off, word by word, and what they begin with.
  private mutating func hangulTokens(of word: NameWord) -> [Token] {
    if let form = singleForm(word.scalars) { return take(form) }
    var rest = word
    while let form = LegalForm.hangul.first(where: {
      rest.scalars.suffix($0.characters.count) == $0.characters[...]
    }) {
      guard rest.scalars.count > form.characters.count || words.count > 1 else { break }
      rest.scalars.removeLast(form.characters.count)
      _ = take(form.form)
    }
    if let form = LegalForm.hangul.first(where: { rest.scalars.starts(with: $0.characters) }),
      rest.scalars.count > form.characters.count
    {
      rest.scalars.removeFirst(form.characters.count)
      _ = take(form.form)
    }
    var (front, back): ([[UInt8]], [[UInt8]]) = ([], [])
    while let word = GenericWord.hangulFirst.first(where: { rest.scalars.starts(with: $0.syllables) }) {
      rest.scalars.removeFirst(word.syllables.count)
      front += word.letters.split(separator: 0x20).map(Array.init)
    }
    while let word = GenericWord.hangul.first(where: {
      rest.scalars.suffix($0.syllables.count) == $0.syllables[...]
    }) {
      rest.scalars.removeLast(word.syllables.count)
      back.insert(contentsOf: word.letters.split(separator: 0x20).map(Array.init), at: 0)
    }
    func tokens(_ words: [[UInt8]]) -> [Token] {
      words.map { Token(letters: $0, script: .latin, separator: 0x20) }
    }
    return tokens(front) + (rest.scalars.isEmpty ? [] : [plainToken(rest)]) + tokens(back)
  }

  /// The syllables of a Korean name, when it is written in Hangul.
  private var syllables: [UInt32] {
    guard !words.isEmpty, words.allSatisfy({ $0.script == .hangul && isKoreanName($0) }) else { return [] }
    var all = words.flatMap(\.scalars)
    all[0] = Hangul.family(all[0])
    return all
  }

  // MARK: Other readings

  /// Of a person, with letters parted by full stops as an initial each, when there is a word beside them: `J.F. Tarn`.
  /// A legal form is none, as far as it may be one: where nobody said that it is a person `Tarn A.O.` is as it was.
  private func initialsReading(isBody: Bool) -> NameReading? {
    guard schema == .person, !(isGuessed && isBody), words.contains(where: \.isDottedLetters),
      words.contains(where: { !$0.isInitials && $0.scalars.count > 1 })
    else { return nil }
    let parted = words.flatMap { isForm($0) ? [$0] : $0.initials }
    guard parted.count > words.count else { return nil }
    var other = NameParser(words: parted, schema: .person, isGuessed: isGuessed)
    return other.parse().readings.first
  }

  /// `Alfa Ltd (formerly Beta Ltd)`: what stands before the phrase and what behind it, of a body or ship; so with the
  /// acronym of `Alfa Beta Company (ABC)`.
  private func otherNames() -> [[NameWord]] {
    guard schema != .person, words.count > 2 else { return [] }
    let letters = words.map(\.ascii)
    var parts: [[NameWord]] = []
    var start = 0
    for place in words.indices.dropFirst().dropLast() where place > start {
      guard let end = phraseEnd(at: place, letters) else { continue }
      parts.append(Array(words[start..<place]))
      start = end
    }
    if start > 0 { return parts + [Array(words[start...])] }
    if let place = acronym() { return [Array(words[..<place] + words[(place + 1)...]), [words[place]]] }
    return []
  }

  /// `Alfa Beta (Альфа Бета) Ltd`: a name, and in brackets the same in another script, which is like it as names are. What
  /// else stands in brackets, such as a place or a remark, is no name of anybody.
  private func inBothScripts() -> [[NameWord]] {
    guard let place = words.lastIndex(where: \.isBracketed), place > 0 else { return [] }
    let scripts = Set(words[..<place].map(\.script)).subtracting([.none])
    let end = words[place...].firstIndex { scripts.contains($0.script) } ?? words.endIndex
    let parts = [Array(words[..<place] + words[end...]), Array(words[place..<end])]
    guard !scripts.isEmpty, parts[1].contains(where: { $0.script != .none }) else { return [] }
    let names = parts.map { part in
      ParsedName(part.map(\.text).joined(separator: " "), schema: schema)
    }
    return NameComparison.score(names[0], names[1]) >= NameWeights.reviewThreshold ? parts : []
  }

  /// Where a phrase ends that parts two names of one body, when there is a word behind it.
  private func phraseEnd(at place: Int, _ letters: [[UInt8]?]) -> Int? {
    for phrase in NameLore.formerly where letters[place...].starts(with: phrase.words) {
      let end = place + phrase.words.count
      let isSlashed = (place + 1..<end).allSatisfy { words[$0].separator == 0x2F }
      let isMeant =
        switch phrase.needs {
        case .nothing: true
        case .slashes: isSlashed
        case .bracketOrShip: words[place].isBracketed || schema == .vessel
        }
      if end < words.count, isMeant { return end }
    }
    return nil
  }

  /// The place of a word in brackets, or of one behind a dash, that takes its letters in order from what the words before
  /// it begin with; in brackets two letters of three are enough.
  private func acronym() -> Int? {
    guard
      let place = words.indices.dropFirst(2).first(where: {
        words[$0].isBracketed || words[$0].isCapitals && $0 == words.count - 1
      }), let letters = words[place].ascii, (3...8).contains(letters.count)
    else { return nil }
    var word = 0
    var next = 0
    var taken = 0
    let before = words[..<place].compactMap(\.ascii)
    guard letters[0] == before.first?.first else { return nil }
    for letter in letters {
      if word > 0, next < before[word - 1].count, before[word - 1][next] == letter {
        next += 1
      } else if let begun = before[word...].firstIndex(where: { $0[0] == letter }) {
        (word, next) = (begun + 1, 1)
      } else {
        continue
      }
      taken += 1
    }
    return word > 1 && (taken == letters.count || words[place].isBracketed && taken * 3 >= letters.count * 2)
      ? place : nil
  }

  private func isForm(_ word: NameWord) -> Bool {
    let letters = Romaniser.letters(of: word)
    guard LegalForm.byFirstWord[letters]?.contains(where: { $0.words.count == 1 }) ?? false else {
      return false
    }
    return isGuessed || letters.count > 2 && !LegalForm.mayBeName(letters)
  }

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
      result.append(
        Token(letters: letters, script: .hangul, separator: token.separator, syllable: syllable))
    }
    return result
  }

  /// A Korean name as it is usually spelt in the South.
  private func usualReading(of tokens: [Token]) -> [Token]? {
    guard schema == .person, !tokens.isEmpty, tokens.allSatisfy({ $0.syllable != nil }) else { return nil }
    return tokens.enumerated().map { place, token in
      var token = token
      let isKim = place == 0 && token.letters.elementsEqual("kim".utf8)
      if let syllable = token.syllable, !isKim {
        token.letters = Hangul.usual(syllable, isFamily: place == 0)
      }
      return token
    }
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
      let pinyin = WadeGiles.pinyin(of: tokens.map { ($0.letters, $0.hasApostrophe, $0.isHyphened) })
    else { return nil }
    return zip(tokens, pinyin).map { token, letters in
      Token(letters: letters, script: .latin, separator: token.separator)
    }
  }

  private func kunreiReading(of tokens: [Token]) -> [Token]? {
    guard schema == .person, tokens.count > 1, tokens.allSatisfy({ $0.script == .latin }),
      let hepburn = Kunrei.hepburn(of: tokens.map(\.letters))
    else { return nil }
    return zip(tokens, hepburn).map { token, letters in
      Token(letters: letters, script: .latin, separator: token.separator)
    }
  }

  private func plainKoreanReading(of tokens: [Token]) -> [Token]? {
    guard schema == .person, tokens.allSatisfy({ $0.script == .latin }),
      let plain = KoreanVowels.plain(tokens.map(\.letters))
    else { return nil }
    return zip(tokens, plain).map { token, letters in
      Token(letters: letters, script: .latin, separator: token.separator)
    }
  }

  /// A Chinese or Korean name as Russian spells it.
  private func cyrillicReading() -> [Token]? {
    guard schema == .person, (2...4).contains(words.count), words.allSatisfy({ $0.script == .cyrillic }),
      !words.contains(where: { EasternCyrillic.givenNames.contains($0.scalars) })
    else { return nil }
    return EasternCyrillic.syllables(of: words.map(\.scalars))?.map {
      Token(letters: $0, script: .latin, separator: 0x20)
    }
  }

  // MARK: Legal forms

  /// What is left without the forms behind the name, then before it, then the long ones within. A name of
  /// nothing but forms keeps the first of them; a person only loses what follows and cannot be a part of it.
  private mutating func withoutForms(_ tokens: [Token]) -> [Token] {
    var found: [(place: Int, phrase: LegalForm.Phrase)] = []
    var low = 0
    var high = tokens.count
    if schema != .person, let last = tokens.last, isName(tokens.dropLast()),
      let form = LegalForm.misspelled(last.letters)
    {
      forms.append(form)
      high -= 1
    }
    while let (place, phrase) = lastForm(in: tokens, low, high) {
      note(phrase, tokens, place)
      found.append((place, phrase))
      high = place
    }
    guard schema != .person else {
      forms += found.reversed().map(\.phrase.form)
      return Array(tokens[..<high])
    }
    while let (phrase, end) = form(in: tokens, at: low, before: high, joinsSpaced: false),
      mayOpen(phrase, tokens[low]),
      !phrase.needsAnother || !found.isEmpty || isMessrs(tokens, low), isName(tokens[end..<high]),
      // `AT&T`
      tokens[end].letters != Self.and
    {
      note(phrase, tokens, low)
      found.append((low, phrase))
      low = end
    }
    var kept: [Token] = []
    var place = low
    while place < high {
      if let (phrase, end) = form(in: tokens, at: place, before: high), !phrase.isAmbiguous,
        isName(kept[...]) || isName(tokens[end..<high])
      {
        note(phrase, tokens, place)
        found.append((place, phrase))
        place = end
      } else {
        kept.append(tokens[place])
        place += 1
      }
    }
    if found.count > 1 { isCertain = true }
    forms += found.sorted { $0.place < $1.place }.map(\.phrase.form)
    return kept
  }

  private static let and = Array("and".utf8)

  /// `AD Tarn` is called so: the form stands behind names; and no ship begins with a short one, nor has a form that is
  /// a word elsewhere.
  private func mayOpen(_ phrase: LegalForm.Phrase, _ token: Token) -> Bool {
    guard phrase.isAmbiguous, token.script == .latin || token.script == .none else { return true }
    return schema != .vessel && !LegalForm.isLast(phrase.words[0])
  }

  /// `M/s Tarn`: with the stroke it says nothing else.
  private func isMessrs(_ tokens: [Token], _ place: Int) -> Bool {
    place + 1 < tokens.count && tokens[place].letters == [0x6D] && tokens[place + 1].letters == [0x73]
      && tokens[place + 1].separator == 0x2F
  }

  /// Commercial ones, of three letters or more, and no word that may be a name as well.
  private func isFormsAlone(_ tokens: [Token]) -> Bool {
    guard schema == .organisation else { return false }
    var place = 0
    var letterCount = 0
    while place < tokens.count {
      guard let (phrase, end) = form(in: tokens, at: place, before: tokens.count),
        phrase.form != .nonProfit, phrase.form != .state,
        !tokens[place..<end].contains(where: { LegalForm.mayBeName($0.letters) })
      else { return false }
      letterCount += phrase.letterCount
      place = end
    }
    return letterCount > 2
  }

  private func isName(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { !NameLore.particles.contains($0.letters) }
  }

  /// The longest form that ends the name and leaves something of it.
  private func lastForm(in tokens: [Token], _ low: Int, _ high: Int) -> (
    place: Int, phrase: LegalForm.Phrase
  )? {
    for place in max(low, high - Self.longestForm)..<max(low, high) where isName(tokens[low..<place]) {
      guard let (phrase, end) = form(in: tokens, at: place, before: high), end == high, !phrase.needsAnother,
        schema != .vessel || phrase.words.count > 1 || !LegalForm.isLast(phrase.words[0])
      else { continue }
      if schema != .person { return (place, phrase) }
      if phrase.words.count == 1, phrase.letterCount > 2, phrase.form != .company,
        !LegalForm.mayBeName(phrase.words[0])
      {
        return (place, phrase)
      }
    }
    return nil
  }
  private static let longestForm = 8

  /// The longest form at a place.
  ///
  /// - Parameter joinsSpaced: whether letters with spaces between may be one abbreviation, as they are not
  ///   before a name: `A S Tarn`.
  private func form(
    in tokens: [Token], at place: Int, before high: Int, joinsSpaced: Bool = true
  ) -> (phrase: LegalForm.Phrase, end: Int)? {
    guard place < high else { return nil }
    var best: (phrase: LegalForm.Phrase, end: Int)?
    func consider(_ first: [UInt8]) {
      for phrase in LegalForm.byFirstWord[first] ?? []
      where !(tokens[place].isAccented && phrase.isAmbiguous && phrase.words.count == 1) {
        guard let end = end(of: phrase, tokens, place, joinsSpaced), end <= high, end > best?.end ?? place
        else { continue }
        best = (phrase, end)
      }
    }
    consider(tokens[place].letters)
    if tokens[place].letters.count == 1 {
      var joined = tokens[place].letters
      for token in tokens[(place + 1)..<min(high, place + 5)] {
        guard token.letters.count == 1 else { break }
        joined += token.letters
        consider(joined)
      }
    }
    return best
  }

  /// Where a phrase that begins at a place ends; `s a` and `s/a` are `sa`.
  private func end(of phrase: LegalForm.Phrase, _ tokens: [Token], _ place: Int, _ joinsSpaced: Bool) -> Int?
  {
    var at = place
    for word in phrase.words {
      guard at < tokens.count else { return nil }
      if tokens[at].letters == word {
        at += 1
        continue
      }
      let end = at + word.count
      guard (2...5).contains(word.count), end <= tokens.count else { return nil }
      for (token, letter) in zip(tokens[at..<end], word) where token.letters != [letter] { return nil }
      if !joinsSpaced, tokens[(at + 1)..<end].contains(where: { $0.separator == 0x20 }) { return nil }
      at = end
    }
    return at
  }

  /// Remembers whether a form says that the name is no person's.
  private mutating func note(_ phrase: LegalForm.Phrase, _ tokens: [Token], _ place: Int) {
    let token = tokens[place]
    if token.script != .latin && token.script != .none {
      isCertain = isCertain || phrase.letterCount > 1
    } else if phrase.words.count > 1 {
      isCertain = isCertain || phrase.letterCount > 3
    } else if phrase.letterCount > 2, !LegalForm.mayBeName(token.letters) {
      isCertain = isCertain || phrase.form != .company || phrase.letterCount > 5
    } else if token.isCapitals, !token.isInitials, !LegalForm.isWord(phrase.words[0]),
      tokens.contains(where: { !$0.isCapitals && $0.script == .latin })
    {
      // Capitals beside a name with small letters: `Tarn AG`, `SIA Tarn`.
      isCertain = true
    }
  }

  // MARK: Roles

  private func reading(of tokens: [Token]) -> NameReading {
    var reading = NameReading.Builder()
    let letters = inFull(tokens.filter { !$0.letters.isEmpty })
    // Chinese, Korean, Vietnamese: every word is a syllable.
    let isSyllabic = schema == .person && letters.allSatisfy { NameLore.isSyllable($0.letters) }
    reading.isLoose = letters.contains(where: \.isLoose)
    reading.isPerson = schema == .person
    reading.isSyllabic = isSyllabic
    reading.isPinyin = schema == .person && Pinyin.isName(letters.map(\.letters))
    reading.isUnvowelled = letters.allSatisfy { $0.script == .arabic || $0.script == .hebrew }
    var place = 0
    while place < letters.count {
      let token = letters[place]
      let isLast = place == letters.count - 1
      place += 1
      if schema != .person, place < letters.count, NameLore.numberSigns.contains(token.letters),
        number(letters[place], isLast: place == letters.count - 1, isFirst: false) != nil
      {
        continue  // `No. 7` is 7
      }
      // `T V L`: a letter among letters is no numeral.
      let isLetter =
        token.isLetter
        && (place >= 2 && letters[place - 2].isLetter || place < letters.count && letters[place].isLetter)
      if !isLetter, let value = number(token, isLast: isLast, isFirst: place == 1) {
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
      if schema == .person, let generation = generation(of: token, at: place - 1, in: letters) {
        reading.generation = generation
        reading.append(token.letters, role: .title, isLatin: token.script == .latin)
        continue
      }
      let role = role(at: place - 1, in: letters, isSyllabic: isSyllabic)
      reading.append(
        token.letters, role: role, isLatin: token.script == .latin,
        isInitials: token.isInitials && schema == .person, hasIdea: schema != .person)
    }
    return reading.carriesName ? NameReading(reading) : allWords(letters)
  }

  /// `St` for `Saint`, in full; two letters not at the end, where they may be a street. `NII` is a research institute.
  private func inFull(_ tokens: [Token]) -> [Token] {
    guard schema != .person else { return tokens }
    // `OKB Bank` has no other name than the letters.
    let hasName = tokens.contains {
      NameLore.shortened[$0.letters] == nil && GenericWord.concept(of: $0.letters) == nil
    }
    return tokens.enumerated().flatMap { place, token in
      let mayBe = place < tokens.count - 1 || token.letters.count > 2
      guard mayBe, let full = NameLore.shortened[token.letters], full.count == 1 || hasName else {
        return [token]
      }
      return full.map { letters in
        var token = token
        token.letters = letters
        return token
      }
    }
  }

  /// `Jr.`, `III`: not first, for `Sr. Juan` is Señor; words that may be a name only at the end.
  private func generation(of token: Token, at place: Int, in tokens: [Token]) -> UInt8? {
    guard place > 0, !token.isInitials, let value = NameLore.generations[token.letters] else { return nil }
    guard NameLore.generationsOrNames.contains(token.letters) else { return value }
    let isNumeral =
      token.isCapitals && tokens.contains { !$0.isCapitals && $0.letters.count > 1 && $0.script == .latin }
    let isWord = token.letters.count > 4
    return place == tokens.count - 1 && (isNumeral || isWord && place >= 2) ? value : nil
  }

  private func allWords(_ tokens: [Token]) -> NameReading {
    var reading = NameReading.Builder()
    reading.isLoose = tokens.contains(where: \.isLoose)
    reading.isPerson = schema == .person
    for token in tokens { reading.append(token.letters, role: .word, isLatin: token.script == .latin) }
    return NameReading(reading)
  }

  private func number(_ token: Token, isLast: Bool, isFirst: Bool) -> Int? {
    switch schema {
    case .person: nil
    // `Hizb-i-Islami`: of, as `-e-` is.
    case _ where token.letters == [0x69] && token.isHyphened && !isLast: nil
    // The Russian for *and* is no numeral.
    default: NameNumber.value(of: token.letters, readsRoman: !isFirst && token.script != .cyrillic)
    }
  }

  private func role(at place: Int, in tokens: [Token], isSyllabic: Bool) -> NamePart.Role {
    let token = tokens[place]
    let letters = token.letters
    let isLast = place == tokens.count - 1
    let isLong = tokens.count >= 3
    if tokens.count == 1 { return .word }
    if token.isPrefix { return .title }
    switch schema {
    case .person:
      if token.isInitial { return .initial }
      if token.script == .han || token.script == .hangul && !token.isTranscribed { return .word }
      // `Ortega y Tarn`
      if letters.count == 1 { return letters == [0x79] && place > 0 && !isLast ? .particle : .initial }
      if isLong, isLast, NameLore.honours.contains(letters) { return .title }
      // `D.R. Tarn` is no doctor.
      if token.isInitials { return .word }
      if isTitle(at: place, in: tokens) { return .title }
      if isParticle(at: place, in: tokens, isSyllabic: isSyllabic) { return .particle }
      return isLong && Patronymic.isOne(letters) ? .patronymic : .word
    default:
      if isParticle(at: place, in: tokens, isSyllabic: false) { return .particle }
      if token.separator == 0x2E, NameLore.domains.contains(letters) { return .generic }
      return GenericWord.isGeneric(letters) ? .generic : .word
    }
  }

  /// Those that are names as well open a name of three words or more, or another title.
  private func isTitle(at place: Int, in tokens: [Token]) -> Bool {
    guard NameLore.titles.contains(tokens[place].letters) else { return false }
    guard NameLore.titlesOrNames.contains(tokens[place].letters) else { return true }
    return place == 0 && tokens.count >= 3
      || place < tokens.count - 1 && NameLore.titles.contains(tokens[place + 1].letters)
  }

  private func isParticle(at place: Int, in tokens: [Token], isSyllabic: Bool) -> Bool {
    let token = tokens[place]
    let letters = token.letters
    let isLast = place == tokens.count - 1
    if schema != .person, place == 0, letters.count <= 3 {
      // `LA Motors`
      if token.isCapitals, tokens.contains(where: { !$0.isCapitals && $0.script == .latin }) { return false }
      guard NameLore.articles.contains(letters) || NameLore.assimilated.contains(letters) else {
        return false
      }
    }
    if schema == .person {
      if isSyllabic, NameLore.syllables.contains(letters) { return false }
      if isLast, token.script == .latin,
        NameLore.syllables.contains(letters) || NameLore.lastNames.contains(letters)
      {
        return false
      }
      // "Ben" alone before a family name is a given name.
      if place == 0, tokens.count == 2, letters.elementsEqual("ben".utf8) { return false }
    }
    if schema == .organisation, place > 0, !isLast, NameLore.conjunctions.contains(letters) { return true }
    if NameLore.assimilated.contains(letters) {
      return !isLast && isAssimilated(token, to: tokens[place + 1])
    }
    return NameLore.particles.contains(letters)
  }

  /// `ar-Rahman`, `as Salam`: the article, written with the letter that follows.
  private func isAssimilated(_ token: Token, to next: Token) -> Bool {
    next.isHyphened || next.letters.starts(with: token.letters.dropFirst())
  }

  /// `Abdus Salam`, `Abd as-Salam`: with the article as `Abd al-Salam` has it.
  private func withServants(_ tokens: [Token]) -> [Token] {
    guard tokens.contains(where: { $0.letters.starts(with: ArticleWithin.servant) }) else { return tokens }
    var result: [Token] = []
    for (place, token) in tokens.enumerated() {
      var token = token
      let next = place + 1 < tokens.count ? tokens[place + 1] : nil
      if let next, ArticleWithin.isServant(token.letters, before: next.letters) {
        token.letters = ArticleWithin.servant
        result.append(token)
        result.append(Token(letters: ArticleWithin.article, script: token.script, separator: 0x2D))
        continue
      }
      if next != nil, result.last?.letters == ArticleWithin.servant, ArticleWithin.isArticle(token.letters) {
        token.letters = ArticleWithin.article
      }
      result.append(token)
    }
    return result
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
