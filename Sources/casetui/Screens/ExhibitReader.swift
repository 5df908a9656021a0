import CaseDomain

/// Opens an exhibit to read, once what only a look at it alone needs has been read.
struct ExhibitReader: Sendable {
  /// With what `Shell.awaitedExhibit` was when it was asked for.
  private var awaited: (exhibit: ExhibitLine, generation: Int)?

  mutating func open(_ exhibit: ExhibitLine?, _ shell: inout Shell) {
    guard let exhibit else { return shell.say("the file of this statement is no exhibit here", .warning) }
    awaited = (exhibit, shell.askToRead(exhibit.id))
  }

  mutating func take(_ detail: ExhibitDetail, _ shell: inout Shell) {
    guard let (exhibit, generation) = awaited, exhibit.id == detail.id, shell.takeAwaited(generation) else {
      return
    }
    awaited = nil
    let sheet = exhibit.sheet(detail, verifying: "casetui evidence verify")
    shell.dialog = .read(Reading("\(exhibit.reference)", sheet.lines.map(\.text), marks: [exhibit.mark]))
  }
}
