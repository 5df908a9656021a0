/// From an alignment to features and a score.
///
/// Source: docs/names.md §1, rules 17–25.
enum NameScoring {
  static func held(_ total: Double) -> Double { total.isFinite ? min(1, max(0, total)) : 0 }

  static func total(
    _ tally: NameAlignment.Tally, _ a: NameReading, _ b: NameReading, _ first: ParsedName.Core,
    _ second: ParsedName.Core,
    _ weights: NameWeights
  ) -> Double {
    var total = 0.0
    visit(tally, a, b, first, second, weights) { _, value, weight, _, _ in total += value * weight }
    return held(total)
  }

  static func features(
    _ tally: NameAlignment.Tally, _ a: NameReading, _ b: NameReading, _ first: ParsedName.Core,
    _ second: ParsedName.Core,
    _ weights: NameWeights
  ) -> [NameFeature] {
    var features: [NameFeature] = []
    visit(tally, a, b, first, second, weights) { kind, value, weight, firstWords, secondWords in
      features.append(
        NameFeature(
          kind, value: value, weight: weight, first: words(firstWords, of: a, tally.firstTaken),
          second: words(secondWords, of: b, tally.secondTaken)))
    }
    return features
  }

  /// Which words a feature names.
  enum Naming {
    case none, free, titles, all, run(Int32, Int32)
  }

  private static func words(
    _ naming: Naming, of reading: NameReading, _ taken: UnsafeBufferPointer<Bool>
  ) -> [String] {
    let parts = reading.parts.indices
    return switch naming {
    case .none: []
    case .free: parts.filter { !taken[$0] }.map { reading.parts[$0].text }
    case .titles:
      parts.filter { !taken[$0] && [.title, .particle].contains(reading.words[$0].role) }
        .map { reading.parts[$0].text }
    case .all: reading.parts.map(\.text)
    case .run(let from, let count):
      parts.filter { $0 >= Int(from) && $0 < Int(from + count) }.map { reading.parts[$0].text }
    }
  }

  /// Weights of the words left over on one side.
  private struct Rest {
    var words: Int32 = 0
    var wordCount = 0
    var generic = 0
    /// Of these, that tell a body from another of the same place.
    var telling = 0
    var numbers = 0
    var initials = 0
    var patronymics = 0
    var patronymicWeight: Int32 = 0
    /// What initials, and what words begin with, as `InitialLetter.kinds`.
    var initialKinds: UInt64 = 0
    var wordKinds: UInt64 = 0
    var titles = 0
    var total: Int32 = 0
    var repeats = 0
    var repeatWeight: Int32 = 0

    init(_ reading: NameReading, _ taken: UnsafeBufferPointer<Bool>, isLoose: Bool) {
      for (place, word) in reading.words.enumerated() {
        let weight = isLoose ? word.looseWeight : word.plainWeight
        switch word.role {
        case .word, .patronymic: total &+= weight
        default: break
        }
        guard !taken[place] else { continue }
        switch word.role {
        case .word where isRepeated(word, in: reading, taken):
          repeats += 1
          repeatWeight &+= weight
        case .word:
          words &+= weight
          wordCount += 1
          wordKinds |= InitialLetter.kinds(of: word.firstLetter)
        case .patronymic:
          patronymics += 1
          patronymicWeight &+= weight
          wordKinds |= InitialLetter.kinds(of: word.firstLetter)
        case .generic:
          generic += 1
          if !GenericWord.saysNothing(word.concept) { telling += 1 }
        case .number: numbers += 1
        case .initial:
          initials += 1
          initialKinds |= InitialLetter.kinds(of: word.firstLetter)
        case .title, .particle: titles += 1
        }
      }
    }

    /// "Sergey Sergey Shoigu": said again, it is missing from no other name; but it may stand against
    /// another.
    private func isRepeated(
      _ word: NameReading.Word, in reading: NameReading, _ taken: UnsafeBufferPointer<Bool>
    ) -> Bool {
      reading.words.indices.contains { taken[$0] && reading.words[$0].spelling == word.spelling }
    }

    var content: Int { wordCount + patronymics + generic }
    var conflicting: Int { content + repeats }
    var share: Double { total > 0 ? Double(words) / Double(total) : 0 }
    var shareWithPatronymics: Double {
      total > 0 ? (Double(words) + Double(patronymicWeight) * 0.3) / Double(total) : 0
    }
  }

  private static func visit(
    _ tally: NameAlignment.Tally, _ a: NameReading, _ b: NameReading, _ first: ParsedName.Core,
    _ second: ParsedName.Core,
    _ weights: NameWeights, _ feature: (NameFeature.Kind, Double, Double, Naming, Naming) -> Void
  ) {
    var cost: Int32 = 0
    var weight: Int32 = 0
    var worst = 0.0
    var worstLink: NameAlignment.Link?
    var linked = 0
    var linkedWords = 0
    var linkedCountries = 0
    var linkedIdeas = 0
    var isGivenNameAlone = false
    var isInSeries = false
    for link in tally.links {
      let role = a.words[Int(link.first)].role
      let other = b.words[Int(link.second)].role
      let isParticle =
        (role == .particle || other == .particle) && link.firstCount == 1 && link.secondCount == 1
      if role == .title || isParticle { continue }
      cost &+= link.cost
      weight &+= link.weight
      // `Abd` is no name without what stands behind it.
      let isServant = a.words[Int(link.first)].isServant || b.words[Int(link.second)].isServant
      let isRun = link.firstCount > 1 || link.secondCount > 1
      if (role == .initial) == (other == .initial), isRun || !isServant {
        linked += isRun && !isServant ? 2 : 1
      }
      if role != .generic || other != .generic {
        linkedWords += 1
        if a.words[Int(link.first)].country != 0, b.words[Int(link.second)].country != 0 {
          linkedCountries += 1
        }
      } else {
        linkedIdeas += 1
      }
      isGivenNameAlone =
        isGivenNameAlone || standsForTheRest(link, a, b) || standsForTheRest(link.turned, b, a)
      isInSeries = isInSeries || GenericWord.numbersSeries(a.words[Int(link.first)].concept)
      let ratio = link.ratio
      if ratio > worst, link.weight >= 30 {
        worst = ratio
        worstLink = link
      }
    }
    guard weight > 0 else {
      feature(.agreement, 0, 1, .all, .all)
      return
    }
    feature(.agreement, 1, 1, .none, .none)
    if cost > 0 {
      feature(.spelling, Double(cost) / Double(weight), -weights.spelling, .none, .none)
      if let worstLink {
        feature(
          .worstWord, worst, -weights.worstWord, .run(worstLink.first, worstLink.firstCount),
          .run(worstLink.second, worstLink.secondCount))
      }
    }
    let restA = Rest(a, tally.firstTaken, isLoose: tally.isLoose)
    let restB = Rest(b, tally.secondTaken, isLoose: tally.isLoose)
    let isPerson = first.schema == .person && second.schema == .person
    var isOnlyGeneric = false
    if restA.conflicting > 0, restB.conflicting > 0 {
      let share = max(0.2, min(restA.share, restB.share))
      feature(.conflict, 1, -(weights.conflict + weights.conflictShare * share), .free, .free)
    } else if restA.content > 0 || restB.content > 0 {
      let rest = restA.content > 0 ? restA : restB
      if isPerson {
        feature(.missingPart, rest.shareWithPatronymics, -weights.missingPart, .free, .free)
        if linked <= 1, rest.wordCount > 0 || rest.initials > 0 {
          feature(.singleWord, 1, -weights.singleWord, .none, .none)
        }
      } else if rest.wordCount + rest.patronymics > 0 {
        feature(.missingWord, 1, -weights.missingWord, .free, .free)
      } else {
        feature(.missingWord, Double(min(rest.generic, 3)), -weights.missingGeneric, .free, .free)
      }
      // `Trading of Malta`, `Malta Construction Trading`: a place and a generic word are many.
      let isPlaceAlone = linkedWords == linkedCountries && linkedIdeas < 2
      if !isPerson, linkedWords == 0 || isPlaceAlone && rest.telling > 0 {
        isOnlyGeneric = true
        feature(.onlyGeneric, 1, -weights.onlyGeneric, .none, .none)
      }
    }
    if restA.numbers > 0 || restB.numbers > 0 {
      let both = restA.numbers > 0 && restB.numbers > 0
      // Of ships every number tells two apart.
      let isSeries = isInSeries && (first.schema != .vessel || second.schema != .vessel)
      let other = isSeries ? weights.conflictMinor : weights.otherNumber
      feature(.missingWord, 1, -(both ? other : weights.missingNumber), .free, .free)
      if both, linkedWords == 0, !isOnlyGeneric {
        feature(.onlyGeneric, 1, -weights.onlyGeneric, .none, .none)
      }
    }
    if isPerson, linked == 1, isGivenNameAlone { feature(.singleWord, 1, -weights.singleWord, .none, .none) }
    if InitialLetter.contradict(restA.initialKinds, restA.wordKinds, restB.initialKinds, restB.wordKinds) {
      feature(.conflict, 1, -weights.conflictInitial, .free, .free)
    } else if restA.initials > 0, restB.initials > 0 {
      feature(.conflict, 1, -weights.conflictMinor, .free, .free)
    }
    if restA.titles + restB.titles > 0 { feature(.title, 1, -weights.title, .titles, .titles) }
    if isReordered(tally) {
      // `Sea Rose` is no `Rose Sea`; lists write other names in any order.
      let areShips =
        first.schema == .vessel && second.schema == .vessel && isReordered(tally, inWordsOf: (a, b))
      feature(.order, 1, -(areShips ? weights.orderOfShip : weights.order), .none, .none)
    }
    if isPerson, parentageIsReversed(tally, a, b) {
      feature(.parentage, 1, -weights.parentageReversed, .all, .all)
    }
    if isPerson, a.generation > 0, b.generation > 0, a.generation != b.generation {
      feature(.conflict, 1, -weights.otherGeneration, .titles, .titles)
    }
    if !isPerson, !first.forms.isEmpty, !second.forms.isEmpty,
      !first.forms.contains(where: { form in second.forms.contains { LegalForm.areAlike(form, $0) }
      })
    {
      feature(.legalForm, 1, -weights.otherForm, .none, .none)
    }
  }

  /// What a name begins with, when it stands for a name: `E.` may be Yevgeny, `A.` is no Brian.
  private enum InitialLetter {
    /// Letters that spellings of one name begin with.
    private static let exchanged = ["aeiouy", "eiyj", "kcqhxg", "gj", "dj", "vwbf", "pf", "sczxt", "td"]
    private static let table: [UInt64] = (0..<256).map { letter in
      let own: UInt64 = letter >= 0x61 && letter <= 0x7A ? 1 << UInt64(letter - 0x61) : 1 << 40
      return exchanged.enumerated().reduce(own) { kinds, group in
        group.element.utf8.contains(UInt8(letter)) ? kinds | 1 << UInt64(26 + group.offset) : kinds
      }
    }

    /// Bits for the letter and for each group that it is of.
    static func kinds(of letter: UInt8) -> UInt64 { table[Int(letter)] }

    /// Whether initials are left over on one side, and none of them may stand for what is left over on the other.
    static func contradict(
      _ firstInitials: UInt64, _ firstWords: UInt64, _ secondInitials: UInt64, _ secondWords: UInt64
    ) -> Bool {
      guard firstInitials | secondInitials != 0 else { return false }
      let (first, second) = (firstInitials | firstWords, secondInitials | secondWords)
      guard first != 0, second != 0 else { return false }
      return firstInitials & second == 0 && secondInitials & first == 0
    }
  }

  /// `Anna I` against `Anna Ibrahim`: an initial that follows a given name says little of a family name.
  private static func standsForTheRest(_ link: NameAlignment.Link, _ a: NameReading, _ b: NameReading) -> Bool
  {
    guard a.words.count == 2, link.first == 1, a.words[1].role == .initial,
      b.words[Int(link.second)].role != .initial
    else { return false }
    return NameLore.isGivenName(a.words[0].groups.0)
  }

  /// - Parameter readings: where words of the names are looked at, and numbers and the kind of a ship are not.
  private static func isReordered(
    _ tally: NameAlignment.Tally, inWordsOf readings: (NameReading, NameReading)? = nil
  ) -> Bool {
    func counts(_ link: NameAlignment.Link) -> Bool {
      guard let readings else { return true }
      let roles = [readings.0.words[Int(link.first)].role, readings.1.words[Int(link.second)].role]
      return !roles.contains(.number) && !roles.contains(.title)
    }
    for x in tally.links where counts(x) {
      for y in tally.links
      where (x.first < y.first) != (x.second < y.second) && x.first != y.first && counts(y) {
        return true
      }
    }
    return false
  }

  /// `Salman bin Muhammad` against `Muhammad bin Salman`: father and son have changed places.
  private static func parentageIsReversed(_ tally: NameAlignment.Tally, _ a: NameReading, _ b: NameReading)
    -> Bool
  {
    for (place, word) in a.words.enumerated() where word.isParentage && place > 0 && place + 1 < a.words.count
    {
      let father = father(behind: place, in: a)
      for (other, word) in b.words.enumerated()
      where word.isParentage && other > 0 && other + 1 < b.words.count {
        let otherFather = self.father(behind: other, in: b)
        let sonGoesToFather = tally.links.contains {
          Int($0.first) == place - 1 && Int($0.second) == otherFather
        }
        let fatherGoesToSon = tally.links.contains {
          Int($0.first) == father && Int($0.second) == other - 1
        }
        if sonGoesToFather && fatherGoesToSon || (sonGoesToFather || fatherGoesToSon) && a.words.count <= 4 {
          return true
        }
      }
    }
    return false
  }

  /// The word behind `bin`, or behind its article: `bin al-Walid`.
  @inline(__always) private static func father(behind place: Int, in reading: NameReading) -> Int {
    let next = place + 1
    return reading.words[next].role == .particle && next + 1 < reading.words.count ? next + 1 : next
  }
}
