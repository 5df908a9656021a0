/// The bill's duty to vote reaches only whom a routine assessment names after the first one is complete;
/// others take ordinary authority.
///
/// Source: H.R. 8283 (IH) §5(a).
struct AfterAssessment: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let file = move.caseFile
    let sections = file.entityList?.proposal?.basisSections ?? []
    guard sections.contains(where: namesTheDuty) else { return [] }
    if let named = file.identification, named.source == .routine, named.on <= move.on { return [] }
    return [
      Obstacle(
        .assessmentOnly, .bill("5(a)"),
        "the proposal rests on §5(a), and no routine assessment (§4(e)) names the subject",
        remedy: "rest it on 15 CFR 744.11, or record the identification under §4(e)")
    ]
  }

  /// Whether a section is §5(a) of the bill; `744.15(a)` is not.
  private func namesTheDuty(_ section: String) -> Bool {
    section.split { !$0.isLetter && !$0.isNumber && !"().".contains($0) }.contains("5(a)")
  }
}
