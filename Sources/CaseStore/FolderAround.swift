extension String {
  /// The folder that a path stands in: `.` of a name alone, `/` of what is right in the root. By bytes, as the system parts
  /// it; Foundation's `deletingLastPathComponent` breaks off the program on a path of one character.
  public var folderAround: String {
    let slash = UInt8(ascii: "/")
    func withoutEnd(_ path: Substring.UTF8View) -> Substring.UTF8View {
      var path = path
      while path.count > 1, path.last == slash { path = path.dropLast() }
      return path
    }
    let path = withoutEnd(self[...].utf8)
    guard let last = path.lastIndex(of: slash) else { return "." }
    return String(decoding: withoutEnd(path[...last]), as: UTF8.self)
  }
}
