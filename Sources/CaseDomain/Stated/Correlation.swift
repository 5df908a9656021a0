/// One value that came in with the submissions of several owners: a link to look at, with its evidence.
///
/// It says that the value is shared, not why. Cards, addresses and client libraries are shared by people who
/// never met. Source: `docs/exchange.md`.
public struct Correlation: Hashable, Sendable {
  /// What one submitter's files say of the value.
  public struct Submission: Hashable, Sendable {
    /// The owner who gave it, else the origin of the exhibit; `nil` when neither is on record.
    public var submitter: String?
    public var exhibits: [ExhibitID]
    /// Records that state the value.
    public var records: Int

    public init(submitter: String?, exhibits: [ExhibitID], records: Int) {
      self.submitter = submitter
      self.exhibits = exhibits
      self.records = records
    }
  }

  /// More records than this state it: rather a resource of many than a trace of one. Agency policy.
  public static let commonRecords = 1_000

  public var trace: Trace
  public var submissions: [Submission]
  /// Records that state the value; those of a file that two sent, once.
  public var records: Int

  public init(_ trace: Trace, submissions: [Submission], records: Int) {
    self.trace = trace
    self.submissions = submissions
    self.records = records
  }

  public var isCommon: Bool { records > Self.commonRecords }
  /// Two submitters who are known to be two. Files without a submitter may be of the same.
  public var crossesOwners: Bool { Set(submissions.compactMap { Exhibit.originKey($0.submitter) }).count > 1 }
}
