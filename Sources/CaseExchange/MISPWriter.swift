import CaseDomain

/// Writes a MISP event: attributes that came from MISP as they came, byte for byte, and further values as attributes.
///
/// Nothing is set to be blocked automatically (`to_ids` is false) and nothing may be passed on (`distribution` 0) in
/// what it makes itself: the values are claims. Source: MISP core format, §2 (Event, Attribute, Tag).
public struct MISPWriter {
  /// One attribute: its own bytes, or a value.
  public enum Attribute {
    case original([UInt8])
    /// - Parameter comment: who states it.
    case value(Trace, comment: String)
  }

  private let write: ([UInt8]) throws -> Void
  private let event: String
  private var count = 0

  /// - Parameters:
  ///   - reference: of the case; the event's UUID follows from it.
  ///   - marking: `TLP:AMBER` becomes the tag `tlp:amber`.
  public init(
    reference: String, title: String, on day: Day, office: String, marking: HandlingMark,
    write: @escaping ([UInt8]) throws -> Void
  ) throws {
    self.write = write
    event = NameUUID.text(of: "misp-event/\(office)/\(reference)")
    let head = JSONValue.object([
      .init(key: "uuid", value: .string(event)), .init(key: "info", value: .string("\(reference): \(title)")),
      .init(key: "date", value: .string(day.iso)), .init(key: "published", value: .bool(false)),
      .init(key: "analysis", value: .string("1")), .init(key: "threat_level_id", value: .string("4")),
      .init(key: "distribution", value: .string("0")),
      .init(
        key: "Orgc",
        value: .filled([("name", .string(office)), ("uuid", .string(NameUUID.text(of: office)))])),
      .init(key: "Tag", value: .array(Self.tags(marking))),
    ])
    // The object stays open for its attributes.
    try write(
      Array("{\"Event\":".utf8) + SortedJSON.bytes(of: head).dropLast() + Array(",\"Attribute\":[".utf8))
  }

  public mutating func append(_ attribute: Attribute) throws {
    let bytes: [UInt8]
    switch attribute {
    case .original(let original): bytes = original
    case .value(let trace, let comment):
      // A hash under a key that the receiver may not have is of no use, and not ours to spread.
      guard trace.exercise == nil else { return }
      bytes = SortedJSON.bytes(
        of: .filled([
          (
            "uuid",
            .string(NameUUID.text(of: "misp-attribute/\(event)/\(trace.kind.rawValue)/\(trace.value)"))
          ),
          ("type", .string(Self.type(trace))), ("category", .string(Self.category(trace.kind))),
          ("value", .string(trace.value)), ("comment", .string(comment)), ("to_ids", .bool(false)),
          ("distribution", .string("0")),
        ]))
    }
    try write((count > 0 ? Array(",\n".utf8) : Array("\n".utf8)) + bytes)
    count += 1
  }

  /// - Returns: how many attributes were written.
  public mutating func finish() throws -> Int {
    try write(Array("\n]}}\n".utf8))
    return count
  }

  private static func tags(_ marking: HandlingMark) -> [JSONValue] {
    [.object([.init(key: "name", value: .string(marking.tlp.description.lowercased()))])]
  }

  private static func type(_ trace: Trace) -> String {
    switch trace.kind {
    case .ip: "ip-src"
    case .domain: "domain"
    case .email: "email-src"
    case .phone: "phone-number"
    case .url: "url"
    case .client: "user-agent"
    case .fileHash:
      switch trace.value.utf8.count {
      case 32: "md5"
      case 40: "sha1"
      case 64: "sha256"
      case 128: "sha512"
      default: "other"
      }
    case .network: trace.value.hasPrefix("as") ? "AS" : "ip-src"
    case .account, .payment, .wallet, .infrastructure, .canary, .promptTemplate, .proxyPool: "other"
    }
  }

  private static func category(_ kind: Trace.Kind) -> String {
    switch kind {
    case .ip, .network, .domain, .url, .client: "Network activity"
    case .email, .fileHash: "Payload delivery"
    case .phone: "Person"
    case .account, .payment, .wallet, .infrastructure, .canary, .promptTemplate, .proxyPool: "Other"
    }
  }
}
