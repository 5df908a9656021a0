/// What one value must look like. Small and without references, so that asking costs nothing.
enum ValueRule: Sendable {
  /// Anything but `null` and an empty list.
  case any
  case text
  case form(ValueForm)
  case flag
  case integer(minimum: Int, maximum: Int)
  case number(minimum: Double, maximum: Double)
  /// A word of the closed vocabulary with this index.
  case word(Int)
  /// An identifier whose type is in the target set with this index.
  case identifier(Int)
  /// The same; inside the container of an observation, a key of that container instead.
  case observable(Int)
  /// Not empty, and each value by the rule with this index.
  case list(of: Int)
  /// An object of the shape with this index.
  case object(Int)
  /// Dictionary keys, and values by the rule with this index.
  case dictionary(of: Int)
  case hashes
  /// Extensions by name; the known ones are in the extension set with this index.
  case extensions(Int)
  /// The container of an observation: its objects under keys.
  case container
  case null
}

/// Strings with a form of their own.
enum ValueForm: UInt8, Sendable {
  case timestamp, millisecondTimestamp, secondTimestamp
  case binary, hex, uri, host, mail, ipv4, ipv6, mac
  case mediaType, characterSet, language, oldLanguage, cpe, selector
  case typeName, relationshipType, registryKey

  func accepts(_ text: Bytes, _ version: STIXSpecVersion) -> Bool {
    switch self {
    case .timestamp: TimestampForm(text) != nil
    case .millisecondTimestamp: Self.hasMilliseconds(text, version)
    case .secondTimestamp: TimestampForm(text)?.fractionCount == 0
    case .binary: EncodingForm.isBase64(text)
    case .hex: EncodingForm.isHex(text)
    case .uri: URIForm.isValid(text)
    case .host: AddressForm.isHost(text)
    case .mail: AddressForm.isMail(text)
    case .ipv4: AddressForm.isIPv4(text)
    case .ipv6: AddressForm.isIPv6(text)
    case .mac: AddressForm.isMAC(text)
    case .mediaType: RegistryForm.isMediaType(text)
    case .characterSet: RegistryForm.isCharacterSet(text)
    case .language: RegistryForm.isLanguage(text)
    case .oldLanguage: RegistryForm.isOldLanguage(text)
    case .cpe: RegistryForm.isCPE(text)
    case .selector: RegistryForm.isSelector(text)
    case .typeName: TypeName.isValid(text, version)
    case .relationshipType: !text.isEmpty && text.allSatisfy(TypeName.isPart)
    case .registryKey: !Self.startsWithShortHive(text)
    }
  }

  /// What a value of this form is, for messages.
  var noun: String {
    switch self {
    case .timestamp: "a timestamp of the form YYYY-MM-DDThh:mm:ss[.s…]Z"
    case .millisecondTimestamp: "a timestamp with milliseconds, YYYY-MM-DDThh:mm:ss.sssZ"
    case .secondTimestamp: "a timestamp in whole seconds, YYYY-MM-DDThh:mm:ssZ"
    case .binary: "text in base64"
    case .hex: "an even number of hexadecimal digits"
    case .uri: "a URI with its scheme"
    case .host: "a host name"
    case .mail: "a mail address"
    case .ipv4: "an IPv4 address or network"
    case .ipv6: "an IPv6 address or network"
    case .mac: "a MAC address in lower case with colons"
    case .mediaType: "a media type"
    case .characterSet: "the name of a character set"
    case .language: "a language tag of RFC 5646"
    case .oldLanguage: "a language code of ISO 639-2"
    case .cpe: "a name of CPE 2.3"
    case .selector: "a selector"
    case .typeName: "a type name"
    case .relationshipType: "a relationship type in a-z, 0-9 and hyphens"
    case .registryKey: "a registry key with its hive written out"
    }
  }

  var rule: STIXRule { self == .selector ? .selector : .form }

  /// Three digits in 2.0, three at least in 2.1.
  private static func hasMilliseconds(_ text: Bytes, _ version: STIXSpecVersion) -> Bool {
    guard let count = TimestampForm(text)?.fractionCount else { return false }
    return version == .v20 ? count == 3 : count >= 3
  }

  private static func startsWithShortHive(_ text: Bytes) -> Bool {
    let hives: [StaticString] = [
      "HKLM", "HKCC", "HKCR", "HKCU", "HKU", "hklm", "hkcc", "hkcr", "hkcu", "hku",
    ]
    return hives.contains { text.hasPrefix($0) }
  }
}
