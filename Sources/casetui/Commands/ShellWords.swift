import CaseDomain

extension String {
  /// As a word of a command line that somebody may copy: in apostrophes when a shell would read it otherwise.
  ///
  /// So is all that is not ASCII: what cannot be drawn of it is shown as `<U+202E>`, which outside of
  /// apostrophes would open files.
  var quotedForShell: String {
    let plain = utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "._-/+,:@%=".utf8.contains(byte)
    }
    return plain && !isEmpty && !isLikeOption ? self : inApostrophes
  }

  /// A path as such a word: one that begins with `-` is no option, which apostrophes would not tell.
  var pathForShell: String { ((isLikeOption ? "./" : "") + self).quotedForShell }

  /// As the last word of a command line, which is no option.
  var lastForShell: String { (isLikeOption ? "-- " : "") + quotedForShell }

  /// As the value of an option: ` --from X`, or ` --from='-X'`.
  func forShell(asOption name: String) -> String { " --\(name)\(isLikeOption ? "=" : " ")\(quotedForShell)" }

  fileprivate var isLikeOption: Bool { utf8.first == UInt8(ascii: "-") }
}

extension [String] {
  /// As the last words of a command line, none of which is an option.
  var lastForShell: String {
    (contains(where: \.isLikeOption) ? "-- " : "") + map(\.quotedForShell).joined(separator: " ")
  }
}
