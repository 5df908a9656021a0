import Foundation
import Testing

@testable import CaseExchange

/// Readers we did not write: Python's `csv`, `xml.etree`, `html.parser` and `uuid`, and `xmllint`.
enum OtherReader {
  /// The interpreter itself: what stands in the path may be a slow script that looks for it.
  static let python = find("python3").flatMap { path in
    let found = try? execute(path, ["-I", "-c", "import sys; print(sys.executable, end='')"])
    return found.flatMap { $0.0 == 0 ? String(decoding: $0.1, as: UTF8.self) : nil }
  }
  static let xmllint = find("xmllint")
  static let pythonIsMissing: Comment =
    "python3 is not on this machine: nothing independent reads our lists back"
  static let xmllintIsMissing: Comment = "xmllint is not on this machine: SDN.XML is read by python3 alone"

  /// Runs a script over the bytes of one file and reads the JSON it prints.
  static func run(_ script: String, on bytes: [UInt8], _ arguments: String...) throws -> JSONValue {
    let python = try #require(python)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lists-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("list")
    try Data(bytes).write(to: file)
    let (status, output, complaint) = try execute(python, ["-I", "-S", "-c", script, file.path] + arguments)
    try #require(status == 0, "\(complaint)")
    return try JSON.parse(output)
  }

  static func execute(_ path: String, _ arguments: [String]) throws -> (Int32, [UInt8], String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let (output, complaint) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaint
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    let words = complaint.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, Array(bytes), String(decoding: words, as: UTF8.self))
  }

  /// The rows of a table as Python's `csv` reads them.
  static func csv(_ bytes: [UInt8]) throws -> [[String]] {
    let script = """
      import csv, json, sys
      csv.field_size_limit(10_000_000)
      with open(sys.argv[1], encoding='utf-8', newline='') as f:
          json.dump(list(csv.reader(f, strict=True)), sys.stdout)
      """
    return rows(try run(script, on: bytes))
  }

  static func rows(_ value: JSONValue) -> [[String]] {
    guard case .array(let rows) = value else { return [] }
    return rows.map { row in
      guard case .array(let cells) = row else { return [] }
      return cells.map { $0.text ?? "null" }
    }
  }

  private static func find(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
