import CaseDomain
import CaseTesting

@testable import CaseExchange

typealias RegisterReading = (objects: [SourceObject], summary: ImportSummary)

/// One register format, read in pieces of any size.
struct RegisterFormat: Sendable, CustomStringConvertible {
  let description: String
  let recognises: @Sendable (FileHead) -> Bool
  let read: @Sendable ([UInt8], Int, Int) throws -> RegisterReading

  static let bods = RegisterFormat(
    description: "bods", recognises: { BODSReader.recognises($0) },
    read: { bytes, piece, capacity in
      var objects: [SourceObject] = []
      let summary = try BODSReader.read(
        MemorySource(bytes, pieceBytes: piece), path: "in/register.json", capacity: capacity
      ) { objects.append($0) }
      return (objects, summary)
    })

  func read(_ text: String) throws -> RegisterReading { try read(Array(text.utf8), .max, 65_536) }

  func knows(_ text: String) -> Bool { knows(Array(text.utf8)) }

  func knows(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { recognises(FileHead($0, name: "register", isWhole: true)) }
  }
}

/// Whether the bytes of objects, refused parts and container make up the file, and each slice is exact.
func isAccounted(_ reading: RegisterReading, _ bytes: [UInt8]) -> Bool {
  let (objects, summary) = reading
  var position = 0
  for object in objects {
    guard object.offset >= position, object.offset + object.length <= bytes.count,
      bytes[object.offset..<object.offset + object.length].elementsEqual(object.bytes)
    else { return false }
    position = object.offset + object.length
  }
  return summary.fileBytes == bytes.count && summary.objectBytes == objects.reduce(0) { $0 + $1.length }
    && summary.objectBytes + summary.refusedBytes <= bytes.count && summary.read == objects.count
}

extension SourceObject {
  /// What it says, without where it stands and how it is written.
  var withoutPlace: SourceObject {
    var copy = self
    (copy.offset, copy.bytes) = (0, [])
    return copy
  }
}

/// A copy with one byte changed, some cut out, or the end cut off.
func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
  var copy = bytes
  let place = Int.random(in: 0..<copy.count, using: &generator)
  switch Int.random(in: 0..<3, using: &generator) {
  case 0: copy[place] ^= UInt8(1 << Int.random(in: 0..<8, using: &generator))
  case 1: copy.removeSubrange(place..<min(copy.count, place + Int.random(in: 1..<20, using: &generator)))
  default: copy.removeSubrange(place...)
  }
  return copy
}

extension RegisterFormat {
  static let gleif = RegisterFormat(
    description: "gleif", recognises: { GLEIFReader.recognises($0) },
    read: { bytes, piece, capacity in
      var objects: [SourceObject] = []
      let summary = try GLEIFReader.read(
        MemorySource(bytes, pieceBytes: piece), path: "in/register.json", capacity: capacity
      ) { objects.append($0) }
      return (objects, summary)
    })

  static let psc = RegisterFormat(
    description: "uk-psc", recognises: { PSCReader.recognises($0) },
    read: { bytes, piece, capacity in
      var objects: [SourceObject] = []
      let summary = try PSCReader.read(
        MemorySource(bytes, pieceBytes: piece), path: "in/register.json", capacity: capacity
      ) { objects.append($0) }
      return (objects, summary)
    })
}
