import CaseDomain

/// Reads what sources write of the days and the share of a holding, and keeps what cannot be read: an end that
/// nobody can read is no holding without end.
struct HoldingWords {
  private(set) var warnings: [RecordWarning] = []

  /// - Parameter name: as the source calls it, for the warning.
  /// - Returns: `nil` when nothing is stated.
  mutating func day(_ text: String?, _ name: String) -> StatedDay? {
    guard let text, !text.saysNothing else { return nil }
    if let day = StatedDay(text), day != .unreadable { return day }
    warnings.append(
      RecordWarning(
        reason: "its `\(name)` is \(RowDefect.quote(text)), which is no day, month or year",
        remedy: "the holding counts as one that may hold on any day; ask the source for the day"))
    return .unreadable
  }

  mutating func day(_ value: JSONValue?, _ name: String) -> StatedDay? {
    day(RegisterText.filled(value) ?? value?.scalar, name)
  }

  /// - Parameter range: what was read of the text.
  mutating func share(_ text: String, _ range: ShareRange?) {
    guard range == nil, !text.saysNothing else { return }
    warnings.append(
      RecordWarning(
        reason: "its share is \(RowDefect.quote(text)), which is no percentage from 0 to 100",
        remedy: "the share counts as unknown; ask the source for the number"))
  }

  /// - Parameter parts: of which the source states more than one, where a holding has one.
  mutating func several(_ parts: [String]) {
    guard !parts.isEmpty else { return }
    warnings.append(
      RecordWarning(
        reason:
          "it states more than one \(parts.joined(separator: ", more than one ")), and the first counts",
        remedy: "read the others in it; ask the source for an entity for each holding"))
  }

  /// A holding that ends before it begins holds on no day.
  mutating func check(_ holding: StatedHolding) {
    guard let from = holding.from, let to = holding.to else { return }
    // What ended in a year may have been held on its last day.
    guard to.isExact ? to.last <= from.first : to.last < from.first else { return }
    warnings.append(
      RecordWarning(
        reason: "it ends on \(to.text), not after it begins on \(from.text)",
        remedy: "it counts on no day; ask the source which of the two is right"))
  }
}
