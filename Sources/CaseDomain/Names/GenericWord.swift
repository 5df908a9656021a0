/// Words many organisations have in their names, by idea: one idea has a number in every language.
///
/// Most tell little. Trades (mining, port, railway) tell companies apart like a name, but are one in every
/// language.
///
/// Agency policy, not law. Source: docs/names.md §1, rule 9.
enum GenericWord {
  /// Number of the idea from 1 up, by the word in `Romaniser` letters.
  static func concept(of letters: [UInt8]) -> UInt16? { byWord[letters] }
  /// Whether a word says that a name is an organisation's. Those that only pair with their pinyin do not: Gold, Asia.
  static func tellsBody(_ letters: [UInt8]) -> Bool {
    byWord[letters].map { Int($0) <= ideas.count + trades.count } ?? false
  }
  /// Whether an idea tells little: all but trades.
  static func isGeneric(_ letters: [UInt8]) -> Bool {
    byWord[letters].map { Int($0) <= ideas.count } ?? false
  }

  /// Whether an idea is of what comes in numbered series of one house: funds.
  @inline(__always) static func numbersSeries(_ concept: UInt16) -> Bool {
    concept != 0 && series.contains(concept)
  }
  private static let series = ["fund", "trust", "capital", "partners"].compactMap {
    concept(of: Array($0.utf8))
  }

  /// Whether an idea tells no body from another: a group from the company at its head.
  @inline(__always) static func saysNothing(_ concept: UInt16) -> Bool { nothing.contains(concept) }
  private static let nothing = [
    "group", "holding", "corporation", "companies", "organization", "national", "enterprise",
  ].compactMap {
    concept(of: Array($0.utf8))
  }

  /// Two-or-more-character Han words, simplified, the longest first, with their idea and an English word.
  static let han: [(characters: [UInt32], letters: [UInt8])] = hanWords.map {
    (Array($0.0.unicodeScalars.map(\.value)), Array($0.1.utf8))
  }.sorted { $0.characters.count > $1.characters.count }

  /// Hangul words that companies end in, the longest first, with English words.
  static let hangul = syllables(hangulWords)
  /// And those they begin with.
  static let hangulFirst = syllables([
    ("조선", "korea"), ("한국", "korea"), ("국제", "international"), ("중앙", "central"),
  ])

  private static func syllables(_ table: [(String, String)]) -> [(syllables: [UInt32], letters: [UInt8])] {
    table.map { (Array($0.0.unicodeScalars.map(\.value)), Array($0.1.utf8)) }
      .sorted { $0.0.count > $1.0.count }
  }

  private static let hangulWords: [(String, String)] = [
    ("전자", "electronics"), ("은행", "bank"), ("그룹", "group"), ("중공업", "heavy industries"), ("공업", "industry"),
    ("산업", "industry"), ("무역", "trading"), ("상사", "trading"), ("건설", "construction"), ("화학", "chemical"),
    ("기술", "technology"), ("과학", "science"), ("대학교", "university"), ("대학", "university"), ("통신", "telecom"),
    ("자동차", "motor"), ("개발", "development"), ("광업", "mining"), ("전력", "electric power"), ("에너지", "energy"),
    ("석유", "petroleum"), ("가스", "gas"), ("철강", "steel"), ("제철", "steel"), ("조선", "shipbuilding"),
    ("해운", "shipping"), ("항공", "air"), ("물산", "trading"), ("물류", "logistics"), ("운송", "transport"),
    ("보험", "insurance"), ("증권", "securities"), ("금융", "financial"), ("투자", "investment"),
    ("지주", "holdings"), ("홀딩스", "holdings"), ("제약", "pharmaceutical"), ("식품", "food"), ("기계", "machinery"),
    ("반도체", "semiconductor"), ("시스템", "systems"), ("서비스", "services"), ("쇼핑", "shopping"),
    ("연구소", "research institute"), ("연구원", "research institute"), ("기업", "enterprise"),
    ("총회사", "corporation"),
    ("국제", "international"), ("수출입", "export import"), ("수출", "export"), ("수입", "import"),
    ("정보", "information"),
    ("소프트웨어", "software"), ("네트웍스", "networks"), ("엔지니어링", "engineering"), ("테크놀로지", "technology"),
    ("모터스", "motors"), ("인더스트리", "industry"), ("재단", "foundation"), ("관리", "management"),
  ]

  /// Of a place, simplified: town, province, county, district.
  static let ranks: Set<UInt32> = Set("市省县区".unicodeScalars.map(\.value))

  private static let byWord: [[UInt8]: UInt16] = {
    var table: [[UInt8]: UInt16] = [:]
    for (place, row) in (ideas + trades).enumerated() {
      for word in row.split(separator: " ") {
        // An Arabic article is a word of its own.
        guard let letters = Romaniser.words(ofFolded: String(word)).last else { continue }
        table[letters] = UInt16(truncatingIfNeeded: place + 1)
      }
    }
    // A company that writes its Han name in pinyin writes these words so, too: 创新 is Chuangxin, and innovation.
    var last = UInt16(truncatingIfNeeded: ideas.count + trades.count)
    for (text, english) in hanWords {
      let words = english.split(separator: " ").map { Array($0.utf8) }
      let characters = text.unicodeScalars.map(\.value)
      guard characters.count >= 2 * words.count, characters.count.isMultiple(of: words.count) else {
        continue
      }
      let each = characters.count / words.count
      for (place, word) in words.enumerated() {
        let pinyin = characters[(place * each)..<((place + 1) * each)].flatMap {
          NameTables.pinyin(of: $0) ?? []
        }
        if table[word] == nil {
          last += 1
          table[word] = last
        }
        if table[pinyin] == nil { table[pinyin] = table[word] }
      }
    }
    // And a Korean one its Hangul: 무역 is Muyeok, and trading.
    for (text, english) in hangulWords {
      let syllables = text.unicodeScalars.map(\.value)
      guard syllables.count > 1, let number = table[Array(english.utf8)] else { continue }
      var plain: [UInt8] = []
      for syllable in syllables { Hangul.append(syllable, to: &plain) }
      for letters in [plain, syllables.flatMap(Hangul.revised)] where table[letters] == nil {
        table[letters] = number
      }
    }
    return table
  }()

  private static let ideas: [String] = [
    "technology technologies technological tech tekhnologii tekhnologiya technologie technologia"
      + " tecnologia tecnologias teknoloji technika keji jishu технологии технология технологический"
      + " технологическая тех техно تقنية تكنولوجيا تقنيات فناوری تکنولوژی τεχνολογια τεχνολογιων τεχνικη"
      + " tecnologica technologiczny technologii",
    "trading comercializadora muyok trade trad traders torgovlya torgovyy handel handels handlowa handlowy commerce"
      + " commercial comercial comercio commerciale ticaret tijarat obchod maoyi shangmao perdagangan"
      + " niaga торговля торговый торговая торговельний تجارة التجارية تجارية تجاري بازرگانی"
      + " تجارت εμπορικη εμποριο εμπορια εμποριας",
    "international dulia dwlia intl internat internationale internacional internazionale"
      + " mezhdunarodnyy mezhdunarodnaya uluslararasi beynelkhalq miedzynarodowy mezinarodni guoji"
      + " antarabangsa internasional международный международная международное міжнародний دولية"
      + " دولي عالمية διεθνης διεθνη διεθνων",
    "group mjmua groupe grupo gruppa gruppe grup grupp gruppo hrupa grupa gruppen jituan kumpulan"
      + " группа група مجموعة گروه ομιλος",
    "holding beteiligung beteiligungs beteiligungen holdings kholding holdinq hldg hldgs холдинг القابضة قابضة هلدینگ",
    "industry sanat industries industrial industrie industria industrias ind inds indus promyshlennost"
      + " promyshlennaya sanayi sanaye przemysl przemyslowy prumysl gongye shiye perindustrian industri"
      + " промышленность промышленная промышленный промислова صناعة صناعات صناعية صنایع صنعت"
      + " صنعتی βιομηχανια βιομηχανικη βιομηχανιες",
    "bank banque banco banka banca bankasi bnk banki banko yinhang bankas pank"
      + " bankkhana банк مصرف بنك بانک τραπεζα",
    "service services svc svcs serv servis servisi servicios servicio uslugi hizmetleri servico"
      + " servicos servizi jasa khidmat сервис услуги послуги خدمات خدمة υπηρεσιες υπηρεσιων",
    "investment investments investicii investitsii investissement investissements inversiones"
      + " inversion investimentos investimento invest yatirim touzi inwestycje pelaburan"
      + " инвестиции инвестиционная інвестиції استثمار استثمارات استثمارية سرمایه επενδυσεις επενδυσεων",
    "engineering engineers eng engr engg inzhiniring ingenieria muhendislik ingenierie engenharia"
      + " inzynieria gongcheng инжиниринг инженерная инженерный هندسة هندسية مهندسی μηχανικη",
    "construction constructions constr stroitelstvo stroitelnaya stroitelnyy construcciones"
      + " construccion costruzioni construcoes insaat bau stroy budownictwo stavebni jianshe jianzhu"
      + " pembinaan строительство строительная строительный строй будівництво انشاءات مقاولات"
      + " بناء تعمير ساختمانی ساختمان κατασκευες κατασκευαστικη κατασκευων contracting contractors",
    "import imports importacion importadora importacao ithalat импорт استيراد واردات",
    "export exports exportacion exportadora exportacao ihracat eksport экспорт تصدير صادرات",
    "shipping ship maritime navigation marine sudokhodstvo denizcilik naviera schiffahrt reederei"
      + " rederi rederij navigazione perkapalan pelayaran haiyun судоходство судоходная морской морская"
      + " пароходство شحن ملاحة بحرية بحري کشتیرانی دریایی ναυτιλια ναυτιλιακη ναυτιλιας shpng",
    "general generale genel gen عامة عام генеральный",
    "national natl nat wtnia utnia natsionalnyy nacional nationale natsionalnaya milli narodowy"
      + " narodni kebangsaan nasional национальный национальная національний وطنية وطني ملی εθνικη εθνικος",
    "state gosudarstvennyy gosudarstvennaya estatal panstwowy devlet государственный государственная"
      + " державний دولتی κρατικη",
    "system systems sys sistemy sistema sisteme sistemas sistem systemes systeme система системы نظم"
      + " انظمة سیستم συστηματα συστηματων",
    "solution solutions resheniya soluciones solucoes cozumleri решения حلول λυσεις",
    "development developments dev devt razvitie desarrollo developpement desenvolvimento"
      + " kalkinma fazhan kaifa rozwoj pembangunan развитие развития розвиток تنمية تطوير توسعه"
      + " αναπτυξη αναπτυξης",
    "research issledovaniy issledovatelskiy recherche investigacion arastirma forschung yanjiu badan"
      + " исследований исследовательский исследования дослідний بحوث ابحاث پژوهشی تحقیقات ερευνα ερευνων",
    "institute muassasat muassasa institut inst instituto insitute institution instytut enstitusu ustav yanjiusuo"
      + " yanjiuyuan институт інститут معهد موسسه موسسة مؤسسة پژوهشگاه ινστιτουτο",
    "university universitet univ universidad universite universitaet universitat universitesi"
      + " universidade universita uniwersytet univerzita universiti universitas daxue университет"
      + " університет جامعة دانشگاه πανεπιστημιο",
    "center centre centers centr ctr tsentr centro zentrum merkez centrum zhongxin pusat центр مركز"
      + " مرکز κεντρο",
    "enterprise enterprises entpr entp predpriyatie empresa empresas entreprise entreprises"
      + " isletmeleri podnik qiye предприятие підприємство منشأة εταιριες επιχειρησεις επιχειρηση",
    "management mgmt mgt verwaltung upravlenie gestion gestao yonetim zarzadzanie guanli управление"
      + " управляющая управління ادارة اداره مدیریت διαχειριση διαχειρισης",
    "capital капитал",
    "fund funds fond fonds fondo fundo fonu jijin фонд صندوق",
    "partners partner партнеры",
    "trust траст",
    "global globalnyy world worldwide mondial глобал",
    "factory kombinat комбинат plant zavod fabrika fabrik works werke fabryka gongchang mill mills завод завода фабрика"
      + " مصنع کارخانه کارخانجات εργοστασιο",
    "machinery machine machines maschinen mashinostroenie maszyny makina jixie машиностроение"
      + " машиностроительный машиностроительная الات ماشین μηχανηματα",
    "electronic electronics elec electron elektronika electronica elektronik elektronic dianzi"
      + " электроника электронный электронная електроніка الكترونيات الكترونية الکترونیک ηλεκτρονικα"
      + " ηλεκτρονικη",
    "energy energiya energia enerji energie energetika energo nengyuan tenaga энергия энергетика"
      + " энерго енергія طاقة انرژی ενεργεια ενεργειακη",
    "oil petroleum neft petrol petroleo petrole petroli nft shiyou minyak нефть нефтяная"
      + " нафта نفط نفت بترول πετρελαιο πετρελαια",
    "gas gaz газ غاز گاز αεριο",
    "steel stal acier acero celik aco gangtie besi сталь حديد فولاد صلب χαλυβας iron",
    "chemical chemicals chem chemistry khimiya khimicheskiy chimie quimica kimya chemie chemia"
      + " huagong kimia химия химический химическая хімія كيماويات كيميائية شیمیایی χημικα χημικη",
    "logistics logistic logistika logistica lojistik logistik logistyka logistique wuliu логистика"
      + " логістика لوجستية لوجستيات μεταφορικη",
    "transport transportation transports transpt transp transportes transporte trasporti tasimacilik"
      + " nakliyat yunshu pengangkutan транспорт транспортный транспортная ترانسپورت حمل نقل μεταφορες"
      + " μεταφορων",
    "airlines airways airline air aviakompaniya aerolineas aerolinea aereas havayollari"
      + " hangkong авиакомпания авиалинии طيران هواپیمایی αερογραμμες",
    "aviation avia aviatsiya aviacion havacilik aeronautics aeronautical avions"
      + " авиация авиационный авиационная авиа",
    "aerospace hangtian aeroespacial aerospatiale аэрокосмический аэрокосмическая هوافضا",
    "software soft yazilim ruanjian софт برمجيات نرم",
    "network networks wangluo сети شبكة شبکه",
    "information informatsiya info bilgi xinxi информация информационный معلومات اطلاعات",
    "science sciences scientific nauka nauchno nauchnyy nauchnaya bilim kexue научно научный научная"
      + " علوم علمي علمية επιστημη",
    "data dannye shuju",
    "intelligence",
    "computer computing computers jisuanji компьютер",
    "communication communications telecom telecommunications telecommunication telekom comms svyaz"
      + " tongxin dianxin связь телеком اتصالات مخابرات ارتباطات τηλεπικοινωνιες",
    "security sec bezopasnost guvenlik seguridad securite безопасность امن امنية حراسة ασφαλεια",
    "organization organisation org organizatsiya organizacion организация организаций منظمة سازمان"
      + " οργανισμος",
    "association associations assoc assn associates assotsiatsiya asociacion associazione ассоциация объединение obedinenie"
      + " جمعية اتحاد انجمن ενωση συνδεσμος",
    "committee komitet comite комитет لجنة کمیته επιτροπη commission",
    "corporation concern kontsern концерн",
    "insurance versicherung versicherungs versicherungen assurance ins strakhovanie strakhovaya seguros assurances sigorta baoxian ubezpieczen"
      + " страхование страховая страхова تامين بیمه ασφαλιστικη ασφαλειες",
    "finance financial fin finans finansy finances financiera finansovaya jinrong kewangan финансы"
      + " финансовая مالية مالي تمويل مالی οικονομικη",
    "office offices ofis офис бюро bureau buro مكتب دفتر γραφειο",
    "agency agencies agentstvo agencia agence ajansi агентство وكالة агентство",
    "business biz bus",
    "real",
    "estate",
    "properties property",
    "limited",
    "motor motors automobile automobiles auto autos automotive avtomobilnyy cars otomotiv"
      + " otomobil automoviles automobili qiche автомобиль автомобильный автомобильная авто سيارات خودرو"
      + " αυτοκινητα",
    "equipment equip eqpt oborudovanie equipos equipements ekipman shebei оборудование оборудования"
      + " معدات تجهيزات تجهیزات εξοπλισμος",
    "products product prod prods produkty productos produits urunleri продукты منتجات",
    "precision jingmi",
    "medical med medicine medico medizin tibbi медицинский медицина طبية طبي پزشکی ιατρικη",
    "health healthcare saglik здоровье صحة صحية سلامت",
    "food foods gida alimentos alimentaire shipin makanan اغذية غذائية غذایی τροφιμα τροφιμων",
    "manufacturing mfg manufacture manufacturers manufacturer mfrs mfr manuf imalat uretim zhizao"
      + " производство производственная производственный производственное تصنيع تولیدی تولید παραγωγη",
    "brothers bros br freres hermanos gebruder gebr fratelli irmaos kardesler братья اخوان"
      + " برادران αφοι",
    "department dept dep departamento departement департамент",
    "headquarters hq headquarter hqs قرارگاه",
    "consulting consultants consultancy consult consultoria danismanlik zixun консалтинг استشارات"
      + " مشاوره συμβουλοι",
    "marketing reklama advertising pazarlama",
    "laboratory laboratories lab labs laboratorio лаборатория مختبر",
    "companies kompaniy компаний sherkat hoesa",
    "design конструкторское konstruktorskoe",
    "imeni имени",
  ]

  /// What one company does and another does not.
  private static let trades: [String] = [
    "mining mine mines minera mineria miniere madencilik gornaya kuangye pertambangan горная"
      + " горнодобывающая рудник шахта تعدين معدن معدنی",
    "shipbuilding shipyard shipyards dockyard sudostroitelnyy sudostroenie tersane zaochuan"
      + " судостроительный судостроение верфь ναυπηγεια",
    "petrochemical petrochemicals petrochem neftekhim petroquimica petrokimya shihua нефтехим"
      + " нефтехимический нефтехимия بتروكيماويات پتروشیمی πετροχημικα",
    "electric electrical electricity power elektrik elektricheskiy electrica elektro dianli dianqi"
      + " энергетический электро электрический كهرباء برق نیرو ηλεκτρικη",
    "pharmaceutical pharmaceuticals pharma pharm farma farmatsevticheskiy ilac yiyao zhiyao farmasi"
      + " фарма фармацевтический фармацевтическая ادوية دوائية دارویی داروسازی φαρμακευτικη φαρμακα",
    "mobile yidong мобильный موبايل همراه",
    "airport airports aeroport aeropuerto havalimani jichang аэропорт مطار فرودگاه αεροδρομιο",
    "heavy тяжелый тяжелая тяжелого тяжелое zhonggong",
    "railway railways zheleznye demiryollari tielu железные железная راه",
    "port ports puerto porto liman gangkou porturi порт порты ميناء موانئ بندر بنادر λιμενας",
    "house dom haus дом بيت",
    "exchange birzha bolsa bourse borsa биржа صرافة بورس صرافی χρηματιστηριο",
    "central centralnyy tsentralnyy merkezi centrale zentral центральный центральная مركزي مركزية"
      + " مرکزی κεντρικη",
    "agricultural agriculture agri agro tarim agricola nongye pertanian сельскохозяйственный агро"
      + " زراعة زراعية کشاورزی αγροτικη",
    "textile textiles tekstil textil fangzhi текстиль نسيج منسوجات نساجی",
    "cement cimento ciment tsement cimentos shuini цемент اسمنت سیمان τσιμεντα",
    "ministry ministerio ministere ministerstvo bakanligi kementerian министерство міністерство وزارة"
      + " وزارت υπουργειο",
  ]

  private static let hanWords: [(String, String)] = [
    ("科技", "technology"), ("技术", "technology"), ("集团", "group"), ("控股", "holdings"), ("国际", "international"),
    ("银行", "bank"), ("贸易", "trading"), ("实业", "industries"), ("工业", "industry"), ("产业", "industry"),
    ("投资", "investment"), ("工程", "engineering"), ("建设", "construction"), ("建筑", "construction"),
    ("进出口", "import export"), ("电子", "electronics"), ("能源", "energy"), ("石油", "petroleum"),
    ("天然气", "gas"), ("钢铁", "steel"), ("化工", "chemical"), ("物流", "logistics"), ("运输", "transport"),
    ("航空", "aviation"), ("航运", "shipping"), ("海运", "shipping"), ("软件", "software"), ("网络", "network"),
    ("信息", "information"), ("数据", "data"), ("智能", "intelligence"), ("人工智能", "artificial intelligence"),
    ("计算机", "computer"), ("通信", "communications"), ("通讯", "communications"), ("科学", "science"),
    ("研究院", "research institute"), ("研究所", "research institute"), ("研究", "research"), ("大学", "university"),
    ("中心", "center"), ("系统", "systems"), ("服务", "services"), ("发展", "development"), ("开发", "development"),
    ("资本", "capital"), ("基金", "fund"), ("保险", "insurance"), ("金融", "financial"), ("机械", "machinery"),
    ("中国", "china"), ("香港", "hong kong"), ("台湾", "taiwan"), ("汽车", "automobile"), ("电信", "telecom"),
    ("半导体", "semiconductor"), ("微电子", "microelectronics"), ("材料", "materials"), ("设备", "equipment"),
    ("医药", "pharmaceutical"), ("国家", "national"), ("工厂", "factory"), ("厂", "factory"), ("造船厂", "shipyard"),
    ("设计院", "design institute"), ("企业", "enterprise"),
    ("工商", "industrial commercial"), ("农业", "agricultural"), ("自动车", "motor"), ("集成电路", "integrated circuit"),
    ("在线", "online"), ("基础", "fundamental"), ("制造", "manufacturing"), ("交通", "transport"), ("电器", "electric"),
    ("电气", "electric"), ("重工业", "heavy industries"), ("重工", "heavy industries"), ("制作所", "works"),
    ("移动", "mobile"), ("机场", "airport"), ("航天", "aerospace"), ("石化", "petrochemical"),
    ("电力", "electric power"),
    ("电网", "grid"), ("铁路", "railway"), ("港口", "port"), ("煤炭", "coal"), ("矿业", "mining"), ("化学", "chemical"),
    ("制药", "pharmaceutical"), ("生物", "biological"), ("食品", "food"), ("纺织", "textile"), ("水泥", "cement"),
    ("房地产", "real estate"), ("置业", "properties"), ("文化", "culture"), ("传媒", "media"), ("教育", "education"),
    ("旅游", "tourism"), ("光电", "optoelectronics"), ("光学", "optical"), ("精密", "precision"),
    ("自动化", "automation"),
    ("机器人", "robot"), ("造船", "shipbuilding"), ("船舶", "ship"), ("数字", "digital"), ("数码", "digital"),
    ("创新", "innovation"), ("装备", "equipment"), ("仪器", "instruments"), ("新能源", "new energy"),
    ("环保", "environmental"),
    ("证券", "securities"), ("信托", "trust"), ("租赁", "leasing"), ("管理", "management"), ("咨询", "consulting"),
    ("商务", "commerce"), ("商贸", "trading"), ("外贸", "trading"), ("经贸", "trading"), ("供应链", "supply chain"),
    ("医疗", "medical"), ("医院", "hospital"), ("卫星", "satellite"), ("导航", "navigation"),
    ("动力", "power"), ("电缆", "cable"), ("电池", "battery"), ("有色金属", "nonferrous metals"), ("金属", "metal"),
    ("黄金", "gold"), ("造纸", "paper"), ("橡胶", "rubber"), ("塑料", "plastic"), ("玻璃", "glass"),
    ("学院", "institute"), ("联合", "united"), ("太平洋", "pacific"),
    ("亚洲", "asia"), ("澳门", "macau"), ("西藏", "tibet"), ("哈尔滨", "harbin"), ("乌鲁木齐", "urumqi"),
    ("商社", "trading"), ("工业大学", "industry university"), ("日本", "japan"), ("韩国", "korea"),
  ]
}
