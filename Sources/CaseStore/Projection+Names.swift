import CaseDomain

// Names, identifiers and judgements as rows: what screening looks things up in (docs/names.md §7).

extension Projection {
  /// Lists what a source record states that screening compares. Most records state nothing, and cost nothing.
  mutating func listFacts(of record: SourceRecord) throws {
    guard let facts = record.facts else {
      if let name = record.name, SourceRecord.naming.contains(record.type) {
        try list(ActorName(name), .unknown, number: currentRow << 10, actor: nil, about: nil)
      }
      return
    }
    // Ten bits of the number: nine for the place, one for the romanised form. An import counts the names beyond.
    for (place, name) in facts.names.prefix(StatedFacts.mostListedNames).enumerated() {
      try list(
        name, facts.schema, number: currentRow << 10 | Int64(place) << 1, actor: nil, about: facts.about)
    }
    if let about = facts.about, !facts.screening.saysNothing {
      let insert = try sql("INSERT INTO listedPart (op, source, about) VALUES (?1, ?2, ?3)")
      insert.bind(1, currentRow)
      insert.bind(2, record.source)
      insert.bind(3, about)
      try insert.run()
    }
    for identifier in facts.identifiers where !identifier.bareText.isEmpty {
      let insert = try sql("INSERT OR IGNORE INTO listedIdentifier (kind, value, op) VALUES (?1, ?2, ?3)")
      insert.bind(1, identifier.kind)
      insert.bind(2, identifier.bareText)
      insert.bind(3, currentRow)
      try insert.run()
    }
  }

  /// Replaces the listed names of an actor of ours.
  mutating func listNames(of actor: EntityID, kind: Actor.Kind) throws {
    try unlistNames(of: actor)
    let schema = NameSchema(kind)
    for value in try live(actor, .names) {
      guard let name = ActorName(value.value), let row = try row(of: value) else { continue }
      try list(name, schema, number: row << 10, actor: actor, about: nil)
    }
  }

  private mutating func unlistNames(of actor: EntityID) throws {
    let select = try sql("SELECT id, text, schema FROM listedName WHERE actor = ?1")
    select.bind(1, actor)
    var old: [(id: Int64, name: ParsedName)] = []
    while try select.step() {
      let schema = NameSchema(rawValue: select.text(2)) ?? .unknown
      old.append((select.int(0), ParsedName(select.text(1), schema: schema)))
    }
    guard !old.isEmpty else { return }
    let forget = try sql("DELETE FROM nameKey WHERE key = ?1 AND name = ?2")
    for (id, name) in old {
      for key in NameKeys.numbers(of: name) {
        forget.bind(1, key)
        forget.bind(2, id)
        try forget.run()
      }
    }
    let delete = try sql("DELETE FROM listedName WHERE actor = ?1")
    delete.bind(1, actor)
    try delete.run()
  }

  private mutating func list(
    _ name: ActorName, _ schema: NameSchema, number: Int64, actor: EntityID?, about: String?
  ) throws {
    try listRow(name.text, name, schema, number: number, actor: actor, about: about)
    if let romanised = name.romanised, !romanised.saysNothing {
      try listRow(romanised, name, schema, number: number | 1, actor: actor, about: about)
    }
  }

  private mutating func listRow(
    _ text: String, _ name: ActorName, _ schema: NameSchema, number: Int64, actor: EntityID?, about: String?
  ) throws {
    let insert = try sql(
      """
      INSERT INTO listedName (id, actor, about, text, kind, strength, schema)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """)
    insert.bind(1, number)
    insert.bind(2, actor)
    insert.bind(3, about)
    insert.bind(4, text)
    insert.bind(5, name.kind.rawValue)
    insert.bind(6, name.strength.rawValue)
    insert.bind(7, schema.rawValue)
    try insert.run()
    nameKeys.add(NameKeys.numbers(of: ParsedName(text, schema: schema)), name: number)
    if nameKeys.isFull { try writeNameKeys() }
  }

  /// Writes the keys that wait, in the order of the table: in any other, each would touch a page of its own.
  mutating func writeNameKeys() throws {
    let waiting = nameKeys.take()
    guard !waiting.isEmpty else { return }
    let insert = try sql("INSERT OR IGNORE INTO nameKey (key, name) VALUES (?1, ?2)")
    for pair in waiting {
      insert.bind(1, pair.key)
      insert.bind(2, pair.name)
      try insert.run()
    }
  }

  /// The number of the operation that holds a value, in this store.
  private func row(of value: LiveValue) throws -> Int64? {
    let select = try sql("SELECT id FROM op WHERE feed = ?1 AND seq = ?2 AND hash = ?3")
    select.bind(1, try feeds.number(of: value.dot.feed))
    select.bind(2, value.dot.seq)
    select.bind(3, value.hash)
    defer { select.reset() }
    return try select.step() ? select.int(0) : nil
  }

  /// Brings the row of a judged pair up to date: none while nobody judges it.
  func refreshPair(_ entity: EntityID) throws {
    let values = try live(entity, .pairJudgement)
    guard let state = RegisterState(values), let shown = PairJudgement(state.shown.value),
      shown.entity == entity, state.isConflict || shown.verdict != .withdrawn
    else {
      let delete = try sql("DELETE FROM pairJudgement WHERE pair = ?1")
      delete.bind(1, entity)
      return try delete.run()
    }
    let write = try sql(
      "INSERT OR REPLACE INTO pairJudgement (pair, first, second, verdict) VALUES (?1, ?2, ?3, ?4)")
    write.bind(1, entity)
    write.bind(2, shown.first.cbor.encoded)
    write.bind(3, shown.second.cbor.encoded)
    write.bind(4, state.isConflict ? "contested" : shown.verdict.rawValue)
    try write.run()
  }
}

/// Keys of names on their way into the table. A value, so that a part of a transaction that is undone takes
/// its keys with it.
struct NameKeyChanges {
  private var waiting: [(key: Int64, name: Int64)] = []
  /// 16 MB.
  private static let most = 1_000_000

  var isFull: Bool { waiting.count >= Self.most }

  mutating func add(_ keys: [Int64], name: Int64) { for key in keys { waiting.append((key, name)) } }

  /// Sorted; none is kept.
  mutating func take() -> [(key: Int64, name: Int64)] {
    defer { waiting.removeAll(keepingCapacity: true) }
    waiting.sort { ($0.key, $0.name) < ($1.key, $1.name) }
    return waiting
  }
}

extension NameSchema {
  /// A government is named as an organisation is.
  init(_ kind: Actor.Kind) {
    switch kind {
    case .person: self = .person
    case .organisation, .government: self = .organisation
    case .unknown: self = .unknown
    }
  }
}
