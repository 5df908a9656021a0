import ArgumentParser
import CaseDomain
import CaseStore

struct VersionCommand: Answering {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the versions of program, journal and SQLite.")
  @OptionGroup var global: GlobalOptions

  func answer() throws -> Answer {
    var answer = Answer("version")
    answer["version"] = .string(Casetui.version)
    answer["journal"] = .int(OperationHeader.version)
    answer["reducer"] = .int(Merge.reducerVersion)
    answer["sqlite_version"] = .string(CaseStore.sqliteVersion)
    answer.lines = [
      "casetui \(Casetui.version), journal \(OperationHeader.version), SQLite \(CaseStore.sqliteVersion)"
    ]
    return answer
  }
}
