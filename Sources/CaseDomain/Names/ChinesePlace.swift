/// Provinces and large cities of China: what tells bodies of one name apart, though the words differ by a letter.
///
/// Facts of usage collected by hand. Source: docs/names.md §1, rules 16a and 25.
enum ChinesePlace {
  /// In pinyin as they are written, by number from 0.
  static let pinyin: [[UInt8]] = rows.map { Array($0.1.utf8) }

  /// The place that characters, simplified, begin with.
  static func starting(_ characters: ArraySlice<UInt32>) -> (number: Int, count: Int)? {
    guard let first = characters.first, let places = byFirst[first] else { return nil }
    return places.first { characters.starts(with: $0.characters) }.map { ($0.number, $0.characters.count) }
  }

  private static let byFirst: [UInt32: [(characters: [UInt32], number: Int)]] = {
    var table: [UInt32: [(characters: [UInt32], number: Int)]] = [:]
    for (number, row) in rows.enumerated() {
      let characters = row.0.unicodeScalars.map(\.value)
      table[characters[0], default: []].append((characters, number))
    }
    return table.mapValues { $0.sorted { $0.characters.count > $1.characters.count } }
  }()

  private static let rows: [(String, String)] =
    """
    北京 beijing 天津 tianjin 上海 shanghai 重庆 chongqing 河北 hebei 山西 shanxi 辽宁 liaoning 吉林 jilin
    黑龙江 heilongjiang 江苏 jiangsu 浙江 zhejiang 安徽 anhui 福建 fujian 江西 jiangxi 山东 shandong 河南 henan
    湖北 hubei 湖南 hunan 广东 guangdong 广西 guangxi 海南 hainan 四川 sichuan 贵州 guizhou 云南 yunnan
    陕西 shaanxi 甘肃 gansu 青海 qinghai 宁夏 ningxia 新疆 xinjiang
    石家庄 shijiazhuang 唐山 tangshan 保定 baoding 沧州 cangzhou 廊坊 langfang 太原 taiyuan 大同 datong
    沈阳 shenyang 大连 dalian 鞍山 anshan 抚顺 fushun 丹东 dandong 锦州 jinzhou 长春 changchun 南京 nanjing
    无锡 wuxi 徐州 xuzhou 常州 changzhou 苏州 suzhou 南通 nantong 扬州 yangzhou 镇江 zhenjiang 泰州 taizhou
    杭州 hangzhou 宁波 ningbo 温州 wenzhou 嘉兴 jiaxing 湖州 huzhou 绍兴 shaoxing 金华 jinhua 合肥 hefei 芜湖 wuhu
    福州 fuzhou 厦门 xiamen 泉州 quanzhou 漳州 zhangzhou 南昌 nanchang 九江 jiujiang 赣州 ganzhou 济南 jinan
    青岛 qingdao 淄博 zibo 烟台 yantai 潍坊 weifang 威海 weihai 德州 dezhou 滨州 binzhou 郑州 zhengzhou
    开封 kaifeng 洛阳 luoyang 安阳 anyang 南阳 nanyang 信阳 xinyang 武汉 wuhan 宜昌 yichang 荆州 jingzhou
    长沙 changsha 株洲 zhuzhou 湘潭 xiangtan 衡阳 hengyang 岳阳 yueyang 广州 guangzhou 深圳 shenzhen 珠海 zhuhai
    汕头 shantou 佛山 foshan 湛江 zhanjiang 惠州 huizhou 东莞 dongguan 中山 zhongshan 南宁 nanning 柳州 liuzhou
    桂林 guilin 梧州 wuzhou 海口 haikou 成都 chengdu 绵阳 mianyang 德阳 deyang 贵阳 guiyang 昆明 kunming
    兰州 lanzhou 西宁 xining 银川 yinchuan 哈尔滨 harbin 乌鲁木齐 urumqi
    """.split { $0 == " " || $0 == "\n" }.map(String.init).pairs
}

extension [String] {
  fileprivate var pairs: [(String, String)] {
    stride(from: 0, to: count - 1, by: 2).map { (self[$0], self[$0 + 1]) }
  }
}
