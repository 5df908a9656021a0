import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// Writes what a case, or the whole office, holds of others' statements in formats that others read.
enum SourceExport {
  /// What went out, and what did not, by what it is.
  struct MISPAccount {
    var attributes = 0
    var objects = 0
    /// In the objects.
    var objectAttributes = 0
    var reports = 0
    /// As the event says of itself.
    let marking: HandlingMark
    /// The ids of records of which one side of a conflict went out.
    let contested: [String]
    /// Those that state what went out.
    var files: Set<Digest256> = []
    var left: [(what: String, count: Int)] = []
  }

  /// How a file is to be handled that holds what a case, or for `nil` the office, has: the title of the case goes out, too.
  static func marking(ofCase id: CaseID?, _ reader: StoreReader) throws -> HandlingMark {
    let marks = try reader.markings(ofCase: id)
    return HandlingMark.mostRestrictive(of: marks.map { HandlingMark(stored: $0) }) ?? .officeFloor
  }

  /// A MISP event of a case: attributes and objects that came from MISP, with the tags, galaxies and reports of their
  /// events, and values that the other records state.
  static func misp(to path: String, case id: CaseID, in store: CaseStore) throws -> MISPAccount {
    try StreamedFile.make(path) { output in
      try store.read { reader in
        let file = try reader.caseFile(id, rehash: false)
        let scope = RecordScope(caseID: id, source: "misp")
        func originals(_ type: String, _ body: (SourceRow) throws -> Void) throws {
          try reader.sourceRecords(in: scope, .newest) { if $0.type == type { try body($0) } }
        }
        var context = MISPWriter.Context()
        let versions = try reader.leftVersions(in: RecordScope(caseID: id))
        var account = MISPAccount(
          marking: try marking(ofCase: id, reader), contested: versions.contested)
        var parts = 0
        try originals("event") { row in
          guard context.take(event: try reader.bytes(of: row)) else {
            parts += 1
            return
          }
          account.files.formUnion(try reader.files(stating: row))
        }
        var writer = try MISPWriter(
          reference: file.reference, title: file.title, on: store.today, office: store.identity.officeName,
          marking: account.marking, context: context
        ) { try output.write($0) }
        try originals("object") { account.objectAttributes += try writer.appendObject(reader.bytes(of: $0)) }
        try originals("attribute") { _ = try writer.append(.original(reader.bytes(of: $0))) }
        // What an original says is not said again.
        var stated = 0
        var written: Set<Trace> = []
        try reader.sourceRecords(in: scope, .newest) { row in
          if row.type == "object-attribute" { stated += 1 }
          guard writer.holds(uuid: row.externalID) else { return }
          written.formUnion(try reader.facts(of: row)?.traces ?? [])
          account.files.formUnion(try reader.files(stating: row))
        }
        let values = try StatedValues(in: id, except: written, reader)
        for value in values.stated {
          let exhibits = value.exhibits.joined(separator: ", ")
          let isWritten = try writer.append(.value(value.trace, comment: "stated in \(exhibits)"))
          if isWritten { account.files.formUnion(value.files) }
        }
        (account.attributes, account.objects) = try writer.finish()
        account.reports = context.reportCount
        account.left = [
          ("earlier versions of records", versions.earlier),
          ("other sides of conflicts between versions", versions.otherSides),
          ("attributes of objects that are not here", max(0, stated - account.objectAttributes)),
          ("keyed hashes", writer.keyedHashes),
          ("values of records that their source revoked or deleted", values.revoked),
          ("attributes and objects that repeat a UUID", writer.repeated),
          ("events of which only the front was kept: their tags, galaxies and reports", parts),
          ("event reports without a text", context.emptyReports),
          ("proposals to events", context.proposals), ("proposals to attributes", writer.proposals),
          ("what events say of themselves (title, date, threat level)", context.events),
        ].filter { $0.1 > 0 }
        let withheld = context.withheld.merging(writer.withheld, uniquingKeysWith: +)
        account.left += MISPWriter.Withheld.allCases.compactMap { kind in
          withheld[kind].map { (what: kind.rawValue, count: $0) }
        }
        return account
      }
    }
  }

  /// What went out of entities, and what did not.
  struct EntityAccount {
    var written = 0
    let versions: LeftVersions
    var deleted = 0
    /// As the acceptance that made them was taken back.
    var actorsLeft = 0
    /// Those behind the actors that went out.
    var actorFiles: Set<Digest256> = []
    /// Records that did not go out.
    var left: Int { versions.earlier + versions.otherSides + deleted }
  }

  /// FollowTheMoney entities, one a line: the newest version of each that came so, and actors of our own.
  static func followTheMoney(to path: String, case id: CaseID?, in store: CaseStore) throws -> EntityAccount {
    try StreamedFile.make(path) { output in
      try store.read { reader in
        let scope = RecordScope(caseID: id, source: "ftm")
        var account = EntityAccount(versions: try reader.leftVersions(in: scope))
        try reader.sourceRecords(in: scope, .newest) { row in
          guard let entity = FollowTheMoneyLine(try reader.bytes(of: row)) else {
            account.deleted += 1
            return
          }
          try output.write(entity.bytes)
          account.written += 1
        }
        let parties = try id.map { Set(try reader.actors(of: $0)) }
        for row in try reader.ownActors() {
          guard let actor = ActorID(row.id), parties?.contains(actor) ?? true else { continue }
          guard try !reader.isAcceptanceTakenBack(of: actor) else {
            account.actorsLeft += 1
            continue
          }
          try output.write(ActorEntity.line(try reader.actor(actor), country: row.country))
          account.actorFiles.formUnion(try reader.files(behind: actor))
          account.written += 1
        }
        return account
      }
    }
  }

  /// What went out in a table, and what did not.
  struct TableAccount {
    /// Rows, the header not counted.
    var written = 0
    /// Records that say the same as one before them under their key.
    var left = 0
    var keyedHashes = 0
    /// Of traces the files that state those that were written.
    var files: Set<Digest256> = []
    /// The strictest that a row says; `nil` without rows.
    var marking: HandlingMark?
  }

  /// A table for people: fields that a spreadsheet would run are made harmless.
  ///
  /// Each row says how it is to be handled: an exhibit as itself, and what records state as the whole table.
  static func table(
    _ kind: Table, to path: String, case id: CaseID?, in store: CaseStore
  ) throws -> TableAccount {
    let writer = CSVWriter(isFormulaSafe: true)
    return try StreamedFile.make(path) { output in
      try store.read { reader in
        let scope = RecordScope(caseID: id)
        let strictest = try marking(ofCase: id, reader)
        let mark = strictest.description
        var account = TableAccount()
        var read = 0
        func isRevoked(_ row: SourceRow) throws -> String { try reader.isRevoked(row) ? "yes" : "" }
        func put(_ fields: [String]) throws {
          try output.write(writer.row(fields))
          account.written += 1
        }
        switch kind {
        case .evidence:
          try output.write(
            writer.row(["reference", "title", "sha256", "bytes", "media_type", "grade", "origin", "marking"]))
          let rows = try reader.exhibits(of: id)
          account.marking = HandlingMark.mostRestrictive(of: rows.map { HandlingMark(stored: $0.marking) })
          for row in rows {
            try put([
              row.reference, row.title, row.sha256?.hex ?? "", String(row.bytes), row.mediaType,
              row.grade ?? "",
              row.origin ?? "", row.marking,
            ])
          }
        case .records:
          try output.write(
            writer.row([
              "source", "id", "type", "name", "modified", "sha256", "file_sha256", "offset", "bytes",
              "revoked", "marking",
            ]))
          try reader.sourceRecords(in: scope) { row in
            read += 1
            try put([
              row.source, row.externalID, row.type, row.name ?? "", row.modified ?? "", row.content.hex,
              row.bundle.hex, String(row.offset), String(row.length),
              try isRevoked(row), mark,
            ])
          }
        case .traces:
          try output.write(
            writer.row(["kind", "value", "exercise", "source", "record", "revoked", "marking"]))
          try reader.sourceRecords(in: scope) { row in
            read += 1
            let before = account.written
            for trace in try reader.facts(of: row)?.traces ?? [] {
              // Of no use without its key, and not ours to spread; nor is the name of the exercise.
              guard trace.exercise == nil else {
                account.keyedHashes += 1
                continue
              }
              try put([
                trace.kind.rawValue, trace.value, "", row.source, row.externalID, try isRevoked(row), mark,
              ])
            }
            if account.written > before { account.files.formUnion(try reader.files(stating: row)) }
          }
        }
        if kind != .evidence {
          account.left = try reader.sourceRecordCount(in: scope, .written) - read
          account.marking = account.written == 0 ? nil : strictest
        }
        return account
      }
    }
  }

  enum Table: String, CaseIterable { case evidence, records, traces }
}
