/// Domain and relationship objects of STIX 2.0.
///
/// Source: STIX 2.0 Part 2 §2 and §3. Open vocabularies bind nobody, so they are plain text here.
enum DomainTables20 {
  private static let phases: Field = .list(.object("kill-chain-phase"))
  private static let statements = ["relationship", "sighting", "bundle", "marking-definition"]

  static let all: [ShapeDraft] = [
    ShapeDraft(
      "attack-pattern", "STIX 2.0 Part 2 §2.1",
      ["name": .text, "description": .text, "kill_chain_phases": phases], required: ["name"]),
    ShapeDraft(
      "campaign", "STIX 2.0 Part 2 §2.2",
      [
        "name": .text, "description": .text, "aliases": .words, "first_seen": .time, "last_seen": .time,
        "objective": .text,
      ],
      required: ["name"], [.order("first_seen", "last_seen")]),
    ShapeDraft(
      "course-of-action", "STIX 2.0 Part 2 §2.3", ["name": .text, "description": .text], required: ["name"]),
    ShapeDraft(
      "identity", "STIX 2.0 Part 2 §2.4",
      [
        "name": .text, "description": .text, "identity_class": .text, "sectors": .words,
        "contact_information": .text,
      ], required: ["name", "identity_class"]),
    ShapeDraft(
      "indicator", "STIX 2.0 Part 2 §2.5",
      [
        "name": .text, "description": .text, "pattern": .text, "valid_from": .time, "valid_until": .time,
        "kill_chain_phases": phases,
      ],
      required: ["labels", "pattern", "valid_from"],
      [.order("valid_from", "valid_until"), .special(.pattern)]),
    ShapeDraft(
      "intrusion-set", "STIX 2.0 Part 2 §2.6",
      [
        "name": .text, "description": .text, "aliases": .words, "first_seen": .time, "last_seen": .time,
        "goals": .words, "resource_level": .text, "primary_motivation": .text,
        "secondary_motivations": .words,
      ],
      required: ["name"], [.order("first_seen", "last_seen")]),
    ShapeDraft(
      "malware", "STIX 2.0 Part 2 §2.7",
      ["name": .text, "description": .text, "kill_chain_phases": phases], required: ["labels", "name"]),
    ShapeDraft(
      "observed-data", "STIX 2.0 Part 2 §2.8",
      [
        "first_observed": .time, "last_observed": .time, "number_observed": .integer(1, 999_999_999),
        "objects": .container,
      ],
      required: ["first_observed", "last_observed", "number_observed", "objects"],
      [.order("first_observed", "last_observed")]),
    ShapeDraft(
      "report", "STIX 2.0 Part 2 §2.9",
      ["name": .text, "description": .text, "published": .time, "object_refs": .list(.id())],
      required: ["labels", "name", "published", "object_refs"]),
    ShapeDraft(
      "threat-actor", "STIX 2.0 Part 2 §2.10",
      [
        "name": .text, "description": .text, "aliases": .words, "roles": .words, "goals": .words,
        "sophistication": .text, "resource_level": .text, "primary_motivation": .text,
        "secondary_motivations": .words, "personal_motivations": .words,
      ], required: ["labels", "name"]),
    ShapeDraft(
      "tool", "STIX 2.0 Part 2 §2.11",
      ["name": .text, "description": .text, "kill_chain_phases": phases, "tool_version": .text],
      required: ["labels", "name"]),
    ShapeDraft(
      "vulnerability", "STIX 2.0 Part 2 §2.12", ["name": .text, "description": .text], required: ["name"]),
    ShapeDraft(
      "relationship", "STIX 2.0 Part 2 §3.1",
      [
        "relationship_type": .form(.relationshipType), "description": .text,
        "source_ref": .idNot(of: statements), "target_ref": .idNot(of: statements),
      ], required: ["relationship_type", "source_ref", "target_ref"]),
    ShapeDraft(
      "sighting", "STIX 2.0 Part 2 §3.2",
      [
        "first_seen": .time, "last_seen": .time, "count": .integer(0, 999_999_999),
        "sighting_of_ref": .idNot(of: statements), "observed_data_refs": .list(.id(of: ["observed-data"])),
        "where_sighted_refs": .list(.id(of: ["identity"])), "summary": .flag,
      ],
      required: ["sighting_of_ref"], [.order("first_seen", "last_seen")]),
  ]
}
