import CaseDomain

/// What one entity states, picked from its tokens. Builds no tree.
struct FollowTheMoneyEntity {
  private(set) var depth = 0
  private var isInProperties = false
  private var property = FollowTheMoneyProperty.other
  /// No value of the property was read yet.
  private var isFirst = true
  /// Something other than texts stands among the values of a property, such as an entity.
  private(set) var holdsObjects = false

  private var id = ""
  private var schema = ""
  private var caption: String?
  private var firstSeen: String?
  private var lastSeen: String?
  private var lastChange: String?

  private var facts = StatedFacts()
  private var hasPrimary = false
  private var owner: String?
  private var owned: String?
  private var share: ShareRange?
  private var statedShare = ""
  private var from: String?
  private var to: String?
  private var role = ""
  private var isDirect: Bool?
  private var holder: String?
  /// Of a document of identity: what kind of number they are its schema says, which may stand last.
  private var numbers: [String] = []
  /// Of what a holding, or a document, has one of, what is stated more than once.
  private var several = Several()
  private var references: [String] = []

  private struct Several: OptionSet {
    let rawValue: UInt8
    static let owner = Several(rawValue: 1)
    static let owned = Several(rawValue: 2)
    static let share = Several(rawValue: 4)
    static let start = Several(rawValue: 8)
    static let end = Several(rawValue: 16)
    static let holder = Several(rawValue: 32)

    /// As the warning of a holding says it.
    static let words: [(Several, String)] = [
      (.owner, "owner"), (.owned, "owned party"), (.share, "share"), (.start, "begin"), (.end, "end"),
    ]
  }

  // MARK: Tokens

  mutating func take(_ token: JSONToken, _ scanner: borrowing JSONScanner) {
    switch token.kind {
    case .openObject:
      if depth == 1, case .properties = property { isInProperties = true }
      // Only texts, and lists of texts, are values of a property.
      if isInProperties, depth == 2 || depth == 3 { holdsObjects = true }
      if depth == 2 { property = .other }
      depth += 1
    case .openArray:
      depth += 1
    case .closeObject, .closeArray:
      depth -= 1
      if depth == 1 { isInProperties = false }
    case .key:
      if depth == 1 {
        property = scanner.withText(of: token) { FollowTheMoneyProperty.ofEntity($0) }
      } else if depth == 2, isInProperties {
        begin(scanner.withText(of: token) { FollowTheMoneyProperty.ofProperties($0) })
      }
    case .string:
      if case .other = property { return }
      if depth == 1 {
        takeText(scanner.string(of: token))
      } else if depth == 2, case .referents = property, !isInProperties {
        takeNumber(ofID: scanner.string(of: token))
      } else if depth <= 3, isInProperties {
        takeValue(scanner.string(of: token))
      }
    case .number:
      // Not every exporter puts a number of a property between quotes. What the entity itself says are texts alone.
      if case .other = property { return }
      if isInProperties, depth <= 3 { takeValue(scanner.string(of: token)) }
    case .yes, .no, .null, .end, .starved: break
    }
  }

  /// An id of another collection may hold the number that a list gave it.
  private mutating func takeNumber(ofID id: String) {
    guard let number = OFACList.number(ofID: id) else { return }
    facts.addIdentifier(OFACList.numberKind, number)
  }

  /// A text of the entity itself.
  private mutating func takeText(_ text: String) {
    switch property {
    case .id:
      id = text
      takeNumber(ofID: text)
    case .schema: schema = text
    case .caption: caption = text
    case .firstSeen: firstSeen = text
    case .lastSeen: lastSeen = text
    case .lastChange: lastChange = text
    default: break
    }
  }

  // MARK: Properties

  /// Of two properties that say who owns or is owned, the later counts, even when it has no value.
  private mutating func begin(_ next: FollowTheMoneyProperty) {
    property = next
    isFirst = true
    switch next {
    case .owner:
      owner = nil
      several.remove(.owner)
    case .owned:
      owned = nil
      several.remove(.owned)
    default: break
    }
  }

  private mutating func takeValue(_ value: String) {
    defer { isFirst = false }
    switch property {
    case .name:
      add(value, hasPrimary ? .alsoKnownAs : .primary, .strong)
      hasPrimary = true
    case .alias: add(value, .alsoKnownAs, .strong)
    case .weakAlias: add(value, .alsoKnownAs, .weak)
    case .previousName: add(value, .formerlyKnownAs, .strong)
    case .date: facts.dates += RegisterText.dates(value)
    case .country: facts.addCountry(value.uppercased())
    case .program: facts.programs.append(value)
    case .email: trace(.email, value)
    case .phone: trace(.phone, value)
    case .wallet: trace(.wallet, value)
    case .payment: trace(.payment, value)
    case .url: trace(.url, value)
    case .share:
      if isFirst {
        share = ShareRange(text: value)
        statedShare = value
      } else {
        several.insert(.share)
      }
    case .start: if isFirst { from = value } else { several.insert(.start) }
    case .end: if isFirst { to = value } else { several.insert(.end) }
    case .role: if isFirst { role = value }
    case .ownershipType: take(ownershipType: value)
    case .owner:
      if isFirst { owner = value } else { several.insert(.owner) }
      references.append(value)
    case .owned:
      if isFirst { owned = value } else { several.insert(.owned) }
      references.append(value)
    case .holder:
      if isFirst { holder = value } else { several.insert(.holder) }
      references.append(value)
    case .number: numbers.append(value)
    case .reference: references.append(value)
    case .identifier(let index):
      facts.identifiers.append(.init(kind: FollowTheMoneyProperty.identifierKinds[index], value: value))
    case .other, .id, .schema, .properties, .caption, .firstSeen, .lastSeen, .lastChange, .referents: break
    }
  }

  /// Says whether it is held through others, or whatever else of its kind. What may be held so is taken for that.
  private mutating func take(ownershipType value: String) {
    let word = value.lowercased()
    if word.contains("indirect") {
      isDirect = false
    } else if word == "direct" {
      isDirect = isDirect ?? true
    } else if isFirst {
      role = value
    }
  }

  private mutating func add(_ text: String, _ kind: ActorName.Kind, _ strength: ActorName.Strength) {
    facts.names.append(ActorName(text, kind: kind, strength: strength))
  }

  private mutating func trace(_ kind: Trace.Kind, _ value: String) {
    if let trace = Trace(kind, value) { facts.traces.append(trace) }
  }

  // MARK: The end

  func reading(isDeleted: Bool) -> RecordReading {
    guard !id.isEmpty else { return .refused("it has no `id`") }
    if schema.isEmpty, !isDeleted { return .refused("it has no `schema`", id: id) }
    var found = SourceObject(source: "ftm")
    found.externalID = id
    found.type = schema.isEmpty ? "deleted" : schema.lowercased()
    found.isRevoked = isDeleted
    found.modified = lastChange ?? lastSeen
    found.created = firstSeen
    let warnings = state(&found)
    return .taken(found, warnings: warnings)
  }

  private func state(_ found: inout SourceObject) -> [RecordWarning] {
    var facts = facts
    // What was deleted links nobody.
    if found.isRevoked { facts.traces = [] }
    var words = HoldingWords()
    switch schema {
    case "Person": facts.schema = .person
    // A `LegalEntity` is a person or a body, its source does not say which.
    case "Company", "Organization", "PublicBody": facts.schema = .organisation
    case "Vessel": facts.schema = .vessel
    case "Passport": identify("passport", &facts, isDeleted: found.isRevoked)
    case "Identification": identify("national-id", &facts, isDeleted: found.isRevoked)
    default: break
    }
    // The primary name stands first, whatever the order of the properties.
    if let first = facts.names.firstIndex(where: { $0.kind == .primary }), first > 0 {
      facts.names.insert(facts.names.remove(at: first), at: 0)
    }
    if let owner, let owned {
      let kind = schema.lowercased()
      words.share(statedShare, share)
      let holding = StatedHolding(
        owner: owner, owned: owned, leastPPM: share?.least, mostPPM: share?.most,
        isShareUnreadable: share == nil && !statedShare.saysNothing, from: words.day(from, "startDate"),
        to: words.day(to, "endDate"), isDirect: isDirect, interest: role.isEmpty ? kind : "\(kind): \(role)")
      words.check(holding)
      words.several(Several.words.filter { several.contains($0.0) }.map(\.1))
      facts.holding = holding
      found.relationship = .init(kind: kind, sourceID: owner, targetID: owned)
    }
    found.references = references
    found.name = caption.map { $0.cut(1_024) } ?? facts.names.first?.text.cut(1_024)
    if facts.names.count > 1 { found.aliases = facts.names.dropFirst().map(\.text) }
    found.country = facts.countries.first
    found.facts = facts.saysNothing ? nil : facts
    guard facts.about != nil, several.contains(.holder) else { return words.warnings }
    return words.warnings + [Self.severalHolders]
  }

  private static let severalHolders = RecordWarning(
    reason: "it states more than one holder, and what it states counts for the first",
    remedy: "read the others in it; ask the source for an entity for each holder")

  /// What a document of identity states, its number above all, is its holder's. What was deleted is nobody's.
  private func identify(_ kind: String, _ facts: inout StatedFacts, isDeleted: Bool) {
    for number in numbers { facts.addIdentifier(kind, number) }
    guard !isDeleted, !facts.saysNothing, let holder, !holder.isEmpty else { return }
    facts.about = holder
  }
}

extension String {
  /// Its beginning, of at most so many bytes, cut between characters' bytes.
  func cut(_ limitBytes: Int) -> String {
    guard utf8.count > limitBytes else { return self }
    var text = BoundedText(limitBytes: limitBytes)
    text.addLine(self)
    return text.text
  }
}
