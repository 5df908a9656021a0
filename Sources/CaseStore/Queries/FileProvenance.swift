import CaseDomain

/// Whose file a statement came in, as far as that is on record.
public struct FileProvenance: Hashable, Sendable, CustomStringConvertible {
  /// Of its exhibit.
  public let origin: String?
  /// The last part of its path.
  public let name: String

  public init(origin: String?, name: String) {
    self.origin = origin
    self.name = name
  }

  /// Whether both may speak for one source: one origin, or, where neither has one, one name, as next week's list has.
  public func isSame(as other: FileProvenance) -> Bool {
    if let origin, let its = other.origin { return origin.utf8.elementsEqual(its.utf8) }
    return origin == nil && other.origin == nil && name.utf8.elementsEqual(other.name.utf8)
  }

  public var description: String { origin.map { "\($0) (\(name))" } ?? "\(name), without an origin" }
}

/// Who says of an entry that it no longer stands.
public enum Revocation: Hashable, Sendable {
  case itsSource
  /// A file of another origin than the one that stated it.
  case another(FileProvenance, stated: FileProvenance)
}

extension FileProvenance {
  /// - Parameter exhibit: that holds the file; `nil` for none.
  init(_ exhibit: ExhibitRow?) {
    guard let exhibit else {
      self.init(origin: nil, name: "a file that is not held")
      return
    }
    let name = exhibit.title.split(separator: "/").last.map(String.init) ?? exhibit.title
    self.init(origin: exhibit.origin.flatMap { $0.saysNothing ? nil : $0 }, name: name)
  }
}

extension StoreReader {
  /// Whose file has this content.
  public func provenance(of content: Digest256) throws -> FileProvenance {
    FileProvenance(try exhibit(holding: content).map { try exhibitRow($0) })
  }

  /// Who says of an entry that it no longer stands; `nil` when it does, and of an actor of ours.
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
      ORDER BY coalesce(stated.modified, '') DESC, op.hlc DESC, op.hash DESC LIMIT 1
      """)
    select.bind(1, newest)
    select.bind(2, externalID)
    select.bind(3, source)
    defer { select.reset() }
    guard try select.step(), !select.isNull(0), !select.isNull(1) else { return .itsSource }
    let (said, stated) = (try select.digest(0), try select.digest(1))
    guard said != stated else { return .itsSource }
    let (sayer, stater) = (try provenance(of: said), try provenance(of: stated))
    return sayer.isSame(as: stater) ? .itsSource : .another(sayer, stated: stater)
  }
}
