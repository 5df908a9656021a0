import CaseDomain

/// What an import would do, or did.
struct ImportView: Equatable, Sendable {
  struct Problem: Hashable, Sendable {
    let isRefused: Bool
    /// The file's name, then the object in it.
    let place: String
    let reason: String
    let remedy: String
    /// A person should decide it; there is an answer that is taken otherwise.
    var isQuestion = false

    var word: String { isQuestion ? "decide" : isRefused ? "refused" : "warning" }
  }

  struct File: Hashable, Sendable {
    let path: String
    let role: String
    let bytes: UInt64
    let state: String
    let reference: String?
  }

  var read = 0
  var new = 0
  var known = 0
  var changed = 0
  var conflicts = 0
  var refused = 0
  var danglingRefs = 0
  var byType: [TypeCount] = []
  var problems: [Problem] = []
  var files: [File] = []
  var exhibits: [String] = []
  var seconds = 0.0
  /// Every byte of every file is in one of the three.
  var mappedBytes = 0
  var rawBytes = 0
  var ignoredBytes = 0
  /// Of the import on record; `nil` when nothing was new, and of a scan.
  var reference: String?
  /// What a person should decide; in `problems` before all others.
  var questions = 0
  /// What a scan read; `nil` of an import.
  var scanned: [DecisionFile.File]?
  /// What the check of each bag in it came to.
  var bags: [BagVerdict] = []
  /// Objects that earlier runs of the same import had written already.
  var resumed = 0
  /// Of its exhibits, and what its senders ask for.
  var marks: [HandlingMark] = []

  struct TypeCount: Hashable, Sendable {
    let type: String
    let count: Int
  }
}
