/// The screening of a table was asked to stop.
struct ScreeningStopped: Error {
  let file: String
  /// The last row that was looked at; the header is 1.
  let row: Int
}
