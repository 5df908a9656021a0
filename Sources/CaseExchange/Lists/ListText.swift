import CaseDomain

/// How lists without fixed widths print compound values.
enum ListText {
  /// Street, city, state and postal code, country; what is missing is left out.
  static func address(_ address: PublishedAddress) -> String {
    (address.lines + [SDNText.cityLine(address), address.country.printed])
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// With the word for a weak one, which alone shows nobody.
  static func alias(_ alias: PublishedAlias) -> String {
    (alias.strength == .weak ? "weak " : "") + "\(alias.kind.rawValue) \(alias.name.text)"
  }

  static func basis(_ entry: PublishedEntry) -> [String] {
    PublishedEntry.Basis.allCases.filter(entry.basis.contains).map(\.rawValue)
  }

  /// The tag of an original name for `lang`: the given one, else the script alone (`und-Hani`).
  static func language(_ name: OriginalName) -> String {
    if let language = name.language, isTag(language) { return language }
    return name.script == .undetermined ? "und" : "und-\(name.script.rawValue)"
  }

  private static func isTag(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 35
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
