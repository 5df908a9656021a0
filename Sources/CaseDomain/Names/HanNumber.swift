/// Numbers in names in Han: 第十三, 七八五厂, 7801厂, 54号.
///
/// Source: docs/names.md §1, rule 9.
enum HanNumber {
  /// The number that characters, simplified, begin with, and how many of them it takes, 第 and 号 included; `nil`
  /// without one. In Han digits alone it is one before a plant, an institute and the like: 三一 is a name.
  static func starting(_ characters: ArraySlice<UInt32>) -> (value: Int, count: Int)? {
    let isOrdinal = characters.first == ordinal
    let run = characters.dropFirst(isOrdinal ? 1 : 0)
    let plain = run.prefix { (0x30...0x39).contains($0) }
    let han = plain.isEmpty ? run.prefix { digits[$0] != nil || units[$0] != nil } : plain
    guard !han.isEmpty, han.count <= 9, let value = plain.isEmpty ? self.value(of: han) : decimal(plain)
    else {
      return nil
    }
    let next = run.dropFirst(han.count).first
    guard isOrdinal || !plain.isEmpty || next.map(numbered.contains) == true else { return nil }
    return (value, (isOrdinal ? 1 : 0) + han.count + (next == sign ? 1 : 0))
  }

  private static func decimal(_ run: ArraySlice<UInt32>) -> Int { run.reduce(0) { $0 * 10 + Int($1 - 0x30) } }

  /// 五十四 and 五四 are 54.
  private static func value(of run: ArraySlice<UInt32>) -> Int? {
    guard run.contains(where: { units[$0] != nil }) else {
      return run.reduce(0) { $0 * 10 + (digits[$1] ?? 0) }
    }
    var (sum, digit) = (0, nil as Int?)
    for character in run {
      if let unit = units[character] {
        sum += (digit ?? 1) * unit
        digit = nil
      } else if let value = digits[character] {
        digit = value
      }
    }
    return sum + (digit ?? 0)
  }

  private static let ordinal: UInt32 = 0x7B2C  // 第
  private static let sign: UInt32 = 0x53F7  // 号
  private static let digits: [UInt32: Int] = {
    var table: [UInt32: Int] = [0x96F6: 0]  // 零
    for (value, scalar) in "〇一二三四五六七八九".unicodeScalars.enumerated() { table[scalar.value] = value }
    return table
  }()
  private static let units: [UInt32: Int] = [0x5341: 10, 0x767E: 100, 0x5343: 1_000]  // 十百千
  private static let numbered = Set("号厂所院队".unicodeScalars.map(\.value))
}
