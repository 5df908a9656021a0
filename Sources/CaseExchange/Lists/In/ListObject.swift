import CaseDomain

extension SourceObject {
  /// An entry of a list: what is shown of it follows from what it states.
  init(
    list source: String, id: String, type: String, facts: StatedFacts, identityClass: String? = nil,
    references: [String] = []
  ) {
    self.init(source: source)
    externalID = id
    self.type = type
    self.identityClass = identityClass
    self.references = references
    var stated = facts
    // An alias or address in a row of its own belongs to the entry that the row refers to.
    stated.about = references.first
    self.facts = facts.saysNothing ? nil : stated
    name = facts.names.first.map { Self.bounded($0.text) }
    aliases = facts.names.dropFirst().map { Self.bounded($0.text) }
    country = facts.countries.first
  }

  /// At most 1,024 bytes.
  static func bounded(_ text: String) -> String {
    guard text.utf8.count > 1_024 else { return text }
    var bounded = BoundedText(limitBytes: 1_024)
    bounded.addLine(text)
    return bounded.text
  }
}

/// Which of OFAC's two lists a file belongs to. Its formats do not say; its file names do.
public enum OFACList {
  /// The kind of identifier that the number of an entry is; others who state it mean the same party.
  public static let numberKind = "ofac"

  /// The number that `ofac-6365` states, as collections of lists name OFAC's entries.
  static func number(ofID id: String) -> String? {
    guard id.hasPrefix("ofac-") else { return nil }
    let number = id.utf8.dropFirst(5)
    return (1...10).contains(number.count) && number.allSatisfy { (0x30...0x39).contains($0) }
      ? String(Substring(number)) : nil
  }

  /// `cons` for a file that is called `cons…` (the consolidated list of those who are not SDNs), else `sdn`.
  ///
  /// The two share one series of numbers, and the same party may stand on both with other programmes: the
  /// entries must not replace each other.
  static func name(ofFile path: String) -> String {
    StatedText.lowered(path.lastPathPart).hasPrefix("cons") ? "cons" : "sdn"
  }

  /// How the ids of entries begin that a file of such a name would state.
  public static func idPrefix(ofFile path: String) -> String { "\(name(ofFile: path)):" }

  static func schema(_ type: String?) -> NameSchema {
    switch type.map(StatedText.lowered) {
    case "individual": .person
    case "vessel": .vessel
    case "aircraft": .unknown
    default: .organisation
    }
  }

  static func kind(_ text: String?) -> ActorName.Kind? {
    switch text.map({ StatedText.lowered($0) }) {
    case "aka", "a.k.a.": .alsoKnownAs
    case "fka", "f.k.a.": .formerlyKnownAs
    case "nka", "n.k.a.": .nowKnownAs
    default: nil
    }
  }
}
