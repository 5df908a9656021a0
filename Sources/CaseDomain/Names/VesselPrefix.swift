/// What stands before the name of a ship and says what ship it is: `MV`, `M/T`, `S.S.`. A title, no part of
/// the name.
struct VesselPrefix {
  /// How many words it takes at the front.
  let count: Int
  /// Nothing but a ship is called so.
  let isCertain: Bool

  /// `nil` unless a name follows.
  static func first(in tokens: [NameParser.Token]) -> VesselPrefix? {
    guard let first = tokens.first, tokens.count > 1 else { return nil }
    let second = tokens[1]
    // `M/V`, or `M V` with nothing but a space.
    if first.letters.count <= 3, second.letters.count <= 2, words.contains(first.letters + second.letters),
      second.separator == 0x2F || first.letters.count + second.letters.count == 2, isName(tokens[2...])
    {
      return VesselPrefix(count: 2, isCertain: second.separator == 0x2F)
    }
    guard words.contains(first.letters), isName(tokens[1...]) else { return nil }
    return VesselPrefix(
      count: 1, isCertain: first.isCapitals && certain.contains(first.letters) && !first.isInitials)
  }

  /// More than a number.
  private static func isName(_ tokens: ArraySlice<NameParser.Token>) -> Bool {
    tokens.contains { NameNumber.value(of: $0.letters, readsRoman: true) == nil }
  }

  /// The prefix as one token.
  func joined(_ tokens: [NameParser.Token]) -> [NameParser.Token] {
    var prefix = tokens[0]
    for token in tokens[1..<count] { prefix.letters += token.letters }
    prefix.isPrefix = true
    return [prefix] + tokens[count...]
  }

  private static let words = set(
    "mv mt ms ss rv fv mfv sv my ts ps nv mts mvs fso fpso lng lpg lngc lpgc rms hms uss tug tugboat tanker"
      + " barge vessel tkh teplokhod sudno sukhogruz")
  private static let certain = set("mv mfv lngc lpgc fpso")

  private static func set(_ text: String) -> Set<[UInt8]> {
    Set(text.split(separator: " ").map { Array($0.utf8) })
  }
}
