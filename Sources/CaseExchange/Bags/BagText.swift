import Foundation

/// The text of a tag file, and its lines: ended by LF, CR or both.
enum BagText {
  /// `nil` when the bytes are not of the encoding, or the encoding is not known here.
  static func decode(_ bytes: [UInt8], _ encoding: String) -> String? {
    switch encoding.lowercased() {
    case "utf-8", "us-ascii", "ascii":
      return bytes.withUnsafeBufferPointer { UTF8Check.firstFault($0) == nil }
        ? String(decoding: bytes, as: UTF8.self) : nil
    case "iso-8859-1", "latin1", "latin-1":
      return String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) }))
    case "utf-16", "utf-16le", "utf-16be":
      let kind: String.Encoding =
        encoding.lowercased() == "utf-16"
        ? .utf16 : encoding.lowercased() == "utf-16le" ? .utf16LittleEndian : .utf16BigEndian
      return String(data: Data(bytes), encoding: kind)
    default: return nil
    }
  }

  /// Without their ends; empty lines are left out.
  static func lines(_ text: String) -> [String] {
    text.utf8.split { $0 == 0x0A || $0 == 0x0D }.map { String(decoding: $0, as: UTF8.self) }
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    var part = Array(text.utf8)[...]
    part = part.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = part.last, last == 0x20 || last == 0x09 { part.removeLast() }
    return String(decoding: part, as: UTF8.self)
  }
}

/// A file that a manifest or `fetch.txt` names, as it is written there.
///
/// Source: RFC 8493 §2.1.3, §5.1.3, §6.1.3.
public struct BagPath: Codable, Equatable, Sendable {
  /// To look up; `%0A` and `%0D` are read, and `%25` where it stands for a percent sign.
  let path: String
  /// The same with percent signs as they stand.
  let literal: String
  /// It began with `./`.
  let hadDots: Bool
  /// It would lead out of the bag, on some system.
  let isUnsafe: Bool

  /// - Parameter escapesPercent: a percent sign is written `%25`, as from version 1.0 on; before, it stands for itself.
  init(_ text: String, escapesPercent: Bool) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let kept = parts.filter { $0 != "." }
    hadDots = kept.count < parts.count
    literal = kept.joined(separator: "/")
    path = Self.unescaped(literal, escapesPercent)
    let bytes = Array(text.utf8)
    let isDrive = bytes.count >= 2 && bytes[1] == UInt8(ascii: ":")
    // `%HomeDrive%` and `~` are opened up by shells, backslashes are the separators of Windows.
    isUnsafe =
      bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "~")
      || bytes.first == UInt8(ascii: "\\")
      || isDrive || Self.isVariable(bytes) || kept.contains("..") || kept.contains("")
      || text.utf8.split(separator: UInt8(ascii: "\\")).contains { $0.elementsEqual("..".utf8) }
      || path.utf8.contains(0)
  }

  private static func isVariable(_ bytes: [UInt8]) -> Bool {
    guard bytes.first == UInt8(ascii: "%") else { return false }
    return bytes.dropFirst().prefix { $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "/") }.contains(
      UInt8(ascii: "%"))
      && bytes.contains(UInt8(ascii: "\\"))
  }

  private static func unescaped(_ text: String, _ escapesPercent: Bool) -> String {
    let escapes: [String: UInt8] =
      escapesPercent ? ["%0A": 0x0A, "%0D": 0x0D, "%25": 0x25] : ["%0A": 0x0A, "%0D": 0x0D]
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      let code = String(decoding: rest.prefix(3), as: UTF8.self).uppercased()
      if let byte = escapes[code] {
        result.append(byte)
        rest = rest.dropFirst(3)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
