import CTemplates

/// One template as text, by the name of its file without `.mustache`.
public struct TemplateFile: Hashable, Sendable {
  public let name: String
  public let text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// templates/*.mustache as embedded in the program, by name.
  public static let shipped: [TemplateFile] = (0..<case_template_count()).map { index in
    let template = case_template_at(index)
    let bytes = UnsafeBufferPointer(start: template.text, count: template.length)
    return TemplateFile(name: String(cString: template.name), text: String(decoding: bytes, as: UTF8.self))
  }
}
