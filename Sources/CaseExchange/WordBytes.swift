import Foundation

/// Comparisons with words of the program; `StaticString` costs no reference counting.
extension UnsafeBufferPointer<UInt8> {
  func equals(_ word: StaticString) -> Bool {
    count == word.utf8CodeUnitCount && memcmp(baseAddress!, word.utf8Start, count) == 0
  }

  func hasSuffix(_ suffix: StaticString) -> Bool {
    let length = suffix.utf8CodeUnitCount
    return count >= length && memcmp(baseAddress! + (count - length), suffix.utf8Start, length) == 0
  }

  func contains(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard count >= length else { return false }
    return (0...count - length).contains { memcmp(baseAddress! + $0, word.utf8Start, length) == 0 }
  }
}

extension JSONScanner {
  /// The bytes of a key or string as meant, escapes resolved. They hold during the call only.
  func withText<Result>(of token: JSONToken, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let content = UnsafeBufferPointer(start: base + token.start, count: token.count)
    return token.hasEscapes ? JSONText.unescape(content).withUnsafeBufferPointer(body) : body(content)
  }
}
