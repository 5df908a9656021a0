import Testing

@testable import CaseDomain

/// Source: ICD 203 (likelihood and confidence apart; one row of terms); guilt: agency policy.
@Suite struct ProductLintTests {
  static let disclaimer =
    "Terms from different rows of the likelihood scale indicate the same assessment of probability."

  /// Good rows have no rules.
  @Test(
    arguments: [
      ("plain", "The accounts were opened in May.", []),
      ("a term of row A", "It is very likely that one operator ran them.", []),
      ("a term of row B", "One operator probably ran them.", []),
      ("likelihood is not likely", "The likelihood was not assessed.", []),
      ("two sentences", "It is likely. We have high confidence in this.", []),
      ("two sentences by CR LF", "Likelihood: likely\r\nConfidence: high", []),
      ("probable cause", "We have high confidence that probable cause was shown.", []),
      ("given in confidence", "Aurora Foundry likely gave it in confidence.", []),
      ("confidence interval", "It is likely within the confidence interval.", []),
      ("a remote server", "We have high confidence that a remote server was used.", []),
      ("confident of others", "It is likely a confident tone.", []),
      ("the month of May", "It likely began in May, not well before.", []),
      ("part of a word", "Couldest, mightily, uncertainly, thievery, criminology.", []),
      ("a share of ownership", "It owns 10.0 percent, then 50 percent, then 1,100 percent.", []),
      ("statutory words", "Fraudulent credentials were used, as §3(11) has it.", []),
      ("longest match", "It is almost certainly so.", []),

      ("both in one sentence", "It is likely, with high confidence.", [.likelihoodWithConfidence]),
      ("both, wrapped", "It is very\r\nlikely, with moderate\r\nconfidence.", [.likelihoodWithConfidence]),
      ("both, U.S. between", "It is likely a U.S. lab, high confidence.", [.likelihoodWithConfidence]),
      ("both, No. 5 between", "By No. 5 it is likely, low confidence.", [.likelihoodWithConfidence]),
      ("both, a decimal between", "Likely at 3.5 a day; high confidence.", [.likelihoodWithConfidence]),
      ("we are confident", "We are confident that it is probable.", [.likelihoodWithConfidence]),
      ("high-confidence", "The high-confidence view is that it is likely.", [.likelihoodWithConfidence]),
      ("confidence first", "Confidence is high that it is unlikely.", [.likelihoodWithConfidence]),
      ("a hidden sign", "It is like\u{AD}ly, with high con\u{200B}fidence.", [.likelihoodWithConfidence]),
      (
        "a modified term counts", "We have high confidence that it is highly likely.",
        [.likelihoodWithConfidence, .offScale]
      ),
      (
        "a remote chance counts", "There is a remote chance, low confidence.", [.likelihoodWithConfidence]
      ),
      (
        "the chance is remote", "The chance is remote, low confidence.", [.likelihoodWithConfidence]
      ),

      ("rows mixed", "It is likely. It is probable.", [.mixedRows]),
      ("rows mixed, B first", "There is a remote chance. It is unlikely.", [.mixedRows]),
      ("rows mixed by odds", "It is unlikely. There are roughly even odds.", [.mixedRows]),
      ("rows mixed, disclaimed", "It is likely. It is probable. " + ProductLintTests.disclaimer, []),
      (
        "a disclaimer that denies",
        "It is likely. It is probable. These do not indicate the same assessment of probability.",
        [.mixedRows]
      ),
      (
        "a disclaimer does not part likelihood and confidence",
        "It is likely, with high confidence. It is probable. " + ProductLintTests.disclaimer,
        [.likelihoodWithConfidence]
      ),

      ("possibly", "Possibly one operator ran them.", [.offScale]),
      ("may well", "It may well be one operator.", [.offScale]),
      ("might", "It might be.", [.offScale]),
      ("could", "It could be.", [.offScale]),
      ("could've", "It could\u{2019}ve been.", [.offScale]),
      ("highly likely", "It is highly likely.", [.offScale]),
      ("not likely", "It is not likely.", [.offScale]),
      ("more likely than not", "It is more likely than not.", [.offScale]),
      ("certainly", "It is certainly so.", [.certainty]),
      ("100 percent", "It is 100 percent so.", [.certainty]),
      ("100%", "It is 100% so.", [.certainty]),
      ("100.00 per cent", "It is 100.00 per cent so.", [.certainty]),
      ("0 percent", "The chance is 0 percent.", [.certainty]),
      ("0.5 percent is not 0", "The share is 0.5 percent.", []),
      ("guilty", "The firm is guilty.", [.guilt]),
      ("thief's", "The thief\u{2019}s accounts were closed.", [.guilt]),
      ("stole", "They STOLE it.", [.guilt]),
      ("criminal", "A criminal ran it.", [.guilt]),
      (
        "several, in order", "Thieves might have. They certainly stole.",
        [.guilt, .offScale, .certainty, .guilt]
      ),
    ] as [(String, String, [LintRule])])
  func rules(_ why: String, _ text: String, _ rules: [LintRule]) {
    let found = ProductLint.findings(in: text).map(\.rule)
    if rules.count > 2 {
      #expect(found == rules, "\(why)")
    } else {
      #expect(found.map(\.rawValue).sorted() == rules.map(\.rawValue).sorted(), "\(why)")
    }
  }

  @Test func aFindingSaysWhereAndWhatToDo() throws {
    let text = "R\u{E9}sum\u{E9}. It ran.\r\n\r\nIt is likely, with high confidence. More."
    let finding = try #require(ProductLint.findings(in: text).first)
    #expect(finding.utf8Offset == 27 && finding.words == "likely")
    #expect(finding.sentence.text == "It is likely, with high confidence.")
    #expect(finding.sentence.utf8Range == 21..<56)
    #expect(finding.message == "\"likely\" and \"confidence\" stand in one sentence")
    #expect(finding.rule.rawValue == "E-LINT-501" && finding.rule.remedy.contains("in another"))
    #expect(
      finding.rule.citation.description == "ICD 203 §D.6.e(2)(b)" && finding.rule.status == .notVerified)
  }

  @Test func severities() {
    #expect(
      LintRule.allCases.filter { $0.severity == .refusal } == [.likelihoodWithConfidence, .mixedRows])
    #expect(LintRule.guilt.status == .agencyPolicy)
    #expect(Set(LintRule.allCases.map(\.rawValue)).count == LintRule.allCases.count)
  }

  /// Every term is found in a sentence as itself, and with a confidence beside it refused.
  @Test(arguments: Likelihood.all)
  func everyTermIsRead(_ likelihood: Likelihood) {
    let phrase = likelihood.term == "remote" ? "the chance is remote" : "this is \(likelihood.term)"
    #expect(ProductLint.likelihoods(in: "We judge \(phrase).") == [likelihood])
    #expect(ProductLint.findings(in: "We judge \(phrase).").isEmpty)
    #expect(
      ProductLint.findings(in: "We judge \(phrase), low confidence.").map(\.rule)
        == [.likelihoodWithConfidence])
  }

  /// A long text of one kind of sign is read in one pass.
  @Test(arguments: [".", "[.", "\n ", "very ", "a.", ".\" ", "\r\n", "100 ", "\u{200B}", "chance is remote "])
  func longRuns(_ piece: String) {
    let text = String(repeating: piece, count: 5_000)
    #expect(ProductLint.findings(in: text).allSatisfy { $0.rule.severity == .warning })
  }
}
