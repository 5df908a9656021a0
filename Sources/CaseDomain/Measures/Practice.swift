/// A way to detect attacks, to prevent them, or to respond to them, that the office has learnt of.
///
/// It belongs to no case. Source: NSTM-4, third measure; H.R. 8283 (IH) §4(c), §4(h).
public struct Practice: Hashable, Sendable {
  /// Source: H.R. 8283 (IH) §4(h).
  public enum Kind: String, CaseIterable, Sendable { case detect, prevent, respond }

  /// The owner it came from, as a case names it.
  public struct Giver: Hashable, Sendable {
    public var id: OwnerID
    public var name: String

    public init(id: OwnerID, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// An owner's express permission to publish what it gave.
  public struct Permission: Hashable, Sendable {
    public var signer: String
    public var on: Day

    public init(signer: String, on: Day) {
      self.signer = signer
      self.on = on
    }
  }

  public var id: EntityID
  public var kind: Kind
  public var text: String
  /// Where the office has it from.
  public var source: String
  public var exhibits: [ExhibitID]
  /// `nil` when no owner gave it.
  public var giver: Giver?
  /// `nil` until the giver allows it.
  public var permission: Permission?
  /// What it does well, of ways to detect; said in R5 of the report (§4(b)(5)).
  public var strengths: String
  public var weaknesses: String
  /// Once withdrawn it is published no more, whatever else is said of it.
  public var withdrawal: Withdrawal?
  public var author: Person

  public init(
    id: EntityID, kind: Kind, text: String, source: String, exhibits: [ExhibitID] = [], giver: Giver? = nil,
    permission: Permission? = nil, strengths: String = "", weaknesses: String = "",
    withdrawal: Withdrawal? = nil, author: Person
  ) {
    self.id = id
    self.kind = kind
    self.text = text
    self.source = source
    self.exhibits = exhibits
    self.giver = giver
    self.permission = permission
    self.strengths = strengths
    self.weaknesses = weaknesses
    self.withdrawal = withdrawal
    self.author = author
  }

  /// Everything that stands in the way of recording it. Empty: it may be recorded.
  public func obstacles(on today: Day) -> [Obstacle] {
    var found: [Obstacle] = []
    func report(_ citation: Citation, _ message: String, _ remedy: String) {
      found.append(Obstacle(.practiceIncomplete, citation, message, remedy: remedy))
    }
    if text.saysNothing { report(.policy("8.10"), "it does not say what to do", "describe the practice") }
    if source.saysNothing { report(.policy("8.10"), "it has no source", "say where the office has it from") }
    if let permission {
      if giver == nil {
        report(
          .bill("4(h)(2)"), "a permission is recorded, and no owner who gave it",
          "name the owner whose practice it is")
      }
      if permission.signer.saysNothing {
        report(.bill("4(h)(2)"), "nobody is named who gave permission", "name who signed for the owner")
      }
      if permission.on > today {
        report(.bill("4(h)(2)"), "\(permission.on) has not come yet", "record the day permission was given")
      }
    }
    return found
  }
}

extension Practice {
  /// Why a practice stays out of what is published.
  public enum Reserve: Hashable, Sendable {
    case withdrawn(Withdrawal)
    /// It came from an owner who has not expressly permitted it.
    case noPermission(owner: String)
    /// It rests on what an owner gave in confidence, and that owner has not permitted this practice.
    case inConfidence(ExhibitID)
    /// The exhibit is not in the store, so nobody can tell whether it was given in confidence; or it was taken back, and
    /// supports nothing.
    case unknownExhibit(ExhibitID)

    /// Something of an owner's is kept back, not only something old.
    public var isConfidence: Bool { if case .withdrawn = self { false } else { true } }
  }

  /// Everything that keeps it from being published; empty when it may be.
  ///
  /// A practice that nobody gave and that rests on nothing in confidence may be published.
  ///
  /// - Parameters:
  ///   - confidence: by exhibit, every owner on record as having given it in confidence.
  ///   - known: the exhibits in the store that were not taken back.
  ///
  /// Source: H.R. 8283 (IH) §4(h)(2).
  public func reserves(confidence: [ExhibitID: Set<OwnerID>], known: Set<ExhibitID>) -> [Reserve] {
    var found: [Reserve] = withdrawal.map { [.withdrawn($0)] } ?? []
    if let giver, permission == nil { found.append(.noPermission(owner: giver.name)) }
    let permitted: Set<OwnerID> = permission == nil ? [] : Set(giver.map { [$0.id] } ?? [])
    for exhibit in exhibits {
      if !known.contains(exhibit) {
        found.append(.unknownExhibit(exhibit))
      } else if !(confidence[exhibit] ?? []).isSubset(of: permitted) {
        found.append(.inConfidence(exhibit))
      }
    }
    return found
  }
}
