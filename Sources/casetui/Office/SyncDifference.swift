import CaseDomain
import CaseSync

/// Why two stores are not equal after an exchange.
enum SyncDifference: Equatable, Sendable {
  /// They hold the same operations and have the same rules (docs/sync-protocol.md §3.10).
  case damage
  /// The session ended before each side had said its state.
  case notCompared
  /// Something that came was refused.
  case notTakenIn
  /// The other program makes another state of the same operations.
  case otherRules
  /// They held other operations when each said its state.
  case otherOperations

  /// `nil` when they are equal, and when nothing was to be exchanged.
  init?(_ report: SyncReport) {
    if case .notEnrolled = report.outcome { return nil }
    guard let own = report.stateDigest, let theirs = report.peerStateDigest else {
      self = .notCompared
      return
    }
    guard own != theirs else { return nil }
    if report.tally.statesDisagree {
      self = .damage
    } else if !report.refused.isEmpty || !report.quarantined.isEmpty {
      self = .notTakenIn
    } else if report.tally.statusesAgree {
      self = .otherRules
    } else {
      self = .otherOperations
    }
  }

  var message: String {
    switch self {
    case .damage: "the same operations give two states: one store is damaged"
    case .notCompared: "the session ended before the states were compared"
    case .notTakenIn: "the stores still differ: something was not taken in"
    case .otherRules: "the stores still differ: the other program merges by other rules"
    case .otherOperations: "the stores still differ: they hold other operations"
    }
  }

  var remedy: String {
    switch self {
    case .damage: "run casetui verify on both"
    case .notCompared: "exchange again"
    case .notTakenIn: "see what was refused, and why"
    case .otherRules: "use the same version in both offices"
    case .otherOperations: "exchange again; if they still differ, ask there what was refused"
    }
  }
}

extension SyncReport {
  /// What the users of both sides should hear of: a state that cannot be, and what either found of seals.
  var alarms: [String] {
    let damage = SyncDifference.damage
    let isDamaged = SyncDifference(self) == damage
    return (isDamaged ? ["\(damage.message); \(damage.remedy)"] : []) + tally.equivocations
      + tally.peerAlarms
  }
}
