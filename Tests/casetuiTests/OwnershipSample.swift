import CaseDomain
import CaseStore
import Foundation

@testable import casetui

/// Two registers that each hold half of a chain: BODS knows who owns Harbour Lantern, FollowTheMoney what a
/// company of nearly that name owns. Everybody is invented.
///
/// Vanemark 60 % > Harbour Lantern = Lantern Harbour 55 % > Glass Heron; of Quay Optics the two registers say
/// different shares, of Tin Sparrow more than 100 %.
enum OwnershipSample {
  static let day = "2026-06-01"

  private static func statement(_ number: Int, _ type: String, _ record: String, _ details: String) -> String
  {
    let id = "statement-" + String(repeating: "0", count: 24) + "\(number)"
    return """
      {"statementId":"\(id)","statementDate":"2024-05-01","declarationSubject":"rec-harbour","recordId":"\(record)",
       "recordType":"\(type)","recordStatus":"new",
       "publicationDetails":{"publicationDate":"2024-05-02","bodsVersion":"0.4","publisher":{"name":"Register"}},
       "recordDetails":{"isComponent":false,\(details)}}
      """
  }

  private static func entity(_ number: Int, _ record: String, _ name: String) -> String {
    statement(number, "entity", record, "\"entityType\":{\"type\":\"registeredEntity\"},\"name\":\"\(name)\"")
  }

  private static func holding(
    _ number: Int, _ owner: String, _ share: String, _ owned: String, kind: String = "shareholding"
  ) -> String {
    let share = share.isEmpty ? "" : ",\"share\":{\(share)}"
    return statement(
      number, "relationship", "link-\(number)",
      "\"subject\":\"\(owned)\",\"interestedParty\":\"\(owner)\","
        + "\"interests\":[{\"type\":\"\(kind)\",\"startDate\":\"2020-01-01\"\(share)}]")
  }

  static var bods: String {
    let person =
      "\"personType\":\"knownPerson\",\"names\":[{\"type\":\"legal\",\"fullName\":\"Ilsa Vanemark\"}]"
    return "["
      + [
        statement(1, "person", "rec-vane", person), entity(2, "rec-harbour", "Harbour Lantern Ltd"),
        entity(3, "rec-quay", "Quay Optics BV"), entity(4, "rec-sparrow", "Tin Sparrow AG"),
        holding(5, "rec-vane", "\"exact\":60", "rec-harbour"),
        holding(6, "rec-harbour", "\"exact\":40", "rec-quay"),
        holding(7, "rec-vane", "\"exact\":70", "rec-sparrow"),
        holding(8, "rec-harbour", "\"exact\":45", "rec-sparrow"),
        holding(9, "rec-vane", "", "rec-quay", kind: "votingRights"),
      ].joined(separator: ",\n") + "]\n"
  }

  static let ftm =
    [
      #"{"id":"c-lantern","schema":"Company","properties":{"name":["Lantern Harbour GmbH"]}}"#,
      #"{"id":"c-glass","schema":"Company","properties":{"name":["Glass Heron Trading LLC"]}}"#,
      #"{"id":"c-quay","schema":"Company","properties":{"name":["Quay Optics"]}}"#,
      #"{"id":"o-1","schema":"Ownership","properties":{"owner":["c-lantern"],"asset":["c-glass"],"percentage":["55%"],"startDate":["2021-02-03"]}}"#,
      #"{"id":"o-2","schema":"Ownership","properties":{"owner":["c-lantern"],"asset":["c-quay"],"percentage":["65%"]}}"#,
    ].joined(separator: "\n") + "\n"

  /// An office that took both in.
  static func office() throws -> TestOffice {
    let office = try TestOffice("Registers")
    let scratch = try Scratch()
    let id = try office.store.newCase(title: "Lantern", as: office.author).id
    for (name, text) in [("bods.json", bods), ("entities.json", ftm)] {
      _ = try Importer.apply(try scratch.write(text, name), to: id, in: office.store, as: office.author)
    }
    return office
  }
}
