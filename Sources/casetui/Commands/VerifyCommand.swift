import ArgumentParser
import CaseDomain
import CaseStore

struct VerifyCommand: Answering {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute every hash, chain, seal, table and file; name what is damaged.")
  @OptionGroup var global: GlobalOptions

  func answer() throws -> Answer {
    let store = try CaseStore.open(at: global.path, inspecting: true)
    let answer = try answer(store)
    try store.close()
    return answer
  }

  private func answer(_ store: CaseStore) throws -> Answer {
    let report = try store.verify(isCancelled: { Interruption.isAsked }) {
      Standard.progress("checking \($0)")
    }
    Standard.endProgress()
    var answer = Answer("verify")
    answer["ok"] = .bool(report.isSound)
    answer["checked"] = .object(report.checked.map { ($0.name, .int($0.count)) })
    answer["damaged"] = .array(
      report.damaged.map {
        .object([
          ("kind", .string($0.kind)), ("item", .string($0.item)), ("reason", .string($0.reason)),
          ("remedy", .string($0.remedy)),
        ])
      })
    answer["absent"] = .array(report.absent.map { .string($0) })
    answer["remarks"] = .array(report.remarks.map { .string($0) })
    answer.lines = report.damaged.map { "DAMAGED  \($0.kind) \($0.item): \($0.reason); \($0.remedy)" }
    answer.lines += report.absent.map { "not here yet: \($0)" }
    answer.lines += report.remarks.map { "note: \($0)" }
    answer.lines.append(
      "checked " + report.checked.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
        + ": \(report.isSound ? "sound" : "\(report.damaged.count) damaged")")
    answer.exit = report.isSound ? .ok : .damaged
    return answer
  }
}
