/// What an attachment looks like, and is not read as: a person should know of it.
enum FileOddity: String, Codable, Sendable {
  /// JSON behind a byte order mark.
  case markedJSON
  case utf16JSON

  init?(_ head: FileHead) {
    guard let json = Self.json(head.bytes) else { return nil }
    self = json
  }

  var reason: String {
    switch self {
    case .markedJSON: Self.noJSON(.byteOrderMark)
    case .utf16JSON: Self.noJSON(.notUTF8Text)
    }
  }

  var remedy: String {
    switch self {
    case .markedJSON: JSONFault.Kind.byteOrderMark.remedy
    case .utf16JSON: JSONFault.Kind.notUTF8Text.remedy
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

  private static func beginsAsJSON(_ text: some Sequence<UInt8>) -> Bool {
    var signs: [UInt8] = []
    for byte in text where ![0x20, 0x09, 0x0A, 0x0D].contains(byte) {
      signs.append(byte)
      if signs.count == 2 { break }
    }
    return ["{\"", "{}", "[{"].contains { signs.elementsEqual($0.utf8) }
  }
}
