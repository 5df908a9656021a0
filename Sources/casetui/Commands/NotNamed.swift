/// What was asked about stands nowhere in what was given.
struct NotNamed: Error {
  let message: String
  let remedy: String
}
