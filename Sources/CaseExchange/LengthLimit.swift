/// Refuses objects whose identifier or type is longer than any that a source gives, and cuts what is for display: an
/// operation of the journal has a limit, and one object beyond it would end the import of all others.
public struct LengthLimit {
  /// With the folder and the sender before the identifier of a row.
  public static let identifierBytes = 4_096
  public static let typeBytes = 250
  private static let timeBytes = 250
  private static let nameBytes = 1_024

  private var refused: [(problem: (offset: Int, object: String, what: String), length: Int, type: String)] =
    []
  private var unlisted: (count: Int, bytes: Int, types: [String: Int]) = (0, 0, [:])

  public init() {}

  /// - Returns: `nil` for an object that is not taken in.
  public mutating func bounded(_ object: SourceObject) -> SourceObject? {
    let what =
      object.externalID.utf8.count > Self.identifierBytes
      ? "its identifier is longer than \(Self.identifierBytes) bytes"
      : object.type.utf8.count > Self.typeBytes ? "its type is longer than \(Self.typeBytes) bytes" : nil
    if let what {
      refuse(object, what)
      return nil
    }
    guard
      (object.name?.utf8.count ?? 0) > Self.nameBytes || (object.modified?.utf8.count ?? 0) > Self.timeBytes
    else { return object }
    var object = object
    object.name = object.name?.cut(Self.nameBytes)
    // What is so long is no time; the bytes of the object keep it.
    if (object.modified?.utf8.count ?? 0) > Self.timeBytes { object.modified = nil }
    return object
  }

  private mutating func refuse(_ object: SourceObject, _ what: String) {
    let type = object.type
    guard refused.count < ImportSummary.maximumListedProblems else {
      unlisted.count += 1
      unlisted.bytes += object.length
      if unlisted.types[type] != nil || unlisted.types.count < ImportSummary.maximumTypes {
        unlisted.types[type, default: 0] += 1
      }
      return
    }
    refused.append(((object.offset, object.externalID.cut(100) + "…", what), object.length, type))
  }

  /// The summary of the file without what was refused, and with the reasons.
  public func settle(_ summary: ImportSummary) -> ImportSummary {
    var summary = summary
    for one in refused {
      summary.refuse(
        problem(summary.path, one.problem.offset, one.problem.object, one.problem.what), 1, bytes: one.length,
        types: [one.type: 1])
    }
    guard unlisted.count > 0 else { return summary }
    summary.refuse(
      problem(summary.path, nil, nil, "\(unlisted.count) more objects have too long an identifier or type"),
      unlisted.count, bytes: unlisted.bytes, types: unlisted.types)
    return summary
  }

  private func problem(_ path: String, _ offset: Int?, _ object: String?, _ reason: String) -> ImportProblem {
    ImportProblem(
      path: path, offset: offset, object: object, reason: reason,
      remedy: "if the column of the ids is mistaken, take another: --mapping; if not, tell the sender",
      severity: .refused)
  }
}
