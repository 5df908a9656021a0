import CaseDomain
import CaseExchange

/// What a scan meets that a person should decide.
struct OpenQuestions {
  private let today: Day
  private var file = DecisionFile(files: [], questions: [])
  /// By the bytes of the path of the file.
  private var future: [[UInt8]: (count: Int, example: String)] = [:]
  private(set) var lights = StatedLights()
  static let maximumQuestions = 100_000
  private static let maximumLabelled = 1_000

  /// By the bytes of their paths.
  private var refused: Set<[UInt8]> = []

  init(today: Day, reading: DecisionFile.Reading? = nil) {
    self.today = today
    file.reading = reading
  }

  /// Questions beyond those that are listed.
  var unasked: Int { file.unasked }

  /// How far it had come before a file; a copy would cost as much as all questions.
  struct Mark {
    fileprivate let files: Int
    fileprivate let questions: Int
    fileprivate let unasked: Int
    /// The bag that holds the file may bear a label.
    fileprivate let light: StatedLights.Stated?
  }

  func mark(before found: EvidenceBundle.File) -> Mark {
    Mark(
      files: file.files.count, questions: file.questions.count, unasked: file.unasked,
      light: lights[found.path])
  }

  /// Forgets what was asked about a file since then.
  mutating func goBack(to mark: Mark, without found: EvidenceBundle.File) {
    file.files.removeLast(file.files.count - mark.files)
    file.questions.removeLast(file.questions.count - mark.questions)
    file.unasked = mark.unasked
    future[found.key] = nil
    lights[found.path] = mark.light
  }

  /// A file that is refused: it stays refused when the decisions are followed, though it could be read by then, for
  /// nothing is asked about it.
  ///
  /// - Parameter hash: `nil` where it cannot be read.
  mutating func noteRefused(_ found: EvidenceBundle.File, _ hash: Digest256?) {
    refused.insert(found.key)
    file.files.append(
      DecisionFile.File(
        path: found.path, sha256: hash, lengthBytes: found.lengthBytes, format: found.format.rawValue,
        isRefused: true))
  }

  /// - Parameter held: the contents that came under that name; empty for none.
  mutating func note(_ found: EvidenceBundle.File, _ hash: Digest256, heldAs held: Set<Digest256>) {
    file.files.append(
      DecisionFile.File(
        path: found.path, sha256: hash, lengthBytes: found.lengthBytes, format: found.format.rawValue))
    if !held.isEmpty, !held.contains(hash) {
      ask(
        .sameName, found, "an exhibit of this name is held, with other content",
        answer: DecisionFile.Question.take)
    }
  }

  mutating func note(_ bag: Bag.Report, in bundle: EvidenceBundle) { lights.note(bag, in: bundle) }

  mutating func note(_ object: SourceObject, of found: EvidenceBundle.File) {
    lights.note(object.light, object.externalID, of: found.path)
    guard let late = object.lateDay(today) else { return }
    future[found.key, default: (0, "\(object.externalID) of \(late)")].count += 1
  }

  mutating func ask(
    _ about: DecisionFile.Question.About, _ found: EvidenceBundle.File, _ says: String, answer: String
  ) {
    guard file.questions.count < Self.maximumQuestions else {
      file.unasked += 1
      return
    }
    file.questions.append(.init(about: about, path: found.path, says: says, answer: answer))
  }

  /// - Parameter bundle: whose containers are handled as what they hold.
  consuming func finish(_ bundle: EvidenceBundle) -> DecisionFile {
    var file = file
    // Of a file that turned out unreadable nothing is left to decide.
    let known = Set(file.files.map { Array($0.path.utf8) }).subtracting(refused)
    file.questions.removeAll { !known.contains(Array($0.path.utf8)) }
    let future = future.filter { known.contains($0.key) }
    for (path, late) in future.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      file.questions.append(
        .init(
          about: .future, path: String(decoding: path, as: UTF8.self),
          says: "\(late.count) objects are dated in the future, such as \(late.example)",
          answer: DecisionFile.Question.take))
    }
    let labelled = lights.bearing(in: bundle).filter { known.contains(Array($0.path.utf8)) }
    // So many are not asked about one by one: then all of the bundle is handled as the strictest.
    let isEach = labelled.count <= Self.maximumLabelled
    let strictest = isEach ? nil : labelled.map(\.stated.tlp).max()
    let marked = (isEach ? labelled : []).map { path, stated in
      DecisionFile.Question(
        about: .marking, path: path,
        says: "its sender marks it \(stated.tlp), such as \(stated.example)",
        answer: HandlingMark.floor(with: stated.tlp).description)
    }
    let says =
      strictest.map { "senders mark \(labelled.count) files, up to \($0)" }
      ?? "nobody says how what is taken in is to be handled"
      + (marked.isEmpty ? "" : ", but for what follows")
    file.questions.insert(
      .init(
        about: .marking, path: "", says: says,
        answer: HandlingMark.floor(with: strictest ?? HandlingMark.officeFloor.tlp).description), at: 0)
    file.questions.insert(contentsOf: marked, at: 1)
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
