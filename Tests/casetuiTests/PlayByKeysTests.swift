import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// One case from a lead to its removal on every track, in the terminal, by keys alone: each person at a screen
/// of their own, on one office's store that is empty when it begins (agency policy §8.2–§8.6).
@Suite struct PlayByKeysTests {
  private let office: TestOffice
  private let scratch: Scratch
  private let people: [(name: String, roles: String)] = [
    ("counsel", "counsel"), ("advocate", "devils-advocate"), ("desk", "state-desk"),
    ("consents", "consent-officer"), ("privacy", "privacy"), ("decider", "decider"),
    ("publisher", "publisher"),
  ]
  private let members: [(name: String, role: String, agency: String)] = [
    ("chair", "erc-chair", "Commerce"), ("mstate", "erc-member", "State"),
    ("mdefense", "erc-member", "Defense"), ("menergy", "erc-member", "Energy"),
  ]

  init() throws {
    office = try TestOffice("Field Bureau", user: "analyst")
    scratch = try Scratch()
  }

  private func at(_ user: String) -> Sitting {
    var sitting = Sitting(office.store, as: user)
    sitting.open("Beiyuan")
    return sitting
  }

  private func file() throws -> CaseFile {
    try office.store.read { reader in
      try reader.caseFile(try reader.find("26-0001", .caseFile), rehash: false)
    }
  }

  @Test func everyTrackFromTheLeadToItsRemoval() throws {
    try enlist()
    let exhibits = try takeIn()
    try describe(exhibits)
    try analyse(exhibits)
    try spine()
    try attackersList()
    try entityList(exhibits)
    try blocking()
    let file = try file()
    #expect(file.stage == .interagency)
    #expect(file.listing?.stage == .withdrawn)
    #expect(file.entityList?.stage == .removed)
    #expect(file.blocking?.stage == .removed)
    #expect(file.irregularities.isEmpty)
    #expect(try office.store.verify().isSound)
  }

  // MARK: the office and its evidence

  private func enlist() throws {
    var analyst = Sitting(office.store, as: "analyst")
    for (name, roles) in people {
      analyst.verb("user set", ["name": name, "with": roles])
      analyst.verb("user key", ["name": name])
    }
    for (name, role, agency) in members {
      analyst.verb("user set", ["name": name, "with": role, "agency": agency])
      analyst.verb("user key", ["name": name])
    }
    analyst.verb("user key", ["name": "analyst"])
    analyst.press("c", "c", "text:Beiyuan Xingtu: accounts of many names", "Enter")
    #expect(analyst.status.hasPrefix("opened 26-0001"))
  }

  /// - Returns: references by file name.
  private func takeIn() throws -> [String: String] {
    var analyst = at("analyst")
    analyst.press("g", "i", "text:\(shippedBundle)", "Enter", "C")
    #expect(analyst.status.hasPrefix("imported:"), "\(analyst.status)")
    analyst.open("Beiyuan")
    analyst.press("2")
    let rows = try office.store.read { reader in
      try reader.exhibits(of: try reader.find("26-0001", .caseFile))
    }
    #expect(rows.count > 5)
    let references = Dictionary(
      rows.map { ($0.title.split(separator: "/").last.map(String.init) ?? $0.title, $0.reference) }
    ) { first, _ in first }
    let grades = [
      ("aurora-letter-in-confidence.md", "B2", "Aurora Foundry"),
      ("account-clusters.csv", "B2", "Aurora Foundry"),
      ("proxy-log-excerpt.txt", "B2", "Larkspur Cognition"),
      ("aurora-terms-excerpt.md", "A1", "Aurora Foundry terms archive"),
      ("beiyuan-denial.md", "C3", "Beiyuan Xingtu"),
      ("academic-note-lawful-distillation.md", "B3", "Thornbury Institute"),
      ("bundle.json", "C3", "Meridian Exchange"),
    ]
    for (name, grade, origin) in grades {
      analyst.verb(
        "evidence set",
        [
          "exhibit": try #require(references[name]), "grade": grade, "reason": "as its source stands",
          "origin": origin,
        ])
    }
    return references
  }

  private func describe(_ exhibits: [String: String]) throws {
    var analyst = at("analyst")
    analyst.verb(
      "actor accept",
      [
        "external-id": "threat-actor--1189939b-1c54-4e7d-ab49-8437ebb8b821", "name": "北垣星图; BYXT",
        "romanised": "Beiyuan Xingtu", "reason": "same registration number",
      ])
    let actor = try office.store.read { try $0.actors(limit: 100) }
    let number = try #require(actor.first { $0.status == .accepted }?.reference)
    analyst.verb(
      "case set",
      [
        "grade": "B2", "search": "searched Beiyuan, BYXT: no other case", "theory": "mea",
        "subject-kind": "entity", "subject-role": "conducted; directed", "concern": "A", "actor": number,
        "identified": "4(a):2026-05-01", "conduct": "2025-12-01..\(recent)",
        "model": "Aurora-4; Aurora-4 Pro",
        "owner": "Aurora Foundry", "us-person": "yes", "terms": "8.0", "terms-from": "2025-11-30",
        "bars-training": "yes", "restricts-location": "yes",
        "basis":
          "Two owners of US models state that coordinated accounts queried them. The entity denies this.",
        "exhibit": try #require(exhibits["proxy-log-excerpt.txt"]),
      ])
    for name in ["aurora-letter-in-confidence.md", "account-clusters.csv"] {
      analyst.verb(
        "evidence set", ["exhibit": try #require(exhibits[name]), "confidential": "Aurora Foundry"])
    }
    let (letter, log) = (
      try #require(exhibits["aurora-letter-in-confidence.md"]),
      try #require(exhibits["proxy-log-excerpt.txt"])
    )
    let (terms, report) = (
      try #require(exhibits["aurora-terms-excerpt.md"]), try #require(exhibits["bundle.json"])
    )
    let clusters = try #require(exhibits["account-clusters.csv"])
    let findings: [(String, String, String)] = [
      ("CS1", "met", letter), ("CS2", "met", terms), ("CS3", "met", letter), ("OW1", "met", terms),
      ("OW2", "met", letter), ("EC-A", "met", report), ("M1", "met", "\(letter); \(log)"),
      ("M2", "met", "\(letter); \(clusters)"), ("M3", "met", "\(letter); \(log); \(report)"),
      ("M4i", "met", log), ("P1", "met", "\(clusters); \(log)"), ("X1", "not-met", terms),
      ("X2", "not-met", terms), ("X3", "not-met", letter),
    ]
    for (element, result, rests) in findings {
      analyst.verb(
        "element set",
        ["element": element, "finding": result, "exhibit": rests, "rationale": "as the exhibits state"])
    }
    let entry: [(String, String, String)] = [
      ("primaryName", "Beiyuan Xingtu Technology Co., Ltd. (北垣星图)", report), ("kind", "entity", ""),
      ("country", "as stated by the report", report), ("basis", "stated to have conducted and directed", log),
      ("conductWindow", "December 2025 to spring 2026", letter),
      (
        "statementOfReasons", "Two owners state that accounts queried their models. The entity denies this.",
        log
      ),
      ("petitionRoute", "Write to the bureau; new facts or an error are grounds (agency policy).", ""),
    ]
    for (field, text, rests) in entry {
      analyst.verb("entry set", ["field": field, "text": text, "exhibit": rests])
    }
    var counsel = at("counsel")
    counsel.verb(
      "consent give",
      ["owner": "Aurora Foundry", "signer": "Ines Calloway", "item": "\(letter):conductWindow"])
  }

  /// A day within the year before the identification.
  private let recent = "2026-03-21"

  // MARK: analysis

  private func analyse(_ exhibits: [String: String]) throws {
    var analyst = at("analyst")
    let log = try #require(exhibits["proxy-log-excerpt.txt"])
    let denial = try #require(exhibits["beiyuan-denial.md"])
    for (layer, text) in [
      ("conduct", "Two owners state that accounts queried their models."),
      ("attribution", "The report ties the accounts to Beiyuan Xingtu."),
      ("purpose", "The questions fit the training of another model."),
      ("effect", "One owner states that a rival gained on benchmarks."),
    ] {
      analyst.verb(
        "claim add",
        ["layer": layer, "text": text, "exhibit": log, "claimant": "Aurora Foundry", "as-of": "2026-04-20"])
    }
    for (kind, text) in [
      ("denial", "the prompts were benchmarks"), ("lawful-distillation", "the technique is ordinary"),
      ("timeline", "the release was planned before"),
    ] {
      analyst.verb(
        "contest add",
        ["kind": kind, "text": text, "searched": "public statements", "weight": "low", "exhibit": denial])
    }
    // Each is dealt with on the Analysis tab, where the open ones are shown.
    analyst.press("4")
    for _ in 0..<3 {
      var steps = 0
      while (analyst.model.page as? CasePage)?.selectedContest.map({ $0.disposition == nil }) != true,
        steps < 60
      {
        analyst.press("Down")
        steps += 1
      }
      analyst.press("a", "d", "r", "text:the logs say otherwise", "Enter")
      analyst.press("Home")
    }
    for (name, kind) in [
      ("trained on the answers", "hostile"), ("a customer with permission", "authorised use"),
      ("unrelated customers of a reseller", "reseller mixing"), ("evaluations", "benign automation"),
      ("another laboratory", "other lab sharing the proxy"),
    ] {
      analyst.verb("ach hypothesis", ["name": name, "kind": kind])
    }
    analyst.verb("ach row", ["statement": "one template from many accounts", "exhibit": log])
    analyst.press("5")
    for key in ["c", "i", "i", "n", "I"] { analyst.press(key, "Right") }
    for name in [
      "aurora-letter-in-confidence.md", "proxy-log-excerpt.txt", "account-clusters.csv", "bundle.json",
      "aurora-terms-excerpt.md",
    ] {
      analyst.verb(
        "contest benign",
        [
          "exhibit": try #require(exhibits[name]), "text": "a reseller's customers", "result": "partly",
          "reason": "explains single accounts",
        ])
    }
    #expect(try file().analysis.contests.allSatisfy { $0.disposition != nil })
  }

  // MARK: the spine

  private func approve(_ user: String, _ act: String, _ detail: String = "") {
    var sitting = at(user)
    sitting.verb(
      "approve",
      detail.isEmpty
        ? ["act": act, "text": "as reviewed"] : ["act": act, "text": "as reviewed", "detail": detail])
  }

  private func spine() throws {
    var analyst = at("analyst")
    #expect(analyst.move(to: .spine(.triage)) == [])
    #expect(analyst.move(to: .spine(.investigation)) == [.approvalMissing])
    approve("analyst", "lead-agreement")
    #expect(analyst.move(to: .spine(.investigation)) == [])
    #expect(analyst.move(to: .listing(.candidate)) == [])
    #expect(analyst.move(to: .listing(.eligible)) == [])
    var consents = at("consents")
    #expect(consents.move(to: .listing(.consentCleared)) == [])
    #expect(analyst.move(to: .spine(.attribution)) == [])
    #expect(analyst.move(to: .spine(.package)) == [.approvalMissing], "the devil's advocate has not reviewed")
    approve("advocate", "ach-review")
    #expect(analyst.move(to: .spine(.package)) == [])
    approve("analyst", "evidentiary-memo")
    #expect(analyst.move(to: .spine(.legalReview)) == [])
    var counsel = at("counsel")
    #expect(!counsel.move(to: .spine(.interagency)).isEmpty)
    approve("counsel", "legal-memo")
    approve("counsel", "authority-cited")
    approve("privacy", "masking-done")
    #expect(counsel.move(to: .spine(.interagency)) == [])
    replies()
  }

  private func replies() {
    var desk = at("desk")
    for agency in ["State", "Commerce", "Defense", "Energy", "Justice", "Treasury"] {
      desk.verb("concur", ["agency": agency, "answer": "concur", "comment": "by letter"])
    }
  }

  /// What is asked again when the package has changed.
  private func reviewAgain() {
    approve("advocate", "ach-review")
    approve("analyst", "evidentiary-memo")
    approve("counsel", "legal-memo")
    approve("counsel", "authority-cited")
    approve("privacy", "masking-done")
    replies()
  }

  // MARK: the attackers list

  private func attackersList() throws {
    var analyst = at("analyst")
    analyst.verb("record freeze")
    var decider = at("decider")
    #expect(decider.move(to: .listing(.determination)).contains(.approvalMissing))
    approve("decider", "list-determination")
    #expect(decider.move(to: .listing(.determination)) == [])
    var publisher = at("publisher")
    #expect(
      publisher.move(to: .listing(.published), ["", "2040-01-01"]) == [.termTooLong],
      "more than five calendar years")
    #expect(publisher.move(to: .listing(.published), ["", ""]) == [])
    #expect(try file().listing?.expiresOn != nil)
    // What is out stands in the preview, and its term in the radar.
    publisher.press("p")
    #expect(publisher.text.contains("Beiyuan Xingtu Technology"), "\(publisher.text)")
    publisher.press("Esc", "g", "d")
    #expect(publisher.text.contains("26-0001"), "\(publisher.text)")
    petition("ALIST", ground: "new-facts", decidedBy: "decider")
    #expect(decider.move(to: .listing(.withdrawn), [""]) == [])
  }

  private func petition(_ track: String, ground: String, decidedBy decider: String) {
    var desk = at("desk")
    desk.verb(
      "petition add",
      [
        "track": track, "petitioner": "Beiyuan Xingtu", "standing": "listed-person", "ground": ground,
        "reasons": "the accounts are closed",
      ])
    guard let name = newestPetition() else {
      Issue.record("no petition was added")
      return
    }
    desk.verb("petition acknowledge", ["petition": name])
    var who = at(decider)
    who.verb("petition decide", ["petition": name, "result": "granted", "reasons": "as the record shows"])
  }

  private func newestPetition() -> String? {
    try? office.store.read { reader in
      let file = try reader.caseFile(try reader.find("26-0001", .caseFile), rehash: false)
      return try file.petitions.first { $0.result == nil }.map { try reader.reference(of: $0.id) }
    }
  }

  // MARK: the Entity List

  private func entityList(_ exhibits: [String: String]) throws {
    var (analyst, chair) = (at("analyst"), at("chair"))
    #expect(analyst.move(to: .entityList(.proposed)) == [])
    analyst.verb(
      "track propose",
      [
        "action": "add", "proposer": "Commerce", "section": "744.11",
        "licence-requirement": "all items subject to the EAR", "review-policy": "presumption of denial",
        "exceptions": "none", "savings": "shipments under way until the day",
      ])
    #expect(chair.move(to: .entityList(.circulated)).contains(.factMissing))
    analyst.verb(
      "track fact",
      ["text": "one template from many accounts", "exhibit": try #require(exhibits["proxy-log-excerpt.txt"])])
    sweep("EL")
    reviewAgain()
    #expect(chair.move(to: .entityList(.circulated)) == [])
    vote(["chair": "for", "mstate": "for", "mdefense": "against", "menergy": "against"])
    #expect(chair.move(to: .entityList(.voted)) == [])
    #expect(chair.move(to: .entityList(.adopted)) == [.notAdopted], "a tie is not adoption")
    vote(["menergy": "for"])
    #expect(chair.move(to: .entityList(.adopted)) == [])
    var counsel = at("counsel")
    #expect(counsel.move(to: .entityList(.drafted)) == [])
    approve("chair", "entry-rule-approved")
    #expect(chair.move(to: .entityList(.approvedUnpublished)) == [])
    // Decided and not public: a hold stands here, placed and released on the Review tab.
    var desk = at("desk")
    desk.press("6", "a", "w", "text:talks", "Enter", "text:State", "Enter", "Ctrl-U", "text:2026-12-01")
    desk.press("Enter")
    #expect(desk.status.contains("is held"), "\(desk.status)")
    var publisher = at("publisher")
    #expect(publisher.move(to: .entityList(.published), ["91 FR 10001", ""]).contains(.openHold))
    desk.press("Home")
    var steps = 0
    while (desk.model.page as? CasePage)?.selectedHold?.isOpen != true, steps < 60 {
      desk.press("Down")
      steps += 1
    }
    desk.press("a", "x", "text:talks ended", "Enter")
    #expect(desk.status.contains("released"), "\(desk.status)")
    #expect(publisher.move(to: .entityList(.published), ["91 FR 10001", ""]) == [])
    #expect(publisher.move(to: .entityList(.active)) == [])
    #expect(chair.move(to: .entityList(.request)) == [.petitionMissing])
    petition("EL", ground: "changed-circumstances", decidedBy: "decider")
    #expect(chair.move(to: .entityList(.request)) == [])
    analyst.verb("track propose", ["action": "remove"])
    chair.verb("track circulate")
    vote(["chair": "for", "mstate": "for", "mdefense": "for", "menergy": "against"])
    #expect(chair.move(to: .entityList(.removed)) == [.removalNotUnanimous])
    vote(["menergy": "for"])
    #expect(chair.move(to: .entityList(.removed)) == [])
  }

  private func vote(_ choices: KeyValuePairs<String, String>) {
    for (name, choice) in choices {
      var member = at(name)
      member.verb("vote cast", ["choice": choice])
    }
  }

  private func sweep(_ track: String) {
    guard
      let path = try? scratch.write(
        "owner,owned,percent,from,to\nBeiyuan Xingtu,Lantern Analytics,60,2020-01-01,\n", "holdings.csv")
    else {
      Issue.record("the file of holdings was not written")
      return
    }
    var analyst = at("analyst")
    analyst.verb(
      "ownership sweep",
      ["file": path, "seed": "Beiyuan Xingtu", "as-of": office.store.today.iso, "track": track])
  }

  // MARK: blocking

  private func blocking() throws {
    var (analyst, counsel, decider) = (at("analyst"), at("counsel"), at("decider"))
    #expect(analyst.move(to: .blocking(.draft)) == [])
    analyst.verb("track authority", ["route": "bill"])
    #expect(analyst.move(to: .blocking(.authorityCheck)) == [.notEnacted, .emergencyMissing])
    analyst.verb(
      "track authority",
      ["route": "executive-order", "citation": "an order in force", "criterion": "its criterion"])
    #expect(analyst.move(to: .blocking(.authorityCheck)) == [])
    for letter in ["A", "B", "C"] {
      analyst.verb("track exception", ["letter": letter, "answer": "does not apply"])
    }
    sweep("SAN")
    reviewAgain()
    approve("desk", "licence-plan")
    #expect(counsel.move(to: .blocking(.decisionReady)).contains(.recordNotFrozen))
    analyst.verb("record freeze")
    #expect(counsel.move(to: .blocking(.decisionReady)) == [])
    approve("decider", "blocking-decision")
    #expect(decider.move(to: .blocking(.signed)) == [])
    #expect(decider.move(to: .blocking(.effective), [""]) == [])
    var publisher = at("publisher")
    #expect(publisher.move(to: .blocking(.published), [""]) == [])
    #expect(publisher.move(to: .blocking(.active)) == [])
    petition("SAN", ground: "remedial-steps", decidedBy: "decider")
    var desk = at("desk")
    #expect(desk.move(to: .blocking(.petition)) == [])
    #expect(decider.move(to: .blocking(.removed)) == [])
  }
}
