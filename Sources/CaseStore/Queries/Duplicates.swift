import CaseDomain

/// Two held entries that may be one.
public struct DuplicatePair: Hashable, Sendable {
  public let first: NameBearer
  public let second: NameBearer
  public let firstName: ActorName
  public let secondName: ActorName
  /// Of the names alone.
  public let score: Double
  /// Identifiers that both state: offered, whatever the names are like, and never taken for proof.
  public let shared: [ScreeningFacts.Identifier]
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
    var shared: [[Int]: [ScreeningFacts.Identifier]] = [:]
    // What lists no name, such as a technique, is offered by its identifier all the same.
    func place(of bearer: NameBearer) throws -> Int? {
      if let place = places[bearer] { return place }
      let names = try self.names(of: bearer)
      guard let first = names.first else { return nil }
      places[bearer] = bearers.count
      entries.append((bearers.count, names.map { ParsedName($0.name.text, schema: $0.schema) }))
      captions.append(first.name)
      bearers.append(bearer)
      return places[bearer]
    }
    for (identifier, sharing) in try sharedIdentifiers(filter) {
      let sharers = try sharing.compactMap { try place(of: $0) }.sorted()
      for (index, first) in sharers.enumerated() {
        for second in sharers.dropFirst(index + 1) {
          shared[[first, second], default: []].append(identifier)
        }
      }
    }
    var pairs = try found.map { pair in
      let ends = [min(pair.first, pair.second), max(pair.first, pair.second)]
      return try duplicate(
        pair.first, pair.second, pair.score, shared.removeValue(forKey: ends) ?? [], bearers, captions)
    }
    for (ends, identifiers) in shared.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let score = entries[ends[0]].names.flatMap { a in
        entries[ends[1]].names.map { NameComparison.score(a, $0) }
      }.max()
      pairs.append(try duplicate(ends[0], ends[1], score ?? 0, identifiers, bearers, captions))
    }
    return pairs.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      .map(\.element)
  }

  private func duplicate(
    _ first: Int, _ second: Int, _ score: Double, _ shared: [ScreeningFacts.Identifier],
    _ bearers: [NameBearer], _ captions: [ActorName]
  ) throws -> DuplicatePair {
    DuplicatePair(
      first: bearers[first], second: bearers[second], firstName: captions[first],
      secondName: captions[second], score: score, shared: shared,
      judgement: try standingJudgement(bearers[first], bearers[second]))
  }

  /// More bearers of one identifier are a mistake of the list or a placeholder, and offer nothing.
  private static let mostSharers = 10

  /// Identifiers that two or more entries state, in their own rows or in rows about them.
  private func sharedIdentifiers(
    _ filter: ImportFilter?
  ) throws -> [(ScreeningFacts.Identifier, [NameBearer])] {
    let select = try sql.composed(
      """
      SELECT i.kind, i.value, r.source, coalesce(p.about, r.externalID) FROM listedIdentifier i
      JOIN sourceRecord r ON r.op = i.op LEFT JOIN listedPart p ON p.op = i.op
      WHERE EXISTS (SELECT 1 FROM listedIdentifier o WHERE o.kind = i.kind AND o.value = i.value AND o.op <> i.op)
        AND (?1 IS NULL OR r.source = ?1) AND (?2 IS NULL OR r.bundle = ?2)
        AND \(StoreReader.stands("r"))
      ORDER BY i.kind, i.value, i.op
      """)
    filter.bind(to: select)
    var groups: [(identifier: ScreeningFacts.Identifier, sharers: [NameBearer])] = []
    while try select.step() {
      let bearer = NameBearer.entry(source: select.text(2), id: select.text(3))
      let identifier = ScreeningFacts.Identifier(kind: select.text(0), value: select.text(1))
      if groups.last?.identifier == identifier {
        // One too many is enough to leave it out.
        let known = groups[groups.count - 1].sharers
        if known.count <= Self.mostSharers, !known.contains(bearer) {
          groups[groups.count - 1].sharers.append(bearer)
        }
      } else {
        if let last = groups.last, !(2...Self.mostSharers).contains(last.sharers.count) {
          groups.removeLast()
        }
        groups.append((identifier, [bearer]))
      }
    }
    return groups.filter { (2...Self.mostSharers).contains($0.sharers.count) }
      .map { ($0.identifier, $0.sharers) }
  }

  fileprivate enum ImportFilter {
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
    let select = try sql.composed(
      """
      SELECT n.id, n.actor, n.about, n.text, n.kind, n.strength, n.schema, r.source, r.externalID
      FROM listedName n LEFT JOIN sourceRecord r ON r.op = n.id >> 10 AND n.actor IS NULL
      WHERE (?1 IS NULL OR r.source = ?1) AND (?2 IS NULL OR r.bundle = ?2)
        AND (r.op IS NULL OR \(StoreReader.stands("r"))) ORDER BY n.id
      """)
    filter.bind(to: select)
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

extension StoreReader.ImportFilter? {
  /// `?1` is a source, `?2` the content of a file.
  fileprivate func bind(to select: SQLStatement) {
    select.bindNull(1)
    select.bindNull(2)
    switch self {
    case .source(let name): select.bind(1, name)
    case .bundle(let hash): select.bind(2, hash)
    case nil: break
    }
  }
}
