/// A name an actor goes by, as somebody wrote it.
public struct ActorName: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case primary
    case alsoKnownAs = "aka"
    case formerlyKnownAs = "fka"
    case nowKnownAs = "nka"
  }

  /// A weak alias is too common or too loosely tied to act on alone.
  public enum Strength: String, CaseIterable, Sendable { case strong, weak }

  /// As written in the source.
  public var text: String
  public var script: Script
  public var kind: Kind
  public var strength: Strength
  /// The same name in Latin letters, when the original is in others.
  public var romanised: String?

  /// - Parameter script: guessed from the text when `nil`.
  public init(
    _ text: String, script: Script? = nil, kind: Kind = .primary, strength: Strength = .strong,
    romanised: String? = nil
  ) {
    self.text = text
    self.script = script ?? .guess(text)
    self.kind = kind
    self.strength = strength
    self.romanised = romanised
  }

  /// Romanised first, original second: `Beiyuan Xingtu (北垣星图)`.
  public var display: String {
    guard let romanised, !romanised.saysNothing, romanised != text else { return text }
    return "\(romanised) (\(text))"
  }
}
