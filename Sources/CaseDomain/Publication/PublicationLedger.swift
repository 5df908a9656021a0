/// One act of publication, as recorded.
public struct PublicationEvent: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable { case published, changed, withdrawn, expired, removed }

  public var kind: Kind
  public var on: Day
  /// The whole entry as it stands after the event.
  public var entry: PublishedEntry

  public init(_ kind: Kind, on day: Day, _ entry: PublishedEntry) {
    self.kind = kind
    self.on = day
    self.entry = entry
  }
}

/// Everything that was ever published, from which the list of any day follows.
///
/// Total: it takes what was recorded as fact. Where events disagree the narrower reading wins: what was taken
/// off a list comes back only by a new publication, and a term that is over ends the entry even when nobody
/// recorded it.
public struct PublicationLedger: Sendable {
  public let events: [PublicationEvent]

  /// - Parameter events: those of one day in the order they were recorded; days in any order.
  public init(_ events: [PublicationEvent]) {
    self.events = events.enumerated()
      .sorted { ($0.element.on, $0.offset) < ($1.element.on, $1.offset) }.map(\.element)
  }

  /// The entries in force on `day`: published on or before it, and not ended. Ordered by list, number and
  /// subject. On the day of expiry an entry is already off the list.
  public func entries(asOf day: Day, on list: PublishedEntry.List? = nil) -> [PublishedEntry] {
    history(asOf: day, on: list).filter(\.status.isInForce)
  }

  /// The last known state of every entry, ended ones with the status that says how.
  public func history(asOf day: Day, on list: PublishedEntry.List? = nil) -> [PublishedEntry] {
    states(asOf: day).values.filter { list == nil || $0.list == list }.sorted(by: Self.precedes)
  }

  /// Listings that ended and that another one of their subject followed on their list, in the order of `history`.
  public func followedListings(asOf day: Day) -> [PublishedEntry] {
    replayed(asOf: day).followed.sorted(by: Self.precedes)
  }

  /// What a reader who has the list of one day needs to have that of another. Neither day need be the later.
  public func diff(from: Day, to: Day, on list: PublishedEntry.List? = nil) -> PublicationDelta {
    let before = keyed(entries(asOf: from, on: list))
    let after = keyed(entries(asOf: to, on: list))
    let known = states(asOf: max(from, to))
    let atTarget = states(asOf: to)
    return PublicationDelta(
      from: from, to: to,
      added: after.filter { before[$0.key] == nil }.values.sorted(by: Self.precedes),
      removed: before.filter { after[$0.key] == nil }
        .map { atTarget[$0.key] ?? known[$0.key] ?? $0.value }.sorted(by: Self.precedes),
      changed: before.compactMap { key, old in
        after[key].flatMap { EntryChange(from: old, to: $0) }
      }
      .sorted { Self.precedes($0.to, $1.to) })
  }

  private struct Key: Hashable {
    let list: PublishedEntry.List
    let subject: ActorID
  }

  private func keyed(_ entries: [PublishedEntry]) -> [Key: PublishedEntry] {
    Dictionary(entries.map { (Key(list: $0.list, subject: $0.subject), $0) }) { $1 }
  }

  private func states(asOf day: Day) -> [Key: PublishedEntry] { replayed(asOf: day).last }

  /// - Returns: the last state of every entry, and how each listing ended that another one of its subject followed.
  private func replayed(asOf day: Day) -> (last: [Key: PublishedEntry], followed: [PublishedEntry]) {
    var states: [Key: PublishedEntry] = [:]
    var followed: [PublishedEntry] = []
    for event in events where event.hasEffect(by: day) {
      let key = Key(list: event.entry.list, subject: event.entry.subject)
      let before = states[key].map { Self.aged($0, to: max(event.on, event.entry.publishedOn)) }
      var entry = Self.state(after: event, before: states[key])
      entry.followsAnother = before?.followsAnother ?? false
      if event.kind == .published, let before, !before.status.isInForce {
        followed.append(before)
        entry.followsAnother = true
      }
      states[key] = entry
    }
    return (last: states.mapValues { Self.aged($0, to: day) }, followed: followed)
  }

  private static func state(after event: PublicationEvent, before: PublishedEntry?) -> PublishedEntry {
    var entry = event.entry
    switch event.kind {
    case .withdrawn: entry.end(.withdrawn, on: event.on)
    case .expired: entry.end(.expired, on: event.on)
    case .removed: entry.end(.removed, on: event.on)
    case .published: break
    case .changed:
      // A correction to what was taken off the list does not put it back; neither does one that follows a term.
      if let before = before.map({ aged($0, to: event.on) }), !before.status.isInForce {
        entry.end(before.status, on: before.endedOn)
      }
    }
    return entry
  }

  private static func aged(_ entry: PublishedEntry, to day: Day) -> PublishedEntry {
    guard entry.status.isInForce, let expires = entry.expiresOn, expires <= day else { return entry }
    var ended = entry
    ended.end(.expired, on: expires)
    return ended
  }

  private static func precedes(_ left: PublishedEntry, _ right: PublishedEntry) -> Bool {
    (left.list.order, left.uid, left.subject, left.publishedOn)
      < (right.list.order, right.uid, right.subject, right.publishedOn)
  }
}

extension PublishedEntry {
  fileprivate mutating func end(_ status: Status, on day: Day?) {
    self.status = status
    endedOn = day
  }
}

extension PublicationEvent {
  /// Whether its entry is off the list on a day that follows it: taken off, or at the end of its term.
  public func isOver(on day: Day) -> Bool {
    switch kind {
    case .published, .changed: entry.expiresOn.map { $0 <= day } ?? false
    case .withdrawn, .expired, .removed: true
    }
  }

  /// What is recorded ahead of its day of publication leaves the entry before it in force until then.
  fileprivate func hasEffect(by day: Day) -> Bool {
    switch kind {
    case .published, .changed: max(on, entry.publishedOn) <= day
    case .withdrawn, .expired, .removed: on <= day
    }
  }
}

extension PublishedEntry.List {
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
