import CaseDomain

extension EvidenceBundle {
  /// Has tables of one name and different content known by where they stand, too: next week's table of that name is a
  /// version of this one, another table of the same bundle is not. Copies of a table are known by the name of the first
  /// of them (docs/decisions/0038). Adds problems that say so.
  ///
  /// - Parameter content: the hash of a table; `nil` for one that is not taken in. Asked only where a name or a length
  ///   comes again.
  public mutating func tellTablesApart(_ content: (File) throws -> Digest256?) rethrows {
    let tables = files.indices.filter { files[$0].format == .csv }
    let named = Dictionary(grouping: tables) { knownName(of: $0) }
    let long = Dictionary(grouping: tables) { files[$0].lengthBytes }
    var contents: [Int: Digest256] = [:]
    for place in tables
    where named[knownName(of: place), default: []].count > 1
      || long[files[place].lengthBytes, default: []].count > 1
    {
      contents[place] = try content(files[place])
    }
    joinCopies(tables, contents)
    // Looked for once: a container may hold many tables.
    let outer = files.filter { $0.container == nil }
    let alone = outer.count == 1 ? outer[0] : nil
    let known = Dictionary(grouping: tables) { knownName(of: $0) }
    for (_, places) in known.sorted(by: { $0.value[0] < $1.value[0] }) where places.count > 1 {
      // Copies of one table are one, under the first of their paths.
      var folders: [Digest256: String] = [:]
      let taken = places.compactMap { place in
        contents[place].map { (place: place, content: $0) }
      }
      var numbers: [[UInt8]: Int] = [:]
      var firsts: [Int] = []
      for one in taken where folders[one.content] == nil {
        let folder = Self.folder(of: files[one.place], in: alone)
        // Keys are in NFC: of two tables whose paths differ in their Unicode form alone the second gets a number.
        let number = numbers[Array(folder.inNFC.utf8), default: 0] + 1
        numbers[Array(folder.inNFC.utf8)] = number
        folders[one.content] = number == 1 ? folder : "\(folder)#\(number)"
        firsts.append(one.place)
      }
      guard folders.count > 1 else { continue }
      for one in taken { files[one.place].tableFolder = folders[one.content, default: ""] }
      let names = firsts.prefix(3).map { files[$0].tableName }.joined(separator: ", ")
      problems.append(
        ImportProblem(
          path: files[places[0]].path, object: files[places[0]].name,
          reason:
            "\(folders.count) different tables have this name; their rows are known by where they stand, too: "
            + names + (firsts.count > 3 ? ", …" : ""),
          remedy:
            "nothing to do; of a later import, tables that stand in the same place are their next versions",
          severity: .warning))
    }
  }

  /// What the table at a place among the files is called, in the form of keys.
  private func knownName(of place: Int) -> [UInt8] {
    Array((files[place].copiedName ?? files[place].name).inNFC.utf8)
  }

  /// Gives copies the name of the first of them, where theirs is another.
  ///
  /// - Parameters:
  ///   - tables: their places among the files, in order.
  ///   - contents: by place, as far as two may be alike.
  private mutating func joinCopies(_ tables: [Int], _ contents: [Int: Digest256]) {
    var first: [Digest256: Int] = [:]
    var copies: [Int: [Int]] = [:]
    for place in tables {
      guard let content = contents[place] else { continue }
      guard let original = first[content] else {
        first[content] = place
        continue
      }
      let name = files[original].name
      guard !name.inNFC.utf8.elementsEqual(files[place].name.inNFC.utf8) else { continue }
      files[place].copiedName = name
      copies[original, default: []].append(place)
    }
    for (original, places) in copies.sorted(by: { $0.key < $1.key }) {
      let names = places.prefix(3).map { files[$0].path }.joined(separator: ", ")
      problems.append(
        ImportProblem(
          path: files[original].path, object: files[original].name,
          reason: "the same table stands here under other names, too: \(names)"
            + (places.count > 3 ? ", …" : "") + "; its rows are known by this one",
          remedy: "nothing to do, unless it was meant to be another table", severity: .warning))
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
