/// Rules between the properties of one object.
extension ObjectCheck {
  mutating func checkCondition(_ node: Int, _ present: NameSet, _ condition: Shape.Condition) {
    switch condition {
    case .atLeastOne(let names):
      if !names.meets(present) { broken(node, "one of these must be there: \(list(names))") }
    case .exactlyOne(let names):
      if names.intersection(present).members.count != 1 {
        broken(node, "exactly one of these must be there: \(list(names))")
      }
    case .together(let names):
      if names.meets(present) && !names.isSubset(of: present) {
        broken(node, "these go together, or none is there: \(list(names))")
      }
    case .needs(let name, let others):
      if present.contains(name) && !others.isSubset(of: present) {
        broken(node, "'\(book.names.text(name))' needs \(list(others.subtracting(present)))")
      }
    case .excludes(let name, let others):
      if present.contains(name) && others.meets(present) {
        broken(node, "'\(book.names.text(name))' excludes \(list(others.intersection(present)))")
      }
    case .when(let flag, let value, let needed, let excluded):
      checkFlag(node, present, flag, value, needed, excluded)
    case .order(let first, let second, let isStrict):
      if present.contains(first) && present.contains(second) { checkOrder(node, first, second, isStrict) }
    case .randomID(let contributing):
      if !contributing.meets(present) { checkRandomID(node) }
    case .special(let special): checkSpecial(node, present, special)
    }
  }

  private mutating func broken(_ node: Int, _ message: String) {
    report(node, .dependency, message, sectionInUse)
  }

  private func list(_ names: NameSet) -> String {
    names.members.map(book.names.text).joined(separator: ", ")
  }

  func member(_ node: Int, _ name: NameTable.ID) -> Int? {
    book.names.withBytes(of: name) { tape.member(node, $0) }
  }

  private mutating func checkFlag(
    _ node: Int, _ present: NameSet, _ flag: NameTable.ID, _ value: Bool, _ needed: NameSet,
    _ excluded: NameSet
  ) {
    guard present.contains(flag), let place = member(node, flag),
      tape[place].kind == (value ? .yes : .no)
    else { return }
    if !needed.isSubset(of: present) {
      broken(node, "'\(book.names.text(flag))' is \(value), which needs \(list(needed.subtracting(present)))")
    }
    if excluded.meets(present) {
      broken(
        node, "'\(book.names.text(flag))' is \(value), which excludes \(list(excluded.intersection(present)))"
      )
    }
  }

  private mutating func checkOrder(
    _ node: Int, _ first: NameTable.ID, _ second: NameTable.ID, _ isStrict: Bool
  ) {
    guard let one = member(node, first), let two = member(node, second), tape[one].kind == .string,
      tape[two].kind == .string
    else { return }
    let order = tape.withText(of: tape[one]) { one in
      tape.withText(of: tape[two]) { TimestampForm.order(one, $0) }
    }
    guard let order, order > 0 || (isStrict && order == 0) else { return }
    report(
      two, .order,
      "\(excerpt(two)) is \(isStrict ? "not after" : "before") '\(book.names.text(first))', \(excerpt(one))",
      sectionInUse)
  }

  /// Observables without the properties that an id is computed from carry a random one.
  private mutating func checkRandomID(_ node: Int) {
    guard let id = tape.member(node, "id"), tape[id].kind == .string else { return }
    let version = tape.withText(of: tape[id]) { IdentifierForm($0)?.uuidVersion }
    guard let version, version != 4 else { return }
    report(
      id, .identifier, "without properties to compute it from, the id has a UUID of version 4",
      "STIX 2.1 §2.9")
  }

  private mutating func checkSpecial(_ node: Int, _ present: NameSet, _ special: Shape.Special) {
    switch special {
    case .marking: checkMarking(node)
    case .externalReference: checkExternalReference(node)
    case .granularMarking: checkGranularMarking(node)
    case .pattern: checkPattern(node)
    case .languageContent: checkLanguageContent(node)
    case .extensionDefinition: checkExtensionDefinition(node)
    }
  }

  // MARK: One by one

  /// Vulnerabilities and attack patterns of the two public registers have their own numbers.
  private mutating func checkExternalReference(_ node: Int) {
    guard let source = tape.member(node, "source_name"), tape[source].kind == .string else { return }
    let id = tape.member(node, "external_id")
    let text: (Bool, Bool) =
      id.map { id in
        guard tape[id].kind == .string else { return (false, false) }
        return tape.withText(of: tape[id]) { (RegistryForm.isCVE($0), RegistryForm.isCAPEC($0)) }
      } ?? (false, false)
    let isCVE = tape.isText(tape[source], "cve")
    let isCAPEC = tape.isText(tape[source], "capec")
    if isCVE != text.0 {
      report(
        id ?? node, .form, "the source 'cve' and numbers of the form CVE-YYYY-NNNN go together", sectionInUse)
    }
    if isCAPEC != text.1 {
      report(
        id ?? node, .form, "the source 'capec' and numbers of the form CAPEC-N go together", sectionInUse)
    }
  }

  private mutating func checkLanguageContent(_ node: Int) {
    guard let contents = tape.member(node, "contents"), tape[contents].isObject else { return }
    var child = contents + 1
    while child < Int(tape[contents].next) {
      if !tape.withKey(of: tape[child], RegistryForm.isLanguage) {
        report(child, .form, "the key is no language tag of RFC 5646", sectionInUse)
      }
      if tape[child].isObject { checkTranslatedNames(child) }
      child = Int(tape[child].next)
    }
  }

  private mutating func checkTranslatedNames(_ node: Int) {
    let version = book.version
    var child = node + 1
    while child < Int(tape[node].next) {
      if !tape.withKey(of: tape[child], { TypeName.isProperty($0, version) }) {
        report(child, .name, "the key is no property name", sectionInUse)
      }
      child = Int(tape[child].next)
    }
  }

  private mutating func checkExtensionDefinition(_ node: Int) {
    guard tape.member(node, "extension_properties") != nil, let types = tape.member(node, "extension_types")
    else { return }
    var child = types + 1
    while child < Int(tape[types].next) {
      if tape.isText(tape[child], "toplevel-property-extension") { return }
      child = Int(tape[child].next)
    }
    broken(node, "'extension_properties' needs the extension type toplevel-property-extension")
  }
}

extension NameTable {
  func withBytes<Result>(of id: ID, _ body: (Bytes) -> Result) -> Result {
    names[Int(id)].withUnsafeBufferPointer(body)
  }
}
