import Foundation

/// Text in the character sets that mail uses.
enum MailCharset {
  /// Why a text may not be what its writer saw.
  enum Doubt: Equatable {
    /// The bytes are not of the set that is stated.
    case otherBytes
    /// This set is not known here.
    case unknownSet(String)
  }

  /// - Returns: the text, and what is doubtful about it. A set that is not known here, or bytes that are not of it, are
  ///   read as UTF-8 with U+FFFD for what is none.
  static func decode(_ bytes: [UInt8], _ charset: String?) -> (text: String, doubt: Doubt?) {
    let name = (charset ?? "us-ascii").lowercased()
    switch name {
    case "utf-8", "utf8", "us-ascii", "ascii", "":
      let isUTF8 = bytes.withUnsafeBufferPointer { UTF8Check.firstFault($0) == nil }
      return (String(decoding: bytes, as: UTF8.self), isUTF8 ? nil : .otherBytes)
    case "iso-8859-1", "latin1", "latin-1":
      return (String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) })), nil)
    default:
      guard let encoding = encodings[name] else {
        return (String(decoding: bytes, as: UTF8.self), .unknownSet(name))
      }
      guard let text = String(data: Data(bytes), encoding: encoding) else {
        return (String(decoding: bytes, as: UTF8.self), .otherBytes)
      }
      return (text, nil)
    }
  }

  /// Foundation's own numbers, and those of CoreFoundation with the bit that marks them.
  ///
  /// Only numbers that Foundation reads on Linux: it has none for GBK, of which GB 18030 is a superset. Writers of GB 2312
  /// and of KS C 5601 use their supersets, too (WHATWG Encoding Standard, §4.2), and the narrow ones would drop bytes.
  private static let encodings: [String: String.Encoding] = {
    func foreign(_ number: UInt) -> String.Encoding { .init(rawValue: 0x8000_0000 | number) }
    let (chinese, korean, shiftJIS) = (foreign(0x0632), foreign(0x0422), foreign(0x0420))
    return [
      "windows-1250": .windowsCP1250, "windows-1251": .windowsCP1251, "cp1251": .windowsCP1251,
      "windows-1252": .windowsCP1252, "cp1252": .windowsCP1252, "windows-1253": .windowsCP1253,
      "windows-1254": .windowsCP1254, "windows-1255": foreign(0x0505), "windows-1256": foreign(0x0506),
      "cp1256": foreign(0x0506), "windows-1257": foreign(0x0507), "windows-1258": foreign(0x0508),
      "iso-8859-2": .isoLatin2, "iso-8859-4": foreign(0x0204), "iso-8859-5": foreign(0x0205),
      "iso-8859-6": foreign(0x0206), "iso-8859-7": foreign(0x0207), "iso-8859-8": foreign(0x0208),
      "iso-8859-8-i": foreign(0x0208), "iso-8859-9": .windowsCP1254, "iso-8859-13": foreign(0x020D),
      "iso-8859-15": foreign(0x020F), "iso-8859-16": foreign(0x0210),
      "koi8-r": foreign(0x0A02), "koi8-u": foreign(0x0A08), "windows-874": foreign(0x041D),
      "tis-620": foreign(0x041D), "iso-8859-11": foreign(0x041D),
      "iso-2022-jp": .iso2022JP, "shift_jis": shiftJIS, "shift-jis": shiftJIS, "windows-31j": shiftJIS,
      "cp932": shiftJIS,
      "big5": foreign(0x0423), "big5-hkscs": foreign(0x0A06),
      "gb2312": chinese, "gbk": chinese, "gb18030": chinese, "cp936": chinese, "windows-936": chinese,
      "euc-kr": korean, "ks_c_5601-1987": korean, "ks_c_5601": korean, "cp949": korean, "windows-949": korean,
      "utf-16": .utf16, "utf-16le": .utf16LittleEndian, "utf-16be": .utf16BigEndian,
    ]
  }()
}
