import CaseDomain
import Foundation

extension CaseStore {
  /// Makes a proposal an actor of ours: a record, its names, and the judgement that they are the same.
  public func acceptActor(
    _ externalID: String, kind: Actor.Kind, names: [ActorName], reason: String?, caseID: CaseID? = nil,
    as author: Author
  ) throws -> (id: ActorID, reference: String, change: Change) {
    try write(as: author) { writer in
      guard let proposal = try writer.reader(of: self).versions(of: externalID).last else {
        throw StoreError.notFound("source record \(externalID)")
      }
      let (id, reference): (ActorID, String) = try writer.create(.actor)
      let entity: EntityID = id.cast()
      try writer.set(Target(entity, .actorKind), .text(kind.rawValue))
      let all = names.isEmpty ? [ActorName(proposal.name ?? externalID)] : names
      for name in all { try writer.add(Target(entity, .names), name.cbor) }
      var judgement = writer.body(
        .add, Target(entity, .judgements), Judgement(externalID: externalID, verdict: .same).cbor,
        caseID: nil,
        basis: reason)
      judgement.restsOn = []
      try writer.append(judgement)
      if let caseID {
        try writer.add(
          Target(caseID.cast(), .parties), Party(actor: id, role: "subject").cbor, caseID: caseID.cast())
      }
      return (id, reference, writer.change)
    }
  }

  /// An actor that no source record proposes.
  public func newActor(kind: Actor.Kind, names: [ActorName], as author: Author) throws -> (
    id: ActorID, reference: String, change: Change
  ) {
    try write(as: author) { writer in
      let (id, reference): (ActorID, String) = try writer.create(.actor)
      try writer.set(Target(id.cast(), .actorKind), .text(kind.rawValue))
      for name in names { try writer.add(Target(id.cast(), .names), name.cbor) }
      return (id, reference, writer.change)
    }
  }
}
