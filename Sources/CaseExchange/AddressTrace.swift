import CaseDomain

extension Trace {
  /// An address, or the network that stands in its place: `192.0.2.0/24`. One of a single address is that address
  /// (STIX 2.1 §6.9).
  init?(address text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      self.init(.ip, text)
      return
    }
    let whole = parts[0].utf8.contains(UInt8(ascii: ":")) ? "128" : "32"
    let isOne = StatedText.isSame(String(parts[1]), whole)
    self.init(isOne ? .ip : .network, isOne ? String(parts[0]) : text)
  }
}
