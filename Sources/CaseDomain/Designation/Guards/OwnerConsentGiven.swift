/// What an owner gave in confidence is published only with that owner's express permission, item by item.
///
/// Source: H.R. 8283 (IH) §4(g)(2).
struct OwnerConsentGiven: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let caseFile = move.caseFile
    return (caseFile.listing?.shownFields ?? []).flatMap { field, value in
      let unknown = value.exhibits.filter { caseFile.exhibit($0) == nil }.map(caseFile.absence).map {
        absent in
        Obstacle(
          .entryExhibitMissing, .bill("4(g)(2)"), "the field \(field.rawValue) rests on \(absent.words)",
          remedy: absent.remedy)
      }
      return unknown
        + caseFile.unpermitted(value, in: field, on: move.on).map { use in
          Obstacle(
            .consentMissing, .bill("4(g)(2)"),
            "the field \(field.rawValue) rests on \(use.exhibit.reference), given in confidence by \(use.owner), "
              + "without its permission for that exhibit and field",
            remedy: "record the owner's signed permission, or take the field or exhibit out of the entry")
        }
    }
  }
}

extension CaseFile {
  /// The confidential exhibits a value rests on, each with every owner whose permission does not stand on that day.
  func unpermitted(
    _ value: ListingValue, in field: ListingField, on day: Day
  ) -> [(exhibit: Exhibit, owner: String)] {
    let names = ownerNames
    return value.exhibits.compactMap(exhibit).flatMap { exhibit -> [(exhibit: Exhibit, owner: String)] in
      let item = OwnerConsent.Item(exhibit.id, field)
      let missing = exhibit.ownersConfidential.filter { giver in
        let same = names.identifiers(of: giver)
        return listing?.consents.contains { $0.permits(item, by: same, on: day) } != true
      }
      return names.words(missing) { "owner \($0)" }.map { (exhibit: exhibit, owner: $0) }
    }
  }
}
