/// Where the columns of a header stand. Built once for a header: to compare each name anew with all of them takes the
/// square of their number.
public struct ColumnPlaces: Hashable, Sendable {
  private let places: [[UInt8]: Int]

  /// Of several columns of one name the first counts.
  public init(_ header: [String]) {
    let keys = header.enumerated().map { (ColumnMapping.Column.key($0.element), $0.offset) }
    places = Dictionary(keys) { first, _ in first }
  }

  /// The index of the column that a name is of (`ColumnMapping.Column.names`); `nil` when there is none.
  public subscript(_ name: String) -> Int? { places[ColumnMapping.Column.key(name)] }
}
