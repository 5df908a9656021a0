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

  /// By the bytes of the path of the file; a container is as strict as what it holds.
  private var files: [[UInt8]: Stated] = [:]

  /// Whether a label has to be noted at all.
  static func matters(_ light: TLP?) -> Bool { light.map { $0 > HandlingMark.officeFloor.tlp } ?? false }

  mutating func note(_ light: TLP?, _ example: @autoclosure () -> String, of path: String) {
    guard let light, Self.matters(light) else { return }
    let key = Array(path.utf8)
    guard files[key].map({ $0.tlp < light }) ?? true else { return }
    files[key] = Stated(light: light.rawValue, example: example())
  }

  /// What the sender of a bag says of it bears upon all that is in it, and with it upon the archive around it.
  mutating func note(_ bag: Bag.Report, in bundle: EvidenceBundle) {
    guard let (light, text) = bag.marking, Self.matters(light) else { return }
    for file in bundle.files(below: bag.path.isEmpty ? "" : bag.path + "/") {
      note(light, "Marking: \(text)", of: file.path)
    }
  }

  mutating func note(_ stated: Stated?, of path: String) {
    guard let stated else { return }
    note(stated.tlp, stated.example, of: path)
  }

  /// What was noted of a file so far, to go back to when it is refused.
  subscript(path: String) -> Stated? {
    get { files[Array(path.utf8)] }
    set { files[Array(path.utf8)] = newValue }
  }

  /// Every file that a label bears upon, by path: those that state one, the containers around them, and what a labelled
  /// container, such as a mail with the label in its subject, holds.
  func bearing(in bundle: EvidenceBundle) -> [(path: String, stated: Stated)] {
    guard !files.isEmpty else { return [] }
    var all = files
    let containers = Dictionary(bundle.files.map { ($0.key, $0.container.map { Array($0.utf8) }) }) {
      first, _ in first
    }
    // A container stands before its members.
    var within: [[UInt8]: Stated] = [:]
    for file in bundle.files {
      let own = files[file.key]
      guard let around = file.container.flatMap({ within[Array($0.utf8)] }) else {
        within[file.key] = own
        continue
      }
      let stricter = own.map { $0.tlp < around.tlp ? around : $0 } ?? around
      within[file.key] = stricter
      all[file.key] = stricter
    }
    // In an order of its own: of labels as strict the same one is named each time.
    for (path, stated) in files.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      var next = containers[path] ?? nil
      while let container = next {
        if all[container].map({ $0.tlp < stated.tlp }) ?? true { all[container] = stated }
        next = containers[container] ?? nil
      }
    }
    return all.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { (path: String(decoding: $0.key, as: UTF8.self), stated: $0.value) }
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
    _ lights: StatedLights, in bundle: EvidenceBundle, _ exhibits: [[UInt8]: ExhibitID], _ caseID: CaseID?,
    _ writer: inout JournalWriter
  ) throws {
    for (path, stated) in lights.bearing(in: bundle) {
      guard let exhibit = exhibits[Array(path.utf8)] else { continue }
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
