import CaseDomain
import CaseStore

// What the store says of who holds whom.
extension Effects {
  private static let mostParties = 500
  private static let mostReplaced = 20

  func parties(of whom: PartiesOf, with text: String, _ reader: StoreReader) throws -> PartyList {
    let stakes = try reader.statedStakes()
    let judged = try reader.judgedParties(in: stakes)
    var asked: String?
    var first: [OwnershipKey] = []
    switch whom {
    case .everybody: break
    case .subject(let tag):
      if let actor = try reader.caseFile(tag.id, rehash: false).subject.actor {
        asked = try reader.reference(of: actor.cast())
        first = try reader.keys(of: .actor(actor))
      }
    case .record(let bearer, let reference):
      asked = reference
      first = try reader.keys(of: bearer)
    }
    let (found, total) = try reader.statedParties(
      stakes, judged, with: text.split(separator: " ").map(String.init), first: Set(first),
      limit: Self.mostParties)
    return PartyList(
      rows: found.map {
        PartyLine(
          party: $0.key, name: $0.name.map { ActorName($0).romanisedFirst }, ids: $0.keys.map(\.text),
          holds: $0.holds, held: $0.held,
          isAsked: $0.isFirst)
      }, total: total, asked: asked)
  }

  func ownership(_ question: OwnershipQuestion, _ reader: StoreReader) throws -> OwnershipView {
    let stakes = try reader.statedStakes()
    let stated = try StatedOwnership(
      stakes, try reader.judgedParties(in: stakes), seeds: [question.party],
      asOf: question.asOf ?? store.today, threshold: question.threshold, leavingOut: question.leftOut)
    var exhibits = ExhibitsOfFiles(reader)
    let replaced = try reader.replacedStakes()
    let turning = try stated.turning(
      on: replaced, reader.judgedParties(in: stakes + replaced.flatMap(\.stakes)))
    var view = try OwnershipScribe(
      stated, name: { try reader.name(of: $0, stated.parties) },
      exhibit: { try exhibits.row($0.bundle).map(ExhibitLine.init) }, judgement: { try $0.joining(reader) },
      contradiction: { try $0.sentence(reader) }
    ).view(of: question)
    view.mark = try reader.mark(of: stated).joined(with: reader.mark(of: turning))
    view.replaced = try turning.here.prefix(Self.mostReplaced).map { try $0.reason(&exhibits) }
    if turning.here.count > view.replaced.count {
      view.replaced.append("and \(turning.here.count - view.replaced.count) more: casetui ownership tree")
    }
    return view
  }
}
