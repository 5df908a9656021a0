import CaseDomain
import CaseStore

extension ActorName {
  /// Romanised first, the original beside it: as somebody wrote it, else by our tables.
  var romanisedFirst: String {
    if romanised != nil || script == .latin || script == .undetermined { return display }
    let parsed = ParsedName(text, schema: .unknown)
    let words = parsed.romanised.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    // Of more words than are read the first alone would be another name.
    guard !words.isEmpty, parsed.parts.count < NameComparison.longest else { return text }
    return "\(words.joined(separator: " ")) (\(text))"
  }

  /// `weak fka`: its kind, and that it is weak.
  var kindInWords: String { "\(strength == .weak ? "weak " : "")\(kind.rawValue)" }

  /// Of a name that an earlier version of a record gave, and the one that counts does not.
  static let statedEarlier = "stated earlier, and no longer"

  /// As recorded.
  var json: JSON {
    .object([
      ("text", .string(text)), ("script", .string(script.rawValue)), ("kind", .string(kind.rawValue)),
      ("strength", .string(strength.rawValue)), ("romanised", .optional(romanised)),
    ])
  }
}

extension Actor {
  /// As `displayName`, romanised by our tables where nobody did it.
  var shownName: String { primaryName?.romanisedFirst ?? displayName }
}

extension SearchHit {
  /// Its title, which of a name is romanised first.
  var shown: String { name?.romanisedFirst ?? title }
}

extension NameBearer {
  /// `actor` for one of ours, else the name space of the source.
  var sourceWord: String {
    switch self {
    case .actor: "actor"
    case .entry(let source, _): source
    }
  }
}

extension [NameFeature] {
  /// The effects that are shown add up to the score that is shown, before it is held to 0…1.
  var json: JSON {
    .array(
      zip(self, effects(inPartsOfOne: 1_000)).map { feature, thousandths in
        .object([
          ("feature", .string(feature.kind.rawValue)), ("effect", .number(Double(thousandths) / 1_000)),
          ("first", .array(feature.first.map { .string($0) })),
          ("second", .array(feature.second.map { .string($0) })),
          ("text", .string(feature.explanation)),
        ])
      })
  }
}

extension JudgementRow {
  /// `judged different by ann on 2026-01-02: another birth year`; with `; settled by bob on …` before the reason
  /// when offices had differed.
  var sentence: String {
    guard verdict != nil else { return "judged apart by two offices: see casetui sync conflicts" }
    return (verdict == .withdrawn ? "taken back" : "judged \(word)")
      + " by \(by) on \(Day(milliseconds: saidAtMilliseconds))"
      + (settled.map { "; settled so by \($0.by) on \(Day(milliseconds: $0.atMilliseconds))" } ?? "")
      + (reason.map { ": \($0)" } ?? "")
  }

  /// With what became of a record that it names, where that was taken back since.
  func sentence(_ reader: StoreReader) throws -> String {
    try reader.lost(by: self).reduce(sentence) { "\($0); \($1.words)" }
  }

  func json(_ reader: StoreReader) throws -> JSON {
    let lost = try reader.lost(by: self)
    return .object([
      ("judgement", .string(id)), ("a", .string(try reader.reference(of: first))),
      ("b", .string(try reader.reference(of: second))), ("verdict", .string(word)), ("by", .string(by)),
      ("office", .string(office)), ("on", .string(Day(milliseconds: saidAtMilliseconds).iso)),
      ("reason", .optional(reason)), ("settled_by", .optional(settled?.by)),
      ("settled_on", .optional(settled.map { Day(milliseconds: $0.atMilliseconds).iso })),
      ("stands", .bool(lost.isEmpty)), ("taken_back_with", lost.importNames),
      ("read_otherwise_in", lost.readingNames),
    ])
  }
}

extension [LostRecord] {
  /// The numbers of the imports that were taken back with them.
  var importNames: JSON { .array(flatMap(\.imports).map { .string($0.reference) }) }
  /// Of those by which their tables are read otherwise since.
  var readingNames: JSON { .array(compactMap(\.readOtherwiseIn).map { .string($0) }) }
}

extension ScreeningHit {
  func json(_ reader: StoreReader) throws -> JSON {
    .object([
      ("id", .string(id)), ("source", .string(bearer.sourceWord)),
      ("caption", .string(caption.text)), ("romanised", .string(caption.romanisedFirst)),
      ("score", .number(score)), ("name", .string(name.name.text)), ("asked", .string(asked.text)),
      ("kind", .string(name.name.kind.rawValue)), ("strength", .string(name.name.strength.rawValue)),
      ("schema_of_name", .string(name.schema.rawValue)), ("former_version", .bool(name.isFormer)),
      ("dates", .array(facts.birthDates.map { .string($0.text) })),
      ("countries", .array(facts.countries.map { .string($0) })),
      ("features", features.json),
      ("revoked", .bool(isRevoked)), ("revoked_by", .optional(revocation?.other?.description)),
      ("not_in", absence.json), ("claimed_by", claimants.json),
      ("claimed_by_nobody", .bool(claimants?.isAnyUnsigned ?? false)),
      ("exhibits", .array((claimants?.exhibits ?? []).map { .string($0) })),
      ("judgement", try judgement?.json(reader) ?? .null),
    ])
  }

  var absenceSentence: String? { absence?.sentence(of: bearer) }

  var lines: [String] { lines(of: asked.text) }

  /// - Parameter shown: what the one asked for is shown by; when another name of it matched, that is said.
  func lines(of shown: String) -> [String] {
    var head = "\(JSON.number(score).text)  \(caption.romanisedFirst)  [\(bearer.sourceWord) \(id)]"
    if name.name.text != caption.text {
      head += "  \(name.name.strength.rawValue) \(name.name.kind.rawValue) \(name.name.romanisedFirst)"
    }
    let isOther = !asked.text.utf8.elementsEqual(shown.utf8)
    var rest = (claimants?.sentence).map { ["       \($0)"] } ?? []
    rest += isOther ? ["       asked as \(ActorName(asked.text).romanisedFirst)"] : []
    if name.isFormer { rest.append("       \(name.name.romanisedFirst): \(ActorName.statedEarlier)") }
    rest += features.map { "       \($0.explanation)" }
    if let revocation { rest.append("       \(revocation.sentence)") }
    if let absenceSentence { rest.append("       \(absenceSentence)") }
    if let judgement { rest.append("       \(judgement.sentence)") }
    return [head] + rest
  }
}

extension Claimants {
  private static let nobody = "no sender on record"
  private static let mostExhibits = 3

  /// Who sent it, as people read it.
  private var names: [String] { origins + (isAnyUnsigned ? [Self.nobody] : []) }

  /// Of one of the files, or of all, nobody is on record as having sent it.
  var isAnyUnsigned: Bool { isAnyUnnamed || origins.isEmpty }

  /// `claimed by Office X, no sender on record [EX-0001, EX-0004]`.
  var sentence: String {
    let more = exhibits.count - Self.mostExhibits
    let shown =
      exhibits.prefix(Self.mostExhibits).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    return "claimed by \(names.joined(separator: ", "))" + (shown.isEmpty ? "" : " [\(shown)]")
  }
}

extension Claimants? {
  /// The senders on record; `[]` of an actor of ours.
  var json: JSON { .array((self?.origins ?? []).map { .string($0) }) }
}

extension Revocation {
  /// Who says so, when it is not the source itself.
  var other: FileProvenance? { if case .another(let sayer, _, _) = self { sayer } else { nil } }

  var sentence: String {
    switch self {
    case .itsSource: "revoked: its source says that this no longer stands"
    case .another(let sayer, _, _):
      (["revoked: \(sayer) says that this no longer stands"] + [statedWords].compactMap(\.self))
        .joined(separator: "; ")
    }
  }
}

extension ListAbsence {
  /// `not in EX-0004, …` of the one who bears a name; `the row of that name, alt:102:9002, is not in EX-0004, …` of the
  /// row of that name alone.
  func sentence(of bearer: NameBearer) -> String {
    if case .entry(_, let id) = bearer, externalID.utf8.elementsEqual(id.utf8) { return sentence }
    return "the row of that name, \(externalID), is \(sentence)"
  }
}
