/// The templates an office writes with: its own where it has them, the shipped ones elsewhere.
public struct TemplateSet: Sendable {
  private var templates: [String: Template]

  /// Without any of an office's own.
  public static let shipped = TemplateSet(shipped: TemplateFile.shipped)

  /// - Parameter replacements: The office's own, see `TemplateFolder.read`.
  /// - Throws: Every fault of every replacement. None is passed over for the shipped one.
  public init(replacing replacements: [TemplateFile]) throws(TemplateFaults) {
    self = .shipped
    var faults: [TemplateFault] = []
    for file in replacements {
      do throws(TemplateFault) {
        templates[file.name] = try Self.check(file)
      } catch {
        faults.append(error)
      }
    }
    guard faults.isEmpty else { throw TemplateFaults(faults: faults) }
  }

  private init(shipped files: [TemplateFile]) {
    templates = [:]
    for file in files {
      do throws(TemplateFault) {
        templates[file.name] = try Self.check(file)
      } catch {
        preconditionFailure("a shipped template is at fault: \(error.message)")
      }
    }
  }

  private static func check(_ file: TemplateFile) throws(TemplateFault) -> Template {
    if file.name == Layout.name { return try Template(layout: file) }
    guard let kind = DocumentKind.allCases.first(where: { $0.templateName == file.name }) else {
      throw TemplateFault(
        template: file.name, line: nil, reason: "no document has a template of that name",
        remedy: "use one of: " + TemplateFile.shipped.map(\.name).joined(separator: ", "))
    }
    return try Template(file, for: kind)
  }

  func template(for kind: DocumentKind) -> Template { template(named: kind.templateName) }
  var layout: Template { template(named: Layout.name) }

  private func template(named name: String) -> Template {
    guard let template = templates[name] else { preconditionFailure("\(name).mustache is not embedded") }
    return template
  }
}
