import Testing

@testable import CaseExchange

/// What a reader makes of bytes.
struct ListReading: Equatable {
  var objects: [SourceObject] = []
  var summary: ImportSummary?
  var refusal: ImportRefusal?

  init<Reader: FormatReader>(
    _ reader: Reader.Type, _ bytes: [UInt8], path: String = "in/list", pieceBytes: Int = .max
  ) throws {
    var found: [SourceObject] = []
    do {
      summary = try Reader.read(
        MemorySource(bytes, pieceBytes: pieceBytes), path: path, isCancelled: { false }
      ) { found.append($0) }
    } catch let error as ImportRefusal {
      refusal = error
    }
    objects = found
  }

  func object(_ id: String) -> SourceObject? { objects.first { $0.externalID.utf8.elementsEqual(id.utf8) } }

  var problems: [ImportProblem] { summary?.problems ?? [] }

  /// Each object's bytes stand where it says, in order and without overlap, and the three sums add up.
  func accountsFor(_ bytes: [UInt8]) -> Bool {
    guard let summary else { return false }
    var position = 0
    var sum = 0
    for object in objects {
      let end = object.offset + object.length
      guard object.offset >= position, end <= bytes.count,
        bytes[object.offset..<end].elementsEqual(object.bytes)
      else { return false }
      position = end
      sum += object.length
    }
    return summary.fileBytes == bytes.count && summary.objectBytes == sum && summary.read == objects.count
      && summary.objectBytes + summary.refusedBytes <= bytes.count
  }
}

/// Every reader of lists.
enum ListReaders {
  static let all: [any FormatReader.Type] = [
    SDNCSVReader.self, SDNXMLReader.self, DeniedPersonsReader.self, ScreeningListReader.self,
    UNXMLReader.self,
    EUXMLReader.self, EUCSVReader.self, UKCSVReader.self,
  ]

  /// Those that take a file for theirs.
  static func recognising(_ bytes: [UInt8], name: String) -> [EvidenceFormat] {
    bytes.withUnsafeBytes { whole in
      let head = UnsafeRawBufferPointer(rebasing: whole.prefix(64 * 1_024))
      let isWhole = head.count == whole.count
      return all.filter { $0.recognises(FileHead(head, name: name, isWhole: isWhole)) }.map { $0.format }
    }
  }

  static func read(_ format: EvidenceFormat, _ bytes: [UInt8], path: String, pieceBytes: Int = .max) throws
    -> ListReading
  {
    guard let reader = all.first(where: { $0.format == format }) else { preconditionFailure("no reader") }
    return try ListReading(reader, bytes, path: path, pieceBytes: pieceBytes)
  }
}
