import Foundation

/// A reading of some bytes as text, each scalar with the byte it came from.
struct TextView {
  private(set) var scalars: [Unicode.Scalar] = []
  private(set) var offsets: [Int] = []

  init() {}

  /// Bytes that are not UTF-8 are read as U+FFFD.
  init(_ bytes: [UInt8]) {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        append(Unicode.UTF8.decode(encoded), offset)
        offset += encoded.count
      case .error(let length):
        append("\u{FFFD}", offset)
        offset += length
      case .emptyInput: return
      }
    }
  }

  init(_ text: String.UnicodeScalarView) {
    for scalar in text { append(scalar, 0) }
  }

  mutating func append(_ scalar: Unicode.Scalar, _ offset: Int) {
    scalars.append(scalar)
    offsets.append(offset)
  }

  /// Runs of white space and control characters as one space, none at the ends; what cannot be seen,
  /// and the words our page shows instead of it (`⟨U+202E⟩`), left out.
  func spaced() -> TextView {
    var view = TextView()
    var index = 0
    var pending: Int?
    while index < scalars.count {
      let scalar = scalars[index]
      // Most of a list is plain ASCII, and looking properties up costs most of the time.
      if pending == nil, (0x21...0x7E).contains(scalar.value) {
        view.append(scalar, offsets[index])
        index += 1
        continue
      }
      if let length = visibleControlLength(at: index) {
        index += length
        continue
      }
      if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
        pending = pending ?? offsets[index]
      } else if !scalar.cannotBeSeen {
        if let offset = pending, !view.scalars.isEmpty { view.append(" ", offset) }
        pending = nil
        view.append(scalar, offsets[index])
      }
      index += 1
    }
    return view
  }

  private func visibleControlLength(at index: Int) -> Int? {
    guard scalars[index] == "\u{27E8}", index + 2 < scalars.count, scalars[index + 1] == "U",
      scalars[index + 2] == "+"
    else { return nil }
    var end = index + 3
    while end < scalars.count, end - index < 10, scalars[end].properties.isASCIIHexDigit { end += 1 }
    guard end > index + 3, end < scalars.count, scalars[end] == "\u{27E9}" else { return nil }
    return end + 1 - index
  }

  func folded(_ folding: inout Folding) -> TextView {
    var view = TextView()
    view.scalars.reserveCapacity(scalars.count)
    view.offsets.reserveCapacity(scalars.count)
    for (scalar, offset) in zip(scalars, offsets) {
      if scalar.isASCII {
        view.append(Folding.lowercased(scalar), offset)
        continue
      }
      for part in folding.fold(scalar) { view.append(part, offset) }
    }
    return view
  }

  /// - Parameter stand: put in the place of each tag.
  func withoutTags(_ stand: Unicode.Scalar?) -> TextView {
    var view = TextView()
    var index = 0
    // Behind it no tag can close: without it a run of `<a` would be searched to the end again and again.
    let lastClose = scalars.lastIndex(of: ">") ?? -1
    while index < scalars.count {
      if scalars[index] == "<", index < lastClose, Self.opensTag(scalars[index + 1]),
        let end = scalars[index...].firstIndex(of: ">")
      {
        if let stand { view.append(stand, offsets[index]) }
        index = end + 1
      } else {
        view.append(scalars[index], offsets[index])
        index += 1
      }
    }
    return view
  }

  private static func opensTag(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "/" || scalar == "!" || scalar == "?" || (scalar.isASCII && scalar.properties.isAlphabetic)
  }
}

/// One letter for all its forms: case, width, ligature, accent.
struct Folding {
  private var known: [Unicode.Scalar: [Unicode.Scalar]] = [:]

  /// For ASCII only.
  static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    (0x41...0x5A).contains(scalar.value)
      ? Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) | 0x20) : scalar
  }

  /// For all else.
  mutating func fold(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if let parts = known[scalar] { return parts }
    let decomposed = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
    let parts = decomposed.filter { $0.properties.generalCategory != .nonspacingMark }
      .flatMap { part in
        // By way of upper case, so that ß is ss and both small sigmas are one.
        part.properties.uppercaseMapping.unicodeScalars.flatMap {
          Array($0.properties.lowercaseMapping.unicodeScalars)
        }
      }
    known[scalar] = parts
    return parts
  }
}
