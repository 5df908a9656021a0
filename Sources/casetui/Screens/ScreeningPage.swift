import CaseDomain

/// Everybody held who may be somebody asked for: a name that was typed, a record, or each actor of a case.
///
/// A match is a likeness of names for a person to look at, no more. Source: docs/names.md §7.
struct ScreeningPage: Page {
  private enum Item: Equatable, Sendable {
    case match(party: Int, Int)
    case judged(party: Int, Int)
  }

  private(set) var question: ScreeningQuestion?
  private var screening: Screening?
  private var trouble: Trouble?
  /// The form was opened, or the long work was started; it is not done again unasked.
  private var hasBegun = false
  private var list = SectionList<Item>()
  private var width = 80

  init(_ question: ScreeningQuestion? = nil) { self.question = question }

  /// Of a work that runs or has ended.
  init(begun question: ScreeningQuestion) {
    self.question = question
    hasBegun = true
  }

  let scope = Scope.screening
  var hints: [String] {
    pair == nil
      ? ["screen-name", "screen-case"]
      : [
        "open-pair", "judge-same", "judge-different", "judge-unsure", "take-back", "screen-record",
        "screen-name",
      ]
  }

  func title(_ shell: Shell) -> Printable {
    question.map { "Screening / " + Printable($0.words, cells: 100) } ?? "Screening"
  }

  func currentCase(_ shell: Shell) -> CaseTag? {
    if case .actors(let tag) = question { tag } else { nil }
  }

  /// Names may come from any case and any list.
  func marks(_ shell: Shell) -> [HandlingMark] { [shell.office.mark] }

  /// What a judgement would be of.
  var pair: PairInHand? {
    guard let screening, let item = list.selected else { return nil }
    switch item {
    case .match(let party, let index):
      let match = screening.parties[party].hits[index]
      return inHand(
        screening.parties[party], match.bearer, match.reference, match.name, match.judgement)
    case .judged(let party, let index):
      let other = screening.parties[party].judged[index]
      return inHand(screening.parties[party], other.bearer, other.reference, other.name, other.judgement)
    }
  }

  private func inHand(
    _ party: ScreenedParty, _ held: NameBearer, _ reference: String, _ name: String,
    _ judgement: JudgementLine?
  ) -> PairInHand? {
    let asked: PairQuestion.Side
    if let bearer = party.bearer {
      asked = .record(bearer)
    } else if case .name(let typed) = question {
      asked = .name(typed)
    } else {
      return nil
    }
    return PairInHand(
      question: PairQuestion(asked: asked, held: held), askedReference: party.reference,
      heldReference: reference,
      askedTitle: party.reference.isEmpty ? party.name : "\(party.reference)  \(party.name)",
      heldTitle: "\(reference)  \(name)", judgement: judgement)
  }

  // MARK: asking

  mutating func ask(_ question: ScreeningQuestion, _ shell: inout Shell) {
    self = ScreeningPage(question)
    appear(&shell)
  }

  mutating func appear(_ shell: inout Shell) {
    switch question {
    case nil:
      if !hasBegun { shell.ask(TypedName.form) }
      hasBegun = true
    case .name, .record: if let question { shell.ask(.screening(question)) }
    case .actors:
      // They are not all looked for again; what was judged since, from whichever side, is read anew.
      let pairs = pairs
      if !pairs.isEmpty { shell.ask(.judgements(pairs)) }
      guard let question, !hasBegun else { return }
      hasBegun = true
      shell.start(.screen(question))
    }
  }

  /// Every record asked for with each of its rows.
  private var pairs: [PairQuestion] {
    (screening?.parties ?? []).flatMap { party -> [PairQuestion] in
      guard let bearer = party.bearer else { return [] }
      return (party.hits.map(\.bearer) + party.judged.map(\.bearer)).map {
        PairQuestion(asked: .record(bearer), held: $0)
      }
    }
  }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    switch answer {
    case .screening(let found) where found.question == question:
      // Read again after a judgement, it does not take its place in the status row.
      if screening == nil { shell.say(found.sentence, found.sentenceRole) }
      set(found)
    case .pair(let detail): take([(detail.question, detail.judgement)])
    case .judgements(let pairs, let judgements): take(Array(zip(pairs, judgements)))
    default: break
    }
  }

  mutating func take(_ result: WorkResult, of work: Work, _ shell: inout Shell) {
    if case .screened(let found) = result, case .screen = work, found.question == question { set(found) }
  }

  mutating func take(_ trouble: Trouble, of work: Work) {
    if case .screen(let asked) = work, asked == question { self.trouble = trouble }
  }

  /// What is judged now of pairs that are shown.
  private mutating func take(_ judged: [(PairQuestion, JudgementLine?)]) {
    guard var screening else { return }
    // By the bytes of both.
    func key(_ asked: NameBearer, _ held: NameBearer) -> [UInt8] { asked.cbor.encoded + held.cbor.encoded }
    var now: [[UInt8]: JudgementLine?] = [:]
    for (pair, judgement) in judged {
      guard let asked = pair.askedBearer else { continue }
      now.updateValue(judgement, forKey: key(asked, pair.held))
    }
    for party in screening.parties.indices {
      guard let asked = screening.parties[party].bearer else { continue }
      for index in screening.parties[party].hits.indices {
        let held = screening.parties[party].hits[index].bearer
        guard let judgement = now[key(asked, held)] else { continue }
        screening.parties[party].hits[index].judgement = judgement
      }
      screening.parties[party].judged = screening.parties[party].judged.compactMap { other -> JudgedOther? in
        guard let judgement = now[key(asked, other.bearer)] else { return other }
        return judgement.map {
          JudgedOther(bearer: other.bearer, reference: other.reference, name: other.name, judgement: $0)
        }
      }
    }
    set(screening)
  }

  private mutating func set(_ found: Screening) {
    let before = pair?.question
    screening = found
    trouble = nil
    list.set(rows(of: found))
    guard let before else { return }
    for (party, asked) in found.parties.enumerated() where isSame(asked.bearer, before.askedBearer) {
      for (index, match) in asked.hits.enumerated() where match.bearer.isSame(as: before.held) {
        return list.select(.match(party: party, index))
      }
      for (index, other) in asked.judged.enumerated() where other.bearer.isSame(as: before.held) {
        return list.select(.judged(party: party, index))
      }
    }
  }

  private func isSame(_ one: NameBearer?, _ other: NameBearer?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return one.isSame(as: other)
  }

  // MARK: keys

  mutating func layout(_ body: Size, _ shell: Shell) {
    if width != body.width {
      width = body.width
      if let screening { set(screening) }
    }
    list.layout(Size(width: body.width, height: body.height - headRows(in: body, shell)))
  }

  /// What is said of all of it, whole where the list keeps half of the screen.
  private func headRows(in body: Size, _ shell: Shell) -> Int {
    guard body.height >= 12, let screening else { return 1 }
    return max(3, min(body.height / 2, head(screening, shell).wrapped(to: body.width - 2).count))
  }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if key == .enter {
      guard let pair else { return false }
      shell.open(PairPage(pair))
      return true
    }
    return list.handle(key, &shell)
  }

  // MARK: drawing

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
    guard let screening else {
      waiting(shell).draw(in: rect.inset(x: 1), of: &frame)
      return
    }
    let (head, body) = rect.splitTop(headRows(in: rect.size, shell))
    self.head(screening, shell).draw(in: head.inset(x: 1), of: &frame)
    list.draw(in: body, of: &frame)
  }

  private func waiting(_ shell: Shell) -> Sheet {
    var sheet = Sheet()
    if let trouble {
      sheet.add("Not finished: " + trouble.text, .danger)
      sheet.add(question == nil ? "/ asks for a name." : "a l screens the actors again.")
      return sheet
    }
    switch question {
    case nil:
      sheet.add("Nobody was asked for yet.", .heading)
      sheet.add(
        "/ types a name, in any script. a l in a case screens its actors; Enter on a name that g / finds screens its record."
      )
      sheet.gap()
      sheet.add(
        "A match is a likeness of names that a person should look at. It does not say that two are one, nor anything about conduct.",
        .dim)
    case .actors(let tag)? where shell.jobs.waiting.contains { $0.work == .screen(.actors(tag)) }:
      sheet.add("Not screened yet: this waits until what runs has ended (g j).", .warning)
    case .some(let question): sheet.add("looking for \(Printable(question.words, cells: 200))…", .dim)
    }
    return sheet
  }

  private func head(_ screening: Screening, _ shell: Shell) -> Sheet {
    var sheet = Sheet()
    let isTyped = screening.parties.contains { $0.bearer == nil }
    let open = screening.parties.reduce(0) { sum, party in
      sum + party.openBeyond + party.hits.count { $0.judgement == nil }
    }
    let counts: Printable =
      counted(screening.total, "possible match", "es") + " from " + score(screening.question.threshold)
      + (screening.total == 0 || isTyped ? "" : ", \(grouped(open)) not judged")
      + (screening.uncompared > 0 ? ", \(grouped(screening.uncompared)) not compared" : "")
      + "; \(grouped(screening.namesHeld)) names held"
      + (shell.job?.work.addsNames == true ? ", an import adds more" : "")
    var facts: [Printable] = []
    if case .name(let typed) = screening.question { facts = typed.factWords }
    if case .actors = screening.question { facts = ["as of " + Stamp.text(screening.at)] }
    sheet.add(
      "Asked for " + Printable(screening.question.words, cells: 100).truncated(to: 48)
        + facts.map { ", " + $0 }.joined(), .heading)
    sheet.add(counts)
    sheet.add("A likeness of names for a person to look at; it says nothing about conduct.", .dim)
    return sheet
  }

  private func rows(of screening: Screening) -> [SectionList<Item>.Row] {
    guard !screening.parties.isEmpty else {
      return [.remark("the case has no actors: casetui case set --actor names its subject")]
    }
    let contested: [SectionList<Item>.Row] =
      screening.isSubjectContested
      ? [.remark("! offices differ on the subject of the case; the actor of each is here", .warning)] : []
    return contested + screening.parties.enumerated().flatMap { party, asked in rows(of: asked, party) }
  }

  private func rows(of asked: ScreenedParty, _ party: Int) -> [SectionList<Item>.Row] {
    let who: Printable = asked.reference.isEmpty ? "" : "\(asked.reference)  "
    let isCut = asked.hits.count < asked.total
    let best: Printable = isCut && asked.bearer == nil ? ", the \(asked.hits.count) best" : ""
    let count = counted(asked.total, "possible match", "es") + best
    var rows: [SectionList<Item>.Row] = [
      .heading(
        who + Printable(asked.name, cells: 100) + ": "
          + (asked.isUncompared ? "not compared" : count))
    ]
    if isCut, asked.bearer != nil {
      rows.append(.remark("\(asked.hits.count) of them here: those that nobody judged come first"))
    }
    rows += asked.hits.enumerated().map { index, match in
      .row(
        .match(party: party, index),
        text(score(match.score), match.judgement, match.source, match.reference, match.name),
        sign: match.judgement.map { $0.verdict == nil ? "!" : "" } ?? "",
        sheet(of: match, isTyped: asked.bearer == nil))
    }
    if asked.hits.isEmpty, !asked.isUncompared {
      rows.append(
        .remark(
          asked.bearer == nil ? "nobody held has a name like it" : "nobody else held has a name like it"))
    }
    rows += asked.problems.map { .remark("\($0)", .warning) }
    if asked.isPartial {
      rows.append(.remark("! so common that not all names like it were compared;", .warning))
      rows.append(.remark("  a date, a country or another word narrows it", .warning))
    }
    guard !asked.judged.isEmpty else { return rows }
    rows.append(.remark("Judged before:"))
    return rows
      + asked.judged.enumerated().map { index, other in
        var sheet = Sheet()
        sheet.add(Printable(other.name, cells: 200), .heading)
        sheet.add(other.judgement.sentence)
        return .row(
          .judged(party: party, index),
          text("", other.judgement, other.bearer.sourceWord, other.reference, other.name), sheet)
      }
  }

  private func text(
    _ score: Printable, _ judgement: JudgementLine?, _ source: String, _ reference: String, _ name: String
  ) -> Printable {
    // The list is as wide as the screen, or what `SectionList` leaves of it.
    let room = (width >= 100 ? width * 58 / 100 : width) - 4
    let isTyped = if case .name = question { true } else { false }
    // A typed name is never judged.
    let words: Printable =
      column(score, 5) + (isTyped ? "" : column("\(judgement?.word ?? "not judged")", 11))
    let place: Printable = "\(source) \(reference)"
    let nameWidth = max(16, room - words.cells - 1 - min(24, place.cells))
    return words + column(Printable(name, cells: 100), nameWidth) + " " + Printable(place.text, cells: 24)
  }

  private func sheet(of match: PossibleMatch, isTyped: Bool) -> Sheet {
    var sheet = Sheet()
    sheet.add(score(match.score) + "  " + Printable(match.name, cells: 200), .heading)
    if !match.claimed.isEmpty { sheet.add(Printable(match.claimed, cells: 200)) }
    sheet.add("\(Printable(match.asked, cells: 100)) / \(Printable(match.compared, cells: 100))")
    if !isTyped {
      sheet.add(match.judgement?.sentence ?? "not judged", match.judgement == nil ? .dim : .plain)
    }
    for feature in match.features { sheet.add(feature.line) }
    if isTyped {
      sheet.add("a typed name is not judged; r screens this record: its matches can be judged", .dim)
    }
    return sheet
  }
}

extension Work {
  /// Names that are not held yet may be held when it has ended.
  fileprivate var addsNames: Bool { if case .apply = self { true } else { false } }
}

extension NameFeature {
  /// `-0.42  each name has words that the other has not: rawi / tikriti`.
  var line: Printable {
    let shown: Printable =
      sides.map { ": \(Printable($0.first, cells: 80)) / \(Printable($0.second, cells: 80))" } ?? ""
    return "\(effectText)  \(inWords)" + shown
  }
}
