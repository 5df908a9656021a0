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

  /// One line for the screen: `conflict -0.42: rawi / tikriti`.
  public var explanation: String {
    let hundredths = Int(exactly: (effect * 100).rounded()) ?? 0
    let sign = hundredths < 0 ? "-" : "+"
    let size = hundredths.magnitude
    let number = "\(sign)\(size / 100).\(size % 100 < 10 ? "0" : "")\(size % 100)"
    let words = [first, second].map { $0.isEmpty ? "none" : $0.joined(separator: " ") }
    return first.isEmpty && second.isEmpty
      ? "\(kind.rawValue) \(number)" : "\(kind.rawValue) \(number): \(words[0]) / \(words[1])"
  }
}
