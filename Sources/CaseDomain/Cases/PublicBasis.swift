/// What may be said in public about why, and the exhibits it rests on.
public struct PublicBasis: Hashable, Sendable {
  public var statement: String
  public var exhibits: [ExhibitID]

  public init(_ statement: String, exhibits: [ExhibitID]) {
    self.statement = statement
    self.exhibits = exhibits
  }
}
