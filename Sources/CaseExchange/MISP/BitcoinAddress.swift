import CaseDomain

/// Whether a text is an address of Bitcoin's main network: its check digits decide.
///
/// Source: Base58Check (Bitcoin), bech32 of BIP 173, bech32m of BIP 350.
enum BitcoinAddress {
  static func isValid(_ text: String) -> Bool {
    if let version = Base58.checkedVersion(text) { return version == 0x00 || version == 0x05 }
    return isSegregated(text)
  }

  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

  private static func isSegregated(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard text == lower || text == text.uppercased(), (14...90).contains(lower.utf8.count),
      lower.hasPrefix("bc1")
    else { return false }
    var sum: UInt32 = 1
    func add(_ value: UInt32) {
      let top = sum >> 25
      sum = (sum & 0x1FF_FFFF) << 5 ^ value
      let generators: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
      for (place, generator) in generators.enumerated() where top >> UInt32(place) & 1 == 1 {
        sum ^= generator
      }
    }
    // The prefix `bc`: its high bits, nothing, its low bits.
    for value in [3, 3, 0, 2, 3] as [UInt32] { add(value) }
    for byte in lower.utf8.dropFirst(3) {
      guard let value = alphabet.firstIndex(of: byte) else { return false }
      add(UInt32(value))
    }
    return sum == 1 || sum == 0x2BC8_30A3
  }
}

/// Numbers in the digits of Bitcoin, without 0, O, I and l.
enum Base58 {
  private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

  static func isWritten(_ text: String) -> Bool { text.utf8.allSatisfy { alphabet.contains($0) } }

  /// The version byte of an address of 25 bytes whose last four are the check of the others; `nil` for anything else.
  static func checkedVersion(_ text: String) -> UInt8? {
    guard (25...36).contains(text.utf8.count) else { return nil }
    var bytes = [UInt8](repeating: 0, count: 25)
    for byte in text.utf8 {
      guard var carry = alphabet.firstIndex(of: byte) else { return nil }
      for place in bytes.indices.reversed() {
        carry += Int(bytes[place]) * 58
        bytes[place] = UInt8(carry & 0xFF)
        carry >>= 8
      }
      guard carry == 0 else { return nil }
    }
    let check = Digest256.sha256(Digest256.sha256(Array(bytes.prefix(21))).bytes).bytes.prefix(4)
    guard check.elementsEqual(bytes.suffix(4)) else { return nil }
    // Each zero byte in front is a digit of its own.
    return bytes.prefix { $0 == 0 }.count == text.utf8.prefix { $0 == 0x31 }.count ? bytes[0] : nil
  }
}
