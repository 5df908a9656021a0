import CaseDomain

/// Several texts to type in one dialog, each with what is wrong with it.
struct FormSheet: Equatable, Sendable {
  /// Names case and act: what was typed is kept under it.
  let title: String
  let purpose: FormPurpose
  var lines: [Printable] = []
  var form: Form
  /// What was wrong with the last paste, or the last try.
  var error: Printable?
  /// Of the records that the error names.
  var errorMark: HandlingMark?

  init(_ title: String, _ purpose: FormPurpose, lines: [Printable] = [], texts: [Int: String] = [:]) {
    self.title = title
    self.purpose = purpose
    self.lines = lines
    form = Form(purpose.labels.enumerated().map { Form.Field($0.element, text: texts[$0.offset] ?? "") })
  }

  /// The texts of an earlier try, when they fit the fields.
  mutating func fill(_ texts: [String]) {
    guard texts.count == form.fields.count, texts.contains(where: { !$0.isEmpty }) else { return }
    form = Form(zip(purpose.labels, texts).map { Form.Field($0, text: $1) })
  }

  func draw(in rect: Rect, of frame: inout Frame) {
    let width = min(84, rect.width - 2)
    let wrapped = lines.flatMap { $0.wrapped(to: max(1, width - 2)) }
    let wrong = error.map { Self.cut(("! " + $0).wrapped(to: max(1, width - 2)), to: 4, width - 2) } ?? []
    let hint = purpose.hint(form.focus)?.wrapped(to: max(1, width - 2))
    // Room for two lines of hint, so that the box mostly stays as it is from field to field; a longer one takes the
    // rows that border, field, error and foot leave.
    let focused = form.focusedRows(in: width - 2)
    let hintHeight = hint.map { max(2, min($0.count, rect.height - 3 - wrong.count - focused)) } ?? 0
    let height = wrapped.count + form.height(in: width - 2) + 1 + wrong.count + hintHeight
    let inside = Overlay.centeredBox(
      Printable(title), content: Size(width: width, height: height), in: rect, of: &frame)
    var y = inside.y
    for line in wrapped.prefix(max(0, inside.height - 1 - hintHeight - wrong.count - focused)) {
      frame.put(line, at: Point(x: inside.x + 1, y: y), width: inside.width - 1)
      y += 1
    }
    for line in wrong {
      frame.put(line, at: Point(x: inside.x + 1, y: y), width: inside.width - 1, role: .danger)
      y += 1
    }
    form.draw(
      in: Rect(
        x: inside.x + 1, y: y, width: inside.width - 2, height: max(0, inside.maxY - 1 - hintHeight - y)),
      of: &frame)
    for (index, line) in Self.cut(hint ?? [], to: hintHeight, width - 2).enumerated() {
      frame.put(
        line, at: Point(x: inside.x + 1, y: inside.maxY - 1 - hintHeight + index), width: inside.width - 1,
        role: .dim)
    }
    frame.put(
      form.fields.count > 6
        ? "Enter next field, Ctrl-S accept   Esc back (text is kept)"
        : "Enter next field, accept on the last   Esc back (text is kept)",
      at: Point(x: inside.x + 1, y: inside.maxY - 1), width: inside.width - 1, role: .dim)
  }
}

extension FormSheet {
  /// The first lines, with a sign that more follow.
  private static func cut(_ lines: [Printable], to count: Int, _ width: Int) -> [Printable] {
    guard count > 0, lines.count > count else { return Array(lines.prefix(count)) }
    return Array(lines.prefix(count - 1)) + [lines[count - 1].truncated(to: width, goesOn: true)]
  }
}

/// What the texts of a form are for.
enum FormPurpose: Equatable, Sendable {
  case approval(CaseTag, Approval.Kind)
  case reply(CaseTag, Agency, EquityReply.Answer)
  case vote(CaseTag, Agency, Ballot.Choice)
  case hold(CaseTag)
  case release(CaseTag, Hold)
  case claim(CaseTag, ClaimLayer, [ExhibitID: String])
  case contest(CaseTag, Contest.Kind, [ExhibitID: String])
  case disposition(CaseTag, Contest, Contest.Disposition.Outcome)
  case hypothesis(CaseTag, Hypothesis.Kind)
  case row(CaseTag, [ExhibitID: String])
  /// A stage whose move fixes days or a document.
  case move(CaseTag, Stage)
  /// A name to look for.
  case screening
  case verb(Verb)

  var labels: [Printable] {
    switch self {
    case .approval(_, let kind): ["What and why"] + (kind.detailLabel.map { [$0] } ?? [])
    case .reply: ["Comment"]
    case .vote: ["Reason"]
    case .hold: ["Reason", "For whom", "Review on"]
    case .release: ["Reason"]
    case .claim:
      [
        "Claim", "Likelihood", "Confidence", "Source quality", "Volume", "Assumptions", "Claimed by", "As of",
        "Exhibits",
      ]
    case .contest: ["What is stated", "Stated by", "Searched on", "Searched where", "Weight", "Exhibits"]
    case .disposition: ["Reason"]
    case .hypothesis: ["Hypothesis"]
    case .row: ["Evidence", "Exhibits", "Credibility", "Relevance"]
    case .move(_, let stage): Self.days(stage)
    case .screening: TypedName.labels
    case .verb(let verb): verb.parts.map(\.label)
    }
  }

  /// What to know about a field while it has the focus.
  func hint(_ field: Int) -> Printable? {
    if self == .screening { return TypedName.hints[field] }
    guard case .verb(let verb) = self, verb.parts.indices.contains(field) else { return nil }
    return verb.parts[field].hint
  }

  /// What a move to the stage fixes besides; empty for most.
  static func days(_ stage: Stage) -> [Printable] {
    switch stage {
    case .listing(.published): ["Published on", "Last day"]
    case .entityList(.published): ["FR document", "Published on"]
    case .blocking(.effective): ["Effective on"]
    case .blocking(.published): ["Published on"]
    default: []
    }
  }

  static func daysHint(_ stage: Stage) -> String {
    stage == .listing(.published)
      ? "Left empty: today, and the longest term that the profile allows."
      : "A day that is left empty is today."
  }

  /// What is wrong, by field; never empty.
  struct Faults: Error, Equatable {
    var byField: [Int: Printable]
  }

  /// What the texts ask for, or what is wrong with each.
  func read(_ texts: [String]) -> Result<Work, Faults> {
    var reader = FieldReader(texts)
    let work = work(&reader)
    return reader.faults.isEmpty ? .success(work) : .failure(Faults(byField: reader.faults))
  }

  private func work(_ read: inout FieldReader) -> Work {
    switch self {
    case .approval(let tag, let kind):
      let detail = kind.detailLabel == nil ? nil : read.detail(1, of: kind)
      return .approve(tag, kind, text: read.needed(0), detail: detail)
    case .reply(let tag, let agency, let answer):
      // An objection without a reason cannot be dealt with.
      let isNeeded = [.nonConcur, .hold, .concurWithComment].contains(answer)
      return .reply(tag, agency, answer, comment: isNeeded ? read.needed(0) : read[0])
    case .vote(let tag, let agency, let choice):
      return .vote(tag, agency, choice, reason: read[0].isEmpty ? nil : read[0])
    case .hold(let tag):
      return .hold(
        tag, reason: read.needed(0), requester: read.needed(1), reviewOn: read.day(2) ?? .distantPast)
    case .release(let tag, let hold): return .release(tag, hold.id, reason: read.needed(0))
    case .claim(let tag, let layer, let references):
      return .add(tag, .claim(read.claim(layer, references)))
    case .contest(let tag, let kind, let references):
      return .add(tag, .contest(read.contest(kind, references)))
    case .disposition(let tag, var contest, let outcome):
      contest.disposition = .init(outcome, reason: read.needed(0), author: "")
      return .dispose(tag, contest)
    case .hypothesis(let tag, let kind):
      return .add(
        tag, .hypothesis(Hypothesis(id: HypothesisID(high: 0, low: 0), name: read.needed(0), kind: kind)))
    case .row(let tag, let references):
      return .add(
        tag,
        .row(
          ACHEvidence(
            id: ACHEvidenceID(high: 0, low: 0), statement: read.needed(0),
            exhibits: read.exhibits(1, references), credibility: read.choice(2) ?? .medium,
            relevance: read.choice(3) ?? .medium, rater: "")))
    case .move(let tag, let stage): return .dryRun(tag, StageTarget(stage), read.days(stage))
    case .screening: return .screen(.name(read.typedName()))
    case .verb(let verb): return .verb(verb, read.words(verb))
    }
  }
}

extension Approval.Kind {
  /// What it narrows to, for those that do.
  var detailLabel: Printable? {
    switch self {
    case .supportOverride: "Element"
    case .nonConcurDisposition: "Agency"
    default: nil
    }
  }
}

extension Day {
  /// Stands where a day was not read; never stored, for the fault beside it stops the form.
  fileprivate static let distantPast = Day(number: 0) ?? Day(milliseconds: 0)
}

/// Reads fields and collects what is wrong with them.
private struct FieldReader {
  private let texts: [String]
  private(set) var faults: [Int: Printable] = [:]

  init(_ texts: [String]) { self.texts = texts.map(\.trimmed) }

  subscript(_ field: Int) -> String { texts.indices.contains(field) ? texts[field] : "" }

  mutating func needed(_ field: Int) -> String {
    if self[field].isEmpty { faults[field] = "type something here" }
    return self[field]
  }

  mutating func day(_ field: Int, isNeeded: Bool = true) -> Day? {
    if self[field].isEmpty, !isNeeded { return nil }
    let day = Day(self[field])
    if day == nil || self[field].utf8.count != 10 { faults[field] = "write the day as 2027-01-31" }
    return day
  }

  /// `nil` when the field is empty.
  mutating func choice<Value: CaseIterable & RawRepresentable>(_ field: Int) -> Value?
  where Value.RawValue == String {
    if self[field].isEmpty { return nil }
    let value = Value(rawValue: self[field].lowercased())
    if value == nil {
      faults[field] = "one of: \(Value.allCases.map(\.rawValue).joined(separator: ", "))"
    }
    return value
  }

  mutating func days(_ stage: Stage) -> StageDays {
    switch stage {
    case .listing(.published):
      StageDays(publishedOn: day(0, isNeeded: false), expiresOn: day(1, isNeeded: false))
    case .entityList(.published):
      StageDays(publishedOn: day(1, isNeeded: false), notice: self[0].isEmpty ? nil : self[0])
    case .blocking(.effective): StageDays(effectiveOn: day(0, isNeeded: false))
    default: StageDays(publishedOn: day(0, isNeeded: false))
    }
  }

  mutating func typedName() -> TypedName {
    var typed = TypedName(name: needed(0))
    typed.schema = choice(1) ?? .unknown
    if faults[0] == nil, let fault = FactText.fault(ofName: typed.name, schema: typed.schema) {
      faults[0] = "\(fault.reason): \(fault.remedy)"
    }
    if !self[2].isEmpty {
      typed.born = PartialDate(iso: self[2])
      if typed.born == nil { faults[2] = "write the date as YYYY, YYYY-MM or YYYY-MM-DD" }
    }
    typed.countries = self[3].split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
    if let unknown = typed.countries.first(where: { Country($0) == nil }) {
      faults[3] = "\(unknown) is not known as a country: write its ISO code or English name"
    }
    for text in self[4].split(separator: ";").map({ String($0).trimmed }) where !text.isEmpty {
      do throws(FactText.Unreadable) {
        typed.identifiers.append(try FactText.identifier(text))
      } catch {
        faults[4] = "\(error.reason): \(error.remedy)"
      }
    }
    if !self[5].isEmpty {
      let least = Double(self[5]).flatMap { (0...1).contains($0) ? $0 : nil }
      if least == nil { faults[5] = "write a number from 0 to 1, such as 0.7" }
      typed.threshold = least ?? typed.threshold
    }
    return typed
  }

  mutating func words(_ verb: Verb) -> [String] {
    switch verb.read(texts) {
    case .success(let words): return words
    case .failure(let found):
      faults.merge(found.byField) { first, _ in first }
      return []
    }
  }

  mutating func detail(_ field: Int, of kind: Approval.Kind) -> String {
    let text = self[field]
    if kind == .supportOverride {
      guard let element = Element(rawValue: text.uppercased()) else {
        faults[field] = "name an element such as M1"
        return text
      }
      return element.rawValue
    }
    guard let agency = EquityReply.awaited.first(where: { $0.rawValue.lowercased() == text.lowercased() })
    else {
      faults[field] = "one of: \(EquityReply.awaited.map(\.rawValue).joined(separator: ", "))"
      return text
    }
    return agency.rawValue
  }

  /// References apart by commas or spaces, such as `EX-0001-FE, EX-0002-FE`.
  mutating func exhibits(_ field: Int, _ references: [ExhibitID: String]) -> [ExhibitID] {
    let names = self[field].split(whereSeparator: { $0 == "," || $0.isWhitespace }).map { $0.uppercased() }
    var found: [ExhibitID] = []
    for name in names {
      let fits = references.filter {
        $0.value.uppercased() == name || $0.value.uppercased().hasPrefix(name + "-")
      }
      guard fits.count == 1, let id = fits.first?.key else {
        faults[field] = fits.isEmpty ? "this case has no exhibit \(name)" : "\(name) fits several exhibits"
        continue
      }
      if !found.contains(id) { found.append(id) }
    }
    return found
  }

  mutating func claim(_ layer: ClaimLayer, _ references: [ExhibitID: String]) -> Claim {
    let likelihood = self[1].isEmpty ? nil : Likelihood(term: self[1])
    if !self[1].isEmpty, likelihood == nil {
      faults[1] = "a term of ICD 203: \(Likelihood.all.prefix(7).map(\.term).joined(separator: ", "))"
    }
    let level: AnalyticConfidence? = choice(2)
    if level == nil, faults[2] == nil {
      for part in 3...5 where !self[part].isEmpty {
        faults[part] = "say the confidence first: low, moderate, high"
      }
    }
    return Claim(
      id: ClaimID(high: 0, low: 0), layer: layer, text: needed(0), likelihood: likelihood,
      confidence: level.map {
        ConfidenceStatement(
          $0, basis: .init(sourceQuality: self[3], volume: self[4], assumptions: self[5]))
      },
      exhibits: exhibits(8, references), claimant: self[6].isEmpty ? nil : self[6],
      asOf: day(7, isNeeded: false), author: "")
  }

  mutating func contest(_ kind: Contest.Kind, _ references: [ExhibitID: String]) -> Contest {
    let searchedOn = day(2, isNeeded: false)
    if searchedOn != nil, self[3].isEmpty { faults[3] = "say where it was searched" }
    return Contest(
      id: ContestID(high: 0, low: 0), kind: kind, statedBy: self[1].isEmpty ? nil : self[1], text: needed(0),
      exhibits: exhibits(5, references), searchedOn: searchedOn, searchedWhere: self[3],
      weight: choice(4) ?? .medium)
  }
}
