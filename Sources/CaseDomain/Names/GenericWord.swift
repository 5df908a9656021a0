/// Words many organisations have in their names: they tell little, and one idea has a number in every
/// language.
///
/// Agency policy, not law. Source: docs/names.md §1, rule 9.
enum GenericWord {
  /// Number of the idea from 1 up, by the word in `Romaniser` letters.
  static func concept(of letters: [UInt8]) -> UInt16? { byWord[letters] }

  /// Two-or-more-character Han words, simplified, the longest first, with their idea and an English word.
  static let han: [(characters: [UInt32], letters: [UInt8])] = hanWords.map {
    (Array($0.0.unicodeScalars.map(\.value)), Array($0.1.utf8))
  }.sorted { $0.characters.count > $1.characters.count }

  /// Hangul words that companies end in, with an English word.
  static let hangul: [(syllables: [UInt32], letters: [UInt8])] = hangulWords.map {
    (Array($0.0.unicodeScalars.map(\.value)), Array($0.1.utf8))
  }
  private static let hangulWords: [(String, String)] = [
    ("주식회사", ""), ("유한회사", ""), ("전자", "electronics"), ("은행", "bank"), ("그룹", "group"),
    ("중공업", "heavy industries"),
    ("산업", "industry"), ("무역", "trading"), ("건설", "construction"), ("화학", "chemical"), ("기술", "technology"),
    ("대학교", "university"), ("대학", "university"), ("통신", "telecom"), ("자동차", "motor"), ("회사", "company"),
  ]

  private static let byWord: [[UInt8]: UInt16] = {
    var table: [[UInt8]: UInt16] = [:]
    for (place, row) in ideas.enumerated() {
      for word in row.split(separator: " ") {
        table[Array(word.utf8)] = UInt16(truncatingIfNeeded: place + 1)
      }
    }
    return table
  }()

  private static let ideas: [String] = [
    "technology technologies tech tekhnologii tekhnologiya technologie technologia tecnologia"
      + " tecnologias teknoloji",
    "trading trade trad torgovlya torgovyy tjara ltjara lltjara handel handels commerce commercial"
      + " comercial comercio ticaret tijarat",
    "international dulia dwlia intl internationale internacional mezhdunarodnyy mezhdunarodnaya"
      + " uluslararasi beynelkhalq",
    "group mjmua groupe grupo gruppa gruppe grup grupp gruppo hrupa",
    "holding holdings kholding holdinq",
    "industry industries industrial industrie industria promyshlennost sanayi sanaye promyshlennaya",
    "bank banque banco banka banca bankasi bnk msrf banki",
    "service services servis servicios uslugi hizmetleri servico servicos",
    "investment investments investicii investitsii investissement inversiones invest",
    "engineering inzhiniring ingenieria muhendislik ingenierie",
    "construction stroitelstvo construcciones construccion insaat bau stroy",
    "import importacion importadora ithalat",
    "export exportacion exportadora ihracat eksport",
    "shipping maritime navigation marine sudokhodstvo denizcilik naviera",
    "general generale genel",
    "national wtnia utnia natsionalnyy nacional nationale natsionalnaya milli",
    "state gosudarstvennyy gosudarstvennaya estatal",
    "system systems sistemy sistema sisteme",
    "solution solutions resheniya",
    "development razvitie desarrollo",
    "research issledovaniy issledovatelskiy recherche investigacion",
    "institute institut instituto insitute",
    "university universitet universidad universite universitaet universitesi",
    "center centre tsentr centro zentrum merkez",
    "enterprise enterprises predpriyatie empresa empresas entreprise",
    "management verwaltung upravlenie",
    "capital",
    "fund funds fond fonds fondo",
    "partners partner",
    "trust",
    "global globalnyy world worldwide mondial",
    "factory plant zavod fabrika fabrik works",
    "machinery machine mashinostroenie",
    "electronic electronics elektronika electronica elektronik",
    "energy energiya energia enerji energie",
    "oil petroleum neft petrol petroleo nft",
    "gas gaz",
    "steel stal acier acero celik",
    "chemical chemicals khimiya chimie quimica kimya",
    "logistics logistic logistika logistica lojistik",
    "transport transportation transportes transporte tasimacilik",
    "airlines airways airline aviakompaniya",
    "aviation aviatsiya aviacion havacilik",
    "software soft", "network networks", "information informatsiya", "science sciences nauka", "data dannye",
    "intelligence", "computer computing", "communication communications telecom telecommunications svyaz",
    "security bezopasnost", "organization organisation organizatsiya organizacion",
    "association assotsiatsiya",
    "committee komitet", "corporation", "insurance strakhovanie", "finance financial finans finansy finances",
    "office", "agency agentstvo", "business", "real", "estate", "properties property", "limited",
    "motor motors",
    "equipment oborudovanie", "products product", "precision", "medical", "health", "food foods",
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
    ("中国", "china"), ("香港", "hong kong"), ("台湾", "taiwan"), ("汽车", "motor"), ("电信", "telecom"),
    ("半导体", "semiconductor"), ("微电子", "microelectronics"), ("材料", "materials"), ("设备", "equipment"),
    ("医药", "pharmaceutical"), ("国家", "national"), ("工厂", "factory"), ("企业", "enterprise"),
    ("工商", "industrial commercial"), ("农业", "agricultural"), ("自动车", "motor"), ("集成电路", "integrated circuit"),
    ("在线", "online"), ("基础", "fundamental"), ("制造", "manufacturing"), ("交通", "transport"), ("电器", "electric"),
    ("电气", "electric"), ("重工业", "heavy industries"), ("重工", "heavy industries"), ("制作所", "works"),
    ("商社", "trading"), ("工业大学", "industry university"), ("日本", "japan"), ("韩国", "korea"),
  ]
}
