/// What somebody holds one exhibit to do for one element: how strongly it speaks for or against it, and why.
///
/// It is said of the case, whichever model version a finding is about. Source: agency policy §8.2 S4.
public struct SupportWeight: Hashable, Sendable {
  public var element: Element
  public var exhibit: ExhibitID
  /// `nil`: looked at, and found to do nothing for the element.
  public var strength: WeighedSupport.Strength?
  /// Speaks against the element.
  public var contradicts: Bool
  public var rationale: String
  public var author: String
  /// The day it was recorded; `nil` before.
  public var on: Day?

  public init(
    _ element: Element, _ exhibit: ExhibitID, _ strength: WeighedSupport.Strength?, contradicts: Bool = false,
    rationale: String, author: String, on: Day? = nil
  ) {
    self.element = element
    self.exhibit = exhibit
    self.strength = strength
    self.contradicts = contradicts
    self.rationale = rationale
    self.author = author
    self.on = on
  }

  /// What tells its register from others of the case (docs/journal.md §7.1).
  public var detail: String { "\(element.rawValue)|\(exhibit)" }

  /// The favour of moderate support.
  public static let moderate = 2

  /// -3 (contradicts strongly) to 3 (supports strongly); 0 does nothing.
  public var favour: Int {
    let steps =
      switch strength {
      case nil: 0
      case .weak: 1
      case .moderate: 2
      case .strong: 3
      }
    return contradicts ? -steps : steps
  }

  /// Speaks against the answer that a case needs on the element.
  public var isAdverse: Bool { element.answerNeeded == .notMet ? favour > 0 : favour < 0 }

  /// `strong support`, `weak contradiction`, `no support`.
  public var words: String {
    strength.map { "\($0.rawValue) \(contradicts ? "contradiction" : "support")" } ?? "no support"
  }

  /// Equal but for author and day: two people who weigh alike do not disagree.
  public func saysTheSame(as other: SupportWeight) -> Bool {
    element == other.element && exhibit == other.exhibit && favour == other.favour
      && rationale.utf8.elementsEqual(other.rationale.utf8)
  }
}
