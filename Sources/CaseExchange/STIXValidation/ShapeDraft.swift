/// A property table as it is written down in `Tables/`.
struct ShapeDraft: Sendable {
  let type: String
  let section: String
  let fields: [(name: String, field: Field)]
  let required: [String]
  let conditions: [ConditionDraft]
  let others: Shape.Others

  init(
    _ type: String, _ section: String, _ fields: KeyValuePairs<String, Field>, required: [String] = [],
    _ conditions: [ConditionDraft] = [], others: Shape.Others = .anything
  ) {
    self.init(
      type, section, fields.map { ($0.key, $0.value) }, required: required, conditions, others: others)
  }

  private init(
    _ type: String, _ section: String, _ fields: [(String, Field)], required: [String],
    _ conditions: [ConditionDraft], others: Shape.Others
  ) {
    self.type = type
    self.section = section
    self.fields = fields.map { (name: $0.0, field: $0.1) }
    self.required = required
    self.conditions = conditions
    self.others = others
  }

  /// This table, open to custom properties.
  var takingCustom: ShapeDraft {
    ShapeDraft(
      type, section, fields.map { ($0.name, $0.field) }, required: required, conditions, others: .custom)
  }

  /// This table with the properties that all objects of a group have; its own come first.
  func adding(_ common: ShapeDraft) -> ShapeDraft {
    let own = Set(fields.map(\.name))
    return ShapeDraft(
      type, section,
      fields.map { ($0.name, $0.field) }
        + common.fields.filter { !own.contains($0.name) }.map { ($0.name, $0.field) },
      required: common.required + required, common.conditions + conditions, others: common.others)
  }
}

/// The type column of a property table.
indirect enum Field: Sendable {
  case any, text, flag, hashes, container, null
  case form(ValueForm)
  case integer(Int = .min, Int = .max)
  case number(Double = -.infinity, Double = .infinity)
  case word([String])
  /// An identifier of one of these types; of any when there are none.
  case id(of: [String] = [])
  case idNot(of: [String])
  case idOfObservable
  case observable(of: [String] = [])
  case list(Field)
  case object(String)
  case dictionary(Field)
  case extensions([String])

  static var time: Field { .form(.timestamp) }
  static var count: Field { .integer(0) }
  static var words: Field { .list(.text) }
}

enum ConditionDraft: Sendable {
  case atLeastOne([String])
  case exactlyOne([String])
  case together([String])
  case needs(String, [String])
  case excludes(String, [String])
  case when(String, is: Bool, needs: [String] = [], excludes: [String] = [])
  case order(String, String, isStrict: Bool = false)
  case randomID(unless: [String] = [])
  case special(Shape.Special)
}
