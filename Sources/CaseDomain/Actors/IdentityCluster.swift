/// Everybody that judgements join to one: edges of the verdict `same`, followed as far as they lead.
///
/// A set of judgements, not a merger: it is reckoned anew whenever it is asked for.
public struct IdentityCluster: Hashable, Sendable {
  /// More are left out, and `isWhole` says so.
  public static let most = 1_000

  /// In the order found, the one asked for first.
  public let members: [NameBearer]
  /// Pairs within it that somebody judged different: the judgements contradict one another.
  public let contradictions: [PairJudgement]
  public let isWhole: Bool

  /// - Parameter judgements: those of one bearer that stand and are not in conflict.
  public init(of start: NameBearer, judgements: (NameBearer) throws -> [PairJudgement]) rethrows {
    var members = [start]
    var known: Set<[UInt8]> = [start.cbor.encoded]
    var apart: [PairJudgement] = []
    var isWhole = true
    var next = 0
    while next < members.count {
      for judgement in try judgements(members[next]) {
        switch judgement.verdict {
        case .same:
          for bearer in [judgement.first, judgement.second] where !known.contains(bearer.cbor.encoded) {
            guard members.count < Self.most else {
              isWhole = false
              continue
            }
            known.insert(bearer.cbor.encoded)
            members.append(bearer)
          }
        case .different: apart.append(judgement)
        case .unsure, .withdrawn: break
        }
      }
      next += 1
    }
    self.members = members
    self.isWhole = isWhole
    var seen: Set<EntityID> = []
    contradictions = apart.filter {
      known.contains($0.first.cbor.encoded) && known.contains($0.second.cbor.encoded)
        && seen.insert($0.entity).inserted
    }
  }
}
