import CaseDomain

/// What registers write, as we compare it.
enum RegisterText {
  /// A string that says something; golden copies of GLEIF wrap theirs as `{"$": …}`.
  static func filled(_ value: JSONValue?) -> String? {
    guard let text = value?.text ?? value?["$"]?.text, !text.saysNothing else { return nil }
    return text
  }

  /// A date as far as it is known; the time of day is cut off.
  static func dates(_ value: JSONValue?) -> [PartialDate] { dates(filled(value)) }

  static func dates(_ text: String?) -> [PartialDate] {
    guard let text else { return [] }
    if let day = Day(text) {
      return [PartialDate(year: day.year, month: day.month, day: day.day)].compactMap { $0 }
    }
    return [PartialDate(iso: text)].compactMap { $0 }
  }

  /// Country codes out of codes of countries and their parts (`US-DE`); what is no code is kept as written.
  static func countries(_ values: [JSONValue?]) -> [String] { countries(values.map { filled($0) }) }

  static func countries(_ texts: [String?]) -> [String] {
    texts.compactMap { text in
      guard let text else { return nil }
      let bytes = Array(text.utf8)
      let isPart = bytes.count > 3 && bytes.count <= 6 && bytes[2] == UInt8(ascii: "-")
      let isCode = (bytes.count == 2 || isPart) && bytes.prefix(2).allSatisfy { ($0 | 0x20) &- 0x61 < 26 }
      return isCode ? String(decoding: bytes.prefix(2), as: UTF8.self).uppercased() : text
    }
  }

  /// Each once, in order, and not the record's own; compared as bytes.
  static func references(_ ids: [String], of own: String) -> [String] {
    var seen: Set<[UInt8]> = [Array(own.utf8)]
    return ids.filter { seen.insert(Array($0.utf8)).inserted }
  }
}

extension SourceObject {
  /// Name and aliases out of the names stated.
  mutating func takeNames(_ names: [ActorName], otherwise: String? = nil) {
    aliases = names.dropFirst().map(\.text)
    guard let first = names.first?.text ?? otherwise else { return }
    var shown = BoundedText(limitBytes: 1024)
    shown.addLine(first)
    name = shown.text.isEmpty ? nil : shown.text
  }
}
