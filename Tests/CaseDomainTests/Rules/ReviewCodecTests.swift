import Testing

@testable import CaseDomain

/// The values of review, votes and tracks as the journal holds them: docs/journal.md §7.5.
@Suite struct ReviewCodecTests {
  private static let person = Person("E. Marsh")
  private static let id = EntityID(high: 40, low: 1)
  private static let day = Sample.today
  private static let digest = Sample.package

  /// `nil` for what is no map.
  private static func pairs(of cbor: CBOR) -> [CBORPair]? {
    if case .map(let pairs) = cbor { pairs } else { nil }
  }

  /// Reads back as written, through bytes too; without a key it needs, or with another type there, not at all.
  private func holds<Value: Equatable>(
    _ value: Value, _ cbor: CBOR, needs: [UInt64], optional: [UInt64] = [], _ read: (CBOR) -> Value?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(read(cbor) == value, sourceLocation: sourceLocation)
    let bytes = cbor.encoded
    #expect(try read(CBORReader.decode(bytes)) == value, sourceLocation: sourceLocation)
    let pairs = try #require(Self.pairs(of: cbor), sourceLocation: sourceLocation)
    #expect(Set(pairs.map(\.key)) == Set(needs + optional), sourceLocation: sourceLocation)
    func with(_ key: UInt64, _ value: CBOR?) -> CBOR {
      .map(pairs.compactMap { $0.key == key ? value.map { CBORPair(key, $0) } : $0 })
    }
    for key in needs {
      for hostile in [nil, .null, .uint(7), .text("\u{0}"), .bytes([1]), .bool(true), .map([])] as [CBOR?] {
        // A text fits where any text does.
        if case .text = hostile, case .text = cbor[key], read(with(key, hostile)) != nil { continue }
        if case .bool = hostile, case .bool = cbor[key] { continue }
        if case .uint = hostile, case .uint = cbor[key] { continue }
        #expect(
          read(with(key, hostile)) == nil, "key \(key): \(String(describing: hostile))",
          sourceLocation: sourceLocation)
      }
    }
    for key in optional { #expect(read(with(key, nil)) != nil, "key \(key)", sourceLocation: sourceLocation) }
    // A key of a newer version changes nothing.
    #expect(read(.map(pairs + [CBORPair(99, .text("new"))])) == value, sourceLocation: sourceLocation)
    for nothing in [CBOR.null, .map([]), .array([]), .text("x"), .array([cbor])] {
      #expect(read(nothing) == nil, sourceLocation: sourceLocation)
    }
  }

  @Test func registrations() throws {
    for roles in [[], [Role.counsel], Set(Role.allCases)] {
      let value = Registration(
        name: "C. Ito", roles: Set(roles), agency: .commerce, publicKey: [1, 2], isActive: false)
      try holds(value, value.cbor, needs: [1, 2, 5], optional: [3, 4]) { Registration($0) }
    }
    // A role of a newer version is none that this one knows.
    let newer = CBOR.record([
      1: .text("x"), 2: .array([.text("counsel"), .text("oracle"), .null]), 5: .bool(true),
    ])
    #expect(Registration(newer)?.roles == [.counsel])
  }

  @Test func approvals() throws {
    for kind in Approval.Kind.allCases {
      let value = Approval(
        kind, by: ReviewCodecTests.person, on: ReviewCodecTests.day, text: "so", detail: "M3",
        package: ReviewCodecTests.digest, isSigned: true)
      try holds(value, value.signing([1, 2, 3]), needs: [1, 2, 3, 5], optional: [4, 6]) {
        Approval($0, by: ReviewCodecTests.person, isSigned: true)
      }
      #expect(Approval(value.cbor, by: Person("x"), isSigned: false)?.by == Person("x"))
    }
  }

  @Test func replies() throws {
    for answer in EquityReply.Answer.allCases {
      let value = EquityReply(
        agency: .treasury, answer: answer, comment: "c", by: ReviewCodecTests.person,
        on: ReviewCodecTests.day,
        package: ReviewCodecTests.digest)
      try holds(value, value.cbor, needs: [1, 2, 3, 4, 5]) { EquityReply($0, by: ReviewCodecTests.person) }
    }
  }

  @Test func holdsAndRecords() throws {
    let hold = Hold(
      id: ReviewCodecTests.id, reason: "talks", requester: "State", by: ReviewCodecTests.person,
      on: ReviewCodecTests.day, reviewOn: Sample.day("2027-04-01"))
    try holds(hold, hold.cbor, needs: [1, 2, 3, 4]) {
      Hold($0, id: ReviewCodecTests.id, by: ReviewCodecTests.person)
    }
    for number in [1, UInt64.max] {
      let record = FrozenRecord(
        number: number, package: ReviewCodecTests.digest, manifest: .zero, by: ReviewCodecTests.person,
        on: ReviewCodecTests.day, withheld: [.init(Sample.lab, reason: "in confidence")])
      try holds(record, record.cbor, needs: [1, 2, 3, 4, 6], optional: [5]) {
        FrozenRecord($0, by: ReviewCodecTests.person)
      }
    }
  }

  @Test func votes() throws {
    for action in Proposal.Action.allCases {
      var value = Sample.entityFile(at: .circulated, action: action, treasury: true).entityList!.proposal!
      value.articulableFacts.append(.init("another", exhibits: []))
      try holds(value, value.cbor, needs: [1, 2, 4, 9], optional: [3, 5, 6, 7, 8, 10, 11]) { Proposal($0) }
    }
    for choice in Ballot.Choice.allCases {
      let value = Ballot(
        agency: .energy, choice: choice, by: ReviewCodecTests.person, on: ReviewCodecTests.day,
        package: ReviewCodecTests.digest, reason: "r")
      try holds(value, value.signing([9]), needs: [1, 2, 3, 4], optional: [5, 6]) {
        Ballot($0, by: ReviewCodecTests.person)
      }
    }
    let consent = ExtensionConsent(
      agency: .state, until: ReviewCodecTests.day, by: ReviewCodecTests.person,
      matter: ReviewCodecTests.digest)
    try holds(consent, consent.cbor, needs: [1, 2], optional: [3]) {
      ExtensionConsent($0, by: ReviewCodecTests.person)
    }
    let old = ExtensionConsent(
      .record([1: .text("State"), 2: ReviewCodecTests.day.cbor]), by: ReviewCodecTests.person)
    #expect(old?.matter == nil && old?.agency == .state)
    for level in EscalationStep.Level.allCases {
      for result in EscalationStep.Result.allCases {
        let step = EscalationStep(
          level: level, by: .state, on: ReviewCodecTests.day, result: result, decidedOn: ReviewCodecTests.day)
        try holds(step, step.cbor, needs: [1, 2, 3], optional: [4, 5]) { EscalationStep($0) }
      }
    }
  }

  @Test func blocking() throws {
    for route in BlockingAuthority.Route.allCases {
      let value = BlockingAuthority(
        route: route, citation: "EO", criterion: "1", menu: ["a", "b"], declaredOn: ReviewCodecTests.day)
      try holds(value, value.cbor, needs: [1], optional: [2, 3, 4, 5]) { BlockingAuthority($0) }
    }
    for rule in [OwnershipThreshold.atLeast(.half), .moreThan(.half)] {
      let sweep = OwnershipSweep(
        asOf: ReviewCodecTests.day, holdings: ReviewCodecTests.digest, blocked: ["a"],
        undetermined: ["b", "c"], rule: rule, seeds: ["d"])
      try holds(sweep, sweep.cbor, needs: [1, 2, 3, 4], optional: [5, 6]) { OwnershipSweep($0) }
    }
    // One of before these were recorded reads as it did, and is written as it was.
    let old = OwnershipSweep(
      asOf: ReviewCodecTests.day, holdings: ReviewCodecTests.digest, blocked: ["a"], undetermined: [])
    try holds(old, old.cbor, needs: [1, 2, 3, 4]) { OwnershipSweep($0) }
    #expect(OwnershipThreshold(.record([1: .uint(1_000_001), 2: .bool(false)])) == nil)
    #expect(OwnershipThreshold(.record([1: .uint(500_000)])) == nil)
  }

  @Test func relief() throws {
    for track in Track.allCases {
      for ground in Petition.Ground.allCases {
        for (standing, result) in zip(Petition.Standing.allCases, Petition.Result.allCases) {
          let value = Petition(
            id: ReviewCodecTests.id, track: track, petitioner: "N", standing: standing, ground: ground,
            reasons: "r",
            receivedOn: ReviewCodecTests.day, acknowledgedOn: ReviewCodecTests.day, result: result,
            decidedOn: ReviewCodecTests.day, decidedBy: ReviewCodecTests.person, decision: "d")
          let decision = Petition.decision(result, on: ReviewCodecTests.day, "d")
          try holds(value, value.cbor, needs: [1, 2, 3, 4, 5, 6], optional: [7]) {
            Petition($0, id: ReviewCodecTests.id, decision: decision, decidedBy: ReviewCodecTests.person)
          }
          let open = Petition(value.cbor, id: ReviewCodecTests.id, decision: nil, decidedBy: nil)
          #expect(open?.result == nil && open?.decidedOn == nil && open?.decision == nil)
          let hostile = Petition(
            value.cbor, id: ReviewCodecTests.id, decision: .record([1: .text("perhaps")]), decidedBy: nil)
          #expect(hostile?.result == nil)
        }
      }
    }
    for kind in Relief.Kind.allCases {
      let value = Relief(
        id: ReviewCodecTests.id, kind: kind, authority: .paipa, scope: "s", from: ReviewCodecTests.day,
        to: ReviewCodecTests.day, by: ReviewCodecTests.person)
      try holds(value, value.cbor, needs: [1, 2, 3, 4], optional: [5]) {
        Relief($0, id: ReviewCodecTests.id, by: ReviewCodecTests.person)
      }
    }
    for kind in PeriodicReview.Kind.allCases {
      let value = PeriodicReview(
        kind: kind, on: ReviewCodecTests.day, by: ReviewCodecTests.person, result: "no change")
      try holds(value, value.cbor, needs: [1, 2, 3]) { PeriodicReview($0, by: ReviewCodecTests.person) }
    }
  }

  @Test func measuresAndDisclosures() throws {
    let measure = Measure(
      kind: .demarche, authority: "a", effect: "e", collateralHarm: "c", equities: "q", views: [.state: "v"],
      decision: .deferred, reason: "r")
    try holds(measure, measure.cbor, needs: [1, 7], optional: [2, 3, 4, 5, 6, 8]) { Measure($0) }
    for mark in [HandlingMark.officeFloor, .strictest, HandlingMark(cui: nil, tlp: .amberStrict)] {
      let value = Disclosure(
        id: ReviewCodecTests.id, recipient: "R", marking: mark, authority: "a", equities: "e",
        exhibits: [Sample.lab], withheld: [.init(Sample.host, reason: "w")], by: ReviewCodecTests.person,
        on: ReviewCodecTests.day)
      try holds(value, value.cbor, needs: [1, 2, 3, 4, 5, 7], optional: [6]) {
        Disclosure($0, id: ReviewCodecTests.id, by: ReviewCodecTests.person)
      }
    }
  }

  // MARK: the analysis

  @Test func claims() throws {
    for layer in ClaimLayer.allCases {
      for band in Likelihood.Band.allCases {
        for row in Likelihood.Row.allCases {
          let value = Claim(
            id: ClaimID(high: 1, low: 1), layer: layer, text: "t", likelihood: Likelihood(band, row),
            confidence: ConfidenceStatement(
              .moderate, basis: .init(sourceQuality: "s", volume: "v", assumptions: "a")),
            exhibits: [Sample.lab], claimant: "c", asOf: ReviewCodecTests.day, topic: .location,
            author: "T. Reyes")
          try holds(value, value.cbor, needs: [1, 2, 8], optional: [3, 4, 5, 6, 7, 9, 10, 11]) {
            Claim($0, id: ClaimID(high: 1, low: 1), author: "T. Reyes")
          }
        }
      }
    }
  }

  @Test func hypothesesAndCells() throws {
    let kinds: [Hypothesis.Kind] = [.hostile, .other] + BenignKind.allCases.map { .benign($0) }
    for kind in kinds {
      let value = Hypothesis(id: HypothesisID(high: 1, low: 1), name: "n", kind: kind)
      try holds(value, value.cbor, needs: [1, 2]) { Hypothesis($0, id: HypothesisID(high: 1, low: 1)) }
      #expect(Hypothesis.Kind(name: kind.name) == kind)
    }
    #expect(Set(kinds.map(\.name)).count == kinds.count)
    for weight in ACHWeight.allCases {
      let row = ACHEvidence(
        id: ACHEvidenceID(high: 1, low: 2), statement: "s", exhibits: [Sample.lab], credibility: weight,
        relevance: .low, rater: "r")
      try holds(row, row.cbor, needs: [1, 2, 3, 4]) {
        ACHEvidence($0, id: ACHEvidenceID(high: 1, low: 2), rater: "r")
      }
    }
    for mark in ACHMark.allCases {
      let cell = ACHCell(
        ACHEvidenceID(high: 1, low: 2), HypothesisID(high: 1, low: 1), mark, rater: "r", note: "n")
      try holds(cell, cell.cbor, needs: [1, 2, 3], optional: [4]) { ACHCell($0, rater: "r") }
    }
  }

  @Test func contestsAndExplanations() throws {
    for kind in Contest.Kind.allCases {
      for outcome in Contest.Disposition.Outcome.allCases {
        let value = Contest(
          id: ContestID(high: 1, low: 1), kind: kind, statedBy: "s", text: "t", exhibits: [Sample.lab],
          searchedOn: ReviewCodecTests.day, searchedWhere: "w", weight: .high,
          disposition: .init(outcome, reason: "r", author: "a"))
        try holds(value, value.cbor, needs: [1, 3, 4, 7], optional: [2, 5, 6, 8, 9]) {
          Contest($0, id: ContestID(high: 1, low: 1), author: "a")
        }
      }
    }
    for result in BenignExplanation.Result.allCases {
      let value = BenignExplanation(
        exhibit: Sample.lab, text: "t", consideredBy: "c", result: result, reason: "r")
      try holds(value, value.cbor, needs: [1, 2, 3, 4]) { BenignExplanation($0, by: "c") }
    }
  }

  @Test func weights() throws {
    for strength in [nil] + WeighedSupport.Strength.allCases.map(Optional.some) {
      for contradicts in strength == nil ? [false] : [false, true] {
        let value = SupportWeight(
          .m1, Sample.lab, strength, contradicts: contradicts, rationale: "r", author: "a", on: Sample.today)
        try holds(value, value.cbor, needs: [1, 2, 3, 4, 5]) {
          SupportWeight($0, author: "a", on: Sample.today)
        }
      }
    }
    let absurd = SupportWeight(.m1, Sample.lab, nil, contradicts: true, rationale: "r", author: "a")
    #expect(SupportWeight(absurd.cbor, author: "a") == nil, "nothing contradicts nothing")
    #expect(
      SupportWeight(.m1, Sample.lab, .weak, rationale: "", author: "").cbor.encoded
        == [0xA5, 1, 0x62, 0x4D, 0x31, 2, 0x50] + Sample.lab.bytes
        + [3, 0x64, 0x77, 0x65, 0x61, 0x6B, 4, 0xF4, 5, 0x60], "the released form, byte by byte")
  }

  // MARK: what owners give, figures, practices, findings

  @Test func submissions() throws {
    for flags in [(true, false), (false, true)] {
      let value = Submission(
        id: ReviewCodecTests.id, owner: Sample.aurora.id, receivedOn: ReviewCodecTests.day,
        givenBy: "M. Osei",
        channel: "upload", isVoluntary: flags.0,
        terms: .init(use: "u", sharing: "s", isConfidential: flags.1), exhibits: [Sample.lab],
        by: ReviewCodecTests.person)
      try holds(value, value.cbor, needs: [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
        Submission($0, id: ReviewCodecTests.id, by: ReviewCodecTests.person)
      }
    }
  }

  @Test func counts() throws {
    for unit in AttemptCount.Unit.allCases {
      for (count, isLowerBound) in [(0, false), (28_800_000, true), (Int.max, false)] {
        let value = AttemptCount(
          id: ReviewCodecTests.id, count: count, isLowerBound: isLowerBound, unit: unit,
          window: ConductWindow(first: Sample.day("2026-05-01"), last: Sample.day("2026-07-31"))!,
          claimant: "Aurora Foundry", asOf: ReviewCodecTests.day, exhibit: Sample.lab)
        try holds(value, value.cbor, needs: [1, 2, 3, 4, 5, 6, 7, 8]) {
          AttemptCount($0, id: ReviewCodecTests.id)
        }
      }
    }
    // Out of range, below zero, and a window that ends before it begins.
    func reads(_ count: CBOR, _ first: String, _ last: String) -> Bool {
      AttemptCount(
        .record([
          1: .text("attempts"), 2: count, 3: .bool(true), 4: .text(first), 5: .text(last), 6: .text("c"),
          7: .text("2026-09-01"), 8: Sample.lab.cbor,
        ]), id: ReviewCodecTests.id) != nil
    }
    #expect(reads(.uint(1), "2026-05-01", "2026-05-01"))
    #expect(!reads(.uint(UInt64.max), "2026-05-01", "2026-05-01"))
    #expect(!reads(.int(-1), "2026-05-01", "2026-05-01"))
    #expect(!reads(.uint(1), "2026-05-02", "2026-05-01"))
  }

  @Test func practices() throws {
    for kind in Practice.Kind.allCases {
      let value = Practice(
        id: ReviewCodecTests.id, kind: kind, text: "t", source: "s", exhibits: [Sample.lab],
        giver: .init(id: Sample.aurora.id, name: Sample.aurora.name),
        permission: .init(signer: "M. Osei", on: ReviewCodecTests.day), strengths: "a", weaknesses: "b",
        author: ReviewCodecTests.person)
      // Half a giver or half a permission is none that could be read, and then nothing is.
      try holds(value, value.cbor, needs: [1, 2, 3, 4, 5, 6, 7, 8], optional: [9, 10]) {
        Practice($0, id: ReviewCodecTests.id, by: ReviewCodecTests.person)
      }
      let bare = Practice(
        id: ReviewCodecTests.id, kind: kind, text: "t", source: "s", author: ReviewCodecTests.person)
      #expect(Practice(bare.cbor, id: ReviewCodecTests.id, by: ReviewCodecTests.person) == bare)
    }
    let withdrawal = Withdrawal(on: ReviewCodecTests.day, reason: "r")
    try holds(withdrawal, withdrawal.cbor, needs: [1, 2]) { Withdrawal($0) }
  }

  /// The key of the model is new: what was written before it covers every model, byte for byte as it was.
  @Test func findings() throws {
    for result in Finding.Result.allCases {
      let all = Sample.finding(.cs1, result)
      #expect(all.cbor[5] == nil)
      try holds(all, all.cbor, needs: [1, 2, 3, 4]) { ElementFinding($0, author: "T. Reyes") }
      let one = all.about("Borealis 3")
      #expect(ElementFinding(one.cbor, author: "T. Reyes") == one)
      #expect(one.detail == "CS1|Borealis 3" && all.detail == "CS1")
      let pairs = try #require(Self.pairs(of: all.cbor))
      for hostile in [CBOR.null, .uint(3), .array([.text("Borealis 3")])] {
        #expect(ElementFinding(.map(pairs + [CBORPair(5, hostile)]), author: "T. Reyes") == nil)
      }
    }
  }
}
