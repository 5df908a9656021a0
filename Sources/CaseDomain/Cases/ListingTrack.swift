/// The part of a case that leads to the attackers list, with a life of its own beside the spine.
public struct ListingTrack: Hashable, Sendable {
  public var stage: ListingStage
  public var entry: [ListingField: ListingValue]
  public var consents: [OwnerConsent]
  /// The day of publication, and the day the term ends.
  public var publishedOn: Day?
  public var expiresOn: Day?

  public init(
    stage: ListingStage = .candidate, entry: [ListingField: ListingValue] = [:],
    consents: [OwnerConsent] = [], publishedOn: Day? = nil, expiresOn: Day? = nil
  ) {
    self.stage = stage
    self.entry = entry
    self.consents = consents
    self.publishedOn = publishedOn
    self.expiresOn = expiresOn
  }

  /// What would be published: the fields that say something, in the order of `ListingField`.
  public var shownFields: [(field: ListingField, value: ListingValue)] {
    ListingField.allCases.compactMap { field in
      entry[field].flatMap { $0.text.saysNothing ? nil : (field, $0) }
    }
  }
}
