/// A part of an entry with the number official formats give it (`alt_num`, `add_num`, `uid`).
public struct Numbered<Value: Hashable & Sendable>: Hashable, Sendable {
  public let uid: UInt32
  public var value: Value

  public init(_ uid: UInt32, _ value: Value) {
    self.uid = uid
    self.value = value
  }
}

/// A name in Latin letters.
public struct PublishedName: Hashable, Sendable {
  /// As shown to people.
  public var text: String
  /// Of an individual, where known: formats with two fields need them apart.
  public var last: String?
  public var first: String?

  public init(_ text: String, last: String? = nil, first: String? = nil) {
    self.text = text
    self.last = last
    self.first = first
  }
}

/// A name as its bearer writes it.
public struct OriginalName: Hashable, Sendable {
  public var text: String
  public var script: Script
  /// A BCP 47 tag such as `zh-Hans`; `nil` when only the script is known.
  public var language: String?

  public init(_ text: String, script: Script? = nil, language: String? = nil) {
    self.text = text
    self.script = script ?? .guess(text)
    self.language = language
  }
}

public struct PublishedAlias: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case alsoKnownAs = "aka"
    case formerlyKnownAs = "fka"
    case nowKnownAs = "nka"
  }

  public var kind: Kind
  public var strength: ActorName.Strength
  public var name: PublishedName

  public init(_ name: PublishedName, kind: Kind = .alsoKnownAs, strength: ActorName.Strength = .strong) {
    self.name = name
    self.kind = kind
    self.strength = strength
  }
}

/// A country by its ISO 3166-1 alpha-2 code and the name it is printed with. Either may be empty.
public struct PublishedCountry: Hashable, Sendable {
  public var code: String
  public var name: String

  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}

public struct PublishedAddress: Hashable, Sendable {
  /// Street lines; formats with three fields join the rest into the third.
  public var lines: [String]
  public var city: String
  public var state: String
  public var postalCode: String
  public var country: PublishedCountry

  public init(
    lines: [String] = [], city: String = "", state: String = "", postalCode: String = "",
    country: PublishedCountry
  ) {
    self.lines = lines
    self.city = city
    self.state = state
    self.postalCode = postalCode
    self.country = country
  }
}

/// A number somebody issued: passport, registry, tax.
public struct PublishedIdentifier: Hashable, Sendable {
  public var type: String
  public var number: String
  public var country: PublishedCountry
  public var issuedOn: Day?
  public var expiresOn: Day?

  public init(
    type: String, number: String, country: PublishedCountry, issuedOn: Day? = nil, expiresOn: Day? = nil
  ) {
    self.type = type
    self.number = number
    self.country = country
    self.issuedOn = issuedOn
    self.expiresOn = expiresOn
  }
}

/// A day or place of birth as known: `1971-04-02`, `circa 1970`, a town.
public struct BirthDetail: Hashable, Sendable {
  public var text: String
  /// The one formats with a single place print first.
  public var isMain: Bool

  public init(_ text: String, isMain: Bool = true) {
    self.text = text
    self.isMain = isMain
  }
}

/// Another entry this one points at, such as a parent company.
public struct RelatedEntry: Hashable, Sendable {
  public var subject: ActorID
  public var reference: String
  public var relation: String

  public init(subject: ActorID, reference: String, relation: String) {
    self.subject = subject
    self.reference = reference
    self.relation = relation
  }
}
