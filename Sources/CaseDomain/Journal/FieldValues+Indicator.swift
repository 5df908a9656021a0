extension Indicator {
  /// Without its author, who is the operation's, and its withdrawal, which is an operation of its own.
  public var cbor: CBOR {
    .record([
      1: .text(kind.rawValue), 2: .text(statement), 3: .text(reporter), 4: .array(exhibits.map(\.cbor)),
      5: sources.isEmpty ? nil : .array(sources.map { .text($0) }), 6: window?.cbor,
      7: details.isEmpty ? nil : .array(details.map { .array([.text($0.name), .text($0.value)]) }),
      8: .array(benignCauses.map { .text($0) }), 9: .text(responseAltered.rawValue),
    ])
  }

  public init?(_ cbor: CBOR, id: EntityID, by person: Person, withdrawal: Withdrawal?) {
    guard let kind = cbor[1]?.textValue.flatMap(EvidenceKind.init), let statement = cbor[2]?.textValue,
      let reporter = cbor[3]?.textValue, let named = cbor[4]?.arrayValue,
      let causes = cbor[8]?.arrayValue?.compactMap(\.textValue),
      let altered = cbor[9]?.textValue.flatMap(Exhibit.ResponseAltered.init)
    else { return nil }
    let exhibits = named.compactMap { ExhibitID($0) }
    let details = (cbor[7]?.arrayValue ?? []).compactMap { item -> Detail? in
      guard let parts = item.arrayValue, parts.count == 2, let name = parts[0].textValue,
        let value = parts[1].textValue
      else { return nil }
      return Detail(name: name, value: value)
    }
    guard exhibits.count == named.count, details.count == cbor[7]?.arrayValue?.count ?? 0,
      cbor[6] == nil || ConductWindow(cbor[6]!) != nil
    else { return nil }
    self.init(
      id: id, kind: kind, statement: statement, reporter: reporter, exhibits: exhibits,
      sources: Indicator.sources(in: cbor),
      window: cbor[6].flatMap { ConductWindow($0) },
      details: details, benignCauses: causes, responseAltered: altered, by: person, withdrawal: withdrawal)
  }

  /// The source records that a recorded indicator rests on.
  public static func sources(in cbor: CBOR) -> [String] {
    cbor[5]?.arrayValue?.compactMap(\.textValue) ?? []
  }
}
