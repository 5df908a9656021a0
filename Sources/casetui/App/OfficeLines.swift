import CaseDomain

/// What every screen may show of the office: read at the start and after each change.
struct Office: Equatable, Sendable {
  var name = ""
  var user = ""
  var cases: [CaseLine] = []
  var conflicts = 0
  var peers: [PeerLine] = []
  /// The moment of reading, for ages.
  var readAt: UInt64 = 0
  /// Over all cases and exhibits: what a screen carries that may show what came from any of them.
  var mark = HandlingMark.officeFloor
  var isLoaded = false

  /// The latest exchange with any peer.
  var lastSyncAt: UInt64? { peers.compactMap(\.lastSyncAt).max() }

  func line(of id: CaseID) -> CaseLine? { cases.first { $0.id == id } }
}

/// Counts that take longer; they follow the first frame.
struct Health: Equatable, Sendable {
  var exhibits = 0
  /// Operations from peers that were not taken in.
  var quarantined = 0
  /// Operations that this version cannot read.
  var unread = 0
}

struct PeerLine: Hashable, Sendable {
  let office: String
  let words: String
  let address: String?
  let lastSyncAt: UInt64?
}

/// Values that stand side by side in one field.
struct ConflictLine: Hashable, Sendable {
  struct Side: Hashable, Sendable {
    let text: String
    /// Who said it first, as `user` and `at` are.
    let office: String
    let user: String
    let at: UInt64
    /// This office says it, alone or as others do.
    let isOurs: Bool
    /// The operations that say so: a choice is of these, and of none that come later.
    var dots: [Dot] = []
    /// Other offices that said it, too, afterwards.
    var later: [String] = []
  }

  let id: String
  let caseTag: CaseTag?
  /// The number of the exhibit, actor, import or practice that it is about.
  var record: String?
  let mark: HandlingMark
  let field: String
  /// Both of whom a judgement is, by name and reference; else empty.
  var about: [String] = []
  let isHard: Bool
  let base: String?
  let sides: [Side]
  /// Free text: both can be kept, or another written.
  let isText: Bool

  /// The numbers of its case and its record; `nil` when it has neither.
  var place: String? {
    let numbers = [caseTag?.reference, record].compactMap(\.self)
    return numbers.isEmpty ? nil : numbers.joined(separator: " ")
  }

  /// As the store takes it; `nil` when this office said nothing.
  var ours: Side? { sides.first(where: \.isOurs) }
  /// As the store takes it: the last of other offices; `nil` when all are of this one.
  var theirs: Side? { sides.last { !$0.isOurs } }
  /// What is shown side by side: where it can be, ours and theirs.
  var left: Side? { ours ?? sides.first }
  var right: Side? { theirs ?? sides.last }
}

/// What an exchange with a peer came to.
struct SyncView: Equatable, Sendable {
  var peer: String
  var received: UInt64 = 0
  var sent: UInt64 = 0
  var bytes: UInt64 = 0
  var conflicts = 0
  var refused: [String] = []
  /// `nil` when both hold the same state now.
  var difference: SyncDifference?
  /// Files that this store lacks and the peer did not give.
  var missingFiles = 0
  /// Offices whose newest entry is dated ahead of the clock here, why, and what that does.
  var fastClocks: [String] = []
  var seconds = 0.0
  /// Set when the peer is not enrolled: nothing was exchanged.
  var unknownPeerWords: String?
}
