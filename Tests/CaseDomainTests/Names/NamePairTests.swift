import CaseDomain
import Testing

/// Pairs that a rule of docs/names.md §1 is there for, in both orders. Names are invented.
@Suite struct NamePairTests {
  private func check(_ first: String, _ second: String, _ schema: NameSchema, isAlike: Bool) {
    let there = NameComparison.explain(.init(first, schema: schema), .init(second, schema: schema))
    let back = NameComparison.explain(.init(second, schema: schema), .init(first, schema: schema))
    #expect(there.needsReview == isAlike, "\(there.score) \(there.features.map(\.explanation))")
    #expect(there.score == back.score)
    #expect(abs(max(0, min(1, there.features.reduce(0) { $0 + $1.effect })) - there.score) < 1e-9)
    #expect(
      there.score == NameComparison.score(.init(first, schema: schema), .init(second, schema: schema)))
  }

  @Test(arguments: [
    ("initial of two letters", "Yu. Tarnov", "Yuri Tarnov"),
    ("initial of two letters, its sound", "Sh. Tarnov", "Schamil Tarnov"),
    ("initial of two letters behind", "Tarnov Yu.V.", "Юрий Валентинович Тарнов"),
    ("the same in one letter", "Y. Tarnov", "Yu. Tarnov"),
    ("Cyrillic initial", "Ж. Тарнов", "Жорес Тарнов"),
    ("Cyrillic initial in Latin", "Ш. Тарнов", "Sh. Tarnov"),
    ("Greek sound", "Th. Tarnholm", "Thomas Tarnholm"),
    ("initial that may be another letter", "Velmar E. Tornquist", "Velmar Yevgeny Tornquist"),
    ("junior on one side", "Velmar Tornquist Jr.", "Velmar Tornquist"),
    ("junior in full", "Velmar Ansgar Tornquist Junior", "Velmar Ansgar Tornquist Jr."),
    ("Señor", "Sr. Velmar Tornquist", "Velmar Tornquist"),
    ("Korean family name of the North", "리미란", "이미란"), ("the same, another", "림 미란", "임미란"),
    ("Azerbaijani a", "Əhməd Tarnədov", "Ahmad Tarnadov"),
    ("Azerbaijani letters", "Elçin Cəlmarov", "Elchin Jalmarov"),
    ("West African letters", "Kɔfi Tarnɣali", "Kofi Tarnghali"),
    ("Arabic h is no digraph", "سهيل فلماري", "Suhail Falmari"),
    ("Arabic h at the end", "طه فلماري", "Taha Falmari"),
    ("Arabic h behind z", "زهير فلماري", "Zuhair Falmari"),
    ("ta marbuta before God", "رحمة الله فلماري", "Rahmatullah Falmari"),
    ("ta marbuta before God, Persian", "نعمة الله فلماري", "Nematullah Falmari"),
    ("ta marbuta before God, a title", "آية الله حسن فلماري", "Ayatollah Hassan Falmari"),
    ("q before u and a consonant", "Fuad Qultarov", "Фуад Гултаров"),
    ("abbreviated", "Mohd Tarquni", "Mohammad Tarquni"), ("abbreviated", "Wm. Tarnson", "William Tarnson"),
    ("abbreviated", "Chas. Tarnson", "Charles Tarnson"), ("abbreviated", "Thos. Tarnson", "Thomas Tarnson"),
    ("abbreviated", "Geo. Tarnson", "George Tarnson"), ("abbreviated", "Jas. Tarnson", "James Tarnson"),
    ("short form", "Vlad Tarnov", "Vladimir Tarnov"), ("short form", "Kolya Tarnov", "Nikolai Tarnov"),
    ("short form", "Vanya Tarnov", "Ivan Tarnov"), ("short form", "Tolya Tarnov", "Anatoly Tarnov"),
    ("short form", "Grisha Tarnov", "Grigory Tarnov"),
    ("Greek", "Γιώργος Ταρνίδης", "George Tarnidis"), ("Arabic", "جورج فلماري", "George Falmari"),
    ("Hungarian", "György Tarnai", "Джордж Тарнаи"),
  ])
  func personsAlike(_ why: String, _ first: String, _ second: String) {
    check(first, second, .person, isAlike: true)
  }

  @Test(arguments: [
    ("initial of another sound", "Sh. Tarnov", "Sergei Tarnov"),
    ("junior and senior", "Velmar Tornquist Jr.", "Velmar Tornquist Sr."),
    ("junior and the third", "Velmar Tornquist Jr", "Velmar Tornquist III"),
    ("the second and the third", "Velmar Tornquist II", "Velmar Tornquist III"),
    ("the seventh and the eighth", "Velmar VII", "Velmar VIII"),
    ("other middle initials", "Velmar A. Tornquist", "Velmar B. Tornquist"),
    ("middle initial of another name", "Velmar A. Tornquist", "Velmar Brian Tornquist"),
    ("Korean, another vowel", "이영미", "이용미"), ("Korean, another vowel", "정미란", "종미란"),
    ("Korean, another vowel", "김성란", "김송란"), ("Korean, another final", "이란명", "이란용"),
    ("Japanese, one of four", "星川太郎", "星川次郎"),
    ("vowels of Azerbaijani", "Məltərəov Elçin", "Mltrov Elçin"),
    ("Arabic, a long vowel", "محمد علي", "محمد عالي"),
    ("Arabic, a long vowel", "محمود فلماري", "محمد فلماري"),
    ("Arabic, a long vowel", "جمال فلماري", "جميل فلماري"),
    ("Arabic, a long vowel", "كمال فلماري", "كامل فلماري"),
    ("Arabic, a long vowel", "فلماري حسن", "فلماري حسين"),
    ("Arabic, a long vowel", "سعيد فلمار", "سعد فلمار"),
    ("two women", "Мария Тарнова", "Марина Тарнова"), ("man and woman", "Evgeniy Tarnov", "Evgeniya Tarnova"),
    ("man and woman", "Giorgia Tarnoni", "Giorgio Tarnoni"), ("two men", "Igor Tarnov", "Egor Tarnov"),
  ])
  func personsApart(_ why: String, _ first: String, _ second: String) {
    check(first, second, .person, isAlike: false)
  }

  @Test(arguments: [
    (
      "word of two characters in brackets", "北垣星图技术 (香港) 有限公司", "Beiyuan Xingtu Technology (Hong Kong) Co Ltd"
    ),
    ("word of two characters in brackets", "北垣银行（亚洲）有限公司", "Beiyuan Bank (Asia) Limited"),
    ("of, in Persian", "Hizb-i-Tarnami", "Hezb-e-Tarnami"),
    ("of, in Urdu", "Lashkar-i-Velmar", "Lashkar-e-Velmar"),
    ("generic word in Han", "星河", "星河技术有限公司"), ("group in Han", "星河", "星河集团公司"),
    ("legal form of one character", "（株）星川", "星川株式会社"), ("town in Han", "北垣市星图有限公司", "北垣星图有限公司"),
    ("digit and letter apart", "3T Company", "3 T Co"), ("acronym apart", "T V L Bank", "TVL Bank"),
    ("two letters apart", "Q T plc", "QT plc"), ("letter and digit apart", "Q-1 Group", "Q1 Group"),
    ("full stop within", "T.ON SE", "TON SE"), ("number word behind digits", "9-Twelve, Inc.", "9Twelve Inc"),
    ("ampersand in an acronym", "QT&T Inc.", "QTT Inc."), ("at is no form here", "AT&Q Inc.", "ATQ Inc."),
    ("form with a slip", "Tornlund Limitd", "Tornlund"),
    ("form with a slip", "Tornlund Corportion", "Tornlund"),
    ("form with a slip", "Tornlund Coporation", "Tornlund"),
    ("form with a slip", "Tornlund Compnay", "Tornlund"),
    ("form with a slip", "Tornlund Aktiengeselschaft", "Tornlund AG"),
    ("form", "Tornlund Ltd. Liability Co.", "Tornlund"),
    ("form", "Tornlund Public Joint Stock Co", "Tornlund"), ("form", "Tornlund Spółka z o.o.", "Tornlund"),
    ("form", "Tornlund Unlimited", "Tornlund"), ("form", "Tornlund GmbH i.L.", "Tornlund GmbH"),
    ("form", "Tornlund Anstalt", "Tornlund"), ("form before", "M/s Tornlund Traders", "Tornlund Traders"),
    ("being wound up", "Tornlund in Liquidation", "Tornlund"),
    ("group", "Tornlund Group of Companies", "Tornlund"),
    ("domain", "Tornlund.com, Inc.", "Tornlund Inc"), ("domain", "Tornlund.ru", "Tornlund"),
    ("former name, the first", "Tornlund Ltd (formerly Velmaria Ltd)", "Tornlund Ltd"),
    ("former name, the second", "Tornlund Ltd (formerly Velmaria Ltd)", "Velmaria Ltd"),
    ("formerly known as", "Tornlund Ltd f/k/a Velmaria Ltd", "Velmaria Ltd"),
    ("doing business as", "Tornlund Inc d/b/a Velmaria", "Velmaria"),
    ("trading as", "Tornlund Ltd t/a Velmaria", "Tornlund Ltd"),
    ("saint", "St. Tornlund Bank", "Saint Tornlund Bank"), ("mount", "Mt. Velmar Ltd", "Mount Velmar Ltd"),
    ("fort", "Ft. Velmar Steel", "Fort Velmar Steel"),
    ("government", "Govt of Velmaria", "Government of Velmaria"),
    ("ordinal", "Twentieth Tarn Brigade", "20th Tarn Brigade"),
    ("ordinal", "Thirteenth Tarn Army", "13th Tarn Army"),
    ("ordinal", "Thirty-Ninth Regiment", "39th Regiment"),
    ("numbers of a fund", "Tornlund Trust 1", "Tornlund Trust 3"),
  ])
  func bodiesAlike(_ why: String, _ first: String, _ second: String) {
    check(first, second, .organisation, isAlike: true)
  }

  @Test(arguments: [
    ("numbers", "Military Unit 26001", "Military Unit 74001"), ("numbers", "Plant No. 43", "Plant No. 45"),
    ("numbers", "Завод № 9", "Завод № 19"), ("numbers", "First Bank", "Second Bank"),
    ("numbers", "Tornlund 1", "Tornlund 2"), ("numbers", "14th Regiment", "15th Regiment"),
    ("countries", "Central Bank of Iran", "Central Bank of Iraq"),
    ("countries", "Ministry of Transport of Iran", "Ministry of Transport of Iraq"),
    ("countries", "Bank of Zambia", "Bank of Gambia"), ("countries", "Austria Trading", "Australia Trading"),
    ("countries", "Bank of Niger", "Bank of Nigeria"),
    ("east and west", "Eastern Velmar Trading", "Western Velmar Trading"),
    ("Han, one of four", "北垣宏远国际贸易有限公司", "北垣宏达国际贸易有限公司"),
    ("Han, one of four, and a town", "北垣市星为技术有限公司", "北垣市星华技术有限公司"),
    ("Han, another place", "星东钢铁集团有限公司", "星西钢铁集团有限公司"),
    ("Han, another trade", "星河银行", "星河保险"),
    ("no person's abbreviation", "Geo Tarn Energy", "George Velm Energy"),
  ])
  func bodiesApart(_ why: String, _ first: String, _ second: String) {
    check(first, second, .organisation, isAlike: false)
  }

  /// A word that would be a digraph in Latin is no other name.
  @Test func arabicLettersAreNoDigraphs() {
    #expect(NameComparison.score("سهيل فلماري", "شيل فلماري", schema: .person) < 0.9)
  }

  /// A ship's number tells it apart whatever it is called; a fund's does not.
  @Test func numbersOfShipsAreNoSeries() {
    #expect(NameComparison.score("Velmar Trust 1", "Velmar Trust 3", schema: .vessel) < 0.7)
    #expect(NameComparison.score("Velmar Trust 1", "Velmar Trust 3", schema: .organisation) >= 0.7)
  }

  /// What one name sounds like and what it is found by go together: a name kept by its keys is found by another.
  @Test(arguments: [
    ("Ш. Тарнов", "Shamil Tarnov", NameSchema.person), ("Elçin Cəlmarov", "Elchin Jalmarov", .person),
    ("سهيل فلماري", "Suhail Falmari", .person), ("رحمة الله فلماري", "Rahmatullah Falmari", .person),
    ("T V L Bank", "TVL Bank", .organisation),
    ("Tornlund Ltd (formerly Velmaria Ltd)", "Velmaria", .organisation),
    ("Mt. Velmar Ltd", "Mount Velmar", .organisation),
  ])
  func namesShareAKey(_ first: String, _ second: String, _ schema: NameSchema) {
    let keys = [first, second].map { Set(NameKeys.keys(of: ParsedName($0, schema: schema))) }
    #expect(!keys[0].isDisjoint(with: keys[1]))
  }
}
