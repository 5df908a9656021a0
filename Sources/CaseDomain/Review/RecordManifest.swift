/// Everything the decider had, by name and hash: what a `FrozenRecord` closes.
///
/// Its bytes follow from its value alone (`bytes`): keys sorted, UTF-8, LF. Source: agency policy §8.3; 5 USC
/// 706 (not verified).
public struct RecordManifest: Codable, Hashable, Sendable {
  /// Of the manifest, and of all that an export makes from it: the same manifest gives the same bytes in every
  /// build of one form. Form 1 put blanks where form 2 has stand-ins (`RecordText`).
  public static let format = "casetui-record/2"

  /// The text by which the case is judged on the day of the freeze.
  public struct Profile: Codable, Hashable, Sendable {
    public var instrument: String
    public var version: String

    public init(instrument: String, version: String) {
      self.instrument = instrument
      self.version = version
    }
  }

  public var format = RecordManifest.format
  /// 32 hexadecimal digits.
  public var caseID: String
  public var reference: String
  public var title: String
  /// The most restrictive of what is in it.
  public var marking: String
  /// Counts from 1 in the case.
  public var number: UInt64
  /// SHA-256 of the package, in hexadecimal (`PackageDigest`).
  public var package: String
  public var profile: Profile
  public var frozenBy: String
  /// The office that vouches for them, in hexadecimal; empty where only one is in view.
  public var frozenByOffice: String
  public var frozenOn: String
  /// Where the case stands: `spine`, and each track that was begun.
  public var stages: [String: String]
  /// All of the case, whichever way they point, in the order of their numbers.
  public var exhibits: [RecordExhibit] = []
  /// What the case says of its subject, owners, terms and conduct.
  public var facts: [RecordItem] = []
  public var findings: [RecordItem] = []
  public var claims: [RecordItem] = []
  public var hypotheses: [RecordItem] = []
  public var matrixRows: [RecordItem] = []
  public var matrixCells: [RecordItem] = []
  public var contests: [RecordItem] = []
  public var benignExplanations: [RecordItem] = []
  public var approvals: [RecordItem] = []
  public var equityReplies: [RecordItem] = []
  public var votes: [RecordItem] = []
  public var holds: [RecordItem] = []
  public var measures: [RecordItem] = []
  // `nil` in a manifest of before these were parts of a record: its bytes are kept as they were hashed.
  public var petitions: [RecordItem]?
  public var licences: [RecordItem]?
  public var disclosures: [RecordItem]?
  public var escalations: [RecordItem]?
  public var extensionConsents: [RecordItem]?
  public var sweeps: [RecordItem]?
  /// What each exhibit was held to do for and against each element.
  public var weights: [RecordItem]?
  public var moves: [RecordItem] = []
  /// Of the journal, by feed and sequence number.
  public var operations: [RecordOperation] = []
  /// Personal signatures that held when the record was closed.
  public var signatures: [RecordSignature] = []

  /// The parts that are lists of items: what one of them is called, what all are called, and the items.
  public var sections: [(singular: String, title: String, items: [RecordItem])] {
    allSections.compactMap { section in section.items.map { (section.singular, section.title, $0) } }
  }

  /// The same parts in every manifest; items are `nil` where it is older than the part.
  var allSections: [(singular: String, title: String, items: [RecordItem]?)] {
    [
      ("fact", "Facts of the case", facts), ("finding", "Findings", findings),
      ("weight of an exhibit", "Exhibits weighed for and against the elements", weights),
      ("claim", "Claims", claims),
      ("hypothesis", "Hypotheses", hypotheses), ("row of the matrix", "Rows of the matrix", matrixRows),
      ("cell of the matrix", "Cells of the matrix", matrixCells),
      ("contest", "Denials and other explanations", contests),
      ("benign explanation", "Benign explanations considered", benignExplanations),
      ("approval", "Approvals", approvals), ("equity reply", "Equity replies", equityReplies),
      ("vote", "Votes", votes), ("hold", "Holds", holds),
      ("measure considered", "Measures considered", measures),
      ("petition", "Petitions", petitions), ("licence", "Licences, exceptions and waivers", licences),
      ("disclosure", "Disclosures", disclosures), ("escalation", "Steps up from the committee", escalations),
      ("consent to a later day", "Consents to a later day of the vote", extensionConsents),
      ("ownership sweep", "Ownership sweeps", sweeps),
      ("move", "Stages moved", moves),
    ]
  }

  /// What findings and other items cite that is not in the case, and why, each once.
  public var absentExhibits: [String] {
    let all = sections.flatMap(\.items).flatMap { item -> [String] in
      if case .texts(let words)? = item.facts["absent_exhibits"] { words } else { [] }
    }
    return Set(all).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a freeze would close the same again: all but its number, its day and who closed it.
  public func saysTheSame(as other: RecordManifest) -> Bool {
    var same = other
    (same.number, same.frozenBy, same.frozenByOffice, same.frozenOn) = (
      number, frozenBy, frozenByOffice, frozenOn
    )
    return self == same
  }
}

/// One exhibit as the record holds it.
public struct RecordExhibit: Codable, Hashable, Sendable {
  /// `E-001`, counted in the order of the exhibits' identifiers.
  public var number: String
  public var id: String
  public var reference: String
  public var title: String
  /// As the sender called it; hostile until shown otherwise.
  public var name: String
  public var sha256: String
  public var bytes: UInt64
  public var grade: String?
  public var origin: String?
  public var marking: String
  /// The owner who gave it in confidence.
  public var givenInConfidenceBy: String?
  public var responseAltered: String
  /// SHA-256 of the last entry of the chain of custody that began with its intake.
  public var custodyHead: String?
  public var custodyEntries: Int
  /// Where in the record it is cited; empty for one that nothing cites, which is in the record all the same.
  public var citedIn: [String]
  public var withheld: Bool
  public var withheldReason: String?
  /// Lines, when its content is text; `nil` when it is not.
  public var lines: UInt64?
  public var pages: UInt64
  /// The number of its first page in the record.
  public var firstPage: UInt64
  /// Where it is in an exported record.
  public var file: String

  public var lastPage: UInt64 { firstPage + pages - 1 }
}

/// Which operation of the journal belongs to the record (docs/journal.md §3).
public struct RecordOperation: Codable, Hashable, Sendable {
  public var feed: String
  public var seq: UInt64
  public var name: String
  /// Its payload is withheld: it holds text out of an exhibit that is.
  public var withheld: Bool

  public init(feed: String, seq: UInt64, name: String, withheld: Bool) {
    self.feed = feed
    self.seq = seq
    self.name = name
    self.withheld = withheld
  }
}

/// A person's own signature under an act of the record.
public struct RecordSignature: Codable, Hashable, Sendable {
  public enum Act: String, Codable, Sendable { case approval, vote }

  public var act: Act
  /// The kind of approval, or the agency that votes.
  public var what: String
  public var by: String
  public var office: String
  /// The record the act speaks of; part of what is signed.
  public var entity: String
  /// The operation that carries it.
  public var operation: String
  /// The registered key with which it was checked: the suite, then the X9.63 point.
  public var key: String

  public init(
    _ act: Act, what: String, by: String, office: String, entity: String, operation: String, key: String
  ) {
    self.act = act
    self.what = what
    self.by = by
    self.office = office
    self.entity = entity
    self.operation = operation
    self.key = key
  }
}
