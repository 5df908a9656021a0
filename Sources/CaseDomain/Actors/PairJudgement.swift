/// What a person judged of two bearers of names: one and the same, two, or not yet to be said.
///
/// A register of the record derived from the pair: two offices that judge one pair apart meet there, and when
/// they differ it is a conflict. Nothing is merged or rewritten; a judgement that is withdrawn leaves
/// everything as it was before it. Source: `docs/names.md` §7.
public struct PairJudgement: Hashable, Sendable {
  public enum Verdict: String, Sendable, CaseIterable {
    case same, different, unsure
    /// Nobody judges the pair any more.
    case withdrawn
  }

  /// In the order of the bytes of their CBOR.
  public let first: NameBearer
  public let second: NameBearer
  public let verdict: Verdict

  /// `nil` when both are one.
  public init?(_ one: NameBearer, _ other: NameBearer, _ verdict: Verdict) {
    let (a, b) = (one.cbor.encoded, other.cbor.encoded)
    // Compared as bytes: two ids that only look alike are two.
    guard a != b else { return nil }
    (first, second) = a.lexicographicallyPrecedes(b) ? (one, other) : (other, one)
    self.verdict = verdict
  }

  public var cbor: CBOR { .record([1: first.cbor, 2: second.cbor, 3: .text(verdict.rawValue)]) }

  public init?(_ cbor: CBOR) {
    guard let one = NameBearer(cbor[1]), let other = NameBearer(cbor[2]),
      let verdict = cbor[3]?.textValue.flatMap(Verdict.init)
    else { return nil }
    self.init(one, other, verdict)
  }

  /// The record that holds every judgement of this pair.
  public var entity: EntityID {
    let pair = CBOR.array([first.cbor, second.cbor]).encoded
    return .derived("pair", from: EntityID(high: 0, low: 0), Hex.encode(pair))
  }
}
