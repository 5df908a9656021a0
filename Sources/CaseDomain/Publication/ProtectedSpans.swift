/// A passage of text that an owner gave in confidence.
public struct ProtectedPassage: Hashable, Sendable {
  public var text: String
  /// The owner's name, for the message.
  public var owner: String
  /// The exhibit it stands in, such as `EX-014`.
  public var exhibit: String
  /// An unrevoked consent covers this passage in what is being published.
  public var isConsented: Bool

  public init(_ text: String, owner: String, exhibit: String, isConsented: Bool = false) {
    self.text = text
    self.owner = owner
    self.exhibit = exhibit
    self.isConsented = isConsented
  }
}

/// A protected passage found where the public would read it.
public struct Leak: Hashable, Sendable {
  public let owner: String
  public let exhibit: String
  /// Of the first byte of the passage, counted from the start of the output.
  public let offset: Int

  /// Printed after "refused: ". Never holds the passage itself.
  public var message: String {
    "the output holds a passage of exhibit \(exhibit) at byte \(offset), given in confidence by \(owner)"
  }
  public var remedy: String { "take the passage out, or record that owner's consent for it" }
}

/// Why an output may not leave. Every leak is named, not only the first.
public struct LeakRefusal: Error, Hashable, Sendable {
  /// Ordered by offset, then exhibit and owner; never empty.
  public let leaks: [Leak]
}

/// Finds what owners gave in confidence in the finished bytes of a publication, whatever path it took there.
///
/// Compared after folding: case, compatibility forms and accents, runs of space, invisible characters. The
/// bytes are read as they are, with the escapes of HTML, XML, CSV and JSON undone (also twice), and with tags
/// left out. A passage below 8 characters is compared exactly and only as whole words: folded, it would be
/// found in every list. Text that was paraphrased, translated or put into an image is not found.
///
/// Source: H.R. 8283 (IH) §4(g)(2); `docs/publication.md` §5.
public struct ProtectedSpans: Sendable {
  /// Shorter passages are compared exactly. Agency policy.
  public static let shortestFolded = 8

  private let folded: Needles
  private let exact: Needles

  /// - Parameter passages: those that are consented to, and those without a visible character, protect nothing.
  public init(_ passages: [ProtectedPassage]) {
    var folded: [Needle] = []
    var exact: [Needle] = []
    var folding = Folding()
    for passage in passages where !passage.isConsented {
      let text = TextView(passage.text.unicodeScalars).spaced()
      guard !text.scalars.isEmpty else { continue }
      let needle = text.folded(&folding)
      if String(String.UnicodeScalarView(text.scalars)).count < Self.shortestFolded || needle.scalars.isEmpty
      {
        exact.append(Needle(text.scalars, passage))
      } else {
        folded.append(Needle(needle.scalars, passage))
      }
    }
    self.folded = Needles(folded)
    self.exact = Needles(exact)
  }

  /// Each passage is reported once for each place it begins at, ordered by that place.
  public func leaks(in output: [UInt8]) -> [Leak] {
    var found: Set<Leak> = []
    var folding = Folding()
    for view in Self.views(of: output) {
      let spaced = view.spaced()
      exact.search(spaced, wholeWords: true) { found.insert($0) }
      if !folded.isEmpty { folded.search(spaced.folded(&folding), wholeWords: false) { found.insert($0) } }
    }
    return found.sorted { ($0.offset, $0.exhibit, $0.owner) < ($1.offset, $1.exhibit, $1.owner) }
  }

  /// - Throws: `LeakRefusal` when anything protected is in the bytes.
  public func check(_ output: [UInt8]) throws(LeakRefusal) {
    let leaks = leaks(in: output)
    if !leaks.isEmpty { throw LeakRefusal(leaks: leaks) }
  }

  /// The readings of the output. Tags go before the escapes: `&lt;b&gt;` is text, `<b>` is not.
  private static func views(of output: [UInt8]) -> [TextView] {
    let raw = TextView(output)
    let tagless = raw.withoutTags(nil)
    let hasTags = tagless.scalars.count < raw.scalars.count
    return (hasTags ? [raw, tagless, raw.withoutTags(" ")] : [raw]).flatMap { view in
      let once = view.unescaped()
      guard once.scalars != view.scalars else { return [view] }
      let twice = once.unescaped()
      return twice.scalars == once.scalars ? [view, once] : [view, once, twice]
    }
  }
}

private struct Needle {
  let scalars: [Unicode.Scalar]
  let passage: ProtectedPassage

  init(_ scalars: [Unicode.Scalar], _ passage: ProtectedPassage) {
    self.scalars = scalars
    self.passage = passage
  }
}

/// Many needles, found by their first two scalars.
private struct Needles {
  private var byStart: [UInt64: [Needle]] = [:]
  private var single: [Needle] = []

  init(_ needles: [Needle]) {
    for needle in needles {
      if needle.scalars.count < 2 {
        single.append(needle)
      } else {
        byStart[Self.key(needle.scalars[0], needle.scalars[1]), default: []].append(needle)
      }
    }
  }

  var isEmpty: Bool { byStart.isEmpty && single.isEmpty }

  func search(_ view: TextView, wholeWords: Bool, _ take: (Leak) -> Void) {
    guard !isEmpty else { return }
    let text = view.scalars
    for start in text.indices {
      report(single, view, at: start, wholeWords, take)
      guard start + 1 < text.count, let starting = byStart[Self.key(text[start], text[start + 1])] else {
        continue
      }
      report(starting, view, at: start, wholeWords, take)
    }
  }

  private func report(
    _ needles: [Needle], _ view: TextView, at start: Int, _ wholeWords: Bool, _ take: (Leak) -> Void
  ) {
    for needle in needles where Self.matches(needle.scalars, view.scalars, at: start, wholeWords) {
      let passage = needle.passage
      take(Leak(owner: passage.owner, exhibit: passage.exhibit, offset: view.offsets[start]))
    }
  }

  private static func key(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt64 {
    UInt64(first.value) << 32 | UInt64(second.value)
  }

  private static func matches(
    _ needle: [Unicode.Scalar], _ text: [Unicode.Scalar], at start: Int, _ wholeWords: Bool
  ) -> Bool {
    let end = start + needle.count
    guard end <= text.count, text[start..<end].elementsEqual(needle) else { return false }
    guard wholeWords, let first = needle.first, let last = needle.last else { return true }
    let opens = start == 0 || !(first.continuesWord && text[start - 1].continuesWord)
    let closes = end == text.count || !(last.continuesWord && text[end].continuesWord)
    return opens && closes
  }
}

extension Unicode.Scalar {
  /// A letter or digit of a script that puts spaces between words. Scripts that do not, such as Han and
  /// Thai, have a boundary everywhere: there a miss is worse than a false find.
  fileprivate var continuesWord: Bool {
    guard properties.isAlphabetic || properties.numericType != nil else { return false }
    return switch value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      false
    default: true
    }
  }
}
