/// An agency's answer in the equity check.
///
/// Source: agency policy §8.2 S6.
public struct EquityReply: Hashable, Sendable {
  public enum Answer: String, CaseIterable, Sendable {
    case concur
    case concurWithComment = "concur-with-comment"
    case noEquity = "no-equity"
    case nonConcur = "non-concur"
    case hold

    /// Of two answers of one agency that stand side by side the stricter holds.
    var strictness: Int { Answer.allCases.firstIndex(of: self)! }
  }

  public var agency: Agency
  public var answer: Answer
  public var comment: String
  public var by: Person
  public var on: Day
  public var package: Digest256

  public init(
    agency: Agency, answer: Answer, comment: String = "", by: Person, on: Day, package: Digest256
  ) {
    self.agency = agency
    self.answer = answer
    self.comment = comment
    self.by = by
    self.on = on
    self.package = package
  }

  /// The agencies whose replies S6 waits for: OCEP, Justice and Treasury.
  public static let awaited: [Agency] = [.state, .commerce, .defense, .energy, .justice, .treasury]
}
