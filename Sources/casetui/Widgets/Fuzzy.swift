/// Finds a candidate by letters of it in order, as in a command palette.
enum Fuzzy {
  /// Higher is better; `nil` when a letter is missing. Case does not matter; an empty pattern fits all.
  static func score(_ pattern: String, in candidate: String) -> Int? {
    let wanted = pattern.lowercased().filter { $0 != " " }
    var rest = wanted[...]
    var score = 0
    var previousMatched = false
    var atWordStart = true
    for (index, character) in candidate.lowercased().enumerated() {
      guard let next = rest.first else { break }
      if character == next {
        let isFirst = rest.startIndex == wanted.startIndex
        rest.removeFirst()
        // Runs and word starts are what people type; a late first letter is a worse guess.
        score += 1 + (previousMatched ? 4 : 0) + (atWordStart ? 6 : 0) - (isFirst ? min(index, 5) : 0)
        previousMatched = true
      } else {
        previousMatched = false
      }
      atWordStart = !character.isLetter && !character.isNumber
    }
    return rest.isEmpty ? score : nil
  }

  /// Indices of the candidates that fit, the best first; equals keep their order.
  static func rank(_ pattern: String, among candidates: [String]) -> [Int] {
    candidates.enumerated()
      .compactMap { index, candidate in score(pattern, in: candidate).map { (index, $0) } }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
      .map(\.0)
  }
}
