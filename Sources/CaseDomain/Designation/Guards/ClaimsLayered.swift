/// The assessment says apart what was done, by whom, to what purpose and with what effect, each on exhibits
/// and in the words of the standard.
///
/// Source: agency policy §8.2 S3; ICD 203.
struct ClaimsLayered: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let file = move.caseFile
    let missing = ClaimLayer.missing(from: file.analysis.claims).map { layer in
      Obstacle(
        .claimLayer, .policy("8.2 S3"), "no claim speaks of \(layer.rawValue)",
        remedy: "add one: casetui claim add \(file.reference) --layer \(layer.rawValue)")
    }
    let strange = file.analysis.claims.flatMap { claim in
      claim.exhibits.filter { file.exhibit($0) == nil }.map(file.absence).map { absent in
        Obstacle(
          .claimUnsupported, .policy("8.2 S3"), "the claim \"\(claim.text)\" rests on \(absent.words)",
          remedy: absent.remedy)
      }
    }
    return missing + strange + file.analysis.claims.flatMap(\.problems).obstacles
  }
}
