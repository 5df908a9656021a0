import CaseDomain
import CaseStore
import Foundation

@testable import casetui

/// An office with people for every role of publication, a case about an invented company, and a clock of its own.
final class PublishedOffice {
  final class Clock: @unchecked Sendable { var now: UInt64 = 0 }

  static let secret = "The weights of Aurora-4 are held in two vaults whose names we never tell anybody."
  static let open = "Two owners state that coordinated accounts queried their models. The entity denies this."

  let scratch = try! Scratch()
  let store: CaseStore
  let clock = Clock()
  let owner = Owner(id: OwnerID(high: 7, low: 7), name: "Aurora Foundry", isUSPerson: true)
  let id: CaseID
  /// A public report, and a letter given in confidence.
  private(set) var report = ExhibitID(high: 0, low: 0)
  private(set) var letter = ExhibitID(high: 0, low: 0)

  init() throws {
    let clock = clock
    clock.now = UInt64(Day("2025-05-01")!.number) * 86_400_000
    if Day(milliseconds: clock.now) != Day("2025-05-01")! { clock.now = 1_746_057_600_000 }
    store = try CaseStore.create(
      at: scratch.path + "/office", office: "Demonstration Bureau", user: "ann", tag: "DB",
      clock: { clock.now })
    let ann = Author(user: "ann")
    let people: [(String, Set<CaseDomain.Role>)] = [
      ("dee", [.decider, .ercChair]), ("pat", [.publisher]), ("cleo", [.counsel, .consentOfficer]),
    ]
    for (name, roles) in people {
      _ = try store.register(Registration(name: name, roles: roles), as: ann)
    }
    id = try store.newCase(title: "Beiyuan", marking: try .parse("CUI//SP-LEI TLP:AMBER"), as: ann).id
    report = try take(
      "Northgate report on coordinated accounts", "What anybody may read in the report.\n", "CLEAR")
    letter = try take("Letter of the owner", "Dear colleagues,\n\n- \(Self.secret)\n\nYours\n", nil)
    _ = try store.set(.confidence, of: letter, to: owner.id.cbor, as: ann)
    let actor = try store.newActor(
      kind: .organisation,
      names: [
        ActorName("北垣星图", romanised: "Beiyuan Xingtu"),
        ActorName("BYXT", kind: .alsoKnownAs, strength: .weak),
        ActorName("Not decided to be shown", kind: .formerlyKnownAs),
      ], as: ann
    ).id
    try write { writer, entity in
      try writer.add(Target(entity, .owners), self.owner.cbor, caseID: entity)
      try writer.set(
        Target(entity, .subject), Subject(actor: actor, kind: .entity, roles: [.conducted]).cbor,
        caseID: entity)
      try writer.set(
        Target(entity, .identification), Identification(.assessment, on: Day("2025-05-01")!).cbor,
        caseID: entity)
    }
    let texts: [(ListingField, String, [ExhibitID])] = [
      (.primaryName, "Beiyuan Xingtu Technology (北垣星图)", [report]),
      (.aliases, "BYXT; Northern Chart", [report]),
      (.kind, "entity", []), (.country, "China (CN)", [report]),
      (.basis, "stated to have conducted", [report]),
      (.conductWindow, "2024-07-01 to 2025-02-28", [report]), (.statementOfReasons, Self.open, [report]),
      (.petitionRoute, "Write to the Bureau.", []),
    ]
    for (field, text, exhibits) in texts { try say(field, text, exhibits) }
  }

  private func take(_ title: String, _ text: String, _ tlp: String?) throws -> ExhibitID {
    let file = try store.vault.take(Array(text.utf8), name: "a.txt", mediaType: "text/plain")
    let mark = tlp.map { _ in HandlingMark(cui: nil, tlp: .clear) }
    return try store.write(as: Author(user: "ann")) { writer in
      try writer.addExhibit(file, title: title, from: "sender", marking: mark, caseID: self.id).id
    }
  }

  func write(as user: String = "ann", _ body: (inout JournalWriter, EntityID) throws -> Void) throws {
    try store.write(as: Author(user: user)) { writer in try body(&writer, self.id.cast()) }
  }

  func say(_ field: ListingField, _ text: String, _ exhibits: [ExhibitID]) throws {
    _ = try store.setEntry(field, of: id, to: ListingValue(text, exhibits: exhibits), as: Author(user: "ann"))
  }

  func turn(to day: String) {
    let delta = Day(day)!.number - Day(milliseconds: clock.now).number
    clock.now += UInt64(delta) * 86_400_000
  }

  func track(_ track: Track) -> EntityID { .derived("track", from: id.cast(), track.recordKey) }

  func move(_ on: Track, _ from: String, _ to: String, by user: String, _ days: [UInt64: String] = [:]) throws
  {
    let details = days.sorted { $0.key < $1.key }.map { CBORPair($0.key, .text($0.value)) }
    try write(as: user) { writer, entity in
      try writer.move(
        self.track(on), StageEvent(from: from, to: to, details: details), caseID: entity, basis: nil,
        subject: nil,
        restsOn: [])
    }
  }

  /// Onto the attackers list, by the people whose roles it takes.
  func list(on day: String = "2025-06-01", until: String = "2027-06-01", by publisher: String = "pat") throws
  {
    turn(to: day)
    try move(.attackersList, "none", "candidate", by: "ann")
    try move(.attackersList, "candidate", "eligible", by: "ann")
    try move(.attackersList, "eligible", "consent-cleared", by: "cleo")
    try move(.attackersList, "consent-cleared", "determination", by: "dee")
    try move(.attackersList, "determination", "published", by: publisher, [3: day, 4: until])
  }

  /// Onto the two other lists.
  func listElsewhere(on day: String = "2025-06-02") throws {
    turn(to: day)
    try write { writer, entity in
      try writer.set(
        Target(self.track(.entityList), .proposal),
        Proposal(
          action: .add, proposer: .commerce, licenceRequirement: "All items subject to the EAR",
          reviewPolicy: "Presumption of denial"
        ).cbor, caseID: entity)
      try writer.set(Target(self.track(.entityList), .notice), .text("90 FR 10001"), caseID: entity)
      try writer.set(
        Target(self.track(.blocking), .blockingAuthority),
        BlockingAuthority(route: .executiveOrder, citation: "EO 99999").cbor, caseID: entity)
    }
    try move(.entityList, "voted", "adopted", by: "dee")
    try move(.entityList, "drafted", "approved-unpublished", by: "dee")
    try move(.entityList, "approved-unpublished", "published", by: "pat", [3: day])
    try move(.blocking, "decision-ready", "signed", by: "dee")
    try move(.blocking, "signed", "effective", by: "dee", [7: day])
    try move(.blocking, "effective", "published", by: "pat", [3: day, 7: day])
  }

  func consent(_ field: ListingField) throws -> EntityID {
    _ = try store.giveConsent(
      OwnerConsent(
        owner: owner.id, covers: [.init(letter, field)], signer: "general counsel", givenOn: store.today),
      in: id, as: Author(user: "cleo"))
    return try store.read { try $0.consents(of: self.id)[0].id }
  }

  // MARK: commands

  func show(asOf day: String) throws -> Answer {
    try ListCommand.Show.parse(["--as-of", day]).answer(store)
  }

  func export(_ format: String, asOf day: String, to folder: String) throws -> Answer {
    try ListCommand.Export.parse(["--format", format, "--as-of", day, "--out", scratch.path + "/" + folder])
      .answer(store)
  }

  func publish(_ arguments: String..., to folder: String) throws -> Answer {
    try ListCommand.Publish.parse(arguments + ["--out", scratch.path + "/" + folder]).answer(store)
  }

  func file(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/" + name)), as: UTF8.self)
  }

  func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: scratch.path + "/" + folder)) ?? []).sorted()
  }
}

extension Answer {
  /// The fields as a script reads them.
  var read: [String: Any] {
    let data = Data(JSON.object(fields).text.utf8)
    return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
  }

  func rows(_ name: String) -> [[String: Any]] { read[name] as? [[String: Any]] ?? [] }
}

extension [String: Any] {
  func text(_ name: String) -> String? { self[name] as? String }
}
