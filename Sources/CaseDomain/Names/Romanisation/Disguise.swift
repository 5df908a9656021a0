/// Words of Latin and Cyrillic or Greek letters that look alike, as one script.
///
/// Source: Unicode confusables (UTS #39), the pairs that occur in names; docs/names.md §1, rule 5.
extension NameWord {
  /// Letters of the other script become those they look like: Latin ones, when all of them have a likeness and the rest
  /// of the word is of the other script alone or is more (`Пyтин`, `Тоpнов`); else the others (`Lavrоv`).
  mutating func undisguise() {
    guard scalars.contains(where: { $0 > 0x24F }), scalars.contains(where: Disguise.isLatin),
      let script = scalars.lazy.map(NameScript.of).first(where: { $0 == .cyrillic || $0 == .greek })
    else { return }
    let latin = scalars.filter(Disguise.isLatin)
    let others = scalars.filter { NameScript.of($0) == script }
    let likeness = script == .cyrillic ? Disguise.cyrillic : Disguise.greek
    let isItsOwn = others.contains { Disguise.latin[$0] == nil }
    let isMore =
      others.count > latin.count || others.count == latin.count && others.contains(where: Disguise.isCapital)
    if latin.allSatisfy({ likeness[$0] != nil }), isItsOwn || isMore {
      scalars = scalars.map { likeness[$0] ?? $0 }
      self.script = script
    } else if others.contains(where: { Disguise.latin[$0] != nil }) {
      scalars = scalars.map { Disguise.latin[$0] ?? $0 }
      if !isItsOwn { self.script = .latin }
    }
  }
}

private enum Disguise {
  static func isLatin(_ scalar: UInt32) -> Bool { (0x61...0x7A).contains(scalar) }

  /// Looks like the Latin letter as a capital only.
  static func isCapital(_ scalar: UInt32) -> Bool { capitals.contains(scalar) }
  private static let capitals = Set("вкмнтηβκμνρτ".unicodeScalars.map(\.value))

  /// Small letters, after case folding: as which Latin letter they are read.
  static let latin = table(
    "аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs ԁd ԛq ԝw һh ӏl гr пn"
      + " αa βb εe ηh ιi κk μm νn οo ρp τt υy χx ζz")
  /// Latin letters as those they are taken for, small or capital; fewer, for `r` is no г in print.
  static let cyrillic = table("aа bв cс eе hн iі jј kк mм oо pр tт xх yу")
  static let greek = table("aα bβ eε hη iι kκ mμ nν oο pρ tτ vν xχ yυ zζ")

  private static func table(_ pairs: String) -> [UInt32: UInt32] {
    pairs.split(separator: " ").reduce(into: [:]) { table, pair in
      let scalars = pair.unicodeScalars.map(\.value)
      table[scalars[0]] = scalars[1]
    }
  }
}
