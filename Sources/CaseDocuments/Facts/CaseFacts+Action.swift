import CaseDomain

extension CaseFacts {
  /// A measure that was weighed.
  public struct Option: Hashable, Sendable {
    public var name: String
    public var authority: String?
    public var effect: String?
    public var collateralHarm: String?
    public var equities: String?
    public var agencyViews: String?
    /// `nil` while undecided.
    public var decision: String?
    public var reason: String?

    public init(
      name: String, authority: String? = nil, effect: String? = nil, collateralHarm: String? = nil,
      equities: String? = nil, agencyViews: String? = nil, decision: String? = nil, reason: String? = nil
    ) {
      self.name = name
      self.authority = authority
      self.effect = effect
      self.collateralHarm = collateralHarm
      self.equities = equities
      self.agencyViews = agencyViews
      self.decision = decision
      self.reason = reason
    }
  }

  /// How an agency voted.
  public enum Ballot: String, CaseIterable, Sendable {
    case inFavour = "for"
    case against
    case notCast = "not cast"
  }

  /// One agency's vote: there is one for each.
  public struct Vote: Hashable, Sendable {
    public var agency: String
    public var ballot: Ballot
    public var castOn: Day?
    public var remark: String?

    public init(agency: String, ballot: Ballot, castOn: Day? = nil, remark: String? = nil) {
      self.agency = agency
      self.ballot = ballot
      self.castOn = castOn
      self.remark = remark
    }
  }

  /// What an agency answered when it was asked whether it concurs.
  public enum Reply: String, CaseIterable, Sendable {
    case concur
    case concurWithComment = "concur with comment"
    case nonConcur = "non-concur"
    case hold
    case noEquity = "no equity"
    case awaited
  }

  /// One agency's reply.
  public struct Concurrence: Hashable, Sendable {
    public var agency: String
    public var reply: Reply
    public var repliedOn: Day?
    public var comment: String?

    public init(agency: String, reply: Reply, repliedOn: Day? = nil, comment: String? = nil) {
      self.agency = agency
      self.reply = reply
      self.repliedOn = repliedOn
      self.comment = comment
    }
  }

  /// One row of a list: Supplement No. 4 to 15 CFR part 744, or the attackers list.
  public struct Entry: Hashable, Sendable {
    public var name: String
    public var aliases: [String]
    public var addresses: [String]
    public var country: String?
    public var basis: String?
    public var licenceRequirement: String?
    public var licencePolicy: String?
    /// What the basis rests on; not empty where there is one.
    public var exhibits: [Int]

    public init(
      name: String, aliases: [String] = [], addresses: [String] = [], country: String? = nil,
      basis: String? = nil, licenceRequirement: String? = nil, licencePolicy: String? = nil,
      exhibits: [Int] = []
    ) {
      self.name = name
      self.aliases = aliases
      self.addresses = addresses
      self.country = country
      self.basis = basis
      self.licenceRequirement = licenceRequirement
      self.licencePolicy = licencePolicy
      self.exhibits = exhibits
    }
  }

  /// To whom a letter goes.
  public struct Letter: Hashable, Sendable {
    /// Lines of the address.
    public var to: [String]
    public var salutation: String?
    /// The agency that is asked.
    public var agency: String?
    /// What is asked, in one sentence.
    public var question: String?
    public var circulatedOn: Day?
    public var replyBy: Day?

    public init(
      to: [String], salutation: String? = nil, agency: String? = nil, question: String? = nil,
      circulatedOn: Day? = nil, replyBy: Day? = nil
    ) {
      self.to = to
      self.salutation = salutation
      self.agency = agency
      self.question = question
      self.circulatedOn = circulatedOn
      self.replyBy = replyBy
    }
  }

  /// Where a case began.
  public struct Lead: Hashable, Sendable {
    public var receivedOn: Day?
    public var receivedFrom: String?
    /// Admiralty grade of the source.
    public var grade: String?
    /// Such as `model extraction attack`.
    public var theory: String?
    /// What was searched, and found.
    public var duplicateSearch: String?
    public var nextStep: String?

    public init(
      receivedOn: Day? = nil, receivedFrom: String? = nil, grade: String? = nil, theory: String? = nil,
      duplicateSearch: String? = nil, nextStep: String? = nil
    ) {
      self.receivedOn = receivedOn
      self.receivedFrom = receivedFrom
      self.grade = grade
      self.theory = theory
      self.duplicateSearch = duplicateSearch
      self.nextStep = nextStep
    }
  }

  /// What an office decided on a petition.
  public enum Outcome: String, CaseIterable, Sendable {
    case granted
    case grantedInPart = "granted in part"
    case denied
  }

  /// A request to be taken off a list, or to have an entry changed.
  public struct Petition: Hashable, Sendable {
    public var petitioner: String
    /// Such as `AI Model Extraction Attackers List`.
    public var list: String
    public var receivedOn: Day
    /// The route it takes; where no statute gives one, say `agency policy`.
    public var authority: String?
    /// What the petitioner says: claims, not findings.
    public var grounds: [Statement]
    /// When the petitioner will next hear.
    public var statusBy: Day?
    /// `nil` while open.
    public var outcome: Outcome?
    public var decidedOn: Day?
    /// Sentences of fact on which the decision rests.
    public var reasons: [Statement]
    /// What the petitioner can do next.
    public var furtherRoute: String?

    public init(
      petitioner: String, list: String, receivedOn: Day, authority: String? = nil,
      grounds: [Statement] = [], statusBy: Day? = nil, outcome: Outcome? = nil, decidedOn: Day? = nil,
      reasons: [Statement] = [], furtherRoute: String? = nil
    ) {
      self.petitioner = petitioner
      self.list = list
      self.receivedOn = receivedOn
      self.authority = authority
      self.grounds = grounds
      self.statusBy = statusBy
      self.outcome = outcome
      self.decidedOn = decidedOn
      self.reasons = reasons
      self.furtherRoute = furtherRoute
    }
  }
}
