import CNcurses

/// Cells of text on a terminal: libc's `wcwidth` under C.UTF-8, the same that ncurses and tmux use.
enum Width {
  private static let locale: Void = cn_use_utf8()

  /// `nil` when the scalar cannot be drawn; 0 for what joins the cell before it.
  static func of(_ scalar: Unicode.Scalar) -> Int? {
    if (0x20..<0x7F).contains(scalar.value) { return 1 }
    _ = locale
    let width = Int(cn_width(scalar.value))
    return width < 0 ? nil : width
  }

  /// The sum over the scalars, for this is what terminals do with the clusters that `Printable` lets through.
  static func of(_ cluster: Character) -> Int {
    if cluster.isASCII { return 1 }
    return cluster.unicodeScalars.reduce(0) { $0 + (of($1) ?? 0) }
  }
}
