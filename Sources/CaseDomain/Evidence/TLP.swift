/// The Traffic Light Protocol 2.0: who may see what a source shared. Ordered; red is the greatest.
public enum TLP: Int, CaseIterable, Sendable, Comparable {
  case clear, green, amber, amberStrict, red

  /// Reads `TLP:AMBER+STRICT` or `AMBER+STRICT`, in either case. `WHITE` is what TLP 1.0 called `CLEAR`.
  public init?(_ text: String) {
    let upper = text.uppercased()
    let word = upper.hasPrefix("TLP:") ? String(upper.dropFirst(4)) : upper
    guard let level = word == "WHITE" ? .clear : TLP.allCases.first(where: { $0.word == word }) else {
      return nil
    }
    self = level
  }

  /// The label without its prefix.
  public var word: String {
    switch self {
    case .clear: "CLEAR"
    case .green: "GREEN"
    case .amber: "AMBER"
    case .amberStrict: "AMBER+STRICT"
    case .red: "RED"
    }
  }

  public static func < (left: TLP, right: TLP) -> Bool { left.rawValue < right.rawValue }

  /// `nil` when there is nothing to join.
  public static func mostRestrictive(of levels: some Sequence<TLP>) -> TLP? { levels.max() }
}

extension TLP: CustomStringConvertible {
  public var description: String { "TLP:\(word)" }
}
