/// Which words of one reading go with which of the other, at what cost. Order does not matter.
///
/// Source: docs/names.md §1, rules 13–16.
struct NameAlignment {
  /// One run of words against another. Runs of more than one are words written apart on one side.
  struct Link {
    var first: Int32
    var firstCount: Int32
    var second: Int32
    var secondCount: Int32
    /// In twentieths of a letter, and what the longer side weighs.
    var cost: Int32
    var weight: Int32
    var ratio: Double { weight > 0 ? Double(cost) / Double(weight) : 0 }
    var turned: Link {
      Link(
        first: second, firstCount: secondCount, second: first, secondCount: firstCount, cost: cost,
        weight: weight)
    }
  }

  /// The outcome, on the stack of the caller of `of`.
  struct Tally {
    let links: UnsafeBufferPointer<Link>
    /// By word, whether it is in a link.
    let firstTaken: UnsafeBufferPointer<Bool>
    let secondTaken: UnsafeBufferPointer<Bool>
    let isLoose: Bool
  }

  static func of<Result>(
    _ a: NameReading, _ b: NameReading, limit: Double, _ body: (Tally) -> Result
  ) -> Result {
    // What two names in Arabic letters do write, long vowels among it, tells them apart.
    let isLoose = (a.isLoose || b.isLoose) && !(a.isUnvowelled && b.isUnvowelled)
    let costs = isLoose ? SoundCosts.loose : SoundCosts.plain
    return costs.drop.withUnsafeBufferPointer { drop in
      costs.exchange.withUnsafeBufferPointer { exchange in
        a.withView { aView in
          b.withView { bView in
            run(
              Sides(
                a: aView, b: bView, drop: drop, exchange: exchange, isLoose: isLoose,
                isSyllabic: a.isSyllabic && b.isSyllabic, isPinyin: a.isPinyin && b.isPinyin,
                leastJoined: a.isPerson || b.isPerson ? 4 : 2,
                limit: limit.isFinite ? Int32(max(0, min(1, limit)) * 1000) : 0),
              body)
          }
        }
      }
    }
  }

  private static func run<Result>(_ sides: Sides, _ body: (Tally) -> Result) -> Result {
    let n = sides.aWords.count
    let m = sides.bWords.count
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(1, n &* m)) { ratios in
      withUnsafeTemporaryAllocation(of: Bool.self, capacity: max(1, n &+ m)) { taken in
        withUnsafeTemporaryAllocation(of: Link.self, capacity: max(1, n &+ m)) { links in
          taken.initialize(repeating: false)
          var work = Work(
            sides: sides, ratios: ratios, aTaken: UnsafeMutableBufferPointer(rebasing: taken[..<n]),
            bTaken: UnsafeMutableBufferPointer(rebasing: taken[n..<(n &+ m)]), links: links)
          work.align()
          return body(
            Tally(
              links: UnsafeBufferPointer(rebasing: links[..<work.count]),
              firstTaken: UnsafeBufferPointer(work.aTaken),
              secondTaken: UnsafeBufferPointer(work.bTaken), isLoose: sides.isLoose))
        }
      }
    }
  }

  struct Sides {
    let a: NameReading.View
    let b: NameReading.View
    let drop: UnsafeBufferPointer<Int32>
    let exchange: UnsafeBufferPointer<Int32>
    let isLoose: Bool
    /// Both are names of syllables, Chinese, Korean or Vietnamese ones.
    let isSyllabic: Bool
    /// Both are Chinese names in pinyin.
    let isPinyin: Bool
    /// So many letters at least has a word that is written apart elsewhere; fewer in an acronym of a body: `L G`.
    let leastJoined: Int32
    /// Thousandths.
    let limit: Int32

    var aWords: UnsafeBufferPointer<NameReading.Word> { a.words }
    var bWords: UnsafeBufferPointer<NameReading.Word> { b.words }
    var aSymbols: UnsafeBufferPointer<UInt8> { a.symbols }
    var bSymbols: UnsafeBufferPointer<UInt8> { b.symbols }

    @inline(__always) func weight(_ word: NameReading.Word) -> Int32 {
      isLoose ? word.looseWeight : word.plainWeight
    }

    func distance(_ a: Range<Int>, _ b: Range<Int>, limit: Int32) -> Int32 {
      guard let drop = drop.baseAddress, let exchange = exchange.baseAddress else { return limit &+ 1 }
      return SoundDistance.cost(
        UnsafeBufferPointer(rebasing: aSymbols[a]), UnsafeBufferPointer(rebasing: bSymbols[b]), drop: drop,
        exchange: exchange, limit: limit)
    }

    /// What a pair weighs; an initial says no more than a letter.
    @inline(__always) func pairWeight(_ a: NameReading.Word, _ b: NameReading.Word) -> Int32 {
      if a.role == .initial || b.role == .initial { return SoundCosts.whole }
      return max(weight(a), weight(b))
    }

    /// Difference of two words in thousandths of the longer; `Work.none` when they are no pair.
    func ratio(_ a: NameReading.Word, _ b: NameReading.Word) -> Int32 {
      if a.spelling == b.spelling, a.count == b.count { return 0 }
      if a.role == .number || b.role == .number { return Work.none }
      // `J.R.` as one word is no initial, and no other such word: there is a reading with an initial each.
      if a.isInitials, a.role == .word, b.isInitials || b.role == .initial { return Work.none }
      if b.isInitials, b.role == .word, a.role == .initial { return Work.none }
      if a.role == .initial || b.role == .initial {
        guard a.firstLetter == b.firstLetter, a.role != .particle, b.role != .particle else {
          return Work.none
        }
        // Two of them are one when one is written in one letter and the other in two: `Y.`, `Yu.`
        if a.role == b.role { return a.letterCount == b.letterCount ? Work.none : 200 }
        return begins(a, b) ? 200 : Work.none
      }
      if a.digits != 0, b.digits != 0, a.digits != b.digits, (a.digits | b.digits) & 1 != 0 {
        return Work.none
      }
      if a.concept != 0, b.concept != 0 { return a.concept == b.concept ? 50 : Work.none }
      if a.country != 0, a.country == b.country { return 50 }
      if a.family != 0, b.family != 0, a.family != b.family, !NameLore.shareOne(a.groups, b.groups) {
        return Work.none
      }
      if (a.role == .particle) != (b.role == .particle), a.count > 2 || b.count > 2 { return Work.none }
      let wa = weight(a)
      let wb = weight(b)
      let longer = max(wa, wb)
      let shared = NameLore.shareOne(a.groups, b.groups)
      let most = longer &* (shared ? Self.sharedGroup : limit) / 1000
      let least =
        a.country != 0 && b.country != 0 && a.country != b.country
        ? Self.otherCountry : NameLore.areTwoGivenNames(a.groups, b.groups) ? Self.otherName : 0
      let slip = slipRatio(a, b)
      if isSyllabic || isPinyin, !shared, areOthers(a, b) { return Work.none }
      if !shared, slip == Work.none {
        if longer &- min(wa, wb) > most { return Work.none }
        // Every sound that occurs on one side only costs something.
        let onlyA = (a.mask & ~b.mask).nonzeroBitCount
        let onlyB = (b.mask & ~a.mask).nonzeroBitCount
        if Int32(truncatingIfNeeded: max(onlyA, onlyB)) &* leastExchange > most { return Work.none }
      }
      let found = distance(
        Int(a.start)..<Int(a.start &+ a.count), Int(b.start)..<Int(b.start &+ b.count), limit: most)
      let sound =
        found > most ? (shared ? Self.sharedGroup : Work.none) : max(10, found &* 1000 / max(1, longer))
      return max(min(sound, slip), least)
    }

    /// Whether two words of one syllable, or two of two in pinyin, are others by a syllable.
    private func areOthers(_ a: NameReading.Word, _ b: NameReading.Word) -> Bool {
      // Pinyin q is ch elsewhere.
      if (a.firstLetter == 0x71) != (b.firstLetter == 0x71), min(a.firstLetter, b.firstLetter) == 0x63 {
        return false
      }
      // Burmese hs is s.
      if writesHS(a, self.a) || writesHS(b, self.b) { return false }
      let (x, y) = (Int(a.start)..<Int(a.start &+ a.count), Int(b.start)..<Int(b.start &+ b.count))
      if isSyllabic { return areTwoSyllables(x, y) }
      guard isPinyin, a.second != 0, b.second != 0 else { return false }
      let (i, j) = (x.lowerBound &+ Int(a.second), y.lowerBound &+ Int(b.second))
      return areTwoSyllables(x.lowerBound..<i, y.lowerBound..<j)
        || areTwoSyllables(i..<x.upperBound, j..<y.upperBound)
    }

    private func writesHS(_ word: NameReading.Word, _ view: NameReading.View) -> Bool {
      word.firstLetter == 0x68 && word.letterCount > 1 && view.letters[Int(word.letterStart) &+ 1] == 0x73
    }

    /// Whether two syllables begin with consonants that no system spells as one another (`Song`, `Kyong`), or end in m and
    /// n.
    private func areTwoSyllables(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
      let first = (aSymbols[a.lowerBound], bSymbols[b.lowerBound])
      let last = (aSymbols[a.upperBound &- 1], bSymbols[b.upperBound &- 1])
      if last.0 != last.1, NameSound.isMOrN(last.0), NameSound.isMOrN(last.1) { return true }
      guard first.0 != first.1 else { return false }
      if isPinyin, NameSound.arePinyinApart(first.0, first.1) { return true }
      if first.0 == NameSound.h { return NameSound.isOtherThanH(first.1) }
      if first.1 == NameSound.h { return NameSound.isOtherThanH(first.0) }
      guard let one = NameSound.keyLetter(first.0), let other = NameSound.keyLetter(first.1), one != other,
        let exchange = exchange.baseAddress,
        // Korean and Cantonese l and n.
        !(min(one, other) == 0x4E && max(one, other) == 0x52
          && (NameSound.isN(first.0) || NameSound.isN(first.1)))
      else { return false }
      return exchange[Int(first.0) &* NameSound.count &+ Int(first.1)] > Self.mostOnset
    }
    private static let mostOnset: Int32 = 12

    /// Whether the one of the two that is an initial of two letters, such as `Sh.`, begins the other by its sounds.
    private func begins(_ a: NameReading.Word, _ b: NameReading.Word) -> Bool {
      let initial = a.role == .initial ? a : b
      guard initial.letterCount > 1 else { return true }
      let count = Int(min(initial.count, a.count, b.count))
      return count == Int(initial.count)
        && (0..<count).allSatisfy { aSymbols[Int(a.start) &+ $0] == bSymbols[Int(b.start) &+ $0] }
    }

    /// One slip of the hand in a word of four or more letters, whatever it does to the sound.
    private func slipRatio(_ a: NameReading.Word, _ b: NameReading.Word) -> Int32 {
      let longer = max(a.letterCount, b.letterCount)
      guard min(a.letterCount, b.letterCount) >= 4, longer &- min(a.letterCount, b.letterCount) <= 1 else {
        return Work.none
      }
      let isOne = OneSlip.isAll(
        between: UnsafeBufferPointer(
          rebasing: self.a.letters[Int(a.letterStart)..<Int(a.letterStart &+ a.letterCount)]),
        and: UnsafeBufferPointer(
          rebasing: self.b.letters[Int(b.letterStart)..<Int(b.letterStart &+ b.letterCount)]))
      return isOne ? Self.slipCost / longer : Work.none
    }
    /// Thousandths of a letter.
    private static let slipCost: Int32 = 800

    /// How many words from `i` on have, written as one, the letters of word `j` of the other side; without the *and*
    /// of `AT&T`.
    func equalRun(
      _ run: NameReading.View, _ i: Int, _ runTaken: UnsafeMutableBufferPointer<Bool>,
      _ single: NameReading.View,
      _ j: Int, _ singleTaken: UnsafeMutableBufferPointer<Bool>
    ) -> Int? {
      let word = single.words[j]
      guard word.letterCount >= leastJoined, !singleTaken[j], run.words[i].letterCount < word.letterCount
      else {
        return nil
      }
      var count: Int32 = 0
      var end = i
      while count < word.letterCount, end < run.words.count, !runTaken[end], end &- i < 4 {
        let part = run.words[end]
        end &+= 1
        if end &- i > 1, leastJoined < 4, isAnd(part, run.letters), run.words[end &- 2].letterCount <= 2 {
          continue
        }
        guard count &+ part.letterCount <= word.letterCount else { return nil }
        var offset: Int32 = 0
        while offset < part.letterCount {
          if run.letters[Int(part.letterStart &+ offset)]
            != single.letters[Int(word.letterStart &+ count &+ offset)]
          {
            return nil
          }
          offset &+= 1
        }
        count &+= part.letterCount
      }
      return count == word.letterCount ? end &- i : nil
    }

    private func isAnd(_ word: NameReading.Word, _ letters: UnsafeBufferPointer<UInt8>) -> Bool {
      guard word.role == .particle, word.letterCount == 3 else { return false }
      let start = Int(word.letterStart)
      return letters[start] == 0x61 && letters[start &+ 1] == 0x6E && letters[start &+ 2] == 0x64
    }

    /// Spellings of one given name or family name.
    private static let sharedGroup: Int32 = 180
    /// Two given names however alike: `Paul` and `Paula`.
    private static let otherName: Int32 = 400
    /// Two countries: `Niger` and `Nigeria`.
    private static let otherCountry: Int32 = 500
    private var leastExchange: Int32 { isLoose ? 4 : 6 }
  }

  struct Work {
    let sides: Sides
    /// Thousandths by pair of words; `none` where there is no pair.
    let ratios: UnsafeMutableBufferPointer<Int32>
    let aTaken: UnsafeMutableBufferPointer<Bool>
    let bTaken: UnsafeMutableBufferPointer<Bool>
    let links: UnsafeMutableBufferPointer<Link>
    var count = 0
    static let none: Int32 = 1 << 20

    init(
      sides: Sides, ratios: UnsafeMutableBufferPointer<Int32>, aTaken: UnsafeMutableBufferPointer<Bool>,
      bTaken: UnsafeMutableBufferPointer<Bool>, links: UnsafeMutableBufferPointer<Link>
    ) {
      self.sides = sides
      self.ratios = ratios
      self.aTaken = aTaken
      self.bTaken = bTaken
      self.links = links
    }

    mutating func align() {
      let n = sides.aWords.count
      let m = sides.bWords.count
      guard n > 0, m > 0 else { return }
      for i in 0..<n {
        for j in 0..<m {
          ratios[i &* m &+ j] = sides.ratio(sides.aWords[i], sides.bWords[j])
        }
      }
      if n != m || !hasPerfectPairing(n, m) {
        linkEqualRuns(n, m)
        linkRuns(n, m, most: 150, onlyFree: false)
      }
      linkPairs(n, m)
      guard hasFree(aTaken), hasFree(bTaken) else { return }
      linkRuns(n, m, most: 260, onlyFree: true)
      linkInitials()
    }

    private func hasFree(_ taken: UnsafeMutableBufferPointer<Bool>) -> Bool { taken.contains(false) }

    private func hasPerfectPairing(_ n: Int, _ m: Int) -> Bool {
      for i in 0..<n where !(0..<m).contains(where: { ratios[i &* m &+ $0] < 100 }) { return false }
      return true
    }

    /// The best pair first, until none is left.
    private mutating func linkPairs(_ n: Int, _ m: Int) {
      while count < links.count {
        var best = Self.none
        var place = -1
        for i in 0..<n where !aTaken[i] {
          for j in 0..<m where !bTaken[j] {
            // Of equal pairs the one in place wins.
            let ratio = ratios[i &* m &+ j] &* 2 &+ (i == j ? 0 : 1)
            if ratio < best {
              best = ratio
              place = i &* m &+ j
            }
          }
        }
        guard place >= 0 else { return }
        let i = place / m
        let j = place % m
        let weight = sides.pairWeight(sides.aWords[i], sides.bWords[j])
        let ratio = ratios[place]
        add(
          Link(
            first: Int32(truncatingIfNeeded: i), firstCount: 1, second: Int32(truncatingIfNeeded: j),
            secondCount: 1,
            cost: (ratio &* weight &+ 500) / 1000, weight: weight))
      }
    }

    private mutating func add(_ link: Link) {
      guard count < links.count else { return }
      links.baseAddress?.advanced(by: count).initialize(to: link)
      count &+= 1
      for i in Int(link.first)..<Int(link.first &+ link.firstCount) { aTaken[i] = true }
      for j in Int(link.second)..<Int(link.second &+ link.secondCount) { bTaken[j] = true }
    }

    /// Words written apart on one side and together, with the same letters, on the other.
    private mutating func linkEqualRuns(_ n: Int, _ m: Int) {
      for i in 0..<n {
        for j in 0..<m where sides.aWords[i].firstLetter == sides.bWords[j].firstLetter {
          if let length = sides.equalRun(sides.a, i, aTaken, sides.b, j, bTaken) {
            tryRun(
              i, length, j, 1, longer: sides.weight(sides.bWords[j]), most: 0, onlyFree: false, isEqual: true)
          } else if let width = sides.equalRun(sides.b, j, bTaken, sides.a, i, aTaken) {
            tryRun(
              i, 1, j, width, longer: sides.weight(sides.aWords[i]), most: 0, onlyFree: false, isEqual: true)
          }
        }
      }
    }

    /// Words written apart on one side and together on the other.
    private mutating func linkRuns(_ n: Int, _ m: Int, most: Int32, onlyFree: Bool) {
      var length = 4
      while length >= 2 {
        var i = 0
        while i &+ length <= n {
          let sum = weight(sides.aWords, aTaken, i, length)
          if sum > 60 {
            for j in 0..<m where !bTaken[j] && isNear(sum, sides.weight(sides.bWords[j]), most) {
              tryRun(
                i, length, j, 1, longer: max(sum, sides.weight(sides.bWords[j])), most: most,
                onlyFree: onlyFree)
            }
          }
          i &+= 1
        }
        var j = 0
        while j &+ length <= m {
          let sum = weight(sides.bWords, bTaken, j, length)
          if sum > 60 {
            for i in 0..<n where !aTaken[i] && isNear(sum, sides.weight(sides.aWords[i]), most) {
              tryRun(
                i, 1, j, length, longer: max(sum, sides.weight(sides.aWords[i])), most: most,
                onlyFree: onlyFree)
            }
          }
          j &+= 1
        }
        length &-= 1
      }
    }

    private func isNear(_ a: Int32, _ b: Int32, _ most: Int32) -> Bool {
      let difference = a > b ? a &- b : b &- a
      return difference &* 1000 <= max(a, b) &* most
    }

    /// Of a run; 0 when one of its words is taken.
    private func weight(
      _ words: UnsafeBufferPointer<NameReading.Word>, _ taken: UnsafeMutableBufferPointer<Bool>, _ from: Int,
      _ length: Int
    ) -> Int32 {
      var sum: Int32 = 0
      var place = from
      while place < from &+ length {
        if taken[place] { return 0 }
        sum &+= sides.weight(words[place])
        place &+= 1
      }
      return sum
    }

    /// Initials are no syllables: `Velma S.A.` is not `Velmasa`; nor is a number, but in `3 com` and `3com`.
    private func isJoinable(
      _ words: UnsafeBufferPointer<NameReading.Word>, _ from: Int, _ length: Int, _ isEqual: Bool
    ) -> Bool {
      words[from..<(from &+ length)].allSatisfy {
        !$0.isInitials && ($0.role != .number && $0.digits == 0 || isEqual)
      }
    }

    private mutating func tryRun(
      _ i: Int, _ length: Int, _ j: Int, _ width: Int, longer: Int32, most: Int32, onlyFree: Bool,
      isEqual: Bool = false
    ) {
      // A run before may have taken a word since.
      for place in i..<(i &+ length) where aTaken[place] { return }
      for place in j..<(j &+ width) where bTaken[place] { return }
      let limit = longer &* most / 1000
      let single = width == 1 ? sides.bWords[j] : sides.aWords[i]
      guard single.role != .number, single.role != .initial, single.role != .particle || isEqual else {
        return
      }
      if length > 1, !isJoinable(sides.aWords, i, length, isEqual) { return }
      if width > 1, !isJoinable(sides.bWords, j, width, isEqual) { return }
      let a =
        Int(
          sides.aWords[i].start)..<Int(
          sides.aWords[i &+ length &- 1].start &+ sides.aWords[i &+ length &- 1].count)
      let b =
        Int(
          sides.bWords[j].start)..<Int(
          sides.bWords[j &+ width &- 1].start &+ sides.bWords[j &+ width &- 1].count)
      let found = isEqual ? 0 : sides.distance(a, b, limit: limit)
      guard found <= limit else { return }
      // Only where the words alone fit less well.
      if !onlyFree {
        let ratio = found &* 1000 / max(1, longer)
        for x in i..<(i &+ length) {
          for y in j..<(j &+ width) where ratios[x &* sides.bWords.count &+ y] < ratio &+ 60 {
            if isElsewhere(i, length, j, width, besides: x, y) { return }
            // `B Tarn` is no spelling of `Tarn`.
            let fitsAlone = ratios[x &* sides.bWords.count &+ y] < ratio
            if fitsAlone, hasInitial(sides.aWords, i, length) || hasInitial(sides.bWords, j, width) { return }
          }
        }
      }
      add(
        Link(
          first: Int32(truncatingIfNeeded: i), firstCount: Int32(truncatingIfNeeded: length),
          second: Int32(truncatingIfNeeded: j), secondCount: Int32(truncatingIfNeeded: width),
          cost: found == 0 ? 1 : found, weight: longer))
    }

    private func hasInitial(_ words: UnsafeBufferPointer<NameReading.Word>, _ from: Int, _ length: Int)
      -> Bool
    {
      length > 1 && words[from..<(from &+ length)].contains { $0.role == .initial }
    }

    /// Whether a run's words but one have partners elsewhere: they would be left over, when that one is paired alone.
    private func isElsewhere(_ i: Int, _ length: Int, _ j: Int, _ width: Int, besides x: Int, _ y: Int)
      -> Bool
    {
      let m = sides.bWords.count
      for place in i..<(i &+ length) where place != x {
        for other in 0..<m where other != y && !bTaken[other] && ratios[place &* m &+ other] < Self.near {
          return true
        }
      }
      for place in j..<(j &+ width) where place != y {
        for other in 0..<sides.aWords.count
        where other != x && !aTaken[other] && ratios[other &* m &+ place] < Self.near {
          return true
        }
      }
      return false
    }
    /// Thousandths.
    private static let near: Int32 = 250

    /// `JC` against `Jean-Claude`.
    private mutating func linkInitials() {
      for i in sides.aWords.indices where !aTaken[i] {
        let initials = sides.aWords[i]
        guard let j = begin(initials, sides.a.letters, sides.bWords, bTaken) else { continue }
        add(
          Link(
            first: Int32(truncatingIfNeeded: i), firstCount: 1, second: Int32(truncatingIfNeeded: j),
            secondCount: Int32(truncatingIfNeeded: initials.letterCount), cost: 12, weight: 40))
      }
      for j in sides.bWords.indices where !bTaken[j] {
        let initials = sides.bWords[j]
        guard let i = begin(initials, sides.b.letters, sides.aWords, aTaken) else { continue }
        add(
          Link(
            first: Int32(truncatingIfNeeded: i), firstCount: Int32(truncatingIfNeeded: initials.letterCount),
            second: Int32(truncatingIfNeeded: j), secondCount: 1, cost: 12, weight: 40))
      }
    }

    /// Where the words begin, as many as a word of two or three letters has, whose first letters these are.
    private func begin(
      _ initials: NameReading.Word, _ letters: UnsafeBufferPointer<UInt8>,
      _ words: UnsafeBufferPointer<NameReading.Word>, _ taken: UnsafeMutableBufferPointer<Bool>
    ) -> Int? {
      let length = Int(initials.letterCount)
      guard length == 2 || length == 3, words.count >= length else { return nil }
      return (0...(words.count &- length)).first { fits(initials, letters, $0, words, taken) }
    }

    private func fits(
      _ initials: NameReading.Word, _ letters: UnsafeBufferPointer<UInt8>, _ from: Int,
      _ words: UnsafeBufferPointer<NameReading.Word>, _ taken: UnsafeMutableBufferPointer<Bool>
    ) -> Bool {
      (0..<Int(initials.letterCount)).allSatisfy { offset in
        let word = words[from &+ offset]
        let letter = letters[Int(initials.letterStart) &+ offset]
        return !taken[from &+ offset] && word.count > 1
          && (word.firstLetter == letter || (letter == 0x6B && word.firstLetter == 0x63))
      }
    }
  }
}
