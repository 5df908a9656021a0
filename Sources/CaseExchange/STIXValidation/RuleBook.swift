/// All property tables of one edition of the standard, ready for use.
final class RuleBook: Sendable {
  static let v20 = RuleBook(.v20)
  static let v21 = RuleBook(.v21)

  static func of(_ version: STIXSpecVersion) -> RuleBook { version == .v20 ? v20 : v21 }

  let version: STIXSpecVersion
  let names: NameTable
  let shapes: [Shape]
  let rules: [ValueRule]
  let vocabularies: [Vocabulary]
  let targets: [TargetSet]
  let extensionSets: [[NameTable.ID: Int]]
  /// By type name.
  private let shapeOfType: [NameTable.ID: Int]
  private let observableOfType: [NameTable.ID: Int]
  let customDomain: Int
  let customObservable: Int
  let customExtension: Int
  let definedExtension: Int
  let reserved: NameSet

  struct Vocabulary: Sendable {
    let words: [NameTable.ID]
  }

  /// Types that a reference may, or may not, lead to.
  struct TargetSet: Sendable {
    let types: NameSet
    /// `false`: any type but these.
    let isAllowed: Bool
    /// Only types of observables and types that the standard does not know.
    let isObservable: Bool
  }

  private init(_ version: STIXSpecVersion) {
    var builder = RuleBookBuilder(version)
    let tables = STIXTables(version)
    builder.add(tables)
    self.version = version
    shapes = builder.shapes
    rules = builder.rules
    targets = builder.targets
    extensionSets = builder.extensionSets
    shapeOfType = builder.byName(tables.domain.map(\.type) + tables.observables.map(\.type))
    observableOfType = builder.byName(tables.observables.map(\.type))
    customDomain = builder.shape(named: STIXTables.customDomain)
    customObservable = builder.shape(named: STIXTables.customObservable)
    customExtension = builder.shape(named: STIXTables.customExtension)
    definedExtension = builder.shape(named: STIXTables.definedExtension)
    reserved = builder.set(tables.reservedProperties)
    vocabularies = builder.internVocabularies()
    names = builder.names
  }

  func shape(ofType type: NameTable.ID) -> Int? { shapeOfType[type] }

  func observable(ofType type: NameTable.ID) -> Int? { observableOfType[type] }
}

/// Turns the tables into numbers. Mistakes in the tables end the program at once, in any test.
struct RuleBookBuilder {
  let version: STIXSpecVersion
  private(set) var names = NameTable()
  private(set) var shapes: [Shape] = []
  private(set) var rules: [ValueRule] = [.any]
  private(set) var targets: [RuleBook.TargetSet] = [
    RuleBook.TargetSet(types: NameSet(), isAllowed: false, isObservable: false)
  ]
  private(set) var extensionSets: [[NameTable.ID: Int]] = []
  private var indexOfShape: [String: Int] = [:]
  private var vocabularies: [[String]] = []
  private var domainTypes: [String] = []

  init(_ version: STIXSpecVersion) {
    self.version = version
  }

  mutating func add(_ tables: STIXTables) {
    domainTypes = tables.domain.map(\.type)
    for name in domainTypes + tables.observables.map(\.type) { _ = names.intern(name) }
    let drafts = tables.all
    for (index, draft) in drafts.enumerated() { indexOfShape[draft.type] = index }
    precondition(indexOfShape.count == drafts.count, "a shape is named twice")
    for draft in drafts { shapes.append(shape(draft)) }
  }

  func shape(named name: String) -> Int {
    guard let index = indexOfShape[name] else { preconditionFailure("no shape \(name)") }
    return index
  }

  mutating func byName(_ types: [String]) -> [NameTable.ID: Int] {
    var result: [NameTable.ID: Int] = [:]
    for type in types { result[names.intern(type)] = shape(named: type) }
    return result
  }

  mutating func set(_ texts: [String]) -> NameSet {
    NameSet(texts.map { id($0) })
  }

  /// Last, so that property and type names have the small numbers that fit a `NameSet`.
  mutating func internVocabularies() -> [RuleBook.Vocabulary] {
    vocabularies.map { words in RuleBook.Vocabulary(words: words.map { names.intern($0) }) }
  }

  private mutating func id(_ text: String) -> NameTable.ID {
    let id = names.intern(text)
    precondition(Int(id) < NameSet.capacity, "too many property names")
    return id
  }

  private mutating func shape(_ draft: ShapeDraft) -> Shape {
    var indexes = [UInt16](repeating: 0, count: NameSet.capacity)
    for (name, field) in draft.fields { indexes[Int(id(name))] = UInt16(rule(field)) }
    for name in draft.required { precondition(indexes[Int(id(name))] != 0, "\(draft.type).\(name)") }
    return Shape(
      type: draft.type, section: draft.section, rules: indexes, required: set(draft.required),
      conditions: draft.conditions.map { condition($0) }, others: draft.others)
  }

  private mutating func condition(_ draft: ConditionDraft) -> Shape.Condition {
    switch draft {
    case .atLeastOne(let names): .atLeastOne(set(names))
    case .exactlyOne(let names): .exactlyOne(set(names))
    case .together(let names): .together(set(names))
    case .needs(let name, let others): .needs(id(name), set(others))
    case .excludes(let name, let others): .excludes(id(name), set(others))
    case .when(let flag, let value, let needed, let excluded):
      .when(id(flag), is: value, needs: set(needed), excludes: set(excluded))
    case .order(let first, let second, let isStrict): .order(id(first), id(second), isStrict: isStrict)
    case .randomID(let contributing): .randomID(unless: set(contributing))
    case .special(let special): .special(special)
    }
  }

  /// The depth of `Field` is that of the tables, which are ours.
  private mutating func rule(_ field: Field) -> Int {
    let rule: ValueRule
    switch field {
    case .any: rule = .any
    case .text: rule = .text
    case .flag: rule = .flag
    case .hashes: rule = .hashes
    case .container: rule = .container
    case .null: rule = .null
    case .form(let form): rule = .form(form)
    case .integer(let minimum, let maximum): rule = .integer(minimum: minimum, maximum: maximum)
    case .number(let minimum, let maximum): rule = .number(minimum: minimum, maximum: maximum)
    case .word(let words):
      vocabularies.append(words)
      rule = .word(vocabularies.count - 1)
    case .id(let types): rule = .identifier(target(types, isAllowed: !types.isEmpty))
    case .idNot(let types): rule = .identifier(target(types, isAllowed: false))
    case .idOfObservable: rule = .identifier(target(domainTypes, isAllowed: false, isObservable: true))
    case .observable(let types): rule = .observable(target(types, isAllowed: !types.isEmpty))
    case .list(let item): rule = .list(of: self.rule(item))
    case .object(let name): rule = .object(shape(named: name))
    case .dictionary(let item): rule = .dictionary(of: self.rule(item))
    case .extensions(let known):
      var set: [NameTable.ID: Int] = [:]
      for name in known { set[id(name)] = shape(named: name) }
      extensionSets.append(set)
      rule = .extensions(extensionSets.count - 1)
    }
    rules.append(rule)
    return rules.count - 1
  }

  private mutating func target(_ types: [String], isAllowed: Bool, isObservable: Bool = false) -> Int {
    targets.append(
      RuleBook.TargetSet(types: set(types), isAllowed: isAllowed, isObservable: isObservable))
    return targets.count - 1
  }
}
