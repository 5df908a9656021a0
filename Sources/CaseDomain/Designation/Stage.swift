/// A stage of the spine or of a track.
public enum Stage: Hashable, Sendable {
  case spine(SpineStage)
  case listing(ListingStage)
  case entityList(EntityListStage)
  case blocking(BlockingStage)

  /// `nil` for the spine.
  public var track: Track? {
    switch self {
    case .spine: nil
    case .listing: .attackersList
    case .entityList: .entityList
    case .blocking: .blocking
    }
  }

  /// The stage's own name, without its track.
  public var name: String {
    switch self {
    case .spine(let stage): stage.rawValue
    case .listing(let stage): stage.rawValue
    case .entityList(let stage): stage.rawValue
    case .blocking(let stage): stage.rawValue
    }
  }

  /// A stage by its name on a track (`nil`: on the spine); `nil` when there is none of that name.
  public init?(_ name: String, on track: Track?) {
    let stage: Stage? =
      switch track {
      case nil: SpineStage(rawValue: name).map { .spine($0) }
      case .attackersList: ListingStage(rawValue: name).map { .listing($0) }
      case .entityList: EntityListStage(rawValue: name).map { .entityList($0) }
      case .blocking: BlockingStage(rawValue: name).map { .blocking($0) }
      }
    guard let stage else { return nil }
    self = stage
  }

  /// Every stage of a track, or of the spine.
  public static func all(on track: Track?) -> [Stage] {
    switch track {
    case nil: SpineStage.allCases.map { .spine($0) }
    case .attackersList: ListingStage.allCases.map { .listing($0) }
    case .entityList: EntityListStage.allCases.map { .entityList($0) }
    case .blocking: BlockingStage.allCases.map { .blocking($0) }
    }
  }
}

extension Stage: LosslessStringConvertible {
  /// Before the colon, for a stage on a track.
  private static let prefixes: [(String, Track)] = [
    ("list:", .attackersList), ("el:", .entityList), ("san:", .blocking),
  ]

  /// Reads `legal-review`, `list:published`, `el:voted` or `san:signed`; `nil` for anything else.
  public init?(_ text: String) {
    for (prefix, track) in Stage.prefixes where text.hasPrefix(prefix) {
      self.init(String(text.dropFirst(prefix.count)), on: track)
      return
    }
    self.init(text, on: nil)
  }

  public var description: String {
    (Stage.prefixes.first { $0.1 == track }?.0 ?? "") + name
  }
}
