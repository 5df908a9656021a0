extension [NameFeature] {
  /// What each adds to the score, rounded so that the parts add up to their rounded sum: what rounding down leaves
  /// over goes to those that lost most by it, the first of equals.
  ///
  /// - Parameter parts: of one, such as 1,000 for three decimals.
  /// - Returns: one number of parts for each feature.
  public func effects(inPartsOfOne parts: Double) -> [Int] {
    let exact = map { $0.effect * parts }
    // The reader of a score rounds halves away from zero, as this does.
    let whole = Int((reduce(0) { $0 + $1.effect } * parts).rounded())
    var rounded = exact.map { Int($0.rounded(.down)) }
    let left = whole - rounded.reduce(0, +)
    let order = indices.sorted {
      let (one, other) = (exact[$0] - Double(rounded[$0]), exact[$1] - Double(rounded[$1]))
      return one == other ? $0 < $1 : one > other
    }
    for place in order.prefix(Swift.max(0, left)) { rounded[place] += 1 }
    return rounded
  }
}
