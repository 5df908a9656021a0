/// What may be said in public is drafted, rests on exhibits, and uses nothing an owner gave in confidence
/// without its permission.
struct PublicBasisDrafted: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let caseFile = move.caseFile
    guard let basis = caseFile.publicBasis, !basis.statement.saysNothing else {
      return [
        Obstacle(
          .publicBasisMissing, .policy("8.2 S5"), "no public basis statement is drafted",
          remedy: "draft what may be said in public, without confidential business information")
      ]
    }
    var rests = basis.exhibits.filter { caseFile.exhibit($0) == nil }.map(caseFile.absence).map { absent in
      Obstacle(
        .publicBasisMissing, .policy("8.2 S5"), "the public basis statement rests on \(absent.words)",
        remedy: absent.remedy)
    }
    if basis.exhibits.isEmpty {
      rests.append(
        Obstacle(
          .publicBasisMissing, .policy("8.2 S5"), "the public basis statement rests on 0 exhibits",
          remedy: "cite the exhibits it rests on"))
    }
    let item = ListingValue(basis.statement, exhibits: basis.exhibits)
    return rests
      + caseFile.unpermitted(item, in: .statementOfReasons, on: move.on).map { use in
        Obstacle(
          .publicBasisConfidential, .policy("8.2 S5"),
          "the public basis statement rests on \(use.exhibit.reference), given in confidence by \(use.owner)",
          remedy: "leave it out, or record that owner's permission for it in statementOfReasons")
      }
  }
}
