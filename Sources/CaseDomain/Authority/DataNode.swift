/// A value of a data file with its place in it, so that a fault can say where.
struct DataNode {
  let file: String
  let path: String
  let value: DataTree

  /// The root of a file.
  static func parse(_ bytes: [UInt8], file: String) throws(DataFileFault) -> DataNode {
    do {
      return DataNode(file: file, path: "", value: try DataTree(bytes))
    } catch {
      throw DataFileFault(
        file: file, path: "line \(error.line)", reason: error.reason,
        remedy: "correct the line; the form is JSON in UTF-8 with whole numbers (docs/authority.md §2)")
    }
  }

  func fault(_ reason: String, _ remedy: String) -> DataFileFault {
    DataFileFault(file: file, path: path, reason: reason, remedy: remedy)
  }

  // MARK: Structure

  /// The members of an object that has no other keys than these.
  func object(_ known: [String]) throws(DataFileFault) -> DataObject {
    guard case .object(let members) = value else {
      throw fault("this is not an object", "write {…} with the keys \(known.joined(separator: ", "))")
    }
    for member in members where !known.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) {
      throw at(key: member.key, member.value).fault(
        "there is no such key", "remove it; known here are \(known.joined(separator: ", "))")
    }
    return DataObject(node: self, members: members)
  }

  func list() throws(DataFileFault) -> [DataNode] {
    guard case .list(let items) = value else { throw fault("this is not a list", "write […]") }
    return items.enumerated().map { index, item in
      DataNode(file: file, path: "\(path)[\(index)]", value: item)
    }
  }

  fileprivate func at(key: String, _ value: DataTree) -> DataNode {
    DataNode(file: file, path: path.isEmpty ? key : "\(path).\(key)", value: value)
  }

  // MARK: Scalars

  /// Text without control characters, not longer than 500 bytes.
  func text(mayBeEmpty: Bool = false) throws(DataFileFault) -> String {
    guard case .text(let text) = value else { throw fault("this is not text", "write it between quotes") }
    if !mayBeEmpty, text.saysNothing { throw fault("this text is empty", "fill it in") }
    if text.utf8.count > 500 { throw fault("this text is longer than 500 bytes", "shorten it") }
    let isPlain = text.unicodeScalars.allSatisfy {
      ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
    guard isPlain else {
      throw fault("this text has control or format characters", "write it as one plain line")
    }
    return text
  }

  func number(in range: ClosedRange<Int>) throws(DataFileFault) -> Int {
    guard case .number(let number) = value else { throw fault("this is not a number", "write digits") }
    guard range.contains(number) else {
      throw fault(
        "\(number) is out of range", "give a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func day() throws(DataFileFault) -> Day {
    guard case .text(let text) = value, let day = Day(text), day.iso.utf8.elementsEqual(text.utf8) else {
      throw fault("this is not a day", "write it as YYYY-MM-DD")
    }
    return day
  }

  /// A word of a fixed list, compared as bytes.
  func choice<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type
  ) throws(DataFileFault) -> Word where Word.RawValue == String {
    if case .text(let text) = value,
      let word = Word.allCases.first(where: { $0.rawValue.utf8.elementsEqual(text.utf8) })
    {
      return word
    }
    throw fault(
      "this is not one of the words that may stand here",
      "use one of: \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
  }
}

/// The members of one object.
struct DataObject {
  let node: DataNode
  fileprivate let members: [DataTree.Member]

  fileprivate init(node: DataNode, members: [DataTree.Member]) {
    self.node = node
    self.members = members
  }

  /// `nil` when the key is absent or null.
  subscript(_ key: String) -> DataNode? {
    guard let member = members.first(where: { $0.key.utf8.elementsEqual(key.utf8) }), member.value != .null
    else { return nil }
    return node.at(key: key, member.value)
  }

  func required(_ key: String) throws(DataFileFault) -> DataNode {
    guard let found = self[key] else { throw node.fault("the key \(key) is missing", "add it") }
    return found
  }
}
