import CaseDomain

/// A verb of the command line, as a form fills it in (docs/decisions/0023).
struct Verb: Equatable, Sendable {
  /// `["track", "propose"]`
  let words: [String]
  let explanation: String
  let parts: [Part]

  /// One thing to fill in.
  struct Part: Equatable, Sendable {
    enum Kind: Equatable, Sendable { case positional, option, flag }

    let kind: Kind
    let name: String
    let help: String
    var isNeeded = false
    /// Several values, apart by semicolons.
    var isRepeated = false

    var label: Printable { "\(name.replacing("-", with: " "))\(isNeeded ? " *" : "")" }

    /// Below the form while the part has the focus.
    var hint: Printable {
      let several =
        isRepeated ? " Several: apart by semicolons." : kind == .flag ? " Write yes to say so." : ""
      return Printable(help.replacing(" Repeat for several.", with: "") + several, cells: 400)
    }
  }

  var title: String { words.joined(separator: " ") }

  /// In the palette, and where a choice names it.
  var id: String { "verb \(title)" }

  /// It says what there is, and writes nothing.
  var isReading: Bool {
    ["status", "verify", "doctor", "version"].contains(title)
      || ["list", "show", "matrix", "conflicts", "peers"].contains(words.last)
  }

  /// It asks `Interruption` while it works.
  var canBeStopped: Bool {
    [
      "verify", "rebuild", "evidence add", "evidence verify", "screen compare", "correlate hash",
      "ownership closure", "ownership sweep", "export stix", "export misp", "export ftm", "export csv",
      "export bag", "disclose",
    ].contains(title)
  }

  /// What the screen knows already, by part: the case that is open.
  func known(_ tag: CaseTag?) -> [Int: String] {
    guard let tag else { return [:] }
    return parts.indices.reduce(into: [:]) { known, index in
      if parts[index].help.hasPrefix("The case") { known[index] = tag.reference }
    }
  }

  /// The words of the command line that the texts ask for; what is left empty is not said.
  func read(_ texts: [String]) -> Result<[String], FormPurpose.Faults> {
    var (options, positionals, faults): ([String], [String], [Int: Printable]) = ([], [], [:])
    for (index, part) in parts.enumerated() {
      let text = texts.indices.contains(index) ? texts[index].trimmed : ""
      guard !text.isEmpty else {
        if part.isNeeded { faults[index] = "type something here" }
        continue
      }
      let values = part.isRepeated ? text.split(separator: ";").map { String($0).trimmed } : [text]
      switch part.kind {
      case .positional: positionals += values
      case .option: options += values.map { "--\(part.name)=\($0)" }
      case .flag:
        switch text.lowercased() {
        case "yes", "y": options.append("--\(part.name)")
        case "no", "n": break
        default: faults[index] = "yes or no"
        }
      }
    }
    guard faults.isEmpty else { return .failure(.init(byField: faults)) }
    return .success(words + options + (positionals.isEmpty ? [] : ["--"] + positionals))
  }
}

/// What a verb answered.
struct Answered: Equatable, Sendable {
  let title: String
  let mark: HandlingMark
  let lines: [Printable]
  /// What it was asked to do was not done, or not wholly.
  let isRefused: Bool
  /// What was to be written stood there already.
  var isUnchanged = false
  /// It is shown in full, also where something was written.
  var isToRead = false
  /// 0 when nothing was written.
  let auditNumber: Int64
}
