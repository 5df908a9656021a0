/// Domain and relationship objects of STIX 2.1.
///
/// Source: STIX 2.1 §4 and §5. Open vocabularies bind nobody, so they are plain text here.
enum DomainTables21 {
  private static let phases: Field = .list(.object("kill-chain-phase"))
  /// A relationship joins objects that describe the world, not statements about objects.
  private static let statements = [
    "relationship", "sighting", "bundle", "marking-definition", "language-content",
  ]

  static let all: [ShapeDraft] = [
    ShapeDraft(
      "attack-pattern", "STIX 2.1 §4.1",
      ["name": .text, "description": .text, "aliases": .words, "kill_chain_phases": phases],
      required: ["name"]),
    ShapeDraft(
      "campaign", "STIX 2.1 §4.2",
      [
        "name": .text, "description": .text, "aliases": .words, "first_seen": .time, "last_seen": .time,
        "objective": .text,
      ],
      required: ["name"], [.order("first_seen", "last_seen")]),
    ShapeDraft(
      "course-of-action", "STIX 2.1 §4.3", ["name": .text, "description": .text], required: ["name"]),
    ShapeDraft(
      "grouping", "STIX 2.1 §4.4",
      ["name": .text, "description": .text, "context": .text, "object_refs": .list(.id())],
      required: ["context", "object_refs"]),
    ShapeDraft(
      "identity", "STIX 2.1 §4.5",
      [
        "name": .text, "description": .text, "roles": .words, "identity_class": .text, "sectors": .words,
        "contact_information": .text,
      ], required: ["name"]),
    ShapeDraft("incident", "STIX 2.1 §4.6", ["name": .text, "description": .text], required: ["name"]),
    ShapeDraft(
      "indicator", "STIX 2.1 §4.7",
      [
        "name": .text, "description": .text, "indicator_types": .words, "pattern": .text,
        "pattern_type": .text, "pattern_version": .text, "valid_from": .time, "valid_until": .time,
        "kill_chain_phases": phases,
      ],
      required: ["pattern", "pattern_type", "valid_from"],
      [.order("valid_from", "valid_until", isStrict: true), .special(.pattern)]),
    ShapeDraft(
      "infrastructure", "STIX 2.1 §4.8",
      [
        "name": .text, "description": .text, "infrastructure_types": .words, "aliases": .words,
        "kill_chain_phases": phases, "first_seen": .time, "last_seen": .time,
      ],
      required: ["name"], [.order("first_seen", "last_seen")]),
    ShapeDraft(
      "intrusion-set", "STIX 2.1 §4.9",
      [
        "name": .text, "description": .text, "aliases": .words, "first_seen": .time, "last_seen": .time,
        "goals": .words, "resource_level": .text, "primary_motivation": .text,
        "secondary_motivations": .words,
      ],
      required: ["name"], [.order("first_seen", "last_seen")]),
    ShapeDraft(
      "location", "STIX 2.1 §4.10",
      [
        "name": .text, "description": .text, "latitude": .number(-90, 90), "longitude": .number(-180, 180),
        "precision": .number(), "region": .text, "country": .text, "administrative_area": .text,
        "city": .text, "street_address": .text, "postal_code": .text,
      ],
      [
        .atLeastOne(["region", "country", "latitude"]), .together(["latitude", "longitude"]),
        .needs("precision", ["latitude", "longitude"]),
      ]),
    ShapeDraft(
      "malware", "STIX 2.1 §4.11",
      [
        "name": .text, "description": .text, "malware_types": .words, "is_family": .flag, "aliases": .words,
        "kill_chain_phases": phases, "first_seen": .time, "last_seen": .time,
        "operating_system_refs": .list(.id(of: ["software"])), "architecture_execution_envs": .words,
        "implementation_languages": .words, "capabilities": .words, "sample_refs": .list(.id()),
      ],
      required: ["is_family"],
      [.order("first_seen", "last_seen"), .when("is_family", is: true, needs: ["name"])]),
    ShapeDraft(
      "malware-analysis", "STIX 2.1 §4.12",
      [
        "product": .text, "version": .text, "host_vm_ref": .id(of: ["software"]),
        "operating_system_ref": .id(of: ["software"]),
        "installed_software_refs": .list(.id(of: ["software"])), "configuration_version": .text,
        "modules": .words, "analysis_engine_version": .text, "analysis_definition_version": .text,
        "submitted": .time, "analysis_started": .time, "analysis_ended": .time, "result_name": .text,
        "result": .text, "analysis_sco_refs": .list(.id()),
        "sample_ref": .id(of: ["artifact", "file", "network-traffic"]),
      ],
      required: ["product"], [.atLeastOne(["result", "analysis_sco_refs"])]),
    ShapeDraft(
      "note", "STIX 2.1 §4.13",
      ["abstract": .text, "content": .text, "authors": .words, "object_refs": .list(.id())],
      required: ["content", "object_refs"]),
    ShapeDraft(
      "observed-data", "STIX 2.1 §4.14",
      [
        "first_observed": .time, "last_observed": .time, "number_observed": .integer(1, 999_999_999),
        "objects": .container, "object_refs": .list(.idOfObservable),
      ],
      required: ["first_observed", "last_observed", "number_observed"],
      [.exactlyOne(["objects", "object_refs"]), .order("first_observed", "last_observed")]),
    ShapeDraft(
      "opinion", "STIX 2.1 §4.15",
      [
        "explanation": .text, "authors": .words, "object_refs": .list(.id()),
        "opinion": .word(["strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"]),
      ], required: ["object_refs", "opinion"]),
    ShapeDraft(
      "report", "STIX 2.1 §4.16",
      [
        "name": .text, "description": .text, "report_types": .words, "published": .time,
        "object_refs": .list(.id()),
      ], required: ["name", "published", "object_refs"]),
    ShapeDraft(
      "threat-actor", "STIX 2.1 §4.17",
      [
        "name": .text, "description": .text, "threat_actor_types": .words, "aliases": .words,
        "first_seen": .time, "last_seen": .time, "roles": .words, "goals": .words, "sophistication": .text,
        "resource_level": .text, "primary_motivation": .text, "secondary_motivations": .words,
        "personal_motivations": .words,
      ],
      required: ["name"], [.order("first_seen", "last_seen")]),
    ShapeDraft(
      "tool", "STIX 2.1 §4.18",
      [
        "name": .text, "description": .text, "tool_types": .words, "aliases": .words,
        "kill_chain_phases": phases, "tool_version": .text,
      ], required: ["name"]),
    ShapeDraft("vulnerability", "STIX 2.1 §4.19", ["name": .text, "description": .text], required: ["name"]),
    ShapeDraft(
      "relationship", "STIX 2.1 §5.1",
      [
        "relationship_type": .form(.relationshipType), "description": .text,
        "source_ref": .idNot(of: statements), "target_ref": .idNot(of: statements), "start_time": .time,
        "stop_time": .time,
      ],
      required: ["relationship_type", "source_ref", "target_ref"],
      [.order("start_time", "stop_time", isStrict: true)]),
    ShapeDraft(
      "sighting", "STIX 2.1 §5.2",
      [
        "description": .text, "first_seen": .time, "last_seen": .time, "count": .integer(0, 999_999_999),
        "sighting_of_ref": .idNot(of: statements), "observed_data_refs": .list(.id(of: ["observed-data"])),
        "where_sighted_refs": .list(.id(of: ["identity", "location"])), "summary": .flag,
      ],
      required: ["sighting_of_ref"], [.order("first_seen", "last_seen")]),
  ]
}
