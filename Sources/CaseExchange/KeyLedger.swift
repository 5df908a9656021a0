import Foundation

/// The keys seen so far in every object that is still open; finds a key that comes twice.
///
/// Keys are kept as 64-bit hashes of their NFC form. Equal keys have equal hashes, so no
/// duplicate is missed; a collision (1 in 37 million for an object of 1,000,000 keys) would refuse a good
/// file, never accept a bad one.
struct KeyLedger {
  /// In all open objects together, so that memory has a bound (some 50 MB, and only for a hostile file).
  static let maximumKeys = 1_000_000
  /// Up to so many keys a frame is searched from end to end, which is faster than any set.
  private static let smallFrame = 32

  private var hashes: [UInt64] = []
  private var frameStarts: [Int] = []
  /// By depth; only for the rare object with more than `smallFrame` keys.
  private var largeFrames: [Int: Set<UInt64>] = [:]
  /// The sizes of `largeFrames` together.
  private var largeKeys = 0

  mutating func openObject() {
    frameStarts.append(hashes.count)
  }

  mutating func closeObject() {
    if let large = largeFrames.removeValue(forKey: frameStarts.count) { largeKeys -= large.count }
    hashes.removeSubrange(frameStarts.removeLast()...)
  }

  enum Verdict { case new, duplicate, tooMany }

  mutating func note(_ hash: UInt64) -> Verdict {
    if hashes.count + largeKeys >= Self.maximumKeys { return .tooMany }
    let start = frameStarts[frameStarts.count - 1]
    if hashes.count - start == Self.smallFrame { return noteLarge(hash, start) }
    for index in start..<hashes.count where hashes[index] == hash { return .duplicate }
    hashes.append(hash)
    return .new
  }

  private mutating func noteLarge(_ hash: UInt64, _ start: Int) -> Verdict {
    let depth = frameStarts.count
    if largeFrames[depth] == nil {
      largeFrames[depth] = Set(hashes[start...])
      largeKeys += Self.smallFrame
    }
    // In place: a second reference to the set would copy it for every key.
    guard largeFrames[depth]!.insert(hash).inserted else { return .duplicate }
    largeKeys += 1
    return .new
  }

  // MARK: Hashing

  /// For keys of plain ASCII without escapes, which are their own NFC form.
  static func hash(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)
    let raw = UnsafeRawPointer(bytes)
    var index = 0
    while index + 8 <= count {
      hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var tail: UInt64 = 0
    while index < count {
      tail = tail << 8 | UInt64(bytes[index])
      index += 1
    }
    return mix(hash ^ tail)
  }

  /// For every other key, after its escapes were resolved.
  static func hash(_ key: String) -> UInt64 {
    var normal = key.precomposedStringWithCanonicalMapping
    return normal.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return mix(0x9E37_79B9_7F4A_7C15) }
      return hash(base, count: bytes.count)
    }
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0x2545_F491_4F6C_DD1D).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
