import CaseDomain
import CaseStore
import Foundation

/// What the store publishes, and what must not be in it, read at one moment.
struct PublicationState {
  let publications: Publications
  let ledger: PublicationLedger
  let confidential: ConfidentialMatter
  let publisher: String
  /// The day the office's store was made.
  let publisherSince: Day
  let today: Day

  init(_ reader: StoreReader) throws {
    publications = try reader.publications()
    ledger = publications.ledger
    confidential = try ConfidentialMatter(reader)
    publisher = reader.store.identity.officeName
    // The identifier of an office begins with the moment it was made (RFC 9562 §5.7).
    publisherSince = Day(milliseconds: reader.store.identity.office.high >> 16)
    today = reader.store.today
  }

  /// What stands in an entry by another owner's leave only, and has none.
  func unpermitted(in entry: PublishedEntry) -> [Withheld] {
    records(of: entry).flatMap { record in
      ListingField.allCases.flatMap { field in
        record.fields[field].map { confidential.unpermitted($0, in: field, on: today) } ?? []
      }.map { Withheld(entry: entry.reference, field: $0.field, exhibit: $0.exhibit, owner: $0.owner) }
    }
  }

  struct Withheld: Hashable {
    let entry: String
    let field: ListingField
    let exhibit: String
    let owner: String
  }

  /// The record an entry on a list comes from: the same but for how time or a later move has changed its status.
  private func records(of entry: PublishedEntry) -> [PublicationRecord] {
    let same = publications.records.filter { record in
      var past = record.event.entry
      past.status = entry.status
      return past == entry
    }
    return same.last.map { [$0] } ?? []
  }

  /// The check that every output passes: `docs/publication.md` §5.
  func spans(for shown: [PublishedEntry]) -> ProtectedSpans {
    let texts = publications.records.flatMap { record in
      record.fields.map { (field: $0.key, value: $0.value) }
    }
    return ProtectedSpans(confidential.passages(beside: texts, on: today))
  }
}

/// What owners gave in confidence, as the office holds it.
struct ConfidentialMatter {
  /// Exhibits above this many bytes, or that are no text, are not compared.
  static let textLimit: UInt64 = 1 << 20
  /// Letters of a line or sentence that is compared; a shorter one says too little to be somebody's.
  static let shortestPassage = 24

  private struct Item {
    let id: ExhibitID
    let reference: String
    /// Each once, with every identifier that cases have for it.
    let owners: [(ids: Set<OwnerID>, name: String)]
    let passages: [String]
    /// Exhibits with the same bytes, itself among them.
    let copies: Set<ExhibitID>
  }

  /// A text that an owner expressly lets out, and the exhibits it rests on.
  ///
  /// Source: H.R. 8283 (IH) §4(h)(2).
  struct Permitted {
    let text: String
    let exhibits: Set<ExhibitID>
    let owner: OwnerID

    /// Whether a passage of an exhibit of that owner's stands in the text.
    func allows(_ passage: String, of copies: Set<ExhibitID>, by owner: Set<OwnerID>) -> Bool {
      guard owner.contains(self.owner), !exhibits.isDisjoint(with: copies) else { return false }
      let probe = ProtectedSpans([ProtectedPassage(passage, owner: "", exhibit: "")])
      return !probe.leaks(in: Array(text.utf8)).isEmpty
    }
  }

  private var items: [ExhibitID: Item] = [:]
  /// By exhibit with the same bytes as one of `items`, that one.
  private var copied: [ExhibitID: ExhibitID] = [:]
  private let consents: [OwnerConsent]
  /// References of exhibits whose content could not be compared: no text, too long, or not held here.
  private(set) var notCompared: [String] = []

  init(_ reader: StoreReader) throws {
    consents = try reader.standingConsents().map(\.consent)
    let names = try reader.ownerNames()
    for exhibit in try reader.confidentialExhibits() {
      // Of what only holds something confidential, such as a mail, that is compared, and not all it holds.
      let text = try exhibit.isContainerOnly ? "" : Self.text(of: exhibit.row, reader.store.vault)
      if text == nil { notCompared.append(exhibit.row.reference) }
      let titles = exhibit.isContainerOnly ? [] : [exhibit.row.title]
      let passages =
        titles.filter { $0.count >= ProtectedSpans.shortestFolded } + Self.passages(in: text ?? "")
      items[exhibit.row.id] = Item(
        id: exhibit.row.id, reference: exhibit.row.reference,
        owners: Self.owners(exhibit.owners, names), passages: passages, copies: Set(exhibit.copies))
      for copy in exhibit.copies { copied[copy] = exhibit.row.id }
    }
    notCompared.sort()
  }

  private static func owners(_ ids: [OwnerID], _ names: OwnerNames) -> [(ids: Set<OwnerID>, name: String)] {
    var found: [(ids: Set<OwnerID>, name: String)] = []
    for id in ids where !found.contains(where: { $0.ids.contains(id) }) {
      found.append((names.identifiers(of: id), names[id] ?? "owner \(id)"))
    }
    return found
  }

  /// Confidential exhibits that a field rests on without the leave of an owner for exactly that.
  func unpermitted(
    _ value: ListingValue, in field: ListingField, on day: Day
  ) -> [(field: ListingField, exhibit: String, owner: String)] {
    guard value.text.contains(where: { !$0.isWhitespace }) else { return [] }
    return value.exhibits.flatMap { exhibit -> [(field: ListingField, exhibit: String, owner: String)] in
      guard let item = items[exhibit] ?? copied[exhibit].flatMap({ items[$0] }) else { return [] }
      return item.owners.filter { owner in !isPermitted(exhibit, field, owner.ids, on: day) }
        .map { (field: field, exhibit: item.reference, owner: $0.name) }
    }
  }

  /// What may stand in no output.
  ///
  /// - Parameter texts: the fields of public entries. What an owner lets stand in one of them may be there, and
  ///   their statements may not be, where they rest on what an owner has not let go.
  func passages(
    beside texts: [(field: ListingField, value: ListingValue)], permitted: [Permitted] = [], on day: Day
  ) -> [ProtectedPassage] {
    let own = items.values.sorted { $0.id < $1.id }.flatMap { item in
      item.owners.flatMap { owner in
        item.passages.map { passage in
          ProtectedPassage(
            passage, owner: owner.name, exhibit: item.reference,
            isConsented: isConsented(passage, of: item.copies, by: owner.ids, in: texts, on: day)
              || permitted.contains { $0.allows(passage, of: item.copies, by: owner.ids) })
        }
      }
    }
    let statements = texts.filter { $0.field == .statementOfReasons || $0.field == .relatedEntries }
      .filter { $0.value.text.count >= Self.shortestPassage }
      .flatMap { text in
        unpermitted(text.value, in: text.field, on: day).map {
          ProtectedPassage(text.value.text, owner: $0.owner, exhibit: $0.exhibit)
        }
      }
    return own + statements
  }

  private func isPermitted(
    _ exhibit: ExhibitID, _ field: ListingField, _ owner: Set<OwnerID>, on day: Day
  ) -> Bool {
    consents.contains { $0.permits(.init(exhibit, field), by: owner, on: day) }
  }

  /// Whether the owner lets a passage stand in every field that holds it, and some field does.
  private func isConsented(
    _ passage: String, of copies: Set<ExhibitID>, by owner: Set<OwnerID>,
    in texts: [(field: ListingField, value: ListingValue)], on day: Day
  ) -> Bool {
    guard consents.contains(where: { $0.covers.contains { copies.contains($0.exhibit) } }) else {
      return false
    }
    let probe = ProtectedSpans([ProtectedPassage(passage, owner: "", exhibit: "")])
    let holders = texts.filter { !probe.leaks(in: Array($0.value.text.utf8)).isEmpty }
    return !holders.isEmpty
      && holders.allSatisfy { holder in
        let cited = copies.intersection(holder.value.exhibits)
        return !cited.isEmpty && cited.allSatisfy { isPermitted($0, holder.field, owner, on: day) }
      }
  }

  /// `nil` for what is no small text.
  private static func text(of row: ExhibitRow, _ vault: EvidenceVault) throws -> String? {
    guard let hash = row.sha256, row.bytes <= textLimit, vault.holds(hash) else { return nil }
    let bytes = try vault.bytes(hash)
    return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
  }

  /// Lines without the signs that lists and quotations begin with, and sentences across lines.
  private static func passages(in text: String) -> [String] {
    let lines = text.split(whereSeparator: \.isNewline)
    let plain = lines.map { String($0.drop { " \t-*+>#|".contains($0) }) }
    var paragraphs: [String] = [""]
    // Not at "\n": with a return before it that is another Character, and all of a mail one paragraph.
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs.append("")
      } else {
        paragraphs[paragraphs.count - 1] += line.drop { " \t-*+>#|".contains($0) } + " "
      }
    }
    let sentences = paragraphs.flatMap { Sentence.split($0).map(\.text) }
    var seen: Set<String> = []
    return (plain + sentences).filter { passage in
      passage.count { $0.isLetter || $0.isNumber } >= shortestPassage && seen.insert(passage).inserted
    }
  }
}
