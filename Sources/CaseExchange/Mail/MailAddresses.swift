/// The addresses in a field such as `From` or `To`.
///
/// Only what stands between `<` and `>`, or a bare word with an `@`: display names and comments hold what anybody
/// likes. Source: RFC 5322 §3.4.
enum MailAddresses {
  static let maximum = 1000

  static func read(_ field: [UInt8]) -> [String] {
    var found: [String] = []
    var word: [UInt8] = []
    var comments = 0
    var (isQuoted, isEscaped, isAngle) = (false, false, false)
    func end() {
      if let address = address(word), found.count < maximum { found.append(address) }
      word = []
    }
    for byte in field {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if isQuoted {
        if byte == UInt8(ascii: "\"") { isQuoted = false }
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = true
      } else if byte == UInt8(ascii: "("), !isAngle {
        comments += 1
      } else if byte == UInt8(ascii: ")"), comments > 0 {
        comments -= 1
      } else if comments > 0 {
        continue
      } else if byte == UInt8(ascii: "<") {
        (word, isAngle) = ([], true)
      } else if byte == UInt8(ascii: ">") {
        end()
        isAngle = false
      } else if [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), 0x20, 0x09].contains(byte) {
        end()
      } else {
        word.append(byte)
      }
    }
    end()
    return found
  }

  private static func address(_ word: [UInt8]) -> String? {
    let parts = word.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, word.count <= 320,
      word.withUnsafeBufferPointer({ UTF8Check.firstFault($0) == nil }),
      word.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return nil }
    return String(decoding: word, as: UTF8.self)
  }
}
