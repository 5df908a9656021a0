/// How a source and its statement are graded: two independent judgements, written `C3`.
///
/// F and 6 mean "cannot be judged": neither good nor bad, and never enough for a gate.
public struct AdmiraltyGrade: Hashable, Sendable {
  /// The source: A reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged.
  public enum Reliability: String, CaseIterable, Sendable {
    case a = "A", b = "B", c = "C", d = "D", e = "E", f = "F"
  }

  /// The statement: 1 confirmed, 2 probably true, 3 possibly, 4 doubtful, 5 improbable, 6 cannot be judged.
  public enum Credibility: Int, CaseIterable, Sendable { case one = 1, two, three, four, five, six }

  public let reliability: Reliability
  public let credibility: Credibility

  public init(_ reliability: Reliability, _ credibility: Credibility) {
    self.reliability = reliability
    self.credibility = credibility
  }

  /// Reads one letter and one digit, in either case; `nil` for anything else.
  public init?(_ text: String) {
    let characters = Array(text.uppercased())
    guard characters.count == 2, let reliability = Reliability(rawValue: String(characters[0])),
      let credibility = Int(String(characters[1])).flatMap(Credibility.init(rawValue:))
    else { return nil }
    self.init(reliability, credibility)
  }

  /// False when either half could not be judged.
  public var isJudged: Bool { reliability != .f && credibility != .six }

  /// Both halves are judged, and both are at least as good as those of `floor`.
  public func meets(_ floor: AdmiraltyGrade) -> Bool {
    isJudged && reliability.rawValue <= floor.reliability.rawValue
      && credibility.rawValue <= floor.credibility.rawValue
  }
}

extension AdmiraltyGrade: CustomStringConvertible {
  public var description: String { "\(reliability.rawValue)\(credibility.rawValue)" }
}
