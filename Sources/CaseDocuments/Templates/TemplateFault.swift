/// What is wrong with a template. An office's template with a fault is never replaced by the shipped one.
public struct TemplateFault: Error, Hashable, Sendable {
  /// The name of the file without `.mustache`.
  public let template: String
  /// From 1; `nil` when the fault is that something is nowhere in the file.
  public let line: Int?
  /// Without a full stop.
  public let reason: String
  public let remedy: String

  /// Such as `press_text.mustache, line 3: there is no tag 'titel'`.
  public var message: String {
    "\(template).mustache\(line.map { ", line \($0)" } ?? ""): \(reason)"
  }
}

/// Every fault of a folder of templates, by name and line.
public struct TemplateFaults: Error, Hashable, Sendable {
  public let faults: [TemplateFault]
  public var message: String { faults.map(\.message).joined(separator: "\n") }
}
