/// Marking definitions, translations and definitions of extensions.
///
/// Source: STIX 2.1 §7; STIX 2.0 Part 1 §4.1.
enum MetaTables {
  static let extensionTypes = [
    "new-sdo", "new-sco", "new-sro", "property-extension", "toplevel-property-extension",
  ]

  static func marking(_ version: STIXSpecVersion) -> ShapeDraft {
    switch version {
    case .v20:
      ShapeDraft(
        "marking-definition", "STIX 2.0 Part 1 §4.1",
        [
          "type": .form(.typeName), "id": .id(), "created": .time, "created_by_ref": .id(of: ["identity"]),
          "external_references": .list(.object("external-reference")),
          "object_marking_refs": .list(.id(of: ["marking-definition"])),
          "granular_markings": .list(.object("granular-marking")), "definition_type": .text,
          "definition": .any,
        ],
        required: ["type", "id", "created", "definition_type", "definition"], [.special(.marking)],
        others: .custom)
    case .v21:
      ShapeDraft(
        "marking-definition", "STIX 2.1 §7.2.1",
        [
          "type": .form(.typeName), "spec_version": .word(["2.0", "2.1"]), "id": .id(), "created": .time,
          "created_by_ref": .id(of: ["identity"]), "name": .text,
          "external_references": .list(.object("external-reference")),
          "object_marking_refs": .list(.id(of: ["marking-definition"])),
          "granular_markings": .list(.object("granular-marking")), "extensions": .extensions([]),
          "definition_type": .text, "definition": .any,
        ],
        required: ["type", "spec_version", "id", "created"], [.special(.marking)], others: .custom)
    }
  }

  static let language = ShapeDraft(
    "language-content", "STIX 2.1 §7.1",
    [
      "object_ref": .idNot(of: ["bundle", "language-content"]), "object_modified": .time,
      "contents": .dictionary(.any),
    ],
    required: ["object_ref", "contents"], [.special(.languageContent)])

  static let extensionDefinition = ShapeDraft(
    "extension-definition", "STIX 2.1 §7.3",
    [
      "name": .text, "description": .text, "schema": .text, "version": .text,
      "extension_types": .list(.word(extensionTypes)), "extension_properties": .words,
    ],
    required: ["name", "schema", "version", "extension_types"], [.special(.extensionDefinition)])
}
