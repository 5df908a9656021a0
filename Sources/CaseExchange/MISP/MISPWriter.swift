import CaseDomain

/// Writes a MISP event: attributes, objects and reports that came from MISP, and further values as attributes.
///
/// Nothing is set to be blocked automatically (`to_ids` is false) and nothing may be passed on (`distribution` 0), at
/// any depth: the values are claims. What an original says of others than whom it is about stays here (`Withheld`). All
/// else of it is as it came. Call `appendObject` for each object, then `append` for each attribute, `finish`.
///
/// Source: MISP core format, §2 (Event, Attribute, Object, Tag, EventReport, Note, Opinion, Relationship).
public struct MISPWriter {
  /// One attribute: its own bytes, or a value.
  public enum Attribute {
    case original([UInt8])
    /// Not written where an original states the same.
    ///
    /// - Parameter comment: who states it.
    case value(Trace, comment: String)
  }

  /// What stands in originals, at any depth, and is not ours to pass on.
  public enum Withheld: String, CaseIterable, Sendable {
    case events = "other events that stand in these, with who made them"
    case related = "attributes of other events that are said to be related"
    case creators = "addresses of who entered something"
    case sightings = "sightings, with who saw something"
    case tags = "tags that are local, or not to be exported"
    case authors = "authors of notes, opinions and relationships, with their organisations"

    /// By the member that holds it.
    ///
    /// - Parameter isInAddition: it stands in what an analyst added, at any depth.
    fileprivate init?(key: String, isInAddition: Bool) {
      switch key {
      case "authors", "Org", "Orgc", "org_uuid", "orgc_uuid", "contacts":
        guard isInAddition else { return nil }
        self = .authors
      case "Event", "RelatedEvent": self = .events
      case "RelatedAttribute": self = .related
      case "event_creator_email": self = .creators
      case "Sighting": self = .sightings
      default: return nil
      }
    }
  }

  /// What the events that the records came in say of themselves, once each.
  public struct Context {
    private var seen: Set<[UInt8]> = []
    fileprivate var tags: [JSONValue] = []
    fileprivate var galaxies: [JSONValue] = []
    fileprivate var reports: [JSONValue] = []
    /// What analysts add to an event, by its key there.
    fileprivate var additions: [String: [JSONValue]] = [:]
    /// How many events there are; their titles, dates and the like are not written.
    public private(set) var events = 0
    public private(set) var withheld: [Withheld: Int] = [:]
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
      events += 1
      for tag in MISPWriter.list(event["Tag"]) {
        guard MISPWriter.isForOthers(tag) else {
          withheld[.tags, default: 0] += 1
          continue
        }
        // How the case is to be handled is said by its own marking.
        guard let name = tag["name"]?.text, !TLP.isTag(name) else { continue }
        if seen.insert(Array("tag:\(name)".utf8)).inserted { tags.append(tag) }
      }
      for sighting in MISPWriter.list(event["Sighting"]) where !sighting.members.isEmpty {
        withheld[.sightings, default: 0] += 1
      }
      for galaxy in MISPWriter.list(event["Galaxy"]) {
        let bytes = SortedJSON.bytes(of: galaxy)
        guard seen.insert(bytes).inserted else { continue }
        galaxies.append(MISPWriter.held(galaxy))
        MISPWriter.count(in: galaxy, &withheld)
      }
      for report in MISPWriter.list(event["EventReport"]) {
        guard report["content"]?.text != nil else {
          emptyReports += 1
          continue
        }
        guard isNew(report, "report") else { continue }
        let kept = taken(report)
        reports.append(kept)
      }
      for kind in MISPWriter.kindsOfAddition {
        for addition in MISPWriter.list(event[kind]) where isNew(addition, kind) {
          let kept = taken(addition, isAddition: true)
          additions[kind, default: []].append(kept)
        }
      }
      // Of these nothing is written, as of all else that an event says of itself; who is told of it is told of them, too.
      for key in ["RelatedEvent", "RelatedAttribute", "event_creator_email"] {
        guard let value = event[key] else { continue }
        MISPWriter.count(in: .filled([(key, value)]), &withheld)
      }
      proposals += event["ShadowAttribute"].map(MISPWriter.count) ?? 0
      return true
    }

    /// It keeps its UUID; MISP holds one of each.
    private mutating func isNew(_ value: JSONValue, _ kind: String) -> Bool {
      let key = value["uuid"]?.text.map { Array("\(kind):\($0)".utf8) } ?? SortedJSON.bytes(of: value)
      return seen.insert(key).inserted
    }

    private mutating func taken(_ value: JSONValue, isAddition: Bool = false) -> JSONValue {
      MISPWriter.count(in: value, isInAddition: isAddition, &withheld)
      return MISPWriter.held(value, isAttribute: false, isInAddition: isAddition)
    }
  }

  private let write: ([UInt8]) throws -> Void
  private let event: String
  /// The event's own.
  private let tlp: TLP
  private var attributes = 0
  private var objects = 0
  private var hasBegunAttributes = false
  /// Of what was written, in lower case.
  private var uuids: Set<[UInt8]> = []
  /// Types and values that originals state.
  private var said: Set<[UInt8]> = []
  /// Attributes and objects that were not written, as something else there has their UUID.
  public private(set) var repeated = 0
  public private(set) var withheld: [Withheld: Int] = [:]
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
    for kind in Self.kindsOfAddition {
      guard let additions = context.additions[kind] else { continue }
      head.append(.init(key: kind, value: strict(additions)))
    }
    // The object stays open for what follows.
    try write(Array("{\"Event\":".utf8) + SortedJSON.bytes(of: .object(head)).dropLast())
  }

  /// Whether an attribute or object with it was written.
  public func holds(uuid: String) -> Bool { uuids.contains(Array(uuid.lowercased().utf8)) }

  /// - Returns: whether it was written.
  @discardableResult
  public mutating func append(_ attribute: Attribute) throws -> Bool {
    try beginAttributes()
    let value: JSONValue
    switch attribute {
    case .original(let original):
      let attribute = try JSON.parse(original)
      guard let unique = unique(attribute) else { return false }
      proposals += Self.proposals(in: unique)
      Self.count(in: unique, &withheld)
      value = Self.held(unique, isAttribute: true)
    case .value(let trace, let comment):
      // A hash under a key that the receiver may not have is of no use, and not ours to spread.
      guard trace.exercise == nil else {
        keyedHashes += 1
        return false
      }
      let type = MISPAttributeType(trace)
      // There the letters are capitals.
      let text = type.name == "AS" ? trace.value.uppercased() : trace.value
      guard !said.contains(Self.key(type.name, text)) else { return false }
      let name = "misp-attribute/\(event)/\(trace.kind.rawValue)/\(trace.value)"
      // An original may be what was written here before, and changed by others.
      let uuid = [name, name + "/again"].map { NameUUID.text(of: $0) }.first { !holds(uuid: $0) }
      value = .filled([
        ("uuid", .string(uuid ?? "")),
        ("type", .string(type.name)), ("category", .string(type.category)),
        ("value", .string(text)), ("comment", .string(comment)), ("to_ids", .bool(false)),
        ("distribution", .string("0")),
      ])
    }
    try put(Self.withoutLabels(milderThan: tlp, value), isFirst: attributes == 0)
    attributes += 1
    return true
  }

  /// An object with the attributes in it; not behind an attribute that stands alone.
  ///
  /// - Returns: how many attributes that are.
  public mutating func appendObject(_ original: [UInt8]) throws -> Int {
    precondition(!hasBegunAttributes)
    guard let original = unique(try JSON.parse(original)) else { return 0 }
    proposals += Self.proposals(in: original)
    Self.count(in: original, &withheld)
    let object = Self.withoutLabels(milderThan: tlp, Self.held(original, isAttribute: false))
    if objects == 0 { try write(Array(",\"Object\":[".utf8)) }
    try put(object, isFirst: objects == 0)
    objects += 1
    return object["Attribute"].map(Self.count) ?? 0
  }

  private mutating func beginAttributes() throws {
    guard !hasBegunAttributes else { return }
    hasBegunAttributes = true
    try write(Array((objects == 0 ? "" : "\n]").utf8) + Array(",\"Attribute\":[".utf8))
  }

  /// Notes what it states, and gives it without attributes in it whose UUID was written before; `nil` when its own was.
  private mutating func unique(_ value: JSONValue) -> JSONValue? {
    if let uuid = value["uuid"]?.text, !uuids.insert(Array(uuid.lowercased().utf8)).inserted {
      repeated += 1
      return nil
    }
    if let type = value["type"]?.text, let text = value["value"]?.text, Self.isSet(value["deleted"]) != true {
      said.insert(Self.key(type, text))
    }
    var members: [JSONValue.Member] = []
    for member in value.members {
      guard member.key == "Attribute" else {
        members.append(member)
        continue
      }
      let all = Self.list(member.value)
      var attributes: [JSONValue] = []
      for attribute in all {
        if let attribute = unique(attribute) { attributes.append(attribute) }
      }
      members.append(
        attributes.count == all.count ? member : .init(key: member.key, value: .array(attributes)))
    }
    return members.isEmpty ? value : .object(members)
  }

  private static func key(_ type: String, _ value: String) -> [UInt8] { Array("\(type)\n\(value)".utf8) }

  private func put(_ value: JSONValue, isFirst: Bool) throws {
    try write(Array((isFirst ? "\n" : ",\n").utf8) + SortedJSON.bytes(of: value))
  }

  /// - Returns: how many attributes and objects were written, those in objects not counted.
  public mutating func finish() throws -> (attributes: Int, objects: Int) {
    try beginAttributes()
    try write(Array("\n]}}\n".utf8))
    return (attributes, objects)
  }

  // MARK: What is not set

  /// An attribute, object or report of MISP that says that it is not to be blocked or passed on; so do those inside it. What
  /// they do not say, MISP would fill with its own defaults.
  fileprivate static func held(
    _ value: JSONValue, isAttribute: Bool, isInAddition: Bool = false
  ) -> JSONValue {
    var members = held(value, isInAddition: isInAddition).members
    if isAttribute, value["to_ids"] == nil { members.append(.init(key: "to_ids", value: .bool(false))) }
    if value["distribution"] == nil { members.append(.init(key: "distribution", value: .string("0"))) }
    return .object(members)
  }

  /// The nesting is that of the reader's limit.
  ///
  /// - Parameter isInAddition: it stands in what an analyst added.
  fileprivate static func held(_ value: JSONValue, isInAddition: Bool = false) -> JSONValue {
    switch value {
    case .array(let values): return .array(values.map { held($0, isInAddition: isInAddition) })
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
          case _ where Withheld(key: member.key, isInAddition: isInAddition) != nil: return nil
          case tag:
            let tags = list(member.value)
            let own = tags.filter(isForOthers)
            guard own.count == tags.count || !own.isEmpty else { return nil }
            value = held(own.count == tags.count ? member.value : .array(own))
          case "Attribute": value = heldAttributes(member.value, isInAddition: isInAddition)
          default:
            let isAddition = kindsOfAddition.contains(member.key)
            value = held(member.value, isInAddition: isInAddition || isAddition)
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
    guard let name = tag["name"]?.text, let label = TLP(tag: name) else {
      return false
    }
    return label < tlp
  }

  /// Those of an object: a list, or one alone.
  private static func heldAttributes(_ value: JSONValue, isInAddition: Bool) -> JSONValue {
    switch value {
    case .array(let values): .array(values.map { heldAttributes($0, isInAddition: isInAddition) })
    case .object(let members) where !members.isEmpty:
      held(value, isAttribute: true, isInAddition: isInAddition)
    default: value
    }
  }

  private static let proposal = "ShadowAttribute"
  private static let tag = "Tag"
  /// What analysts add, by its key in an event, an attribute or an object.
  fileprivate static let kindsOfAddition = ["Note", "Opinion", "Relationship"]

  /// Of a list; one alone may stand without it.
  fileprivate static func list(_ value: JSONValue?) -> [JSONValue] {
    value.map { $0.members.isEmpty ? $0.elements : [$0] } ?? []
  }

  /// Its sender keeps some tags to their own instance.
  fileprivate static func isForOthers(_ tag: JSONValue) -> Bool {
    isSet(tag["local"]) != true && isSet(tag["exportable"]) != false
  }

  /// As MISP writes a choice; `nil` when it says none.
  private static func isSet(_ value: JSONValue?) -> Bool? {
    switch value {
    case .bool(let isSet): isSet
    case .number(let text), .string(let text): ["1", "true"].contains(text.lowercased())
    default: nil
    }
  }

  /// How much is in it, however deep, that is not passed on.
  ///
  /// - Parameter isInAddition: it stands in what an analyst added.
  fileprivate static func count(
    in value: JSONValue, isInAddition: Bool = false, _ counts: inout [Withheld: Int]
  ) {
    for one in value.elements { count(in: one, isInAddition: isInAddition, &counts) }
    for member in value.members where member.key != proposal {
      if let kind = Withheld(key: member.key, isInAddition: isInAddition) {
        // A text of somebody's address is one; MISP writes empty lists of all of them.
        let isText = !(member.value.text ?? "").isEmpty
        let number = isText ? 1 : count(member.value)
        if number > 0 { counts[kind, default: 0] += number }
      } else {
        if member.key == tag {
          let kept = list(member.value).count { !isForOthers($0) }
          if kept > 0 { counts[.tags, default: 0] += kept }
        }
        count(
          in: member.value, isInAddition: isInAddition || kindsOfAddition.contains(member.key), &counts)
      }
    }
  }

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
