import Testing

@testable import CaseDocuments

/// Every kind, with all that can be said and with almost nothing.
@Suite struct DocumentGoldenTests {
  let templates = TemplateSet.shipped

  @Test(arguments: DocumentKind.allCases)
  func full(_ kind: DocumentKind) throws {
    let document = try DocumentRenderer.render(kind, Samples.full(), templates: templates)
    expectGolden(document.markdown, "\(kind.templateName).md")
    let others = try TemplateSet(replacing: TemplateFile.shipped)
    let again = try DocumentRenderer.render(kind, Samples.full(), templates: others)
    #expect(again == document)
  }

  @Test(arguments: DocumentKind.allCases)
  func minimal(_ kind: DocumentKind) throws {
    let document = try DocumentRenderer.render(kind, Samples.minimal(), templates: templates)
    expectGolden(document.markdown, "\(kind.templateName)-minimal.md")
    #expect(document.markdown.contains("No information recorded"))
    #expect(!document.gaps.isEmpty)
    #expect(document.gaps == document.gaps.sorted())
  }

  @Test func oneHTMLPage() throws {
    let document = try DocumentRenderer.render(.evidentiaryMemorandum, Samples.full(), templates: templates)
    expectGolden(document.html, "evidentiary_memorandum.html")
  }

  @Test(arguments: DocumentKind.allCases)
  func theMarkingIsFirstAndLast(_ kind: DocumentKind) throws {
    let lines = try DocumentRenderer.render(kind, Samples.full(), templates: templates).markdown
      .split(separator: "\n")
    #expect(lines.first == "**CUI//SP-LEI TLP:AMBER**")
    #expect(lines.last == lines.first)
    #expect(lines.filter { $0 == "**CUI//SP-LEI TLP:AMBER**" }.count == 2)
  }

  @Test(arguments: DocumentKind.allCases)
  func theTextIsSaidToBeABill(_ kind: DocumentKind) throws {
    var facts = try Samples.full()
    let bill = try DocumentRenderer.render(kind, facts, templates: templates).markdown
    #expect(bill.contains("H.R. 8283 (IH): a bill, not law"))
    facts.profile.enactedOn = try Samples.day("2027-01-04")
    let law = try DocumentRenderer.render(kind, facts, templates: templates).markdown
    #expect(law.contains("H.R. 8283 (IH): enacted 2027-01-04"))
    #expect(!law.contains("not law"))
  }

  // MARK: Single kinds

  @Test func theReportGoesToTwoCommitteesAndAnswersEightItems() throws {
    let report = try DocumentRenderer.render(.congressionalReport, Samples.full(), templates: templates)
    let lines = report.markdown.split(separator: "\n").map(String.init)
    let to = try #require(lines.firstIndex(of: "To:"))
    #expect(
      Array(lines[(to + 1)...(to + 3)]).map { $0.hasPrefix("- ") } == [true, true, false])
    #expect(lines[to + 1] == "- Committee on Foreign Affairs of the House of Representatives")
    #expect(lines[to + 2] == "- Committee on Banking, Housing, and Urban Affairs of the Senate")
    let items = lines.filter { $0.hasPrefix("## R") }
    #expect(items == ReportItem.allCases.map { "## \($0.code). \($0.title), §4(b)(\($0.rawValue))" })
    // Not invented, and listed.
    #expect(report.gaps == ["R3", "R6", "R7"])
    for item in report.gaps {
      let place = try #require(lines.firstIndex { $0.hasPrefix("## \(item).") })
      #expect(lines[place + 1] == "- No information recorded")
      #expect(lines.contains("- \(item)"))
    }
    #expect(report.markdown.contains("Annex A-26-1, held by the classified registry of the office"))
  }

  /// Source: the order of captions in docs/documents.md §6.
  @Test func theNoticeKeepsTheOrderOfTheFederalRegister() throws {
    let notice = try DocumentRenderer.render(.federalRegisterNotice, Samples.full(), templates: templates)
    let order = [
      "**DEPARTMENT OF COMMERCE**", "**15 CFR Part 744**", "Docket No. 000000-0000", "RIN 0694-XXXX",
      "# Addition of an Entity", "**AGENCY:**", "**ACTION:**", "**SUMMARY:**", "**DATES:**", "**ADDRESSES:**",
      "**FOR FURTHER INFORMATION CONTACT:**", "**SUPPLEMENTARY INFORMATION:**", "## Decision", "## Basis",
      "## Savings clause", "## Rulemaking requirements", "## List of subjects", "## Amendment",
      "Ada Testwell",
      "FR Doc. 2026-00000", "BILLING CODE 3510-33-P",
    ]
    var rest = notice.markdown[...]
    for caption in order {
      let place = try #require(rest.firstRange(of: caption), "\(caption) is missing or out of order")
      rest = rest[place.upperBound...]
    }
  }

  /// What leaves government names an exhibit only by what may be said of it.
  @Test(arguments: DocumentKind.allCases.filter { $0.audience == .outside })
  func exhibitsAreNotDescribedOutside(_ kind: DocumentKind) throws {
    let text = try DocumentRenderer.render(kind, Samples.full(), templates: templates).markdown
    for secret in ["Request metadata", "0a0a", "grade B2", "public web page"] {
      #expect(!text.contains(secret), "\(secret)")
    }
  }

  @Test func onlyCitedExhibitsHaveNotes() throws {
    let press = try DocumentRenderer.render(.pressText, Samples.full(), templates: templates).markdown
    #expect(press.contains("[^E1]: Exhibit 1: of the administrative record."))
    #expect(press.contains("[^E2]: Exhibit 2: Nimbus Models Inc, Terms of service, version 7."))
    #expect(!press.contains("[^E3]") && !press.contains("[^E9]"))
  }

  @Test func hypothesesRankByLeastInconsistency() throws {
    let text = try DocumentRenderer.render(.assessment, Samples.full(), templates: templates).markdown
    #expect(
      text.contains(
        """
        | 1 | Quillon Systems directed the accounts | adverse | 1.41 |
        | 2 | a reseller mixed its customers' traffic | benign | 2.71 |
        | 2 | authorised research | benign | 2.71 |
        | No information recorded | another laboratory shared the proxy | benign | No information recorded |
        """))
  }
}
