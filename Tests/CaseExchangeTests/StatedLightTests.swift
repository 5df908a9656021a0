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
    ("misp", "", #"{"Tag":[{"name":"tlp:reddish"}],"info":"tlp:red x"}"#, nil),
    ("misp", "", #"{"Tag":[{"name":"tlp:red"#, nil),
    ("ftm", "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", #""tlp:red""#, nil),
  ])
  func isRead(_ source: String, _ reference: String, _ bytes: String, _ light: TLP?) {
    var object = SourceObject(source: source)
    object.references = reference.isEmpty ? [] : ["identity--1", reference]
    object.bytes = Array(bytes.utf8)
    #expect(object.light == light)
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
