import CaseTesting
import CaseDomain
import Foundation
import Testing

@testable import CaseExchange

@Suite struct MailTests {
  private func read(_ text: String) throws -> (SourceObject, ImportSummary) {
    var found: [SourceObject] = []
    let summary = try MailReader.read(MemorySource(Array(text.utf8), pieceBytes: 7), path: "m.eml") {
      found.append($0)
    }
    return (try #require(found.first), summary)
  }

  @Test func message() throws {
    let text = """
      Message-ID: <1@firm.example>\r\nFrom: "A, not <x@y.example>" <A@Firm.example> (b@c.example)\r
      To: d@office.example, E <e@office.example>\r\nSubject: =?utf-8?Q?caf=C3=A9_?=\r\n =?UTF-8?B?bm9pcg==?= 1\r
      In-Reply-To: <0@office.example>\r\nDate: Mon, 5 Jan 2026 10:00:00 +0000\r\n\r\nbody\r\n
      """
    let (object, summary) = try read(text)
    #expect(object.source == "mail" && object.externalID == "1@firm.example" && object.type == "message")
    #expect(object.name == "caf\u{E9} noir 1" && object.references == ["0@office.example"])
    #expect(object.facts?.traces.map(\.value) == ["a@firm.example", "d@office.example", "e@office.example"])
    #expect(object.bytes == Array(text.utf8))
    #expect(summary.objectBytes == summary.fileBytes && summary.problems.isEmpty)
  }

  /// The name is cut, and of a subject only so much is decoded at once; the label behind that counts.
  @Test(arguments: [
    (1_200, "[TLP:RED]", TLP.red), (70_000, "[TLP:RED]", .red), (70_000, "=?utf-8?B?VExQOlJFRA==?=", .red),
    (1_200, "=?utf-8?Q?TLP=3Aamber+strict?=", .amberStrict), (1_200, "RED", nil),
  ])
  func theWholeSubjectIsLabelled(_ length: Int, _ end: String, _ light: TLP?) throws {
    let subject = String(repeating: "word ", count: length / 5) + end
    let (object, _) = try read("From: a@firm.example\r\nSubject: \(subject)\r\n\r\nbody\r\n")
    #expect(object.light == light && object.name?.utf8.count == 1_024)
    let (twice, _) = try read("Subject: one\r\nFrom: a@firm.example\r\nSubject: \(end)\r\n\r\nbody\r\n")
    #expect(twice.light == light && twice.name == "one")
  }

  /// Space before the colon, a mark before the message, a comment in a parameter: what is attached is found.
  @Test(arguments: [
    ("Subject : a\nFrom : a@b.example\nContent-Type : multipart/mixed; boundary=q", "a"),
    ("\u{FEFF}Subject: a\nContent-Type: multipart/mixed; boundary=q", "a"),
    ("Subject: a\nContent-Type: multipart/mixed; boundary=q (a comment (inner))", "a"),
    ("Subject: a\nContent-Type: multipart/mixed; boundary=\"q\" (a comment)", "a"),
  ])
  func oldAndOddHeadersHideNothing(_ header: String, _ subject: String) throws {
    let text = header + "\n\n--q\nContent-Disposition: attachment; filename=report (1).pdf\n\nx\n--q--\n"
    let (object, summary) = try read(text)
    #expect(object.name == subject && object.bytes == Array(text.utf8) && summary.problems.isEmpty)
    #expect(try Unpacked(Array(text.utf8), .mail).texts == ["report (1).pdf=x"])
    let kind = try ContainersInPlace().kind(of: MemoryBytes(Array(text.utf8)), name: "x.eml")
    #expect(kind.format == .mail)
  }

  /// Writers put long texts into one word.
  @Test(arguments: [0, 1, 75, 2_348, 20_000, 45_000]) func anEncodedWordMayBeLong(_ count: Int) {
    let content = String(repeating: "x", count: count)
    let encoded = Data(content.utf8).base64EncodedString()
    for word in ["=?utf-8?Q?\(content)?=", "=?utf-8?B?\(encoded)?="] {
      let found = EncodedWords.decode(Array("a \(word) =?utf-8?B?w6k=?=".utf8))
      #expect(found.text == "a \(content)\u{E9}" && found.doubt == nil)
    }
  }

  /// What only looks like the beginning of an encoded word is not read to the end of the field for each of many, and hides
  /// none behind it.
  @Test func beginningsHideNoEncodedWord() {
    func text(_ field: String) -> String { EncodedWords.decode(Array(field.utf8)).text }
    let beginnings = String(repeating: "=?utf-8?Q?x", count: 5_000)
    #expect(text(beginnings) == beginnings)
    #expect(text(beginnings + "=?utf-8?Q?y?=") == beginnings + "y")
    #expect(text(beginnings + "?=") == String(repeating: "=?utf-8?Q?x", count: 4_999) + "x")
    let plain = String(repeating: "z ", count: 3_000)
    #expect(text("=?utf-8?Q?\(plain)=?utf-8?B?w6k=?= b") == "=?utf-8?Q?\(plain)\u{E9} b")
    #expect(text("=?utf-8?Q?a?b?= =?utf-8?Q??= =?utf-8?B?YQ==?=") == "a?ba")
  }

  @Test func aFieldOfManyLinesIsRead() throws {
    let lines = String(repeating: " b\r\n", count: 200_000)
    let (object, _) = try read("Subject: a\r\nX-Long: a\r\n\(lines)From: a@b.example\r\n\r\nx")
    #expect(object.facts?.traces.map(\.value) == ["a@b.example"])
    let header = MailHeader(Array("A: x\n y\n \n\tz\n".utf8), 0..<13)
    #expect(header["a"] == Array("x y z".utf8))
  }

  @Test(arguments: [
    (
      #"John <j@x.example>, "A" <"john doe"@q.example>, "ann"@q.example"#,
      ["j@x.example", #""john doe"@q.example"#, "ann@q.example"]
    ),
    (#""John <j@x.example>, b@y.example"#, ["j@x.example", "b@y.example"]),
    (#"a@x.example (no end <b@y.example>, c@z.example"#, ["a@x.example", "b@y.example", "c@z.example"]),
    (#"(a "quote) b@y.example"#, ["b@y.example"]), (#""a@b"@c.example"#, [#""a@b"@c.example"#]),
    (#""not@this.example" <a@x.example>"#, ["a@x.example"]), (#"a@b@c.example"#, []), (#"" " <@x>"#, []),
    (#"a(b"c<d@e.example>"#, ["d@e.example"]),
  ])
  func addresses(_ field: String, _ found: [String]) {
    #expect(MailAddresses.read(Array(field.utf8)) == found)
  }

  @Test func addressesOfAResentMessageAreTraces() throws {
    let (object, _) = try read("Subject: a\nResent-From: a@b.example\nResent-To: c@d.example\n\nx")
    #expect(object.facts?.traces.map(\.value) == ["a@b.example", "c@d.example"])
  }

  @Test func twoNamesOfAnAttachmentAreSaid() throws {
    let text = """
      Subject: a\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Disposition: attachment; \
      filename="euro.txt"; filename*=utf-8''%e2%82%ac%2eexe\n\nx\n--q--\n
      """
    #expect(try Unpacked(Array(text.utf8), .mail).texts == ["\u{20AC}.exe=x"])
    let (_, summary) = try read(text)
    #expect(summary.problems.count == 1 && summary.problems[0].reason.contains("euro.txt"))
  }

  /// A message with an attachment for each name, given as the parameter is written: a scalar of the text is a byte.
  private static func attachments(_ parameters: String...) -> [UInt8] {
    var bytes = Array("From: a@b.example\nContent-Type: multipart/mixed; boundary=q\n\n".utf8)
    for parameter in parameters {
      bytes += Array("--q\nContent-Disposition: attachment; ".utf8)
      bytes += parameter.unicodeScalars.map { UInt8($0.value) }
      bytes += Array("\n\nx\n".utf8)
    }
    return bytes + Array("--q--\n".utf8)
  }

  /// Names that differ in a letter of another character set are two names, and are said to be doubtful.
  @Test func namesInOtherCharacterSetsStayApart() throws {
    let found = try Unpacked(
      Self.attachments(
        "filename=\"caf\u{E9}.csv\"", "filename=\"caf\u{E8}.csv\"",
        "filename=\"=?x-nowhere?Q?=E9=E8?=.csv\"", "filename*=x-nowhere''%C3%A9.csv",
        "filename*=gbk''%D6.csv", "filename*=iso-2022-jp''c%C3%A9.csv", "filename*=utf-8''caf%C3%A9.csv"),
      .mail)
    #expect(
      found.texts == [
        #"caf\xe9.csv=x"#, #"caf\xe8.csv=x"#, #"\xe9\xe8.csv=x"#, "\u{E9}.csv=x", #"\xd6.csv=x"#,
        "c\u{E9}.csv=x", "caf\u{E9}.csv=x",
      ])
    let isEscaped = "its name is not UTF-8 and is shown with its bytes escaped"
    let isUnknown = "its name is in \"x-nowhere\", a character set that is not known here"
    #expect(
      found.listing.problems.map(\.reason) == [
        isEscaped, isEscaped, isUnknown, isEscaped, isUnknown, isEscaped,
        "its name is not of the character set it states, and is read as UTF-8",
      ])
  }

  @Test(arguments: [
    ("From a@b.example Mon Jan  5 10:00:00 2026", true), ("From - Mon Jan 05 10:00:00 2026", true),
    ("From a@b.example Mon Jan  5 10:00:00 2026 +0100", true),
    ("From a@b.example Mon Jan  5 10:00:00 CET 2026", true), ("From a@b.example Mon Jan  5 10:00 2026", true),
    ("From a@b.example Mon, 5 Jan 2026 10:00:00 +0100", true),
    ("From \"a b\"@c.example Mon Jan  5 10:00:00 2026", true),
    ("From 10:30 on they asked for more", false), ("From Mon Jan  5 10:00:00 2026", false),
    ("From then on, at 10:30, 5 Jan 2026", false), ("From Monday 5 to Friday 9 Jan 2026 at 10:30", false),
    ("From ", false),
  ])
  func beginningsOfMessages(_ line: String, _ isStart: Bool) {
    #expect(MailboxScanner.isStart(Array(line.utf8)) == isStart)
  }

  @Test func anEmptyIdentifierIsNone() throws {
    let (first, _) = try read("Subject: a\r\nFrom: a@firm.example\r\nMessage-ID: <>\r\n\r\nx")
    let (second, _) = try read("Subject: b\r\nFrom: a@firm.example\r\nMessage-ID: < >\r\n\r\nx")
    #expect(first.externalID.hasPrefix("sha256:") && first.externalID != second.externalID)
  }

  @Test func aFieldThatStandsTwiceIsSaid() throws {
    let (_, summary) = try read(
      "Subject: a\r\nContent-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\ny\r\n--x--"
    )
    #expect(
      summary.problems.map(\.reason) == [
        "a part states Content-Type twice: the first counts here, and other programs may show something else"
      ])
  }

  /// Programs of old wrote such lines: what stands behind the first is no field, and no address of it is compared.
  @Test func aCarriageReturnAloneIsSaid() throws {
    let reason = "lines of a header end with a carriage return alone, and are read as one line"
    for text in [
      "From: a@b.example\rSubject: x\r\rbody", "Subject: x\rFrom: a@b.example\r\nTo: c@d.example\r\n\r\nx",
    ] {
      let (object, summary) = try read(text)
      #expect(summary.problems.map(\.reason) == [reason] && object.bytes == Array(text.utf8))
    }
    #expect(try read("From: a@b.example\r\nSubject: x\r\n y\r\n\r\nbo\rdy").1.problems.isEmpty)
    let doubled = "From: a@b.example\r\r\nSubject: x\r\r\n y\r\r\nTo: c@d.example\r\n\r\nbody"
    #expect(try read(doubled).1.problems.isEmpty, "a line feed ends each")
  }

  /// However much is odd about a message, that parts of it are not opened is said.
  @Test func oddPartsHideNoOmission() throws {
    let odd = String(repeating: "--x\r\nContent-Transfer-Encoding: odd\r\n\r\ny\r\n", count: 101)
    var inner = "z"
    for depth in (0...17).reversed() {
      inner =
        "Content-Type: multipart/mixed; boundary=b\(depth)\r\n\r\n--b\(depth)\r\n\(inner)\r\n--b\(depth)--"
    }
    let (_, summary) = try read(
      "Subject: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\(odd)--x\r\n\(inner)\r\n--x--\r\n")
    #expect(summary.problems.count == 101)
    #expect(summary.problems.last?.reason == "parts are nested more than 16 deep; they are not opened")
  }

  /// What each set makes of its bytes: 中文 in GBK and its kin, مر in windows-1256.
  @Test(arguments: [
    ("=?gbk?B?1tDOxA==?=", "\u{4E2D}\u{6587}"), ("=?GB2312?B?1tDOxA==?=", "\u{4E2D}\u{6587}"),
    ("=?gb18030?B?1tDOxA==?=", "\u{4E2D}\u{6587}"), ("=?gbk?Q?=81=40?=", "\u{4E02}"),
    ("=?windows-1256?B?49E=?=", "\u{645}\u{631}"), ("=?windows-1255?Q?=F9=EC?=", "\u{5E9}\u{5DC}"),
    ("=?shift_jis?B?gqA=?=", "\u{3042}"),
    ("=?euc-kr?B?sKE=?=", "\u{AC00}"), ("=?ks_c_5601-1987?Q?=81=41?=", "\u{AC02}"),
    ("=?big5?B?pKQ=?=", "\u{4E2D}"), ("=?koi8-r?Q?=C1?=", "\u{430}"), ("=?koi8-u?Q?=A4?=", "\u{454}"),
    ("=?iso-8859-15?Q?=A4?=", "\u{20AC}"),
  ])
  func characterSets(_ subject: String, _ text: String) throws {
    let (object, summary) = try read("Subject: \(subject)\r\nMessage-ID: <1@firm.example>\r\n\r\nx")
    #expect(object.name == text)
    #expect(summary.problems.isEmpty, "\(summary.problems)")
  }

  @Test(arguments: [
    (
      "=?x-nowhere?B?w6k=?=", "\u{E9}",
      "its subject is in x-nowhere, a character set that is not known here, and is read as UTF-8"
    ),
    ("=?gbk?B?1g==?=", "\u{FFFD}", "its subject is not of the character set it states"),
  ])
  func doubtfulCharacterSets(_ subject: String, _ text: String, _ reason: String) throws {
    let (object, summary) = try read("Subject: \(subject)\r\nMessage-ID: <1@firm.example>\r\n\r\nx")
    #expect(object.name == text)
    #expect(summary.problems.map(\.reason) == [reason])
  }

  @Test func withoutAnID() throws {
    let text = "From: a@firm.example\n\nx"
    #expect(try read(text).0.externalID == "sha256:" + Digest256.sha256(Array(text.utf8)).hex)
    #expect(throws: ImportRefusal.self) { try read("\n\nno header") }
  }

  @Test(
    arguments: [
      ("a; name=\"x;y\"", "x;y"), ("a; name*=utf-8'en'%E2%82%AC", "\u{20AC}"),
      ("a; name*0=ab; name*1=cd", "abcd"),
      ("a; name*0*=iso-8859-1''%E9; name*1=t%41", "\u{E9}t%41"), ("a; name=\"=?utf-8?B?w6k=?=\"", "\u{E9}"),
      ("a; name=\"a\\\"b\"", "a\"b"), ("a", nil), ("a; name=", ""),
      ("a; name=x; name*=utf-8''y", "y"), ("a; name=x; name*0=y; name*1=z", "yz"),
    ] as [(String, String?)])
  func parameters(_ field: String, _ value: String?) {
    #expect(MailField(Array(field.utf8)).name("name")?.text == value)
  }

  @Test(arguments: [
    ("aGk=", "hi"), ("aGk", "hi"), ("a G\r\nk=", "hi"), ("aGk=aGk=", "hihi"), ("", ""), ("!!", ""),
  ])
  func base64(_ text: String, _ plain: String) {
    #expect(TransferDecoder.decode(text.utf8, .base64) == Array(plain.utf8))
  }

  @Test(arguments: [
    ("a=3Db", "a=b"), ("a=\r\nb", "ab"), ("a= \nb", "ab"), ("a=", "a="), ("a=zz", "a=zz"), ("=4", "=4"),
    ("=4z", "=4z"),
  ])
  func quotedPrintable(_ text: String, _ plain: String) {
    #expect(TransferDecoder.decode(text.utf8, .quotedPrintable) == Array(plain.utf8))
  }

  @Test func depth() {
    let depth = 40
    let open = (0..<depth).map { "Content-Type: multipart/mixed; boundary=b\($0)x\n\n--b\($0)x\n" }.joined()
    let message = MailMessage(Array((open + "\nleaf\n").utf8))
    #expect(message.parts.count == MailMessage.maximumDepth + 1)
    #expect(message.defects.contains { $0.reason.contains("nested") })
  }

  @Test func defects() throws {
    let (_, summary) = try read("From: a@b.example\nContent-Type: multipart/mixed\n\nx")
    #expect(summary.problems.count == 1 && summary.problems[0].reason.contains("no boundary"))
    let (_, second) = try read("From: a@b.example\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nx\n")
    #expect(second.problems.map(\.reason) == ["a multipart ends without its closing boundary"])
  }

  @Test func mailbox() throws {
    let start = "From a@b.example Mon Jan  5 10:00:00 2026\n"
    let first = "Subject: one\n\nFrom here on: text\n\nFrom 10:30 on they asked\n\nFrom now\n\n"
    let text = start + first + start + "Subject: two\n\nx\n"
    for piece in [1, 13, 4096] {
      var found: [SourceObject] = []
      let summary = try MailboxReader.read(MemorySource(Array(text.utf8), pieceBytes: piece), path: "m") {
        found.append($0)
      }
      #expect(found.map(\.name) == ["one", "two"] && found[0].bytes == Array(first.utf8))
      #expect(found.map(\.offset) == [start.utf8.count, 2 * start.utf8.count + first.utf8.count])
      #expect(
        summary.fileBytes == text.utf8.count && summary.objectBytes == text.utf8.count - 2 * start.utf8.count)
    }
    #expect(throws: ImportRefusal.self) { try MailboxReader.read(MemorySource([0x41]), path: "m") { _ in } }
  }

  @Test func largeMailbox() throws {
    let start = "From a@b.example Mon Jan  5 10:00:00 2026\n"
    let body = String(repeating: "some words in a line\n", count: 30_000)
    let text = (0..<5).map { start + "Subject: \($0)\n\n" + body + "\n" }.joined()
    var lengths: [Int] = []
    _ = try MailboxReader.read(MemorySource(Array(text.utf8), pieceBytes: 100_000), path: "m") {
      lengths.append($0.length)
    }
    #expect(lengths == Array(repeating: body.utf8.count + 13, count: 5))
  }

  @Test(
    arguments: [
      ("From: a@b.example\nTo: c@d.example\n\nx", "x.txt", EvidenceFormat.mail),
      ("Subject: x\n\nx", "x.eml", .mail),
      ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=q\n\n--q--\n", "x.txt", .mail),
      ("Date: Mon, 5 Jan 2026 10:00:00 GMT\nContent-Type: text/html\n\nx", "x.txt", .attachment),
      ("Subject: x\n\nx", "x.txt", .attachment), ("Dear sir,\n\nFrom: here\nTo: there", "x.txt", .attachment),
      ("From a Mon Jan 5 10:00:00 2026\nFrom: a@b.example\n\nx", "x", .mailbox),
      ("From the start: all was well\nand so on", "x", .attachment),
    ] as [(String, String, EvidenceFormat)])
  func recognised(_ text: String, _ name: String, _ format: EvidenceFormat) throws {
    #expect(try ContainersInPlace().kind(of: MemoryBytes(Array(text.utf8)), name: name).format == format)
  }

  @Test func namesThatLeadElsewhere() throws {
    let text = """
      From: a@b.example\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Disposition: attachment; \
      filename="../../x"\n\nhostile\n--q\nContent-Type: message/rfc822\n\nFrom: c@d.example\nSubject: inner\n\nhi\n--q--\n
      """
    let found = try Unpacked(Array(text.utf8), .mail)
    #expect(found.texts == ["part-1=hostile", "part-2.eml=From: c@d.example\nSubject: inner\n\nhi"])
    #expect(found.listing.problems.count == 1 && found.isAccounted)
  }

  /// A message that is nothing but a message, as some programs forward: the inner one is a member like an attached one.
  @Test func aMessageInPlaceOfABody() throws {
    let outer = "From: a@b.example\nSubject: outer\nContent-Type: message/rfc822\n\n"
    let inner = "From: c@d.example\nSubject: inner\n\nhi\n"
    #expect(try Unpacked(Array((outer + inner).utf8), .mail).texts == ["part-0.eml=\(inner)"])
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: outer, count: 6) + inner, to: "m.eml")
    let bundle = try EvidenceBundle.list(folder.path + "/m.eml")
    #expect(bundle.files.count == ReadingBudget().maximumDepth + 1)
    #expect(bundle.files.allSatisfy { $0.format == .mail })
    #expect(bundle.problems.map(\.reason).filter { $0.contains("nested more than") }.count == 1)
  }

  /// Compared: parts, attachments and their names, subjects. Not compared: the number of defects (the reference
  /// counts others), and the parts of reports, whose blocks of fields it counts as messages. It misses a file name
  /// that stands encoded and unquoted, does not split at a boundary with forbidden characters, and reads no header behind
  /// a mark of UTF-8; we do all three.
  @Test(.enabled(if: Corpus.isPresent, Corpus.isMissing))
  func corpus() throws {
    var count = 0
    for (path, facts) in try Corpus.expected("email/") where !path.hasSuffix(".gz") {
      let bytes = try Corpus.bytes(path)
      let message = MailMessage(bytes, opensMessages: true)
      let attachments = message.parts.filter { $0.fileName != nil }
      let isReport = message.parts.contains { $0.type.value.hasPrefix("message/") && !$0.isMessage }
      if path.hasSuffix("raw_email_with_illegal_boundary.eml") || path.hasSuffix("_base64_encoded_name.eml") {
        #expect(message.parts.count == 3)
        count += 1
        continue
      }
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
        #expect(message.subject != nil && facts["subject"] as? String == "None")
        count += 1
        continue
      }
      if !isReport { #expect(message.parts.count == facts["parts"] as? Int, "\(path)") }
      #expect(attachments.count == facts["attachments"] as? Int, "\(path)")
      #expect(attachments.map { $0.fileName?.text ?? "" } == facts["names"] as? [String], "\(path)")
      let subject = message.subject?.text ?? "None"
      #expect(
        subject.unicodeScalars.prefix(20).elementsEqual(
          (facts["subject"] as? String ?? "").unicodeScalars.prefix(20)), "\(path): \(subject)")
      let listed = try Unpacked(bytes, .mail)
      #expect(
        listed.isAccounted
          && listed.contents.allSatisfy { if case .success = $0.result { true } else { false } })
      count += 1
    }
    #expect(count == 48)
  }

  @Test(.enabled(if: Corpus.isPresent, Corpus.isMissing))
  func oddMail() throws {
    let cases = try Unpacked(try Corpus.bytes("email/go-fuzz-corpus/mail-corpus.tar.gz"), .tar)
    #expect(cases.contents.count == 648)
    for (_, result) in cases.contents {
      do { _ = try Unpacked(try result.get(), .mail) } catch is ImportRefusal {}
      do { _ = try Unpacked(try result.get(), .mailbox) } catch is ImportRefusal {}
    }
  }
}
