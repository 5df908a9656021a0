import CaseDomain

/// Two held entries that may be one.
public struct DuplicatePair: Hashable, Sendable {
  public let first: NameBearer
  public let second: NameBearer
  /// What each is shown by.
  public let firstName: ActorName
  public let secondName: ActorName
  /// The two names that are most alike, with their kind and strength.
  public let firstMatch: ActorName
  public let secondMatch: ActorName
  /// Whether an earlier version of its record gave the name, and the one that counts does not.
  public let isFirstFormer: Bool
  public let isSecondFormer: Bool
  /// That the latest issue of its list does not state it any more, or not the row with that name (`ScreeningHit`).
  public let firstAbsence: ListAbsence?
  public let secondAbsence: ListAbsence?
  /// Of these names, with what facts add or take away; held to 0…1.
  public let score: Double
  public let features: [NameFeature]
  /// Identifiers that both state, as the first of those who state it writes it: offered, whatever the names are like, and
  /// never taken for proof.
  public let shared: [ScreeningFacts.Identifier]
  public let judgement: JudgementRow?
}

/// What was found among all that is held.
public struct DuplicateSearch: Sendable {
  /// The best first.
  public var pairs: [DuplicatePair] = []
  /// Names alike, and facts that contradict one another: less than the threshold with these.
  public var contradicted = 0
  /// Names with so many like them that not all were compared: there may be more pairs.
  public var cutNames = 0
  /// Pairs beyond the limit, of which facts were not looked up: some of them may contradict one another.
  public var unlisted = 0
  /// What too many entries state to offer pairs of them, the most common first.
  public var common: [CommonIdentifier] = []
}

/// An identifier that more than `most` entries state: rather a mistake of a list or a placeholder.
public struct CommonIdentifier: Hashable, Sendable {
  public let identifier: ScreeningFacts.Identifier
  /// How many entries state it.
  public let bearers: Int
  /// So many may share one that offers pairs.
  public static let most = 10
}

extension StoreReader {
  /// Pairs of entries whose names score `threshold` or more, with what facts do to it (`docs/names.md` §1, rules
  /// 26–28), and pairs that share an identifier; the best first.
  ///
  /// - Parameters:
  ///   - imported: only entries of this source, or that came in the import or the exhibit of this number, short or
  ///     whole, or name.
  ///   - threshold: 0…1.
  ///   - limit: at most so many pairs: those that share an identifier first, then those whose names are most alike. What
  ///     is shown of a pair takes a thousand times the memory of the pair, and n companies of one name make n² of them.
  /// - Throws: `StoreError` when nothing came in under that name, or several did.
  public func duplicates(
    imported: String?, threshold: Double = 0.85, limit: Int = .max
  ) throws -> DuplicateSearch {
    let filter = try imported.map { try importFilter($0) }
    var bearers: [NameBearer] = []
    var entries: [(entity: Int, names: [ParsedName])] = []
    var held: [[ActorName]] = []
    var places: [NameBearer: Int] = [:]
    let names = try heldNames(filter)
    let parsedNames = ParsedName.all(names.map { ($0.1.name.text, $0.1.schema) })
    for ((bearer, name), parsed) in zip(names, parsedNames) {
      if let place = places[bearer] {
        entries[place].names.append(parsed)
        held[place].append(name.name)
      } else {
        places[bearer] = bearers.count
        entries.append((bearers.count, [parsed]))
        held.append([name.name])
        bearers.append(bearer)
      }
    }
    let found = NameIndex(entries).duplicates(threshold: threshold)
    var shared: [[Int]: [ScreeningFacts.Identifier]] = [:]
    // What lists no name, such as a technique, is offered by its identifier all the same.
    func place(of bearer: NameBearer) throws -> Int? {
      if let place = places[bearer] { return place }
      let names = try self.names(of: bearer)
      guard !names.isEmpty else { return nil }
      places[bearer] = bearers.count
      entries.append((bearers.count, names.map { ParsedName($0.name.text, schema: $0.schema) }))
      held.append(names.map(\.name))
      bearers.append(bearer)
      return places[bearer]
    }
    var search = DuplicateSearch()
    let issues = ListIssues(self)
    for (identifier, sharing) in try sharedIdentifiers(filter) {
      guard sharing.count <= CommonIdentifier.most else {
        search.common.append(CommonIdentifier(identifier: identifier, bearers: sharing.count))
        continue
      }
      let sharers = try sharing.compactMap { try place(of: $0) }.sorted()
      for (index, first) in sharers.enumerated() {
        for second in sharers.dropFirst(index + 1) {
          shared[[first, second], default: []].append(identifier)
        }
      }
    }
    search.common = search.common.enumerated().sorted {
      ($1.element.bearers, $0.offset) < ($0.element.bearers, $1.offset)
    }.map(\.element)
    var known: [NameBearer: KnownNames] = [:]
    func take(_ one: Int, _ other: Int, alike: (Int, Int)? = nil) throws {
      let ends = [min(one, other), max(one, other)]
      let identifiers = shared.removeValue(forKey: ends) ?? []
      guard
        let pair = try duplicate(
          (bearers[one], entries[one].names, held[one]), (bearers[other], entries[other].names, held[other]),
          alike, identifiers, issues, &known)
      else { return }
      if pair.score >= threshold || !identifiers.isEmpty {
        search.pairs.append(pair)
      } else {
        search.contradicted += 1
      }
    }
    search.cutNames = found.cutNames
    var byIdentifier = shared.count
    for pair in found.pairs {
      let ends = [min(pair.first, pair.second), max(pair.first, pair.second)]
      let isSharing = shared[ends] != nil
      if isSharing { byIdentifier -= 1 }
      // Those that share an identifier and are still to come have their places.
      guard search.pairs.count + (isSharing ? 0 : byIdentifier) < limit else {
        search.unlisted += 1
        shared[ends] = nil
        continue
      }
      try take(pair.first, pair.second, alike: (pair.names.first, pair.names.second))
    }
    for ends in shared.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard search.pairs.count < limit else {
        search.unlisted += 1
        continue
      }
      try take(ends[0], ends[1])
    }
    search.pairs = search.pairs.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }.map(\.element)
    return search
  }

  /// What `statedNames(of:)` and `names(of:)` say of a bearer.
  private struct KnownNames {
    let stated: [HeldName]
    let names: [HeldName]
  }

  private typealias Named = (bearer: NameBearer, names: [ParsedName], held: [ActorName])

  /// - Parameters:
  ///   - alike: the places of the names most alike; `nil` when they were not compared.
  ///   - known: names that were looked up for other pairs.
  private func duplicate(
    _ one: Named, _ other: Named, _ alike: (Int, Int)?, _ shared: [ScreeningFacts.Identifier],
    _ issues: ListIssues, _ known: inout [NameBearer: KnownNames]
  ) throws -> DuplicatePair? {
    guard let (a, b) = alike ?? Self.mostAlike(one.names, other.names) else { return nil }
    let (ones, others) = (try names(of: one.bearer, &known), try names(of: other.bearer, &known))
    let comparison = NameComparison.explain(one.names[a], other.names[b])
      .adding(try facts(of: one.bearer), try facts(of: other.bearer))
    let first = Self.held(one.held[a], among: ones.names)
    let second = Self.held(other.held[b], among: others.names)
    return DuplicatePair(
      first: one.bearer, second: other.bearer,
      firstName: try caption(of: one.bearer, ones.names) ?? one.held[a],
      secondName: try caption(of: other.bearer, others.names) ?? other.held[b], firstMatch: one.held[a],
      secondMatch: other.held[b], isFirstFormer: first?.isFormer ?? false,
      isSecondFormer: second?.isFormer ?? false,
      firstAbsence: try first.flatMap { try issues.absence(of: one.bearer, $0, among: ones.stated) },
      secondAbsence: try second.flatMap { try issues.absence(of: other.bearer, $0, among: others.stated) },
      score: comparison.score,
      features: comparison.features, shared: shared,
      judgement: try standingJudgement(one.bearer, other.bearer))
  }

  /// Looked up once in a search: one bearer may be in thousands of pairs.
  private func names(
    of bearer: NameBearer, _ known: inout [NameBearer: KnownNames]
  ) throws -> KnownNames {
    if let names = known[bearer] { return names }
    let stated = try statedNames(of: bearer)
    let found = KnownNames(stated: stated, names: try names(of: bearer, among: stated))
    if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
    known[bearer] = found
    return found
  }

  private static let mostKnown = 10_000

  /// A name as the versions that count state it.
  private static func held(_ name: ActorName, among names: [HeldName]) -> HeldName? {
    names.first { $0.name.text.utf8.elementsEqual(name.text.utf8) }
  }

  /// The places of the two names that score most.
  private static func mostAlike(_ one: [ParsedName], _ other: [ParsedName]) -> (Int, Int)? {
    var best: (a: Int, b: Int, score: Double)?
    for (a, name) in one.enumerated() {
      for (b, held) in other.enumerated() {
        let score = NameComparison.score(name, held)
        if score > best?.score ?? -1 { best = (a, b, score) }
      }
    }
    return best.map { ($0.a, $0.b) }
  }

  /// Identifiers that two or more entries state, in their own rows or in rows about them, by the versions that count; as
  /// the first of them writes it.
  private func sharedIdentifiers(
    _ filter: ImportFilter?
  ) throws -> [(ScreeningFacts.Identifier, [NameBearer])] {
    let select = try sql.composed(
      """
      SELECT i.kind, i.value, r.source, coalesce(p.about, r.externalID) FROM listedIdentifier i
      JOIN sourceRecord r ON r.op = i.op LEFT JOIN listedPart p ON p.op = i.op
      WHERE EXISTS (SELECT 1 FROM listedIdentifier o WHERE o.kind = i.kind AND o.value = i.value AND o.op <> i.op)
        AND \(ImportFilter.condition) AND \(StoreReader.stands("r")) AND \(StoreReader.isLast("r"))
      ORDER BY i.kind, i.value, i.op
      """)
    filter.bind(to: select)
    var groups: [(identifier: ScreeningFacts.Identifier, sharers: [NameBearer])] = []
    var known: Set<NameBearer> = []
    while try select.step() {
      let bearer = NameBearer.entry(source: select.text(2), id: select.text(3))
      let identifier = ScreeningFacts.Identifier(kind: select.text(0), value: select.text(1))
      guard !identifier.isOfMany else { continue }
      if groups.last?.identifier != identifier {
        groups.append((identifier, []))
        known = []
      }
      if known.insert(bearer).inserted { groups[groups.count - 1].sharers.append(bearer) }
    }
    return try groups.filter { $0.sharers.count > 1 }.map { group in
      (try written(group.identifier, by: group.sharers), group.sharers)
    }
  }

  /// An identifier as compared, without blanks and dashes, in the form that an entry gives it.
  private func written(
    _ compared: ScreeningFacts.Identifier, by sharers: [NameBearer]
  ) throws -> ScreeningFacts.Identifier {
    for bearer in sharers {
      let stated = try facts(of: bearer).identifiers.first {
        $0.kind.utf8.elementsEqual(compared.kind.utf8) && $0.bareText.utf8.elementsEqual(compared.value.utf8)
      }
      if let stated { return stated }
    }
    return compared
  }

  fileprivate enum ImportFilter {
    case source(String)
    case bundle(Digest256)
    case run(EntityID)

    /// Of a source record `r`: `?1` is a source, `?2` the content of a file, `?3` an import. Files that state a record
    /// again count as the one that was the first to.
    static var condition: String {
      func isStated(in files: String) -> String {
        """
        r.bundle \(files) OR EXISTS (
          SELECT 1 FROM restatedRecord AS again WHERE again.op = r.op AND again.bundle \(files))
        """
      }
      let ofRun = """
        IN (SELECT exhibit.sha256 FROM importExhibit JOIN exhibit ON exhibit.id = importExhibit.exhibit
          WHERE importExhibit.run = ?3)
        """
      return """
        (?1 IS NULL OR r.source = ?1) AND (?2 IS NULL OR \(isStated(in: "= ?2")))
        AND (?3 IS NULL OR \(isStated(in: ofRun)))
        """
    }
  }

  private func importFilter(_ name: String) throws -> ImportFilter {
    let source = try sql("SELECT 1 FROM sourceRecord WHERE source = ?1 LIMIT 1")
    source.bind(1, name)
    defer { source.reset() }
    if try source.step() { return .source(name) }
    let named: ImportOrExhibit
    do { named = try importOrExhibit(named: name) } catch StoreError.notFound {
      throw StoreError.notFound(
        "source, import or exhibit \(name)", list: "casetui import list or casetui evidence list")
    }
    switch named {
    case .imported(let row): return .run(row.run.id)
    case .exhibit(let row):
      guard let content = row.sha256 else {
        throw StoreError.damaged("exhibit \(row.reference) has no content recorded")
      }
      return .bundle(content)
    }
  }

  /// Listed names with their bearers, in an order of bearers that every office has, each name where it was stated.
  private func heldNames(_ filter: ImportFilter?) throws -> [(NameBearer, HeldName)] {
    let select = try sql.composed(
      """
      SELECT n.id, n.actor, n.about, n.text, n.kind, n.strength, n.schema, r.source, r.externalID
      FROM listedName n LEFT JOIN sourceRecord r ON r.op = n.id >> 10 AND n.actor IS NULL
      WHERE \(ImportFilter.condition) AND (r.op IS NULL OR \(StoreReader.stands("r")))
      ORDER BY n.actor, r.source, coalesce(n.about, r.externalID), n.id
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
  /// As `ImportFilter.condition` numbers them.
  fileprivate func bind(to select: SQLStatement) {
    select.bindNull(1)
    select.bindNull(2)
    select.bindNull(3)
    switch self {
    case .source(let name): select.bind(1, name)
    case .bundle(let hash): select.bind(2, hash)
    case .run(let id): select.bind(3, id)
    case nil: break
    }
  }
}
