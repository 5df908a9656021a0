import CaseDomain

/// The type and category under which MISP takes a value of ours.
///
/// No more is said than the value's form proves: an address of a mail may be its sender's or a receiver's, so it is `email`;
/// a wallet or an account whose check digits do not fit is `other`. Source: MISP, definitions of types and categories.
struct MISPAttributeType: Equatable {
  let name: String
  let category: String

  init(_ trace: Trace) {
    let value = trace.value
    (name, category) =
      switch trace.kind {
      case .ip: ("ip-src", "Network activity")
      case .domain: ("domain", "Network activity")
      case .email: ("email", "Social network")
      case .phone: ("phone-number", "Person")
      case .url: ("url", "Network activity")
      case .client: ("user-agent", "Network activity")
      case .network: Self.network(value)
      case .fileHash: (Self.digest(value) ?? "other", "Payload delivery")
      case .wallet: Self.wallet(value).map { ($0, "Financial fraud") } ?? ("other", "Other")
      case .payment: IBAN.isValid(value) ? ("iban", "Financial fraud") : ("other", "Other")
      case .account, .infrastructure, .canary, .promptTemplate, .proxyPool: ("other", "Other")
      }
  }

  private static func network(_ value: String) -> (String, String) {
    if value.hasPrefix("as"), value.utf8.dropFirst(2).allSatisfy({ (0x30...0x39).contains($0) }) {
      return ("AS", "Network activity")
    }
    // MISP has no type for ranges: that of an address takes them.
    return TraceForm.isNetwork(value) ? ("ip-src", "Network activity") : ("other", "Other")
  }

  private static func digest(_ value: String) -> String? {
    guard TraceForm.isHexadecimal(value) else { return nil }
    return [32: "md5", 40: "sha1", 56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"][value.utf8.count]
  }

  private static func wallet(_ value: String) -> String? {
    if BitcoinAddress.isValid(value) { return "btc" }
    if Base58.checkedVersion(value) == 0x4C { return "dash" }
    // Its check needs another hash; 95 digits of this alphabet after such a first one are nothing else's form.
    let isMonero =
      value.utf8.count == 95 && (value.hasPrefix("4") || value.hasPrefix("8")) && Base58.isWritten(value)
    return isMonero ? "xmr" : nil
  }
}

/// International Bank Account Numbers, spaces allowed. Source: ISO 13616-1, check digits by ISO 7064 MOD 97-10.
enum IBAN {
  static func isValid(_ text: String) -> Bool {
    let bytes = text.uppercased().utf8.filter { $0 != 0x20 }
    return (15...34).contains(bytes.count) && bytes.prefix(2).allSatisfy(isLetter)
      && bytes[2..<4].allSatisfy(isDigit) && MOD97.fits(bytes.dropFirst(4) + bytes.prefix(4))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
