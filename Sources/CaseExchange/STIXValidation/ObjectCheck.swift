/// The checking of one object: a list of values still to look at, so that no nesting needs recursion.
struct ObjectCheck {
  var tape = ObjectTape()
  var book = RuleBook.v21
  private var work: [(node: Int, rule: ValueRule)] = []
  private var findings: [(node: Int, finding: STIXFinding)] = []
  private var isFull = false
  /// The container of an observation, whose members refer to one another by key.
  private var container: Range<Int> = 0..<0
  /// The types of those members that are objects, looked up once for all that refer to them.
  private var containedTypes: [Int: NameTable.ID] = [:]
  /// The id of the object, where that is a marking.
  private(set) var ownMarking: [UInt8]?
  /// Members that may still be looked at for selectors and keys, by `ObjectTape.Node.walk`. Each of them costs a walk, so
  /// a hostile object could ask for one with the square of its size.
  private var stepsLeft = 0
  private static let maximumSteps = 4_000_000
  /// The table in use, for its section.
  private var section = ""

  var sectionInUse: String { section }

  mutating func run(_ bytes: Bytes, stated: STIXSpecVersion?) -> [STIXFinding] {
    work.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    isFull = false
    container = 0..<0
    containedTypes.removeAll(keepingCapacity: true)
    ownMarking = nil
    stepsLeft = Self.maximumSteps
    let isWhole: Bool
    do {
      isWhole = try tape.fill(bytes)
    } catch {
      return [
        STIXFinding(
          path: "", rule: .json, message: "\(error.kind.reason) (byte \(error.offset))", section: "RFC 8259")
      ]
    }
    guard isWhole else {
      return [
        STIXFinding(
          path: "", rule: .unchecked,
          message: "the object has more than \(ObjectTape.maximumNodes) values",
          section: "")
      ]
    }
    guard tape[0].isObject else {
      return [
        STIXFinding(path: "", rule: .json, message: "this is no JSON object", section: "STIX 2.1 §3")
      ]
    }
    checkRoot(stated)
    while let (node, rule) = work.popLast(), !isFull { check(node, rule) }
    return sorted()
  }

  private func sorted() -> [STIXFinding] {
    if findings.isEmpty { return [] }
    return findings.sorted { $0.node < $1.node }.map(\.finding)
  }

  private mutating func checkRoot(_ stated: STIXSpecVersion?) {
    let hasCreated = tape.member(0, "created") != nil
    let written = tape.member(0, "spec_version")
    let facts = STIXSpecVersion.ObjectFacts(
      hasSpecVersion: written != nil,
      isStatedAs20: written.map { tape.isText(tape[$0], "2.0") } ?? false, hasCreated: hasCreated)
    book = RuleBook.of(STIXSpecVersion.of(facts, stated: stated))
    let isDomain = book.version == .v20 || hasCreated || tape.member(0, "modified") != nil
    let type = typeName(of: 0)
    let shape = book.shape(ofType: type) ?? (isDomain ? book.customDomain : book.customObservable)
    section = book.shapes[shape].section
    if tape.isMarking(0), let id = tape.member(0, "id"), tape[id].kind == .string {
      ownMarking = tape.withText(of: tape[id]) { Array($0) }
    }
    checkObject(0, shape)
    checkIdentity()
  }

  private func typeName(of object: Int) -> NameTable.ID {
    guard let type = tape.member(object, "type"), tape[type].kind == .string else { return 0 }
    return tape.withText(of: tape[type]) { book.names[$0] }
  }

  /// The id starts with the type.
  private mutating func checkIdentity() {
    guard let type = tape.member(0, "type"), let id = tape.member(0, "id"), tape[type].kind == .string,
      tape[id].kind == .string
    else { return }
    let fits = tape.withText(of: tape[type]) { type in
      tape.withText(of: tape[id]) { id in
        guard let form = IdentifierForm(id) else { return true }
        return id.part(0..<form.typeCount).elementsEqual(type)
      }
    }
    if !fits { report(id, .identifier, "the id does not start with the type of its object", section) }
  }

  // MARK: Findings

  mutating func report(
    _ node: Int, missing: NameTable.ID = 0, _ rule: STIXRule, _ message: String,
    _ section: String
  ) {
    if isFull { return }
    let path = tape.path(to: node, missing: missing == 0 ? nil : book.names.text(missing))
    if findings.count == STIXValidator.maximumFindings - 1 {
      isFull = true
      findings.append(
        (
          .max,
          STIXFinding(path: path, rule: rule, message: "there is more; it is not listed", section: section)
        ))
      return
    }
    findings.append(
      (node, STIXFinding(path: path, rule: rule, message: message, section: section)))
  }

  /// Whether so many more members may be looked at for `node`; says so once when they may not.
  mutating func canWalk(_ steps: Int, _ node: Int) -> Bool {
    if stepsLeft < 0 { return false }
    stepsLeft -= steps
    if stepsLeft >= 0 { return true }
    report(node, .unchecked, "there are too many references and selectors to look them all up", "")
    return false
  }

  func excerpt(_ node: Int) -> String {
    switch tape[node].kind {
    case .openObject: "an object"
    case .openArray: tape[node].count == 0 ? "an empty list" : "a list"
    case .string: tape.withText(of: tape[node], Excerpt.quoted)
    case .null: "null"
    default: tape.withText(of: tape[node], Excerpt.plain)
    }
  }

  /// Where a data type is described; the editions number them differently, so by name.
  private func typeSection(_ name: String) -> String {
    book.version == .v20 ? "STIX 2.0 Part 1 §2 (\(name))" : "STIX 2.1 §2 (\(name))"
  }

  private mutating func wrongType(_ node: Int, _ wanted: String) {
    if tape[node].kind == .null {
      report(node, .empty, "null is not allowed, leave the property out", section)
    } else {
      report(node, .type, "\(excerpt(node)) is not \(wanted)", section)
    }
  }

  // MARK: Values

  private mutating func check(_ node: Int, _ rule: ValueRule) {
    switch rule {
    case .any: checkAny(node)
    case .text: if tape[node].kind != .string { wrongType(node, "text") }
    case .flag: if tape[node].kind != .yes && tape[node].kind != .no { wrongType(node, "true or false") }
    case .null: if tape[node].kind != .null { wrongType(node, "null") }
    case .form(let form): checkForm(node, form)
    case .integer(let minimum, let maximum): checkInteger(node, minimum, maximum)
    case .number(let minimum, let maximum): checkNumber(node, minimum, maximum)
    case .word(let vocabulary): checkWord(node, book.vocabularies[vocabulary])
    case .identifier(let targets): checkIdentifier(node, book.targets[targets])
    case .observable(let targets):
      if container.contains(node) {
        checkKey(node, book.targets[targets])
      } else {
        checkIdentifier(node, book.targets[targets])
      }
    case .list(let item): checkList(node, item)
    case .object(let shape):
      guard tape[node].isObject else { return wrongType(node, "an object") }
      checkObject(node, shape)
    case .dictionary(let item): checkDictionary(node, item)
    case .hashes: checkHashes(node)
    case .extensions(let known): checkExtensions(node, book.extensionSets[known])
    case .container: checkContainer(node)
    }
  }

  /// Custom values: anything but nothing.
  private mutating func checkAny(_ node: Int) {
    if tape[node].kind == .null {
      report(node, .empty, "null is not allowed, leave the property out", typeSection("null"))
    } else if tape[node].isList && tape[node].count == 0 {
      report(node, .empty, "an empty list is not allowed, leave the property out", typeSection("list"))
    }
  }

  private mutating func checkForm(_ node: Int, _ form: ValueForm) {
    guard tape[node].kind == .string else { return wrongType(node, form.noun) }
    let version = book.version
    if tape.withText(of: tape[node], { form.accepts($0, version) }) { return }
    report(node, form.rule, "\(excerpt(node)) is not \(form.noun)", section)
  }

  private mutating func checkInteger(_ node: Int, _ minimum: Int, _ maximum: Int) {
    guard tape[node].kind == .number else { return wrongType(node, "a whole number") }
    let text = number(node)
    guard let value = Int(text) ?? Double(text).flatMap(Int.init(exactly:)) else {
      return wrongType(node, "a whole number")
    }
    if value < minimum || value > maximum {
      report(node, .range, "\(value) is not between \(minimum) and \(maximum)", section)
    }
  }

  private func number(_ node: Int) -> String {
    tape.withText(of: tape[node]) { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func checkNumber(_ node: Int, _ minimum: Double, _ maximum: Double) {
    guard tape[node].kind == .number, let value = Double(number(node)) else {
      return wrongType(node, "a number")
    }
    if value < minimum || value > maximum {
      report(node, .range, "\(excerpt(node)) is not between \(minimum) and \(maximum)", section)
    }
  }

  private mutating func checkWord(_ node: Int, _ vocabulary: RuleBook.Vocabulary) {
    guard tape[node].kind == .string else { return wrongType(node, "text") }
    let word = tape.withText(of: tape[node]) { book.names[$0] }
    if word != 0 && vocabulary.words.contains(word) { return }
    let words = vocabulary.words.map(book.names.text).joined(separator: ", ")
    report(node, .vocabulary, "\(excerpt(node)) is not one of: \(words)", section)
  }

  private mutating func checkIdentifier(_ node: Int, _ targets: RuleBook.TargetSet) {
    guard tape[node].kind == .string else { return wrongType(node, "an identifier") }
    let names = book.names
    let verdict: Bool? = tape.withText(of: tape[node]) { text in
      guard let form = IdentifierForm(text) else { return nil }
      return targets.allows(names[text.part(0..<form.typeCount)])
    }
    switch verdict {
    case nil:
      report(
        node, .identifier, "\(excerpt(node)) is not a type, two hyphens and a UUID", typeSection("identifier")
      )
    case false: report(node, .reference, "\(excerpt(node)) \(targets.fault(book.names))", section)
    default: break
    }
  }

  private mutating func checkKey(_ node: Int, _ targets: RuleBook.TargetSet) {
    guard tape[node].kind == .string else {
      return wrongType(node, "the key of an object of this observation")
    }
    guard canWalk(tape[container.lowerBound - 1].walk, node) else { return }
    let found = tape.withText(of: tape[node]) { tape.member(container.lowerBound - 1, $0) }
    guard let found else {
      return report(node, .reference, "\(excerpt(node)) is not a key of this observation", section)
    }
    guard let type = containedTypes[found] else { return }
    if !targets.allows(type) {
      report(node, .reference, "\(excerpt(node)) \(targets.fault(book.names))", section)
    }
  }

  // MARK: Containers

  private mutating func checkList(_ node: Int, _ item: Int) {
    guard tape[node].isList else { return wrongType(node, "a list") }
    if tape[node].count == 0 {
      report(node, .empty, "an empty list is not allowed, leave the property out", typeSection("list"))
    }
    let rule = book.rules[item]
    forEachChild(of: node) { $0.checkOrPush($1, rule) }
  }

  /// Values that are no containers are looked at now, others later.
  private mutating func checkOrPush(_ node: Int, _ rule: ValueRule) {
    if tape[node].isObject || tape[node].isList {
      work.append((node, rule))
    } else {
      check(node, rule)
    }
  }

  private mutating func forEachChild(of node: Int, _ body: (inout ObjectCheck, Int) -> Void) {
    var child = node + 1
    let end = Int(tape[node].next)
    while child < end && !isFull {
      body(&self, child)
      child = Int(tape[child].next)
    }
  }

  private mutating func checkDictionary(_ node: Int, _ item: Int) {
    guard tape[node].isObject else { return wrongType(node, "an object") }
    if tape[node].count == 0 {
      report(node, .empty, "an empty dictionary is not allowed", typeSection("dictionary"))
    }
    let rule = book.rules[item]
    forEachChild(of: node) { check, child in
      if !check.tape.withKey(of: check.tape[child], EncodingForm.isDictionaryKey) {
        check.report(
          child, .name, "the key has other characters than a-z, A-Z, 0-9, - and _",
          check.typeSection("dictionary"))
      }
      check.checkOrPush(child, rule)
    }
  }

  private mutating func checkHashes(_ node: Int) {
    guard tape[node].isObject else { return wrongType(node, "an object of hashes") }
    if tape[node].count == 0 {
      report(node, .empty, "an empty dictionary is not allowed", typeSection("hashes"))
    }
    forEachChild(of: node) { check, child in
      let member = check.tape[child]
      guard member.kind == .string else { return check.wrongType(child, "text") }
      let (isKey, isHash) = check.tape.withKey(of: member) { key in
        (EncodingForm.isHashKey(key), check.tape.withText(of: member) { EncodingForm.isHash($0, of: key) })
      }
      if !isKey {
        check.report(child, .name, "this is no name of a hash algorithm", check.typeSection("hashes"))
      }
      if !isHash {
        check.report(
          child, .form, "\(check.excerpt(child)) cannot be such a hash", check.typeSection("hashes"))
      }
    }
  }

  private mutating func checkExtensions(_ node: Int, _ known: [NameTable.ID: Int]) {
    guard tape[node].isObject else { return wrongType(node, "an object of extensions") }
    if tape[node].count == 0 {
      report(node, .empty, "an empty dictionary is not allowed", typeSection("dictionary"))
    }
    forEachChild(of: node) { check, child in
      let key = check.tape.withKey(of: check.tape[child]) { check.book.names[$0] }
      if let shape = known[key] {
        check.work.append((child, .object(shape)))
      } else {
        check.checkExtension(child)
      }
    }
  }

  private mutating func checkExtension(_ node: Int) {
    let version = book.version
    let isOld = version == .v20
    let (isDefined, isNamed) = tape.withKey(of: tape[node]) { key in
      (
        key.hasPrefix("extension-definition--") && IdentifierForm(key) != nil,
        isOld ? EncodingForm.isDictionaryKey(key) : key.ends(in: "-ext") && TypeName.isValid(key, version)
      )
    }
    if isDefined {
      work.append((node, .object(book.definedExtension)))
    } else if isNamed {
      work.append((node, .object(book.customExtension)))
    } else {
      report(
        node, .name, "the key is neither the id of an extension definition nor a name that ends in -ext",
        book.version == .v20 ? "STIX 2.0 Part 3" : "STIX 2.1 §7.3")
    }
    if tape[node].isObject && tape[node].count == 0 {
      report(node, .empty, "an extension has at least one property", section)
    }
  }

  private mutating func checkContainer(_ node: Int) {
    guard tape[node].isObject else { return wrongType(node, "an object of observables") }
    if tape[node].count == 0 { report(node, .empty, "an observation has at least one object", section) }
    container = node + 1..<Int(tape[node].next)
    forEachChild(of: node) { check, child in
      guard check.tape[child].isObject else { return check.wrongType(child, "an object") }
      let type = check.typeName(of: child)
      check.containedTypes[child] = type
      let shape = check.book.observable(ofType: type) ?? check.book.customObservable
      check.work.append((child, .object(shape)))
    }
  }

  // MARK: Objects

  private mutating func checkObject(_ node: Int, _ index: Int) {
    let outer = section
    section = book.shapes[index].section
    defer { section = outer }
    var present = NameSet()
    let end = Int(tape[node].next)
    var child = node + 1
    while child < end && !isFull {
      let member = tape[child]
      let name = tape.withKey(of: member) { book.names[$0] }
      var rule = 0
      if name != 0 && Int(name) < NameSet.capacity {
        present.insert(name)
        rule = Int(book.shapes[index].rules[Int(name)])
      }
      if rule != 0 {
        checkOrPushMember(child, book.rules[rule])
      } else {
        checkOther(child, name, book.shapes[index].others)
      }
      child = Int(member.next)
    }
    let required = book.shapes[index].required
    if !required.isSubset(of: present) {
      for name in required.subtracting(present).members {
        report(node, missing: name, .required, "'\(book.names.text(name))' is required", section)
      }
    }
    for condition in book.shapes[index].conditions { checkCondition(node, present, condition) }
  }

  /// The same as `checkOrPush`, with lists of plain values looked at now: most are short.
  private mutating func checkOrPushMember(_ node: Int, _ rule: ValueRule) {
    if case .list = rule { return check(node, rule) }
    if case .container = rule { return check(node, rule) }
    checkOrPush(node, rule)
  }

  private mutating func checkOther(_ node: Int, _ name: NameTable.ID, _ others: Shape.Others) {
    switch others {
    case .anything: return
    case .nothing: report(node, .name, "the standard has no such property here", section)
    case .custom:
      if name != 0 && Int(name) < NameSet.capacity && book.reserved.contains(name) {
        report(node, .reserved, "the name is reserved and must not be used", section)
      }
      checkCustom(node)
    }
  }

  private mutating func checkCustom(_ node: Int) {
    let member = tape[node]
    let version = book.version
    let (isName, isBinary, isHex) = tape.withKey(of: member) { key in
      (TypeName.isProperty(key, version), key.ends(in: "_bin"), key.ends(in: "_hex"))
    }
    if !isName {
      report(
        node, .name, "a property name has 3 to 250 of a-z, 0-9 and _", book.shapes[book.customDomain].section)
    }
    checkAny(node)
    if version == .v21 && isBinary { checkForm(node, .binary) }
    if version == .v21 && isHex { checkForm(node, .hex) }
  }
}

extension RuleBook.TargetSet {
  func allows(_ type: NameTable.ID) -> Bool {
    let isMember = type != 0 && Int(type) < NameSet.capacity && types.contains(type)
    return isAllowed ? isMember : !isMember
  }

  func fault(_ names: NameTable) -> String {
    if isObservable { return "does not lead to an observable" }
    let list = types.members.map(names.text).joined(separator: ", ")
    return isAllowed ? "does not lead to: \(list)" : "leads to one of: \(list)"
  }
}
