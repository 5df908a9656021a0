import CaseDomain
import CaseExchange
import Foundation

/// What a scan found that a person should decide, and what was answered: a JSON file that `import apply` follows.
///
/// It names every file with its hash: when the bundle has changed since, it is refused. Source: `docs/exchange.md`.
struct DecisionFile: Equatable, Sendable {
  static let schema = "casetui.import-decisions/1"
  static let limitBytes = 64 * 1024 * 1024

  struct File: Equatable, Sendable {
    var path: String
    /// `nil` for one that could not be read.
    var sha256: Digest256?
    var lengthBytes: Int
    /// What it is read as.
    var format: String
    /// The scan refused it: nothing about it was asked, and it is not taken in. Always false in a file that an earlier
    /// build wrote.
    var isRefused = false
  }

  struct Question: Equatable, Sendable {
    enum About: String, CaseIterable, Sendable {
      /// Nobody said how what is taken in is to be handled. The answer is a marking.
      case marking = "marking-missing"
      case macros = "macro-document"
      /// An exhibit of this name is held, with other content.
      case sameName = "same-name-other-content"
      case manifest = "hash-differs-from-manifest"
      case future = "date-in-the-future"
      /// An issue of the same list is held that bears a later date.
      case olderIssue = "older-issue"
    }

    var about: About
    /// Of the file; empty when it is about all of them.
    var path: String
    var says: String
    /// `take` or `leave`; for a marking, the marking.
    var answer: String

    static let take = "take"
    static let leave = "leave"
  }

  /// How the scan read what it read: what was decided holds for that alone.
  struct Reading: Equatable, Sendable {
    /// `nil` for none.
    var sender: String?
    /// The hash of the mapping; `nil` for none.
    var mapping: Digest256?
    /// What files were said to be; "" for what their content shows, `nil` in a file that an earlier build wrote.
    var format: String?
  }

  var files: [File]
  var questions: [Question]
  /// `nil` in a file that an earlier build wrote.
  var reading: Reading? = nil
  /// Questions beyond those that are listed.
  var unasked = 0

  /// The files to leave out, by the bytes of their paths.
  var left: Set<[UInt8]> { Set(questions.filter { $0.answer == Question.leave }.map { Array($0.path.utf8) }) }

  /// The files that the scan refused, by the bytes of their paths.
  var refused: Set<[UInt8]> { Set(files.filter(\.isRefused).map { Array($0.path.utf8) }) }

  /// What each file held when it was scanned, by the bytes of its path.
  var contents: [[UInt8]: Digest256] {
    Dictionary(files.compactMap { file in file.sha256.map { (Array(file.path.utf8), $0) } }) { first, _ in
      first
    }
  }

  /// How a file is to be handled: its own answer, else that for all.
  func marking(of path: String) -> HandlingMark? {
    let answers = markingAnswers
    return answers[Array(path.utf8)] ?? answers[[]]
  }

  /// By the bytes of a path; what is answered for all under the empty one. `read` refused what does not read; what got here
  /// otherwise counts as the strictest, never as unmarked.
  private var markingAnswers: [[UInt8]: HandlingMark] {
    var answers: [[UInt8]: HandlingMark] = [:]
    for one in questions where one.about == .marking {
      let path = Array(one.path.utf8)
      if answers[path] == nil { answers[path] = HandlingMark(stored: one.answer) }
    }
    return answers
  }

  /// How each content is to be handled: one exhibit holds it whatever its files are called, so the strictest of what is
  /// answered for them.
  var markings: [Digest256: HandlingMark] {
    let answers = markingAnswers
    var strictest: [Digest256: HandlingMark] = [:]
    for file in files {
      guard let content = file.sha256, let mark = answers[Array(file.path.utf8)] ?? answers[[]] else {
        continue
      }
      strictest[content] = strictest[content].map { $0.joined(with: mark) } ?? mark
    }
    return strictest
  }

  // MARK: as bytes

  /// As JSON, each question and each file on a line of its own: a person changes it, and an error has a place.
  var text: String {
    let members = members.map { name, value in
      let key = JSON.string(name).text + ":"
      guard case .array(let items) = value, !items.isEmpty else { return key + value.text }
      return key + "[\n" + items.map { "  " + $0.text }.joined(separator: ",\n") + "\n]"
    }
    return "{\n" + members.joined(separator: ",\n") + "\n}\n"
  }

  private var members: [(String, JSON)] {
    [
      ("schema", .string(DecisionFile.schema)),
      (
        "how",
        .string("change the answers, then: casetui import apply PATH --decisions THIS_FILE\(readWith)")
      ),
      (
        "questions",
        .array(
          questions.map { one in
            .object([
              ("about", .string(one.about.rawValue)), ("path", .string(one.path)),
              ("says", .string(one.says)),
              (
                "choices",
                one.about == .marking
                  ? .string("a marking, such as CUI TLP:AMBER")
                  : .array([.string(Question.take), .string(Question.leave)])
              ), ("answer", .string(one.answer)),
            ])
          })
      ),
      // So that a question that went lost can be named.
      ("asked", .array(questions.map { .string(DecisionFile.name(of: $0)) })),
      (
        "files",
        .array(
          files.map { one -> JSON in
            var pairs: [(String, JSON)] = [
              ("path", .string(one.path)), ("sha256", .optional(one.sha256?.hex)),
              ("bytes", .int(one.lengthBytes)), ("kind", .string(one.format)),
            ]
            if one.isRefused { pairs.append(("refused", .bool(true))) }
            return JSON.object(pairs)
          })
      ),
    ]
      + (reading.map {
        [
          (
            "read_with",
            .object([
              ("from", .optional($0.sender)), ("mapping_sha256", .optional($0.mapping?.hex)),
              ("format", .optional($0.format)),
            ])
          )
        ]
      } ?? []) + (unasked > 0 ? [("unasked", .int(unasked))] : [])
  }

  /// What the bundle was read with has to be said again; of a mapping the file knows the hash alone.
  private var readWith: String {
    let format = reading?.format ?? ""
    return (format.isEmpty ? "" : format.forShell(asOption: "format"))
      + (reading?.sender.map { $0.forShell(asOption: "from") } ?? "")
      + (reading?.mapping == nil ? "" : " --mapping NAME") + " --case ID"
  }

  private static func name(of question: Question) -> String {
    question.about.rawValue + (question.path.isEmpty ? "" : " " + question.path)
  }

  /// - Throws: `Usage` that names the question or entry that does not read, is missing, or is about no file of it.
  static func read(_ bytes: [UInt8], path: String) throws -> DecisionFile {
    do {
      let value: JSONValue
      do { value = try JSONValue.read(bytes) } catch { throw Fault("line \(error.line): \(error.reason)") }
      let read = try DecisionFile(json: value)
      try read.requireComplete(asked: value["asked"])
      return read
    } catch let fault as Fault {
      throw Usage(message: "\(path): \(fault.what)", remedy: fault.remedy)
    }
  }

  /// The file at a path, with the hash of its bytes.
  ///
  /// - Throws: as `read`, or that it cannot be opened.
  static func read(at path: String) throws -> (file: DecisionFile, hash: Digest256) {
    let bytes = try FileBytes.read(path, limit: limitBytes)
    return (try read(bytes, path: path), Digest256.sha256(bytes))
  }

  /// What differs between the files that were scanned and those that are there now; empty for nothing.
  func differences(from now: [File]) -> [String] {
    func keyed(_ files: [File]) -> [[UInt8]: File] {
      Dictionary(files.map { (Array($0.path.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (then, now) = (keyed(files), keyed(now))
    let changed = then.values.compactMap { file -> String? in
      guard let other = now[Array(file.path.utf8)] else { return "\(file.path) is gone" }
      guard other.sha256 == file.sha256 else { return "\(file.path) has changed" }
      return other.format == file.format
        ? nil : "\(file.path) is read as \(other.format), and was scanned as \(file.format)"
    }
    let added = now.values.filter { then[Array($0.path.utf8)] == nil }.map { "\($0.path) is new" }
    return (changed + added).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

// MARK: reading

extension DecisionFile {
  private init(json value: JSONValue) throws {
    guard value["schema"]?.text == Self.schema, case .array(let files)? = value["files"],
      case .array(let questions)? = value["questions"]
    else { throw Fault("it is no decisions file of this version") }
    self.init(
      files: try files.enumerated().map { try File(json: $1, name: "file \($0 + 1)") },
      questions: try questions.enumerated().map { try Question(json: $1, name: "question \($0 + 1)") })
    if let with = value["read_with"] {
      reading = Reading(
        sender: with["from"]?.text,
        mapping: with["mapping_sha256"]?.text.flatMap(Hex.decode).flatMap(Digest256.init),
        format: with["format"]?.text)
    }
    if case .number(let count)? = value["unasked"] { unasked = Int(count) ?? 0 }
  }

  /// Each question has one answer and is about a file of these, and none that was asked is missing.
  private func requireComplete(asked: JSONValue?) throws {
    var answers: [String: (place: Int, answer: String)] = [:]
    for (place, one) in questions.enumerated() {
      // The bytes of a path count, and not whether two look alike.
      let name = Hex.encode(Array(Self.name(of: one).utf8))
      let first = answers[name] ?? (place, one.answer)
      guard first.answer.utf8.elementsEqual(one.answer.utf8) else {
        throw Fault(
          "questions \(first.place + 1) and \(place + 1) are one, with two answers: \(first.answer) and \(one.answer)",
          "keep the one that is meant")
      }
      answers[name] = first
    }
    let known = Set(files.map { Array($0.path.utf8) })
    for (place, one) in questions.enumerated()
    where !one.path.isEmpty && !known.contains(Array(one.path.utf8)) {
      throw Fault("question \(place + 1) is about \(one.path), which is none of its files")
    }
    guard case .array(let items)? = asked else { throw Fault("`asked` is missing, or is no list") }
    let names = items.compactMap(\.text)
    guard names.count == items.count else { throw Fault("`asked` names a question by what is no text") }
    let answered = Set(questions.map { Array(Self.name(of: $0).utf8) })
    for one in names where !answered.contains(Array(one.utf8)) {
      throw Fault("the question \(one) is missing")
    }
  }

  /// What is wrong with a file of decisions.
  fileprivate struct Fault: Error {
    let what: String
    let remedy: String

    init(_ what: String, _ remedy: String = "scan again, and change only the answers") {
      self.what = what
      self.remedy = remedy
    }
  }
}

extension DecisionFile.File {
  /// - Parameter name: `file 3`, for the message.
  fileprivate init(json value: JSONValue, name: String) throws {
    let hash = value["sha256"]?.text.flatMap(Hex.decode).flatMap(Digest256.init)
    guard let path = value["path"]?.text, hash != nil || value["sha256"] == .null,
      case .number(let length)? = value["bytes"], let count = Int(length), let kind = value["kind"]?.text
    else { throw DecisionFile.Fault("\(name) lacks its path, hash, length or kind") }
    self.init(path: path, sha256: hash, lengthBytes: count, format: kind)
    if let refused = value["refused"] {
      guard case .bool(let isRefused) = refused else {
        throw DecisionFile.Fault("\(name) says of `refused` neither true nor false")
      }
      self.isRefused = isRefused
    }
  }
}

extension DecisionFile.Question {
  /// - Parameter name: `question 3`, for the message.
  fileprivate init(json value: JSONValue, name: String) throws {
    guard let about = value["about"]?.text.flatMap(About.init), let path = value["path"]?.text,
      let answer = value["answer"]?.text
    else { throw DecisionFile.Fault("\(name) lacks what it is about, its path or its answer") }
    guard !answer.saysNothing else {
      throw DecisionFile.Fault("\(name) has no answer", "write one, or scan again for the one it had")
    }
    if about == .marking {
      do { _ = try HandlingMark.parse(answer) } catch {
        throw DecisionFile.Fault("\(name): \(answer) is no marking", "write one such as CUI TLP:AMBER")
      }
    } else if answer != Self.take, answer != Self.leave {
      throw DecisionFile.Fault("\(name): \(answer) is no answer", "write take or leave")
    }
    self.init(about: about, path: path, says: value["says"]?.text ?? "", answer: answer)
  }
}
