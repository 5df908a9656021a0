import CaseDomain

extension CaseFacts {
  /// One sentence, and the exhibits it rests on.
  public struct Statement: Hashable, Sendable {
    public var text: String
    /// Numbers of exhibits.
    public var exhibits: [Int]

    public init(text: String, exhibits: [Int] = []) {
      self.text = text
      self.exhibits = exhibits
    }
  }

  /// A numbered item of evidence, as a footnote names it.
  public struct Exhibit: Hashable, Sendable {
    /// From 1.
    public var number: Int
    /// What it is, for papers that stay in government.
    public var title: String
    public var source: String?
    public var collectedOn: Day?
    /// Admiralty grade, such as `B2`.
    public var grade: String?
    /// Its own marking.
    public var marking: String?
    /// Of its bytes, 64 hexadecimal digits.
    public var sha256: String?
    /// What may be said of it outside; `nil`: only its number.
    public var publicTitle: String?

    public init(
      number: Int, title: String, source: String? = nil, collectedOn: Day? = nil, grade: String? = nil,
      marking: String? = nil, sha256: String? = nil, publicTitle: String? = nil
    ) {
      self.number = number
      self.title = title
      self.source = source
      self.collectedOn = collectedOn
      self.grade = grade
      self.marking = marking
      self.sha256 = sha256
      self.publicTitle = publicTitle
    }
  }

  /// Who writes.
  public struct Office: Hashable, Sendable {
    public var name: String
    /// Lines of the letterhead.
    public var address: [String]
    public var signatory: String?
    public var signatoryTitle: String?
    public var contact: String?

    public init(
      name: String, address: [String] = [], signatory: String? = nil, signatoryTitle: String? = nil,
      contact: String? = nil
    ) {
      self.name = name
      self.address = address
      self.signatory = signatory
      self.signatoryTitle = signatoryTitle
      self.contact = contact
    }
  }

  /// The text by whose numbers the case is judged.
  public struct Profile: Hashable, Sendable {
    /// Such as `H.R. 8283`.
    public var instrument: String
    /// Such as `IH`.
    public var textVersion: String
    /// `nil` while it is a bill.
    public var enactedOn: Day?

    public init(instrument: String, textVersion: String, enactedOn: Day? = nil) {
      self.instrument = instrument
      self.textVersion = textVersion
      self.enactedOn = enactedOn
    }

    /// Printed in every document: whether the text is law.
    public var statusLine: String {
      let text = "\(instrument) (\(textVersion))"
      return enactedOn.map { "\(text): enacted \($0)" } ?? "\(text): a bill, not law"
    }
  }

  /// Who the case is about. Being named here asserts nothing.
  public struct Subject: Hashable, Sendable {
    public var name: String
    public var aliases: [String]
    /// Such as `individual` or `entity of concern`.
    public var kind: String?
    public var country: String?

    public init(name: String, aliases: [String] = [], kind: String? = nil, country: String? = nil) {
      self.name = name
      self.aliases = aliases
      self.kind = kind
      self.country = country
    }
  }

  /// An actor's part in the case.
  public struct Party: Hashable, Sendable {
    public var name: String
    /// Such as `owner`.
    public var part: String

    public init(name: String, part: String) {
      self.name = name
      self.part = part
    }
  }

  /// A day that matters to the case.
  public struct KeyDay: Hashable, Sendable {
    public var label: String
    public var day: Day

    public init(label: String, day: Day) {
      self.label = label
      self.day = day
    }
  }
}
