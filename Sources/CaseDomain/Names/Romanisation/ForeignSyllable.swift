/// Han characters that spell foreign names and stand for another sound there than their reading: 史密斯 is Smith.
///
/// Facts of usage collected by hand; held against no published table. Source: docs/names.md §1, rule 8.
enum ForeignSyllable {
  static let sounds = LetterTable.of(
    "尔 l 夫 v 弗 v 斯 s 史 s 克 k 特 t 德 d 布 b 卜 b 普 p 姆 m 恩 n 格 g 什 sh 施 sh 茨 ts 兹 z 次 ts 乔 jo 约 jo 杰 je",
    "逊 son 森 sen 朗 ran 莱 le 雷 re 贾 ja 詹 ja 吉 gi 奇 ch 齐 chi 里 ri 丽 li 亨 hen 怀 wa 希 hi 休 hu",
    "谢 se 泽 ze 赫 kh 哈 ha 霍 ho 胡 hu 捷 te 季 ti 迪 di 蒂 ti 图 tu 杜 du 伊 i 耶 ye 叶 ye 瓦 va 维 vi 沃 vo 威 wi",
    "鲍 bo 唐 dan 纳 na 金 kin 塞 se 西 si 辛 sin 山 san 桑 san 亚 a 雅 ya 尤 yu 朱 ju 焦 jo 若 jo")
}
