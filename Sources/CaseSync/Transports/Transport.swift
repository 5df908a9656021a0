/// Two streams of bytes to a peer, as descriptors that can be polled.
public protocol Transport: AnyObject, Sendable {
  /// Read from here.
  var input: CInt { get }
  /// Write to here.
  var output: CInt { get }
  /// Closes both and, where a program carries them, waits for its end.
  ///
  /// - Throws: `SyncError.carrier` when that program failed.
  func close() throws
}
