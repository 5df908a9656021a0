import CaseDomain
import CaseExchange
import Foundation

/// What a process may spend on one file (docs/decisions/0034).
enum ReadingLimits {
  static let memoryBytes: UInt64 = 1 << 30
  static let openFiles: UInt64 = 16

  /// Of processor time.
  static func seconds(forBytes bytes: Int) -> UInt64 { 60 + UInt64(bytes >> 20) }
}

/// How a file is to be read.
struct ReadingRequest {
  let format: EvidenceFormat
  /// Where it stands in its bundle; for what is said of it.
  let path: String
  let mapping: ColumnMapping?

  init(format: EvidenceFormat, path: String, mapping: ColumnMapping?) {
    self.format = format
    self.path = path
    self.mapping = mapping
  }

  var encoded: [UInt8] {
    CBOR.record([1: .text(format.rawValue), 2: .text(path), 3: mapping?.cbor(named: "")]).encoded
  }

  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let cbor = try? CBORReader.decode(Array(bytes)),
      let format = cbor[1]?.textValue.flatMap(EvidenceFormat.init(rawValue:)), let path = cbor[2]?.textValue
    else { return nil }
    self.init(format: format, path: path, mapping: cbor[3].flatMap { ColumnMapping.read($0)?.mapping })
  }
}
