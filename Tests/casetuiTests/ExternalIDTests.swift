import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Ids that others gave offer matches, and never force them. Everybody here is invented.
@Suite struct ExternalIDTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    office = try TestOffice("Ids")
  }

  private func take(_ text: String, _ name: String) throws {
    _ = try Importer.apply(
      try scratch.write(text, name), to: nil, in: office.store, as: office.author)
  }

  private func run<Command: StoreCommand>(_: Command.Type, _ arguments: String...) throws -> Answer {
    try #require(try Command.parseAsRoot(arguments + ["--as", "ann"]) as? Command).answer(office.store)
  }

  private func pairs() throws -> [String] {
    try run(ScreenCommand.Duplicates.self).rows("pairs").map {
      "\($0.text("a") ?? "") \($0.text("b") ?? "")"
    }
  }

  private func found(_ identifier: String) throws -> [String] {
    try run(ScreenCommand.Name.self, "Qqq", "--identifier", identifier).rows("hits").compactMap {
      $0.text("id")
    }.sorted()
  }

  private static func pattern(_ number: Int, _ name: String, _ references: String) -> String {
    """
    {"type":"attack-pattern","spec_version":"2.1","id":"attack-pattern--0000000\(number)-0000-4000-8000-000000000000",
     "created":"2024-01-01T00:00:00.000Z","modified":"2024-01-01T00:00:00.000Z","name":"\(name)",
     "external_references":[\(references)]}
    """
  }

  /// One technique under two STIX ids, and a third that only refers to the same catalogue.
  @Test func aTechniqueUnderTwoIdsIsOffered() throws {
    let atlas = #"{"source_name":"mitre-atlas","url":"https://example.org","external_id":"AML.T0024"}"#
    let other =
      #"{"source_name":"mitre-attack","external_id":"T0001"},{"source_name":"capec","external_id":"CAPEC-1"}"#
    let third =
      #"{"source_name":"mitre-attack","external_id":"T0002"},{"source_name":"capec","external_id":"CAPEC-1"}"#
    let objects = [
      Self.pattern(1, "Take the model", atlas), Self.pattern(2, "Steal by questions", atlas),
      Self.pattern(3, "Plain probing", other), Self.pattern(4, "Bold knocking", third),
    ]
    try take(
      #"{"type":"bundle","id":"bundle--00000009-0000-4000-8000-000000000000","objects":["#
        + objects.joined(separator: ",") + "]}", "techniques.json")
    let two = [1, 2].map { "attack-pattern--0000000\($0)-0000-4000-8000-000000000000" }
    #expect(try found("mitre-atlas:AML.T0024") == two)
    #expect(try pairs() == [two.joined(separator: " ")])
    #expect(try run(ScreenCommand.Name.self, "Steal by questions").rows("hits").isEmpty, "no name is listed")
    #expect(try office.store.verify().isSound)
  }

  private static let sdn = """
    700,"TARNWOLD, Orm","individual","PRG-A","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","DOB 12 Mar 1965."
    701,"LANTERN QUAY","-0- ","PRG-A","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- "

    """
  private static let addresses = """
    700,9001,"1 Mole Street","Karachi","Pakistan","-0- "
    701,9002,"-0- ","Minsk","Belarus","-0- "

    """
  private static let screening = """
    _id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,\
    standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,\
    vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,\
    source_information_url,ids
    aa1,Specially Designated Nationals (SDN) - Treasury Department,700,Individual,PRG-A,Tarnwold Orm,,,,,,,,,,,,,,,,,,,,,,,
    aa2,Entity List (EL) - Bureau of Industry and Security,701,,,Grey Otter Works,,,,,,,,,,,,,,,,,,,,,,,

    """

  /// The Consolidated Screening List and FollowTheMoney name the same entry by OFAC's number.
  @Test func anSDNNumberIsOffered() throws {
    try take(Self.sdn, "SDN.CSV")
    try take(Self.screening, "consolidated.csv")
    try take(
      #"{"id":"NK-1","schema":"Person","referents":["ofac-700","gb-7"],"properties":{"name":["Ormwold T"]}}"#
        + "\n", "entities.ftm.json")
    #expect(try found("ofac:700") == ["NK-1", "csl:aa1", "sdn:700"])
    #expect(try found("ofac:701") == ["sdn:701"], "a number of another agency's list is no number of OFAC's")
    let offered = try pairs()
    #expect(Set(offered).isSuperset(of: ["NK-1 sdn:700", "csl:aa1 NK-1"]), "\(offered)")
  }

  /// An address in a row of its own counts for its entry, whichever of the two came first.
  @Test(arguments: [true, false])
  func addressesReachTheirEntry(_ entryFirst: Bool) throws {
    let files = [(Self.sdn, "SDN.CSV"), (Self.addresses, "ADD.CSV")]
    for (text, name) in entryFirst ? files : files.reversed() { try take(text, name) }
    func features(_ country: String) throws -> [String] {
      let hit = try #require(
        try run(ScreenCommand.Name.self, "Orm Tarnwold", "--country", country).rows("hits").first)
      #expect(hit.text("id") == "sdn:700")
      #expect(hit["countries"] as? [String] == ["Pakistan"])
      return (hit["features"] as? [[String: Any]] ?? []).filter { $0.text("feature") == "country" }
        .map { "\($0["effect"] ?? "")" }
    }
    #expect(try features("PK") == ["0.02"])
    #expect(try features("BY") == ["-0.05"])
    // The same files once more change nothing.
    for (text, name) in files { try take(text, name) }
    #expect(try features("PK") == ["0.02"])
    #expect(try office.store.verify().isSound)
  }

  @Test func aCountryThatIsNoneIsRefused() throws {
    #expect(throws: Usage.self) { try run(ScreenCommand.Name.self, "Qqq", "--country", "Xyzzy") }
    let wrong = try run(ScreenCommand.Name.self, "Qqq", "--identifier", "lei:529900T8BM49AURSDO54")
    #expect(wrong.notes.contains { $0.contains("fails its check digits") })
    #expect(wrong.notes.contains { $0.contains("no record held states an identifier of kind lei") })
    #expect(wrong.rows("problems").count == 2)
  }
}
