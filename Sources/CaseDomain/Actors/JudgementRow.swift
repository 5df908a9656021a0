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
  /// Who took the words of `by` over when offices differed; `nil` when nobody had to.
  public let settled: Settled?

  public struct Settled: Hashable, Sendable {
    public let by: String
    public let office: String
    public let atMilliseconds: UInt64

    public init(by: String, office: String, atMilliseconds: UInt64) {
      self.by = by
      self.office = office
      self.atMilliseconds = atMilliseconds
    }
  }

  public init(
    id: String, first: NameBearer, second: NameBearer, verdict: PairJudgement.Verdict?, by: String,
    office: String, saidAtMilliseconds: UInt64, reason: String?, settled: Settled? = nil
  ) {
    self.id = id
    self.first = first
    self.second = second
    self.verdict = verdict
    self.by = by
    self.office = office
    self.saidAtMilliseconds = saidAtMilliseconds
    self.reason = reason
    self.settled = settled
  }

  /// The other of the two.
  public func other(than bearer: NameBearer) -> NameBearer {
    first.cbor.encoded == bearer.cbor.encoded ? second : first
  }

  public var word: String { verdict?.rawValue ?? "contested" }
}
