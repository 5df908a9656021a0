/// A marking for controlled unclassified information, printed `CUI//SP-LEI/PROPIN//FEDCON`.
///
/// Whoever reads must satisfy every part, so joining two markings is the union of their parts.
/// Source: 32 CFR 2002.20.
public struct CUIMark: Hashable, Sendable {
  /// A category such as `PROPIN`; *specified* ones carry `SP-` and stand first.
  public struct Category: Hashable, Sendable, Comparable {
    public let name: String
    public let isSpecified: Bool

    /// Upper-case letters and digits, 2 to 12 of them, with or without `SP-`; `nil` for anything else.
    public init?(_ text: String) {
      let specified = text.hasPrefix("SP-")
      let name = specified ? String(text.dropFirst(3)) : text
      guard (2...12).contains(name.utf8.count),
        name.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) })
      else { return nil }
      self.name = name
      self.isSpecified = specified
    }

    public static func < (left: Category, right: Category) -> Bool {
      (left.isSpecified ? 0 : 1, left.name) < (right.isSpecified ? 0 : 1, right.name)
    }
  }

  /// A limited dissemination control. `REL TO` and `DISPLAY ONLY` are absent: joining their country
  /// lists is an intersection, which this version does not hold.
  public enum Dissemination: String, CaseIterable, Sendable, Comparable {
    case deliberative = "DL ONLY"
    case federalOnly = "FED ONLY"
    case federalAndContractors = "FEDCON"
    case noContractors = "NOCON"
    case noForeign = "NOFORN"

    public static func < (left: Dissemination, right: Dissemination) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  public var categories: Set<Category>
  public var dissemination: Set<Dissemination>

  public init(categories: Set<Category> = [], dissemination: Set<Dissemination> = []) {
    self.categories = categories
    self.dissemination = dissemination
  }

  /// Plain `CUI`.
  public static let basic = CUIMark()

  public func joined(with other: CUIMark) -> CUIMark {
    CUIMark(
      categories: categories.union(other.categories),
      dissemination: dissemination.union(other.dissemination))
  }
}

extension CUIMark.Category: CustomStringConvertible {
  public var description: String { (isSpecified ? "SP-" : "") + name }
}

extension CUIMark: CustomStringConvertible {
  public var description: String {
    var parts = ["CUI"]
    if !categories.isEmpty { parts.append(categories.sorted().map(\.description).joined(separator: "/")) }
    if !dissemination.isEmpty {
      parts.append(dissemination.sorted().map(\.rawValue).joined(separator: "/"))
    }
    return parts.joined(separator: "//")
  }
}
