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

  /// `nil` when nothing is left of the value after folding, or what stands for nothing: `n/a`, a phone without digits.
  public init?(_ kind: Kind, _ value: String, exercise: String? = nil) {
    self.init(held: value, kind, exercise: exercise)
    guard exercise == nil else { return }
    if self.value.isPlaceholder { return nil }
    if kind == .phone, !self.value.utf8.contains(where: { (0x30...0x39).contains($0) }) { return nil }
  }

  /// An address, or the network that stands in its place: `192.0.2.0/24`. One of a single address is that address
  /// (STIX 2.1 §6.9); what has no slash is taken as an address.
  public init?(address text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      self.init(.ip, text)
      return
    }
    let whole = parts[0].utf8.contains(UInt8(ascii: ":")) ? "128" : "32"
    let isOne = String(parts[1]).trimmingSpace.utf8.elementsEqual(whole.utf8)
    self.init(isOne ? .ip : .network, isOne ? String(parts[0]) : text)
  }

  /// What a source states as a network: a range of addresses, which may be of one, or an autonomous system.
  public init?(network text: String) {
    if text.utf8.contains(UInt8(ascii: "/")) { self.init(address: text) } else { self.init(.network, text) }
  }

  /// A value as sources write one of its kind: an address may be written as a network, and a network may be one address.
  public init?(written text: String, _ kind: Kind) {
    switch kind {
    case .ip: self.init(address: text)
    case .network: self.init(network: text)
    default: self.init(kind, text)
    }
  }

  /// What the journal holds: whatever was a value once stays one.
  init?(held value: String, _ kind: Kind, exercise: String?) {
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
    self.init(held: value, kind, exercise: parts.count == 3 ? parts[2].textValue : nil)
  }
}
