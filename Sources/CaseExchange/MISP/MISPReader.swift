import CaseDomain

/// Reads MISP events in constant memory: `{"Event":…}`, `{"response":[…]}`, an array of events, or one bare event.
///
/// Attributes and objects come before the event they stand in, as it is known only at its end.
/// Source: MISP core format; `docs/exchange.md`.
public enum MISPReader: FormatReader {
  public static let format = EvidenceFormat.misp

  public static func recognises(_ head: FileHead) -> Bool {
    let probe = JSONProbe(head)
    if probe.has("Event") {
      return ["info", "uuid", "Attribute", "Orgc"].contains { probe.hasInner("Event.\($0)") }
    }
    if probe.has("response") {
      return ["Event", "Attribute", "Object", "info"].contains { probe.hasInner("response.\($0)") }
    }
    let isEvent = ["Attribute", "Object", "Orgc", "analysis", "threat_level_id"].contains { probe.has($0) }
    if probe.has("info") { return isEvent }
    // With sorted keys a long first list hides the telling ones: its parts are asked.
    let isLongList =
      probe.hasInner("Attribute.category", "Attribute.type", "Attribute.to_ids")
      || probe.hasInner("Object.meta-category", "Object.template_uuid")
    return isLongList && !probe.isComplete
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    try read(
      source, path: path, capacity: Window.usualBytes, limitBytes: JSONPass.maximumRecordBytes,
      isCancelled: isCancelled, object: object)
  }

  /// With the sizes open to tests.
  static func read(
    _ source: any ByteSource, path: String, capacity: Int, limitBytes: Int,
    isCancelled: () -> Bool = { false }, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let json = JSONPass(source, path: path, container: .object, capacity: capacity, limitBytes: limitBytes)
    var pass = MISPPass(json: json)
    return try pass.run(isCancelled, object)
  }
}

/// One reading of one file.
private struct MISPPass: ~Copyable {
  private var json: JSONPass
  private var events = 0
  private var deliveredLoose = 0

  init(json: consuming JSONPass) { self.json = json }

  private enum Place { case top, response, event }

  /// What is known of an event while it passes.
  private struct Event {
    let start: Int
    let ordinal: Int
    /// Where bytes are kept from; `nil` once the event is too long to be kept whole.
    var kept: Int?
    /// What stands before the first list; the record of an event that is too long.
    var header: [UInt8]?
    var record = SourceObject(source: "misp")
    var facts = StatedFacts()
    var hasInfo = false
    /// The strictest of its tags, whose bytes are not kept where it is too long.
    var label: TLP?
    var isWrapper = false
    var unnamed = 0
    var inner = 0

    mutating func note(_ found: TLP?) { label.note(found) }

    /// Notes the tags in it, wherever they stand: as in an event that is kept whole.
    mutating func note(_ value: JSONValue) {
      var rest = [value]
      while let next = rest.popLast() {
        switch next {
        case .string(let text): note(TLP(tag: text))
        case .array(let values): rest += values
        case .object(let members):
          for member in members {
            note(TLP(tag: member.key))
            rest.append(member.value)
          }
        case .null, .bool, .number: break
        }
      }
    }
  }

  mutating func run(
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    do {
      let first = try json.next()
      switch first.kind {
      case .openObject: try holder(.top, isCancelled, object)
      case .openArray:
        json.summary.container = .array
        try holders(.top, isCancelled, object)
      default:
        _ = try json.next()
        throw foreign(at: 0)
      }
      _ = try json.next()
      if events == 0, deliveredLoose == 0 { throw foreign(at: 0) }
      json.summary.fileBytes = json.stream.offset
      return json.summary
    } catch { throw json.refusal(error) }
  }

  private func foreign(at offset: Int) -> ImportRefusal {
    json.malformed(
      "this is JSON, but not a MISP event", at: offset,
      remedy: "give a MISP event as MISP exports it; other files can be kept as attachments")
  }

  /// The events in an array whose `[` was read.
  private mutating func holders(
    _ place: Place, _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws {
    while true {
      let token = try json.next()
      switch token.kind {
      case .closeArray: return
      case .openObject: try holder(place, isCancelled, object)
      default:
        var kept: Int?
        let start = json.offset(of: token)
        try json.pass(over: token, keeping: &kept)
        json.refuse("something other than an object stands where an event should", at: start)
      }
    }
  }

  /// An object that is an event or holds some. Calls nest three deep at most: top, response, event.
  private mutating func holder(
    _ place: Place, _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws {
    let start = json.stream.offset - 1
    events += 1
    var event = Event(start: start, ordinal: events, kept: start)
    let (before, refusedBefore) = (json.summary.objectBytes, json.summary.refusedBytes)
    while true {
      if isCancelled() { throw ImportRefusal.cancelled(path: json.path, offset: json.stream.offset) }
      let token = try json.next(keeping: &event.kept)
      if token.kind == .closeObject { break }
      let key = json.stream.scanner.string(of: token)
      let keyStart = json.offset(of: token)
      let value = try json.next(keeping: &event.kept)
      if json.isOverLimit(since: start) { event.kept = nil }
      switch (key, value.kind, place) {
      case ("Event", .openObject, .top), ("Event", .openObject, .response):
        (event.isWrapper, event.kept) = (true, nil)
        try holder(.event, isCancelled, object)
      case ("response", .openArray, .top):
        (event.isWrapper, event.kept) = (true, nil)
        try holders(.response, isCancelled, object)
      case ("response", .openObject, .top):
        (event.isWrapper, event.kept) = (true, nil)
        try holder(.response, isCancelled, object)
      case ("Attribute", .openArray, _), ("Object", .openArray, _),
        ("Attribute", .openObject, _), ("Object", .openObject, _):
        if event.header == nil, event.kept != nil {
          event.header = Array(json.stream.bytes(from: start).prefix(keyStart - start))
        }
        if value.kind == .openArray {
          try list(isObjects: key == "Object", &event, isCancelled, object)
        } else {
          // One alone may stand without its list.
          try element(value, isObjects: key == "Object", &event, object)
        }
      default:
        try property(key, value, &event)
      }
    }
    try finish(&event, place, before, refusedBefore, object)
  }

  private mutating func finish(
    _ event: inout Event, _ place: Place, _ before: Int, _ refusedBefore: Int,
    _ object: (SourceObject) throws -> Void
  ) throws {
    guard event.hasInfo || place == .event else {
      events -= 1
      deliveredLoose += event.inner
      if event.isWrapper || place == .response && event.inner > 0 { return }
      throw foreign(at: event.start)
    }
    if event.record.externalID.isEmpty { event.record.externalID = name(of: event) }
    event.record.type = "event"
    event.record.offset = event.start
    event.record.facts = event.facts.saysNothing ? nil : event.facts
    if event.kept != nil {
      event.record.bytes = json.stream.bytes(from: event.start)
      // What stands inside is part of these bytes and must not count twice.
      json.summary.objectBytes = before - (json.summary.refusedBytes - refusedBefore)
    } else if let header = event.header {
      event.record.bytes = header
      event.record.label = event.label
      json.warn(
        "the event is too long to be kept whole: its record holds what stands before its first list",
        event.record.externalID, at: event.start,
        remedy: "nothing to do: the attributes are records of their own, and the file is kept as it came")
    } else {
      // What was read from inside it stays read; the rest is refused.
      json.summary.refusedBytes = refusedBefore - (json.summary.objectBytes - before)
      return json.refuse(json.tooLong, event.record.externalID, at: event.start)
    }
    json.summary.count(event.record)
    try object(event.record)
  }

  /// For an event without a uuid: the file's name and its place among the events.
  private func name(of event: Event) -> String {
    let file = json.path.utf8.split(separator: UInt8(ascii: "/")).last.map {
      String(decoding: $0, as: UTF8.self)
    }
    return "\(file ?? json.path)@event-\(event.ordinal)"
  }

  private mutating func property(_ key: String, _ first: JSONToken, _ event: inout Event) throws {
    switch key {
    case "info", "uuid", "timestamp", "date", "Orgc", "Tag", "Galaxy", "EventReport": break
    default: return try passOver(first, &event)
    }
    if first.kind == .openArray { return try parts(key, &event) }
    guard let value = try readTree(first, keeping: &event.kept, &event.label) else {
      if key == "info" { event.hasInfo = true }
      return passOver("its `\(key)`", event)
    }
    switch key {
    case "info":
      event.hasInfo = true
      event.record.name = value.text?.cut(1_024)
    case "uuid": event.record.externalID = value.text ?? ""
    case "timestamp": event.record.modified = value.scalar
    case "date": event.record.created = value.scalar
    default: break
    }
    // One alone may stand without its list.
    if case .object = value { part(key, value, &event) } else { event.note(value) }
  }

  /// Of a property that is not read, the tags are noted all the same: they may stand anywhere, as in `EventTag`.
  private mutating func passOver(_ first: JSONToken, _ event: inout Event) throws {
    var label: TLP?
    try json.pass(over: first, keeping: &event.kept) { token, scanner in
      label.note(TLP(tag: token, scanner))
    }
    event.note(label)
  }

  /// As `JSONPass.tree`; of what is too long, and so in no record, the tags are noted all the same.
  private mutating func readTree(
    _ first: JSONToken, keeping kept: inout Int?, _ label: inout TLP?
  ) throws -> JSONValue? {
    var found: TLP?
    let value = try json.tree(first, keeping: &kept) { token, scanner in
      found.note(TLP(tag: token, scanner))
    }
    label.note(found)
    return value
  }

  /// The tags, galaxies or reports of an event; `[` was read.
  private mutating func parts(_ key: String, _ event: inout Event) throws {
    while true {
      let token = try json.next(keeping: &event.kept)
      if token.kind == .closeArray { return }
      guard let value = try readTree(token, keeping: &event.kept, &event.label) else {
        passOver("something in its `\(key)`", event)
        continue
      }
      if json.isOverLimit(since: event.start) { event.kept = nil }
      part(key, value, &event)
    }
  }

  private mutating func part(_ key: String, _ value: JSONValue, _ event: inout Event) {
    event.note(value)
    switch key {
    case "Tag": json.summary.tally("tag")
    case "Galaxy":
      json.summary.tally("galaxy")
      let clusters = value["GalaxyCluster"]?.elements ?? []
      json.summary.tally("galaxy-cluster", clusters.count)
    case "EventReport": json.summary.tally("event-report")
    default: break
    }
  }

  /// Says that a part of an event was not looked at.
  private mutating func passOver(_ part: String, _ event: Event) {
    json.warn(
      "\(part) was not read: \(json.tooLong)",
      event.record.externalID.isEmpty ? nil : event.record.externalID,
      at: json.start, remedy: "nothing to do: the file is kept as it came")
  }

  // MARK: Attributes and objects

  private mutating func list(
    isObjects: Bool, _ event: inout Event, _ isCancelled: () -> Bool,
    _ object: (SourceObject) throws -> Void
  ) throws {
    while true {
      if isCancelled() { throw ImportRefusal.cancelled(path: json.path, offset: json.stream.offset) }
      let token = try json.next(keeping: &event.kept)
      if token.kind == .closeArray { return }
      if json.isOverLimit(since: event.start) { event.kept = nil }
      guard token.kind == .openObject else {
        let start = json.offset(of: token)
        try passOver(token, &event)
        json.refuse("something other than an object stands in a list of the event", at: start)
        continue
      }
      try element(token, isObjects: isObjects, &event, object)
    }
  }

  /// An attribute or object of a list, or alone under its key.
  private mutating func element(
    _ token: JSONToken, isObjects: Bool, _ event: inout Event, _ object: (SourceObject) throws -> Void
  ) throws {
    let start = json.offset(of: token)
    if isObjects {
      try mispObject(start, &event, object)
    } else if let value = try readTree(token, keeping: &event.kept, &event.label) {
      var found = attribute(value, &event)
      found.offset = start
      found.bytes = json.stream.bytes(from: start)
      try deliver(found, value, isInside: false, &event, object)
    } else {
      json.refuse(json.tooLong, at: start)
    }
  }

  private mutating func deliver(
    _ found: SourceObject, _ value: JSONValue, isInside: Bool, _ event: inout Event,
    _ object: (SourceObject) throws -> Void
  ) throws {
    event.inner += 1
    if value["data"] != nil, value["data"] != .null, value["data"] != .string("") {
      json.summary.tally("attachment")
    }
    json.summary.count(found, isInside: isInside)
    try object(found)
  }

  private func attribute(_ value: JSONValue, _ event: inout Event) -> SourceObject {
    var found = SourceObject(source: "misp")
    found.type = "attribute"
    found.externalID = id(value, &event)
    found.modified = value["timestamp"]?.scalar
    let text = value["value"]?.scalar ?? ""
    let type = value["type"]?.text ?? ""
    found.name = text.isEmpty ? nil : text.cut(1_024)
    found.isRevoked = value["deleted"] == .bool(true)
    if !event.record.externalID.isEmpty { found.references = [event.record.externalID] }
    var facts = StatedFacts()
    // What its sender deleted links nobody.
    if !found.isRevoked { facts.traces = MISPTraces.traces(type: type, value: text) }
    found.facts = facts.saysNothing ? nil : facts
    return found
  }

  private func id(_ value: JSONValue, _ event: inout Event) -> String {
    if let uuid = value["uuid"]?.text, !uuid.isEmpty { return uuid }
    event.unnamed += 1
    return "\(event.record.externalID.isEmpty ? name(of: event) : event.record.externalID)#\(event.unnamed)"
  }

  /// An object with the attributes in it: its `{` was read. They are given after it, with their own bytes.
  private mutating func mispObject(
    _ start: Int, _ event: inout Event, _ object: (SourceObject) throws -> Void
  ) throws {
    var kept: Int? = min(event.kept ?? start, start)
    var members: [JSONValue.Member] = []
    var attributes: [(record: SourceObject, value: JSONValue)] = []
    while true {
      let token = try next(in: start, &kept, &event)
      if token.kind == .closeObject { break }
      let key = json.stream.scanner.string(of: token)
      let value = try next(in: start, &kept, &event)
      if key == "Attribute", value.kind == .openArray {
        while true {
          let element = try next(in: start, &kept, &event)
          if element.kind == .closeArray { break }
          let place = json.offset(of: element)
          guard element.kind == .openObject else {
            var label: TLP?
            try json.pass(over: element, keeping: &kept) { token, scanner in
              label.note(TLP(tag: token, scanner))
            }
            event.note(label)
            json.warn(
              "something other than an object stands among the attributes of an object", at: place,
              remedy: "nothing to do: it is kept in the bytes of the object; tell the sender if it matters")
            continue
          }
          if let inner = try innerAttribute(element, &kept, &event) { attributes.append(inner) }
        }
      } else if key == "Attribute", value.kind == .openObject {
        // One alone may stand without its list.
        if let inner = try innerAttribute(value, &kept, &event) { attributes.append(inner) }
      } else if let tree = try readTree(value, keeping: &kept, &event.label) {
        let member = JSONValue.Member(key: key, value: tree)
        if kept != nil { members.append(member) } else { event.note(JSONValue.object([member])) }
      }
    }
    if kept == nil || json.isOverLimit(since: start) {
      event.kept = nil
      // They are in no record.
      event.note(JSONValue.object(members))
      for attribute in attributes { event.note(attribute.value) }
      return json.refuse(json.tooLong, at: start)
    }
    let value = JSONValue.object(members)
    var found = SourceObject(source: "misp")
    found.type = "object"
    found.externalID = id(value, &event)
    found.name = value["name"]?.text?.cut(1_024)
    found.modified = value["timestamp"]?.scalar
    found.isRevoked = value["deleted"] == .bool(true)
    if !event.record.externalID.isEmpty { found.references = [event.record.externalID] }
    found.references += (value["ObjectReference"]?.elements ?? []).compactMap { $0["referenced_uuid"]?.text }
    found.offset = start
    found.bytes = json.stream.bytes(from: start)
    try deliver(found, .null, isInside: false, &event, object)
    for var attribute in attributes {
      attribute.record.references.append(found.externalID)
      if found.isRevoked { attribute.record.facts = nil }
      try deliver(attribute.record, attribute.value, isInside: true, &event, object)
    }
  }

  /// An attribute of an object, whose `{` was read; `nil` where it, or the object around it, is too long: then that is
  /// refused as a whole.
  private mutating func innerAttribute(
    _ token: JSONToken, _ kept: inout Int?, _ event: inout Event
  ) throws -> (record: SourceObject, value: JSONValue)? {
    guard let tree = try readTree(token, keeping: &kept, &event.label) else { return nil }
    var found = attribute(tree, &event)
    found.type = "object-attribute"
    found.offset = json.start
    found.bytes = json.stream.bytes(from: json.start)
    guard kept != nil else {
      event.note(tree)
      return nil
    }
    return (found, tree)
  }

  /// The next token inside an object: first the event gives way, then the object itself.
  private mutating func next(
    in start: Int, _ kept: inout Int?, _ event: inout Event
  ) throws -> JSONToken {
    let isEventKept = event.kept != nil
    if isEventKept, json.isOverLimit(since: event.start), kept != nil {
      (event.kept, kept) = (nil, start)
    }
    let before = kept
    let token = try json.stream.next(keepingFrom: kept)
    guard token.kind == .starved else { return token }
    event.kept = nil
    kept = before.map { $0 < start } == true ? start : nil
    return try json.next(keeping: &kept)
  }
}

extension TLP? {
  /// Of several labels the strictest counts.
  fileprivate mutating func note(_ found: TLP?) {
    if let found, map({ $0 < found }) ?? true { self = found }
  }
}
