/// What else is known of somebody, to tell bearers of one name apart.
public struct ScreeningFacts: Hashable, Sendable {
  public struct Identifier: Hashable, Sendable {
    /// Such as `passport`, `imo`, `uscc`, in lower case; compared as bytes.
    public let kind: String
    public let value: String

    /// - Parameter kind: one word for one kind: those that other sources have for it become ours.
    public init(kind: String, value: String) {
      self.kind = Self.word(kind)
      self.value = value
    }

    /// `tax-id` and `national-id` are the words of the lists, under which what others state is compared with them.
    private static func word(_ kind: String) -> String {
      switch kind {
      case "tax", "taxid", "vat": "tax-id"
      case "idcard", "ssn": "national-id"
      default: kind
      }
    }

    /// Letters and digits alone, in capitals: issuers space and dash them as they like. Of a ship's number only the
    /// seven digits: some write `IMO` before them.
    var bare: [UInt8] {
      let bare: [UInt8] = value.utf8.compactMap { byte in
        switch byte {
        case 0x61...0x7A: byte - 0x20
        case 0x30...0x39, 0x41...0x5A: byte
        case 0x80...: byte
        default: nil
        }
      }
      // ISO 9362: eight characters mean the head office, as three X behind them do.
      if kind == "bic", bare.count == 11, bare.suffix(3).allSatisfy({ $0 == UInt8(ascii: "X") }) {
        return Array(bare.prefix(8))
      }
      guard kind == "imo", bare.count == 10, bare.starts(with: "IMO".utf8) else { return bare }
      let digits = bare.dropFirst(3)
      return digits.allSatisfy { (0x30...0x39).contains($0) } ? Array(digits) : bare
    }
    /// As compared; empty when nothing is left.
    public var bareText: String { String(decoding: bare, as: UTF8.self) }

    /// OFAC's number of an entry: whoever states it means the same party, but another number is no other party.
    var numbersAnEntry: Bool { kind.utf8.elementsEqual("ofac".utf8) }

    /// A Russian KPP says at which tax office somebody is registered, and why: many share one, and one firm has several.
    public var isOfMany: Bool { kind.utf8.elementsEqual("kpp".utf8) }

    func isSameKind(as other: Identifier) -> Bool { kind.utf8.elementsEqual(other.kind.utf8) }
  }

  public var birthDates: [PartialDate]
  /// Codes or names, as the list has them; compared as countries, whichever it is.
  public var countries: [String]
  public var identifiers: [Identifier]

  public init(birthDates: [PartialDate] = [], countries: [String] = [], identifiers: [Identifier] = []) {
    self.birthDates = birthDates
    self.countries = countries
    self.identifiers = identifiers
  }

  public var saysNothing: Bool { birthDates.isEmpty && countries.isEmpty && identifiers.isEmpty }

  /// The most by which these can raise a score.
  public var mostRise: Double {
    let weights = ScreeningFactWeights.standard
    return (birthDates.isEmpty ? 0 : weights.sameBirthDay) + (countries.isEmpty ? 0 : weights.sameCountry)
      + (identifiers.isEmpty ? 0 : weights.sameIdentifier)
  }
}

/// What facts do to a score. Agency policy, not law; docs/names.md §1, rules 26–28.
public struct ScreeningFactWeights: Hashable, Sendable {
  public static let standard = ScreeningFactWeights()
  public var sameBirthDay = 0.1
  public var sameBirthYear = 0.03
  /// Years two or more apart. One year apart says nothing: lists often estimate.
  public var otherBirthYear = -0.25
  public var sameCountry = 0.02
  public var otherCountry = -0.05
  public var sameIdentifier = 0.3
  public var otherIdentifier = -0.1
  public init() {}
}

extension NameComparison {
  /// The comparison with what facts add or take away. A side that says nothing changes nothing.
  public func adding(
    _ first: ScreeningFacts, _ second: ScreeningFacts, weights: ScreeningFactWeights = .standard
  ) -> NameComparison {
    let added = [
      Self.birth(first.birthDates, second.birthDates, weights),
      Self.country(first.countries, second.countries, weights),
      Self.identifier(first.identifiers, second.identifiers, weights),
    ].compactMap { $0 }
    guard !added.isEmpty else { return self }
    let total = added.reduce(score) { $0 + $1.effect }
    return NameComparison(score: NameScoring.held(total), features: features + added)
  }

  /// The nearest pair of dates counts.
  private static func birth(
    _ first: [PartialDate], _ second: [PartialDate], _ weights: ScreeningFactWeights
  ) -> NameFeature? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let effects = first.flatMap { a in second.map { b in effect(a, b, weights) } }
    guard let best = effects.max(), best != 0 else { return nil }
    return NameFeature(
      .birthDate, value: 1, weight: best, first: first.map { $0.text }, second: second.map { $0.text })
  }

  private static func effect(_ a: PartialDate, _ b: PartialDate, _ weights: ScreeningFactWeights) -> Double {
    guard a.year == b.year else { return abs(a.year - b.year) >= 2 ? weights.otherBirthYear : 0 }
    guard let aMonth = a.month, let bMonth = b.month else { return weights.sameBirthYear }
    guard let aDay = a.day, let bDay = b.day else { return aMonth == bMonth ? weights.sameBirthYear : 0 }
    if aMonth == bMonth, aDay == bDay { return weights.sameBirthDay }
    // 1975-03-04 and 1975-04-03: written in the other order.
    return aMonth == bDay && aDay == bMonth ? weights.sameBirthYear : 0
  }

  private static func country(
    _ first: [String], _ second: [String], _ weights: ScreeningFactWeights
  ) -> NameFeature? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let (one, other) = (Set(first.map(Place.init)), Set(second.map(Place.init)))
    let isShared = !one.isDisjoint(with: other)
    // What is not known as a country may be a part of one, or misspelt: it contradicts nothing.
    guard isShared || [one, other].allSatisfy({ $0.contains(where: \.isCountry) }) else { return nil }
    return NameFeature(
      .country, value: 1, weight: isShared ? weights.sameCountry : weights.otherCountry, first: first,
      second: second)
  }

  /// A country, or the folded words of what is not known as one, such as a region.
  private enum Place: Hashable {
    case country(Country)
    case words(String)

    init(_ text: String) { self = Country(text).map { .country($0) } ?? .words(Country.key(text)) }

    var isCountry: Bool { if case .country = self { true } else { false } }
  }

  private static func identifier(
    _ first: [ScreeningFacts.Identifier], _ second: [ScreeningFacts.Identifier],
    _ weights: ScreeningFactWeights
  ) -> NameFeature? {
    let pairs = first.flatMap { a in second.filter { a.isSameKind(as: $0) }.map { (a, $0) } }
      .filter { !$0.0.bare.isEmpty && !$0.1.bare.isEmpty && !$0.0.isOfMany }
    let same = pairs.first { $0.0.bare == $0.1.bare }
    // Two entries of one list always have two numbers, also where both are one party.
    guard let shown = same ?? pairs.first(where: { !$0.0.numbersAnEntry }) else { return nil }
    return NameFeature(
      .identifier, value: 1, weight: same != nil ? weights.sameIdentifier : weights.otherIdentifier,
      first: [shown.0.kind, shown.0.value], second: [shown.1.kind, shown.1.value])
  }
}

extension PartialDate {
  /// `1975`, `1975-03` or `1975-03-12`: four digits of the year.
  public var text: String {
    let written = String(year)
    let rest = [month, day].compactMap { $0 }.map { $0 < 10 ? "-0\($0)" : "-\($0)" }
    return String(repeating: "0", count: 4 - written.utf8.count) + written + rest.joined()
  }
}
