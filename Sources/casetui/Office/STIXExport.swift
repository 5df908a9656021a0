import CaseDomain
import CaseExchange
import CaseStore

/// Writes source records back out as a STIX bundle.
enum STIXExport {
  /// The version of each object that counts; every object is the bytes that came in.
  ///
  /// - Parameter files: only objects that came in a file with one of these hashes; `nil` for all.
  /// - Returns: how many objects were written. A file that already exists is refused.
  static func write(
    to path: String, caseID: CaseID?, from files: Set<Digest256>? = nil, in store: CaseStore,
    progress: (Int) -> Void = { _ in }
  ) throws -> Int {
    let scope = RecordScope(caseID: caseID, source: "stix", files: files)
    return try StreamedFile.make(path) { output in
      try store.read { reader in
        var ids: [String] = []
        // The first object of 2.1 tells; only a bundle of nothing but 2.0 is read twice.
        var isOld = true
        try reader.sourceRecords(in: scope, .newest) { row in
          ids.append(row.externalID)
          if isOld { isOld = try STIXWriter.isOfSTIX20(try reader.bytes(of: row)) }
        }
        var writer = STIXWriter { try output.write($0) }
        try writer.begin(id: STIXWriter.bundleID(of: ids), specVersion: isOld && !ids.isEmpty ? "2.0" : nil)
        var written = 0
        try reader.sourceRecords(in: scope, .newest) { row in
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
