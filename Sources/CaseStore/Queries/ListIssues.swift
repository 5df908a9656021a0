import CaseDomain

/// A list of which every file is all of it: what a later one does not state is not on it any more. OFAC's lists, those of
/// the BIS, the UN, the EU and the UK, and the Consolidated Screening List; each of OFAC's files by itself.
public struct ListSeries: Hashable, Sendable {
  /// The name space of its records.
  let source: String
  /// How the ids of its records begin: `sdn:`, `alt:`, `eu:`.
  let prefix: String
  /// Of the UK's two lists, the one whose ids are numbers.
  private let hasNumbers: Bool

  /// The list that a record belongs to; `nil` when it belongs to none, or to one that comes in parts, as the annexes of an
  /// act do.
  public init?(source: String, externalID: String) {
    guard ["ofac", "bis", "csl", "un", "eu", "uk"].contains(where: { $0.utf8.elementsEqual(source.utf8) }),
      let colon = externalID.utf8.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    // An export's own number is of no entry of OFAC's.
    if GivenNumber.isIn(source, externalID) { return nil }
    let rest = externalID.utf8[externalID.utf8.index(after: colon)...]
    // `eu:ACT:ANNEX:NUMBER:DIGEST`.
    if source == "eu", rest.count(where: { $0 == UInt8(ascii: ":") }) > 1 { return nil }
    self.source = source
    prefix = String(externalID[...colon])
    hasNumbers =
      source == "uk" && rest.prefix { $0 != UInt8(ascii: ":") }.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The first text behind all that begin with the prefix.
  fileprivate var end: String { prefix.dropLast() + ";" }
}

/// A file of such a list as an import took it in.
public struct ListIssue: Hashable, Sendable {
  public let exhibit: ExhibitID
  public let content: Digest256
  /// Of the exhibit, and of the import.
  public let reference: String
  public let importReference: String
  public let takenInOn: Day
  public let run: EntityID
  /// All that it states is here. One that is not wholly in may state what has not come yet.
  let isWhole: Bool
}

/// That the latest issue of a list does not state a record which an earlier one stated.
public struct ListAbsence: Hashable, Sendable {
  public let externalID: String
  public let issue: ListIssue

  /// `not read in EX-0004, the latest issue of that list taken in (2026-03-02)`: its row may be there and have been
  /// refused.
  public var sentence: String {
    "not read in \(issue.reference), the latest issue of that list taken in (\(issue.takenInOn))"
  }
}

/// The files of whole lists that are held, the latest import's first. Nothing about it is stored: it follows from which
/// imports are not taken back, and from what is on record as stated by their files (docs/decisions/0036).
///
/// One instance serves one view of the store, reads imports only as far back as it is asked, and remembers them.
public final class ListIssues {
  private let reader: StoreReader
  /// In this import.
  private var known: [ListSeries: [ListIssue]] = [:]
  private var senders: [ExhibitID: Set<[UInt8]>] = [:]
  /// By import: whether all of it is here.
  private var whole: [EntityID: Bool] = [:]
  /// By import: the mails that it brought.
  private var mails: [EntityID: [ExhibitID]] = [:]
  /// Imports that stand, the newest first, and the place of each; `nil` until they are asked for.
  private var order: (imports: [(run: EntityID, reference: String)], places: [EntityID: Int])?
  /// So many of them were read.
  private var read = 0

  public init(_ reader: StoreReader) { self.reader = reader }

  // MARK: what is asked

  /// What the latest issue of its list that is wholly in, from one of the senders that stated it, says no longer of a
  /// record.
  ///
  /// - Returns: `nil` while it is stated there, and for what is of no such list.
  public func absence(of externalID: String, in source: String) throws -> ListAbsence? {
    guard let series = ListSeries(source: source, externalID: externalID) else { return nil }
    var place = 0
    var staters: [Set<[UInt8]>]?
    while let issue = try issue(place, of: series) {
      if try states(issue.content, externalID, source) { return nil }
      place += 1
      guard issue.isWhole else { continue }
      let its = try staters ?? stating(externalID, source)
      staters = its
      if try its.contains(where: { Self.isOne($0, try self.senders(of: issue)) }) {
        return ListAbsence(externalID: externalID, issue: issue)
      }
    }
    return nil
  }

  /// The same of an entry, else of the rows that state a name of it.
  ///
  /// - Parameters:
  ///   - name: as `StoreReader.names(of:)` has it.
  ///   - stated: of the bearer's `StoreReader.statedNames(of:)` at least those with that text; looked up when
  ///     `nil`.
  /// - Returns: `nil` while the entry, and a row of it with that name, are stated, and for what is of no such
  ///   list.
  func absence(
    of bearer: NameBearer, _ name: HeldName, among stated: [HeldName]? = nil
  ) throws -> ListAbsence? {
    guard case .entry(let source, let id) = bearer, ListSeries(source: source, externalID: id) != nil else {
      return nil
    }
    if let found = try absence(of: id, in: source) { return found }
    guard name.about != nil else { return nil }
    var first: ListAbsence?
    // A list may number its rows anew: the name may stand in another one.
    for row in try stated ?? reader.statedNames(of: bearer)
    where row.isFormer == name.isFormer && row.name.text.utf8.elementsEqual(name.name.text.utf8) {
      guard case .entry(_, let record)? = try reader.bearer(ofRecord: row.operation),
        let found = try absence(of: record, in: source)
      else { return nil }
      if first == nil { first = found }
    }
    return first
  }

  /// The issue before one that is taken in now, from the same sender where one was said; it is wholly in.
  ///
  /// - Parameters:
  ///   - exhibit: that holds it, where one does, with the hash of its bytes.
  ///   - run: the import that takes it in, once it has a record.
  ///   - sender: as for `first`.
  public func former(
    _ series: ListSeries, before exhibit: ExhibitID?, _ content: Digest256, in run: EntityID?,
    from sender: String? = nil
  ) throws -> ListIssue? {
    let place = try run.flatMap { try imports().places[$0] } ?? -1
    return try first(of: series, besides: content, sentAs: exhibit, sender: sender) {
      try $0.isWhole && self.place(of: $0) > place
    }
  }

  /// An issue that was taken in after an import had begun, and counts in the place of what that takes in.
  ///
  /// - Parameters: as of `former`.
  public func later(
    _ series: ListSeries, than exhibit: ExhibitID, _ content: Digest256, in run: EntityID?
  ) throws -> ListIssue? {
    guard let place = try run.flatMap({ try imports().places[$0] }) else { return nil }
    return try first(of: series, besides: content, sentAs: exhibit) {
      try $0.isWhole && self.place(of: $0) < place
    }
  }

  /// The import that took in the latest issue, wholly in or not, whoever sent it.
  func latestImport(of series: ListSeries) throws -> EntityID? { try issue(0, of: series)?.run }

  /// The first issue from the same sender that fits, the latest import's first.
  ///
  /// - Parameter sender: said of the one at hand, beside what its exhibit says, where it has one.
  public func first(
    of series: ListSeries, besides content: Digest256, sentAs exhibit: ExhibitID?, sender: String? = nil,
    where fits: (ListIssue) throws -> Bool
  ) throws -> ListIssue? {
    let own = try senders(exhibit, sender)
    var place = 0
    while let issue = try issue(place, of: series) {
      if issue.content != content, Self.isOne(own, try senders(of: issue)), try fits(issue) { return issue }
      place += 1
    }
    return nil
  }

  /// The latest issue of a list of which others alone sent what is held: nobody who sent the one at hand.
  ///
  /// - Parameters:
  ///   - sender: as for `first`.
  ///   - isMailed: it came in a mail. Nobody who wrote one is not the nobody who sent a list.
  public func issueOfOthers(
    _ series: ListSeries, besides content: Digest256, sentAs exhibit: ExhibitID?, sender: String? = nil,
    isMailed: Bool = false
  ) throws -> ListIssue? {
    let own = try senders(exhibit, sender)
    let isAnybody = isMailed && own.isEmpty
    var latest: ListIssue?
    var place = 0
    while let issue = try issue(place, of: series) {
      place += 1
      guard issue.content != content else { continue }
      if try !isAnybody && Self.isOne(own, senders(of: issue)) { return nil }
      latest = latest ?? issue
    }
    return latest
  }

  /// Records of a list that one file states and another does not, by their ids in the order of these.
  public func missing(
    _ series: ListSeries, statedIn former: Digest256, notIn content: Digest256, naming most: Int
  ) throws -> (count: Int, first: [String]) {
    let select = try reader.sql.composed(
      """
      SELECT r.externalID FROM sourceRecord r JOIN op ON op.id = r.op JOIN feed ON feed.feed = op.feed
      WHERE r.externalID >= ?1 AND r.externalID < ?2 AND r.source = ?3
      GROUP BY r.externalID
      HAVING max(\(Self.isStated(in: "?4"))) AND NOT max(\(Self.isStated(in: "?5"))) ORDER BY r.externalID
      """)
    select.bind(1, series.prefix)
    select.bind(2, series.end)
    select.bind(3, series.source)
    select.bind(4, former)
    select.bind(5, content)
    var found: (count: Int, first: [String]) = (0, [])
    while try select.step() {
      if found.count < most { found.first.append(select.text(0)) }
      found.count += 1
    }
    return found
  }

  // MARK: who states what

  /// Of a row of `sourceRecord AS r` with its `op` and `feed`: whether a file states it, as its own or again.
  private static func isStated(in file: String) -> String {
    """
    r.bundle = \(file) OR EXISTS (
      SELECT 1 FROM restated WHERE restated.feedID = feed.feedID AND page = op.seq >> 6
        AND restated.bundle = \(file) AND bits >> (op.seq & 63) & 1)
    """
  }

  private func states(_ content: Digest256, _ externalID: String, _ source: String) throws -> Bool {
    let select = try reader.sql.composed(
      """
      SELECT 1 FROM sourceRecord r JOIN op ON op.id = r.op JOIN feed ON feed.feed = op.feed
      WHERE r.externalID = ?1 AND r.source = ?2 AND (\(Self.isStated(in: "?3"))) LIMIT 1
      """)
    select.bind(1, externalID)
    select.bind(2, source)
    select.bind(3, content)
    defer { select.reset() }
    return try select.step()
  }

  /// The senders of each file that states a record in any version.
  private func stating(_ externalID: String, _ source: String) throws -> [Set<[UInt8]>] {
    let select = try reader.sql.composed(
      """
      SELECT r.bundle FROM sourceRecord r WHERE r.externalID = ?1 AND r.source = ?2 AND r.bundle IS NOT NULL
      UNION
      SELECT again.bundle FROM sourceRecord r JOIN restatedRecord AS again ON again.op = r.op
      WHERE r.externalID = ?1 AND r.source = ?2
      """)
    select.bind(1, externalID)
    select.bind(2, source)
    var files: [Digest256] = []
    while try select.step() { files.append(try select.digest(0)) }
    return try files.flatMap { try reader.exhibits(withContent: $0) }.map { try senders(of: $0) }
  }

  /// Of a file at hand: who its exhibit says sent it, where it has one, and who is said to send it now.
  private func senders(_ exhibit: ExhibitID?, _ sender: String?) throws -> Set<[UInt8]> {
    (try exhibit.map { try senders(of: $0) } ?? []).union(Self.keys([sender]))
  }

  /// Of all exhibits of its content: offices apart have one each.
  private func senders(of issue: ListIssue) throws -> Set<[UInt8]> {
    var found: Set<[UInt8]> = []
    for exhibit in try reader.exhibits(withContent: issue.content) {
      found.formUnion(try senders(of: exhibit))
    }
    return found
  }

  /// Who is said to have sent an exhibit; empty for nobody.
  private func senders(of exhibit: ExhibitID) throws -> Set<[UInt8]> {
    if let known = senders[exhibit] { return known }
    let origin = FileProvenance(try reader.exhibitRow(exhibit)).origin
    let found = Self.keys([origin] + (try reader.senders(of: exhibit)))
    senders[exhibit] = found
    return found
  }

  /// Names of senders, in any spelling, as bytes.
  private static func keys(_ names: [String?]) -> Set<[UInt8]> {
    Set(names.compactMap { Exhibit.originKey($0) }.map { Array($0.utf8) })
  }

  private static func isOne(_ first: Set<[UInt8]>, _ second: Set<[UInt8]>) -> Bool {
    first.isEmpty ? second.isEmpty : !first.isDisjoint(with: second)
  }

  // MARK: the imports, back in time

  private func issue(_ place: Int, of series: ListSeries) throws -> ListIssue? {
    let imports = try imports().imports
    while known[series, default: []].count <= place, read < imports.count {
      let next = imports[read]
      read += 1
      try readImport(next.run, next.reference)
    }
    let found = known[series, default: []]
    return place < found.count ? found[place] : nil
  }

  private func imports() throws -> (imports: [(run: EntityID, reference: String)], places: [EntityID: Int]) {
    if let order { return order }
    let select = try reader.sql.composed(
      "SELECT id, reference FROM importRun WHERE withdrawn = 0 \(StoreReader.newestImportFirst)")
    var imports: [(run: EntityID, reference: String)] = []
    while try select.step() { imports.append((try select.id(0), select.text(1))) }
    let places = Dictionary(uniqueKeysWithValues: imports.enumerated().map { ($1.run, $0) })
    order = (imports: imports, places: places)
    return (imports: imports, places: places)
  }

  /// Of the import that took an issue in: the newest is 0.
  private func place(of issue: ListIssue) throws -> Int { try imports().places[issue.run] ?? 0 }

  private func readImport(_ run: EntityID, _ reference: String) throws {
    for link in try exhibits(of: run) {
      guard let content = link.content, let series = try series(of: link, content, in: run),
        try !isExport(content, series), try !isMailedByNobody(link.exhibit, in: run)
      else { continue }
      known[series, default: []].append(
        ListIssue(
          exhibit: link.exhibit, content: content, reference: link.reference, importReference: reference,
          takenInOn: Day(milliseconds: link.saidAt), run: run, isWhole: try isWhole(run)))
    }
  }

  private struct Link {
    let exhibit: ExhibitID
    let reference: String
    let content: Digest256?
    let saidAt: UInt64
  }

  /// Whether an import brought it in mails alone, and nobody is on record as having sent it: whatever somebody attached is no
  /// issue of a list.
  private func isMailedByNobody(_ exhibit: ExhibitID, in run: EntityID) throws -> Bool {
    guard try senders(of: exhibit).isEmpty else { return false }
    let mails = try self.mails(of: run)
    guard !mails.isEmpty else { return false }
    return try reader.projection.isBrought(exhibit, by: run, onlyIn: mails)
  }

  private func mails(of run: EntityID) throws -> [ExhibitID] {
    if let known = mails[run] { return known }
    let found = try reader.mails(of: run)
    mails[run] = found
    return found
  }

  private func isWhole(_ run: EntityID) throws -> Bool {
    if let known = whole[run] { return known }
    let found = try !reader.isUnfinished(run)
    whole[run] = found
    return found
  }

  /// What an import was the first to take in, of those that stand and are wholly in: a file that was there already is no
  /// later issue. What it read last comes first: of two issues of one list that one counts.
  private func exhibits(of run: EntityID) throws -> [Link] {
    let select = try reader.sql(
      """
      SELECT exhibit.id, exhibit.reference, exhibit.sha256, link.saidAt
      FROM importExhibit AS link JOIN exhibit ON exhibit.id = link.exhibit
      WHERE link.run = ?1
      """)
    select.bind(1, run)
    var links: [Link] = []
    while try select.step() {
      links.append(
        Link(
          exhibit: try select.id(0), reference: select.text(1),
          content: select.isNull(2) ? nil : try select.digest(2), saidAt: select.uint(3)))
    }
    // An import says of its exhibits in the order in which it read them; ids of one millisecond have none.
    let said = try reader.live(run, .importExhibit).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
    var order: [ExhibitID: Int] = [:]
    for (number, word) in said.enumerated() {
      if let exhibit = ExhibitID(word.value), order[exhibit] == nil { order[exhibit] = number }
    }
    links.sort { order[$0.exhibit, default: 0] > order[$1.exhibit, default: 0] }
    let places = try imports().places
    guard let place = places[run] else { return [] }
    return try links.filter { link in
      guard let content = link.content else { return true }
      return try !runs(takingIn: content).contains { other in
        guard let its = places[other.run], its > place else { return false }
        return try isWhole(other.run) && !isMailedByNobody(other.exhibit, in: other.run)
      }
    }
  }

  /// Imports that took in a file of that content, with its exhibit: offices apart have one each.
  private func runs(takingIn content: Digest256) throws -> [(run: EntityID, exhibit: ExhibitID)] {
    let select = try reader.sql(
      """
      SELECT link.run, exhibit.id FROM exhibit JOIN importExhibit AS link ON link.exhibit = exhibit.id WHERE exhibit.sha256 = ?1
      """)
    select.bind(1, content)
    var found: [(run: EntityID, exhibit: ExhibitID)] = []
    while try select.step() { found.append((try select.id(0), try select.id(1))) }
    return found
  }

  // MARK: of which list a file is

  /// Whether a file in OFAC's form states entries of other lists, too, under the numbers that an export gave them: such a
  /// one is not OFAC's list.
  private func isExport(_ content: Digest256, _ series: ListSeries) throws -> Bool {
    guard series.source == "ofac" else { return false }
    let select = try reader.sql.composed(
      """
      SELECT r.externalID FROM sourceRecord r JOIN op ON op.id = r.op JOIN feed ON feed.feed = op.feed
      WHERE r.externalID >= ?1 || ?4 AND r.externalID < ?2 AND r.source = ?3
        AND substr(r.externalID, length(?1) + 1, 11) GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'
        AND substr(r.externalID, length(?1) + 11, 1) IN ('', ':') AND (\(Self.isStated(in: "?5"))) LIMIT 1
      """)
    select.bind(1, series.prefix)
    select.bind(2, series.end)
    select.bind(3, series.source)
    select.bind(4, String(GivenNumber.range.lowerBound))
    select.bind(5, content)
    defer { select.reset() }
    return try select.step()
  }

  /// How many operations stand at most between that of an exhibit and its first record: title, file, custody, case.
  private static let mostBetween: UInt64 = 32
  /// As many between its last record and its link to the import: marks, and links of other files.
  private static let mostBehind: UInt64 = 4_096

  /// The list that a file belongs to, as any of its records does. No index leads from a file to its records: they are
  /// found by where an import writes them.
  private func series(of link: Link, _ content: Digest256, in run: EntityID) throws -> ListSeries? {
    if let found = try restated(by: link.exhibit) { return found }
    guard let made = try reader.live(link.exhibit.cast(), .created).first else { return nil }
    let after = made.dot.seq + 1
    if let found = try record(of: made.dot.feed, after...made.dot.seq + Self.mostBetween, isLast: false),
      found.bundle == content
    {
      return found.series
    }
    // What an import made has its records there, or none.
    guard try !isMadeByImport(link.exhibit, at: made.saidAtMilliseconds) else { return nil }
    // An exhibit that was here before: its records stand before its link to the import.
    let links = try reader.live(run, .importExhibit).filter { ExhibitID($0.value) == link.exhibit }
    guard let linked = links.first,
      made.dot.feed != linked.dot.feed || made.saidAtMilliseconds != linked.saidAtMilliseconds
    else { return nil }
    let inRun = Set(try exhibits(of: run).compactMap(\.content))
    var end = linked.dot.seq
    var passed: Digest256?
    while end > 1 {
      let first = end > Self.mostBehind ? end - Self.mostBehind : 1
      if let found = try record(of: linked.dot.feed, first...end - 1, isLast: true, besides: passed) {
        guard let bundle = found.bundle, inRun.contains(bundle) else { return nil }
        if bundle == content { return found.series }
        (end, passed) = (found.seq, bundle)
      } else if passed != nil, try record(of: linked.dot.feed, first...end - 1, isLast: true) != nil {
        end = first
      } else {
        return nil
      }
    }
    return nil
  }

  /// Whether an import wrote at once that there is the exhibit, and that it brought it.
  private func isMadeByImport(_ exhibit: ExhibitID, at saidAt: UInt64) throws -> Bool {
    let select = try reader.sql("SELECT 1 FROM importExhibit WHERE exhibit = ?1 AND saidAt = ?2 LIMIT 1")
    select.bind(1, exhibit)
    select.bind(2, saidAt)
    defer { select.reset() }
    return try select.step()
  }

  /// By what is on record as stated by it again.
  private func restated(by exhibit: ExhibitID) throws -> ListSeries? {
    let select = try reader.sql("SELECT value FROM live WHERE entity = ?1 AND field = ?2 LIMIT 1")
    select.bind(1, exhibit)
    select.bind(2, Field.restated.rawValue)
    defer { select.reset() }
    guard try select.step(), let marks = RestatedRecords(try CBORReader.decode(select.bytes(0))),
      let first = marks.runs.first?.lowerBound
    else { return nil }
    return try record(of: marks.feed, first...first, isLast: false)?.series
  }

  /// The first or last source record among operations of a feed.
  ///
  /// - Parameter bundle: the file whose records are passed over.
  private func record(
    of feed: FeedID, _ numbers: ClosedRange<UInt64>, isLast: Bool, besides bundle: Digest256? = nil
  ) throws -> (
    seq: UInt64, bundle: Digest256?, series: ListSeries?
  )? {
    guard let number = try reader.feeds.existing(feed) else { return nil }
    let select = try reader.sql.composed(
      """
      SELECT op.seq, r.bundle, r.source, r.externalID FROM op JOIN sourceRecord r ON r.op = op.id
      WHERE op.feed = ?1 AND op.seq BETWEEN ?2 AND ?3\(bundle == nil ? "" : " AND r.bundle IS NOT ?4")
      ORDER BY op.seq \(isLast ? "DESC" : "ASC") LIMIT 1
      """)
    select.bind(1, number)
    select.bind(2, numbers.lowerBound)
    select.bind(3, numbers.upperBound)
    if let bundle { select.bind(4, bundle) }
    defer { select.reset() }
    guard try select.step() else { return nil }
    return (
      select.uint(0), select.isNull(1) ? nil : try select.digest(1),
      ListSeries(source: select.text(2), externalID: select.text(3))
    )
  }
}
