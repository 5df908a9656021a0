import CaseDomain
import CaseStore

/// Why parties are blocked, in words: each step with its statements, their exhibits, and the judgements that
/// make parties of several records one.
struct Grounds {
  /// By the key that stands for the party.
  let steps: [OwnershipKey: [GroundedStep]]
  private let words: [OwnershipKey: [String]]
  private var exhibits: ExhibitsOfFiles

  init(_ stated: StatedOwnership, _ parties: [OwnershipKey], _ reader: StoreReader) throws {
    let steps = stated.grounds(for: parties)
    var exhibits = ExhibitsOfFiles(reader)
    words = try steps.mapValues { steps in
      try steps.flatMap { step in
        func line(_ stake: StatedStake) throws -> String {
          "\(stake.share)  \(try exhibits.reference(stake.bundle))  \(stake.statement)  "
            + "\(stake.owner?.text ?? "") of \(stake.owned?.text ?? "")"
        }
        return [step.line] + (try step.statements.map { "   · \(try line($0))" })
          + (try step.least.map { "   · less is stated, too: \(try line($0))" })
          + (try step.judgements.map { "   by \(try $0.joining(reader))" })
      }
    }
    self.steps = steps
    self.exhibits = exhibits
  }

  func lines(_ party: OwnershipKey) -> [String] { words[party] ?? [] }

  mutating func exhibit(_ file: Digest256) throws -> String { try exhibits.reference(file) }
}

/// The exhibit that a file is, looked up once.
struct ExhibitsOfFiles {
  private let reader: StoreReader
  private var known: [Digest256: ExhibitRow?] = [:]

  init(_ reader: StoreReader) { self.reader = reader }

  /// `nil` when no exhibit has that content.
  mutating func row(_ file: Digest256) throws -> ExhibitRow? {
    if let known = known[file] { return known }
    let row = try reader.exhibit(holding: file).map { try reader.exhibitRow($0) }
    known[file] = .some(row)
    return row
  }

  mutating func reference(_ file: Digest256) throws -> String { try row(file)?.reference ?? "-" }
}

extension JudgementRow {
  /// `judgement 3fa2c1d09b7e: bods:x and ftm:y are one (ann, Field East, 2026-01-02: same number)`.
  func joining(_ reader: StoreReader) throws -> String {
    "judgement \(id): \(try pair(reader)) are one \(whose)"
  }

  /// Both ends, as `actor show` finds them again.
  func pair(_ reader: StoreReader) throws -> String {
    try [first, second].map { bearer in
      if case .entry(let source, let id) = bearer { return "\(source):\(id)" }
      return try reader.reference(of: bearer)
    }.joined(separator: " and ")
  }

  var whose: String {
    "(\(by), \(office), \(Day(milliseconds: saidAtMilliseconds))"
      + (settled.map { "; settled so by \($0.by), \($0.office)" } ?? "") + (reason.map { ": \($0)" } ?? "")
      + ")"
  }
}

extension JudgedParties.Contradiction {
  /// Both judgements, and what to do.
  func sentence(_ reader: StoreReader) throws -> String {
    let joined = try same.map { try $0.joining(reader) }.joined(separator: ", and ")
    return
      "\(joined); but judgement \(different.id): \(try different.pair(reader)) are two \(different.whose). "
      + "They are reckoned as one; take one back: casetui actor undo JUDGEMENT"
  }
}
