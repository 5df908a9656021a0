/// Bytes that stand still and can be read anywhere: a file, a part of one, bytes in memory.
public protocol RandomBytes: AnyObject, Sendable {
  /// For the messages.
  var path: String { get }
  var lengthBytes: Int { get }

  /// Fills the front of `buffer` with what stands at `offset`, and says how many bytes were put there;
  /// 0 is the end.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int

  /// Where they stand, if in a file.
  var part: FilePart? { get }
}

/// A part of an open file, as long as the bytes live that it was asked of.
public struct FilePart: Sendable {
  public let file: Int32
  public let start: Int
  public let lengthBytes: Int

  public init(file: Int32, start: Int, lengthBytes: Int) {
    self.file = file
    self.start = start
    self.lengthBytes = lengthBytes
  }
}

extension FileSource: RandomBytes {
  public var part: FilePart? { FilePart(file: openFile, start: 0, lengthBytes: lengthBytes) }
}

extension RandomBytes {
  /// At most `count` bytes from `offset` on; fewer only at the end.
  func bytes(at offset: Int, count: Int) throws(SourceError) -> [UInt8] {
    guard offset >= 0, offset < lengthBytes, count > 0 else { return [] }
    var result = [UInt8](repeating: 0, count: min(count, lengthBytes - offset))
    var filled = 0
    var failure: SourceError?
    result.withUnsafeMutableBytes { buffer in
      while filled < buffer.count, failure == nil {
        do throws(SourceError) {
          let added = try read(at: offset + filled, into: .init(rebasing: buffer[filled...]))
          if added == 0 { break }
          filled += added
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    result.removeLast(result.count - filled)
    return result
  }
}

/// A part of other bytes, which it keeps alive.
public final class PartOfBytes: RandomBytes {
  public let path: String
  private let whole: any RandomBytes
  private let start: Int
  public let lengthBytes: Int

  /// Precondition: the part lies within the whole.
  public init(_ whole: any RandomBytes, at start: Int, lengthBytes: Int, path: String) {
    precondition(start >= 0 && lengthBytes >= 0 && start <= whole.lengthBytes - lengthBytes)
    self.whole = whole
    self.start = start
    self.lengthBytes = lengthBytes
    self.path = path
  }

  public var part: FilePart? {
    whole.part.map { FilePart(file: $0.file, start: $0.start + start, lengthBytes: lengthBytes) }
  }

  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    let count = min(buffer.count, lengthBytes - offset)
    guard offset >= 0, count > 0 else { return 0 }
    return try whole.read(at: start + offset, into: .init(rebasing: buffer[..<count]))
  }
}

/// Bytes in memory: what a test or the fuzzer made up stands in no file.
public final class MemoryBytes: RandomBytes {
  public let path: String
  private let bytes: [UInt8]
  public var lengthBytes: Int { bytes.count }
  public var part: FilePart? { nil }

  public init(_ bytes: [UInt8], path: String = "memory") {
    self.bytes = bytes
    self.path = path
  }

  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - offset)
    guard offset >= 0, count > 0 else { return 0 }
    bytes.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[offset..<offset + count])) }
    return count
  }
}

/// Random bytes from the front to the end.
final class SequentialBytes: ByteSource {
  private let bytes: any RandomBytes
  private var position = 0

  init(_ bytes: any RandomBytes) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    let count = try bytes.read(at: position, into: buffer)
    position += count
    return count
  }
}
