/// The names of owners. Each case that names an owner gives it an identifier of its own: the same name, whatever its
/// spelling, is the same owner.
public struct OwnerNames: Hashable, Sendable {
  public let names: [OwnerID: String]
  /// By folded name.
  private let alike: [String: Set<OwnerID>]

  public init(_ names: [OwnerID: String] = [:]) {
    self.names = names
    alike = names.reduce(into: [:]) { alike, one in
      if let key = Exhibit.originKey(one.value) { alike[key, default: []].insert(one.key) }
    }
  }

  public init(_ owners: [Owner]) {
    self.init(Dictionary(owners.map { ($0.id, $0.name) }) { first, _ in first })
  }

  /// `nil` when no case names it, as when it was taken out again.
  public subscript(_ id: OwnerID) -> String? { names[id] }

  /// Every identifier of one owner; of one without a name, its own alone.
  public func identifiers(of id: OwnerID) -> Set<OwnerID> {
    Exhibit.originKey(names[id]).flatMap { alike[$0] } ?? [id]
  }

  /// With those that only `others` has.
  public func adding(_ others: OwnerNames) -> OwnerNames {
    OwnerNames(names.merging(others.names) { own, _ in own })
  }

  /// The owners in words, each once, sorted.
  ///
  /// - Parameter unnamed: what to say for one without a name.
  public func words(_ owners: Set<OwnerID>, unnamed: (OwnerID) -> String) -> [String] {
    var seen: Set<OwnerID> = []
    return owners.sorted().filter { seen.isDisjoint(with: identifiers(of: $0)) && seen.insert($0).inserted }
      .map { names[$0] ?? unnamed($0) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
