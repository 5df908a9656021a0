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
      let support = Support(of: finding, among: move.caseFile.exhibits)
      guard support.origins.count < needed,
        move.caseFile.approval(.supportOverride, detail: element.rawValue) == nil
      else { return nil }
      let nameless = support.usable.filter { $0.originKey == nil }.map(\.reference)
      return Obstacle(
        .origins, move.profile.citation(of: limit),
        "\(element.rawValue) rests on \(support.origins.count) of \(needed) independent origins"
          + (nameless.isEmpty ? "" : "; \(nameless.joined(separator: ", ")) name none"),
        remedy: "add an exhibit from another origin; echoes of one origin count once", status: limit.status)
    }
  }
}
