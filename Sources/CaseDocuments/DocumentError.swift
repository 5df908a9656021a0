import CaseDomain

/// Why a document was not made. Nothing is made in part.
public enum DocumentError: Error, Hashable, Sendable {
  /// Sentences count from 1.
  case sentenceWithoutExhibit(Int, of: DocumentSection)
  /// A judgement on an element, a claim, an entry or a determination.
  case itemWithoutExhibit(String)
  case unknownExhibit(Int, in: String)
  case absentExhibit(AbsentExhibit, in: String)
  case exhibitTwice(Int)
  case exhibitNumber(Int)
  case noMarking
  /// A sentence, name or answer that says nothing.
  case empty(String)
  /// A document of this kind needs a part of the facts that was not given.
  case missingPart(String, DocumentKind)
  case badCycle(Int)
  case voteTwice(String)
  /// The template made text that is not in the Markdown that documents are made of. Lines count from 1.
  case markup(template: String, MarkdownFault)

  /// What is wrong, and where. Printed after "refused: ", so no full stop.
  public var message: String {
    switch self {
    case .sentenceWithoutExhibit(let number, let section):
      "sentence \(number) of \(section.title) has no exhibit"
    case .itemWithoutExhibit(let item): "\(item) has no exhibit"
    case .unknownExhibit(let number, let place):
      "\(place) cites exhibit \(number), which the case does not have"
    case .absentExhibit(let absent, let place): "\(place) rests on \(absent.words)"
    case .exhibitTwice(let number): "two exhibits bear the number \(number)"
    case .exhibitNumber(let number): "\(number) is no number of an exhibit: they count from 1"
    case .noMarking: "the document has no marking"
    case .empty(let place): "\(place) is empty"
    case .missingPart(let part, let kind): "a \(kind.title.lowercased()) needs its \(part)"
    case .badCycle(let cycle): "cycle \(cycle) of the report: they count from 0, the report, to 3"
    case .voteTwice(let agency): "\(agency) votes twice"
    case .markup(let template, let fault):
      "\(template).mustache made text outside the rules: line \(fault.line) of the result, \(fault.reason)"
    }
  }

  /// What can be done now.
  public var remedy: String {
    switch self {
    case .sentenceWithoutExhibit, .itemWithoutExhibit:
      "cite the exhibit it rests on, or leave it out; argument and opinion have sections of their own"
    case .unknownExhibit: "add the exhibit to the case, or correct the number"
    case .absentExhibit(let absent, _): absent.remedy
    case .exhibitTwice, .exhibitNumber: "renumber the exhibits"
    case .noMarking: "mark the document, at least with what its exhibits ask for"
    case .empty: "write it, or take it out"
    case .missingPart(let part, _): "record the \(part) first"
    case .badCycle: "give a cycle from 0 to 3"
    case .voteTwice: "record one vote for each agency"
    case .markup: "correct the template; docs/documents.md §4 has the rules"
    }
  }
}
