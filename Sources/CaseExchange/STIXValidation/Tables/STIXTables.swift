/// The property tables of one edition, in groups.
///
/// Source: STIX 2.0 Parts 1, 2 and 4, and STIX 2.1 §2–§7 (OASIS Standards).
struct STIXTables {
  /// Domain objects, relationships and meta objects.
  let domain: [ShapeDraft]
  let observables: [ShapeDraft]
  /// What stands inside them.
  let parts: [ShapeDraft]
  /// Property names that must not be used.
  let reservedProperties: [String]

  static let customDomain = "(custom object)"
  static let customObservable = "(custom observable)"
  static let customExtension = "(custom extension)"
  static let definedExtension = "(extension)"

  var all: [ShapeDraft] { domain + observables + parts }

  init(_ version: STIXSpecVersion) {
    let common = CommonTables(version)
    switch version {
    case .v20:
      domain = DomainTables20.all.map { $0.adding(common.domain) } + [MetaTables.marking(version)]
      reservedProperties = [
        "confidence", "severity", "action", "usernames", "phone_numbers", "addresses",
        "first_seen_precision", "last_seen_precision", "valid_from_precision", "valid_until_precision",
      ]
    case .v21:
      domain =
        (DomainTables21.all + [MetaTables.language, MetaTables.extensionDefinition])
        .map { $0.adding(common.domain) } + [MetaTables.marking(version)]
      reservedProperties = ["severity", "action", "username", "phone_numbers"]
    }
    let own = ObservableTables(version)
    observables = own.all.map { $0.adding(common.observable) }
    parts =
      common.parts + own.parts.map { $0.type.hasSuffix("-ext") ? $0.takingCustom : $0 } + [
        ShapeDraft(Self.customDomain, common.customSection, [:]).adding(common.domain),
        ShapeDraft(Self.customObservable, common.customSection, [:]).adding(common.observable),
        ShapeDraft(Self.customExtension, common.customSection, [:], others: .custom),
        ShapeDraft(
          Self.definedExtension, "STIX 2.1 §7.3", ["extension_type": .word(MetaTables.extensionTypes)],
          required: ["extension_type"], others: .custom),
      ]
  }
}

/// What every object has, and the small objects that many share.
///
/// Source: STIX 2.1 §2.5, §2.11, §3.2 and §7.2; STIX 2.0 Part 1 §2, §3.1 and §4.
struct CommonTables {
  let domain: ShapeDraft
  let observable: ShapeDraft
  let customSection: String
  let parts: [ShapeDraft]

  init(_ version: STIXSpecVersion) {
    let markings: [String] = ["marking-definition"]
    switch version {
    case .v20:
      customSection = "STIX 2.0 Part 1 §7"
      domain = ShapeDraft(
        "(2.0 common)", "STIX 2.0 Part 1 §3.1",
        [
          "type": .form(.typeName), "id": .id(), "created_by_ref": .id(of: ["identity"]),
          "created": .form(.millisecondTimestamp), "modified": .form(.millisecondTimestamp),
          "revoked": .flag, "labels": .words,
          "external_references": .list(.object("external-reference")),
          "object_marking_refs": .list(.id(of: markings)),
          "granular_markings": .list(.object("granular-marking")),
        ],
        required: ["type", "id", "created", "modified"], [.order("created", "modified")], others: .custom)
      observable = ShapeDraft(
        "(2.0 observable)", "STIX 2.0 Part 3",
        ["type": .form(.typeName), "extensions": .extensions([])], required: ["type"], others: .custom)
    case .v21:
      customSection = "STIX 2.1 §11"
      domain = ShapeDraft(
        "(2.1 common)", "STIX 2.1 §3.2",
        [
          "type": .form(.typeName), "spec_version": .word(["2.0", "2.1"]), "id": .id(),
          "created_by_ref": .id(of: ["identity"]), "created": .form(.millisecondTimestamp),
          "modified": .form(.millisecondTimestamp), "revoked": .flag, "labels": .words,
          "confidence": .integer(0, 100), "lang": .form(.language),
          "external_references": .list(.object("external-reference")),
          "object_marking_refs": .list(.id(of: markings)),
          "granular_markings": .list(.object("granular-marking")), "extensions": .extensions([]),
        ],
        required: ["type", "spec_version", "id", "created", "modified"], [.order("created", "modified")],
        others: .custom)
      observable = ShapeDraft(
        "(2.1 observable)", "STIX 2.1 §3.2",
        [
          "type": .form(.typeName), "spec_version": .word(["2.0", "2.1"]), "id": .id(),
          "object_marking_refs": .list(.id(of: markings)),
          "granular_markings": .list(.object("granular-marking")), "defanged": .flag,
          "extensions": .extensions([]),
        ], required: ["type", "id"], others: .custom)
    }
    parts = Self.parts(version)
  }

  private static func parts(_ version: STIXSpecVersion) -> [ShapeDraft] {
    [
      ShapeDraft(
        "external-reference", version == .v20 ? "STIX 2.0 Part 1 §2" : "STIX 2.1 §2.5",
        [
          "source_name": .text, "description": .text, "url": .form(.uri), "hashes": .hashes,
          "external_id": .text,
        ],
        required: ["source_name"],
        [.atLeastOne(["description", "url", "external_id"]), .special(.externalReference)]),
      ShapeDraft(
        "granular-marking", version == .v20 ? "STIX 2.0 Part 1 §4" : "STIX 2.1 §7.2.3",
        [
          "selectors": .list(.form(.selector)), "lang": .form(.language),
          "marking_ref": .id(of: ["marking-definition"]),
        ],
        required: version == .v20 ? ["selectors", "marking_ref"] : ["selectors"],
        version == .v20
          ? [.special(.granularMarking)]
          : [.exactlyOne(["lang", "marking_ref"]), .special(.granularMarking)]),
      ShapeDraft(
        "kill-chain-phase", version == .v20 ? "STIX 2.0 Part 1 §2" : "STIX 2.1 §2.11",
        ["kill_chain_name": .text, "phase_name": .text], required: ["kill_chain_name", "phase_name"]),
    ]
  }
}
