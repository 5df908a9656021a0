/// A way from the common spine to one measure. A case may be on several at once.
public enum Track: String, CaseIterable, Sendable {
  case attackersList = "ALIST"
  case entityList = "EL"
  case blocking = "SAN"

  public var title: String {
    switch self {
    case .attackersList: "attackers list"
    case .entityList: "Entity List"
    case .blocking: "blocking"
    }
  }

  /// What names the track's record beside its case (docs/journal.md §7.3).
  public var recordKey: String { rawValue.lowercased() }
}
