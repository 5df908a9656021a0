import CaseDomain

/// Where a statement breaks a rule of the standard.
struct BODSDefect: Equatable {
  /// Such as `recordDetails.addresses[0].type`; empty for the statement itself.
  let path: String
  /// The keyword of JSON Schema that says so, such as `required`; `check` for what a schema cannot say.
  let rule: String
  let reason: String

  var text: String { "\(path.isEmpty ? "the statement" : "`\(path)`") \(reason) (BODS rule: \(rule))" }
}

/// Holds a statement against the structure that BODS 0.4 demands, and against what its numbers and dates say.
///
/// Source: Beneficial Ownership Data Standard 0.4, JSON Schema draft 2020-12.
struct BODSValidator {
  static let maximumDefects = 100

  private(set) var defects: [BODSDefect] = []
  /// Not reported one by one.
  private(set) var unlisted = 0
  private var work: [(rule: BODSRule, value: JSONValue, path: String)] = []

  static func defects(of statement: JSONValue) -> BODSValidator {
    var validator = BODSValidator()
    validator.work = [(.object(.statement), statement, "")]
    // A list instead of calls within calls, in the order of the text.
    while let item = validator.work.popLast() { validator.check(item.rule, item.value, item.path) }
    validator.checkSense(statement)
    return validator
  }

  private mutating func note(_ path: String, _ rule: String, _ reason: String) {
    if defects.count < Self.maximumDefects {
      defects.append(BODSDefect(path: path, rule: rule, reason: reason))
    } else {
      unlisted += 1
    }
  }

  // MARK: Structure

  private mutating func check(_ rule: BODSRule, _ value: JSONValue, _ path: String) {
    switch rule {
    case .object(let shape):
      guard case .object = value else { return note(path, "type", "is not an object") }
      check(shape, value, path)
    case .list(let inner):
      guard case .array(let values) = value else { return note(path, "type", "is not a list") }
      for (index, value) in values.enumerated().reversed() {
        work.append((inner, value, "\(path)[\(index)]"))
      }
    case .idOrReason:
      if value.text != nil { return }
      guard case .object = value else {
        return note(path, "type", "is neither the id of a record nor a reason why there is none")
      }
      check(.unspecified, value, path)
    case .flag:
      if case .bool = value { return }
      note(path, "type", "is neither true nor false")
    case .percent:
      guard case .number(let digits) = value else { return note(path, "type", "is not a number") }
      if PercentNumber(digits) == nil {
        note(path, digits.hasPrefix("-") ? "minimum" : "maximum", "is not a number from 0 to 100")
      }
    case .text, .word, .day, .dayOrTime, .partialDay, .uri, .version:
      guard let text = value.text else { return note(path, "type", "is not a string") }
      checkText(rule, text, path)
    }
  }

  private mutating func checkText(_ rule: BODSRule, _ text: String, _ path: String) {
    switch rule {
    case .text(let least, let most):
      let count = text.unicodeScalars.count
      if count < least { note(path, "minLength", "is shorter than \(least) characters") }
      if count > most { note(path, "maxLength", "is longer than \(most) characters") }
    case .word(let words):
      if !words.contains(where: { $0.utf8.elementsEqual(text.utf8) }) {
        note(path, "enum", "is \(RowDefect.quote(text)), which is not a word of its codelist")
      }
    case .day where !BODSText.isDay(text):
      note(path, "format", "is \(RowDefect.quote(text)), which is not a day")
    case .dayOrTime where !BODSText.isDay(text) && !BODSText.isTime(text):
      note(path, "anyOf", "is \(RowDefect.quote(text)), which is neither a day nor a time")
    case .partialDay where PartialDate(iso: text) == nil || ![4, 7, 10].contains(text.utf8.count):
      note(path, "anyOf", "is \(RowDefect.quote(text)), which is not a day, a month or a year")
    case .uri where !BODSText.isURI(text):
      note(path, "format", "is \(RowDefect.quote(text)), which is not a URI")
    case .version where !BODSText.isVersion(text):
      note(path, "pattern", "is \(RowDefect.quote(text)), which is not a version such as 0.4")
    default:
      break
    }
  }

  private mutating func check(_ shape: BODSShape, _ value: JSONValue, _ path: String) {
    for name in shape.required where value[name] == nil {
      note(path, "required", "has no `\(name)`")
    }
    if !shape.oneOf.isEmpty, !shape.oneOf.contains(where: { value[$0] != nil }) {
      note(path, "anyOf", "has none of `\(shape.oneOf.joined(separator: "`, `"))`")
    }
    for member in value.members.reversed() {
      guard let rule = shape.properties[member.key] else { continue }
      work.append((rule, member.value, path.isEmpty ? member.key : "\(path).\(member.key)"))
    }
    check(shape.extra, value, path)
  }

  private mutating func check(_ extra: BODSShape.Extra, _ value: JSONValue, _ path: String) {
    switch extra {
    case .none: break
    case .statement: checkDetails(value)
    case .entityType:
      guard let type = value["type"]?.text, let subtype = value["subtype"]?.text,
        let fitting = BODSShape.subtypes[type]
      else { return }
      if !fitting.contains(subtype) {
        note(
          "\(path).subtype", "enum", "is \(RowDefect.quote(subtype)), which does not go with the type \(type)"
        )
      }
    case .annotation:
      let motivation = value["motivation"]?.text
      if motivation == "linking", value["url"] == nil { note(path, "required", "has no `url`") }
      if motivation != "transformation", let content = value["transformedContent"]?.text, !content.isEmpty {
        note("\(path).transformedContent", "const", "is given though nothing was transformed")
      }
    case .relationship:
      if value["isComponent"] == .bool(true), let components = value["componentRecords"],
        !components.elements.isEmpty
      {
        note("\(path).componentRecords", "const", "is given for a relationship that is itself a component")
      }
    }
  }

  private mutating func checkDetails(_ statement: JSONValue) {
    guard let details = statement["recordDetails"] else { return }
    let shapes = [
      "entity": BODSShape.entity, "person": BODSShape.person, "relationship": BODSShape.relationship,
    ]
    let shape = statement["recordType"]?.text.flatMap { shapes[$0] } ?? BODSShape()
    work.append((.object(shape), details, "recordDetails"))
  }

  // MARK: Sense

  /// What a schema cannot say.
  private mutating func checkSense(_ statement: JSONValue) {
    guard let details = statement["recordDetails"] else { return }
    checkOrder(details, "birthDate", "deathDate")
    checkOrder(details, "foundingDate", "dissolutionDate")
    for (index, interest) in (details["interests"]?.elements ?? []).enumerated() {
      if let share = interest["share"] { checkShare(share, "recordDetails.interests[\(index)].share") }
    }
  }

  private mutating func checkOrder(_ details: JSONValue, _ first: String, _ last: String) {
    guard let start = details[first]?.text.flatMap({ PartialDate(iso: $0) }),
      let end = details[last]?.text.flatMap({ PartialDate(iso: $0) })
    else { return }
    let pairs = [(start.year, Optional(end.year)), (start.month, end.month), (start.day, end.day)]
    for case (let start?, let end?) in pairs where start != end {
      if end < start { note("recordDetails.\(last)", "check", "lies before `\(first)`") }
      return
    }
  }

  private mutating func checkShare(_ share: JSONValue, _ path: String) {
    func number(_ name: String) -> PercentNumber? { share[name]?.scalar.flatMap { PercentNumber($0) } }
    let bounds = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"].filter { number($0) != nil }
    if number("exact") != nil, !bounds.isEmpty { note(path, "check", "gives an exact share and a range") }
    if bounds.count > 2 || Set(bounds.map { $0.lowercased().hasSuffix("minimum") }).count < bounds.count {
      note(path, "check", "gives the same end of the range twice")
    }
    guard let least = number("minimum") ?? number("exclusiveMinimum"),
      let most = number("maximum") ?? number("exclusiveMaximum")
    else { return }
    let isOpen = number("minimum") == nil || number("maximum") == nil
    if least.down > most.up || (isOpen && least == most) {
      note(path, "check", "gives a range that nothing lies in")
    }
  }
}
