/// How far a rule of tradecraft goes.
public enum TradecraftSeverity: String, CaseIterable, Sendable {
  /// The product or record is not in order while it stands.
  case refusal
  /// A person should look; the wording may be right where it stands.
  case warning
}
