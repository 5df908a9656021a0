import CaseDomain

/// Whose file a statement came in, as far as that is on record.
public struct FileProvenance: Hashable, Sendable, CustomStringConvertible {
  /// Of its exhibit.
  public let origin: String?
  /// The last part of its path, or of the title that its exhibit has by now.
  public let name: String
  /// What it was called each time that it came: the last parts of its paths.
  private let fileNames: [String]
  /// It came in mails alone: whoever wrote one gave the names in it.
  private let isMailed: Bool

  public init(origin: String?, name: String, isMailed: Bool = false) {
    self.init(origin: origin, name: name, fileNames: [], isMailed: isMailed)
  }

  private init(origin: String?, name: String, fileNames: [String], isMailed: Bool = false) {
    self.origin = origin
    self.name = name
    self.isMailed = isMailed
    self.fileNames = fileNames.isEmpty ? [name] : fileNames
  }

  /// Whether both may speak for one source: one origin, however it is spelt, or, where neither has one, one name of a
  /// file, as next week's list has. What came in a mail that nobody is on record as having sent is of no other source.
  public func isSame(as other: FileProvenance) -> Bool {
    if let origin, let its = other.origin { return Exhibit.isOneOrigin(origin, its) }
    guard origin == nil, other.origin == nil, !isMailed, !other.isMailed else { return false }
    return fileNames.contains { name in other.fileNames.contains { $0.utf8.elementsEqual(name.utf8) } }
  }

  /// The last part of a path.
  static func lastPart(of path: String) -> String {
    path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? path
  }

  public var description: String {
    origin.map { "\($0) (\(name))" } ?? "\(name)\(isMailed ? " (in a mail)" : ""), without an origin"
  }
}

/// Who says of an entry that it no longer stands.
public enum Revocation: Hashable, Sendable {
  case itsSource
  /// A file of another origin than one that stated it; `isOwn` where its own sender stated it, too.
  case another(FileProvenance, stated: FileProvenance, isOwn: Bool)

  /// `it was stated by Registry (reg.json), and by Mallory itself`; `nil` where its source alone stated it.
  public var statedWords: String? {
    guard case .another(let sayer, let stater, let isOwn) = self else { return nil }
    return "it was stated by \(stater)" + (isOwn ? ", and by \(sayer.origin ?? sayer.name) itself" : "")
  }
}

extension FileProvenance {
  /// - Parameters:
  ///   - exhibit: that holds the file; `nil` for none.
  ///   - paths: under which it came, or their last parts; none goes by the exhibit's title.
  ///   - isMailed: it came in mails alone.
  init(_ exhibit: ExhibitRow?, came paths: [String] = [], isMailed: Bool = false) {
    guard let exhibit else {
      self.init(origin: nil, name: "a file that is not held")
      return
    }
    self.init(
      origin: exhibit.origin.flatMap { $0.saysNothing ? nil : $0 },
      name: Self.lastPart(of: exhibit.title), fileNames: paths.map { Self.lastPart(of: $0) },
      isMailed: isMailed)
  }
}

extension StoreReader {
  /// Whose file has this content.
  public func provenance(of content: Digest256) throws -> FileProvenance {
    guard let held = try exhibit(holding: content) else { return FileProvenance(nil) }
    let first = try fileName(of: held).map { [$0] } ?? []
    return FileProvenance(
      try exhibitRow(held), came: first + (try furtherNames(of: held)), isMailed: try isMailed(held))
  }

  /// Whether the imports that stand brought an exhibit in mails alone.
  private func isMailed(_ exhibit: ExhibitID) throws -> Bool {
    let select = try sql(
      """
      SELECT run FROM importExhibit JOIN importRun ON importRun.id = importExhibit.run
      WHERE exhibit = ?1 AND withdrawn = 0
      """)
    select.bind(1, exhibit)
    var runs: [EntityID] = []
    while try select.step() { runs.append(try select.id(0)) }
    return try !runs.isEmpty
      && runs.allSatisfy { try projection.isBrought(exhibit, by: $0, onlyIn: mails(of: $0)) }
  }

  /// The mails and mailboxes that an import brought.
  func mails(of run: EntityID) throws -> [ExhibitID] {
    let select = try sql(
      """
      SELECT exhibit.id FROM importExhibit AS link JOIN exhibit ON exhibit.id = link.exhibit
      WHERE link.run = ?1 AND exhibit.mediaType IN ('message/rfc822', 'application/mbox')
      """)
    select.bind(1, run)
    var found: [ExhibitID] = []
    while try select.step() { found.append(try select.id(0)) }
    return found
  }

  /// Who says of an entry that it no longer stands; `nil` when it does, and of an actor of ours. Its source does when
  /// nobody else stated it: who replaced what another stated, and then revokes that, is not the source.
  public func revocation(of bearer: NameBearer) throws -> Revocation? {
    guard try isRevoked(bearer), case .entry(let source, let externalID) = bearer,
      let newest = try newest(source, externalID)
    else { return nil }
    let select = try sql.composed(
      """
      SELECT \(StoreReader.standingFile("said")), \(StoreReader.standingFile("stated"))
      FROM sourceRecord AS said, sourceRecord AS stated
        JOIN op ON op.id = stated.op
      WHERE said.op = ?1 AND stated.externalID = ?2 AND stated.source = ?3
        AND stated.op NOT IN (SELECT op FROM revokedRecord) AND \(StoreReader.stands("stated"))
      ORDER BY coalesce(stated.modified, '') DESC, op.hlc DESC, op.hash DESC
      """)
    select.bind(1, newest)
    select.bind(2, externalID)
    select.bind(3, source)
    var sayer: Digest256?
    var staters: [Digest256] = []
    while try select.step() {
      guard !select.isNull(0), !select.isNull(1) else { continue }
      let (said, stated) = (try select.digest(0), try select.digest(1))
      sayer = said
      if !staters.contains(stated) { staters.append(stated) }
    }
    guard let sayer else { return .itsSource }
    let said = try provenance(of: sayer)
    let all = try staters.map { (file: $0, provenance: try provenance(of: $0)) }
    let others = all.filter { $0.file != sayer && !said.isSame(as: $0.provenance) }
    guard let other = others.first else { return .itsSource }
    return .another(said, stated: other.provenance, isOwn: others.count < all.count)
  }

  /// Whether nobody who sent a version says, since then, that it no longer stands, but others do.
  ///
  /// - Returns: `false` also while the origin of a file is not on record: it may be of the same sender.
  public func isRevokedByOthersAlone(since row: SourceRow) throws -> Bool {
    var sayers: [ExhibitID] = []
    for content in try files(revoking: row.externalID, of: row.source, since: row.auditNumber) {
      let held = try exhibits(withContent: content).filter { try !isHidden($0) }
      guard !held.isEmpty else { return false }
      sayers += held
    }
    guard let others = try everySender(of: sayers),
      let its = try everySender(of: exhibits(stating: row).map(\.id))
    else { return false }
    return others.isDisjoint(with: its)
  }

  /// The files that say of an entry, after a version of it, that it no longer stands; none when that is not known of all.
  private func files(
    revoking externalID: String, of source: String, since version: Int64
  ) throws -> [Digest256] {
    let select = try sql.composed(
      """
      SELECT said.op, \(StoreReader.standingFile("said")) FROM sourceRecord AS said JOIN op ON op.id = said.op
      WHERE said.externalID = ?1 AND said.source = ?2
        AND EXISTS (SELECT 1 FROM revokedRecord WHERE revokedRecord.op = said.op)
        AND \(StoreReader.stands("said"))
        AND (coalesce(said.modified, ''), op.hlc, op.hash) > (
          SELECT coalesce(stated.modified, ''), own.hlc, own.hash
          FROM sourceRecord AS stated JOIN op AS own ON own.id = stated.op WHERE stated.op = ?3)
      """)
    select.bind(1, externalID)
    select.bind(2, source)
    select.bind(3, version)
    defer { select.reset() }
    // The same bytes that others sent, too.
    let again = try sql("SELECT bundle FROM restatedRecord WHERE op = ?1")
    var found: [Digest256] = []
    while try select.step() {
      guard !select.isNull(1) else { return [] }
      found.append(try select.digest(1))
      again.bind(1, select.int(0))
      while try again.step() { found.append(try again.digest(0)) }
    }
    return found
  }

  /// Everybody on record as having sent exhibits, in any spelling; `nil` when one has no origin, or there is none.
  private func everySender(of exhibits: [ExhibitID]) throws -> Set<String>? {
    var found: Set<String> = []
    for exhibit in exhibits {
      guard let origin = Exhibit.originKey(try exhibitRow(exhibit).origin) else { return nil }
      found.insert(origin)
      found.formUnion(try senders(of: exhibit).compactMap { Exhibit.originKey($0) })
    }
    return found.isEmpty ? nil : found
  }
}
