import CaseDomain

/// What a tag file of a bag says, told from its bytes alone: who reads it needs nothing else of the bag.
public struct BagTagFile: Codable, Equatable, Sendable {
  /// What it is read as.
  public enum Kind: Codable, Equatable, Sendable {
    /// `bagit.txt`
    case declaration
    /// `escapesPercent`: a percent sign in a name is written `%25`, as from version 1.0 on.
    case manifest(BagManifestName, encoding: String, escapesPercent: Bool)
    /// `bag-info.txt`, for its Payload-Oxum and its marking.
    case information(encoding: String)
    case fetch(encoding: String, escapesPercent: Bool)
  }

  public struct Note: Codable, Equatable, Sendable {
    /// The line or the file in it that is meant.
    public let object: String?
    public let reason: String
    /// `refused`: the bag is invalid.
    public let severity: ImportProblem.Severity
  }

  /// `Payload-Oxum: BYTES.FILES`
  public struct Oxum: Codable, Equatable, Sendable {
    let lengthBytes: Int
    let files: Int
  }

  /// How the sender wants the bag handled: `Marking: CUI TLP:RED`, a label of our own.
  public struct Marking: Codable, Equatable, Sendable {
    static let maximumBytes = 1_024

    /// `TLP.rawValue`
    let light: Int
    /// As it is written; not to be shown as it is.
    let text: String
  }

  static let maximumBytes = 64 * 1024 * 1024
  /// A bundle has no more files.
  public static let maximumLines = EvidenceBundle.maximumFiles

  public internal(set) var declaration: BagDeclaration?
  /// The files that a manifest or `fetch.txt` names, in its order.
  public internal(set) var lines: [BagLine] = []
  public internal(set) var oxums: [Oxum] = []
  /// The strictest that is stated.
  public internal(set) var marking: Marking?
  /// It is no longer than a tag file may be, and text in its encoding.
  public private(set) var isReadable = true
  public private(set) var notes: [Note] = []
  /// Faults beyond the notes.
  public private(set) var unlistedFaults = 0
  private var listed = ListedProblems()

  public init() {}

  /// Reads it, whole.
  public static func read(_ source: any ByteSource, as kind: Kind) throws(SourceError) -> BagTagFile {
    var found = BagTagFile()
    var window = Window(source, limitBytes: maximumBytes + 1)
    while window.count <= maximumBytes, !window.isFinal, try window.refill(dropping: 0) {}
    guard window.count <= maximumBytes else {
      found.isReadable = false
      found.note("it has more than \(maximumBytes) bytes")
      return found
    }
    let bytes = Array(UnsafeBufferPointer(start: window.base, count: window.count))
    switch kind {
    case .declaration: found.readDeclaration(bytes)
    case .manifest(let name, let encoding, let escapesPercent):
      found.readManifest(found.text(bytes, encoding), name, escapesPercent: escapesPercent)
    case .information(let encoding): found.readInformation(found.text(bytes, encoding))
    case .fetch(let encoding, let escapesPercent):
      found.readFetch(found.text(bytes, encoding), escapesPercent: escapesPercent)
    }
    return found
  }

  /// Warnings are listed up to a number; faults are counted beyond it.
  mutating func note(
    _ reason: String, _ severity: ImportProblem.Severity = .refused, object: String? = nil
  ) {
    guard listed.admits(severity) else {
      if severity == .refused { unlistedFaults += 1 }
      return
    }
    notes.append(Note(object: object?.cut(1_024), reason: reason, severity: severity))
  }

  /// - Returns: "", with a note, for what is not text in the encoding.
  private mutating func text(_ bytes: [UInt8], _ encoding: String) -> String {
    var rest = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      note("it begins with a byte order mark", .warning)
      rest = rest.dropFirst(3)
    }
    guard let text = BagText.decode(Array(rest), encoding) else {
      isReadable = false
      note("it is not text in \(MemberName.escaped(Array(encoding.utf8)).cut(100))")
      return ""
    }
    return text
  }

  private mutating func readDeclaration(_ bytes: [UInt8]) {
    do throws(BagDeclaration.Fault) {
      let found = try BagDeclaration(bytes)
      guard found.encoding.utf8.count <= 100 else { return note("its encoding is not known here") }
      declaration = found
    } catch { note(error.reason) }
  }

  private mutating func readInformation(_ text: String) {
    for line in Self.unfolded(BagText.lines(text)) {
      let bytes = Array(line.utf8)
      let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        note("a line is not a label and a value", .warning, object: MemberName.escaped(bytes))
        continue
      }
      let label = BagText.trimmed(String(decoding: parts[0], as: UTF8.self)).lowercased()
      let value = BagText.trimmed(String(decoding: parts[1], as: UTF8.self))
      switch label {
      case "payload-oxum": readOxum(value)
      case "marking": readMarking(value)
      default: break
      }
    }
  }

  /// A value goes on in the lines that begin with a blank. Source: RFC 8493 §2.2.2.
  private static func unfolded(_ lines: [String]) -> [String] {
    var whole: [String] = []
    for line in lines {
      guard line.utf8.first == 0x20 || line.utf8.first == 0x09 else {
        whole.append(line)
        continue
      }
      if !whole.isEmpty { whole[whole.count - 1] += " " + BagText.trimmed(line) }
    }
    return whole
  }

  private mutating func readMarking(_ value: String) {
    guard let light = SourceObject.light(inSubject: value.utf8) else {
      // Who writes one expects that it is followed. One of ours without a label of the protocol (`CUI`) is understood.
      if (try? HandlingMark.parse(value)) == nil {
        note(
          "its Marking is not understood, and not followed", .warning,
          object: MemberName.escaped(Array(value.utf8)))
      }
      return
    }
    guard marking.map({ $0.light < light.rawValue }) ?? true else { return }
    marking = Marking(light: light.rawValue, text: value.cut(Marking.maximumBytes))
  }

  private mutating func readOxum(_ value: String) {
    let numbers = value.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 2, let bytes = numbers[0], let count = numbers[1], bytes >= 0, count >= 0
    else {
      return note("its Payload-Oxum is not two numbers", .warning)
    }
    guard oxums.count < 10 else { return note("it states more than 10 Payload-Oxums") }
    oxums.append(Oxum(lengthBytes: bytes, files: count))
  }

  private mutating func readFetch(_ text: String, escapesPercent: Bool) {
    for (number, line) in BagText.lines(text).enumerated() {
      let parts = line.utf8.split(maxSplits: 2) { $0 == 0x20 || $0 == 0x09 }
      guard parts.count == 3 else {
        note("line \(number + 1) is not an address, a length and a name")
        continue
      }
      guard let path = path(Array(parts[2]), line: number + 1, escapesPercent: escapesPercent) else {
        continue
      }
      guard add(BagLine(path: path, hash: "")) else { return }
    }
  }

  /// - Returns: `nil`, with a note, for a name that no file of a bag can have.
  mutating func path(_ bytes: [UInt8], line: Int, escapesPercent: Bool) -> BagPath? {
    guard bytes.count <= MemberName.maximumBytes else {
      note("line \(line) names a file in \(bytes.count) bytes")
      return nil
    }
    let path = BagPath(String(decoding: bytes, as: UTF8.self), escapesPercent: escapesPercent)
    guard path.isUnsafe else { return path }
    note("the name would lead out of the bag", object: MemberName.escaped(bytes))
    return nil
  }

  /// - Returns: whether there is room for more.
  mutating func add(_ line: BagLine) -> Bool {
    guard lines.count < Self.maximumLines else {
      note("it names more than \(Self.maximumLines) files")
      return false
    }
    lines.append(line)
    return true
  }
}

/// A file that a manifest or `fetch.txt` names.
public struct BagLine: Codable, Equatable, Sendable {
  let path: BagPath
  /// In lower-case hexadecimal digits, as long as the algorithm has it; "" in `fetch.txt`.
  let hash: String
}
