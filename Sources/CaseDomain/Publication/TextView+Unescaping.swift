extension TextView {
  /// With the escapes of HTML, XML, JSON and CSV undone, once. What is no escape stays.
  func unescaped() -> TextView {
    var view = TextView()
    var index = 0
    while index < scalars.count {
      let (scalar, length) = escape(at: index) ?? (scalars[index], 1)
      view.append(scalar, offsets[index])
      index += max(1, length)
    }
    return view
  }

  private func escape(at index: Int) -> (Unicode.Scalar, Int)? {
    switch scalars[index] {
    case "&": entity(at: index)
    case "\\": backslash(at: index)
    case "\"": index + 1 < scalars.count && scalars[index + 1] == "\"" ? ("\"", 2) : nil
    case "%": percent(at: index)
    default: nil
    }
  }

  // MARK: HTML and XML

  private func entity(at index: Int) -> (Unicode.Scalar, Int)? {
    let limit = min(scalars.count, index + 12)
    guard let end = scalars[index..<limit].firstIndex(of: ";") else { return nil }
    let name = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
    return (Self.named[name] ?? Self.numeric(name)).map { ($0, end + 1 - index) }
  }

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "shy": "\u{AD}",
    "ndash": "\u{2013}", "mdash": "\u{2014}", "hellip": "\u{2026}", "lrm": "\u{200E}", "rlm": "\u{200F}",
    "zwj": "\u{200D}", "zwnj": "\u{200C}", "lsquo": "\u{2018}", "rsquo": "\u{2019}", "ldquo": "\u{201C}",
    "rdquo": "\u{201D}",
  ]

  private static func numeric(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value =
      digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init)
  }

  // MARK: JSON

  private func backslash(at index: Int) -> (Unicode.Scalar, Int)? {
    guard index + 1 < scalars.count else { return nil }
    switch scalars[index + 1] {
    case "\"", "\\", "/", "'", ";": return (scalars[index + 1], 2)
    case "n": return ("\n", 2)
    case "r": return ("\r", 2)
    case "t": return ("\t", 2)
    case "b", "f": return (" ", 2)
    case "u": return unicode(at: index)
    default: return nil
    }
  }

  private func unicode(at index: Int) -> (Unicode.Scalar, Int)? {
    guard let first = hex(from: index + 2, count: 4) else { return nil }
    if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
    guard first & 0xFC00 == 0xD800, index + 7 < scalars.count, scalars[index + 6] == "\\",
      scalars[index + 7] == "u", let second = hex(from: index + 8, count: 4), second & 0xFC00 == 0xDC00
    else { return nil }
    return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF).map { ($0, 12) }
  }

  // MARK: Addresses

  /// ASCII only: a link that spells a passage in percent signs spells most of it in ASCII.
  private func percent(at index: Int) -> (Unicode.Scalar, Int)? {
    hex(from: index + 1, count: 2).flatMap { $0 < 0x80 ? Unicode.Scalar($0) : nil }.map { ($0, 3) }
  }

  private func hex(from start: Int, count: Int) -> UInt32? {
    guard start + count <= scalars.count else { return nil }
    var value: UInt32 = 0
    for scalar in scalars[start..<(start + count)] {
      guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
