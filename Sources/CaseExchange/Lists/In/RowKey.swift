import CaseDomain

/// Keys for rows whose list gives them none: the same content has the same key, wherever the row stands.
enum RowKey {
  /// 16 hexadecimal digits of the SHA-256 of the parts.
  static func digest(_ parts: [String]) -> String {
    var bytes: [UInt8] = []
    for part in parts {
      bytes.append(contentsOf: part.utf8)
      bytes.append(0x1F)
    }
    return Hex.encode(Digest256.sha256(bytes).bytes.prefix(8))
  }
}
