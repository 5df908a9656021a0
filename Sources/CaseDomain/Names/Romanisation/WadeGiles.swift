/// Wade–Giles syllables in pinyin.
///
/// An apostrophe makes `p` p and not b. Lists leave the apostrophes out; then the plain sound is taken, and
/// the
/// costs of `SoundCosts` do the rest.
enum WadeGiles {
  /// `nil` unless every syllable can be read, and one of them can only be Wade–Giles: pinyin joins the syllables of a
  /// given name with neither hyphen nor apostrophe.
  static func pinyin(of syllables: [(letters: [UInt8], hasApostrophe: Bool, isHyphened: Bool)]) -> [[UInt8]]?
  {
    guard syllables.count >= 2, syllables.allSatisfy({ mayBeOne($0.letters) }) else { return nil }
    var isCertain = false
    var result: [[UInt8]] = []
    for syllable in syllables {
      guard let reading = (syllable.hasApostrophe ? aspirated : plain)[syllable.letters] else { return nil }
      if !NameTables.isPinyin(syllable.letters) || syllable.isHyphened || isAspirated(syllable) {
        isCertain = true
      }
      result.append(reading)
    }
    return isCertain ? result : nil
  }

  private static func isAspirated(_ syllable: (letters: [UInt8], hasApostrophe: Bool, isHyphened: Bool))
    -> Bool
  {
    syllable.hasApostrophe && [0x70, 0x74, 0x6B, 0x63].contains(syllable.letters.first ?? 0)
  }

  /// Told by its length and its end: most names need no table to be none.
  private static func mayBeOne(_ letters: [UInt8]) -> Bool {
    guard let last = letters.last, letters.count <= 6 else { return false }
    return "aeioughn".utf8.contains(last)
  }

  /// Every syllable the finals and initials make, that is one in pinyin.
  private static let plain = table(aspirated: false)
  private static let aspirated = table(aspirated: true)

  private static func table(aspirated: Bool) -> [[UInt8]: [UInt8]] {
    let initials = [
      ("p", ["b", "p"]), ("m", ["m"]), ("f", ["f"]), ("t", ["d", "t"]), ("n", ["n"]), ("l", ["l"]),
      ("k", ["g", "k"]),
      ("h", ["h"]), ("ch", ["j", "zh", "ch", "q"]), ("hs", ["x"]), ("sh", ["sh"]), ("j", ["r"]),
      ("ts", ["z", "c"]),
      ("s", ["s"]), ("y", ["y"]), ("w", ["w"]), ("", [""]),
    ]
    let finals = [
      ("a", ["a"]), ("ai", ["ai"]), ("an", ["an"]), ("ang", ["ang"]), ("ao", ["ao"]), ("e", ["e"]),
      ("eh", ["e"]),
      ("ei", ["ei"]), ("en", ["en"]), ("eng", ["eng"]), ("i", ["i"]), ("ih", ["i"]), ("ia", ["ia"]),
      ("iang", ["iang"]),
      ("iao", ["iao"]), ("ieh", ["ie"]), ("ien", ["ian"]), ("in", ["in"]), ("ing", ["ing"]), ("iu", ["iu"]),
      ("iung", ["iong"]), ("o", ["e", "uo", "o"]), ("ou", ["ou"]), ("u", ["u", "ou"]), ("ua", ["ua"]),
      ("uai", ["uai"]),
      ("uan", ["uan"]), ("uang", ["uang"]), ("ui", ["ui"]), ("uei", ["ui"]), ("un", ["un"]), ("ung", ["ong"]),
      ("uo", ["uo"]), ("ueh", ["ue"]), ("uan", ["uan"]), ("en", ["en"]), ("ieh", ["ie"]),
    ]
    var table: [[UInt8]: [UInt8]] = [:]
    for (initial, sounds) in initials {
      let readings = aspirated ? sounds.reversed() : sounds
      for (final, endings) in finals {
        let spelling = Array((initial + final).utf8)
        for ending in endings {
          for reading in readings where table[spelling] == nil {
            let candidate = Array((reading + ending).utf8)
            if NameTables.isPinyin(candidate) { table[spelling] = candidate }
          }
        }
      }
    }
    for (spelling, reading) in [
      ("tzu", "zi"), ("tze", "zi"), ("tse", "ze"), ("ssu", "si"), ("szu", "si"), ("erh", "er"),
      ("yen", "yan"), ("yeh", "ye"), ("yu", "yu"), ("chih", "zhi"), ("shih", "shi"), ("jih", "ri"),
      ("chiung", "qiong"),
    ] {
      table[Array(spelling.utf8)] = Array(reading.utf8)
    }
    return table
  }
}
