/// An entry is published for a term that ends: not before it began, nor later than the text allows.
///
/// Source: H.R. 8283 (IH) §4(g).
struct ListingTerm: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard let limit = move.profile[.listTerm], let years = limit.number else {
      return [.missing(.listTerm, in: move.profile)]
    }
    let citation = move.profile.citation(of: limit)
    func obstacle(_ code: ObstacleCode, _ message: String, _ remedy: String) -> Obstacle {
      Obstacle(code, citation, message, remedy: remedy, status: limit.status)
    }
    guard let published = move.caseFile.listing?.publishedOn else {
      return [obstacle(.publishedOn, "no day of publication is set", "set it")]
    }
    var obstacles: [Obstacle] = []
    if published > move.on {
      obstacles.append(
        obstacle(
          .publishedOn, "the day of publication \(published) lies after \(move.on)", "publish on that day"))
    }
    if let identified = move.caseFile.identification?.on, published < identified {
      obstacles.append(
        obstacle(
          .publishedOn, "the day of publication \(published) lies before identification on \(identified)",
          "set a day on or after the identification"))
    }
    guard let expires = move.caseFile.listing?.expiresOn else {
      return obstacles + [
        obstacle(.expiresOn, "no day of expiry is set", "set it; a shorter term is allowed")
      ]
    }
    if expires <= published {
      obstacles.append(
        obstacle(
          .expiresOn, "the day of expiry \(expires) is not after publication on \(published)",
          "set a later day"))
    }
    guard let latest = published.adding(years: years) else { return obstacles }
    if expires > latest {
      obstacles.append(
        obstacle(
          .termTooLong,
          "the day of expiry \(expires) lies after \(latest), \(years) calendar years after publication",
          "set it to \(latest) or earlier"))
    }
    return obstacles
  }
}
