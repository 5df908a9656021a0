import CaseDomain
import CaseExchange
import Testing

/// What a sender says of how an object is to be handled.
@Suite struct StatedLightTests {
  @Test(arguments: [
    ("stix", "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "", TLP.red),
    ("stix", "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "", .amberStrict),
    ("stix", "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "", .clear),
    ("stix", "identity--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "", nil),
    ("misp", "", #"{"info":"x","Tag":[{"name":"tlp:green"},{"name":"tlp:red"}]}"#, .red),
    ("misp", "", #"{"Tag":[{"name":"TLP:AMBER+STRICT"}]}"#, .amberStrict),
    // As encoders of .NET write a plus, and others any letter.
    ("misp", "", #"{"Tag":[{"name":"tlp:amber\u002Bstrict"}]}"#, .amberStrict),
    ("misp", "", #"{"Tag":[{"name":"tlp:\u0072ed"},{"name":"tlp:green"}],"info":"\u00e9"}"#, .red),
    ("misp", "", #"{"Tag":{"name":"\u0054\u004C\u0050\u003A\u0052\u0045\u0044"}}"#, .red),
    ("misp", "", #"{"Tag":[{"name":"tlp:\u0072ed"},{"name":"tlp:"#, .red),
    ("misp", "", #"{"info":"\"tlp:red\" \u00e9","Tag":[{"name":"tlp:\u0072eddish"}]}"#, nil),
    ("misp", "", #"{"Tag":[{"name":"tlp:reddish"}],"info":"tlp:red x"}"#, nil),
    ("misp", "", #"{"Tag":[{"name":" tlp:red "}]}"#, .red),
    ("misp", "", #"{"Tag":[{"name":"tlp: red"},{"name":"tlp:green"}]}"#, .red),
    ("misp", "", #"{"Tag":[{"name":"tlp :red"}]}"#, .red),
    ("misp", "", #"{"Tag":[{"name":"TLP : AMBER + STRICT"}]}"#, .amberStrict),
    ("misp", "", #"{"Tag":[{"name":"tlp: reddish"}],"info":"see tlp: red"}"#, nil),
    (
      "misp", "", "{\"Tag\":[{\"name\":\"tlp:green\"},{\"name\":\"\u{200B}TLP:AMBER+STRICT\u{A0}\"}]}",
      .amberStrict
    ),
    ("misp", "", #"{"Tag":[{"name":"\ttlp:red\n"}]}"#, .red),
    ("misp", "", #"{"Tag":[{"name":"tlp:red"#, nil),
    ("ftm", "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", #""tlp:red""#, nil),
  ])
  func isRead(_ source: String, _ reference: String, _ bytes: String, _ light: TLP?) {
    var object = SourceObject(source: source)
    object.references = reference.isEmpty ? [] : ["identity--1", reference]
    object.bytes = Array(bytes.utf8)
    #expect(object.light == light)
  }

  /// In capitals it is the same marking; one that its sender made says what it is, and those of the standard only that
  /// somebody enclosed them.
  @Test(arguments: [
    (
      "marking-definition--11111111-1111-4111-8111-111111111111", #"{"definition" : {"tlp" : "red"}}"#,
      TLP.red
    ),
    (
      "marking-definition--11111111-1111-4111-8111-111111111111", #"{"definition":{"statement":"tlp: red"}}"#,
      nil
    ),
    (
      "marking-definition--11111111-1111-4111-8111-111111111111",
      #"{"definition":{"tlp":"amber\u002bstrict"}}"#, .amberStrict
    ),
    (
      "marking-definition--11111111-1111-4111-8111-111111111111",
      #"{"definition":{"\u0074lp":"TLP:\u0072ed"}}"#, .red
    ),
    (
      "marking-definition--11111111-1111-4111-8111-111111111111",
      #"{"extensions":{"extension-definition--1":{"tlp_2_0":"red"}}}"#, .red
    ),
    ("marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", #"{"definition":{"tlp":"red"}}"#, nil),
  ])
  func ofAMarking(_ id: String, _ bytes: String, _ light: TLP?) {
    var object = SourceObject(source: "stix")
    (object.type, object.externalID, object.bytes) = ("marking-definition", id, Array(bytes.utf8))
    #expect(object.light == light)
    var other = SourceObject(source: "stix")
    other.references = ["marking-definition--5E57C739-391A-4EB3-B6BE-7D15CA92D5ED"]
    #expect(other.light == .red)
    other.label = .green
    #expect(other.light == .red)
    other.references = []
    #expect(other.light == .green)
  }

  @Test(arguments: [
    ("[TLP:RED] Accounts of November", TLP.red), ("Fwd: tlp:amber+strict, please", .amberStrict),
    ("About TLP:", nil), ("a:red", nil), ("TLP:GREEN and TLP:RED.", .red),
  ])
  func ofAMailBySubject(_ subject: String, _ light: TLP?) {
    var object = SourceObject(source: "mail")
    object.name = subject
    #expect(object.light == light)
    object.name = nil
    #expect(object.light == nil)
  }
}
