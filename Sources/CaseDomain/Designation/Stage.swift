/// A stage of the spine or of the listing track.
public enum Stage: Hashable, Sendable {
  case spine(SpineStage)
  case listing(ListingStage)
}

extension Stage: LosslessStringConvertible {
  /// Reads `legal-review` or `list:published`; `nil` for anything else.
  public init?(_ text: String) {
    if text.hasPrefix("list:") {
      guard let stage = ListingStage(rawValue: String(text.dropFirst(5))) else { return nil }
      self = .listing(stage)
    } else {
      guard let stage = SpineStage(rawValue: text) else { return nil }
      self = .spine(stage)
    }
  }

  public var description: String {
    switch self {
    case .spine(let stage): stage.rawValue
    case .listing(let stage): "list:\(stage.rawValue)"
    }
  }
}
