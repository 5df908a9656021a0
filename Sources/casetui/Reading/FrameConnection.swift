import Foundation

/// Frames over a socket: one byte for the kind, four for the length, the highest first, then so many bytes.
final class FrameConnection {
  enum Kind: UInt8 { case request, object, summary, refusal, kind, member, rest, bytes, end, fault, tags }

  /// No object, summary or request is longer.
  static let maximumBytes = 96 << 20

  struct Frame {
    let kind: Kind
    /// Until the next frame is asked for.
    let bytes: UnsafeRawBufferPointer
  }

  /// The other end sends what no such process sends.
  struct Broken: Error {}

  private let socket: Int32
  private var incoming: UnsafeMutableRawBufferPointer
  private var filled = 0
  private var taken = 0
  private var outgoing: [UInt8] = []

  init(_ socket: Int32) {
    self.socket = socket
    incoming = .allocate(byteCount: 256 << 10, alignment: 16)
  }

  deinit { incoming.deallocate() }

  // MARK: sending

  func send(_ kind: Kind, json value: some Encodable) throws {
    try send(kind, Array(try JSONEncoder().encode(value)))
  }

  func send(_ kind: Kind, _ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try send(kind, $0) }
  }

  func send(_ kind: Kind, _ bytes: UnsafeRawBufferPointer) throws {
    guard bytes.count <= Self.maximumBytes else { throw Broken() }
    outgoing.append(kind.rawValue)
    withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { outgoing.append(contentsOf: $0) }
    outgoing.append(contentsOf: bytes)
    if outgoing.count > 64 << 10 { try flush() }
  }

  func flush() throws {
    try outgoing.withUnsafeBytes { rest in
      var rest = rest
      while !rest.isEmpty {
        // Not `write`, which would end this process when the other is gone.
        let count = Glibc.send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw Broken() }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
    outgoing.removeAll(keepingCapacity: true)
  }

  // MARK: receiving

  /// - Parameter waiting: asked now and then while nothing comes; true ends the waiting with `CancellationError`.
  /// - Returns: `nil` when the other end is gone.
  func next(waiting: () -> Bool) throws -> Frame? {
    while true {
      if filled - taken >= 5 {
        let length = Int(
          UInt32(bigEndian: incoming.loadUnaligned(fromByteOffset: taken + 1, as: UInt32.self)))
        guard length <= Self.maximumBytes, let kind = Kind(rawValue: incoming[taken]) else { throw Broken() }
        if filled - taken >= 5 + length {
          let bytes = UnsafeRawBufferPointer(rebasing: incoming[taken + 5..<taken + 5 + length])
          taken += 5 + length
          return Frame(kind: kind, bytes: bytes)
        }
        makeRoom(5 + length)
      } else {
        makeRoom(5)
      }
      guard try receive(waiting) else { return nil }
    }
  }

  /// Moves what is not taken to the front; a longer frame gets a longer place.
  private func makeRoom(_ needed: Int) {
    let rest = filled - taken
    if needed > incoming.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: needed, alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: incoming[taken..<filled]))
      incoming.deallocate()
      incoming = larger
    } else if taken > 0 {
      memmove(incoming.baseAddress!, incoming.baseAddress! + taken, rest)
    }
    (taken, filled) = (0, rest)
  }

  private func receive(_ waiting: () -> Bool) throws -> Bool {
    while true {
      if waiting() { throw CancellationError() }
      var ready = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      let polled = poll(&ready, 1, 100)
      if polled == 0 || (polled < 0 && errno == EINTR) { continue }
      let count = read(socket, incoming.baseAddress! + filled, incoming.count - filled)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 || errno == ECONNRESET else { throw Broken() }
      filled += max(0, count)
      return count > 0
    }
  }
}
