/// An exhibit that something in a case cites and that is not in the case: taken back with the imports that brought it,
/// or never put there.
public struct AbsentExhibit: Hashable, Sendable {
  /// One import that brought it and was taken back.
  public struct TakenBack: Hashable, Sendable {
    public let importReference: String
    public let withdrawal: Withdrawal

    public init(importReference: String, withdrawal: Withdrawal) {
      self.importReference = importReference
      self.withdrawal = withdrawal
    }
  }

  /// What people write; the identifier of one that this store does not hold.
  public let reference: String
  /// Empty where no import explains it.
  public let takenBack: [TakenBack]

  public init(reference: String, takenBack: [TakenBack] = []) {
    self.reference = reference
    self.takenBack = takenBack
  }

  /// Its name and why it is not there, as the end of a sentence.
  public var words: String {
    guard !takenBack.isEmpty else { return "exhibit \(reference), which is not in the case" }
    let imports = takenBack.map { "\($0.importReference) on \($0.withdrawal.on) (\($0.withdrawal.reason))" }
    return "exhibit \(reference), which was taken back with import \(imports.joined(separator: " and "))"
  }

  /// What to do about something that cites it.
  public var remedy: String {
    takenBack.isEmpty
      ? "take it in, or cite another" : "cite another, or import its file again if taking it back was wrong"
  }
}

extension CaseFile {
  /// Every exhibit that a finding, a weight, a step of the analysis, the public basis or a list entry cites.
  public var citedExhibits: Set<ExhibitID> {
    var cited = findings.flatMap(\.finding.exhibits) + weights.map(\.exhibit)
    cited += analysis.claims.flatMap(\.exhibits) + analysis.contests.flatMap(\.exhibits)
    cited += analysis.matrix.evidence.flatMap(\.exhibits) + (publicBasis?.exhibits ?? [])
    cited += listing?.entry.values.flatMap(\.exhibits) ?? []
    cited += entityList?.proposal?.articulableFacts.flatMap(\.exhibits) ?? []
    return Set(cited)
  }

  /// By reference.
  public var absentInOrder: [AbsentExhibit] {
    absent.values.sorted { $0.reference.utf8.lexicographicallyPrecedes($1.reference.utf8) }
  }

  /// What is known of one that is not in the case.
  func absence(of exhibit: ExhibitID) -> AbsentExhibit {
    absent[exhibit] ?? AbsentExhibit(reference: exhibit.description)
  }
}
