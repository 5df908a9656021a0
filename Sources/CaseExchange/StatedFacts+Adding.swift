import CaseDomain

/// What readers add to the facts of a record: each value once. How many of them it keeps is said where it is written
/// (`bounded(toBytes:)`), for records of all formats.
extension StatedFacts {
  /// Among so many a repetition is looked for: entries repeat themselves near by, if at all.
  private static let lookBack = 32

  mutating func addName(
    _ text: String?, kind: ActorName.Kind = .primary, strength: ActorName.Strength = .strong
  ) {
    guard let text = text.flatMap(StatedText.trimmed) else { return }
    let isKnown = names.suffix(Self.lookBack).contains { StatedText.isSame($0.text, text) }
    if !isKnown { names.append(ActorName(text, kind: kind, strength: strength)) }
  }

  mutating func addCountry(_ text: String?) {
    guard let text = text.flatMap(StatedText.trimmed) else { return }
    if !countries.suffix(Self.lookBack).contains(where: { StatedText.isSame($0, text) }) {
      countries.append(text)
    }
  }

  mutating func addDate(_ date: PartialDate?) {
    guard let date else { return }
    if !dates.suffix(Self.lookBack).contains(date) { dates.append(date) }
  }

  mutating func addProgram(_ text: String?) {
    guard let text = text.flatMap(StatedText.trimmed) else { return }
    if !programs.suffix(Self.lookBack).contains(where: { StatedText.isSame($0, text) }) {
      programs.append(text)
    }
  }

  mutating func addIdentifier(_ kind: String, _ text: String?) {
    guard let text = text.flatMap(StatedText.trimmed) else { return }
    let isKnown = identifiers.suffix(Self.lookBack).contains {
      StatedText.isSame($0.kind, kind) && StatedText.isSame($0.value, text)
    }
    if !isKnown { identifiers.append(ScreeningFacts.Identifier(kind: kind, value: text)) }
  }

  mutating func addTrace(_ kind: Trace.Kind, _ text: String?) {
    addTrace(text.flatMap { Trace(kind, $0) })
  }

  private mutating func addTrace(_ trace: Trace?) {
    guard let trace else { return }
    if !traces.suffix(Self.lookBack).contains(trace) { traces.append(trace) }
  }

  /// Takes in what a further row of a list states of the entry that these are the facts of.
  public mutating func join(_ row: StatedFacts) {
    for name in row.names {
      addName(name.text, kind: name.kind == .primary ? .alsoKnownAs : name.kind, strength: name.strength)
    }
    for date in row.dates { addDate(date) }
    for country in row.countries { addCountry(country) }
    for identifier in row.identifiers { addIdentifier(identifier.kind, identifier.value) }
    for program in row.programs { addProgram(program) }
    for trace in row.traces { addTrace(trace) }
  }
}
