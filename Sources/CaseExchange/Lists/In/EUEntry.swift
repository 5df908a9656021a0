import CaseDomain

/// What the EU's consolidated list says of an entry in XML and in CSV alike, so that both make the same record.
enum EUEntry {
  static let type = "eu-entry"
  static let maximumIDBytes = 20

  static func id(_ logicalID: String) -> String { "eu:\(logicalID)" }

  static func schema(_ code: String?) -> NameSchema {
    code == "person" ? .person : code == "enterprise" ? .organisation : .unknown
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
