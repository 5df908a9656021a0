/// What an attachment looks like, and is not read as: a person should know of it.
enum FileOddity: String, Codable, Sendable {
  /// JSON behind a byte order mark.
  case markedJSON
  case utf16JSON
  /// What is called a table.
  case utf16Table
  /// A zip whose first member is that of a document, and whose name is not.
  case zippedDocument

  init?(_ head: FileHead) {
    if let json = Self.json(head.bytes) {
      self = json
    } else if Self.isUTF16Table(head) {
      self = .utf16Table
    } else if EvidenceFormats.isZippedDocument(head.bytes), !Self.isNamedDocument(head.name) {
      self = .zippedDocument
    } else {
      return nil
    }
  }

  var reason: String {
    switch self {
    case .markedJSON: Self.noJSON(.byteOrderMark)
    case .utf16JSON: Self.noJSON(.notUTF8Text)
    case .utf16Table: "it is not read as a table, and is kept as an attachment: the text is UTF-16"
    case .zippedDocument:
      "it is a document or a program in a zip, by its first member, and is kept as an attachment"
    }
  }

  var remedy: String {
    switch self {
    case .markedJSON: JSONFault.Kind.byteOrderMark.remedy
    case .utf16JSON: JSONFault.Kind.notUTF8Text.remedy
    case .utf16Table: "save the table as \"CSV UTF-8\", or ask the sender for it in UTF-8"
    case .zippedDocument: "to have what is in it listed and read, import the file alone with --format zip"
    }
  }

  /// - Parameter fault: with which every reader of JSON refuses it.
  private static func noJSON(_ fault: JSONFault.Kind) -> String {
    "it is not read as JSON, and is kept as an attachment: \(fault.reason)"
  }

  /// Told by the first two signs: those of an object, or of a list of objects. Other text begins with a bracket, too.
  private static func json(_ bytes: UnsafeRawBufferPointer) -> FileOddity? {
    let front = Array(bytes.prefix(4_096))
    if front.starts(with: [0xEF, 0xBB, 0xBF]) {
      return beginsAsJSON(front.dropFirst(3)) ? .markedJSON : nil
    }
    let isMarked = front.starts(with: [0xFF, 0xFE]) || front.starts(with: [0xFE, 0xFF])
    let isWide = front.count > 1 && (front[0] == 0) != (front[1] == 0)
    // Of such signs one byte of two is 0.
    guard isMarked || isWide else { return nil }
    return beginsAsJSON(front.dropFirst(isMarked ? 2 : 0).filter { $0 != 0 }) ? .utf16JSON : nil
  }

  /// By its name, and by the mark or, without one, by its first letters: of Latin ones one byte of two is 0.
  private static func isUTF16Table(_ head: FileHead) -> Bool {
    let name = head.name.lowercased()
    guard name.hasSuffix(".csv") || name.hasSuffix(".tsv") else { return false }
    let front = Array(head.bytes.prefix(64))
    if front.starts(with: [0xFF, 0xFE]) || front.starts(with: [0xFE, 0xFF]) { return true }
    let zeros = front.first == 0 ? 0 : 1
    return front.count > 1 && front.indices.allSatisfy { (front[$0] == 0) == ($0 % 2 == zeros) }
  }

  /// Office Open XML, OpenDocument, EPUB, Java and Android.
  private static let documents: Set<Substring> = [
    "docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm", "xlsb", "xlam", "pptx", "pptm", "potx",
    "potm", "ppsx", "ppsm", "ppam", "vsdx", "vsdm", "odt", "ods", "odp", "odg", "odf", "ott", "ots", "otp",
    "epub", "jar", "war", "ear", "apk",
  ]

  private static func isNamedDocument(_ name: String) -> Bool {
    name.lowercased().split(separator: ".").last.map { documents.contains($0) } ?? false
  }

  private static func beginsAsJSON(_ text: some Sequence<UInt8>) -> Bool {
    var signs: [UInt8] = []
    for byte in text where ![0x20, 0x09, 0x0A, 0x0D].contains(byte) {
      signs.append(byte)
      if signs.count == 2 { break }
    }
    return ["{\"", "{}", "[{"].contains { signs.elementsEqual($0.utf8) }
  }
}
