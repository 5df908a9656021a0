import CaseDomain
import Foundation

/// A bag: files with manifests that say what they must be.
///
/// Nothing outside it is read, and nothing that `fetch.txt` names is fetched. Source: RFC 8493.
public struct Bag {
  public enum Verdict: String, Sendable {
    case valid = "VALID"
    case validWithWarnings = "VALID WITH WARNINGS"
    case invalid = "INVALID"
  }

  public struct Report: Sendable {
    /// The bag's folder within the bundle; "" when the bundle is the bag.
    public let path: String
    public internal(set) var version: String?
    public internal(set) var problems: [ImportProblem] = []
    /// Payload files whose hashes were made anew and agree.
    public internal(set) var checkedFiles = 0

    public var verdict: Verdict {
      if problems.contains(where: { $0.severity == .refused }) { return .invalid }
      return problems.isEmpty ? .valid : .validWithWarnings
    }
  }

  static let remedy = "ask the sender for the bag again; its files are kept as they are"

  private let files: [[UInt8]: EvidenceBundle.File]
  /// In the order of their bytes.
  private let paths: [String]
  private let bundle: EvidenceBundle
  private var report: Report

  /// - Parameter prefix: of the bag's folder, with `/` at its end, or "".
  private init(
    _ bundle: EvidenceBundle, _ prefix: String
  ) {
    // A member's own members are not files of the bag.
    let depth = bundle.files.first { $0.path.utf8.elementsEqual((prefix + "bagit.txt").utf8) }?.container
    let inside = bundle.files.filter {
      $0.path.utf8.starts(with: prefix.utf8) && ($0.container ?? "").utf8.elementsEqual((depth ?? "").utf8)
    }
    paths = inside.map { String(decoding: $0.path.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) }
    files = Dictionary(zip(paths.map { Array($0.utf8) }, inside)) { first, _ in first }
    self.bundle = bundle
    report = Report(path: prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix)
  }

  /// Checks the bag whose `bagit.txt` stands in the folder `path` of the bundle ("" for the bundle's own).
  ///
  /// - Throws: `ImportRefusal` when cancelled.
  public static func check(
    _ path: String, in bundle: EvidenceBundle, isCancelled: () -> Bool = { false }
  ) throws(ImportRefusal) -> Report {
    var bag = Bag(bundle, path.isEmpty ? "" : path + "/")
    try bag.run(isCancelled)
    return bag.report
  }

  // MARK: -

  private mutating func note(
    _ file: String, _ reason: String, _ severity: ImportProblem.Severity = .refused, object: String? = nil
  ) {
    guard report.problems.count < ImportSummary.maximumListedProblems else { return }
    let path = report.path.isEmpty ? file : report.path + "/" + file
    report.problems.append(
      ImportProblem(path: path, object: object, reason: reason, remedy: Self.remedy, severity: severity))
  }

  private func file(_ path: String) -> EvidenceBundle.File? { files[Array(path.utf8)] }

  private mutating func run(_ isCancelled: () -> Bool) throws(ImportRefusal) {
    guard let bytes = content("bagit.txt") else { return note("bagit.txt", "the bag has none") }
    let declaration: BagDeclaration
    do throws(BagDeclaration.Fault) {
      declaration = try BagDeclaration(bytes)
    } catch { return note("bagit.txt", error.reason) }
    report.version = "\(declaration.major).\(declaration.minor)"
    if (declaration.major, declaration.minor) > (1, 0) {
      note("bagit.txt", "version \(report.version ?? "") is not known here; it is read as 1.0", .warning)
    }
    let manifests = manifests(declaration)
    guard manifests.contains(where: { !$0.isOfTags }) else {
      return note("manifest-*.txt", "the bag has no payload manifest in an algorithm that is known here")
    }
    readInfo(declaration)
    readFetch(declaration)
    checkCompleteness(manifests, declaration)
    try checkHashes(manifests, isCancelled)
  }

  /// A tag file, whole; `nil`, with a problem, when it cannot be read.
  private mutating func content(_ name: String) -> [UInt8]? {
    guard let file = file(name) else { return nil }
    guard file.lengthBytes <= BagText.maximumBytes else {
      note(name, "it has more than \(BagText.maximumBytes) bytes")
      return nil
    }
    do throws(SourceError) {
      var window = Window(try bundle.open(file), limitBytes: BagText.maximumBytes + 1)
      while try window.refill(dropping: 0), !window.isFinal {}
      return Array(UnsafeBufferPointer(start: window.base, count: window.count))
    } catch {
      note(name, error.reason)
      return nil
    }
  }

  private mutating func text(_ name: String, _ declaration: BagDeclaration) -> String? {
    guard let bytes = content(name) else { return nil }
    var rest = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      note(name, "it begins with a byte order mark", .warning)
      rest = rest.dropFirst(3)
    }
    guard let text = BagText.decode(Array(rest), declaration.encoding) else {
      note(name, "it is not text in \(MemberName.escaped(Array(declaration.encoding.utf8)))")
      return nil
    }
    return text
  }

  private mutating func manifests(_ declaration: BagDeclaration) -> [BagManifest] {
    var found: [BagManifest] = []
    for name in paths {
      guard let kind = BagManifest.kind(name), !name.utf8.contains(UInt8(ascii: "/")) else { continue }
      guard let algorithm = ForeignDigest.Algorithm(rawValue: kind.algorithm) else {
        note(name, "its algorithm is not known here, so it is not checked", .warning)
        continue
      }
      guard let text = text(name, declaration) else { continue }
      let manifest = BagManifest(name: name, algorithm: algorithm, isOfTags: kind.isOfTags, text: text)
      for fault in manifest.faults { note(name, fault.reason, object: fault.object) }
      for warning in manifest.warnings { note(name, warning.reason, .warning, object: warning.object) }
      found.append(manifest)
    }
    return found
  }

  /// `Payload-Oxum: BYTES.FILES` in `bag-info.txt`.
  private mutating func readInfo(_ declaration: BagDeclaration) {
    let name = file("bag-info.txt") == nil ? "package-info.txt" : "bag-info.txt"
    guard file(name) != nil, let text = text(name, declaration) else { return }
    for line in BagText.lines(text) {
      let bytes = Array(line.utf8)
      if bytes[0] == 0x20 || bytes[0] == 0x09 { continue }
      let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        note(name, "a line is not a label and a value", .warning, object: MemberName.escaped(bytes))
        continue
      }
      let label = BagText.trimmed(String(decoding: parts[0], as: UTF8.self)).lowercased()
      if label == "payload-oxum" {
        checkOxum(BagText.trimmed(String(decoding: parts[1], as: UTF8.self)), name)
      }
    }
  }

  private mutating func checkOxum(_ value: String, _ name: String) {
    let numbers = value.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 2, let bytes = numbers[0], let count = numbers[1] else {
      return note(name, "its Payload-Oxum is not two numbers", .warning)
    }
    let payload = payload
    let total = payload.reduce(0) { $0 + (file($1)?.lengthBytes ?? 0) }
    if bytes != total || count != payload.count {
      note(
        name,
        "Payload-Oxum states \(count) files with \(bytes) bytes, and there are \(payload.count) with \(total)"
      )
    }
  }

  private var payload: [String] { paths.filter { $0.utf8.starts(with: "data/".utf8) } }

  /// Files that the receiver was to fetch. They are named, never fetched.
  private mutating func readFetch(_ declaration: BagDeclaration) {
    guard file("fetch.txt") != nil, let text = text("fetch.txt", declaration) else { return }
    for (number, line) in BagText.lines(text).enumerated() {
      let parts = line.utf8.split(maxSplits: 2) { $0 == 0x20 || $0 == 0x09 }
      guard parts.count == 3 else {
        note("fetch.txt", "line \(number + 1) is not an address, a length and a name")
        continue
      }
      let path = BagPath(String(decoding: parts[2], as: UTF8.self))
      let shown = MemberName.escaped(Array(parts[2]))
      if path.isUnsafe {
        note("fetch.txt", "the name would lead out of the bag", object: shown)
      } else if find(path) == nil {
        note("fetch.txt", "the file is to be fetched from elsewhere, which is not done here", object: shown)
      }
    }
  }

  private func find(_ path: BagPath) -> EvidenceBundle.File? { file(path.path) ?? file(path.literal) }

  // MARK: Against the manifests

  private mutating func checkCompleteness(_ manifests: [BagManifest], _ declaration: BagDeclaration) {
    let ofPayload = manifests.filter { !$0.isOfTags }
    let named = ofPayload.map { manifest in
      Set(
        manifest.lines.flatMap {
          [Array($0.path.path.utf8), Array($0.path.literal.utf8), folded($0.path.path)]
        })
    }
    for path in payload {
      let missing = zip(ofPayload, named).filter {
        !$1.contains(Array(path.utf8)) && !$1.contains(folded(path))
      }
      // Before 1.0 one manifest was enough.
      let isBad = declaration.major >= 1 ? !missing.isEmpty : missing.count == ofPayload.count
      if isBad, let manifest = missing.first?.0 { note(path, "it is not in \(manifest.name)") }
    }
  }

  /// Marked, so that it never equals a name as written.
  private func folded(_ path: String) -> [UInt8] {
    [0] + Array(path.lowercased().precomposedStringWithCanonicalMapping.utf8)
  }

  private mutating func checkHashes(
    _ manifests: [BagManifest], _ isCancelled: () -> Bool
  ) throws(ImportRefusal) {
    // Each file is read once for all manifests that name it.
    var wanted:
      [[UInt8]: (file: EvidenceBundle.File, hashes: [(manifest: BagManifest, line: BagManifest.Line)])] = [:]
    let twins = Dictionary(paths.map { (folded($0), $0) }) { first, _ in first }
    for manifest in manifests {
      for line in manifest.lines {
        var found = find(line.path)
        if found == nil, let twin = twins[folded(line.path.path)] {
          found = file(twin)
          note(
            manifest.name, "it is there under a name that differs in case or Unicode form", .warning,
            object: line.path.path)
        }
        guard let found else {
          note(line.path.path, "it is in \(manifest.name) and not in the bag")
          continue
        }
        wanted[Array(found.path.utf8), default: (found, [])].hashes.append((manifest, line))
      }
    }
    for (_, entry) in wanted.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      try check(entry.file, entry.hashes, isCancelled)
    }
  }

  private mutating func check(
    _ file: EvidenceBundle.File, _ stated: [(manifest: BagManifest, line: BagManifest.Line)],
    _ isCancelled: () -> Bool
  ) throws(ImportRefusal) {
    var digests = Dictionary(stated.map { ($0.manifest.algorithm, ForeignDigest($0.manifest.algorithm)) }) {
      first, _ in first
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)
    defer { buffer.deallocate() }
    do throws(SourceError) {
      let source = try bundle.open(file)
      while true {
        if isCancelled() { throw SourceError(path: file.path, reason: "", remedy: "") }
        let count = try source.read(into: buffer)
        if count == 0 { break }
        let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        for algorithm in digests.keys { digests[algorithm]?.update(piece) }
      }
    } catch {
      guard !error.reason.isEmpty else { throw ImportRefusal.cancelled(path: file.path, offset: 0) }
      return note(stated[0].line.path.path, error.reason)
    }
    var isGood = true
    for (manifest, line) in stated where digests[manifest.algorithm]?.bytes != line.hash {
      isGood = false
      note(line.path.path, "its content does not have the hash in \(manifest.name)")
    }
    if isGood, stated.contains(where: { !$0.manifest.isOfTags }) { report.checkedFiles += 1 }
  }
}

extension EvidenceBundle {
  /// The folders that are bags, by their paths in the bundle; a bag inside another's payload is that one's business.
  public var bags: [String] {
    let roots = files.filter {
      $0.path.utf8.elementsEqual("bagit.txt".utf8) || $0.path.hasSuffix("/bagit.txt")
    }
    .map { String(decoding: $0.path.utf8.dropLast("bagit.txt".utf8.count), as: UTF8.self) }
    return roots.filter { root in
      !roots.contains { root.utf8.starts(with: ($0 + "data/").utf8) }
    }.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }
}
