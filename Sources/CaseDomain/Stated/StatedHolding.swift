/// Who holds how much of whom, as a source states it: ends by their ids in that source.
///
/// A claim. Statements of one pair may contradict each other and stand side by side. `Holding` is what the
/// closure reckons with.
public struct StatedHolding: Hashable, Sendable {
  /// External ids in the same source.
  public var owner: String
  public var owned: String
  /// Parts per million, 0...1,000,000; both `nil` when the source gives no number. Equal ends: an exact share.
  public var leastPPM: Int?
  public var mostPPM: Int?
  /// The source gives a share that we cannot read; both ends are `nil` then.
  public var isShareUnreadable: Bool
  /// As far as the source says; `from` inclusive, `to` exclusive.
  public var from: StatedDay?
  public var to: StatedDay?
  /// `nil` when the source does not say.
  public var isDirect: Bool?
  /// Such as `shareholding`, `votingRights`: the word of the source.
  public var interest: String

  public init(
    owner: String, owned: String, leastPPM: Int? = nil, mostPPM: Int? = nil,
    isShareUnreadable: Bool = false, from: StatedDay? = nil, to: StatedDay? = nil, isDirect: Bool? = nil,
    interest: String = ""
  ) {
    self.owner = owner
    self.owned = owned
    self.leastPPM = leastPPM
    self.mostPPM = mostPPM
    self.isShareUnreadable = isShareUnreadable
    self.from = from
    self.to = to
    self.isDirect = isDirect
    self.interest = interest
  }

  public var cbor: CBOR {
    .record([
      1: .text(owner), 2: .text(owned), 3: leastPPM.map { .int($0) }, 4: mostPPM.map { .int($0) },
      5: from?.cbor, 6: to?.cbor, 7: isDirect.map { .bool($0) }, 8: interest.isEmpty ? nil : .text(interest),
      9: isShareUnreadable ? .bool(true) : nil,
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let owner = cbor[1]?.textValue, let owned = cbor[2]?.textValue else { return nil }
    self.init(
      owner: owner, owned: owned, leastPPM: cbor[3]?.intValue, mostPPM: cbor[4]?.intValue,
      isShareUnreadable: cbor[9]?.boolValue ?? false, from: StatedDay(cbor[5]), to: StatedDay(cbor[6]),
      isDirect: cbor[7]?.boolValue, interest: cbor[8]?.textValue ?? "")
  }
}
