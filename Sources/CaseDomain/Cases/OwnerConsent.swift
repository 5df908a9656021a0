/// An owner's express permission to publish what it gave in confidence: these exhibits in these fields,
/// nothing else.
///
/// Source: H.R. 8283 (IH) §4(g)(2).
public struct OwnerConsent: Hashable, Sendable {
  public struct Item: Hashable, Sendable {
    public let exhibit: ExhibitID
    public let field: ListingField

    public init(_ exhibit: ExhibitID, _ field: ListingField) {
      self.exhibit = exhibit
      self.field = field
    }
  }

  public var owner: OwnerID
  public var covers: Set<Item>
  public var signer: String
  public var givenOn: Day
  /// Counts from when it is recorded, whatever day it names: publication lasts longer than one day.
  public var revokedOn: Day?

  public init(owner: OwnerID, covers: Set<Item>, signer: String, givenOn: Day, revokedOn: Day? = nil) {
    self.owner = owner
    self.covers = covers
    self.signer = signer
    self.givenOn = givenOn
    self.revokedOn = revokedOn
  }

  /// - Parameter owner: every identifier of the owner who is asked (`OwnerNames.identifiers`).
  public func permits(_ item: Item, by owner: Set<OwnerID>, on day: Day) -> Bool {
    revokedOn == nil && givenOn <= day && owner.contains(self.owner) && covers.contains(item)
  }
}
