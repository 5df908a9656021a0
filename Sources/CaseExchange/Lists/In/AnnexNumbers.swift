import CaseDomain

/// The numbers in a cell of an EU annex or a list of the UK, which is prose now and then: `1026604933475 (OGRN), 6660017837 (TIN)`.
///
/// Several stand between `;`, `, `, `and`, `or` and `/`, or as `(1) … (2) …`. Words that are known say of which kind a
/// number is; a country, notes in brackets, and when a document was issued or how long it is valid are passed over. With
/// other words a number is taken as of its column, and said to be doubtful: left out it would find nobody.
///
/// Source: the annexes of the EU's regulations as the Official Journal prints them.
enum AnnexNumbers {
  /// What is to be said of cells.
  struct Doubts: Equatable {
    /// What was not taken.
    var unread: [String] = []
    /// Numbers that were taken with words beside them that are not known.
    var doubtful: [String] = []

    var warnings: [RecordWarning] {
      [ListIdentifier.warning(unread: unread), ListIdentifier.warning(doubtful: doubtful)].compactMap { $0 }
    }
  }

  /// - Parameter column: the kind of what stands in it without a label.
  static func take(
    _ cell: String, as column: String, into facts: inout StatedFacts, _ doubts: inout Doubts
  ) {
    for text in StatedText.numbered(blanked(cell)) {
      var isEmpty = true
      for tokens in AnnexWords(text)?.parts ?? [] {
        let written = tokens.map(\.text).joined(separator: " ")
        if meansNone(written) {
          isEmpty = false
          continue
        }
        let part = AnnexPart(tokens, column)
        if part.hasUnknownWords {
          if part.numbers.isEmpty { doubts.unread.append(written) } else { doubts.doubtful.append(written) }
        }
        for number in part.numbers {
          let areTaken = number.kinds.map { ListIdentifier.take(kind: $0, number.value, into: &facts) }
          if areTaken.contains(false) { doubts.unread.append(number.value) }
        }
        isEmpty = isEmpty && part.numbers.isEmpty && !part.hasUnknownWords
      }
      if isEmpty { doubts.unread.append(text) }
    }
  }

  /// Pages and word processors write blanks that are none of ASCII's.
  private static func blanked(_ text: String) -> String {
    var blanked = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { blanked.append(scalar.properties.isWhitespace ? " " : scalar) }
    return String(blanked)
  }

  /// What stands where there is no number.
  private static func meansNone(_ text: String) -> Bool {
    let text = bare(text)
    return text.isPlaceholder || nothings.contains(text.lowercased())
  }

  private static let nothings: Set = ["does not exist", "no number", "no"]

  /// By words in lower case, without `No` and `number`.
  static let kindsByLabel: [String: [String]] = {
    let labels: [([String], [String])] = [
      (
        ["tax-id"],
        [
          "tax", "tax id", "tax identification", "taxpayer identification", "tin", "itin", "унп", "ein",
          "vat",
        ]
      ),
      (["inn"], ["inn", "инн"]),
      (
        ["registration"],
        [
          "registration", "state registration", "srn", "registered", "company", "cr", "reg", "registry",
          "trade registry", "business registration",
        ]
      ),
      // Other lists print these as numbers of registration.
      (["registration", "ogrn"], ["ogrn"]),
      (["registration", "uscc"], ["uscc", "unified social credit code"]),
      (["kpp"], ["kpp"]), (["okpo"], ["okpo"]), (["bic"], ["swift", "bic"]), (["imo"], ["imo"]),
      (["lei"], ["lei"]), (["mmsi"], ["mmsi"]),
      (["passport"], ["passport", "diplomatic passport"]), (["travel-document"], ["travel document"]),
      (
        ["national-id"],
        [
          "national id", "national identification", "personal identification", "identity card", "id card",
          "national identity card", "national id card",
        ]
      ),
    ]
    var table: [String: [String]] = [:]
    for (kinds, words) in labels { for word in words { table[word] = kinds } }
    return table
  }()

  /// Without marks at both ends: `No.:` is `No`.
  static func bare(_ word: String) -> String {
    var scalars = Substring(word).unicodeScalars
    while let first = scalars.first, marks.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, marks.contains(last) { scalars.removeLast() }
    return String(scalars)
  }

  private static let marks = ".:,-–—".unicodeScalars
}

/// A word, or what stands in brackets.
private enum AnnexToken {
  case word(String)
  case note(String)

  var text: String {
    switch self {
    case .word(let word): word
    case .note(let note): "(\(note))"
    }
  }
}

/// Cuts a cell into its parts, and these into words and notes.
private struct AnnexWords {
  private(set) var parts: [[AnnexToken]] = []
  private var part: [AnnexToken] = []
  private var word: [UInt8] = []
  /// The part has a number already.
  private var hasNumber = false

  /// `nil` when a bracket is not closed.
  init?(_ text: String) {
    let bytes = text.utf8.filter { $0 != UInt8(ascii: "\"") }
    var note: [UInt8] = []
    var depth = 0
    for (index, byte) in bytes.enumerated() {
      let endsWord = index + 1 == bytes.count || " \t\r\n,;".utf8.contains(bytes[index + 1])
      switch byte {
      case UInt8(ascii: "("):
        if depth > 0 { note.append(byte) }
        depth += 1
      case UInt8(ascii: ")") where depth > 0:
        depth -= 1
        if depth > 0 {
          note.append(byte)
        } else {
          end(note: note, endsWord)
          note = []
        }
      case _ where depth > 0: note.append(byte)
      case 0x20, 0x09...0x0D: endWord()
      case UInt8(ascii: ";"): endPart()
      case UInt8(ascii: ",") where endsWord: endPart()
      default: word.append(byte)
      }
    }
    guard depth == 0 else { return nil }
    endPart()
  }

  /// `A123456(7)` has its check digit in brackets, `100211261(INN)` a label.
  private mutating func end(note: [UInt8], _ endsWord: Bool) {
    let isDigits = note.allSatisfy { (0x30...0x39).contains($0) }
    if !word.isEmpty, isDigits || note.count == 1 || !endsWord {
      word += [UInt8(ascii: "(")] + note + [UInt8(ascii: ")")]
    } else {
      endWord()
      part.append(.note(String(decoding: note, as: UTF8.self)))
    }
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    let text = String(decoding: word, as: UTF8.self)
    let pieces = word.split(separator: UInt8(ascii: "/"))
    let endsInSlash = word.last == UInt8(ascii: "/")
    word = []
    if hasNumber, ["/", "&", "and", "or"].contains(StatedText.lowered(text)) { return closePart() }
    // Numbers of companies; `34409/129` is one number.
    let areNumbers = pieces.allSatisfy { piece in
      piece.count >= 8 && piece.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard areNumbers, pieces.count > 1 || (endsInSlash && pieces.count == 1) else { return add(text) }
    for (place, piece) in pieces.enumerated() {
      if place > 0 { closePart() }
      add(String(decoding: piece, as: UTF8.self))
    }
    if endsInSlash { closePart() }
  }

  private mutating func add(_ text: String) {
    part.append(.word(text))
    hasNumber = hasNumber || ListIdentifier.hasDigit(text)
  }

  private mutating func endPart() {
    endWord()
    closePart()
  }

  private mutating func closePart() {
    if !part.isEmpty { parts.append(part) }
    (part, hasNumber) = ([], false)
  }
}

/// What one part states: a number with a label or without, or labels and numbers in turn.
private struct AnnexPart {
  private(set) var numbers: [(kinds: [String], value: String)] = []
  private(set) var hasUnknownWords = false
  /// `nil` in brackets, where only a number with a label counts.
  private let column: String?
  private var label: [String] = []
  private var number: [String] = []
  private var kinds: [String] = []

  init(_ tokens: [AnnexToken], _ column: String?) {
    self.column = column
    var inside: [(kinds: [String], value: String)] = []
    reading: for token in tokens {
      switch token {
      case .note(let note) where ListIdentifier.hasDigit(note):
        if column != nil { inside += Self.numbers(inside: note) }
      case .note(let note): add(Self.kinds(of: note, wholly: false))
      case .word(let word) where ListIdentifier.hasDigit(word): number.append(word)
      case .word(let word):
        let meaning = AnnexNumbers.bare(word).lowercased()
        if meaning.isEmpty || Self.passedOver.contains(meaning) { continue }
        if Self.endings.contains(meaning), !Self.isPartOfNumber(word) { break reading }
        if !number.isEmpty, Self.isPartOfNumber(word) || Self.isBehindNumber(word) {
          number.append(word)
        } else {
          if !number.isEmpty { endNumber() }
          label.append(word)
        }
      }
    }
    endNumber()
    numbers += inside
  }

  private static let passedOver: Set = ["no", "nr", "number", "№", "series"]
  /// What follows in the part tells of the document.
  private static let endings: Set = [
    "issue", "issued", "expire", "expires", "expired", "expiry", "expiration", "valid", "on",
  ]

  /// `or State registration number: 1027700450975`.
  private static func numbers(inside note: String) -> [(kinds: [String], value: String)] {
    (AnnexWords(note)?.parts ?? []).flatMap { AnnexPart($0, nil).numbers }
  }

  private mutating func add(_ more: [String]) {
    for kind in more where !kinds.contains(kind) { kinds.append(kind) }
  }

  private mutating func endNumber() {
    if number.isEmpty { endWords() } else { addNumber() }
    (label, number, kinds) = ([], [], [])
  }

  private mutating func addNumber() {
    var named = Self.kinds(of: label.joined(separator: " "), wholly: true)
    if named.isEmpty {
      let end = label.lastIndex { !Self.isBeforeNumber($0) }.map { $0 + 1 } ?? 0
      number.insert(contentsOf: label[end...], at: 0)
      label.removeLast(label.count - end)
      named = Self.kinds(of: label.joined(separator: " "), wholly: true)
    }
    if !named.isEmpty {
      add(named)
    } else if label.contains(where: { AnnexNumbers.bare($0).lowercased() == "passport" }) {
      add(["passport"])
    } else if !label.isEmpty, Country(label.joined(separator: " ")) == nil {
      hasUnknownWords = true
    }
    let stated = kinds.isEmpty ? [column].compactMap { $0 } : kinds
    // `12345 of` has lost its year.
    if number.last == "of" { number.removeLast() }
    if !stated.isEmpty { numbers.append((stated, AnnexNumbers.bare(number.joined(separator: " ")))) }
  }

  /// Most codes of banks are letters alone; else a country may stand behind a comma.
  private mutating func endWords() {
    guard let last = label.last else { return }
    let named = Self.kinds(of: label.dropLast().joined(separator: " "), wholly: true)
    let kinds = label.count == 1 ? [column].compactMap { $0 } : named
    if let kind = kinds.first(where: { ListIdentifier.isCodeOfLetters($0, last) }) {
      numbers.append(([kind], last))
    } else if Country(label.joined(separator: " ")) == nil {
      hasUnknownWords = true
    }
  }

  /// The letters before or behind digits: `MP 3413113`.
  private static func isPartOfNumber(_ word: String) -> Bool {
    let letters = AnnexNumbers.bare(word).unicodeScalars
    return letters.count <= 2 && letters.allSatisfy(\.properties.isUppercase)
  }

  /// Registers have longer ones, too: `HRB 12345`, `KvK 12345678`. No country, and no label.
  private static func isBeforeNumber(_ word: String) -> Bool {
    if isPartOfNumber(word) { return true }
    let text = AnnexNumbers.bare(word)
    let letters = text.unicodeScalars
    return letters.count <= 5 && (letters.allSatisfy(\.properties.isUppercase) || text == "KvK")
      && AnnexNumbers.kindsByLabel[text.lowercased()] == nil && Country(text) == nil
  }

  /// `FN 123456 a` has its check letter behind it, `12345 of 2015` its year.
  private static func isBehindNumber(_ word: String) -> Bool {
    let letters = word.unicodeScalars
    return word == "of" || (letters.count == 1 && letters.allSatisfy(\.properties.isLowercase))
  }

  /// `Tax ID/INN` names two kinds, `Russia, Registration Number (OGRN)` a country beside them.
  ///
  /// - Parameter wholly: nothing else stands there.
  private static func kinds(of text: String, wholly: Bool) -> [String] {
    var found: [String] = []
    for piece in text.unicodeScalars.split(whereSeparator: { "/,()".unicodeScalars.contains($0) }) {
      let words = piece.split(separator: " ").map { AnnexNumbers.bare(String($0)).lowercased() }
      let telling = words.filter { !$0.isEmpty && !passedOver.contains($0) }
      let label = telling.drop { ["or", "and"].contains($0) }.joined(separator: " ")
      if let kinds = AnnexNumbers.kindsByLabel[label] {
        found += kinds
      } else if wholly, !label.isEmpty, Country(label) == nil {
        return []
      }
    }
    return found
  }
}
