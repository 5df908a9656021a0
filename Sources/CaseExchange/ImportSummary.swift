/// What one file held.
public struct ImportSummary: Equatable, Codable, Sendable {
  public enum Container: String, Codable, Sendable {
    case bundle, object, array, table, document, lines, archive
  }

  /// Most of a hostile file's problems would say the same: so many refusals are listed, and so many warnings, and those
  /// beyond are only counted.
  public static let maximumListedProblems = 10_000
  static let maximumTypes = 10_000

  public var path: String
  public var container: Container
  public var bundleID: String?
  public var bundleSpecVersion: String?
  /// Objects handed to the caller.
  public private(set) var read = 0
  /// Objects refused singly.
  public private(set) var refused = 0
  /// How many objects of each type were read. Beyond 10,000 types the rest count as `(other)`.
  public private(set) var byType: [String: Int] = [:]
  public private(set) var problems: [ImportProblem] = []
  public private(set) var unlistedProblems = 0
  private var listed = ListedProblems()
  /// By `CSVReader`: the number of the last row, also of one that was refused; the header is 1.
  public internal(set) var lastRow: Int?
  /// The whole file; of these the objects read, and the objects refused. What is left is the container.
  public internal(set) var fileBytes = 0
  public internal(set) var objectBytes = 0
  public internal(set) var refusedBytes = 0

  public init(path: String, container: Container) {
    self.path = path
    self.container = container
  }

  /// Sorted by type, compared as bytes.
  public var types: [(type: String, count: Int)] {
    byType.map { (type: $0.key, count: $0.value) }
      .sorted { $0.type.utf8.lexicographicallyPrecedes($1.type.utf8) }
  }

  /// - Parameter isInside: its bytes are part of another object's, which counts them.
  mutating func count(_ object: SourceObject, isInside: Bool = false) {
    read += 1
    if !isInside { objectBytes += object.length }
    tally(object.type)
  }

  /// Counts what is no record of its own, such as the tags of an event.
  mutating func tally(_ type: String, _ number: Int = 1) {
    guard number > 0 else { return }
    let isKnown = byType[type] != nil || byType.count < Self.maximumTypes
    byType[isKnown ? type : "(other)", default: 0] += number
  }

  /// Takes back the count of objects that were read and are not taken in after all.
  ///
  /// - Parameter bytes: theirs; those of objects inside others were counted with these, so no more go than there are.
  mutating func refuse(_ problem: ImportProblem, _ number: Int, bytes: Int, types: [String: Int]) {
    report(problem)
    refused += number - 1
    read -= number
    let gone = min(bytes, objectBytes)
    objectBytes -= gone
    refusedBytes += gone
    for (type, count) in types {
      let key = byType[type] == nil ? "(other)" : type
      byType[key] = byType[key].map { $0 - count }.flatMap { $0 > 0 ? $0 : nil }
    }
  }

  /// Reports an object that is refused by itself.
  ///
  /// - Parameter lengthBytes: its own.
  mutating func refuse(_ reason: String, _ object: String?, at offset: Int, lengthBytes: Int) {
    refusedBytes += lengthBytes
    report(
      ImportProblem(
        path: path, offset: offset, object: object, reason: reason,
        remedy: "ask the sender to correct it; the file itself is kept as it came", severity: .refused))
  }

  mutating func warn(_ reason: String, _ object: String?, at offset: Int, remedy: String) {
    report(
      ImportProblem(
        path: path, offset: offset, object: object, reason: reason, remedy: remedy, severity: .warning))
  }

  /// Whether a file of so many bytes can have this summary: it comes from a process that read hostile bytes.
  public func isPossible(forBytes lengthBytes: Int) -> Bool {
    let counts = [refused, unlistedProblems] + byType.values
    return [fileBytes, objectBytes, refusedBytes].allSatisfy { (0...max(0, lengthBytes)).contains($0) }
      && counts.allSatisfy { (0...(1 << 40)).contains($0) }
  }

  mutating func report(_ problem: ImportProblem) {
    if problem.severity == .refused { refused += 1 }
    guard listed.admits(problem.severity) else {
      unlistedProblems += 1
      return
    }
    problems.append(problem.bounded)
  }
}
