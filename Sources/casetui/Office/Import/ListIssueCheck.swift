import CaseDomain
import CaseExchange
import CaseStore

/// What one issue of a list shows beside the others that are held: what it states no longer, and that it is an older one.
struct ListIssueCheck {
  /// What is said of a file, and of which issue that is held it tells.
  struct Finding {
    let problem: ImportProblem
    let issue: ListIssue
  }

  let file: EvidenceBundle.File
  let content: Digest256
  let tally: ArrivalTally
  /// Rows of it that could not be read.
  let refused: Int

  /// Lists in XML say of what day they are.
  private var mayBearDay: Bool { [.sdnXML, .unXML, .euXML].contains(file.format) }

  /// Of an issue that states nobody at all, what it would be an issue of; no row of it says. Of the UK's two lists its form
  /// does not say which one it is, and of the EU's tables not whether they are a list or an annex.
  private var emptySeries: ListSeries? {
    guard refused == 0 else { return nil }
    switch file.format {
    case .sdnXML: return ListSeries(source: "ofac", externalID: OFACList.idPrefix(ofFile: file.path))
    case .unXML: return ListSeries(source: "un", externalID: "un:")
    case .euXML: return ListSeries(source: "eu", externalID: "eu:")
    case .screeningList: return ListSeries(source: "csl", externalID: "csl:")
    case .deniedPersons: return ListSeries(source: "bis", externalID: "dpl:")
    default: return nil
    }
  }

  /// The day that the file at hand bears; `nil` where it bears none.
  func day<Failure: Error>(_ source: () throws(Failure) -> any ByteSource) throws(Failure) -> Day? {
    guard mayBearDay else { return nil }
    return ListIssueDay.read(try source())
  }

  /// Entries of the former issue that this one does not state, or that another issue has become the latest meanwhile; `nil`
  /// where there is neither.
  ///
  /// - Parameters:
  ///   - exhibit: that holds it, where one does.
  ///   - run: the import that takes it in, once it has a record.
  ///   - sender: who is said to send it, beside what its exhibit says.
  func missing(
    _ exhibit: ExhibitID?, in run: EntityID?, from sender: String? = nil, _ reader: StoreReader
  ) throws -> Finding? {
    let issues = ListIssues(reader)
    // What came in a mail of nobody is no issue, and takes nothing away.
    guard let series = tally.series ?? emptySeries,
      try !file.isInMail || sender != nil || reader.provenance(of: content).origin != nil
    else { return nil }
    if let exhibit, let later = try issues.later(series, than: exhibit, content, in: run) {
      let problem = ImportProblem(
        path: file.path, offset: nil, object: nil,
        reason: "\(later.reference) (\(later.importReference)) is a later issue of this list, and counts: "
          + "it was taken in after this import had begun",
        remedy: "if this file is meant, take that one back: casetui import undo \(later.importReference)",
        severity: .warning)
      return Finding(problem: problem, issue: later)
    }
    guard let former = try issues.former(series, before: exhibit, content, in: run, from: sender)
    else { return nil }
    let found = try issues.missing(series, statedIn: former.content, notIn: content, naming: 5)
    guard found.count > 0 else { return nil }
    let names = found.first.joined(separator: ", ") + (found.count > found.first.count ? ", …" : "")
    let many = found.count == 1 ? "1 entry" : "\(found.count) entries"
    // Which issue is the latest follows from what each states, so one that states nothing is none.
    guard tally.series != nil else {
      let problem = ImportProblem(
        path: file.path, offset: nil, object: nil,
        reason: "this issue is empty, and takes nobody off: \(many) that \(former.reference) "
          + "(\(former.importReference)) stated \(found.count == 1 ? "stays" : "stay") held as before: \(names)",
        remedy: ImportProblem.remedyForEmptyList, severity: .warning)
      return Finding(problem: problem, issue: former)
    }
    let unread = refused > 0 ? "; \(refused) of its own were refused" : ""
    let problem = ImportProblem(
      path: file.path, offset: nil, object: nil,
      reason: "\(many) that \(former.reference) (\(former.importReference)) stated "
        + "\(found.count == 1 ? "is" : "are") not in this file: \(names)\(unread)",
      remedy:
        "they stay held, and hits say so; look at each: casetui actor show \(found.first[0].lastForShell)",
      severity: .warning)
    return Finding(problem: problem, issue: former)
  }

  /// What `missing` says of an issue that states nobody, of a file that no exhibit holds yet; of any other it cannot be told
  /// before it is taken in.
  ///
  /// - Parameter sender: who is said to send it.
  func isEmpty(from sender: String?, _ reader: StoreReader) throws -> Finding? {
    guard tally.series == nil else { return nil }
    return try missing(nil, in: nil, from: sender, reader)
  }

  /// That this list is held from others alone, where somebody else sends it now; `nil` where it is not.
  ///
  /// - Parameters:
  ///   - exhibit: that holds it, where one does.
  ///   - sender: who is said to send it.
  func comesFromOthers(
    _ exhibit: ExhibitID?, from sender: String?, _ reader: StoreReader
  ) throws -> Finding? {
    guard let series = tally.series, let first = tally.firstOfList,
      let held = try ListIssues(reader).issueOfOthers(
        series, besides: content, sentAs: exhibit, sender: sender, isMailed: file.isInMail)
    else { return nil }
    let origin = try exhibit == nil ? sender : reader.provenance(of: content).origin
    let source = FileProvenance(origin: origin, name: file.name, isMailed: file.isInMail)
    let count = tally.counts.values.reduce(0, +)
    let problem = ImportProblem(
      path: file.path, offset: nil, object: first,
      reason: (count == 1 ? "1 record" : "\(count) records") + " in the form of this list, such as \(first), "
        + "\(count == 1 ? "comes" : "come") from \(source); what is held of it came from "
        + "\(try reader.provenance(of: held.content)): \(held.reference)",
      remedy:
        "whoever writes such a file can send it: hits name who claims it; if the sender may not speak for "
        + "that list, take this import back: casetui import undo",
      severity: .warning)
    return Finding(problem: problem, issue: held)
  }

  /// That an issue which is held bears a later date: `an older issue: EX-0003 of 2021-05-01 is held; …`.
  ///
  /// - Parameters:
  ///   - day: of the file at hand.
  ///   - exhibit: that holds it, where one does.
  ///   - run: the import that takes it in, once it has a record; what this brings is for `ListIssuesTogether`.
  ///   - sender: who is said to send it.
  func isOlder(
    _ day: Day, _ exhibit: ExhibitID?, in run: EntityID?, from sender: String?, _ reader: StoreReader
  ) throws -> (says: String, issue: ListIssue)? {
    guard let series = tally.series else { return nil }
    var later: Day?
    let held = try ListIssues(reader).first(of: series, besides: content, sentAs: exhibit, sender: sender) {
      guard $0.run != run else { return false }
      do throws(SourceError) {
        later = ListIssueDay.read(try FileSource(path: reader.store.vault.path(of: $0.content)))
      } catch {
        // Its content is not here; verify names what is lost.
        later = nil
      }
      return later.map { day < $0 } ?? false
    }
    guard let held, let later else { return nil }
    let says =
      "an older issue, of \(day): \(held.reference) of \(later) is held; "
      + "its entries would be replaced by older ones where they bear no date of their own"
    return (says: says, issue: held)
  }
}
