/// The entry says what an entry must, and each statement about the subject rests on an exhibit.
struct EntryComplete: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let shown = move.caseFile.listing?.shownFields ?? []
    let empty = ListingField.allCases.filter { field in
      field.isRequired && !shown.contains { $0.field == field }
    }
    let unsupported = shown.filter { $0.field.isStatement && $0.value.exhibits.isEmpty }
    return empty.map {
      Obstacle(
        .fieldEmpty, .policy("8.5"), "the field \($0.rawValue) of the entry is empty", remedy: "fill it in")
    }
      + unsupported.map {
        Obstacle(
          .fieldUnsupported, .policy("8.5"),
          "the field \($0.field.rawValue) of the entry rests on 0 exhibits",
          remedy: "cite the exhibits it rests on")
      }
  }
}
