import CaseDomain

/// A manifest of a bag: what each file's hash must be.
///
/// Source: RFC 8493 §2.1.3, §2.2.1.
struct BagManifest {
  let file: String
  let name: BagManifestName
  let lines: [BagLine]
}

/// What the name of a manifest says: `manifest-sha256.txt`, `tagmanifest-md5.txt`.
public struct BagManifestName: Codable, Hashable, Sendable {
  public let algorithm: ForeignDigest.Algorithm
  public let isOfTags: Bool

  public init(algorithm: ForeignDigest.Algorithm, isOfTags: Bool) {
    self.algorithm = algorithm
    self.isOfTags = isOfTags
  }

  /// - Returns: `nil` for the name of another file.
  static func parse(_ name: String) -> (algorithm: String, isOfTags: Bool)? {
    let lower = name.lowercased()
    for (prefix, isOfTags) in [("tagmanifest-", true), ("manifest-", false)]
    where lower.hasPrefix(prefix) && lower.hasSuffix(".txt") && lower.utf8.count > prefix.utf8.count + 4 {
      return (String(lower.dropFirst(prefix.count).dropLast(4)), isOfTags)
    }
    return nil
  }
}

extension BagTagFile {
  mutating func readManifest(_ text: String, _ name: BagManifestName, escapesPercent: Bool) {
    var seen: [[UInt8]: String] = [:]
    for (number, line) in BagText.lines(text).enumerated() {
      guard read(line, number + 1, name, escapesPercent, &seen) else { return }
    }
  }

  /// - Returns: whether there is room for more.
  private mutating func read(
    _ line: String, _ number: Int, _ name: BagManifestName, _ escapesPercent: Bool,
    _ seen: inout [[UInt8]: String]
  ) -> Bool {
    let bytes = Array(line.utf8)
    let digits = bytes.prefix { $0 != 0x20 && $0 != 0x09 }
    var rest = bytes[digits.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
    // Tools that hash in binary mode put a star before the name.
    if rest.first == UInt8(ascii: "*") { rest = rest.dropFirst() }
    guard !rest.isEmpty, let hash = Hex.decode(String(decoding: digits, as: UTF8.self)),
      hash.count == name.algorithm.lengthBytes
    else {
      note("line \(number) is not a hash and a name")
      return true
    }
    guard let path = path(Array(rest), line: number, escapesPercent: escapesPercent) else { return true }
    let shown = MemberName.escaped(Array(rest))
    if !name.isOfTags, !path.path.utf8.starts(with: "data/".utf8) {
      note("a payload manifest names a file outside data/", object: shown)
      return true
    }
    if path.hadDots { note("the name has parts that say nothing (./)", .warning, object: shown) }
    let found = BagLine(path: path, hash: Hex.encode(hash))
    if let other = seen.updateValue(found.hash, forKey: Array(path.path.utf8)) {
      let isSame = other == found.hash
      note(
        isSame ? "it is named twice" : "it is named twice, with two hashes", isSame ? .warning : .refused,
        object: shown)
      return true
    }
    return add(found)
  }
}
