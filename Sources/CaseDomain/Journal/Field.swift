/// What an operation does (docs/journal.md §7.1). A number this list does not have is kept,
/// forwarded and shown as "made by a newer version".
public enum OperationKind: UInt64, Sendable, CaseIterable {
  /// A record begins: value `{1: RecordType, 2: reference}`.
  case create = 1
  /// A register takes a value.
  case set = 2
  /// A set gains an element.
  case add = 3
  /// A set loses the elements this operation supersedes.
  case remove = 4
  /// A note is written, or rewritten when it supersedes one.
  case note = 5
  /// A case or track moves: value `{1: from, 2: to, …}`.
  case stage = 6
  /// One object as somebody else stated it.
  case record = 7
  /// An exhibit passed through a hand.
  case custody = 8
  /// An office is taken in: value is the feed descriptor's key and name.
  case enrol = 9
}

/// The kinds of record that begin with `create`.
public enum RecordType: UInt64, Sendable {
  case caseFile = 1
  case exhibit = 2
  case actor = 3
  case consent = 4
  case replica = 5
  case claim = 6
  case hypothesis = 7
  case contest = 8
  case hold = 9
  case petition = 10
  case relief = 11
  case disclosure = 12
  case achEvidence = 13
  case submission = 30
  case practice = 31
  case attemptCount = 32
  case indicator = 33
  case importRun = 34

  /// As people call it.
  public var name: String {
    switch self {
    case .caseFile: "case"
    case .exhibit: "exhibit"
    case .actor: "actor"
    case .consent: "consent"
    case .replica: "replica"
    case .claim: "claim"
    case .hypothesis: "hypothesis"
    case .contest: "contest"
    case .hold: "hold"
    case .petition: "petition"
    case .relief: "licence"
    case .disclosure: "disclosure"
    case .achEvidence: "row of the matrix"
    case .submission: "submission"
    case .practice: "practice"
    case .attemptCount: "count"
    case .indicator: "indicator"
    case .importRun: "import"
    }
  }

  /// The letters of its short reference; `nil` for a case, which is numbered by the year.
  public var prefix: String? {
    switch self {
    case .caseFile: nil
    case .exhibit: "EX"
    case .actor: "AC"
    case .consent: "OC"
    case .replica: "RP"
    case .claim: "CL"
    case .hypothesis: "HY"
    case .contest: "CN"
    case .hold: "HD"
    case .petition: "PT"
    case .relief: "LI"
    case .disclosure: "DS"
    case .achEvidence: "AR"
    case .submission: "SB"
    case .practice: "PR"
    case .attemptCount: "CT"
    case .indicator: "IN"
    case .importRun: "IM"
    }
  }
}

/// How concurrent values of a field meet (docs/journal.md §7.2).
public enum MergeRule: Sendable {
  /// Newest shown, the others beside it until the next edit.
  case freeRegister
  /// Unequal values are a conflict until somebody settles it.
  case guardedRegister
  /// A union; nothing leaves it.
  case addOnlySet
  /// A removal takes away what its author saw; what was added meanwhile stays.
  case removableSet
  /// As a removable set, shown as a thread.
  case notes
  /// One live target, or contested.
  case stage
}

/// The registry of fields. Released numbers never change meaning.
public enum Field: UInt64, Sendable, CaseIterable {
  // Any record.
  case created = 1
  case title = 2
  case marking = 3
  case notes = 4
  case stage = 5

  // Cases.
  case priority = 16
  case assignees = 17
  case exhibits = 18
  case parties = 19
  case theory = 20
  case dedupeSearch = 21
  case subject = 22
  case identification = 23
  case conduct = 24
  case owners = 25
  case terms = 26
  case publicBasis = 27
  case models = 28

  // The finding on one element of one case.
  case finding = 32

  // Exhibits.
  case file = 40
  case grade = 41
  case origin = 42
  case confidence = 43
  case responseAltered = 44
  case custody = 45
  /// Who else sent the same bytes, one name each, beside the origin.
  case sender = 46
  /// What else its bytes were called where they came again, one path each, beside the title.
  case alsoCalled = 47

  // Actors.
  case actorKind = 50
  case names = 51
  case country = 52
  case judgements = 53
  /// Of the record derived from two bearers of names.
  case pairJudgement = 54

  // One field of a public list entry.
  case listingEntry = 60

  // Consent of an owner to publication.
  case consent = 64
  case revocation = 65

  // Source records.
  case sourceRecord = 70

  // Offices and their settings.
  case enrolment = 80
  // 81 was a list of users without a form.
  case enactment = 82
  case registration = 83
  case authorityProfile = 84
  case columnMapping = 85

  // The analysis of a case.
  case supportWeight = 88
  case achEvidence = 89
  case claim = 90
  case hypothesis = 91
  case achCell = 92
  case contest = 93
  case benignExplanation = 94

  // Review and clearance.
  case approval = 95
  case reply = 96
  case hold = 97
  case holdRelease = 98
  case frozenRecord = 99

  // Tracks.
  case proposal = 100
  case ballot = 101
  case voteExtension = 102
  case escalation = 103
  case blockingAuthority = 104
  case exceptionAnswer = 105
  case sweep = 106
  case notice = 107

  // After the decision.
  case petition = 110
  case petitionDecision = 111
  case relief = 112
  case periodicReview = 113

  // What else is done.
  case measure = 120
  case disclosure = 121

  // What owners give, what is learnt, and figures that are claimed.
  case submission = 130
  case practice = 131
  case attemptCount = 132
  case withdrawal = 133
  case indicator = 134
  case importRun = 135
  case importExhibit = 136
  /// Of an exhibit: records of other files that its file states, too.
  case restated = 137
  /// Of an import: how it reads a table.
  case tableReading = 138

  public var rule: MergeRule {
    switch self {
    case .title, .priority, .dedupeSearch, .actorKind: .freeRegister
    case .marking, .theory, .subject, .identification, .publicBasis, .finding, .grade, .origin,
      .confidence, .responseAltered, .country, .pairJudgement, .listingEntry, .consent, .enactment,
      .registration, .claim,
      .supportWeight, .hypothesis, .achEvidence, .achCell, .contest, .reply, .hold, .proposal, .ballot,
      .escalation,
      .blockingAuthority,
      .exceptionAnswer, .sweep, .notice, .petition, .petitionDecision, .relief, .measure, .disclosure,
      .submission, .practice, .attemptCount, .columnMapping, .indicator, .importRun:
      .guardedRegister
    case .created, .exhibits, .file, .sender, .alsoCalled, .custody, .revocation, .sourceRecord, .enrolment,
      .authorityProfile, .approval, .holdRelease, .frozenRecord, .voteExtension, .periodicReview,
      .withdrawal, .importExhibit, .restated, .tableReading:
      .addOnlySet
    case .assignees, .parties, .conduct, .owners, .terms, .models, .names, .judgements,
      .benignExplanation:
      .removableSet
    case .notes: .notes
    case .stage: .stage
    }
  }

  /// Whether a decision rests on it: then votes, replies and signatures bind it (`PackageDigest`).
  public var isPackage: Bool {
    switch self {
    case .theory, .subject, .identification, .conduct, .owners, .terms, .publicBasis, .models, .finding,
      .exhibits, .listingEntry, .consent, .revocation, .supportWeight, .claim, .hypothesis, .achEvidence,
      .achCell,
      .contest, .benignExplanation, .blockingAuthority, .exceptionAnswer, .indicator:
      true
    default: isOfExhibit
    }
  }

  /// Said of an exhibit, whichever case it is in; part of the package of each.
  public var isOfExhibit: Bool {
    switch self {
    case .file, .grade, .origin, .confidence, .responseAltered: true
    default: false
    }
  }

  /// As users see it in conflicts and the audit log.
  public var name: String {
    switch self {
    case .created: "created"
    case .title: "title"
    case .marking: "marking"
    case .notes: "note"
    case .stage: "stage"
    case .priority: "priority"
    case .assignees: "assignee"
    case .exhibits: "exhibit"
    case .parties: "party"
    case .theory: "theory"
    case .dedupeSearch: "duplicate search"
    case .subject: "subject"
    case .identification: "identification"
    case .conduct: "conduct window"
    case .owners: "owner"
    case .terms: "terms version"
    case .publicBasis: "public basis statement"
    case .models: "model version"
    case .finding: "finding"
    case .file: "file"
    case .grade: "source grade"
    case .origin: "origin"
    case .sender: "sender"
    case .alsoCalled: "further name"
    case .confidence: "given in confidence"
    case .responseAltered: "response altered"
    case .custody: "custody"
    case .actorKind: "kind"
    case .names: "name"
    case .country: "country"
    case .judgements: "judgement"
    case .pairJudgement: "judgement of a pair"
    case .listingEntry: "list entry"
    case .consent: "consent"
    case .revocation: "revocation"
    case .sourceRecord: "source record"
    case .enrolment: "enrolment"
    case .enactment: "enactment date"
    case .registration: "registration"
    case .authorityProfile: "authority profile"
    case .columnMapping: "column mapping"
    case .supportWeight: "weight of an exhibit"
    case .claim: "claim"
    case .hypothesis: "hypothesis"
    case .achEvidence: "row of the matrix"
    case .achCell: "cell of the matrix"
    case .contest: "contest"
    case .benignExplanation: "benign explanation"
    case .approval: "approval"
    case .reply: "equity reply"
    case .hold: "hold"
    case .holdRelease: "release of a hold"
    case .frozenRecord: "closed record"
    case .proposal: "proposal"
    case .ballot: "vote"
    case .voteExtension: "extension of the vote"
    case .escalation: "escalation"
    case .blockingAuthority: "authority for blocking"
    case .exceptionAnswer: "answer to an exception"
    case .sweep: "ownership sweep"
    case .notice: "Federal Register document"
    case .petition: "petition"
    case .petitionDecision: "decision on a petition"
    case .relief: "licence"
    case .periodicReview: "review"
    case .measure: "measure considered"
    case .disclosure: "disclosure"
    case .submission: "submission"
    case .practice: "practice"
    case .attemptCount: "count"
    case .withdrawal: "withdrawal"
    case .indicator: "indicator"
    case .importRun: "import"
    case .importExhibit: "exhibit of an import"
    case .restated: "records stated again"
    case .tableReading: "reading of a table"
    }
  }
}

extension EntityID {
  /// The record for one thing about another, such as the finding on one element of one case: two
  /// offices that speak of the same thing name the same record, and so find their conflict.
  public static func derived(_ kind: String, from parent: EntityID, _ detail: String = "") -> EntityID {
    let bytes = Array("casetui-\(kind)/1".utf8) + parent.bytes + Array(detail.utf8)
    return EntityID(bytes: Digest256.sha256(bytes).bytes.prefix(16))!
  }
}
