/// The names and hash values in a pattern.
///
/// Source: STIX 2.1 §9 and §3.1; STIX 2.0 Parts 3 and 5.
enum PatternNames {
  static func fault(_ comparison: PatternParser.Comparison, _ book: RuleBook) -> PatternFault? {
    if comparison.isFirst {
      let known = book.observable(ofType: book.names[comparison.type])
      if known == nil, let reason = typeFault(comparison.type, book.version) {
        return PatternFault(reason: reason, offset: comparison.offset)
      }
      if let reason = propertyFault(comparison.property, known, book) {
        return PatternFault(reason: reason, offset: comparison.offset)
      }
    }
    guard let algorithm = comparison.algorithm, let value = comparison.value, !algorithm.canMake(value) else {
      return nil
    }
    return PatternFault(reason: "the value cannot be such a hash", offset: comparison.offset)
  }

  private static func typeFault(_ type: Bytes, _ version: STIXSpecVersion) -> String? {
    guard TypeName.isValid(type, .v20) else { return "this is no type name" }
    if version == .v21 { return nil }
    // x-, something, a hyphen, something.
    let isCustom =
      type.hasPrefix("x-") && type.count > 4 && type.part(3..<type.count - 1).contains(UInt8(ascii: "-"))
    return isCustom ? nil : "the type of a custom object starts with x-, its source and a hyphen"
  }

  private static func propertyFault(_ property: Bytes, _ shape: Int?, _ book: RuleBook) -> String? {
    if let shape {
      let name = book.names[property]
      if name != 0 && Int(name) < NameSet.capacity && book.shapes[shape].rules[Int(name)] != 0 { return nil }
    }
    guard TypeName.isProperty(property, .v20) else { return "this is no property name" }
    if shape == nil || book.version == .v21 { return nil }
    let isCustom =
      property.hasPrefix("x_") && property.count > 4
      && property.part(3..<property.count - 1).contains(UInt8(ascii: "_"))
    return isCustom ? nil : "a custom property starts with x_, its source and an underscore"
  }
}

/// An algorithm of hashes that a pattern names. Names are compared without case and hyphens.
enum PatternHash: Equatable, Sendable {
  /// Its hashes are hexadecimal, and of one of these lengths.
  case digits([Int])
  case ssdeep

  /// `nil` for one that is not known: its hashes may be anything.
  init?(_ name: Bytes) {
    let plain = name.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "'") }
      .map { $0 &- 0x61 < 26 ? $0 - 0x20 : $0 }
    let digits: [Int]? = plain.withUnsafeBufferPointer { plain in
      Self.lengths.first { plain.isEqual(to: $0.name) }?.digits
    }
    if let digits {
      self = .digits(digits)
    } else if plain.elementsEqual("SSDEEP".utf8) {
      self = .ssdeep
    } else {
      return nil
    }
  }

  func canMake(_ value: Bytes) -> Bool {
    switch self {
    case .digits(let digits): digits.contains(value.count) && value.allSatisfy(\.isHexDigit)
    case .ssdeep: EncodingForm.isSSDEEP(value)
    }
  }

  private static let lengths: [(name: StaticString, digits: [Int])] = [
    ("MD5", [32]), ("RIPEMD160", [40]), ("SHA1", [40]), ("SHA224", [56]), ("SHA256", [64]), ("SHA384", [96]),
    ("SHA512", [128]), ("SHA3224", [56]), ("SHA3256", [64]), ("SHA3384", [96]), ("SHA3512", [128]),
    ("WHIRLPOOL", [128]), ("MD6", [32, 40, 56, 64, 96, 128]),
  ]
}
