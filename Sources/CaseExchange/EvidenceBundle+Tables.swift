import CaseDomain

extension EvidenceBundle {
  /// Has tables of one name and different content known by where they stand, too: next week's table of that name is a
  /// version of this one, another table of the same bundle is not (docs/decisions/0038). Adds a problem that says so.
  ///
  /// - Parameter content: the hash of a table; `nil` for one that is not taken in. Asked only where a name comes again.
  public mutating func tellTablesApart(_ content: (File) throws -> Digest256?) rethrows {
    let tables = Dictionary(grouping: files.indices.filter { files[$0].format == .csv }) {
      Array(files[$0].name.inNFC.utf8)
    }
    // Looked for once: a container may hold many tables.
    let outer = files.filter { $0.container == nil }
    let alone = outer.count == 1 ? outer[0] : nil
    for (_, places) in tables.sorted(by: { $0.value[0] < $1.value[0] }) where places.count > 1 {
      // Copies of one table are one, under the first of their paths.
      var folders: [Digest256: String] = [:]
      let taken = try places.compactMap { place in
        try content(files[place]).map { (place: place, content: $0) }
      }
      var tables: [[UInt8]: Int] = [:]
      for one in taken where folders[one.content] == nil {
        let folder = Self.folder(of: files[one.place], in: alone)
        // Keys are in NFC: of two tables whose paths differ in their Unicode form alone the second gets a number.
        let number = tables[Array(folder.inNFC.utf8), default: 0] + 1
        tables[Array(folder.inNFC.utf8)] = number
        folders[one.content] = number == 1 ? folder : "\(folder)#\(number)"
      }
      guard folders.count > 1 else { continue }
      for one in taken { files[one.place].tableFolder = folders[one.content, default: ""] }
      let names = taken.prefix(3).map { files[$0.place].tableName }.joined(separator: ", ")
      problems.append(
        ImportProblem(
          path: folder + "/" + files[places[0]].path, object: files[places[0]].name,
          reason:
            "\(folders.count) different tables have this name; their rows are known by where they stand, too: "
            + names + (taken.count > 3 ? ", …" : ""),
          remedy:
            "nothing to do; of a later import, tables that stand in the same place are their next versions",
          severity: .warning))
    }
  }

  /// The folders and containers around a file. A container that was handed over alone is the bundle, and is none of
  /// them: next week's is called otherwise.
  ///
  /// - Parameter alone: that container.
  private static func folder(of file: File, in alone: File?) -> String {
    var parts = file.path.pathParts
    if file.container != nil, let alone {
      parts.removeFirst(min(alone.path.pathParts.count, parts.count - 1))
    }
    return parts.dropLast().joined(separator: "/")
  }
}
