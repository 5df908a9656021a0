import CaseDomain
import CaseExchange

/// What an import found or did, for people and for scripts.
struct ImportReport: Equatable, Sendable {
  /// Objects read, and how they stand to what the store holds.
  var read = 0
  var new = 0
  /// The same bytes are here already.
  var known = 0
  /// Later versions of what is here.
  var changed = 0
  /// Other content under the same `modified`; every version is kept.
  var conflicts = 0
  /// Objects, and files, that were not taken in.
  var refused = 0
  var byType: [String: Int] = [:]
  /// Identifiers that something refers to and nothing here has.
  var danglingRefs = 0
  var problems: [ImportProblem] = []
  var seconds = 0.0
  var files: [ImportedFile] = []
  /// The format of the one file, `folder`, or `bag` where all that was given is one.
  var kind = ""
  /// What was attached to mails, whatever it is read as; and what is no part of a mail and no container, and from which
  /// nothing is read.
  var attachments = 0
  /// Every byte of every listed file is in one of the three: in an object that was read, kept with its file, or in
  /// a file that was refused or left out.
  var mappedBytes = 0
  var rawBytes = 0
  var ignoredBytes = 0
  var bags: [BagVerdict] = []
  /// STIX objects that break the standard.
  var invalidObjects = 0
  /// Objects that earlier runs of the same import had written already.
  var resumed = 0
  /// Of the import as a unit; `nil` when there was nothing new.
  var reference: String?
  /// What a scan leaves to a person.
  var decisions: DecisionFile?
  /// References of the exhibits made, or that would be used again.
  var exhibits: [String] = []

  /// The contents of files that were held before, and of whose senders or statements its problems tell.
  var toldOf: Set<Digest256> = []

  /// How far it had come before a file: its numbers, and how long its lists were. A copy of these would cost as much as
  /// all files before.
  struct Mark {
    fileprivate let numbers: ImportReport
    fileprivate let lengths: (problems: Int, files: Int, bags: Int, exhibits: Int)
  }

  var mark: Mark {
    var numbers = self
    (numbers.problems, numbers.files, numbers.bags, numbers.exhibits) = ([], [], [], [])
    numbers.toldOf = []
    return Mark(numbers: numbers, lengths: (problems.count, files.count, bags.count, exhibits.count))
  }

  /// Forgets what was found since then, but not of which files it would have told: they make it no milder.
  mutating func goBack(to mark: Mark) {
    var former = mark.numbers
    swap(&former.problems, &problems)
    swap(&former.files, &files)
    swap(&former.bags, &bags)
    swap(&former.exhibits, &exhibits)
    swap(&former.toldOf, &toldOf)
    former.problems.removeLast(former.problems.count - mark.lengths.problems)
    former.files.removeLast(former.files.count - mark.lengths.files)
    former.bags.removeLast(former.bags.count - mark.lengths.bags)
    former.exhibits.removeLast(former.exhibits.count - mark.lengths.exhibits)
    self = former
  }

  /// Of every exhibit that it made, used again or names.
  var references: Set<String> { Set(exhibits + files.compactMap(\.reference)) }

  /// What was refused, then what deserves a look, each in the order of the files.
  var refusedFirst: [ImportProblem] {
    problems.filter { $0.severity == .refused } + problems.filter { $0.severity == .warning }
  }

  /// Nothing at all came through.
  var isAllRefused: Bool { refused > 0 && read == 0 && !files.contains { $0.state != .refused } }
}

/// One file of a bundle.
struct ImportedFile: Equatable, Sendable {
  enum State: String, Codable, Sendable { case new, known, refused, left }

  let path: String
  let role: String
  let lengthBytes: Int
  let state: State
  /// Of its exhibit, once there is one.
  let reference: String?
}

struct BagVerdict: Equatable, Sendable {
  let path: String
  /// VALID, INVALID or VALID WITH WARNINGS.
  let verdict: String
  let checkedFiles: Int

  var isValid: Bool { verdict == "VALID" }
}
