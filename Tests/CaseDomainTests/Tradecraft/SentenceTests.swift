import CaseTesting
import Testing

@testable import CaseDomain

@Suite struct SentenceTests {
  /// `/` in the text column marks where sentences part; it is not in the text that is read.
  @Test(arguments: [
    ("two", "It ran. /It stopped."),
    ("question and cry", "Did it? /It did! /So."),
    ("U.S. before a name", "The U.S. Government wrote."),
    ("U.S. before a word that opens", "It is in the U.S. /We wrote."),
    ("U.S. at the end", "It is in the U.S."),
    ("e.g.", "Causes, e.g. Gateways, exist. /Others too."),
    ("i.e. with a comma", "Labs, i.e., Owners, wrote."),
    ("No. 5", "Exhibit No. 5 shows it. /It ends."),
    ("no as an answer", "They said no. /We asked again."),
    ("a decimal", "It rose 3.5 percent. /Then 4.0."),
    ("a number at the end", "It was 2026. /Then it stopped."),
    ("a title", "Dr. Osei wrote to Ms. Reyes. /They met."),
    ("an initial", "J. Osei wrote."),
    ("a company", "Halden Ltd. Compute wrote."),
    ("a company at the end", "It was Halden Ltd. /The firm wrote."),
    ("a case name", "See Alder v. Birch for this."),
    ("a month", "It began on Sept. 4 and ended."),
    ("a section", "See sec. 4(a) of it."),
    ("lower case goes on", "It ran at approx. five, etc. and stopped."),
    ("closing quote", "\"It ran.\" /They left."),
    ("opening quote", "It ran. /\"They left.\""),
    ("quoted question goes on", "\"Who?\" asked the office."),
    ("a citation at the point", "It ran.[EX-0001] /They left."),
    ("dots", "It ran... /They left. /It went on... and on."),
    ("wrapped prose is one", "It ran\non and on."),
    ("wrapped with CR LF is one", "It ran\r\non and on."),
    ("an empty line", "It ran\n\n/They left"),
    ("an empty line with CR LF", "It ran\r\n\r\n/They left"),
    ("an empty line with spaces", "It ran\n  \n/They left"),
    ("list items", "- It ran\n/- They left"),
    ("numbered items", "1. It ran\n/2. They left"),
    ("labels", "Likelihood: likely\n/Confidence: high"),
    ("labels with CR LF", "Likelihood: likely\r\n/Confidence: high"),
    ("a heading", "It ran\n/# Next"),
    ("Chinese", "\u{5B83}\u{8DD1}\u{4E86}\u{3002}/\u{4ED6}\u{4EEC}\u{8D70}\u{4E86}\u{3002}"),
    ("no end", "It ran"),
  ])
  func split(_ why: String, _ marked: String) {
    let parts = marked.split(separator: "/").map { $0.trimmed }
    let text = marked.replacing("/", with: "")
    #expect(Sentence.split(text).map(\.text) == parts, "\(why)")
  }

  @Test(arguments: ["", " ", "\r\n", "\u{FEFF}", "\n\n\n"])
  func nothing(_ text: String) { #expect(Sentence.split(text).isEmpty) }

  /// Whatever the text, sentences are where they say, in order, apart, and leave out nothing but white space.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func nothingIsLost(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "likely", "U.S", "No", "5", ".", "..", "?", "!", " ", "\n", "\r\n", "\r", "\"", "[", "]", "(", ")", "A",
      "we", "We", "\u{301}", "\u{200B}", "\u{3002}", "\u{1F468}\u{200D}\u{1F469}", "e.g.", "-", "#", ":", "%",
      "\u{2029}", "'", "\u{2019}s", "confidence", "high", "3.5", "\u{0}",
    ]
    let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
    let bytes = Array(text.utf8)
    var last = 0
    for sentence in Sentence.split(text) {
      #expect(sentence.utf8Range.lowerBound >= last && !sentence.utf8Range.isEmpty)
      #expect(Array(sentence.text.utf8) == Array(bytes[sentence.utf8Range]))
      #expect(blank(bytes[last..<sentence.utf8Range.lowerBound]))
      last = sentence.utf8Range.upperBound
    }
    #expect(blank(bytes[last...]))
    for finding in ProductLint.findings(in: text) {
      #expect(Array(finding.words.utf8) == Array(bytes[finding.utf8Range]))
      #expect(finding.sentence.utf8Range.lowerBound <= finding.utf8Offset)
      #expect(finding.utf8Range.upperBound <= finding.sentence.utf8Range.upperBound)
    }
  }

  private func blank(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || $0.properties.generalCategory == .format
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var scalars = unicodeScalars[...]
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(scalars)
  }
}
