import CaseDomain
import CaseExchange

/// What a reader of evidence made of one file.
struct ReadingOutcome: Equatable {
  typealias Read = (any ByteSource, (SourceObject) throws -> Void) throws -> ImportSummary

  var objects: [SourceObject] = []
  var summary: ImportSummary?
  var refusal: ImportRefusal?
  /// Something was thrown that readers do not throw.
  var stray: String?

  init(_ source: any ByteSource, _ read: Read) {
    var objects: [SourceObject] = []
    do {
      summary = try read(source) { objects.append($0) }
    } catch let error as ImportRefusal {
      refusal = error
    } catch {
      stray = "\(error)"
    }
    self.objects = objects
  }

  /// What of `docs/exchange.md`, "What holds for every format", does not hold.
  func fault(of file: [UInt8]) -> String? {
    if let stray { return "a reader threw what is no refusal: \(stray)" }
    if let offset = refusal?.offset, !(0...file.count).contains(offset) {
      return "a refusal at \(offset) of \(file.count) bytes"
    }
    for object in objects {
      if let fault = Self.fault(of: object, in: file) { return fault }
    }
    return summary.flatMap { fault(of: $0, file) }
  }

  private func fault(of summary: ImportSummary, _ file: [UInt8]) -> String? {
    if summary.fileBytes != file.count { return "\(summary.fileBytes) of \(file.count) bytes counted" }
    if summary.read != objects.count { return "\(summary.read) counted, \(objects.count) handed over" }
    // What is refused inside an object that is kept counts as refused.
    let most = coveredBytes
    if !(most - summary.refusedBytes...most).contains(summary.objectBytes) {
      return "the bytes of objects do not add up"
    }
    if summary.objectBytes + summary.refusedBytes > summary.fileBytes {
      return "more bytes than the file has"
    }
    if let offset = summary.problems.compactMap(\.offset).first(where: { !(0...file.count).contains($0) }) {
      return "a problem at \(offset) of \(file.count) bytes"
    }
    return nil
  }

  /// What stands inside another object, as a part of an event does, counts once.
  private var coveredBytes: Int {
    var covered = 0
    var end = 0
    for object in objects.sorted(by: { ($0.offset, -$0.length) < ($1.offset, -$1.length) }) {
      covered += max(0, object.offset + object.length - max(end, object.offset))
      end = max(end, object.offset + object.length)
    }
    return covered
  }

  private static func fault(of object: SourceObject, in file: [UInt8]) -> String? {
    let end = object.offset + object.length
    guard object.offset >= 0, end <= file.count, file[object.offset..<end].elementsEqual(object.bytes) else {
      return "an object at \(object.offset) that is not in the file"
    }
    if object.name?.utf8.count ?? 0 > 1_024 { return "a name of more than 1,024 bytes" }
    return journalFault(of: object)
  }

  /// What a reader proposes must go into the journal and come out again.
  private static func journalFault(of object: SourceObject) -> String? {
    let record = SourceRecord(
      source: object.source, externalID: object.externalID, type: object.type, name: object.name,
      modified: object.modified, content: .blob(.zero), bundle: .zero, offset: UInt64(object.offset),
      length: UInt64(object.length), facts: object.facts)
    guard let item = try? CBORReader.decode(record.cbor.encoded), let again = SourceRecord(item) else {
      return "a record that the journal cannot read"
    }
    return again == record ? nil : "a record that the journal changes"
  }
}

/// What does not hold of a file, or differs when it comes in pieces of other sizes.
func outcomesFault(_ file: [UInt8], pieces: [Int], _ read: ReadingOutcome.Read) -> String? {
  outcomesFault(file, pieces.map { ReadingOutcome(MemorySource(file, pieceBytes: $0), read) })
}

func outcomesFault(_ file: [UInt8], _ outcomes: [ReadingOutcome]) -> String? {
  guard let first = outcomes.first else { return nil }
  if let fault = first.fault(of: file) { return fault }
  return outcomes.allSatisfy { $0 == first } ? nil : "another outcome in other pieces"
}
