import CaseTesting
import Testing

@testable import CaseDomain

/// Reviews, replies, holds and signatures: docs/policy.md §8.1, §8.2, §8.8.
@Suite struct ReviewTests {
  // MARK: the analysis, §8.2 S3

  @Test(arguments: [
    Row("ready") { _ in },
    Row("S3 no hypotheses at all", [.tooFewHypotheses, .tooFewBenign, .noEvidenceRow]) {
      $0.analysis.matrix = .empty
    },
    Row("S3 three hypotheses", [.tooFewHypotheses, .tooFewBenign, .cellStray]) { file in
      let matrix = file.analysis.matrix
      file.analysis.matrix = ACHMatrix(
        hypotheses: matrix.hypotheses.dropLast(), evidence: matrix.evidence, cells: matrix.cells)!
    },
    Row("S3 a blank cell", [.cellBlank]) { file in
      let matrix = file.analysis.matrix
      file.analysis.matrix = ACHMatrix(
        hypotheses: matrix.hypotheses, evidence: matrix.evidence, cells: matrix.cells.dropLast())!
    },
    Row("S3 a cell in dispute", [.cellDisputed]) { file in
      let matrix = file.analysis.matrix
      var cell = matrix.cells[0]
      cell.mark = .veryInconsistent
      file.analysis.matrix = ACHMatrix(
        hypotheses: matrix.hypotheses, evidence: matrix.evidence, cells: matrix.cells + [cell])!
    },
    Row("S3 no contest searched", [.contestNotSearched]) { $0.analysis.contests = [] },
    Row("S3 a contest without disposition", [.contestOpen]) { $0.analysis.contests[0].disposition = nil },
    Row("S3 no claim on attribution", [.claimLayer]) { file in
      file.analysis.claims.removeAll { $0.layer == .attribution }
    },
    Row("S3 a claim on an exhibit elsewhere", [.claimUnsupported]) {
      $0.analysis.claims[0].exhibits = [ExhibitID(high: 9, low: 9)]
    },
    Row("S3 a claim on nothing", [.claimNoExhibit]) { $0.analysis.claims[0].exhibits = [] },
    Row("S3 a claim of nobody", [.claimNoClaimant]) { $0.analysis.claims[0].claimant = nil },
    Row("§3.2 an indicator without a benign explanation", [.benignExplanationMissing]) { file in
      file.analysis.explanations.removeAll { $0.exhibit == Sample.lab }
    },
    Row("S3 no second pair of eyes", [.approvalMissing]) { $0.withdraw(.achReview) },
    Row("§8.1 the analyst reviews", [.roleNotHeld, .separation]) {
      $0.change(.achReview) { $0.by = Sample.analyst }
    },
    Row("§8.1 the advocate wrote a finding", [.separation]) { $0.authors.insert(Sample.advocate) },
    Row("§8.1 the review is not signed", [.approvalUnsigned]) {
      $0.change(.achReview) { $0.isSigned = false }
    },
    Row("§8.8 reviewed before a change", [.approvalVoid]) { $0.change(.achReview) { $0.package = .zero } },
  ])
  func attributionToPackage(_ row: Row) {
    var file = Sample.caseFile(at: .attribution)
    row.change(&file)
    #expect(file.codes(.spine(.package)) == row.codes)
  }

  // MARK: what each step waits for

  /// §8.2, §8.3, §8.4, §8.5: the act, missing; void; unsigned; by everybody who may not give it.
  @Test(
    arguments: [
      (.leadAgreement, "8.2 S1", "triage", "investigation"), (.achReview, "8.2 S3", "attribution", "package"),
      (.evidentiaryMemo, "8.2 S4", "package", "legal-review"),
      (.legalMemo, "8.2 S5", "legal-review", "interagency"),
      (.authorityCited, "8.2 S5", "legal-review", "interagency"),
      (.maskingDone, "8.2 S5", "legal-review", "interagency"),
      (.listDetermination, "8.5", "list:consent-cleared", "list:determination"),
      (.licencePlan, "8.3", "san:authority-check", "san:decision-ready"),
      (.blockingDecision, "8.3", "san:decision-ready", "san:signed"),
      (.entryRuleApproved, "8.4", "el:drafted", "el:approved-unpublished"),
    ] as [(Approval.Kind, String, String, String)])
  func acts(_ kind: Approval.Kind, _ section: String, _ from: String, _ to: String) throws {
    let target = StageTarget(try #require(Stage(to)))
    var file = Sample.caseFile(at: .interagency)
    file.place(at: try #require(Stage(from)))
    #expect(file.codes(target) == [])

    var missing = file
    missing.withdraw(kind)
    let refused = missing.decide(
      advanceTo: target, on: Sample.today, by: Sample.actor(target, missing), profile: Sample.profile)
    #expect(refused.obstacles.readAsSentences() == [.approvalMissing])
    #expect(refused.obstacles.first?.section == "agency policy §\(section)")
    #expect(refused.obstacles.first?.message.contains(kind.title) == true)

    var void = file
    void.change(kind) { $0.package = .zero }
    #expect(void.codes(target) == [.approvalVoid])

    var unsigned = file
    unsigned.change(kind) { $0.isSigned = false }
    #expect(unsigned.codes(target) == (kind.isSigned ? [.approvalUnsigned] : []))

    for role in Role.allCases {
      var other = file
      other.change(kind) { $0.by = Sample.only[role]! }
      #expect(other.codes(target) == (kind.roles.contains(role) ? [] : [.roleNotHeld]), "\(kind) by \(role)")
    }
    var own = file
    own.change(kind) { $0.by = Sample.only[kind.roles.first!]! }
    own.authors = [Sample.only[kind.roles.first!]!]
    let isBarred: Set<Approval.Kind> = [
      .achReview, .legalMemo, .authorityCited, .listDetermination, .blockingDecision,
    ]
    #expect(own.codes(target) == (isBarred.contains(kind) ? [.separation] : []), "\(kind) by an author")

    // One that counts beside one that does not.
    var both = file
    both.approvals.insert(void.approvals.first { $0.kind == kind }!, at: 0)
    #expect(both.codes(target) == [])
  }

  /// §8.1: counsel, decider and advocate are none of those who worked up the package.
  @Test func dutiesKeptApart() {
    let barred = Approval.Kind.allCases.filter(Separation.bars)
    #expect(
      barred == [
        .achReview, .supportOverride, .legalMemo, .authorityCited, .nonConcurDisposition, .listDetermination,
        .emergencyOverride, .blockingDecision,
      ])
    #expect(Set(barred.flatMap(\.roles)) == [.devilsAdvocate, .counsel, .decider])
  }

  /// §8.2 S4: counsel may override grade and origins of one element, for that element only.
  @Test func anOverrideIsOfOneElement() {
    var file = Sample.caseFile(at: .package)
    file.set(.m1, .met, [Sample.lab])
    file.set(.m3, .met, [Sample.lab])
    #expect(file.codes(.spine(.legalReview)) == [.origins, .origins])
    file.approvals.append(
      Approval(
        .supportOverride, by: Sample.counsel, on: Sample.today, text: "one lab", detail: "M3",
        package: file.package))
    #expect(file.codes(.spine(.legalReview)) == [.origins])
    file.change(.supportOverride) { $0.detail = nil }
    #expect(file.codes(.spine(.legalReview)) == [.origins, .origins])
    file.change(.supportOverride) { ($0.detail, $0.by) = ("M3", Sample.decider) }
    #expect(file.codes(.spine(.legalReview)) == [.origins, .origins])
  }

  // MARK: replies, §8.2 S6

  @Test(arguments: [
    Row("all concur") { _ in },
    Row("one with comment") { $0.reply(.energy) { $0.answer = .concurWithComment } },
    Row("one has no equity") { $0.reply(.justice) { $0.answer = .noEquity } },
    Row("no equity in an earlier package") {
      $0.reply(.justice) { ($0.answer, $0.package) = (.noEquity, .zero) }
    },
    Row("S6 State is silent", [.replyMissing]) { $0.replies.removeAll { $0.agency == .state } },
    Row("S6 nobody replied", Array(repeating: .replyMissing, count: 6)) { $0.replies = [] },
    Row("S6 a reply to an earlier package", [.replyStale]) { $0.reply(.treasury) { $0.package = .zero } },
    Row("S6 non-concur", [.nonConcur]) { $0.reply(.defense) { $0.answer = .nonConcur } },
    Row("S6 non-concur, disposed of") { file in
      file.reply(.defense) { $0.answer = .nonConcur }
      file.dispose("Defense")
    },
    Row("S6 non-concur, another's disposed of", [.nonConcur]) { file in
      file.reply(.defense) { $0.answer = .nonConcur }
      file.dispose("Energy")
    },
    Row("S6 non-concur, disposed of by counsel", [.nonConcur]) { file in
      file.reply(.defense) { $0.answer = .nonConcur }
      file.dispose("Defense", by: Sample.counsel)
    },
    Row("S6 hold", [.openHold]) { $0.reply(.commerce) { $0.answer = .hold } },
    Row("S6 a hold has no disposition", [.openHold]) { file in
      file.reply(.commerce) { $0.answer = .hold }
      file.dispose("Commerce")
    },
    Row("S6 entered by the agency itself") { $0.reply(.energy) { $0.by = Sample.member(.energy) } },
    Row("S6 entered by another agency", [.replyStanding]) {
      $0.reply(.energy) { $0.by = Sample.member(.state) }
    },
    Row("S6 entered by the analyst", [.replyStanding]) { $0.reply(.energy) { $0.by = Sample.analyst } },
    Row("§8.8 of two, the stricter", [.nonConcur]) { file in
      var second = file.replies[2]
      second.answer = .nonConcur
      file.replies.insert(second, at: 0)
    },
    Row("§8.8 hold beats non-concur", [.openHold]) { file in
      for answer in [EquityReply.Answer.hold, .nonConcur] {
        var second = file.replies[2]
        second.answer = answer
        file.replies.append(second)
      }
    },
    Row("§8.4 a hold on the case", [.openHold]) { $0.hold() },
    Row("§8.3 no record closed", [.recordNotFrozen]) { $0.records = [] },
    Row("§8.1 irregular", [.irregularMove]) {
      $0.irregularities = [
        Irregularity(from: .spine(.legalReview), to: .spine(.interagency), by: Person("x"), needs: [.counsel])
      ]
    },
  ])
  func determination(_ row: Row) {
    for (from, to) in [
      (ListingStage.consentCleared, ListingStage.determination), (.determination, .published),
    ] {
      var file = Sample.caseFile(at: .interagency, listing: from)
      row.change(&file)
      #expect(file.codes(.listing(to)) == row.codes, "\(row.why), \(to)")
    }
  }

  /// §8.2 S6: who may enter a reply.
  @Test func whoMayReply() {
    let file = Sample.caseFile(at: .interagency)
    #expect(file.mayReply(Sample.desk, for: .energy).isEmpty)
    #expect(file.mayReply(Sample.member(.energy), for: .energy).isEmpty)
    for person in [Sample.analyst, Sample.member(.state), Person("nobody knows")] {
      #expect(file.mayReply(person, for: .energy).readAsSentences() == [.replyStanding])
    }
    #expect(file.mayReply(Sample.desk, for: Agency("Interior")).readAsSentences() == [.replyStanding])
    // The same letters, composed otherwise, are another agency.
    #expect(!file.mayReply(Sample.desk, for: Agency("E\u{301}nergy")).isEmpty)
  }

  /// §8.1: the decider who determined does not publish.
  @Test func whoDeterminedDoesNotPublish() {
    var file = Sample.caseFile(at: .interagency, listing: .determination)
    let both = Person("B. Oth")
    file.people[both] = Registration(name: both.name, roles: [.decider, .publisher])
    file.change(.listDetermination) { $0.by = both }
    #expect(file.codes(.listing(.published), by: both) == [.separation])
    #expect(file.codes(.listing(.published)) == [])
  }

  /// §8.2: a case is not closed while somebody asks to wait.
  @Test func aHeldCaseIsNotClosed() {
    var file = Sample.caseFile(at: .interagency)
    file.hold()
    #expect(file.codes(.close(.referred)) == [.openHold])
    #expect(file.codes(.suspend(.awaitingAgency, reviewOn: Sample.day("2027-03-20"))) == [])
    file.stage = .suspended
    #expect(file.codes(.close(.referred)) == [.openHold])
    file.holds[0].releasedOn = Sample.today
    #expect(file.codes(.close(.referred)) == [])
  }

  // MARK: what acts bind, §8.8

  @Test func theDigestIsOfWhatIsSaid() {
    var random = SeededGenerator(seed: 7)
    let items = (0..<40).map { index in
      (target: Target(EntityID(high: 1, low: UInt64(index)), .finding), value: random.bytes(20))
    }
    let digest = PackageDigest.over(items)
    #expect(PackageDigest.over(items.shuffled(using: &random)) == digest)
    // The same said twice, by whomever and whenever, is said once.
    #expect(PackageDigest.over(items + items.prefix(5)) == digest)
    for index in items.indices {
      for bit in [0, 7, 155] {
        var changed = items
        changed[index].value[bit / 8] ^= 1 << (bit % 8)
        #expect(PackageDigest.over(changed) != digest)
      }
      var moved = items
      moved[index].target = Target(EntityID(high: 2, low: UInt64(index)), .finding)
      #expect(PackageDigest.over(moved) != digest)
      moved[index].target = Target(items[index].target.entity, .claim)
      #expect(PackageDigest.over(moved) != digest)
      var fewer = items
      fewer.remove(at: index)
      #expect(PackageDigest.over(fewer) != digest)
    }
    // A byte that moves from one value to the next is a change.
    let split = [[UInt8]]([[1, 2], [3]]).map { (target: items[0].target, value: $0) }
    let other = [[UInt8]]([[1], [2, 3]]).map { (target: items[0].target, value: $0) }
    #expect(PackageDigest.over(split) != PackageDigest.over(other))
    #expect(PackageDigest.over([(target: Target, value: [UInt8])]()) != Digest256.zero)
  }

  /// §8.1: a signature is of one act, one case and one name.
  @Test func personalSignatures() throws {
    let (signer, other) = (TestSigner(seed: 1), TestSigner(seed: 2))
    let id = EntityID(high: 3, low: 1)
    let act = Approval(
      .blockingDecision, by: Sample.decider, on: Sample.today, text: "so decided", package: Sample.package)
    let signature = try signer.sign(PersonalSignature.message(act.cbor, of: id, by: "E. Marsh"))
    let value = act.signing(signature)
    func holds(
      _ value: CBOR, of entity: EntityID = EntityID(high: 3, low: 1), by name: String = "E. Marsh",
      key: [UInt8]?
    ) -> Bool {
      PersonalSignature.holds(value, of: entity, by: name, key: key)
    }
    let key = signer.key.encoded
    #expect(holds(value, key: key))
    #expect(!holds(value, by: "E. Marsch", key: key))
    #expect(!holds(value, of: EntityID(high: 3, low: 2), key: key))
    #expect(!holds(value, key: other.key.encoded))
    #expect(!holds(value, key: nil) && !holds(value, key: []) && !holds(value, key: Array(key.dropLast())))
    #expect(!holds(act.cbor, key: key) && !holds(.null, key: key))
    var changed = act
    changed.text = "so decided!"
    #expect(!holds(changed.signing(signature), key: key))
    changed = act
    changed.package = .zero
    #expect(!holds(changed.signing(signature), key: key))
    var broken = signature
    broken[40] ^= 1
    #expect(!holds(act.signing(broken), key: key))
    #expect(!holds(act.signing(Array(signature.dropLast())), key: key))
    // A ballot signs itself in the same way.
    let ballot = Ballot(
      agency: .energy, choice: .against, by: Sample.member(.energy), on: Sample.today, package: Sample.package
    )
    let mark = try signer.sign(PersonalSignature.message(ballot.signing(nil), of: id, by: "M. Energy"))
    #expect(holds(ballot.signing(mark), by: "M. Energy", key: key))
  }

  /// A limit that the profile does not hold refuses, whichever guard asks for it (§8.8).
  @Test(
    arguments: [
      (.hypotheses, "attribution", "package"), (.benignHypotheses, "attribution", "package"),
      (.exhibitGrade, "package", "legal-review"), (.independentOrigins, "package", "legal-review"),
      (.purposeFactors, "package", "legal-review"), (.pastYearWindow, "list:candidate", "list:eligible"),
      (.listTerm, "list:determination", "list:published"),
      (.sweepAge, "el:approved-unpublished", "el:published"), (.sweepAge, "san:decision-ready", "san:signed"),
      (.affiliateShare, "el:approved-unpublished", "el:published"),
      (.bisAffiliateShare, "el:approved-unpublished", "el:published"),
      (.ofacShare, "san:decision-ready", "san:signed"),
    ] as [(Parameter.Key, String, String)])
  func aMissingLimitRefuses(_ key: Parameter.Key, _ from: String, _ to: String) throws {
    var profile = Sample.profile
    profile.parameters.removeAll { $0.key == key }
    var file = Sample.caseFile(at: .interagency)
    file.place(at: try #require(Stage(from)))
    #expect(file.codes(StageTarget(try #require(Stage(to))), profile: profile) == [.parameterMissing])
  }
}

extension CaseFile {
  fileprivate mutating func dispose(_ agency: String, by person: Person = Sample.decider) {
    approvals.append(
      Approval(
        .nonConcurDisposition, by: person, on: Sample.today, text: "noted", detail: agency, package: package))
  }
}
