import CaseDomain

/// What the EU's consolidated list says of an entry in XML and in CSV alike, so that both make the same record.
enum EUEntry {
  static let type = "eu-entry"
  static let maximumIDBytes = 20

  static func id(_ logicalID: String) -> String { "eu:\(logicalID)" }

  static func schema(_ code: String?) -> NameSchema {
    code == "person" ? .person : code == "enterprise" ? .organisation : .unknown
  }

  /// A date of birth or a year, of the Gregorian calendar; of another, such as the Islamic one, it stays in the bytes.
  ///
  /// - Parameter calendar: `GREGORIAN`, or nothing, which means the same.
  /// - Returns: what a person should know when the date is left out, for its calendar or as it cannot be read.
  static func takeBirth(_ date: String?, calendar: String?, into facts: inout StatedFacts) -> RecordWarning? {
    guard let date else { return nil }
    let calendar = calendar ?? "GREGORIAN"
    if StatedText.isSame(StatedText.lowered(calendar), "gregorian") {
      let read = ListDate.iso(date)
      facts.addDate(read)
      return read == nil ? ListDate.warning(unread: [date]) : nil
    }
    return RecordWarning(
      reason: "its date of birth \(RowDefect.quote(date)) is of the calendar \(RowDefect.quote(calendar))",
      remedy: "it is screened without that date; look at the entry when it is a hit")
  }

  /// A number of a document that is not known to be false.
  static func take(_ number: String, type: String?, into facts: inout StatedFacts) {
    guard number.utf8.count <= ListIdentifier.maximumValueBytes else { return }
    switch type {
    case "passport": facts.addIdentifier("passport", number)
    case "id": facts.addIdentifier("national-id", number)
    case "regnumber": facts.addIdentifier("registration", number)
    case "tin", "fiscalcode", "taxid": facts.addIdentifier("tax-id", number)
    case "imo": facts.addIdentifier("imo", number)
    case "swiftbic": facts.addIdentifier("bic", number)
    default: break
    }
  }
}
