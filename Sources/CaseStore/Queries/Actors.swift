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
}

extension StoreReader {
  /// The types of source record that propose an actor.
  public static let proposing = ["threat-actor", "intrusion-set", "identity", "account-cluster"]

  public func actors(limit: Int = .max) throws -> [ActorRow] {
    let own = try sql(
      "SELECT id, reference, kind, name, original, country FROM actor ORDER BY name, id LIMIT ?1")
    own.bind(1, limit)
    var rows: [ActorRow] = []
    while try own.step() {
      rows.append(
        ActorRow(
          id: try own.id(0, of: Actor.self).description, reference: own.text(1), status: .accepted,
          kind: own.text(2), name: own.text(3), original: own.optionalText(4), country: own.optionalText(5)))
    }
    return rows + (try proposedActors(limit: limit))
  }

  /// What imports propose, one row for each external identifier; of those that were accepted from one source, one for
  /// each other source.
  public func proposedActors(limit: Int = .max) throws -> [ActorRow] {
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
      SELECT externalID, type, max(name), source FROM sourceRecord
      WHERE externalID IN (SELECT externalID FROM judgement)
        AND type IN ('threat-actor', 'intrusion-set', 'identity', 'account-cluster')
        AND \(StoreReader.stands("sourceRecord"))
      GROUP BY externalID, source
      """)
    defer { select.reset() }
    var rows: [ActorRow] = []
    while try select.step() {
      let entry = NameBearer.entry(source: select.text(3), id: select.text(0))
      guard try accepted(entry).isEmpty, try !isRevoked(entry) else { continue }
      rows.append(
        ActorRow(
          id: try reference(of: entry), reference: nil, status: .proposed, kind: select.text(1),
          name: select.optionalText(2) ?? select.text(0), original: nil, country: nil))
    }
    return rows
  }

  private func unjudgedActors(limit: Int) throws -> [ActorRow] {
    // Not of imports that were taken back, and not what its source has revoked.
    let proposed = try sql.composed(
      """
      SELECT externalID, type, max(name), source FROM sourceRecord
      WHERE type IN ('threat-actor', 'intrusion-set', 'identity', 'account-cluster')
        AND externalID NOT IN (SELECT externalID FROM judgement)
        AND \(StoreReader.stands("sourceRecord"))
      GROUP BY externalID ORDER BY max(name), externalID
      """)
    defer { proposed.reset() }
    let mayBeRevoked = try count("revokedRecord") > 0
    var rows: [ActorRow] = []
    while rows.count < limit, try proposed.step() {
      let entry = NameBearer.entry(source: proposed.text(3), id: proposed.text(0))
      if mayBeRevoked, try isRevoked(entry) { continue }
      rows.append(
        ActorRow(
          id: proposed.text(0), reference: nil, status: .proposed, kind: proposed.text(1),
          name: proposed.optionalText(2) ?? proposed.text(0), original: nil, country: nil))
    }
    return rows
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
