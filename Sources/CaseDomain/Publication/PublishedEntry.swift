/// The public state of one subject on one list: what was decided to be shown, and nothing else.
///
/// A neutral value. It knows no case, exhibit or owner, so that a writer cannot reach them. Each part that
/// an official format numbers carries its own number, given elsewhere and never used again.
public struct PublishedEntry: Hashable, Sendable {
  /// On which list.
  public enum List: String, CaseIterable, Sendable {
    /// Source: H.R. 8283 (IH) §4(g).
    case attackers
    /// Source: 15 CFR part 744, Supplement No. 4.
    case entityList = "entity-list"
    case sdn
  }

  /// What the entry says of the conduct. An account broker has no word here: the text lists only who
  /// conducted or directed (H.R. 8283 (IH) §4(g)(1)(A)).
  public enum Basis: String, CaseIterable, Sendable { case conducted, directed }

  public enum Status: String, CaseIterable, Sendable {
    case published, active
    case reidentified = "re-identified"
    case withdrawn, expired, removed

    /// Whether the entry is on the list.
    public var isInForce: Bool {
      switch self {
      case .published, .active, .reidentified: true
      case .withdrawn, .expired, .removed: false
      }
    }

    /// What a reader is told about an entry that is no longer on the list; `nil` while it is.
    public var banner: String? {
      switch self {
      case .published, .active, .reidentified: nil
      case .withdrawn: ListingStage.withdrawn.banner
      case .expired: ListingStage.expired.banner
      case .removed: "Removed. The listing has ended by a decision to remove it."
      }
    }
  }

  public let list: List
  public let subject: ActorID
  /// The office's name for the entry, such as `AL-2027-0004`; used in messages.
  public let reference: String
  /// The entry's number in official formats (`ent_num`, `uid`).
  public let uid: UInt32
  public let kind: Subject.Kind
  /// In Latin letters.
  public var name: PublishedName
  public var originalNames: [OriginalName] = []
  public var aliases: [Numbered<PublishedAlias>] = []
  public var addresses: [Numbered<PublishedAddress>] = []
  public var country = PublishedCountry(code: "", name: "")
  public var identifiers: [Numbered<PublishedIdentifier>] = []
  public var birthDates: [Numbered<BirthDetail>] = []
  public var birthPlaces: [Numbered<BirthDetail>] = []
  public var nationalities: [Numbered<PublishedCountry>] = []
  public var citizenships: [Numbered<PublishedCountry>] = []
  /// An individual's title or office.
  public var title = ""
  public var programs: [String] = []
  public var basis: Set<Basis> = []
  public var identifiedBy: Identification.Source?
  public var conductWindow: ConductWindow?
  /// The day from which "the past year" was counted back.
  public var pastYearReference: Day?
  public var publishedOn: Day
  /// The first day the entry is no longer on the list; `nil` where a listing has no term.
  public var expiresOn: Day?
  /// The last day on which anything but the status changed; `nil` when nothing did.
  public var changedOn: Day?
  public var status: Status
  /// The first day it was off the list; `nil` while it is on it.
  public var endedOn: Day?
  /// An earlier listing of its subject on the list had ended before it was published.
  public var followsAnother = false
  /// The public one.
  public var statementOfReasons = ""
  /// References of the owners' consents that this text rests on.
  public var consents: [String] = []
  public var related: [RelatedEntry] = []
  /// The version of the text acted under, such as `IH`.
  public var textVersion = ""
  public var federalRegisterCitation = ""
  public var licenceRequirement = ""
  public var licenceReviewPolicy = ""
  public var licenceExceptions = ""
  public var remarks = ""
  /// A registered company; said only where a registration shows it.
  public var isCompany = false
  /// Only a public marking may leave: `UNCLASSIFIED TLP:CLEAR`.
  public var marking: HandlingMark

  public init(
    list: List, subject: ActorID, reference: String, uid: UInt32, kind: Subject.Kind, name: PublishedName,
    publishedOn: Day, status: Status, marking: HandlingMark
  ) {
    self.list = list
    self.subject = subject
    self.reference = reference
    self.uid = uid
    self.kind = kind
    self.name = name
    self.publishedOn = publishedOn
    self.status = status
    self.marking = marking
  }

  public var isPublic: Bool { marking.cui == nil && marking.tlp == .clear }
}
