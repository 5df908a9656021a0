/// Hiragana and katakana in Hepburn letters. Source: ISO 3602 and Hepburn usage; a small y or vowel changes
/// the
/// syllable before it, a small tsu doubles the consonant after it, a long mark is dropped.
enum Kana {
  static func append(_ scalars: [UInt32], to output: inout [UInt8]) {
    var doubles = false
    for scalar in scalars {
      let katakana = (0x3041...0x3096).contains(scalar) ? scalar + 0x60 : scalar
      if katakana == 0x30C3 {
        doubles = true
      } else if let small = smalls[katakana] {
        contract(with: small, in: &output)
      } else if (0x30A1...0x30F4).contains(katakana) {
        let syllable = table[Int(katakana - 0x30A1)]
        if doubles, let first = syllable.first { output.append(first) }
        output += syllable
        doubles = false
      }
    }
  }

  /// ki + small ya = kya, shi + small ya = sha, fu + small a = fa.
  private static func contract(with small: [UInt8], in output: inout [UInt8]) {
    guard let last = output.last, last == 0x69 || last == 0x75 || last == 0x65 || last == 0x6F else {
      output += small
      return
    }
    output.removeLast()
    let before = output.last
    let isSoft = before == 0x68 || before == 0x6A  // sh, ch, j
    output += isSoft && small.first == 0x79 ? Array(small.dropFirst()) : small
  }

  private static let smalls: [UInt32: [UInt8]] = [
    0x30E3: Array("ya".utf8), 0x30E5: Array("yu".utf8), 0x30E7: Array("yo".utf8), 0x30A1: Array("a".utf8),
    0x30A3: Array("i".utf8), 0x30A5: Array("u".utf8), 0x30A7: Array("e".utf8), 0x30A9: Array("o".utf8),
  ]

  /// From U+30A1 on.
  private static let table: [[UInt8]] = {
    let text = """
      a a i i u u e e o o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi \
      ji - tsu zu te de to do na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu \
      me mo ya ya yu yu yo yo ra ri ru re ro wa wa i e o n vu
      """
    return text.split(separator: " ").map { $0 == "-" ? [] : Array($0.utf8) }
  }()
}
