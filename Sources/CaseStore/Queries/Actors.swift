import CaseDomain
import Foundation

/// An actor of ours, or one that an import proposes and nobody has judged yet.
public struct ActorRow: Hashable, Sendable {
  public enum Status: String, Sendable { case accepted, proposed }
  /// The identifier of ours, or the external one of a proposal.
  public let id: String
  public let reference: String?
  public let status: Status
  public let kind: String
  public let name: String
  public let original: String?
  public let country: String?
  /// Whom the row names.
  public let bearer: NameBearer
}

extension StoreReader {
  /// Actors of ours, then what imports propose.
  public func actors(limit: Int = .max) throws -> [ActorRow] {
    let own = try ownActors(limit: limit)
    return own + (try proposedActors(limit: limit - own.count))
  }

  /// Actors of ours, by their names.
  public func ownActors(limit: Int = .max) throws -> [ActorRow] {
    let own = try sql(
      "SELECT id, reference, kind, name, original, country FROM actor ORDER BY name, id LIMIT ?1")
    own.bind(1, limit)
    var rows: [ActorRow] = []
    while try own.step() {
      let id: ActorID = try own.id(0, of: Actor.self)
      rows.append(
        ActorRow(
          id: id.description, reference: own.text(1), status: .accepted,
          kind: own.text(2), name: own.text(3), original: own.optionalText(4), country: own.optionalText(5),
          bearer: .actor(id)))
    }
    return rows
  }

  /// What imports propose, by the name that the version which counts gives, of a cluster the last of those
  /// that its rows give: one row for each external identifier; of those that were accepted from one source,
  /// one for each other source. What is judged the same as an actor of ours is none.
  public func proposedActors(limit: Int = .max) throws -> [ActorRow] {
    guard limit > 0 else { return [] }
    let (unjudged, others) = (try unjudgedActors(limit: limit), try actorsOfOtherSources())
    guard !others.isEmpty else { return unjudged }
    let sorted = (unjudged + others).sorted { one, other in
      one.name.utf8.elementsEqual(other.name.utf8)
        ? one.id.utf8.lexicographicallyPrecedes(other.id.utf8)
        : one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
    }
    return Array(sorted.prefix(limit))
  }

  /// Records whose identifier was accepted, but as another source has it.
  private func actorsOfOtherSources() throws -> [ActorRow] {
    let select = try sql.composed(
      """
      SELECT r.externalID, r.type, max(r.name), r.source FROM sourceRecord AS r
      WHERE r.externalID IN (SELECT externalID FROM judgement)
        AND r.type IN ('threat-actor', 'intrusion-set', 'identity', 'account-cluster')
        AND \(StoreReader.stands("r")) AND (\(StoreReader.isOneOfMany("r")) OR \(StoreReader.isLast("r")))
      GROUP BY r.externalID, r.source
      """)
    defer { select.reset() }
    let judged = try judgedSame()
    var rows: [ActorRow] = []
    while try select.step() {
      let entry = NameBearer.entry(source: select.text(3), id: select.text(0))
      guard try accepted(entry).isEmpty, try !isRevoked(entry) else { continue }
      if judged.contains(entry.cbor.encoded), try actor(thatIs: entry) != nil { continue }
      rows.append(
        ActorRow(
          id: try reference(of: entry), reference: nil, status: .proposed, kind: select.text(1),
          name: select.optionalText(2) ?? select.text(0), original: nil, country: nil, bearer: entry))
    }
    return rows
  }

  private func unjudgedActors(limit: Int) throws -> [ActorRow] {
    // Not of imports that were taken back, and not what its source has revoked. The thousands of rows of a
    // cluster are no versions, and not compared with each other.
    let proposed = try sql.composed(
      """
      SELECT r.externalID, r.type, max(r.name), r.source FROM sourceRecord AS r
      WHERE r.type IN ('threat-actor', 'intrusion-set', 'identity', 'account-cluster')
        AND r.externalID NOT IN (SELECT externalID FROM judgement)
        AND \(StoreReader.stands("r")) AND (\(StoreReader.isOneOfMany("r")) OR \(StoreReader.isLast("r")))
      GROUP BY r.externalID ORDER BY max(r.name), r.externalID
      """)
    defer { proposed.reset() }
    let mayBeRevoked = try count("revokedRecord") > 0
    let judged = try judgedSame()
    var rows: [ActorRow] = []
    while rows.count < limit, try proposed.step() {
      let entry = NameBearer.entry(source: proposed.text(3), id: proposed.text(0))
      if mayBeRevoked, try isRevoked(entry) { continue }
      if judged.contains(entry.cbor.encoded), try actor(thatIs: entry) != nil { continue }
      rows.append(
        ActorRow(
          id: proposed.text(0), reference: nil, status: .proposed, kind: proposed.text(1),
          name: proposed.optionalText(2) ?? proposed.text(0), original: nil, country: nil, bearer: entry))
    }
    return rows
  }

  /// Ends of judgements of *same*, encoded: who is none of them is nobody else, but by an acceptance.
  private func judgedSame() throws -> Set<[UInt8]> {
    let select = try sql(
      """
      SELECT first FROM pairJudgement WHERE verdict = 'same'
      UNION SELECT second FROM pairJudgement WHERE verdict = 'same'
      """)
    var ends: Set<[UInt8]> = []
    while try select.step() { ends.insert(select.bytes(0)) }
    return ends
  }

  /// The actor of ours that a source record is, by its acceptance or by what was judged since; `nil` when it is none.
  public func actor(thatIs entry: NameBearer) throws -> ActorID? {
    for case .actor(let id) in try cluster(of: entry).members { return id }
    return nil
  }

  public func actor(_ id: ActorID) throws -> Actor {
    let entity: EntityID = id.cast()
    let names = try live(entity, .names).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
      .compactMap { ActorName($0.value) }
    let kind = try RegisterState(live(entity, .actorKind))?.shown.value.textValue.flatMap(Actor.Kind.init)
    return Actor(id: id, kind: kind ?? .unknown, names: names)
  }

  /// What people judged about an actor and source records.
  public func judgements(of id: ActorID) throws -> [(judgement: Judgement, by: String, reason: String?)] {
    try live(id.cast(), .judgements).compactMap { value in
      guard let judgement = Judgement(value.value) else { return nil }
      let body = try body(of: value.dot)
      return (judgement, body?.author.user ?? "", body?.basis)
    }
  }
}
