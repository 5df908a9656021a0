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

  /// What imports propose, one row for each external identifier.
  public func proposedActors(limit: Int = .max) throws -> [ActorRow] {
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
