/// Readings of common Japanese names in kanji. Kanji have no one reading; a family name outside the table
/// has none.
enum JapaneseName {
  /// Family name and given name, in Hepburn letters; `nil` unless the family name is known.
  static func reading(of words: [[UInt32]]) -> [[UInt8]]? {
    let characters = words.flatMap { $0 }
    guard (2...6).contains(characters.count) else { return nil }
    for length in [3, 2, 1] where characters.count > length {
      guard let family = families[Array(characters[..<length])] else { continue }
      let given = Array(characters[length...])
      if let reading = givens[given] ?? parts(of: given) { return [family, reading] }
    }
    return nil
  }

  private static func parts(of given: [UInt32]) -> [UInt8]? {
    var letters: [UInt8] = []
    for character in given {
      guard let reading = givens[[character]] else { return nil }
      letters += reading
    }
    return letters
  }

  private static let families = table(
    """
    佐藤 sato 鈴木 suzuki 高橋 takahashi 田中 tanaka 伊藤 ito 渡辺 watanabe 渡邊 watanabe 山本 yamamoto 中村 nakamura 小林 \
    kobayashi \
    加藤 kato 吉田 yoshida 山田 yamada 佐々木 sasaki 山口 yamaguchi 松本 matsumoto 井上 inoue 木村 kimura 林 hayashi 斎藤 saito \
    清水 shimizu 山崎 yamazaki 森 mori 池田 ikeda 橋本 hashimoto 阿部 abe 安倍 abe 石川 ishikawa 山下 yamashita 中島 nakajima \
    石井 ishii 小川 ogawa 前田 maeda 岡田 okada 長谷川 hasegawa 藤田 fujita 後藤 goto 近藤 kondo 村上 murakami 遠藤 endo 青木 aoki \
    坂本 sakamoto 斉藤 saito 福田 fukuda 太田 ota 西村 nishimura 藤井 fujii 岡本 okamoto 金子 kaneko 藤原 fujiwara 中野 nakano \
    三浦 miura 原田 harada 中川 nakagawa 松田 matsuda 竹内 takeuchi 小野 ono 田村 tamura 中山 nakayama 和田 wada 石田 ishida \
    森田 morita 上田 ueda 原 hara 内田 uchida 柴田 shibata 酒井 sakai 宮崎 miyazaki 横山 yokoyama 高木 takagi 安藤 ando 岸田 \
    kishida \
    菅 suga 麻生 aso 小泉 koizumi 石破 ishiba 野田 noda 鳩山 hatoyama 河野 kono
    """)
  private static let givens = table(
    """
    太郎 taro 一郎 ichiro 次郎 jiro 二郎 jiro 三郎 saburo 花子 hanako 健 ken 誠 makoto 隆 takashi 浩 hiroshi 博 hiroshi 学 \
    manabu 明 akira \
    修 osamu 進 susumu 実 minoru 茂 shigeru 清 kiyoshi 勇 isamu 剛 tsuyoshi 豊 yutaka 武 takeshi 正 tadashi 翔 sho 大輔 \
    daisuke 健一 kenichi \
    晋三 shinzo 文雄 fumio 義偉 yoshihide 太一 taichi 直樹 naoki 和也 kazuya 拓也 takuya 達也 tatsuya 恵子 keiko 幸子 sachiko \
    洋子 yoko \
    裕子 yuko 陽子 yoko 純一郎 junichiro 美 mi 子 ko 郎 ro 一 ichi 三 zo 二 ji 夫 o 雄 o 男 o 介 suke 彦 hiko 香 ka 奈 na 真 ma \
    由 yu 恵 e \
    和 kazu 健太 kenta 翔太 shota 愛 ai 結衣 yui
    """)

  private static func table(_ text: String) -> [[UInt32]: [UInt8]] {
    let parts = text.split(separator: " ")
    var table: [[UInt32]: [UInt8]] = [:]
    for place in stride(from: 0, to: parts.count - 1, by: 2) {
      table[parts[place].unicodeScalars.map(\.value)] = Array(parts[place + 1].utf8)
    }
    return table
  }
}
