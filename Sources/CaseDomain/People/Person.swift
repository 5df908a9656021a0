/// Somebody who acts, as their office vouches for them: names are unique in an office only.
public struct Person: Hashable, Sendable, Comparable {
  public let name: String
  /// The office that recorded the act; `nil` where only one office is in view.
  public let office: OfficeID?

  public init(_ name: String, office: OfficeID? = nil) {
    self.name = name
    self.office = office
  }

  public static func < (left: Person, right: Person) -> Bool {
    Array(left.name.utf8) == Array(right.name.utf8)
      ? (left.office?.bytes ?? []).lexicographicallyPrecedes(right.office?.bytes ?? [])
      : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  /// By the bytes of the name: canonically equal names may belong to two people.
  public static func == (left: Person, right: Person) -> Bool {
    left.office == right.office && left.name.utf8.elementsEqual(right.name.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(office)
    for byte in name.utf8 { hasher.combine(byte) }
  }
}

extension Person: CustomStringConvertible {
  public var description: String { name }
}
