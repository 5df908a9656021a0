extension String {
  /// What stands between the slashes of a path, nothing too. By bytes, as the system parts it: a slash is one Character
  /// with an accent behind it, and with a sign such as U+0600 before it.
  var pathParts: [String] {
    utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The last of them that is not empty; the whole, if all are.
  var lastPathPart: String { pathParts.last { !$0.isEmpty } ?? self }
}
