/// A command line that cannot be meant.
struct Usage: Error {
  let message: String
  let remedy: String
}
