/// Numbers in names: digits, number words of English, ordinals of some languages and Roman numerals.
enum NameNumber {
  /// `nil` when the word is no number, or too long to be one.
  static func value(of letters: [UInt8], readsRoman: Bool) -> Int? {
    if let plain = digits(letters) { return plain }
    if let word = words[letters] { return word }
    return readsRoman ? roman[letters] : nil
  }

  /// `44` and `1st`.
  private static func digits(_ letters: [UInt8]) -> Int? {
    let head = letters.prefix { $0 >= 0x30 && $0 <= 0x39 }
    let tail = Array(letters.dropFirst(head.count))
    guard !head.isEmpty, head.count <= 9, tail.isEmpty || ordinals.contains(tail) else { return nil }
    return head.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Whether it is a number in letters.
  static func isWord(_ letters: [UInt8]) -> Bool { words[letters] != nil }

  static func isTens(_ value: Int) -> Bool { value >= 20 && value <= 90 && value % 10 == 0 }

  private static let ordinals = Set(["st", "nd", "rd", "th"].map { Array($0.utf8) })
  private static let words: [[UInt8]: Int] = {
    var table: [[UInt8]: Int] = [:]
    let units =
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
      + " seventeen eighteen nineteen"
    for (value, word) in units.split(separator: " ").enumerated() { table[Array(word.utf8)] = value }
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    for (place, word) in tens.split(separator: " ").enumerated() { table[Array(word.utf8)] = 20 + place * 10 }
    table[Array("fourty".utf8)] = 40
    let order =
      "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
      + " fifteenth sixteenth seventeenth eighteenth nineteenth"
    for (place, word) in order.split(separator: " ").enumerated() { table[Array(word.utf8)] = place + 1 }
    for (place, word) in tens.split(separator: " ").enumerated() {
      table[Array(word.utf8.dropLast()) + Array("ieth".utf8)] = 20 + place * 10
    }
    // Ordinals of other languages, in every gender: what is a brand or a given name elsewhere is left out.
    let others = [
      "pervyy pervaya pervoe erste erster primera primeiro primeira", "vtoroy vtoraya vtoroe zweite segunda",
      "tretiy tretya trete dritte tercera terceira", "chetvertyy chetvertaya chetvertoe vierte cuarta",
      "pyatyy pyataya pyatoe fuenfte quinta", "shestoy shestaya shestoe sexta", "sedmoy sedmaya sedmoe",
      "vosmoy vosmaya vosmoe", "devyatyy devyataya devyatoe", "desyatyy desyataya desyatoe",
    ]
    for (place, row) in others.enumerated() {
      for word in row.split(separator: " ") { table[Array(word.utf8)] = place + 1 }
    }
    return table
  }()
  private static let roman: [[UInt8]: Int] = {
    let numerals = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
    return numerals.split(separator: " ").enumerated().reduce(into: [:]) { table, row in
      table[Array(row.element.utf8)] = row.offset + 1
    }
  }()
}
