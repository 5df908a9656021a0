import ArgumentParser
import CaseDomain
import CaseStore

/// A verb that judges two bearers of names.
protocol JudgingCommand: StoreCommand {
  static var verdict: PairJudgement.Verdict { get }
  var first: String { get }
  var second: String { get }
  var reason: String { get }
}

extension JudgingCommand {
  func answer(_ store: CaseStore) throws -> Answer {
    let (a, b) = try store.read { (try $0.bearer(first), try $0.bearer(second)) }
    let (id, change) = try store.judge(a, b, Self.verdict, reason: reason, as: global.author)
    var answer = Answer("judgement")
    answer["judgement"] = .string(id)
    answer["verdict"] = .string(Self.verdict.rawValue)
    answer.lines = ["judgement \(id): \(first) and \(second) are judged \(Self.verdict.rawValue)"]
    try store.read { try answer.showIdentity(of: a, $0) }
    answer.note(change)
    return answer
  }
}

extension ActorCommand {
  struct Same: JudgingCommand {
    static let configuration = CommandConfiguration(
      commandName: "same", abstract: "Judge that two actors or source records are one. Nothing is merged.")
    static let verdict = PairJudgement.Verdict.same
    @Argument(help: "An actor's number, or the identifier of a source record.") var first: String
    @Argument(help: "The other.") var second: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var global: GlobalOptions
  }

  struct Different: JudgingCommand {
    static let configuration = CommandConfiguration(
      commandName: "different", abstract: "Judge that two actors or source records are two. It is remembered."
    )
    static let verdict = PairJudgement.Verdict.different
    @Argument(help: "An actor's number, or the identifier of a source record.") var first: String
    @Argument(help: "The other.") var second: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var global: GlobalOptions
  }

  struct Unsure: JudgingCommand {
    static let configuration = CommandConfiguration(
      commandName: "unsure", abstract: "Record that somebody looked at two and cannot say yet.")
    static let verdict = PairJudgement.Verdict.unsure
    @Argument(help: "An actor's number, or the identifier of a source record.") var first: String
    @Argument(help: "The other.") var second: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var global: GlobalOptions
  }

  struct Undo: StoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "undo", abstract: "Take a judgement back; it stays in the journal.")
    @Argument(help: "The judgement, as actor show gives it.") var judgement: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var global: GlobalOptions

    func answer(_ store: CaseStore) throws -> Answer {
      let (row, change) = try store.undoJudgement(judgement, reason: reason, as: global.author)
      var answer = Answer("judgement")
      answer["judgement"] = .string(row.id)
      answer["verdict"] = .string(PairJudgement.Verdict.withdrawn.rawValue)
      answer["was"] = .string(row.word)
      let ends = try store.read { reader in
        answer.markAtLeast(try [row.first, row.second].flatMap { try reader.markings(of: $0) })
        return [try reader.reference(of: row.first), try reader.reference(of: row.second)]
      }
      answer.lines = ["taken back: \(ends[0]) and \(ends[1]) were \(row.sentence)"]
      answer.note(change)
      guard row.verdict == .same else { return answer }
      let subjects = try store.read { reader in
        var found: [(actor: String, place: String)] = []
        for (bearer, name) in zip([row.first, row.second], ends) {
          guard case .actor(let actor) = bearer else { continue }
          found += try reader.cases(about: actor).map { (actor: name, place: $0) }
        }
        return found
      }
      answer["subject_of"] = .array(subjects.map { .string($0.place) })
      answer.notes += subjects.map { actor, place in
        "warning: \(actor) is the subject of case \(place), and stays it; to change that: "
          + "casetui case set \(place) --actor NUMBER"
      }
      return answer
    }
  }
}

extension StoreReader {
  /// The references of the cases whose subject is an actor, as either side of a conflict has it.
  fileprivate func cases(about actor: ActorID) throws -> [String] {
    try cases().filter { row in
      let entity: EntityID = row.id.cast()
      return try live(entity, .subject).contains { Subject($0.value)?.actor == actor }
    }.map(\.reference).sorted()
  }
}

extension Answer {
  /// Who else it is, what was judged or taken back and by whom, and where judgements contradict one another.
  mutating func showIdentity(of bearer: NameBearer, _ reader: StoreReader) throws {
    let cluster = try reader.cluster(of: bearer)
    let members = try cluster.members.dropFirst().map { try reader.reference(of: $0) }
    let judgements = try reader.judgements(of: bearer)
    let back = try reader.takenBack(of: bearer)
    let told = cluster.members + (judgements + back).map { $0.other(than: bearer) }
    markAtLeast(try told.flatMap { try reader.markings(of: $0) })
    self["same"] = .array(members.map { .string($0) })
    let lost = try cluster.members.dropFirst().compactMap { try reader.lost($0) }
    self["taken_back_with"] = lost.importNames
    self["read_otherwise_in"] = lost.readingNames
    self["contradictions"] = .array(
      try cluster.contradictions.map { pair in
        .array([
          .string(try reader.reference(of: pair.first)), .string(try reader.reference(of: pair.second)),
        ])
      })
    self["judgements"] = .array(
      try judgements.map { row in
        guard case .object(let fields) = try row.json(reader) else { return .null }
        let other = row.other(than: bearer)
        return .object(fields + [("external_id", .string(try reader.reference(of: other)))])
      })
    self["taken_back"] = .array(try back.map { try $0.json(reader) })
    if !members.isEmpty { lines.append("  same: \(members.joined(separator: ", "))") }
    if !cluster.isWhole { lines.append("  and more than \(IdentityCluster.most) others") }
    for row in judgements {
      let other = try reader.reference(of: row.other(than: bearer))
      lines.append("  \(row.id)  \(other)  \(try row.sentence(reader))")
    }
    for row in back {
      lines.append("  \(row.id)  \(try reader.reference(of: row.other(than: bearer)))  \(row.sentence)")
    }
    // Those that a judgement of its own names are told with it.
    let direct = judgements.map { $0.other(than: bearer) }
    for member in cluster.members.dropFirst() where !direct.contains(where: { $0.isSame(as: member) }) {
      guard let lost = try reader.lost(member) else { continue }
      lines.append("  the same, by way of others, as a record that counts no more: \(lost.words)")
    }
    for pair in cluster.contradictions {
      lines.append(
        "  ! contradiction: \(try reader.reference(of: pair.first)) and \(try reader.reference(of: pair.second)) are judged different, and the same by way of others"
      )
    }
  }
}

extension StoreReader {
  /// The others in an actor's cluster, but for itself.
  func others(like row: ActorRow) throws -> [NameBearer] {
    guard row.reference != nil, let id = ActorID(row.id) else { return [] }
    return Array(try cluster(of: .actor(id)).members.dropFirst())
  }
}
