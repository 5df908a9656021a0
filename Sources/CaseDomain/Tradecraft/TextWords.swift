/// The words of a text, each with its place.
///
/// A word is a run of letters, marks and digits. A number keeps its decimals (`0.5`), `%` is a word, and an
/// apostrophe inside a word belongs to it. Signs that are not seen are passed over, so that they hide nothing.
struct TextWords: Sendable {
  struct Word: Hashable, Sendable {
    /// As compared: UTF-8, ASCII letters in lower case, without a final `'s` or `'ve`.
    let key: [UInt8]
    /// In UTF-8 bytes of the text.
    let range: Range<Int>
    /// Nothing but white space, or one hyphen, lies between this word and the one before.
    let isClose: Bool
  }

  let all: [Word]
  /// Something stands in the text that is no word, white space or hyphen.
  let hasOther: Bool

  init(_ text: String) {
    let scalars = TextScalars(text)
    var words: [Word] = []
    var hasOther = false
    var isClose = false
    var hyphens = 0
    var index = 0
    while let scalar = scalars[index] {
      if let (key, end) = TextWords.word(in: scalars, at: index) {
        let range = scalars.offset(index)..<scalars.offset(end)
        words.append(Word(key: key, range: range, isClose: isClose && hyphens <= 1))
        (isClose, hyphens, index) = (true, 0, end)
        continue
      }
      if scalar.isHyphen {
        hyphens += 1
      } else if !scalar.isSpace && !scalar.isUnseen {
        (isClose, hasOther) = (false, true)
      }
      index += 1
    }
    all = words
    self.hasOther = hasOther
  }

  /// The word that starts at `start`, as compared, and the index after it.
  private static func word(in scalars: TextScalars, at start: Int) -> (key: [UInt8], end: Int)? {
    if scalars[start] == "%" { return (Array("%".utf8), start + 1) }
    guard scalars[start]?.isWordPart == true else { return nil }
    var key: [UInt8] = []
    var end = start
    while let scalar = scalars[end] {
      if scalar.isWordPart {
        key += lowered(scalar)
        end += 1
        continue
      }
      let next = scalars.first(from: scalar.isUnseen ? end : end + 1, after: \.isUnseen)
      guard let follower = scalars[next], follower.isWordPart, let before = scalars[end - 1] else { break }
      if (scalar == "." || scalar == ",") && before.isASCIIDigit && follower.isASCIIDigit {
        key += lowered(scalar)
      } else if (scalar == "'" || scalar == "\u{2019}") && follower.isLetter {
        key.append(UInt8(ascii: "'"))
      } else if !scalar.isUnseen {
        break
      }
      end = next
    }
    for suffix in ["'s", "'ve"] where key.count > suffix.utf8.count && key.ends(with: suffix) {
      key.removeLast(suffix.utf8.count)
      break
    }
    return (key, end)
  }

  private static func lowered(_ scalar: Unicode.Scalar) -> [UInt8] {
    ("A"..."Z").contains(scalar) ? [UInt8(truncatingIfNeeded: scalar.value) + 32] : Array(scalar.utf8)
  }
}

extension [UInt8] {
  fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}

extension Unicode.Scalar {
  fileprivate var utf8: [UInt8] { Array(String(self).utf8) }
}

/// Words that stand together, compared word by word: `likely` is not found in `unlikely` or `likelihood`.
struct TextPhrase: Hashable, Sendable {
  let words: [[UInt8]]

  init(_ text: String) { words = TextWords(text).all.map(\.key) }

  /// How many words it takes up at `index`; `nil` when it does not stand there.
  func length(in text: some RandomAccessCollection<TextWords.Word>, at index: Int) -> Int? {
    guard !words.isEmpty, index >= 0, index < text.count, words.count <= text.count - index
    else { return nil }
    let found = text.dropFirst(index).prefix(words.count)
    let isThere = zip(found, words).enumerated().allSatisfy { step, pair in
      pair.0.key == pair.1 && (step == 0 || pair.0.isClose)
    }
    return isThere ? words.count : nil
  }
}
