import CaseDomain
import CaseExchange

/// What a scan meets that a person should decide.
struct OpenQuestions {
  private let today: Day
  private var file = DecisionFile(files: [], questions: [])
  private var future: [String: (count: Int, example: String)] = [:]
  static let maximumQuestions = 10_000

  init(today: Day) { self.today = today }

  /// - Parameter held: the content of the exhibit of that name, if there is one.
  mutating func note(_ found: EvidenceBundle.File, _ hash: Digest256, heldAs held: Set<Digest256>?) {
    file.files.append(
      DecisionFile.File(
        path: found.path, sha256: hash, lengthBytes: found.lengthBytes, format: found.format.rawValue))
    if let held, !held.contains(hash) {
      ask(
        .sameName, found, "an exhibit of this name is held, with other content",
        answer: DecisionFile.Question.take)
    }
  }

  mutating func note(_ object: SourceObject, of found: EvidenceBundle.File) {
    guard let late = object.lateDay(today) else { return }
    future[found.path, default: (0, "\(object.externalID) of \(late)")].count += 1
  }

  mutating func ask(
    _ about: DecisionFile.Question.About, _ found: EvidenceBundle.File, _ says: String, answer: String
  ) {
    guard file.questions.count < Self.maximumQuestions else { return }
    file.questions.append(.init(about: about, path: found.path, says: says, answer: answer))
  }

  consuming func finish() -> DecisionFile {
    var file = file
    // Of a file that turned out unreadable nothing is left to decide.
    let known = Set(file.files.map(\.path))
    file.questions.removeAll { !known.contains($0.path) }
    let future = future.filter { known.contains($0.key) }
    for (path, late) in future.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      file.questions.append(
        .init(
          about: .future, path: path,
          says: "\(late.count) objects are dated in the future, such as \(late.example)",
          answer: DecisionFile.Question.take))
    }
    file.questions.insert(
      .init(
        about: .marking, path: "", says: "nobody says how what is taken in is to be handled",
        answer: HandlingMark.officeFloor.description), at: 0)
    return file
  }
}

extension SourceObject {
  /// The day in the future that it is dated on; `nil` when it is on none.
  func lateDay(_ today: Day) -> Day? {
    if isSurelyNotAfter(today, created), isSurelyNotAfter(today, modified) { return nil }
    // Days alone: an office ahead of UTC is not in the future.
    let days = [created, modified].compactMap { time in
      time.flatMap { SourceTime.sortable($0, of: source) }.flatMap { Day(String($0.prefix(10))) }
    }
    guard let tomorrow = today.adding(days: 1) else { return nil }
    return days.first { tomorrow < $0 }
  }

  /// A day written as ISO 8601 has it that is not after today: whatever its offset, it is not after tomorrow.
  private func isSurelyNotAfter(_ today: Day, _ time: String?) -> Bool {
    guard let day = time?.utf8.prefix(10) else { return true }
    let isDay =
      day.count == 10
      && day.enumerated().allSatisfy { place, byte in
        place == 4 || place == 7 ? byte == 0x2D : (0x30...0x39).contains(byte)
      }
    return isDay && !today.iso.utf8.lexicographicallyPrecedes(day)
  }
}
