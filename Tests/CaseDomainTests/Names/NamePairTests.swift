import CaseDomain
import Testing

/// Pairs that a rule of docs/names.md §1 is there for, in both orders. Names are invented.
@Suite struct NamePairTests {
  private func check(_ first: String, _ second: String, _ schema: NameSchema, isAlike: Bool) {
    let there = NameComparison.explain(.init(first, schema: schema), .init(second, schema: schema))
    let back = NameComparison.explain(.init(second, schema: schema), .init(first, schema: schema))
    let isFound = there.score >= NameWeights.reviewThreshold
    #expect(isFound == isAlike, "\(there.score) \(there.features.map(\.explanation))")
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
    ("Sinhala", "සුමන වීරතුංග", "Sumana Viratunga"), ("Lao", "ວິໄລ ສຸກສະຫວັນ", "Vilai Suksavan"),
    ("a script without a table", "ཚེ་རིང་དཀར་པོ", "ཚེ་རིང་དཀར་པོ"),
    ("another", "ᏣᎳᎩ ᎠᏰᎵ", "ᏣᎳᎩ ᎠᏰᎵ"),
    ("initial of a patronymic", "Tarnov A.P.", "Tarnov Aleksandr Petrovich"),
    ("Korean hee", "Kim Myeong-hee", "Kim Myong Hui"),
    ("Korean family", "Bang Seong-geun", "Pang Song Kun"),
    ("Chinese in Russian letters", "Дуань Цзинхай", "Duan Jinghai"),
    ("the same", "Жэнь Шуцян", "Ren Shuqiang"), ("the same, joined", "Мэн Ляньчжоу", "Meng Lianzhou"),
    ("Korean in Russian letters", "Цой Мён Сон", "Choe Myong Song"),
    ("Wade–Giles told by its hyphen", "Pai Chu-lan", "Bai Julan"),
    ("foreign name in Han", "约翰·塔尔森", "John Tarlsen"),
    ("Belarusian", "Yauhen Tarnouski", "Yevgeny Tarnovsky"), ("Belarusian", "Ryhor Tarnou", "Grigory Tarnov"),
    ("Turkish", "Recep Velmar", "Rajab Velmar"), ("Turkish", "Osman Velmar", "Uthman Velmar"),
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
    ("initial of another patronymic", "Tarnov A.B.", "Tarnov Aleksandr Petrovich"),
    ("initial of another patronymic", "Тарнов А.Б.", "Тарнов Александр Петрович"),
    ("Russian, not Chinese", "Иван Ли", "Wang Yi Li"), ("Russian, not Korean", "Илья Ким", "Kim Il"),
    ("Thaana, another family", "މުހައްމަދު ތަރުނީދު", "މުހައްމަދު ވެލްމަރު"),
    ("another name in a script without a table", "ᏣᎳᎩ ᎠᏰᎵ", "ᏗᎦᏚ ᏓᏲᏟ"),
    ("another Chinese name in Russian letters", "Дуань Цзинхай", "Deng Jinhua"),
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
    ("a group of one place", "Chad Shipping Group", "Chad Shipping"),
    ("a place and two generic words", "Chad Oil and Gas Enterprise", "Chad Oil Gas Company"),
    ("an empty word more", "National Chad Oil Company", "Chad Oil Company"),
    ("research institute", "НИИ Тарн", "Научно-исследовательский институт Тарн"),
    ("research institute", "TsNII Tarn", "Central Research Institute Tarn"),
    ("German generic word", "Tarn Versicherung AG", "Tarn Insurance AG"),
    ("Korean generic word", "탄현전자", "Tanhyeon Jeonja"),
    ("the same, of the North", "Tarn Muyok", "Tarn Trading"),
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
    ("a place and a generic word", "Bank of Chad", "Chad Export Bank"),
    ("letters that are the name", "OKB Bank", "SKB-Bank"),
    ("the same", "Chad Oil Company", "Chad Company"),
  ])
  func bodiesApart(_ why: String, _ first: String, _ second: String) {
    check(first, second, .organisation, isAlike: false)
  }

  /// Disguised letters, articles, Japanese and short forms.
  private static let spelledOtherwisePairs: [(String, String, String)] = [
    ("Hangul in letters", "\u{1110}\u{1161}\u{11AB}\u{1106}\u{1175}\u{1105}\u{1161}\u{11AB}", "탄미란"),
    ("Hangul in letters", "\u{1100}\u{1175}\u{11B7}\u{1106}\u{1175}\u{1105}\u{1161}\u{11AB}", "Kim Mi Ran"),
    (
      "Hangul in letters", "\u{1100}\u{1175}\u{11B7}\u{1106}\u{1175}\u{1105}\u{1161}\u{11AB}",
      "\u{1100}\u{1175}\u{11B7}\u{1106}\u{1175}\u{1105}\u{1161}\u{11AB}"
    ),
    ("Latin letters in a Cyrillic word", "Иван Тaрнов", "Ivan Tarnov"),
    ("Latin letters in a Cyrillic word", "Tapнов Иван", "Тарнов Иван"),
    ("Latin letters in a Cyrillic word", "Вельмap Тарнов", "Velmar Tarnov"),
    ("Latin letters in a Cyrillic word", "Тоpнов Иван", "Торнов Иван"),
    ("Latin letters in a Greek word", "Ναταλία Tαρνίδου", "Ναταλία Ταρνίδου"),
    ("initials joined", "JR Tarn", "J.R. Tarn"),
    ("initials joined", "V.I. Tarnov", "Vladimir Ilyich Tarnov"),
    ("initials joined", "D.R. Tarn", "David Robert Tarn"),
    ("particle of a long name", "Velmar van Tornick", "Velmar Tornick"),
    ("particle of a long name", "Velmar ar-Rahmuni", "Velmar al-Rahmuni"),
    ("particle of a long name", "Ortega y Tarn", "Ortega Tarn"),
    ("servant with article", "Abd an-Nasir", "Abdul Nasser"),
    ("servant with article", "Abd ad-Da'im", "Abdul Daim"),
    ("servant with article", "Abdul Rahman Saleh", "Abd-ar-Rahman Salih"),
    ("servant with article", "Abd ash-Shakur", "Abdul Shakoor"),
    ("servant with article", "Abdes Salam Tarn", "Abdul Salam Tarn"),
    ("servant with article", "Abd as-Salam Tarn", "Abdul Salam Tarn"),
    ("servant with article", "Abd at-Tawab Tarn", "Abdul Tawab Tarn"),
    ("servant with article", "عبد السلام خان", "Abdus Salam Khan"),
    ("servant with article", "Abdul Aziz Tarn", "Abdulaziz Tarn"),
    ("Chinese family names of two systems", "Wong Xiaodong", "Wang Xiaodong"),
    ("Chinese family names of two systems", "Wong Xiaodong", "Huang Xiaodong"),
    ("Chinese family names of two systems", "Lai Weishun", "Li Weishun"),
    ("Chinese family names of two systems", "Kong Weishun", "Jiang Weishun"),
    ("Chinese family names of two systems", "Chou Min", "Zhou Min"),
    ("digit for a letter", "Ig0r Tarn1n", "Igor Tarnin"),
    ("title that is a name", "Imam Velmar Tarn", "Velmar Tarn"),
    ("Kunrei", "Tida Sityo", "Chida Shicho"),
    ("Kunrei", "Huzimoto Syoiti", "Fujimoto Shoichi"),
    ("Kunrei", "Titibu Taro", "Chichibu Taro"),
    ("Kunrei", "Huzi Maru", "Fuji Maru"),
    ("Kunrei", "Tyuzo Tarumo", "Chuzo Tarumo"),
    ("Kunrei", "Huzita Zyun", "Fujita Jun"),
    ("letters misread", "Clavid Tarnes", "David Tarnes"),
    ("letters misread", "Robert Srnarn", "Robert Smarn"),
    ("letters misread", "Ahrned Tarnuni", "Ahmed Tarnuni"),
    ("letters misread", "Rnichael Tarn", "Michael Tarn"),
    ("short form", "Gus Tarnson", "Augustus Tarnson"),
    ("short form", "Manny Tarnson", "Manuel Tarnson"),
    ("short form", "Vinnie Tarnson", "Vincent Tarnson"),
    ("short form", "Gabe Tarnson", "Gabriel Tarnson"),
    ("short form", "Zach Tarnson", "Zachary Tarnson"),
    ("short form", "Gerry Tarnson", "Gerald Tarnson"),
    ("short form", "Walt Tarnson", "Walter Tarnson"),
    ("short form", "Jake Tarnson", "Jacob Tarnson"),
    ("short form", "Jon Tarnson", "Jonathan Tarnson"),
    ("short form", "Polly Tarnson", "Mary Tarnson"),
    ("short form", "Nell Tarnson", "Eleanor Tarnson"),
    ("short form", "Tess Tarnson", "Theresa Tarnson"),
    ("short form", "Max Tarnson", "Maximilian Tarnson"),
    ("short form", "Nacho Tarnez", "Ignacio Tarnez"),
    ("short form", "Memo Tarnez", "Guillermo Tarnez"),
    ("short form", "Quique Tarnez", "Enrique Tarnez"),
    ("short form", "Beto Tarnez", "Roberto Tarnez"),
    ("short form", "Curro Tarnez", "Francisco Tarnez"),
    ("short form", "Слава Тарнов", "Вячеслав Тарнов"),
    ("short form", "Гена Тарнов", "Геннадий Тарнов"),
    ("short form", "Петя Тарнов", "Пётр Тарнов"),
    ("short form", "Люда Тарнова", "Людмила Тарнова"),
    ("short form", "Настя Тарнова", "Анастасия Тарнова"),
    ("short form", "Даша Тарнова", "Дарья Тарнова"),
    ("short form", "Шура Тарнов", "Александр Тарнов"),
    ("short form", "Sepp Tarner", "Josef Tarner"),
    ("short form", "Uli Tarner", "Ulrich Tarner"),
    ("short form", "Beppe Tarni", "Giuseppe Tarni"),
    ("short form", "Gosia Tarnska", "Małgorzata Tarnska"),
    ("short form", "Ma. del Tarno", "Maria del Tarno"),
    ("short form", "Ana Mª Tarnez", "Ana María Tarnez"),
  ]
  @Test(arguments: spelledOtherwisePairs) func spelledOtherwise(
    _ why: String, _ first: String, _ second: String
  ) {
    check(first, second, .person, isAlike: true)
  }

  /// Words of one syllable, initials, titles and numbers that tell two persons apart; Chinese families.
  private static let syllablesAndInitialsPairs: [(String, String, String)] = [
    ("initials joined", "J.R. Tarn", "J.B. Tarn"),
    ("initials joined", "J.R. Tarn", "T.J. Tarn"),
    ("initials joined", "Tarnov I.I.", "Tarnov I.P."),
    ("initials joined", "И.И. Тарнов", "П.П. Тарнов"),
    ("initials joined", "D.R. Tarn", "A.Q. Tarn"),
    ("initials joined", "M.S. Tarn", "K.P. Tarn"),
    ("initials joined", "A.L. Tarn", "B.C. Tarn"),
    ("initials joined", "Тарнов А.А.", "Тарнов Б.А."),
    ("initials joined", "Тарнов С.П.", "Тарнов С.А."),
    ("initials joined", "Tarn P.V.", "Tarn P. R."),
    ("initials joined", "V.P. Tarn", "V.B. Tarn"),
    ("syllables, not particles", "Le Thi Lan", "Do Thi Lan"),
    ("syllables, not particles", "Le Hung", "Van Hung"),
    ("syllables, not particles", "Kim In", "Kim Ul"),
    ("syllables, not particles", "Li Bin", "Li Bar"),
    ("syllables, not particles", "An Jung-geun", "Lee Jung-geun"),
    ("syllables, not particles", "Nguyễn Thị Lan", "Nguyễn Văn Lan"),
    ("syllables, not particles", "Yi In-young", "Yi Ho-young"),
    ("syllables, not particles", "Kim Do-hyun", "Kim Ji-hyun"),
    ("syllables, not particles", "Nguyen Van Tho", "Nguyen Duc Tho"),
    ("syllables, not particles", "Tran Le Tho", "Tran Duc Tho"),
    ("syllables, not particles", "Lo Wei Shun", "Tan Wei Shun"),
    ("syllables, not particles", "Lee Soo Bin", "Lee Soo Jin"),
    ("family name at the end", "Velmar Kumar Das", "Velmar Kumar Singh"),
    ("syllables that sound otherwise", "Ra Song-su", "Ra Kyong-su"),
    ("servant alone", "Abdul Aziz", "Abdul Aziz Tarnuni"),
    ("servant alone", "Abdul Rahman Tarn", "Abdul Rahim Tarn"),
    ("servant alone", "Abdul Karim", "Abdul Hakim"),
    ("father and son, with an article", "Velmar bin al-Tarnun", "al-Tarnun bin Velmar"),
    ("Chinese family names", "Zhou Min", "Zhu Min"),
    ("Chinese family names", "Lu Wei", "Lou Wei"),
    ("Chinese family names", "Hu Wei", "Hou Wei"),
    ("Chinese family names", "Gu Hua", "Gou Hua"),
    ("Chinese family names", "Yu Min", "You Min"),
    ("Chinese family names", "Wang Mei", "Wang Mi"),
    ("Chinese family names", "Zheng Kai", "Zhang Kai"),
    ("Chinese family names", "Zeng Kai", "Zheng Kai"),
    ("Chinese family names", "Wang Xiaodong", "Huang Xiaodong"),
    ("Chinese family names", "Liu Ming", "Yu Ming"),
    ("Chinese family names", "Wu Lei", "Hu Lei"),
    ("Chinese family names", "Chen Wei", "Cheng Wei"),
    ("Chinese family names", "Liang Bo", "Yang Bo"),
    ("Chinese family names", "Cai Hong", "Cui Hong"),
    ("Chinese family names", "Tan Wei", "Tian Wei"),
    ("numbers of handles", "UNC 2452", "UNC 2453"),
    ("numbers of handles", "user_4711", "user_4712"),
    ("numbers of handles", "user 10023", "user 10024"),
    ("numbers of handles", "Tarn12345", "Tarn12346"),
    ("title that is a name", "Velmar Imam", "Velmar Mufti"),
    ("title that is a name", "Major Tarn", "Captain Tarn"),
    ("title that is a name", "Peter Senator", "Peter Bishop"),
    ("title that is a name", "Velmar Hafiz Tarn", "Velmar Qari Tarn"),
  ]
  @Test(arguments: syllablesAndInitialsPairs) func syllablesAndInitials(
    _ why: String, _ first: String, _ second: String
  ) {
    check(first, second, .person, isAlike: false)
  }

  /// Legal forms, former names, acronyms, countries and their nationals.
  private static let formsAndOtherNamesPairs: [(String, String, String)] = [
    ("Latin letters in a Cyrillic word", "Тaрнпром", "Тарнпром"),
    ("Latin letters in a Cyrillic word", "АО Тоpнов", "АО Торнов"),
    ("Latin letters in a Cyrillic word", "Tарнбанк", "Tarnbank"),
    ("acronym apart", "A Z Tarnware", "AZ Tarnware"),
    ("acronym apart", "L A Motors", "LA Motors"),
    ("acronym apart", "D E Tarn", "DE Tarn"),
    ("acronym apart", "A D Plastics", "AD Plastics"),
    ("article first", "As Salmuni Trading", "Al Salmuni Trading"),
    ("and in Nordic", "Tornlund & Velm AB", "Tornlund och Velm AB"),
    ("form", "Tornlund Private JSC", "Tornlund PJSC"),
    ("form", "Tornlund Public JSC", "Tornlund JSC"),
    ("form", "Tornlund Open JSC", "Tornlund OJSC"),
    ("form", "Tornlund Closed JSC", "Tornlund CJSC"),
    ("form", "ПрАТ Торнлунд", "Tornlund PrJSC"),
    ("form", "Tornlund I/S", "Tornlund Interessentskab"),
    ("form", "Tornlund P/S", "Tornlund"),
    ("form", "Tornlund K/S", "Tornlund Kommanditselskab"),
    ("form", "Tornlund Ky", "Tornlund Kommandiittiyhtiö"),
    ("form", "Tornlund Tmi", "Tornlund Toiminimi"),
    ("form", "Tornlund ry", "Tornlund"),
    ("form", "Tornlund hf.", "Tornlund"),
    ("form", "Tornlund Kkt.", "Tornlund"),
    ("form", "Tornlund OG", "Tornlund"),
    ("form", "Tornlund eG", "Tornlund eingetragene Genossenschaft"),
    ("form", "Tornlund PartG mbB", "Tornlund"),
    ("form", "Tornlund z.s.", "Tornlund"),
    ("form", "Tornlund ULC", "Tornlund Unlimited Liability Company"),
    ("form", "Tornlund Ltée", "Tornlund Ltd"),
    ("form", "Tornlund Incorporée", "Tornlund Inc."),
    ("form", "Tornlund S.E.N.C.", "Tornlund"),
    ("form", "Tornlund SELARL", "Tornlund"),
    ("form", "Tornlund GIE", "Tornlund Groupement d'intérêt économique"),
    ("form", "Tornlund CLG", "Tornlund Company Limited by Guarantee"),
    ("form", "Tornlund NPC", "Tornlund"),
    ("form", "Tornlund SMC-Pvt Ltd", "Tornlund"),
    ("form", "Tornlund P.C.", "Tornlund Professional Corporation"),
    ("form", "Tornlund Teoranta", "Tornlund Limited"),
    ("form", "Tornlund Cyf", "Tornlund Ltd"),
    ("form", "Tornlund C.A.", "Tornlund Compañía Anónima"),
    ("form", "Tornlund MMC", "Tornlund Məhdud Məsuliyyətli Cəmiyyəti"),
    ("form", "Tornlund Saudi Joint Stock Company", "Tornlund JSC"),
    ("form", "Tornlund San. Tic. A.Ş.", "Tornlund Sanayi Ticaret AS"),
    ("form", "Tornlund ME", "Tornlund"),
    ("form", "Tornlund EPP", "Tornlund"),
    ("form", "Tornlund S.C.A. SICAV", "Tornlund SCA"),
    ("form", "Tornlund S.p.A. in liquidazione", "Tornlund SpA"),
    ("form", "Tornlund SAL Offshore", "Tornlund SAL"),
    ("form", "Tornlund BSC (c)", "Tornlund B.S.C. Closed"),
    ("form", "Tornlund Co-operative Society", "Tornlund Cooperative"),
    ("form", "Tornlund NVSA", "Tornlund NV"),
    ("other name", "Tornlund Ltd (a.k.a. Velmaria Ltd)", "Velmaria"),
    ("other name", "Tornlund a/k/a Velmaria", "Tornlund"),
    ("other name", "Tornlund aka Velmaria", "Velmaria"),
    ("other name", "Tornlund Ltd (also known as Velmaria)", "Tornlund Ltd"),
    ("other name", "Tornlund (ex Velmaria)", "Velmaria"),
    ("other name", "Tornlund vormals Velmaria", "Velmaria"),
    ("other name", "Tornlund (ex Velmaria, formerly Quistia)", "Velmaria"),
    ("acronym in brackets", "Velmaria Mining Trading (VEMIT)", "Velmaria Mining Trading"),
    ("acronym in brackets", "Federal Tornlund Service (FTS)", "Federal Tornlund Service"),
    ("acronym in brackets", "World Tarn Programme - WTP", "World Tarn Programme"),
    ("acronym in brackets", "WORLD TARN PROGRAMME (WTP)", "World Tarn Programme"),
    (
      "acronym in brackets", "Velmaria Mining Development Trading Corporation (VOMID)",
      "Velmaria Mining Development Trading Corporation"
    ),
    ("country and national", "Iran Tarncraft Industries", "Iranian Tarncraft Industries"),
    ("country and national", "China Academy of Tarnology", "Chinese Academy of Tarnology"),
    ("country and national", "Belarus Tarnash", "Belarusian Tarnash Company"),
    ("country and national", "France Tarncom", "French Tarncom"),
    ("Greek mp", "Ολυμπερή Α.Ε.", "Olymperi S.A."),
    ("letters misread", "Arnatarn Inc", "Amatarn Inc"),
  ]
  @Test(arguments: formsAndOtherNamesPairs) func formsAndOtherNames(
    _ why: String, _ first: String, _ second: String
  ) {
    check(first, second, .organisation, isAlike: true)
  }

  /// Short first words, and brackets that are no acronym.
  private static let firstWordsPairs: [(String, String, String)] = [
    ("short first word", "LA Motors", "DE Motors"),
    ("short first word", "AR Trading LLC", "AZ Trading LLC"),
    ("short first word", "UL Solutions", "AT Solutions"),
    ("short first word", "AN Logistics", "AS Logistics"),
    ("short first word", "AT Shipping", "AD Shipping Ltd"),
    ("no form before a name", "AD Tornlund", "Tornlund"),
    ("ex is a word", "Tornlund Ex-Im Bank", "Im Bank"),
    ("no acronym", "Tornlund Velm Holdings (UK)", "Tornlund Velm Holdings (HK)"),
    ("no acronym", "Tornlund Velm Trading (Dubai)", "Tornlund Velm Trading"),
  ]
  @Test(arguments: firstWordsPairs) func firstWords(_ why: String, _ first: String, _ second: String) {
    check(first, second, .organisation, isAlike: false)
  }

  /// A ship by its former name.
  private static let formerShipsPairs: [(String, String, String)] = [
    ("former name", "Velmar Star (ex Tarn Wave)", "Velmar Star"),
    ("former name", "Velmar Star (formerly Tarn Wave)", "Tarn Wave"),
    ("former name", "Velmar Star f/k/a Tarn Wave", "Tarn Wave"),
    ("former name", "Velmar Star ex Tarn Wave", "Tarn Wave"),
    ("former name", "Velmar Star ex-Tarn Wave", "Velmar Star"),
  ]
  @Test(arguments: formerShipsPairs) func formerShips(_ why: String, _ first: String, _ second: String) {
    check(first, second, .vessel, isAlike: true)
  }

  /// Short first words are the name of a ship.
  private static let shipsFirstWordsPairs: [(String, String, String)] = [
    ("short first word", "Do Sun", "In Sun"),
    ("short first word", "AS Victoria", "AD Victoria"),
  ]
  @Test(arguments: shipsFirstWordsPairs) func shipsFirstWords(
    _ why: String, _ first: String, _ second: String
  ) {
    check(first, second, .vessel, isAlike: false)
  }

  /// Accounts a number apart, where nobody said what they are.
  private static let handlesPairs: [(String, String, String)] = [
    ("numbers of handles", "UNC 2452", "UNC 2453"),
    ("a letter of a handle", "TARN-C-36", "TARN 36"),
    ("numbers of handles", "user_4711", "user_4712"),
    ("numbers of handles", "Tarn12345", "Tarn12346"),
  ]
  @Test(arguments: handlesPairs) func handles(_ why: String, _ first: String, _ second: String) {
    check(first, second, .unknown, isAlike: false)
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
    ("Velmar Water Hoopers LLP", "VelmarWaterHoopers LLP", .organisation),
    ("Velmil el Tarnan", "Velmilurtarnan", .person), ("Tarnib-ur-Velman", "Tarniburvelman", .person),
    ("Mfg Tech Ltd", "Manufacturing Technology Ltd", .organisation),
    ("Iranian Bank", "Bank of Iran", .organisation), ("Huzimoto Syoiti", "Fujimoto Shoichi", .person),
    ("Тaрнпром", "Tarnprom", .organisation), ("Abd as-Salmar", "Abdus Salmar", .person),
    ("Velmaria Mining Trading (VEMIT)", "VEMIT", .organisation),
  ])
  func namesShareAKey(_ first: String, _ second: String, _ schema: NameSchema) {
    let keys = [first, second].map { Set(NameKeys.keys(of: ParsedName($0, schema: schema))) }
    #expect(!keys[0].isDisjoint(with: keys[1]))
  }

  /// Numbers in Han, ordinals of other languages, countries in their own, and provinces and cities of China.
  private static let numbersAndPlacesAlike: [(String, String, String)] = [
    ("number in Han", "维尔马集团第五十四研究所", "Weierma Group 54th Research Institute"),
    ("number in Han", "维尔马第七研究所", "Weierma No. 7 Research Institute"),
    ("number in Han", "维尔马第十三研究所", "维尔马13研究所"),
    ("digits in Han", "维尔马7801厂", "Weierma 7801 Factory"), ("digits in Han", "维尔马七八〇一厂", "维尔马7801厂"),
    ("ordinal in Han", "维尔马第一设计院", "Weierma First Design Institute"),
    ("Russian ordinal", "Первый завод Велмар", "First Plant Velmar"),
    ("Russian ordinal", "Второе бюро Велмар", "Second Bureau Velmar"),
    ("German ordinal", "Erste Velmar Bank", "First Velmar Bank"),
    ("Spanish ordinal", "Primera Velmar Bank", "First Velmar Bank"),
    ("own name", "Velmar Deutschland GmbH", "Velmar Germany GmbH"),
    ("own name", "Velmar Schweiz AG", "Velmar Switzerland AG"),
    ("own name", "Velmar Österreich GmbH", "Velmar Austria GmbH"),
    ("own name", "Velmar España S.L.", "Velmar Spain S.L."),
    ("own name", "Velmar Suomi Oy", "Velmar Finland Oy"),
    ("own name", "Velmar Magyarország Kft.", "Velmar Hungary Kft."),
    ("place in Han", "湖南维尔马有限公司", "Hunan Weierma Co., Ltd."),
    ("place in Han", "陕西维尔马有限公司", "Shaanxi Weierma Co., Ltd."),
    ("ordinal in Hangul", "14th Research Institute", "제14연구소"),
    ("Turkish and", "Velmar Gida ve Makina Ltd", "Velmar Gida Makina Ltd"),
    ("Turkish and", "Velmar ve Tarn Ltd", "Velmar & Tarn Ltd"),
    ("Dutch and", "Velmar Handel en Transport BV", "Velmar Handel Transport BV"),
    ("Finnish and", "Velmar Kauppa ja Kuljetus Oy", "Velmar Kauppa Kuljetus Oy"),
  ]
  @Test(arguments: numbersAndPlacesAlike) func numbersAndPlacesMeet(
    _ why: String, _ first: String, _ second: String
  ) {
    check(first, second, .organisation, isAlike: true)
  }

  private static let numbersAndPlacesApart: [(String, String, String)] = [
    ("number in Han", "维尔马集团第十三研究所", "维尔马集团第十四研究所"),
    ("number in Han", "维尔马第七设计院", "维尔马第九设计院"), ("number in Han", "维尔马二厂", "维尔马三厂"),
    ("number in Han", "维尔马第七八五厂", "维尔马第七八四厂"), ("digits in Han", "维尔马7801厂", "维尔马7802厂"),
    ("province", "Hunan Velmar Chemical Co", "Henan Velmar Chemical Co"),
    ("province", "Shanxi Velmar Coal", "Shaanxi Velmar Coal"), ("province in Han", "湖南维尔马有限公司", "河南维尔马有限公司"),
    ("province in Han", "山西维尔马有限公司", "陕西维尔马有限公司"),
    ("province", "湖南维尔马有限公司", "Henan Weierma Co., Ltd."),
    ("city", "Suzhou Velmar Precision Ltd", "Xuzhou Velmar Precision Ltd"),
    ("city", "Yangzhou Velmar Ltd", "Hangzhou Velmar Ltd"),
  ]
  @Test(arguments: numbersAndPlacesApart) func numbersAndPlacesTellApart(
    _ why: String, _ first: String, _ second: String
  ) {
    check(first, second, .organisation, isAlike: false)
  }

  /// A number is not read out of a name: 三一 is no 31.
  @Test func aNameOfDigitsInHanIsNoNumber() {
    check("三一维尔马", "三二维尔马", .organisation, isAlike: true)
  }

  private static let koreanAndShortAlike: [(String, String, String)] = [
    ("Korean vowels", "Pak Kun-byol", "Park Geun-byeol"), ("Korean vowels", "Kim Tok-myol", "Kim Deok-myeol"),
    ("Korean vowels", "Kwon Pyong-tol", "Gwon Byeong-teol"), ("Korean vowels", "Yi Un-byol", "Lee Eun-byeol"),
    ("Korean vowels", "Paek U-byon", "Baek Woo-byeon"), ("Korean vowels", "Yun Chong-u", "Yoon Jeong-woo"),
    ("abbreviated", "Fco. Tarnez Prieto", "Francisco Tarnez Prieto"),
    ("abbreviated", "Fdo. Tarnez Vega", "Fernando Tarnez Vega"),
    ("abbreviated", "Gmo. Tarnez Solis", "Guillermo Tarnez Solis"),
    ("abbreviated", "Robt. Tarnson", "Robert Tarnson"), ("abbreviated", "Benj. Tarnson", "Benjamin Tarnson"),
    ("abbreviated", "Jno. Tarnson", "John Tarnson"),
    ("Greek, short", "Konstantinos Tarnas", "Kostas Tarnas"),
    ("Greek, short", "Nikolaos Tarnas", "Νίκος Τάρνας"), ("pinyin q and ch", "孟清德", "Meng Ching-te"),
    ("pinyin apart", "Sun Xiaofeng", "Sun Xiao Feng"),
    ("pinyin and Wade–Giles", "Xu Yanping", "Hsu Yen-ping"), ("Burmese hs", "Soe Tarnt", "Hsoe Tarnt"),
  ]
  @Test(arguments: koreanAndShortAlike) func koreanAndShortMeet(
    _ why: String, _ first: String, _ second: String
  ) {
    check(first, second, .person, isAlike: true)
  }

  @Test(arguments: [
    ("number behind Hangul", "TAR SONG 5", "타르성5"), ("number behind Hangul", "TAR SONG 5", "타르성5호"),
    ("number elsewhere", "Velm Star 8", "8 Velm Star"), ("kind of ship", "Tanker Velm", "Velm Tanker"),
    ("kind of ship", "Танкер Вельм", "Velm Tanker"),
  ]) func numbersOfShipsMeet(_ why: String, _ first: String, _ second: String) {
    check(first, second, .vessel, isAlike: true)
  }

  @Test(arguments: [
    ("number behind Hangul", "TAR SONG 5", "타르성6호"), ("turned round", "Velm Rose", "Rose Velm"),
  ]) func shipsTellApart(_ why: String, _ first: String, _ second: String) {
    check(first, second, .vessel, isAlike: false)
  }

  private static let syllablesApart: [(String, String, String)] = [
    ("a letter of a syllable", "Xu Ping", "Xu Ling"),
    ("a letter of a syllable", "Chen Xiao Song", "Chen Xiao Rong"),
    ("a letter of a syllable", "Kim Kyong Song", "Kim Kyong Rong"),
    ("a letter of a syllable", "Nguyen Minh", "Nguyen Linh"),
    ("a letter of a syllable", "Nguyen Thanh", "Nguyen Khanh"), ("h", "Tran Tung", "Tran Hung"),
    ("h", "Ri Yong Sung", "Ri Yong Hung"), ("h", "Le Hoang", "Le Loang"),
    ("two syllables in one", "Xu Yanping", "Xu Yanling"),
    ("two syllables in one", "Li Guoming", "Li Guoqing"),
    ("two syllables in one", "Chen Xiaoling", "Chen Xiaoping"),
    ("two syllables in one", "Yu Dongmei", "Yu Dongwei"),
    ("two syllables in one", "Wang Xiaoming", "Wang Xiaohong"),
    ("w and f", "Tan Wei", "Tan Fei"), ("g and h", "Shao Guang", "Shao Huang"),
    ("g and h", "Tan Jianguo", "Tan Jianhua"),
    ("given names", "Michael Tarnson", "Michelle Tarnson"),
    ("given names", "Michael Tarnson", "Mitchell Tarnson"),
  ]
  @Test(arguments: syllablesApart) func syllablesTellApart(_ why: String, _ first: String, _ second: String) {
    check(first, second, .person, isAlike: false)
  }

  /// A name that stands beside itself in another script is that name.
  @Test(arguments: [
    ("in brackets", "Morvane Trading (Морвейн Трейдинг)", "Morvane Trading", NameSchema.organisation, true),
    ("what stands in them", "Morvane Trading (Морвейн Трейдинг)", "Морвейн Трейдинг", .organisation, true),
    ("Han first", "北垣星图（Beiyuan Xingtu）", "Beiyuan Xingtu", .unknown, true),
    ("of a person", "Velmar Torn (Вельмар Торн)", "Torn, Velmar", .person, true),
    ("before a form", "Morvane Trading (Морвейн Трейдинг) LLC", "Morvane Trading LLC", .organisation, true),
    ("another one", "Velmar Torn (Вельмар Торн)", "Ansgar Quistlund", .person, false),
    ("a country", "Morvane (中国)", "Zhongguo", .organisation, false),
    ("a city", "Morvane Trading (上海)", "Quistlund Trading (上海)", .organisation, false),
    ("a city behind a form", "ООО Морвейн (Moscow)", "ООО Квистлунд (Moscow)", .organisation, false),
    ("what anybody does", "Morvane Trading (филиал)", "Quistlund Trading (филиал)", .organisation, false),
    ("a remark", "Морвейн Торн (director)", "Квистлунд Ансгар (director)", .person, false),
    ("a number", "Морвейн Торн (II)", "Квистлунд Ансгар (II)", .person, false),
    ("a given name", "Velmar Torn (Иван)", "Ansgar Quistlund (Иван)", .person, false),
    ("a given name alone", "Velmar Torn (Иван)", "Ivan", .person, false),
    ("an authority", "Морвейн (OFAC)", "Квистлунд (OFAC)", .organisation, false),
  ])
  func bothScripts(_ why: String, _ first: String, _ second: String, _ schema: NameSchema, _ isAlike: Bool) {
    check(first, second, schema, isAlike: isAlike)
  }
}
