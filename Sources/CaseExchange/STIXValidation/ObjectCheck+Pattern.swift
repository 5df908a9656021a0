/// The patterns of indicators.
///
/// Source: STIX 2.1 §9; STIX 2.0 Part 5.
extension ObjectCheck {
  mutating func checkPattern(_ node: Int) {
    guard let place = tape.member(node, "pattern"), tape[place].kind == .string else { return }
    if book.version == .v21 {
      // Patterns in other languages are left to those who know them.
      guard let type = tape.member(node, "pattern_type"), tape.isText(tape[type], "stix") else { return }
    }
    let grammar = patternVersion(node)
    let book = self.book
    let fault = tape.withText(of: tape[place]) { text in
      var parser = PatternParser(text, grammar)
      return parser.run { PatternNames.fault($0, book) }
    }
    guard let fault else { return }
    report(
      place, .pattern, "\(fault.reason) (character \(fault.offset) of the pattern)",
      book.version == .v20 ? "STIX 2.0 Part 5" : "STIX 2.1 §9")
  }

  private func patternVersion(_ node: Int) -> STIXSpecVersion {
    if book.version == .v20 { return .v20 }
    let written = tape.member(node, "pattern_version") ?? tape.member(node, "spec_version")
    guard let written else { return .v21 }
    return tape.isText(tape[written], "2.1") ? .v21 : .v20
  }
}
