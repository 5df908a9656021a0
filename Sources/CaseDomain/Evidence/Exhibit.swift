public typealias ExhibitID = ID<Exhibit>

/// A numbered item of evidence: what it is, where it came from, through whose hands it went.
public struct Exhibit: Hashable, Sendable {
  /// Whether the bytes still are what was taken in. Filled by the store when it re-hashes.
  public enum Integrity: Hashable, Sendable {
    case unknown
    case intact
    case damaged(reason: String)
  }

  /// Whether the lab altered its answers to the suspected account; similarity of output proves less if so.
  public enum ResponseAltered: String, CaseIterable, Sendable { case no, yes, unknown }

  public let id: ExhibitID
  /// What people write: `EX-0001`.
  public let reference: String
  public var title: String
  public let sha256: ContentHash
  public let lengthBytes: UInt64
  public var grade: AdmiraltyGrade?
  /// Where the statement first came from. Exhibits that echo one origin count once; without one, not at all.
  public var origin: String?
  /// The strictest of the exhibits that hold the same bytes.
  public var mark: HandlingMark
  /// Every owner on record as having given its bytes in confidence, as this exhibit or another, also where offices
  /// disagree by whom; empty when nobody did.
  public var ownersConfidential: Set<OwnerID>
  public var responseAltered: ResponseAltered
  public var custody: CustodyChain
  public var integrity: Integrity

  public init(
    id: ExhibitID, reference: String, title: String, sha256: ContentHash, lengthBytes: UInt64,
    grade: AdmiraltyGrade? = nil, origin: String? = nil, mark: HandlingMark = .officeFloor,
    ownersConfidential: Set<OwnerID> = [], responseAltered: ResponseAltered = .unknown,
    custody: CustodyChain = CustodyChain(), integrity: Integrity = .unknown
  ) {
    self.id = id
    self.reference = reference
    self.title = title
    self.sha256 = sha256
    self.lengthBytes = lengthBytes
    self.grade = grade
    self.origin = origin
    self.mark = mark
    self.ownersConfidential = ownersConfidential
    self.responseAltered = responseAltered
    self.custody = custody
    self.integrity = integrity
  }

  public var isDamaged: Bool { if case .damaged = integrity { true } else { false } }

  /// The origin, folded so that spelling does not make one origin into two.
  public var originKey: String? { Exhibit.originKey(origin) }

  /// A name of who gave something, folded likewise; `nil` for one that says nothing.
  public static func originKey(_ origin: String?) -> String? {
    let seen = String(String.UnicodeScalarView((origin ?? "").unicodeScalars.filter { !$0.isUnseen }))
    let key = seen.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return key.isEmpty ? nil : key
  }

  /// Whether two names of who gave something are one, which may be spelt in several ways; nobody is no one's other name.
  public static func isOneOrigin(_ first: String?, _ second: String?) -> Bool {
    guard let key = originKey(first), let its = originKey(second) else { return false }
    return key.utf8.elementsEqual(its.utf8)
  }

  /// What the store should record after hashing the bytes again.
  public func integrity(rehashed: ContentHash, hash: CustodyChain.SHA256) -> Integrity {
    if rehashed != sha256 { return .damaged(reason: "the bytes hash to \(rehashed), not \(sha256)") }
    let broken = custody.brokenLinks(hash: hash)
    return broken.isEmpty ? .intact : .damaged(reason: "custody: " + broken.joined(separator: "; "))
  }
}
