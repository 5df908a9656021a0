import ArgumentParser
import CaseDomain
import CaseExchange
import CaseStore

struct DeadlineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deadline", abstract: "What falls due, by which rule.", subcommands: [List.self])

  struct List: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Clocks that run, the nearest first; overdue ones on top.")
    @Option(help: "Only what falls due within so many days.") var within: Int?
    @Option(name: .customLong("case"), help: "Only of this case.") var id: String?
    @Option(help: "Also write them as a calendar file (RFC 5545).") var ics: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let today = store.today
      let holidays = ShippedProfiles.holidays
      let (deadlines, finished, marks) = try store.read { reader -> ([Deadline], [Deadline], [String]) in
        let profile = try reader.profile(on: today)
        let rows = try id.map { [try reader.caseRow(try reader.find($0, .caseFile))] } ?? reader.cases()
        var all = id == nil ? profile.statutoryDeadlines() : []
        var finished: [Deadline] = []
        for row in rows {
          let file = try reader.caseFile(row.id, rehash: false)
          all += file.deadlines(profile: profile, enteredStageOn: try reader.enteredStage(row.id))
          finished += file.finishedDeadlines(profile: profile)
        }
        return (all.inOrder, finished, rows.map(\.marking))
      }
      let shown = within.map { deadlines.due(within: $0, of: today) } ?? deadlines
      var answer = Answer("deadline-list")
      answer.mark(marks)
      answer["on"] = .string(today.iso)
      answer["items"] = .array(
        shown.map { deadline in
          .object([
            ("case", .optional(deadline.caseReference)), ("track", .optional(deadline.track?.rawValue)),
            ("title", .string(deadline.title)), ("section", .string(deadline.citation.description)),
            ("status", .string(deadline.status.rawValue)), ("due_on", .optional(deadline.dueOn?.iso)),
            ("days_left", deadline.daysLeft(on: today).map { .int($0) } ?? .null),
            ("state", .string(deadline.state(on: today).rawValue)),
            ("note", .optional(deadline.note(in: holidays).map { "\($0)" })),
          ])
        })
      answer.lines = shown.map { deadline in
        let left =
          deadline.daysLeft(on: today).map { $0 < 0 ? "\(-$0) days over" : "in \($0) days" } ?? "not started"
        return
          "\(deadline.dueOn?.iso ?? "----------")  \(left)  \(deadline.caseReference ?? "office")  \(deadline.title)  "
          + "(\(deadline.citation), \(deadline.status.rawValue))"
          + (deadline.note(in: holidays).map { "  \($0)" } ?? "")
      }
      if let ics {
        guard
          let calendar = ICalendar(
            deadlines: shown, finished: finished, calendar: holidays, marking: answer.marking.description,
            stampMilliseconds: CaseStore.wallClock())
        else {
          throw StoreError.invalid(
            shown.isEmpty
              ? "nothing falls due, so there is no calendar"
              : "none of \(shown.count) deadlines has a day yet, so there is no calendar",
            remedy: within == nil ? "write it when one has started" : "leave out --within")
        }
        try NewFile.write(calendar.bytes, to: ics)
        let events = calendar.events.count { !$0.isCancelled }
        let left = shown.count - events
        answer["ics"] = .string(ics)
        answer["ics_events"] = .int(events)
        answer["ics_left_out"] = .int(left)
        answer["ics_cancelled"] = .int(calendar.events.count - events)
        answer.lines.append("wrote \(ics)")
        if left > 0 {
          answer.lines.append("\(events) of \(shown.count) are in it; \(left) have no day yet")
        }
        if events < calendar.events.count {
          answer.lines.append("\(calendar.events.count - events) that are met are in it as cancelled")
        }
      }
      return answer
    }
  }
}
