import ArgumentParser
import CaseDomain
import CaseExchange
import CaseStore

/// What every screening against the store takes.
struct ScreeningOptions: ParsableArguments {
  @Option(help: "At most so many hits for a name.") var limit = 20
  @Option(help: "Hits score this or more, 0 to 1. Default: the review threshold.") var threshold: Double?

  func least() throws -> Double {
    guard let threshold else { return NameWeights.reviewThreshold }
    guard (0...1).contains(threshold) else {
      throw Usage(message: "\(threshold) is no threshold", remedy: "write a number from 0 to 1")
    }
    return threshold
  }

  func validated() throws -> Int {
    guard limit > 0 else {
      throw Usage(message: "\(limit) hits are none", remedy: "write a number from 1")
    }
    return limit
  }
}

/// What kind of names are looked for. Of an actor it is known.
struct SchemaOption: ParsableArguments {
  @Option(help: "person, organisation or vessel. Default: told from the words.") var schema: String?

  func known() throws -> NameSchema {
    try schema.map { try NameSchema.parse($0, "kind of name") } ?? .unknown
  }
}

extension ScreenCommand {
  static let partial =
    "the name, or an identifier, is so common that not everybody like it was compared; add --born, --country or another word"

  struct Name: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "name", abstract: "Look for a name among all actors and imported lists.")
    @Argument(help: "The name, in any script.") var name: String
    @Option(help: "Date of birth or founding: YYYY, YYYY-MM or YYYY-MM-DD.") var born: String?
    @Option(help: "Country: its ISO 3166 code or English name. Repeat for several.") var country: [String] =
      []
    @Option(
      help: ArgumentHelp(
        "An identifier as KIND:VALUE, such as imo:9000001 or passport:X1. Repeat for several.",
        discussion: "A kind that no record held states is answered with those that are."))
    var identifier: [String] = []
    @OptionGroup var screening: ScreeningOptions
    @OptionGroup var kind: SchemaOption
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let facts: ScreeningFacts
      do throws(FactText.Unreadable) { facts = try self.facts() } catch { throw Usage(error) }
      let schema = try kind.known()
      if let fault = FactText.fault(ofName: name, schema: schema) { throw Usage(fault) }
      let query = ScreeningQuery(name, schema: schema, facts: facts)
      return try store.read { reader in
        let screener = try Screener(reader)
        let started = ContinuousClock.now
        let result = try screener.screen(
          query, threshold: try screening.least(), limit: try screening.validated())
        let took = ContinuousClock.now - started
        var answer = Answer("screen-name")
        answer.markAtLeast(try result.hits.flatMap { try reader.markings(of: $0.bearer) })
        answer["name"] = .string(name)
        answer["threshold"] = .number(try screening.least())
        answer["hits"] = .array(try result.hits.map { try $0.json(reader) })
        answer["total"] = .int(result.total)
        answer["is_partial"] = .bool(result.isPartial)
        answer["held"] = .int(try reader.heldNameCount())
        answer["ms"] = .number(took.seconds * 1000)
        answer.lines = result.hits.flatMap(\.lines) + [counted(result)]
        if result.isPartial { answer.notes.append(partial) }
        let problems = try reader.problems(of: facts.identifiers)
        answer["problems"] = .array(
          problems.map { .object([("reason", .string($0.reason)), ("remedy", .string($0.remedy))]) })
        answer.notes += problems.map { "\($0.reason); \($0.remedy)" }
        return answer
      }
    }

    private func counted(_ result: ScreeningResult) -> String {
      result.total == 0
        ? "nobody held has a name like it"
        : "\(result.hits.count) of \(result.total) to be looked at by a person"
    }

    private func facts() throws(FactText.Unreadable) -> ScreeningFacts {
      var facts = ScreeningFacts()
      for text in country { facts.countries.append(try FactText.country(text)) }
      if let born { facts.birthDates = [try FactText.born(born)] }
      for text in identifier { facts.identifiers.append(try FactText.identifier(text)) }
      return facts
    }
  }

  struct File: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "file", abstract: "Look for each name of a table among all actors and imported lists.",
      discussion: """
        With --json one object whose results are written as they are found, one for each row. Columns \
        schema, born, country and identifier (KIND:VALUE) are used where the table has them, several countries or \
        identifiers apart by semicolons; what cannot be read there is listed, and the name is looked for without it. A \
        row whose name has nothing that can be compared is refused.
        """)
    @Argument(help: "The table (CSV).") var file: String
    @Option(help: "The column with the names.") var column: String
    @OptionGroup var screening: ScreeningOptions
    @OptionGroup var kind: SchemaOption
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (least, limit) = (try screening.least(), try screening.validated())
      let schema = try kind.known()
      // A table without rows, too, has columns that can be missing.
      let header = try TableFile.header(of: file)
      guard ColumnPlaces(header)[column] != nil else { throw unnamed(header) }
      return try store.read { reader in
        let screener = try Screener(reader)
        var answer = Answer("screen-file")
        // The first line is written before the hits are known.
        answer.markAtLeast(try reader.markingsHeld())
        var output = ResultStream(asJSON: global.json, schema: answer.schema, marking: answer.marking)
        var (found, partial) = (0, 0)
        // Rows whose name was looked for, and the last row that was read.
        var (screened, last) = (0, 1)
        var problems = RowProblems()
        var failure: Failure?
        let started = ContinuousClock.now
        do {
          let summary = try TableFile.read(file) { row in
            last = row.number
            guard let name = row[column] else { throw unnamed(row.header) }
            let asked = ScreeningRow(row)
            guard !name.saysNothing else {
              return problems.refuse(
                row.number, "\(column) is empty", remedy: "write the name, or take the row out")
            }
            if let fault = FactText.fault(ofName: name, schema: asked.schema ?? schema) {
              return problems.refuse(row.number, "\(column): \(fault.reason)", remedy: fault.remedy)
            }
            let query = ScreeningQuery(name, schema: asked.schema ?? schema, facts: asked.facts)
            let result = try screener.screen(query, threshold: least, limit: limit)
            if result.total > 0 { found += 1 }
            if result.isPartial { partial += 1 }
            for fault in asked.faults { problems.warn(row.number, fault) }
            try output.add(row: row.number, name, result, reader)
            screened += 1
          }
          problems.add(summary)
        } catch {
          let error: any Error = error is CancellationError ? ScreeningStopped(file: file, row: last) : error
          // What was written cannot be taken back: the object is closed, and says why it is not whole.
          guard output.isOpen else { throw error }
          failure = Failure(error)
        }
        answer.tell(problems, read: screened, of: file)
        answer.lines = ["\(found) of \(screened) names to be looked at by a person"]
        if let failure { answer.tell(failure) }
        output.end()
        answer["found"] = .int(found)
        answer["partial"] = .int(partial)
        answer["threshold"] = .number(least)
        answer["seconds"] = .number((ContinuousClock.now - started).seconds)
        answer.continues = true
        return answer
      }
    }

    private func unnamed(_ header: [String]) -> Usage {
      Usage(
        message: "\(file) has no column \(column)", remedy: "one of: \(header.joined(separator: ", "))")
    }
  }

  struct Case: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "case", abstract: "Look for every actor of a case among all others and imported lists.",
      discussion:
        """
        An actor in whose names nothing can be compared, such as Ltd alone, is refused, as a row is, unless an \
        identifier finds somebody.
        """)
    @Argument(help: .theCase) var id: String
    @OptionGroup var screening: ScreeningOptions
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      try store.read { reader in
        let caseID: CaseID = try reader.find(id, .caseFile)
        let screener = try Screener(reader)
        var answer = Answer("screen-case")
        answer.markAtLeast([try reader.caseRow(caseID).marking])
        var items: [JSON] = []
        var uncompared = 0
        for actor in try reader.actors(of: caseID) {
          let query = try reader.screeningQuery(for: .actor(actor))
          let result = try screener.screen(
            query, threshold: try screening.least(), limit: try screening.validated(), openFirst: true)
          // Whom an identifier finds is found, whatever the names are.
          let fault = result.total == 0 ? FactText.fault(of: query) : nil
          if fault != nil { uncompared += 1 }
          let problems = [fault].compactMap(\.self).map {
            JSON.object([("reason", .string($0.reason)), ("remedy", .string($0.remedy))])
          }
          answer.markAtLeast(try result.hits.flatMap { try reader.markings(of: $0.bearer) })
          answer.markAtLeast(try reader.markings(of: .actor(actor)))
          let held = try reader.actor(actor)
          let name = held.displayName
          items.append(
            .object([
              ("actor", .string(try reader.reference(of: actor.cast()))), ("name", .string(name)),
              ("hits", .array(try result.hits.map { try $0.json(reader) })), ("total", .int(result.total)),
              ("is_partial", .bool(result.isPartial)),
              ("problems", .array(problems)),
            ]))
          answer.lines.append("\(try reader.reference(of: actor.cast()))  \(held.shownName)")
          answer.lines += result.hits.flatMap { $0.lines(of: held.displayName) }
          if let cut = result.cutSentence {
            answer.lines.append("  \(cut); those that nobody judged come first")
          }
          if let fault {
            answer.lines.append("  refused: \(fault.reason); \(fault.remedy)")
          } else if result.hits.isEmpty {
            answer.lines.append("  nobody else held has a name like it")
          }
          if result.isPartial { answer.notes.append("\(name): \(partial)") }
        }
        answer["case"] = .string(try reader.caseRow(caseID).reference)
        answer["items"] = .array(items)
        if uncompared > 0 { answer.exit = uncompared == items.count ? .refused : .partly }
        if items.isEmpty { answer.lines.append("the case has no actors") }
        if try reader.isSubjectContested(of: caseID) {
          answer.notes.append(
            "offices differ on the subject of the case, and the actor of each is screened: casetui sync conflicts"
          )
        }
        return answer
      }
    }
  }

  struct Duplicates: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "duplicates", abstract: "Pairs of held entries that may be one, by name or by identifier.")
    @Option(
      help:
        "Only this source, or what came in the import or exhibit of this number, such as IM-0001, or name.")
    var imported: String?
    @Option(help: "Pairs that score this or more by names and facts, 0 to 1.") var threshold = 0.85
    @Option(
      help:
        "At most so many pairs: those with an identifier in common, then those whose names are most alike.")
    var limit = 1_000
    @OptionGroup var global: GlobalOptions
    /// Identifiers that are told in text.
    private static let mostCommon = 20

    func answer(_ store: CaseStore) throws -> Answer {
      guard (0...1).contains(threshold) else {
        throw Usage(message: "\(threshold) is no threshold", remedy: "write a number from 0 to 1")
      }
      let limit = try limit.asLimit()
      return try store.read { reader in
        let started = ContinuousClock.now
        let found = try reader.duplicates(imported: imported, threshold: threshold, limit: limit)
        let pairs = found.pairs
        let took = ContinuousClock.now - started
        var answer = Answer("screen-duplicates")
        let bearers = Set(pairs.flatMap { [$0.first, $0.second] })
        answer.markAtLeast(try bearers.flatMap { try reader.markings(of: $0) })
        // Whoever states a common identifier is not told.
        if !found.common.isEmpty { answer.markAtLeast(try reader.markingsHeld()) }
        answer["pairs"] = .array(try pairs.map { try $0.json(reader) })
        answer["threshold"] = .number(threshold)
        answer["contradicted"] = .int(found.contradicted)
        answer["is_partial"] = .bool(found.cutNames > 0 || found.unlisted > 0)
        answer["unlisted_pairs"] = .int(found.unlisted)
        answer["cut_names"] = .int(found.cutNames)
        answer["common_identifiers"] = .array(found.common.map(\.json))
        answer["seconds"] = .number(took.seconds)
        answer.lines = try pairs.flatMap { try $0.lines(reader) }
        let judged = pairs.count { $0.judgement?.verdict != nil }
        answer.lines.append(
          "\(pairs.count - judged) pairs to be looked at by a person"
            + (judged > 0 ? ", \(judged) judged" : ""))
        if found.contradicted > 0 {
          answer.lines.append(
            "left out: \(found.contradicted) pairs whose names are alike and whose dates, countries or identifiers "
              + "contradict one another; a lower --threshold shows them")
        }
        if found.unlisted > 0 {
          answer.lines.append(
            "left out: \(found.unlisted) pairs more, of which facts were not compared; a higher --limit shows them"
          )
        }
        if found.cutNames > 0 {
          answer.lines.append(
            "left out: not all pairs of names alike; \(found.cutNames) names have so many like them that not all "
              + "were compared; --imported takes one source or import, screen name lists whom one name may be"
          )
        }
        answer.lines += found.common.prefix(Self.mostCommon).map(\.sentence)
        if found.common.count > Self.mostCommon {
          answer.lines.append(
            "left out: \(found.common.count - Self.mostCommon) identifiers more that so many state; --json has all"
          )
        }
        return answer
      }
    }
  }
}

extension ScreeningResult {
  /// `20 of 31 shown; a higher --limit shows more`; `nil` when all are.
  var cutSentence: String? {
    total > hits.count ? "\(hits.count) of \(total) shown; a higher --limit shows more" : nil
  }
}

extension ActorName {
  /// `Lanternmaker Quentin [weak aka]`: a weak one says less than a score shows, and so does a former one.
  fileprivate func matched(isFormer: Bool) -> String {
    "\(romanisedFirst) [\(strength.rawValue) \(kind.rawValue)\(isFormer ? "; \(Self.statedEarlier)" : "")]"
  }
}

extension CommonIdentifier {
  /// `left out: passport A1, which 11 entries state: …`.
  fileprivate var sentence: String {
    let argument = "\(identifier.kind):\(identifier.value)".quotedForShell
    return
      "left out: \(identifier.kind) \(identifier.value), which \(bearers) entries state: of one that more than "
      + "\(Self.most) state no pairs are offered; screen name --identifier \(argument) lists them"
  }

  fileprivate var json: JSON {
    .object([
      ("kind", .string(identifier.kind)), ("value", .string(identifier.value)), ("entries", .int(bearers)),
    ])
  }
}

extension Answer {
  /// - Parameter read: rows that were read and name somebody.
  mutating func tell(_ found: RowProblems, read: Int, of file: String) {
    self["rows"] = .int(read)
    self["refused"] = .int(found.refused)
    self["problems"] = .array(
      found.listed.map {
        .object([
          ("object", .string($0.object)), ("reason", .string($0.reason)), ("remedy", .string($0.remedy)),
        ])
      })
    self["unlisted_problems"] = .int(found.unlisted)
    notes = found.listed.map { "\(file), \($0.object): \($0.reason); \($0.remedy)" }
    if found.unlisted > 0 { notes.append("\(file): \(found.unlisted) problems more of these kinds") }
    if found.refused > 0 { exit = read == 0 ? .refused : .partly }
  }

  fileprivate mutating func tell(_ failure: Failure) {
    self["error"] = .object([
      ("code", .string(failure.code)), ("message", .string(failure.message)),
      ("remedy", .string(failure.remedy)),
    ])
    notes.append("error \(failure.code): \(failure.message); \(failure.remedy)")
    exit = failure.exit
  }
}

extension DuplicatePair {
  fileprivate func lines(_ reader: StoreReader) throws -> [String] {
    let ends = [
      "\(try reader.reference(of: first)) \(firstName.romanisedFirst)",
      "\(try reader.reference(of: second)) \(secondName.romanisedFirst)",
    ]
    var head = "\(JSON.number(score).text)  \(ends.joined(separator: "  |  "))"
    head += shared.map { "  both state \($0.kind) \($0.value)" }.joined()
    if let judgement { head += "  \(judgement.sentence)" }
    let names = [
      firstMatch.matched(isFormer: isFirstFormer), secondMatch.matched(isFormer: isSecondFormer),
    ]
    let sides = [(first, firstMatch, firstAbsence), (second, secondMatch, secondAbsence)]
    let absences = try sides.compactMap { bearer, name, absence in
      try absence.map {
        "       \(try reader.reference(of: bearer)) \(name.romanisedFirst): \($0.sentence(of: bearer))"
      }
    }
    return [head, "       by: \(names.joined(separator: " / "))"] + absences
      + features.map { "       \($0.explanation)" }
  }

  fileprivate func json(_ reader: StoreReader) throws -> JSON {
    .object([
      ("a", .string(try reader.reference(of: first))), ("a_caption", .string(firstName.text)),
      ("b", .string(try reader.reference(of: second))), ("b_caption", .string(secondName.text)),
      ("score", .number(score)), ("a_match", firstMatch.json), ("b_match", secondMatch.json),
      ("a_former_version", .bool(isFirstFormer)), ("b_former_version", .bool(isSecondFormer)),
      ("a_not_in", firstAbsence.json), ("b_not_in", secondAbsence.json),
      ("features", features.json),
      (
        "shared_identifiers",
        .array(shared.map { .object([("kind", .string($0.kind)), ("value", .string($0.value))]) })
      ),
      ("judgement", try judgement?.json(reader) ?? .null),
    ])
  }
}
