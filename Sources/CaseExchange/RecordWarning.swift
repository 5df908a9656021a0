/// What a person should know of a record that was taken in.
struct RecordWarning: Equatable {
  static let nothingToDo = "nothing to do: it is kept as it is; tell the sender if it matters"

  let reason: String
  var remedy = RecordWarning.nothingToDo
}

extension RecordWarning: ExpressibleByStringInterpolation {
  init(stringLiteral reason: String) { self.init(reason: reason) }
}
