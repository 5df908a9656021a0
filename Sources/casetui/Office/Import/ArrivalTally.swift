import CaseDomain
import CaseExchange
import CaseStore

/// How the objects of one file stand to what is held.
struct ArrivalTally: Codable {
  let path: String
  private(set) var counts: [Arrival: Int] = [:]
  /// What somebody changed silently, and what is not compared: of either the first thousand is listed, and all is counted.
  private(set) var problems: [ImportProblem] = []
  /// By the file, in hexadecimal, whose versions count no more since those here came. What is optional here may be missing
  /// from the step of an import that an earlier build left.
  private(set) var replaced: [String: Replacement]?
  private var future: Future?
  /// The strictest label of its sender.
  private(set) var light: StatedLights.Stated?
  private var saysRepeat: Bool?
  private var saysKeys: Bool?
  /// The first record that belongs to a list of which every file is all of it: the others do, too.
  private var member: Member?
  /// As `replaced`: the file whose later versions count, of earlier ones that come again here.
  private(set) var outdated: [String: Replacement]?
  /// By the file whose version counts no more, and behind it a file that stated an earlier one.
  private(set) var earlier: [String: Replacement]?
  /// Rows of a list that take the place of an earlier row of the file.
  private var repeats: Repeats?
  /// Rows under numbers that an export gave to entries of other lists.
  private var given: Given?
  /// Objects of which something is not compared, and what of those that are not listed.
  private var trimming: Trimming?
  /// The first ten events of MISP in it, by their UUIDs.
  private(set) var events: [String]?

  private static let maximumListed = 1_000

  private struct Trimming: Codable {
    var objects = 0
    var unlistedValues = 0
  }

  private struct Member: Codable {
    let source: String
    let externalID: String
  }

  private struct Repeats: Codable {
    var count = 0
    /// Of the first ten: `sdn:101 at byte 240`.
    var rows: [String] = []
    let offset: Int
  }

  struct Replacement: Codable {
    var count = 0
    /// Of these, how many say that what was stated no longer stands.
    var revoked = 0
    let example: String
    let offset: Int
  }

  private struct Given: Codable {
    var count = 0
    let example: String
    let offset: Int
  }

  private struct Future: Codable {
    var count = 0
    let example: String
    let offset: Int
  }

  init(path: String) { self.path = path }

  /// It states more names and values than are compared: so many are left to its bytes.
  mutating func trimmed(_ externalID: String, _ count: Int, at offset: Int) {
    var all = trimming ?? Trimming()
    defer { trimming = all }
    all.objects += 1
    guard all.objects <= Self.maximumListed else {
      all.unlistedValues += count
      return
    }
    problems.append(
      ImportProblem(
        path: path, offset: offset, object: externalID,
        reason: "\(count) of the names and values it states are not compared, and link nobody",
        remedy: "ask for it in parts, each with fewer of them; search finds words of its beginning at most",
        severity: .warning))
  }

  mutating func labelled(_ light: TLP, _ externalID: String) {
    guard self.light.map({ $0.tlp < light }) ?? true else { return }
    self.light = StatedLights.Stated(light: light.rawValue, example: externalID)
  }

  /// It is dated in the future, and nobody was asked about that.
  mutating func late(_ day: Day, _ externalID: String, at offset: Int) {
    future = future ?? Future(example: "\(externalID) of \(day)", offset: offset)
    future?.count += 1
  }

  /// The list that the file is an issue of, if it is one; an export of other lists in its form is none.
  var series: ListSeries? {
    given == nil ? member.flatMap { ListSeries(source: $0.source, externalID: $0.externalID) } : nil
  }

  /// The first of its records that belongs to that list.
  var firstOfList: String? { member?.externalID }

  /// What is said once of the whole file.
  var summing: [ImportProblem] {
    [lateness, exported, repetition, unlistedConflicts, unlistedTrimming].compactMap(\.self)
  }

  private var unlistedConflicts: ImportProblem? {
    let more = counts[.conflict, default: 0] - Self.maximumListed
    guard more > 0 else { return nil }
    return ImportProblem(
      path: path, offset: nil, object: nil,
      reason: more == 1
        ? "1 more object is here under the same modified time with other content"
        : "\(more) more objects are here under the same modified times with other content",
      remedy: "compare their versions with casetui search; all are kept", severity: .warning)
  }

  private var unlistedTrimming: ImportProblem? {
    let more = (trimming?.objects ?? 0) - Self.maximumListed
    guard let values = trimming?.unlistedValues, more > 0 else { return nil }
    let others = more == 1 ? "1 more object states" : "\(more) more objects state"
    return ImportProblem(
      path: path, offset: nil, object: nil,
      reason: "\(values) names and values that \(others) are not compared, and link nobody",
      remedy:
        "ask for them in parts, each with fewer of them; search finds words of their beginnings at most",
      severity: .warning)
  }

  private var repetition: ImportProblem? {
    repeats.map { repeats in
      let more = repeats.count - repeats.rows.count
      return ImportProblem(
        path: path, offset: repeats.offset, object: nil,
        reason: (repeats.count == 1
          ? "1 row of this file bears the number of an earlier row of it, and says something else"
          : "\(repeats.count) rows of this file bear the numbers of earlier rows of it, and say something else")
          + "; the last holds: \(repeats.rows.joined(separator: ", "))"
          + (more > 0 ? " and \(more) more" : ""),
        remedy: "see what its publisher means by two rows with one number; both are kept", severity: .warning)
    }
  }

  private var exported: ImportProblem? {
    given.map { given in
      let rows = given.count == 1 ? "1 row bears a number" : "\(given.count) rows bear numbers"
      return ImportProblem(
        path: path, offset: given.offset, object: nil,
        reason: "\(rows) that casetui list export gives to entries of other lists, such as \(given.example): "
          + "this file is not OFAC's list",
        remedy:
          "it takes nothing off OFAC's list; what it states under OFAC's name counts as stated: if that is not so, take it "
          + "back with casetui import undo, and import the list that it was made from",
        severity: .warning)
    }
  }

  private var lateness: ImportProblem? {
    future.map { future in
      ImportProblem(
        path: path, offset: future.offset, object: nil,
        reason: "\(future.count) objects are dated in the future, such as \(future.example)",
        remedy: "see whether the sender's date is wrong: a version of today counts as the older one",
        severity: .warning)
    }
  }

  private mutating func noteEarlier(
    _ files: [Digest256], than newest: Digest256, _ externalID: String, isRevoked: Bool, at offset: Int
  ) {
    guard !files.isEmpty else { return }
    var all = earlier ?? [:]
    for file in files {
      let key = newest.hex + file.hex
      all[key, default: Replacement(example: externalID, offset: offset)].count += 1
      if isRevoked { all[key]?.revoked += 1 }
    }
    earlier = all
  }

  /// - Parameters:
  ///   - source: the name space of the identifier.
  ///   - isRevoked: it says that what was stated no longer stands.
  mutating func count(
    _ taking: Taking, _ source: String, _ type: String, _ externalID: String, isRevoked: Bool, at offset: Int
  ) {
    counts[taking.arrival, default: 0] += 1
    if member == nil, ListSeries(source: source, externalID: externalID) != nil {
      member = Member(source: source, externalID: externalID)
    }
    if GivenNumber.isIn(source, externalID) {
      given = given ?? Given(example: externalID, offset: offset)
      given?.count += 1
    }
    if let later = taking.outdatedBy {
      outdated = (outdated ?? [:])
      outdated?[later.hex, default: Replacement(example: externalID, offset: offset)].count += 1
    }
    if taking.replaced == .thisFile, member != nil {
      var all = repeats ?? Repeats(offset: offset)
      all.count += 1
      if all.rows.count < 10 { all.rows.append("\(externalID) at byte \(offset)") }
      repeats = all
    }
    if source == "misp", type == "event", events?.count ?? 0 < 10 { events = (events ?? []) + [externalID] }
    if source == "csv" {
      // Rows of a cluster or the like bear one key by nature.
      if taking.replaced == .thisFile, type == "csv-row", saysRepeat == nil {
        saysRepeat = true
        problems.append(
          ImportProblem(
            path: path, offset: offset, object: externalID,
            reason: "this key repeats in this file: its rows count as versions of one, and the last holds",
            remedy: "if they are different things, take another column as their id: --mapping",
            severity: .warning))
      } else if case .file = taking.replaced, saysKeys == nil {
        saysKeys = true
        // The key of a row is the name of its file and its id: another sender's table may bear the same.
        problems.append(
          ImportProblem(
            path: path, offset: offset, object: externalID,
            reason:
              "rows with these keys came before in a file of this name; these count as later versions of them",
            remedy:
              "if it is another sender's table, take this import back and say with --from who sent it",
            severity: .warning))
      }
    } else if case .file(let other) = taking.replaced {
      var all = replaced ?? [:]
      all[other.hex, default: Replacement(example: externalID, offset: offset)].count += 1
      if isRevoked { all[other.hex]?.revoked += 1 }
      replaced = all
      noteEarlier(taking.earlier, than: other, externalID, isRevoked: isRevoked, at: offset)
    }
    guard taking.arrival == .conflict, counts[.conflict, default: 0] <= Self.maximumListed else { return }
    problems.append(
      ImportProblem(
        path: path, offset: offset, object: externalID,
        reason: "the same modified time is here with other content",
        remedy: "compare the versions with casetui search \(externalID.lastForShell); all are kept",
        severity: .warning))
  }
}
