/// Why a marking was turned down.
public enum MarkRefusal: Error, Equatable, Sendable {
  /// The word that names a classification.
  case classified(String)
  /// The part that could not be read.
  case unreadable(String)

  public var message: String {
    switch self {
    case .classified(let word): "the marking names a classification (\(word)); this system holds none"
    case .unreadable(let part): "\"\(part)\" is not a marking this version knows"
    }
  }

  public var remedy: String {
    switch self {
    case .classified: "leave the item where it is, and record a pointer to it"
    case .unreadable: "write it as CUI//SP-LEI/PROPIN//FEDCON TLP:AMBER"
    }
  }
}

extension HandlingMark {
  /// Reads a marking that is on record. One that cannot be read, because a later version wrote it or it is
  /// damaged, is the strictest: nothing is shown or let out under a milder mark than it has.
  public init(stored text: String) { self = (try? HandlingMark.parse(text)) ?? .strictest }

  /// At least as restrictive as itself and as every one of these, which are on record.
  public func joined(withStored texts: some Sequence<String>) -> HandlingMark {
    Set(texts).reduce(self) { $0.joined(with: HandlingMark(stored: $1)) }
  }

  /// Reads a banner: `CUI//…`, `UNCLASSIFIED`, a TLP label, or a banner and a label.
  ///
  /// A part left out is taken from `floor`; `TLP:CLEAR` alone is public, so it gets no CUI marking.
  public static func parse(_ text: String, floor: HandlingMark = .officeFloor) throws(MarkRefusal)
    -> HandlingMark
  {
    let words = text.uppercased().split(whereSeparator: \.isWhitespace).map(String.init)
    if let word = classification(in: words) { throw .classified(word) }
    let labels = words.filter { $0.hasPrefix("TLP:") }
    guard labels.count <= 1 else { throw .unreadable(labels.joined(separator: " ")) }
    let tlp = try labels.first.map { label throws(MarkRefusal) in
      guard let level = TLP(label) else { throw .unreadable(label) }
      return level
    }
    let banner = words.filter { !$0.hasPrefix("TLP:") }.joined(separator: " ")
    let level = tlp ?? floor.tlp
    switch banner {
    case "": return HandlingMark(cui: tlp == .clear ? nil : floor.cui, tlp: level)
    case "UNCLASSIFIED", "U", "(U)": return HandlingMark(cui: nil, tlp: level)
    default: return HandlingMark(cui: try cuiMark(banner), tlp: level)
    }
  }

  private static func cuiMark(_ banner: String) throws(MarkRefusal) -> CUIMark {
    let bare = banner.hasPrefix("(") && banner.hasSuffix(")") ? String(banner.dropFirst().dropLast()) : banner
    let segments = split(bare, at: "//")
    guard ["CUI", "CONTROLLED"].contains(segments[0]), segments.count <= 3 else { throw .unreadable(banner) }
    var mark = CUIMark.basic
    for (index, segment) in segments.enumerated().dropFirst() {
      for word in split(segment, at: "/") {
        let dissemination = CUIMark.Dissemination(rawValue: word)
        if let dissemination, index == segments.count - 1 {
          mark.dissemination.insert(dissemination)
        } else if dissemination == nil, index == 1, mark.dissemination.isEmpty,
          let category = CUIMark.Category(word)
        {
          mark.categories.insert(category)
        } else {
          throw .unreadable(word)
        }
      }
    }
    guard segments.count < 3 || !(mark.categories.isEmpty || mark.dissemination.isEmpty) else {
      throw .unreadable(banner)
    }
    return mark
  }

  /// Words of EO 13526 and of the markings that only occur beside them.
  private static let classifications: Set = [
    "S", "TS", "C", "SECRET", "TOPSECRET", "CONFIDENTIAL", "SCI", "HCS", "TK", "SI", "ORCON", "RD", "FRD",
  ]

  private static func classification(in words: [String]) -> String? {
    words.lazy.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }.map(String.init)
      .first(where: classifications.contains)
  }

  private static func split(_ text: String, at separator: String) -> [String] {
    var parts = [""]
    var rest = Substring(text)
    while !rest.isEmpty {
      if rest.hasPrefix(separator) {
        rest = rest.dropFirst(separator.count)
        parts.append("")
      } else {
        parts[parts.count - 1].append(rest.removeFirst())
      }
    }
    return parts
  }
}
