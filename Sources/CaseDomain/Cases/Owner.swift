public typealias OwnerID = ID<Owner>

/// Who holds the rights in a closed model.
///
/// Source: H.R. 8283 (IH) §3(13).
public struct Owner: Hashable, Sendable {
  public let id: OwnerID
  public var name: String
  /// `nil` until confirmed either way.
  public var isUSPerson: Bool?

  public init(id: OwnerID, name: String, isUSPerson: Bool? = nil) {
    self.id = id
    self.name = name
    self.isUSPerson = isUSPerson
  }
}
