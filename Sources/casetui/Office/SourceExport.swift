import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// Writes what a case, or the whole office, holds of others' statements in formats that others read.
enum SourceExport {
  /// A MISP event of a case: attributes that came from MISP byte for byte, and values that the other records state.
  ///
  /// - Returns: how many attributes were written.
  static func misp(to path: String, case id: CaseID, in store: CaseStore) throws -> Int {
    try StreamedFile.make(path) { output in
      try store.read { reader in
        let file = try reader.caseFile(id, rehash: false)
        let marks = try reader.exhibits(of: id).map { HandlingMark(stored: $0.marking) }
        var writer = try MISPWriter(
          reference: file.reference, title: file.title, on: store.today, office: store.identity.officeName,
          marking: HandlingMark.mostRestrictive(of: marks) ?? .officeFloor
        ) { try output.write($0) }
        var written: Set<Trace> = []
        try reader.sourceRecords(of: id) { row in
          if row.source == "misp", row.type == "attribute" || row.type == "object-attribute" {
            return try writer.append(.original(reader.bytes(of: row)))
          }
          for trace in try reader.facts(of: row)?.traces ?? [] where written.insert(trace).inserted {
            try writer.append(.value(trace, comment: "stated in \(row.externalID)"))
          }
        }
        return try writer.finish()
      }
    }
  }

  /// FollowTheMoney entities, one a line: those that came so byte for byte, and actors of our own.
  ///
  /// - Returns: how many entities were written.
  static func followTheMoney(to path: String, case id: CaseID?, in store: CaseStore) throws -> Int {
    try StreamedFile.make(path) { output in
      try store.read { reader in
        var count = 0
        try reader.sourceRecords(of: id) { row in
          guard row.source == "ftm" else { return }
          // One a line: a line feed inside would part it.
          try output.write(try reader.bytes(of: row).filter { $0 != 0x0A && $0 != 0x0D } + [0x0A])
          count += 1
        }
        let parties = try id.map { id in
          Set(try reader.live(id.cast(), .parties).compactMap { Party($0.value)?.actor })
        }
        for row in try reader.actors() where row.status == .accepted {
          guard let actor = ActorID(row.id), parties?.contains(actor) ?? true else { continue }
          try output.write(ActorEntity.line(try reader.actor(actor), country: row.country))
          count += 1
        }
        return count
      }
    }
  }

  /// A table for people: fields that a spreadsheet would run are made harmless.
  ///
  /// - Returns: how many rows were written, the header not counted.
  static func table(_ kind: Table, to path: String, case id: CaseID?, in store: CaseStore) throws -> Int {
    let writer = CSVWriter(isFormulaSafe: true)
    return try StreamedFile.make(path) { output in
      try store.read { reader in
        var count = 0
        func put(_ fields: [String]) throws {
          try output.write(writer.row(fields))
          count += 1
        }
        switch kind {
        case .evidence:
          try output.write(
            writer.row(["reference", "title", "sha256", "bytes", "media_type", "grade", "origin", "marking"]))
          for row in try reader.exhibits(of: id) {
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
            ]))
          try reader.sourceRecords(of: id) { row in
            try put([
              row.source, row.externalID, row.type, row.name ?? "", row.modified ?? "", row.content.hex,
              row.bundle.hex, String(row.offset), String(row.length),
            ])
          }
        case .traces:
          try output.write(writer.row(["kind", "value", "exercise", "source", "record"]))
          try reader.sourceRecords(of: id) { row in
            for trace in try reader.facts(of: row)?.traces ?? [] {
              try put([trace.kind.rawValue, trace.value, trace.exercise ?? "", row.source, row.externalID])
            }
          }
        }
        return count
      }
    }
  }

  enum Table: String, CaseIterable { case evidence, records, traces }
}
