/// Which columns of a table mean something to us; all the others are kept and searched.
struct CSVColumns {
  /// `file name#`, which begins every key.
  private let keyPrefix: String
  private let id: Int?
  private let isCluster: Bool
  private let name: Int?
  private let created: Int?
  private let modified: Int?
  private let country: Int?
  private let aliases: Int?

  init(header: [String], path: String) {
    func column(_ names: String...) -> Int? {
      names.lazy.compactMap { header.firstIndex(of: $0) }.first
    }
    keyPrefix = (path.split(separator: "/").last.map(String.init) ?? path) + "#"
    isCluster = header.contains("cluster_id")
    id = column("id", "cluster_id")
    name = column("name", "label", "title")
    created = column("created")
    modified = column("modified", "updated")
    country = column("country")
    aliases = column("aliases")
  }

  /// The key of a row is its own id, which survives sorting and new rows, else its number.
  func object(_ row: CSVRow) -> SourceObject {
    func field(_ index: Int?) -> String? {
      guard let index, !row.fields[index].isEmpty else { return nil }
      return row.fields[index]
    }
    var object = SourceObject(source: "csv")
    object.externalID = keyPrefix + (field(id) ?? String(row.number))
    object.type = isCluster ? "account-cluster" : "csv-row"
    object.name = field(name) ?? field(id)
    object.created = field(created)
    object.modified = field(modified)
    object.country = field(country)
    object.aliases = field(aliases)?.split(separator: ";").map { String($0) } ?? []
    var search = BoundedText(limitBytes: 8 * 1024)
    for text in row.fields { search.addLine(text) }
    object.searchText = search.text
    return object
  }
}
