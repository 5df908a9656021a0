import ArgumentParser
import CaseDomain
import CaseStore

struct RebuildCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Make every table anew from the journal.")
  @OptionGroup var global: GlobalOptions

  func answer(_ store: CaseStore) throws -> Answer {
    let report = try store.rebuild(isCancelled: { Interruption.isAsked }) {
      Standard.progress("\($0) operations")
    }
    Standard.endProgress()
    var answer = Answer("rebuild")
    let equal = report.before == report.after
    answer["ok"] = .bool(true)
    answer["checked"] = .object([("operations", .int(report.operations))])
    answer["damaged"] = .array(
      equal ? [] : [.string("the tables did not follow from the journal; they do now")])
    answer["before_digest"] = .string(report.before.hex)
    answer["after_digest"] = .string(report.after.hex)
    answer["state_digest"] = .string(report.stateAfter.hex)
    answer.lines = [
      "replayed \(report.operations) operations",
      equal
        ? "the tables are equal to those before: \(report.after.hex.prefix(16))"
        : "the tables were not what the journal says; they are now",
    ]
    return answer
  }
}
