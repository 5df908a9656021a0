/// A name cut into parts and romanised, ready to be compared many times.
///
/// Source: docs/names.md §1.
public struct ParsedName: Sendable {
  /// Shared, so that copies cost nothing.
  let core: Core

  final class Core: Sendable {
    let text: String
    let schema: NameSchema
    /// Not said by whoever gave the name.
    let isSchemaGuessed: Bool
    /// Ways to read it in Latin letters: as written first, then Korean, Japanese or Wade–Giles readings.
    let readings: [NameReading]
    /// Han characters in simplified form, without a company's legal form; empty when the name has others in it.
    let han: [UInt32]
    /// Of a body's name in Han, what is left without generic words, and the ideas of these; `nil` when nothing is left.
    let hanBody: HanBody?
    /// The syllables of a Korean person's name in Hangul, its family name as in the South; empty for other names.
    let syllables: [UInt32]
    let forms: [LegalForm]
    /// Nothing but `Ltd`.
    let isFormsAlone: Bool

    /// The same name read as what it was not guessed to be; empty when the kind was said.
    let others: [Core]

    static func parsed(_ text: String, schema: NameSchema) -> Core {
      let words = NameText.words(of: text)
      let isGuessed = schema == .unknown
      func read(_ schema: NameSchema) -> NameParser.Result {
        var parser = NameParser(words: words, schema: schema, isGuessed: isGuessed)
        return parser.parse()
      }
      guard isGuessed else { return Core(text, words, read(schema), isGuessed: false) }
      let (body, person) = (read(.organisation), read(.person))
      // `APT-C-36`, `UNC 77`: nobody is called by a number. Behind the words of a name it may be a year or an age.
      let isNumbered = words.contains {
        $0.scalars.count > 1 && $0.scalars.allSatisfy { (0x30...0x39).contains($0) }
      }
      let isHandle = isNumbered && words.count { $0.scalars.count > 1 && $0.script != .none } == 1
      var found = body.isBody || isHandle ? [body, person] : [person, body]
      if body.hasPrefix { found.insert(read(.vessel), at: body.isShip ? 0 : 2) }
      return Core(
        text, words, found[0], isGuessed: true,
        others: found[1...].map { Core(text, words, $0, isGuessed: true) })
    }

    private init(
      _ text: String, _ words: [NameWord], _ result: NameParser.Result, isGuessed: Bool, others: [Core] = []
    ) {
      self.text = text
      schema = result.schema
      isSchemaGuessed = isGuessed
      readings = result.readings
      forms = result.forms
      isFormsAlone = result.isFormsAlone
      self.others = others
      let letters = words.filter { $0.script != .none }
      let isHan = !letters.isEmpty && letters.allSatisfy { $0.script == .han }
      syllables = result.syllables
      let all = isHan ? letters.flatMap { $0.scalars.map(NameTables.simplified) } : []
      han = result.schema == .organisation ? Core.withoutForm(all) : all
      hanBody = result.schema == .organisation ? HanBody(letters, all: han) : nil
    }

    /// The name read as one of a kind. A ship's without a prefix is read as an organisation's.
    func read(as schema: NameSchema) -> Core {
      if schema == self.schema || others.isEmpty { return self }
      if let other = others.first(where: { $0.schema == schema }) { return other }
      return schema == .vessel ? read(as: .organisation) : self
    }

    /// Two names as names of one kind: the one that was said, or else the one that a name says by its words.
    static func asOneKind(_ a: Core, _ b: Core) -> (Core, Core) {
      guard a.schema != b.schema, a.isSchemaGuessed || b.isSchemaGuessed else { return (a, b) }
      if !b.isSchemaGuessed { return (a.read(as: b.schema), b) }
      if !a.isSchemaGuessed { return (a, b.read(as: a.schema)) }
      // A person is guessed where nothing says anything.
      let schema: NameSchema = a.schema == .vessel || b.schema == .vessel ? .vessel : .organisation
      return (a.read(as: schema), b.read(as: schema))
    }

    /// What is left of a company's name without its commercial form, at either end; all of it when nothing is.
    private static func withoutForm(_ characters: [UInt32]) -> [UInt32] {
      for form in LegalForm.han where form.form != .nonProfit && form.characters.count < characters.count {
        let count = form.characters.count
        if characters.suffix(count).elementsEqual(form.characters) {
          return Array(characters.dropLast(count))
        }
        if characters.starts(with: form.characters) { return Array(characters.dropFirst(count)) }
      }
      return characters
    }
  }

  /// - Parameter text: any text; what holds no letters gives a name without parts, like no other.
  public init(_ text: String, schema: NameSchema) { core = Core.parsed(text, schema: schema) }

  /// Many at once, in the order given.
  public static func all(_ names: [(text: String, schema: NameSchema)]) -> [ParsedName] {
    InParallel.map(names) { ParsedName($0.text, schema: $0.schema) }
  }

  /// As given.
  public var text: String { core.text }
  /// Never `unknown`.
  public var schema: NameSchema { core.schema }
  /// Whether there is nothing in it to be compared: no letter or number that can be read, or a legal form alone, which
  /// tells nobody apart. `AG` and `Pat` may be a name.
  public var isNobody: Bool {
    let all = [core] + core.others
    return !all.contains { $0.readings.contains { !$0.words.isEmpty } } || all.contains(where: \.isFormsAlone)
  }
  /// The parts of the reading as written: each word with what it is.
  public var parts: [NamePart] { core.readings.first?.parts ?? [] }
  /// As read in Latin letters, lower case.
  public var romanised: String { parts.map(\.text).joined(separator: " ") }
}

/// A word of a name and its part in it.
public struct NamePart: Hashable, Sendable {
  public enum Role: UInt8, Sendable {
    case word, patronymic, initial, number, generic, title, particle
  }
  /// In Latin letters, lower case.
  public let text: String
  public let role: Role
}

/// One way to read a name, laid out for `NameComparison`: the sounds of all words in one array.
final class NameReading: Sendable {
  struct Word: Sendable {
    /// Place of the first sound in `symbols`.
    let start: Int32
    let count: Int32
    /// Place of the first letter in `letters`.
    let letterStart: Int32
    let letterCount: Int32
    let role: NamePart.Role
    /// Which consonants occur.
    let mask: UInt64
    /// Costs of leaving the word out.
    let plainWeight: Int32
    let looseWeight: Int32
    /// Of the letters, to tell equal spelling from equal sound.
    let spelling: UInt32
    let groups: (UInt16, UInt16)
    /// The idea of a generic word or trade; 0 for others.
    let concept: UInt16
    /// Of a body, by its word for a country or a point of the compass; 0 for others.
    let country: UInt16
    let isParentage: Bool
    /// `abd`, which is no name without the other: of a person.
    let isServant: Bool
    let firstLetter: UInt8
    /// Of a person, single letters with full stops between.
    let isInitials: Bool
    /// Of the digits in it, odd when it has two or more; 0 without any.
    let digits: UInt32
    /// Of a person, by what may be a Chinese family name in pinyin; 0 for others.
    let family: UInt8
    /// Of a Chinese name in pinyin, the sound with which its second syllable begins; 0 for a word of another kind.
    let second: UInt8
  }

  let symbols: [UInt8]
  let letters: [UInt8]
  let words: [Word]
  let parts: [NamePart]
  /// Vowels tell little.
  let isLoose: Bool
  /// It is written in a script that leaves out the short vowels.
  let isUnvowelled: Bool
  let isPerson: Bool
  /// Of a person, each word has one run of vowels, as in Chinese, Korean and Vietnamese names.
  let isSyllabic: Bool
  /// Of a person, each word is one or two syllables in pinyin, and one a Chinese family.
  let isPinyin: Bool
  /// Of a person, the second for `Jr.` and `II`; 0 when it is not said.
  let generation: UInt8

  init(_ builder: Builder) {
    symbols = builder.symbols
    letters = builder.letters
    words = builder.words
    parts = builder.parts
    isLoose = builder.isLoose
    isUnvowelled = builder.isUnvowelled
    generation = builder.generation
    isPerson = builder.isPerson
    isSyllabic = builder.isSyllabic
    isPinyin = builder.isPinyin
  }

  struct Builder {
    private(set) var symbols: [UInt8] = []
    private(set) var letters: [UInt8] = []
    private(set) var words: [Word] = []
    private(set) var parts: [NamePart] = []
    var isLoose = false
    var isUnvowelled = false
    var generation: UInt8 = 0
    var isPerson = false
    var isSyllabic = false
    var isPinyin = false
    /// Neither title nor particle.
    private(set) var carriesName = false

    /// - Parameter hasIdea: of a body: its words may be one in several languages.
    mutating func append(
      _ letters: [UInt8], role: NamePart.Role, isLatin: Bool = true, isInitials: Bool = false,
      hasIdea: Bool = false
    ) {
      let sounds = NameSound.symbols(of: letters, isLatin: isLatin)
      guard !sounds.isEmpty, words.count < NameComparison.longest else { return }
      let isWord = role == .word || role == .patronymic || role == .generic
      words.append(
        Word(
          start: Int32(truncatingIfNeeded: symbols.count), count: Int32(truncatingIfNeeded: sounds.count),
          letterStart: Int32(truncatingIfNeeded: self.letters.count),
          letterCount: Int32(truncatingIfNeeded: letters.count), role: role,
          mask: sounds.reduce(UInt64(0)) { $1 > NameSound.y ? $0 | 1 << UInt64($1) : $0 },
          plainWeight: SoundCosts.plain.sum(sounds[...]), looseWeight: SoundCosts.loose.sum(sounds[...]),
          spelling: letters.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 },
          groups: isWord ? NameLore.groups(of: letters, isPerson: !hasIdea) : (0, 0),
          concept: hasIdea && isWord ? GenericWord.concept(of: letters) ?? 0 : 0,
          country: hasIdea && isWord ? CountryWord.number(of: letters) : 0,
          isParentage: role == .particle && NameLore.parentage.contains(letters),
          isServant: isWord && !hasIdea && letters == ArticleWithin.servant,
          firstLetter: letters.first ?? 0, isInitials: isInitials, digits: digits(in: letters),
          family: !hasIdea && isWord ? NameLore.pinyinFamily(letters) : 0,
          second: isPinyin && isWord ? second(in: letters, sounds, isLatin) : 0))
      symbols += sounds
      self.letters += letters
      parts.append(NamePart(text: letters.asciiText, role: role))
      if role != .title && role != .particle { carriesName = true }
    }

    private func second(in letters: [UInt8], _ sounds: [UInt8], _ isLatin: Bool) -> UInt8 {
      guard let count = Pinyin.firstOfTwo(letters) else { return 0 }
      let first = NameSound.symbols(of: Array(letters[..<count]), isLatin: isLatin)
      let rest = NameSound.symbols(of: Array(letters[count...]), isLatin: isLatin)
      // Letters of both may be one sound.
      return first + rest == sounds ? UInt8(truncatingIfNeeded: first.count) : 0
    }

    private func digits(in letters: [UInt8]) -> UInt32 {
      let digits = letters.filter { (0x30...0x39).contains($0) }
      let hash = digits.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
      return digits.isEmpty ? 0 : digits.count == 1 ? (hash | 3) ^ 1 : hash | 1
    }
  }
}

extension NameReading {
  /// An order of readings by what they hold: which of two is first depends on nothing else.
  func precedes(_ other: NameReading) -> Bool {
    if words.count != other.words.count { return words.count < other.words.count }
    if letters != other.letters { return letters.lexicographicallyPrecedes(other.letters) }
    for (a, b) in zip(words, other.words) {
      if a.letterCount != b.letterCount { return a.letterCount < b.letterCount }
      if a.role != b.role { return a.role.rawValue < b.role.rawValue }
      if a.isInitials != b.isInitials { return b.isInitials }
    }
    if symbols != other.symbols { return symbols.lexicographicallyPrecedes(other.symbols) }
    return !isLoose && other.isLoose
  }

  /// The arrays as memory, for the length of a comparison.
  struct View {
    let words: UnsafeBufferPointer<Word>
    let symbols: UnsafeBufferPointer<UInt8>
    let letters: UnsafeBufferPointer<UInt8>
  }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    words.withUnsafeBufferPointer { words in
      symbols.withUnsafeBufferPointer { symbols in
        letters.withUnsafeBufferPointer { letters in
          body(View(words: words, symbols: symbols, letters: letters))
        }
      }
    }
  }
}
