import CaseDomain

/// Two held entries that may be one.
public struct DuplicatePair: Hashable, Sendable {
  public let first: NameBearer
  public let second: NameBearer
  public let firstName: ActorName
  public let secondName: ActorName
  /// Of the names alone.
  public let score: Double
  /// An identifier that both state: offered, whatever the names are like, and never taken for proof.
  public let shared: ScreeningFacts.Identifier?
  public let judgement: JudgementRow?
}

extension StoreReader {
  /// Pairs of entries whose names score `threshold` or more, and pairs that share an identifier; the best first.
  ///
  /// - Parameters:
  ///   - imported: only entries of this source, or that came in the exhibit of this number or file name.
  ///   - threshold: 0…1.
  /// - Throws: `StoreError.notFound` when nothing came in under that name.
  public func duplicates(imported: String?, threshold: Double = 0.85) throws -> [DuplicatePair] {
    let filter = try imported.map { try importFilter($0) }
    var bearers: [NameBearer] = []
    var entries: [(entity: Int, names: [ParsedName])] = []
    var captions: [ActorName] = []
    var places: [NameBearer: Int] = [:]
    for (bearer, held) in try heldNames(filter) {
      let parsed = ParsedName(held.name.text, schema: held.schema)
      if let place = places[bearer] {
        entries[place].names.append(parsed)
        if held.name.kind == .primary, captions[place].kind != .primary { captions[place] = held.name }
      } else {
        places[bearer] = bearers.count
        entries.append((bearers.count, [parsed]))
        captions.append(held.name)
        bearers.append(bearer)
      }
    }
    let found = NameIndex(entries).duplicates(threshold: threshold)
    var pairs = try found.map { pair in
      try duplicate(pair.first, pair.second, pair.score, nil, bearers, captions)
    }
    let known = Set(found.map { [min($0.first, $0.second), max($0.first, $0.second)] })
    for (identifier, sharers) in try sharedIdentifiers(places) {
      for (index, first) in sharers.enumerated() {
        for second in sharers.dropFirst(index + 1) {
          if known.contains([first, second]) {
            continue
          }
          let score = entries[first].names.flatMap { a in
            entries[second].names.map { NameComparison.score(a, $0) }
          }.max()
          pairs.append(try duplicate(first, second, score ?? 0, identifier, bearers, captions))
        }
      }
    }
    return pairs.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      .map(\.element)
  }

  private func duplicate(
    _ first: Int, _ second: Int, _ score: Double, _ shared: ScreeningFacts.Identifier?,
    _ bearers: [NameBearer], _ captions: [ActorName]
  ) throws -> DuplicatePair {
    DuplicatePair(
      first: bearers[first], second: bearers[second], firstName: captions[first],
      secondName: captions[second], score: score, shared: shared,
      judgement: try judgement(bearers[first], bearers[second]))
  }

  /// More bearers of one identifier are a mistake of the list or a placeholder, and offer nothing.
  private static let mostSharers = 10

  /// Identifiers that two or more of the entries state, with the places of those.
  private func sharedIdentifiers(_ places: [NameBearer: Int]) throws -> [(ScreeningFacts.Identifier, [Int])] {
    let select = try sql(
      """
      SELECT i.kind, i.value, r.source, r.externalID FROM listedIdentifier i
      JOIN sourceRecord r ON r.op = i.op
      WHERE EXISTS (SELECT 1 FROM listedIdentifier o WHERE o.kind = i.kind AND o.value = i.value AND o.op <> i.op)
      ORDER BY i.kind, i.value, i.op
      """)
    var groups: [(ScreeningFacts.Identifier, [Int])] = []
    while try select.step() {
      guard let place = places[.entry(source: select.text(2), id: select.text(3))] else { continue }
      let identifier = ScreeningFacts.Identifier(kind: select.text(0), value: select.text(1))
      if groups.last?.0 == identifier {
        if groups[groups.count - 1].1.last != place { groups[groups.count - 1].1.append(place) }
      } else {
        groups.append((identifier, [place]))
      }
    }
    return groups.map { ($0.0, Array(Set($0.1)).sorted()) }
      .filter { (2...Self.mostSharers).contains($0.1.count) }
  }

  private enum ImportFilter {
    case source(String)
    case bundle(Digest256)
  }

  private func importFilter(_ name: String) throws -> ImportFilter {
    let source = try sql("SELECT 1 FROM sourceRecord WHERE source = ?1 LIMIT 1")
    source.bind(1, name)
    defer { source.reset() }
    if try source.step() { return .source(name) }
    let exhibit = try sql(
      "SELECT sha256 FROM exhibit WHERE (reference = ?1 OR title = ?1) AND sha256 IS NOT NULL LIMIT 2")
    exhibit.bind(1, name)
    defer { exhibit.reset() }
    guard try exhibit.step() else {
      throw StoreError.notFound("import \(name)", list: "casetui import list")
    }
    return .bundle(try exhibit.digest(0))
  }

  /// Listed names with their bearers, in the order stated.
  private func heldNames(_ filter: ImportFilter?) throws -> [(NameBearer, HeldName)] {
    let select = try sql(
      """
      SELECT n.id, n.actor, n.about, n.text, n.kind, n.strength, n.schema, r.source, r.externalID
      FROM listedName n LEFT JOIN sourceRecord r ON r.op = n.id >> 10 AND n.actor IS NULL
      WHERE (?1 IS NULL OR r.source = ?1) AND (?2 IS NULL OR r.bundle = ?2)
        AND (r.op IS NULL OR r.bundle NOT IN (SELECT sha256 FROM withdrawnFile)) ORDER BY n.id
      """)
    select.bindNull(1)
    select.bindNull(2)
    switch filter {
    case .source(let name): select.bind(1, name)
    case .bundle(let hash): select.bind(2, hash)
    case nil: break
    }
    var names: [(NameBearer, HeldName)] = []
    while try select.step() {
      let held = try heldName(select)
      if let actor = held.actor {
        names.append((.actor(actor), held))
      } else if !select.isNull(7) {
        names.append((.entry(source: select.text(7), id: held.about ?? select.text(8)), held))
      }
    }
    return names
  }
}
