import CaseDomain

/// Why a list cannot be written. Nothing is written then: a list that lacks an entry is a wrong list.
public struct ListFault: Error, Hashable, Sendable {
  /// `SDN.CSV`, `attackers list`…
  public let format: String
  /// The entry's reference.
  public let entry: String
  /// The column or field at fault; empty when it is the entry as a whole.
  public let field: String
  public let reason: String
  public let remedy: String

  init(_ format: String, _ entry: PublishedEntry, _ field: String = "", _ reason: String, remedy: String) {
    self.format = format
    self.entry = entry.reference
    self.field = field
    self.reason = reason
    self.remedy = remedy
  }

  /// Printed after "refused: ", so no full stop.
  public var message: String {
    "\(format), entry \(entry)\(field.isEmpty ? "" : ", \(field)"): \(reason)"
  }
}
