/// One line of a part of the record: an identifier, a name for people, and what is said of it.
public struct RecordItem: Hashable, Sendable {
  /// What it is compared by. Two that share one are in conflict with each other.
  public var id: String
  public var name: String
  public var facts: [String: RecordFact]

  /// Leaves out what is `nil`.
  public init(id: String, name: String, _ facts: KeyValuePairs<String, RecordFact?>) {
    self.id = id
    self.name = name
    self.facts = facts.reduce(into: [:]) { kept, fact in
      precondition(fact.key != "id" && fact.key != "name", "an item has one identifier and one name")
      if let value = fact.value { kept[fact.key] = value }
    }
  }
}

/// A value that an item states.
public enum RecordFact: Hashable, Sendable {
  case text(String)
  case texts([String])
  case flag(Bool)

  /// As a person reads it.
  public var words: String {
    switch self {
    case .text(let text): text
    case .texts(let texts): texts.isEmpty ? "none" : texts.joined(separator: ", ")
    case .flag(let flag): flag ? "yes" : "no"
    }
  }

  static func optional(_ text: String?) -> RecordFact? { text.map { .text($0) } }
}

extension RecordItem: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (key, value) in facts { try container.encode(value, forKey: Key(stringValue: key)) }
    try container.encode(id, forKey: Key(stringValue: "id"))
    try container.encode(name, forKey: Key(stringValue: "name"))
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    id = try container.decode(String.self, forKey: Key(stringValue: "id"))
    name = try container.decode(String.self, forKey: Key(stringValue: "name"))
    facts = [:]
    for key in container.allKeys where key.stringValue != "id" && key.stringValue != "name" {
      facts[key.stringValue] = try container.decode(RecordFact.self, forKey: key)
    }
  }
}

extension RecordFact: Codable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .texts(let texts): try container.encode(texts)
    case .flag(let flag): try container.encode(flag)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let texts = try? container.decode([String].self) {
      self = .texts(texts)
    } else {
      self = .text(try container.decode(String.self))
    }
  }
}
