import Testing

@testable import CaseExchange

/// Every byte of a file of events is in an object that was read, in a part that was refused, or around them; and what is
/// passed over is said.
@Suite struct MISPAccountingTests {
  private static let long = String(repeating: "x", count: 300)
  private static let good = #"{"uuid":"a-1","type":"md5","value":"EF01"}"#
  /// Longer than the limit of the tests, of values that are not.
  private static let longList = "[" + Array(repeating: "\"xxxxxxxx\"", count: 40).joined(separator: ",") + "]"
  private static let longAttribute = #"{"uuid":"a-2","type":"text","value":"\#(long)"}"#

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    var limitBytes = 200
    /// What is read, each once.
    let mapped: [String]
    let refused: [String]

    var mappedBytes: Int { mapped.reduce(0) { $0 + $1.utf8.count } }
    var refusedBytes: Int { refused.reduce(0) { $0 + $1.utf8.count } }
  }

  /// An event that is kept whole counts without what was refused in it.
  private static func whole(_ name: String, _ parts: [String], _ refused: [String]) -> Case {
    let mapped = parts.enumerated().filter { !refused.contains($0.element) }.map(\.element)
    return Case(
      testDescription: name, text: #"{"Event":\#(parts.joined())}"#, limitBytes: 16 * 1024 * 1024,
      mapped: mapped,
      refused: refused)
  }

  static let cases: [Case] = [
    whole("nothing refused", [#"{"info":"i","Attribute":["#, good, "]}"], []),
    whole(
      "plain values among attributes and objects",
      [#"{"info":"i","Attribute":["#, "17", ",", good, ",", #"["no"]"#, #"],"Object":["#, "null", "]}"],
      ["17", #"["no"]"#, "null"]),
    Case(
      testDescription: "objects and attributes alone under their keys, in a response",
      text:
        #"{"response":[{"Object":{"uuid":"o-1","name":"n","Attribute":[\#(good)]}},{"Attribute":\#(good)}]}"#,
      limitBytes: 16 * 1024 * 1024,
      mapped: [#"{"uuid":"o-1","name":"n","Attribute":[\#(good)]}"#, good], refused: []),
    whole(
      "an attribute alone in an object",
      [#"{"info":"i","Object":[{"uuid":"o-1","name":"n","Attribute":"#, good, "}]}"], []),
    whole("an attribute alone in an event", [#"{"info":"i","Attribute":"#, good, "}"], []),
    whole(
      "an object and an attribute alone in an event",
      [
        #"{"Object":{"uuid":"o-1","name":"n","Attribute":"#, good, #"},"Attribute":"#, good, #","info":"i"}"#,
      ], []),
    Case(
      testDescription: "an attribute alone in an event that is too long",
      text: #"{"Event":{"info":"i","Attribute":\#(good),"x":\#(longList)}}"#,
      mapped: [#"{"info":"i","#, good], refused: []),
    Case(
      testDescription: "an attribute alone in an event, itself too long",
      text: #"{"Event":{"info":"i","Attribute":\#(longAttribute)}}"#,
      mapped: [#"{"info":"i","#], refused: [longAttribute]),
    Case(
      testDescription: "a plain value among events", text: #"{"response":[false,{"Event":{"info":"i"}}]}"#,
      mapped: [#"{"info":"i"}"#], refused: ["false"]),
    Case(
      testDescription: "an attribute that is too long",
      text: #"{"Event":{"info":"i","Attribute":[\#(longAttribute),\#(good)]}}"#,
      mapped: [#"{"info":"i","#, good], refused: [longAttribute]),
    Case(
      testDescription: "an object with an attribute that is too long",
      text:
        #"{"Event":{"info":"i","Object":[{"Attribute":[\#(longAttribute),{}]},{"Attribute":[\#(good)]}],"Attribute":[\#(good)]}}"#,
      mapped: [#"{"info":"i","#, #"{"Attribute":[\#(good)]}"#, good],
      refused: [#"{"Attribute":[\#(longAttribute),{}]}"#]),
    Case(
      testDescription: "an event that is too long before its lists",
      text: #"{"Event":{"x":\#(longList),"Attribute":[1,\#(good)],"info":"i"}}"#, mapped: [good],
      refused: [#"{"x":\#(longList),"Attribute":["#, "1", ",", #"],"info":"i"}"#]),
  ]

  @Test(arguments: cases, [1, 9, Int.max])
  func mappedAndRefusedAndTheRestMakeTheFile(_ wanted: Case, _ piece: Int) throws {
    let bytes = Array(wanted.text.utf8)
    let (objects, summary) = try readMISP(bytes, capacity: 64, limitBytes: wanted.limitBytes, piece: piece)
    #expect(summary.fileBytes == bytes.count)
    #expect(summary.objectBytes == wanted.mappedBytes)
    #expect(summary.refusedBytes == wanted.refusedBytes)
    #expect((summary.refused > 0) == !wanted.refused.isEmpty && summary.read == objects.count)
    for object in objects {
      #expect(bytes[object.offset..<object.offset + object.length].elementsEqual(object.bytes))
    }
  }

  /// An object with one attribute may give it without a list.
  @Test func anAttributeAloneInAnObject() throws {
    let text = #"{"Event":{"info":"i","uuid":"e","Object":[{"uuid":"o-1","Attribute":\#(Self.good)}]}}"#
    let (objects, summary) = try readMISP(Array(text.utf8))
    #expect(objects.map(\.externalID) == ["o-1", "a-1", "e"] && summary.refused == 0)
    #expect(objects[1].type == "object-attribute" && objects[1].bytes == Array(Self.good.utf8))
    #expect(objects[1].references == ["e", "o-1"])
    // Too long, it is refused with its object.
    let long = text.replacing(Self.good, with: Self.longAttribute)
    let (kept, refused) = try readMISP(Array(long.utf8), capacity: 64, limitBytes: 200)
    #expect(kept.allSatisfy { $0.type == "event" } && refused.refused == 1)
  }

  /// So may an event with one attribute or object.
  @Test(arguments: [#"{"Event":EVENT}"#, #"{"response":[{"Event":EVENT}]}"#, "[EVENT]", "EVENT"])
  func elementsAloneInAnEvent(_ around: String) throws {
    let event =
      #"{"info":"i","uuid":"e","Attribute":\#(Self.good),"Object":{"uuid":"o-1","Attribute":{"uuid":"a-2"}}}"#
    let bytes = Array(around.replacing("EVENT", with: event).utf8)
    #expect(try ContainersInPlace().kind(of: MemoryBytes(bytes), name: "x.json").format == .misp)
    let (objects, summary) = try readMISP(bytes)
    #expect(objects.map(\.externalID) == ["a-1", "o-1", "a-2", "e"] && summary.problems == [])
    #expect(objects.map(\.type) == ["attribute", "object", "object-attribute", "event"])
    #expect(objects[0].bytes == Array(Self.good.utf8) && objects[0].references == ["e"])
  }

  /// What stands behind it is read all the same.
  @Test func anAttributeInAnObjectThatIsTooLong() throws {
    let text =
      #"{"Event":{"info":"i","uuid":"e","Object":[{"uuid":"o-1","Attribute":[\#(Self.longAttribute),{"uuid":"a-3"}]},"#
      + #"{"uuid":"o-2","Attribute":[{"uuid":"a-4"}]}],"Attribute":[{"uuid":"a-5"}]}}"#
    let (objects, summary) = try readMISP(Array(text.utf8), capacity: 64, limitBytes: 200)
    #expect(objects.map(\.externalID) == ["o-2", "a-4", "a-5", "e"])
    let refused = summary.problems.filter { $0.severity == .refused }
    #expect(refused.map(\.reason) == ["it is longer than 200 bytes"])
    #expect(refused.first?.offset == Self.place(of: #"{"uuid":"o-1""#, in: text))
  }

  /// Of an event that is not kept whole the tags count all the same, wherever they stand.
  @Test(arguments: [
    #""Tag":[{"name":"tlp:green"},{"name":"TLP:red"}]"#, #""Tag":{"name":"tlp:red"}"#,
    #""Tag":{"name":"tlp:\u0072ed"}"#, #""EventTag":[{"local":false,"Tag":{"name":"tlp:red"}}]"#,
    #""EventTag":\#(longList),"Galaxy":{"GalaxyCluster":[{"Tag":{"name":"tlp:red"}}]}"#,
    #""other":["\#(long)",\#(longList),"tlp:red"]"#,
  ])
  func theLabelOfALongEventIsKept(_ tail: String) throws {
    let attributes = (0..<9).map { #"{"uuid":"a-\#($0)","type":"domain","value":"r\#($0).example"}"# }
    let text =
      #"{"Event":{"info":"i","uuid":"e","Attribute":[\#(attributes.joined(separator: ","))],"#
      + #"\#(tail)}}"#
    let (objects, _) = try readMISP(Array(text.utf8), capacity: 64, limitBytes: 200)
    let event = try #require(objects.last)
    #expect(event.externalID == "e" && event.length < 60 && event.light == .red)
    #expect(objects.dropLast().allSatisfy { $0.light == nil })
  }

  /// Of a part that is too long to be read the tags count, too: behind what makes it so, and before it.
  @Test(arguments: [
    #""Attribute":[{"uuid":"a-2","data":"\#(long)","Tag":[{"name":"tlp:red"}]}]"#,
    #""Attribute":[{"uuid":"a-2","Tag":[{"name":"TLP:\u0052ED"}],"data":"\#(long)"}]"#,
    #""Attribute":{"uuid":"a-2","Tag":{"name":"tlp:red"},"data":\#(longList)}"#,
    #""Attribute":[["\#(long)","tlp:red"]]"#,
    #""Attribute":[],"Tag":[{"name":"tlp:red","colour":"\#(long)"}]"#,
    #""Attribute":[],"EventReport":[{"content":"\#(long)","Tag":[{"name":"tlp:red"}]}]"#,
    #""Attribute":[],"Orgc":{"name":"\#(long)","Tag":{"name":"tlp:red"}}"#,
    #""Object":[{"Attribute":[{"Tag":[{"name":"tlp:red"}],"data":"\#(long)"}]}]"#,
    #""Object":[{"Attribute":[{"Tag":[{"name":"tlp:red"}]},{"data":"\#(long)"}]}]"#,
    #""Object":[{"Attribute":[{"data":"\#(long)"},{"Tag":[{"name":"tlp:red"}]}]}]"#,
    #""Object":[{"Attribute":[["\#(long)","tlp:red"]]}]"#,
    #""Object":[{"Tag":{"name":"tlp:red"},"ObjectReference":\#(longList)}]"#,
    #""Object":[{"ObjectReference":\#(longList),"Tag":{"name":"tlp:red"}}]"#,
  ])
  func theLabelOfALongPartIsKept(_ part: String) throws {
    let text = #"{"Event":{"info":"i","uuid":"e",\#(part)}}"#
    let (objects, _) = try readMISP(Array(text.utf8), capacity: 64, limitBytes: 200)
    let event = try #require(objects.last)
    #expect(event.externalID == "e" && event.length < 60 && event.light == .red)
    #expect(objects.dropLast().allSatisfy { $0.light == nil })
  }

  private static func place(of part: String, in text: String) -> Int {
    let bytes = Array(text.utf8)
    return bytes.indices.first { bytes[$0...].starts(with: part.utf8) } ?? -1
  }

  @Test(arguments: [
    (#""Tag":[{"name":"\#(long)"},{"name":"t"}]"#, "something in its `Tag` was not read"),
    (#""Galaxy":[{"GalaxyCluster":[{"value":"\#(long)"}]}]"#, "something in its `Galaxy` was not read"),
    (#""Orgc":{"name":"\#(long)"}"#, "its `Orgc` was not read"),
    (#""Object":[{"uuid":"o","Attribute":["no",{"uuid":"a"}]}]"#, "something other than an object"),
  ])
  func whatIsPassedOverIsSaid(_ part: String, _ reason: String) throws {
    let text = #"{"Event":{"info":"i","uuid":"e","Attribute":[{"uuid":"a-9"}],\#(part)}}"#
    let (objects, summary) = try readMISP(Array(text.utf8), capacity: 64, limitBytes: 200)
    let said = summary.problems.filter { $0.reason.hasPrefix(reason) }
    #expect(said.count == 1 && said[0].severity == .warning && said[0].offset != nil)
    #expect(objects.contains { $0.externalID == "a-9" } && objects.last?.externalID == "e")
  }

  /// The records are taken in; of the parts around them that are too long it is said that nobody looked at them.
  @Test(arguments: [
    #"{"type":"t","x":LONG,"values":[{"v":1}]}"#, #"{"values":[{"v":1}],"x":[LONG],"y":2}"#,
  ])
  func partsAroundRecordsThatAreTooLong(_ text: String) throws {
    let flat = FlatJSON(
      lists: ["values"], capacity: 64, limitBytes: 200,
      container: { members, summary in summary.tally("members", members.members.count) }, remedy: "none")
    var found = 0
    let text = text.replacing("LONG", with: Self.longList)
    let summary = try flat.read(
      MemorySource(Array(text.utf8)), path: "in/list.json", isCancelled: { false },
      object: { _ in found += 1 }
    ) { value, _, _ in .taken(SourceObject(source: "x")) }
    #expect(found == 1 && summary.refused == 0 && summary.problems.count == 1)
    let problem = try #require(summary.problems.first)
    #expect(problem.object == "x" && problem.severity == .warning && problem.path == "in/list.json")
    #expect(
      problem.reason.contains("was not read")
        && problem.offset == Self.place(of: "\"x\":", in: text) + 4)
  }
}
