extension CaseFile {
  /// Everything that stands in the way of recording this finding. Empty: it may be recorded.
  public func decide(_ proposal: ElementFinding) -> [Obstacle] {
    let (element, finding) = (proposal.element, proposal.finding)
    let support = Support(of: finding, among: exhibits)
    var obstacles: [Obstacle] = []
    func add(_ code: ObstacleCode, _ message: String, _ remedy: String) {
      obstacles.append(Obstacle(code, .policy("8.2 S4"), "\(element.rawValue) \(message)", remedy: remedy))
    }
    if let model = proposal.model {
      if element.group != .closedModel {
        obstacles.append(
          Obstacle(
            .findingModel, .bill("3(2)"), "\(element.rawValue) is found for the case, not for one model",
            remedy: "leave the model out; only CS1 to CS3 are found for each model"))
      } else if !modelVersions.contains(where: { $0.utf8.elementsEqual(model.utf8) }) {
        obstacles.append(
          Obstacle(
            .findingModel, .bill("3(2)"), "the case names no model version \(model)",
            remedy: "name it first: casetui case set \(reference) --model NAME"))
      }
    }
    if finding.result == .met, finding.exhibits.isEmpty {
      add(
        .findingExhibitMissing, "cannot be met on no exhibit", "cite an exhibit, or record it as undetermined"
      )
    }
    for absent in support.missing.map(absence) {
      add(.findingExhibitUnknown, "cites \(absent.words)", absent.remedy)
    }
    for exhibit in support.damaged where finding.result == .met {
      add(
        .findingExhibitDamaged, "cites \(exhibit.reference), which is damaged",
        "take the exhibit in again from its source, or cite another")
    }
    if finding.rationale.saysNothing {
      add(.findingRationale, "has no rationale", "say why the exhibits show it, or do not")
    }
    if finding.author.saysNothing { add(.findingAuthor, "has no author", "name who found it") }
    return obstacles
  }
}
