import CZlib

/// Inflates one deflate stream, or the members of a gzip file one after the other.
///
/// What zlib calls an error, a stream that is cut off, and bytes behind the end are thrown; source: RFC 1951, RFC 1952.
final class Inflater: ByteSource {
  enum Wrapper: Int32 {
    case none = -15
    case gzip = 31
  }

  static let pieceBytes = 64 * 1024

  private let packed: any RandomBytes
  private let wrapper: Wrapper
  private let path: String
  // zlib remembers the address of its own state: it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutablePointer<UInt8>
  /// How much of `packed` is in `input` or was used up.
  private var taken = 0
  private var state = State.running

  private enum State { case running, betweenMembers, ended }

  init(_ packed: any RandomBytes, wrapper: Wrapper, path: String) {
    self.packed = packed
    self.wrapper = wrapper
    self.path = path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    input = .allocate(capacity: Self.pieceBytes)
    guard czlib_inflate_init(stream, wrapper.rawValue) == Z_OK else {
      preconditionFailure("zlib refuses to start: another version than it was built with, or no memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// How many packed bytes were used so far.
  var packedBytes: Int { taken - Int(stream.pointee.avail_in) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let room = UInt32(clamping: buffer.count)
    stream.pointee.avail_out = room
    while stream.pointee.avail_out == room, state != .ended {
      try refill()
      if state == .betweenMembers {
        try startNextMember()
        continue
      }
      try step()
    }
    return Int(room - stream.pointee.avail_out)
  }

  private func refill() throws(SourceError) {
    guard stream.pointee.avail_in == 0 else { return }
    let buffer = UnsafeMutableRawBufferPointer(start: input, count: Self.pieceBytes)
    let count = try packed.read(at: taken, into: buffer)
    taken += count
    stream.pointee.next_in = input
    stream.pointee.avail_in = UInt32(count)
  }

  private func step() throws(SourceError) {
    let hadInput = stream.pointee.avail_in > 0
    switch inflate(stream, Z_NO_FLUSH) {
    case Z_OK: return
    case Z_STREAM_END: state = wrapper == .gzip ? .betweenMembers : .ended
    case Z_BUF_ERROR where hadInput: return
    case Z_BUF_ERROR: throw fault("its compressed data is cut off")
    case Z_NEED_DICT: throw fault("its compressed data needs a dictionary that is not there")
    default:
      let message = stream.pointee.msg.map { String(cString: $0) } ?? "no more is known"
      throw fault("its compressed data is damaged: \(message)")
    }
    if state == .ended, packedBytes < packed.lengthBytes {
      throw fault("\(packed.lengthBytes - packedBytes) bytes stand behind its compressed data")
    }
  }

  /// Behind a gzip member stands another one, or zeros that fill a tape block, or nothing.
  private func startNextMember() throws(SourceError) {
    guard stream.pointee.avail_in > 0 else { return state = .ended }
    if stream.pointee.next_in.pointee == 0 { return try skipZeros() }
    guard stream.pointee.next_in.pointee == 0x1F, inflateReset(stream) == Z_OK else {
      throw fault("\(packed.lengthBytes - packedBytes) bytes stand behind its compressed data")
    }
    state = .running
  }

  private func skipZeros() throws(SourceError) {
    while stream.pointee.avail_in > 0 {
      for index in 0..<Int(stream.pointee.avail_in) where stream.pointee.next_in[index] != 0 {
        throw fault("\(packed.lengthBytes - packedBytes) bytes stand behind its compressed data")
      }
      stream.pointee.avail_in = 0
      try refill()
    }
    state = .ended
  }

  private func fault(_ reason: String) -> SourceError {
    SourceError(path: path, reason: reason, remedy: "ask the sender for the file again")
  }
}
