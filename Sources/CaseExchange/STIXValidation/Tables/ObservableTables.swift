/// Observables of both editions: hosts, people's accounts, messages, traffic.
///
/// Source: STIX 2.1 §6; STIX 2.0 Part 4 §2.
struct ObservableTables {
  let all: [ShapeDraft]
  let parts: [ShapeDraft]

  init(_ version: STIXSpecVersion) {
    let isOld = version == .v20
    let part = isOld ? "STIX 2.0 Part 4 §2" : "STIX 2.1 §6"
    all =
      Self.addresses(part) + Self.messages(part, isOld) + Self.traffic(part) + Self.software(part, isOld)
      + FileTables.objects(part, isOld) + ProcessTables.objects(part, isOld)
    parts =
      Self.messageParts(part) + Self.trafficParts(part, isOld) + FileTables.parts(part, isOld)
      + ProcessTables.parts(part)
  }

  private static func addresses(_ part: String) -> [ShapeDraft] {
    let network: KeyValuePairs<String, Field> = [
      "resolves_to_refs": .list(.observable(of: ["mac-addr"])),
      "belongs_to_refs": .list(.observable(of: ["autonomous-system"])),
    ]
    return [
      ShapeDraft(
        "autonomous-system", part + ".2", ["number": .integer(), "name": .text, "rir": .text],
        required: ["number"]),
      ShapeDraft(
        "domain-name", part + ".4",
        [
          "value": .form(.host),
          "resolves_to_refs": .list(.observable(of: ["ipv4-addr", "ipv6-addr", "domain-name"])),
        ], required: ["value"]),
      ShapeDraft(
        "email-addr", part + ".5",
        ["value": .form(.mail), "display_name": .text, "belongs_to_ref": .observable(of: ["user-account"])],
        required: ["value"]),
      ShapeDraft("ipv4-addr", part + ".8", ["value": .form(.ipv4)], required: ["value"])
        .adding(ShapeDraft("", "", network)),
      ShapeDraft("ipv6-addr", part + ".9", ["value": .form(.ipv6)], required: ["value"])
        .adding(ShapeDraft("", "", network)),
      ShapeDraft("mac-addr", part + ".10", ["value": .form(.mac)], required: ["value"]),
      ShapeDraft("url", part + ".15", ["value": .form(.uri)], required: ["value"]),
    ]
  }

  private static func messages(_ part: String, _ isOld: Bool) -> [ShapeDraft] {
    let addresses: Field = .list(.observable(of: ["email-addr"]))
    return [
      ShapeDraft(
        "email-message", part + ".6",
        [
          "is_multipart": .flag, "date": .time, "content_type": .text,
          "from_ref": .observable(of: ["email-addr"]), "sender_ref": .observable(of: ["email-addr"]),
          "to_refs": addresses, "cc_refs": addresses, "bcc_refs": addresses,
          "subject": .text, "received_lines": .words,
          "additional_header_fields": .dictionary(.any), "body": .text,
          "body_multipart": .list(.object("mime-part")),
          "raw_email_ref": .observable(of: ["artifact"]),
        ],
        required: ["is_multipart"],
        [
          .when("is_multipart", is: true, excludes: ["body"]),
          .when("is_multipart", is: false, excludes: ["body_multipart"]),
        ] + (isOld ? [] : [.randomID(unless: ["from_ref", "subject", "body"])])
      ).adding(isOld ? ShapeDraft("", "", [:]) : ShapeDraft("", "", ["message_id": .text]))
    ]
  }

  private static func messageParts(_ part: String) -> [ShapeDraft] {
    [
      ShapeDraft(
        "mime-part", part + ".6",
        [
          "body": .text, "body_raw_ref": .observable(of: ["artifact", "file"]), "content_type": .text,
          "content_disposition": .text,
        ], [.exactlyOne(["body", "body_raw_ref"])])
    ]
  }

  private static func traffic(_ part: String) -> [ShapeDraft] {
    let ends: Field = .observable(of: ["ipv4-addr", "ipv6-addr", "mac-addr", "domain-name"])
    return [
      ShapeDraft(
        "network-traffic", part + ".12",
        [
          "extensions": .extensions(["http-request-ext", "icmp-ext", "socket-ext", "tcp-ext"]),
          "start": .time, "end": .time, "is_active": .flag, "src_ref": ends, "dst_ref": ends,
          "src_port": .integer(0, 65_535), "dst_port": .integer(0, 65_535), "protocols": .words,
          "src_byte_count": .integer(), "dst_byte_count": .integer(), "src_packets": .integer(),
          "dst_packets": .integer(), "ipfix": .dictionary(.any),
          "src_payload_ref": .observable(of: ["artifact"]), "dst_payload_ref": .observable(of: ["artifact"]),
          "encapsulates_refs": .list(.observable(of: ["network-traffic"])),
          "encapsulated_by_ref": .observable(of: ["network-traffic"]),
        ],
        required: ["protocols"],
        [
          .atLeastOne(["src_ref", "dst_ref"]), .when("is_active", is: true, excludes: ["end"]),
          .order("start", "end"),
        ])
    ]
  }

  private static func trafficParts(_ part: String, _ isOld: Bool) -> [ShapeDraft] {
    // In 2.1 a header is a list, as it may be repeated.
    let headers: Field = .dictionary(isOld ? .any : .words)
    return [
      ShapeDraft(
        "http-request-ext", part + ".12",
        [
          "request_method": .text, "request_value": .text, "request_version": .text,
          "request_header": headers, "message_body_length": .integer(),
          "message_body_data_ref": .observable(of: ["artifact"]),
        ], required: ["request_method", "request_value"]),
      ShapeDraft(
        "icmp-ext", part + ".12", ["icmp_type_hex": .form(.hex), "icmp_code_hex": .form(.hex)],
        required: ["icmp_type_hex", "icmp_code_hex"]),
      ShapeDraft(
        "socket-ext", part + ".12",
        [
          "address_family": .word([
            "AF_UNSPEC", "AF_INET", "AF_IPX", "AF_APPLETALK", "AF_NETBIOS", "AF_INET6", "AF_IRDA", "AF_BTH",
          ]),
          "is_blocking": .flag, "is_listening": .flag, "options": .dictionary(.integer()),
          "socket_type": .word(["SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_RDM", "SOCK_SEQPACKET"]),
          "socket_descriptor": .count, "socket_handle": .integer(),
        ], required: ["address_family"]),
      ShapeDraft(
        "tcp-ext", part + ".12", ["src_flags_hex": .form(.hex), "dst_flags_hex": .form(.hex)],
        [.atLeastOne(["src_flags_hex", "dst_flags_hex"])]),
    ]
  }

  private static func software(_ part: String, _ isOld: Bool) -> [ShapeDraft] {
    [
      ShapeDraft("mutex", part + ".11", ["name": .text], required: ["name"]),
      ShapeDraft(
        "software", part + ".14",
        [
          "name": .text, "cpe": .form(.cpe),
          "languages": .list(.form(isOld ? .oldLanguage : .language)), "vendor": .text, "version": .text,
        ], required: ["name"]
      ).adding(isOld ? ShapeDraft("", "", [:]) : ShapeDraft("", "", ["swid": .text])),
    ]
  }
}
