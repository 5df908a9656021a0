import CaseDocuments
import CaseDomain
import CaseStore
import Foundation

/// What a person gives with a document that no record holds.
struct DocumentGiven {
  var dated: Day
  var signatory: String?
  var signatoryTitle: String?
  var contact: String?
  /// Whom a letter asks; the agencies of the equity check when `nil`.
  var agency: String?
  var replyBy: Day?
  /// The newest when `nil`.
  var petition: EntityID?

  init(dated: Day) { self.dated = dated }
}

/// Turns what the store holds into what documents may say. It writes no sentence of its own about anybody: a
/// claim is printed with who made it, a finding with its rationale, and what is not recorded stays empty.
struct DocumentFacts {
  let reader: StoreReader
  let given: DocumentGiven
  let profile: AuthorityProfile

  init(_ reader: StoreReader, _ given: DocumentGiven) throws {
    self.reader = reader
    self.given = given
    profile = try reader.profile(on: given.dated)
  }

  /// - Throws: `StoreError.invalid` when a kind needs what the case does not have.
  func facts(of id: CaseID, for kind: DocumentKind) throws -> CaseFacts {
    let file = try reader.caseFile(id, rehash: false)
    let numbers = ExhibitNumbers(file.exhibits, absent: file.absent, given: try submitted(in: file))
    var facts = CaseFacts(
      reference: file.reference, title: file.title, marking: try marking(of: [file]).description,
      dated: given.dated, office: office, profile: textApplied)
    facts.subjects = try subjects(of: file)
    facts.exhibits = numbers.listed
    facts.absent = numbers.unlisted
    facts.findings = findings(of: file, numbers)
    facts.publicBasis =
      file.publicBasis.map { [.init(text: $0.statement, exhibits: numbers[$0.exhibits])] } ?? []
    facts.argument = statements([.legalMemo, .authorityCited], of: file, numbers)
    facts.opinion = statements([.evidentiaryMemo, .achReview], of: file, numbers)
    facts.elements = elements(of: file, numbers)
    facts.claims = claims(of: file, numbers)
    facts.contests = contests(of: file, numbers)
    facts.hypotheses = hypotheses(of: file)
    facts.options = file.measures.map(CaseFacts.Option.init)
    facts.votes = votes(of: file)
    facts.concurrences = EquityReply.awaited.map { concurrence($0, of: file) }
    facts.entries = try entries(of: file, numbers)
    facts.parties = try reader.parties(of: id)
      .map { CaseFacts.Party(name: try reader.actor($0.actor).displayName, part: $0.role) }
    facts.parties += file.owners.map { CaseFacts.Party(name: $0.name, part: "owner") }
    facts.days = days(of: file)
    facts.lead = CaseFacts.Lead(
      receivedOn: Day(milliseconds: id.high >> 16), grade: file.leadGrade?.description,
      theory: file.theory?.rawValue, duplicateSearch: file.duplicateSearch,
      nextStep: file.nextStages.isEmpty
        ? nil : "open by the procedure: " + file.nextStages.map(\.plain).joined(separator: ", "))
    switch kind {
    case .ballotLetter: facts.letter = try ballotLetter(of: file)
    case .concurrenceLetter: facts.letter = concurrenceLetter(of: file)
    case .federalRegisterNotice: facts.notice = try notice(of: file)
    case .petitionAcknowledgement, .petitionDecision: facts.petition = try petition(of: file, numbers)
    default: break
    }
    return facts
  }

  var office: CaseFacts.Office {
    CaseFacts.Office(
      name: reader.store.identity.officeName, signatory: given.signatory,
      signatoryTitle: given.signatoryTitle,
      contact: given.contact)
  }

  var textApplied: CaseFacts.Profile {
    CaseFacts.Profile(
      instrument: profile.instrument, textVersion: profile.textVersion, enactedOn: profile.enactedOn)
  }

  /// The most restrictive of the cases, their exhibits, and the files that state who has a part in them.
  func marking(of files: [CaseFile]) throws -> HandlingMark {
    let cases = try files.map { HandlingMark(stored: try reader.caseRow($0.id).marking) }
    let mark =
      HandlingMark.mostRestrictive(of: cases + files.flatMap { $0.exhibits.map(\.mark) }) ?? .officeFloor
    return mark.joined(withStored: try files.flatMap { try reader.markings(ofPartiesTo: $0.id) })
  }

  /// For each exhibit that an owner gave, when and on whose terms it came.
  private func submitted(in file: CaseFile) throws -> [ExhibitID: String] {
    try file.submissions.reduce(into: [:]) { given, submission in
      let text =
        "given by \(file.owner(submission.owner)?.name ?? "an owner") on \(submission.receivedOn.iso), "
        + (submission.isVoluntary ? "voluntarily" : "not said to be voluntary")
        + (submission.terms.isConfidential ? ", in confidence" : "")
        + " (\(try reader.reference(of: submission.id)))"
      for exhibit in submission.exhibits {
        given[exhibit] = given[exhibit].map { "\($0); \(text)" } ?? text
      }
    }
  }

  // MARK: who

  func subjects(of file: CaseFile) throws -> [CaseFacts.Subject] {
    guard let id = file.subject.actor else { return [] }
    let actor = try reader.actor(id)
    return [
      CaseFacts.Subject(
        name: actor.displayName, aliases: actor.names.filter { $0 != actor.primaryName }.map(\.display),
        kind: file.subject.kind?.rawValue, country: file.listing?.entry[.country]?.text)
    ]
  }

  private func days(of file: CaseFile) -> [CaseFacts.KeyDay] {
    var days = file.conduct.flatMap {
      [
        CaseFacts.KeyDay(label: "conduct alleged from", day: $0.first),
        .init(label: "conduct alleged to", day: $0.last),
      ]
    }
    if let identification = file.identification {
      days.append(.init(label: "identified under \(identification.source.rawValue)", day: identification.on))
    }
    let published = [
      ("on the attackers list", file.listing?.publishedOn),
      ("on the Entity List", file.entityList?.publishedOn),
      ("as blocked", file.blocking?.publishedOn), ("blocking effective", file.blocking?.effectiveOn),
      ("end of the listing's term", file.listing?.expiresOn),
    ]
    days += published.compactMap { label, day in day.map { .init(label: label, day: $0) } }
    return days
  }

  // MARK: what

  /// Claims as who made them put them, and the facts of a proposal.
  private func findings(of file: CaseFile, _ numbers: ExhibitNumbers) -> [CaseFacts.Statement] {
    file.analysis.claims.map { .init(text: $0.attributed, exhibits: numbers[$0.exhibits]) }
      + (file.entityList?.proposal?.articulableFacts ?? []).map {
        .init(text: $0.text, exhibits: numbers[$0.exhibits])
      }
  }

  /// Acts on the package as it is, in the words of who gave them.
  private func statements(
    _ kinds: Set<Approval.Kind>, of file: CaseFile, _ numbers: ExhibitNumbers
  ) -> [CaseFacts.Statement] {
    file.approvals.filter { kinds.contains($0.kind) && $0.package == file.package && !$0.text.isEmpty }
      .map { .init(text: $0.text, exhibits: numbers.mentioned(in: $0.text)) }
  }

  /// Every element of each group in which something was found; what nobody decided is undetermined.
  private func elements(of file: CaseFile, _ numbers: ExhibitNumbers) -> [CaseFacts.Element] {
    let matrix = file.matrix
    let touched = Set(file.findings.map(\.element.group))
    return file.matrixRows(profile: profile).filter { touched.contains($0.element.group) }.map { row in
      let finding = matrix.finding(row.element)
      let answer: CaseFacts.Answer =
        switch finding?.result {
        case .met: .met
        case .notMet: .notMet
        case .undetermined, nil: .undetermined
        }
      let rationale =
        row.state == .conflicted ? "findings differ, and nobody has settled them" : finding?.rationale
      return CaseFacts.Element(
        code: row.element.rawValue, citation: row.element.citation.description, title: row.element.title,
        answer: answer, exhibits: numbers[row.exhibits], rationale: rationale)
    }
  }

  private func claims(of file: CaseFile, _ numbers: ExhibitNumbers) -> [CaseFacts.Claim] {
    file.analysis.claims.map { claim in
      CaseFacts.Claim(
        layer: CaseFacts.Layer(rawValue: claim.layer.rawValue) ?? .conduct, text: claim.attributed,
        likelihood: claim.likelihood?.term, confidence: claim.confidence?.level.rawValue,
        exhibits: numbers[claim.exhibits])
    }
  }

  private func contests(of file: CaseFile, _ numbers: ExhibitNumbers) -> [CaseFacts.Contest] {
    file.analysis.contests.map { contest in
      CaseFacts.Contest(
        text: contest.text, source: contest.statedBy, exhibits: numbers[contest.exhibits],
        disposition: contest.disposition.map { "\($0.outcome.rawValue): \($0.reason)" })
    }
  }

  /// A score is shown only of a matrix that is marked throughout: before that it looks better than it is.
  private func hypotheses(of file: CaseFile) -> [CaseFacts.Hypothesis] {
    let matrix = file.analysis.matrix
    return matrix.hypotheses.map { hypothesis in
      CaseFacts.Hypothesis(
        text: hypothesis.name, isBenign: hypothesis.isBenign,
        inconsistency: matrix.isComplete ? matrix.score(of: hypothesis.id).millionths / 1000 : nil)
    }
  }

  /// What is, or would be, listed: the fields of the public entry, or the proposal before the committee.
  func entries(of file: CaseFile, _ numbers: ExhibitNumbers) throws -> [CaseFacts.Entry] {
    let fields = try reader.listing(of: file.id, evenBeforeItBegins: true).entry
    let name =
      try fields[.primaryName]?.text ?? file.subject.actor.map { try reader.actor($0).displayName }
    guard let name, file.entityList != nil || file.listing != nil else { return [] }
    var entry = CaseFacts.Entry(name: name)
    entry.aliases = fields[.aliases].map { [$0.text] } ?? []
    entry.country = fields[.country]?.text
    if let proposal = file.entityList?.proposal {
      entry.basis = (proposal.basisSections.map { "15 CFR \($0)" } + proposal.articulableFacts.map(\.text))
        .joined(separator: "; ")
      entry.exhibits = numbers[proposal.articulableFacts.flatMap(\.exhibits)]
      entry.licenceRequirement = proposal.licenceRequirement
      entry.licencePolicy = proposal.reviewPolicy
    } else {
      entry.basis = fields[.statementOfReasons]?.text
      entry.exhibits = numbers[fields[.statementOfReasons]?.exhibits ?? []]
    }
    return [entry]
  }
}

/// The numbers that exhibits have in one document: from 1, by reference.
struct ExhibitNumbers {
  private let exhibits: [Exhibit]
  private let numbers: [ExhibitID: Int]
  private let absent: [ExhibitID: AbsentExhibit]
  private let given: [ExhibitID: String]

  /// - Parameters:
  ///   - absent: What is cited and not there. It gets a number, too, which no exhibit has.
  ///   - given: How an exhibit came from its owner; shown beside its origin, in government only.
  init(
    _ exhibits: [Exhibit], absent: [ExhibitID: AbsentExhibit] = [:], given: [ExhibitID: String] = [:]
  ) {
    self.absent = absent
    self.given = given
    var seen: Set<ExhibitID> = []
    self.exhibits = exhibits.filter { seen.insert($0.id).inserted }
      .sorted { $0.reference.utf8.lexicographicallyPrecedes($1.reference.utf8) }
    let all = self.exhibits.map(\.id) + absent.keys.sorted().filter { !seen.contains($0) }
    numbers = Dictionary(all.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { first, _ in first })
  }

  /// An exhibit that is not in the case gets a number that no exhibit has, which the renderer refuses.
  subscript(_ ids: [ExhibitID]) -> [Int] { ids.map { numbers[$0] ?? numbers.count + 1 }.sorted() }

  /// What is cited and not in the case, by number.
  var unlisted: [Int: AbsentExhibit] {
    absent.reduce(into: [:]) { unlisted, one in
      if let number = numbers[one.key], number > exhibits.count { unlisted[number] = one.value }
    }
  }

  var listed: [CaseFacts.Exhibit] {
    exhibits.enumerated().map { index, exhibit in
      let isPublic =
        exhibit.mark == HandlingMark(cui: nil, tlp: .clear) && exhibit.ownersConfidential.isEmpty
      return CaseFacts.Exhibit(
        number: index + 1, title: "\(exhibit.reference), \(exhibit.title)",
        source: [exhibit.origin, given[exhibit.id]].compactMap { $0 }.joined(separator: "; ").nonEmpty,
        grade: exhibit.grade?.description, marking: exhibit.mark.description,
        sha256: exhibit.sha256.description, publicTitle: isPublic ? exhibit.title : nil)
    }
  }

  /// Numbers of exhibits that a text names by reference.
  func mentioned(in text: String) -> [Int] {
    let words = Set(
      text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")) }.map { Array($0.utf8) })
    return exhibits.enumerated().filter { words.contains(Array($1.reference.utf8)) }.map { $0.offset + 1 }
  }
}

extension String {
  /// `nil` when there is nothing in it.
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

extension Claim {
  /// With who claims it and for which day: a claim is no finding.
  var attributed: String {
    guard let claimant, !claimant.isEmpty else { return text }
    return "\(claimant)\(asOf.map { ", as of \($0.iso)" } ?? ""): \(text)"
  }
}

extension CaseFacts.Option {
  fileprivate init(_ measure: Measure) {
    func said(_ text: String) -> String? { text.isEmpty ? nil : text }
    self.init(
      name: measure.kind.rawValue.split(separator: "-").joined(separator: " "),
      authority: said(measure.authority),
      effect: said(measure.effect), collateralHarm: said(measure.collateralHarm),
      equities: said(measure.equities),
      agencyViews: said(
        measure.views.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")),
      decision: measure.decision == .open ? nil : measure.decision.rawValue, reason: said(measure.reason))
  }
}
