import CaseTesting
import Testing

@testable import CaseDomain

/// What holds whatever the case looks like: docs/policy.md §8.8.
@Suite struct InvariantTests {
  @Test(arguments: 0..<200 as Range<UInt64>)
  func anAccountBrokerOnlyIsNeverListed(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var file = Sample.scrambled(using: &random)
    file.subject.roles = [.accountBroker]
    for stage in ListingStage.allCases where stage != .published {
      file.listing?.stage = stage
      for target in [ListingStage.published, .determination, .eligible] {
        let decision = file.decide(
          advanceTo: .listing(target), on: Sample.today, by: Sample.analyst, profile: Sample.profile)
        #expect(!decision.allowed)
      }
    }
  }

  /// Whatever is refused stays refused when an owner revokes; whatever is allowed may become refused.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func revokingNeverUnblocks(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let file = Sample.scrambled(using: &random)
    for target in Sample.targets {
      let before = Set(file.codesAndMessages(target))
      for index in file.listing!.consents.indices where file.listing!.consents[index].revokedOn == nil {
        var revoked = file
        revoked.listing?.consents[index].revokedOn = Sample.day("2027-02-01")
        #expect(before.isSubset(of: Set(revoked.codesAndMessages(target))))
      }
    }
  }

  /// Nothing that is published rests on what an owner gave in confidence without standing permission.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func nothingConfidentialIsPublishedUnpermitted(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var file = Sample.caseFile(at: .interagency, listing: .determination)
    for field in ListingField.allCases {
      file.listing?.entry[field]?.exhibits = Bool.random(using: &random) ? [Sample.lab] : [Sample.registry]
    }
    let covered = ListingField.allCases.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
    file.listing?.consents[0].covers = Set(covered.map { .init(Sample.lab, $0) })
    let bare = ListingField.allCases.filter {
      file.listing!.entry[$0]!.exhibits == [Sample.lab] && !covered.contains($0)
    }
    let refused = file.codes(.listing(.published)).filter { $0 == .consentMissing }
    #expect(refused.count == bare.count)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func nothingOutwardWhileContested(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var file = Sample.scrambled(using: &random)
    file.isContested = true
    for target in [StageTarget.spine(.interagency), .listing(.determination), .listing(.published)] {
      #expect(
        !file.decide(advanceTo: target, on: Sample.today, by: Sample.analyst, profile: Sample.profile).allowed
      )
    }
  }

  /// Replicas learn of things in different orders; what stands in the way is the same.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func orderOfRecordsDoesNotMatter(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var file = Sample.scrambled(using: &random)
    if Bool.random(using: &random) { file.stage = .investigation }
    var next = file.terms[0]
    file.terms[0].to = Sample.day("2026-06-10")
    next.from = Sample.day(Bool.random(using: &random) ? "2026-06-11" : "2026-06-12")
    file.terms.append(next)
    var other = file
    other.terms.shuffle(using: &random)
    other.findings.shuffle(using: &random)
    other.exhibits.shuffle(using: &random)
    other.listing?.consents.reverse()
    for target in Sample.targets {
      #expect(file.codes(target).map(\.rawValue).sorted() == other.codes(target).map(\.rawValue).sorted())
    }
  }

  @Test func stagesReadAsTheyPrint() {
    for target in Sample.targets { #expect(Stage(target.stage.description) == target.stage) }
    #expect(Stage("list:") == nil && Stage("Published") == nil && Stage("published") == nil)
  }
}

extension Sample {
  static let targets =
    SpineStage.allCases.map(StageTarget.spine) + ListingStage.allCases.map(StageTarget.listing)

  /// The sample with a few things about it changed at random.
  static func scrambled(using random: inout SeededGenerator) -> CaseFile {
    func coin() -> Bool { Int.random(in: 0..<5, using: &random) == 0 }
    var file = caseFile(
      at: coin() ? SpineStage.allCases.randomElement(using: &random)! : .interagency,
      listing: ListingStage.allCases.randomElement(using: &random)!)
    if coin() { file.theory = Theory.allCases.randomElement(using: &random)! }
    if coin() { file.subject.kind = .individual }
    if coin() { file.set(Element.allCases.randomElement(using: &random)!, .undetermined) }
    if coin() { file.identification = nil }
    if coin() { file.listing?.entry[.basis]?.exhibits = [lab] }
    if coin() { file.listing?.consents.append(track(at: .eligible).consents[0]) }
    if coin() { file.listing?.consents[0].revokedOn = day("2027-01-20") }
    if coin() { file.publicBasis?.exhibits.append(lab) }
    if coin() { file.listing?.consents[0].covers.insert(.init(lab, .statementOfReasons)) }
    return file
  }
}

extension CaseFile {
  fileprivate func codesAndMessages(_ target: StageTarget) -> [String] {
    decide(advanceTo: target, on: Sample.today, by: Sample.analyst, profile: Sample.profile)
      .obstacles.map { "\($0.code.rawValue) \($0.message)" }
  }
}
