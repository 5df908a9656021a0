import CNameTables

/// The tables of `names/`, each read when it is first needed: a Latin name needs none of the Han tables.
/// Sources: docs/names.md §2.
enum NameTables {
  /// What compatibility, case and diacritics folding make of a scalar; `nil` when they leave it as it is, as they
  /// do with ASCII.
  static func folded(_ scalar: UInt32) -> [UInt32]? { scalar < 0x80 ? nil : folding[scalar] }

  /// Mandarin reading in ASCII letters without tone.
  static func pinyin(of scalar: UInt32) -> [UInt8]? {
    guard han.contains(scalar) else { return nil }
    let place = Int(pinyin.syllableOf[Int(scalar - han.lowerBound)])
    return place == 0 ? nil : pinyin.syllables[place - 1]
  }

  static func simplified(_ scalar: UInt32) -> UInt32 {
    scalar < 0x80 ? scalar : simplifiedOf[scalar] ?? scalar
  }

  /// The Hangul syllable a hanja is read as, also for its simplified form.
  static func hangul(of scalar: UInt32) -> UInt32? {
    hangulOf[scalar] ?? traditionalOf[scalar].flatMap { hangulOf[$0] }
  }

  static func isPinyin(_ letters: [UInt8]) -> Bool { pinyinSyllables.contains(letters) }

  // MARK: the tables

  private static let han: ClosedRange<UInt32> = 0x4E00...0x9FFF
  private static let folding = byCharacter(name_table_folding())
  private static let simplifiedOf = byCharacter(name_table_simplified()).compactMapValues(\.first)
  private static let hangulOf = byCharacter(name_table_hangul()).compactMapValues(\.first)
  private static let pinyinSyllables: Set<[UInt8]> = {
    var syllables: Set<[UInt8]> = []
    eachLine(of: name_table_pinyin()) { result, _ in syllables.insert(Array(result)) }
    return syllables
  }()

  private static let traditionalOf: [UInt32: UInt32] = {
    var table: [UInt32: UInt32] = [:]
    eachLine(of: name_table_simplified()) { result, characters in
      if let key = scalars(result).first { table[key] = scalars(characters).first }
    }
    return table
  }()

  /// Mandarin syllables, and for each scalar of U+4E00...U+9FFF its syllable's place plus one; 0 without a reading.
  private static let pinyin: (syllables: [[UInt8]], syllableOf: [UInt16]) = {
    var syllables: [[UInt8]] = []
    var places = [UInt16](repeating: 0, count: han.count)
    eachLine(of: name_table_pinyin()) { result, characters in
      syllables.append(Array(result))
      for scalar in scalars(characters) where han.contains(scalar) {
        places[Int(scalar - han.lowerBound)] = UInt16(truncatingIfNeeded: syllables.count)
      }
    }
    return (syllables, places)
  }()

  // MARK: reading them

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  private static func eachLine(of table: name_table, _ body: (_ result: Bytes, _ characters: Bytes) -> Void) {
    let bytes = UnsafeBufferPointer(start: table.text, count: table.length)
    for line in bytes.split(separator: 0x0A) {
      guard let space = line.firstIndex(of: 0x20) else { continue }
      body(line[..<space], line[line.index(after: space)...])
    }
  }

  private static func byCharacter(_ table: name_table) -> [UInt32: [UInt32]] {
    var found: [UInt32: [UInt32]] = [:]
    found.reserveCapacity(4096)
    eachLine(of: table) { result, characters in
      let result = scalars(result)
      for scalar in scalars(characters) { found[scalar] = result }
    }
    return found
  }

  private static func scalars(_ bytes: Bytes) -> [UInt32] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
  }
}
