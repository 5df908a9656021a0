import CaseDomain

/// A manifest of a bag: what each file's hash must be.
///
/// Source: RFC 8493 §2.1.3, §2.2.1.
struct BagManifest {
  struct Line {
    let path: BagPath
    let hash: [UInt8]
  }

  let name: String
  let algorithm: ForeignDigest.Algorithm
  let isOfTags: Bool
  private(set) var lines: [Line] = []
  /// What is wrong with it; the bag is then invalid.
  private(set) var faults: [(object: String?, reason: String)] = []
  private(set) var warnings: [(object: String?, reason: String)] = []

  /// `manifest-sha256.txt`, `tagmanifest-md5.txt`: what the name says. `nil`: no manifest.
  static func kind(_ name: String) -> (algorithm: String, isOfTags: Bool)? {
    let lower = name.lowercased()
    for (prefix, isOfTags) in [("tagmanifest-", true), ("manifest-", false)]
    where lower.hasPrefix(prefix) && lower.hasSuffix(".txt") && lower.utf8.count > prefix.utf8.count + 4 {
      return (String(lower.dropFirst(prefix.count).dropLast(4)), isOfTags)
    }
    return nil
  }

  init(name: String, algorithm: ForeignDigest.Algorithm, isOfTags: Bool, text: String) {
    self.name = name
    self.algorithm = algorithm
    self.isOfTags = isOfTags
    var seen: [[UInt8]: [UInt8]] = [:]
    for (number, line) in BagText.lines(text).enumerated() { read(line, number + 1, &seen) }
  }

  private mutating func read(_ line: String, _ number: Int, _ seen: inout [[UInt8]: [UInt8]]) {
    let bytes = Array(line.utf8)
    let digits = bytes.prefix { $0 != 0x20 && $0 != 0x09 }
    var rest = bytes[digits.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
    // Tools that hash in binary mode put a star before the name.
    if rest.first == UInt8(ascii: "*") { rest = rest.dropFirst() }
    let path = BagPath(String(decoding: rest, as: UTF8.self))
    guard !rest.isEmpty, let hash = Hex.decode(String(decoding: digits, as: UTF8.self)),
      hash.count == algorithm.lengthBytes
    else { return faults.append((nil, "line \(number) is not a hash and a name")) }
    let shown = MemberName.escaped(Array(rest))
    guard !path.isUnsafe else { return faults.append((shown, "the name would lead out of the bag")) }
    if !isOfTags, !path.path.hasPrefix("data/") {
      return faults.append((shown, "a payload manifest names a file outside data/"))
    }
    if path.hadDots { warnings.append((shown, "the name has parts that say nothing (./)")) }
    if let other = seen.updateValue(hash, forKey: Array(path.path.utf8)) {
      if other != hash { return faults.append((shown, "it is named twice, with two hashes")) }
      return warnings.append((shown, "it is named twice"))
    }
    lines.append(Line(path: path, hash: hash))
  }
}
