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
    /// Faults, which make it invalid, are `refused`. Of these and of warnings so many are listed as of any file.
    public internal(set) var problems: [ImportProblem] = []
    /// Faults beyond those.
    public internal(set) var unlistedFaults = 0
    /// Payload files whose hashes were made anew and agree.
    public internal(set) var checkedFiles = 0
    /// How its sender wants it handled, and in which words.
    public internal(set) var marking: (light: TLP, text: String)?

    public var verdict: Verdict {
      if problems.contains(where: { $0.severity == .refused }) { return .invalid }
      return problems.isEmpty ? .valid : .validWithWarnings
    }
  }

  static let remedy = "ask the sender for the bag again; its files are kept as they are"

  private let files: [[UInt8]: EvidenceBundle.File]
  /// In the order of their bytes.
  private let paths: [String]
  /// What stands in the payload, or in its place, and is no file of the bundle. Not to be shown as it is.
  private let strays: [String]
  private let bundle: EvidenceBundle
  private let stored: (EvidenceBundle.File) throws(SourceError) -> FileSource?
  private var report: Report
  private var listed = ListedProblems()

  /// - Parameter prefix: of the bag's folder, with `/` at its end, or "".
  private init(
    _ bundle: EvidenceBundle, _ prefix: String,
    _ stored: @escaping (EvidenceBundle.File) throws(SourceError) -> FileSource?
  ) {
    // A member's own members are not files of the bag.
    let all = bundle.files(below: prefix)
    let depth = all.first { $0.path.utf8.elementsEqual((prefix + "bagit.txt").utf8) }?.container
    func isBeside(_ container: String?) -> Bool {
      (container ?? "").utf8.elementsEqual((depth ?? "").utf8)
    }
    let inside = all.filter { isBeside($0.container) }
    paths = inside.map { String(decoding: $0.path.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) }
    files = Dictionary(zip(paths.map { Array($0.utf8) }, inside)) { first, _ in first }
    // What is no text in the name of a member is escaped from its beginning.
    let outside = depth.map { $0 + "/" } ?? ""
    let payload = prefix + "data"
    let inner = payload.utf8.dropFirst(outside.utf8.count)
    let escaped = outside + MemberName.escaped(inner, mostBytes: inner.count)
    let isPlain = outside.isEmpty || escaped.utf8.elementsEqual(payload.utf8)
    strays = (isPlain ? [payload] : [payload, escaped]).flatMap { folder in
      bundle.unlisted(from: folder).filter { isBeside($0.container) }.map {
        "data" + String(decoding: $0.path.utf8.dropFirst(folder.utf8.count), as: UTF8.self)
      }
    }
    self.bundle = bundle
    self.stored = stored
    report = Report(path: String(decoding: prefix.utf8.dropLast(), as: UTF8.self))
  }

  /// Checks the bag whose `bagit.txt` stands in the folder `path` of the bundle ("" for the bundle's own).
  ///
  /// - Parameter stored: opens a file's content as it was taken in, so that the verdict is about just these bytes; `nil`
  ///   for one that was not, which is read from the bundle.
  /// - Throws: `ImportRefusal` when cancelled.
  public static func check(
    _ path: String, in bundle: EvidenceBundle,
    stored: @escaping (EvidenceBundle.File) throws(SourceError) -> FileSource? = { _ in nil },
    isCancelled: () -> Bool = { false }
  ) throws(ImportRefusal) -> Report {
    if isCancelled() { throw .cancelled(path: bundle.folder + "/" + path, offset: 0) }
    var bag = Bag(bundle, path.isEmpty ? "" : path + "/", stored)
    try bag.run(isCancelled)
    bag.tellUnlisted()
    return bag.report
  }

  // MARK: -

  private mutating func note(
    _ file: String, _ reason: String, _ severity: ImportProblem.Severity = .refused, object: String? = nil
  ) {
    guard listed.admits(severity) else {
      if severity == .refused { report.unlistedFaults += 1 }
      return
    }
    let path = report.path.isEmpty ? file : report.path + "/" + file
    report.problems.append(
      ImportProblem(path: path, object: object, reason: reason, remedy: Self.remedy, severity: severity))
  }

  private mutating func tellUnlisted() {
    guard report.unlistedFaults > 0 else { return }
    report.problems.append(
      ImportProblem(
        path: report.path.isEmpty ? "bagit.txt" : report.path + "/bagit.txt",
        reason: "\(report.unlistedFaults) more faults of the bag are not listed", remedy: Self.remedy,
        severity: .refused))
  }

  private func file(_ path: String) -> EvidenceBundle.File? { files[Array(path.utf8)] }

  /// Its path in the bag, as the file is called there, whatever a manifest calls it.
  private func relative(_ file: EvidenceBundle.File) -> String {
    let prefix = report.path.isEmpty ? 0 : report.path.utf8.count + 1
    return String(decoding: file.path.utf8.dropFirst(prefix), as: UTF8.self)
  }

  private mutating func run(_ isCancelled: () -> Bool) throws(ImportRefusal) {
    guard file("bagit.txt") != nil else { return note("bagit.txt", "the bag has none") }
    guard let declaration = try tags("bagit.txt", .declaration)?.declaration else { return }
    report.version = "\(declaration.major).\(declaration.minor)"
    if (declaration.major, declaration.minor) > (1, 0) {
      note("bagit.txt", "version \(report.version ?? "") is not known here; it is read as 1.0", .warning)
    }
    let manifests = try manifests(declaration)
    guard manifests.contains(where: { !$0.name.isOfTags }) else {
      note("manifest-*.txt", "the bag has no payload manifest in an algorithm that is known here")
      // However little it can be checked, how it is to be handled counts.
      return try readInformation(declaration)
    }
    try readInformation(declaration)
    try readFetch(declaration)
    let (stated, missing) = match(manifests)
    checkCompleteness(manifests, stated, missing, declaration)
    try checkHashes(stated, isCancelled)
  }

  /// What a tag file says, with its notes taken over; `nil` for one that is not there, or cannot be read.
  private mutating func tags(
    _ name: String, _ kind: BagTagFile.Kind
  ) throws(ImportRefusal) -> BagTagFile? {
    guard let file = file(name) else { return nil }
    guard file.lengthBytes <= BagTagFile.maximumBytes else {
      note(name, "it has more than \(BagTagFile.maximumBytes) bytes")
      return nil
    }
    let found: BagTagFile
    do throws(ImportRefusal) { found = try bundle.tags(file, as: kind, from: content(of: file)) } catch {
      guard error.kind != .cancelled else { throw error }
      note(name, error.reason)
      return nil
    }
    for one in found.notes { note(name, one.reason, one.severity, object: one.object) }
    report.unlistedFaults += found.unlistedFaults
    return found.isReadable ? found : nil
  }

  /// As it was taken in; `nil` where it is read from the bundle.
  private func content(of file: EvidenceBundle.File) throws(ImportRefusal) -> FileSource? {
    do throws(SourceError) { return try stored(file) } catch { throw ImportRefusal(error) }
  }

  private mutating func manifests(_ declaration: BagDeclaration) throws(ImportRefusal) -> [BagManifest] {
    var found: [BagManifest] = []
    for file in paths {
      guard let parts = BagManifestName.parse(file), !file.utf8.contains(UInt8(ascii: "/")) else { continue }
      guard let algorithm = ForeignDigest.Algorithm(rawValue: parts.algorithm) else {
        note(file, "its algorithm is not known here, so it is not checked", .warning)
        continue
      }
      let name = BagManifestName(algorithm: algorithm, isOfTags: parts.isOfTags)
      if let other = found.first(where: { $0.name == name }) {
        note(file, "\(other.file) is the bag's manifest of this kind already")
        continue
      }
      let kind = BagTagFile.Kind.manifest(
        name, encoding: declaration.encoding, escapesPercent: declaration.escapesPercent)
      guard let tags = try tags(file, kind) else { continue }
      found.append(BagManifest(file: file, name: name, lines: tags.lines))
    }
    return found
  }

  private mutating func readInformation(_ declaration: BagDeclaration) throws(ImportRefusal) {
    let name = file("bag-info.txt") == nil ? "package-info.txt" : "bag-info.txt"
    guard let found = try tags(name, .information(encoding: declaration.encoding)) else { return }
    report.marking = found.marking.flatMap { marking in
      TLP(rawValue: marking.light).map { (light: $0, text: marking.text) }
    }
    for stated in found.oxums {
      let payload = payload
      let total = payload.reduce(0) { $0 + (file($1)?.lengthBytes ?? 0) }
      guard stated.lengthBytes != total || stated.files != payload.count else { continue }
      note(
        name,
        "Payload-Oxum states \(stated.files) files with \(stated.lengthBytes) bytes, and there are "
          + "\(payload.count) with \(total)")
    }
  }

  private var payload: [String] { paths.filter { $0.utf8.starts(with: "data/".utf8) } }

  /// Files that the receiver was to fetch. They are named, never fetched.
  private mutating func readFetch(_ declaration: BagDeclaration) throws(ImportRefusal) {
    let kind = BagTagFile.Kind.fetch(
      encoding: declaration.encoding, escapesPercent: declaration.escapesPercent)
    let lines = try tags("fetch.txt", kind)?.lines ?? []
    let meant = Self.meant(by: lines)
    for line in lines where find(line.path, meant) == nil {
      note(
        "fetch.txt", "the file is to be fetched from elsewhere, which is not done here",
        object: MemberName.escaped(Array(line.path.literal.utf8)))
    }
  }

  /// The names that the lines of one tag file mean.
  private static func meant(by lines: [BagLine]) -> Set<[UInt8]> {
    Set(lines.map { Array($0.path.path.utf8) })
  }

  /// Under the name that is meant. Some write percent signs as they stand: so else under the name as it is written, unless
  /// another line means that file.
  private func find(_ path: BagPath, _ meant: Set<[UInt8]>) -> EvidenceBundle.File? {
    if let found = file(path.path) { return found }
    let literal = Array(path.literal.utf8)
    return meant.contains(literal) ? nil : files[literal]
  }

  // MARK: Against the manifests

  /// A file, and the lines of the manifests that are about it.
  private typealias Stated = (
    file: EvidenceBundle.File, lines: [(manifest: BagManifest, line: BagLine)]
  )

  /// By the bytes of its path in the bundle, each file that a manifest is about: under the name that stands there, else
  /// under one that differs in case or Unicode form. Notes the lines that are about none, and returns their names.
  private mutating func match(
    _ manifests: [BagManifest]
  ) -> (stated: [[UInt8]: Stated], missing: Set<[UInt8]>) {
    var stated: [[UInt8]: Stated] = [:]
    var missing: Set<[UInt8]> = []
    let twins = Dictionary(paths.map { (folded($0), $0) }) { first, _ in first }
    for manifest in manifests {
      let meant = Self.meant(by: manifest.lines)
      for line in manifest.lines {
        var found = find(line.path, meant)
        if found == nil, let twin = twins[folded(line.path.path)] {
          found = file(twin)
          note(
            manifest.file, "it is there under a name that differs in case or Unicode form", .warning,
            object: line.path.path)
        }
        guard let found else {
          note(line.path.path, "it is in \(manifest.file) and not in the bag")
          missing.insert(Array(line.path.path.utf8))
          continue
        }
        stated[found.key, default: (found, [])].lines.append((manifest, line))
      }
    }
    return (stated, missing)
  }

  /// Every file of the payload is one that a line was matched with: two files whose names are alike need two lines.
  private mutating func checkCompleteness(
    _ manifests: [BagManifest], _ stated: [[UInt8]: Stated], _ missing: Set<[UInt8]>,
    _ declaration: BagDeclaration
  ) {
    let ofPayload = manifests.filter { !$0.name.isOfTags }
    for path in payload {
      let lines = file(path).flatMap { stated[$0.key] }?.lines ?? []
      let silent = ofPayload.filter { manifest in !lines.contains { $0.manifest.name == manifest.name } }
      // Before 1.0 one manifest was enough.
      let isBad = declaration.major >= 1 ? !silent.isEmpty : silent.count == ofPayload.count
      if isBad, let manifest = silent.first { note(path, "it is not in \(manifest.file)") }
    }
    // One that a manifest names, and that no file was taken for, is noted already: it is not in the bag.
    for stray in strays where !missing.contains(Array(stray.utf8)) {
      let isText = stray.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      note(
        isText ? stray : MemberName.escaped(stray.utf8),
        stray.utf8.elementsEqual("data".utf8)
          ? "it stands in the place of the payload's folder, and was left out or refused"
          : "it stands in the payload, no manifest names it, and it was left out or refused")
    }
    if file("data") != nil { note("data", "it is a file, and stands in the place of the payload's folder") }
  }

  /// Marked, so that it never equals a name as written.
  private func folded(_ path: String) -> [UInt8] {
    [0] + Array(path.lowercased().precomposedStringWithCanonicalMapping.utf8)
  }

  private mutating func checkHashes(
    _ stated: [[UInt8]: Stated], _ isCancelled: () -> Bool
  ) throws(ImportRefusal) {
    // Each file is read once for all manifests that name it.
    for (_, entry) in stated.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      try check(entry.file, entry.lines, isCancelled)
    }
  }

  private mutating func check(
    _ file: EvidenceBundle.File, _ stated: [(manifest: BagManifest, line: BagLine)],
    _ isCancelled: () -> Bool
  ) throws(ImportRefusal) {
    var digests = Dictionary(
      stated.map { ($0.manifest.name.algorithm, ForeignDigest($0.manifest.name.algorithm)) }
    ) {
      first, _ in first
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)
    defer { buffer.deallocate() }
    do throws(SourceError) {
      let held = try stored(file)
      let source: any ByteSource
      if let held { source = held } else { source = try bundle.open(file) }
      while true {
        if isCancelled() { throw SourceError(path: file.path, reason: "", remedy: "") }
        let count = try source.read(into: buffer)
        if count == 0 { break }
        let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        for algorithm in digests.keys { digests[algorithm]?.update(piece) }
      }
      if held == nil { try bundle.requireUnchanged(file) }
    } catch {
      guard !error.reason.isEmpty else { throw ImportRefusal.cancelled(path: file.path, offset: 0) }
      return note(relative(file), error.reason)
    }
    let hashes = digests.mapValues { Hex.encode($0.bytes) }
    var isGood = true
    for (manifest, line) in stated where hashes[manifest.name.algorithm] != line.hash {
      isGood = false
      note(relative(file), "its content does not have the hash in \(manifest.file)")
    }
    if isGood, stated.contains(where: { !$0.manifest.name.isOfTags }) { report.checkedFiles += 1 }
  }
}

extension EvidenceBundle {
  /// The folders that are bags, by their paths in the bundle; a bag inside another's payload is that one's business.
  public var bags: [String] {
    let mark = Array("bagit.txt".utf8)
    let roots = files.map(\.key).filter { $0.elementsEqual(mark) || $0.reversed().starts(with: Self.ending) }
      .map { Array($0.dropLast(mark.count)) }
    let known = Set(roots)
    return roots.filter { root in !Self.payloads(around: root).contains { known.contains($0) } }
      .map { String(decoding: $0.last == UInt8(ascii: "/") ? $0.dropLast() : $0[...], as: UTF8.self) }
  }

  private static let ending = Array("/bagit.txt".utf8.reversed())

  /// The folders in whose `data/` a folder lies, each with `/` at its end, or "".
  private static func payloads(around folder: [UInt8]) -> [[UInt8]] {
    let part = Array("data".utf8)
    var start = 0
    var found: [[UInt8]] = []
    while let end = folder[start...].firstIndex(of: UInt8(ascii: "/")) {
      if folder[start..<end].elementsEqual(part) { found.append(Array(folder[..<start])) }
      start = end + 1
    }
    return found
  }

  /// The files whose paths begin so: they stand beside each other.
  public func files(below prefix: String) -> ArraySlice<File> {
    Self.part(of: files, from: prefix, { $0.path }).prefix { $0.path.utf8.starts(with: prefix.utf8) }
  }

  /// What is not among the files and is called so, or stands below a folder that is.
  func unlisted(from folder: String) -> [Unlisted] {
    let own = Self.part(of: unlisted, from: folder, { $0.path }).prefix {
      $0.path.utf8.elementsEqual(folder.utf8)
    }
    let below = folder + "/"
    let inside = Self.part(of: unlisted, from: below, { $0.path }).prefix {
      $0.path.utf8.starts(with: below.utf8)
    }
    return Array(own) + inside
  }

  /// What does not come before a path.
  ///
  /// - Parameter all: sorted by the bytes of their paths.
  private static func part<One>(
    of all: [One], from path: String, _ pathOf: (One) -> String
  ) -> ArraySlice<One> {
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if pathOf(all[middle]).utf8.lexicographicallyPrecedes(path.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return all[low...]
  }
}
