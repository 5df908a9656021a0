import CaseDomain
import CaseStore

/// A line of a tree of owners, with the names, exhibits and judgements that are looked up for it.
struct ShownOwner {
  fileprivate struct Statement {
    let stake: StatedStake
    let exhibit: String
    let isLeftOut: Bool
  }

  private let line: OwnershipTree.Line
  private let isAskedAbout: Bool
  private let asOf: Day
  private let name: String?
  /// The other keys that people judged to be this party.
  private let same: [OwnershipKey]
  private let result: OwnershipClosure.Answer?
  private let statements: [Statement]
  private let judgements: [(json: JSON, words: String)]

  /// - Parameter root: the party of the first line.
  init(
    _ line: OwnershipTree.Line, of root: OwnershipKey?, _ judgements: [JudgementRow],
    _ stated: StatedOwnership, _ grounds: inout Grounds, _ reader: StoreReader
  ) throws {
    self.line = line
    isAskedAbout = line.party == root
    asOf = stated.closure.asOf
    name = try reader.name(of: line.party, stated.parties)
    same = Array(stated.parties.keys(of: line.party).dropFirst())
    result = stated.closure.answer(for: line.party)
    var statements: [Statement] = []
    for stake in line.stakes {
      statements.append(
        Statement(
          stake: stake, exhibit: try grounds.exhibit(stake.bundle), isLeftOut: stated.leavesOut(stake)))
    }
    self.statements = statements
    self.judgements = try judgements.map { (json: try $0.json(reader), words: try $0.joining(reader)) }
  }

  /// The party asked about is in the set by being that: what it is itself is not reckoned, also where a ring comes back
  /// to it.
  private var word: String? { isAskedAbout ? "asked about" : result?.rawValue }

  var json: JSON {
    .object([
      ("depth", .int(line.depth)), ("party", .string(line.party.text)), ("name", .optional(name)),
      ("same", .array(same.map { .string($0.text) })),
      ("result", .optional(word)), ("ring", .bool(line.closesRing)),
      ("shown_above", .bool(line.isShownAbove)),
      ("judgements", .array(judgements.map(\.json))),
      ("statements", .array(statements.map { $0.json(on: asOf) })),
    ])
  }

  var lines: [String] {
    let indent = String(repeating: "   ", count: line.depth)
    let party = name.map { "\(ActorName($0).romanisedFirst)  (\(line.party.text))" } ?? line.party.text
    let result = word ?? "no ownership stated"
    let place = line.closesRing ? "  ring: shown above" : line.isShownAbove ? "  shown above" : ""
    return ["\(indent)\(party)  \(result)\(place)"]
      + statements.map { "\(indent)   · \($0.words(on: asOf))" }
      + judgements.map { "\(indent)   by \($0.words)" }
  }
}

extension ShownOwner.Statement {
  fileprivate func json(on day: Day) -> JSON {
    .object([
      ("owner", .optional(stake.owner?.text)), ("owned", .optional(stake.owned?.text)),
      ("share", .string(stake.share)), ("interest", .string(stake.holding.interest)),
      ("ownership", .bool(stake.isOwnership)), ("statement", .string(stake.statement)),
      ("from", .optional(stake.holding.from?.text)), ("to", .optional(stake.holding.to?.text)),
      ("surely_in_force", .bool(stake.isSurelyInForce(on: day))),
      ("exhibit", .string(exhibit)),
      ("left_out", .bool(isLeftOut)),
    ])
  }

  fileprivate func words(on day: Day) -> String {
    let days = stake.days(on: day)
    let kind =
      stake.isOwnership ? stake.share : "\(stake.holding.interest): control, which does not count"
    let parts =
      (isLeftOut ? ["LEFT OUT"] : []) + [kind, exhibit, stake.statement] + (days.isEmpty ? [] : [days])
    return parts.joined(separator: "  ")
  }
}
