import CaseDomain

extension Tag {
  static let notice: [Tag] = [
    .text("noticeAgency", "agency") { $0.notice?.agency },
    .text("bureau", "bureau", .optional) { $0.notice?.bureau },
    .text("cfrPart", "CFR part", .optional) { $0.notice?.cfrPart },
    .text("docket", "docket number", .optional) { $0.notice?.docket },
    .text("rin", "RIN", .optional) { $0.notice?.rin },
    .text("subject", "title of the notice") { $0.notice?.subject },
    .text("action", "action") { $0.notice?.action },
    .text("summary", "summary") { $0.notice?.summary },
    .text("dates", "dates") { $0.notice?.dates },
    .text("addresses", "addresses", .optional) { $0.notice?.addresses },
    .text("noticeContact", "contact for further information") { $0.notice?.contact },
    .text("decision", "decision") { $0.notice?.decision },
    .text("savingsClause", "savings clause", .optional) { $0.notice?.savingsClause },
    .text("rulemakingRequirements", "rulemaking requirements", .optional) {
      $0.notice?.rulemakingRequirements
    },
    .text("subjectTerms", "list of subjects", .optional) { $0.notice?.subjectTerms.joined(separator: ", ") },
    .text("amendment", "amendment", .optional) { $0.notice?.amendment },
    .text("documentNumber", "FR document number", .optional) { $0.notice?.documentNumber },
    .text("billingCode", "billing code") { $0.notice?.billingCode },
  ]

  static let report: [Tag] = [
    .rows("recipients", "recipients", of: { _ in ReportItem.recipients }, [.text("name") { $0 }]),
    .text("cycle", "cycle of the report") { facts in
      facts.report.map { $0.cycle == 0 ? "Report" : "Annual update \($0.cycle) of 3" }
    },
    .text("assessmentBegunOn", "day the assessment began") { $0.report?.assessmentBegunOn?.longDate },
    .text("assessmentCompletedOn", "day the assessment was completed") {
      $0.report?.assessmentCompletedOn?.longDate
    },
    .text("lookBack", "look-back period") { facts in
      guard let from = facts.report?.lookBackFrom, let to = facts.report?.lookBackTo else { return nil }
      return "\(from.longDate) to \(to.longDate)"
    },
    .rows(
      "reportEntities", "entity table", of: { $0.report?.entities ?? [] },
      [
        .text("name") { $0.name }, .text("role") { $0.role }, .text("country") { $0.country },
        .cited("determination", "entity", { $0.determination }, { $0.exhibits }),
      ]),
    .sentences("changes", .changes) { $0.report?.changes ?? [] },
    .rows(
      "annex", "annex", .optional, of: { $0.report?.annex.map { [$0] } ?? [] },
      [.text("identifier") { $0.identifier }, .text("holder") { $0.holder }]),
  ]

  static let answers: [Tag] = ReportItem.allCases.map { item in
    .sentences("r\(item.rawValue)", .answer(item)) { $0.report?.answers[item] ?? [] }
  }

  static let guidance: [Tag] = Practice.Kind.allCases.map { kind in
    .sentences(kind.rawValue, .practices(kind)) { $0.practices[kind] ?? [] }
  }

  static let petition: [Tag] = [
    .text("petitioner", "petitioner") { $0.petition?.petitioner },
    .text("list", "list") { $0.petition?.list },
    .text("receivedOn", "day of receipt") { $0.petition?.receivedOn.longDate },
    .text("petitionAuthority", "route of the petition") { $0.petition?.authority },
    .sentences("grounds", .grounds) { $0.petition?.grounds ?? [] },
    .text("statusBy", "day of the next notice") { $0.petition?.statusBy?.longDate },
    .text("outcome", "outcome") { $0.petition?.outcome?.rawValue },
    .text("decidedOn", "day of decision") { $0.petition?.decidedOn?.longDate },
    .sentences("reasons", .reasons) { $0.petition?.reasons ?? [] },
    .text("furtherRoute", "what the petitioner can do next") { $0.petition?.furtherRoute },
  ]
}
