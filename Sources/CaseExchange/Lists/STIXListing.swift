import CaseDomain

/// Entries as a STIX 2.1 bundle: for each an identity and a report with its public reasons, all TLP:CLEAR.
///
/// No threat actor or intrusion set: those assert what an entry only reports a determination of. Ids are UUID
/// version 5 over the subject, so a second export updates the first. Of an entry that has ended both are revoked, with
/// its reference in place of name and reasons: whoever took them in learns that it is off the list. What is listed again
/// has other ids, as revoking is for good.
///
/// Source: STIX 2.1 (OASIS Standard) §3.2, §4.5, §4.16; TLP 2.0 marking of cti-stix-common-objects.
public enum STIXListing {
  private static let clear = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"

  /// - Parameters:
  ///   - publisher: the agency's name, which the bundle's objects are created by.
  ///   - publisherSince: the day that identity's description begins with; fixed for an office.
  public static func bytes(
    _ entries: [PublishedEntry], publisher: String, publisherSince: Day
  ) throws(ListFault) -> [UInt8] {
    let rules = ListRules(
      format: "STIX bundle", lists: Set(PublishedEntry.List.allCases), takesEnded: true)
    let entries = try rules.ordered(entries)
    let publisherID = "identity--" + NameUUID.text(of: "publisher:\(publisher)")
    var objects = [marking, self.publisher(publisher, publisherID, publisherSince)]
    for entry in entries { objects += [identity(entry, publisherID), report(entry, publisherID)] }
    let content = SortedJSON.bytes(of: .array(objects))
    let id = "bundle--" + NameUUID.text(of: String(decoding: content, as: UTF8.self))
    let bundle = JSONValue.filled([
      ("type", .string("bundle")), ("id", .string(id)), ("objects", .array(objects)),
    ])
    return SortedJSON.bytes(of: bundle) + [0x0A]
  }

  /// As published by OASIS, to the byte of its time.
  private static let marking = JSONValue.filled([
    ("type", .string("marking-definition")), ("spec_version", .string("2.1")), ("id", .string(clear)),
    ("created", .string("2022-10-01T00:00:00.000Z")), ("name", .string("TLP:CLEAR")),
    (
      "extensions",
      .filled([
        (
          "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d",
          .filled([("extension_type", .string("property-extension")), ("tlp_2_0", .string("clear"))])
        )
      ])
    ),
  ])

  private static func publisher(_ name: String, _ id: String, _ since: Day) -> JSONValue {
    .filled(
      common("identity", id, created: since, modified: moment(since), by: nil) + [
        ("name", .string(name)), ("identity_class", .string("organization")),
      ])
  }

  private static func identity(_ entry: PublishedEntry, _ publisher: String) -> JSONValue {
    let isOn = entry.status.isInForce
    let kind = entry.kind == .individual ? "individual" : "organization"
    return .filled(
      common("identity", identityID(entry), of: entry, by: publisher) + [
        ("name", .string(isOn ? entry.name.text : entry.reference)),
        ("description", .string(isOn ? description(entry) : "")),
        ("identity_class", .string(isOn ? kind : "")),
        (
          "external_references",
          .array([
            .filled([
              ("source_name", .string(entry.list.rawValue)), ("external_id", .string(entry.reference)),
            ])
          ])
        ),
      ])
  }

  /// What an identity has no property for: other names, and how long the entry stands.
  private static func description(_ entry: PublishedEntry) -> String {
    let names = [
      ("In original script", entry.originalNames.map(\.text)),
      ("Aliases", entry.aliases.map { ListText.alias($0.value) }),
    ]
    let days =
      "On the list since \(entry.publishedOn.iso)"
      + (entry.expiresOn.map { "; its term ends on \($0.iso), and from that day on it is off the list" } ?? "")
    return (names.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.joined(separator: "; "))" } + [days])
      .joined(separator: ".\n") + "."
  }

  private static func report(_ entry: PublishedEntry, _ publisher: String) -> JSONValue {
    let id = "report--" + NameUUID.text(of: "report:\(name(entry))")
    return .filled(
      common("report", id, of: entry, by: publisher) + [
        ("name", .string("\(title(entry.list)): \(entry.reference)")),
        ("description", .string(entry.status.banner ?? entry.statementOfReasons)),
        ("report_types", .strings(["identity"])),
        ("published", .string(moment(entry.publishedOn))), ("object_refs", .strings([identityID(entry)])),
        ("labels", .strings([entry.status.rawValue])),
      ])
  }

  private static func common(
    _ type: String, _ id: String, created: Day, modified: String, by publisher: String?
  ) -> [(String, JSONValue)] {
    [
      ("type", .string(type)), ("spec_version", .string("2.1")), ("id", .string(id)),
      ("created", .string(moment(created))), ("modified", .string(modified)),
      ("created_by_ref", publisher.map { .string($0) } ?? .null), ("object_marking_refs", .strings([clear])),
    ]
  }

  private static func common(
    _ type: String, _ id: String, of entry: PublishedEntry, by publisher: String
  ) -> [(String, JSONValue)] {
    let shown = max(entry.publishedOn, entry.changedOn ?? entry.publishedOn)
    guard !entry.status.isInForce else {
      return common(type, id, created: entry.publishedOn, modified: moment(shown), by: publisher)
    }
    // What ended on the day it was published is later than what was published then.
    let end = "\(max(shown, entry.endedOn ?? shown).iso)T00:00:01.000Z"
    return common(type, id, created: entry.publishedOn, modified: end, by: publisher)
      + [("revoked", .bool(true))]
  }

  /// One identity for a subject on each list: what two lists say of it may differ.
  private static func identityID(_ entry: PublishedEntry) -> String {
    "identity--" + NameUUID.text(of: "identity:\(name(entry))")
  }

  private static func name(_ entry: PublishedEntry) -> String {
    "\(entry.list.rawValue):\(entry.subject)\(entry.idSuffix(":"))"
  }

  private static func moment(_ day: Day) -> String { "\(day.iso)T00:00:00.000Z" }

  private static func title(_ list: PublishedEntry.List) -> String {
    switch list {
    case .attackers: "AI Model Extraction Attackers List"
    case .entityList: "Entity List"
    case .sdn: "Specially Designated Nationals and Blocked Persons List"
    }
  }
}
