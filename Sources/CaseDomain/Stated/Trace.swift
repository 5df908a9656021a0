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

extension Trace.Kind {
  /// The form in which two submissions are compared. Nothing is guessed: what differs in meaning stays apart, and an
  /// IPv6 address has one form of the many it can be written in.
  func folded(_ value: String) -> String {
    let trimmed = String(value.unicodeScalars.trimmed)
    switch self {
    case .domain:
      // Folding what is folded must change nothing: the journal folds again on reading.
      var lower = trimmed.lowercased().unicodeScalars[...]
      while let last = lower.last, last == "." || last.properties.isWhitespace { lower = lower.dropLast() }
      return String(lower)
    case .ip, .network:
      let lower = trimmed.lowercased()
      if self == .network, let system = AutonomousSystem.canonical(lower) { return system }
      return IPv6Text.canonicalNetwork(lower) ?? lower
    case .email, .fileHash, .proxyPool, .infrastructure: return trimmed.lowercased()
    case .phone:
      return String(
        trimmed.unicodeScalars.filter { ("0"..."9").contains($0) || $0 == "+" }.map(Character.init))
    case .account, .payment, .wallet, .url, .client, .canary, .promptTemplate: return trimmed
    }
  }
}

extension String.UnicodeScalarView {
  fileprivate var trimmed: Substring.UnicodeScalarView {
    var part = self[...]
    while let first = part.first, first.properties.isWhitespace { part.removeFirst() }
    while let last = part.last, last.properties.isWhitespace { part.removeLast() }
    return part
  }
}
