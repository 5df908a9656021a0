import CaseDomain
import CaseExchange
import CaseStore

/// What senders say of how their files are to be handled, where that is stricter than what counts for what nobody marked.
struct StatedLights {
  struct Stated: Codable, Equatable {
    var light: Int
    /// An object that bears the label.
    let example: String

    var tlp: TLP { TLP(rawValue: light) ?? .red }
  }

  /// By the path of the file; a container is as strict as what it holds.
  private(set) var files: [String: Stated] = [:]

  /// Whether a label has to be noted at all.
  static func matters(_ light: TLP?) -> Bool { light.map { $0 > HandlingMark.officeFloor.tlp } ?? false }

  mutating func note(_ light: TLP?, _ example: @autoclosure () -> String, of path: String) {
    guard let light, Self.matters(light), files[path].map({ $0.tlp < light }) ?? true else { return }
    files[path] = Stated(light: light.rawValue, example: example())
  }

  mutating func note(_ stated: Stated?, of path: String) {
    guard let stated else { return }
    note(stated.tlp, stated.example, of: path)
  }

  /// Every file that a label bears upon, by path: those that state one, and the containers around them.
  func bearing(in bundle: EvidenceBundle) -> [(path: String, stated: Stated)] {
    guard !files.isEmpty else { return [] }
    var all = files
    let containers = Dictionary(bundle.files.map { ($0.path, $0.container) }) { first, _ in first }
    for (path, stated) in files {
      var next = containers[path] ?? nil
      while let container = next {
        if all[container].map({ $0.tlp < stated.tlp }) ?? true { all[container] = stated }
        next = containers[container] ?? nil
      }
    }
    return all.map { (path: $0.key, stated: $0.value) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

extension HandlingMark {
  /// What nobody marked, with the label of its sender.
  static func floor(with light: TLP) -> HandlingMark {
    officeFloor.joined(with: HandlingMark(cui: nil, tlp: light))
  }
}

extension ImportReport {
  /// Marks the exhibits of files whose sender labels them more strictly, unless a person marked them: then it is said.
  mutating func follow(
    _ lights: StatedLights, in bundle: EvidenceBundle, _ exhibits: [String: ExhibitID], _ caseID: CaseID?,
    _ writer: inout JournalWriter
  ) throws {
    for (path, stated) in lights.bearing(in: bundle) {
      guard let exhibit = exhibits[path] else { continue }
      let wanted = HandlingMark.floor(with: stated.tlp)
      let (mark, isNew) = try writer.markAtLeast(wanted, exhibit, caseID: caseID)
      guard isNew || mark.tlp < stated.tlp else { continue }
      problems.append(
        ImportProblem(
          path: path, offset: nil, object: stated.example,
          reason: "its sender marks it \(stated.tlp): it is handled as \(mark)"
            + (isNew ? "" : ", as somebody decided"),
          remedy: isNew
            ? "nothing to do, unless that is too strict: casetui evidence set EXHIBIT --marking"
            : "see whether that is meant: casetui evidence set EXHIBIT --marking \"\(wanted)\"",
          severity: .warning))
    }
  }
}
