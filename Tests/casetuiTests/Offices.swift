import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// A store in a folder of its own that goes away with it.
final class TestOffice {
  let path: String
  let store: CaseStore
  let author: Author

  init(
    _ name: String, user: String = "ann", clock: @escaping @Sendable () -> UInt64 = CaseStore.wallClock
  ) throws {
    path = NSTemporaryDirectory() + "casetui-office-\(UUID().uuidString)"
    store = try CaseStore.create(at: path, office: name, user: user, clock: clock)
    author = Author(user: user)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func digest() throws -> Digest256 { try store.read { try $0.stateDigest() } }
  func conflicts() throws -> [ConflictRow] { try store.read { try $0.conflicts() } }
}

extension SQLiteOperationLog {
  /// Takes over what another store holds of these feeds, one after the other in this order.
  func take(_ feeds: [FeedID], from other: SQLiteOperationLog) throws {
    for feed in feeds {
      let descriptor = try #require(try other.descriptor(of: feed))
      try enrol(descriptor)
      var segments: [Segment] = []
      try other.segments(of: feed, after: 0) {
        segments.append($0)
        return true
      }
      let seals = try other.seals(of: descriptor.replica, incarnation: descriptor.incarnation, after: 0)
      let received = try receive(
        descriptors: [descriptor], seals: seals, segments: segments, from: other.descriptor.replica)
      #expect(received.operations > 0 && received.quarantined.isEmpty)
    }
  }
}

/// The project's own evidence bundle.
let shippedBundle = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("demo/bundle").path

/// A folder that goes away with it.
final class Scratch {
  let path = NSTemporaryDirectory() + "casetui-scratch-\(UUID().uuidString)"
  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, _ name: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }
}

/// Runs the program as somebody at a shell would.
struct Program {
  let status: Int32
  let output: String
  let errors: String

  /// - Parameters:
  ///   - killAfterMicroseconds: sends SIGKILL then, if it still runs.
  ///   - sink: takes what it says; `output` is empty then.
  init(
    _ arguments: [String], environment: [String: String] = [:], killAfterMicroseconds: UInt32? = nil,
    to sink: FileHandle? = nil
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: builtProduct("casetui"))
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (out, err) = (Pipe(), Pipe())
    if let sink { process.standardOutput = sink } else { process.standardOutput = out }
    process.standardError = err
    process.standardInput = FileHandle.nullDevice
    try process.run()
    if let killAfterMicroseconds {
      usleep(killAfterMicroseconds)
      kill(process.processIdentifier, SIGKILL)
    }
    output =
      sink == nil ? String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) : ""
    errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }

  var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
  }
}
