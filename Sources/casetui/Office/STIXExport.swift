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
    /// As the file says of itself; `nil` of one without objects, which says nothing.
    let marking: HandlingMark?
    /// Of bundles of this office that came back: they say how what was in these was to be handled.
    let ownReports: Int
    /// Definitions under the id of a mark of the standard that define something else: the standard's went out.
    let replacedMarks: [String]
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
        var ownReports: Set<Int64> = []
        var definitions: [String: [UInt8]] = [:]
        // The first object of 2.1 tells; only a bundle of nothing but 2.0 is read twice.
        var isOld = true
        try reader.sourceRecords(in: scope, .newest) { row in
          if row.type == "report", row.name?.utf8.starts(with: STIXMarking.reportPrefix.utf8) == true,
            STIXMarking.isReport(try reader.bytes(of: row))
          {
            ownReports.insert(row.auditNumber)
            return
          }
          if row.type == "marking-definition" { definitions[row.externalID] = try reader.bytes(of: row) }
          ids.append(row.externalID)
          if isOld { isOld = try STIXWriter.isOfSTIX20(try reader.bytes(of: row)) }
        }
        isOld = isOld && !ids.isEmpty
        let mark = try marking ?? SourceExport.marking(ofCase: caseID, reader)
        let all = STIXMarking(mark, over: ids, isSTIX20: isOld, on: store.today).objects
        let replaced = Set(
          all.filter { mark in
            definitions[mark.id].map { !STIXMarking.isSame($0, as: mark.bytes) } ?? false
          }.map(\.id))
        let known = Set(ids).subtracting(replaced)
        let marks = all.filter { !known.contains($0.id) }
        var account = Account(
          left: try reader.leftVersions(in: scope), marking: all.isEmpty ? nil : mark,
          ownReports: ownReports.count, replacedMarks: replaced.sorted())
        var writer = STIXWriter { try output.write($0) }
        let made = marks.map(\.id).filter { !replaced.contains($0) }
        try writer.begin(id: STIXWriter.bundleID(of: ids + made), specVersion: isOld ? "2.0" : nil)
        try reader.sourceRecords(in: scope, .newest) { row in
          guard !ownReports.contains(row.auditNumber), !replaced.contains(row.externalID) else { return }
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
