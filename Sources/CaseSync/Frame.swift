import CaseDomain

/// Turns messages into frames (docs/sync-protocol.md §1.2).
public final class FrameWriter {
  private let compressor = ZstdCompressor()
  private var writer = CBORWriter(capacity: 64 * 1024)

  public init() {}

  /// What each side sends before its first frame (§1.1).
  public static let preamble: [UInt8] = [0x89, 0x63, 0x74, 0x73, 0x0D, 0x0A, 0x1A, 0x01]
  static let compressionThreshold = 512

  /// - Throws: when the body is over the limit: a segment larger than `Segment.maximumBytes` allows.
  public func frame(_ message: SyncMessage, compressing: Bool = true) throws(ProtocolViolation) -> [UInt8] {
    writer.reset()
    message.encode(into: &writer)
    var body = writer.bytes
    var flags: UInt8 = 0
    if compressing, body.count >= FrameWriter.compressionThreshold,
      let smaller = compressor.compress(body[...])
    {
      body = smaller
      flags = 1
    }
    guard body.count <= SyncLimits.body else { throw .frameTooLong(body.count) }
    var frame: [UInt8] = []
    frame.reserveCapacity(body.count + 6)
    withUnsafeBytes(of: UInt32(body.count).bigEndian) { frame.append(contentsOf: $0) }
    frame.append(message.kind.rawValue)
    frame.append(flags)
    frame.append(contentsOf: body)
    return frame
  }
}

/// Finds messages in a stream of bytes that arrives in pieces.
public final class FrameReader {
  private let decompressor = ZstdDecompressor()
  private var buffer: [UInt8] = []
  private var position = 0
  public private(set) var sawPreamble: Bool

  /// - Parameter expectsPreamble: false where frames come without a stream around them.
  public init(expectsPreamble: Bool = true) { sawPreamble = !expectsPreamble }

  public func append(_ bytes: UnsafeRawBufferPointer) {
    if position > 0, position == buffer.count || position > 1 << 20 {
      buffer.removeSubrange(..<position)
      position = 0
    }
    buffer.append(contentsOf: bytes)
  }

  public func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  /// The next message; `nil` when more bytes are needed.
  public func next() throws(ProtocolViolation) -> SyncMessage? {
    guard try skipPreamble(), buffer.count - position >= 6 else { return nil }
    var length = 0
    for byte in buffer[position..<position + 4] { length = length << 8 | Int(byte) }
    guard length <= SyncLimits.body else { throw .frameTooLong(length) }
    guard let kind = SyncMessage.Kind(rawValue: buffer[position + 4]) else {
      throw .unknownType(buffer[position + 4])
    }
    let flags = buffer[position + 5]
    guard flags <= 1 else { throw .unknownFlags(flags) }
    guard buffer.count - position - 6 >= length else { return nil }
    let body = buffer[position + 6..<position + 6 + length]
    position += 6 + length
    if flags == 1 {
      let raw = try decompressor.decompress(body, limit: SyncLimits.decompressedBody)
      return try message(kind, raw[...])
    }
    return try message(kind, body)
  }

  private func message(
    _ kind: SyncMessage.Kind, _ body: ArraySlice<UInt8>
  ) throws(ProtocolViolation) -> SyncMessage {
    let result: Result<SyncMessage, ProtocolViolation> = body.withUnsafeBytes { bytes in
      do throws(ProtocolViolation) { return .success(try SyncMessage(kind, body: bytes)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func skipPreamble() throws(ProtocolViolation) -> Bool {
    if sawPreamble { return true }
    let preamble = FrameWriter.preamble
    while buffer.count - position >= preamble.count {
      if buffer[position..<position + preamble.count].elementsEqual(preamble) {
        position += preamble.count
        sawPreamble = true
        return true
      }
      position += 1
      guard position <= SyncLimits.preambleNoise else { throw .noPreamble(noise) }
    }
    return false
  }

  /// The first line that came instead of a preamble, printable characters only.
  public var noise: String {
    guard !sawPreamble else { return "" }
    let line = buffer.prefix(200).prefix { $0 != 0x0A }
    return String(decoding: line.filter { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
  }
}
