import CaseDomain

/// The attribute types of MISP whose values may stand in another's submission.
///
/// Source: MISP core format, section "Attribute Attributes"; `docs/exchange.md`.
enum MISPTraces {
  /// Composite types such as `filename|sha256` give one trace for each part that is comparable.
  static func traces(type: String, value: String) -> [Trace] {
    // Its value is that of `filename|md5`.
    let type = type == "malware-sample" ? "filename|md5" : type
    let types = type.utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    guard types.count > 1 else { return trace(type, value).map { [$0] } ?? [] }
    // The last bars divide: a file name may hold bars of its own, a hash or a port does not.
    var parts = value.utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    guard parts.count >= types.count else { return [] }
    if parts.count > types.count {
      let last = parts.suffix(types.count - 1)
      guard let end = last.first?.startIndex else { return [] }
      parts = [value.utf8[..<value.utf8.index(before: end)]] + last
    }
    return zip(types, parts).compactMap { type, part in
      trace(String(decoding: type, as: UTF8.self), String(decoding: part, as: UTF8.self))
    }
  }

  private static func trace(_ type: String, _ value: String) -> Trace? {
    kind(type).flatMap { Trace(written: value, $0) }
  }

  private static func kind(_ type: String) -> Trace.Kind? {
    switch type {
    case "ip-src", "ip-dst", "ip": .ip
    case "domain", "hostname": .domain
    case "url": .url
    case "email", "email-src", "email-dst", "email-reply-to", "whois-registrant-email", "target-email",
      "dns-soa-email":
      .email
    case "phone-number", "whois-registrant-phone", "prtn": .phone
    case "btc", "xmr", "dash", "eth": .wallet
    // A `bin` is the number of a bank, which all its customers have.
    case "iban", "bank-account-nr", "cc-number": .payment
    case "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512/224", "sha512/256", "sha3-224",
      "sha3-256", "sha3-384", "sha3-512":
      .fileHash
    case "AS", "cidr": .network
    case "user-agent", "ja3-fingerprint-md5", "hassh-md5": .client
    default: nil
    }
  }
}
