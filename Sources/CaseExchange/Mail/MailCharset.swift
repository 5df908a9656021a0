import Foundation

/// Text in the character sets that mail uses.
enum MailCharset {
  /// - Returns: the text, and whether the bytes were what `charset` says. A set that is not known here, or bytes
  ///   that are not of it, are read as UTF-8 with U+FFFD for what is none.
  static func decode(_ bytes: [UInt8], _ charset: String?) -> (text: String, isCertain: Bool) {
    let name = (charset ?? "us-ascii").lowercased()
    let isUTF8 = bytes.withUnsafeBufferPointer { UTF8Check.firstFault($0) == nil }
    switch name {
    case "utf-8", "utf8", "us-ascii", "ascii", "":
      return (String(decoding: bytes, as: UTF8.self), isUTF8)
    case "iso-8859-1", "latin1", "latin-1":
      return (String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) })), true)
    default:
      if let encoding = encodings[name], let text = String(data: Data(bytes), encoding: encoding) {
        return (text, true)
      }
      return (String(decoding: bytes, as: UTF8.self), false)
    }
  }

  /// Foundation's own numbers, and those of CoreFoundation with the bit that marks them.
  private static let encodings: [String: String.Encoding] = {
    func foreign(_ number: UInt) -> String.Encoding { .init(rawValue: 0x8000_0000 | number) }
    return [
      "windows-1250": .windowsCP1250, "windows-1251": .windowsCP1251, "windows-1252": .windowsCP1252,
      "cp1252": .windowsCP1252, "windows-1253": .windowsCP1253, "windows-1254": .windowsCP1254,
      "iso-8859-2": .isoLatin2, "iso-2022-jp": .iso2022JP, "shift_jis": .shiftJIS, "euc-jp": .japaneseEUC,
      "utf-16": .utf16, "utf-16le": .utf16LittleEndian, "utf-16be": .utf16BigEndian,
      "iso-8859-5": foreign(0x0205), "iso-8859-7": foreign(0x0207), "iso-8859-15": foreign(0x020F),
      "koi8-r": foreign(0x0A02), "big5": foreign(0x0A03), "gb2312": foreign(0x0930), "gbk": foreign(0x0631),
      "gb18030": foreign(0x0632), "euc-kr": foreign(0x0940), "ks_c_5601-1987": foreign(0x0422),
    ]
  }()
}
