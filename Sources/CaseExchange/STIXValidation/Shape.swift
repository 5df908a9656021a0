/// The property table of one kind of object, ready for use.
struct Shape: Sendable {
  let type: String
  /// The section of the standard with this table.
  let section: String
  /// By name; the index of a rule, 0 when the table does not have the name.
  let rules: [UInt16]
  let required: NameSet
  let conditions: [Condition]
  let others: Others

  /// What properties beside those of the table may be.
  enum Others: Sendable {
    /// Custom ones, with names of the standard's form and no empty values.
    case custom
    case anything
    case nothing
  }

  /// Rules between properties.
  enum Condition: Sendable {
    case atLeastOne(NameSet)
    case exactlyOne(NameSet)
    /// All or none.
    case together(NameSet)
    case needs(NameTable.ID, NameSet)
    case excludes(NameTable.ID, NameSet)
    /// When the flag is there and has this value.
    case when(NameTable.ID, is: Bool, needs: NameSet, excludes: NameSet)
    /// The second is not before the first, or, if strict, after it.
    case order(NameTable.ID, NameTable.ID, isStrict: Bool)
    /// The UUID is random (version 4), always or when none of these is there.
    case randomID(unless: NameSet)
    case special(Special)
  }

  /// Rules that are no table.
  enum Special: Sendable {
    case marking, externalReference, granularMarking, pattern, languageContent, extensionDefinition
  }
}
