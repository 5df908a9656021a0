import CaseDomain
import Foundation
import GRDB

/// How an object from outside stands to what the store holds.
public enum Arrival: String, Codable, Sendable {
  /// Nobody stated anything under this identifier.
  case new
  /// The same bytes are here.
  case known
  /// Another version: by the time the source gives, or, where it gives none, because it came later.
  case changed
  /// Other content under the same `modified`: somebody changed it silently.
  case conflict
}

/// How an object arrived, and what it took the place of.
public struct Taking: Hashable, Sendable {
  public enum Replaced: Hashable, Sendable {
    /// A version that stands before it in the same file.
    case thisFile
    case file(Digest256)
  }

  public let arrival: Arrival
  /// Whose version counted until now; `nil` when another still does, or there was none.
  public let replaced: Replaced?
  /// The file whose later version counts, of what is known and says something else; `nil` otherwise.
  public var outdatedBy: Digest256?
  /// The other files that state earlier versions of what it takes the place of: it hides their word, too.
  public var earlier: [Digest256] = []
}

/// A version of a record, as far as arrivals are compared with it.
struct HeldVersion {
  /// Of the source's time, as written; 0 for none.
  var modified: UInt64
  let content: UInt64
  /// What its bytes were read as: of tables it depends on what a person said of their columns.
  var reading: UInt64 = 0
  /// Of a row of a table, the way in which its table was read.
  var way: UInt64 = 0
  /// The file it came in, and where in it; `nil` of a version of the file that is being read.
  let place: Place?
  /// The source's time as written.
  var time: String?
  /// Whether the file it came in is not taken back, or the reading of the table counts; and whether another file states
  /// it, too, that is not taken back: told only where that decides.
  var fileStands = true
  var isRestated = false
  /// Its source takes the record back.
  var isRevoked = false
  /// Where its operation is: the row of `feed`, and the place in it; 0 of a version of the file that is being read.
  var feed: Int64 = 0
  var seq: UInt64 = 0
  /// The clock of that operation; 0 of a version of the file that is being read.
  var hlc: Int64 = 0

  /// Whether a file states it that is not taken back.
  var stands: Bool { fileStands || isRestated }

  struct Place: Equatable {
    let bundle: Digest256
    let offset: UInt64
  }

  /// A deletion without a time has that of the version it takes back, else it would stand before all that have one.
  ///
  /// - Parameter newest: the version that counts until now.
  func dated(by newest: HeldVersion?) -> HeldVersion {
    guard isRevoked, modified == 0, let newest else { return self }
    var dated = self
    (dated.modified, dated.time) = (newest.modified, newest.time)
    return dated
  }

  /// In the order in which versions are held, as far as their hashes need not be asked.
  func comes(before other: HeldVersion) -> Bool {
    let (mine, its) = ((time ?? "").utf8, (other.time ?? "").utf8)
    return mine.elementsEqual(its) ? hlc < other.hlc : mine.lexicographicallyPrecedes(its)
  }

  /// One of the two deletes the other.
  func isOfOneTime(as other: HeldVersion) -> Bool {
    modified == other.modified && isRevoked != other.isRevoked
  }

  /// How an object stands to the versions of its identifier, the newest of which is the last.
  ///
  /// Versions with a time are ordered by it, so content that is held is known. Without a time the one that came last is
  /// what the source says now (docs/exchange.md, "Versions"): content comes again when another stands in between, unless
  /// it is the same place of the same file. So it is with a record and its deletion under one time.
  ///
  /// Rows of a cluster or the like are compared by `RowsElsewhere`.
  ///
  /// - Parameter this: with the time that was stated, not that of `dated`.
  static func judge(_ this: HeldVersion, among versions: [HeldVersion]) -> Arrival {
    guard let newest = versions.last else { return .new }
    if this.modified == 0 || this.isOfOneTime(as: newest) {
      if newest.saysTheSame(this) { return .known }
      let isThere = versions.contains { $0.saysTheSame(this) && $0.place == this.place && $0.place != nil }
      if isThere { return .known }
    } else if versions.contains(where: { $0.saysTheSame(this) }) {
      return .known
    }
    // The same bytes read otherwise are no silent change of the source's, and a deletion is no silent one.
    if this.modified == 0 || versions.contains(where: { $0.content == this.content }) { return .changed }
    let isSilent = versions.contains { $0.modified == this.modified && $0.isRevoked == this.isRevoked }
    return isSilent ? .conflict : .changed
  }

  /// Whose version counts no more once this one is here.
  ///
  /// - Parameter isInFile: whether a version without a place is of this file, and not of another that is read now.
  static func replaced(
    _ arrival: Arrival, _ this: HeldVersion, among versions: [HeldVersion], isInFile: Bool = false
  ) -> Taking.Replaced? {
    guard arrival == .changed || arrival == .conflict, let newest = versions.last,
      !(this.time ?? "").utf8.lexicographicallyPrecedes((newest.time ?? "").utf8)
    else { return nil }
    guard let its = newest.place else { return isInFile ? .thisFile : nil }
    guard its.bundle == this.place?.bundle else { return .file(its.bundle) }
    // The same row, read otherwise, repeats nothing, nor does another row of a table that was read otherwise.
    return its == this.place || newest.way != this.way ? nil : .thisFile
  }

  /// The files of versions before the one that is replaced, each once.
  static func earlier(
    than replaced: Taking.Replaced?, _ this: HeldVersion, among versions: [HeldVersion]
  ) -> [Digest256] {
    guard case .file(let newest) = replaced, versions.count > 1 else { return [] }
    var passed: Set<Digest256> = [newest]
    if let own = this.place?.bundle { passed.insert(own) }
    return versions.compactMap { version in
      guard let file = version.place?.bundle, passed.insert(file).inserted else { return nil }
      return file
    }
  }

  /// Whose version counts, where what comes again is an earlier one and its own file does not state the later one.
  static func outdating(
    _ arrival: Arrival, _ this: HeldVersion, among versions: [HeldVersion]
  ) -> Digest256? {
    guard arrival == .known, let newest = versions.last, !newest.saysTheSame(this),
      let its = newest.place, its.bundle != this.place?.bundle
    else { return nil }
    return its.bundle
  }

  /// Whether it counts for an object that is read now: it stands, or was read before in this reading of the file.
  ///
  /// - Parameter isBack: the file was taken back before this import.
  func counts(for this: HeldVersion, isBack: Bool) -> Bool {
    guard let its = place, let mine = this.place, its.bundle == mine.bundle else { return stands }
    if this.way == 0 {
      // Of a file that comes again, what was read before this object is here again.
      guard isBack || !fileStands else { return true }
      return isRestated || its.offset < mine.offset
    }
    if way == this.way, its.offset < mine.offset { return true }
    // After the first step of a long import the file stands again; what is still to come does not.
    return stands && !(isBack && way == this.way)
  }

  /// The same bytes, read as the same.
  func saysTheSame(_ other: HeldVersion) -> Bool { content == other.content && reading == other.reading }

  static func short(_ modified: String?) -> UInt64 {
    modified.map { Digest256.sha256(Array($0.utf8)).prefix8 } ?? 0
  }

  private static let everywhere = query("")
  private static let elsewhere = query("AND bundle <> ?4")
  /// As the index has it.
  static let atPlace = query("AND bundle = ?4 AND offset = ?5 AND way <> 0")

  private static let written = query("AND sourceRecord.op = ?4")

  private static func query(_ condition: String) -> String {
    """
    SELECT modified, content, bundle, offset, feed, seq, reading, way,
      CASE WHEN way = 0 THEN EXISTS (SELECT 1 FROM withdrawnFile WHERE sha256 = sourceRecord.bundle)
        ELSE NOT EXISTS (
          SELECT 1 FROM currentReading
          WHERE currentReading.bundle = sourceRecord.bundle AND currentReading.way = sourceRecord.way) END,
      -- Of a file that stands it does not matter, unless it comes again.
      CASE WHEN ?3 IS NOT NULL OR EXISTS (SELECT 1 FROM withdrawnFile WHERE sha256 = sourceRecord.bundle)
        THEN EXISTS (
          SELECT 1 FROM restatedRecord AS again
          WHERE again.op = sourceRecord.op AND (?3 IS NULL OR again.bundle <> ?3))
        ELSE 0 END,
      EXISTS (SELECT 1 FROM revokedRecord WHERE op = sourceRecord.op), op.hlc
    FROM sourceRecord JOIN op ON op.id = sourceRecord.op
    WHERE externalID = ?1 AND source = ?2 \(condition)
    ORDER BY coalesce(modified, ''), op.hlc, op.hash
    """
  }

  /// Which versions of an identifier are looked for.
  enum Scope {
    case everywhere
    case elsewhere(than: Digest256)
    /// A row of a table, at its place in it.
    case at(Place)
    /// What one operation states.
    case written(Int64)
  }

  /// The versions held, the newest last, those that do not count among them.
  ///
  /// - Parameter file: one whose word does not count where it restates what another file said.
  static func held(
    _ sql: SQLCache, _ source: String, _ externalID: String, _ scope: Scope = .everywhere,
    besides file: Digest256? = nil
  ) throws -> [HeldVersion] {
    let query =
      switch scope {
      case .everywhere: everywhere
      case .elsewhere: elsewhere
      case .at: atPlace
      case .written: written
      }
    let select = try sql.composed(query)
    select.bind(1, externalID)
    select.bind(2, source)
    if let file { select.bind(3, file) } else { select.bindNull(3) }
    switch scope {
    case .everywhere: break
    case .elsewhere(let other): select.bind(4, other)
    case .at(let place):
      select.bind(4, place.bundle)
      select.bind(5, place.offset)
    case .written(let operation): select.bind(4, operation)
    }
    var versions: [HeldVersion] = []
    while try select.step() {
      let time = select.optionalText(0)
      let place = select.isNull(2) ? nil : Place(bundle: try select.digest(2), offset: select.uint(3))
      versions.append(
        HeldVersion(
          modified: short(time), content: try select.digest(1).prefix8,
          reading: select.uint(6), way: select.uint(7), place: place, time: time,
          fileStands: select.int(8) == 0, isRestated: select.int(9) != 0, isRevoked: select.int(10) != 0,
          feed: select.int(4), seq: select.uint(5), hlc: select.int(11)))
    }
    return versions
  }
}

/// Finds out how objects stand to what is held, for a scan that writes nothing: it remembers what it saw.
public struct ArrivalScan {
  private let sql: SQLCache
  /// Nothing is held at all, so nothing need be looked for.
  private let isEmpty: Bool
  /// The first version of each identifier that is not held, with its `modified` and its content.
  private var seen: KeySpill
  /// Of these, the identifiers whose first version takes the record back.
  private var firstRevoked: KeySpill
  /// An identifier with a content, or with a `modified` and whether it is a deletion, of versions after the first.
  private var later: KeySpill
  /// Of identifiers without a time, the content that came last when it was not the first; of deletions and what they
  /// delete with the time of both. Beyond so many, what was seen at all is taken for known.
  private var newest: [UInt64: (content: UInt64, modified: UInt64, isRevoked: Bool)] = [:]
  /// What `newest` said at `begin` of identifiers of which it says something else since.
  private var newestBefore: [UInt64: (content: UInt64, modified: UInt64, isRevoked: Bool)?] = [:]
  private let limit: Int
  private let folder: StoreFolder
  /// The file that is read, and the keys of its rows when it is a table or a list.
  private var file: Digest256?
  private var rows: KeySpill
  private var elsewhere = RowsElsewhere()
  private var many = ManyVersions()

  public init(_ reader: StoreReader, limit: Int = KeySpill.usualLimit) throws {
    sql = reader.sql
    self.limit = limit
    folder = reader.store.folder
    rows = KeySpill(in: folder, limit: limit)
    seen = KeySpill(in: reader.store.folder, limit: limit)
    firstRevoked = KeySpill(in: reader.store.folder, limit: limit)
    later = KeySpill(in: reader.store.folder, limit: limit)
    let any = try sql("SELECT 1 FROM sourceRecord LIMIT 1")
    defer { any.reset() }
    isEmpty = try !any.step()
  }

  /// A file is read from here on: what it brings is kept, or, where it is refused, dropped as a whole.
  public mutating func begin() {
    seen.begin()
    firstRevoked.begin()
    later.begin()
    newestBefore.removeAll()
  }

  public mutating func keep() throws {
    try seen.keep()
    try firstRevoked.keep()
    try later.keep()
    newestBefore.removeAll()
  }

  public mutating func drop() {
    seen.drop()
    firstRevoked.drop()
    later.drop()
    for (key, value) in newestBefore { newest[key] = value }
    newestBefore.removeAll()
    // The same bytes may come again under another name.
    file = nil
  }

  private mutating func setNewest(
    _ key: UInt64, _ value: (content: UInt64, modified: UInt64, isRevoked: Bool)?
  ) {
    if newestBefore.index(forKey: key) == nil { newestBefore.updateValue(newest[key], forKey: key) }
    newest[key] = value
  }

  /// How an object stands to what is held and to what this scan saw before it, and what it would take the place of.
  ///
  /// - Parameters:
  ///   - reading: what it was read as (`SourceRecord.reading`).
  ///   - isOneOfMany: rows under one key stand beside each other (`SourceRecord.isOneOfMany`).
  ///   - isRevoked: it takes the record back.
  ///   - isAgain: this scan read the same bytes before, and says of each record again what it is known to say.
  ///   - bundle: the file it stands in.
  ///   - offset: where in it.
  public mutating func compare(
    _ source: String, _ externalID: String, modified: String?, content: Digest256, reading: UInt64 = 0,
    isOneOfMany: Bool = false, isRevoked: Bool = false, isAgain: Bool = false, in bundle: Digest256,
    at offset: UInt64
  ) throws -> Taking {
    let (source, externalID) = (source.inNFC, externalID.inNFC)  // as they are held
    let this = HeldVersion(
      modified: HeldVersion.short(modified?.inNFC), content: content.prefix8, reading: reading,
      place: .init(bundle: bundle, offset: offset), time: modified?.inNFC, isRevoked: isRevoked)
    if isOneOfMany, let place = this.place {
      // What stands beside others under its key is compared with none that this scan saw, but for itself.
      let row = ArrivalScan.key(source, externalID, "\(bundle.hex)\u{0}\(offset)")
      guard try !seen.contains(row) else { return Taking(arrival: .known, replaced: nil) }
      try seen.add(row, (0, 0))
      guard !isEmpty else { return Taking(arrival: .new, replaced: nil) }
      return HeldVersion.taking(
        this, besides: try elsewhere.rows(sql, source, externalID, besides: bundle),
        own: try HeldVersion.held(sql, source, externalID, .at(place)).filter(\.stands))
    }
    let key = ArrivalScan.key(source, externalID)
    let held: ManyVersions.Versions? = try isEmpty ? nil : many.versions(sql, source, externalID)
    var versions = (held?.mattering(to: this, where: \.stands) ?? []).filter(\.stands)
    if let first = try seen.value(of: key) {
      // In one scan the same bytes are read the same way.
      versions.append(
        HeldVersion(
          modified: first.first, content: first.second, reading: reading, place: nil,
          isRevoked: try firstRevoked.contains(key)))
    }
    if let last = newest[key] {
      versions.append(
        HeldVersion(
          modified: last.modified, content: last.content, reading: reading, place: nil,
          isRevoked: last.isRevoked))
    }
    let dated = this.dated(by: versions.last)
    let found: Arrival =
      isAgain && !versions.isEmpty ? .known : HeldVersion.judge(this, among: versions)
    let overtakes = this.modified == 0 || versions.last.map { this.isOfOneTime(as: $0) } ?? false
    if file != bundle {
      file = bundle
      rows = KeySpill(in: folder, limit: limit)
    }
    let isRow = source == "csv" || ListSeries(source: source, externalID: externalID) != nil
    let isInFile = try isRow && (found == .changed || found == .conflict) && rows.contains(key)
    if isRow { try rows.add(key) }
    let arrival = try note(found, dated, key, overtakes)
    let replaced = HeldVersion.replaced(arrival, dated, among: versions, isInFile: isInFile)
    return Taking(
      arrival: arrival, replaced: replaced,
      outdatedBy: HeldVersion.outdating(arrival, dated, among: versions),
      earlier: HeldVersion.earlier(
        than: replaced, dated, among: (held?.oneOfEachFile ?? []).filter(\.stands)))
  }

  /// Remembers an object under its key.
  ///
  /// - Parameter overtakes: it counts because it came last, whatever the times.
  private mutating func note(
    _ arrival: Arrival, _ this: HeldVersion, _ key: UInt64, _ overtakes: Bool
  ) throws -> Arrival {
    switch arrival {
    case .known: return .known
    case .new:
      try seen.add(key, (this.modified, this.content))
      if this.isRevoked { try firstRevoked.add(key) }
      return .new
    case .changed where overtakes && newest.count < limit:
      setNewest(key, (this.content, this.modified, this.isRevoked))
      return .changed
    case .changed, .conflict:
      // Of a deletion or what it deleted: a version of another time came after it.
      if newest[key].map({ $0.modified != 0 }) == true { setNewest(key, nil) }
      let (content, modified) = (
        ArrivalScan.mix(key, this.content, 1),
        // A record and its deletion under one time are no silent change.
        ArrivalScan.mix(key, this.modified, this.isRevoked ? 3 : 2)
      )
      if try later.contains(content) { return .known }
      let isConflict = try arrival == .conflict || this.modified != 0 && later.contains(modified)
      try later.add(content)
      try later.add(modified)
      return isConflict ? .conflict : .changed
    }
  }

  /// Of texts that have no zero byte.
  private static func key(_ texts: String...) -> UInt64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts.reduce(texts.count) { $0 + $1.utf8.count })
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      bytes.append(0)
    }
    return Digest256.sha256(bytes).prefix8
  }

  private static func mix(_ key: UInt64, _ value: UInt64, _ kind: UInt64) -> UInt64 {
    let product = (key ^ kind).multipliedFullWidth(by: value | 1)
    return (product.high ^ product.low) &+ value &* 0x9E37_79B9_7F4A_7C15
  }
}

extension JournalWriter {
  /// What prepares the records of an exhibit for `take`, on any thread.
  public func preparer(of exhibit: ExhibitID, caseID: CaseID?) -> RecordPreparer {
    RecordPreparer(exhibit: exhibit, caseID: caseID, author: author, nowMilliseconds: nowMilliseconds)
  }

  /// Takes one object in as a source record of an exhibit. Every version is kept once; what another file states alike is
  /// written again only where it states values that the two may share, and else marked as stated here, too.
  ///
  /// - Parameter isBack: its file was taken back before this import, which has not taken it in so far (`tookIn`).
  public mutating func take(_ given: PreparedRecord, isBack: Bool = false) throws -> Taking {
    let record = given.record
    let place = HeldVersion.Place(bundle: record.bundle, offset: record.offset)
    let stated = HeldVersion(
      modified: HeldVersion.short(record.modified), content: given.content.prefix8,
      reading: record.reading, way: record.way, place: place, time: record.modified,
      isRevoked: record.facts?.isRevoked ?? false)
    if record.isOneOfMany, record.way != 0 { return try takeRow(given, stated, at: place, isBack) }
    let (held, stating) = try versions(mattering: stated, record, in: place.bundle, isBack)
    let own = held.lazy.filter { $0.place?.bundle == place.bundle }
    let counting = held.filter { $0.counts(for: stated, isBack: isBack) }
    let arrival = HeldVersion.judge(stated, among: counting)
    let this = stated.dated(by: counting.last)
    let isUndatedDeletion = stated.isRevoked && stated.modified == 0
    let prepared = isUndatedDeletion ? retimed(given, this.time) : given
    let replaced = HeldVersion.replaced(arrival, this, among: counting)
    let taking = Taking(
      arrival: arrival, replaced: replaced, outdatedBy: HeldVersion.outdating(arrival, this, among: counting),
      earlier: HeldVersion.earlier(than: replaced, this, among: stating ?? counting))
    // Of versions with one time, or none, the one that came last counts: what comes back is written again, where another
    // came after it, as what was taken back still has the clock of its own import.
    func isOvertaken(_ isIt: (HeldVersion) -> Bool) -> Bool {
      guard isBack, let mine = held.lastIndex(where: isIt) else { return false }
      return held[(mine + 1)...].contains { later in
        later.modified == this.modified && later.place?.bundle != place.bundle
          && later.counts(for: this, isBack: isBack)
      }
    }
    // Each reading of a table has all of its rows.
    if record.way != 0 {
      let isIt = { (one: HeldVersion) in
        one.way == record.way && one.place == place && one.saysTheSame(this)
      }
      if !own.contains(where: isIt) || isOvertaken(isIt) { try append(prepared, this, after: counting) }
      return taking
    }
    let same = held.filter {
      $0.saysTheSame(this) && ($0.modified == this.modified || isUndatedDeletion)
    }
    guard arrival == .known else {
      // What the file stated before it was taken back comes again with it.
      let marked = try same.filter { try isRestated($0, in: place.bundle) }
      let isIt = { (one: HeldVersion) in
        one.saysTheSame(this)
          && (one.place == place || marked.contains { $0.feed == one.feed && $0.seq == one.seq })
      }
      if !held.contains(where: isIt) || isOvertaken(isIt) { try append(prepared, this, after: counting) }
      return taking
    }
    let isHere = same.contains { $0.place?.bundle == place.bundle }
    if record.facts?.traces.isEmpty == false, !isHere {
      // No news, but that another file states it is: values link the two. Marks carry none.
      try append(prepared)
    } else if let version = same.last(where: \.stands), !own.contains(where: { $0.saysTheSame(this) }),
      try !isRestated(version, in: place.bundle)
    {
      restated.add(version, statedBy: prepared)
    }
    return taking
  }

  /// Writes a version behind those that count: of those that have its time, or none as it has, the clock says the order, and
  /// one that was fast shall not count over what saw it (docs/journal.md §6).
  private mutating func append(
    _ prepared: PreparedRecord, _ this: HeldVersion, after counting: [HeldVersion]
  ) throws {
    let last = counting.last { $0.modified == this.modified }
    if let last { follow(HLC(UInt64(bitPattern: last.hlc))) }
    try append(prepared)
  }

  /// The versions held on which it turns how an object arrives; and, where there are many more, one that counts of each
  /// file that states any.
  private mutating func versions(
    mattering stated: HeldVersion, _ record: SourceRecord, in bundle: Digest256, _ isBack: Bool
  ) throws -> (held: [HeldVersion], stating: [HeldVersion]?) {
    let all = try many.versions(sql, record.source, record.externalID, besides: isBack ? bundle : nil)
    // Where in their order a version stands decides for what comes back.
    guard all.isMany, !isBack else { return (try takenIn.standing(all.all, sql), nil) }
    let mattering = try all.mattering(to: stated) { version in
      try takenIn.standing([version], sql).contains { $0.counts(for: stated, isBack: false) }
    }
    let stating = try takenIn.standing(all.oneOfEachFile, sql)
      .filter { $0.counts(for: stated, isBack: false) }
    return (try takenIn.standing(mattering, sql), stating)
  }

  /// The same record under another time.
  private mutating func retimed(_ prepared: PreparedRecord, _ time: String?) -> PreparedRecord {
    guard let time else { return prepared }
    let stated = prepared.record
    let record = SourceRecord(
      source: stated.source, externalID: stated.externalID, type: stated.type, name: stated.name,
      modified: time, content: stated.content, bundle: stated.bundle, offset: stated.offset,
      length: stated.length, facts: stated.facts, way: stated.way)
    let preparer = RecordPreparer(
      exhibit: prepared.target.entity.cast(), caseID: prepared.caseID?.cast(), author: author,
      nowMilliseconds: nowMilliseconds)
    return preparer.prepare(record, &salts)
  }

  /// Takes in a row that stands beside others under its key; each reading of a table has all of its rows.
  private mutating func takeRow(
    _ prepared: PreparedRecord, _ this: HeldVersion, at place: HeldVersion.Place, _ isBack: Bool
  ) throws -> Taking {
    let record = prepared.record
    let others = try elsewhere.rows(
      sql, record.source, record.externalID, besides: place.bundle, isBack: isBack, takenIn)
    let own = try takenIn.standing(
      HeldVersion.held(sql, record.source, record.externalID, .at(place)), sql)
    // What comes back is written again, where other files state rows of its key: it comes after theirs.
    let isOvertaken = isBack && others.newest.map { $0.modified == this.modified } ?? false
    if isOvertaken || !own.contains(where: { $0.way == record.way && $0.saysTheSame(this) }) {
      try append(prepared, this, after: [others.newest].compactMap(\.self))
    }
    return HeldVersion.taking(
      this, besides: others, own: own.filter { $0.counts(for: this, isBack: isBack) })
  }

  /// Whether it is on record that a file states a version, too.
  private func isRestated(_ version: HeldVersion, in bundle: Digest256) throws -> Bool {
    let select = try sql(
      """
      SELECT 1 FROM restated JOIN feed ON feed.feedID = restated.feedID
      WHERE feed.feed = ?1 AND page = ?2 >> 6 AND bundle = ?3 AND bits >> (?2 & 63) & 1
      """)
    select.bind(1, version.feed)
    select.bind(2, version.seq)
    select.bind(3, bundle)
    defer { select.reset() }
    return try select.step()
  }

  /// Writes down which records of other files those read so far state, too.
  public mutating func writeRestated() throws {
    many.forget()
    for one in try restated.take(projection.feeds) {
      try append(body(.add, one.target, one.value, caseID: one.caseID))
    }
  }

  /// As `take`, prepared on the spot.
  public mutating func takeRecord(_ record: SourceRecord, of exhibit: ExhibitID, caseID: CaseID?) throws
    -> Arrival
  {
    try take(preparer(of: exhibit, caseID: caseID).prepare(record, &salts)).arrival
  }

  /// Runs `body` so that an error leaves everything as it was before it, and the rest of the transaction
  /// goes on.
  public mutating func attempt(_ body: (inout JournalWriter) throws -> Void) throws {
    try settle()
    let before = self
    try db.execute(sql: "SAVEPOINT attempt")
    do {
      try body(&self)
      try projection.flush()
      try db.execute(sql: "RELEASE attempt")
    } catch {
      try db.execute(sql: "ROLLBACK TO attempt")
      try db.execute(sql: "RELEASE attempt")
      self = before
      throw error
    }
  }

  /// Brings the listed rows up to date now and then, so that memory stays flat in a long import.
  public mutating func settle() throws {
    try projection.flush()
    many.forget()
  }
}
