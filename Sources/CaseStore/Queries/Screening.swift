import CaseDomain

/// Who is asked for: names, what else is known, and which record it is when it is one of ours.
public struct ScreeningQuery: Sendable {
  public var names: [ParsedName]
  public var facts: ScreeningFacts
  /// Itself, and whoever was judged the same, is no hit.
  public var bearer: NameBearer?

  public init(names: [ParsedName], facts: ScreeningFacts = ScreeningFacts(), bearer: NameBearer? = nil) {
    self.names = names
    self.facts = facts
    self.bearer = bearer
  }

  public init(_ name: String, schema: NameSchema, facts: ScreeningFacts = ScreeningFacts()) {
    self.init(names: [ParsedName(name, schema: schema)], facts: facts)
  }

  /// Whether it has no name with anything in it that can be compared: that nobody is like it then says nothing.
  public var isNobody: Bool { names.allSatisfy(\.isNobody) }
}

/// Somebody held who may be the one asked for, and why.
public struct ScreeningHit: Sendable {
  public let bearer: NameBearer
  /// How `actor same` and its like take it.
  public let id: String
  /// Its primary name.
  public let caption: ActorName
  /// The name that is most alike, and the name asked for that it is like.
  public let name: HeldName
  public let asked: ParsedName
  /// Held to 0…1; from `NameWeights.reviewThreshold` on, a person should look.
  public let score: Double
  public let features: [NameFeature]
  public let facts: ScreeningFacts
  /// What was judged of it and the one asked for; the score stays what it is.
  public let judgement: JudgementRow?
  /// Who says that it no longer stands: revoked, deleted or closed; `nil` when nobody does.
  public let revocation: Revocation?
  public var isRevoked: Bool { revocation != nil }
  /// That the latest issue of its list does not state it any more, or not the row with the name that is most alike;
  /// `nil` while it does, and of what is on no such list.
  public let absence: ListAbsence?
  /// Who states the name that is most alike; `nil` of an actor of ours.
  public let claimants: Claimants?
}

/// What screening found.
public struct ScreeningResult: Sendable {
  /// The best first, also among those whose score is held to 1; ties by source and id.
  public var hits: [ScreeningHit] = []
  /// How many there are, of which `hits` may be the first.
  public var total = 0
  /// Of all of them, those that nobody judged; `nil` when they were not counted.
  public var open: Int?
  /// The name is so common that not all names with its keys were compared, and one left out may be a hit; or an
  /// identifier is, so that not all who state it were.
  public var isPartial = false
}

/// Screens against everything held. One instance serves one view of the store, and remembers names it parsed.
public final class Screener {
  private let reader: StoreReader
  private let held: Int
  private let issues: ListIssues
  private var parsed: [Int64: (held: HeldName, name: ParsedName)] = [:]
  /// About 60 MB.
  private static let mostParsed = 50_000
  /// Of names that were not parsed: of what kind they are; `nil` of one that does not stand.
  private var kinds: [Int64: NameSchema?] = [:]
  /// About 20 MB.
  private static let mostKinds = 500_000

  public init(_ reader: StoreReader) throws {
    self.reader = reader
    held = try reader.heldNameCount()
    issues = ListIssues(reader)
  }

  private struct Candidate {
    let held: HeldName
    let name: ParsedName
    let asked: ParsedName
    var score: Double
    /// With what facts add or take away, and not held to 0…1: of namesakes the one with the passport asked for is first.
    var total = 0.0
  }

  /// - Parameters:
  ///   - threshold: with what facts add or take away.
  ///   - openFirst: counts those that nobody judged; where there are more than `limit`, these come before the
  ///     judged.
  public func screen(
    _ query: ScreeningQuery, threshold: Double = NameWeights.reviewThreshold, limit: Int = .max,
    openFirst: Bool = false
  ) throws -> ScreeningResult {
    var result = ScreeningResult()
    let excluded = try excluded(query.bearer)
    var best: [NameBearer: Candidate] = [:]
    for candidate in try candidates(query, threshold: threshold, &result.isPartial) {
      guard let bearer = try reader.bearer(of: candidate.held), !excluded.contains(bearer) else { continue }
      if candidate.score > best[bearer]?.score ?? -1 { best[bearer] = candidate }
    }
    // Offered whatever the names are like: a person has to look at one number in two places. One of many tells nothing.
    var sharers: Set<NameBearer> = []
    for identifier in query.facts.identifiers where !identifier.isOfMany {
      let (bearers, isCut) = try reader.bearers(with: identifier)
      if isCut { result.isPartial = true }
      for bearer in bearers where !excluded.contains(bearer) {
        sharers.insert(bearer)
        if best[bearer] == nil { best[bearer] = try nearest(of: bearer, query) }
      }
    }
    let ranked = try best.compactMap { bearer, candidate -> (NameBearer, Candidate, ScreeningFacts)? in
      var facts = ScreeningFacts()
      var candidate = candidate
      candidate.total = candidate.score
      if !query.facts.saysNothing {
        facts = try reader.facts(of: bearer)
        let names = NameComparison.explain(candidate.asked, candidate.name)
        let all = names.adding(query.facts, facts)
        candidate.score = all.score
        candidate.total = all.features.dropFirst(names.features.count).reduce(names.score) { $0 + $1.effect }
      }
      return candidate.score >= threshold || sharers.contains(bearer) ? (bearer, candidate, facts) : nil
    }.sorted { one, other in
      one.1.total == other.1.total ? one.0.isBefore(other.0) : one.1.total > other.1.total
    }
    result.total = ranked.count
    var places = Array(ranked.indices.prefix(limit))
    if openFirst, let asked = query.bearer {
      let isOpen = try ranked.map { try reader.standingJudgement(asked, $0.0) == nil }
      result.open = isOpen.count { $0 }
      let openOnes = ranked.indices.filter { isOpen[$0] }
      places = (openOnes + ranked.indices.filter { !isOpen[$0] }).prefix(limit).sorted()
    }
    result.hits = try places.map { place in
      let (bearer, candidate, facts) = ranked[place]
      return try hit(bearer, candidate, query, facts)
    }
    return result
  }

  private func hit(
    _ bearer: NameBearer, _ found: Candidate, _ query: ScreeningQuery, _ facts: ScreeningFacts
  ) throws -> ScreeningHit {
    let statedNames = try reader.statedNames(of: bearer)
    let names = try reader.names(of: bearer, among: statedNames)
    let candidate = stated(found, names)
    let known = query.facts.saysNothing ? try reader.facts(of: bearer) : facts
    let comparison = NameComparison.explain(candidate.asked, candidate.name).adding(query.facts, known)
    return ScreeningHit(
      bearer: bearer, id: try reader.reference(of: bearer),
      caption: try reader.caption(of: bearer, names) ?? candidate.held.name, name: candidate.held,
      asked: candidate.asked, score: comparison.score, features: comparison.features, facts: known,
      judgement: try query.bearer.flatMap { try reader.standingJudgement($0, bearer) },
      revocation: try reader.revocation(of: bearer),
      absence: try issues.absence(of: bearer, candidate.held, among: statedNames),
      claimants: try reader.claimants(of: bearer, stating: candidate.held))
  }

  /// A name as the version that counts states it; for one that none states now, another that is as much alike.
  private func stated(_ candidate: Candidate, _ names: [HeldName]) -> Candidate {
    var candidate = candidate
    let text = candidate.held.name.text
    guard let held = names.first(where: { $0.name.text.utf8.elementsEqual(text.utf8) }) else {
      return candidate
    }
    candidate = Candidate(held: held, name: candidate.name, asked: candidate.asked, score: candidate.score)
    guard held.isFormer else { return candidate }
    let score = NameComparison.score(candidate.asked, candidate.name)
    for held in names where !held.isFormer {
      let name = ParsedName(held.name.text, schema: held.schema)
      if candidate.asked.canBe(name), NameComparison.score(candidate.asked, name) >= score {
        return Candidate(held: held, name: name, asked: candidate.asked, score: candidate.score)
      }
    }
    return candidate
  }

  /// One bearer beside the one asked for, whatever the score; `nil` without a name on either side.
  public func compare(_ query: ScreeningQuery, with bearer: NameBearer) throws -> ScreeningHit? {
    try nearest(of: bearer, query).map { try hit(bearer, $0, query, try reader.facts(of: bearer)) }
  }

  /// Itself and whoever was judged the same.
  private func excluded(_ bearer: NameBearer?) throws -> Set<NameBearer> {
    guard let bearer else { return [] }
    return Set(try reader.cluster(of: bearer).members)
  }

  private func candidates(_ query: ScreeningQuery, threshold: Double, _ isPartial: inout Bool) throws
    -> [Candidate]
  {
    let least = threshold - query.facts.mostRise
    // Whoever states an identifier is found by that, whatever is left out here.
    var withoutIdentifiers = query.facts
    withoutIdentifiers.identifiers = []
    let near = threshold - withoutIdentifiers.mostRise
    var best: [Int64: Candidate] = [:]
    for asked in query.names {
      let found = try NameCandidates(
        for: asked, held: held, canBe: { try canBe(asked, $0) }, names: { try reader.names(withKey: $0) })
      isPartial = isPartial || found.isPartial
      let names = try parsedNames(found.names).filter { asked.canBe($0.name) }
      let scores = NameComparison.scores(names.map { (asked, $0.name) })
      for (name, score) in zip(names, scores) where score >= least {
        if score >= near, found.lightest.contains(name.held.number) { isPartial = true }
        if score > best[name.held.number]?.score ?? -1 {
          best[name.held.number] = Candidate(held: name.held, name: name.name, asked: asked, score: score)
        }
      }
    }
    // Numbers are of the order of arrival, which every office has for itself: equal scores come out alike by the text.
    return best.values.sorted { one, other in
      one.held.name.text.utf8.elementsEqual(other.held.name.text.utf8)
        ? one.held.number < other.held.number
        : one.held.name.text.utf8.lexicographicallyPrecedes(other.held.name.text.utf8)
    }
  }

  /// The pair of names most alike, whatever its score; `nil` without a name on either side.
  private func nearest(of bearer: NameBearer, _ query: ScreeningQuery) throws -> Candidate? {
    var best: Candidate?
    for held in try reader.names(of: bearer) {
      let name = ParsedName(held.name.text, schema: held.schema)
      for asked in query.names {
        let score = NameComparison.score(asked, name)
        if score > best?.score ?? -1 { best = Candidate(held: held, name: name, asked: asked, score: score) }
      }
    }
    return best
  }

  /// Whether the name of this number is held and can be the one asked for.
  private func canBe(_ asked: ParsedName, _ number: Int64) throws -> Bool {
    if let known = parsed[number] { return asked.canBe(known.name) }
    let kind: NameSchema?
    if let known = kinds[number] {
      kind = known
    } else {
      kind = try reader.heldName(number)?.schema
      if kinds.count >= Self.mostKinds { kinds.removeAll(keepingCapacity: true) }
      kinds.updateValue(kind, forKey: number)
    }
    return kind.map { asked.canBe($0) } ?? false
  }

  /// The names of these numbers that are held, in any order.
  private func parsedNames(_ numbers: [Int64]) throws -> [(held: HeldName, name: ParsedName)] {
    var names: [(held: HeldName, name: ParsedName)] = []
    var unknown: [HeldName] = []
    for number in numbers {
      if let known = parsed[number] {
        names.append(known)
      } else if let held = try reader.heldName(number) {
        unknown.append(held)
      }
    }
    if parsed.count + unknown.count > Self.mostParsed { parsed.removeAll(keepingCapacity: true) }
    for (held, name) in zip(unknown, ParsedName.all(unknown.map { ($0.name.text, $0.schema) })) {
      parsed[held.number] = (held, name)
      names.append((held, name))
    }
    return names
  }
}

extension StoreReader {
  /// An actor or entry as somebody to be screened: its names and those of whoever was judged the same, and what is
  /// known of it.
  public func screeningQuery(for bearer: NameBearer) throws -> ScreeningQuery {
    let others = try cluster(of: bearer).members.filter { $0 != bearer }
    var seen: Set<[UInt8]> = []
    let all = try ([bearer] + others).flatMap { try names(of: $0) }
      .filter { seen.insert(Array($0.name.text.utf8)).inserted }
    return ScreeningQuery(
      names: all.map { ParsedName($0.name.text, schema: $0.schema) }, facts: try facts(of: bearer),
      bearer: bearer)
  }

  /// The actors of a case: its subject and parties, each once. While offices differ on the subject, that of each.
  public func actors(of caseID: CaseID) throws -> [ActorID] {
    Set(try parties(of: caseID).map(\.actor)).sorted()
  }

  /// Who has a part in a case, its subject first. While offices differ on the subject, that of each, which its role says.
  ///
  /// Whom an earlier build called the subject among the parties is it only where the case still says so.
  public func parties(of caseID: CaseID) throws -> [Party] {
    let subjects = Set(try live(caseID.cast(), .subject).compactMap { Subject($0.value)?.actor })
    let role = try isSubjectContested(of: caseID) ? "subject (offices differ)" : Party.subject
    let others = Set(try live(caseID.cast(), .parties).compactMap { Party($0.value) })
      .filter { $0.role != Party.subject }
    return subjects.sorted().map { Party(actor: $0, role: role) }
      + others.sorted { $0.actor == $1.actor ? $0.role < $1.role : $0.actor < $1.actor }
  }

  /// Whether offices differ on the subject of a case.
  public func isSubjectContested(of caseID: CaseID) throws -> Bool {
    RegisterState(try live(caseID.cast(), .subject))?.isConflict ?? false
  }
}
