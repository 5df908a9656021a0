/// Whether a value can be what a column says it is, so that a note or a broken number links nobody.
///
/// Only what is certainly none is refused; whether a value exists nobody asks. Source: `docs/exchange.md`, "Correlation".
public enum TraceForm {
  /// The values in a cell of a table, parted by `;`; but a client, a prompt template and an address of a page, in which
  /// one may stand, are one value. What stands for nothing is none.
  ///
  /// - Parameter isKeyed: it holds keyed hashes, in which none stands.
  public static func values(inCell cell: String, _ kind: Trace.Kind, isKeyed: Bool = false) -> [String] {
    let isOne = !isKeyed && (kind == .client || kind == .promptTemplate || kind == .url)
    let parts = isOne ? [cell] : cell.unicodeScalars.split(separator: ";").map { String($0) }
    return parts.filter { !$0.isPlaceholder }
  }

  /// - Parameter header: of the column; `sha256`, `sha1` and `md5` say how long a hash is.
  public static func fits(_ value: String, _ kind: Trace.Kind, header: String = "") -> Bool {
    let value = kind.isDefanged ? Defanged.live(value.trimmingSpace) : value.trimmingSpace
    switch kind {
    case .ip: return isAddress(value) || (isNetwork(value) && Trace(address: value)?.kind == .ip)
    case .network: return isNetwork(value) || AutonomousSystem.canonical(value) != nil
    case .domain:
      return !value.unicodeScalars.contains {
        $0.properties.isWhitespace || "@/:".unicodeScalars.contains($0)
      }
    case .email:
      let parts = value.split(separator: "@", omittingEmptySubsequences: false)
      return parts.count >= 2 && parts.allSatisfy { !$0.isEmpty } && !value.contains(where: \.isWhitespace)
    case .phone: return isPhone(value)
    case .url: return !value.contains(where: \.isWhitespace)
    case .fileHash:
      guard isHexadecimal(value) else { return false }
      let lengths =
        ["sha256": [64], "sha1": [40], "md5": [32]][header.lowercased()] ?? [32, 40, 56, 64, 96, 128]
      return lengths.contains(value.utf8.count)
    case .account, .payment, .wallet, .infrastructure, .client, .canary, .promptTemplate, .proxyPool:
      return true
    }
  }

  /// A keyed hash as `TraceKey` makes it: HMAC-SHA-256 in hexadecimal.
  public static func isKeyedHash(_ value: String) -> Bool {
    let value = value.trimmingSpace
    return value.utf8.count == 64 && isHexadecimal(value)
  }

  public static func isHexadecimal(_ value: String) -> Bool {
    !value.isEmpty
      && value.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
      }
  }

  /// IPv4 with dots or IPv6, its zone left aside.
  public static func isAddress(_ value: String) -> Bool {
    let bare = value.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)[0]
    if isIPv4(bare) || IPv6Text.canonical(bare) != nil { return true }
    // IPv4 inside, or mapped.
    guard let colon = bare.lastIndex(of: ":"), bare[..<colon].contains(":") else { return false }
    let tail = bare[bare.index(after: colon)...]
    return isIPv4(tail) ? IPv6Text.isWritten(bare[...colon] + "0:0") : IPv6Text.isWritten(bare)
  }

  /// An address, a slash and the length of its prefix.
  public static func isNetwork(_ value: String) -> Bool {
    let parts = value.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, isAddress(String(parts[0])), let length = UInt8(parts[1]) else { return false }
    return length <= (parts[0].contains(":") ? 128 : 32)
  }

  /// With a zero before other digits a part is ten to some programs and eight to others (RFC 6943 §3.1.1): no address.
  private static func isIPv4(_ value: some StringProtocol) -> Bool {
    let parts = value.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) }
          && (part.count == 1 || part.first != 0x30) && part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
      }
  }

  /// Three digits or more among what stands in phone numbers; `1.20256E+10`, which a spreadsheet makes of one, is none.
  private static func isPhone(_ value: String) -> Bool {
    var bare = value.lowercased()[...]
    if bare.hasPrefix("tel:") { bare = bare.dropFirst(4) }
    for word in ["extension", "ext", "x"] {
      guard let place = bare.range(of: word) else { continue }
      bare.replaceSubrange(place, with: " ")
      break
    }
    let digits = bare.utf8.count { (0x30...0x39).contains($0) }
    return digits >= 3
      && bare.unicodeScalars.allSatisfy {
        ("0"..."9").contains($0) || "+-().,/#*".unicodeScalars.contains($0) || $0.properties.isWhitespace
          || $0.properties.generalCategory == .dashPunctuation || $0.properties.generalCategory == .format
      }
  }
}

/// The number of an autonomous system, `AS64500` or `64500`. Source: RFC 5396 (asplain), RFC 6793 (32 bits).
enum AutonomousSystem {
  /// `as64500`; `nil` for anything else.
  static func canonical(_ text: String) -> String? {
    var bytes = Array(text.lowercased().utf8)[...]
    if bytes.starts(with: "asn".utf8) {
      bytes = bytes.dropFirst(3)
    } else if bytes.starts(with: "as".utf8) {
      bytes = bytes.dropFirst(2)
    }
    while bytes.first == 0x20 { bytes = bytes.dropFirst() }
    guard (1...10).contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt32(String(decoding: bytes, as: UTF8.self))
    else { return nil }
    return "as\(number)"
  }
}

extension String {
  /// What people and spreadsheets write where there is no value: it is none that two owners share.
  public var isPlaceholder: Bool {
    let word = trimmingSpace.lowercased()
    return word.saysNothing || Self.placeholders.contains(word)
      || word.unicodeScalars.allSatisfy {
        $0.properties.generalCategory == .dashPunctuation || "?.*".unicodeScalars.contains($0)
      }
  }

  private static let placeholders: Set<String> = [
    "#n/a", "#na", "#null!", "#ref!", "#value!", "#name?", "#num!", "#div/0!", "n/a", "n.a.", "n.a", "na",
    "null", "(null)",
    "<null>", "nil", "nan", "none", "(none)", "unknown", "(unknown)", "unk", "undefined", "empty", "(empty)",
    "blank",
    "(blank)", "missing", "not available", "not applicable", "not known", "not provided", "not specified",
    "tbd", "tba",
  ]

  /// Without white space at both ends.
  public var trimmingSpace: String {
    var part = unicodeScalars[...]
    while let first = part.first, first.properties.isWhitespace { part.removeFirst() }
    while let last = part.last, last.properties.isWhitespace { part.removeLast() }
    return String(part)
  }
}
