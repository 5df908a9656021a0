import Foundation

/// An office's own templates: `NAME.mustache` in one folder, in place of the shipped one of that name.
public enum TemplateFolder {
  /// Bytes of one template.
  static let limit = 256 * 1024

  /// The templates of a folder, by name. What is hidden or ends otherwise is passed over.
  ///
  /// - Throws: `TemplateFaults` for a file that is too long or is no UTF-8; what the file system says.
  public static func read(_ folder: URL) throws -> [TemplateFile] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    var files: [TemplateFile] = []
    var faults: [TemplateFault] = []
    for file in names.sorted() where file.hasSuffix(".mustache") && !file.hasPrefix(".") {
      let name = String(file.dropLast(".mustache".count))
      let handle = try FileHandle(forReadingFrom: folder.appendingPathComponent(file))
      defer { try? handle.close() }
      let data = try handle.read(upToCount: limit + 1) ?? Data()
      if data.count > limit {
        faults.append(
          TemplateFault(
            template: name, line: nil, reason: "it is longer than \(limit) bytes", remedy: "shorten it"))
      } else if let text = String(validating: data, as: UTF8.self) {
        files.append(TemplateFile(name: name, text: text))
      } else {
        faults.append(
          TemplateFault(template: name, line: nil, reason: "it is no UTF-8", remedy: "save it as UTF-8"))
      }
    }
    guard faults.isEmpty else { throw TemplateFaults(faults: faults) }
    return files
  }
}
