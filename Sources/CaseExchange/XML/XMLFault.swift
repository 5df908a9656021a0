/// Where a text stops being the strict XML we read.
///
/// `offset` counts bytes from the start of the file. The line is found only when a person will read it.
struct XMLFault: Error, Equatable, Codable {
  let kind: Kind
  let offset: Int

  enum Kind: UInt8, CaseIterable, Codable {
    case empty, truncated, notUTF8Text, otherEncoding, otherVersion, badDeclaration, lateDeclaration
    case documentType, textOutsideRoot, secondRoot, badMarkup, badName, missingSpace, badAttribute
    case duplicateAttribute, lessThanInAttribute, mismatchedTag, closeWithoutOpen
    case badCharacter, badUTF8, badReference, unknownEntity, endOfSectionInText, hyphensInComment
    case tooDeep, tooManyAttributes, nameTooLong, valueTooLong, tokenTooLong
  }
}

extension XMLFault.Kind {
  /// It may well be XML; reading it would take more than a reader may spend.
  var isOverBudget: Bool {
    switch self {
    case .tooDeep, .tooManyAttributes, .nameTooLong, .valueTooLong, .tokenTooLong: true
    default: false
    }
  }

  var reason: String {
    switch self {
    case .empty: "there is no element here, only white space"
    case .truncated: "the text ends before the last element does"
    case .notUTF8Text: "the text is UTF-16 or UTF-32, not UTF-8"
    case .otherEncoding: "the file declares an encoding other than UTF-8"
    case .otherVersion: "the file declares a version of XML other than 1.0"
    case .badDeclaration: "the XML declaration is not as the standard has it"
    case .lateDeclaration: "an XML declaration stands behind the start of the file"
    case .documentType:
      "the file has a DOCTYPE, which can define text that grows without bound or names files"
    case .textOutsideRoot: "text stands outside the outermost element"
    case .secondRoot: "a second element follows the outermost one"
    case .badMarkup: "markup that XML does not allow at this place"
    case .badName: "a name is missing, or starts with a character that no name starts with"
    case .missingSpace: "white space is missing between two parts of a tag"
    case .badAttribute: "an attribute without an equals sign or without quotes"
    case .duplicateAttribute: "the same attribute occurs twice in one tag"
    case .lessThanInAttribute: "a raw < inside the value of an attribute"
    case .mismatchedTag: "a closing tag has another name than the element that is open"
    case .closeWithoutOpen: "a closing tag stands where no element is open"
    case .badCharacter: "a character that XML does not allow"
    case .badUTF8: "bytes that are not valid UTF-8"
    case .badReference: "an & that starts no reference, or a reference to a character that XML does not allow"
    case .unknownEntity: "a reference to an entity other than the five of the standard"
    case .endOfSectionInText: "a raw ]]> inside text"
    case .hyphensInComment: "two hyphens inside a comment"
    case .tooDeep: "elements are nested more than \(XMLScanner.maximumDepth) deep"
    case .tooManyAttributes: "a tag has more than \(XMLScanner.maximumAttributes) attributes"
    case .nameTooLong: "a name is longer than \(XMLScanner.maximumNameBytes) bytes"
    case .valueTooLong: "the value of an attribute is longer than \(XMLScanner.maximumValueBytes) bytes"
    case .tokenTooLong: "a tag, text or comment is longer than \(XMLScanner.maximumTokenBytes) bytes"
    }
  }

  var remedy: String {
    switch self {
    case .empty, .truncated: "get the file again and compare its size and SHA-256 with the sender's"
    case .notUTF8Text, .otherEncoding, .badUTF8: "ask the sender for UTF-8, or convert a copy"
    case .documentType: "ask the sender for the file without a DOCTYPE, or keep it as an attachment"
    case .tooDeep, .tooManyAttributes, .nameTooLong, .valueTooLong, .tokenTooLong:
      "keep the file as an attachment, and ask the sender what it is"
    default: "ask the sender for a file that is well-formed XML 1.0, or keep it as an attachment"
    }
  }

  func refusal(path: String, offset: Int, line: Int) -> ImportRefusal {
    ImportRefusal(
      isOverBudget ? .overBudget : .malformed, path: path, offset: offset, line: line, reason: reason,
      remedy: remedy)
  }
}
