@testable import CaseExchange

/// Valid objects about a company and people that do not exist, to be spoilt by the tests.
enum Sample {
  static let uuid = "11111111-1111-4111-8111-111111111111"
  static let computedUUID = "22222222-2222-5222-8222-222222222222"

  /// The properties that every domain object of 2.1 has.
  static func domain(_ type: String, _ rest: String = "") -> String {
    object(
      #""type":"\#(type)","spec_version":"2.1","id":"\#(type)--\#(uuid)","created":"2026-01-02T03:04:05.000Z","modified":"2026-01-02T03:04:05.000Z""#,
      rest)
  }

  /// The same for 2.0.
  static func old(_ type: String, _ rest: String = "") -> String {
    object(
      #""type":"\#(type)","id":"\#(type)--\#(uuid)","created":"2026-01-02T03:04:05.000Z","modified":"2026-01-02T03:04:05.000Z""#,
      rest)
  }

  /// An observable of 2.1 with a random id.
  static func observable(_ type: String, _ rest: String = "", uuid: String = uuid) -> String {
    object(#""type":"\#(type)","id":"\#(type)--\#(uuid)""#, rest)
  }

  /// Traffic of 2.1 with this header of a request.
  static func request(_ header: String) -> String {
    observable(
      "network-traffic",
      #""protocols":["tcp"],"src_ref":"ipv4-addr--\#(uuid)","extensions":{"http-request-ext":{"request_method":"get","request_value":"/","request_header":\#(header)}}"#
    )
  }

  private static func object(_ front: String, _ rest: String) -> String {
    "{\(front)\(rest.isEmpty ? "" : ",")\(rest)}"
  }

  static let indicator =
    #""pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z","pattern":"[domain-name:value = 'heron.example']""#
  static let observed =
    #""first_observed":"2026-01-01T00:00:00Z","last_observed":"2026-01-01T00:00:00Z","number_observed":3"#

  /// Good objects, at least one of every type of 2.1.
  static let good: [String] = [
    domain(
      "attack-pattern",
      #""name":"Query floods","kill_chain_phases":[{"kill_chain_name":"lumen","phase_name":"probe"}]"#),
    domain(
      "campaign",
      #""name":"Night Heron","first_seen":"2026-01-01T00:00:00Z","last_seen":"2026-01-01T00:00:00.000Z""#),
    domain("course-of-action", #""name":"Limit rates""#),
    domain("grouping", #""context":"suspicious-activity","object_refs":["url--\#(uuid)"]"#),
    domain(
      "identity", #""name":"Orchard Models plc","lang":"en-GB","confidence":100,"x_office_note":{"a":null}"#),
    domain("incident", #""name":"Quota spike""#),
    domain("indicator", indicator + #","valid_until":"2026-01-01T00:00:00.001Z""#),
    domain("indicator", #""pattern_type":"yara","valid_from":"2026-01-01T00:00:00Z","pattern":"rule a {}""#),
    domain("infrastructure", #""name":"Proxy pool""#),
    domain("intrusion-set", #""name":"Glass Heron","goals":["weights"]"#),
    domain("location", #""latitude":-90,"longitude":180.0,"precision":5"#),
    domain("location", #""country":"XA""#),
    domain("malware", #""is_family":false"#),
    domain("malware-analysis", #""product":"desk","result":"benign""#),
    domain("note", #""content":"see 4","object_refs":["identity--\#(uuid)"]"#),
    domain("observed-data", observed + #","object_refs":["ipv4-addr--\#(uuid)","x-lumen-probe--\#(uuid)"]"#),
    domain(
      "observed-data",
      observed
        + #","objects":{"0":{"type":"ipv4-addr","id":"ipv4-addr--\#(uuid)","value":"192.0.2.1"},"1":{"type":"network-traffic","id":"network-traffic--\#(uuid)","protocols":["tcp"],"src_ref":"0"}}"#
    ),
    domain("opinion", #""opinion":"agree","object_refs":["note--\#(uuid)"]"#),
    domain("report", #""name":"Q1","published":"2026-01-01T00:00:00Z","object_refs":["note--\#(uuid)"]"#),
    domain("threat-actor", #""name":"Glass Heron","aliases":["H\u00e9ron"],"resource_level":"unheard-of""#),
    domain("tool", #""name":"scrape\/r""#),
    domain(
      "vulnerability",
      #""name":"V","external_references":[{"source_name":"cve","external_id":"CVE-2026-0001"}]"#),
    domain(
      "relationship",
      #""relationship_type":"related-to","source_ref":"tool--\#(uuid)","target_ref":"x-lumen-probe--\#(uuid)""#
    ),
    domain(
      "sighting",
      #""sighting_of_ref":"indicator--\#(uuid)","count":0,"where_sighted_refs":["location--\#(uuid)"]"#),
    domain("language-content", #""object_ref":"tool--\#(uuid)","contents":{"de":{"name":"Werkzeug"}}"#),
    domain(
      "extension-definition", #""name":"e","schema":"s","version":"1.0.0","extension_types":["new-sdo"]"#),
    domain(
      "x-lumen-probe",
      #""extensions":{"extension-definition--\#(uuid)":{"extension_type":"new-sdo"}},"probe_hex":"0aFF","probe_bin":"YWI=""#
    ),
    domain(
      "tool",
      #""name":"t","granular_markings":[{"marking_ref":"marking-definition--\#(uuid)","selectors":["name","granular_markings.[0].selectors.[1]","id"]}]"#
    ),
    domain("tool", #""name":"t","granular_markings":[{"lang":"de","selectors":["name"]}]"#),
    #"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--\#(uuid)","created":"2026-01-02T03:04:05Z","definition_type":"statement","definition":{"statement":"Desk 4 only"}}"#,
    #"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9","created":"2017-01-20T00:00:00.000Z","name":"TLP:WHITE","definition_type":"tlp","definition":{"tlp":"white"}}"#,
    #"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--\#(uuid)","created":"2026-01-02T03:04:05Z","extensions":{"extension-definition--\#(uuid)":{"extension_type":"property-extension","level":1}}}"#,
    observable("artifact", #""payload_bin":"YWJj","mime_type":"text/plain""#),
    observable("autonomous-system", #""number":64496"#),
    observable("directory", #""path":"/srv/weights""#, uuid: computedUUID),
    observable("domain-name", #""value":"xn--hron-9oa.example","resolves_to_refs":["ipv4-addr--\#(uuid)"]"#),
    observable(
      "email-addr", #""value":"mara.fenn@orchard.example","belongs_to_ref":"user-account--\#(uuid)""#),
    observable("email-message", #""is_multipart":true,"body_multipart":[{"body":"hi"}]"#),
    observable(
      "email-message", #""is_multipart":false,"body":"hi","message_id":"<1@orchard.example>""#,
      uuid: computedUUID),
    observable(
      "file",
      #""name":"a.exe","hashes":{"MD5":"0123456789abcdef0123456789ABCDEF"},"extensions":{"windows-pebinary-ext":{"pe_type":"exe","machine_hex":"014c","optional_header":{"magic_hex":"010b"}}}"#
    ),
    observable("ipv4-addr", #""value":"192.0.2.0/24""#),
    observable("ipv6-addr", #""value":"2001:db8::1/128""#),
    observable("mac-addr", #""value":"00:53:00:ff:00:01""#),
    observable("mutex", #""name":"m""#),
    observable(
      "network-traffic",
      #""protocols":["ipv4","tcp"],"src_ref":"ipv4-addr--\#(uuid)","src_port":65535,"is_active":false,"start":"2026-01-01T00:00:00Z","end":"2026-01-01T00:00:00Z""#
    ),
    request(#"{"Accept":["text/plain"]}"#),
    observable("process", #""pid":1"#),
    observable(
      "software", #""name":"s","cpe":"cpe:2.3:a:orchard:lumen\\:7:1.0:*:*:*:*:*:*:*","languages":["en"]"#),
    observable("url", #""value":"https://u@[2001:db8::1]:8443/a%20b?c=d#e""#),
    observable("user-account", #""user_id":"mfenn""#, uuid: computedUUID),
    observable(
      "windows-registry-key",
      #""key":"HKEY_LOCAL_MACHINE\\Software\\Lumen","values":[{"name":"a","data_type":"REG_SZ"}]"#),
    observable("x509-certificate", #""serial_number":"01","x509_v3_extensions":{"key_usage":"c"}"#),
    observable("x-lumen-thing", #""level":1"#),
  ]

  /// Good objects of 2.0.
  static let goodOld: [String] = [
    old("identity", #""name":"Orchard Models plc","identity_class":"organization""#),
    old("malware", #""name":"m","labels":["trojan"]"#),
    old(
      "indicator",
      #""labels":["benign"],"valid_from":"2026-01-01T00:00:00Z","pattern":"[file:name = 'a' AND x-lumen-probe:ccc = 1]""#
    ),
    old(
      "observed-data",
      observed
        + #","objects":{"0":{"type":"file","name":"a","parent_directory_ref":"d"},"d":{"type":"directory","path":"/"},"2":{"type":"x-lumen-probe","level":1}}"#
    ),
    old(
      "observed-data",
      observed
        + #","objects":{"0":{"type":"ipv4-addr","value":"192.0.2.1"},"1":{"type":"network-traffic","protocols":["tcp"],"src_ref":"0","extensions":{"http-request-ext":{"request_method":"get","request_value":"/","request_header":{"Accept":"text/plain"}}}}}"#
    ),
    old("x-lumen-probe", #""level":1"#),
    #"{"type":"marking-definition","id":"marking-definition--\#(uuid)","created":"2026-01-02T03:04:05Z","definition_type":"tlp","definition":{"tlp":"red"}}"#,
  ]
}
