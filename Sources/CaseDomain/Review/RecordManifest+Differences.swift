/// One thing in which two records differ.
public struct RecordDifference: Hashable, Sendable {
  public enum Change: String, Sendable { case added, removed, changed }

  public struct Fact: Hashable, Sendable {
    public var name: String
    /// Empty when there was none, or is none.
    public var before: String
    public var after: String
  }

  public var change: Change
  /// `exhibit`, `finding`, `claim`…
  public var part: String
  public var name: String
  /// Of a change: the values that differ.
  public var facts: [Fact]

  /// `exhibit EX-0001-HQ changed: grade B2 -> C3`.
  public var words: String {
    let details = facts.map { fact in
      "\(fact.name.replacing("_", with: " ")) \(fact.before.isEmpty ? "none" : fact.before) -> "
        + (fact.after.isEmpty ? "none" : fact.after)
    }
    return "\(part) \(name) \(change.rawValue)"
      + (details.isEmpty ? "" : ": " + details.joined(separator: "; "))
  }
}

extension RecordManifest {
  /// What is different in a later record; empty when it says the same. Exhibits are compared by what they
  /// are, not by their number in either record.
  public func differences(to later: RecordManifest) -> [RecordDifference] {
    var found: [RecordDifference] = []
    for (part, before, after) in [
      ("case", [head], [later.head]), ("exhibit", exhibits.map(\.item), later.exhibits.map(\.item)),
    ] {
      found += RecordManifest.compare(part, before, after)
    }
    for (before, after) in zip(allSections, later.allSections) {
      found += RecordManifest.compare(
        before.singular, named(before.items ?? []), later.named(after.items ?? []))
    }
    return found
  }

  private var head: RecordItem {
    RecordItem(
      id: "case", name: reference,
      [
        "title": .text(title), "marking": .text(marking), "package": .text(package),
        "profile": .text("\(profile.instrument) (\(profile.version))"),
        "stages": .texts(stages.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }),
      ])
  }

  /// The items with the references of exhibits in place of their numbers.
  private func named(_ items: [RecordItem]) -> [RecordItem] {
    let references = Dictionary(
      exhibits.map { ($0.number, $0.reference) }, uniquingKeysWith: { first, _ in first })
    return items.map { item in
      var item = item
      if case .texts(let numbers)? = item.facts["exhibits"] {
        item.facts["exhibits"] = .texts(numbers.map { references[$0] ?? $0 }.sorted())
      }
      let number = item.name.prefix { $0 != " " }
      if let reference = references[String(number)] {
        item.name = reference + item.name.dropFirst(number.count)
      }
      return item
    }
  }

  private static func compare(_ part: String, _ before: [RecordItem], _ after: [RecordItem])
    -> [RecordDifference]
  {
    let (old, new) = (Dictionary(grouping: before, by: \.id), Dictionary(grouping: after, by: \.id))
    return Set(old.keys).union(new.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.flatMap { id in
      var (gone, come) = (old[id] ?? [], new[id] ?? [])
      for item in gone {
        if let same = come.firstIndex(of: item), let place = gone.firstIndex(of: item) {
          come.remove(at: same)
          gone.remove(at: place)
        }
      }
      if gone.count == 1, come.count == 1 {
        return [
          RecordDifference(
            change: .changed, part: part, name: come[0].name, facts: gone[0].facts(against: come[0]))
        ]
      }
      return gone.map { RecordDifference(change: .removed, part: part, name: $0.name, facts: []) }
        + come.map { RecordDifference(change: .added, part: part, name: $0.name, facts: []) }
    }
  }
}

extension RecordItem {
  fileprivate func facts(against later: RecordItem) -> [RecordDifference.Fact] {
    Set(facts.keys).union(later.facts.keys).sorted().compactMap { key in
      let (before, after) = (facts[key]?.words ?? "", later.facts[key]?.words ?? "")
      return before == after ? nil : RecordDifference.Fact(name: key, before: before, after: after)
    }
  }
}

extension RecordExhibit {
  /// What of an exhibit is compared: not its place in a record, nor where it is cited; that shows there.
  fileprivate var item: RecordItem {
    RecordItem(
      id: id, name: reference,
      [
        "title": .text(title), "sent_as": .text(name), "sha256": .text(sha256), "bytes": .text(String(bytes)),
        "grade": .optional(grade), "origin": .optional(origin), "marking": .text(marking),
        "given_in_confidence_by": .optional(givenInConfidenceBy), "response_altered": .text(responseAltered),
        "custody_head": .optional(custodyHead),
        "withheld": .text(withheldReason ?? "no"),
      ])
  }
}
