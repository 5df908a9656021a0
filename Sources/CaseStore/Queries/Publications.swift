import CaseDomain

/// A move that fixes what a list says, with what its texts rest on.
public struct PublicationRecord: Hashable, Sendable {
  public let caseID: CaseID
  public let event: PublicationEvent
  /// What the fields of the entry say and rest on, as they stood at the move that the entry comes from.
  public let fields: [ListingField: ListingValue]
}

/// A move towards or off a list that has no effect outside, and why.
public struct PassedOver: Hashable, Sendable {
  public let caseID: CaseID
  public let reference: String
  public let to: Stage
  public let by: Person
  public let on: Day
  /// Without a full stop.
  public let reason: String
}

/// Everything that the journal publishes, and what it does not.
public struct Publications: Sendable {
  /// By case, then list, then in the order they were recorded.
  public fileprivate(set) var records: [PublicationRecord] = []
  public fileprivate(set) var passedOver: [PassedOver] = []

  public var ledger: PublicationLedger { PublicationLedger(records.map(\.event)) }
}

extension StoreReader {
  /// Every act of publication that the journal holds, for the attackers list, the Entity List and blocking,
  /// with what each entry rests on and the moves that publish nothing.
  ///
  /// A move counts when it is not contested, its author held the role for it at that moment or holds it now,
  /// and so did the author of the decision before it. An entry is what its fields said at that move: what
  /// was written later leaves only with a later move. Source: `docs/publication.md` §6.
  public func publications() throws -> Publications {
    let register = try RegisterHistory(self)
    var numbers = EntryNumbers()
    var found = Publications()
    let rows = try cases().sorted { left, right in
      left.reference.utf8.elementsEqual(right.reference.utf8)
        ? left.id < right.id : left.reference.utf8.lexicographicallyPrecedes(right.reference.utf8)
    }
    for row in rows {
      let tracks = try Track.allCases.filter { track in
        try !live(.derived("track", from: row.id.cast(), track.recordKey), .stage).isEmpty
      }
      guard !tracks.isEmpty else { continue }
      let history = try TrackHistory(of: row.id, tracks, in: self)
      for track in tracks { try publish(track, of: row, history, register, &numbers, into: &found) }
    }
    return found
  }

  private func publish(
    _ track: Track, of row: CaseRow, _ history: TrackHistory, _ register: RegisterHistory,
    _ numbers: inout EntryNumbers, into found: inout Publications
  ) throws {
    var current: PublicationRecord?
    for move in history.moves(on: track) {
      guard let effect = move.effect else { continue }
      func passOver(_ reason: String) {
        found.passedOver.append(
          PassedOver(
            caseID: row.id, reference: row.reference, to: move.to, by: move.by, on: move.on, reason: reason))
      }
      if let reason = history.fault(of: move, register) {
        passOver(reason)
        continue
      }
      let next: PublicationRecord
      switch effect {
      case .published, .rewritten:
        if effect == .rewritten, current == nil { continue }
        if let disputed = move.state.disputed.first {
          passOver("the offices disagreed on the \(disputed) when it was made")
          continue
        }
        // What was taken off a list comes back as a listing of its own, with its own day.
        let isOver = effect == .published && current?.event.isOver(on: move.publishedOn ?? move.on) == true
        let former = isOver ? nil : current?.event.entry
        guard var entry = try entry(of: row, at: move, published: former, &numbers) else {
          passOver("the entry has no name, or no kind of subject, to be published under")
          continue
        }
        if effect == .rewritten {
          entry.changedOn = move.on
          entry.status = .active
        }
        let kind: PublicationEvent.Kind = effect == .published ? .published : .changed
        let day = effect == .published ? entry.publishedOn : move.on
        next = PublicationRecord(
          caseID: row.id, event: PublicationEvent(kind, on: max(day, current?.event.on ?? day), entry),
          fields: move.state.fields)
      case .restated(let status):
        guard var event = current?.event else { continue }
        event.kind = .changed
        event.on = max(move.on, event.on)
        event.entry.status = status
        next = PublicationRecord(caseID: row.id, event: event, fields: current?.fields ?? [:])
      case .ended(let kind):
        guard var event = current?.event else { continue }
        event.kind = kind
        event.on = max(move.on, event.on)
        next = PublicationRecord(caseID: row.id, event: event, fields: current?.fields ?? [:])
      }
      current = next
      found.records.append(next)
    }
  }
}

/// Numbers of entries and of their parts: the first four bytes of a hash over what they name, so that a number
/// stays while nobody wrote it down. Two that fall together are parted in the order of case references.
struct EntryNumbers {
  private var taken: [UInt32: [UInt8]] = [:]

  mutating func number(_ parts: [UInt8]...) -> UInt32 {
    let name = parts.flatMap { Digest256.sha256($0).bytes }
    var number = Digest256.sha256(name).bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    while number == 0 || taken[number].map({ $0 != name }) ?? false { number &+= 1 }
    taken[number] = name
    return number
  }
}

// MARK: what owners permit

/// A consent as the case that records it names it.
public struct RecordedConsent: Hashable, Sendable {
  /// Such as `OC-0001-HQ`.
  public let reference: String
  public let consent: OwnerConsent
}

extension StoreReader {
  /// Consents that nobody took back, of all cases.
  public func standingConsents() throws -> [RecordedConsent] {
    try cases().flatMap { row in
      try consents(of: row.id).filter { $0.consent.revokedOn == nil }
        .map { RecordedConsent(reference: try reference(of: $0.id), consent: $0.consent) }
    }.sorted { $0.reference.utf8.lexicographicallyPrecedes($1.reference.utf8) }
  }
}
