/// That an import reads a table in one way: what its columns mean, who sent it, what it is called
/// (docs/exchange.md, "Versions"). The rows so read count while it is the last such word of an import that stands.
public struct TableReading: Hashable, Sendable {
  /// SHA-256 of the table.
  public let file: Digest256
  /// Which way, never 0; rows bear it.
  public let way: UInt64
  /// Who is said to have sent it; `nil` for nobody.
  public let sender: String?

  /// Of what this version makes of a mapping; another one would begin another way.
  /// 2: white space around the name of a column does not count; what cannot be an address is none.
  /// 3: plain rows and corporate records state names.
  private static let version: UInt64 = 3

  /// - Parameter name: of the table, which is part of the keys of its rows.
  public init(of file: Digest256, named name: String, _ mapping: ColumnMapping?, from sender: String?) {
    let way = CBOR.record([
      1: .uint(Self.version), 2: .text(name.inNFC), 3: mapping?.cbor(named: ""),
      4: sender.map { .text($0.inNFC) },
    ])
    self.file = file
    self.way = max(1, Digest256.sha256(way.encoded).prefix8)
    self.sender = sender?.inNFC
  }

  public var cbor: CBOR {
    .record([1: .bytes(file.bytes), 2: .uint(way), 3: sender.map { .text($0) }])
  }

  public init?(_ cbor: CBOR) {
    guard let file = cbor[1]?.bytesValue.flatMap(Digest256.init), let way = cbor[2]?.uintValue, way > 0 else {
      return nil
    }
    self.file = file
    self.way = way
    sender = cbor[3]?.textValue
  }
}
