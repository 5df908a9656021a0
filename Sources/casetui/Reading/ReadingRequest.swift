import CaseDomain
import CaseExchange
import Foundation

/// What a process may spend on one request (docs/decisions/0034).
enum ReadingLimits {
  static let memoryBytes: UInt64 = 1 << 30
  static let openFiles: UInt64 = 16

  /// Of processor time, beyond what its first request may take: with that, all that a process may use.
  static let spareSeconds: UInt64 = 60

  /// Of processor time.
  static func seconds(forBytes bytes: Int) -> UInt64 { 60 + UInt64(bytes >> 20) }
}

/// What is wanted of a file.
struct ReadingRequest: Codable {
  enum Task: Codable {
    /// Its objects, by the reader of a format; the mapping as CBOR. Answered with `object` frames and a `summary`.
    case objects(EvidenceFormat, mapping: [UInt8]?)
    /// What it is taken for, by its content and this name. Answered with a `kind`.
    case kind(name: String)
    /// What it holds. Answered with `member` frames and a `rest`.
    case contents(EvidenceFormat, ReadingBudget)
    /// The bytes of a member. Answered with `bytes` and an `end`, or a `fault` in place of it.
    case member(ArchiveMember)
    /// The bytes that come of it by gzip; answered the same way.
    case unpacked
    /// What it says as a tag file of a bag. Answered with `tags` frames, of which the last has fewer lines than fit.
    case tags(BagTagFile.Kind)
  }

  let task: Task
  /// Where it stands in its bundle; for what is said of it.
  let path: String
  /// The part of the file that is meant.
  let start: Int
  let lengthBytes: Int

  init(_ task: Task, path: String, _ part: FilePart) {
    self.task = task
    self.path = path
    start = part.start
    lengthBytes = part.lengthBytes
  }

  /// Of processor time.
  var allowedSeconds: UInt64 {
    if case .member(let member) = task { return ReadingLimits.seconds(forBytes: member.lengthBytes) }
    return ReadingLimits.seconds(forBytes: lengthBytes)
  }

  var encoded: [UInt8] {
    get throws { Array(try JSONEncoder().encode(self)) }
  }
}
