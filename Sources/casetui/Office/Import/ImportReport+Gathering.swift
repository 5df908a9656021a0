import CaseDomain
import CaseExchange
import CaseStore

// How a report grows, file by file.

extension StoreReader {
  /// How what is told of an import is to be handled, as stored: as the exhibits that it names, and those of whose
  /// senders or statements it tells; and as it is handled, where a person is asked and says nothing else.
  func markings(of report: ImportReport) throws -> [String] {
    let asked = (report.decisions?.questions ?? []).filter { $0.about == .marking }.map(\.answer)
    return try markings(ofExhibits: report.references)
      + report.toldOf.flatMap { try markings(ofFile: $0) } + asked
  }
}

extension ImportReport {
  init(_ bundle: EvidenceBundle) {
    problems = bundle.problems
    refused = bundle.problems.count { $0.severity == .refused }
    ignoredBytes = bundle.leftOut.reduce(0) { $0 + $1.lengthBytes }
    files = bundle.leftOut.map {
      ImportedFile(
        path: $0.path, role: EvidenceFormat.attachment.rawValue, lengthBytes: $0.lengthBytes, state: .refused,
        reference: nil)
    }
    let outer = bundle.files.filter { $0.container == nil }
    kind =
      Self.isBag(bundle, outer) ? "bag" : outer.count == 1 ? outer[0].format.rawValue : "folder"
  }

  /// Whether what was given is a bag: the folder itself, or one archive that is packed from a bag, with or without its
  /// folder. A bag among other things, or in a mail, is only one of its parts.
  private static func isBag(_ bundle: EvidenceBundle, _ outer: [EvidenceBundle.File]) -> Bool {
    let bags = bundle.bags
    if bags.contains(where: \.isEmpty) { return true }
    guard outer.count == 1, [.zip, .tar, .gzip].contains(outer[0].format) else { return false }
    let slash = UInt8(ascii: "/")
    let archive = outer[0].key + [slash]
    return bags.contains { path in
      let bag = Array(path.utf8) + [slash]
      guard bag.starts(with: archive) else { return false }
      let folders = bag.dropFirst(archive.count)
      return folders.isEmpty
        || folders.firstIndex(of: slash) == folders.endIndex - 1
          && bundle.files.allSatisfy { $0.container == nil || $0.key.starts(with: bag) }
    }
  }

  /// Each bag's verdict, how its sender wants it handled, and a question for each file that is not what its manifest
  /// says.
  ///
  /// - Parameter stored: opens a file's content as it was taken in; `nil` for one that was not.
  mutating func check(
    _ paths: [String], in bundle: EvidenceBundle,
    stored: @escaping (EvidenceBundle.File) throws(SourceError) -> FileSource? = { _ in nil },
    _ open: inout OpenQuestions, _ isCancelled: () -> Bool
  ) throws {
    guard !paths.isEmpty else { return }
    let files = Dictionary(bundle.files.map { ($0.key, $0) }) { first, _ in first }
    for path in paths {
      let found = try Bag.check(path, in: bundle, stored: stored, isCancelled: isCancelled)
      bags.append(BagVerdict(path: path, verdict: found.verdict.rawValue, checkedFiles: found.checkedFiles))
      open.note(found, in: bundle)
      // What is wrong with a bag refuses none of its files: it is said, and a person decides.
      problems += found.problems.map { problem in
        ImportProblem(
          path: problem.path, offset: problem.offset, object: problem.object, reason: problem.reason,
          remedy: problem.remedy, severity: .warning)
      }
      var asked: Set<[UInt8]> = []
      for problem in found.problems where problem.severity == .refused {
        // A file may be wrong by several manifests, and is one question.
        guard asked.insert(Array(problem.path.utf8)).inserted else { continue }
        guard let file = files[Array(problem.path.utf8)] else { continue }
        open.ask(.manifest, file, problem.reason, answer: DecisionFile.Question.take)
      }
    }
  }

  mutating func add(_ summary: ImportSummary, _ tally: ArrivalTally) {
    read += summary.read
    refused += summary.refused
    new += tally.counts[.new, default: 0]
    known += tally.counts[.known, default: 0]
    changed += tally.counts[.changed, default: 0]
    conflicts += tally.counts[.conflict, default: 0]
    byType.merge(summary.byType) { $0 + $1 }
    problems += summary.problems + tally.problems + tally.summing
    if summary.unlistedProblems > 0 {
      problems.append(
        ImportProblem(
          path: summary.path, reason: "\(summary.unlistedProblems) more problems of this file are not listed",
          remedy: "mend what is listed, and scan the file again", severity: .warning))
    }
    mappedBytes += summary.objectBytes
    rawBytes -= summary.objectBytes
  }

  /// Every byte of a file that is taken in is in an object that was read, or kept raw with the file.
  mutating func take(
    _ file: EvidenceBundle.File, _ state: ImportedFile.State, _ reference: String?
  ) {
    rawBytes += file.lengthBytes
    if file.isAttachment { attachments += 1 }
    files.append(
      ImportedFile(
        path: file.path, role: file.format.rawValue, lengthBytes: file.lengthBytes, state: state,
        reference: reference))
    if let reference { exhibits.append(reference) }
  }

  /// The same bytes came before from somebody else: they stay one exhibit, and its origin stays.
  mutating func warn(_ file: EvidenceBundle.File, comesFrom other: String, as reference: String) {
    problems.append(
      ImportProblem(
        path: file.path, offset: nil, object: reference,
        reason: "the same bytes are held as \(reference), from \(other)",
        remedy: "nothing to do, unless the origin is wrong: casetui evidence set \(reference) --origin WHO",
        severity: .warning))
  }

  /// What is said of an exhibit that holds a file's bytes already.
  mutating func warn(of held: ImportedExhibit, _ file: EvidenceBundle.File) {
    if let other = held.otherOrigin { warn(file, comesFrom: other, as: held.reference) }
    guard let mark = held.laxerMark else { return }
    problems.append(
      ImportProblem(
        path: file.path, offset: nil, object: held.reference,
        reason: "it is held as \(held.reference) and handled as \(mark), as somebody decided before",
        remedy: "if what was decided now is meant: casetui evidence set \(held.reference) --marking",
        severity: .warning))
  }

  /// Records that were read from a file before count again when its bytes come again, whatever it is taken as now.
  mutating func warn(ofComingBack records: Int, in file: EvidenceBundle.File) {
    guard records > 0 else { return }
    problems.append(
      ImportProblem(
        path: file.path, offset: nil, object: nil,
        reason: "\(records) records that an import which was taken back had read from it count again",
        remedy: "if they are not meant to, take this import back: casetui import undo", severity: .warning))
  }

  /// What a file replaces or revokes of what files of another origin stated, one problem for each of these files; and
  /// of what others had replaced by then, one for each origin.
  ///
  /// - Parameters:
  ///   - source: whose file it is.
  ///   - own: the contents of this import's files: they may complete one another.
  mutating func warn(
    _ tally: ArrivalTally, from source: FileProvenance, besides own: Set<Digest256>, _ reader: StoreReader
  ) throws {
    for (hex, found) in (tally.replaced ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let content = Hex.decode(hex).flatMap({ Digest256($0) }), !own.contains(content) else { continue }
      let other = try reader.provenance(of: content)
      guard !source.isSame(as: other) else { continue }
      toldOf.insert(content)
      warn(found, of: tally.path, from: source, inPlaceOf: "what \(other) stated")
    }
    var told: [FileProvenance] = []
    // Of an origin's files the one that stated most of them.
    let earlier = (tally.earlier ?? [:]).sorted { one, other in
      one.value.count == other.value.count ? one.key < other.key : one.value.count > other.value.count
    }
    for (pair, found) in earlier {
      guard let newest = Hex.decode(String(pair.prefix(64))).flatMap({ Digest256($0) }),
        let content = Hex.decode(String(pair.dropFirst(64))).flatMap({ Digest256($0) }),
        !own.contains(content)
      else { continue }
      let other = try reader.provenance(of: content)
      guard !source.isSame(as: other), try !other.isSame(as: reader.provenance(of: newest)),
        !told.contains(where: { $0.isSame(as: other) })
      else { continue }
      told.append(other)
      toldOf.insert(content)
      warn(found, of: tally.path, from: source, inPlaceOf: "what \(other) stated before others did")
    }
  }

  private mutating func warn(
    _ found: ArrivalTally.Replacement, of path: String, from source: FileProvenance, inPlaceOf what: String
  ) {
    let ofThem = found.count == 1 ? "" : "\(found.revoked) of them "
    let revoked = found.revoked == 0 ? "" : ", \(ofThem)to say that it no longer stands"
    problems.append(
      ImportProblem(
        path: path, offset: found.offset, object: found.example,
        reason: (found.count == 1
          ? "1 object from \(source) takes" : "\(found.count) objects from \(source) take")
          + " the place of \(what)\(revoked)",
        remedy: "see whether the sender may speak for that source; if not, take this import back: "
          + "casetui import undo",
        severity: .warning))
  }

  /// What of a file comes again after a later version took its place, one problem for each file whose versions count.
  ///
  /// - Parameter own: the contents of this import's files.
  mutating func warnOutdated(_ tally: ArrivalTally, besides own: Set<Digest256>, _ reader: StoreReader) throws
  {
    for (hex, found) in (tally.outdated ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let content = Hex.decode(hex).flatMap({ Digest256($0) }), !own.contains(content) else { continue }
      let held = try reader.exhibit(holding: content).map { try reader.exhibitRow($0).reference }
      let later = try held ?? reader.provenance(of: content).description
      toldOf.insert(content)
      problems.append(
        ImportProblem(
          path: tally.path, offset: found.offset, object: found.example,
          reason: found.count == 1
            ? "1 record states again what a later version replaced: that of \(later) counts"
            : "\(found.count) records state again what a later version replaced: those of \(later) count",
          remedy: "if this file says what holds now, take back the import that brought the other: "
            + "casetui import undo", severity: .warning))
    }
  }

  /// Of conflicts in an event that this office wrote itself: they are between what came and what went out of it.
  mutating func warn(ofOwnEvent tally: ArrivalTally, _ reader: StoreReader) throws {
    guard tally.counts[.conflict, default: 0] > 0, let events = tally.events else { return }
    let office = reader.store.identity.officeName
    for row in try reader.cases() where events.contains(MISPWriter.event(of: row.reference, from: office)) {
      problems.append(
        ImportProblem(
          path: tally.path, offset: nil, object: row.reference,
          reason: "it bears the identifier of casetui's own export of case \(row.reference), which has "
            + "other distributions and no to_ids: what is in conflict is what that was made from",
          remedy: "if it is that export, take this import back: casetui import undo", severity: .warning))
    }
  }

  /// A table that came from somebody and comes again as nobody's, as it does in a bag, or under another spelling of its
  /// sender: its rows stand beside their own.
  ///
  /// - Parameter run: the import, once it has a record.
  mutating func warn(
    ofRowsTwice file: EvidenceBundle.File, _ content: Digest256, from sender: String?, in run: EntityID?,
    _ reader: StoreReader
  ) throws {
    guard file.format == .csv else { return }
    var senders = try reader.senders(reading: content, besides: run)
    if let sender {
      // As it is spelt now it is held already, and nothing comes.
      guard !senders.contains(where: { $0.utf8.elementsEqual(sender.utf8) }) else { return }
      senders = senders.filter { Exhibit.isOneOrigin($0, sender) }
    }
    guard let first = senders.first else { return }
    toldOf.insert(content)
    let names = senders.prefix(5).map { "\($0)'s" }.joined(separator: ", ") + (senders.count > 5 ? ", …" : "")
    problems.append(
      ImportProblem(
        path: file.path, offset: nil, object: nil,
        reason: "its rows stand twice with this import: once as \(names), once as "
          + (sender.map { "\($0)'s" } ?? "nobody's"),
        remedy: "give\(first.forShell(asOption: "from")), or take this import back: casetui import undo",
        severity: .warning))
  }

  /// What counts no more since a table is read otherwise than before, and who named it.
  ///
  /// - Parameters:
  ///   - path: of the import.
  ///   - tables: the paths of its tables, by content.
  mutating func warn(of replaced: ReplacedRows, _ path: String, _ tables: [Digest256: String]) {
    for table in replaced.tables {
      problems.append(
        ImportProblem(
          path: tables[table.file] ?? path, offset: nil, object: table.example,
          reason: (table.rows == 1
            ? "1 row that was read from it before, as \(table.example), counts"
            : "\(table.rows) rows that were read from it before, as \(table.example) and the like, count")
            + " no more, as the same bytes are read otherwise now",
          remedy: "if that is not meant, take this import back: casetui import undo", severity: .warning))
    }
    for one in replaced.citations {
      problems.append(
        ImportProblem(
          path: path, offset: nil, object: one.record,
          reason: "source record \(one.record), which "
            + "\(one.isAnother ? "is another row now" : "counts no more"), is cited by \(one.place)",
          remedy: (one.isAnother
            ? "it stands of that row now: take it back and say it of the row that is meant"
            : "say it anew of the row as it is read now")
            + ", or take this import back: casetui import undo",
          severity: .warning))
    }
  }

  /// What an issue of a list leaves out that the one before stated, that others sent those before, and, where nobody was
  /// asked, that it is an older one.
  ///
  /// - Parameters:
  ///   - run: the import, once it has a record.
  ///   - issues: that it read before this one.
  mutating func warn(
    _ check: ListIssueCheck, _ exhibit: ExhibitID, in run: EntityID?,
    besides issues: inout ListIssuesTogether, wasAsked: Bool, _ reader: StoreReader
  ) throws {
    add(try check.missing(exhibit, in: run, reader))
    add(try check.comesFromOthers(exhibit, from: nil, reader))
    guard !wasAsked else { return }
    let stated: Day?
    do throws(SourceError) {
      stated = try check.day { () throws(SourceError) -> any ByteSource in
        try FileSource(path: reader.store.vault.path(of: check.content))
      }
    } catch {
      throw ImportRefusal(unreadable: check.file.path, error)
    }
    guard let day = stated else { return }
    let together = issues.note(check, of: day)
    let held = try check.isOlder(day, exhibit, in: run, from: nil, reader)
    if let held { toldOf.insert(held.issue.content) }
    guard let older = held?.says ?? together else { return }
    problems.append(
      ImportProblem(
        path: check.file.path, offset: nil, object: nil, reason: older,
        remedy: "if the later one is meant, take this import back: casetui import undo", severity: .warning))
  }

  /// What a list shows beside an issue that is held.
  mutating func add(_ found: ListIssueCheck.Finding?) {
    guard let found else { return }
    problems.append(found.problem)
    toldOf.insert(found.issue.content)
  }

  mutating func leave(_ file: EvidenceBundle.File) {
    ignoredBytes += file.lengthBytes
    files.append(
      ImportedFile(
        path: file.path, role: file.format.rawValue, lengthBytes: file.lengthBytes, state: .left,
        reference: nil))
  }

  mutating func refuse(_ file: EvidenceBundle.File, _ refusal: ImportRefusal) {
    refused += 1
    ignoredBytes += file.lengthBytes
    problems.append(
      ImportProblem(
        path: file.path, offset: refusal.offset, object: refusal.line.map { "line \($0)" },
        reason: refusal.reason, remedy: refusal.remedy, severity: .refused))
    files.append(
      ImportedFile(
        path: file.path, role: file.format.rawValue, lengthBytes: file.lengthBytes, state: .refused,
        reference: nil))
  }
}
