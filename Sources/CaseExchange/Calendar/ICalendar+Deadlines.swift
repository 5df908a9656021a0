import CaseDomain

extension ICalendar {
  /// The open deadlines that have a day, as events; `nil` when there is none.
  ///
  /// - Parameters:
  ///   - finished: that were met: whoever has their events drops them.
  ///   - marking: the highest marking of the cases shown; it heads each description, for a calendar travels.
  public init?(
    deadlines: [Deadline], finished: [Deadline] = [], calendar: HolidayCalendar, marking: String?,
    stampMilliseconds: UInt64
  ) {
    let open = deadlines.filter { $0.doneOn == nil }.inOrder
    var events = (open + finished).compactMap { Event($0, calendar: calendar, marking: marking) }
    // No calendar holds two of one name, whatever is alike in two deadlines.
    var seen: [String: Int] = [:]
    for index in events.indices {
      let uid = events[index].uid
      seen[uid, default: 0] += 1
      if let count = seen[uid], count > 1 { events[index].uid = "\(count)/\(uid)" }
    }
    self.init(events, stampMilliseconds: stampMilliseconds)
  }
}

extension ICalendar.Event {
  /// `nil` when the deadline has no day. No title of a case is in it: references only.
  init?(_ deadline: Deadline, calendar: HolidayCalendar, marking: String?) {
    guard let day = deadline.dueOn else { return nil }
    let place = [deadline.caseReference, deadline.track?.title].compactMap(\.self).joined(separator: " ")
    let lines = [
      marking, "\(deadline.citation) (\(deadline.status.rawValue))",
      deadline.note(in: calendar).map { "\(day) \($0)" },
    ]
    self.init(
      uid: deadline.calendarUID, day: day,
      summary: place.isEmpty ? deadline.title : "\(place): \(deadline.title)",
      description: lines.compactMap(\.self).joined(separator: "\n"), isCancelled: deadline.doneOn != nil)
  }
}

extension Deadline {
  /// Stays when the due day moves; for a case, another when the matter comes round again from another day, unless its code
  /// names the one hold, petition or licence. What no case owns has its code alone: one event, which moves on.
  var calendarUID: String {
    guard let caseReference else { return "\(code)@casetui" }
    let isOfOne = code.split(separator: "-").last.map { EntityID(String($0)) != nil } ?? false
    let parts =
      [caseReference, track?.rawValue ?? "spine", code] + (isOfOne ? [] : [startsOn?.iso ?? "open"])
    return parts.joined(separator: "/") + "@casetui"
  }
}
