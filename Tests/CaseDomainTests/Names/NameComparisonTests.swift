import CaseTesting
import Testing

@testable import CaseDomain

/// Invented bearers; given names are everyday ones where their spellings are the point.
@Suite struct NameComparisonTests {
  @Test(arguments: [
    ("order", "Velmar Tornquist", "TORNQUIST, Velmar"),
    ("capitals and marks", "VELMÁR TÖRNQUIST", "Velmar Tornquist"),
    ("a letter left out", "Velmar Tornqist", "Velmar Tornquist"),
    ("two letters swapped", "Velmar Tornquits", "Velmar Tornquist"),
    ("a letter changed", "Velmar Tornxuist", "Velmar Tornquist"),
    ("digits for letters", "Ve1mar T0rnquist", "Velmar Tornquist"),
    ("written together", "VelmarTornquist", "Velmar Tornquist"),
    ("middle name left out", "Velmar Tornquist", "Velmar Ansgar Tornquist"),
    ("initial for a name", "Velmar A. Tornquist", "Velmar Ansgar Tornquist"),
    ("title", "Dr. Velmar Tornquist", "Velmar Tornquist"),
    ("legal form in a person's name", "Velmar Tornquist LLC", "Velmar Tornquist"),
    ("said twice", "Velmar Velmar Tornquist", "Velmar Tornquist"),
    ("Muhammad", "Mohammed Tarquni", "Muhammad Tarkuni"),
    ("Yusuf", "Yousef Tarquni", "Yusuf Tarquni"),
    ("Abd al-", "Abdulrahman al-Tarquni", "Abd al-Rahman Tarquni"),
    ("Sergei", "Sergei Orlanov", "Sergey Orlanov"),
    ("Sergej", "Serhiy Orlanov", "Sergej Orlanow"),
    ("Robert", "Bob Tornquist", "Robert Tornquist"),
    ("Wade–Giles", "Chiang Hsiao-wen", "Jiang Xiaowen"),
    ("Cantonese family name", "Wong Shuheng", "Wang Shuheng"),
    ("Cyrillic", "Сергей Викторович Орланов", "Sergei Orlanov"),
    ("Ukrainian and Russian", "Володимир Орланов", "Vladimir Orlanov"),
    ("Arabic", "محمد السالمي", "Mohammed al-Salmi"),
    ("Persian", "حسن پژمان", "Hassan Pezhman"),
    ("Greek", "Νικόλαος Μπουρνίδης", "Nikolaos Bournidis"),
    ("Han", "张书恒", "Zhang Shuheng"),
    ("Han read as Korean", "李哲民", "Lee Chul-min"),
    ("Hangul", "이철민", "Lee Chul Min"),
    ("Hangul as usually spelt, hee", "김영희", "Kim Young-hee"),
    ("Hangul, another hee", "박정희", "Park Chung-hee"),
    ("Hangul as usually spelt, woo", "노태우", "Roh Tae-woo"),
    ("Hangul, written together", "김정호", "Kim Jeongho"),
    ("Hangul, joined and of two parts", "김정호", "Kim Jungho"),
    ("Hangul, open family name", "오세훈", "Oh Se-hoon"),
    ("Serbian Đ in both scripts", "Ђорђе Тарнић", "Đorđe Tarnić"),
    ("Serbian Đ as dj", "Đorđe Tarnić", "Djordje Tarnic"),
    ("Vietnamese Đ", "Đặng Văn Tarn", "Dang Van Tarn"),
    ("Japanese", "山田翔太", "Yamada Shota"),
    ("katakana", "ヴェルマ・トルン", "Velma Torn"),
    ("foreign name in Han", "贝尔马·托恩", "Belma Toen"),
    ("traditional and simplified", "張書恆", "张书恒"),
    ("Hebrew", "משה טורן", "Moshe Toran"),
    ("Hindi", "कमल तरण", "Kamal Taran"),
    ("Georgian", "ნიკა თორნიძე", "Nika Tornidze"),
    ("two equal initials", "V.V. Tornquist", "Velmar Viktor Tornquist"),
    ("initial before the family name", "A. Tornquist", "Anna Tornquist"),
    ("two initials, one name", "V.A. Tornquist", "Velmar Tornquist"),
    ("two initials and a patronymic", "ORLANOV S.V.", "Sergei Viktorovich Orlanov"),
    ("Cyrillic initials", "Орланов С.В.", "Sergei Viktorovich Orlanov"),
    ("Cyrillic initials, in Latin of two letters", "Орланов Ю.Я.", "Yuri Yakovlevich Orlanov"),
    ("initials without full stops", "VA Tornquist", "V.A. Tornquist"),
    ("assimilated article", "Noureddine Tarquni", "Nur al-Din Tarquni"),
    ("assimilated article, after a vowel", "Saifuddin Tarquni", "Saif ad-Din al-Tarquni"),
    ("assimilated article within", "Abderrezak Tarquni", "Abd al-Razzaq Tarquni"),
    ("degree", "Velmar Tornquist, PhD", "Velmar Tornquist"),
    ("rank", "Rear Admiral Velmar Tornquist", "Velmar Tornquist"),
    ("English name in Cyrillic", "Майкл Тарнсон", "Michael Tarnson"),
  ])
  func personsToReview(_ why: String, _ first: String, _ second: String) {
    let comparison = NameComparison.explain(.init(first, schema: .person), .init(second, schema: .person))
    #expect(
      comparison.score >= NameWeights.reviewThreshold,
      "\(comparison.score) \(comparison.features.map(\.explanation))")
  }

  @Test(arguments: [
    ("another family name", "Velmar Tornquist", "Velmar Lindgarde"),
    ("another given name", "Hafiz Tarquni", "Rami Tarquni"),
    ("one word of three", "Velmar", "Velmar Ansgar Tornquist"),
    ("another clan", "Ghazi Hammud al-Tarquni", "Ghazi Hammud al-Velmani"),
    ("another father", "Sergei Borisovich Orlanov", "Sergei Viktorovich Orlanov"),
    ("father and son", "Salman bin Hasan al-Tarquni", "Hasan bin Salman al-Tarquni"),
    ("another initial", "Aaron A. Tarn", "Josh A. Tarn"),
    ("other initials", "A.B. Tornquist", "Velmar Tornquist"),
    ("Korean given names", "Kim Jong Man", "Kim Sang Sik"),
    ("Korean given names in Hangul", "김영미", "Kim Young-hee"),
    ("names of a man and a woman", "Paul Tornquist", "Paula Tornquist"),
    ("two given names of one letter apart", "Mario Tornquist", "Maria Tornquist"),
    ("two Arabic given names alike", "Jamal Tarquni", "Jamil Tarquni"),
    ("Han, one of three characters", "张书恒", "张文恒"),
    ("nothing in common", "Velmar Tornquist", "محمد السالمي"),
    ("an initial and nothing else", "Frank Carter", "Frank C. Guintara"),
    ("a given name and an initial", "Anna Ivarsen", "ANA I"),
    ("initials are no syllables", "Manuel Tere Velmasa", "Velma S.A."),
    ("no name at all", "", "Velmar"),
    ("marks alone", "—", "—"),
  ])
  func personsToPass(_ why: String, _ first: String, _ second: String) {
    let comparison = NameComparison.explain(.init(first, schema: .person), .init(second, schema: .person))
    #expect(
      comparison.score < NameWeights.reviewThreshold,
      "\(comparison.score) \(comparison.features.map(\.explanation))")
  }

  @Test(arguments: [
    ("form written out", "Tornlund GmbH", "Tornlund Gesellschaft mit beschränkter Haftung"),
    ("form left out", "Tornlund Nautik", "Tornlund Nautik Sp. z o.o."),
    ("form before and after", "OAO Orlania", "Open Joint Stock Company Orlania"),
    ("Russian form", "ООО Орлания", "Orlania LLC"),
    ("ampersand", "Tarn & Velm Co.", "Tarn and Velm Company"),
    ("written apart", "Goodlantern Company", "Good Lantern Company"),
    ("one slip", "Tornlumd Trading", "Tornlund Trading"),
    ("Chinese company", "北垣星图科技有限公司", "Beiyuan Xingtu Technology Co., Ltd."),
    ("Chinese company, generic word in pinyin", "北垣创新科技有限公司", "Beiyuan Chuangxin Keji Co., Ltd."),
    ("Chinese company, generic word in pinyin alone", "北垣半导体有限公司", "Beiyuan Bandaoti Co., Ltd."),
    ("Chinese company, two generic words in pinyin", "北垣人工智能有限公司", "Beiyuan Rengong Zhineng Co., Ltd."),
    ("Chinese company, generic words in English", "北垣国际贸易有限公司", "Beiyuan International Trading Co Ltd"),
    ("generic word in another language", "Tornlund Handel", "Tornlund Trading"),
    ("Chinese legal form left out", "星河科技有限公司", "星河科技"),
    ("Chinese legal form in traditional characters", "星河實業有限公司", "星河实业"),
    ("acronym with full stops", "T.V.L. Company", "TVL Co."),
    ("number word", "Brigade Forty-four", "Brigade 44"),
    ("generic word missing", "Tornlund", "Tornlund Group"),
    ("pinyin run together, vowels that meet", "北垣海尔", "Beiyuan Haier"),
    ("pinyin run together, a short name", "雅安", "Yaan"),
    ("abbreviations", "Univ. of Tornlund", "University of Tornlund"),
    ("department", "Dept. of Tornlund", "Department of Tornlund"),
    ("brothers", "Tornlund Bros.", "Tornlund Brothers"),
    ("manufacturing", "Tornlund Mfg. Co.", "Tornlund Manufacturing Company"),
    ("national", "Tornlund Nat'l Bank", "Tornlund National Bank"),
    ("air", "Tornlund Air", "Tornlund Airlines"),
    ("town in Chinese", "北垣市星图电子科技有限公司", "Beiyuan Xingtu Electronic Technology Co., Ltd."),
    ("trade in Chinese", "北垣机场股份有限公司", "Beiyuan Airport Co., Ltd."),
    ("Russian trade", "АО Торнлундский завод", "Tornlundskiy Plant JSC"),
    ("Arabic holding", "شركة الفلماري القابضة", "Falmari Holding Company"),
    ("Arabic university", "جامعة فلماري", "University of Falmari"),
    ("Greek bank", "Τράπεζα Τορνλούνδ Α.Ε.", "Bank Tornlound S.A."),
    ("number sign", "Plant No. 9", "Plant 9"), ("number sign as one character", "Завод №9", "Zavod No. 9"),
    ("Korean words run together", "조선토른개발무역회사", "Korea Toreun Development Trading Corporation"),
  ])
  func organisationsToReview(_ why: String, _ first: String, _ second: String) {
    let comparison = NameComparison.explain(
      .init(first, schema: .organisation), .init(second, schema: .organisation))
    #expect(
      comparison.score >= NameWeights.reviewThreshold,
      "\(comparison.score) \(comparison.features.map(\.explanation))")
  }

  @Test(arguments: [
    ("aircraft and spacecraft", "Tornlund Aviation", "Tornlund Aerospace"),
    ("another trade", "Tornlund Gas Company", "Tornlund Oil Company"),
    ("a trade missing", "Agricultural Bank of Tornlund", "Bank of Tornlund"),
    ("another trade in Chinese", "北垣机场有限公司", "Beiyuan Port Co., Ltd."),
    ("association against company", "星河协会", "星河有限公司"),
    ("another town", "Bank of Tornlund", "Bank of Velmaria"),
    ("generic words alone", "Management Company", "Tornlund Management Company"),
    ("a foundation is no company", "ANO Orlania", "Orlania LLC"),
    ("two letters", "BD plc", "BP plc"),
    ("another brand", "The Puffin Trust", "The Lantern Trust"),
    ("place missing", "Tornlund Velmaria S.A.", "Tornlund S.A."),
  ])
  func organisationsToPass(_ why: String, _ first: String, _ second: String) {
    let comparison = NameComparison.explain(
      .init(first, schema: .organisation), .init(second, schema: .organisation))
    #expect(
      comparison.score < NameWeights.reviewThreshold,
      "\(comparison.score) \(comparison.features.map(\.explanation))")
  }

  @Test func sisterShipsAreTwo() {
    #expect(NameComparison.score("Velmar 1", "Velmar No. 1", schema: .vessel) >= 0.95)
    #expect(NameComparison.score("Velmar 1", "Velmar 3", schema: .vessel) < 0.7)
    #expect(NameComparison.score("Tarn Fund 1", "Tarn Fund 3", schema: .organisation) >= 0.7)
  }

  /// What Arabic writes, long vowels among it, tells two names in it apart; the same name in Latin letters has more.
  @Test func namesInArabicLettersAreReadAsWritten() {
    func score(_ first: String, _ second: String) -> Double {
      NameComparison.score(first, second, schema: .person)
    }
    #expect(score("حسن فلماري", "حسين فلماري") < score("حسن فلماري", "Hasan Falmari"))
    #expect(score("جميل ناصر", "جمال نصر") < 0.85)
    #expect(score("محمد فلماري", "محمود فلماري") < 0.9)
  }

  /// A rank that is a word of companies, too, makes no company of a person.
  @Test func aRankIsNoCompany() {
    #expect(ParsedName("Major General Velmar Tornquist", schema: .unknown).schema == .person)
    #expect(ParsedName("Velmar General Trading", schema: .unknown).schema == .organisation)
    let (ranked, plain) = (
      ParsedName("Major General Velmar Tornquist", schema: .unknown),
      ParsedName("Velmar Tornquist", schema: .unknown)
    )
    #expect(NameComparison.score(ranked, plain) >= 0.9)
  }

  @Test func featuresAddUp() {
    let pairs = [
      ("Velmar Tornquist", "Welmar Tornqist"), ("Dr. Hasan Tarquni", "Hasan Ali Tarquni"),
      ("张书恒", "Zhang Shu"),
      ("Velmar Tarn", "Rami Lindgarde"),
    ]
    for (first, second) in pairs {
      let a = ParsedName(first, schema: .person)
      let b = ParsedName(second, schema: .person)
      let comparison = NameComparison.explain(a, b)
      let sum = comparison.features.reduce(0) { $0 + $1.effect }
      #expect(abs(min(1, max(0, sum)) - comparison.score) < 1e-9)
      #expect(comparison.score == NameComparison.score(a, b))
    }
  }

  @Test func aConflictNamesItsWords() throws {
    let comparison = NameComparison.explain(
      .init("Velmar Tornquist", schema: .person), .init("Velmar Lindgarde", schema: .person))
    let conflict = try #require(comparison.features.first { $0.kind == .conflict })
    #expect(conflict.first == ["tornquist"])
    #expect(conflict.second == ["lindgarde"])
    #expect(conflict.effect < -0.3)
    #expect(conflict.explanation.hasSuffix("tornquist / lindgarde"))
  }

  /// The same name scores 1, the more letters change the lower; the order of the two does not matter.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func moreSlipsScoreLess(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let syllables = ["vel", "mar", "tor", "nun", "dak", "ri", "sho", "bel", "gan", "tu", "lin", "fro"]
    func word() -> String { (0..<3).map { _ in syllables.randomElement(using: &random) ?? "vel" }.joined() }
    let name = "\(word()) \(word())"
    let one = name.dropLast() + "q"
    let three = "x" + one.dropFirst(2)
    let scores = [name, String(one), String(three)].map { NameComparison.score(name, $0, schema: .person) }
    #expect(scores[0] == 1)
    #expect(scores[1] < 1)
    #expect(scores[2] <= scores[1])
    #expect(abs(NameComparison.score(String(one), name, schema: .person) - scores[1]) < 1e-9)
  }

  /// Whichever name comes first, the score is the same, and the features are the same with their sides exchanged.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func theOrderOfTheNamesDoesNotMatter(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = [
      "vel", "velmar", "velmara", "al", "bin", "tarn", "tarne", "j", "jc", "v", "trading", "bank", "7", "ii",
      "van",
      "der", "tornquist", "tornquistova", "jing", "guo", "jingguo", "ltd", "as", "dr", "anna", "ann", "vela",
      "mar",
    ]
    func name() -> String {
      (0..<Int.random(in: 1...6, using: &random)).map { _ in words.randomElement(using: &random) ?? "vel" }
        .joined(separator: " ")
    }
    for _ in 0..<100 {
      let texts = (name(), name())
      for schema in NameSchema.allCases {
        let (a, b) = (
          ParsedName(texts.0, schema: schema), ParsedName(texts.1, schema: NameSchema.allCases[Int(seed) % 4])
        )
        let (there, back) = (NameComparison.explain(a, b), NameComparison.explain(b, a))
        #expect(there.score == back.score, "\(texts)")
        #expect(there.features.map { [$0.first, $0.second] } == back.features.map { [$0.second, $0.first] })
        #expect(NameComparison.score(a, b) == NameComparison.score(b, a), "\(texts)")
      }
    }
  }

  @Test(arguments: [
    ("abcd", "abcd", true), ("abcd", "abxd", true), ("abcd", "abd", true), ("abcd", "acbd", true),
    ("abcd", "abcde", true),
    ("abcd", "axxd", false), ("abcd", "dbca", false), ("abcd", "ab", false), ("", "a", true), ("", "", true),
    ("ab", "ba", true), ("abcd", "badc", false),
  ])
  func oneSlip(_ first: String, _ second: String, _ isOne: Bool) {
    let found = Array(first.utf8).withUnsafeBufferPointer { a in
      Array(second.utf8).withUnsafeBufferPointer { b in OneSlip.isAll(between: a, and: b) }
    }
    #expect(found == isOne)
  }
}
