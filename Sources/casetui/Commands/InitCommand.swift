import ArgumentParser
import CaseDomain
import CaseStore

struct InitCommand: Answering {
  static let configuration = CommandConfiguration(commandName: "init", abstract: "Make an office's store.")

  @Argument(help: "The folder to make.") var folder: String
  @Option(help: "The office's name.") var office: String
  @Option(name: .customLong("user"), help: "The first user.") var firstUser: String
  @Option(help: "What follows the office's numbers: 1 to 8 letters or digits. Default: from its name.")
  var tag: String?
  @OptionGroup var global: GlobalOptions

  func answer() throws -> Answer {
    guard !folder.isEmpty else {
      throw Usage(message: "no folder is named", remedy: "name the one to make: casetui init FOLDER")
    }
    let store = try CaseStore.create(at: folder, office: office, user: firstUser, tag: tag?.uppercased())
    var answer = Answer("init")
    answer["store"] = .string(store.folder.path)
    answer["office"] = .string(store.identity.officeName)
    answer["office_id"] = .string(store.identity.office.description)
    answer["replica_id"] = .string(store.identity.replica.description)
    answer["key_words"] = .string(store.keyWords)
    answer.lines = [
      "made the store of \(office) in \(store.folder.path)",
      "key words, for other offices to compare: \(store.keyWords)",
      "next: casetui --store \(store.folder.path.quotedForShell) case new --title TEXT",
    ]
    try store.close()
    return answer
  }
}
