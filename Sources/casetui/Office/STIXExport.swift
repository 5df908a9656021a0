import CaseDomain
import CaseExchange
import CaseStore

/// Writes source records back out as a STIX bundle.
enum STIXExport {
  /// What went out.
  struct Account {
    /// Objects that came in; not those that say how the file is to be handled.
    var written = 0
    /// What did not.
    let left: LeftVersions
    /// As the file says of itself.
    var marking: HandlingMark
  }

  /// The version of each object that counts; every object is the bytes that came in.
  ///
  /// - Parameters:
  ///   - files: only objects that came in a file with one of these hashes; `nil` for all.
  ///   - marking: what the file says of itself; `nil` for the strictest of what may be in it.
  /// - Throws: for one, when the file already exists.
  static func write(
    to path: String, caseID: CaseID?, from files: Set<Digest256>? = nil, marking: HandlingMark? = nil,
    in store: CaseStore, progress: (Int) -> Void = { _ in }
  ) throws -> Account {
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
        isOld = isOld && !ids.isEmpty
        var account = Account(
          left: try reader.leftVersions(in: scope),
          marking: try marking ?? SourceExport.marking(ofCase: caseID, reader))
        let known = Set(ids)
        let marks = STIXMarking(account.marking, over: ids, isSTIX20: isOld, on: store.today)
          .objects.filter { !known.contains($0.id) }
        var writer = STIXWriter { try output.write($0) }
        try writer.begin(
          id: STIXWriter.bundleID(of: ids + marks.map(\.id)), specVersion: isOld ? "2.0" : nil)
        try reader.sourceRecords(in: scope, .newest) { row in
          try writer.append(try reader.bytes(of: row))
          account.written += 1
          if account.written.isMultiple(of: 1000) { progress(account.written) }
        }
        for mark in marks { try writer.append(mark.bytes) }
        try writer.finish()
        return account
      }
    }
  }
}
