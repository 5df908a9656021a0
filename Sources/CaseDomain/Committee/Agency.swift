/// An agency of the procedure, by the name people use: `Commerce`.
public struct Agency: Hashable, Sendable, Comparable, RawRepresentable, CustomStringConvertible {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ name: String) { rawValue = name }

  public static let state = Agency("State")
  public static let commerce = Agency("Commerce")
  public static let defense = Agency("Defense")
  public static let energy = Agency("Energy")
  public static let justice = Agency("Justice")
  public static let treasury = Agency("Treasury")

  public static func < (left: Agency, right: Agency) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
  public static func == (left: Agency, right: Agency) -> Bool {
    left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
  }
  public func hash(into hasher: inout Hasher) { for byte in rawValue.utf8 { hasher.combine(byte) } }
  public var description: String { rawValue }
}
