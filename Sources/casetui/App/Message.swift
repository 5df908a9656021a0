import CaseDomain

/// What can happen to the program.
enum Message: Equatable, Sendable {
  /// A key, a paste, a new size.
  case event(Event)
  /// The clock, in Unix milliseconds, before each batch of the others.
  case clock(UInt64)
  case reply(Query, Reply, generation: Int)
  case failed(Query, Trouble, generation: Int)
  case progress(String, generation: Int)
  case done(Work, WorkResult, generation: Int)
  case workFailed(Work, Trouble, generation: Int)
}

enum Reply: Equatable, Sendable {
  case office(Office)
  case health(Health)
  case summary(CaseSummary)
  case exhibits(CaseID, [ExhibitLine])
  case exhibit(ExhibitDetail)
  case matrix(CaseID, ElementGrid)
  /// `isLast`: there is nothing older.
  case audit(CaseID?, [AuditLine], isFirst: Bool, isLast: Bool)
  case places(CaseTag, [TrackPlace])
  case procedure(Procedure)
  /// On which day, and whether the text became law.
  case deadlines([DeadlineLine], on: Day, isEnacted: Bool)
  case parties(PartiesOf, String, PartyList)
  case ownership(OwnershipView)
  case publication(PublicationView)
  case conflicts([ConflictLine])
  /// With the words, and whether these are all.
  case found(String, [FoundLine], isAll: Bool)
  case screening(Screening)
  case pair(PairDetail)
  /// One for each pair; `nil` where nobody judged.
  case judgements([PairQuestion], [JudgementLine?])
  case verbs([Verb])
}

enum WorkResult: Equatable, Sendable {
  /// Something was written; the audit number people can quote.
  case written(auditNumber: Int64)
  case caseOpened(CaseTag, auditNumber: Int64)
  case verdict(StageVerdict)
  case refused([Obstacle])
  case verified(ExhibitDetail)
  case scanned(ImportView)
  case imported(ImportView)
  case screened(Screening)
  case synced(SyncView)
  case answered(Answered)
}

/// What went wrong, and what to do about it.
struct Trouble: Error, Equatable, Sendable {
  let message: String
  var remedy = ""
  var isCancelled = false
  /// Of the records that it names; `nil` when none of them may be stricter than the office's floor.
  var mark: HandlingMark?

  var text: Printable { remedy.isEmpty ? "\(message)" : "\(message); \(remedy)" }
}
