/// Every element found met rests on an exhibit that can carry it: in the case, undamaged, graded well enough,
/// and weighed strong enough.
///
/// Source: agency policy; counsel may override grade, strength and origins for one element, with a reason.
struct ElementSupport: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard let limit = move.profile[.exhibitGrade], let floor = limit.grade else {
      return [.missing(.exhibitGrade, in: move.profile)]
    }
    let citation = move.profile.citation(of: limit)
    let matrix = move.caseFile.matrix
    let carried = Element.allCases.flatMap { element in matrix.carrying(element).map { (element, $0) } }
    return carried.flatMap { element, finding -> [Obstacle] in
      guard finding.result == .met else { return [] }
      let support = Support(of: finding, among: move.caseFile.exhibits)
      func obstacle(_ code: ObstacleCode, _ message: String, _ remedy: String) -> Obstacle {
        Obstacle(code, citation, "\(element.rawValue) \(message)", remedy: remedy, status: limit.status)
      }
      if finding.exhibits.isEmpty {
        return [obstacle(.supportMissing, "is met on 0 exhibits", "cite an exhibit, or decide it again")]
      }
      var obstacles = support.missing.map(move.caseFile.absence).map {
        obstacle(.supportMissing, "rests on \($0.words)", $0.remedy)
      }
      obstacles += support.damaged.map {
        obstacle(
          .supportDamaged, "rests on \($0.reference), which is damaged and supports nothing",
          "cite an undamaged exhibit, and decide it again")
      }
      let carrying = move.caseFile.carrying(element, finding)
      if carrying.isEmpty, !support.usable.isEmpty {
        let names = support.usable.map(\.reference).joined(separator: ", ")
        obstacles.append(
          obstacle(
            .supportMissing, "rests on \(names), and nothing of it is weighed in its support",
            "cite an exhibit that supports it, weigh it again with the reason, or decide it again"))
        return obstacles
      }
      guard move.caseFile.waiver(of: element)?.isComplete != true else { return obstacles }
      let graded = carrying.filter { $0.grade?.meets(floor) ?? false }
      if graded.isEmpty {
        let grades = carrying.map {
          "\(move.caseFile.name($0.exhibit)) \($0.grade?.description ?? "ungraded")"
        }
        obstacles.append(
          obstacle(
            .supportGrade,
            "has no exhibit graded \(floor) or better"
              + (grades.isEmpty ? "" : ": \(grades.joined(separator: ", "))"),
            "add a better exhibit; F and 6 cannot be judged and do not count"))
      } else if let least = StrengthPolicy(move.profile, for: element)?.minimumStrength,
        !graded.contains(where: { $0.strength >= least })
      {
        let weights = graded.map { "\(move.caseFile.name($0.exhibit)) \($0.strength.rawValue)" }
        obstacles.append(
          obstacle(
            .supportStrength,
            "has no exhibit graded \(floor) or better that is at least \(least.rawValue) support: "
              + weights.joined(separator: ", "),
            "add a stronger exhibit, or weigh one again with the reason"))
      }
      return obstacles
    }
  }
}
