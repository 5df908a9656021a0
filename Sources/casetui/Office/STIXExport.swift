import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// Writes source records back out as a STIX bundle.
enum STIXExport {
  /// The newest version of each object; every object is the bytes that came in.
  ///
  /// - Parameter files: only objects that came in a file with one of these hashes; `nil` for all.
  /// - Returns: how many objects were written. A file that already exists is refused.
  static func write(
    to path: String, caseID: CaseID?, from files: Set<Digest256>? = nil, in store: CaseStore,
    progress: (Int) -> Void = { _ in }
  ) throws -> Int {
    func isWanted(_ row: SourceRow) -> Bool { files?.contains(row.bundle) ?? true }
    return try StreamedFile.make(path) { output in
      try store.read { reader in
        var newest: [String: Int64] = [:]
        try reader.sourceRecords(of: caseID) {
          if isWanted($0), $0.source == "stix" { newest[$0.externalID] = $0.auditNumber }
        }
        var writer = STIXWriter { try output.write($0) }
        try writer.begin(id: bundleID(of: newest))
        var written = 0
        try reader.sourceRecords(of: caseID) { row in
          guard row.source == "stix", newest[row.externalID] == row.auditNumber else { return }
          try writer.append(try reader.bytes(of: row))
          written += 1
          if written.isMultiple(of: 1000) { progress(written) }
        }
        try writer.finish()
        return written
      }
    }
  }

  /// The same objects give the same bundle, byte for byte.
  private static func bundleID(of newest: [String: Int64]) -> UUID {
    let text = newest.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "\n")
    var bytes = Array(Digest256.sha256(Array("casetui-export/1\n\(text)".utf8)).bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80  // a UUID of version 8: made from content
    bytes[8] = bytes[8] & 0x3F | 0x80
    return bytes.withUnsafeBytes { UUID(uuid: $0.load(as: uuid_t.self)) }
  }
}
