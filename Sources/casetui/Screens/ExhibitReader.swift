import CaseDomain

/// Opens an exhibit to read, once what only a look at it alone needs has been read.
struct ExhibitReader: Sendable {
  private var awaited: ExhibitLine?

  mutating func open(_ exhibit: ExhibitLine?, _ shell: inout Shell) {
    guard let exhibit else { return shell.say("the file of this statement is no exhibit here", .warning) }
    awaited = exhibit
    shell.ask(.exhibit(exhibit.id))
  }

  mutating func take(_ detail: ExhibitDetail, _ shell: inout Shell) {
    guard let exhibit = awaited, exhibit.id == detail.id else { return }
    awaited = nil
    // Not over what somebody opened meanwhile.
    guard shell.dialog == nil else { return }
    let sheet = exhibit.sheet(detail, verifying: "casetui evidence verify")
    shell.dialog = .read(Reading("\(exhibit.reference)", sheet.lines.map(\.text), marks: [exhibit.mark]))
  }
}
