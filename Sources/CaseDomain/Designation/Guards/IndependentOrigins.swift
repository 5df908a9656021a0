/// Some elements are not carried by one origin, however often it is echoed.
///
/// Source: agency policy; which elements, and how many origins, is in the profile.
struct IndependentOrigins: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard let limit = move.profile[.independentOrigins], let needed = limit.number else {
      return [.missing(.independentOrigins, in: move.profile)]
    }
    let matrix = move.caseFile.matrix
    return move.profile.elementsNeedingOrigins.compactMap { element in
      guard let finding = matrix.finding(element), finding.result == .met else { return nil }
      let carrying = move.caseFile.carrying(element, finding)
      let origins = Set(carrying.compactMap(\.originKey)).count
      guard origins < needed, move.caseFile.waiver(of: element)?.isComplete != true else { return nil }
      let nameless = carrying.filter { $0.originKey == nil }.map { move.caseFile.name($0.exhibit) }
      return Obstacle(
        .origins, move.profile.citation(of: limit),
        "\(element.rawValue) rests on \(origins) of \(needed) independent origins"
          + (nameless.isEmpty ? "" : "; \(nameless.joined(separator: ", ")) name none"),
        remedy: "add an exhibit from another origin; echoes of one origin count once", status: limit.status)
    }
  }
}
