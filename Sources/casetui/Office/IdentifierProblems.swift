import CaseDomain
import CaseStore

extension StoreReader {
  /// Why identifiers that somebody is looked for by may find nobody, each with what to do: a wrong check digit, and a kind
  /// that no record held states.
  func problems(of identifiers: [ScreeningFacts.Identifier]) throws -> [(reason: String, remedy: String)] {
    var problems = identifiers.compactMap(\.defect).map {
      (reason: $0, remedy: ScreeningFacts.Identifier.defectRemedy)
    }
    for kind in identifiers.map(\.kind) where try !holds(identifierKind: kind) {
      let kinds = try identifierKinds()
      problems.append(
        (
          reason: "no record held states an identifier of kind \(kind)",
          remedy: kinds.isEmpty
            ? "none states any identifier" : "kinds held: \(kinds.joined(separator: ", "))"
        ))
    }
    return problems
  }
}
