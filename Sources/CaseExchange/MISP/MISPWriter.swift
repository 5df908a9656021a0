import CaseDomain

/// Writes a MISP event: attributes, objects and reports that came from MISP, and further values as attributes.
///
/// Nothing is set to be blocked automatically (`to_ids` is false) and nothing may be passed on (`distribution` 0), at
/// any depth: the values are claims. All else of an original is as it came. Call `begin`, then `append` for each
/// attribute, `appendObject` for each object, `finish`. Source: MISP core format, §2 (Event, Attribute, Object, Tag, EventReport).
public struct MISPWriter {
  /// One attribute: its own bytes, or a value.
  public enum Attribute {
    case original([UInt8])
    /// - Parameter comment: who states it.
    case value(Trace, comment: String)
  }

  /// What the events that the records came in say of themselves, once each.
  public struct Context {
    private var seen: Set<[UInt8]> = []
    fileprivate var tags: [JSONValue] = []
    fileprivate var galaxies: [JSONValue] = []
    fileprivate var reports: [JSONValue] = []
    /// How many reports of these events are written.
    public var reportCount: Int { reports.count }
    /// Of these events, and not written: proposals, and reports without a text.
    public private(set) var proposals = 0
    public private(set) var emptyReports = 0

    public init() {}

    /// - Parameter event: its record; `false` when it holds the front of an event alone.
    public mutating func take(event bytes: [UInt8]) -> Bool {
      // Of a very long event the front alone is kept, which is no JSON: the caller counts it as left out.
      guard let event = try? JSON.parse(bytes) else { return false }
      for tag in event["Tag"]?.elements ?? [] {
        // How the case is to be handled is said by its own marking.
        guard let name = tag["name"]?.text, !name.lowercased().hasPrefix("tlp:") else { continue }
        if seen.insert(Array("tag:\(name)".utf8)).inserted { tags.append(tag) }
      }
      for galaxy in event["Galaxy"]?.elements ?? [] {
        let bytes = SortedJSON.bytes(of: galaxy)
        if seen.insert(bytes).inserted { galaxies.append(MISPWriter.held(galaxy)) }
      }
      for report in event["EventReport"]?.elements ?? [] {
        guard report["content"]?.text != nil else {
          emptyReports += 1
          continue
        }
        // A report keeps its UUID; MISP holds one of each.
        let key = report["uuid"]?.text.map { Array("report:\($0)".utf8) } ?? SortedJSON.bytes(of: report)
        if seen.insert(key).inserted { reports.append(MISPWriter.held(report, isAttribute: false)) }
      }
      proposals += event["ShadowAttribute"].map(MISPWriter.count) ?? 0
      return true
    }
  }

  private let write: ([UInt8]) throws -> Void
  private let event: String
  /// The event's own.
  private let tlp: TLP
  private var attributes = 0
  private var objects = 0
  /// Keyed hashes that were not written.
  public private(set) var keyedHashes = 0
  /// Proposals to attributes, with the addresses of who made them, that were not written.
  public private(set) var proposals = 0

  /// The UUID of the event that an office writes of a case.
  public static func event(of reference: String, from office: String) -> String {
    NameUUID.text(of: "misp-event/\(office)/\(reference)")
  }

  /// - Parameters:
  ///   - reference: of the case; the event's UUID follows from it.
  ///   - marking: `CUI//PROPIN TLP:AMBER` becomes the tags `tlp:amber` and `CUI//PROPIN`.
  public init(
    reference: String, title: String, on day: Day, office: String, marking: HandlingMark,
    context: Context = Context(), write: @escaping ([UInt8]) throws -> Void
  ) throws {
    self.write = write
    tlp = marking.tlp
    func strict(_ values: [JSONValue]) -> JSONValue {
      .array(values.map { MISPWriter.withoutLabels(milderThan: marking.tlp, $0) })
    }
    event = Self.event(of: reference, from: office)
    var head: [JSONValue.Member] = [
      .init(key: "uuid", value: .string(event)), .init(key: "info", value: .string("\(reference): \(title)")),
      .init(key: "date", value: .string(day.iso)), .init(key: "published", value: .bool(false)),
      .init(key: "analysis", value: .string("1")), .init(key: "threat_level_id", value: .string("4")),
      .init(key: "distribution", value: .string("0")),
      .init(
        key: "Orgc",
        value: .filled([("name", .string(office)), ("uuid", .string(NameUUID.text(of: office)))])),
      .init(key: "Tag", value: .array(Self.tags(marking, context))),
    ]
    if !context.reports.isEmpty { head.append(.init(key: "EventReport", value: strict(context.reports))) }
    if !context.galaxies.isEmpty { head.append(.init(key: "Galaxy", value: strict(context.galaxies))) }
    // The object stays open for its attributes.
    try write(
      Array("{\"Event\":".utf8) + SortedJSON.bytes(of: .object(head)).dropLast()
        + Array(",\"Attribute\":[".utf8))
  }

  /// Not behind an object.
  public mutating func append(_ attribute: Attribute) throws {
    precondition(objects == 0)
    let value: JSONValue
    switch attribute {
    case .original(let original):
      let attribute = try JSON.parse(original)
      proposals += Self.proposals(in: attribute)
      value = Self.held(attribute, isAttribute: true)
    case .value(let trace, let comment):
      // A hash under a key that the receiver may not have is of no use, and not ours to spread.
      guard trace.exercise == nil else { return keyedHashes += 1 }
      let type = MISPAttributeType(trace)
      // There the letters are capitals.
      let text = type.name == "AS" ? trace.value.uppercased() : trace.value
      value = .filled([
        (
          "uuid",
          .string(NameUUID.text(of: "misp-attribute/\(event)/\(trace.kind.rawValue)/\(trace.value)"))
        ),
        ("type", .string(type.name)), ("category", .string(type.category)),
        ("value", .string(text)), ("comment", .string(comment)), ("to_ids", .bool(false)),
        ("distribution", .string("0")),
      ])
    }
    try put(Self.withoutLabels(milderThan: tlp, value), isFirst: attributes == 0)
    attributes += 1
  }

  /// An object with the attributes in it.
  ///
  /// - Returns: how many attributes that are.
  public mutating func appendObject(_ original: [UInt8]) throws -> Int {
    let original = try JSON.parse(original)
    proposals += Self.proposals(in: original)
    let object = Self.withoutLabels(milderThan: tlp, Self.held(original, isAttribute: false))
    if objects == 0 { try write(Array("\n],\"Object\":[".utf8)) }
    try put(object, isFirst: objects == 0)
    objects += 1
    return object["Attribute"].map(Self.count) ?? 0
  }

  private func put(_ value: JSONValue, isFirst: Bool) throws {
    try write(Array((isFirst ? "\n" : ",\n").utf8) + SortedJSON.bytes(of: value))
  }

  /// - Returns: how many attributes and objects were written, those in objects not counted.
  public mutating func finish() throws -> (attributes: Int, objects: Int) {
    try write(Array("\n]}}\n".utf8))
    return (attributes, objects)
  }

  // MARK: What is not set

  /// An attribute, object or report of MISP that says that it is not to be blocked or passed on; so do those inside it. What
  /// they do not say, MISP would fill with its own defaults.
  fileprivate static func held(_ value: JSONValue, isAttribute: Bool) -> JSONValue {
    var members = held(value).members
    if isAttribute, value["to_ids"] == nil { members.append(.init(key: "to_ids", value: .bool(false))) }
    if value["distribution"] == nil { members.append(.init(key: "distribution", value: .string("0"))) }
    return .object(members)
  }

  /// The nesting is that of the reader's limit.
  fileprivate static func held(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let values): return .array(values.map { held($0) })
    case .object(let members):
      return .object(
        members.compactMap { member -> JSONValue.Member? in
          let value: JSONValue
          switch member.key {
          case "to_ids": value = .bool(false)
          case "distribution": value = .string("0")
          // Whom the sender shares it with is no list of ours.
          case "sharing_group_id", "SharingGroup": return nil
          // Somebody's wish to change it, which nobody took up.
          case proposal: return nil
          case "Attribute": value = heldAttributes(member.value)
          default: value = held(member.value)
          }
          return .init(key: member.key, value: value)
        })
    default: return value
    }
  }

  /// Without the `tlp:` tags, at any depth, that are milder than the event's: who reads one of them may go by that alone.
  private static func withoutLabels(milderThan tlp: TLP, _ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let values): return .array(values.map { withoutLabels(milderThan: tlp, $0) })
    case .object(let members):
      return .object(
        members.compactMap { member -> JSONValue.Member? in
          guard member.key == "Tag" else {
            return .init(key: member.key, value: withoutLabels(milderThan: tlp, member.value))
          }
          // One alone may stand without a list.
          guard !isLabel(member.value, milderThan: tlp) else { return nil }
          guard case .array(let tags) = member.value else { return member }
          return .init(key: member.key, value: .array(tags.filter { !isLabel($0, milderThan: tlp) }))
        })
    default: return value
    }
  }

  private static func isLabel(_ tag: JSONValue, milderThan tlp: TLP) -> Bool {
    guard let name = tag["name"]?.text, name.lowercased().hasPrefix("tlp:"), let label = TLP(name) else {
      return false
    }
    return label < tlp
  }

  /// Those of an object: a list, or one alone.
  private static func heldAttributes(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let values): .array(values.map { heldAttributes($0) })
    case .object(let members) where !members.isEmpty: held(value, isAttribute: true)
    default: value
    }
  }

  private static let proposal = "ShadowAttribute"

  /// In it, however deep.
  private static func proposals(in value: JSONValue) -> Int {
    switch value {
    case .array(let values): values.reduce(0) { $0 + proposals(in: $1) }
    case .object(let members):
      members.reduce(0) { $0 + ($1.key == proposal ? count($1.value) : proposals(in: $1.value)) }
    default: 0
    }
  }

  /// Of a list; one alone may stand without it.
  fileprivate static func count(_ value: JSONValue) -> Int {
    value.members.isEmpty ? value.elements.count : 1
  }

  /// Its label, its banner, for which MISP has no taxonomy, and the events' own.
  private static func tags(_ marking: HandlingMark, _ context: Context) -> [JSONValue] {
    let own = [marking.tlp.description.lowercased()] + (marking.cui.map { [$0.description] } ?? [])
    return own.map { .object([.init(key: "name", value: .string($0))]) }
      + context.tags.filter { tag in !own.contains { $0 == tag["name"]?.text } }
  }
}
