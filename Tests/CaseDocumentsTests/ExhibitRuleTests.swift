import Testing

@testable import CaseDocuments

/// Every sentence of fact carries its exhibit.
@Suite struct ExhibitRuleTests {
  private func refusal(
    _ kind: DocumentKind, _ change: (inout CaseFacts) throws -> Void
  ) throws -> DocumentError? {
    var facts = try Samples.full()
    try change(&facts)
    let templates = TemplateSet.shipped
    do throws(DocumentError) {
      _ = try DocumentRenderer.render(kind, facts, templates: templates)
      return nil
    } catch {
      return error
    }
  }

  @Test func aSentenceWithoutExhibitIsRefusedByName() throws {
    let error = try refusal(.evidentiaryMemorandum) { $0.findings.append(.init(text: "It was so.")) }
    #expect(error == .sentenceWithoutExhibit(3, of: .findings))
    #expect(error?.message == "sentence 3 of Findings has no exhibit")
  }

  typealias Change = @Sendable (inout CaseFacts) -> Void
  static let refused: [(DocumentKind, String, Change)] = [
    (.pressText, "sentence 1 of Public basis has no exhibit", { $0.publicBasis[0].exhibits = [] }),
    (
      .federalRegisterNotice, "sentence 2 of Public basis has no exhibit", { $0.publicBasis[1].exhibits = [] }
    ),
    (.congressionalReport, "sentence 1 of R4 has no exhibit", { $0.report?.answers[.r4]?[0].exhibits = [] }),
    (
      .congressionalReport, "sentence 1 of Changes since the last report has no exhibit",
      { $0.report?.changes[0].exhibits = [] }
    ),
    (
      .congressionalReport, "determination of entity 1 has no exhibit",
      { $0.report?.entities[0].exhibits = [] }
    ),
    (
      .petitionDecision, "sentence 1 of Reasons for the decision has no exhibit",
      { $0.petition?.reasons[0].exhibits = [] }
    ),
    (.evidentiaryMemorandum, "element M1 has no exhibit", { $0.elements[0].exhibits = [] }),
    (.assessment, "claim 2 has no exhibit", { $0.claims[1].exhibits = [] }),
    (.ballotLetter, "basis of entry 1 has no exhibit", { $0.entries[0].exhibits = [] }),
    (
      .legalMemorandum, "sentence 1 of Argument cites exhibit 44, which the case does not have",
      { $0.argument[0].exhibits = [44] }
    ),
    (.triageNote, "sentence 1 of Findings is empty", { $0.findings[0].text = " \t" }),
    (.triageNote, "two exhibits bear the number 1", { $0.exhibits[1].number = 1 }),
    (.triageNote, "0 is no number of an exhibit: they count from 1", { $0.exhibits[0].number = 0 }),
    (.triageNote, "the document has no marking", { $0.marking = "  " }),
    (
      .congressionalReport, "cycle 4 of the report: they count from 0, the report, to 3",
      { $0.report?.cycle = 4 }
    ),
    (.ballotLetter, "Commerce votes twice", { $0.votes.append($0.votes[0]) }),
    (.petitionDecision, "a decision on a petition needs its outcome", { $0.petition?.outcome = nil }),
    (.ballotLetter, "a ballot letter needs its letter", { $0.letter = nil }),
  ]

  @Test(arguments: refused.indices)
  func refusals(_ index: Int) throws {
    let (kind, message, change) = Self.refused[index]
    let error = try refusal(kind, change)
    #expect(error?.message == message)
    #expect(error?.remedy.isEmpty == false)
  }

  static let allowed: [(DocumentKind, Change)] = [
    (.legalMemorandum, { $0.argument[1].exhibits = [] }),
    (.triageNote, { $0.opinion = [.init(text: "It looks alike.")] }),
    (.congressionalReport, { $0.report?.answers[.r5] = [.init(text: "Weak.")] }),
    (.petitionDecision, { $0.petition?.grounds = [.init(text: "We did not.")] }),
    // What speaks for the subject is never left out for want of an exhibit.
    (.evidentiaryMemorandum, { $0.contests[0].exhibits = [] }),
    (
      .evidentiaryMemorandum,
      {
        $0.elements[0].answer = .undetermined; $0.elements[0].exhibits = []
      }
    ),
    // Not in this document, so not in its way.
    (.intakeForm, { $0.findings[0].exhibits = [] }),
  ]

  @Test(arguments: allowed.indices)
  func argumentAndOpinionNeedNone(_ index: Int) throws {
    let (kind, change) = Self.allowed[index]
    #expect(try refusal(kind, change) == nil)
  }

  @Test func marksFollowTheirSentenceOnceEach() throws {
    let text = try DocumentRenderer.render(
      .evidentiaryMemorandum, Samples.full(), templates: TemplateSet.shipped
    )
    .markdown
    #expect(text.contains("2. Version 7 of the terms bars training another model on outputs.[^E2][^E1]\n"))
  }
}
