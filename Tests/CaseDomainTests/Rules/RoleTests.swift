import Testing

@testable import CaseDomain

/// Who may make which step, as docs/policy.md §8.1 to §8.6 has it, written down a second time.
@Suite struct RoleTests {
  /// From, to, and the codes of the roles; `-` opens the track.
  static let table: [(String, String, String)] = [
    // §8.2
    ("lead", "triage", "AN"), ("triage", "investigation", "AN"), ("investigation", "attribution", "AN"),
    ("attribution", "package", "AN"), ("package", "legal-review", "AN"),
    ("legal-review", "interagency", "CO"), ("triage", "lead", "AN"), ("investigation", "triage", "AN"),
    ("attribution", "investigation", "AN"), ("package", "attribution", "AN"),
    ("legal-review", "package", "AN CO"), ("interagency", "package", "AN CO ST"),
    ("suspended", "closed", "LD CO"),
    // §8.3
    ("-", "san:draft", "AN"), ("san:draft", "san:authority-check", "AN CO"),
    ("san:authority-check", "san:draft", "AN CO"), ("san:authority-check", "san:decision-ready", "CO ST"),
    ("san:decision-ready", "san:authority-check", "CO ST"), ("san:decision-ready", "san:signed", "DE"),
    ("san:signed", "san:effective", "DE PU RE"), ("san:effective", "san:published", "PU"),
    ("san:published", "san:active", "PU RE"), ("san:active", "san:petition", "ST TR RE"),
    ("san:petition", "san:active", "DE"), ("san:petition", "san:modified", "DE"),
    ("san:modified", "san:active", "PU RE"), ("san:petition", "san:removed", "DE"),
    ("san:active", "san:terminated", "DE RE"),
    // §8.4
    ("-", "el:proposed", "AN EM CH"), ("el:proposed", "el:circulated", "CH"),
    ("el:circulated", "el:voted", "CH"), ("el:voted", "el:adopted", "CH"), ("el:voted", "el:rejected", "CH"),
    ("el:voted", "el:escalated", "CH"), ("el:escalated", "el:adopted", "CH"),
    ("el:escalated", "el:rejected", "CH"), ("el:adopted", "el:drafted", "CO CH PU"),
    ("el:drafted", "el:approved-unpublished", "CH"), ("el:approved-unpublished", "el:published", "PU"),
    ("el:published", "el:active", "PU RE"), ("el:active", "el:request", "CO CH RE"),
    ("el:request", "el:active", "CH"), ("el:request", "el:modified", "CH"),
    ("el:modified", "el:active", "PU"),
    ("el:request", "el:removed", "CH"), ("el:rejected", "el:proposed", "AN EM CH"),
    ("el:circulated", "el:proposed", "CH"),
    // §8.5
    ("-", "list:candidate", "AN"), ("list:candidate", "list:eligible", "AN"),
    ("list:eligible", "list:consent-cleared", "OC CO"),
    ("list:consent-cleared", "list:determination", "DE"), ("list:determination", "list:published", "PU"),
    ("list:eligible", "list:candidate", "AN"), ("list:consent-cleared", "list:candidate", "AN CO"),
    ("list:determination", "list:candidate", "AN CO DE"), ("list:published", "list:withdrawn", "DE PU"),
    ("list:published", "list:expired", "AN RE PU"), ("list:published", "list:re-identified", "AN ST"),
    ("list:expired", "list:re-identified", "AN ST"), ("list:withdrawn", "list:re-identified", "AN ST"),
    ("list:re-identified", "list:eligible", "AN"), ("list:re-identified", "list:withdrawn", "DE PU"),
  ]

  /// Every step of the procedure is in the table, with those roles; a step without a role is nobody's.
  @Test func theTableIsTheProcedure() {
    let all =
      Transition.spineTable + Transition.listingTable + Transition.entityListTable
      + Transition.blockingTable
    let working = SpineStage.allCases.filter { $0.code != nil }.map { Stage.spine($0) }
    let wanted =
      RoleTests.table
      + working.flatMap { [("\($0)", "closed", "LD CO"), ("\($0)", "suspended", "LD CO")] }
    #expect(all.count == wanted.count)
    for step in all {
      let row = wanted.first { $0.0 == step.from?.description ?? "-" && $0.1 == step.to.description }
      let codes = Set((row?.2 ?? "not in the table").split(separator: " ").map(String.init))
      #expect(Set(step.roles.map(\.code)) == codes, "\(step.from?.description ?? "-") to \(step.to)")
    }
  }

  /// §8.1: one who holds any other role, and no more, is refused with the one reason.
  @Test(arguments: RoleTests.table.indices)
  func othersAreRefused(_ index: Int) throws {
    let (from, to, codes) = RoleTests.table[index]
    let target = StageTarget(try #require(Stage(to)))
    var file = Sample.caseFile(at: .interagency)
    if from != "-" { file.place(at: try #require(Stage(from))) }
    let allowed = codes.split(separator: " ").map(String.init)
    for role in Role.allCases {
      let found = file.codes(target, by: Sample.only[role])
      #expect(found.contains(.roleNotHeld) != allowed.contains(role.code), "\(from) to \(to) by \(role.code)")
    }
    // Nobody on the register is an analyst; one who no longer acts is nothing.
    let stranger = file.codes(target, by: Person("nobody knows"))
    #expect(stranger.contains(.roleNotHeld) == Set(allowed).isDisjoint(with: ["AN", "CU"]))
    for role in Role.allCases { file.people[Sample.only[role]!]?.isActive = false }
    for role in Role.allCases {
      #expect(file.codes(target, by: Sample.only[role]).first == .roleNotHeld)
    }
  }

  /// §8.1: the same name in another office is another person.
  @Test func anotherOfficesNamesakeHoldsNothing() {
    let file = Sample.caseFile(at: .legalReview)
    let namesake = Person(Sample.counsel.name, office: OfficeID(high: 5, low: 5))
    #expect(file.codes(.spine(.interagency), by: Sample.counsel) == [])
    #expect(file.codes(.spine(.interagency), by: namesake) == [.roleNotHeld])
  }

  /// §8.1: what an office leaves unsaid. Nothing that decides, clears or publishes.
  @Test func whoIsNotRegistered() {
    #expect(Role.unregistered == [.analyst, .custodian])
    let people = Sample.people
    let stranger = Person("nobody knows")
    #expect(people.roles(of: stranger) == Role.unregistered && people.agency(of: stranger) == nil)
    #expect(People().mayRegister(stranger))
    #expect(!people.mayRegister(stranger) && !people.mayRegister(Sample.decider))
    #expect(people.mayRegister(Sample.analyst))
    var retired = people
    retired[Sample.analyst]?.isActive = false
    #expect(!retired.mayRegister(Sample.analyst))
    #expect([Obstacle.mayNotRegister(stranger, people)].readAsSentences() == [.roleNotHeld])
  }

  /// §8.1: a move by somebody who may not make it, or that no step leads to, is told apart at every replica.
  @Test func irregularMoves() {
    let stranger = Person("nobody knows")
    func needs(_ from: String?, _ to: String, _ person: Person) -> Set<Role>? {
      Stage(to)!.irregularity(from: from.map { Stage($0)! }, by: person, among: Sample.people)?.needs
    }
    #expect(needs("legal-review", "interagency", Sample.counsel) == nil)
    #expect(needs("legal-review", "interagency", stranger) == [.counsel])
    #expect(needs("san:decision-ready", "san:signed", Sample.analyst) == [.decider])
    #expect(needs(nil, "list:candidate", stranger) == nil)
    #expect(needs(nil, "list:published", Sample.publisher) == [])
    #expect(needs("lead", "interagency", Sample.counsel) == [])
    #expect(needs("suspended", "package", Sample.analyst) == nil)
    #expect(needs("suspended", "package", Sample.publisher) == [.analyst, .lead])
    for (from, to) in [("legal-review", "interagency"), ("lead", "interagency")] {
      var file = Sample.blockingFile(at: .decisionReady)
      file.irregularities = [
        Irregularity(from: Stage(from), to: Stage(to)!, by: stranger, needs: needs(from, to, stranger) ?? [])
      ]
      #expect(file.codes(.blocking(.signed)) == [.irregularMove])
    }
  }
}

extension CaseFile {
  /// Puts the case, or its track, at a stage.
  mutating func place(at stage: Stage) {
    switch stage {
    case .spine(let stage): self.stage = stage
    case .listing(let stage): listing = Sample.track(at: stage)
    case .entityList(let stage): entityList = Sample.entityFile(at: stage).entityList
    case .blocking(let stage): blocking = Sample.blockingFile(at: stage).blocking
    }
  }
}
