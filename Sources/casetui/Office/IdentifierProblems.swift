import CaseDomain
import CaseStore

extension StoreReader {
  /// Why identifiers that somebody is looked for by may find nobody, each with what to do: a wrong check digit, a kind
  /// that is compared with none, and one that no record held states.
  func problems(of identifiers: [ScreeningFacts.Identifier]) throws -> [(reason: String, remedy: String)] {
    var problems = identifiers.compactMap(\.defect).map {
      (reason: $0, remedy: ScreeningFacts.Identifier.defectRemedy)
    }
    if let ofMany = identifiers.first(where: \.isOfMany) {
      problems.append(
        (
          reason: "\(ofMany.kind) names a tax office, which many share: it is compared with none",
          remedy: "give a number of its own, such as inn or ogrn"
        ))
    }
    for kind in identifiers.filter({ !$0.isOfMany }).map(\.kind) where try !holds(identifierKind: kind) {
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
