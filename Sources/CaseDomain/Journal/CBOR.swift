/// One data item in the deterministic subset of CBOR that the journal uses (RFC 8949 §4.2.1,
/// docs/journal.md §2): shortest forms, definite lengths, map keys sorted by their encoded bytes
/// and unique, no floats, no tags, text in NFC.
public indirect enum CBOR: Hashable, Sendable {
  case uint(UInt64)
  /// The number −1 − n, as CBOR encodes it.
  case negative(UInt64)
  case bytes([UInt8])
  case text(String)
  case array([CBOR])
  /// Keys are unsigned integers. Order and uniqueness are the writer's to ensure.
  case map([CBORPair])
  case bool(Bool)
  case null
}

/// One entry of a CBOR map.
public struct CBORPair: Hashable, Sendable {
  public let key: UInt64
  public let value: CBOR

  public init(_ key: UInt64, _ value: CBOR) {
    self.key = key
    self.value = value
  }
}

extension CBOR {
  /// A map from the entries that are present; sorted here, so that callers need not care.
  public static func record(_ entries: KeyValuePairs<UInt64, CBOR?>) -> CBOR {
    .map(
      entries.compactMap { key, value in value.map { CBORPair(key, $0) } }.sorted { $0.key < $1.key })
  }

  public static func int(_ value: Int) -> CBOR {
    value >= 0 ? .uint(UInt64(value)) : .negative(UInt64(-1 - value))
  }

  public subscript(key: UInt64) -> CBOR? {
    guard case .map(let pairs) = self else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  public var uintValue: UInt64? { if case .uint(let value) = self { value } else { nil } }
  public var intValue: Int? {
    switch self {
    case .uint(let value): Int(exactly: value)
    case .negative(let value): Int(exactly: value).map { -1 - $0 }
    default: nil
    }
  }
  public var textValue: String? { if case .text(let value) = self { value } else { nil } }
  public var bytesValue: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
  public var arrayValue: [CBOR]? { if case .array(let value) = self { value } else { nil } }
  public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The item's bytes.
  public var encoded: [UInt8] {
    var writer = CBORWriter()
    writer.write(self)
    return writer.bytes
  }
}

/// Why bytes are not the one way to write what they say. Offsets count from the reader's start.
public struct CBORError: Error, Equatable, Sendable, CustomStringConvertible {
  public let offset: Int
  public let reason: String

  public init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }

  public var description: String { "byte \(offset): \(reason)" }
}
