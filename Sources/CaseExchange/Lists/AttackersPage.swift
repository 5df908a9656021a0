import CaseDomain

/// The attackers list as one static page: no script, no external resource, readable without style.
///
/// Made for WCAG 2.1 AA: landmarks, one `h1`, a captioned table with scoped headers, a skip link, words
/// beside every sign. Each value is escaped and isolated from the direction of its surroundings.
/// An entry that has ended shows its reference, days, status and banner only.
///
/// Source: H.R. 8283 (IH) §4(g); the form is ours.
public struct AttackersPage: Sendable {
  /// The `h1` and title.
  public var title: String
  /// Who publishes: the agency's name.
  public var publisher: String

  public init(title: String = "AI Model Extraction Attackers List", publisher: String) {
    self.title = title
    self.publisher = publisher
  }

  public func bytes(_ entries: [PublishedEntry], asOf day: Day) throws(ListFault) -> [UInt8] {
    let rules = ListRules(format: "attackers list HTML", lists: [.attackers], takesEnded: true)
    let entries = try rules.ordered(entries)
    let current = entries.filter(\.status.isInForce)
    let ended = entries.filter { !$0.status.isInForce }
    let body = [
      head, header(day), "<main id=\"content\">", table(current, day), statements(current), endedTable(ended),
    ]
    return Array((body + ["</main>", footer, "</body>", "</html>", ""]).joined(separator: "\n").utf8)
  }

  // MARK: Frame

  private var head: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>\(HTMLText.escaped(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <a class="skip" href="#content">Skip to the list</a>
    """
  }

  private func header(_ day: Day) -> String {
    """
    <header>
    <h1>\(Self.bdi(title))</h1>
    <p>Published by \(Self.bdi(publisher)). As of \(Self.time(day)).</p>
    <p class="notice">\(HTMLText.escaped(AttackersNotice.text))</p>
    </header>
    """
  }

  private var footer: String { "<footer>\n<p>Published by \(Self.bdi(publisher)).</p>\n</footer>" }

  /// Every rule with a colour names its background, too.
  private static let style = """
    body { color: #1b1b1b; background: #ffffff; font: 1rem/1.5 sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; }
    a { color: #1a4480; background: #ffffff; text-decoration: underline; }
    a:focus, div:focus { outline: 0.2rem solid #1a4480; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { position: static; }
    .notice { color: #1b1b1b; background: #f0f0f0; border-left: 0.3rem solid #1b1b1b; padding: 0.5rem 1rem; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; }
    caption { font-weight: bold; text-align: left; padding: 0.5rem 0; }
    th, td { border: 1px solid #5c5c5c; padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
    thead th { color: #1b1b1b; background: #e6e6e6; }
    .reasons { white-space: pre-line; overflow-wrap: anywhere; }
    dt { font-weight: bold; }
    @media print { .skip { display: none; } .scroll { overflow: visible; } article, tr { break-inside: avoid; } body { max-width: none; } }
    """

  // MARK: Parts

  private func table(_ entries: [PublishedEntry], _ day: Day) -> String {
    let rows = entries.map { entry in
      """
      <tr>
      <th scope="row"><a href="#\(Self.anchor(entry))">\(Self.bdi(entry.name.text))</a>\(Self.originals(entry))</th>
      <td>\(Self.bdi(entry.reference))</td>
      <td>\(HTMLText.escaped(entry.kind.rawValue))</td>
      <td>\(Self.bdi(entry.country.printed))</td>
      <td>\(HTMLText.escaped(ListText.basis(entry).joined(separator: ", ")))</td>
      <td>\(Self.time(entry.publishedOn))</td>
      <td>\(entry.expiresOn.map(Self.time) ?? "")</td>
      <td>\(HTMLText.escaped(entry.status.rawValue))</td>
      </tr>
      """
    }
    return section(
      "list", "Entries", caption: "Entries in force on \(Self.time(day)): \(entries.count)",
      columns: ["Name", "Reference", "Kind", "Country", "Basis", "Published", "Expires", "Status"], rows: rows
    )
  }

  private func statements(_ entries: [PublishedEntry]) -> String {
    guard !entries.isEmpty else { return "" }
    let articles = entries.map { entry in
      """
      <article id="\(Self.anchor(entry))">
      <h3>\(Self.bdi(entry.name.text))</h3>
      <p class="reasons">\(Self.bdi(entry.statementOfReasons))</p>
      <dl>
      \(Self.details(entry))
      </dl>
      </article>
      """
    }
    return "<section aria-labelledby=\"reasons\">\n<h2 id=\"reasons\">Statements of reasons</h2>\n"
      + articles.joined(separator: "\n") + "\n</section>"
  }

  private func endedTable(_ entries: [PublishedEntry]) -> String {
    guard !entries.isEmpty else { return "" }
    let rows = entries.map { entry in
      """
      <tr>
      <th scope="row">\(Self.bdi(entry.reference))</th>
      <td>\(Self.time(entry.publishedOn))</td>
      <td>\(entry.expiresOn.map(Self.time) ?? "")</td>
      <td>\(HTMLText.escaped(entry.status.rawValue))</td>
      <td>\(HTMLText.escaped(entry.status.banner ?? ""))</td>
      </tr>
      """
    }
    return section(
      "ended", "No longer on the list", caption: "Entries that have ended: \(entries.count)",
      columns: ["Reference", "Published", "End of term", "Status", "What this means"], rows: rows)
  }

  private func section(
    _ id: String, _ heading: String, caption: String, columns: [String], rows: [String]
  ) -> String {
    let headers = columns.map { "<th scope=\"col\">\($0)</th>" }.joined(separator: "\n")
    return """
      <section aria-labelledby="\(id)">
      <h2 id="\(id)">\(heading)</h2>
      <div class="scroll" role="region" aria-labelledby="\(id)" tabindex="0">
      <table>
      <caption>\(caption)</caption>
      <thead>
      <tr>
      \(headers)
      </tr>
      </thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      </div>
      </section>
      """
  }

  private static func details(_ entry: PublishedEntry) -> String {
    var rows: [(String, String)] = []
    rows += entry.aliases.map {
      ("Alias (\($0.value.kind.rawValue), \($0.value.strength.rawValue))", bdi($0.value.name.text))
    }
    rows += entry.addresses.map { ("Address", bdi(ListText.address($0.value))) }
    rows += entry.conductWindow.map { [("Conduct alleged", "\(time($0.first)) to \(time($0.last))")] } ?? []
    rows +=
      entry.identifiedBy.map { [("Identified under", "H.R. 8283 §\(HTMLText.escaped($0.rawValue))")] } ?? []
    rows += entry.pastYearReference.map { [("Past year counted from", time($0))] } ?? []
    rows += entry.related.map { ("Related entry", bdi("\($0.reference): \($0.relation)")) }
    rows += entry.consents.map { ("Owner's consent", bdi($0)) }
    if !entry.textVersion.isEmpty { rows.append(("Version of the text", bdi(entry.textVersion))) }
    if !entry.remarks.isEmpty { rows.append(("Remarks", bdi(entry.remarks))) }
    rows.append(("Reference", bdi(entry.reference)))
    return rows.map { "<dt>\($0)</dt>\n<dd>\($1)</dd>" }.joined(separator: "\n")
  }

  // MARK: Values

  private static func anchor(_ entry: PublishedEntry) -> String { "entry-\(entry.subject)" }

  private static func originals(_ entry: PublishedEntry) -> String {
    entry.originalNames.map {
      "<br><bdi dir=\"auto\" lang=\"\(HTMLText.escaped(ListText.language($0)))\">\(HTMLText.escaped($0.text))</bdi>"
    }
    .joined()
  }

  private static func bdi(_ text: String) -> String { "<bdi>\(HTMLText.escaped(text))</bdi>" }
  private static func time(_ day: Day) -> String {
    "<time datetime=\"\(day.iso)\">\(day.inWords)</time>"
  }
}
