import Foundation
import Testing

@testable import CaseDomain

@Suite struct ProfileFileTests {
  // MARK: What ships

  /// The numbers stand in the files and, for the pure core, in Swift: they are the same.
  @Test func filesAndLiteralsAreEqual() throws {
    let (text, policy) = (try Files.profile("hr8283-ih"), try Files.profile("policy"))
    #expect(text == .billAsIntroduced)
    #expect(policy == .defaultPolicy)
    #expect(text.merging(policy: policy) == .introduced)
  }

  @Test func theDefaultAnswersEveryKey() {
    #expect(Parameter.Key.allCases.filter { AuthorityProfile.introduced[$0] == nil } == [])
    #expect(Parameter.Key.allCases.contains { AuthorityProfile.billAsIntroduced[$0] == nil })
  }

  /// Only the bill's own numbers are called statute; all else says what it is and whence it comes.
  @Test func nothingBesideTheBillIsCalledStatute() throws {
    let (text, policy) = (AuthorityProfile.billAsIntroduced, AuthorityProfile.defaultPolicy)
    #expect(text.parameters.allSatisfy { $0.status == .statute && $0.source == nil })
    #expect(policy.parameters.allSatisfy { $0.status != .statute })
    #expect(policy.parameters.allSatisfy { ($0.status == .agencyPolicy) == ($0.source == nil) })
  }

  @Test(arguments: [
    (Parameter.Key.voteDeadline, 30, "15 CFR part 744, Supp. 5"), (.blockingReport, 10, "31 CFR §501.603"),
    (.ofacShare, 500_000, "OFAC FAQ 401"), (.petitionStatus, 90, "agency policy §8.6"),
    (.advisoryAppeal, 5, "15 CFR §750.4(f)"), (.advisoryDecision, 11, "15 CFR §750.4(f)"),
    (.entityListReview, 12, "15 CFR part 744, Supp. 5"), (.recordRetention, 10, "31 CFR §501.601"),
    (.paipaMenuSize, 5, "50 USC §1709"), (.listPetitionDecision, 60, "agency policy §8.6"),
  ])
  func citesWhatItRestsOn(_ key: Parameter.Key, _ number: Int, _ citation: String) throws {
    let parameter = try #require(AuthorityProfile.introduced[key])
    #expect(parameter.number == number)
    #expect(AuthorityProfile.introduced.citation(of: parameter).description == citation)
  }

  // MARK: Round trip

  /// What `Codable` writes is the form of the files.
  @Test(arguments: [AuthorityProfile.billAsIntroduced, .defaultPolicy])
  func readsWhatIsEncoded(_ profile: AuthorityProfile) throws {
    let bytes = Array(try JSONEncoder().encode(profile))
    #expect(try ProfileFile.decode(bytes, file: "x.json") == profile)
  }

  // MARK: Refusals

  @Test(arguments: [
    // In the bill.
    ("hr8283-ih", #""kind": "text","#, "", "", "the key kind is missing"),
    (
      "hr8283-ih", #""kind": "text","#, #""kind": "Text","#, "kind",
      "this is not one of the words that may stand here"
    ),
    ("hr8283-ih", #""kind": "text","#, #""kind": "text", "kynd": 1,"#, "kynd", "there is no such key"),
    (
      "hr8283-ih", #""kind": "text","#, #""kind": "text", "kind": "text","#, "line 2",
      "the key kind comes twice in one object"
    ),
    (
      "hr8283-ih", #""inForceFrom": "2026-04-15","#, #""inForceFrom": "2026-02-29","#, "inForceFrom",
      "this is not a day"
    ),
    (
      "hr8283-ih", #""inForceTo": null,"#, #""inForceTo": "2026-04-14","#, "inForceTo",
      "2026-04-14 lies before inForceFrom"
    ),
    ("hr8283-ih", #""textVersion": "IH","#, #""textVersion": " ","#, "textVersion", "this text is empty"),
    (
      "hr8283-ih", #""textVersion": "IH","#, #""textVersion": "I\u202eH","#, "textVersion",
      "this text has control or format characters"
    ),
    ("hr8283-ih", #""textVersion": "IH","#, #""textVersion": 1,"#, "textVersion", "this is not text"),
    ("hr8283-ih", #""value": 5, "#, "", "parameters[0]", "the key value is missing"),
    ("hr8283-ih", #""value": 5, "#, #""value": 0, "#, "parameters[0].value", "0 is out of range"),
    ("hr8283-ih", #""value": 5, "#, #""value": 101, "#, "parameters[0].value", "101 is out of range"),
    ("hr8283-ih", #""value": 5, "#, #""value": -5, "#, "parameters[0].value", "-5 is out of range"),
    ("hr8283-ih", #""value": 5, "#, #""value": "5", "#, "parameters[0].value", "this is not a number"),
    ("hr8283-ih", #""value": 5, "#, #""value": 5.0, "#, "line 12", "a number that is not whole"),
    (
      "hr8283-ih", #""value": 5, "#, #""value": 99999999999999999999, "#, "line 12",
      "a number that is too large"
    ),
    (
      "hr8283-ih", #""unit": "calendarYears""#, #""unit": "days""#, "parameters[0].unit",
      "listTerm is not read in days"
    ),
    (
      "hr8283-ih", #""key": "pastYearWindow""#, #""key": "listTerm""#, "parameters[1]",
      "the list has this one already"
    ),
    (
      "hr8283-ih", #""key": "listTerm""#, #""key": "listTerms""#, "parameters[0].key",
      "this is not one of the words that may stand here"
    ),
    (
      "hr8283-ih", #""status": "statute"}"#, #""status": "statute", "note": "x"}"#, "parameters[0].note",
      "there is no such key"
    ),
    (
      "hr8283-ih", #""section": "4(g)", "#, #""section": "", "#, "parameters[0].section", "this text is empty"
    ),
    (
      "hr8283-ih", #""status": "statute"}"#, #""status": "agency policy", "source": "31 CFR"}"#,
      "parameters[0]", "agency policy has a source"
    ),
    // In the policy.
    (
      "policy", #""inForceTo": null,"#, #""enactedOn": "2026-05-01","#, "enactedOn", "a policy is not enacted"
    ),
    (
      "policy", #""M1""#, #""M9""#, "elementsNeedingOrigins[0]",
      "this is not one of the words that may stand here"
    ),
    ("policy", #""M3""#, #""M1""#, "elementsNeedingOrigins[1]", "the list has this one already"),
    ("policy", #""C3""#, #""F6""#, "parameters[1].value", "this is not a grade that can be met"),
    ("policy", #""C3""#, #""c3""#, "parameters[1].value", "this is not a grade that can be met"),
    (
      "policy", #""moderate""#, #""middling""#, "parameters[16].value",
      "this is not one of the words that may stand here"
    ),
    (
      "policy", #""status": "agency policy"}"#, #""status": "not verified"}"#, "parameters[0]",
      "this is said to be not verified, without a source"
    ),
    (
      "policy", #""chair": "Commerce""#, #""chair": "Treasury""#, "committees[0]", "the chair is not a member"
    ),
    (
      "policy", #""observers": ["Joint Staff""#, #""observers": ["State""#, "committees[0]",
      "an agency is named in two places"
    ),
    (
      "policy", #""condition": "where appropriate","#, "", "committees[1]",
      "conditionalMembers and condition do not go together"
    ),
    ("policy", #""code": "ERC""#, #""code": "OCEP""#, "committees[1]", "the list has this one already"),
    (
      "policy", #""add": "majority of members""#, #""add": "majority""#, "committees[1].votingRule.add",
      "this is not one of the words that may stand here"
    ),
    (
      "policy", #""to": "2025-11-09""#, #""to": "2025-09-28""#, "switches[0].periods[0]",
      "the period ends on 2025-09-28, before it begins"
    ),
    (
      "policy", #""to": "2025-11-09""#, #""to": "2025-11-10""#, "switches[0].periods[1]",
      "this period begins before the one above it has ended"
    ),
    (
      "policy", #""to": "2025-11-09", "#, "", "switches[0].periods[1]",
      "this period begins before the one above it has ended"
    ),
  ])
  func refused(_ name: String, _ old: String, _ new: String, _ path: String, _ reason: String) throws {
    let bytes = try Files.replacing(old, new, in: name)
    let fault = #expect(throws: DataFileFault.self) { try ProfileFile.decode(bytes, file: "f.json") }
    #expect(fault?.path == path)
    #expect(fault?.reason == reason)
    #expect(fault?.message.hasPrefix(path.isEmpty ? "f.json: the" : "f.json: \(path): ") == true)
    #expect(fault?.remedy.isEmpty == false)
  }

  /// A word that Swift calls equal, being canonically so, is not the word.
  @Test func wordsAreComparedAsBytes() throws {
    let kelvin = try Files.replacing(#""key": "lookBack""#, "\"key\": \"loo\u{212A}Back\"", in: "hr8283-ih")
    #expect(throws: DataFileFault.self) { try ProfileFile.decode(kelvin, file: "f") }
  }

  @Test(arguments: [
    ("", "the text ends where a value should be"), ("{", "no key where a key should be"),
    ("{} {}", "something follows the end of the value"),
    ("[1,]", "a byte that JSON does not allow at this place"),
    ("[01]", "a number that begins with 0"), ("\"\u{1}\"", "a raw control character inside a string"),
    (#""\ud800""#, "half of a surrogate pair"), (#""\ud800\u0041""#, "half of a surrogate pair"),
    (#""\x""#, "an escape that is not known here"), ("tru", "a word other than true, false and null"),
    ("\"a", "the text ends inside a string"), ("[1 2]", "neither a comma nor the end of the list"),
    (#"{"a" 1}"#, "no colon after the key a"),
    (#"{"a":1,"\u0061":2}"#, "the key a comes twice in one object"),
    (String(repeating: "[", count: 9), "values are nested more than 8 deep"),
    (String(repeating: " ", count: 262_145), "the file is longer than 262144 bytes"),
    ("\u{FEFF}{}", "a byte that JSON does not allow at this place"),
  ])
  func strictJSON(_ text: String, _ reason: String) {
    let fault = #expect(throws: DataTree.Fault.self) { try DataTree(Array(text.utf8)) }
    #expect(fault?.reason == reason)
  }

  @Test func invalidUTF8IsRefused() {
    #expect(throws: DataTree.Fault.self) { try DataTree([0x22, 0xC3, 0x28, 0x22]) }
    #expect(throws: DataTree.Fault.self) { try DataTree([0x22, 0xED, 0xA0, 0x80, 0x22]) }
  }

  @Test func escapesAreResolved() throws {
    #expect(try DataTree(Array(#""\u00a7\ud83d\ude00\n\/""#.utf8)) == .text("§😀\n/"))
    #expect(try DataTree(Array("[ -3 , true,null ]".utf8)) == .list([.number(-3), .bool(true), .null]))
  }

  /// Whatever is cut off or overwritten, the reader answers; it never stops the program.
  @Test(arguments: 0..<400 as Range<UInt64>)
  func damagedFilesAreAnswered(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(count))
    }
    var bytes = try Files.bytes(["hr8283-ih", "policy"][random(2)])
    for _ in 0...random(3) { bytes[random(bytes.count)] = UInt8(random(256)) }
    if random(2) == 0 { bytes.removeLast(random(bytes.count)) }
    do {
      _ = try ProfileFile.decode(bytes, file: "f")
    } catch {
      #expect(!error.reason.isEmpty && !error.remedy.isEmpty)
    }
  }
}
