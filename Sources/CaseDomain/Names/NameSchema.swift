/// What kind of thing a name names: it decides what words mean (`Co` in a person's name is a surname).
public enum NameSchema: String, CaseIterable, Hashable, Sendable {
  case person, organisation, vessel
  /// Told from the words: an organisation when one is a legal form or a generic word, else a person.
  case unknown
}
