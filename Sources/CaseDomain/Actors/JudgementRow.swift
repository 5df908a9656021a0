/// A judgement that stands, with whose it is.
public struct JudgementRow: Hashable, Sendable {
  /// Names the judgement to `actor undo`: the first twelve digits of its record.
  public let id: String
  public let first: NameBearer
  public let second: NameBearer
  /// `nil` while offices differ: then none counts.
  public let verdict: PairJudgement.Verdict?
  public let by: String
  public let office: String
  public let saidAtMilliseconds: UInt64
  public let reason: String?

  public init(
    id: String, first: NameBearer, second: NameBearer, verdict: PairJudgement.Verdict?, by: String,
    office: String, saidAtMilliseconds: UInt64, reason: String?
  ) {
    self.id = id
    self.first = first
    self.second = second
    self.verdict = verdict
    self.by = by
    self.office = office
    self.saidAtMilliseconds = saidAtMilliseconds
    self.reason = reason
  }

  /// The other of the two.
  public func other(than bearer: NameBearer) -> NameBearer {
    first.cbor.encoded == bearer.cbor.encoded ? second : first
  }

  public var word: String { verdict?.rawValue ?? "contested" }
}
