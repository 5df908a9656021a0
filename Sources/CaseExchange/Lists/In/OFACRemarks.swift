import CaseDomain

/// The remarks of OFAC's delimited files: clauses such as `DOB 12 Mar 1965` between `; `.
///
/// Only clauses of a form that leaves no doubt are read; all others stay in the bytes. Aliases in quotes are
/// those that OFAC holds to be weak.
///
/// Source: OFAC, "SDN Data Specification" (09/25/2023).
enum OFACRemarks {
  /// - Parameter isContinuation: the text goes on from the remarks of another file, and its first clause is
  ///   the rest of one that was cut there.
  /// - Returns: dates of birth that cannot be read and are not said to be rough.
  @discardableResult
  static func read(_ text: String, isContinuation: Bool, into facts: inout StatedFacts) -> [String] {
    var clauses = clauses(of: text)
    if isContinuation, !clauses.isEmpty { clauses.removeFirst() }
    // What does not end in a full stop goes on elsewhere: nobody can say how its last clause ends.
    if text.utf8.last != UInt8(ascii: "."), !clauses.isEmpty { clauses.removeLast() }
    var unread: [String] = []
    for clause in clauses { read(clause, into: &facts, &unread) }
    return unread
  }

  private typealias Clause = ArraySlice<UInt8>

  private static func clauses(of text: String) -> [Clause] {
    var found: [Clause] = []
    let bytes = Array(text.utf8)
    var start = 0
    for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: ";") && bytes[index + 1] == 0x20
    {
      found.append(bytes[start..<index])
      start = index + 2
    }
    var last = bytes[start...]
    if last.last == UInt8(ascii: ".") { last.removeLast() }
    if !last.isEmpty { found.append(last) }
    return found
  }

  private static func read(_ clause: Clause, into facts: inout StatedFacts, _ unread: inout [String]) {
    let clause = rest(of: clause, after: "alt. ") ?? clause
    if let born = rest(of: clause, after: "DOB ").map(text) {
      let date = ListDate.english(born)
      if date == nil, !ListDate.isRough(born) { unread.append(born) }
      facts.addDate(date)
    } else if let country = rest(of: clause, after: "nationality ") ?? rest(of: clause, after: "citizen ") {
      if country.count <= ListIdentifier.maximumCountryBytes { facts.addCountry(text(country)) }
    } else if let name = quoted(clause, after: "a.k.a. ") {
      facts.addName(name, kind: .alsoKnownAs, strength: .weak)
    } else if let name = quoted(clause, after: "f.k.a. ") {
      facts.addName(name, kind: .formerlyKnownAs, strength: .weak)
    } else if let name = quoted(clause, after: "n.k.a. ") {
      facts.addName(name, kind: .nowKnownAs, strength: .weak)
    } else if let coin = rest(of: clause, after: "Digital Currency Address - ") {
      takeWallet(coin, into: &facts)
    } else {
      takeIdentifier(clause, into: &facts)
    }
  }

  private static func rest(of clause: Clause, after prefix: StaticString) -> Clause? {
    let length = prefix.utf8CodeUnitCount
    guard clause.count >= length else { return nil }
    for (offset, byte) in clause.prefix(length).enumerated() where byte != prefix.utf8Start[offset] {
      return nil
    }
    return clause.dropFirst(length)
  }

  private static func text(_ bytes: Clause) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func quoted(_ clause: Clause, after prefix: StaticString) -> String? {
    guard var name = rest(of: clause, after: prefix), name.count > 2, name.first == UInt8(ascii: "'"),
      name.last == UInt8(ascii: "'")
    else { return nil }
    name.removeFirst()
    name.removeLast()
    return text(name)
  }

  /// `XBT 1Abc…`: the currency, then one word.
  private static func takeWallet(_ clause: Clause, into facts: inout StatedFacts) {
    let words = clause.split(separator: 0x20)
    if words.count == 2 { facts.addTrace(.wallet, text(words[1])) }
  }

  /// The longest beginning of the clause that is a known label; what follows it is the value.
  private static func takeIdentifier(_ clause: Clause, into facts: inout StatedFacts) {
    var label: String?
    var value = clause
    var from = clause.startIndex
    for word in 0..<maximumLabelWords {
      guard let space = clause[from...].firstIndex(of: 0x20) else { break }
      from = space + 1
      let beginning = text(clause[..<space])
      if word == 0, !ListIdentifier.isKnownBeginning(beginning) { return }
      guard ListIdentifier.isKnown(beginning) else { continue }
      label = beginning
      value = clause[from...]
    }
    guard let label else { return }
    ListIdentifier.take(label, text(withoutNotes(value)), into: &facts)
  }

  private static let maximumLabelWords = 6

  /// Without the dates of issue and expiry, and the issuer in brackets at the end of the rest. A bracket elsewhere is part
  /// of the number: `13/Aa Bb Cc (Dding) 019077 (Burma)`.
  private static func withoutNotes(_ value: Clause) -> Clause {
    let dates = value.indices.first { index in
      value[index] == 0x20
        && (value[index...].starts(with: " issued ".utf8) || value[index...].starts(with: " expires ".utf8))
    }
    var number = dates.map { value[..<$0] } ?? value
    while let bracket = lastBracket(number) { number = number[..<bracket] }
    return number
  }

  /// Where the space stands before the bracket that ends the text.
  private static func lastBracket(_ text: Clause) -> Clause.Index? {
    guard text.last == UInt8(ascii: ")") else { return nil }
    var depth = 0
    for index in text.indices.reversed() {
      if text[index] == UInt8(ascii: ")") { depth += 1 }
      if text[index] == UInt8(ascii: "(") { depth -= 1 }
      if depth == 0 { return index > text.startIndex && text[index - 1] == 0x20 ? index - 1 : nil }
    }
    return nil
  }
}
