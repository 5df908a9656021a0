extension RecordExhibit {
  /// `E-001`, `E-1000`.
  public static func number(_ position: Int) -> String {
    let digits = String(position)
    return "E-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// Where an exhibit goes in an exported record. The number before it makes every name unlike the others, also
  /// where case is folded.
  public static func file(_ number: String, name: String, withheld: Bool) -> String {
    withheld ? "exhibits/\(number).withheld.txt" : "exhibits/\(number)-\(safe(name))"
  }

  /// A sender's name for a file with nothing in it that a shell, a file system or a reader could take for more:
  /// ASCII letters, digits, `.`, `_` and `-`, at most 80 bytes, its ending kept. What is left out is in the
  /// manifest.
  public static func safe(_ name: String) -> String {
    // By scalars: a slash with an accent upon it is another Character, and parts folders all the same.
    let last = name.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last
    var plain: [UInt8] = []
    for scalar in last ?? "".unicodeScalars[...] {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "-": plain.append(UInt8(scalar.value))
      default: if plain.last != UInt8(ascii: "_") { plain.append(UInt8(ascii: "_")) }
      }
    }
    let edge: Set<UInt8> = [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")]
    plain = Array(plain.drop(while: { edge.contains($0) }))
    while let byte = plain.last, edge.contains(byte) { plain.removeLast() }
    if plain.count > 80 {
      let ending = plain.lastIndex(of: UInt8(ascii: ".")).map { plain[$0...] } ?? []
      plain =
        Array(plain.prefix(80 - (ending.count <= 16 ? ending.count : 0)))
        + (ending.count <= 16 ? Array(ending) : [])
    }
    return plain.isEmpty ? "file" : String(decoding: plain, as: UTF8.self)
  }
}
