import ArgumentParser
import CaseStore
import Foundation

/// The program: one verb a command, or the terminal UI when there is none.
@main
struct Casetui: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "casetui",
    abstract: "Case management for staff who hold foreign actors accountable for model extraction.",
    discussion: """
      Without a command, opens the terminal UI on the office's store. Exit codes: 0 ok, 1 failed, 2 some \
      items refused, 3 not found, 4 refused by rule, 5 not permitted, 6 busy, 8 damaged, 64 usage, \
      130 interrupted, 129 and 143 the same by another signal.
      """,
    version: version,
    subcommands: [
      InitCommand.self, ImportCommand.self, CaseCommand.self, ElementCommand.self, EvidenceCommand.self,
      ListCommand.self, MemoCommand.self, ReportVerb.self,
      ActorCommand.self, EntryCommand.self, ConsentCommand.self, SearchCommand.self, SyncCommand.self,
      StatusCommand.self, VerifyCommand.self, RebuildCommand.self, ExportCommand.self, OperationCommand.self,
      AuditCommand.self, DoctorCommand.self, DemoCommand.self, VersionCommand.self, UserCommand.self,
      ApproveCommand.self,
      ConcurCommand.self, HoldCommand.self, ReviewCommand.self, ClaimCommand.self, ACHCommand.self,
      ContestCommand.self, TrackCommand.self, VoteCommand.self, PetitionCommand.self, LicenceCommand.self,
      MeasureCommand.self, SubmissionCommand.self, CountCommand.self, PracticeCommand.self,
      DiscloseCommand.self, OwnershipCommand.self, AuthorityCommand.self,
      CorrelateCommand.self, MappingCommand.self, IndicatorCommand.self,
      DeadlineCommand.self, RecordCommand.self, ScreenCommand.self, BenchFillCommand.self,
      ReadEvidenceCommand.self,
    ])

  @OptionGroup var global: GlobalOptions

  static func main() {
    EvidenceReader.isThisProgram()
    refuseWordsThatAreNoText()
    let command: any ParsableCommand
    do { command = try parseAsRoot() } catch {
      // Whoever asked for an object gets one, also of a command line that cannot be read.
      if exitCode(for: error) == .validationFailure, CommandLine.arguments.contains("--json") {
        Failure(Usage(message: message(for: error), remedy: "see casetui help")).printJSON()
      }
      end(with: error)
    }
    var run = command
    do { try run.run() } catch {
      // A noun without its verb prints what there is; whoever asked for an object gets one.
      if error is CleanExit, CommandLine.arguments.contains("--json") {
        let failure = Failure(Usage(message: "the command is not complete", remedy: "see casetui help"))
        failure.print(asJSON: true)
        Foundation.exit(failure.exit.rawValue)
      }
      end(with: error)
    }
  }

  /// As `exit(withError:)`, but that nothing which was typed, or stands in the environment, reaches a
  /// terminal as it is.
  private static func end(with error: any Error) -> Never {
    let code = exitCode(for: error)
    Standard.show(fullMessage(for: error), asError: code != .success)
    Foundation.exit(code.rawValue)
  }

  /// Swift mends what is no UTF-8, and a path that was mended names another file, or none.
  private static func refuseWordsThatAreNoText() {
    let words = (0..<Int(CommandLine.argc)).map { CommandLine.unsafeArgv[$0] }
    let broken = words.dropFirst().compactMap(\.self).first { String(validatingCString: $0) == nil }
    guard let broken else { return }
    let failure = Failure(
      Usage(
        message: "this word of the command is not UTF-8: \(String(cString: broken))",
        remedy: "rename the file it names, or give the folder around it"))
    failure.print(asJSON: CommandLine.arguments.contains("--json"))
    Foundation.exit(failure.exit.rawValue)
  }

  func run() throws {
    guard isatty(0) == 1, isatty(1) == 1 else {
      throw CleanExit.helpRequest(self)
    }
    do {
      let store = try CaseStore.open(at: global.path)
      for warning in store.warnings { Standard.error("warning: \(warning)") }
      let code = try MainActor.assumeIsolated { try TUI.run(store: store, author: global.author) }
      try store.close()
      throw ExitCode(code)
    } catch let code as ExitCode {
      throw code
    } catch {
      let failure = Failure(error)
      failure.print(asJSON: false)
      throw ExitCode(failure.exit.rawValue)
    }
  }
}
