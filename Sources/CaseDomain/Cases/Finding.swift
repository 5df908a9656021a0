/// What somebody found on one element, on which exhibits, and why. A judgement with an author, not a fact.
public struct Finding: Hashable, Sendable {
  public enum Result: String, CaseIterable, Sendable {
    case met
    case notMet = "not met"
    case undetermined
  }

  public var result: Result
  public var exhibits: [ExhibitID]
  public var rationale: String
  public var author: String

  public init(_ result: Result, exhibits: [ExhibitID] = [], rationale: String, author: String) {
    self.result = result
    self.exhibits = exhibits
    self.rationale = rationale
    self.author = author
  }

  /// Equal but for the author: two people who found the same do not disagree.
  public func saysTheSame(as other: Finding) -> Bool {
    result == other.result && Set(exhibits) == Set(other.exhibits) && rationale == other.rationale
  }
}

public struct ElementFinding: Hashable, Sendable {
  public var element: Element
  public var finding: Finding
  /// The model version it is about; `nil`: every one of the case. Only of CS1 to CS3.
  public var model: String?

  public init(_ element: Element, _ finding: Finding, model: String? = nil) {
    self.element = element
    self.finding = finding
    self.model = model
  }

  /// About exactly this model version, compared byte by byte.
  public func isAbout(_ name: String) -> Bool { model?.utf8.elementsEqual(name.utf8) ?? false }

  /// What tells its register from others of the case (docs/journal.md §7.1).
  public var detail: String { ElementFinding.detail(element, model: model) }

  public static func detail(_ element: Element, model: String?) -> String {
    element.rawValue + (model.map { "|\($0)" } ?? "")
  }
}
