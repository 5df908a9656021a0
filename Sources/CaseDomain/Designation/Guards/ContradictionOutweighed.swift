/// Nothing speaks against what was found as strongly as the best exhibit that carries it: against an element
/// found met, or for one that has to be, and is found, not met.
///
/// Source: agency policy; no override, for a contradiction is settled by evidence or by another finding.
struct ContradictionOutweighed: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    // Without a lowest grade `ElementSupport` refuses already.
    guard let limit = move.profile[.exhibitGrade] else { return [] }
    let file = move.caseFile
    let matrix = file.matrix
    return Element.allCases.flatMap { element in
      matrix.carrying(element).compactMap { finding -> Obstacle? in
        let against: [ExhibitID]
        switch finding.result {
        case .met:
          against = file.assessment(of: element, carriedBy: finding, profile: move.profile)?.outweighing ?? []
        case .notMet: against = file.outweighing(finding, of: element, profile: move.profile)
        case .undetermined: against = []
        }
        guard !against.isEmpty else { return nil }
        let names = against.map(file.name).joined(separator: ", ")
        return Obstacle(
          .contradicted, move.profile.citation(of: limit),
          finding.result == .met
            ? "\(element.rawValue) is contradicted by \(names), as strong as the best exhibit that carries it"
            : "\(element.rawValue) is found not met, and \(names) supports it as strongly as the best exhibit cited",
          remedy:
            "add stronger evidence, weigh an exhibit again with the reason, or decide the element again",
          status: limit.status)
      }
    }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
