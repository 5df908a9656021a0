import CaseDomain
import CaseExchange
import CaseStore

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
        try writer.begin(id: STIXWriter.bundleID(of: newest.keys))
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
}
