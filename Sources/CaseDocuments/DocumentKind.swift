/// What can be written from a template.
public enum DocumentKind: String, CaseIterable, Sendable {
  case intakeForm, triageNote, assessment
  case evidentiaryMemorandum, legalMemorandum, optionMemorandum
  case ballotLetter, concurrenceLetter
  case federalRegisterNotice, congressionalReport, guidance, pressText
  case petitionAcknowledgement, petitionDecision

  public var title: String {
    switch self {
    case .intakeForm: "Intake form"
    case .triageNote: "Triage note"
    case .assessment: "Assessment"
    case .evidentiaryMemorandum: "Evidentiary memorandum"
    case .legalMemorandum: "Legal memorandum"
    case .optionMemorandum: "Option memorandum"
    case .ballotLetter: "Ballot letter"
    case .concurrenceLetter: "Concurrence letter"
    case .federalRegisterNotice: "Federal Register notice"
    case .congressionalReport: "Report to the committees of Congress"
    case .guidance: "Guidance on best practices"
    case .pressText: "Press text"
    case .petitionAcknowledgement: "Acknowledgement of a petition"
    case .petitionDecision: "Decision on a petition"
    }
  }

  /// The file is `templates/NAME.mustache`.
  public var templateName: String {
    switch self {
    case .intakeForm: "intake_form"
    case .triageNote: "triage_note"
    case .assessment: "assessment"
    case .evidentiaryMemorandum: "evidentiary_memorandum"
    case .legalMemorandum: "legal_memorandum"
    case .optionMemorandum: "option_memorandum"
    case .ballotLetter: "ballot_letter"
    case .concurrenceLetter: "concurrence_letter"
    case .federalRegisterNotice: "federal_register_notice"
    case .congressionalReport: "congressional_report"
    case .guidance: "guidance"
    case .pressText: "press_text"
    case .petitionAcknowledgement: "petition_acknowledgement"
    case .petitionDecision: "petition_decision"
    }
  }

  /// Who reads it. What goes outside may use no tag of internal work, and its footnotes say of an exhibit
  /// only what may be said in public.
  public var audience: Audience {
    switch self {
    case .federalRegisterNotice, .congressionalReport, .guidance, .pressText, .petitionAcknowledgement,
      .petitionDecision:
      .outside
    default: .government
    }
  }

  public enum Audience: String, Sendable { case government, outside }

  /// What every template of this kind must print: `a` a text, `a.b` the column `b` inside `{{#a}}`.
  public var requiredTags: [String] {
    ["status"]
      + {
        switch self {
        case .intakeForm: ["reference", "leadReceivedOn", "receivedFrom", "leadGrade", "duplicateSearch"]
        case .triageNote:
          ["reference", "subjects.name", "theory", "findings.sentence", "nextStep", "gaps.gap"]
        case .assessment:
          [
            "reference", "subjects.name", "claims.layer", "claims.statement", "claims.likelihood",
            "claims.confidence", "hypotheses.text", "contests.statement", "contests.disposition", "gaps.gap",
          ]
        case .evidentiaryMemorandum:
          [
            "reference", "subjects.name", "findings.sentence", "elements.code", "elements.citation",
            "elements.answer", "elements.rationale", "contests.statement", "contests.disposition",
            "exhibits.exhibit", "signatory", "gaps.gap",
          ]
        case .legalMemorandum: ["reference", "argument.sentence", "elements.answer", "signatory", "gaps.gap"]
        case .optionMemorandum:
          [
            "reference", "options.name", "options.authority", "options.effect", "options.collateralHarm",
            "options.equities", "options.agencyViews", "options.decision", "options.reason", "gaps.gap",
          ]
        case .ballotLetter:
          ["reference", "to.line", "entries.name", "entries.basis", "replyBy", "votes.ballot"]
        case .concurrenceLetter: ["reference", "to.line", "agency", "question", "replyBy", "signatory"]
        case .federalRegisterNotice:
          [
            "noticeAgency", "subject", "action", "summary", "dates", "noticeContact", "decision",
            "publicBasis.sentence", "signatory", "billingCode",
          ]
        case .congressionalReport:
          ["recipients.name", "cycle"] + ReportItem.allCases.map { "r\($0.rawValue).sentence" }
            + ["reportEntities.name", "changes.sentence", "annex.identifier", "gaps.gap", "signatory"]
        case .guidance:
          ["datedLong", "detect.sentence", "prevent.sentence", "respond.sentence", "contact", "gaps.gap"]
        case .pressText: ["datedLong", "publicBasis.sentence", "contact"]
        case .petitionAcknowledgement: ["reference", "petitioner", "list", "receivedOn", "petitionAuthority"]
        case .petitionDecision:
          [
            "reference", "petitioner", "list", "outcome", "decidedOn", "reasons.sentence",
            "petitionAuthority",
          ]
        }
      }()
  }
}
