import CaseDomain

/// Says how a bundle is to be handled: a label of the Traffic Light Protocol, the banner in words, and reports under both
/// that name every object. The objects themselves stay as they came: their marks are their senders'.
///
/// Source: STIX 2.1 (OASIS Standard) §4.16, §7.2.1; STIX 2.0 Part 1 §4.1, Part 2 §2.9. The label `TLP:AMBER+STRICT` is that
/// of TLP 2.0 in cti-stix-common-objects; STIX 2.0 has none like it, and `TLP:RED` stands there.
public struct STIXMarking {
  /// More are named by a further report, so that each is an object of a size that readers take.
  private static let mostReferences = 50_000

  /// The marks, then the reports under them.
  public let objects: [(id: String, bytes: [UInt8])]

  /// - Parameters:
  ///   - ids: of the objects that are marked so; none gives nothing.
  ///   - isSTIX20: the form of the bundle.
  ///   - day: of the export. What is marked otherwise, or on another day, is said anew and not as a version.
  public init(_ mark: HandlingMark, over ids: [String], isSTIX20: Bool, on day: Day) {
    let marks = [Self.light(mark.tlp, isSTIX20), Self.words(mark, isSTIX20)]
    let refs = ids.filter(Self.isReference)
    let reports = stride(from: 0, to: refs.count, by: Self.mostReferences).map { start in
      Self.report(
        mark, over: Array(refs[start..<min(start + Self.mostReferences, refs.count)]), under: marks.map(\.id),
        isSTIX20, day)
    }
    objects = ids.isEmpty ? [] : (marks + reports).map { ($0.id, SortedJSON.bytes(of: $0.object)) }
  }

  /// What the names of these reports begin with.
  public static let reportPrefix = "How this bundle is to be handled: "

  /// Whether an object is such a report, of whichever office: it tells of another bundle, over what was in that.
  public static func isReport(_ bytes: [UInt8]) -> Bool {
    // What cannot be read is none that was written here, and goes out as it came.
    guard let object = try? JSON.parse(bytes), object["type"]?.text == "report",
      let name = object["name"]?.text, name.utf8.starts(with: reportPrefix.utf8),
      let day = object["created"]?.text.flatMap({ Day(String($0.prefix(10))) }), let id = object["id"]?.text
    else { return false }
    let mark = String(decoding: name.utf8.dropFirst(reportPrefix.utf8.count), as: UTF8.self)
    let ids = (object["object_refs"]?.elements ?? []).compactMap(\.text)
    return id.utf8.elementsEqual(reportID(mark, over: ids, day).utf8)
  }

  /// Whether what is held under the id of a mark defines the same: anybody may write under it.
  public static func isSame(_ held: [UInt8], as mark: [UInt8]) -> Bool {
    // What cannot be read defines nothing.
    guard let held = try? JSON.parse(held), let mark = try? JSON.parse(mark) else { return false }
    return ["definition_type", "definition", "extensions"].allSatisfy { key in
      SortedJSON.bytes(of: held[key] ?? .null) == SortedJSON.bytes(of: mark[key] ?? .null)
    }
  }

  private static func reportID(_ mark: String, over ids: [String], _ day: Day) -> String {
    "report--" + NameUUID.text(of: "handling:\(mark)\n\(day.iso)\n\(ids.joined(separator: "\n"))")
  }

  /// An id that is kept need not be one of the standard's.
  private static func isReference(_ id: String) -> Bool {
    let bytes = Array(id.utf8)
    let hyphen = UInt8(ascii: "-")
    guard let end = bytes.indices.dropLast().first(where: { bytes[$0] == hyphen && bytes[$0 + 1] == hyphen })
    else { return false }
    let type = String(decoding: bytes[..<end], as: UTF8.self)
    return STIXIdentifier.isType(type) && STIXIdentifier.isID(id, ofType: type)
  }

  // MARK: the marks

  private typealias Made = (id: String, object: JSONValue)

  /// As the standard gives it, to the byte of its time.
  private static func light(_ tlp: TLP, _ isSTIX20: Bool) -> Made {
    switch tlp {
    case .clear: light("white", "613f2e26-407d-48c7-9eca-b8e91df99dc9", isSTIX20)
    case .green: light("green", "34098fce-860f-48ae-8e50-ebd3cc5e41da", isSTIX20)
    case .amber: light("amber", "f88d31f6-486f-44da-b317-01333bde0b82", isSTIX20)
    case .amberStrict where !isSTIX20: amberStrict
    case .amberStrict, .red: light("red", "5e57c739-391a-4eb3-b6be-7d15ca92d5ed", isSTIX20)
    }
  }

  private static func light(_ colour: String, _ uuid: String, _ isSTIX20: Bool) -> Made {
    definition(
      "tlp", .filled([("tlp", .string(colour))]), uuid, created: "2017-01-20T00:00:00.000Z",
      name: "TLP:\(colour.uppercased())", isSTIX20)
  }

  private static let amberStrict: Made = {
    let id = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
    return (
      id,
      .filled([
        ("type", .string("marking-definition")), ("spec_version", .string("2.1")), ("id", .string(id)),
        ("created", .string("2022-10-01T00:00:00.000Z")), ("name", .string("TLP:AMBER+STRICT")),
        (
          "extensions",
          .filled([
            (
              "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d",
              .filled([
                ("extension_type", .string("property-extension")), ("tlp_2_0", .string("amber+strict")),
              ])
            )
          ])
        ),
      ])
    )
  }()

  /// The banner, which no label has a place for. One for each banner, of the day that 32 CFR 2002 took effect.
  private static func words(_ mark: HandlingMark, _ isSTIX20: Bool) -> Made {
    definition(
      "statement", .filled([("statement", .string(mark.description))]),
      NameUUID.text(of: "handling-statement:\(mark)"), created: "2016-11-14T00:00:00.000Z", name: nil,
      isSTIX20)
  }

  private static func definition(
    _ type: String, _ definition: JSONValue, _ uuid: String, created: String, name: String?, _ isSTIX20: Bool
  ) -> Made {
    let id = "marking-definition--\(uuid)"
    // Both are of 2.1 only; what is empty is not written.
    let (version, title) = isSTIX20 ? ("", "") : ("2.1", name ?? "")
    return (
      id,
      .filled([
        ("type", .string("marking-definition")), ("spec_version", .string(version)),
        ("id", .string(id)), ("created", .string(created)), ("definition_type", .string(type)),
        ("name", .string(title)), ("definition", definition),
      ])
    )
  }

  private static func report(
    _ mark: HandlingMark, over ids: [String], under marks: [String], _ isSTIX20: Bool, _ day: Day
  ) -> Made {
    let id = reportID(mark.description, over: ids, day)
    let moment = "\(day.iso)T00:00:00.000Z"
    return (
      id,
      .filled([
        ("type", .string("report")), ("spec_version", .string(isSTIX20 ? "" : "2.1")),
        ("id", .string(id)), ("created", .string(moment)), ("modified", .string(moment)),
        ("name", .string(reportPrefix + mark.description)),
        (
          "description",
          .string(
            "In the bundle of \(day.iso) that this came with all objects are to be handled so, whatever marks they carry "
              + "themselves.")
        ),
        ("labels", .strings(isSTIX20 ? ["handling"] : [])), ("published", .string(moment)),
        ("object_refs", .strings(ids)), ("object_marking_refs", .strings(marks)),
      ])
    )
  }
}
