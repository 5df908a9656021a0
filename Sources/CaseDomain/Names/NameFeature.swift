/// One reason why a score is what it is.
public struct NameFeature: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case agreement, spelling, worstWord = "worst-word", conflict, missingPart = "missing-part"
    case singleWord = "single-word", missingWord = "missing-word", onlyGeneric = "only-generic"
    case legalForm = "legal-form", order, parentage, title, characters
    case birthDate = "birth-date", country, identifier
  }

  public let kind: Kind
  /// How far it holds, 0…1.
  public let value: Double
  /// What `value` is multiplied by: below 0 lowers the score.
  public let weight: Double
  /// The words it rests on, from the first and the second name.
  public let first: [String]
  public let second: [String]

  public var effect: Double { value * weight }

  init(_ kind: Kind, value: Double, weight: Double, first: [String] = [], second: [String] = []) {
    self.kind = kind
    self.value = value
    self.weight = weight
    self.first = first
    self.second = second
  }

  /// Of the same names the other way round.
  var turned: NameFeature { NameFeature(kind, value: value, weight: weight, first: second, second: first) }

  /// What it is, for somebody who does not know the words of docs/names.md §1. Says nothing of its size.
  public var inWords: String {
    switch kind {
    case .agreement:
      value > 0 ? "words of both names pair" : "no word of one name is like a word of the other"
    case .spelling: "the words that pair are not spelled or sounded alike throughout"
    case .worstWord: "the two words that pair least well"
    case .conflict: "each name has words, initials or numbers that the other has not"
    case .missingPart: "one name leaves out what the other has"
    case .singleWord: "one word in common only, and one name has more"
    case .missingWord: "a telling word or number stands in one name only"
    case .onlyGeneric: "only common words are shared, such as trade or group"
    case .legalForm: "legal forms of different kinds, such as a company and a foundation"
    case .order: "the words stand in another order"
    case .parentage: "parent and child change places"
    case .title: "a title or particle stands in one name only"
    case .characters: "compared as Chinese characters or Korean syllables"
    case .birthDate:
      if effect < 0 {
        "born or founded in years two or more apart"
      } else {
        effect > 0.05 ? "born or founded on the same day" : "born or founded in the same year"
      }
    case .country: effect < 0 ? "no country in common" : "a country in common"
    case .identifier: effect < 0 ? "identifiers of one kind that differ" : "the same identifier"
    }
  }

  /// `-0.42`: what it adds to the score.
  public var effectText: String {
    let hundredths = Int(exactly: (effect * 100).rounded()) ?? 0
    let size = hundredths.magnitude
    return "\(effect < 0 ? "-" : "+")\(size / 100).\(size % 100 < 10 ? "0" : "")\(size % 100)"
  }

  /// One line for the screen: `conflict -0.42: rawi / tikriti`.
  public var explanation: String {
    "\(kind.rawValue) \(effectText)" + (sides.map { ": \($0.first) / \($0.second)" } ?? "")
  }

  /// What it rests on in each name: words, or facts apart by semicolons; `nil` for nothing.
  public var sides: (first: String, second: String)? {
    func text(_ side: [String]) -> String {
      switch kind {
      case _ where side.isEmpty: "none"
      case .birthDate, .country: side.joined(separator: "; ")
      default: side.joined(separator: " ")
      }
    }
    return first.isEmpty && second.isEmpty ? nil : (text(first), text(second))
  }
}
