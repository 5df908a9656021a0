/// Processes, accounts and the registry of a computer.
///
/// Source: STIX 2.1 §6.13, §6.16 and §6.17; STIX 2.0 Part 4 §2.13, §2.16 and §2.17.
enum ProcessTables {
  static func objects(_ part: String, _ isOld: Bool) -> [ShapeDraft] {
    isOld
      ? [oldProcess(part), oldAccount(part), oldRegistryKey(part)]
      : [process(part), account(part), registryKey(part)]
  }

  private static let processExtensions: Field = .extensions(["windows-process-ext", "windows-service-ext"])

  private static func process(_ part: String) -> ShapeDraft {
    let fields: KeyValuePairs<String, Field> = [
      "extensions": processExtensions, "is_hidden": .flag, "pid": .integer(), "created_time": .time,
      "cwd": .text, "command_line": .text, "environment_variables": .dictionary(.any),
      "opened_connection_refs": .list(.observable(of: ["network-traffic"])),
      "creator_user_ref": .observable(of: ["user-account"]), "image_ref": .observable(of: ["file"]),
      "parent_ref": .observable(of: ["process"]), "child_refs": .list(.observable(of: ["process"])),
    ]
    return ShapeDraft("process", part + ".13", fields, [.atLeastOne(fields.map(\.key)), .randomID()])
  }

  private static func oldProcess(_ part: String) -> ShapeDraft {
    let fields: KeyValuePairs<String, Field> = [
      "extensions": processExtensions, "is_hidden": .flag, "pid": .integer(), "name": .text,
      "created": .time, "cwd": .text, "arguments": .words, "command_line": .text,
      "environment_variables": .dictionary(.any),
      "opened_connection_refs": .list(.observable(of: ["network-traffic"])),
      "creator_user_ref": .observable(of: ["user-account"]), "binary_ref": .observable(of: ["file"]),
      "parent_ref": .observable(of: ["process"]), "child_refs": .list(.observable(of: ["process"])),
    ]
    return ShapeDraft("process", part + ".13", fields, [.atLeastOne(fields.map(\.key))])
  }

  private static let accountExtensions: Field = .extensions(["unix-account-ext"])

  private static func account(_ part: String) -> ShapeDraft {
    let fields: KeyValuePairs<String, Field> = [
      "extensions": accountExtensions, "user_id": .text, "credential": .text, "account_login": .text,
      "account_type": .text, "display_name": .text, "is_service_account": .flag, "is_privileged": .flag,
      "can_escalate_privs": .flag, "is_disabled": .flag, "account_created": .time, "account_expires": .time,
      "credential_last_changed": .time, "account_first_login": .time, "account_last_login": .time,
    ]
    return ShapeDraft(
      "user-account", part + ".16", fields,
      [.atLeastOne(fields.map(\.key)), .randomID(unless: ["account_type", "user_id", "account_login"])])
  }

  private static func oldAccount(_ part: String) -> ShapeDraft {
    ShapeDraft(
      "user-account", part + ".16",
      [
        "extensions": accountExtensions, "user_id": .text, "account_login": .text, "account_type": .text,
        "display_name": .text, "is_service_account": .flag, "is_privileged": .flag,
        "can_escalate_privs": .flag, "is_disabled": .flag, "account_created": .time, "account_expires": .time,
        "password_last_changed": .time, "account_first_login": .time, "account_last_login": .time,
      ], required: ["user_id"])
  }

  private static func registryKey(_ part: String) -> ShapeDraft {
    let fields: KeyValuePairs<String, Field> = [
      "key": .form(.registryKey), "values": .list(.object("windows-registry-value")), "modified_time": .time,
      "creator_user_ref": .observable(of: ["user-account"]), "number_of_subkeys": .integer(),
    ]
    return ShapeDraft(
      "windows-registry-key", part + ".17", fields,
      [.atLeastOne(fields.map(\.key)), .randomID(unless: ["key", "values"])])
  }

  private static func oldRegistryKey(_ part: String) -> ShapeDraft {
    ShapeDraft(
      "windows-registry-key", part + ".17",
      [
        "key": .form(.registryKey), "values": .list(.object("windows-registry-value")), "modified": .time,
        "creator_user_ref": .observable(of: ["user-account"]), "number_of_subkeys": .integer(),
      ], required: ["key"])
  }

  static func parts(_ part: String) -> [ShapeDraft] {
    [
      processExtension(part), serviceExtension(part), startupInfo(part),
      ShapeDraft(
        "unix-account-ext", part + ".16",
        ["gid": .number(), "groups": .words, "home_dir": .text, "shell": .text],
        [.atLeastOne(["gid", "groups", "home_dir", "shell"])]),
      ShapeDraft(
        "windows-registry-value", part + ".17",
        ["name": .text, "data": .text, "data_type": .word(registryTypes)],
        [.atLeastOne(["name", "data", "data_type"])]),
    ]
  }

  private static let registryTypes = [
    "REG_NONE", "REG_SZ", "REG_EXPAND_SZ", "REG_BINARY", "REG_DWORD", "REG_DWORD_BIG_ENDIAN",
    "REG_DWORD_LITTLE_ENDIAN", "REG_LINK", "REG_MULTI_SZ", "REG_RESOURCE_LIST",
    "REG_FULL_RESOURCE_DESCRIPTION", "REG_RESOURCE_REQUIREMENTS_LIST", "REG_QWORD", "REG_INVALID_TYPE",
  ]

  private static func processExtension(_ part: String) -> ShapeDraft {
    let fields: KeyValuePairs<String, Field> = [
      "aslr_enabled": .flag, "dep_enabled": .flag, "priority": .text, "owner_sid": .text,
      "window_title": .text, "startup_info": .object("startup-info"),
      "integrity_level": .word(["low", "medium", "high", "system"]),
    ]
    return ShapeDraft("windows-process-ext", part + ".13", fields, [.atLeastOne(fields.map(\.key))])
  }

  /// The fields of a structure of the Windows API, which the standard names without listing.
  private static func startupInfo(_ part: String) -> ShapeDraft {
    ShapeDraft("startup-info", part + ".13", [:], others: .anything)
  }

  private static func serviceExtension(_ part: String) -> ShapeDraft {
    let fields: KeyValuePairs<String, Field> = [
      "service_name": .text, "descriptions": .words, "display_name": .text, "group_name": .text,
      "start_type": .word([
        "SERVICE_AUTO_START", "SERVICE_BOOT_START", "SERVICE_DEMAND_START", "SERVICE_DISABLED",
        "SERVICE_SYSTEM_ALERT",
      ]),
      "service_dll_refs": .list(.observable(of: ["file"])),
      "service_type": .word([
        "SERVICE_KERNEL_DRIVER", "SERVICE_FILE_SYSTEM_DRIVER", "SERVICE_WIN32_OWN_PROCESS",
        "SERVICE_WIN32_SHARE_PROCESS",
      ]),
      "service_status": .word([
        "SERVICE_CONTINUE_PENDING", "SERVICE_PAUSE_PENDING", "SERVICE_PAUSED", "SERVICE_RUNNING",
        "SERVICE_START_PENDING", "SERVICE_STOP_PENDING", "SERVICE_STOPPED",
      ]),
    ]
    return ShapeDraft("windows-service-ext", part + ".13", fields, [.atLeastOne(fields.map(\.key))])
  }
}
