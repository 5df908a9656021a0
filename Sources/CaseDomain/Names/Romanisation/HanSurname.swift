/// Characters read otherwise as a Chinese family name than elsewhere.
enum HanSurname {
  static func reading(of character: UInt32) -> [UInt8]? { table[character] }

  private static let table = LetterTable.of(
    "曾 zeng 单 shan 仇 qiu 解 xie 查 zha 盖 ge 区 ou 朴 piao 任 ren 缪 miao 翟 zhai 覃 qin 乐 yue 尉 yu 种 chong",
    "员 yun 秘 bi 折 she 黑 he 繁 po 洗 xian 乜 nie 隗 wei 召 shao 令 ling 沈 shen 冼 xian 俞 yu 郗 xi 柏 bai",
    "长 zhang 重 chong")
}
