import CaseDomain
import CaseTesting
import Testing

@testable import CaseExchange

@Suite struct FollowTheMoneyTests {
  /// Records whose parts stand where they do not belong, are of the wrong kind, come late, or are written oddly.
  static let odd = [
    #"{"id":"a","schema":"Person","properties":{"name":["A",["B"],{"name":"C"},1,null,"D"],"alias":"E"}}"#,
    #"{"properties":{"name":{"name":"A"},"alias":["B"]},"schema":"Person","caption":"C","id":"a"}"#,
    #"{"id":"a","schema":"Person","properties":["name",{"name":["A"]}],"name":["B"]}"#,
    #"{"id":["a"],"schema":"Person"}"#, #"{"id":"","schema":"Person"}"#, #"{"id":"a"}"#,
    #"{"id":1,"schema":"X"}"#,
    #"{"id":"a","schema":"Person","caption":["x"],"last_seen":"2","last_change":null,"first_seen":"1"}"#,
    #"{"id":"a","schema":"Person","caption":"","last_seen":"2","last_change":"3"}"#,
    #"{"\u0069d":"a","sch\u0065ma":"Company","properties":{"n\u0061me":["\u0041 \"b\""]}}"#,
    #"{"id":"a","schema":"Ownership","properties":{"owner":["p","q"],"director":[],"asset":["c"]}}"#,
    #"{"id":"a","schema":"Ownership","properties":{"director":"p","owner":["q","r"],"asset":"c","organization":["d"]}}"#,
    #"{"id":"a","schema":"Directorship","properties":{"role":["x","y"],"ownershipType":[],"director":["p"],"organization":["c"],"percentage":["x","5"],"startDate":["2024-01-02T00:00","2025"],"endDate":"2024-13-01"}}"#,
    #"{"op":"ADD","entity":{"id":"a","schema":"Person"},"id":"b","schema":"Vessel"}"#,
    #"{"id":"b","schema":"Vessel","entity":{"id":"a","schema":"Person","properties":{"entity":["x"],"op":"DEL"}},"op":"MOD"}"#,
    #"{"entity":{"id":"a"},"op":"DEL"}"#, #"{"op":"DEL"}"#, #"{"op":"DEL","entity":"a"}"#,
    #"{"op":"ADD","entity":[{"id":"a","schema":"Person"}]}"#,
    #"{"op":"PUT","entity":{"id":"a","schema":"X"}}"#,
    #"{"op":1,"id":"a","schema":"X"}"#, #"{"op":["ADD"],"entity":{"id":"a","schema":"X"}}"#,
    #"{"entity":{"id":"a","schema":"X"},"id":"b","schema":"Y"}"#,
    #"{"op":"ADD","entity":{"entity":{"id":"a","schema":"X"},"id":"b","schema":"Y"}}"#,
    #"[{"id":"a","schema":"X"},1,["x"],{},{"id":"b","schema":"Y"}]"#, #"1 "x" [1]"#, "",
    #"{"id":"a","schema":"Person","properties":{"weakAlias":["W"],"previousName":["P"],"name":["N","M"]}}"#,
    #"{"id":"a","schema":"Person","properties":{"birthDate":["1975","x","1975-02"],"country":["ru","RU","su"],"topics":["x"]}}"#,
    #"{"id":"a","schema":"Ownership","properties":{"owner":{"id":"p"},"asset":["c",{"x":[{}]}],"percentage":["1"]}}"#,
    #"{"op":"DEL","entity":{"id":"a","schema":"Ownership","properties":{"director":["p","q"],"owner":["q"],"asset":["c","d"],"email":["a@b.example"],"role":["x"]}}}"#,
    #"{"id":"a","schema":"Ownership","properties":{"owner":[1],"asset":"c","percentage":60.50,"startDate":2010,"endDate":[2015,"2016"],"role":[[1],{"x":2},3]},"caption":4,"referents":[5]}"#,
    #"{"properties":{"number":["1",2,"1"],"passportNumber":["3"],"holder":["p","q"],"country":["ru"]},"id":"a","schema":"Passport"}"#,
    #"{"id":"a","schema":"Identification","properties":{"number":[],"holder":["p","q"]}}"#,
    #"{"op":"DEL","entity":{"id":"a","schema":"Passport","properties":{"number":["1"],"holder":["p"]}}}"#,
    #"{"id":"a","schema":"UserAccount","properties":{"number":["1"],"holder":["p"],"iban":["GB 1"]}}"#,
    #"{"id":"a","schema":"LegalEntity","properties":{"innCode":["1"],"isin":["2","3"],"email":["A@B.example",""],"publicKey":["0x1"],"website":["https://a.example"]}}"#,
  ]

  private func one(_ text: String) throws -> (SourceObject, [ImportProblem]) {
    let (objects, summary) = try readWith(FollowTheMoneyReader.self, Array(text.utf8))
    return (try #require(objects.first), summary.problems)
  }

  /// An `Ownership` is one in whatever role and language, and a `Directorship` in none.
  @Test(arguments: [
    "founder", "Gesellschafter", "Учредитель", "partner", "60% stake", "",
    "Representative of the shareholders",
    "owner: 60 %",
  ])
  func anOwnershipIsOneInEveryRole(_ role: String) throws {
    func stake(_ schema: String) throws -> StatedStake {
      let text =
        #"{"id":"o","schema":"\#(schema)","properties":{"owner":["p"],"asset":["c"],"percentage":["60"],"role":["\#(role)"]}}"#
      let holding = try #require(try one(text).0.facts?.holding)
      return StatedStake(source: "ftm", statement: "o", holding: holding, bundle: .zero)
    }
    #expect(try stake("Ownership").isOwnership && stake("Ownership").holding.interest.hasSuffix(role))
    #expect(try !stake("Directorship").isOwnership)
  }

  /// What is held through others only may hold, whatever else is said of it.
  @Test(arguments: [
    (#"["indirect"]"#, false, "ownership"), (#"["Indirectly held"]"#, false, "ownership"),
    (#"["direct"]"#, true, "ownership"), (#"["direct","indirect"]"#, false, "ownership"),
    (#"["indirect","Direct"]"#, false, "ownership"), (#"["beneficial"]"#, nil, "ownership: beneficial"),
    (#"["beneficial","indirect"]"#, false, "ownership: beneficial"), ("[]", nil, "ownership"),
  ])
  func whatIsHeldThroughOthersIsReadAsThat(_ values: String, _ isDirect: Bool?, _ interest: String) throws {
    let text =
      #"{"id":"o","schema":"Ownership","properties":{"owner":["p"],"asset":["c"],"ownershipType":\#(values)}}"#
    let holding = try #require(try one(text).0.facts?.holding)
    #expect(holding.isDirect == isDirect && holding.interest == interest)
    #expect(saysTheSame(Array(text.utf8)))
  }

  /// Not every exporter puts a number between quotes; each counts as it is written.
  @Test func aNumberIsAValueAsItIsWritten() throws {
    let person = try one(
      #"{"id":"p","schema":"Person","properties":{"birthDate":[1970],"innCode":7704010000}}"#)
    #expect(person.0.facts?.dates.map(\.text) == ["1970"])
    #expect(person.0.facts?.identifiers == [.init(kind: "inn", value: "7704010000")])
    let stake =
      #"{"id":"o","schema":"Ownership","properties":{"owner":["p"],"asset":["c"],"percentage":[60.50]}}"#
    let holding = try #require(try one(stake).0.facts?.holding)
    #expect(holding.leastPPM == 605_000 && holding.mostPPM == 605_000)
    // What is no share is said, as of a text.
    let (found, problems) = try one(stake.replacing("60.50", with: "6e1"))
    #expect(found.facts?.holding?.isShareUnreadable == true)
    #expect(problems.map(\.reason) == ["its share is \"6e1\", which is no percentage from 0 to 100"])
  }

  @Test func whatIsStatedMoreThanOnceIsSaid() throws {
    let (found, problems) = try one(
      #"{"id":"o","schema":"Ownership","properties":{"owner":["p","q"],"asset":["c"],"percentage":["60","40"]}}"#
    )
    #expect(found.facts?.holding?.owner == "p" && found.references == ["p", "q", "c"])
    #expect(
      problems.map(\.reason) == ["it states more than one owner, more than one share, and the first counts"])
  }

  /// FollowTheMoney gives a person's passports as entities of their own: what these state is the person's.
  @Test(arguments: [
    ("Passport", "passport", #""number":["X 123"]"#),
    ("Passport", "passport", #""passportNumber":["X 123"]"#),
    ("Passport", "national-id", #""personalNumber":["X 123"]"#),
    ("Identification", "national-id", #""number":["X 123"]"#),
  ])
  func aDocumentStatesItsNumberOfItsHolder(_ schema: String, _ kind: String, _ number: String) throws {
    func read(_ holder: String) throws -> (SourceObject, [ImportProblem]) {
      try one(#"{"properties":{\#(number),"holder":\#(holder)},"id":"d","schema":"\#(schema)"}"#)
    }
    let (found, problems) = try read(#"["p"]"#)
    #expect(found.facts?.identifiers == [.init(kind: kind, value: "X 123")])
    #expect(found.facts?.about == "p" && found.references == ["p"] && problems.isEmpty)
    let (several, said) = try read(#"["p","q"]"#)
    #expect(several.facts?.about == "p" && several.references == ["p", "q"])
    #expect(
      said.map(\.reason) == ["it states more than one holder, and what it states counts for the first"])
    #expect(try read("[]").0.facts?.about == nil)
  }

  /// A number that its source deleted is nobody's any more; that of an account with a website is no document's.
  @Test func whatIsDeletedIsNobodys() throws {
    let document = #"{"id":"d","schema":"Passport","properties":{"number":["X1"],"holder":["p"]}}"#
    let gone = try one(#"{"op":"DEL","entity":\#(document)}"#).0
    #expect(gone.isRevoked && gone.facts?.about == nil)
    let account = try one(document.replacing("Passport", with: "UserAccount")).0
    #expect(account.facts == nil && account.references == ["p"])
  }

  @Test func accountsAndSharesHaveTheirNumbers() throws {
    let account = try one(
      #"{"id":"b","schema":"BankAccount","properties":{"iban":["GB82WEST12345698765432"],"bic":["WESTGB22"]}}"#
    ).0
    #expect(account.facts?.traces == [Trace(.payment, "GB82WEST12345698765432")].compactMap(\.self))
    #expect(account.facts?.identifiers == [], "all customers of a bank have its number")
    let company = try one(#"{"id":"c","schema":"Company","properties":{"isinCode":["XS0000000009"]}}"#).0
    #expect(company.facts?.identifiers == [.init(kind: "isin", value: "XS0000000009")])
  }

  @Test func entitiesInsideAreSaidOnceAFile() throws {
    let nested =
      #"{"id":"o","schema":"Ownership","properties":{"owner":[{"id":"p","schema":"Person"}],"asset":["c"]}}"#
    let (_, problems) = try one(nested + "\n" + nested.replacing("\"o\"", with: "\"n\""))
    #expect(problems.map(\.reason) == [FollowTheMoneyReader.holdsObjects.reason])
  }

  /// So that time grows with the bytes: values are looked for among the last few alone. What is written is no more than can
  /// be used.
  @Test func manyValuesCostNoSquare() throws {
    let countries = (0..<60_000).map { "\"c\($0)\"" }.joined(separator: ",")
    let aliases = (0..<60_000).map { "\"n\($0)\"" }.joined(separator: ",")
    let ids = (0..<60_000).map { "\"ofac-\($0)\"" }.joined(separator: ",")
    let (found, _) = try one(
      "{\"id\":\"p\",\"schema\":\"Person\",\"referents\":[\(ids)],\"properties\":{\"alias\":[\(aliases)],\"country\":[\(countries)],"
        + "\"name\":[\(aliases)]}}")
    let facts = try #require(found.facts)
    #expect(facts.countries.count == 60_000 && facts.identifiers.count == 60_000)
    #expect(facts.names.first == ActorName("n0") && facts.names.count == 120_000)
    let kept = facts.bounded(toBytes: 1 << 20)
    #expect([kept.names.count, kept.countries.count, kept.identifiers.count] == [1_000, 1_000, 1_000])
  }

  /// Whether both readings have the same outcome, however the bytes come.
  private func saysTheSame(_ bytes: [UInt8]) -> Bool {
    let wanted = Result { try FollowTheMoneyByTree.read(bytes) }
    return [Int.max, 5].allSatisfy { piece in
      let found = Result { try readWith(FollowTheMoneyReader.self, bytes, piece: piece) }
      switch (wanted, found) {
      case (.success(let wanted), .success(let found)):
        return wanted.objects == found.objects && wanted.summary == found.summary
      case (.failure(let wanted), .failure(let found)):
        return wanted is ImportRefusal && wanted as? ImportRefusal == found as? ImportRefusal
      default: return false
      }
    }
  }

  @Test(arguments: odd)
  func oddRecordsSayTheSameWithoutATree(_ text: String) { #expect(saysTheSame(Array(text.utf8))) }

  @Test func madeUpRecordsSayTheSameWithoutATree() {
    var generator = SeededGenerator(seed: 31)
    let texts = (0..<3_000).map { _ in MadeUpEntity.object(depth: 0, using: &generator) }
    #expect(texts.first { !saysTheSame(Array($0.utf8)) } == nil)
  }

  @Test(.enabled(if: Corpus.isPresent, Corpus.isMissing)) func publicFilesSayTheSameWithoutATree() throws {
    var files = 0
    for (path, facts) in try Corpus.expected("ownership/ftm-") where facts["json_lines"] != nil {
      #expect(saysTheSame(try Corpus.bytes(path)), "\(path)")
      files += 1
    }
    #expect(files == 3)
    #expect(saysTheSame(try Corpus.bytes("ownership/ftm-yente/t1/delta.json")))
  }
}

/// Objects whose keys mean something to FollowTheMoney, with values of any kind.
private enum MadeUpEntity {
  private static let keys = [
    "id", "schema", "properties", "op", "entity", "caption", "name", "alias", "weakAlias", "birthDate",
    "country",
    "owner", "director", "asset", "percentage", "startDate", "role", "ownershipType", "leiCode",
    "last_change", "other", "holder", "number", "iban",
  ]
  private static let texts = [
    "ADD", "DEL", "Person", "Company", "Ownership", "Passport", "x", "", "25-50", "direct", "Indirect",
    "2024-05-06",
    "ru", "A\\u00e9", "Ж",
  ]

  static func object(depth: Int, using generator: inout SeededGenerator) -> String {
    var members: [String] = []
    for key in keys.shuffled(using: &generator).prefix(Int.random(in: 0...12, using: &generator)) {
      members.append("\"\(key)\":\(value(of: key, depth, using: &generator))")
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func value(
    of key: String, _ depth: Int, using generator: inout SeededGenerator
  ) -> String {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: return ["1", "null", "true", "[]", "{}"].randomElement(using: &generator)!
    case 1...4 where depth < 4 && (key == "properties" || key == "entity"), 1 where depth < 4:
      return object(depth: depth + 1, using: &generator)
    case 2...5 where depth < 4:
      let count = Int.random(in: 0...3, using: &generator)
      return
        "[\((0..<count).map { _ in value(of: "", depth + 1, using: &generator) }.joined(separator: ","))]"
    default: return "\"\(texts.randomElement(using: &generator)!)\""
    }
  }
}
