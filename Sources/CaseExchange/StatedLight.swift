import CaseDomain

extension SourceObject {
  /// The strictest label of the Traffic Light Protocol that the sender put on it; `nil` when there is none.
  ///
  /// By the marking definitions of STIX (2.1 §7.2.1.4, and those of TLP 2.0), a tag of MISP (taxonomy `tlp`) in the object
  /// or in what stands inside it, or `TLP:` in the subject of a mail. What only looks like one counts, too: nothing is
  /// lost by handling it more strictly.
  public var light: TLP? { [label, lightInBytes].compactMap(\.self).max() }

  private var lightInBytes: TLP? {
    switch source {
    case "stix" where type == "marking-definition": definedLight
    case "stix": references.compactMap { Self.light(ofMarking: $0) }.max()
    case "misp": Self.tag(in: bytes)
    case "mail": name.flatMap { Self.light(inSubject: $0.utf8) }
    default: nil
    }
  }

  private static func light(ofMarking id: String) -> TLP? {
    guard id.utf8.starts(with: "marking-definition--".utf8) else { return nil }
    // Some write the hexadecimal digits of an id in capitals.
    return lights[id] ?? lights[id.lowercased()]
  }

  /// What a marking defines, where it is none of those that everybody encloses: its sender made it to use it.
  private var definedLight: TLP? {
    guard Self.light(ofMarking: externalID) == nil else { return nil }
    var isLight = false
    var found: TLP?
    Self.eachToken(of: bytes) { token, scanner in
      switch token.kind {
      case .key: isLight = ["tlp", "tlp_2_0"].contains(Self.word(token, scanner))
      case .string where isLight: found = [found, TLP(Self.word(token, scanner))].compactMap(\.self).max()
      default: break
      }
    }
    return found
  }

  /// In lower case and without white space.
  private static func word(_ token: JSONToken, _ scanner: borrowing JSONScanner) -> String {
    scanner.string(of: token).filter { !$0.isWhitespace }.lowercased()
  }

  /// The strictest tag of MISP. Every letter of one may be written as an escape, and blanks may stand around and in it; the bytes
  /// are read as JSON only where there may be such tags, as that takes longer.
  private static func tag(in bytes: [UInt8]) -> TLP? {
    let quote = UInt8(ascii: "\"")
    let plain = labels(in: bytes, after: Array("\"tlp:".utf8), until: quote)
    var found = plain.max()
    let mayHaveBlanks = mentions(in: bytes) > plain.count
    guard mayHaveBlanks || hasEscapedLetters(bytes) else { return found }
    eachToken(of: bytes) { token, scanner in
      guard mayHaveBlanks || token.hasEscapes, let light = TLP(tag: token, scanner) else { return }
      found = [found, light].compactMap(\.self).max()
    }
    return found
  }

  /// How often `tlp` stands there, in either case.
  private static func mentions(in bytes: [UInt8]) -> Int {
    let word = Array("tlp".utf8)
    var count = 0
    for place in bytes.indices.dropFirst(2) where bytes[place] | 0x20 == word[2] {
      if zip(bytes[(place - 2)...place], word).allSatisfy({ $0 | 0x20 == $1 }) { count += 1 }
    }
    return count
  }

  /// Whether `\u` stands somewhere: no other escape stands for a letter of a label.
  private static func hasEscapedLetters(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var rest = bytes[...]
      while let slash = rest.firstIndex(of: UInt8(ascii: "\\")), slash + 1 < bytes.count {
        if bytes[slash + 1] == UInt8(ascii: "u") { return true }
        rest = bytes[(slash + 1)...]
      }
      return false
    }
  }

  /// The tokens of JSON up to its end, or to where it breaks off: of an event that is too long only the front is
  /// kept. What is no JSON bears no label, and its reader refused it.
  private static func eachToken(of bytes: [UInt8], _ body: (JSONToken, borrowing JSONScanner) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      var scanner = JSONScanner(base, count: bytes.count, isFinal: false)
      while let token = try? scanner.next(), token.kind != .starved, token.kind != .end {
        body(token, scanner)
      }
    }
  }

  /// Those of the standard, and those that FIRST published with TLP 2.0.
  private static let lights: [String: TLP] = Dictionary(
    uniqueKeysWithValues: ObjectCheck.lights.compactMap { light in
      TLP("\(light.name)").map { ("\(light.id)", $0) }
    } + [
      ("marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", .clear),
      ("marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", .green),
      ("marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", .amber),
      ("marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", .amberStrict),
      ("marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", .red),
    ])

  /// The strictest label in a subject, however long that is.
  static func light(inSubject text: some Sequence<UInt8>) -> TLP? {
    labels(in: Array(text), after: Array("tlp:".utf8), until: nil).max()
  }

  /// Labels behind a mark in lower case, with a colon, whatever the case of what is read.
  ///
  /// - Parameter last: the byte that has to follow; `nil` for whatever is no letter.
  private static func labels(in bytes: [UInt8], after mark: [UInt8], until last: UInt8?) -> [TLP] {
    let colon = UInt8(ascii: ":")
    var found: [TLP] = []
    guard let before = mark.lastIndex(of: colon) else { return [] }
    for place in bytes.indices where bytes[place] == colon {
      let (start, end) = (place - before, place - before + mark.count)
      guard start >= 0, end <= bytes.count,
        zip(bytes[start..<end], mark).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 })
      else { continue }
      let word = bytes[end...].prefix(16).prefix {
        (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "+")
      }
      guard let light = TLP(String(decoding: word, as: UTF8.self)),
        last == nil || word.endIndex < bytes.count && bytes[word.endIndex] == last
      else { continue }
      found.append(light)
    }
    return found
  }
}

extension TLP {
  /// A tag of MISP's taxonomy `tlp`: a string of JSON that is nothing else, in either case and with any escapes.
  init?(tag token: JSONToken, _ scanner: borrowing JSONScanner) {
    // From `tlp:red` to `tlp:amber+strict` with six bytes for each letter, and blanks around it.
    guard token.kind == .string || token.kind == .key, (7...1_024).contains(token.count) else { return nil }
    self.init(tag: scanner.string(of: token))
  }

  /// Blanks, and what nobody sees, do not count: who writes `tlp: red` means the label.
  init?(tag text: String) {
    guard text.utf8.count <= 1_024 else { return nil }
    let text = TLP.seen(text)
    guard (7...16).contains(text.utf8.count), TLP.isTag(text) else { return nil }
    self.init(text)
  }

  /// Whether a tag is of the taxonomy `tlp`, whatever it says there.
  static func isTag(_ text: String) -> Bool { seen(text).lowercased().utf8.starts(with: "tlp:".utf8) }

  /// Without white space, and without what cannot be seen.
  private static func seen(_ text: String) -> String {
    var seen = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace && !scalar.cannotBeSeen {
      seen.append(scalar)
    }
    return String(seen)
  }
}
