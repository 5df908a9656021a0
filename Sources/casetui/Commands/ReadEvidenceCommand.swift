import ArgumentParser

/// Nobody calls it by hand: see `ReaderProcess`.
struct ReadEvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-evidence", abstract: "Read files for another casetui, over a socket as input.",
    shouldDisplay: false)

  @Option(help: "Instead: try what must not be possible; ends with 0 when it is not.") var attempt:
    ReaderAttempt?

  func run() throws { try ReaderProcess.serve(trying: attempt) }
}
