/// What an office says of one of its people: roles, agency, and the key they sign with.
public struct Registration: Hashable, Sendable {
  public var name: String
  public var roles: Set<Role>
  /// Whose vote or reply they give, such as `Commerce`; `nil` for nobody's.
  public var agency: Agency?
  /// P-384 public key, compressed X9.63; `nil` for a person who does not sign.
  public var publicKey: [UInt8]?
  /// Whether they still act. Nothing is taken out of the register.
  public var isActive: Bool

  public init(
    name: String, roles: Set<Role>, agency: Agency? = nil, publicKey: [UInt8]? = nil, isActive: Bool = true
  ) {
    self.name = name
    self.roles = roles
    self.agency = agency
    self.publicKey = publicKey
    self.isActive = isActive
  }
}

/// Who may do what: the registers of all offices in view.
public struct People: Hashable, Sendable {
  private var registrations: [Person: Registration]

  public init(_ registrations: [Person: Registration] = [:]) { self.registrations = registrations }

  public subscript(_ person: Person) -> Registration? {
    get { registrations[person] }
    set { registrations[person] = newValue }
  }

  /// What a person may be; none for one who no longer acts.
  public func roles(of person: Person) -> Set<Role> {
    guard let registration = registrations[person] else { return Role.unregistered }
    return registration.isActive ? registration.roles : []
  }

  /// For whom a person speaks.
  public func agency(of person: Person) -> Agency? {
    registrations[person].flatMap { $0.isActive ? $0.agency : nil }
  }

  /// Everybody registered, in order.
  public var all: [(person: Person, registration: Registration)] {
    registrations.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
