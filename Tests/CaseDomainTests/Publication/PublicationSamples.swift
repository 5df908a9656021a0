@testable import CaseDomain

/// Invented subjects only.
enum PublicationSamples {
  static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("not a day: \(text)") }
    return day
  }

  static func subject(_ number: UInt64) -> ActorID { ActorID(high: 0x0192_0000_0000_7000, low: number) }

  /// An entry of the attackers list.
  static func entry(
    _ number: UInt64 = 1, list: PublishedEntry.List = .attackers, published: String = "2027-01-05",
    expires: String? = "2030-01-05", status: PublishedEntry.Status = .published
  ) -> PublishedEntry {
    var entry = PublishedEntry(
      list: list, subject: subject(number), reference: "AL-2027-000\(number)", uid: UInt32(number),
      kind: .entity, name: PublishedName("Beiyuan Xingtu Technology"), publishedOn: day(published),
      status: status, marking: HandlingMark(cui: nil, tlp: .clear))
    entry.expiresOn = expires.map(day)
    entry.basis = [.conducted]
    return entry
  }
}
