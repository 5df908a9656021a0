/// Small tables of usage: titles, particles, short forms of given names, surnames spelt by several systems.
///
/// Facts of usage collected by hand; docs/names.md §2 says how to add to them. Membership lowers the cost of
/// a
/// difference; it never makes two names one.
enum NameLore {
  static let titles = set(
    """
    mr mrs ms miss dr prof professor sir lord lady dame president prasident presidente prezident presidentul \
    prime minister general gen colonel col major maj captain capt lieutenant lt sheikh shaikh shaykh sheik \
    cheikh haji \
    hajji hadji hajj mullah mulla maulavi maulvi moulvi mawlawi maulana mawlana imam ayatollah aytallah hojjatoleslam rev \
    reverend father \
    hon honourable honorable herr frau monsieur madame senor senora don dona gospodin jr sr ii iii comrade \
    ustad \
    ustaz engineer eng admiral commodore brigadier brig commander cmdr senator ambassador archbishop bishop \
    chancellor marshal mufti detective inspector sergeant sgt sayyid sayed seyed syed alhaji qari hafiz presiden predsjednik presedintele elnok
    """)

  /// Those that are names as well.
  static let titlesOrNames = set("imam hafiz qari mufti major bishop senator marshal sayed syed don hon")

  /// Which of those who bear a name, behind it: `Jr.` is mostly the second.
  static let generations: [[UInt8]: UInt8] = {
    let words =
      "sr=1 senior=1 jr=2 junior=2 ii=2 iii=3 iv=4 vi=6 vii=7 viii=8 ix=9 xii=12 xiii=13 xiv=14 xv=15 xvi=16"
    return words.split(separator: " ").reduce(into: [:]) { table, word in
      let parts = word.split(separator: "=")
      table[Array(parts[0].utf8)] = UInt8(parts[1])
    }
  }()
  /// Those that are names as well: of a generation only in capitals beside small letters, or behind two words.
  static let generationsOrNames = set("iv vi ix junior senior")

  /// Behind the name of a person, as the last word of three or more.
  static let honours = set(
    "phd md esq esquire mba cpa kbe obe mbe cbe dbe dds dvm jd llm llb msc bsc bba meng dphil frs ret usn usaf"
  )

  /// Two letters that stand for one of another alphabet, before a full stop.
  static let initialsOfTwo = set("yu ya ye zh kh ch sh ts th ph")

  /// Before a number.
  static let numberSigns = set("no nr nos num numero number nomer nomor")

  /// Behind a full stop in the name of a body: `Tarn.com`.
  static let domains = set("com net org ru")
  /// Words of bodies that are mostly written short.
  static let shortened: [[UInt8]: [[UInt8]]] = {
    let words =
      "st=saint mt=mount ft=fort govt=government nii=research-institute tsnii=central-research-institute"
      + " npo=science-manufacturing-association okb=design-bureau"
    return words.split(separator: " ").reduce(into: [:]) { table, pair in
      let parts = pair.split(separator: "=")
      table[Array(parts[0].utf8)] = parts[1].split(separator: "-").map { Array($0.utf8) }
    }
  }()
  /// Between the name of a body or ship and a former or other one, the longest first.
  static let formerly: [(words: [[UInt8]?], needs: Needs)] =
    phrases(
      "formerly known as,previously known as,formerly named,also known as,doing business as,trading as,formerly,vormals,"
        + "anciennement,fka,dba,aka", .nothing) + phrases("f k a,d b a,a k a,t a", .slashes)
    + phrases("ex name,ex", .bracketOrShip)
  /// What tells such a phrase from words of a name.
  enum Needs { case nothing, slashes, bracketOrShip }
  private static func phrases(_ text: String, _ needs: Needs) -> [(words: [[UInt8]?], needs: Needs)] {
    text.split(separator: ",").map { ($0.split(separator: " ").map { Array($0.utf8) }, needs) }
  }

  static let particles = set(
    """
    al el ul ud ad ar as an at ash az bin ibn ben bn bint binti banu ould walad van von der den de del \
    della di da do \
    dos das du des la le les lo y e i ter ten te zu zum zur af av the of and for und et och og in bar oglu \
    ogly kyzy qizi
    """)
  /// *And* in Turkish, Dutch, Finnish, Hungarian and Uzbek, between two words of a body's name.
  static let conjunctions = set("ve en ja es va")
  /// Articles that are written with the letter that follows, and are words before another: `an-Nasir`, `An Do`.
  static let assimilated = set("ad ar as at an az ash ud ur us uz")
  /// What opens the name of a body as an article; other short words that are particles elsewhere are its name: `UL`.
  static let articles = set("the al el la le los las les de del der den das")
  /// Particles that are also a name of one syllable.
  static let syllables = set("an bar bin ben do di du in la le lo ul van den ten zu un")
  /// Particles that are also a family name.
  static let lastNames = set("das dos do de")

  /// Whether a word has no more than one run of vowels.
  static func isSyllable(_ letters: [UInt8]) -> Bool {
    var runs = 0
    var wasVowel = false
    for letter in letters {
      let isVowel = vowels.contains(letter)
      if isVowel, !wasVowel { runs += 1 }
      wasVowel = isVowel
    }
    return runs <= 1
  }
  private static let vowels = Set("aeiouy".utf8)

  static let parentage = set("bin ibn ben bn bint binti ould walad")

  /// Group numbers from 1 up: spellings of one given name in several languages, and its short forms.
  ///
  /// - Parameter isPerson: abbreviations that are written of persons alone count; `Geo Energy` is no George.
  static func groups(of letters: [UInt8], isPerson: Bool) -> (UInt16, UInt16) {
    isPerson || !abbreviations.contains(letters) ? groupsByWord[letters] ?? (0, 0) : (0, 0)
  }
  private static let abbreviations = set("geo moh muh wm jas chas fco fdo gmo jno benj robt")

  /// Whether two words have a group in common.
  @inline(__always)
  static func shareOne(_ a: (UInt16, UInt16), _ b: (UInt16, UInt16)) -> Bool {
    a.0 != 0 && (a.0 == b.0 || a.0 == b.1) || a.1 != 0 && (a.1 == b.0 || a.1 == b.1)
  }

  /// Whether both are known given names, and no spellings of one.
  static func areTwoGivenNames(_ a: (UInt16, UInt16), _ b: (UInt16, UInt16)) -> Bool {
    guard isGivenName(a.0), isGivenName(b.0) else { return false }
    return a.0 != b.0 && a.0 != b.1 && (a.1 == 0 || a.1 != b.0 && a.1 != b.1)
  }

  /// Whether a group is of given names; the others are of family names.
  static func isGivenName(_ group: UInt16) -> Bool { group > 0 && Int(group) <= givenNames.count }

  private static func set(_ text: String) -> Set<[UInt8]> {
    Set(text.split(separator: " ").map { Array($0.utf8) })
  }

  private static let groupsByWord: [[UInt8]: (UInt16, UInt16)] = {
    var table: [[UInt8]: (UInt16, UInt16)] = [:]
    for (place, row) in (givenNames + familyNames).enumerated() {
      let number = UInt16(truncatingIfNeeded: place + 1)
      for word in row.split(separator: " ") {
        let key = Array(word.utf8)
        let known = table[key] ?? (0, 0)
        assert(known.1 == 0, "\(word) is of three groups, and a word keeps two")
        table[key] = known.0 == 0 ? (number, 0) : (known.0, number)
      }
    }
    return table
  }()

  private static let givenNames: [String] =
    [
      "robert robt bob bobby rob robbie bert roberto beto",
      "william uilyam bill billy will willy liam wilhelm guillaume guillermo gmo wm memo",
      "elizabeth elizabet betty beth liz lizzie eliza elisabeth isabel yelizaveta elizaveta",
      "richard dick rick ricky rich ricardo",
      "margaret maggie meg peggy peggie margarita marguerite malgorzata gosia",
      "christopher kristofer chris kit christophe cristobal",
      "katherine ketrin catherine kate katie kathy cathy kitty yekaterina ekaterina katya catalina katsiaryna",
      "benjamin benj bendzhamin ben benny bibi binyamin bnimin binyamim",
      "rebecca becky",
      "alexander alex sasha alexandre alejandro aleksandr alessandro sandro oleksandr iskander shura"
        + " aliaksandr alexandros aleksandros olexandr oleksander",
      "francisco fco paco pancho francis frank francois francesco franz franciszek fran curro",
      "jose pepe joseph dzhozef joe josef giuseppe josip yusuf yousef youssef iosif joey sepp beppe pino",
      "antonio toni tony anthony entoni anton antoine antonin",
      "manuel manu manolo emanuel emmanuel manny",
      "maria mari mary marie masha maryam mariam mariya mariia polly molly",
      "carmen carmencita",
      "dolores lola",
      "james dzheims dzheyms jim jimmy jaime jacques jacob yakov iago santiago jas jake jakub kuba",
      "michael maikl maykl mike mikey mick misha mikhail miguel michel mihail mykhailo",
      "john jno dzhon johnny jack juan dzhek jean johann johannes ivan giovanni joao jan yahya hans ian sean yuhanna vanya hannes jon ioannis yannis giannis yiannis",
      "thomas tom tommy tomas thos", "charles charlz charlie chuck carlos karl carlo chas",
      "edward ed eddie ted eduardo edouard lalo",
      "theodore ted theo fyodor fedor", "henry harry hank heinrich henri enrique enrico kike quique heinz",
      "george dzhordzh jorge georg yuri yury giorgi jerzy georges georgiy georgy geo giorgos georgios gyorgy giorgio jurj",
      "joshua josh",
      "samuel sam sammy",
      "daniel deniel dan danny",
      "david devid deivid dave davey dawud dawood daud",
      "steven stiven steve stephen stefan esteban etienne stephan stepan stsiapan",
      "peter piter pete pedro pierre pyotr petr pietro boutros petya",
      "matthew metyu matt matthias mateo",
      "andrew endryu andy drew andrei andrey andreas andre andres andrzej andriy andi",
      "nicholas nick nicolas nikolai nikolay nikolaos nikos mykola kolya mikalai mikalay mikolaj",
      "gregory greg grigory gregorio grigoriy grisha ryhor", "jeffrey dzheffri jeff geoffrey geoff",
      "ronald ron ronnie",
      "donald don donnie",
      "kenneth ken kenny", "patrick pat paddy", "patricia pat patty tricia trish", "susan sue suzie",
      "deborah deb debbie",
      "barbara barb babs", "jennifer dzhennifer jen jenny", "jessica jess", "kimberly kim",
      "timothy tim timmy",
      "lawrence larry lars lorenzo laurent",
      "philip phil felipe philippe filipp", "raymond ray ramon",
      "leonard leo len lenny leonardo leonid leanid",
      "albert al bert alberto beto",
      "alfred al fred alfredo", "frederick fred freddie frederic frederik federico fredrik",
      "anne anna ann annie ana hanna nancy", "helen elena yelena olena helena lena nell ellie",
      "paul pol pavel pablo paolo pawel pasha pavlo boulos",
      "vladimir volodymyr vova volodya wladimir uladzimir vlad",
      "dmitry dmitri dima dmitriy dmytro dzmitry dimitrios dimitris mitsos",
      "sergei sergey seryozha serhiy sergio serge siarhei", "natalya natalia natasha nataliya natallia",
      "tatiana tatyana tanya tatsiana", "olga olya olha volha",
      "evgeny yevgeny yevgeni evgeniy yevgeniy eugene zhenya yevhen eugenio yauhen",
      "alexei alexey aleksei lyosha oleksiy alejo lesha aliaksei aliaksey", "igor ihor ihar", "oleg oleh",
      "viktor victor vitya", "konstantin kostya constantine kanstantsin konstantinos kostas kostis dinos",
      "abraham ibrahim avraham abe",
      "muhammad mohammad mohamed mohammed mhd md mehmet muhammed mohamad muhamed mohd moh muh mhmd mo",
      "solomon sulaiman suleiman suleyman salomon chucho", "jesus isa", "moses musa moshe mousa",
      "luke lucas luca luka", "louis luis lewis luigi ludwig lou gigi", "dolf adolf adolfo",
      "augustus august augusto gus", "gustav gustavo gus", "nathan nathaniel nate nat",
      "zachary zach zack zak", "dominic dominik dominique dom", "jerome jeremy jerry",
      "terence terrence terry",
      "russell russ", "stanley stan", "walter walt wally", "jonathan jon johnny",
      "eleanor eleonora ellie nell", "constance connie", "regina gina", "melvin mel", "melanie mel",
      "herbert herb", "michelle michel", "mitchell mitch",
      "ernest ernst ernesto ernie", "sebastian sebastien seb bastian", "ignacio ignatius ignaz nacho",
      "guadalupe lupe", "concepcion concha conchita", "rosario charo",
      "vyacheslav viacheslav slava viachaslau", "gennady gennadi gennadiy hennadiy gena henadz",
      "lyudmila ludmila liudmila lyuda luda",
      "anastasia anastasiya nastya nastia", "darya daria dasha", "konrad conrad kurt", "ulrich uli ulli",
      "florian flo", "florence flo",
      "athanasios thanasis thanos", "evangelos vangelis", "panagiotis panayiotis panos takis",
      "spyridon spyros", "vasileios vasilios vasilis", "apostolos tolis", "charalampos babis",
      "theodoros thodoris", "emmanouil manolis", "stylianos stelios", "aikaterini katerina",
    ] + others

  /// Given names that are easily taken for one another, or for one above.
  private static let others: [String] = [
    "paula", "paulina pauline", "mario", "marina", "marta martha", "martin", "martina",
    "danielle daniela daniele",
    "alexandra aleksandra alessandra oleksandra alejandra sasha shura", "ivana", "ivanka", "erik eric",
    "erica erika",
    "georgia georgina giorgia gina", "anatoly anatoliy anatoli anatolii tolya anatol",
    "egor yegor yehor yahor",
    "evgeniya evgenia yevgenia yevgeniya yevheniia eugenia", "christian kristian",
    "christine christina kristina cristina", "andrea", "calvin cal",
    "kevin",
    "rupert", "angela", "angelo", "roberta", "josephine josefina", "michaela mikaela", "nicole",
    "nicola", "denis dennis dzianis", "denise", "julia yulia yuliya", "julian", "juliana", "julie",
    "julius julio",
    "victoria viktoria viktoriya vicky vika tori viktoryia", "valentin", "valentina valiantsina",
    "valery valeriy valeri",
    "valeria valeriya",
    "carol",
    "caroline carolina karolina", "antonia antonina", "joaquin", "joaquina",
    "frances francesca francisca fran",
    "gabriel gabe", "gabriela gabrielle gabriella", "emil", "emilia emily emilie", "emilio", "simon",
    "simone simona",
    "adrian", "adriana adrienne", "claudia", "claudio", "fernando fdo nando", "fernanda", "roman", "romana",
    "silvia sylvia",
    "silvio", "stefania stephanie", "patricio patrick", "rafael raphael rafa", "rafaela",
    "marco marko mark marcus",
    "marcel", "marcela marcella", "carla karla", "robin", "friedrich fritz", "arthur arturo artur art",
    "arnold",
    "bernard bernardo bernhard", "bernadette", "brian bryan", "bruno", "cecilia cecile", "clara klara",
    "dora",
    "edwin", "edmund edmond", "emma", "eva eve", "evan", "felix", "flora", "gerard gerardo gerhard gerry",
    "gerald gerry jerry",
    "hector", "hugo", "hugh", "irina iryna irene ira", "ina", "inna", "jana", "joan joanna johanna", "justin",
    "justina justine", "laura", "lara", "larissa larisa", "lidia lydia", "lina", "linda", "lucia lucy lucie",
    "maxim maksim max",
    "maximilian max", "milan", "milena", "mila", "mona", "monica monika", "nadia nadezhda nadya", "nina",
    "norman", "nora",
    "oscar oskar", "oswald", "otto", "philippa", "ramona", "rita", "rosa rose", "rudolf rodolfo", "sandra",
    "sara sarah sally",
    "sofia sophia sophie", "sonia sonja sonya", "svetlana sveta sviatlana",
    "teresa theresa therese terri terry tess",
    "tim timofey", "vera",
    "veronica veronika", "vincent vicente vince vinnie", "vladislav", "vladislava", "yaroslav jaroslav slava",
    "miroslav",
    "stanislav stanislaw stan stas staszek",
    "ahmad ahmed ahmet", "mahmud mahmoud mahmood mhmud", "hamid hameed", "hamida", "hamad",
    "hasan hassan hsn", "hasna",
    "hussein husain husayn hossein hussain hoseyn husein hsin", "jamal gamal djamal jmal",
    "jamil jameel jmil cemil djamil", "jamila",
    "karim kareem", "karima", "khalid khaled halid", "khalil", "walid waleed", "said saeed sayeed",
    "saad sad", "ali", "aali", "saida",
    "salim saleem selim",
    "salem", "salma", "salman", "salam", "rashid rasheed rachid", "rashida", "nasir nasser naser nasr",
    "omar umar omer",
    "ammar", "amir ameer emir", "amira", "amin ameen", "amina", "yasin yassin yaseen", "yasir yasser",
    "faisal faysal",
    "fahd fahad", "farid fareed", "farida", "farah", "tariq tarik tarek", "aziz", "aziza", "latif", "latifa",
    "samir sameer",
    "samira", "nadir nader", "nadira", "zahir", "zahra", "zaid zayd", "zainab zaynab zeinab", "aisha ayesha",
    "fatima fatma",
    "layla leila leyla", "majid majeed", "maged", "malik", "malika", "munir", "munira", "murad", "murat",
    "mustafa mostafa",
    "rahim raheem", "rahman", "rami", "ramin", "rania", "reza rida", "sadiq sadegh", "safa", "safia", "sami",
    "sabir", "sabri",
    "bashir basheer", "bashar", "basim bassem", "habib", "habiba", "hakim hakeem", "halim haleem", "hamza",
    "hani", "haris",
    "harun haroun", "idris", "ismail esmail", "jabir jaber", "jafar jaafar cafer djafar djaafar",
    "kamal kemal kmal", "kamil kaml",
    "kamila camila",
    "anwar enver", "asad", "asma", "ata", "ayman", "iman eman",
    "osman usman uthman othman outhmane", "rajab recep redjeb", "javad jawad djavad cevat", "cemal jemal",
    "zain zine zayn zein",
  ]

  /// The number of a common Chinese family name in pinyin, 0 for other words. Two of them are two families, however
  /// alike they sound, unless some system spells one of them as the other.
  static func pinyinFamily(_ letters: [UInt8]) -> UInt8 { pinyinFamilies[letters] ?? 0 }
  private static let pinyinFamilies: [[UInt8]: UInt8] = {
    let words =
      """
      wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang \
      xie song tang han feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei \
      su lu ding ren shen yao cui zhong tan fan liao shi jin jia xia fu fang bai zou meng xiong qin \
      qiu hou yin xue yan duan lei long tao lai gu mao hao gong shao wan qian dai qu mo kong xiang \
      chang gou lou you mei mi ge niu kang hong zhan ning pang ji shu
      """
    return words.split(separator: " ").enumerated().reduce(into: [:]) { table, word in
      table[Array(word.element.utf8)] = UInt8(word.offset + 1)
    }
  }()

  /// One Chinese or Korean character in several systems and tongues.
  private static let familyNames: [String] = [
    "li lee lei ri rhee yi i rhie", "li lai", "wang wong ong heng bong", "chen chan tan chin ting tran",
    "zhang chang cheung teo jang",
    "liu lau low liew ryu yoo", "huang hwang wong ng ooi", "zhao chao chiu jo cho", "wu ng goh oh o eng",
    "zhou chou chow chau joo chu ju",
    "xu hsu hui koh heo hur", "lin lam lim im", "guo kuo kwok quek kwak", "ma mah", "luo lo law loh",
    "liang leung leong", "song sung soong",
    "zheng cheng teh chung jeong jung", "xie hsieh tse chia", "cai tsai choi chua choe",
    "jiang chiang keung kang gang kong", "ye yeh yip yap",
    "park pak bak piao pok", "choi choe cui tsui", "kim gim jin geum", "jeong jung chung chong",
    "yoon yun youn", "shin sin shen", "kwon gwon kweon", "jo joe", "baek paik paek back", "noh no roh ro",
    "moon mun", "seo suh so",
    "yang yeung young", "deng teng tang", "feng fung", "cao tsao cho chou", "zeng tseng tsang", "peng pang",
    "hu woo", "he ho hoh", "qiu yau chiu", "su so soh", "zhu chu chue choo ju", "hsiao xiao siu siew",
  ]
}
