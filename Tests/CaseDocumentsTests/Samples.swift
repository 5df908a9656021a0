import CaseDomain
import Testing

@testable import CaseDocuments

/// Invented companies and people.
enum Samples {
  static func day(_ text: String) throws -> Day { try #require(Day(text)) }

  /// Only what nothing can be written without.
  static func minimal() throws -> CaseFacts {
    CaseFacts(
      reference: "26-0001-FE", title: "Quillon Systems", marking: "CUI//SP-LEI TLP:AMBER",
      dated: try day("2026-11-20"), office: .init(name: "Office of Invented Affairs"),
      profile: .init(instrument: "H.R. 8283", textVersion: "IH"),
      letter: .init(to: []),
      notice: .init(agency: "DEPARTMENT OF INVENTED AFFAIRS", subject: "Additions to a List"),
      report: .init(cycle: 0),
      petition: .init(
        petitioner: "Quillon Systems Ltd", list: "AI Model Extraction Attackers List",
        receivedOn: try day("2026-11-02"), outcome: .denied))
  }

  static func full() throws -> CaseFacts {
    var facts = try minimal()
    facts.office = .init(
      name: "Office of Invented Affairs", address: ["12 Example Street NW", "Washington, DC 20000"],
      signatory: "Ada Testwell", signatoryTitle: "Acting Director", contact: "invented-affairs@example.gov")
    facts.subjects = [
      .init(
        name: "Quillon Systems Ltd", aliases: ["奎隆系统", "Quillon Labs"], kind: "entity of concern",
        country: "CN"),
      .init(name: "Boris Example", kind: "individual", country: "RU"),
    ]
    facts.exhibits = [
      .init(
        number: 1, title: "Request metadata, March", source: "Nimbus Models Inc",
        collectedOn: try day("2026-04-02"),
        grade: "B2", marking: "CUI", sha256: String(repeating: "0a", count: 32)),
      .init(
        number: 2, title: "Terms of service, version 7", source: "public web page",
        collectedOn: try day("2026-04-03"),
        grade: "A1", sha256: String(repeating: "1b", count: 32),
        publicTitle: "Nimbus Models Inc, Terms of service, version 7"),
      .init(number: 3, title: "Statement of Quillon Systems", source: "company website"),
      .init(number: 9, title: "Never cited", source: "nowhere"),
    ]
    facts.findings = [
      .init(text: "Between March 3 and 19, 412 accounts sent requests of one pattern.", exhibits: [1]),
      .init(text: "Version 7 of the terms bars training another model on outputs.", exhibits: [2, 1, 2]),
    ]
    facts.publicBasis = [
      .init(text: "Nimbus Models reported coordinated requests in March 2026.", exhibits: [1]),
      .init(text: "Its terms bar such use.", exhibits: [2]),
    ]
    facts.argument = [
      .init(text: "The terms in force on each day of conduct decide M4(iii)."),
      .init(text: "They bar the use specifically.", exhibits: [2]),
    ]
    facts.opinion = [.init(text: "The record would bear review, though attribution rests on one source.")]
    facts.elements = [
      .init(
        code: "M1", citation: "H.R. 8283 (IH) §3(11)(A)", title: "unauthorised", answer: .met,
        exhibits: [1, 2],
        rationale: "No agreement covers the accounts."),
      .init(code: "P4", citation: "H.R. 8283 (IH) §3(11)(B)", title: "timeline", answer: .undetermined),
    ]
    facts.claims = [
      .init(
        layer: .conduct, text: "The requests were coordinated.", likelihood: "almost certain",
        confidence: "high",
        exhibits: [1]),
      .init(layer: .attribution, text: "Quillon Systems directed them.", likelihood: "likely", exhibits: [1]),
    ]
    facts.contests = [
      .init(
        text: "Quillon Systems denies any use of outputs.", source: "its website", exhibits: [3],
        disposition: "considered; the pattern is left unexplained"),
      .init(text: "A benchmark run could look alike."),
    ]
    facts.hypotheses = [
      .init(text: "Quillon Systems directed the accounts", inconsistency: 1414),
      .init(text: "a reseller mixed its customers' traffic", isBenign: true, inconsistency: 2707),
      .init(text: "authorised research", isBenign: true, inconsistency: 2707),
      .init(text: "another laboratory shared the proxy", isBenign: true),
    ]
    facts.options = [
      .init(
        name: "Entity List", authority: "15 CFR 744.11",
        effect: "licence requirement for all items subject to the EAR",
        collateralHarm: "two universities buy from it", equities: "none stated",
        agencyViews: "Energy asks for a delay",
        decision: "chosen", reason: "proportionate to the conduct"),
      .init(name: "No action"),
    ]
    facts.votes = [
      .init(agency: "Commerce", ballot: .inFavour, castOn: try day("2026-11-10")),
      .init(agency: "State", ballot: .inFavour, castOn: try day("2026-11-11")),
      .init(agency: "Defense", ballot: .against, castOn: try day("2026-11-11"), remark: "prefers a delay"),
      .init(agency: "Energy", ballot: .notCast),
    ]
    facts.concurrences = [
      .init(
        agency: "Justice", reply: .concurWithComment, repliedOn: try day("2026-11-09"), comment: "see tab B"),
      .init(agency: "Treasury", reply: .awaited),
    ]
    facts.entries = [
      .init(
        name: "Quillon Systems Ltd", aliases: ["Quillon Labs"], addresses: ["1 Sample Road, Shenzhen"],
        country: "China",
        basis: "§744.11(b)", licenceRequirement: "All items subject to the EAR",
        licencePolicy: "Presumption of denial",
        exhibits: [1, 2])
    ]
    facts.parties = [.init(name: "Nimbus Models Inc", part: "owner")]
    facts.days = [.init(label: "last conduct", day: try day("2026-03-19"))]
    facts.letter = .init(
      to: ["Under Secretary of Samples", "Department of Examples"], salutation: "Dear Under Secretary",
      agency: "the Department of Examples", question: "does it concur with the proposed entry?",
      circulatedOn: try day("2026-11-03"), replyBy: try day("2026-12-03"))
    facts.notice = .init(
      agency: "DEPARTMENT OF COMMERCE", bureau: "Bureau of Industry and Security", cfrPart: "15 CFR Part 744",
      docket: "000000-0000", rin: "0694-XXXX", subject: "Addition of an Entity to the Entity List",
      action: "Final rule",
      summary: "This rule adds one entity.", dates: "This rule is effective on publication.",
      addresses: "Comments are not solicited.",
      contact: "Chair, End-User Review Committee, invented@example.gov.",
      decision: "The End-User Review Committee decided to add one entity.",
      savingsClause: "Items en route on the effective date may proceed.",
      rulemakingRequirements: "Not significant.",
      subjectTerms: ["Exports", "Reporting and recordkeeping requirements", "Terrorism"],
      amendment: "Supplement No. 4 to part 744 is amended as follows.", documentNumber: "2026-00000",
      billingCode: "3510-33-P")
    facts.report = .init(
      cycle: 1, assessmentBegunOn: try day("2026-06-01"), assessmentCompletedOn: try day("2026-10-01"),
      lookBackFrom: try day("2024-01-01"), lookBackTo: try day("2025-12-31"),
      answers: [
        .r1: [.init(text: "One entity was determined to have conducted attacks.", exhibits: [1])],
        .r2: [.init(text: "The requests came through two countries.", exhibits: [1])],
        .r4: [.init(text: "Attempts were counted by account cluster.", exhibits: [1, 2])],
        .r5: [.init(text: "Timing analysis finds clusters early and mistakes batch jobs for them.")],
        .r8: [.init(text: "Two partners were briefed.")],
      ],
      entities: [
        .init(
          name: "Quillon Systems Ltd", role: "attacker", country: "China", determination: "conducted",
          exhibits: [1])
      ],
      changes: [.init(text: "One entity was added.", exhibits: [1])],
      annex: .init(identifier: "Annex A-26-1", holder: "the classified registry of the office"))
    facts.practices = [
      .detect: [.init(text: "Compare the timing of accounts that pay by one card.", exhibits: [2])],
      .respond: [
        .init(text: "Lower the quota before closing the account. Source: an industry forum."),
        .init(text: "Keep the metadata."),
      ],
    ]
    facts.petition = .init(
      petitioner: "Quillon Systems Ltd", list: "AI Model Extraction Attackers List",
      receivedOn: try day("2026-11-02"),
      authority: "agency policy, modelled on 31 CFR 501.807; no statute gives a route",
      grounds: [
        .init(text: "The accounts belonged to a reseller."), .init(text: "The terms changed.", exhibits: [2]),
      ],
      statusBy: try day("2027-01-31"), outcome: .grantedInPart, decidedOn: try day("2026-11-20"),
      reasons: [.init(text: "Forty accounts belonged to a reseller.", exhibits: [1])],
      furtherRoute: "A further petition may be made on new facts.")
    facts.lead = .init(
      receivedOn: try day("2026-03-28"), receivedFrom: "Nimbus Models Inc", grade: "B2",
      theory: "model extraction attack", duplicateSearch: "name and aliases searched; no case found",
      nextStep: "ask for the metadata")
    return facts
  }
}
