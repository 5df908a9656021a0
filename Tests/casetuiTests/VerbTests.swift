import ArgumentParser
import CaseDomain
import Testing

@testable import casetui

/// The verbs of the command line as forms in the terminal (docs/decisions/0023).
@Suite struct VerbTests {
  private static let authority = Verb(
    words: ["track", "authority"], explanation: "Choose what a blocking would rest on.",
    parts: [
      .init(kind: .positional, name: "id", help: "The case.", isNeeded: true),
      .init(kind: .option, name: "route", help: "bill, executive-order or paipa.", isNeeded: true),
      .init(kind: .option, name: "menu", help: "A measure.", isRepeated: true),
      .init(kind: .flag, name: "dry-run", help: "Only say."),
    ])

  private static let circulate = Verb(
    words: ["track", "circulate"], explanation: "Put the matter before the committee; the clock starts.",
    parts: [.init(kind: .positional, name: "id", help: "The case.", isNeeded: true)])
  private static let show = Verb(
    words: ["track", "show"], explanation: "Where a case stands on each track.", parts: circulate.parts)

  private func office() -> AppSim {
    var world = AppWorld()
    world.verbs = [Self.authority, Self.circulate, Self.show]
    var sim = AppSim(80, 24, world: world)
    sim.press("g", "c", "Enter")
    return sim
  }

  /// What is offered can be run: with every needed part said, the command line takes it and it gives an answer.
  @Test func everyVerbIsACommandWithAnAnswer() throws {
    let verbs = try Verb.catalogue()
    #expect(verbs.count > 80)
    for verb in verbs {
      let texts = verb.parts.map { $0.isNeeded ? "x" : "" }
      let words = try verb.read(texts).get()
      let command = try Casetui.parseAsRoot(words)
      #expect(command is any Answering, "\(verb.title)")
    }
    #expect(Set(verbs.map(\.id)).count == verbs.count)
    for verb in verbs {
      #expect(!verb.explanation.isEmpty, "\(verb.title)")
      for part in verb.parts { #expect(!part.help.isEmpty, "\(verb.title) \(part.name)") }
    }
    #expect(!verbs.contains { ["init", "sync serve", "sync run", "read-evidence"].contains($0.title) })
  }

  /// The version of a text is asked for; that of the program is no part of a form.
  @Test func theVersionOfATextIsAsked() throws {
    let verbs = try Verb.catalogue()
    let form = try #require(verbs.first { $0.title == "authority set" })
    let version = try #require(form.parts.first { $0.name == "version" })
    #expect(version.kind == .option && version.help == "Its version. Default: the one in force.")
    #expect(!verbs.contains { $0.parts.contains { $0.name == "version" && $0.kind == .flag } })
    var texts = form.parts.map { $0.isNeeded ? "x" : "" }
    let place = try #require(form.parts.firstIndex { $0.name == "version" })
    texts[place] = "2"
    #expect(try form.read(texts).get().contains("--version=2"))
    #expect(try Casetui.parseAsRoot(form.read(texts).get()) is AuthorityCommand.Set)
  }

  /// What stands for a value names it: a case is no "id", and a user no "as".
  @Test func placeholdersSayWhatToGive() throws {
    let help = Casetui.helpMessage(for: CaseCommand.Show.self, columns: 200)
    for word in ["case show <case>", "--store <folder>", "--as <user>"] {
      #expect(help.contains(word), "\(help)")
    }
    let cases = try Verb.catalogue().flatMap(\.parts)
      .filter { $0.kind == .positional && $0.help.hasPrefix("The case") }
    #expect(cases.count > 50)
    for part in cases { #expect(part.name == "case", "\(part.help)") }
  }

  /// A value that looks like an option is a value.
  @Test func valuesAreNeverOptions() throws {
    let words = try Self.authority.read(["--json", "-x", "a; b;c", "yes"]).get()
    #expect(
      words == [
        "track", "authority", "--route=-x", "--menu=a", "--menu=b", "--menu=c", "--dry-run", "--", "--json",
      ])
  }

  /// What a field may hold is read whole, however long the list of it is.
  @Test(arguments: [(80, 24), (60, 20)]) func theHintOfAFieldIsReadWhole(_ width: Int, _ height: Int) {
    var world = AppWorld()
    let kinds = (1...18).map { "kind-of-document-\($0)" }.joined(separator: ", ") + "."
    world.verbs = [
      Verb(
        words: ["zz-memo"], explanation: "Write a document.",
        parts: [Verb.Part(kind: .option, name: "kind", help: kinds, isNeeded: true)]
          + (1...9).map { Verb.Part(kind: .option, name: "part-\($0)", help: "Another.") })
    ]
    var sim = AppSim(width, height, world: world)
    sim.press(":", "text:zz-memo", "Enter")
    let words = sim.text.split { $0.isWhitespace || $0 == "│" }.joined(separator: " ")
    #expect(words.contains(kinds.suffix(60)), "\(sim.text)")
    #expect(sim.cursorRow.contains("kind *"), "\(sim.text)")
    sim.press("Tab")
    #expect(sim.text.contains("Another.") && sim.cursorRow.contains("part 1"), "\(sim.text)")
  }

  @Test func aVerbIsFoundFilledInAndSent() {
    var sim = office()
    sim.press(":", "text:track auth")
    #expect(sim.text.contains("CLI: casetui track authority"))
    sim.press("Enter")
    #expect(sim.text.contains("route *"))
    #expect(sim.text.contains("26-0001-FE"), "the case that is open is filled in")
    #expect(sim.text.contains("bill, executive-order or paipa."), "the cursor is in the first empty field")
    sim.press("Up")
    #expect(sim.text.contains("The case."), "what the field is for")
    sim.press("Ctrl-S")
    #expect(sim.text.contains("type something here"))
    #expect(sim.works.isEmpty)
    sim.press("text:bill")
    #expect(sim.text.contains("bill, executive-order or paipa."))
    sim.press("Tab", "Tab", "text:maybe", "Enter")
    #expect(sim.text.contains("yes or no"))
    sim.press("Ctrl-U", "Enter")
    #expect(
      sim.works == [
        .verb(Self.authority, ["track", "authority", "--route=bill", "--", "26-0001-FE"])
      ])
    #expect(sim.status == "track authority: done (#132)")
  }

  /// What writes is done after a yes that names the case; what reads is done at once.
  @Test func whatWritesAsksFirst() {
    var sim = office()
    sim.press(":", "text:track circulate", "Enter")
    #expect(sim.text.contains("track circulate 26-0001-FE?"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.works.isEmpty, "what a stray Enter chooses does nothing")
    sim.press(":", "text:track circulate", "Enter", "y")
    #expect(sim.works == [.verb(Self.circulate, ["track", "circulate", "--", "26-0001-FE"])])
    sim.press(":", "text:track show", "Enter")
    #expect(sim.works.last == .verb(Self.show, ["track", "show", "--", "26-0001-FE"]))
  }

  /// A case that happens to be selected in a list is not meant.
  @Test func aSelectedCaseIsNotFilledIn() {
    for place in [["g", "c"], ["g", "h"]] {
      var sim = office()
      for key in place { sim.press(key) }
      sim.press(":", "text:track circulate", "Enter")
      #expect(sim.text.contains("id *") && sim.works.isEmpty, "\(sim.text)")
      sim.press("Ctrl-S")
      #expect(sim.text.contains("type something here") && sim.works.isEmpty, "\(sim.text)")
    }
  }

  /// What is done at once writes nothing.
  @Test func whatReadsWritesNothing() throws {
    let office = try TestOffice("Desk")
    let made = try office.store.newCase(title: "Case", as: office.author)
    let tag = CaseTag(id: made.id, reference: made.reference)
    let before = try office.digest()
    let verbs = try Verb.catalogue().filter { $0.isReading && $0.parts.count == $0.known(tag).count }
    #expect(verbs.count > 15)
    for verb in verbs {
      let words = try verb.read(verb.parts.map { _ in made.reference }).get()
      let answered = try Answered.run(
        words, of: verb, as: office.author, on: office.store, isCancelled: { false }, progress: { _ in })
      #expect(answered.auditNumber == 0, "\(verb.title)")
    }
    #expect(try office.digest() == before)
    let others = try Verb.catalogue().filter { !$0.isReading && $0.parts.count == $0.known(tag).count }
    #expect(others.map(\.title).sorted() == ["rebuild", "track circulate"], "each of these asks")
  }

  /// What went wrong stands over the form, with everything that was typed.
  @Test func aFailureBringsTheFormBack() {
    var sim = office()
    sim.holdsWork = true
    sim.press(":", "text:track authority", "Enter", "text:bil", "Ctrl-S")
    guard let work = sim.works.last, let job = sim.model.shell.job else {
      return #expect(Bool(false), "\(sim.text)")
    }
    sim.send(
      .workFailed(
        work, Trouble(message: "bil is not a route", remedy: "one of: bill"), generation: job.generation))
    #expect(sim.text.contains("! bil is not a route; one of: bill"))
    #expect(sim.text.contains("route *  bil"))
  }

  /// Not over what somebody types by then, where the next Enter would send it again: its texts are there when it is
  /// opened anew.
  @Test func aFormThatFailedLaterComesOverNothing() throws {
    var sim = office()
    sim.holdsWork = true
    sim.press("g", "i", "text:big.csv", "Enter", "g", "c", "Enter")
    sim.press(":", "text:track authority", "Enter", "text:bil", "Ctrl-S")
    let work = try #require(sim.model.shell.jobs.waiting.first?.work)
    sim.press("g", "c", "/", "text:xx")
    sim.send(.done(.scan(Incoming(path: "big.csv")), .scanned(sim.world.scan), generation: 1))
    #expect(sim.works.last == work)
    sim.send(
      .workFailed(work, Trouble(message: "bil is not a route", remedy: "one of: bill"), generation: 2))
    sim.press("text:yy")
    #expect(sim.model.shell.dialog == nil && sim.text.contains("Cases / xxyy"), "\(sim.text)")
    #expect(sim.status == "bil is not a route; one of: bill; g j shows it")
    sim.press("Esc", "Enter", ":", "text:track authority", "Enter")
    #expect(sim.text.contains("route *  bil"), "\(sim.text)")
  }

  /// What a verb answers may be marked higher than the screen below it.
  @Test func anAnswerIsReadUnderItsOwnMarking() throws {
    var sim = office()
    sim.holdsWork = true
    sim.press(":", "text:track authority", "Enter", "text:bill", "Ctrl-S")
    let job = try #require(sim.model.shell.job)
    let mark = try #require(try? HandlingMark.parse("CUI//SP-LEI//FEDCON TLP:RED"))
    sim.send(
      .done(
        job.work,
        .answered(
          Answered(
            title: "track authority", mark: mark, lines: ["refused", "\u{1B}[2Jnot a screen"],
            isRefused: true,
            auditNumber: 0)), generation: job.generation))
    #expect(sim.banner.contains("TLP:RED"))
    #expect(sim.text.contains("refused"))
    #expect(!sim.text.contains("\u{1B}"))
    // The list of jobs repeats its first line.
    sim.press("Esc")
    #expect(!sim.banner.contains("TLP:RED"))
    sim.press("g", "j")
    #expect(sim.cursorRow.contains("refused"), "\(sim.text)")
    #expect(sim.banner.contains("TLP:RED"))
  }

  /// What an import leaves when it is taken back is there to read, though something was written.
  @Test func whatIsToBeReadIsShown() throws {
    var sim = office()
    sim.holdsWork = true
    sim.press(":", "text:track authority", "Enter", "text:bill", "Ctrl-S")
    let job = try #require(sim.model.shell.job)
    sim.send(
      .done(
        job.work,
        .answered(
          Answered(
            title: "import undo", mark: .officeFloor, lines: ["taken back: EX-0001"], isRefused: false,
            isToRead: true, auditNumber: 276)), generation: job.generation))
    #expect(sim.text.contains("done (#276)") && sim.text.contains("taken back: EX-0001"))
  }

  /// A publication says its days before anything is checked.
  @Test func aMoveAsksForTheDaysItFixes() {
    var sim = office()
    sim.model.shell.dialog = .menu(
      Menu("m", [.init(nil, "published")]), [.target(AppWorld.tag(1), .listing(.published))])
    sim.press("Enter", "text:2027-02-01", "Enter", "text:soon", "Enter")
    #expect(sim.text.contains("write the day as 2027-01-31"))
    sim.press("Ctrl-U", "Enter")
    let day = Day("2027-02-01")
    #expect(
      sim.works == [.dryRun(AppWorld.tag(1), StageTarget(.listing(.published)), StageDays(publishedOn: day))])
    #expect(sim.model.scope == .stage)
  }
}
