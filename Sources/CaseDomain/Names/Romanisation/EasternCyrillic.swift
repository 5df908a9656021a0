/// Chinese names in Russian letters, by the system of Palladius, in pinyin: `Вэй Цзиньшо` is `Wei Jinshuo`; and Korean
/// ones, by that of Kontsevich and the older use, as the North spells them: `Пак Чен Ран` is `Pak Jong Ran`.
///
/// Source: docs/names.md §1, rule 8.
enum EasternCyrillic {
  /// Russian given names that read like Chinese or Korean syllables.
  static let givenNames = Set(
    "иван илья антон тихон инна лина яна юлиан".split(separator: " ").map { $0.unicodeScalars.map(\.value) })

  /// The syllables of a name of two to four; `nil` for one that is no such name. A Chinese one where both are possible.
  static func syllables(of words: [[UInt32]]) -> [[UInt8]]? {
    reading(of: words, by: chinese) ?? reading(of: words, by: korean)
  }

  private static func reading(of words: [[UInt32]], by table: [[UInt32]: [UInt8]]) -> [[UInt8]]? {
    var all: [[UInt8]] = []
    for word in words {
      guard let parts = parts(of: word[...], by: table) else { return nil }
      all += parts
    }
    return (2...4).contains(all.count) ? all : nil
  }

  /// Three syllables at most, the longer of two that begin alike before the shorter.
  private static func parts(of word: ArraySlice<UInt32>, by table: [[UInt32]: [UInt8]], upTo most: Int = 3)
    -> [[UInt8]]?
  {
    guard !word.isEmpty else { return [] }
    guard most > 0 else { return nil }
    for count in stride(from: min(longest, word.count), to: 0, by: -1) {
      guard let syllable = table[Array(word.prefix(count))],
        let rest = parts(of: word.dropFirst(count).drop { $0 == hard }, by: table, upTo: most - 1)
      else { continue }
      return [syllable] + rest
    }
    return nil
  }

  private static let longest = 6
  /// Parts two syllables.
  private static let hard: UInt32 = 0x44A

  private static let chinese: [[UInt32]: [UInt8]] = {
    // A sound and its letters before finals with u or a, and before those with i or ü.
    let initials = list(
      "b б p п m м f ф d д t т n н l л g г k к h х zh чж ch ч sh ш r ж z цз c ц s с j цз q ц x с")
    let finals = list(
      "a а o о e э ai ай ei эй ao ао ou оу an ань en энь ang ан eng эн ong ун er эр u у ua уа uo о uai уай ui уй"
        + " ui уэй uan уань un унь uang уан i и ia я ie е iao яо iu ю ian янь in инь iang ян ing ин iong юн u юй ue юэ"
        + " uan юань un юнь v юй ve юэ i ы")
    var table: [[UInt32]: [UInt8]] = [:]
    func add(_ cyrillic: String, _ pinyin: String) {
      let key = cyrillic.unicodeScalars.map(\.value)
      if table[key] == nil, NameTables.isPinyin(Array(pinyin.utf8)) { table[key] = Array(pinyin.utf8) }
    }
    for (pinyin, cyrillic) in list(
      "yi и ya я ye е yao яо you ю yan янь yin инь yang ян ying ин yong юн wu у wa ва wo во wai вай wei вэй wan вань"
        + " wen вэнь wang ван weng вэн yu юй yue юэ yuan юань yun юнь a а ai ай an ань ang ан ao ао e э en энь er эр"
        + " ou оу hui хуэй hui хой gui гуй zi цзы ci цы si сы lu люй nu нюй")
    { add(cyrillic, pinyin) }
    for (initial, letters) in initials {
      let isSoft = ["j", "q", "x"].contains(initial)
      for (final, ending) in finals
      where !isHissing(initial) && ending != "ы" || isSoft == ending.unicodeScalars.first.map(soft.contains) {
        if isHissing(initial) || ending != "ы" { add(letters + ending, initial + final) }
      }
    }
    return table
  }()

  private static let soft = Set("иеюя".unicodeScalars)
  /// Written with the letters of j, q and x.
  private static func isHissing(_ initial: String) -> Bool {
    ["j", "q", "x", "z", "c", "s"].contains(initial)
  }

  private static let korean: [[UInt32]: [UInt8]] = {
    let initials = list(
      "k к g г n н t т d д r р l л m м p п b б s с j ч j дж ch чх k кх t тх p пх h х kk кк tt тт pp пп ss сс jj чч"
        + " - -")
    let vowels = list(
      "a а ya я o о yo ё yo йо u у yu ю u ы i и ae э e е ye йе wa ва wae вэ we ве wo во wi ви ui ый ui ыи eo е"
    )
    let finals = list("- - k к n н t т l ль l л m м p п ng нъ r р")
    var table: [[UInt32]: [UInt8]] = [:]
    func add(_ cyrillic: String, _ latin: String) {
      let key = cyrillic.filter { $0 != "-" }.unicodeScalars.map(\.value)
      let letters = Array(latin.utf8.filter { $0 != 0x2D })
      if table[key] == nil { table[key] = letters }
    }
    // The older spellings of families and of names in the news.
    for (latin, cyrillic) in list(
      "il ир jong чен jong чон song сон sung сен un ын hye хе hui хи yong ён yong ен pak пак bak бак choe цой choe чхве"
        + " kim ким ri ли ri ри song сун kyong ген kyong кён jun чжун hyon хён hyong хён chol чхоль kang кан kwang кван"
        + " tong тон tong дон ryong рён pong пон hong хон chang чан chong чхон myong мён pyong пён")
    { add(cyrillic, latin) }
    for (initial, first) in initials {
      for (vowel, second) in vowels {
        for (final, third) in finals { add(first + second + third, initial + vowel + final) }
      }
    }
    return table
  }()

  private static func list(_ text: String) -> [(String, String)] {
    let parts = text.split(separator: " ").map(String.init)
    return stride(from: 0, to: parts.count - 1, by: 2).map { (parts[$0], parts[$0 + 1]) }
  }
}
