/// Why a data file (a profile, a calendar of holidays) was not read.
public struct DataFileFault: Error, Hashable, Sendable {
  /// As the caller named it.
  public let file: String
  /// Where in the file: `parameters[3].unit`; empty for the whole.
  public let path: String
  /// Printed after file and path, so no full stop.
  public let reason: String
  public let remedy: String

  public var message: String { "\(file)\(path.isEmpty ? "" : ": \(path)"): \(reason)" }
}
