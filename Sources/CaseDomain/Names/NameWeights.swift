/// How much each feature of a comparison lowers the score. Agency policy, not law.
///
/// Chosen by reason and then checked, not fitted freely: docs/names.md §3.
public struct NameWeights: Hashable, Sendable {
  /// At and above it a pair goes to a person for review. The same for every kind of name.
  public static let reviewThreshold = 0.7
  public static let standard = NameWeights()

  /// Times the mean difference of the words that pair (0…1).
  public var spelling = 0.9
  /// Times the difference of the pair of words least alike.
  public var worstWord = 0.55
  /// Words unlike on both sides: at once, and times the share of the shorter name they make up.
  public var conflict = 0.36
  public var conflictShare = 0.5
  /// A number of a fund or trust against another, or an initial against one that it may stand for elsewhere.
  public var conflictMinor = 0.18
  /// An initial against another, or against a word that begins otherwise.
  public var conflictInitial = 0.36
  /// Times the share of the longer person's name that the shorter leaves out.
  public var missingPart = 0.45
  /// Only one word in common, and more on one side.
  public var singleWord = 0.34
  /// A word of an organisation's or vessel's name that tells it from others, on one side only.
  public var missingWord = 0.34
  public var missingGeneric = 0.2
  public var missingNumber = 0.22
  /// A number against another, where it is the name: sister ships, military units.
  public var otherNumber = 0.34
  /// Nothing but generic words in common.
  public var onlyGeneric = 0.4
  public var otherForm = 0.35
  public var order = 0.02
  /// Of a ship, whose name nobody turns round.
  public var orderOfShip = 0.34
  public var parentageReversed = 0.4
  /// `Jr.` against `Sr.`
  public var otherGeneration = 0.4
  public var title = 0.02
  /// A pair of words that differs by more than this share of its letters is no pair.
  public var pairLimit = 0.36

  public init() {}
}
