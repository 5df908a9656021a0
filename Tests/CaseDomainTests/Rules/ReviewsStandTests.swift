import Testing

@testable import CaseDomain

/// A decision rests on reviews of the package as it is: docs/policy.md §8.2 S3 to S5, §8.8 invariant 8.
@Suite struct ReviewsStandTests {
  static let kinds: [Approval.Kind] = [
    .achReview, .evidentiaryMemo, .legalMemo, .authorityCited, .maskingDone,
  ]
  static let steps: [(String, String)] = [
    ("list:consent-cleared", "list:determination"), ("list:determination", "list:published"),
    ("san:authority-check", "san:decision-ready"), ("san:decision-ready", "san:signed"),
    ("el:proposed", "el:circulated"),
  ]

  private func refused(_ from: String, _ to: String, _ change: (inout CaseFile) -> Void) throws -> [Obstacle]
  {
    var file = Sample.caseFile(at: .interagency)
    file.place(at: try #require(Stage(from)))
    if case .listing(.published) = try #require(Stage(to)) {
      file.listing?.publishedOn = Sample.today
      file.listing?.expiresOn = Sample.today.adding(years: 3)
    }
    change(&file)
    let target = StageTarget(try #require(Stage(to)))
    return file.decide(
      advanceTo: target, on: Sample.today, by: Sample.actor(target, file), profile: Sample.profile
    ).obstacles
  }

  @Test(arguments: ReviewsStandTests.steps) func eachReviewIsAskedAgain(_ from: String, _ to: String) throws {
    #expect(try refused(from, to) { _ in } == [])
    for kind in Self.kinds {
      let missing = try refused(from, to) { $0.withdraw(kind) }
      #expect(missing.readAsSentences() == [.approvalMissing], "\(kind)")
      #expect(missing.first?.message.contains(kind.title) == true)
      let void = try refused(from, to) { $0.change(kind) { $0.package = .zero } }
      #expect(void.readAsSentences() == [.approvalVoid], "\(kind)")
      #expect(
        void.first?.message.contains("\(kind.title) by") == true
          && void.first?.message.contains("void") == true)
      #expect(void.first?.remedy.hasSuffix("casetui approve 26-0001 --act \(kind.rawValue)") == true)
      let unsigned = try refused(from, to) { $0.change(kind) { $0.isSigned = false } }
      #expect(unsigned.map(\.code) == (kind.isSigned ? [.approvalUnsigned] : []), "\(kind)")
      let stranger = try refused(from, to) { $0.change(kind) { $0.by = Sample.publisher } }
      #expect(stranger.map(\.code) == [.roleNotHeld], "\(kind)")
    }
  }

  /// All that are void are named, once each; a newer one that counts makes up for an older that does not.
  @Test func allOfThemAreNamed() throws {
    let void = try refused("san:authority-check", "san:decision-ready") { file in
      for kind in Self.kinds { file.change(kind) { $0.package = .zero } }
    }
    #expect(void.map(\.code) == Array(repeating: .approvalVoid, count: Self.kinds.count))
    #expect(Set(void.map(\.message)).count == Self.kinds.count)
    let both = try refused("san:authority-check", "san:decision-ready") { file in
      var old = file.approvals.first { $0.kind == .legalMemo }!
      old.package = .zero
      file.approvals.insert(old, at: 0)
    }
    #expect(both == [])
  }
}
