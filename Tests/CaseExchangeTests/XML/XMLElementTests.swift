import Testing

@testable import CaseExchange

@Suite struct XMLElementTests {
  private func read(_ text: String) throws -> XMLElement {
    var stream = XMLStream(MemorySource(Array(text.utf8)))
    var element = XMLElement()
    while true {
      let token = try stream.next()
      if token.kind == .end { return element }
      element.take(token, stream)
    }
  }

  @Test func pathsAndTexts() throws {
    let element = try read("<e k=' v '><l><i> a <b/>&amp;</i><i/><i>c</i></l><l><i>d</i></l><x>y</x></e>")
    #expect(element.all("l", "i").map { element.text($0) } == ["a &", nil, "c", "d"])
    #expect(
      element.first("x") == "y" && element.first("l") == nil && element.attribute("k", XMLElement.top) == "v")
    #expect(element.all("l").map { element.first("i", at: $0) } == ["a &", "d"])
  }

  @Test func namesAreComparedAsBytes() throws {
    let element = try read("<e><é>1</é></e>")
    #expect(element.first("é") == "1" && element.first("e\u{301}") == nil)
  }

  @Test func tooManyParts() throws {
    let fits = try read("<e>" + String(repeating: "<i/>", count: XMLElement.maximumNodes - 1) + "</e>")
    #expect(!fits.isTooLarge)
    let large = try read("<e>" + String(repeating: "<i/>", count: XMLElement.maximumNodes) + "</e>")
    #expect(large.isTooLarge)
  }
}
