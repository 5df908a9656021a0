extension String {
  /// As a word of a command line that somebody may copy: in apostrophes when a shell would read it otherwise.
  var quotedForShell: String {
    let plain = utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "._-/+,:@%=".utf8.contains(byte) || byte >= 0x80
    }
    guard isEmpty || !plain || hasPrefix("-") else { return self }
    return "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
