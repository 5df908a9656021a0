import Testing

@testable import CaseExchange

@Suite struct XMLScannerTests {
  @Test(
    arguments: [
      ("<a/>", ["0+4 <a>", "4+0 </>"]),
      ("<a></a>", ["0+3 <a>", "3+4 </a>"]),
      (" \n<a>x</a>\n", ["2+3 <a>", "5+1 text [x]", "6+4 </a>"]),
      ("\u{FEFF}<a/>", ["3+4 <a>", "7+0 </>"]),
      ("<?xml version=\"1.0\"?><a/>", ["0+21 declaration", "21+4 <a>", "25+0 </>"]),
      (
        "<?xml version='1.0' encoding='utf-8' standalone='yes' ?><a/>",
        ["0+56 declaration", "56+4 <a>", "60+0 </>"]
      ),
      ("<a b='1' c = \"2\" />", ["0+19 <a b=[1] c=[2]>", "19+0 </>"]),
      ("<a b='&lt;&amp;&quot;&apos;&gt;&#x41;&#66;'/>", ["0+45 <a b=[<&\"'>AB]>", "45+0 </>"]),
      ("<a b='x\ty\r\nz'/>", ["0+15 <a b=[x y z]>", "15+0 </>"]),
      ("<a>&lt;&#x4E03;\r\n\r]]</a>", ["0+3 <a>", "3+17 text [<七\n\n]]]", "20+4 </a>"]),
      ("<a><![CDATA[<&]]&gt;\r\nx]]></a>", ["0+3 <a>", "3+23 section [<&]]&gt;\nx]", "26+4 </a>"]),
      ("<a><!-- - x --></a >", ["0+3 <a>", "3+12 comment", "15+5 </a>"]),
      ("<?pi?><a><?pi data? ?></a>", ["0+6 instruction", "6+3 <a>", "9+13 instruction", "22+4 </a>"]),
      ("<n:a xmlns:n='u' n:b=''/>", ["0+25 <n:a xmlns:n=[u] n:b=[]>", "25+0 </>"]),
      ("<é ü='1'/>", ["0+12 <é ü=[1]>", "12+0 </>"]),
    ] as [(String, [String])])
  func tokens(_ text: String, _ expected: [String]) {
    let found = XMLReading(text)
    #expect(found.fault == nil && found.tokens == expected)
  }

  @Test(
    arguments: [
      ("", .empty, 0), (" \n", .empty, 2), ("x", .textOutsideRoot, 0), ("<a/>x", .textOutsideRoot, 4),
      ("<a/><b/>", .secondRoot, 4), ("<a>", .truncated, 3), ("<a", .truncated, 2), ("<", .truncated, 1),
      ("<a></b>", .mismatchedTag, 3), ("<a></A>", .mismatchedTag, 3), ("</a>", .closeWithoutOpen, 0),
      ("<a/></a>", .closeWithoutOpen, 4), ("< a/>", .badName, 1), ("<1/>", .badName, 1),
      ("<a 1='x'/>", .badName, 3),
      ("<a b='1'c='2'/>", .missingSpace, 8), ("<a b/>", .badAttribute, 4), ("<a b=1/>", .badAttribute, 5),
      ("<a b='<'/>", .lessThanInAttribute, 6), ("<a b='1' b='2'/>", .duplicateAttribute, 9),
      ("<a / >", .badMarkup, 3), ("<a></a x>", .badMarkup, 7), ("<a>]]></a>", .endOfSectionInText, 3),
      ("<a>&x;</a>", .unknownEntity, 3), ("<a>&;</a>", .badReference, 3), ("<a>& </a>", .badReference, 3),
      ("<a>&#0;</a>", .badReference, 3), ("<a>&#xD800;</a>", .badReference, 3),
      ("<a>&#x110000;</a>", .badReference, 3),
      ("<a>&#99999999999999999999;</a>", .badReference, 3), ("<a>&#;</a>", .badReference, 3),
      ("<a>&#xG;</a>", .badReference, 3), ("<a>&lt</a>", .badReference, 3),
      ("<a>\u{1}</a>", .badCharacter, 3),
      ("<a>\0</a>", .badCharacter, 3), ("<a>\u{FFFE}</a>", .badCharacter, 3),
      ("<a b='\u{2}'/>", .badCharacter, 6),
      ("<a><!-- -- --></a>", .hyphensInComment, 8), ("<a><!-- x ---></a>", .hyphensInComment, 10),
      ("<a><!x></a>", .badMarkup, 3), ("<![CDATA[x]]><a/>", .badMarkup, 0),
      ("<a><![CDATA[x]]</a>", .truncated, 19),
      ("<!DOCTYPE a><a/>", .documentType, 0), ("<!DOCTYPEa><a/>", .documentType, 0),
      ("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", .documentType, 22),
      ("<a><!DOCTYPE a></a>", .documentType, 3), ("<!ENTITY b 'c'><a/>", .badMarkup, 0),
      (" <?xml version='1.0'?><a/>", .lateDeclaration, 1), ("<a/><?xml version='1.0'?>", .lateDeclaration, 4),
      ("<?XML version='1.0'?><a/>", .badDeclaration, 0), ("<?xml?><a/>", .badDeclaration, 0),
      ("<?xml encoding='UTF-8'?><a/>", .badDeclaration, 0), ("<?xml version='1.1'?><a/>", .otherVersion, 15),
      ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", .otherEncoding, 30),
      ("<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>", .badDeclaration, 0),
      ("<?xml version='1.0' encoding='UTF-8' x='1'?><a/>", .badDeclaration, 37),
      ("<?pi<?><a/>", .badName, 4),
    ] as [(String, XMLFault.Kind, Int)])
  func refused(_ text: String, _ kind: XMLFault.Kind, _ offset: Int) {
    #expect(XMLReading(text).fault == XMLFault(kind: kind, offset: offset))
  }

  @Test(
    arguments: [
      ([0xFE, 0xFF, 0x00, 0x3C], .notUTF8Text, 0), ([0xFF, 0xFE, 0x3C, 0x00], .notUTF8Text, 0),
      ([0x3C, 0x00, 0x61, 0x00], .notUTF8Text, 0), ([0x00, 0x3C, 0x00, 0x61], .notUTF8Text, 0),
      ([0x00, 0x00, 0x00, 0x3C], .notUTF8Text, 0), ([0x3C, 0x61, 0x3E, 0xC0, 0x80], .badUTF8, 3),
      ([0x3C, 0x61, 0x3E, 0xED, 0xA0, 0x80], .badUTF8, 3), ([0x3C, 0x61, 0x3E, 0xE4, 0xB8], .truncated, 5),
      ([0x3C, 0xFF, 0x3E], .badUTF8, 1),
    ] as [([UInt8], XMLFault.Kind, Int)])
  func refusedBytes(_ bytes: [UInt8], _ kind: XMLFault.Kind, _ offset: Int) {
    #expect(XMLReading(bytes).fault == XMLFault(kind: kind, offset: offset))
  }

  @Test func linesAreCounted() {
    let found = XMLReading("<a>\n<b>\r\n</b>\n\n&x;</a>")
    #expect(found.fault == XMLFault(kind: .unknownEntity, offset: 15) && found.line == 5)
  }

  // MARK: Budgets, at their boundary and one beyond

  private static func nested(_ depth: Int) -> String {
    String(repeating: "<a>", count: depth - 1) + "<a/>" + String(repeating: "</a>", count: depth - 1)
  }

  private static func text(_ length: Int, _ byte: String = "x") -> String {
    String(repeating: byte, count: length)
  }

  private static func attributes(_ count: Int) -> String {
    "<a " + (0..<count).map { "b\($0)=''" }.joined(separator: " ") + "/>"
  }

  @Test(
    arguments: [
      (nested(64), nested(65), .tooDeep, 64 * 3),
      (attributes(200), attributes(201), .tooManyAttributes, 1_493),
      ("<\(text(1_024))/>", "<\(text(1_025))/>", .nameTooLong, 1),
      ("<a b='\(text(262_144))'/>", "<a b='\(text(262_145))'/>", .valueTooLong, 6),
      ("<a>\(text(1_048_575))</a>", "<a>\(text(1_048_576))</a>", .tokenTooLong, 3),
      ("<a><!--\(text(1_048_569))--></a>", "<a><!--\(text(1_048_570))--></a>", .tokenTooLong, 3),
    ] as [(String, String, XMLFault.Kind, Int)])
  func budgets(_ allowed: String, _ refused: String, _ kind: XMLFault.Kind, _ offset: Int) {
    #expect(XMLReading(allowed).fault == nil)
    let found = XMLReading(refused)
    #expect(found.fault == XMLFault(kind: kind, offset: offset))
    #expect(kind.refusal(path: "x", offset: 0, line: 1).kind == .overBudget)
    // The same when the window is small and grows.
    let slow = XMLReading(Array(refused.utf8), pieceBytes: 4_096, capacity: 4_096)
    #expect(slow == found)
  }

  @Test func everyFaultSpeaks() {
    for kind in XMLFault.Kind.allCases {
      #expect(!kind.reason.isEmpty && !kind.reason.hasSuffix(".") && !kind.remedy.isEmpty)
    }
  }

  // MARK: Pieces

  static let samples = [
    "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?>\n<!-- c --><n:r a='1' b=\"&lt;é七\">t&#x41;<![CDATA[]] >]]>"
      + "<e/>x\r\ny<f g='h'></f><?p d?></n:r>\n",
    "<a>]]", "<a>]]></a>", "<a><![CDATA[x]]", "<a>&#x4", "<a b='1' b='2'/>",
    "<?xml version='1.0' encoding='latin1'?><a/>",
    "<a><b></a>", "<!DOCTYPE a>", "<!DOC", "<a>é\u{FFFF}</a>", "<a><!-- a--b --></a>",
  ]

  /// Whatever the size of the pieces and of the window, the tokens and the verdict are the same.
  @Test(arguments: samples)
  func piecesDoNotMatter(_ text: String) {
    let bytes = Array(text.utf8)
    let whole = XMLReading(bytes)
    for size in 1...24 {
      #expect(XMLReading(bytes, pieceBytes: size) == whole)
      #expect(XMLReading(bytes, pieceBytes: 1, capacity: size) == whole)
    }
  }

  /// A document cut off anywhere is refused, and never as something else than cut off or of no use.
  @Test func everyPrefixIsRefused() {
    let bytes = Array(Self.samples[0].utf8)
    // From 3 on: a part of a mark is no mark.
    for count in 3..<bytes.count - 1 {
      let fault = XMLReading(Array(bytes[..<count])).fault
      #expect(fault?.kind == .truncated || fault?.kind == .empty, "\(count): \(String(describing: fault))")
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func damageIsToldTheSameInPieces(seed: UInt64) {
    var random = Seeded(seed)
    let bytes = random.damaged(Array(Self.samples[0].utf8))
    let whole = XMLReading(bytes)
    #expect(XMLReading(bytes, pieceBytes: 1, capacity: 1 + random.below(30)) == whole)
  }
}

/// A sequence that is the same in every run.
struct Seeded {
  private var state: UInt64

  private static let marks = Array("<>&\"';-0, \t\n\r/!?[]\u{1A}".utf8)

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  /// Up to four bytes changed, or the end cut off.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    if below(4) == 0 { return Array(bytes[..<below(bytes.count)]) }
    var changed = bytes
    for _ in 0...below(4) {
      let index = below(changed.count)
      switch below(3) {
      case 0: changed[index] ^= 1 << UInt8(below(8))
      case 1: changed[index] = Self.marks[below(Self.marks.count)]
      default: changed.insert(changed[below(changed.count)], at: index)
      }
    }
    return changed
  }
}
