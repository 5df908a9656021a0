import CNameTables

/// The tables of `names/`, read once. Sources: docs/names.md §2.
struct NameTables: Sendable {
  static let shared = NameTables()

  /// What compatibility, case and diacritics folding make of a scalar.
  let folding: [UInt32: [UInt32]]
  /// Mandarin syllables, and for each scalar of U+4E00...U+9FFF its syllable's place plus one; 0 without a
  /// reading.
  private let syllables: [[UInt8]]
  private let syllableOf: [UInt16]
  private let simplifiedOf: [UInt32: UInt32]
  private let traditionalOf: [UInt32: UInt32]
  private let hangulOf: [UInt32: UInt32]

  private static let han: ClosedRange<UInt32> = 0x4E00...0x9FFF

  init() {
    folding = Self.byCharacter(Self.lines(name_table_folding()))
    let pinyin = Self.lines(name_table_pinyin())
    syllables = pinyin.map { line in line.result.compactMap { UInt8(exactly: $0) } }
    var places = [UInt16](repeating: 0, count: Self.han.count)
    for (place, line) in pinyin.enumerated() {
      for scalar in line.characters where Self.han.contains(scalar) {
        places[Int(scalar - Self.han.lowerBound)] = UInt16(truncatingIfNeeded: place + 1)
      }
    }
    syllableOf = places
    let simplified = Self.lines(name_table_simplified())
    simplifiedOf = Self.byCharacter(simplified).compactMapValues(\.first)
    traditionalOf = simplified.reduce(into: [:]) { table, line in
      if let key = line.result.first { table[key] = line.characters.first }
    }
    hangulOf = Self.byCharacter(Self.lines(name_table_hangul())).compactMapValues(\.first)
  }

  /// Mandarin reading in ASCII letters without tone.
  func pinyin(of scalar: UInt32) -> [UInt8]? {
    guard Self.han.contains(scalar) else { return nil }
    let place = Int(syllableOf[Int(scalar - Self.han.lowerBound)])
    return place == 0 ? nil : syllables[place - 1]
  }

  func simplified(_ scalar: UInt32) -> UInt32 { simplifiedOf[scalar] ?? scalar }

  /// The Hangul syllable a hanja is read as, also for its simplified form.
  func hangul(of scalar: UInt32) -> UInt32? {
    hangulOf[scalar] ?? traditionalOf[scalar].flatMap { hangulOf[$0] }
  }

  func isPinyin(_ letters: [UInt8]) -> Bool { pinyinSet.contains(letters) }
  private var pinyinSet: Set<[UInt8]> { Self.pinyinSyllables }
  private static let pinyinSyllables = Set(
    NameTables.lines(name_table_pinyin()).map { $0.result.compactMap { UInt8(exactly: $0) } })

  private struct Line {
    let result: [UInt32]
    let characters: [UInt32]
  }

  private static func lines(_ table: name_table) -> [Line] {
    let bytes = UnsafeBufferPointer(start: table.text, count: table.length)
    return bytes.split(separator: 0x0A).compactMap { line in
      guard let space = line.firstIndex(of: 0x20) else { return nil }
      return Line(result: scalars(line[..<space]), characters: scalars(line[line.index(after: space)...]))
    }
  }

  private static func scalars(_ bytes: some Collection<UInt8>) -> [UInt32] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
  }

  private static func byCharacter(_ lines: [Line]) -> [UInt32: [UInt32]] {
    lines.reduce(into: [:]) { table, line in
      for scalar in line.characters { table[scalar] = line.result }
    }
  }
}
