extension Tag {
  /// Every tag by its name, with the flag of each.
  static let all: [String: Tag] = {
    let flags = listed.map(\.flag)
    return Dictionary((listed + flags).map { ($0.name, $0) }) { first, _ in first }
  }()

  /// As docs/documents.md lists them.
  static let listed: [Tag] = [
    general, sections, analysis, action, notice, report, answers, guidance, petition,
  ].flatMap { $0 }

  private static let general: [Tag] = [
    .text("reference", "case reference") { $0.reference },
    .text("title", "title of the case") { $0.title },
    .text("dated", "date") { $0.dated.iso },
    .text("datedLong", "date") { $0.dated.longDate },
    .text("status", "status of the text") { $0.profile.statusLine },
    .text("officeName", "office") { $0.office.name },
    .text("signatory", "signatory") { $0.office.signatory },
    .text("signatoryTitle", "title of the signatory") { $0.office.signatoryTitle },
    .text("contact", "contact") { $0.office.contact },
    .rows("address", "address of the office", .optional, of: { $0.office.address }, [.text("line") { $0 }]),
    .rows(
      "subjects", "subjects", of: { $0.subjects },
      [
        .text("name") { $0.name }, .optional("aliases") { $0.aliases.listed },
        .text("kind") { $0.kind }, .text("country") { $0.country },
      ]),
    .rows(
      "parties", "parties", .optional, for: .government, of: { $0.parties },
      [.text("name") { $0.name }, .text("part") { $0.part }]),
    .rows(
      "days", "days", .optional, for: .government, of: { $0.days },
      [.text("label") { $0.label }, .text("day") { $0.day.iso }]),
    .rows(
      "exhibits", "exhibits", for: .government, of: { $0.exhibits },
      [
        Column(name: "exhibit", label: "exhibit") { _, exhibit throws(DocumentError) in
          .said(MarkdownText("Ex. \(exhibit.number)") + .mark(of: exhibit.number))
        },
        .text("title") { $0.title }, .text("source") { $0.source },
        .text("collectedOn", "day of collection") { $0.collectedOn?.iso }, .text("grade") { $0.grade },
        .optional("marking") { $0.marking }, .text("sha256", "SHA-256") { $0.sha256 },
      ]),
    // Made from what the other tags lack, see `DocumentRenderer`.
    .rows("gaps", "gaps", .optional, of: { _ in [String]() }, [.text("gap") { $0 }]),
  ]

  private static let sections: [Tag] = [
    .sentences("findings", .findings, for: .government) { $0.findings },
    .sentences("publicBasis", .publicBasis) { $0.publicBasis },
    .sentences("argument", .argument, for: .government) { $0.argument },
    .sentences("opinion", .opinion, .optional, for: .government) { $0.opinion },
  ]
}

extension [String] {
  /// `nil` when there are none.
  var listed: String? { isEmpty ? nil : joined(separator: "; ") }
}
