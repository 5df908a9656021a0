/// What `bagit.txt` says.
///
/// Source: RFC 8493 §2.1.1.
public struct BagDeclaration: Codable, Equatable, Sendable {
  let major: Int
  let minor: Int
  let encoding: String

  /// In the names of manifests and `fetch.txt`. Versions before 1.0 knew no way to write a percent sign but itself.
  ///
  /// Source: RFC 8493 §2.1.3.
  var escapesPercent: Bool { major >= 1 }

  /// Why it is none.
  struct Fault: Error { let reason: String }

  init(_ bytes: [UInt8]) throws(Fault) {
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]), !bytes.starts(with: [0xFE, 0xFF]),
      !bytes.starts(with: [0xFF, 0xFE])
    else { throw Fault(reason: "it begins with a byte order mark") }
    guard let text = BagText.decode(bytes, "utf-8") else { throw Fault(reason: "it is not UTF-8") }
    var fields: [(label: String, value: String)] = []
    for line in BagText.lines(text) {
      let parts = line.utf8.split(
        separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw Fault(reason: "a line is not a label and a value") }
      fields.append((String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self)))
    }
    func value(_ label: String) throws(Fault) -> String {
      let found = fields.filter { BagText.trimmed($0.label).lowercased() == label.lowercased() }
      guard found.count == 1 else {
        throw Fault(reason: found.isEmpty ? "it does not state \(label)" : "it states \(label) twice")
      }
      return found[0].value
    }
    let version = BagText.trimmed(try value("BagIt-Version"))
    encoding = BagText.trimmed(try value("Tag-File-Character-Encoding"))
    let numbers = version.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 2, let first = numbers[0], let second = numbers[1], first >= 0, second >= 0 else {
      throw Fault(reason: "its version is not two numbers")
    }
    (major, minor) = (first, second)
    // Version 1.0 gives the two lines letter by letter; before, readers forgave spaces.
    guard major >= 1 else { return }
    let isExact =
      fields.count == 2 && fields[0].label == "BagIt-Version"
      && fields[1].label == "Tag-File-Character-Encoding"
      && fields.allSatisfy { $0.value.hasPrefix(" ") && $0.value.dropFirst() == BagText.trimmed($0.value) }
    guard isExact else { throw Fault(reason: "its two lines are not written as version 1.0 demands") }
  }
}
