import CZstd

/// Compresses bodies at level 3; keeps its working memory between them.
final class ZstdCompressor {
  private let context: OpaquePointer

  init() { context = ZSTD_createCCtx() }
  deinit { ZSTD_freeCCtx(context) }

  /// `nil` when that would not make it shorter.
  func compress(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { target, count in
      let written = bytes.withUnsafeBytes {
        ZSTD_compressCCtx(context, target.baseAddress, target.count, $0.baseAddress, $0.count, 3)
      }
      count = ZSTD_isError(written) == 0 ? written : 0
    }
    return result.isEmpty ? nil : result
  }
}

/// Decompresses bodies within a bound that the sender cannot move.
final class ZstdDecompressor {
  private let context: OpaquePointer

  init() { context = ZSTD_createDCtx() }
  deinit { ZSTD_freeDCtx(context) }

  /// Nothing is allocated before the declared size is known to be within `limit`.
  func decompress(_ bytes: ArraySlice<UInt8>, limit: Int) throws(ProtocolViolation) -> [UInt8] {
    let declared = bytes.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
    // "Unknown" and "error" are the two greatest numbers, so they are over the limit, too.
    guard declared <= UInt64(limit) else { throw .badCompression }
    var written = 0
    let result = [UInt8](unsafeUninitializedCapacity: Int(declared)) { target, count in
      written = bytes.withUnsafeBytes {
        ZSTD_decompressDCtx(context, target.baseAddress, target.count, $0.baseAddress, $0.count)
      }
      count = ZSTD_isError(written) == 0 ? written : 0
    }
    guard ZSTD_isError(written) == 0, written == Int(declared) else { throw .badCompression }
    return result
  }
}
