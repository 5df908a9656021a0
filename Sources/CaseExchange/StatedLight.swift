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
    case "misp": Self.labels(in: bytes, after: Array("\"tlp:".utf8), until: UInt8(ascii: "\"")).max()
    case "mail": name.flatMap { Self.labels(in: Array($0.utf8), after: Array("tlp:".utf8), until: nil).max() }
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
    let white: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    // `"tlp" : "red"` without the white space.
    return Self.labels(
      in: bytes.filter { !white.contains($0) }, after: Array("\"tlp\":\"".utf8), until: UInt8(ascii: "\"")
    ).max()
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
