/// The difference between the lists of two days.
public struct PublicationDelta: Hashable, Sendable {
  public let from: Day
  public let to: Day
  public let added: [PublishedEntry]
  /// As they stand on the later reading: the status says how each left the list, and so does its banner.
  public let removed: [PublishedEntry]
  public let changed: [EntryChange]

  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }
}

/// An entry that is on both lists and does not say the same.
public struct EntryChange: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    public let field: PublishedField
    public let from: [String]
    public let to: [String]
  }

  public let from: PublishedEntry
  public let to: PublishedEntry
  /// In the order of `PublishedField`; never empty.
  public let fields: [Field]

  /// `nil` when both say the same, byte for byte.
  init?(from: PublishedEntry, to: PublishedEntry) {
    let fields = PublishedField.allCases.compactMap { field -> Field? in
      let (old, new) = (from.texts(of: field), to.texts(of: field))
      // `==` on String takes one spelling of an accent for another; the reader of a list gets bytes.
      guard !old.elementsEqual(new, by: { $0.utf8.elementsEqual($1.utf8) }) else { return nil }
      return Field(field: field, from: old, to: new)
    }
    guard !fields.isEmpty else { return nil }
    (self.from, self.to, self.fields) = (from, to, fields)
  }
}
