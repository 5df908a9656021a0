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
      let (deadlines, marks) = try store.read { reader -> ([Deadline], [String]) in
        let profile = try reader.profile(on: today)
        let rows = try id.map { [try reader.caseRow(try reader.find($0, .caseFile))] } ?? reader.cases()
        var all = id == nil ? profile.statutoryDeadlines() : []
        for row in rows {
          all += try reader.caseFile(row.id, rehash: false)
            .deadlines(profile: profile, enteredStageOn: try reader.enteredStage(row.id))
        }
        return (all.inOrder, rows.map(\.marking))
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
            deadlines: shown, calendar: holidays, marking: answer.marking.description,
            stampMilliseconds: CaseStore.wallClock())
        else {
          throw StoreError.invalid("nothing falls due, so there is no calendar", remedy: "leave out --within")
        }
        try NewFile.write(calendar.bytes, to: ics)
        answer["ics"] = .string(ics)
        answer.lines.append("wrote \(ics)")
      }
      return answer
    }
  }
}
