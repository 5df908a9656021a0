/// Marking definitions, and the places that granular markings point at.
///
/// Source: STIX 2.1 §7.2; STIX 2.0 Part 1 §4.
extension ObjectCheck {
  /// The four markings of the Traffic Light Protocol that the standard fixes.
  struct Light {
    let colour: StaticString
    let id: StaticString
    let name: StaticString
  }

  static let lights = [
    Light(
      colour: "white", id: "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", name: "TLP:WHITE"),
    Light(
      colour: "green", id: "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", name: "TLP:GREEN"),
    Light(
      colour: "amber", id: "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", name: "TLP:AMBER"),
    Light(colour: "red", id: "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", name: "TLP:RED"),
  ]

  mutating func checkMarking(_ node: Int) {
    checkOwnMarking(node)
    let type = tape.member(node, "definition_type")
    let definition = tape.member(node, "definition")
    if let type, tape.isText(tape[type], "tlp") { return checkLight(node, definition) }
    let isExtended = book.version == .v21 && tape.member(node, "extensions") != nil
    guard let type, let definition else {
      if book.version == .v21 && !isExtended {
        report(node, .marking, "there must be definition_type and definition, or an extension", sectionInUse)
      }
      return
    }
    guard tape[definition].isObject else {
      return report(definition, .marking, "the definition is not an object", sectionInUse)
    }
    guard tape.isText(tape[type], "statement") else { return }
    guard let statement = tape.member(definition, "statement"), tape[statement].kind == .string else {
      return report(definition, .marking, "a statement marking has a text 'statement'", sectionInUse)
    }
  }

  private mutating func checkLight(_ node: Int, _ definition: Int?) {
    guard let definition, tape[definition].isObject, let colour = tape.member(definition, "tlp"),
      let light = Self.lights.first(where: { tape.isText(tape[colour], $0.colour) })
    else { return report(node, .marking, "this is none of the four TLP markings", sectionInUse) }
    // 2.0 fixes them in an example only.
    if book.version == .v20 { return }
    let wanted: [(StaticString, StaticString)] = [
      ("id", light.id), ("name", light.name), ("spec_version", "2.1"),
      ("created", "2017-01-20T00:00:00.000Z"),
    ]
    for (name, value) in wanted {
      guard let place = tape.member(node, name) else {
        return report(node, .marking, "TLP \(light.colour) has '\(name)': \(value)", sectionInUse)
      }
      if !tape.isText(tape[place], value) {
        return report(place, .marking, "TLP \(light.colour) has '\(name)': \(value)", sectionInUse)
      }
    }
    if tape[node].count > Int32(wanted.count + 3) {
      report(
        node, .marking, "the TLP markings have no other properties than the standard gives them", sectionInUse
      )
    }
  }

  /// A marking does not mark itself.
  private mutating func checkOwnMarking(_ node: Int) {
    guard let refs = tape.member(node, "object_marking_refs"), tape[refs].isList else { return }
    var child = refs + 1
    while child < Int(tape[refs].next) {
      if isOwn(child) { report(child, .marking, "a marking cannot mark itself", sectionInUse) }
      child = Int(tape[child].next)
    }
  }

  private func isOwn(_ reference: Int) -> Bool {
    guard let ownMarking, tape[reference].kind == .string else { return false }
    return tape.withText(of: tape[reference]) { $0.elementsEqual(ownMarking) }
  }

  // MARK: Selectors

  mutating func checkGranularMarking(_ node: Int) {
    if let reference = tape.member(node, "marking_ref"), isOwn(reference) {
      report(reference, .marking, "a marking cannot mark itself", sectionInUse)
    }
    guard let selectors = tape.member(node, "selectors"), tape[selectors].isList else { return }
    var child = selectors + 1
    while child < Int(tape[selectors].next) {
      if tape[child].kind == .string {
        let (leads, steps) = tape.withText(of: tape[child], follow)
        if !leads {
          report(child, .selector, "\(excerpt(child)) leads to nothing in this object", sectionInUse)
        }
        guard canWalk(steps, child) else { return }
      }
      child = Int(tape[child].next)
    }
  }

  /// Whether a selector leads to something in the object, and how many members that took at most.
  private func follow(_ selector: Bytes) -> (leads: Bool, steps: Int) {
    var place = 0
    var start = 0
    var steps = 0
    for index in 0...selector.count where index == selector.count || selector[index] == UInt8(ascii: ".") {
      steps += tape[place].walk
      guard let next = step(from: place, selector.part(start..<index)) else { return (false, steps) }
      place = next
      start = index + 1
    }
    return (true, steps)
  }

  private func step(from place: Int, _ part: Bytes) -> Int? {
    if part.count > 2, part.first == UInt8(ascii: "["), part.last == UInt8(ascii: "]") {
      guard tape[place].isList, let index = part.part(1..<part.count - 1).digits else { return nil }
      return tape.element(place, index)
    }
    return tape[place].isObject ? tape.member(place, part) : nil
  }
}

extension ObjectTape {
  func isMarking(_ object: Int) -> Bool {
    member(object, "type").map { isText(self[$0], "marking-definition") } ?? false
  }
}
