import CaseExchange

/// Says how far the reading of a long file is.
struct ProgressCount {
  private let path: String
  private let progress: (String) -> Void
  private(set) var value = 0
  private static let step = 50_000

  init(of file: EvidenceBundle.File, _ progress: @escaping (String) -> Void) {
    path = file.path
    self.progress = progress
  }

  mutating func next() {
    value += 1
    if value.isMultiple(of: Self.step) { progress("reading \(path): \(value) objects") }
  }
}
