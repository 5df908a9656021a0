/// A hold has a day on which it is looked at again, and not too far off.
struct HoldReview: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard let limit = move.profile[.holdReview], let days = limit.number else {
      return [.missing(.holdReview, in: move.profile)]
    }
    let message: String
    if let review = move.target.reviewOn {
      let ahead = review.number - move.on.number
      if ahead > 0, ahead <= days { return [] }
      message = "the review day \(review) is \(ahead) days ahead; it must be 1 to \(days)"
    } else {
      message = "no review day is given; it must be 1 to \(days) days ahead"
    }
    return [
      Obstacle(
        .holdReview, move.profile.citation(of: limit), message,
        remedy: "name a review day no later than \(move.on.adding(days: days)?.iso ?? "9999-12-31")",
        status: limit.status)
    ]
  }
}
