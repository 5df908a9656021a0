/// The moves that led to where a record stands, and which of them are irregular and not mended.
///
/// An irregular move is mended by a later regular one that brings the record back to where it stood, or to a stage
/// from which it has to pass there again; never by suspending and resuming, nor by going on. While two moves stand
/// apart, one that is open on either way is open. Source: agency policy §8.1; docs/decisions/0021.
public struct MoveChain: Sendable {
  private struct Step: Hashable {
    var from: Stage?
    var to: Stage
  }
  /// Of several open moves that say the same, the first: one way back mends them all, and what is kept for a
  /// move stays bounded by the number of stages.
  private typealias Open = [Step: (place: Int, found: Irregularity)]

  private let moves: [RecordedMove]
  private let track: Track?

  /// - Parameter moves: each after those it replaces; a reference to a later place is passed over.
  public init(_ moves: [RecordedMove], on track: Track?) {
    self.moves = moves
    self.track = track
  }

  /// The irregular moves that nobody has mended, in the order of the list. Linear in the moves.
  public var openIrregularities: [Irregularity] {
    var open: [Open] = []
    var isReplaced = [Bool](repeating: false, count: moves.count)
    for (place, move) in moves.enumerated() {
      let parents = move.replaces.filter { (0..<place).contains($0) }
      for parent in parents { isReplaced[parent] = true }
      var here = parents.map { open[$0] }.reduce(into: Open()) { $0.merge($1, uniquingKeysWith: first) }
      if let to = move.to {
        if let found = judge(move, to, parents, here) {
          here.merge([Step(from: found.from, to: to): (place, found)], uniquingKeysWith: first)
        } else {
          here = here.filter { !MoveChain.mends(from: move.from, to: to, $0.value.found) }
        }
      }
      open.append(here)
    }
    let heads = open.indices.filter { !isReplaced[$0] }.map { open[$0] }
    return heads.reduce(into: Open()) { $0.merge($1, uniquingKeysWith: first) }
      .values.sorted { $0.place < $1.place }.map(\.found)
  }

  private func first(_ left: Open.Value, _ right: Open.Value) -> Open.Value {
    left.place <= right.place ? left : right
  }

  // MARK: one move

  private func judge(_ move: RecordedMove, _ to: Stage, _ parents: [Int], _ open: Open) -> Irregularity? {
    let before = place(after: parents)
    func irregular(_ needs: Set<Role>) -> Irregularity {
      Irregularity(from: before, to: to, by: move.by, needs: needs)
    }
    guard move.from == before || settles(move, parents) else { return irregular([]) }
    if move.from == .spine(.suspended),
      !parents.contains(where: { moves[$0].to == .spine(.suspended) && moves[$0].from == to })
    {
      return irregular([])
    }
    let roles =
      Transition.step(from: move.from, to: to)?.roles
      ?? open.values.compactMap { Transition.correction(of: $0.found, at: move.from) }
      .filter { $0.to == to }.reduce(into: []) { $0.formUnion($1.roles) }
    if move.roles.isDisjoint(with: roles) { return irregular(roles) }
    guard move.isUnsigned else { return nil }
    return Irregularity(from: before, to: to, by: move.by, needs: roles, isUnsigned: true)
  }

  /// Where the record stood when these moves had been made, as `StageState` has it.
  private func place(after parents: [Int]) -> Stage? {
    let first = Stage.all(on: track)[0]
    guard let one = parents.first else { return track == nil ? first : nil }
    if parents.allSatisfy({ moves[$0].to == moves[one].to }) { return moves[one].to ?? first }
    return parents.allSatisfy { moves[$0].from == moves[one].from } ? moves[one].from ?? first : first
  }

  /// Whether a move settles a contest by saying again what one of the contested moves said.
  private func settles(_ move: RecordedMove, _ parents: [Int]) -> Bool {
    Set(parents.map { moves[$0].to }).count > 1
      && parents.contains { moves[$0].from == move.from && moves[$0].to == move.to }
  }

  // MARK: mending

  private static let suspended = Stage.spine(.suspended)

  /// Whether a regular move undoes an irregular one before it.
  private static func mends(from: Stage?, to: Stage, _ found: Irregularity) -> Bool {
    // A suspension undoes a resumption, and a resumption a suspension; neither undoes anything else.
    if to == suspended { return found.from == suspended && found.to == from }
    if from == suspended { return found.to == suspended && found.from == to }
    return to == found.origin || Transition.leads(from: to, to: found.to, onlyBy: found.origin)
  }
}
