import CaseDocuments
import CaseDomain
import CaseStore

/// What a person gives with the report.
struct ReportGiven {
  var cycle: Int
  var begunOn: Day?
  var completedOn: Day?
  var annex: CaseFacts.Annex?
}

extension DocumentFacts {
  /// The report to the committees over every case with a decision on a track. What the cases do not hold is left
  /// empty, and printed as a gap.
  ///
  /// Source: H.R. 8283 (IH) §4(b), §4(d).
  func report(_ about: ReportGiven) throws -> CaseFacts {
    let files = try decidedCases()
    let ways = PracticeLibrary(try reader.practices()).published.filter {
      $0.kind == .detect && !($0.strengths.saysNothing && $0.weaknesses.saysNothing)
    }
    let learnt = try exhibits(of: ways)
    let numbers = ExhibitNumbers(
      files.flatMap(\.exhibits) + learnt,
      absent: files.reduce(into: [:]) { all, file in all.merge(file.absent) { first, _ in first } })
    var report = CaseFacts.Report(cycle: about.cycle)
    (report.assessmentBegunOn, report.assessmentCompletedOn) = (about.begunOn, about.completedOn)
    report.annex = about.annex
    let lookBack = about.begunOn.flatMap { profile.lookBacks(assessmentBegunOn: $0).first }
    (report.lookBackFrom, report.lookBackTo) = (lookBack?.first, lookBack?.last)
    report.entities = try files.map { try entity($0, numbers) }
    report.answers = try answers(files, numbers, lookBack)
    if !ways.isEmpty {
      report.answers[.r5] = ways.map { .init(text: $0.words, exhibits: numbers[$0.exhibits]) }
    }
    if about.cycle > 0 { report.changes = try changes(numbers) }
    var facts = CaseFacts(
      reference: "report \(given.dated.year)", title: "Report to the committees of Congress",
      marking: learnt.map(\.mark).reduce(try marking(of: files)) { $0.joined(with: $1) }.description,
      dated: given.dated, office: office, profile: textApplied)
    facts.exhibits = numbers.listed
    facts.absent = numbers.unlisted
    facts.report = report
    return facts
  }

  /// Cases with a decision on a track, by reference.
  func decidedCases() throws -> [CaseFile] {
    try reader.cases().map { try reader.caseFile($0.id, rehash: false) }
      .filter { !$0.decided.isEmpty }
      .sorted { $0.reference.utf8.lexicographicallyPrecedes($1.reference.utf8) }
  }

  private func name(_ file: CaseFile) throws -> String {
    try file.listing?.entry[.primaryName]?.text ?? subjects(of: file).first?.name
      ?? "subject of case \(file.reference)"
  }

  private func entity(_ file: CaseFile, _ numbers: ExhibitNumbers) throws -> CaseFacts.ReportedEntity {
    CaseFacts.ReportedEntity(
      name: try name(file), role: file.subject.roles.map(\.rawValue).sorted().joined(separator: ", "),
      country: file.listing?.entry[.country]?.text, determination: file.decided.joined(separator: "; "),
      exhibits: numbers[file.metExhibits])
  }

  private func answers(
    _ files: [CaseFile], _ numbers: ExhibitNumbers, _ lookBack: LookBack?
  ) throws -> [ReportItem: [CaseFacts.Statement]] {
    var answers: [ReportItem: [CaseFacts.Statement]] = [:]
    for file in files {
      let name = try name(file)
      answers[.r1, default: []].append(
        .init(text: "\(name): \(file.decided.joined(separator: "; ")).", exhibits: numbers[file.metExhibits]))
      if let country = file.listing?.entry[.country] {
        answers[.r2, default: []].append(
          .init(text: "\(name): \(country.text).", exhibits: numbers[country.exhibits]))
      }
      if let provider = file.providerFinding {
        answers[.r4, default: []].append(
          .init(
            text: "\(name): F3 (\(Element.f3.title)) is found met, §3(7).",
            exhibits: numbers[provider.exhibits]))
      }
      for claim in file.analysis.claims {
        guard let item = claim.reportItem else { continue }
        answers[item, default: []].append(
          .init(text: "\(name): \(claim.attributed)", exhibits: numbers[claim.exhibits]))
      }
      if let lookBack { answers[.r4, default: []] += counts(of: file, name, numbers, lookBack) }
      // What the office did, not what it would have liked to do.
      if let demarche = file.measures.first(where: { $0.kind == .demarche && $0.decision == .chosen }),
        !demarche.effect.saysNothing
      {
        answers[.r8, default: []].append(.init(text: "\(name): démarche. \(demarche.effect)"))
      }
      // A disclosure from which everything was withheld has no exhibit to show for it.
      for disclosure in file.disclosures where !disclosure.exhibits.isEmpty {
        answers[.r7, default: []].append(
          .init(
            text:
              "Disclosed to \(disclosure.recipient) on \(disclosure.on.iso) under \(disclosure.authority).",
            exhibits: numbers[disclosure.exhibits]))
      }
    }
    answers = answers.filter { !$0.value.isEmpty }
    if let lookBack {
      let within = files.filter {
        $0.conduct.contains { $0.first <= lookBack.last && $0.last >= lookBack.first }
      }
      if !within.isEmpty {
        answers[.r4, default: []].append(
          .init(
            text: "Decided cases that allege conduct between \(lookBack.first.iso) and "
              + "\(lookBack.last.iso): \(within.count).",
            exhibits: numbers[within.flatMap(\.metExhibits)]))
      }
    }
    return answers
  }

  /// Figures whose days lie in the look-back, each as its claimant gave it. Nothing is added up: two claimants
  /// may have counted the same.
  private func counts(
    of file: CaseFile, _ name: String, _ numbers: ExhibitNumbers, _ lookBack: LookBack
  ) -> [CaseFacts.Statement] {
    file.counts.filter { $0.withdrawal == nil }.inOrder.compactMap { count in
      let place: String? =
        switch count.coverage(of: lookBack) {
        case .within: ""
        case .overlaps: " (days outside the look-back period among them)"
        case .outside: nil
        }
      return place.map {
        .init(text: "\(name): \(count.attributed)\($0).", exhibits: numbers[[count.exhibit]])
      }
    }
  }

  /// What came onto and left the lists in the year before the day of the report.
  private func changes(_ numbers: ExhibitNumbers) throws -> [CaseFacts.Statement] {
    guard let before = given.dated.adding(years: -1) else { return [] }
    let publications = try reader.publications()
    let delta = publications.ledger.diff(from: before, to: given.dated)
    func statement(_ entry: PublishedEntry, _ what: String) -> CaseFacts.Statement {
      let record = publications.records.last {
        $0.event.entry.uid == entry.uid && $0.event.entry.list == entry.list
      }
      let exhibits = record.map { record in
        ListingField.allCases.flatMap { record.fields[$0]?.exhibits ?? [] }
      }
      return .init(text: "\(entry.name.text) \(what).", exhibits: numbers[exhibits ?? []])
    }
    return delta.added.map { statement($0, "was added to the list \($0.list.rawValue)") }
      + delta.removed.map { statement($0, "is \($0.status.rawValue) on the list \($0.list.rawValue)") }
      + delta.changed.map { statement($0.to, "has a changed entry on the list \($0.to.list.rawValue)") }
  }
}

extension CaseFile {
  /// What was decided on each track, in words; empty before any decision.
  fileprivate var decided: [String] {
    var decided: [String] = []
    switch listing?.stage {
    case .determination, .published, .withdrawn, .expired, .reidentified:
      decided.append("attackers list, \(listing?.stage.rawValue ?? "")")
    case .candidate, .eligible, .consentCleared, nil: break
    }
    switch entityList?.stage {
    case .adopted, .drafted, .approvedUnpublished, .published, .active, .request, .modified, .removed:
      decided.append("Entity List, \(entityList?.stage.rawValue ?? "")")
    case .proposed, .circulated, .voted, .rejected, .escalated, nil: break
    }
    switch blocking?.stage {
    case .signed, .effective, .published, .active, .petition, .modified, .removed, .terminated:
      decided.append("blocking, \(blocking?.stage.rawValue ?? "")")
    case .draft, .authorityCheck, .decisionReady, nil: break
    }
    return decided
  }

  /// The finding that the subject is an account network provider; only of one that is held in that role.
  fileprivate var providerFinding: Finding? {
    guard subject.roles.contains(.accountBroker), let finding = matrix.finding(.f3), finding.result == .met,
      !finding.exhibits.isEmpty
    else { return nil }
    return finding
  }

  /// What the elements that are met rest on.
  fileprivate var metExhibits: [ExhibitID] {
    let matrix = matrix
    return Element.allCases.flatMap { matrix.isMet($0) ? matrix.finding($0)?.exhibits ?? [] : [] }
  }
}

extension Claim {
  /// Where the report says it; `nil` for what it does not ask.
  fileprivate var reportItem: ReportItem? {
    switch (topic, layer) {
    case (.materialAssistance, _): .r3
    case (.location, _), (nil, .conduct): .r4
    case (nil, .effect): .r6
    case (nil, .attribution), (nil, .purpose): nil
    }
  }
}
