public typealias CaseID = ID<CaseFile>

/// A case as the guards see it: everything a decision may rest on, gathered by the store.
public struct CaseFile: Hashable, Sendable {
  public let id: CaseID
  /// What people write: `26-0001`.
  public let reference: String
  public var title: String

  /// The effective stage. While contested, the common source of the transitions that were made apart.
  public var stage: SpineStage = .lead
  public var isContested = false
  /// The stage to come back to; only while suspended.
  public var suspendedFrom: SpineStage?
  /// The day a suspension is looked at again, as the move to it says; only while suspended.
  public var suspensionReviewOn: Day?

  /// The grade of the lead itself, before any exhibit is taken in.
  public var leadGrade: AdmiraltyGrade?
  /// What was searched to see whether the case exists already, and what came of it.
  public var duplicateSearch: String?
  public var theory: Theory?
  public var subject = Subject()
  public var conduct: [ConductWindow] = []
  public var modelVersions: [String] = []
  public var owners: [Owner] = []
  /// Owners that the case does not name and its exhibits or consents do, as other cases name them.
  public var otherOwners = OwnerNames()
  public var terms: [TermsVersion] = []
  public var exhibits: [Exhibit] = []
  /// What is cited and not in the case.
  public var absent: [ExhibitID: AbsentExhibit] = [:]
  /// All that stand; several for one element are a conflict.
  public var findings: [ElementFinding] = []
  /// What each exhibit does for each element; all that stand, several for one of each are a conflict.
  public var weights: [SupportWeight] = []
  public var openConflicts: [OpenConflict] = []
  public var publicBasis: PublicBasis?
  public var identification: Identification?
  /// `nil` until the track is opened.
  public var listing: ListingTrack?
  public var entityList: EntityListTrack?
  public var blocking: BlockingTrack?
  /// The tracks whose sweep does not follow any more from the statements of ownership that are held. That takes reading
  /// all of them: only a move that asks for a sweep looks.
  public var changedSweeps: Set<Track> = []

  /// Who may do what, in every office in view.
  public var people = People()
  /// What votes, replies and signatures have to bind (`PackageDigest`).
  public var package = Digest256.zero
  /// Who worked up the package: authors of its findings and claims.
  public var authors: Set<Person> = []
  public var analysis = Analysis()
  /// All that were given; whether one counts is asked of `approval(_:)`.
  public var approvals: [Approval] = []
  /// All that stand; of two of one agency the stricter holds.
  public var replies: [EquityReply] = []
  public var holds: [Hold] = []
  public var records: [FrozenRecord] = []
  /// Moves made by somebody who may not: they have no effect outside.
  public var irregularities: [Irregularity] = []
  public var petitions: [Petition] = []
  public var reliefs: [Relief] = []
  public var reviews: [PeriodicReview] = []
  public var measures: [Measure] = []
  public var disclosures: [Disclosure] = []
  public var submissions: [Submission] = []
  /// Figures that are claimed, withdrawn ones too.
  public var counts: [AttemptCount] = []
  /// Signs that are reported, withdrawn ones too.
  public var indicators: [Indicator] = []

  public init(id: CaseID, reference: String, title: String) {
    self.id = id
    self.reference = reference
    self.title = title
  }

  public func exhibit(_ id: ExhibitID) -> Exhibit? { exhibits.first { $0.id == id } }
  /// Its reference; the identifier of one that is not in the store.
  public func name(_ exhibit: ExhibitID) -> String {
    self.exhibit(exhibit)?.reference ?? absence(of: exhibit).reference
  }
  public func owner(_ id: OwnerID) -> Owner? { owners.first { $0.id == id } }
  /// Its own owners and those of other cases that matter here.
  public var ownerNames: OwnerNames { OwnerNames(owners).adding(otherOwners) }

  /// The last day of alleged conduct; `nil` when no window is recorded.
  public var lastConductOn: Day? { conduct.map(\.last).max() }
}

extension CaseFile {
  /// What votes on the Entity List bind: the package and the proposal itself.
  public var matter: Digest256 {
    Digest256.sha256(package.bytes + (entityList?.proposal?.cbor.encoded ?? []))
  }
}
