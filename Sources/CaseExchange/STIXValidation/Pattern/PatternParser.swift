/// A strict reader of STIX patterns. It keeps nothing but counts of what is open, so no nesting is too
/// deep for it, and it builds no tree: whether a pattern is right does not depend on precedence.
///
/// Source: STIX 2.1 §9; STIX 2.0 Part 5 (without EXISTS).
struct PatternParser {
  /// One comparison, for those who check its names and values.
  struct Comparison {
    let type: Bytes
    /// The first name behind the colon, quotes taken off.
    let property: Bytes
    /// Of the hash that the path leads to; `nil` when it leads to none, or to one that is not known.
    let algorithm: PatternHash?
    /// Whether it is the first of its path: the names of the others are the same.
    let isFirst: Bool
    /// The values of the comparison come one by one, texts with their quotes taken off; `nil` when it has none.
    let value: Bytes?
    let offset: Int
  }

  private var lexer: PatternLexer
  private let version: STIXSpecVersion
  private var token = PatternToken(kind: .end, start: 0, end: 0)
  private var visit: (Comparison) -> PatternFault? = { _ in nil }

  init(_ text: Bytes, _ version: STIXSpecVersion) {
    lexer = PatternLexer(text)
    self.version = version
  }

  /// The first fault; `nil` for a good pattern.
  ///
  /// - Parameter visit: asked for every comparison; what it returns ends the reading.
  mutating func run(_ visit: @escaping (Comparison) -> PatternFault?) -> PatternFault? {
    self.visit = visit
    do {
      try observations()
      return nil
    } catch {
      return error
    }
  }

  // MARK: Words

  private mutating func advance() throws(PatternFault) { token = try lexer.next() }

  private func fault(_ reason: String) -> PatternFault { PatternFault(reason: reason, offset: token.start) }

  private func bytes(_ token: PatternToken) -> Bytes { lexer.text.part(token.start..<token.end) }

  private func isWord(_ word: StaticString) -> Bool {
    guard case .name = token.kind else { return false }
    return bytes(token).isEqual(to: word)
  }

  private mutating func take(_ word: StaticString) throws(PatternFault) -> Bool {
    guard isWord(word) else { return false }
    try advance()
    return true
  }

  private mutating func takeAny(_ words: [StaticString]) throws(PatternFault) -> Bool {
    for word in words where try take(word) { return true }
    return false
  }

  private mutating func take(_ kind: PatternToken.Kind) throws(PatternFault) -> Bool {
    guard token.kind == kind else { return false }
    try advance()
    return true
  }

  // MARK: Observations

  private mutating func observations() throws(PatternFault) {
    try advance()
    var open = 0
    while true {
      while try take(.openParen) { open += 1 }
      guard token.kind == .openBracket else { throw fault("an observation in brackets should stand here") }
      try advance()
      try comparisons()
      // Those of a group in parentheses are not counted.
      var seen: Set<Qualifier>? = version == .v21 ? [] : nil
      while true {
        let start = token.start
        if let found = try qualifier() {
          if seen?.insert(found).inserted == false {
            throw PatternFault(
              reason: "an observation has a qualifier of each kind once at most", offset: start)
          }
          continue
        }
        guard token.kind == .closeParen, open > 0 else { break }
        open -= 1
        seen = nil
        try advance()
      }
      if token.kind == .end { break }
      let isJoined = try takeAny(["AND", "OR", "FOLLOWEDBY"])
      guard isJoined else { throw fault("AND, OR, FOLLOWEDBY or a qualifier should stand here") }
    }
    guard open == 0 else { throw fault("a parenthesis is not closed") }
  }

  private enum Qualifier { case startStop, within, repeats }

  /// - Returns: `nil` when none stands here.
  private mutating func qualifier() throws(PatternFault) -> Qualifier? {
    if try take("START") {
      guard try take(.timestamp) else { throw fault("START needs a timestamp, t'…'") }
      guard try take("STOP") else { throw fault("STOP should stand here") }
      guard try take(.timestamp) else { throw fault("STOP needs a timestamp, t'…'") }
      return .startStop
    }
    if try take("WITHIN") {
      guard isPositive else { throw fault("WITHIN needs a number without minus") }
      try advance()
      guard try take("SECONDS") else { throw fault("SECONDS should stand here") }
      return .within
    }
    if try take("REPEATS") {
      guard isPositive, try take(.whole) else { throw fault("REPEATS needs a whole number without minus") }
      guard try take("TIMES") else { throw fault("TIMES should stand here") }
      return .repeats
    }
    return nil
  }

  private var isPositive: Bool {
    (token.kind == .whole || token.kind == .fraction) && lexer.text[token.start] != UInt8(ascii: "-")
  }

  // MARK: Comparisons

  /// From behind the opening bracket over the closing one.
  private mutating func comparisons() throws(PatternFault) {
    var open = 0
    while true {
      while try take(.openParen) { open += 1 }
      try comparison()
      while open > 0, try take(.closeParen) { open -= 1 }
      if open == 0, try take(.closeBracket) { return }
      let isJoined = try takeAny(["AND", "OR"])
      guard isJoined else {
        throw fault(open > 0 ? "AND, OR or ) should stand here" : "AND, OR or ] should stand here")
      }
    }
  }

  private struct Path {
    let type: PatternToken
    let property: PatternToken
    var hasHashes: Bool
    /// The last name; `nil` when the path ends in an index.
    var last: PatternToken?
    var algorithm: PatternHash?
  }

  private mutating func comparison() throws(PatternFault) {
    if version == .v21 {
      let isNegated = isWord("NOT")
      if isNegated { try advance() }
      if try take("EXISTS") {
        let path = try path()
        return try report(path, nil)
      }
      if isNegated { throw fault("EXISTS should stand here: NOT comes after the path") }
    }
    let path = try path()
    _ = try take("NOT")
    if try take(.equality) { return try literal(path, ordered: false) }
    if try take(.order) { return try literal(path, ordered: true) }
    if try take("IN") { return try set(path) }
    let isTextual = try takeAny(["LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET"])
    guard isTextual else { throw fault("a comparison operator should stand here") }
    guard token.kind == .text else { throw fault("a text should stand here") }
    try report(path, token)
    try advance()
  }

  private static let words: [StaticString] = [
    "AND", "OR", "NOT", "FOLLOWEDBY", "LIKE", "MATCHES", "ISSUPERSET", "ISSUBSET", "IN", "START", "STOP",
    "SECONDS", "TIMES", "WITHIN", "REPEATS", "true", "false",
  ]

  private func isName(withHyphen: Bool) -> Bool {
    guard case .name(let hasHyphen) = token.kind, withHyphen || !hasHyphen else { return false }
    let name = bytes(token)
    if version == .v21 && name.isEqual(to: "EXISTS") { return false }
    return !Self.words.contains { name.isEqual(to: $0) }
  }

  private mutating func path() throws(PatternFault) -> Path {
    guard isName(withHyphen: true) else { throw fault("the type of an object should stand here") }
    let type = token
    try advance()
    guard try take(.colon) else { throw fault("a colon should stand here") }
    guard token.kind == .text || isName(withHyphen: false) else {
      throw fault("a property should stand here")
    }
    var path = Path(type: type, property: token, hasHashes: isHashes, last: token)
    try advance()
    while true {
      if try take(.dot) {
        guard token.kind == .text || isName(withHyphen: false) else {
          throw fault("a property should stand here")
        }
        path.hasHashes = path.hasHashes || isHashes
        path.last = token
        try advance()
      } else if try take(.openBracket) {
        let isIndex = token.kind == .whole && lexer.text[token.start] != UInt8(ascii: "-")
        guard isIndex || token.kind == .star else { throw fault("an index or * should stand here") }
        try advance()
        guard try take(.closeBracket) else { throw fault("] should stand here") }
        path.last = nil
      } else {
        if path.hasHashes { path.algorithm = path.last.flatMap { PatternHash(unquoted($0)) } }
        return path
      }
    }
  }

  private var isHashes: Bool { unquoted(token).isEqual(to: "hashes") }

  private var isLiteral: Bool {
    switch token.kind {
    case .text, .whole, .fraction, .hex, .binary, .timestamp: true
    default: isWord("true") || isWord("false")
    }
  }

  private mutating func literal(_ path: Path, ordered: Bool) throws(PatternFault) {
    guard isLiteral, !ordered || !(isWord("true") || isWord("false")) else {
      throw fault(ordered ? "a number, text or time should stand here" : "a value should stand here")
    }
    try report(path, token)
    try advance()
  }

  private mutating func set(_ path: Path) throws(PatternFault) {
    guard try take(.openParen) else { throw fault("( should stand here") }
    if try take(.closeParen) { return try report(path, nil) }
    var isFirst = true
    while true {
      guard isLiteral else { throw fault("a value should stand here") }
      try report(path, token, isFirst: isFirst)
      isFirst = false
      try advance()
      if try take(.closeParen) { return }
      guard try take(.comma) else { throw fault(", or ) should stand here") }
    }
  }

  private func report(
    _ path: Path, _ value: PatternToken?, isFirst: Bool = true
  ) throws(PatternFault) {
    let comparison = Comparison(
      type: bytes(path.type), property: unquoted(path.property), algorithm: path.algorithm, isFirst: isFirst,
      value: value.map(unquoted), offset: path.type.start)
    if let fault = visit(comparison) { throw fault }
  }

  private func unquoted(_ token: PatternToken) -> Bytes {
    token.kind == .text ? lexer.text.part(token.start + 1..<token.end - 1) : bytes(token)
  }
}
