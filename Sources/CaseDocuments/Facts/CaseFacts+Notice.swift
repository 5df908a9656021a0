import CaseDomain

extension CaseFacts {
  /// What only the Federal Register asks for.
  ///
  /// Captions follow the Document Drafting Handbook of the Office of the Federal Register; not verified
  /// against its present edition.
  public struct Notice: Hashable, Sendable {
    /// Such as `DEPARTMENT OF COMMERCE`.
    public var agency: String
    public var bureau: String?
    /// Such as `15 CFR Part 744`; `nil` for a notice that amends none.
    public var cfrPart: String?
    public var docket: String?
    public var rin: String?
    /// The title of the document.
    public var subject: String
    /// Such as `Final rule`.
    public var action: String?
    public var summary: String?
    public var dates: String?
    public var addresses: String?
    public var contact: String?
    /// What the deciding body decided, in one sentence.
    public var decision: String?
    public var savingsClause: String?
    public var rulemakingRequirements: String?
    /// List of Subjects.
    public var subjectTerms: [String]
    /// Authority and amendatory instruction.
    public var amendment: String?
    /// Given by the Office of the Federal Register.
    public var documentNumber: String?
    /// Such as `3510-33-P`.
    public var billingCode: String?

    public init(
      agency: String, bureau: String? = nil, cfrPart: String? = nil, docket: String? = nil,
      rin: String? = nil, subject: String, action: String? = nil, summary: String? = nil,
      dates: String? = nil, addresses: String? = nil, contact: String? = nil, decision: String? = nil,
      savingsClause: String? = nil, rulemakingRequirements: String? = nil, subjectTerms: [String] = [],
      amendment: String? = nil, documentNumber: String? = nil, billingCode: String? = nil
    ) {
      self.agency = agency
      self.bureau = bureau
      self.cfrPart = cfrPart
      self.docket = docket
      self.rin = rin
      self.subject = subject
      self.action = action
      self.summary = summary
      self.dates = dates
      self.addresses = addresses
      self.contact = contact
      self.decision = decision
      self.savingsClause = savingsClause
      self.rulemakingRequirements = rulemakingRequirements
      self.subjectTerms = subjectTerms
      self.amendment = amendment
      self.documentNumber = documentNumber
      self.billingCode = billingCode
    }
  }
}
