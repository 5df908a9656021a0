/// Files, folders, artifacts and certificates.
///
/// Source: STIX 2.1 §6.1, §6.3, §6.7 and §6.18; STIX 2.0 Part 4 §2.1, §2.3, §2.7 and §2.18.
enum FileTables {
  static func objects(_ part: String, _ isOld: Bool) -> [ShapeDraft] {
    [
      artifact(part, isOld), isOld ? oldDirectory(part) : directory(part), file(part, isOld),
      certificate(part, isOld),
    ]
  }

  private static func artifact(_ part: String, _ isOld: Bool) -> ShapeDraft {
    let both = ShapeDraft(
      "artifact", part + ".1",
      [
        "mime_type": .form(.mediaType), "payload_bin": .form(.binary), "url": .form(.uri), "hashes": .hashes,
      ], [.exactlyOne(["payload_bin", "url"]), .needs("url", ["hashes"])])
    if isOld { return both }
    return both.adding(
      ShapeDraft(
        "", "",
        [
          "encryption_algorithm": .word(["AES-256-GCM", "ChaCha20-Poly1305", "mime-type-indicated"]),
          "decryption_key": .text,
        ],
        [.needs("decryption_key", ["encryption_algorithm"]), .randomID(unless: ["hashes", "payload_bin"])]))
  }

  private static func directory(_ part: String) -> ShapeDraft {
    ShapeDraft(
      "directory", part + ".3",
      [
        "path": .text, "path_enc": .form(.characterSet), "ctime": .time, "mtime": .time, "atime": .time,
        "contains_refs": .list(.observable(of: ["file", "directory"])),
      ], required: ["path"])
  }

  private static func oldDirectory(_ part: String) -> ShapeDraft {
    ShapeDraft(
      "directory", part + ".3",
      [
        "path": .text, "path_enc": .form(.characterSet), "created": .time, "modified": .time,
        "accessed": .time, "contains_refs": .list(.observable(of: ["file", "directory"])),
      ], required: ["path"])
  }

  private static let fileExtensions: Field = .extensions([
    "archive-ext", "ntfs-ext", "pdf-ext", "raster-image-ext", "windows-pebinary-ext",
  ])

  private static func file(_ part: String, _ isOld: Bool) -> ShapeDraft {
    let both = ShapeDraft(
      "file", part + ".7",
      [
        "extensions": fileExtensions, "hashes": .hashes, "size": .count, "name": .text,
        "name_enc": .form(.characterSet), "magic_number_hex": .form(.hex), "mime_type": .text,
        "parent_directory_ref": .observable(of: ["directory"]), "contains_refs": .list(.observable()),
        "content_ref": .observable(of: ["artifact"]),
      ], [.atLeastOne(["hashes", "name"])])
    return both.adding(
      isOld
        ? ShapeDraft(
          "", "",
          [
            "created": .time, "modified": .time, "accessed": .time, "is_encrypted": .flag,
            "encryption_algorithm": .text, "decryption_key": .text,
          ],
          [
            .needs("encryption_algorithm", ["is_encrypted"]), .needs("decryption_key", ["is_encrypted"]),
            .when("is_encrypted", is: false, excludes: ["encryption_algorithm", "decryption_key"]),
          ])
        : ShapeDraft("", "", ["ctime": .time, "mtime": .time, "atime": .time]))
  }

  private static func certificate(_ part: String, _ isOld: Bool) -> ShapeDraft {
    ShapeDraft(
      "x509-certificate", part + ".18",
      [
        "is_self_signed": .flag, "hashes": .hashes, "version": .text, "serial_number": .text,
        "signature_algorithm": .text, "issuer": .text, "validity_not_before": .time,
        "validity_not_after": .time, "subject": .text, "subject_public_key_algorithm": .text,
        "subject_public_key_modulus": .text, "subject_public_key_exponent": .integer(),
        "x509_v3_extensions": .object("x509-v3-extensions"),
      ],
      [
        .atLeastOne([
          "is_self_signed", "hashes", "version", "serial_number", "signature_algorithm", "issuer",
          "validity_not_before", "validity_not_after", "subject", "subject_public_key_algorithm",
          "subject_public_key_modulus", "subject_public_key_exponent", "x509_v3_extensions",
        ])
      ] + (isOld ? [] : [.randomID(unless: ["hashes", "serial_number"])]))
  }

  static func parts(_ part: String, _ isOld: Bool) -> [ShapeDraft] {
    [
      ShapeDraft(
        "archive-ext", part + ".7",
        [
          "contains_refs": .list(isOld ? .observable(of: ["file"]) : .observable(of: ["file", "directory"])),
          "comment": .text, "version": .text,
        ], required: ["contains_refs"]),
      ShapeDraft(
        "ntfs-ext", part + ".7",
        ["sid": .text, "alternate_data_streams": .list(.object("alternate-data-stream"))],
        [.atLeastOne(["sid", "alternate_data_streams"])]),
      ShapeDraft(
        "alternate-data-stream", part + ".7", ["name": .text, "hashes": .hashes, "size": .count],
        required: ["name"]),
      ShapeDraft(
        "pdf-ext", part + ".7",
        [
          "version": .text, "is_optimized": .flag, "document_info_dict": .dictionary(.text), "pdfid0": .text,
          "pdfid1": .text,
        ], [.atLeastOne(["version", "is_optimized", "document_info_dict", "pdfid0", "pdfid1"])]),
      ShapeDraft(
        "raster-image-ext", part + ".7",
        [
          "image_height": .integer(), "image_width": .integer(), "bits_per_pixel": .integer(),
          "image_compression_algorithm": .text, "exif_tags": .dictionary(.any),
        ],
        [
          .atLeastOne([
            "image_height", "image_width", "bits_per_pixel", "image_compression_algorithm", "exif_tags",
          ])
        ]),
      program(part), optionalHeader(part),
      ShapeDraft(
        "windows-pe-section", part + ".7",
        ["name": .text, "size": .count, "entropy": .number(), "hashes": .hashes], required: ["name"]),
      ShapeDraft(
        "x509-v3-extensions", part + ".18", certificateExtensions,
        [.atLeastOne(certificateExtensions.map(\.key))]),
    ]
  }

  private static func program(_ part: String) -> ShapeDraft {
    ShapeDraft(
      "windows-pebinary-ext", part + ".7",
      [
        "pe_type": .text, "imphash": .text, "machine_hex": .form(.hex), "number_of_sections": .count,
        "time_date_stamp": .form(.secondTimestamp), "pointer_to_symbol_table_hex": .form(.hex),
        "number_of_symbols": .count, "size_of_optional_header": .count, "characteristics_hex": .form(.hex),
        "file_header_hashes": .hashes, "optional_header": .object("windows-pe-optional-header"),
        "sections": .list(.object("windows-pe-section")),
      ],
      required: ["pe_type"],
      [
        .atLeastOne([
          "imphash", "machine_hex", "number_of_sections", "time_date_stamp", "pointer_to_symbol_table_hex",
          "number_of_symbols", "size_of_optional_header", "characteristics_hex", "file_header_hashes",
          "optional_header", "sections",
        ])
      ])
  }

  private static func optionalHeader(_ part: String) -> ShapeDraft {
    let fields: KeyValuePairs<String, Field> = [
      "magic_hex": .form(.hex), "major_linker_version": .integer(), "minor_linker_version": .integer(),
      "size_of_code": .count, "size_of_initialized_data": .count, "size_of_uninitialized_data": .count,
      "address_of_entry_point": .integer(), "base_of_code": .integer(), "base_of_data": .integer(),
      "image_base": .integer(), "section_alignment": .integer(), "file_alignment": .integer(),
      "major_os_version": .integer(), "minor_os_version": .integer(), "major_image_version": .integer(),
      "minor_image_version": .integer(), "major_subsystem_version": .integer(),
      "minor_subsystem_version": .integer(), "win32_version_value_hex": .form(.hex), "size_of_image": .count,
      "size_of_headers": .count, "checksum_hex": .form(.hex), "subsystem_hex": .form(.hex),
      "dll_characteristics_hex": .form(.hex), "size_of_stack_reserve": .count,
      "size_of_stack_commit": .count, "size_of_heap_reserve": .count, "size_of_heap_commit": .count,
      "loader_flags_hex": .form(.hex), "number_of_rva_and_sizes": .integer(), "hashes": .hashes,
    ]
    return ShapeDraft(
      "windows-pe-optional-header", part + ".7", fields, [.atLeastOne(fields.map(\.key))], others: .nothing)
  }

  private static let certificateExtensions: KeyValuePairs<String, Field> = [
    "basic_constraints": .text, "name_constraints": .text, "policy_constraints": .text, "key_usage": .text,
    "extended_key_usage": .text, "subject_key_identifier": .text, "authority_key_identifier": .text,
    "subject_alternative_name": .text, "issuer_alternative_name": .text,
    "subject_directory_attributes": .text, "crl_distribution_points": .text, "inhibit_any_policy": .text,
    "private_key_usage_period_not_before": .time, "private_key_usage_period_not_after": .time,
    "certificate_policies": .text, "policy_mappings": .text,
  ]
}
