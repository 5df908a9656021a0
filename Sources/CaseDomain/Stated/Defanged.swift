/// Indicators written so that nobody opens them by accident: `hxxps://relay[.]example`, `ann[at]relay[dot]example`.
///
/// Reports of the field write them so by custom, and no name of a host, address or mailbox has these marks.
enum Defanged {
  private static let marks: [(written: String, meant: String)] = [
    ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("{dot}", "."), ("[:]", ":"),
    ("[://]", "://"), ("[/]", "/"), ("[@]", "@"), ("(@)", "@"), ("[at]", "@"), ("(at)", "@"), ("{at}", "@"),
  ]

  /// As it was before somebody defanged it; the same for everything else.
  static func live(_ text: String) -> String {
    guard text.utf8.contains(where: { "[({".utf8.contains($0) }) else { return text }
    var out: [UInt8] = []
    for byte in text.utf8 {
      out.append(byte)
      // What a mark leaves may close the mark around it; none leaves a closing bracket.
      guard let mark = marks.first(where: { isAt(out.count - $0.written.utf8.count, $0.written, out) }) else {
        continue
      }
      out.removeLast(mark.written.utf8.count)
      out += Array(mark.meant.utf8)
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// An address on the web. Its path may have brackets of its own: they count only where scheme or host are defanged.
  static func live(url text: String) -> String {
    let schemes = [("hxxps", "https"), ("hxxp", "http"), ("fxp", "ftp")]
    for (written, meant) in schemes {
      let head = text.prefix(written.count)
      guard head.lowercased() == written, let next = text.dropFirst(written.count).first, ":[(".contains(next)
      else { continue }
      return live(meant + text.dropFirst(written.count))
    }
    // Where the host ends: after `://`, the first slash, question or hash outside a mark.
    let bytes = Array(text.utf8)
    let after =
      ["[://]", "://", "[:]//"].compactMap { mark in
        bytes.indices.first { isAt($0, mark, bytes) }.map { $0 + mark.utf8.count }
      }.min() ?? 0
    let end = bytes[after...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.endIndex
    let head = String(decoding: bytes[..<end], as: UTF8.self)
    return live(head) == head ? text : live(text)
  }

  private static func isAt(_ place: Int, _ mark: String, _ bytes: [UInt8]) -> Bool {
    guard place >= 0, place + mark.utf8.count <= bytes.count else { return false }
    return zip(bytes[place...], mark.utf8).allSatisfy { byte, wanted in
      byte == wanted || (0x41...0x5A).contains(byte) && byte | 0x20 == wanted
    }
  }
}
