import CaseDomain

@testable import casetui

/// An invented register for screens that are tested without a store: reckoned, not written down, so that what-if
/// and dates do what they do.
enum AppOwnership {
  static let today = Day(year: 2026, month: 11, day: 22)!

  static let names = [
    "r:vane": "Ванемарк Ильза", "r:harbour": "Harbour Lantern Ltd", "r:quay": "Quay Optics BV",
    "r:sparrow": "Tin Sparrow AG", "f:glass": "Glass Heron Trading",
    "f:shade": "leak\u{202E}fdp.exe Holdings",
    "r:board": "Lantern Foundation", "r:half": "Even Half Ltd",
  ]

  static let stakes = [
    stake("r:vane", 60, "r:harbour", 1), stake("r:harbour", 40, "r:quay", 2, from: "2024-02-29"),
    stake("r:vane", 70, "r:sparrow", 3), stake("r:harbour", 45, "r:sparrow", 4),
    stake("r:vane", nil, "r:board", 5, interest: "votingRights"),
    stake("f:lantern", 55, "f:glass", 6), stake("f:lantern", 65, "f:quay", 7),
    stake("f:glass", 100, "f:shade", 8),
    stake("f:shade", 40, "f:glass", 9), stake("r:vane", 15, "r:board", 10, to: "2026-01-01"),
    stake("r:vane", 50, "r:half", 11),
  ]

  static let judged = JudgedParties(
    [
      judgement("3fa2c1d09b7e", "r:harbour", "f:lantern", .same, "one entry in the register of Bergen"),
      judgement("77aa01b2c3d4", "r:quay", "f:quay", .same, "one number"),
    ], in: stakes)

  private static func stake(
    _ owner: String, _ percent: Int?, _ owned: String, _ number: Int, from: String? = nil, to: String? = nil,
    interest: String = "shareholding"
  ) -> StatedStake {
    let ppm = percent.map { $0 * 10_000 }
    return StatedStake(
      source: String(owner.prefix(1)), statement: "link-\(number)",
      holding: StatedHolding(
        owner: String(owner.dropFirst(2)), owned: String(owned.dropFirst(2)), leastPPM: ppm, mostPPM: ppm,
        from: from.flatMap { StatedDay($0) }, to: to.flatMap { StatedDay($0) }, interest: interest),
      bundle: .zero)
  }

  private static func judgement(
    _ id: String, _ one: String, _ other: String, _ verdict: PairJudgement.Verdict, _ reason: String
  ) -> JudgementRow {
    func bearer(_ key: String) -> NameBearer {
      .entry(source: String(key.prefix(1)), id: String(key.dropFirst(2)))
    }
    return JudgementRow(
      id: id, first: bearer(one), second: bearer(other), verdict: verdict, by: "b.chen", office: "Field East",
      saidAtMilliseconds: AppWorld.now, reason: reason)
  }

  private static func name(_ key: OwnershipKey) -> String? { names[key.text] }

  // MARK: answers

  static func parties(_ whom: PartiesOf, _ text: String) -> PartyList {
    let keys = Set(stakes.flatMap { [$0.owner!, $0.owned!] }.map { judged($0) }).sorted()
    let rows = keys.map { key in
      PartyLine(
        party: key, name: judged.keys(of: key).compactMap(name).first.map { ActorName($0).romanisedFirst },
        ids: judged.keys(of: key).map(\.text),
        holds: stakes.count { judged($0.owner!) == key }, held: stakes.count { judged($0.owned!) == key },
        isAsked: whom == .subject(AppWorld.tag(1)) && key.text == "r:vane")
    }
    let fitting = rows.filter { row in
      text.isEmpty || (row.ids + [row.name ?? ""]).contains { $0.lowercased().contains(text.lowercased()) }
    }
    return PartyList(
      rows: fitting.filter(\.isAsked) + fitting.filter { !$0.isAsked }, total: fitting.count,
      asked: whom == .everybody ? nil : "AC-0001-FE")
  }

  /// What `Effects` makes of a store, made of the sample.
  static func view(of question: OwnershipQuestion) -> OwnershipView {
    let stated = try! StatedOwnership(
      stakes, judged, seeds: [question.party], asOf: question.asOf ?? today, threshold: question.threshold,
      leavingOut: question.leftOut)
    let exhibits = AppWorld().exhibits
    return try! OwnershipScribe(
      stated, name: { judged.keys(of: $0).compactMap(name).first },
      exhibit: { $0.source == "f" ? exhibits[2] : exhibits[0] },
      judgement: { row in
        "judgement \(row.id): \(text(row.first)) and \(text(row.second)) are one (\(row.by): \(row.reason ?? ""))"
      }, contradiction: { "judgement \($0.different.id) contradicts judgement \($0.same[0].id)" }
    ).view(of: question)
  }

  private static func text(_ bearer: NameBearer) -> String {
    if case .entry(let source, let id) = bearer { "\(source):\(id)" } else { "an actor" }
  }
}
