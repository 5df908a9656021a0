public typealias ContestID = ID<Contest>

/// A denial or another explanation, with where it was looked for, how much it weighs and what became of it.
/// Material that speaks against the case has a place of its own, so that it cannot be left out.
///
/// Source: agency policy §8.2 S3.
public struct Contest: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case denial
    /// Own-model distillation, licensed outputs, lawful use of open weights.
    case lawfulDistillation = "lawful distillation"
    /// The other model was public, or trained, before the alleged conduct could have served it.
    case timeline
    case other
  }

  public enum Weight: String, CaseIterable, Sendable { case low, medium, high }

  /// What the office made of it. A judgement with an author and a reason.
  public struct Disposition: Hashable, Sendable {
    public enum Outcome: String, CaseIterable, Sendable {
      case accepted, rejected
      case partlyAccepted = "partly accepted"
      /// Considered, and left standing: the product says so.
      case unresolved
    }

    public var outcome: Outcome
    public var reason: String
    public var author: String

    public init(_ outcome: Outcome, reason: String, author: String) {
      self.outcome = outcome
      self.reason = reason
      self.author = author
    }
  }

  public let id: ContestID
  public var kind: Kind
  /// Who stated it; `nil` when the office raised it itself, or searched and found nothing stated.
  public var statedBy: String?
  public var text: String
  public var exhibits: [ExhibitID]
  public var searchedOn: Day?
  public var searchedWhere: String
  public var weight: Weight
  public var disposition: Disposition?

  public init(
    id: ContestID, kind: Kind, statedBy: String? = nil, text: String, exhibits: [ExhibitID] = [],
    searchedOn: Day? = nil, searchedWhere: String = "", weight: Weight, disposition: Disposition? = nil
  ) {
    self.id = id
    self.kind = kind
    self.statedBy = statedBy
    self.text = text
    self.exhibits = exhibits
    self.searchedOn = searchedOn
    self.searchedWhere = searchedWhere
    self.weight = weight
    self.disposition = disposition
  }

  /// No disposition yet, or one without a reason or an author.
  public var isOpen: Bool { disposition.map { $0.reason.saysNothing || $0.author.saysNothing } ?? true }
  /// The day and the place of a search are recorded.
  public var isSearched: Bool { searchedOn != nil && !searchedWhere.saysNothing }

  private static let citation = Citation.policy("8.2 S3")

  /// What is missing from a register: kinds nobody searched, contests still open.
  ///
  /// - Parameter required: kinds of which at least one contest must be searched for and disposed of. With none
  ///   required, one of any kind is.
  public static func problems(
    in register: [Contest], required: [Kind] = [.denial, .lawfulDistillation, .timeline]
  ) -> [TradecraftProblem] {
    var problems: [TradecraftProblem] = []
    let missing = required.filter { kind in !register.contains { $0.kind == kind && $0.isSearched } }
    if !missing.isEmpty {
      problems.append(
        TradecraftProblem(
          .contestNotSearched, citation,
          "no search is recorded for \(missing.map(\.rawValue).joined(separator: ", "))",
          remedy: "search, and record where and when, even if nothing was found"))
    } else if !register.contains(where: \.isSearched) {
      problems.append(
        TradecraftProblem(
          .contestNotSearched, citation, "0 of 1 contests searched",
          remedy: "search for denials and other explanations, and record where and when"))
    }
    return problems + register.sorted { $0.id < $1.id }.flatMap(\.problems)
  }

  /// All that is not in order with this one.
  public var problems: [TradecraftProblem] {
    var problems: [TradecraftProblem] = []
    if text.saysNothing {
      problems.append(
        TradecraftProblem(
          .contestIncomplete, Contest.citation, "a contest (\(kind.rawValue)) says nothing",
          remedy: "write what was stated, or that nothing was found"))
    }
    if isOpen {
      let why = disposition == nil ? "has no disposition" : "has a disposition without reason or author"
      problems.append(
        TradecraftProblem(
          .contestOpen, Contest.citation, "a contest (\(kind.rawValue), weight \(weight.rawValue)) \(why)",
          remedy: "accept, reject or leave it unresolved, with a reason"))
    }
    return problems
  }
}
