import CaseDomain
import CaseStore

extension ReplacedStakes.One {
  /// `10 % (ftm:a of ftm:b) by Office X (new.json) [EX-0002] counts as own1; Register (old.json) [EX-0001] stated 60 %
  /// (ftm:a of ftm:b), by which ftm:b would be blocked`.
  func reason(_ exhibits: inout ExhibitsOfFiles) throws -> String {
    let counting = stake.counting
    let sayer = try counting.claimant(&exhibits)
    let head =
      counting.stake.map { "\($0.claim) by \(sayer) counts as \(stake.statement)" }
      ?? "\(sayer) says that \(stake.statement) no longer stands"
    let before = try stake.earlier.map { version in
      let said = version.stake.map { "stated \($0.claim)" } ?? "said that it no longer stands"
      return "\(try version.claimant(&exhibits)) \(said)"
    }
    let blocks =
      blocked.isEmpty
      ? "" : ", by which \(blocked.map(\.text).joined(separator: " and ")) would be blocked"
    return "\(head); \(before.joined(separator: "; "))\(blocks)"
  }

  static let remedy =
    "see whether the later sender may speak for that source; if not, take its import back: casetui import undo"
}

extension ReplacedStake.Version {
  fileprivate func claimant(_ exhibits: inout ExhibitsOfFiles) throws -> String {
    "\(sender) [\(try exhibits.reference(file))]"
  }
}

extension StatedStake {
  /// `60 % (ftm:a of ftm:b)`.
  fileprivate var claim: String { "\(share) (\(owner?.text ?? "-") of \(owned?.text ?? "-"))" }
}
