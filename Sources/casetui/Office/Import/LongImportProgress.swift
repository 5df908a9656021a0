import CaseDomain
import CaseExchange
import CaseStore

/// Where a long import stands after a step; kept in the store as JSON.
struct LongImportProgress: Codable {
  /// Files that are done.
  var files = 0
  /// Objects of the next file that are done.
  var objects = 0
  /// By file, for those that were begun; `nil` for what is not taken in.
  var taken: [Taken?] = []
  /// How its tables counted before it began; `nil` when it replaces no reading.
  var readBefore: ReadingsBefore?
  /// What runs before this one brought; not kept.
  var before = 0

  private enum CodingKeys: String, CodingKey { case files, objects, taken, readBefore }

  var new: Int { taken.reduce(0) { $0 + ($1?.tally.counts[.new] ?? 0) } }
  var written: Int { taken.reduce(0) { $0 + ($1?.tally.counts.values.reduce(0, +) ?? 0) } }
  /// The exhibits of the files that were begun.
  var exhibits: [ExhibitID] { taken.compactMap { $0?.exhibitID } }

  /// A file that was begun.
  struct Taken: Codable {
    let exhibit: String
    let reference: String
    let state: ImportedFile.State
    /// It was taken back before this import; `nil` of a step that an earlier build wrote.
    let isBack: Bool?
    /// No import that stands took it in before; `nil` as above.
    let isFirst: Bool?
    var tally: ArrivalTally
    /// What was said when its exhibit was made or found, for the run that ends the import; `nil` as above.
    var warnings: [ImportProblem]?

    /// `nil` when the store holds no identifier there.
    var exhibitID: ExhibitID? { ExhibitID(exhibit) }
  }
}
