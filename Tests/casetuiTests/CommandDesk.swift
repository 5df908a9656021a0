import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// A store with a folder of files beside it, and the command line on it.
final class CommandDesk {
  private let scratch: Scratch
  let store: CaseStore

  var folder: String { scratch.path }

  /// - Parameter title: of a case that is open there.
  init(case title: String? = nil) throws {
    scratch = try Scratch()
    store = try CaseStore.create(at: scratch.path + "/office", office: "Desk", user: "ann")
    if let title { _ = try store.newCase(title: title, as: Author(user: "ann")) }
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try scratch.write(text, name) }

  func run<Command: StoreCommand>(_ command: Command.Type, _ arguments: String...) throws -> Answer {
    try run(command, arguments)
  }

  func run<Command: StoreCommand>(_: Command.Type, _ arguments: [String]) throws -> Answer {
    try #require(try Command.parseAsRoot(arguments + ["--as", "ann"]) as? Command).answer(store)
  }
}
