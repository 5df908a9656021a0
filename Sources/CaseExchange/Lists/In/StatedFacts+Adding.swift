import CaseDomain

/// What readers of lists add to the facts of an entry: each value once, and no more than can be used.
extension StatedFacts {
  /// Of names, of dates, and so on. What goes beyond stays in the bytes.
  static let maximumValues = 1_000
  /// Among so many a repetition is looked for: entries repeat themselves near by, if at all.
  private static let lookBack = 32

  mutating func addName(
    _ text: String?, kind: ActorName.Kind = .primary, strength: ActorName.Strength = .strong
  ) {
    guard let text = text.flatMap(StatedText.trimmed), names.count < Self.maximumValues else { return }
    let isKnown = names.suffix(Self.lookBack).contains { StatedText.isSame($0.text, text) }
    if !isKnown { names.append(ActorName(text, kind: kind, strength: strength)) }
  }

  mutating func addCountry(_ text: String?) {
    guard let text = text.flatMap(StatedText.trimmed), countries.count < Self.maximumValues else { return }
    if !countries.suffix(Self.lookBack).contains(where: { StatedText.isSame($0, text) }) {
      countries.append(text)
    }
  }

  mutating func addDate(_ date: PartialDate?) {
    guard let date, dates.count < Self.maximumValues else { return }
    if !dates.suffix(Self.lookBack).contains(date) { dates.append(date) }
  }

  mutating func addProgram(_ text: String?) {
    guard let text = text.flatMap(StatedText.trimmed), programs.count < Self.maximumValues else { return }
    if !programs.suffix(Self.lookBack).contains(where: { StatedText.isSame($0, text) }) {
      programs.append(text)
    }
  }

  mutating func addIdentifier(_ kind: String, _ text: String?) {
    guard let text = text.flatMap(StatedText.trimmed), identifiers.count < Self.maximumValues else { return }
    let isKnown = identifiers.suffix(Self.lookBack).contains {
      StatedText.isSame($0.kind, kind) && StatedText.isSame($0.value, text)
    }
    if !isKnown { identifiers.append(ScreeningFacts.Identifier(kind: kind, value: text)) }
  }

  mutating func addTrace(_ kind: Trace.Kind, _ text: String?) {
    guard let trace = text.flatMap({ Trace(kind, $0) }), traces.count < Self.maximumValues else { return }
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
    for trace in row.traces where traces.count < Self.maximumValues && !traces.contains(trace) {
      traces.append(trace)
    }
  }
}
