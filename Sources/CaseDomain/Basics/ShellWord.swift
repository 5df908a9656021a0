extension String {
  /// In apostrophes, as POSIX shells read one word, whatever it holds.
  public var inApostrophes: String {
    // By scalars: an apostrophe with an accent upon it is another Character, and ends the word all the same.
    var word = "'".unicodeScalars
    for scalar in unicodeScalars {
      if scalar == "'" { word.append(contentsOf: #"'\'"#.unicodeScalars) }
      word.append(scalar)
    }
    word.append("'")
    return String(word)
  }
}
