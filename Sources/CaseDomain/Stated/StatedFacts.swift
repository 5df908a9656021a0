/// What a source states about somebody or something, as far as we compare it with others: read once at the
/// import and kept in the operation beside the bytes it was read from.
///
/// Claims of the source, not findings. Source: `docs/exchange.md`, `docs/journal.md` §7.5.
public struct StatedFacts: Hashable, Sendable {
  /// What kind of thing the names name; `unknown` when the source does not say.
  public var schema: NameSchema = .unknown
  /// As written, primary name first. Empty for what has no name.
  public var names: [ActorName] = []
  /// `1975`, `1975-03` or `1975-03-12`; for a company, when it was founded. What a source writes in another
  /// form is left to the bytes.
  public var dates: [PartialDate] = []
  /// ISO 3166 codes in capitals where the source gives them, else as written.
  public var countries: [String] = []
  /// Passports, registry numbers, LEI, IMO…: kind in lower case, value as written.
  public var identifiers: [ScreeningFacts.Identifier] = []
  /// Sanctions programmes, as written.
  public var programs: [String] = []
  /// Values that may stand in another's submission too.
  public var traces: [Trace] = []
  /// Who holds how much of whom, where the record is such a statement.
  public var holding: StatedHolding?
  /// The external id, in the same source, of the record these facts are about, where a list keeps its
  /// aliases in rows of their own. Hits are shown under that record.
  public var about: String?
  /// The source says that what it stated under this identifier no longer stands: revoked, deleted, closed.
  public var isRevoked = false

  public init() {}

  /// How many names, dates, countries, identifiers, programmes and values it states.
  public var count: Int {
    names.count + dates.count + countries.count + identifiers.count + programs.count + traces.count
  }

  /// Of names, of dates, and so on, a record keeps so many: those of two are compared each with all of the other. Values
  /// that correlate are looked up one by one, and have no such limit.
  public static let maximumValues = 1_000
  /// So many names of one record are listed for screening: the number of their row has nine bits for the place
  /// (docs/names.md §7).
  public static let mostListedNames = 512

  /// How many of them are compared when they are those of a record.
  public var comparedCount: Int { count - max(0, names.count - Self.mostListedNames) }

  /// As a record keeps them: the first thousand of each list, and fewer where all of them would be longer than so many
  /// bytes. What is short stays whole: only the longest lists give way, the values of each kind being a list of their own,
  /// and the first of each stay. One that does not fit takes none behind it along.
  public func bounded(toBytes limit: Int) -> StatedFacts {
    func cut<Item>(_ list: inout [Item]) { list.removeLast(max(0, list.count - Self.maximumValues)) }
    var facts = self
    cut(&facts.names)
    cut(&facts.dates)
    cut(&facts.countries)
    cut(&facts.identifiers)
    cut(&facts.programs)
    return facts.shortened(toBytes: limit)
  }

  private func shortened(toBytes limit: Int) -> StatedFacts {
    guard cbor.encoded.count > limit else { return self }
    func lengths(_ items: [CBOR]) -> [Int] { items.map(\.encoded.count) }
    let lists = [
      lengths(names.map(\.cbor)), lengths(dates.map { .text($0.text) }),
      lengths(countries.map { .text($0) }),
      lengths(identifiers.map { .array([.text($0.kind), .text($0.value)]) }),
      lengths(programs.map { .text($0) }),
    ]
    let ofTraces = lengths(traces.map(\.cbor))
    var ofKind: [TraceList: Int] = [:]
    for (trace, length) in zip(traces, ofTraces) { ofKind[TraceList(trace), default: 0] += length }
    var facts = self
    (facts.names, facts.dates, facts.countries) = ([], [], [])
    (facts.identifiers, facts.programs, facts.traces) = ([], [], [])
    // Before each of the six lists stand its key and its length, in ten bytes at most.
    let room = limit - facts.cbor.encoded.count - 6 * 10
    let share = Self.share(of: room, among: lists.map { $0.reduce(0, +) } + ofKind.values)
    func fitting<Item>(_ items: [Item], _ lengths: [Int]) -> [Item] {
      var left = share
      return zip(items, lengths).compactMap { item, length in
        guard length <= left else { return nil }
        left -= length
        return item
      }
    }
    facts.names = fitting(names, lists[0])
    facts.dates = fitting(dates, lists[1])
    facts.countries = fitting(countries, lists[2])
    facts.identifiers = fitting(identifiers, lists[3])
    facts.programs = fitting(programs, lists[4])
    var left = ofKind.mapValues { _ in share }
    facts.traces = zip(traces, ofTraces).compactMap { trace, length in
      guard let room = left[TraceList(trace)], length <= room else { return nil }
      left[TraceList(trace)] = room - length
      return trace
    }
    return facts
  }

  /// Values that are bounded together.
  private struct TraceList: Hashable {
    let kind: Trace.Kind
    let exercise: String?

    init(_ trace: Trace) {
      kind = trace.kind
      exercise = trace.exercise
    }
  }

  /// The most bytes that each of some lists may have for all to be within a limit, when those below it stay whole.
  private static func share(of limit: Int, among lengths: [Int]) -> Int {
    var (left, places) = (limit, lengths.count)
    for length in lengths.sorted() {
      if length * places > left { return max(0, left / places) }
      left -= length
      places -= 1
    }
    return .max
  }

  /// As the journal writes it, and so as it comes back.
  public var inNFC: StatedFacts {
    var facts = self
    facts.names = names.map { name in
      var name = name
      name.text = name.text.inNFC
      name.romanised = name.romanised?.inNFC
      return name
    }
    facts.countries = countries.map(\.inNFC)
    facts.identifiers = identifiers.map { .init(kind: $0.kind.inNFC, value: $0.value.inNFC) }
    facts.programs = programs.map(\.inNFC)
    facts.traces = traces.compactMap { Trace(held: $0.value.inNFC, $0.kind, exercise: $0.exercise?.inNFC) }
    if let stake = holding {
      facts.holding?.owner = stake.owner.inNFC
      facts.holding?.owned = stake.owned.inNFC
      facts.holding?.interest = stake.interest.inNFC
    }
    facts.about = about?.inNFC
    return facts
  }

  public var saysNothing: Bool { self == StatedFacts() }

  /// What screening asks beside the names.
  public var screening: ScreeningFacts {
    ScreeningFacts(birthDates: dates, countries: countries, identifiers: identifiers)
  }
}

extension StatedFacts {
  public var cbor: CBOR {
    func list(_ items: [CBOR]) -> CBOR? { items.isEmpty ? nil : .array(items) }
    return .record([
      1: schema == .unknown ? nil : .text(schema.rawValue), 2: list(names.map(\.cbor)),
      3: list(dates.map { .text($0.text) }), 4: list(countries.map { .text($0) }),
      5: list(identifiers.map { .array([.text($0.kind), .text($0.value)]) }),
      6: list(programs.map { .text($0) }), 7: list(traces.map(\.cbor)), 8: holding?.cbor,
      9: about.map { .text($0) }, 10: isRevoked ? .bool(true) : nil,
    ])
  }

  /// What cannot be read, because a later version wrote it, is left out: the bytes are there.
  public init(_ cbor: CBOR) {
    schema = cbor[1]?.textValue.flatMap(NameSchema.init) ?? .unknown
    names = cbor[2]?.arrayValue?.compactMap { ActorName($0) } ?? []
    dates = cbor[3]?.arrayValue?.compactMap { $0.textValue.flatMap { PartialDate(iso: $0) } } ?? []
    countries = cbor[4]?.arrayValue?.compactMap(\.textValue) ?? []
    identifiers =
      cbor[5]?.arrayValue?.compactMap { item in
        guard let parts = item.arrayValue, parts.count == 2, let kind = parts[0].textValue,
          let value = parts[1].textValue
        else { return nil }
        return ScreeningFacts.Identifier(kind: kind, value: value)
      } ?? []
    programs = cbor[6]?.arrayValue?.compactMap(\.textValue) ?? []
    traces = cbor[7]?.arrayValue?.compactMap { Trace($0) } ?? []
    holding = cbor[8].flatMap { StatedHolding($0) }
    about = cbor[9]?.textValue
    isRevoked = cbor[10]?.boolValue ?? false
  }
}
