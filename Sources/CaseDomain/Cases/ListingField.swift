/// What an entry of the attackers list shows.
public enum ListingField: String, CaseIterable, Sendable {
  case primaryName, aliases, kind, country, basis, conductWindow, statementOfReasons, petitionRoute
  case relatedEntries

  /// An entry without it is not published (agency policy; the text prescribes no form).
  public var isRequired: Bool {
    switch self {
    case .primaryName, .kind, .country, .basis, .conductWindow, .statementOfReasons, .petitionRoute: true
    case .aliases, .relatedEntries: false
    }
  }

  /// Says something about the subject, so it must rest on an exhibit.
  public var isStatement: Bool { self != .petitionRoute && self != .kind }
}

/// The text of a field and the exhibits it rests on.
public struct ListingValue: Hashable, Sendable {
  public var text: String
  public var exhibits: [ExhibitID]

  public init(_ text: String, exhibits: [ExhibitID] = []) {
    self.text = text
    self.exhibits = exhibits
  }
}
