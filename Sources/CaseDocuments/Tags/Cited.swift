extension CaseFacts {
  /// A text and the marks of its exhibits, which no template can part.
  ///
  /// - Parameters:
  ///   - place: How a refusal names the text.
  ///   - isFact: Whether it needs an exhibit; then `missing` is what is thrown.
  func cited(
    _ text: String, _ numbers: [Int], place: String, missing: DocumentError?
  ) throws(DocumentError) -> MarkdownText {
    let said = MarkdownText(text)
    guard !said.source.isEmpty else { throw .empty(place) }
    if numbers.isEmpty, let missing { throw missing }
    var result = said
    var seen: Set<Int> = []
    for number in numbers where seen.insert(number).inserted {
      guard exhibits.contains(where: { $0.number == number }) else {
        throw absent[number].map { .absentExhibit($0, in: place) } ?? .unknownExhibit(number, in: place)
      }
      result = result + .mark(of: number)
    }
    return result
  }
}

extension Tag {
  /// The sentences of a section, each with its exhibits.
  static func sentences(
    _ name: String, _ section: DocumentSection, _ need: Need = .expected,
    for audience: DocumentKind.Audience = .outside,
    _ sentences: @escaping @Sendable (CaseFacts) -> [CaseFacts.Statement]
  ) -> Tag {
    rows(
      name, section.title, need, for: audience, of: sentences,
      [
        Column(name: "sentence", label: "sentence") { place, statement throws(DocumentError) in
          let number = place.index + 1
          return .said(
            try place.facts.cited(
              statement.text, statement.exhibits, place: "sentence \(number) of \(section.title)",
              missing: section.nature == .fact ? .sentenceWithoutExhibit(number, of: section) : nil))
        }
      ])
  }
}
