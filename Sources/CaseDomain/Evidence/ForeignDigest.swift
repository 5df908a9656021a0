import Crypto

/// A hash that somebody else's file states, made anew piece by piece to compare.
///
/// MD5 and SHA-1 are here because manifests have them; they show damage, not that nobody meddled.
public struct ForeignDigest: Sendable {
  public enum Algorithm: String, CaseIterable, Codable, Sendable {
    case md5, sha1, sha256, sha384, sha512

    /// Two people can make two files with one hash.
    public var isWeak: Bool { self == .md5 || self == .sha1 }
    public var lengthBytes: Int {
      switch self {
      case .md5: 16
      case .sha1: 20
      case .sha256: 32
      case .sha384: 48
      case .sha512: 64
      }
    }
  }

  private enum State: Sendable {
    case md5(Insecure.MD5)
    case sha1(Insecure.SHA1)
    case sha256(SHA256)
    case sha384(SHA384)
    case sha512(SHA512)
  }

  private var state: State

  public init(_ algorithm: Algorithm) {
    state =
      switch algorithm {
      case .md5: .md5(.init())
      case .sha1: .sha1(.init())
      case .sha256: .sha256(.init())
      case .sha384: .sha384(.init())
      case .sha512: .sha512(.init())
      }
  }

  public mutating func update(_ piece: UnsafeRawBufferPointer) {
    switch state {
    case .md5(var hasher):
      hasher.update(bufferPointer: piece)
      state = .md5(hasher)
    case .sha1(var hasher):
      hasher.update(bufferPointer: piece)
      state = .sha1(hasher)
    case .sha256(var hasher):
      hasher.update(bufferPointer: piece)
      state = .sha256(hasher)
    case .sha384(var hasher):
      hasher.update(bufferPointer: piece)
      state = .sha384(hasher)
    case .sha512(var hasher):
      hasher.update(bufferPointer: piece)
      state = .sha512(hasher)
    }
  }

  public var bytes: [UInt8] {
    switch state {
    case .md5(let hasher): Array(hasher.finalize())
    case .sha1(let hasher): Array(hasher.finalize())
    case .sha256(let hasher): Array(hasher.finalize())
    case .sha384(let hasher): Array(hasher.finalize())
    case .sha512(let hasher): Array(hasher.finalize())
    }
  }
}
