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
    return plain && !isEmpty && utf8.first != UInt8(ascii: "-") ? self : inApostrophes
  }
}
