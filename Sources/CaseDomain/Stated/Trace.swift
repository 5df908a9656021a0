/// A value that the submissions of two owners may share: a card, an address, a wallet, a prompt template.
///
/// A shared value is a link to look at, not a finding: cards, proxies and client libraries are shared by
/// people who never met. Source: `docs/exchange.md`.
public struct Trace: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case account, payment, ip, network, domain, email, phone, wallet, url, infrastructure, client, canary
    case promptTemplate = "prompt-template"
    case proxyPool = "proxy-pool"
    case fileHash = "file-hash"
  }

  public let kind: Kind
  /// As compared: folded by the rule of the kind (domains, e-mail addresses and hashes in lower case; phones
  /// as digits; IPv6 by RFC 5952; autonomous systems as `as64500`), or the keyed hash in lower-case hexadecimal.
  public let value: String
  /// The exercise whose key made the hash; `nil` when `value` is the value itself.
  public let exercise: String?

  /// `nil` when nothing is left of the value after folding.
  public init?(_ kind: Kind, _ value: String, exercise: String? = nil) {
    let folded = exercise == nil ? kind.folded(value) : value.lowercased()
    guard !folded.saysNothing else { return nil }
    self.kind = kind
    self.value = folded
    self.exercise = exercise
  }

  var cbor: CBOR {
    .array([.text(kind.rawValue), .text(value)] + (exercise.map { [.text($0)] } ?? []))
  }

  init?(_ cbor: CBOR) {
    guard let parts = cbor.arrayValue, parts.count == 2 || parts.count == 3,
      let kind = parts[0].textValue.flatMap(Kind.init), let value = parts[1].textValue
    else { return nil }
    self.init(kind, value, exercise: parts.count == 3 ? parts[2].textValue : nil)
  }
}
