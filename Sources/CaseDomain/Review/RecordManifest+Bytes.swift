import Foundation

extension RecordManifest {
  /// The manifest as it is stored, hashed and exported: JSON with sorted keys, two-space indents, UTF-8, LF.
  public var bytes: [UInt8] { RecordText.json(self) }

  /// Reads a manifest.
  ///
  /// - Throws: `RecordFault` when the bytes are not one of this version.
  public init(bytes: [UInt8]) throws(RecordFault) {
    let read = try RecordText.read(RecordManifest.self, bytes, of: "manifest.json")
    guard read.format == RecordManifest.format else {
      throw RecordFault("manifest.json", "its format is \(read.format), not \(RecordManifest.format)")
    }
    self = read
  }

  /// The form that a manifest says it is in, such as `casetui-record/1`; `nil` for what names no form of a record.
  public static func statedFormat(in bytes: [UInt8]) -> String? {
    struct Head: Decodable { let format: String }
    // What cannot be read names none; what is wrong with it is said where all of it is read.
    guard let head = try? JSONDecoder().decode(Head.self, from: Data(bytes)),
      head.format.utf8.starts(with: "casetui-record/".utf8)
    else { return nil }
    let number = head.format.utf8.dropFirst("casetui-record/".utf8.count)
    return (1...4).contains(number.count) && number.allSatisfy { (0x30...0x39).contains($0) }
      ? head.format : nil
  }
}

/// What is wrong with a part of an exported record: which file, and why.
public struct RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let reason: String

  public init(_ file: String, _ reason: String) {
    self.file = file
    self.reason = reason
  }

  public var description: String { "\(file): \(reason)" }
}

/// How texts of a record are written.
public enum RecordText {
  /// JSON whose bytes follow from the value alone. Invisible characters are escaped, so that nothing hides.
  public static func json(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("a manifest is made of texts, whole numbers and lists")
    }
    var text = ""
    for scalar in String(decoding: data, as: UTF8.self).unicodeScalars {
      if scalar != "\n", scalar.cannotBeSeen {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return Array(text.utf8) + [0x0A]
  }

  public static func read<Value: Decodable>(
    _ type: Value.Type, _ bytes: [UInt8], of file: String
  ) throws(RecordFault) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw RecordFault(file, "it is not what this version writes there")
    }
  }

  /// What cannot be seen, as people read it: a control or the end of a line as a blank, all else, which may
  /// stand in the middle of a name, as its stand-in.
  private static func seen(_ scalar: Unicode.Scalar) -> String {
    guard scalar.cannotBeSeen else { return String(scalar) }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return " "
    default: return scalar == "\u{2800}" ? " " : scalar.standIn
    }
  }

  /// One line of plain text for people: no control or invisible characters, and nothing that Markdown reads
  /// as a mark.
  public static func line(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      if "\\`*_{}[]<>|#".unicodeScalars.contains(scalar) { line += "\\" }
      line += seen(scalar)
    }
    return line.split(separator: " ").joined(separator: " ")
  }

  /// A field of a CSV file, quoted where it must be; a spreadsheet runs nothing in it.
  public static func field(_ text: String) -> String {
    let plain = text.unicodeScalars.map(seen).joined()
    let safe = (CSVField.startsFormula(plain) ? "'" : "") + CSVField.disarmingInner(plain)
    let parts = safe.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
    return parts ? CSVField.quoted(safe) : safe
  }
}
