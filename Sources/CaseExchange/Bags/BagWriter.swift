import CaseDomain

/// Writes a bag, file by file, to whoever puts it on disk or into an archive.
///
/// Version 1.0 with SHA-256 manifests; the manifests come last, because they hash what came before. The same
/// payload and information give the same bytes. Source: RFC 8493 §2.
public struct BagWriter {
  /// Takes the pieces of the files, one file after the other; an empty file gives one empty piece.
  public typealias Sink = (_ path: String, _ piece: UnsafeRawBufferPointer) throws -> Void

  /// A name that would not be one file of the bag.
  public struct BadName: Error, Equatable, CustomStringConvertible {
    public let name: String
    public var description: String {
      "a bag cannot hold a file \"\(name)\": it has one of that name, or the name is no path"
    }
  }

  private let information: [(label: String, value: String)]
  private var payload: [(path: String, hash: [UInt8])] = []
  private var names: Set<[UInt8]> = []
  private var bytes = 0

  /// - Parameter information: for `bag-info.txt`, in this order; `Payload-Oxum` is added. Line ends become spaces.
  public init(information: [(label: String, value: String)]) { self.information = information }

  /// Adds `source` as `data/name`.
  ///
  /// - Throws: `BadName`, `SourceError`, or what the sink threw.
  public mutating func add(_ name: String, _ source: any ByteSource, to sink: Sink) throws {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isGood = parts.allSatisfy { part in
      !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
    }
    guard isGood, !name.utf8.contains(0), names.insert(Array(name.utf8)).inserted else {
      throw BadName(name: name)
    }
    let path = "data/" + name
    var digest = ForeignDigest(.sha256)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)
    defer { buffer.deallocate() }
    var isEmpty = true
    while true {
      let count = try source.read(into: buffer)
      if count == 0 { break }
      isEmpty = false
      bytes += count
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      digest.update(piece)
      try sink(path, piece)
    }
    if isEmpty { try sink(path, UnsafeRawBufferPointer(start: nil, count: 0)) }
    payload.append((path, digest.bytes))
  }

  /// Writes what belongs to the bag beside its payload. Add nothing afterwards.
  public func finish(to sink: Sink) throws {
    var tags = [
      ("bag-info.txt", bagInfo), ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
      ("manifest-sha256.txt", Self.manifest(payload)),
    ]
    let hashes = tags.map { name, text in (path: name, hash: Digest256.sha256(Array(text.utf8)).bytes) }
    tags.append(("tagmanifest-sha256.txt", Self.manifest(hashes)))
    for (name, text) in tags { try Array(text.utf8).withUnsafeBytes { try sink(name, $0) } }
  }

  private var bagInfo: String {
    let all = information + [("Payload-Oxum", "\(bytes).\(payload.count)")]
    return all.map { "\(Self.line($0.label)): \(Self.line($0.value))\n" }.joined()
  }

  /// A line end would begin a new label.
  private static func line(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }

  private static func manifest(_ files: [(path: String, hash: [UInt8])]) -> String {
    files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      .map { "\(Hex.encode($0.hash))  \(escaped($0.path))\n" }.joined()
  }

  private static func escaped(_ path: String) -> String {
    let escapes: [UInt8: String] = [0x0A: "%0A", 0x0D: "%0D", 0x25: "%25"]
    return String(
      decoding: path.utf8.flatMap { byte in escapes[byte].map { Array($0.utf8) } ?? [byte] }, as: UTF8.self)
  }
}
